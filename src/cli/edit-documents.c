/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/deed.h"
#include "cli/filters.h"
#include "engine/engine.h"
#include "engine/redate.h"

/* The commands that change a document of a library: describe, remove. */

typedef struct {
  char *title, *outlet, *author, *url, *published;
} Facts;

static void
facts_clear (Facts *facts)
{
  g_free (facts->title);
  g_free (facts->outlet);
  g_free (facts->author);
  g_free (facts->url);
  g_free (facts->published);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Facts, facts_clear)

static bool
describe (const Facts *facts, ToposLibrary *library, const char *document, GError **error)
{
  const ToposMetadata metadata = { facts->title, facts->outlet, facts->author, facts->url };

  return (!facts->title && !facts->outlet && !facts->author && !facts->url)
         || topos_library_describe (library, document, &metadata, error);
}

/* The dates of a text hang on the day of its publication: they are read again. */
static bool
publish (const Facts *facts, ToposLibrary *library, const char *document, GError **error)
{
  ToposDateSpan days = TOPOS_DATE_SPAN_NONE;

  if (facts->published == NULL)
    return true;
  if (*facts->published && !topos_cli_parse_days (facts->published, &days, error))
    return false;
  if (days.first != days.last) {
    topos_cli_usage (error, _ ("“%s” is no single day. Write 2021-09-05."), facts->published);
    return false;
  }

  g_autoptr (ToposEngine) engine = topos_engine_open (topos_data_dir (), error);

  return engine && topos_engine_redate (engine, library, document, days.first, error);
}

static ToposExit
run_describe (int argc, char **argv)
{
  g_auto (Facts) facts = { 0 };
  const GOptionEntry entries[] = {
    { "title", 0, 0, G_OPTION_ARG_STRING, &facts.title, N_ ("Its headline"), N_ ("TEXT") },
    { "outlet", 0, 0, G_OPTION_ARG_STRING, &facts.outlet, N_ ("Who published it"), N_ ("NAME") },
    { "author", 0, 0, G_OPTION_ARG_STRING, &facts.author, N_ ("Who wrote it"), N_ ("NAME") },
    { "url", 0, 0, G_OPTION_ARG_STRING, &facts.url, N_ ("Its address"), "URL" },
    { "published", 0, 0, G_OPTION_ARG_STRING, &facts.published,
      N_ ("The day of its publication; its dates are read again"), N_ ("DATE") },
    { NULL },
  };
  g_auto (ToposDeed) deed = { 0 };
  GError *error = NULL;

  if (!topos_cli_parse (&topos_command_describe, entries, NULL, 2, 2, &argc, &argv))
    return TOPOS_EXIT_USAGE;
  if (!facts.title && !facts.outlet && !facts.author && !facts.url && !facts.published) {
    topos_cli_say (_ ("Say what to change: --title, --outlet, --author, --url or --published."));
    return TOPOS_EXIT_USAGE;
  }
  deed.library = topos_deed_library (argv[1], &error);

  const bool done = deed.library != NULL && describe (&facts, deed.library, argv[2], &error)
                    && publish (&facts, deed.library, argv[2], &error);

  return topos_deed_end (&deed, done, error);
}

static ToposExit
run_remove (int argc, char **argv)
{
  const GOptionEntry entries[] = { { NULL } };
  g_auto (ToposDeed) deed = { 0 };
  GError *error = NULL;

  if (!topos_cli_parse (&topos_command_remove, entries, NULL, 2, -1, &argc, &argv))
    return TOPOS_EXIT_USAGE;
  deed.library = topos_deed_library (argv[1], &error);

  const bool done = deed.library != NULL
                    && topos_library_remove (deed.library, (const char *const *) argv + 2, &error);

  return topos_deed_end (&deed, done, error);
}

const ToposCommand topos_command_describe = {
  "describe", "LIBRARY DOCUMENT", N_ ("Sets a document’s title, outlet, author, address or day."),
  N_ ("DOCUMENT is an id as “toposctl documents” prints it. An empty text removes a fact."),
  run_describe
};

const ToposCommand topos_command_remove = {
  "remove", "LIBRARY DOCUMENT...", N_ ("Removes documents with all that was found in them."), NULL,
  run_remove
};
