/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/html.h"

#include "core/error.h"
#include "core/translate.h"
#include "import/charset.h"
#include "import/page-facts.h"
#include "import/page.h"
#include "text/fold.h"

#include <string.h>

#define BYTES_TO_LOOK_AT 4096

/* The first bytes as ASCII in small letters, without zeros and what is not ASCII, so that
 * UTF-16 shows too. */
static void
first_bytes (GBytes *bytes, char head[BYTES_TO_LOOK_AT])
{
  gsize length = 0, n = 0;
  const char *data = g_bytes_get_data (bytes, &length);

  for (gsize i = 0; i < length && i < BYTES_TO_LOOK_AT - 1; i++)
    if (data[i] > 0)
      head[n++] = g_ascii_tolower (data[i]);
  head[n] = '\0';
}

/* Steps over space, comments and an XML declaration. */
static const char *
past_prologue (const char *at)
{
  for (;;) {
    const char *end;

    while (g_ascii_isspace (*at))
      at++;
    if (g_str_has_prefix (at, "<!--"))
      end = strstr (at, "-->");
    else if (g_str_has_prefix (at, "<?xml"))
      end = strstr (at, "?>");
    else
      return at;
    if (end == NULL)
      return at;
    at = strchr (end, '>') + 1;
  }
}

bool
topos_import_is_html (GBytes *bytes)
{
  static const char *const BEGINNINGS[] = { "<!doctype html", "<html", "<head", "<body", "<meta",
                                            "<title", "<article", "<main", "<section", "<div",
                                            "<p>", "<p ", "<h1", "<h2", "<table", "<script",
                                            "<link", "<base", "<style", "<center", "<font" };
  char head[BYTES_TO_LOOK_AT];
  const char *at;

  first_bytes (bytes, head);
  at = past_prologue (head);
  for (size_t i = 0; i < G_N_ELEMENTS (BEGINNINGS); i++)
    if (g_str_has_prefix (at, BEGINNINGS[i]))
      return true;
  return false;
}

/* "charset=..." of a <meta>, "encoding=..." of an XML declaration; NULL when none.
 * Returns: (transfer full). */
static char *
declared_charset (GBytes *bytes)
{
  static const char *const KEYS[] = { "charset=", "encoding=" };
  char head[BYTES_TO_LOOK_AT];

  first_bytes (bytes, head);
  for (size_t i = 0; i < G_N_ELEMENTS (KEYS); i++) {
    const char *at = strstr (head, KEYS[i]);

    if (at == NULL)
      continue;
    at += strlen (KEYS[i]);
    at += strspn (at, "\"' ");
    return g_strndup (at, strcspn (at, "\"' ;/>\r\n"));
  }
  return NULL;
}

/* ----------------------------------------------------------------------------- composing */

static bool
says_the_title (const ToposBlocks *blocks, const ToposBlock *block, const char *title)
{
  g_autofree char *a = topos_fold (blocks->text->str + block->span.start,
                                   topos_span_length (block->span));
  g_autofree char *b = topos_fold (title, -1);

  return strcmp (a, b) == 0;
}

/* The index of the block that is the headline; -1 when the headline is not among them. */
static int
headline_among (const ToposBlocks *blocks, const char *title)
{
  for (unsigned i = 0; i < blocks->blocks->len && i < 12; i++) {
    const ToposBlock *block = &g_array_index (blocks->blocks, ToposBlock, i);

    if (title == NULL ? block->kind == TOPOS_ZONE_TITLE
                      : topos_span_length (block->span) < 500
                            && says_the_title (blocks, block, title))
      return (int) i;
  }
  return -1;
}

static void
append_paragraph (GString *body, GArray *zones, const char *text, size_t length,
                  ToposZoneKind kind)
{
  ToposZone zone = { .kind = kind };

  if (body->len > 0)
    g_string_append (body, "\n\n");
  zone.span.start = (uint32_t) body->len;
  g_string_append_len (body, text, (gssize) length);
  zone.span.end = (uint32_t) body->len;
  if (kind != TOPOS_ZONE_BODY)
    g_array_append_val (zones, zone);
}

ToposArticle *
topos_article_from_blocks (const ToposBlocks *blocks, const char *title)
{
  g_autoptr (GArray) zones = g_array_new (FALSE, FALSE, sizeof (ToposZone));
  GString *body = g_string_sized_new (blocks->text->len + 2 * blocks->blocks->len + 1);
  const int headline = headline_among (blocks, title);
  ToposArticle *article;
  size_t length;

  if (headline < 0 && title != NULL)
    append_paragraph (body, zones, title, strlen (title), TOPOS_ZONE_TITLE);
  for (unsigned i = 0; i < blocks->blocks->len; i++) {
    const ToposBlock *block = &g_array_index (blocks->blocks, ToposBlock, i);
    const bool other_title = block->kind == TOPOS_ZONE_TITLE && (int) i != headline;

    append_paragraph (body, zones, blocks->text->str + block->span.start,
                      topos_span_length (block->span),
                      (int) i == headline ? TOPOS_ZONE_TITLE
                      : other_title       ? TOPOS_ZONE_BODY
                                          : block->kind);
  }
  length = body->len;
  article = topos_article_new (g_string_free (body, FALSE), length);
  article->n_zones = zones->len;
  article->zones = g_memdup2 (zones->data, zones->len * sizeof (ToposZone));
  return article;
}

static ToposField
steal_field (ToposField *field)
{
  const ToposField stolen = *field;

  *field = (ToposField){ 0 };
  return stolen;
}

static ToposArticle *
article_of_page (xmlNodePtr root)
{
  g_autoptr (ToposArticle) facts = topos_article_new (g_strdup (""), 0);
  g_autoptr (ToposBlocks) blocks = topos_blocks_of_article (root);
  ToposArticle *article;

  topos_page_facts_read (root, facts);
  article = topos_article_from_blocks (blocks, facts->title.value);
  article->title = steal_field (&facts->title);
  article->outlet = steal_field (&facts->outlet);
  article->author = steal_field (&facts->author);
  article->url = steal_field (&facts->url);
  article->published = facts->published;
  facts->published = (ToposPublished){ .day = TOPOS_DAY_NONE };
  return article;
}

ToposArticle *
topos_import_html (GBytes *bytes, const char *name, GError **error)
{
  g_autofree char *declared = declared_charset (bytes);
  g_autofree char *charset = NULL;
  g_autofree char *text = NULL;
  ToposArticle *article;
  xmlNodePtr root;
  xmlDocPtr page;
  size_t length;

  text = topos_charset_decode (bytes, name, declared, &length, &charset, error);
  if (text == NULL)
    return NULL;
  page = topos_page_parse (text, length);
  root = page != NULL ? xmlDocGetRootElement (page) : NULL;
  if (root == NULL) {
    xmlFreeDoc (page);
    g_set_error (error, TOPOS_ERROR, TOPOS_ERROR_INPUT, _ ("“%s” is empty: there is no text in it."),
                 name);
    return NULL;
  }
  article = article_of_page (root);
  article->charset = g_steal_pointer (&charset);
  xmlFreeDoc (page);
  return article;
}
