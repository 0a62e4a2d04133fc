/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reader.h"

#include "core/error.h"
#include "geoparse/explain.h"
#include "geoparse/model.h"
#include "geoparse/options.h"
#include "geoparse/reasons.h"
#include "text/fold.h"
#include "text/segment.h"

#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>

/* ------------------------------------------------------------------------- properties */

static const char *const PIECES[] = {
  "Kabul", "Paris", "Texas", " ", " ", ", ", ". ", "\n\n", "in ", "the ", "of ", "New York", "’s ",
  "(", ")", "-", "U.S.", "\xF0\x9F\x98\x80", "كابل", "東京", "e\xCC\x81", "\xC2\xA0", "GENEVA", "district ",
  "said", "John ", "Bank of ", "1,200 ", "http://a.b/c ", "\r\n", "\t", "“", "”", "Massoud", "Ürümqi",
};

static char *
generate (GRand *random)
{
  GString *text = g_string_new (NULL);
  const int n = g_rand_int_range (random, 0, 120);

  for (int i = 0; i < n; i++)
    g_string_append (text, PIECES[g_rand_int_range (random, 0, G_N_ELEMENTS (PIECES))]);
  return g_string_free (text, FALSE);
}

static void
check_reading (const Reader *reader, const ToposReading *reading)
{
  uint32_t before = 0;

  for (guint i = 0; i < reading->mentions->len; i++) {
    const ToposMention *mention = &g_array_index (reading->mentions, ToposMention, i);
    const char *body = topos_reading_body (reading);
    ToposPlace place;

    g_assert_cmpuint (mention->span.start, <, mention->span.end);
    g_assert_cmpuint (mention->span.end, <=, reading->article->length);
    g_assert_cmpuint (mention->span.start, >=, before);
    g_assert_true (g_utf8_validate (body + mention->span.start,
                                    topos_span_length (mention->span), NULL));
    g_assert_true (topos_span_holds (topos_reading_passage (reading, mention->passage)->span,
                                     mention->span));
    g_assert_cmpuint (mention->confidence, <=, 1000);
    g_assert_cmpuint (mention->first_candidate + mention->n_candidates, <=,
                      reading->candidates->len);
    if (mention->standing == TOPOS_STANDING_UNPLACED) {
      g_assert_cmpuint (mention->choice, ==, TOPOS_PLACE_NONE);
      g_assert_cmpstr (topos_explain_unplaced (mention->unplaced_reason), !=, "");
    } else {
      g_assert_true (topos_gazetteer_place (reader->gazetteer, mention->choice, &place));
    }
    before = mention->span.start;
  }
  for (guint i = 0; i < reading->candidates->len; i++) {
    const ToposCandidate *candidate = &g_array_index (reading->candidates, ToposCandidate, i);
    int32_t points = 0;

    for (uint32_t r = 0; r < candidate->n_reasons; r++) {
      points += g_array_index (reading->reasons, ToposReason, candidate->first_reason + r).weight;
      g_autofree char *words = topos_explain_reason (
        reader->gazetteer,
        &g_array_index (reading->reasons, ToposReason, candidate->first_reason + r));
      g_assert_cmpuint (strlen (words), >, 5);
    }
    g_assert_cmpint (points, ==, candidate->score);
  }
}

static void
check_same (const ToposReading *a, const ToposReading *b)
{
  g_assert_cmpuint (a->mentions->len, ==, b->mentions->len);
  g_assert_cmpuint (a->candidates->len, ==, b->candidates->len);
  g_assert_cmpuint (a->reasons->len, ==, b->reasons->len);
  for (guint i = 0; i < a->mentions->len; i++) {
    const ToposMention *x = &g_array_index (a->mentions, ToposMention, i);
    const ToposMention *y = &g_array_index (b->mentions, ToposMention, i);
    g_assert_cmpuint (x->span.start, ==, y->span.start);
    g_assert_cmpuint (x->span.end, ==, y->span.end);
    g_assert_cmpuint (x->choice, ==, y->choice);
    g_assert_cmpuint (x->confidence, ==, y->confidence);
  }
  for (guint i = 0; i < a->candidates->len; i++) {
    const ToposCandidate *x = &g_array_index (a->candidates, ToposCandidate, i);
    const ToposCandidate *y = &g_array_index (b->candidates, ToposCandidate, i);
    g_assert_cmpuint (x->place, ==, y->place);
    g_assert_cmpint (x->score, ==, y->score);
  }
  for (guint i = 0; i < a->reasons->len; i++) {
    const ToposReason *x = &g_array_index (a->reasons, ToposReason, i);
    const ToposReason *y = &g_array_index (b->reasons, ToposReason, i);
    g_assert_cmpuint (x->code, ==, y->code);
    g_assert_cmpint (x->weight, ==, y->weight);
  }
}

static void
try_generated (gconstpointer data)
{
  const Reader *reader = data;
  g_autoptr (GRand) random = g_rand_new_with_seed (9);

  for (int i = 0; i < 400; i++) {
    g_autofree char *text = generate (random);
    g_autoptr (ToposReading) once = reader_read (reader, text, NULL);
    g_autoptr (ToposReading) again = reader_read (reader, text, NULL);

    check_reading (reader, once);
    check_same (once, again);
  }
}

static void
try_random_bytes (gconstpointer data)
{
  const Reader *reader = data;
  g_autoptr (GRand) random = g_rand_new_with_seed (4);

  for (int i = 0; i < 60; i++) {
    char bytes[2000];

    for (gsize b = 0; b < sizeof bytes; b++)
      bytes[b] = (char) g_rand_int_range (random, 1, 256);
    g_autofree char *text = g_utf8_make_valid (bytes, sizeof bytes);
    g_autoptr (ToposReading) reading = reader_read (reader, text, NULL);
    check_reading (reader, reading);
  }
}

static gint64
time_of (const Reader *reader, int times)
{
  GString *text = g_string_new (NULL);

  for (int i = 0; i < times; i++)
    g_string_append (text, "Paris Texas Springfield Kabul Georgia AND THE Bank of China ");
  g_autofree char *body = g_string_free (text, FALSE);
  const gint64 start = g_get_monotonic_time ();
  g_autoptr (ToposReading) reading = reader_read (reader, body, NULL);
  return g_get_monotonic_time () - start;
}

/* Eight times the text may take some more than eight times as long, but not sixty-four. */
static void
try_long_line (gconstpointer data)
{
  const gint64 little = time_of (data, 2000), much = time_of (data, 16000);

  g_test_message ("%" G_GINT64_FORMAT " and %" G_GINT64_FORMAT " microseconds", little, much);
  g_assert_cmpint (much, <, 32 * MAX (little, 10000));
}

/* --------------------------------------------------------------------- rules and zones */

static void
try_rules (gconstpointer data)
{
  const Reader *reader = data;
  g_autoptr (ToposRules) rules = topos_rules_new ();
  g_autofree char *kabul = topos_fold ("Kabul", -1);
  g_autofree char *own = topos_fold ("Grzlfarm", -1);
  ToposNameHit hit;
  ToposPlace place;

  g_assert_cmpuint (topos_gazetteer_find (reader->gazetteer, "nairobi", 7, &hit, 1), >, 0);
  topos_gazetteer_get (reader->gazetteer, hit.place, &place);
  topos_rules_add (rules, kabul, TOPOS_PLACE_NONE);
  topos_rules_add (rules, own, place.id);
  g_autoptr (ToposReading) reading =
    reader_read (reader, "Fighting went on in Kabul. We met at Grzlfarm again.", rules);
  const ToposMention *rejected = mention_called (reading, "Kabul");
  const ToposMention *given = mention_called (reading, "Grzlfarm");

  g_assert_nonnull (rejected);
  g_assert_cmpint (rejected->standing, ==, TOPOS_STANDING_REJECTED);
  g_assert_nonnull (given);
  g_assert_cmpuint (given->choice, ==, place.id);
  g_assert_true (given->by_user);
}

static ToposPlaceId
best_known_in (const Reader *reader, const char *key, const char *country)
{
  ToposNameHit hits[48];
  const guint n = topos_gazetteer_find (reader->gazetteer, key, strlen (key), hits, 48);

  for (guint i = 0; i < MIN (n, 48); i++) {
    ToposPlace place;
    topos_gazetteer_get (reader->gazetteer, hits[i].place, &place);
    if (place.kind == TOPOS_PLACE_TOWN && strcmp (place.country, country) == 0)
      return place.id;
  }
  return TOPOS_PLACE_NONE;
}

static bool
has_reason (const ToposReading *reading, const ToposMention *mention, uint16_t code,
            int64_t number)
{
  const ToposCandidate *first = &g_array_index (reading->candidates, ToposCandidate,
                                                mention->first_candidate);

  for (uint32_t r = 0; r < first->n_reasons; r++) {
    const ToposReason *reason = &g_array_index (reading->reasons, ToposReason,
                                                first->first_reason + r);
    if (reason->code == code && reason->number == number)
      return true;
  }
  return false;
}

/* A name that the user placed before leans that way, but is no slave to it. */
static void
try_leanings (gconstpointer data)
{
  const Reader *reader = data;
  const char *plain = "The school board of Birmingham met on Monday.";
  const char *told = "The council of Birmingham, England, met on Monday. Birmingham, England, lies "
                     "near Coventry.";
  g_autoptr (ToposRules) rules = topos_rules_new ();
  const ToposPlaceId alabama = best_known_in (reader, "birmingham", "US");

  g_assert_cmpuint (alabama, !=, TOPOS_PLACE_NONE);
  topos_rules_lean (rules, "birmingham", alabama, 3);
  g_autoptr (ToposReading) leaning = reader_read (reader, plain, rules);
  const ToposMention *mention = mention_called (leaning, "Birmingham");
  g_assert_nonnull (mention);
  g_assert_cmpuint (mention->choice, ==, alabama);
  g_assert_false (mention->by_user);
  g_assert_true (has_reason (leaning, mention, TOPOS_REASON_CONFIRMED, 3));

  g_autoptr (ToposReading) other = reader_read (reader, told, rules);
  mention = mention_called (other, "Birmingham");
  g_assert_nonnull (mention);
  g_assert_cmpuint (mention->choice, !=, alabama);
}

static ToposReading *
read_text_of (const Reader *reader, const char *text, const char *outlet)
{
  g_autoptr (ToposArticle) article = topos_article_new (g_strdup (text), strlen (text));
  ToposReading *reading = NULL;

  article->outlet.value = g_strdup (outlet);
  reading = topos_text_read (article);
  topos_geoparse (reader->parser, reading, NULL);
  return reading;
}

/* The points of what reason `code` says of the candidates inside `area`; 0 when it says nothing. */
static int32_t
points_inside (const Reader *reader, const ToposReading *reading, const ToposMention *mention,
               uint16_t code, ToposPlaceId area)
{
  for (uint32_t c = 0; c < mention->n_candidates; c++) {
    const ToposCandidate *candidate = &g_array_index (reading->candidates, ToposCandidate,
                                                      mention->first_candidate + c);
    for (uint32_t r = 0; r < candidate->n_reasons; r++) {
      const ToposReason *reason = &g_array_index (reading->reasons, ToposReason,
                                                  candidate->first_reason + r);
      if (reason->code == code
          && topos_gazetteer_is_inside (reader->gazetteer, candidate->place, area))
        return reason->weight;
    }
  }
  return 0;
}

static ToposPlaceId
province_called (const Reader *reader, const char *key)
{
  ToposNameHit hits[8];
  const guint n = topos_gazetteer_find (reader->gazetteer, key, strlen (key), hits, 8);

  for (guint i = 0; i < MIN (n, 8); i++) {
    ToposPlace place;
    topos_gazetteer_get (reader->gazetteer, hits[i].place, &place);
    if (place.kind == TOPOS_PLACE_PROVINCE)
      return place.id;
  }
  return TOPOS_PLACE_NONE;
}

/* Where the newspaper is at home speaks for a place there, and for none elsewhere; what the text
 * says is stronger, and a place that the text does not name is never put there. */
static void
try_outlet (gconstpointer data)
{
  const Reader *reader = data;
  const ToposPlaceId ohio = province_called (reader, "ohio");
  const ToposPlaceId illinois = province_called (reader, "illinois");
  g_autoptr (ToposReading) at_home =
    read_text_of (reader, "A bakery in Springfield burned down.", "The Ohio Courier");
  g_autoptr (ToposReading) nowhere =
    read_text_of (reader, "A bakery in Springfield burned down.", NULL);
  g_autoptr (ToposReading) told =
    read_text_of (reader, "Lawmakers met in Springfield, Illinois.", "The Ohio Courier");
  g_autoptr (ToposReading) unknown =
    read_text_of (reader, "Rain fell on the town of Grzlbrook.", "The Ohio Courier");
  const ToposMention *mention = mention_called (at_home, "Springfield");

  g_assert_nonnull (mention);
  g_assert_cmpint (points_inside (reader, at_home, mention, TOPOS_REASON_OUTLET, ohio), >, 0);
  g_assert_cmpint (points_inside (reader, at_home, mention, TOPOS_REASON_OUTLET, illinois), ==, 0);
  mention = mention_called (nowhere, "Springfield");
  g_assert_cmpint (points_inside (reader, nowhere, mention, TOPOS_REASON_OUTLET, ohio), ==, 0);
  mention = mention_called (told, "Springfield");
  g_assert_true (topos_gazetteer_is_inside (reader->gazetteer, mention->choice, illinois));
  mention = mention_called (unknown, "Grzlbrook");
  g_assert_true (mention == NULL || mention->choice == TOPOS_PLACE_NONE);
}

/* A name that is a letter off is looked for where the rest of the text lies, and nowhere else. */
static void
try_spelling (gconstpointer data)
{
  const Reader *reader = data;
  g_autoptr (ToposReading) near = reader_read (reader, "Floods reached Kandahar, Jalalabad and Kabul in Afghanistan. A bridge in Mazar-e "
             "Sharif fell. Trucks were stuck in Kunduuz province.", NULL);
  g_autoptr (ToposReading) far = reader_read (reader, "Trains between Lyon, Paris and Lille in France were late. Trucks were stuck in "
             "Kunduuz province.", NULL);
  const ToposMention *found = mention_called (near, "Kunduuz");
  const ToposMention *unknown = mention_called (far, "Kunduuz");

  found = found ? found : mention_called (near, "Kunduuz province");
  unknown = unknown ? unknown : mention_called (far, "Kunduuz province");
  g_assert_nonnull (found);
  g_assert_cmpuint (found->choice, !=, TOPOS_PLACE_NONE);
  g_assert_cmpuint (found->confidence, <=, 600);
  g_assert_nonnull (unknown);
  g_assert_cmpint (unknown->standing, ==, TOPOS_STANDING_UNPLACED);
}

static void
try_credit_zone (gconstpointer data)
{
  const Reader *reader = data;
  const char *text = "A march was held in Nairobi.\n\nPhoto: A. Person, Nairobi, via Agency Paris\n";
  g_autoptr (ToposArticle) article = topos_article_new (g_strdup (text), strlen (text));
  const char *credit = strstr (text, "Photo");
  const ToposZone zone = { { (uint32_t) (credit - text), (uint32_t) strlen (text) },
                           TOPOS_ZONE_CREDIT };

  article->zones = g_memdup2 (&zone, sizeof zone);
  article->n_zones = 1;
  g_autoptr (ToposReading) reading = topos_text_read (article);
  topos_geoparse (reader->parser, reading, NULL);
  for (guint i = 0; i < reading->mentions->len; i++)
    g_assert_cmpuint (g_array_index (reading->mentions, ToposMention, i).span.start, <,
                      zone.span.start);
  g_assert_cmpuint (reading->mentions->len, ==, 1);
}

/* --------------------------------------------------------------------- clever and plain */

static int32_t
path_score (const ToposModel *model, ToposScores *scores, const int *tags, int n)
{
  int32_t sum = 0;
  int from = 0;

  for (int i = 0; i <= n; i++) {
    const int to = i < n ? tags[i] : 0;
    if (!topos_tag_may_follow (from, to))
      return INT32_MIN;
    sum += model->moves[from][to] + (i < n ? scores[i][to] : 0);
    from = to;
  }
  return sum;
}

/* The best path against all paths tried one after the other. */
static void
try_decode (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (1);
  ToposModel model;

  topos_model_init (&model, 3, 8);
  for (int round = 0; round < 200; round++) {
    ToposScores scores[5] = { 0 };
    uint8_t tags[5];
    int32_t most = INT32_MIN;
    int found[5];

    for (int a = 0; a < 3; a++)
      for (int b = 0; b < 3; b++)
        model.moves[a][b] = g_rand_int_range (random, -50, 50);
    for (int i = 0; i < 5; i++)
      for (int tag = 0; tag < 3; tag++)
        scores[i][tag] = g_rand_int_range (random, -100, 100);
    for (int code = 0; code < 243; code++) {
      int path[5];
      for (int i = 0, rest = code; i < 5; i++, rest /= 3)
        path[i] = rest % 3;
      most = MAX (most, path_score (&model, scores, path, 5));
    }
    topos_model_decode (&model, scores, 5, tags, NULL);
    for (int i = 0; i < 5; i++)
      found[i] = tags[i];
    g_assert_cmpint (path_score (&model, scores, found, 5), ==, most);
  }
  topos_model_clear (&model);
}

/* Whole-number spots against the haversine. */
static void
try_spots (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (2);

  g_assert_cmpint (topos_spot_square_of_km (50), ==, TOPOS_SQUARE_50_KM);
  g_assert_cmpint (topos_spot_square_of_km (161), ==, TOPOS_SQUARE_161_KM);
  for (int i = 0; i < 2000; i++) {
    const ToposPoint a = { g_rand_double_range (random, -90, 90),
                           g_rand_double_range (random, -180, 180) };
    const ToposPoint b = { CLAMP (a.lat + g_rand_double_range (random, -9, 9), -90, 90), a.lon };
    const int64_t square = topos_spot_square (topos_spot_from_point (a), topos_spot_from_point (b));
    const double km = topos_geo_distance_km (a, b);

    g_assert_cmpint (square, >=, topos_spot_square_of_km (MAX ((int) km - 1, 0)));
    g_assert_cmpint (square, <=, topos_spot_square_of_km ((int) km + 2));
  }
}

static void
try_damaged (gconstpointer data)
{
  const Reader *reader = data;
  g_autofree char *dir = g_dir_make_tmp ("topos-geoparse-XXXXXX", NULL);
  g_autofree char *folder = g_build_filename (dir, "geoparse", NULL);
  g_autofree char *path = g_build_filename (folder, "recognise.bin", NULL);
  g_autoptr (GError) missing = NULL;
  g_autoptr (GError) damaged = NULL;

  g_assert_null (topos_geoparser_open (reader->gazetteer, dir, &missing));
  g_assert_error (missing, TOPOS_ERROR, TOPOS_ERROR_DATA);
  g_mkdir (folder, 0700);
  g_file_set_contents (path, "TTG1 and nothing else", -1, NULL);
  g_assert_null (topos_geoparser_open (reader->gazetteer, dir, &damaged));
  g_assert_error (damaged, TOPOS_ERROR, TOPOS_ERROR_DATA);
  g_remove (path);
  g_rmdir (folder);
  g_rmdir (dir);
}

int
main (int argc, char **argv)
{
  Reader reader;

  g_test_init (&argc, &argv, NULL);
  reader_open (&reader);
  g_test_add_data_func ("/geoparse/generated", &reader, try_generated);
  g_test_add_data_func ("/geoparse/random-bytes", &reader, try_random_bytes);
  g_test_add_data_func ("/geoparse/leanings", &reader, try_leanings);
  g_test_add_data_func ("/geoparse/outlet", &reader, try_outlet);
  g_test_add_data_func ("/geoparse/spelling", &reader, try_spelling);
  g_test_add_data_func ("/geoparse/long-line", &reader, try_long_line);
  g_test_add_data_func ("/geoparse/rules", &reader, try_rules);
  g_test_add_data_func ("/geoparse/credit-zone", &reader, try_credit_zone);
  g_test_add_data_func ("/geoparse/damaged-data", &reader, try_damaged);
  g_test_add_func ("/geoparse/decode", try_decode);
  g_test_add_func ("/geoparse/spots", try_spots);
  const int failed = g_test_run ();
  reader_close (&reader);
  return failed;
}
