/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "world.h"

#include "db/db.h"
#include "gazetteer/build.h"
#include "text/fold.h"
#include "text/segment.h"

#include <glib/gstdio.h>
#include <string.h>

static const char *const NAMES[] = { "Afghanistan", "Panjshir", "Bazarak", "Rokha", "Anaba",
                                     "Kabul", "Charikar", "Turkey", "Istanbul", "Fiji", "Tonga" };

char *
world_folder (void)
{
  return g_dir_make_tmp ("topos-library-XXXXXX", NULL);
}

void
world_remove (char *folder)
{
  GDir *dir = g_dir_open (folder, 0, NULL);

  for (const char *name = g_dir_read_name (dir); name; name = g_dir_read_name (dir)) {
    g_autofree char *path = g_build_filename (folder, name, NULL);

    g_chmod (path, 0700);
    if (g_file_test (path, G_FILE_TEST_IS_DIR) && !g_file_test (path, G_FILE_TEST_IS_SYMLINK))
      world_remove (g_strdup (path));
    else
      g_unlink (path);
  }
  g_dir_close (dir);
  g_rmdir (folder);
  g_free (folder);
}

ToposGazetteer *
world_gazetteer (const char *folder)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *csv = g_test_build_filename (G_TEST_DIST, "library", "places.csv", NULL);
  g_autofree char *path = g_build_filename (folder, "world.gaz", NULL);
  const char *inputs[] = { csv, NULL };

  topos_gazetteer_build (inputs, path, NULL, &error);
  g_assert_no_error (error);

  ToposGazetteer *gazetteer = topos_gazetteer_open (path, &error);

  g_assert_no_error (error);
  return gazetteer;
}

ToposPlaceId
world_place (const ToposGazetteer *gazetteer, const char *name)
{
  g_autofree char *key = topos_fold (name, -1);
  ToposNameHit hit;
  ToposPlace place;

  if (topos_gazetteer_find (gazetteer, key, strlen (key), &hit, 1) == 0)
    return TOPOS_PLACE_NONE;
  topos_gazetteer_get (gazetteer, hit.place, &place);
  return place.id;
}

static void
add_candidate (ToposReading *reading, ToposMention *mention)
{
  const ToposCandidate candidate = { mention->choice, 2500, reading->reasons->len, 2 };
  const ToposReason reasons[] = { { 3, 3000, 4, TOPOS_PLACE_NONE },
                                  { 7, -500, -12, mention->choice } };

  mention->first_candidate = reading->candidates->len;
  mention->n_candidates = 1;
  g_array_append_val (reading->candidates, candidate);
  g_array_append_vals (reading->reasons, reasons, 2);
}

/* One word as a mention, a date, or neither. */
static void
look_at (const ToposGazetteer *gazetteer, ToposReading *reading, uint32_t passage, uint32_t i)
{
  const ToposWord *word = topos_reading_word (reading, i);
  const char *start = topos_reading_body (reading) + word->span.start;
  g_autofree char *text = g_strndup (start, topos_span_length (word->span));
  ToposMention mention = { .span = word->span, .passage = passage, .confidence = 900 };
  ToposTimex timex = { .span = { word->span.start, word->span.start + 10 } };

  if (g_ascii_isdigit (*text) && strlen (start) >= 10) {
    g_strlcpy (timex.value, start, 11);
    if (strlen (timex.value) == 10 && topos_date_span_parse (timex.value, &timex.days))
      g_array_append_val (reading->timexes, timex);
    return;
  }
  if (word->span.start > 0 && start[-1] == '[') {
    mention.standing = TOPOS_STANDING_UNPLACED;
    mention.unplaced_reason = 1;
  } else if (word->span.start > 5 && strncmp (start - 5, "near ", 5) == 0) {
    mention.standing = TOPOS_STANDING_APPROXIMATE;
    mention.choice = world_place (gazetteer, "Panjshir");
  } else {
    for (size_t n = 0; n < G_N_ELEMENTS (NAMES); n++)
      if (strcmp (text, NAMES[n]) == 0)
        mention.choice = world_place (gazetteer, text);
    if (mention.choice == TOPOS_PLACE_NONE)
      return;
  }
  if (mention.choice)
    add_candidate (reading, &mention);
  g_array_append_val (reading->mentions, mention);
}

/* Each passage its own dates, else the publication day. */
static void
assign_days (ToposReading *reading)
{
  for (uint32_t p = 0; p < reading->passages->len; p++) {
    const ToposSpan span = topos_reading_passage (reading, p)->span;
    ToposPassageDays days = { .passage = p, .timex = -1 };
    bool own = false;

    for (guint t = 0; t < reading->timexes->len; t++) {
      const ToposTimex *timex = &g_array_index (reading->timexes, ToposTimex, t);

      if (!topos_span_holds (span, timex->span))
        continue;
      days.days = timex->days;
      days.timex = (int32_t) t;
      g_array_append_val (reading->passage_days, days);
      own = true;
    }
    if (own || reading->published.day == TOPOS_DAY_NONE)
      continue;
    days.days = (ToposDateSpan){ reading->published.day, reading->published.day };
    days.origin = TOPOS_DAYS_PUBLICATION;
    g_array_append_val (reading->passage_days, days);
  }
}

ToposReading *
world_reading (const ToposGazetteer *gazetteer, const char *title, const char *text, ToposDay day)
{
  g_autoptr (ToposArticle) article = topos_article_new (g_strdup (text), strlen (text));

  topos_field_offer (&article->title, title, TOPOS_ORIGIN_MANIFEST);
  topos_field_offer (&article->outlet, strlen (text) % 2 ? "The Odd Times" : "Even News",
                     TOPOS_ORIGIN_MANIFEST);
  if (day != TOPOS_DAY_NONE)
    topos_published_offer (&article->published, day, TOPOS_CERTAINTY_STATED,
                           TOPOS_ORIGIN_MANIFEST, NULL);

  ToposReading *reading = topos_text_read (article);

  for (uint32_t p = 0; p < reading->passages->len; p++) {
    const ToposPassage *passage = topos_reading_passage (reading, p);

    for (uint32_t i = 0; i < passage->n_words; i++)
      look_at (gazetteer, reading, p, passage->first_word + i);
  }
  assign_days (reading);
  return reading;
}

char *
world_text (GRand *rand, int n)
{
  static const char *const WORDS[] = { "fighters", "said", "the", "road", "کابل", "دره", "naïve",
                                       "e\xcc\x81tat", "東京都", "🚩", "Ωδή", "ﬁre", "[Xyz]",
                                       "[Qwe]", "near Dara", "near Khenj", "’twas", "a b" };
  GString *text = g_string_new (NULL);

  for (int s = 0; s < n; s++) {
    const int words = g_rand_int_range (rand, 1, 9);

    g_string_append (text, "It");
    for (int w = 0; w < words; w++)
      g_string_append_printf (text, " %s",
                              g_rand_int_range (rand, 0, 3) == 0
                                  ? NAMES[g_rand_int_range (rand, 0, G_N_ELEMENTS (NAMES))]
                                  : WORDS[g_rand_int_range (rand, 0, G_N_ELEMENTS (WORDS))]);
    for (int d = g_rand_int_range (rand, 0, 3); d > 0; d--)
      g_string_append_printf (text, " 2021-%02d-%02d", g_rand_int_range (rand, 8, 10),
                              g_rand_int_range (rand, 1, 29));
    g_string_append (text, g_rand_int_range (rand, 0, 4) == 0 ? ".\r\n\r\n" : ". ");
  }
  return g_string_free (text, false);
}

char *
world_dump (const char *library)
{
  static const char *const TABLES[] = { "document", "document_text", "passage", "passage_day",
                                        "timex", "place", "place_inside", "evidence", "mention",
                                        "rule", "place_merge", "place_count", "place_box",
                                        "passage_words_docsize", "document_words_docsize" };
  g_autoptr (GError) error = NULL;
  g_autoptr (ToposDb) db = topos_db_open (library, TOPOS_DB_READ, &error);
  GString *text = g_string_new (NULL);

  g_assert_no_error (error);
  for (size_t i = 0; i < G_N_ELEMENTS (TABLES); i++) {
    g_autofree char *sql = g_strdup_printf ("SELECT * FROM %s ORDER BY 1, 2", TABLES[i]);
    g_autoptr (ToposStatement) row = topos_db_ask (db, &error, sql, "");

    g_assert_no_error (error);
    g_string_append_printf (text, "%s\n", TABLES[i]);
    while (topos_statement_next (row, &error)) {
      for (int c = 0; c < topos_statement_n_columns (row); c++) {
        gsize length = 0;
        const void *bytes = topos_statement_bytes (row, c, &length);
        g_autofree char *escaped = g_uri_escape_bytes (bytes ? bytes : "", length, " ,:");

        g_string_append_printf (text, "|%s", topos_statement_is_null (row, c) ? "(null)" : escaped);
      }
      g_string_append_c (text, '\n');
    }
    g_assert_no_error (error);
  }
  return g_string_free (text, false);
}
