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

/* Where a window stands in the whole text. */
typedef struct {
  const ToposReading *reading;
  ToposOffsets *offsets;
  uint32_t bytes_before;
  uint32_t chars_before;
} Window;

static void
append_uint (GString *json, const char *key, uint32_t number)
{
  char buffer[16], *at = buffer + sizeof buffer;

  do {
    *--at = (char) ('0' + number % 10);
    number /= 10;
  } while (number > 0);
  g_string_append (json, key);
  g_string_append_len (json, at, buffer + sizeof buffer - at);
}

static void
append_span (GString *json, const Window *window, ToposSpan span)
{
  const uint32_t chars = window->chars_before, bytes = window->bytes_before;

  append_uint (json, "{\"start\":", chars + topos_offsets_to_chars (window->offsets, span.start));
  append_uint (json, ",\"end\":", chars + topos_offsets_to_chars (window->offsets, span.end));
  append_uint (json, ",\"byte_start\":", bytes + span.start);
  append_uint (json, ",\"byte_end\":", bytes + span.end);
  g_string_append (json, ",\"text\":");
  topos_json_append_text (json, topos_reading_body (window->reading) + span.start,
                          topos_span_length (span));
}

static void
append_place (GString *json, const ToposPlace *place)
{
  g_string_append (json, ",\"lat\":");
  topos_json_append_number (json, place->point.lat, 6);
  g_string_append (json, ",\"lon\":");
  topos_json_append_number (json, place->point.lon, 6);
  if (place->geonameid)
    append_uint (json, ",\"geonameid\":", place->geonameid);
  else
    g_string_append (json, ",\"geonameid\":null");
  g_string_append (json, ",\"name\":");
  topos_json_append_string (json, place->name);
  g_string_append (json, ",\"kind\":");
  topos_json_append_string (json, topos_place_kind_word (place->kind));
}

static const char NOWHERE[] =
  ",\"lat\":null,\"lon\":null,\"geonameid\":null,\"name\":null,\"kind\":null";

static void
append_toponym (GString *json, const Window *window, const ToposMention *mention,
                const ToposGazetteer *gazetteer)
{
  ToposPlace place;

  append_span (json, window, mention->span);
  if (mention->choice != TOPOS_PLACE_NONE
      && topos_gazetteer_place (gazetteer, mention->choice, &place))
    append_place (json, &place);
  else
    g_string_append (json, NOWHERE);
  g_string_append (json, ",\"confidence\":");
  topos_json_append_number (json, mention->confidence / 1000.0, 3);
  g_string_append_printf (json, ",\"sense\":\"%s\",\"standing\":\"%s\",\"demonym\":%s}",
                          topos_sense_word (mention->sense),
                          topos_standing_word (mention->standing),
                          mention->demonym ? "true" : "false");
}

/* The place of a phrase: that of the name it hangs on, or a point of its own. */
static void
append_phrase_place (GString *json, const ToposPhrase *phrase, const ToposMention *of,
                     const ToposGazetteer *gazetteer)
{
  ToposPlace place;
  const bool named = of != NULL && topos_gazetteer_place (gazetteer, of->choice, &place);

  if (!topos_point_is_valid (phrase->point)) {
    g_string_append (json, NOWHERE);
    return;
  }
  if (named && phrase->point.lat == place.point.lat && phrase->point.lon == place.point.lon) {
    append_place (json, &place);
    return;
  }
  g_string_append (json, ",\"lat\":");
  topos_json_append_number (json, phrase->point.lat, 6);
  g_string_append (json, ",\"lon\":");
  topos_json_append_number (json, phrase->point.lon, 6);
  g_string_append (json, ",\"geonameid\":null,\"name\":null,\"kind\":null");
}

static void
append_phrase (GString *json, const Window *window, const ToposPhrase *phrase,
               const ToposGazetteer *gazetteer)
{
  const ToposMention *of = phrase->of < 0 ? NULL
                           : &g_array_index (window->reading->mentions, ToposMention, phrase->of);

  append_span (json, window, phrase->span);
  append_phrase_place (json, phrase, of, gazetteer);
  g_string_append (json, ",\"confidence\":");
  topos_json_append_number (json, phrase->confidence / 1000.0, 3);
  g_string_append_printf (json, ",\"sense\":\"literal\",\"standing\":\"%s\",\"demonym\":false"
                          ",\"phrase\":\"%s\",\"of\":", topos_standing_word (phrase->standing),
                          topos_phrase_kind_word (phrase->kind));
  if (of == NULL) {
    g_string_append (json, "null}");
    return;
  }
  append_span (json, window, of->span);
  g_string_append (json, "}}");
}

/* Names and phrases, in the order in which they begin; of those that begin together the longer
 * first. */
static void
append_toponyms (GString *json, const Window *window, const ToposGazetteer *gazetteer, guint *told)
{
  const GArray *mentions = window->reading->mentions, *phrases = window->reading->phrases;
  guint m = 0, p = 0;

  while (m < mentions->len || p < phrases->len) {
    const ToposMention *mention =
      m < mentions->len ? &g_array_index (mentions, ToposMention, m) : NULL;
    const ToposPhrase *phrase =
      p < phrases->len ? &g_array_index (phrases, ToposPhrase, p) : NULL;

    g_string_append (json, (*told)++ > 0 ? "," : "");
    if (mention == NULL
        || (phrase != NULL && (phrase->span.start < mention->span.start
                               || (phrase->span.start == mention->span.start
                                   && phrase->span.end > mention->span.end)))) {
      append_phrase (json, window, phrase, gazetteer);
      p++;
    } else {
      append_toponym (json, window, mention, gazetteer);
      m++;
    }
  }
}

static void
append_timex (GString *json, const Window *window, const ToposTimex *timex)
{
  append_span (json, window, timex->span);
  g_string_append_printf (json, ",\"type\":\"%s\",\"value\":",
                          topos_timex_type_word (timex->type));
  topos_json_append_string (json, timex->value);
  g_string_append (json, ",\"from\":");
  topos_json_append_day (json, timex->days.first);
  g_string_append (json, ",\"to\":");
  topos_json_append_day (json, timex->days.last);
  g_string_append_c (json, '}');
}

/* How many were told so far. */
typedef struct {
  guint toponyms;
  guint timexes;
} Told;

static void
append_window (ToposAnnotation *self, const Window *window, const ToposGazetteer *gazetteer,
               ToposAnalyse what, Told *told)
{
  const ToposReading *reading = window->reading;
  /* Dates are read for the places too. */
  const guint n_timexes = what & TOPOS_ANALYSE_DATES ? reading->timexes->len : 0;

  append_toponyms (self->toponyms.text, window, gazetteer, &told->toponyms);
  for (guint i = 0; i < n_timexes; i++) {
    g_string_append (self->timexes.text, told->timexes++ > 0 ? "," : "");
    append_timex (self->timexes.text, window, &g_array_index (reading->timexes, ToposTimex, i));
  }
}

/* ------------------------------------------------------------------------------- windows */

/* The last place before `end`, in its later half, where `mark` ends; 0 when there is none. */
static size_t
last_end_of (const char *text, size_t end, const char *mark)
{
  const char *found = g_strrstr_len (text + end / 2, (gssize) (end - end / 2), mark);

  return found ? (size_t) (found - text) + strlen (mark) : 0;
}

/* How many bytes of `text` the next window takes. */
static size_t
window_length (const char *text, size_t length)
{
  static const char *const MARKS[] = { "\n\n", "\n", ". ", " " };
  size_t end = TOPOS_ANNOTATION_WINDOW;

  if (length <= TOPOS_ANNOTATION_WINDOW)
    return length;
  for (size_t i = 0; i < G_N_ELEMENTS (MARKS); i++) {
    const size_t at = last_end_of (text, end, MARKS[i]);
    if (at > 0)
      return at;
  }
  while (end > 1 && ((unsigned char) text[end] & 0xC0) == 0x80)
    end--;
  return end;
}

/* The bytes [from, from + length) of `whole` as an article of their own; all of it is itself. */
static ToposArticle *
cut_out (ToposArticle *whole, size_t from, size_t length)
{
  if (length == whole->length)
    return topos_article_ref (whole);
  ToposArticle *part = topos_article_new (g_strndup (whole->body + from, length), length);
  const size_t end = from + length;

  part->published.day = whole->published.day;
  part->published.certainty = whole->published.certainty;
  part->published.origin = whole->published.origin;
  topos_field_offer (&part->outlet, whole->outlet.value, whole->outlet.origin);
  part->zones = g_new0 (ToposZone, whole->n_zones + 1);
  for (size_t i = 0; i < whole->n_zones; i++) {
    const ToposZone zone = whole->zones[i];
    if (zone.span.end > from && zone.span.start < end)
      part->zones[part->n_zones++] = (ToposZone){
        { (uint32_t) (MAX (zone.span.start, from) - from),
          (uint32_t) (MIN (zone.span.end, end) - from) }, zone.kind };
  }
  return part;
}

/* The head of the line, once the first window has told when the text was published. */
static void
prepend_head (ToposAnnotation *self, const char *id, const ToposPublished *published,
              ToposAnalyse what)
{
  g_autoptr (GString) head = g_string_new ("{\"id\":");

  topos_json_append_string (head, id);
  g_string_append (head, ",\"published\":");
  topos_json_append_day (head, published->day);
  g_string_append_printf (head, ",\"published_certainty\":\"%s\"",
                          topos_certainty_word (published->certainty));
  if (what & TOPOS_ANALYSE_PLACES)
    g_string_append (head, ",\"toponyms\":[");
  g_string_prepend_len (self->toponyms.text, head->str, (gssize) head->len);
}

/* Reads on from `window`, whose place in the text is set; moves it on by what was read. Returns:
 * (transfer full) the reading. */
static ToposReading *
read_window (ToposAnnotation *self, const ToposEngine *engine, ToposArticle *whole,
             ToposDay published, ToposAnalyse what, Window *window, Told *told)
{
  const size_t from = window->bytes_before;
  const size_t length = window_length (whole->body + from, whole->length - from);
  g_autoptr (ToposArticle) part = cut_out (whole, from, length);

  if (from > 0 && part->published.day == TOPOS_DAY_NONE)
    part->published.day = published;
  ToposReading *reading = topos_engine_analyse (engine, part, NULL, what);
  g_autoptr (ToposOffsets) offsets = topos_offsets_new (part->body, part->length);
  window->reading = reading;
  window->offsets = offsets;
  append_window (self, window, topos_engine_gazetteer (engine), what, told);
  window->chars_before += topos_offsets_to_chars (offsets, (uint32_t) part->length);
  window->bytes_before += (uint32_t) part->length;
  return reading;
}

static void
read_on (ToposAnnotation *self, const ToposEngine *engine, ToposArticle *article,
         ToposDay published, ToposAnalyse what, Window *window, Told *told)
{
  while (window->bytes_before < article->length) {
    topos_spill_settle (&self->toponyms);
    topos_spill_settle (&self->timexes);
    topos_reading_free (read_window (self, engine, article, published, what, window, told));
  }
}

void
topos_annotation_init (ToposAnnotation *self, const char *id, const ToposEngine *engine,
                       ToposArticle *article, ToposAnalyse what)
{
  g_autoptr (ToposReading) first = NULL;
  Window window = { 0 };
  Told told = { 0 };

  topos_spill_init (&self->toponyms);
  topos_spill_init (&self->timexes);
  first = read_window (self, engine, article, TOPOS_DAY_NONE, what, &window, &told);
  prepend_head (self, id, &first->published, what);
  read_on (self, engine, article, first->published.day, what, &window, &told);
  if (what & TOPOS_ANALYSE_PLACES)
    g_string_append_c (self->toponyms.text, ']');
  if (what & TOPOS_ANALYSE_DATES) {
    g_string_append (self->toponyms.text, ",\"timexes\":[");
    g_string_append_c (self->timexes.text, ']');
  }
  g_string_append (self->timexes.text, "}\n");
}

void
topos_annotation_clear (ToposAnnotation *self)
{
  topos_spill_clear (&self->toponyms);
  topos_spill_clear (&self->timexes);
}

bool
topos_annotation_write (ToposAnnotation *self, FILE *out)
{
  return topos_spill_write (&self->toponyms, out) && topos_spill_write (&self->timexes, out);
}
