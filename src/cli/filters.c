/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/filters.h"

#include "cli/command.h"
#include "engine/engine.h"
#include "text/fold.h"

#include <string.h>

GOptionGroup *
topos_filter_options_group (ToposFilterOptions *options)
{
  const GOptionEntry entries[] = {
    { "from", 0, 0, G_OPTION_ARG_STRING, &options->from, N_ ("Only from this day on"),
      N_ ("DATE") },
    { "to", 0, 0, G_OPTION_ARG_STRING, &options->to, N_ ("Only up to this day"), N_ ("DATE") },
    { "dates", 0, 0, G_OPTION_ARG_STRING, &options->dates,
      N_ ("Which days: “event”, those a passage speaks of, or “published”"), "event|published" },
    { "undated", 0, 0, G_OPTION_ARG_NONE, &options->undated,
      N_ ("Only what has no such day"), NULL },
    { "known-by", 0, 0, G_OPTION_ARG_STRING, &options->known_by,
      N_ ("Only what was published up to this day"), N_ ("DATE") },
    { "place", 0, 0, G_OPTION_ARG_STRING, &options->place,
      N_ ("Only this place and what lies inside it"), N_ ("ID|NAME") },
    { "document", 0, 0, G_OPTION_ARG_STRING, &options->document, N_ ("Only this document"),
      N_ ("ID") },
    { "bbox", 0, 0, G_OPTION_ARG_STRING, &options->bbox, N_ ("Only places within these degrees"),
      "W,S,E,N" },
    { "search", 0, 0, G_OPTION_ARG_STRING, &options->search,
      N_ ("Only passages with these words"), N_ ("WORDS") },
    { "outlet", 0, 0, G_OPTION_ARG_STRING, &options->outlet, N_ ("Only what this outlet wrote"),
      N_ ("NAME") },
    { NULL },
  };
  GOptionGroup *group = g_option_group_new ("filters", _ ("Filters:"), _ ("Show the filters"),
                                            options, NULL);

  g_option_group_add_entries (group, entries);
  g_option_group_set_translation_domain (group, GETTEXT_PACKAGE);
  return group;
}

void
topos_filter_options_clear (ToposFilterOptions *options)
{
  g_free (options->from);
  g_free (options->to);
  g_free (options->dates);
  g_free (options->known_by);
  g_free (options->place);
  g_free (options->document);
  g_free (options->bbox);
  g_free (options->search);
  g_free (options->outlet);
}

bool
topos_cli_parse_days (const char *text, ToposDateSpan *days, GError **error)
{
  if (topos_date_span_parse (text, days))
    return true;
  topos_cli_usage (error, _ ("“%s” is no date. Write it as 2021-09-05, 2021-09 or 2021."), text);
  return false;
}

/* Comma-separated numbers, exactly `n`; a decimal point in every locale. */
static bool
parse_numbers (const char *text, double *numbers, int n)
{
  g_auto (GStrv) parts = g_strsplit (text, ",", -1);

  if ((int) g_strv_length (parts) != n)
    return false;
  for (int i = 0; i < n; i++) {
    char *end = NULL;

    numbers[i] = g_ascii_strtod (g_strstrip (parts[i]), &end);
    if (end == parts[i] || *end)
      return false;
  }
  return true;
}

bool
topos_cli_parse_point (const char *text, ToposPoint *point, GError **error)
{
  double numbers[2];

  if (parse_numbers (text, numbers, 2)) {
    *point = (ToposPoint){ numbers[0], numbers[1] };
    if (topos_point_is_valid (*point))
      return true;
  }
  topos_cli_usage (error, _ ("“%s” is no point. Write latitude and longitude as 35.31,69.52."),
                   text);
  return false;
}

bool
topos_cli_parse_box (const char *text, ToposBox *box, GError **error)
{
  double n[4];

  if (parse_numbers (text, n, 4)) {
    *box = (ToposBox){ n[0], n[1], n[2], n[3] };
    if (topos_point_is_valid ((ToposPoint){ n[1], n[0] })
        && topos_point_is_valid ((ToposPoint){ n[3], n[2] }) && n[1] <= n[3])
      return true;
  }
  topos_cli_usage (error, _ ("“%s” is no box. Write west, south, east, north as 69,34,71,36."),
                   text);
  return false;
}

static bool
find_in_library (ToposReader *reader, const char *key, ToposPlaceId *place, GError **error)
{
  ToposFilter all;
  g_autoptr (GPtrArray) places = NULL;

  topos_filter_init (&all);
  places = topos_reader_places (reader, &all, NULL, error);
  for (guint i = 0; places && i < places->len; i++) {
    const ToposPlaceRow *row = g_ptr_array_index (places, i);
    g_autofree char *own = topos_fold (row->name, -1);

    if (strcmp (own, key) == 0) {
      *place = row->id;
      break;
    }
  }
  return places != NULL;
}

ToposGazetteer *
topos_cli_gazetteer (GError **error)
{
  g_autoptr (ToposGazetteer) gazetteer = topos_gazetteer_open_bundled (topos_data_dir (), error);
  g_autofree char *own = topos_own_gazetteer_path ();

  if (gazetteer == NULL || (g_file_test (own, G_FILE_TEST_EXISTS)
                            && !topos_gazetteer_add_layer (gazetteer, own, error)))
    return NULL;
  return g_steal_pointer (&gazetteer);
}

static bool
find_in_gazetteer (const char *key, ToposPlaceId *place, GError **error)
{
  g_autoptr (ToposGazetteer) gazetteer = topos_cli_gazetteer (error);
  ToposNameHit hit;
  ToposPlace found;

  if (gazetteer == NULL)
    return false;
  if (topos_gazetteer_find (gazetteer, key, strlen (key), &hit, 1) > 0) {
    topos_gazetteer_get (gazetteer, hit.place, &found);
    *place = found.id;
  }
  return true;
}

bool
topos_cli_find_place (ToposReader *reader, const char *text, ToposPlaceId *place, GError **error)
{
  guint64 id = 0;
  g_autofree char *key = topos_fold (text, -1);

  *place = TOPOS_PLACE_NONE;
  if (g_ascii_string_to_unsigned (text, 10, 1, G_MAXINT64, &id, NULL)) {
    *place = id;
    return true;
  }
  if (!find_in_library (reader, key, place, error))
    return false;
  if (*place == TOPOS_PLACE_NONE && !find_in_gazetteer (key, place, error))
    return false;
  if (*place != TOPOS_PLACE_NONE)
    return true;
  topos_cli_usage (error, _ ("No place is called “%s”. “toposctl places” lists them."), text);
  return false;
}

static bool
apply_clock (const char *word, ToposFilter *filter, GError **error)
{
  if (word == NULL || g_str_equal (word, "event"))
    return true;
  if (g_str_equal (word, "published")) {
    filter->clock = TOPOS_CLOCK_PUBLISHED;
    return true;
  }
  topos_cli_usage (error, _ ("--dates takes “event” or “published”, not “%s”."), word);
  return false;
}

static bool
apply_days (const ToposFilterOptions *options, ToposFilter *filter, GError **error)
{
  ToposDateSpan from = TOPOS_DATE_SPAN_NONE, to = TOPOS_DATE_SPAN_NONE, known;

  if ((options->from && !topos_cli_parse_days (options->from, &from, error))
      || (options->to && !topos_cli_parse_days (options->to, &to, error))
      || (options->known_by && !topos_cli_parse_days (options->known_by, &known, error)))
    return false;
  if (options->undated && (options->from || options->to)) {
    topos_cli_usage (error, _ ("What is --undated has no day: leave out --from and --to."));
    return false;
  }
  if (options->undated)
    filter->days = TOPOS_DATE_SPAN_NONE;
  filter->undated |= options->undated;
  if (options->known_by)
    filter->known_by = known.last;
  if (options->from || options->to) {
    filter->undated = false;
    filter->days = (ToposDateSpan){ options->from ? from.first : TOPOS_DAY_OPEN_START,
                                    options->to ? to.last : TOPOS_DAY_OPEN_END };
  }
  if (filter->days.first <= filter->days.last)
    return true;
  topos_cli_usage (error, _ ("--from %s lies after --to %s."), options->from, options->to);
  return false;
}

static bool
has_document (ToposReader *reader, const char *id, GError **error)
{
  g_autoptr (ToposDocument) document = topos_reader_document (reader, id, error);

  return document != NULL;
}

/* An empty text is no filter: it takes back what --like recalled. */
static void
replace (char **text, const char *given)
{
  topos_cli_replace (text, given);
  if (*text != NULL && **text == '\0')
    g_clear_pointer (text, g_free);
}

bool
topos_filter_options_apply (const ToposFilterOptions *options, ToposReader *reader,
                            ToposFilter *filter, GError **error)
{
  if (!apply_clock (options->dates, filter, error) || !apply_days (options, filter, error)
      || (options->bbox && !topos_cli_parse_box (options->bbox, &filter->box, error))
      || (options->place
          && !topos_cli_find_place (reader, options->place, &filter->place, error))
      || (options->document && *options->document
          && !has_document (reader, options->document, error)))
    return false;
  replace (&filter->document, options->document);
  replace (&filter->search, options->search);
  replace (&filter->outlet, options->outlet);
  return true;
}
