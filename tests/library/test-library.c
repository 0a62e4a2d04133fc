/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "db/db.h"
#include "library/copy.h"
#include "library/edit.h"
#include "library/evidence.h"
#include "library/ids.h"
#include "library/reader.h"
#include "library/review.h"
#include "library/rules.h"
#include "library/undo.h"
#include "library/verify.h"
#include "library/where.h"
#include "world.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

typedef struct {
  char *folder;
  char *path;
  ToposGazetteer *gazetteer;
  ToposLibrary *library;
  GRand *rand;
} Fixture;

static void
open_again (Fixture *f)
{
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&f->library, topos_library_close);
  f->library = topos_library_open (f->path, &error);
  g_assert_no_error (error);
}

static void
set_up (Fixture *f, gconstpointer unused)
{
  f->folder = world_folder ();
  f->path = g_build_filename (f->folder, "library.gpkg", NULL);
  f->gazetteer = world_gazetteer (f->folder);
  f->rand = g_rand_new_with_seed (42);
  open_again (f);
}

static void
tear_down (Fixture *f, gconstpointer unused)
{
  g_clear_pointer (&f->library, topos_library_close);
  topos_gazetteer_unref (f->gazetteer);
  g_rand_free (f->rand);
  g_free (f->path);
  world_remove (f->folder);
}

static ToposStored
store (Fixture *f, const ToposReading *reading, int64_t import_id)
{
  g_autoptr (GError) error = NULL;
  ToposStoreReport report;

  topos_library_store (f->library, f->gazetteer, reading, import_id, &report, &error);
  g_assert_no_error (error);
  return report.how;
}

/* `n` random articles in one import. */
static void
import_random (Fixture *f, int n)
{
  g_autoptr (GError) error = NULL;
  const int64_t id = topos_library_begin_import (f->library, &error);

  for (int i = 0; i < n; i++) {
    g_autofree char *text = world_text (f->rand, g_rand_int_range (f->rand, 1, 8));
    g_autofree char *title = g_strdup_printf ("Article %d", g_rand_int_range (f->rand, 0, 1000));
    const ToposDay day = g_rand_int_range (f->rand, 0, 4) == 0
                             ? TOPOS_DAY_NONE
                             : topos_day_from_ymd (2021, 8, g_rand_int_range (f->rand, 1, 31));
    g_autoptr (ToposReading) reading = world_reading (f->gazetteer, title, text, day);

    store (f, reading, id);
  }
  topos_library_end_import (f->library, id, &error);
  g_assert_no_error (error);
}

static ToposReader *
reader_of (Fixture *f)
{
  g_autoptr (GError) error = NULL;
  ToposReader *reader = topos_reader_open (f->path, &error);

  g_assert_no_error (error);
  return reader;
}

/* What goes in comes out: text, offsets in bytes and code points, mentions, dates. */
static void
test_round_trip (Fixture *f, gconstpointer unused)
{
  for (int round = 0; round < 60; round++) {
    g_autoptr (GError) error = NULL;
    g_autofree char *text = world_text (f->rand, 6);
    g_autoptr (ToposReading) reading = world_reading (f->gazetteer, "Any", text, 2459463);
    char key[TOPOS_KEY_LENGTH + 1];

    store (f, reading, 0);
    topos_document_key (text, strlen (text), key);

    g_autoptr (ToposReader) reader = reader_of (f);
    g_autoptr (ToposDocument) document = topos_reader_document (reader, key, &error);
    guint mentions = 0, timexes = 0;

    g_assert_no_error (error);
    g_assert_cmpstr (document->body, ==, text);
    g_assert_cmpuint (document->passages->len, ==, reading->passages->len);
    for (guint i = 0; i < document->passages->len; i++) {
      const ToposPassageRow *row = g_ptr_array_index (document->passages, i);

      g_assert_cmpmem (row->text, strlen (row->text), text + row->span.start,
                       topos_span_length (row->span));
      g_assert_cmpuint (row->char_start, ==, g_utf8_strlen (text, row->span.start));
      g_assert_cmpuint (row->char_end, ==, g_utf8_strlen (text, row->span.end));
      for (guint m = 0; m < row->mentions->len; m++)
        g_assert_true (topos_span_holds (row->span, g_array_index (row->mentions,
                                                                   ToposMentionRow, m).span));
      mentions += row->mentions->len;
      timexes += row->timexes->len;
    }
    g_assert_cmpuint (mentions, ==, reading->mentions->len);
    g_assert_cmpuint (timexes, ==, reading->timexes->len);
  }
}

/* ------------------------------------------------ every question against a plain count */

/* Whether a passage has a stretch of days within the filter's, read from its own dates. */
static bool
plain_days (const ToposPassageRow *row, const ToposFilter *filter)
{
  bool own = false, fits = false;

  if (topos_date_span_is_none (filter->days))
    return true;
  if (filter->clock == TOPOS_CLOCK_PUBLISHED)
    return row->published != TOPOS_DAY_NONE && row->published >= filter->days.first
           && row->published <= filter->days.last;
  for (guint i = 0; i < row->timexes->len; i++) {
    own = true;
    fits |= topos_date_spans_overlap (g_array_index (row->timexes, ToposTimex, i).days,
                                      filter->days);
  }
  return own ? fits
             : topos_date_spans_overlap ((ToposDateSpan){ row->published, row->published },
                                         filter->days);
}

static bool
plain_mention (const Fixture *f, const ToposMentionRow *mention, const ToposFilter *filter)
{
  const ToposPlaceId panjshir = world_place (f->gazetteer, "Panjshir");
  const ToposBox box = filter->box;
  bool within = filter->place == TOPOS_PLACE_NONE || mention->place == filter->place;

  if (!mention->counts || mention->place == TOPOS_PLACE_NONE)
    return false;
  if (!within && mention->standing == TOPOS_STANDING_APPROXIMATE)
    within = filter->place == panjshir
             || topos_gazetteer_is_inside (f->gazetteer, panjshir, filter->place);
  else if (!within)
    within = topos_gazetteer_is_inside (f->gazetteer, mention->place, filter->place);
  return within
         && (topos_box_is_empty (box)
             || (mention->point.lat >= box.south && mention->point.lat <= box.north
                 && (box.west > box.east
                         ? mention->point.lon >= box.west || mention->point.lon <= box.east
                         : mention->point.lon >= box.west && mention->point.lon <= box.east)));
}

static bool
plain_document (const ToposDocumentRow *row, const ToposFilter *filter)
{
  return (filter->document == NULL || strcmp (filter->document, row->id) == 0)
         && (filter->outlet == NULL || g_strcmp0 (filter->outlet, row->outlet) == 0)
         && (filter->known_by == TOPOS_DAY_NONE
             || (row->published.day != TOPOS_DAY_NONE
                 && row->published.day <= filter->known_by));
}

typedef struct {
  GHashTable *places;     /* id -> GHashTable of passage ids */
  GHashTable *passages;
  int mentions;
} Plain;

static void
count_plainly (Fixture *f, ToposReader *reader, const ToposFilter *filter, Plain *plain)
{
  ToposFilter all;
  g_autoptr (GError) error = NULL;

  topos_filter_init (&all);
  g_autoptr (GPtrArray) documents = topos_reader_documents (reader, &all, NULL, &error);

  g_assert_no_error (error);
  for (guint d = 0; d < documents->len; d++) {
    const ToposDocumentRow *row = g_ptr_array_index (documents, d);
    g_autoptr (ToposDocument) document = topos_reader_document (reader, row->id, &error);

    if (!plain_document (row, filter))
      continue;
    for (guint p = 0; p < document->passages->len; p++) {
      const ToposPassageRow *passage = g_ptr_array_index (document->passages, p);

      for (guint m = 0; plain_days (passage, filter) && m < passage->mentions->len; m++) {
        const ToposMentionRow *mention = &g_array_index (passage->mentions, ToposMentionRow, m);
        const int64_t id = (int64_t) mention->place;
        GHashTable *named = g_hash_table_lookup (plain->places, &id);

        if (!plain_mention (f, mention, filter))
          continue;
        if (named == NULL) {
          named = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
          g_hash_table_insert (plain->places, g_memdup2 (&id, sizeof id), named);
        }
        g_hash_table_add (named, g_strdup (passage->id));
        g_hash_table_add (plain->passages, g_strdup (passage->id));
        plain->mentions++;
      }
    }
  }
}

static void
random_filter (Fixture *f, ToposReader *reader, ToposFilter *filter)
{
  static const char *const PLACES[] = { "Panjshir", "Afghanistan", "Kabul", "Turkey" };
  GRand *rand = f->rand;

  topos_filter_init (filter);
  filter->clock = g_rand_boolean (rand) ? TOPOS_CLOCK_EVENT : TOPOS_CLOCK_PUBLISHED;
  if (g_rand_boolean (rand)) {
    filter->days.first = topos_day_from_ymd (2021, 8, g_rand_int_range (rand, 1, 31));
    filter->days.last = filter->days.first + g_rand_int_range (rand, 0, 20);
  }
  if (g_rand_int_range (rand, 0, 3) == 0)
    filter->place = world_place (f->gazetteer, PLACES[g_rand_int_range (rand, 0, 4)]);
  if (g_rand_int_range (rand, 0, 4) == 0)
    filter->outlet = g_strdup ("Even News");
  if (g_rand_int_range (rand, 0, 4) == 0)
    filter->known_by = topos_day_from_ymd (2021, 8, 15);
  if (g_rand_int_range (rand, 0, 4) == 0)
    filter->box = g_rand_boolean (rand) ? (ToposBox){ 60, 30, 75, 35.3 }
                                        : (ToposBox){ 170, -30, -170, 0 };
  if (g_rand_int_range (rand, 0, 5) == 0) {
    ToposFilter all;

    topos_filter_init (&all);
    g_autoptr (GPtrArray) documents = topos_reader_documents (reader, &all, NULL, NULL);
    const ToposDocumentRow *row = g_ptr_array_index (
        documents, (guint) g_rand_int_range (rand, 0, (int) documents->len));

    filter->document = g_strdup (row->id);
  }
}

static void
test_filters (Fixture *f, gconstpointer unused)
{
  import_random (f, 40);
  g_autoptr (ToposReader) reader = reader_of (f);

  for (int round = 0; round < 60; round++) {
    g_autoptr (GError) error = NULL;
    g_auto (ToposFilter) filter = { 0 };
    Plain plain = { g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free,
                                           (GDestroyNotify) g_hash_table_unref),
                    g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL), 0 };
    ToposCounts counts;
    int mentions = 0, bars = 0;

    random_filter (f, reader, &filter);
    count_plainly (f, reader, &filter, &plain);

    g_autoptr (GPtrArray) places = topos_reader_places (reader, &filter, NULL, &error);
    g_autoptr (GPtrArray) passages = topos_reader_passages (reader, &filter, NULL, &error);
    g_autoptr (GArray) days = topos_reader_histogram (reader, &filter, NULL, &error);

    topos_reader_counts (reader, &filter, &counts, NULL, &error);
    g_assert_no_error (error);
    g_assert_cmpuint (places->len, ==, g_hash_table_size (plain.places));
    g_assert_cmpint (counts.places, ==, places->len);
    g_assert_cmpuint (passages->len, ==, g_hash_table_size (plain.passages));
    g_assert_cmpint (counts.passages, ==, passages->len);
    for (guint i = 0; i < places->len; i++) {
      const ToposPlaceRow *row = g_ptr_array_index (places, i);
      const int64_t id = (int64_t) row->id;

      g_assert_cmpuint (g_hash_table_size (g_hash_table_lookup (plain.places, &id)), ==,
                        row->passages);
      g_assert_cmpint (row->marked, ==, row->passages);
      mentions += row->mentions;
    }
    g_assert_cmpint (mentions, ==, plain.mentions);
    for (guint i = 0; i < passages->len; i++)
      g_assert_true (g_hash_table_contains (
          plain.passages, ((ToposPassageRow *) g_ptr_array_index (passages, i))->id));
    for (guint i = 0; i < days->len; i++)
      bars += g_array_index (days, ToposDayCount, i).passages;
    g_assert_cmpint (bars, >=, (int) passages->len - counts.undated);
    g_hash_table_unref (plain.places);
    g_hash_table_unref (plain.passages);
  }
}

/* What is held in memory answers as SQL does, for every filter and after every change. */
static void
same_places (const GPtrArray *held, const GPtrArray *asked)
{
  g_assert_cmpuint (held->len, ==, asked->len);
  for (guint i = 0; i < held->len; i++) {
    const ToposPlaceRow *a = g_ptr_array_index (held, i), *b = g_ptr_array_index (asked, i);

    g_assert_cmpuint (a->id, ==, b->id);
    g_assert_cmpstr (a->name, ==, b->name);
    g_assert_cmpstr (a->where, ==, b->where);
    g_assert_cmpint (a->kind, ==, b->kind);
    g_assert_cmpfloat (a->point.lat, ==, b->point.lat);
    g_assert_cmpint (a->standing, ==, b->standing);
    g_assert_cmpint (a->passages, ==, b->passages);
    g_assert_cmpint (a->marked, ==, b->marked);
    g_assert_cmpint (a->mentions, ==, b->mentions);
    g_assert_cmpint (a->documents, ==, b->documents);
    g_assert_cmpint (a->first_day, ==, b->first_day);
    g_assert_cmpint (a->last_day, ==, b->last_day);
  }
}

static void
same_documents (const GPtrArray *held, const GPtrArray *asked)
{
  g_assert_cmpuint (held->len, ==, asked->len);
  for (guint i = 0; i < held->len; i++) {
    const ToposDocumentRow *a = g_ptr_array_index (held, i), *b = g_ptr_array_index (asked, i);

    g_assert_cmpstr (a->id, ==, b->id);
    g_assert_cmpstr (a->title, ==, b->title);
    g_assert_cmpstr (a->outlet, ==, b->outlet);
    g_assert_cmpint (a->passages, ==, b->passages);
    g_assert_cmpint (a->places, ==, b->places);
  }
}

static void
same_unplaced (const GPtrArray *held, const GPtrArray *asked)
{
  g_assert_cmpuint (held->len, ==, asked->len);
  for (guint i = 0; i < held->len; i++) {
    const ToposUnplacedRow *a = g_ptr_array_index (held, i), *b = g_ptr_array_index (asked, i);

    g_assert_cmpstr (a->text, ==, b->text);
    g_assert_cmpstr (a->first_mention, ==, b->first_mention);
    g_assert_cmpint (a->reason, ==, b->reason);
    g_assert_cmpint (a->mentions, ==, b->mentions);
    g_assert_cmpint (a->documents, ==, b->documents);
  }
}

static void
same_answers (ToposReader *held, ToposReader *asked, const ToposFilter *filter)
{
  ToposCounts a, b;

  g_autoptr (GError) error = NULL;

  topos_reader_counts (held, filter, &a, NULL, &error);
  g_assert_no_error (error);
  topos_reader_counts (asked, filter, &b, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpmem (&a, sizeof a, &b, sizeof b);

  g_autoptr (GPtrArray) places = topos_reader_places (held, filter, NULL, NULL);
  g_autoptr (GPtrArray) places_asked = topos_reader_places (asked, filter, NULL, NULL);
  g_autoptr (GPtrArray) documents = topos_reader_documents (held, filter, NULL, NULL);
  g_autoptr (GPtrArray) documents_asked = topos_reader_documents (asked, filter, NULL, NULL);
  g_autoptr (GPtrArray) unplaced = topos_reader_unplaced (held, filter, NULL, NULL);
  g_autoptr (GPtrArray) unplaced_asked = topos_reader_unplaced (asked, filter, NULL, NULL);
  g_autoptr (GArray) days = topos_reader_histogram (held, filter, NULL, NULL);
  g_autoptr (GArray) days_asked = topos_reader_histogram (asked, filter, NULL, NULL);

  same_places (places, places_asked);
  same_documents (documents, documents_asked);
  same_unplaced (unplaced, unplaced_asked);
  g_assert_cmpmem (days->data, days->len * sizeof (ToposDayCount), days_asked->data,
                   days_asked->len * sizeof (ToposDayCount));
}

/* Other days under the same other wishes, as when a handle is dragged. */
static void
random_days (Fixture *f, ToposFilter *filter)
{
  filter->days.first = topos_day_from_ymd (2021, 8, g_rand_int_range (f->rand, 1, 31));
  filter->days.last = filter->days.first + g_rand_int_range (f->rand, 0, 20);
  if (g_rand_int_range (f->rand, 0, 3) == 0)
    filter->known_by = filter->days.last;
  filter->undated = g_rand_int_range (f->rand, 0, 4) == 0;
}

/* Some bar of a place that has a day among the busiest is the highest, and no other is higher. */
static void
check_profiles (ToposReader *held, const ToposFilter *filter)
{
  g_autoptr (GPtrArray) places = topos_reader_places (held, filter, NULL, NULL);
  int told = 0;

  for (guint i = 0; i < places->len; i++) {
    const ToposPlaceRow *row = g_ptr_array_index (places, i);
    int most = 0;

    for (int j = 0; j < TOPOS_PROFILE_BARS; j++)
      most = MAX (most, row->profile[j]);
    g_assert_true (most == 0 || most == 255);
    told += most > 0;
  }
  g_assert_true (told > 0 || places->len < 2);
}

/* Texts come, a place is no place any more, and that is taken back. */
static void
change_now_and_then (Fixture *f, ToposReader *reader, int round)
{
  g_auto (ToposFilter) all = { 0 };
  g_autoptr (GError) error = NULL;

  if (round % 20 == 0)
    import_random (f, 8);
  if (round % 20 == 7) {
    topos_filter_init (&all);
    g_autoptr (GPtrArray) places = topos_reader_places (reader, &all, NULL, &error);
    const ToposPlaceRow *place = places->pdata[(guint) round % places->len];
    g_assert_true (topos_library_hide (f->library, place->id, NULL, &error));
  }
  if (round % 20 == 14)
    topos_step_free (topos_library_undo (f->library, &error));
  g_assert_no_error (error);
}

static void
test_held (Fixture *f, gconstpointer unused)
{
  g_autoptr (ToposReader) held = reader_of (f);
  g_autoptr (ToposReader) asked = reader_of (f);

  static const char *const WORDS[] = { "Kabul", "Panjshir OR Turkey", "Kabul NOT near", "K*",
                                       "\"from 2021\"", "!", "nowhere" };

  topos_reader_hold (held);
  for (int round = 0; round < 200; round++) {
    g_auto (ToposFilter) filter = { 0 };

    change_now_and_then (f, asked, round);
    random_filter (f, held, &filter);
    if (round % 3 == 0)
      filter.search = g_strdup (WORDS[g_rand_int_range (f->rand, 0, G_N_ELEMENTS (WORDS))]);
    for (int drag = 0; drag < 3; drag++) {
      same_answers (held, asked, &filter);
      if (drag == 0 && topos_filter_is_empty (&filter))
        check_profiles (held, &filter);
      random_days (f, &filter);
    }
  }
}

/* ------------------------------------------------------------------------ edits and undo */

/* A random mention's id; NULL when there is none. */
static char *
random_mention (Fixture *f)
{
  ToposFilter all;

  topos_filter_init (&all);
  g_autoptr (ToposReader) reader = reader_of (f);
  g_autoptr (GPtrArray) passages = topos_reader_passages (reader, &all, NULL, NULL);

  if (passages->len == 0)
    return NULL;

  const ToposPassageRow *row = g_ptr_array_index (
      passages, (guint) g_rand_int_range (f->rand, 0, (int) passages->len));
  const ToposMentionRow *mention = &g_array_index (
      row->mentions, ToposMentionRow,
      (guint) g_rand_int_range (f->rand, 0, (int) row->mentions->len));

  return g_strdup (mention->id);
}

static ToposPlaceId
random_place (Fixture *f)
{
  ToposFilter all;

  topos_filter_init (&all);
  g_autoptr (ToposReader) reader = reader_of (f);
  g_autoptr (GPtrArray) places = topos_reader_places (reader, &all, NULL, NULL);

  if (places->len == 0)
    return TOPOS_PLACE_NONE;
  return ((ToposPlaceRow *) g_ptr_array_index (
              places, (guint) g_rand_int_range (f->rand, 0, (int) places->len)))->id;
}

static char *
random_document (Fixture *f)
{
  ToposFilter all;

  topos_filter_init (&all);
  g_autoptr (ToposReader) reader = reader_of (f);
  g_autoptr (GPtrArray) documents = topos_reader_documents (reader, &all, NULL, NULL);

  if (documents->len == 0)
    return NULL;
  return g_strdup (((ToposDocumentRow *) g_ptr_array_index (
                        documents, (guint) g_rand_int_range (f->rand, 0,
                                                             (int) documents->len)))->id);
}

/* One random command; false when it was refused. */
static bool
command (Fixture *f)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *mention = random_mention (f), *document = random_document (f);
  const ToposPlaceId place = random_place (f), other = random_place (f);
  const ToposReach reach = (ToposReach) g_rand_int_range (f->rand, 0, 4);
  const char *documents[] = { document, NULL };
  const ToposMetadata metadata = { .title = "Told anew", .outlet = "" };

  if (mention == NULL || document == NULL || place == TOPOS_PLACE_NONE) {
    import_random (f, 3);
    return true;
  }
  switch (g_rand_int_range (f->rand, 0, 11)) {
  case 0: import_random (f, 2); break;
  case 1: topos_library_correct_place (f->library, f->gazetteer, mention,
                                       world_place (f->gazetteer, "Charikar"), reach, NULL,
                                       &error); break;
  case 2: topos_library_correct_point (f->library, f->gazetteer, mention, "My hill",
                                       (ToposPoint){ 35.5, 69.9 },
                                       world_place (f->gazetteer, "Panjshir"), reach, NULL,
                                       &error); break;
  case 3: topos_library_reject (f->library, mention, reach, NULL, &error); break;
  case 4: topos_library_accept (f->library, mention, reach, NULL, &error); break;
  case 5: topos_library_merge (f->library, f->gazetteer, place, other, NULL, &error); break;
  case 6: topos_library_hide (f->library, place, NULL, &error); break;
  case 7: topos_library_rename (f->library, place, "Renamed", &error); break;
  case 8: topos_library_move (f->library, place, (ToposPoint){ 1, 2 }, &error); break;
  case 9: topos_library_describe (f->library, document, &metadata, &error); break;
  default: topos_library_remove (f->library, documents, &error); break;
  }
  return error == NULL;
}

/* Whatever is done, all of it taken back gives each dump before, byte for byte, and done again
 * each dump after; the library is closed in between. */
static void
test_undo (Fixture *f, gconstpointer unused)
{
  for (int round = 0; round < 6; round++) {
    g_autoptr (GPtrArray) dumps = g_ptr_array_new_with_free_func (g_free);
    g_autoptr (GError) error = NULL;

    g_ptr_array_add (dumps, world_dump (f->path));
    while (dumps->len < 12)
      if (command (f))
        g_ptr_array_add (dumps, world_dump (f->path));
    for (guint i = dumps->len - 1; i > 0; i--) {
      g_autoptr (ToposStep) step = topos_library_undo (f->library, &error);
      g_autofree char *dump = world_dump (f->path);

      g_assert_no_error (error);
      g_assert_true (step->undone);
      g_assert_cmpstr (dump, ==, g_ptr_array_index (dumps, i - 1));
      if (i % 4 == 0)
        open_again (f);
    }
    for (guint i = 1; i < dumps->len; i++) {
      g_autoptr (ToposStep) step = topos_library_redo (f->library, &error);
      g_autofree char *dump = world_dump (f->path);

      g_assert_no_error (error);
      g_assert_false (step->undone);
      g_assert_cmpstr (dump, ==, g_ptr_array_index (dumps, i));
      if (i % 4 == 0)
        open_again (f);
    }
    g_assert_null (topos_library_redo (f->library, &error));
    g_assert_error (error, TOPOS_ERROR, TOPOS_ERROR_USAGE);
  }
}

/* How far a decision reaches, and that it spares narrower ones. */
static void
test_reach (Fixture *f, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ToposReading) one = world_reading (f->gazetteer, "One",
                                                "Kabul slept. Kabul woke.", TOPOS_DAY_NONE);
  g_autoptr (ToposReading) two = world_reading (f->gazetteer, "Two", "Then Kabul ate.",
                                                TOPOS_DAY_NONE);
  g_auto (ToposEditReport) report = { 0 };
  char key[TOPOS_KEY_LENGTH + 1];
  ToposPlaceId ruled = TOPOS_PLACE_NONE;

  store (f, one, 0);
  store (f, two, 0);
  topos_document_key (one->article->body, one->article->length, key);

  g_autofree char *first = topos_mention_id (key, (ToposSpan){ 0, 5 });

  topos_library_correct_place (f->library, f->gazetteer, first,
                               world_place (f->gazetteer, "Rokha"), TOPOS_REACH_MENTION, &report,
                               &error);
  g_assert_no_error (error);
  g_assert_cmpint (report.mentions, ==, 1);
  g_assert_cmpstr (report.to, ==, "Rokha, Panjshir, Afghanistan");
  topos_edit_report_clear (&report);

  g_autofree char *second = topos_mention_id (key, (ToposSpan){ 13, 18 });

  topos_library_correct_place (f->library, f->gazetteer, second,
                               world_place (f->gazetteer, "Anaba"), TOPOS_REACH_FROM_NOW_ON,
                               &report, &error);
  g_assert_no_error (error);
  g_assert_cmpint (report.mentions, ==, 2);
  g_assert_cmpint (report.documents, ==, 2);

  g_autoptr (ToposRules) rules = topos_library_rules (f->library, &error);

  g_assert_true (topos_rules_find (rules, "kabul", &ruled));
  g_assert_cmpuint (ruled, ==, world_place (f->gazetteer, "Anaba"));
  g_assert_false (topos_library_reject (f->library, "nonsense", TOPOS_REACH_MENTION, NULL, &error));
  g_assert_error (error, TOPOS_ERROR, TOPOS_ERROR_USAGE);
}

/* A name that was missed, placed by hand; a merge holds for what comes later. */
static void
test_add_and_merge (Fixture *f, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ToposReading) one = world_reading (f->gazetteer, "One", "In the Lion gorge. Rokha.",
                                                TOPOS_DAY_NONE);
  g_autoptr (ToposReading) two = world_reading (f->gazetteer, "Two", "Rokha fell.",
                                                TOPOS_DAY_NONE);
  const ToposPlaceId rokha = world_place (f->gazetteer, "Rokha");
  const ToposPlaceId anaba = world_place (f->gazetteer, "Anaba");
  char key[TOPOS_KEY_LENGTH + 1];
  ToposFilter all;

  topos_filter_init (&all);
  store (f, one, 0);
  topos_document_key (one->article->body, one->article->length, key);
  g_assert_true (topos_library_add_mention (f->library, f->gazetteer, key, (ToposSpan){ 7, 17 },
                                            anaba, TOPOS_REACH_MENTION, NULL, &error));
  g_assert_false (topos_library_add_mention (f->library, f->gazetteer, key, (ToposSpan){ 12, 22 },
                                             anaba, TOPOS_REACH_MENTION, NULL, &error));
  g_assert_error (error, TOPOS_ERROR, TOPOS_ERROR_USAGE);
  g_clear_error (&error);
  g_assert_true (topos_library_merge (f->library, f->gazetteer, rokha, anaba, NULL, &error));
  store (f, two, 0);

  g_autoptr (ToposReader) reader = reader_of (f);
  g_autoptr (GPtrArray) places = topos_reader_places (reader, &all, NULL, &error);

  g_assert_cmpuint (places->len, ==, 1);
  g_assert_cmpuint (((ToposPlaceRow *) g_ptr_array_index (places, 0))->id, ==, anaba);
  g_assert_cmpint (((ToposPlaceRow *) g_ptr_array_index (places, 0))->mentions, ==, 3);
}

static int
mentions_of (Fixture *f, const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ToposReader) reader = reader_of (f);
  ToposFilter all;

  topos_filter_init (&all);

  g_autoptr (GPtrArray) places = topos_reader_places (reader, &all, NULL, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < places->len; i++) {
    const ToposPlaceRow *row = g_ptr_array_index (places, i);

    if (strcmp (row->name, name) == 0)
      return row->mentions;
  }
  return 0;
}

/* A name that was missed, at every reach: whole words as written, and never over a name that is
 * there already. */
static void
test_add_reach (Fixture *f, gconstpointer unused)
{
  static const struct {
    ToposReach reach;
    int mentions;
  } CASES[] = {
    { TOPOS_REACH_MENTION, 1 },
    { TOPOS_REACH_DOCUMENT, 3 },
    { TOPOS_REACH_LIBRARY, 4 },
    { TOPOS_REACH_FROM_NOW_ON, 4 },
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (ToposReading) one = world_reading (
      f->gazetteer, "One", "In the gorge. A gorge, gorges and gorged. No [gorge] here; gorge.",
      TOPOS_DAY_NONE);
  g_autoptr (ToposReading) two = world_reading (f->gazetteer, "Two", "Another gorge, a Gorge.",
                                                TOPOS_DAY_NONE);
  char key[TOPOS_KEY_LENGTH + 1];

  store (f, one, 0);
  store (f, two, 0);
  topos_document_key (one->article->body, one->article->length, key);

  g_autofree char *before = world_dump (f->path);

  for (size_t i = 0; i < G_N_ELEMENTS (CASES); i++) {
    g_auto (ToposEditReport) report = { 0 };

    g_assert_true (topos_library_add_point (f->library, f->gazetteer, key, (ToposSpan){ 7, 12 },
                                            "The gorge", (ToposPoint){ 35.4, 69.5 },
                                            TOPOS_PLACE_NONE, CASES[i].reach, &report, &error));
    g_assert_no_error (error);
    g_assert_cmpint (report.mentions, ==, CASES[i].mentions);
    g_assert_cmpint (report.documents, ==, 1 + (CASES[i].mentions > 3));
    g_assert_cmpint (mentions_of (f, "The gorge"), ==, CASES[i].mentions);
    topos_step_free (topos_library_undo (f->library, &error));
    g_assert_no_error (error);

    g_autofree char *after = world_dump (f->path);

    g_assert_cmpstr (after, ==, before);
  }
}

/* A longer name takes in the one that lies within it. */
static void
test_add_over (Fixture *f, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ToposReading) one = world_reading (f->gazetteer, "One", "At Rokha bridge. Rokha.",
                                                TOPOS_DAY_NONE);
  const ToposPlaceId anaba = world_place (f->gazetteer, "Anaba");
  char key[TOPOS_KEY_LENGTH + 1];

  store (f, one, 0);
  topos_document_key (one->article->body, one->article->length, key);
  g_assert_true (topos_library_add_mention (f->library, f->gazetteer, key, (ToposSpan){ 3, 15 },
                                            anaba, TOPOS_REACH_MENTION, NULL, &error));
  g_assert_cmpint (mentions_of (f, "Anaba"), ==, 1);
  g_assert_cmpint (mentions_of (f, "Rokha"), ==, 1);
}

/* Only what a review decides counts in its tally, and only while it stands. */
static void
test_review (Fixture *f, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ToposReading) one = world_reading (
      f->gazetteer, "One", "Kabul slept. Kabul woke. Rokha ate. Anaba ran.", TOPOS_DAY_NONE);
  const ToposPlaceId kabul = world_place (f->gazetteer, "Kabul");
  const ToposPlaceId anaba = world_place (f->gazetteer, "Anaba");
  char key[TOPOS_KEY_LENGTH + 1];
  ToposReviewTally tally;

  store (f, one, 0);
  topos_document_key (one->article->body, one->article->length, key);

  g_autofree char *first = topos_mention_id (key, (ToposSpan){ 0, 5 });
  g_autofree char *rokha = topos_mention_id (key, (ToposSpan){ 25, 30 });
  g_autofree char *ran = topos_mention_id (key, (ToposSpan){ 36, 41 });
  const struct {
    const char *mention;
    ToposPlaceId place;
    int checked, right, mentions;
  } CASES[] = {
    { first, kabul, 1, 1, 2 },
    { rokha, anaba, 2, 1, 1 },
    { ran, TOPOS_PLACE_NONE, 3, 1, 1 },
  };
  g_autoptr (ToposReader) reader = reader_of (f);

  for (size_t i = 0; i < G_N_ELEMENTS (CASES); i++) {
    g_auto (ToposEditReport) report = { 0 };

    g_assert_true (topos_library_check (f->library, f->gazetteer, CASES[i].mention,
                                        CASES[i].place, &report, &error));
    g_assert_no_error (error);
    g_assert_cmpint (report.mentions, ==, CASES[i].mentions);
    g_assert_true (topos_reader_review_tally (reader, &tally, &error));
    g_assert_cmpint (tally.checked, ==, CASES[i].checked);
    g_assert_cmpint (tally.right, ==, CASES[i].right);
  }
  g_assert_true (topos_library_accept (f->library, first, TOPOS_REACH_MENTION, NULL, &error));
  topos_reader_review_tally (reader, &tally, &error);
  g_assert_cmpint (tally.checked, ==, 3);
  topos_step_free (topos_library_undo (f->library, &error));
  topos_step_free (topos_library_undo (f->library, &error));
  topos_reader_review_tally (reader, &tally, &error);
  g_assert_cmpint (tally.checked, ==, 2);
}

/* Rules and merges are listed by name, and each can be forgotten, and that be taken back. */
static void
test_rules (Fixture *f, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ToposReading) one = world_reading (f->gazetteer, "One", "Kabul slept. Rokha ate.",
                                                TOPOS_DAY_NONE);
  g_autoptr (ToposReading) two = world_reading (f->gazetteer, "Two", "Rokha ran.",
                                                TOPOS_DAY_NONE);
  const ToposPlaceId rokha = world_place (f->gazetteer, "Rokha");
  const ToposPlaceId anaba = world_place (f->gazetteer, "Anaba");
  char key[TOPOS_KEY_LENGTH + 1];

  store (f, one, 0);
  topos_document_key (one->article->body, one->article->length, key);

  g_autofree char *kabul = topos_mention_id (key, (ToposSpan){ 0, 5 });

  g_assert_true (topos_library_reject (f->library, kabul, TOPOS_REACH_FROM_NOW_ON, NULL, &error));
  g_assert_true (topos_library_merge (f->library, f->gazetteer, rokha, anaba, NULL, &error));

  g_autoptr (GPtrArray) rules = topos_library_list_rules (f->library, &error);

  g_assert_cmpuint (rules->len, ==, 2);

  const ToposRuleRow *name = g_ptr_array_index (rules, 0), *merge = g_ptr_array_index (rules, 1);

  g_assert_cmpstr (name->name, ==, "Kabul");
  g_assert_cmpuint (name->place, ==, TOPOS_PLACE_NONE);
  g_assert_true (g_str_has_prefix (merge->name, "Rokha"));
  g_assert_null (merge->key);
  g_assert_true (g_str_has_prefix (merge->to, "Anaba"));
  g_assert_false (topos_library_remove_rule (f->library, "nothing", &error));
  g_assert_error (error, TOPOS_ERROR, TOPOS_ERROR_USAGE);
  g_clear_error (&error);
  g_assert_true (topos_library_remove_rule (f->library, name->key, &error));
  g_assert_true (topos_library_remove_merge (f->library, merge->merged, &error));
  g_assert_no_error (error);

  g_autoptr (GPtrArray) none = topos_library_list_rules (f->library, &error);

  g_assert_cmpuint (none->len, ==, 0);
  store (f, two, 0);
  g_assert_cmpint (mentions_of (f, "Rokha"), ==, 1);
  topos_step_free (topos_library_undo (f->library, &error));

  g_autoptr (GPtrArray) again = topos_library_list_rules (f->library, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (again->len, ==, 1);
}

/* Names that the user found are found again in the text that takes the place of theirs: in their
 * own sentence, or as often as they stood before. */
static void
test_added_again (Fixture *f, gconstpointer unused)
{
  static const struct {
    const char *after;
    int mentions;
  } CASES[] = {
    { "New words. At the gorge, men. A gorge is deep.", 1 },
    { "A gorge is deep. At the gorge, men.", 1 },
    { "By one gorge and a second gorge, then.", 1 },
    { "By one gorge alone.", 0 },
    { "Nothing is left of it.", 0 },
  };
  g_autoptr (GError) error = NULL;

  for (size_t i = 0; i < G_N_ELEMENTS (CASES); i++) {
    g_autofree char *source = g_strdup_printf ("/a/%zu.txt", i);
    g_autofree char *place = g_strdup_printf ("Gorge %zu", i);
    g_autofree char *text = g_strdup_printf ("At the gorge, men. A gorge is deep. Number %zu.", i);
    g_autoptr (ToposReading) before = world_reading (f->gazetteer, "One", text, TOPOS_DAY_NONE);
    g_autofree char *text_after = g_strdup_printf ("%s Number %zu.", CASES[i].after, i);
    g_autoptr (ToposReading) after = world_reading (f->gazetteer, "One", text_after, TOPOS_DAY_NONE);
    char key[TOPOS_KEY_LENGTH + 1];

    before->article->source = g_strdup (source);
    after->article->source = g_strdup (source);
    store (f, before, 0);
    topos_document_key (before->article->body, before->article->length, key);
    g_assert_true (topos_library_add_point (f->library, f->gazetteer, key, (ToposSpan){ 21, 26 },
                                            place, (ToposPoint){ 35.4, 69.5 + (double) i },
                                            TOPOS_PLACE_NONE, TOPOS_REACH_MENTION, NULL, &error));
    g_assert_no_error (error);
    g_assert_cmpint (store (f, after, 0), ==, TOPOS_STORED_UPDATED);
    g_assert_cmpint (mentions_of (f, place), ==, CASES[i].mentions);
  }
}

/* The same text is known; better metadata updates it; another text of the same file replaces it,
 * and the import's undo brings the old one back. */
static void
test_again (Fixture *f, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ToposReading) one = world_reading (f->gazetteer, "One", "Kabul slept.", 2459463);
  g_autoptr (ToposReading) better = world_reading (f->gazetteer, "Better", "Kabul slept.",
                                                   2459465);
  g_autoptr (ToposReading) other = world_reading (f->gazetteer, "One", "Rokha slept.", 2459463);

  one->article->source = g_strdup ("/a/file.txt");
  other->article->source = g_strdup ("/a/file.txt");
  g_assert_cmpint (store (f, one, 0), ==, TOPOS_STORED_IMPORTED);
  g_assert_cmpint (store (f, one, 0), ==, TOPOS_STORED_UNCHANGED);

  const ToposStored how[] = { TOPOS_STORED_UPDATED, TOPOS_STORED_UPDATED };
  const ToposReading *readings[] = { better, other };

  for (int i = 0; i < 2; i++) {
    g_autofree char *before = world_dump (f->path);
    const int64_t id = topos_library_begin_import (f->library, &error);

    g_assert_cmpint (store (f, readings[i], id), ==, how[i]);
    topos_library_end_import (f->library, id, &error);
    g_assert_no_error (error);

    g_autofree char *after = world_dump (f->path);

    g_assert_cmpstr (before, !=, after);
    topos_step_free (topos_library_undo (f->library, &error));

    g_autofree char *undone = world_dump (f->path);

    g_assert_cmpstr (undone, ==, before);
    topos_step_free (topos_library_redo (f->library, &error));

    g_autofree char *redone = world_dump (f->path);

    g_assert_cmpstr (redone, ==, after);
    g_assert_no_error (error);
  }
}

/* An undo that fails on its way has done nothing: here its last change is cut short. */
static void
test_half_undo (Fixture *f, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  ToposEditReport report;

  import_random (f, 20);
  g_assert_true (topos_library_hide (f->library, world_place (f->gazetteer, "Kabul"), &report, &error));
  g_assert_no_error (error);
  g_assert_cmpint (report.mentions, >, 2);
  topos_edit_report_clear (&report);
  {
    g_autoptr (ToposDb) db = topos_db_open (f->path, TOPOS_DB_WRITE, &error);
    g_assert_true (topos_db_run (db, "UPDATE step_changes SET changes"
                                 " = substr (changes, 1, length (changes) - 2)", &error));
  }
  g_autofree char *before = world_dump (f->path);

  g_assert_null (topos_library_undo (f->library, &error));
  g_assert_error (error, TOPOS_ERROR, TOPOS_ERROR_LIBRARY);
  g_autofree char *after = world_dump (f->path);
  g_assert_cmpstr (before, ==, after);
  g_autoptr (ToposStep) next = topos_library_next_undo (f->library, NULL);
  g_assert_cmpint (next->verb, ==, TOPOS_STEP_HIDE);
}

/* An article that cannot be stored takes nothing with it: neither those before it in the same batch
 * nor those after, whose words are still to be indexed then. */
static void
test_refused (Fixture *f, gconstpointer unused)
{
  static const char *const WORDS[] = { "yawned", "woke", "sang" };
  g_autoptr (GError) error = NULL;
  g_autoptr (ToposReading) old = world_reading (f->gazetteer, "Old", "Kabul slept.", 2459463);
  g_autoptr (ToposReading) first = world_reading (f->gazetteer, "A", "Rokha yawned.", 2459463);
  g_autoptr (ToposReading) refused = world_reading (f->gazetteer, "B", "Bazarak ate.", 2459463);
  g_autoptr (ToposReading) second = world_reading (f->gazetteer, "C", "Kabul woke.", 2459463);
  g_autoptr (ToposReading) last = world_reading (f->gazetteer, "D", "Anaba sang.", 2459463);
  ToposStoreReport report;

  old->article->source = g_strdup ("/a/file.txt");
  refused->article->source = g_strdup ("/a/file.txt");
  store (f, old, 0);
  {
    g_autoptr (ToposDb) db = topos_db_open (f->path, TOPOS_DB_WRITE, &error);
    g_assert_true (topos_db_run (db, "CREATE TRIGGER no BEFORE DELETE ON document BEGIN"
                                 " SELECT raise (ABORT, 'no'); END", &error));
  }

  const int64_t id = topos_library_begin_import (f->library, &error);

  store (f, first, id);
  g_assert_false (topos_library_store (f->library, f->gazetteer, refused, id, &report, NULL));
  store (f, second, id);
  g_assert_true (topos_library_flush (f->library, &error));
  g_assert_false (topos_library_store (f->library, f->gazetteer, refused, id, &report, NULL));
  store (f, last, id);
  g_assert_true (topos_library_end_import (f->library, id, &error));

  g_autoptr (ToposReader) reader = topos_reader_open (f->path, &error);
  g_auto (ToposCheck) check = { 0 };

  g_assert_true (topos_reader_check (reader, &check, NULL, &error));
  g_assert_cmpuint (check.damages->len, ==, 0);
  for (size_t i = 0; i < G_N_ELEMENTS (WORDS); i++) {
    g_auto (ToposFilter) filter = { 0 };

    topos_filter_init (&filter);
    filter.search = g_strdup (WORDS[i]);
    g_autoptr (GPtrArray) found = topos_reader_search (reader, &filter, 10, NULL, &error);
    g_assert_no_error (error);
    g_assert_cmpuint (found->len, ==, 1);
  }
}

static void
import_some (Fixture *f, GRand *rand, int n)
{
  g_autoptr (GError) error = NULL;
  const int64_t id = topos_library_begin_import (f->library, &error);

  for (int i = 0; i < n; i++) {
    g_autofree char *text = world_text (rand, 6);
    g_autoptr (ToposReading) reading = world_reading (f->gazetteer, "Some", text, 2459463);

    store (f, reading, id);
  }
  topos_library_end_import (f->library, id, &error);
  g_assert_no_error (error);
}

static int
passages_with (Fixture *f, const char *word)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ToposDb) db = topos_db_open (f->path, TOPOS_DB_READ, &error);
  int64_t n = 0;

  topos_db_ask_int (db, &n, -1, &error, "SELECT count(*) FROM passage_words WHERE passage_words"
                    " MATCH ?", "s", word);
  g_assert_no_error (error);
  return (int) n;
}

/* Whole imports taken back and done again, the larger or the smaller part of the library, leave every
 * row and every word as it was; and forgetting them leaves nothing behind. */
static void
test_undo_imports (Fixture *f, gconstpointer unused)
{
  enum { STATES = 4 };
  static const int SIZES[STATES] = { 0, 4, 1, 9 };
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);
  g_autoptr (GError) error = NULL;
  char *dumps[STATES];
  int words[STATES];

  for (int i = 0; i < STATES; i++) {
    if (SIZES[i] > 0)
      import_some (f, rand, SIZES[i]);
    dumps[i] = world_dump (f->path);
    words[i] = passages_with (f, "kabul");
  }
  g_assert_cmpint (words[1], >, 0);
  for (int i = STATES - 2, step = -1; i < STATES; i += step) {
    topos_step_free (step < 0 ? topos_library_undo (f->library, &error)
                              : topos_library_redo (f->library, &error));
    g_assert_no_error (error);
    g_autofree char *now = world_dump (f->path);
    g_autoptr (ToposReader) reader = topos_reader_open (f->path, &error);
    g_auto (ToposCheck) check = { 0 };
    g_assert_cmpstr (now, ==, dumps[i]);
    g_assert_cmpint (passages_with (f, "kabul"), ==, words[i]);
    g_assert_true (topos_reader_check (reader, &check, NULL, &error));
    g_assert_cmpuint (check.damages->len, ==, 0);
    if (i == 0)
      step = 1;
  }
  topos_step_free (topos_library_undo (f->library, &error));
  import_some (f, rand, 1);

  g_autoptr (ToposDb) db = topos_db_open (f->path, TOPOS_DB_READ, &error);
  int64_t left = -1;

  topos_db_ask_int (db, &left, -1, &error, "SELECT (SELECT count(*) FROM undone_mention)"
                    " + (SELECT count(*) FROM undone_place)", "");
  g_assert_cmpint (left, ==, 0);
  for (int i = 0; i < STATES; i++)
    g_free (dumps[i]);
}

static int64_t
size_of (const char *path)
{
  GStatBuf status;

  g_assert_cmpint (g_stat (path, &status), ==, 0);
  return status.st_size;
}

/* What was imported by mistake takes no room for good. */
static void
test_shrinks (Fixture *f, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  const int64_t id = topos_library_begin_import (f->library, &error);
  const int64_t empty = size_of (f->path);

  for (int i = 0; i < 60; i++) {
    g_autofree char *text = world_text (f->rand, 300);
    g_autoptr (ToposReading) reading = world_reading (f->gazetteer, "Long", text, TOPOS_DAY_NONE);

    g_assert_cmpint (store (f, reading, id), ==, TOPOS_STORED_IMPORTED);
  }
  g_assert_true (topos_library_end_import (f->library, id, &error));
  open_again (f);
  const int64_t full = size_of (f->path);

  topos_step_free (topos_library_undo (f->library, &error));
  g_assert_no_error (error);
  g_assert_cmpint (size_of (f->path), <, full);
  import_random (f, 1);
  g_assert_cmpint (size_of (f->path), <, empty + (full - empty) / 10);
}

/* A file that changed keeps what the user decided about it. */
static void
test_decisions (Fixture *f, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ToposReading) before = world_reading (
      f->gazetteer, "One", "Kabul slept. Kabul woke. Rokha ate.", 2459463);
  g_autoptr (ToposReading) after = world_reading (
      f->gazetteer, "One", "Now: Kabul slept. Kabul woke again. Rokha ate. Rokha ran.", 2459463);
  char key[TOPOS_KEY_LENGTH + 1];
  ToposFilter all;
  static const struct {
    const char *name;
    int mentions;
  } EXPECTED[] = { { "My hill", 1 }, { "Kabul", 1 }, { "Rokha", 0 } };

  before->article->source = g_strdup ("/a/file.txt");
  after->article->source = g_strdup ("/a/file.txt");
  store (f, before, 0);
  topos_document_key (before->article->body, before->article->length, key);

  g_autofree char *second = topos_mention_id (key, (ToposSpan){ 13, 18 });
  g_autofree char *rokha = topos_mention_id (key, (ToposSpan){ 25, 30 });

  topos_library_correct_point (f->library, f->gazetteer, second, "My hill",
                               (ToposPoint){ 35.5, 69.9 }, TOPOS_PLACE_NONE,
                               TOPOS_REACH_MENTION, NULL, &error);
  topos_library_reject (f->library, rokha, TOPOS_REACH_DOCUMENT, NULL, &error);
  g_assert_no_error (error);

  g_autofree char *dump = world_dump (f->path), *undone = NULL;
  const int64_t import_id = topos_library_begin_import (f->library, &error);

  g_assert_cmpint (store (f, after, import_id), ==, TOPOS_STORED_UPDATED);
  g_assert_true (topos_library_end_import (f->library, import_id, &error));
  topos_step_free (topos_library_undo (f->library, &error));
  undone = world_dump (f->path);
  g_assert_cmpstr (undone, ==, dump);
  topos_step_free (topos_library_redo (f->library, &error));
  g_assert_no_error (error);
  topos_filter_init (&all);

  g_autoptr (ToposReader) reader = reader_of (f);
  g_autoptr (GPtrArray) places = topos_reader_places (reader, &all, NULL, &error);

  for (size_t e = 0; e < G_N_ELEMENTS (EXPECTED); e++) {
    int mentions = 0;

    for (guint i = 0; i < places->len; i++) {
      const ToposPlaceRow *row = g_ptr_array_index (places, i);

      if (strcmp (row->name, EXPECTED[e].name) == 0)
        mentions = row->mentions;
    }
    g_assert_cmpint (mentions, ==, EXPECTED[e].mentions);
  }
}

/* ------------------------------------------------------------------------------- search */

static const struct {
  const char *typed;
  const char *query;
} QUERIES[] = {
  { "kabul", "\"kabul\"" },
  { "kabul road", "\"kabul\" AND \"road\"" },
  { "kabul OR rokha", "\"kabul\" OR \"rokha\"" },
  { "kabul NOT rokha", "\"kabul\" NOT \"rokha\"" },
  { "\"the road\" pan*", "\"the road\" AND \"pan\"*" },
  { "\"the roa\"*", "\"the roa\"*" },
  { "\"never closed", "\"never closed\"" },
  { "AND OR NOT", NULL },
  { "OR kabul AND", "\"kabul\"" },
  { "it's (a) ^test: -x", "\"it's\" AND \"(a)\" AND \"^test:\" AND \"-x\"" },
  { "  ", NULL },
  { "\"\" * - \"*", NULL },
  { "a\"b", "\"a\" AND \"b\"" },
};

/* The words found in a body are the ones looked for, whatever their accents. */
static void
check_found (ToposReader *reader)
{
  ToposFilter all;

  topos_filter_init (&all);
  g_autoptr (GPtrArray) documents = topos_reader_documents (reader, &all, NULL, NULL);
  const ToposDocumentRow *row = g_ptr_array_index (documents, 0);
  g_autoptr (ToposDocument) document = topos_reader_document (reader, row->id, NULL);
  g_autoptr (GArray) none = topos_reader_found (reader, row->id, NULL, NULL);
  g_autoptr (GArray) found = topos_reader_found (reader, row->id, "naive road OR riv*", NULL);
  GString *words = g_string_new (NULL);

  for (guint i = 0; i < found->len; i++) {
    const ToposSpan span = g_array_index (found, ToposSpan, i);

    g_string_append_len (words, document->body + span.start, span.end - span.start);
    g_string_append_c (words, '|');
  }
  g_assert_cmpuint (none->len, ==, 0);
  g_assert_cmpstr (words->str, ==, "naïve|road|river|");
  g_string_free (words, true);
}

static void
test_search (Fixture *f, gconstpointer unused)
{
  static const char LETTERS[] = "ab \"*()-^:ANDORNOT'\\%_ā";
  ToposFilter filter;
  g_autoptr (GError) error = NULL;
  g_autoptr (ToposReading) one = world_reading (f->gazetteer, "A titled thing",
                                                "The naïve road. Kabul by the river.", 2459463);

  for (size_t i = 0; i < G_N_ELEMENTS (QUERIES); i++) {
    g_autofree char *query = topos_search_query (QUERIES[i].typed);

    g_assert_cmpstr (query, ==, QUERIES[i].query);
  }
  store (f, one, 0);
  topos_filter_init (&filter);

  g_autoptr (ToposReader) reader = reader_of (f);
  const struct {
    const char *words;
    guint found;
  } cases[] = { { "naive", 1 }, { "NAÏVE roa*", 1 }, { "naive NOT road", 0 },
                { "kabul OR naive", 2 }, { "\"by the river\"", 1 }, { "\"the by\"", 0 },
                { "titled", 1 }, { "!!", 0 } };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++) {
    filter.search = (char *) cases[i].words;

    g_autoptr (GPtrArray) rows = topos_reader_search (reader, &filter, 10, NULL, &error);

    g_assert_no_error (error);
    g_assert_cmpuint (rows->len, ==, cases[i].found);
  }
  check_found (reader);
  for (int round = 0; round < 2000; round++) {
    char typed[12] = "";

    for (int i = 0; i < 11; i++)
      typed[i] = LETTERS[g_rand_int_range (f->rand, 0, sizeof LETTERS - 1)];
    filter.search = typed;

    g_autoptr (GPtrArray) rows = topos_reader_search (reader, &filter, 10, NULL, &error);

    g_assert_no_error (error);
    g_assert_nonnull (rows);
  }
}

/* -------------------------------------------------------------------------- bad libraries */

static void
assert_opens_not (const char *path, ToposErrorCode code)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (topos_library_open (path, &error));
  g_assert_error (error, TOPOS_ERROR, (int) code);
  g_assert_nonnull (strstr (error->message, path));
  g_clear_error (&error);
  g_assert_null (topos_reader_open (path, &error));
  g_assert_nonnull (error);
}

static void
spoil (const char *path, const char *script)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ToposDb) db = topos_db_open (path, TOPOS_DB_CREATE, &error);

  g_assert_no_error (error);
  topos_db_run (db, script, &error);
  g_assert_no_error (error);
}

static void
test_bad_libraries (Fixture *f, gconstpointer unused)
{
  g_autofree char *text = g_build_filename (f->folder, "text.topos", NULL);
  g_autofree char *other = g_build_filename (f->folder, "other.db", NULL);
  g_autofree char *cut = g_build_filename (f->folder, "cut.topos", NULL);
  g_autofree char *bytes = NULL;
  gsize length = 0;

  g_file_set_contents (text, "This is a letter, not a library, and a long one at that.\n", -1, NULL);
  assert_opens_not (text, TOPOS_ERROR_LIBRARY);
  assert_opens_not (f->folder, TOPOS_ERROR_LIBRARY);
  spoil (other, "CREATE TABLE mine (a); PRAGMA user_version = 10301");
  assert_opens_not (other, TOPOS_ERROR_LIBRARY);
  import_random (f, 5);
  g_clear_pointer (&f->library, topos_library_close);
  g_assert_true (g_file_get_contents (f->path, &bytes, &length, NULL));
  g_file_set_contents (cut, bytes, (gssize) (length / 3), NULL);

  /* Opening it for writing may fail or not; it must not crash. */
  topos_library_close (topos_library_open (cut, NULL));

  g_autoptr (ToposReader) reader = topos_reader_open (cut, NULL);

  if (reader) {
    g_auto (ToposCheck) check = { 0 };

    g_assert_true (topos_reader_check (reader, &check, NULL, NULL));
    g_assert_cmpuint (check.damages->len, >, 0);
  }
  spoil (f->path, "PRAGMA user_version = 10350");
  assert_opens_not (f->path, TOPOS_ERROR_NEWER);
}

/* A library that may not be written can still be read, also from a folder that may not. */
static void
test_read_only (Fixture *f, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  ToposFilter all;

  import_random (f, 5);
  g_clear_pointer (&f->library, topos_library_close);
  g_chmod (f->path, 0400);
  g_chmod (f->folder, 0500);
  topos_filter_init (&all);

  g_autoptr (ToposReader) reader = reader_of (f);
  g_autoptr (GPtrArray) places = topos_reader_places (reader, &all, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (places->len, >, 0);
  if (geteuid () != 0) {
    g_assert_null (topos_library_open (f->path, &error));
    g_assert_error (error, TOPOS_ERROR, TOPOS_ERROR_OUTPUT);
  } else {
    g_test_message ("root may write everything: only reading was tested");
  }
  g_chmod (f->folder, 0700);
}

/* What is checked is found: each kind of damage, planted. */
static void
test_verify (Fixture *f, gconstpointer unused)
{
  static const char *const DAMAGES[] = {
    "UPDATE passage SET text = text || 'x' WHERE id = (SELECT min (id) FROM passage)",
    "UPDATE passage SET char_start = char_start + 1 WHERE id = (SELECT max (id) FROM passage)",
    "UPDATE mention SET start = start + 1000 WHERE id = (SELECT min (id) FROM mention)",
    ("PRAGMA foreign_keys = OFF; UPDATE mention SET place = 999 WHERE id ="
     " (SELECT min (id) FROM mention WHERE place IS NOT NULL)"),
    "UPDATE document_text SET rest = CAST (rest || ' ' AS BLOB) WHERE document = 1",
    "UPDATE place SET lat = 95 WHERE id = (SELECT min (id) FROM place)",
  };

  import_random (f, 5);
  for (size_t i = 0; i <= G_N_ELEMENTS (DAMAGES); i++) {
    g_autofree char *path = g_strdup_printf ("%s/copy%d", f->folder, (int) i);
    g_autoptr (GError) error = NULL;
    g_auto (ToposCheck) check = { 0 };
    g_autoptr (ToposDb) db = topos_db_open (f->path, TOPOS_DB_READ, &error);

    g_assert_true (topos_db_copy_to (db, path, &error));
    if (i > 0)
      spoil (path, DAMAGES[i - 1]);

    g_autoptr (ToposReader) reader = topos_reader_open (path, &error);

    g_assert_true (topos_reader_check (reader, &check, NULL, &error));
    g_assert_cmpuint (check.damages->len > 0, ==, i > 0);
  }
}

/* The library is a GeoPackage to others' tools. */
static void
test_geopackage (Fixture *f, gconstpointer unused)
{
  g_autofree char *ogrinfo = g_find_program_in_path ("ogrinfo");
  g_autofree char *said = NULL, *complained = NULL, *command_line = NULL;
  ToposFilter all;

  import_random (f, 10);
  if (ogrinfo == NULL) {
    g_test_skip ("ogrinfo (gdal-bin) is not here");
    return;
  }
  topos_filter_init (&all);
  g_autoptr (ToposReader) reader = reader_of (f);
  g_autoptr (GPtrArray) places = topos_reader_places (reader, &all, NULL, NULL);
  g_autofree char *expected = g_strdup_printf ("Feature Count: %u", places->len);
  g_autofree char *quoted = g_shell_quote (f->path);

  command_line = g_strdup_printf ("ogrinfo -ro -al -so %s", quoted);
  g_assert_true (g_spawn_command_line_sync (command_line, &said, &complained, NULL, NULL));
  g_assert_cmpstr (complained, ==, "");
  g_assert_nonnull (strstr (said, expected));
  g_assert_nonnull (strstr (said, "passages: Integer"));
  g_assert_null (strstr (said, "passage_words"));
}

/* The counts that are kept are those that counting gives: a filter that leaves everything asks
 * the index, none at all the kept counts. */
static void
test_kept_counts (Fixture *f, gconstpointer unused)
{
  for (int round = 0; round < 30; round++) {
    g_autoptr (GError) error = NULL;
    ToposFilter none, everywhere;

    command (f);
    topos_filter_init (&none);
    topos_filter_init (&everywhere);
    everywhere.box = (ToposBox){ -180, -90, 180, 90 };

    g_autoptr (ToposReader) reader = reader_of (f);
    g_autoptr (GPtrArray) kept = topos_reader_places (reader, &none, NULL, &error);
    g_autoptr (GPtrArray) counted = topos_reader_places (reader, &everywhere, NULL, &error);

    g_assert_no_error (error);
    g_assert_cmpuint (kept->len, ==, counted->len);
    for (guint i = 0; i < kept->len; i++) {
      const ToposPlaceRow *one = g_ptr_array_index (kept, i);
      const ToposPlaceRow *two = g_ptr_array_index (counted, i);

      g_assert_cmpuint (one->id, ==, two->id);
      g_assert_cmpint (one->passages, ==, two->passages);
      g_assert_cmpint (one->marked, ==, two->marked);
      g_assert_cmpint (one->mentions, ==, two->mentions);
      g_assert_cmpint (one->documents, ==, two->documents);
      g_assert_cmpint (one->first_day, ==, two->first_day);
      g_assert_cmpint (one->last_day, ==, two->last_day);
      g_assert_cmpint (one->standing, ==, two->standing);
    }
  }
}

/* A copy with the filter applied answers without one what the library answers with it. */
static void
test_copy (Fixture *f, gconstpointer unused)
{
  import_random (f, 20);
  g_autoptr (ToposReader) reader = reader_of (f);
  g_autofree char *path = g_build_filename (f->folder, "copy.gpkg", NULL);

  for (int round = 0; round < 12; round++) {
    g_autoptr (GError) error = NULL;
    g_auto (ToposFilter) filter = { 0 };
    ToposFilter all;
    g_auto (ToposCheck) check = { 0 };

    topos_filter_init (&all);
    random_filter (f, reader, &filter);
    g_assert_true (topos_reader_copy_to (reader, path, &filter, &error));

    g_autoptr (ToposReader) copy = topos_reader_open (path, &error);
    g_autoptr (GPtrArray) expected = topos_reader_places (reader, &filter, NULL, &error);
    g_autoptr (GPtrArray) places = topos_reader_places (copy, &all, NULL, &error);

    g_assert_no_error (error);
    g_assert_cmpuint (places->len, ==, expected->len);
    for (guint i = 0; i < places->len; i++) {
      const ToposPlaceRow *one = g_ptr_array_index (places, i);
      const ToposPlaceRow *two = g_ptr_array_index (expected, i);

      g_assert_cmpuint (one->id, ==, two->id);
      g_assert_cmpint (one->mentions, ==, two->mentions);
    }
    g_assert_true (topos_reader_check (copy, &check, NULL, &error));
    g_assert_cmpuint (check.damages->len, ==, 0);
  }
}

static void
random_evidence (ToposReading *reading, ToposMention *mention)
{
  mention->first_candidate = reading->candidates->len;
  mention->n_candidates = (uint32_t) g_test_rand_int_range (0, 8);
  for (uint32_t i = 0; i < mention->n_candidates; i++) {
    const ToposCandidate candidate = {
      .place = g_test_rand_bit () ? (ToposPlaceId) g_test_rand_int_range (1, 9) : UINT64_MAX / 3 + i,
      .score = g_test_rand_int (),
      .first_reason = reading->reasons->len,
      .n_reasons = (uint32_t) g_test_rand_int_range (0, 12),
    };

    for (uint32_t r = 0; r < candidate.n_reasons; r++) {
      const ToposReason reason = {
        .code = (uint16_t) (g_test_rand_bit () ? g_test_rand_int_range (0, 4) : UINT16_MAX),
        .weight = g_test_rand_bit () ? INT32_MIN : g_test_rand_int_range (-2, 3),
        .number = g_test_rand_bit () ? INT64_MIN : g_test_rand_int_range (-300, 300),
        .place = (ToposPlaceId) g_test_rand_int_range (0, 4),
      };

      g_array_append_val (reading->reasons, reason);
    }
    g_array_append_val (reading->candidates, candidate);
  }
}

static void
assert_same_evidence (const ToposReading *reading, const ToposMention *mention,
                      const GArray *candidates, const GArray *reasons)
{
  g_assert_cmpuint (candidates->len, ==, mention->n_candidates);
  for (guint i = 0; i < candidates->len; i++) {
    const ToposCandidate *one = &g_array_index (candidates, ToposCandidate, i);
    const ToposCandidate *two = &g_array_index (reading->candidates, ToposCandidate,
                                                mention->first_candidate + i);

    g_assert_cmpuint (one->place, ==, two->place);
    g_assert_cmpint (one->score, ==, two->score);
    g_assert_cmpuint (one->n_reasons, ==, two->n_reasons);
    for (uint32_t r = 0; r < one->n_reasons; r++) {
      const ToposReason *a = &g_array_index (reasons, ToposReason, one->first_reason + r);
      const ToposReason *b = &g_array_index (reading->reasons, ToposReason, two->first_reason + r);

      g_assert_cmpuint (a->code, ==, b->code);
      g_assert_cmpint (a->weight, ==, b->weight);
      g_assert_cmpint (a->number, ==, b->number);
      g_assert_cmpuint (a->place, ==, b->place);
    }
  }
}

/* Evidence goes in and out unchanged; cut short, or with a byte more, it is refused, and no bytes
 * whatever lead outside. */
static void
test_evidence (Fixture *f, gconstpointer unused)
{
  g_autoptr (ToposReading) reading = world_reading (f->gazetteer, "One", "Kabul.", 2459463);

  for (int round = 0; round < 300; round++) {
    g_autoptr (GByteArray) bytes = g_byte_array_new ();
    g_autoptr (GArray) candidates = g_array_new (false, false, sizeof (ToposCandidate));
    g_autoptr (GArray) reasons = g_array_new (false, false, sizeof (ToposReason));
    ToposMention mention = { 0 };

    random_evidence (reading, &mention);
    topos_evidence_append (bytes, reading, &mention);
    g_assert_true (topos_evidence_parse (bytes->data, bytes->len, candidates, reasons));
    assert_same_evidence (reading, &mention, candidates, reasons);
    for (guint length = 0; length < bytes->len; length++)
      g_assert_false (topos_evidence_parse (bytes->data, length, candidates, reasons));
    g_byte_array_append (bytes, (const guint8 *) "x", 1);
    g_assert_false (topos_evidence_parse (bytes->data, bytes->len, candidates, reasons));
    /* Whether such bytes have the shape is chance; only the sanitizers may complain. */
    bytes->data[g_test_rand_int_range (0, (int) bytes->len)] = (guint8) g_test_rand_int ();
    topos_evidence_parse (bytes->data, bytes->len, candidates, reasons);
  }
}

int
main (int argc, char **argv)
{
  static const struct {
    const char *name;
    void (*run) (Fixture *f, gconstpointer unused);
  } TESTS[] = {
    { "/library/round-trip", test_round_trip },   { "/library/filters", test_filters },
    { "/library/undo", test_undo },               { "/library/reach", test_reach },
    { "/library/add-and-merge", test_add_and_merge }, { "/library/again", test_again },
    { "/library/decisions", test_decisions },     { "/library/refused", test_refused },
    { "/library/half-undo", test_half_undo },
    { "/library/undo-imports", test_undo_imports }, { "/library/shrinks", test_shrinks },
    { "/library/add-reach", test_add_reach },     { "/library/add-over", test_add_over },
    { "/library/review", test_review },           { "/library/rules", test_rules },
    { "/library/added-again", test_added_again },
    { "/library/search", test_search },           { "/library/bad", test_bad_libraries },
    { "/library/read-only", test_read_only },     { "/library/verify", test_verify },
    { "/library/geopackage", test_geopackage },   { "/library/evidence", test_evidence },
    { "/library/copy", test_copy },
    { "/library/kept-counts", test_kept_counts },
    { "/library/held", test_held },
  };

  g_test_init (&argc, &argv, NULL);
  for (size_t i = 0; i < G_N_ELEMENTS (TESTS); i++)
    g_test_add (TESTS[i].name, Fixture, NULL, set_up, TESTS[i].run, tear_down);
  return g_test_run ();
}
