/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "annotations.h"

#include "text/json.h"
#include "text/offsets.h"

static void
append_mention (GString *json, const ToposGazetteer *gazetteer, const ToposReading *reading,
                const ToposOffsets *offsets, const ToposMention *mention)
{
  ToposPlace place;
  const bool placed = topos_gazetteer_place (gazetteer, mention->choice, &place);

  g_string_append_printf (json, "{\"start\":%u,\"end\":%u,\"text\":",
                          topos_offsets_to_chars (offsets, mention->span.start),
                          topos_offsets_to_chars (offsets, mention->span.end));
  topos_json_append_text (json, topos_reading_body (reading) + mention->span.start,
                          topos_span_length (mention->span));
  g_string_append (json, ",\"lat\":");
  if (placed) {
    topos_json_append_number (json, place.point.lat, 5);
    g_string_append (json, ",\"lon\":");
    topos_json_append_number (json, place.point.lon, 5);
    g_string_append_printf (json, ",\"geonameid\":%u,\"name\":", place.geonameid);
    topos_json_append_string (json, place.name);
  } else {
    g_string_append (json, "null,\"lon\":null");
  }
  g_string_append_printf (json, ",\"confidence\":%u,\"sense\":\"%s\",\"standing\":\"%s\""
                          ",\"demonym\":%s}", mention->confidence,
                          topos_sense_word (mention->sense),
                          topos_standing_word (mention->standing),
                          mention->demonym ? "true" : "false");
}

static void
append_phrase (GString *json, const ToposReading *reading, const ToposOffsets *offsets,
               const ToposPhrase *phrase)
{
  g_string_append_printf (json, "{\"start\":%u,\"end\":%u,\"text\":",
                          topos_offsets_to_chars (offsets, phrase->span.start),
                          topos_offsets_to_chars (offsets, phrase->span.end));
  topos_json_append_text (json, topos_reading_body (reading) + phrase->span.start,
                          topos_span_length (phrase->span));
  g_string_append_printf (json, ",\"lat\":null,\"lon\":null,\"phrase\":\"%s\",\"confidence\":%u}",
                          topos_phrase_kind_word (phrase->kind), phrase->confidence);
}

void
annotations_append (GString *json, const ToposGazetteer *gazetteer, const char *id,
                    const ToposReading *reading)
{
  g_autoptr (ToposOffsets) offsets =
    topos_offsets_new (topos_reading_body (reading), reading->article->length);

  g_string_append (json, "{\"id\":");
  topos_json_append_string (json, id);
  g_string_append (json, ",\"toponyms\":[");
  for (guint i = 0; i < reading->mentions->len; i++) {
    if (i > 0)
      g_string_append_c (json, ',');
    append_mention (json, gazetteer, reading, offsets,
                    &g_array_index (reading->mentions, ToposMention, i));
  }
  for (guint i = 0; i < reading->phrases->len; i++) {
    g_string_append (json, i + reading->mentions->len > 0 ? "," : "");
    append_phrase (json, reading, offsets, &g_array_index (reading->phrases, ToposPhrase, i));
  }
  g_string_append (json, "]}\n");
}
