/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Reads documents, one JSON object a line, and prints the dates found in each, for the scorer:
 *
 *   dates-quality [--without-day] [--no-infer] [--speed] FILE.jsonl
 *
 * A document has "id", "text", maybe "language" and, to count relative dates from, "published"
 * or "dct".
 * --speed prints instead how many megabytes of text, already cut into words, one core searches
 * for dates in a second of its own time. */

#include "dates/dates.h"
#include "text/json.h"
#include "text/offsets.h"
#include "text/segment.h"

#include <json-glib/json-glib.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

static ToposReading *
read_document (JsonObject *document, bool without_day)
{
  const char *text = json_object_get_string_member (document, "text");
  const char *day = json_object_get_string_member_with_default (document, "published", NULL);
  g_autoptr (ToposArticle) article = topos_article_new (g_strdup (text), strlen (text));
  ToposDateSpan span;

  if (day == NULL)
    day = json_object_get_string_member_with_default (document, "dct", NULL);
  if (!without_day && day != NULL && topos_date_span_parse (day, &span)
      && span.first == span.last)
    topos_published_offer (&article->published, span.first, TOPOS_CERTAINTY_STATED,
                           TOPOS_ORIGIN_USER, NULL);
  return topos_text_read (article);
}

static void
print_timexes (const char *id, const ToposReading *reading)
{
  const char *body = topos_reading_body (reading);
  g_autoptr (ToposOffsets) offsets = topos_offsets_new (body, reading->article->length);
  g_autoptr (GString) json = g_string_new ("{\"id\":");
  g_autofree char *published = topos_day_to_iso (reading->published.day);

  topos_json_append_string (json, id);
  g_string_append (json, ",\"published\":");
  topos_json_append_string (json, published);
  g_string_append (json, ",\"timexes\":[");
  for (guint i = 0; i < reading->timexes->len; i++) {
    const ToposTimex *timex = &g_array_index (reading->timexes, ToposTimex, i);

    g_string_append_printf (json, "%s{\"start\":%u,\"end\":%u,\"text\":", i > 0 ? "," : "",
                            topos_offsets_to_chars (offsets, timex->span.start),
                            topos_offsets_to_chars (offsets, timex->span.end));
    topos_json_append_text (json, body + timex->span.start, topos_span_length (timex->span));
    g_string_append_printf (json, ",\"type\":\"%s\",\"value\":\"%s\"}",
                            topos_timex_type_word (timex->type), timex->value);
  }
  g_string_append (json, "]}");
  puts (json->str);
}

static void
measure (const ToposDateTagger *tagger, GPtrArray *readings)
{
  gsize bytes = 0;
  const clock_t start = clock ();
  clock_t end = start;

  do {
    for (guint i = 0; i < readings->len; i++) {
      ToposReading *reading = readings->pdata[i];

      topos_dates_tag (tagger, reading);
      bytes += reading->article->length;
    }
    end = clock ();
  } while (end - start < 2 * CLOCKS_PER_SEC);
  printf ("{\"megabytes_per_second\":%.1f}\n",
          (double) bytes / 1e6 / ((double) (end - start) / CLOCKS_PER_SEC));
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) readings
      = g_ptr_array_new_with_free_func ((GDestroyNotify) topos_reading_free);
  const char *data = g_getenv ("TOPOS_DATA_DIR") ? g_getenv ("TOPOS_DATA_DIR") : "data";
  const gint64 start = g_get_monotonic_time ();
  g_autoptr (ToposDateTagger) tagger = topos_date_tagger_open (data, &error);
  bool speed = false, without_day = false, no_infer = false;
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;

  for (int i = 1; i < argc; i++) {
    speed |= g_str_equal (argv[i], "--speed");
    no_infer |= g_str_equal (argv[i], "--no-infer");
    without_day |= g_str_equal (argv[i], "--without-day");
  }
  if (tagger == NULL || argc < 2
      || !g_file_get_contents (argv[argc - 1], &text, NULL, &error)) {
    fprintf (stderr, "dates-quality: %s\n", error ? error->message : "name a file");
    return 2;
  }
  fprintf (stderr, "tables opened in %.1f ms\n",
           (double) (g_get_monotonic_time () - start) / 1000);
  lines = g_strsplit (text, "\n", -1);
  for (int i = 0; lines[i] != NULL; i++) {
    g_autoptr (JsonParser) parser = json_parser_new ();
    JsonObject *document;
    ToposReading *reading;
    ToposDay day;

    if (lines[i][0] == '\0')
      continue;
    if (!json_parser_load_from_data (parser, lines[i], -1, &error)) {
      fprintf (stderr, "dates-quality: line %d: %s\n", i + 1, error->message);
      return 1;
    }
    document = json_node_get_object (json_parser_get_root (parser));
    reading = read_document (document, without_day);
    if (json_object_has_member (document, "language"))
      g_strlcpy (reading->language, json_object_get_string_member (document, "language"),
                 sizeof reading->language);
    topos_dates_tag (tagger, reading);
    if (reading->published.day == TOPOS_DAY_NONE && !no_infer) {
      g_autofree char *why = NULL;

      day = topos_dates_infer_published (tagger, reading, &why);
      if (day != TOPOS_DAY_NONE) {
        topos_published_offer (&reading->published, day, TOPOS_CERTAINTY_INFERRED,
                               TOPOS_ORIGIN_TEXT, why);
        topos_dates_tag (tagger, reading);
      }
    }
    if (!speed)
      print_timexes (json_object_get_string_member (document, "id"), reading);
    g_ptr_array_add (readings, reading);
  }
  if (speed)
    measure (tagger, readings);
  return 0;
}
