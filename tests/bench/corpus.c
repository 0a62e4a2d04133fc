/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "corpus.h"

#include "text/offsets.h"
#include "text/segment.h"

#include <json-glib/json-glib.h>
#include <string.h>

#define FOLDS 5

static const struct {
  const char *tag;
  ToposSort sort;
} SORTS[] = {
  { "geo", TOPOS_SORT_PLACE },           { "LOC", TOPOS_SORT_PLACE },
  { "Location", TOPOS_SORT_PLACE },      { "gpe", TOPOS_SORT_DEMONYM },
  { "Nationality", TOPOS_SORT_DEMONYM }, { "org", TOPOS_SORT_ORGANISATION },
  { "ORG", TOPOS_SORT_ORGANISATION },    { "Organisation", TOPOS_SORT_ORGANISATION },
  { "per", TOPOS_SORT_PERSON },          { "PER", TOPOS_SORT_PERSON },
  { "Person", TOPOS_SORT_PERSON },       { "art", TOPOS_SORT_OTHER },
  { "eve", TOPOS_SORT_OTHER },           { "nat", TOPOS_SORT_OTHER },
  { "MISC", TOPOS_SORT_OTHER },
};

static const char *const IGNORED[] = { "POI", "STREET", "STREETNR", "ZIP" };
static const char *const UNNAMED[] = { "nominal", "pronoun" };

/* Words written small that may stand within a name, and those behind one that say its kind. */
static const char *const INNER[] = {
  "of", "the", "and", "de", "la", "del", "al", "el", "ad", "az", "ul", "du", "di", "da", "on",
};
static const char *const KINDS[] = {
  "city", "town", "village", "district", "province", "region", "river", "area", "valley", "state",
  "governorate", "county", "neighbourhood", "neighborhood", "island", "mountains", "sea", "suburb",
};

void
gold_text_free (gpointer data)
{
  GoldText *text = data;

  g_free (text->id);
  topos_reading_free (text->reading);
  g_array_unref (text->names);
  g_array_unref (text->phrases);
  g_free (text);
}

static GoldText *
text_new (char *id, char *body, int corpus)
{
  GoldText *text = g_new0 (GoldText, 1);
  g_autoptr (ToposArticle) article = topos_article_new (body, strlen (body));

  text->id = id;
  text->corpus = corpus;
  text->fold = (int) (topos_word_hash (id, strlen (id)) % FOLDS);
  text->reading = topos_text_read (article);
  text->names = g_array_new (FALSE, TRUE, sizeof (GoldName));
  text->phrases = g_array_new (FALSE, FALSE, sizeof (GoldPhrase));
  return text;
}

GoldText *
gold_text_new (char *id, char *body, const GArray *names)
{
  GoldText *text = text_new (id, body, 0);

  g_array_append_vals (text->names, names->data, names->len);
  return text;
}

GoldText *
gold_text_written (const GoldText *text, Written how)
{
  const char *body = topos_reading_body (text->reading);
  char *copy = g_strdup (body);

  for (guint p = 0; p < text->reading->passages->len; p++) {
    const ToposSpan span = topos_reading_passage (text->reading, p)->span;

    for (uint32_t i = span.start; i < span.end; i++)
      if (how == WRITTEN_SMALL)
        copy[i] = g_ascii_tolower (copy[i]);
      else if (p % 3 == 0)
        copy[i] = g_ascii_toupper (copy[i]);
  }
  GoldText *written = text_new (g_strdup (text->id), copy, text->corpus);
  written->fold = text->fold;
  g_array_append_vals (written->names, text->names->data, text->names->len);
  return written;
}

static bool
is_one_of (const char *const *words, size_t n, const char *word)
{
  for (size_t i = 0; i < n; i++)
    if (word != NULL && strcmp (words[i], word) == 0)
      return true;
  return false;
}

static bool
has_capital (const char *text, ToposSpan span)
{
  return g_unichar_isupper (g_utf8_get_char (text + span.start));
}

static const char *
string_of (JsonObject *object, const char *member)
{
  JsonNode *node = json_object_get_member (object, member);

  return node && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING
           ? json_node_get_string (node) : NULL;
}

static bool
number_of (JsonObject *object, const char *member, double *number)
{
  JsonNode *node = json_object_get_member (object, member);

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node))
    return false;
  *number = json_node_get_double (node);
  if (json_node_get_value_type (node) == G_TYPE_INT64)
    *number = (double) json_node_get_int (node);
  return true;
}

/* Where the word that begins at `from` ends. */
static uint32_t
word_end (const char *body, uint32_t from, uint32_t end)
{
  while (from < end && body[from] != ' ')
    from++;
  return from;
}

static bool
is_word_of (const char *const *words, size_t n, const char *body, ToposSpan span)
{
  for (size_t i = 0; i < n; i++)
    if (strlen (words[i]) == topos_span_length (span)
        && memcmp (words[i], body + span.start, topos_span_length (span)) == 0)
      return true;
  return false;
}

static void
drop_possessive (const char *body, ToposSpan *span)
{
  if (span->end - span->start > 2 && memcmp (body + span->end - 2, "'s", 2) == 0)
    span->end -= 2;
  else if (span->end - span->start > 4 && memcmp (body + span->end - 4, "\xE2\x80\x99s", 4) == 0)
    span->end -= 4;
}

/* Cuts a phrase down to the name in it: words before the first capital go, and so do a word of
 * its kind behind it and a possessive. False when there is none; `plain` tells whether what is
 * left is one name. */
static bool
name_in_phrase (const char *body, ToposSpan *span, bool *plain)
{
  uint32_t last = span->start;

  while (span->start < span->end
         && (!has_capital (body, *span) || g_str_has_prefix (body + span->start, "The ")))
    span->start = MIN (word_end (body, span->start, span->end) + 1, span->end);
  if (span->start >= span->end)
    return false;
  for (uint32_t i = span->start; i < span->end; i = word_end (body, i, span->end) + 1)
    last = i;
  if (is_word_of (KINDS, G_N_ELEMENTS (KINDS), body, (ToposSpan){ last, span->end })
      && last > span->start)
    span->end = last - 1;
  drop_possessive (body, span);
  *plain = true;
  for (uint32_t i = span->start, end; i < span->end; i = end + 1) {
    end = word_end (body, i, span->end);
    *plain = *plain && (has_capital (body, (ToposSpan){ i, end })
                        || is_word_of (INNER, G_N_ELEMENTS (INNER), body, (ToposSpan){ i, end }));
  }
  return true;
}

static void
keep_phrase (GoldText *text, ToposSpan span, const char *kind)
{
  GoldPhrase phrase = { span, g_strcmp0 (kind, "Nationality") == 0,
                        g_strcmp0 (kind, "pronoun") == 0 };

  drop_possessive (topos_reading_body (text->reading), &phrase.span);
  g_array_append_val (text->phrases, phrase);
}

/* "Tikrit, Iraq" are two names. */
static void
add_phrase (GoldText *text, GoldName name)
{
  const char *body = topos_reading_body (text->reading);
  const uint32_t end = name.span.end;

  for (uint32_t from = name.span.start, to; from < end; from = to + 2) {
    bool plain = false;

    for (to = from; to < end && !(body[to] == ',' && body[to + 1] == ' ');)
      to++;
    GoldName part = name;
    part.span = (ToposSpan){ from, to };
    if (!name_in_phrase (body, &part.span, &plain))
      continue;
    part.ignored = part.ignored || !plain;
    g_array_append_val (text->names, part);
  }
}

static void
add_name (GoldText *text, JsonObject *toponym, const ToposOffsets *offsets, bool phrases)
{
  const char *body = topos_reading_body (text->reading);
  const char *kind = string_of (toponym, "kind");
  GoldName name = { .sort = TOPOS_SORT_PLACE };
  double id = 0;

  name.span.start =
    topos_offsets_to_bytes (offsets, (uint32_t) json_object_get_int_member (toponym, "start"));
  name.span.end =
    topos_offsets_to_bytes (offsets, (uint32_t) json_object_get_int_member (toponym, "end"));
  if (phrases && name.span.end > name.span.start)
    keep_phrase (text, name.span, kind);
  if (is_one_of (UNNAMED, G_N_ELEMENTS (UNNAMED), kind) || name.span.end <= name.span.start)
    return;
  name.ignored = is_one_of (IGNORED, G_N_ELEMENTS (IGNORED), kind);
  if (g_strcmp0 (kind, "Nationality") == 0)
    name.sort = TOPOS_SORT_DEMONYM;
  name.has_point = number_of (toponym, "lat", &name.point.lat)
                   && number_of (toponym, "lon", &name.point.lon);
  if (number_of (toponym, "geonameid", &id))
    name.geonameid = (uint32_t) id;
  else if (string_of (toponym, "geonameid") != NULL)
    name.geonameid = (uint32_t) g_ascii_strtoull (string_of (toponym, "geonameid"), NULL, 10);
  if (phrases) {
    add_phrase (text, name);
    return;
  }
  if (g_str_has_prefix (body + name.span.start, "the "))
    name.span.start += 4;
  if (has_capital (body, name.span) && name.span.end > name.span.start)
    g_array_append_val (text->names, name);
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  const ToposSpan *x = a, *y = b;

  return x->start != y->start ? (x->start > y->start) - (x->start < y->start)
                              : (x->end > y->end) - (x->end < y->end);
}

/* Of names that lie in one another the first, and of those the shortest, stays. */
static void
drop_overlapping (GArray *names)
{
  guint kept = 0;

  g_array_sort (names, compare_names);
  for (guint i = 0; i < names->len; i++) {
    const GoldName name = g_array_index (names, GoldName, i);

    if (kept > 0
        && topos_spans_overlap (g_array_index (names, GoldName, kept - 1).span, name.span))
      continue;
    g_array_index (names, GoldName, kept++) = name;
  }
  g_array_set_size (names, kept);
}

static bool
read_lines (const char *path, char **contents, GError **error)
{
  g_autoptr (GSubprocess) unpack = NULL;
  g_autoptr (GBytes) out = NULL;
  gsize length = 0;

  if (!g_str_has_suffix (path, ".xz"))
    return g_file_get_contents (path, contents, NULL, error);
  unpack = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, error, "xz", "-dc", path, NULL);
  if (unpack == NULL || !g_subprocess_communicate (unpack, NULL, NULL, &out, NULL, error))
    return false;
  const char *data = g_bytes_get_data (out, &length);
  *contents = g_strndup (data, length);
  return true;
}

bool
corpus_read_places (const char *path, int corpus, bool phrases, GPtrArray *texts,
                    GError **error)
{
  g_autofree char *contents = NULL;
  char *rest = NULL;

  if (!read_lines (path, &contents, error))
    return false;
  for (char *line = strtok_r (contents, "\n", &rest); line; line = strtok_r (NULL, "\n", &rest)) {
    g_autoptr (JsonParser) parser = json_parser_new ();

    if (!json_parser_load_from_data (parser, line, -1, error))
      return false;
    JsonObject *row = json_node_get_object (json_parser_get_root (parser));
    JsonArray *toponyms = json_object_get_array_member (row, "toponyms");
    GoldText *text = text_new (g_strdup (json_object_get_string_member (row, "id")),
                               g_strdup (json_object_get_string_member (row, "text")), corpus);
    g_autoptr (ToposOffsets) offsets =
      topos_offsets_new (topos_reading_body (text->reading), text->reading->article->length);

    for (guint i = 0; i < json_array_get_length (toponyms); i++)
      add_name (text, json_array_get_object_element (toponyms, i), offsets, phrases);
    drop_overlapping (text->names);
    g_ptr_array_add (texts, text);
  }
  return true;
}

/* ----------------------------------------------------------------------- sentences */

static int
sort_of (const char *tag)
{
  for (size_t i = 0; i < G_N_ELEMENTS (SORTS); i++)
    if (strcmp (SORTS[i].tag, tag) == 0)
      return (int) SORTS[i].sort;
  return -1;
}

static void
add_sentence (JsonObject *row, GString *body, GArray *names)
{
  JsonArray *tokens = json_object_get_array_member (row, "tokens");
  JsonArray *tags = json_object_get_array_member (row, "tags");
  bool open = false;

  for (guint i = 0; i < json_array_get_length (tokens); i++) {
    const char *token = json_array_get_string_element (tokens, i);
    const char *tag = json_array_get_string_element (tags, i);
    const int sort = tag[0] == 'O' ? -1 : sort_of (tag + 2);
    GoldName name = { .sort = (uint8_t) sort };

    name.span.start = (uint32_t) body->len;
    g_string_append (body, token);
    name.span.end = (uint32_t) body->len;
    g_string_append_c (body, ' ');
    if (sort >= 0 && tag[0] == 'I' && open)
      g_array_index (names, GoldName, names->len - 1).span.end = name.span.end;
    else if (sort >= 0)
      g_array_append_val (names, name);
    open = sort >= 0;
  }
  g_string_append_c (body, '\n');
}

static void
close_text (const char *path, int corpus, GString *body, GArray *names, GPtrArray *texts)
{
  if (body->len == 0)
    return;
  GoldText *text = text_new (g_strdup_printf ("%s:%u", path, texts->len),
                             g_strndup (body->str, body->len), corpus);
  g_array_append_vals (text->names, names->data, names->len);
  g_ptr_array_add (texts, text);
  g_string_truncate (body, 0);
  g_array_set_size (names, 0);
}

bool
corpus_read_tags (const char *path, int corpus, guint sentences, GPtrArray *texts, GError **error)
{
  g_autofree char *contents = NULL;
  g_autoptr (GString) body = g_string_new (NULL);
  g_autoptr (GArray) names = g_array_new (FALSE, TRUE, sizeof (GoldName));
  char *rest = NULL;
  guint n = 0;

  if (!read_lines (path, &contents, error))
    return false;
  for (char *line = strtok_r (contents, "\n", &rest); line; line = strtok_r (NULL, "\n", &rest)) {
    g_autoptr (JsonParser) parser = json_parser_new ();

    if (!json_parser_load_from_data (parser, line, -1, error))
      return false;
    add_sentence (json_node_get_object (json_parser_get_root (parser)), body, names);
    if (++n % sentences == 0)
      close_text (path, corpus, body, names, texts);
  }
  close_text (path, corpus, body, names, texts);
  return true;
}
