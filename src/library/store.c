/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "library/body.h"
#include "library/evidence.h"
#include "library/ids.h"
#include "library/places-kept.h"
#include "library/private.h"
#include "library/store.h"
#include "text/fold.h"

#include <inttypes.h>
#include <string.h>

enum { TITLE_MOST_BYTES = 90 };

/* What is being stored, handed from step to step. */
typedef struct {
  ToposLibrary *library;
  ToposDb *db;
  const ToposGazetteer *gazetteer;
  const ToposReading *reading;
  int64_t document;
  int64_t first_passage;       /* id of passage 0; the others follow */
  ToposPassageHull *hulls;     /* one a passage */
  GHashTable *evidence;        /* GBytes -> its number + 1 */
  GHashTable *places;          /* of mentions that count */
  GHashTable *unplaced;        /* folded names */
  GHashTable *placed_passages;
} Store;

/* The first words of the text, cut between words. */
static char *
first_words (const ToposArticle *article)
{
  const char *start = article->body;

  while (*start && g_unichar_isspace (g_utf8_get_char (start)))
    start = g_utf8_next_char (start);

  gsize length = strcspn (start, "\r\n");

  if (length > TITLE_MOST_BYTES) {
    const char *space = g_strrstr_len (start, TITLE_MOST_BYTES, " ");

    length = space ? (gsize) (space - start)
                   : (gsize) (g_utf8_find_prev_char (start, start + TITLE_MOST_BYTES) - start);
    return g_strdup_printf ("%.*s…", (int) length, start);
  }
  return g_strndup (start, length);
}

static char *
zones_text (const ToposArticle *article)
{
  GString *text = g_string_new (NULL);

  for (size_t i = 0; i < article->n_zones; i++)
    g_string_append_printf (text, "%" PRIu32 " %" PRIu32 " %d;", article->zones[i].span.start,
                            article->zones[i].span.end, (int) article->zones[i].kind);
  return g_string_free (text, false);
}

static bool
store_document (Store *s, const char *key, int64_t import_id, GError **error)
{
  const ToposArticle *a = s->reading->article;
  const ToposPublished *published = &s->reading->published;
  g_autofree char *words = a->title.value ? NULL : first_words (a);
  g_autofree char *zones = zones_text (a);

  if (!topos_db_exec (s->db, error,
                      "INSERT INTO document (key, import, title, title_origin, outlet,"
                      " outlet_origin, author, author_origin, url, url_origin, published,"
                      " published_certainty, published_origin, published_why, language, source,"
                      " source_hash, media_type, charset)"
                      " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                      "sisnsnsnsntnnssssss", key, import_id, a->title.value ? a->title.value : words,
                      (int) (a->title.value ? a->title.origin : TOPOS_ORIGIN_TEXT),
                      a->outlet.value, (int) a->outlet.origin, a->author.value,
                      (int) a->author.origin, a->url.value, (int) a->url.origin,
                      (int) published->day, (int) published->certainty,
                      (int) published->origin, published->why, s->reading->language, a->source,
                      a->source_hash, a->media_type, a->charset))
    return false;
  s->document = topos_db_last_id (s->db);
  g_autoptr (GByteArray) rest = topos_body_rest (s->reading);

  return topos_db_exec (s->db, error, "INSERT INTO document_text VALUES (?, ?, ?)", "ibs",
                        s->document, rest->len ? (const void *) rest->data : "", (gsize) rest->len,
                        zones);
}

ToposPassageHull *
topos_passage_hulls (const ToposReading *reading)
{
  ToposPassageHull *hulls = g_new (ToposPassageHull, MAX (reading->passages->len, 1));

  for (guint i = 0; i < reading->passages->len; i++)
    hulls[i] = (ToposPassageHull){ TOPOS_DATE_SPAN_NONE, 0 };
  for (guint i = 0; i < reading->passage_days->len; i++) {
    const ToposPassageDays *days = &g_array_index (reading->passage_days, ToposPassageDays, i);
    ToposPassageHull *hull = &hulls[days->passage];

    if (topos_date_span_is_none (days->days))
      continue;
    hull->days.first = hull->stretches ? MIN (hull->days.first, days->days.first)
                                       : days->days.first;
    hull->days.last = hull->stretches ? MAX (hull->days.last, days->days.last)
                                      : days->days.last;
    hull->stretches++;
  }
  return hulls;
}

/* How many code points begin within the bytes. */
static uint32_t
count_chars (const char *bytes, uint32_t length)
{
  uint32_t n = 0;

  for (uint32_t i = 0; i < length; i++)
    n += ((unsigned char) bytes[i] & 0xc0) != 0x80;
  return n;
}

static bool
store_passages (Store *s, GError **error)
{
  const char *body = topos_reading_body (s->reading);
  uint32_t chars = 0, counted = 0;

  for (guint i = 0; i < s->reading->passages->len; i++) {
    const ToposPassage *passage = topos_reading_passage (s->reading, i);
    const ToposParagraph *paragraph = topos_reading_paragraph (s->reading, passage->paragraph);
    const ToposSpan span = passage->span;

    chars += count_chars (body + counted, span.start - counted);
    counted = span.start;
    if (!topos_db_exec (s->db, error,
                        "INSERT INTO passage (document, paragraph, start, end, char_start, zone,"
                        " repeats, first_day, last_day, stretches, text)"
                        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                        "iiiiinnttnS", s->document, (int64_t) passage->paragraph,
                        (int64_t) span.start, (int64_t) span.end, (int64_t) chars,
                        (int) paragraph->zone, (int) paragraph->repeats,
                        (int) s->hulls[i].days.first, (int) s->hulls[i].days.last,
                        s->hulls[i].stretches, body + span.start,
                        (gsize) topos_span_length (span)))
      return false;
    if (i == 0)
      s->first_passage = topos_db_last_id (s->db);
    g_assert (topos_db_last_id (s->db) == s->first_passage + i);
  }
  return true;
}

bool
topos_store_dates (ToposDb *db, const ToposReading *reading, int64_t document,
                   int64_t first_passage, GError **error)
{
  uint32_t last_passage = UINT32_MAX;
  int n = 0;

  for (guint i = 0; i < reading->timexes->len; i++) {
    const ToposTimex *timex = &g_array_index (reading->timexes, ToposTimex, i);

    if (!topos_db_exec (db, error, "INSERT INTO timex VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                        "iiinnntts", document, (int64_t) timex->span.start,
                        (int64_t) timex->span.end, (int) timex->type, (int) timex->precision,
                        (int) timex->approx, (int) timex->days.first, (int) timex->days.last,
                        timex->value))
      return false;
  }
  for (guint i = 0; i < reading->passage_days->len; i++) {
    const ToposPassageDays *days = &g_array_index (reading->passage_days, ToposPassageDays, i);
    const ToposTimex *timex = days->timex < 0 ? NULL
                                              : &g_array_index (reading->timexes, ToposTimex,
                                                                days->timex);

    if (topos_date_span_is_none (days->days))
      continue;
    n = days->passage == last_passage ? n + 1 : 0;
    last_passage = days->passage;
    if (!topos_db_exec (db, error,
                        "INSERT INTO passage_day VALUES (?, ?, ?, ?, ?, ?, ?, nullif (?, -1))",
                        "innnnnni", first_passage + days->passage, n, (int) days->days.first,
                        (int) days->days.last, (int) days->precision, (int) days->approx,
                        (int) days->origin, timex ? (int64_t) timex->span.start : (int64_t) -1))
      return false;
  }
  return true;
}

/* The marker of a mention: the place it means, or one of its own inside what contains it. What
 * nobody knows is unplaced. */
static bool
find_place (Store *s, const ToposMention *mention, const char *key, ToposPlaceId *place,
            ToposStanding *standing, GError **error)
{
  const char *body = topos_reading_body (s->reading);
  bool known = false;

  *place = TOPOS_PLACE_NONE;
  *standing = mention->standing;
  if (mention->choice == TOPOS_PLACE_NONE || mention->standing == TOPOS_STANDING_UNPLACED
      || mention->standing == TOPOS_STANDING_REJECTED)
    return true;
  if (mention->standing == TOPOS_STANDING_APPROXIMATE) {
    if (!topos_place_keep_approximate (s->library, s->gazetteer, body + mention->span.start,
                                       topos_span_length (mention->span), key,
                                       mention->choice, place, error))
      return false;
  } else {
    *place = mention->choice;
    if (!topos_place_follow_merge (s->library, place, error)
        || !topos_place_keep (s->library, s->gazetteer, *place, &known, error))
      return false;
    if (!known)
      *place = TOPOS_PLACE_NONE;
  }
  if (*place == TOPOS_PLACE_NONE)
    *standing = TOPOS_STANDING_UNPLACED;
  return true;
}

/* Where the author speaks; the rest only names the article, its maker or its surroundings. */
static const bool ZONE_COUNTS[] = {
  [TOPOS_ZONE_BODY] = true, [TOPOS_ZONE_TITLE] = true, [TOPOS_ZONE_CAPTION] = true,
  [TOPOS_ZONE_FURNITURE] = false,
};

bool
topos_mention_counts (const ToposReading *reading, const ToposMention *mention)
{
  const ToposParagraph *paragraph = topos_reading_paragraph (
      reading, topos_reading_passage (reading, mention->passage)->paragraph);

  return mention->sense != TOPOS_SENSE_EMBEDDED && !paragraph->repeats
         && ZONE_COUNTS[paragraph->zone];
}

static void
take_note (Store *s, const ToposMention *mention, ToposPlaceId place, ToposStanding standing,
           const char *key)
{
  const int64_t id = (int64_t) place;

  if (place != TOPOS_PLACE_NONE) {
    g_hash_table_add (s->places, g_memdup2 (&id, sizeof id));
    g_hash_table_add (s->placed_passages, GUINT_TO_POINTER (mention->passage));
  } else if (standing == TOPOS_STANDING_UNPLACED) {
    g_hash_table_add (s->unplaced, g_strdup (key));
  }
}

/* Stores what was weighed for a mention, unless another one of the document rests on the same. */
static bool
store_evidence (Store *s, const ToposMention *mention, guint *n, GError **error)
{
  g_autoptr (GByteArray) array = g_byte_array_new ();

  topos_evidence_append (array, s->reading, mention);
  g_autoptr (GBytes) bytes = g_byte_array_free_to_bytes (g_steal_pointer (&array));
  const guint known = GPOINTER_TO_UINT (g_hash_table_lookup (s->evidence, bytes));

  *n = known > 0 ? known - 1 : g_hash_table_size (s->evidence);
  if (known > 0)
    return true;

  gsize length = 0;
  const void *data = g_bytes_get_data (bytes, &length);

  g_hash_table_insert (s->evidence, g_bytes_ref (bytes), GUINT_TO_POINTER (*n + 1));
  return topos_db_exec (s->db, error, "INSERT INTO evidence VALUES (?, ?, ?)", "inb", s->document,
                        (int) *n, data, length);
}

static bool
store_mention (Store *s, const ToposMention *mention, GError **error)
{
  const char *body = topos_reading_body (s->reading);
  const ToposPassageHull *hull = &s->hulls[mention->passage];
  g_autofree char *key = topos_fold (body + mention->span.start,
                                     topos_span_length (mention->span));
  const bool counts = topos_mention_counts (s->reading, mention);
  ToposPlaceId place = TOPOS_PLACE_NONE;
  ToposStanding standing = TOPOS_STANDING_UNPLACED;
  guint evidence = 0;

  if (!find_place (s, mention, key, &place, &standing, error)
      || !store_evidence (s, mention, &evidence, error))
    return false;
  if (counts)
    take_note (s, mention, place, standing, key);
  return topos_db_exec (s->db, error,
                        "INSERT OR IGNORE INTO mention (document, passage, start, end, key, place,"
                        " counts, sense, standing, demonym, confidence, unplaced_reason, decided,"
                        " first_day, last_day, stretches, evidence)"
                        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                        "iiiispnnnnnnnttnn", s->document, s->first_passage + mention->passage,
                        (int64_t) mention->span.start, (int64_t) mention->span.end, key, place,
                        (int) counts, (int) mention->sense, (int) standing,
                        (int) mention->demonym, (int) mention->confidence,
                        (int) mention->unplaced_reason, mention->by_user ? 4 : 0,
                        (int) hull->days.first, (int) hull->days.last, hull->stretches,
                        (int) evidence);
}

static bool
store_mentions (Store *s, GError **error)
{
  for (guint i = 0; i < s->reading->mentions->len; i++)
    if (!store_mention (s, &g_array_index (s->reading->mentions, ToposMention, i), error))
      return false;
  return true;
}

bool
topos_store_document (ToposLibrary *self, const ToposGazetteer *gazetteer,
                      const ToposReading *reading, const char *key, int64_t import_id,
                      ToposStoreReport *report, GError **error)
{
  g_autoptr (GHashTable) places = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free,
                                                         NULL);
  g_autoptr (GHashTable) unplaced = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                                           NULL);
  g_autoptr (GHashTable) passages = g_hash_table_new (NULL, NULL);
  g_autoptr (GHashTable) evidence = g_hash_table_new_full (
      g_bytes_hash, g_bytes_equal, (GDestroyNotify) g_bytes_unref, NULL);
  g_autofree ToposPassageHull *hulls = topos_passage_hulls (reading);
  Store s = { .library = self, .db = self->db, .gazetteer = gazetteer, .reading = reading,
              .hulls = hulls, .evidence = evidence, .places = places, .unplaced = unplaced,
              .placed_passages = passages };

  if (!store_document (&s, key, import_id, error) || !store_passages (&s, error)
      || !topos_store_dates (s.db, reading, s.document, s.first_passage, error)
      || !store_mentions (&s, error))
    return false;
  report->passages = (int) g_hash_table_size (passages);
  report->places = (int) g_hash_table_size (places);
  report->unplaced = (int) g_hash_table_size (unplaced);
  return true;
}

bool
topos_store_places_of (ToposDb *db, int64_t document, GArray *ids, GError **error)
{
  g_autoptr (GError) failed = NULL;
  g_autoptr (ToposStatement) row = topos_db_ask (db, error, "SELECT DISTINCT place FROM mention"
                                                 " WHERE document = ? AND place IS NOT NULL",
                                                 "i", document);

  if (row == NULL)
    return false;
  while (topos_statement_next (row, &failed)) {
    const ToposPlaceId id = (ToposPlaceId) topos_statement_int (row, 0);

    g_array_append_val (ids, id);
  }
  return topos_error_hand_on (&failed, error);
}

bool
topos_store_remove (ToposLibrary *self, int64_t document, GError **error)
{
  g_autoptr (GArray) ids = g_array_new (false, false, sizeof (ToposPlaceId));

  return topos_store_places_of (self->db, document, ids, error)
         && topos_db_exec (self->db, error, "DELETE FROM document WHERE id = ?", "i", document)
         && topos_place_drop_unused (self, ids, error);
}

/* The hull of each passage's days, to it and to its mentions. */
static bool
update_hulls (ToposDb *db, const ToposReading *reading, int64_t document, GError **error)
{
  g_autofree ToposPassageHull *hulls = topos_passage_hulls (reading);

  for (guint i = 0; i < reading->passages->len; i++)
    if (!topos_db_exec (db, error, "UPDATE passage SET first_day = ?, last_day = ?,"
                        " stretches = ? WHERE document = ? AND start = ?", "ttnii",
                        (int) hulls[i].days.first, (int) hulls[i].days.last,
                        hulls[i].stretches, document,
                        (int64_t) topos_reading_passage (reading, i)->span.start))
      return false;
  return topos_db_exec (db, error,
                        "UPDATE mention SET first_day = p.first_day, last_day = p.last_day,"
                        " stretches = p.stretches FROM passage AS p"
                        " WHERE p.id = mention.passage AND mention.document = ?", "i",
                        document);
}

bool
topos_store_redate (ToposLibrary *self, int64_t document, const ToposReading *reading,
                    GError **error)
{
  const ToposPublished *published = &reading->published;
  int64_t first_passage = 0;

  return topos_db_exec (self->db, error, "UPDATE document SET published = ?,"
                        " published_certainty = ?, published_origin = ?, published_why = ?"
                        " WHERE id = ?", "tnnsi", (int) published->day,
                        (int) published->certainty, (int) published->origin, published->why,
                        document)
         && topos_db_exec (self->db, error, "DELETE FROM timex WHERE document = ?", "i",
                           document)
         && topos_db_exec (self->db, error, "DELETE FROM passage_day WHERE passage IN"
                           " (SELECT id FROM passage WHERE document = ?)", "i", document)
         && topos_db_ask_int (self->db, &first_passage, 0, error,
                              "SELECT min(id) FROM passage WHERE document = ?", "i", document)
         && topos_store_dates (self->db, reading, document, first_passage, error)
         && update_hulls (self->db, reading, document, error);
}
