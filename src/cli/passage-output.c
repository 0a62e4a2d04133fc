/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/passage-output.h"

#include "text/json.h"

#include <string.h>

static void
append_int (GString *json, const char *key, int64_t value)
{
  topos_json_append_key (json, key);
  g_string_append_printf (json, "%" G_GINT64_FORMAT, value);
}

static void
append_word (GString *json, const char *key, const char *word)
{
  topos_json_append_key (json, key);
  topos_json_append_string (json, word);
}

/* A stretch of the passage with its text and its place in the document, in code points and in
 * bytes. */
static void
append_span (GString *json, const ToposPassageRow *passage, ToposSpan span)
{
  const char *start = passage->text + (span.start - passage->span.start);
  const uint32_t from = passage->char_start
                        + (uint32_t) g_utf8_strlen (passage->text, start - passage->text);
  const uint32_t length = topos_span_length (span);

  topos_json_append_key (json, "text");
  topos_json_append_text (json, start, length);
  append_int (json, "start", from);
  append_int (json, "end", from + (uint32_t) g_utf8_strlen (start, length));
  append_int (json, "byte_start", span.start);
  append_int (json, "byte_end", span.end);
}

static void
append_number (GString *json, const char *key, bool known, double number, int digits)
{
  topos_json_append_key (json, key);
  if (known)
    topos_json_append_number (json, number, digits);
  else
    g_string_append (json, "null");
}

static void
append_mention (GString *json, const ToposPassageRow *passage, const ToposMentionRow *mention)
{
  const bool placed = mention->place != TOPOS_PLACE_NONE;

  g_string_append (json, json->len > 1 ? ",{" : "{");
  append_word (json, "id", mention->id);
  append_span (json, passage, mention->span);
  topos_json_append_key (json, "place");
  if (placed)
    g_string_append_printf (json, "%" G_GUINT64_FORMAT, mention->place);
  else
    g_string_append (json, "null");
  append_number (json, "lat", placed, mention->point.lat, 6);
  append_number (json, "lon", placed, mention->point.lon, 6);
  append_number (json, "confidence", true, mention->confidence / 1000.0, 3);
  append_word (json, "sense", topos_sense_word (mention->sense));
  append_word (json, "standing", topos_standing_word (mention->standing));
  topos_json_append_key (json, "demonym");
  g_string_append (json, mention->demonym ? "true" : "false");
  g_string_append_c (json, '}');
}

static void
append_timex (GString *json, const ToposPassageRow *passage, const ToposTimex *timex)
{
  /* A timex may reach beyond its passage only in a damaged library. */
  if (!topos_span_holds (passage->span, timex->span))
    return;
  g_string_append (json, json->len > 1 ? ",{" : "{");
  append_span (json, passage, timex->span);
  append_word (json, "type", topos_timex_type_word (timex->type));
  append_word (json, "value", timex->value);
  topos_json_append_key (json, "from");
  topos_json_append_day (json, timex->days.first);
  topos_json_append_key (json, "to");
  topos_json_append_day (json, timex->days.last);
  g_string_append_c (json, '}');
}

static void
put_mentions (ToposOutput *output, const ToposPassageRow *passage)
{
  g_autoptr (GString) json = g_string_new ("["), plain = g_string_new (NULL);

  for (guint i = 0; i < passage->mentions->len; i++) {
    const ToposMentionRow *mention = &g_array_index (passage->mentions, ToposMentionRow, i);

    append_mention (json, passage, mention);
    g_string_append (plain, i ? "; " : "");
    g_string_append_len (plain, passage->text + (mention->span.start - passage->span.start),
                         topos_span_length (mention->span));
  }
  g_string_append_c (json, ']');
  topos_output_parts (output, "mentions", json->str, plain->str);
}

static void
put_dates (ToposOutput *output, const ToposPassageRow *passage)
{
  g_autoptr (GString) json = g_string_new ("["), plain = g_string_new (NULL);

  for (guint i = 0; i < passage->timexes->len; i++) {
    const ToposTimex *timex = &g_array_index (passage->timexes, ToposTimex, i);

    append_timex (json, passage, timex);
    g_string_append_printf (plain, "%s%s", i ? "; " : "", timex->value);
  }
  g_string_append_c (json, ']');
  topos_output_parts (output, "dates", json->str, plain->str);
}

/* The found words marked as on paper, for a terminal. */
static char *
plain_snippet (const char *snippet)
{
  GString *plain = g_string_new (NULL);

  for (const char *c = snippet; *c; c++)
    g_string_append_c (plain, *c == 2 ? '[' : *c == 3 ? ']' : *c);
  return g_string_free (plain, false);
}

void
topos_output_passage (ToposOutput *output, const ToposPassageRow *passage)
{
  topos_output_row (output);
  topos_output_text (output, "id", passage->id);
  topos_output_text (output, "document", passage->document);
  topos_output_text (output, "title", passage->title);
  topos_output_text (output, "outlet", passage->outlet);
  topos_output_day (output, "published", passage->published);
  topos_output_text (output, "text", passage->text);
  topos_output_int (output, "start", passage->char_start);
  topos_output_int (output, "end", passage->char_end);
  topos_output_int (output, "byte_start", passage->span.start);
  topos_output_int (output, "byte_end", passage->span.end);
  topos_output_day (output, "from", passage->days.first);
  topos_output_day (output, "to", passage->days.last);
  topos_output_text (output, "days_origin",
                     topos_date_span_is_none (passage->days)
                         ? NULL
                         : topos_days_origin_word (passage->days_origin));
  put_mentions (output, passage);
  put_dates (output, passage);
  if (passage->snippet) {
    g_autofree char *plain = plain_snippet (passage->snippet);

    topos_output_text (output, "snippet", plain);
  }
  topos_output_row_end (output);
}
