/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/annotate-json.h"

#include "cli/command.h"
#include "cli/json-line.h"
#include "cli/output.h"
#include "text/json.h"
#include "text/offsets.h"

#include <string.h>

enum { DAY_LENGTH = 10 };

/* ------------------------------------------------------------------------------- texts in */

typedef struct {
  char *id;
  char *text;
  gsize length;
  char *published;
  char *title;
} Input;

static void
input_clear (Input *input)
{
  g_free (input->id);
  g_free (input->text);
  g_free (input->published);
  g_free (input->title);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Input, input_clear)

static void
take_member (const char *key, const GString *value, void *data)
{
  Input *input = data;
  char **fields[] = { &input->id, &input->published, &input->title };
  static const char *const KEYS[] = { "id", "published", "title" };

  if (value == NULL)
    return;
  if (strcmp (key, "text") == 0) {
    g_free (input->text);
    input->text = g_memdup2 (value->str, value->len + 1);
    input->length = value->len;
  }
  for (size_t i = 0; i < G_N_ELEMENTS (KEYS); i++)
    if (strcmp (key, KEYS[i]) == 0) {
      g_free (*fields[i]);
      *fields[i] = g_strndup (value->str, value->len);
    }
}

/* The day of "2021-09-05" or of a longer time stamp; an incomplete date tells no day. */
static ToposDay
day_of (const char *published, ToposDay otherwise)
{
  g_autofree char *day = published ? g_strndup (published, DAY_LENGTH) : NULL;
  ToposDateSpan days;

  if (day && topos_date_span_parse (day, &days) && days.first == days.last)
    return days.first;
  return otherwise;
}

ToposArticle *
topos_annotation_parse (const char *line, ToposDay published, char **id, GError **error)
{
  g_auto (Input) input = { 0 };

  if (!topos_json_object_read (line, take_member, &input)) {
    g_set_error_literal (error, TOPOS_ERROR, TOPOS_ERROR_INPUT,
                         _ ("this is not a JSON object. Write one object a line."));
    return NULL;
  }
  if (input.text == NULL) {
    g_set_error_literal (error, TOPOS_ERROR, TOPOS_ERROR_INPUT,
                         _ ("the object has no \"text\"."));
    return NULL;
  }

  ToposArticle *article = topos_article_new (g_steal_pointer (&input.text), input.length);

  topos_published_offer (&article->published, day_of (input.published, published),
                         TOPOS_CERTAINTY_STATED, TOPOS_ORIGIN_USER, NULL);
  topos_field_offer (&article->title, input.title, TOPOS_ORIGIN_USER);
  *id = g_steal_pointer (&input.id);
  return article;
}

/* ------------------------------------------------------------------------ annotations out */

static void
append_span (GString *json, const ToposOffsets *offsets, const char *body, ToposSpan span)
{
  g_string_append_printf (json, "{\"start\":%u,\"end\":%u,\"byte_start\":%u,\"byte_end\":%u,\"text\":",
                          topos_offsets_to_chars (offsets, span.start),
                          topos_offsets_to_chars (offsets, span.end), span.start, span.end);
  topos_json_append_text (json, body + span.start, topos_span_length (span));
}

static void
append_place (GString *json, const ToposPlace *place)
{
  g_string_append (json, ",\"lat\":");
  topos_json_append_number (json, place->point.lat, 6);
  g_string_append (json, ",\"lon\":");
  topos_json_append_number (json, place->point.lon, 6);
  if (place->geonameid)
    g_string_append_printf (json, ",\"geonameid\":%u", place->geonameid);
  else
    g_string_append (json, ",\"geonameid\":null");
  g_string_append (json, ",\"name\":");
  topos_json_append_string (json, place->name);
  g_string_append (json, ",\"kind\":");
  topos_json_append_string (json, topos_place_kind_word (place->kind));
}

static void
append_toponym (GString *json, const ToposOffsets *offsets, const ToposReading *reading,
                const ToposMention *mention, const ToposGazetteer *gazetteer)
{
  ToposPlace place;

  append_span (json, offsets, topos_reading_body (reading), mention->span);
  if (mention->choice != TOPOS_PLACE_NONE
      && topos_gazetteer_place (gazetteer, mention->choice, &place))
    append_place (json, &place);
  else
    g_string_append (json, ",\"lat\":null,\"lon\":null,\"geonameid\":null,\"name\":null,"
                           "\"kind\":null");
  g_string_append (json, ",\"confidence\":");
  topos_json_append_number (json, mention->confidence / 1000.0, 3);
  g_string_append_printf (json, ",\"sense\":\"%s\",\"standing\":\"%s\",\"demonym\":%s}",
                          topos_sense_word (mention->sense),
                          topos_standing_word (mention->standing),
                          mention->demonym ? "true" : "false");
}

static void
append_timex (GString *json, const ToposOffsets *offsets, const ToposReading *reading,
              const ToposTimex *timex)
{
  append_span (json, offsets, topos_reading_body (reading), timex->span);
  g_string_append_printf (json, ",\"type\":\"%s\",\"value\":",
                          topos_timex_type_word (timex->type));
  topos_json_append_string (json, timex->value);
  g_string_append (json, ",\"from\":");
  topos_json_append_day (json, timex->days.first);
  g_string_append (json, ",\"to\":");
  topos_json_append_day (json, timex->days.last);
  g_string_append_c (json, '}');
}

void
topos_annotation_append (GString *json, const char *id, const ToposReading *reading,
                         const ToposGazetteer *gazetteer, ToposAnalyse what)
{
  g_autoptr (ToposOffsets) offsets = topos_offsets_new (topos_reading_body (reading),
                                                        reading->article->length);

  g_string_append (json, "{\"id\":");
  topos_json_append_string (json, id);
  g_string_append (json, ",\"published\":");
  topos_json_append_day (json, reading->published.day);
  g_string_append_printf (json, ",\"published_certainty\":\"%s\"",
                          topos_certainty_word (reading->published.certainty));
  if (what & TOPOS_ANALYSE_PLACES) {
    g_string_append (json, ",\"toponyms\":[");
    for (guint i = 0; i < reading->mentions->len; i++) {
      g_string_append (json, i ? "," : "");
      append_toponym (json, offsets, reading,
                      &g_array_index (reading->mentions, ToposMention, i), gazetteer);
    }
    g_string_append_c (json, ']');
  }
  if (what & TOPOS_ANALYSE_DATES) {
    g_string_append (json, ",\"timexes\":[");
    for (guint i = 0; i < reading->timexes->len; i++) {
      g_string_append (json, i ? "," : "");
      append_timex (json, offsets, reading, &g_array_index (reading->timexes, ToposTimex, i));
    }
    g_string_append_c (json, ']');
  }
  g_string_append (json, "}\n");
}
