/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "geoparse/coordinates.h"
#include "geoparse/geoparse.h"
#include "text/segment.h"

#include <string.h>

/* What phrases are found beside the names of a text, and what they speak of: antecedents.txt says
 * how its passages are written. Most demands must hold, and whatever is told must hang together. */

#define LEAST_PASSAGES 40
#define LEAST_HELD 88     /* of a hundred demands */

typedef struct {
  ToposGazetteer *gazetteer;
  ToposGeoparser *parser;
  int demands, found, held;
} Fixture;

static ToposReading *
read_text (const Fixture *fixture, const char *text, bool phrases)
{
  g_autoptr (ToposArticle) article = topos_article_new (g_strdup (text), strlen (text));
  ToposReading *reading = topos_text_read (article);

  if (phrases)
    topos_geoparse_phrases (fixture->parser, reading, NULL);
  else
    topos_geoparse (fixture->parser, reading, NULL);
  return reading;
}

static bool
is_text (const ToposReading *reading, ToposSpan span, const char *text)
{
  return topos_span_length (span) == strlen (text)
         && memcmp (topos_reading_body (reading) + span.start, text, strlen (text)) == 0;
}

static const ToposPhrase *
phrase_at (const ToposReading *reading, guint i)
{
  return &g_array_index (reading->phrases, ToposPhrase, i);
}

static const ToposMention *
mention_at (const ToposReading *reading, int32_t i)
{
  return &g_array_index (reading->mentions, ToposMention, i);
}

/* "the city 2": the second phrase of these words. */
static const ToposPhrase *
phrase_of (const ToposReading *reading, const char *wanted)
{
  const gsize length = strlen (wanted);
  const bool numbered = length > 2 && wanted[length - 2] == ' ' && g_ascii_isdigit (wanted[length - 1]);
  g_autofree char *words = g_strndup (wanted, numbered ? length - 2 : length);
  int left = numbered ? wanted[length - 1] - '0' : 1;

  for (guint i = 0; i < reading->phrases->len; i++)
    if (is_text (reading, phrase_at (reading, i)->span, words) && --left == 0)
      return phrase_at (reading, i);
  return NULL;
}

static bool
lies_near (ToposPoint point, const char *circle)
{
  g_auto (GStrv) numbers = g_strsplit (circle, ",", 3);

  g_assert_cmpuint (g_strv_length (numbers), ==, 3);
  const ToposPoint wanted = { g_ascii_strtod (numbers[0], NULL), g_ascii_strtod (numbers[1], NULL) };
  return topos_point_is_valid (point)
         && topos_geo_distance_km (point, wanted) <= g_ascii_strtod (numbers[2], NULL);
}

static bool
holds (const ToposReading *reading, const ToposPhrase *phrase, char how, const char *what)
{
  if (how == '@')
    return lies_near (phrase->point, what);
  if (strcmp (what, "?") == 0)
    return phrase->of < 0 && phrase->standing == TOPOS_STANDING_UNPLACED;
  return phrase->of >= 0 && is_text (reading, mention_at (reading, phrase->of)->span, what)
         && (how == '~') == (phrase->standing == TOPOS_STANDING_APPROXIMATE);
}

static void
tell (const ToposReading *reading, const ToposPhrase *phrase, const char *demand)
{
  const ToposSpan of = phrase != NULL && phrase->of >= 0
                         ? mention_at (reading, phrase->of)->span : (ToposSpan){ 0, 0 };

  g_test_message ("\"%s\": %s, of \"%.*s\", %s", demand, phrase ? "found" : "not found",
                  (int) topos_span_length (of), topos_reading_body (reading) + of.start,
                  phrase ? topos_standing_word (phrase->standing) : "");
}

static void
try_passage (Fixture *fixture, const char *text, const char *demands)
{
  g_autoptr (ToposReading) reading = read_text (fixture, text, true);
  g_auto (GStrv) each = g_strsplit (demands, "; ", -1);

  for (guint d = 0; each[d] != NULL; d++) {
    const gsize at = strcspn (each[d], "=~@");
    g_autofree char *words = g_strndup (each[d], at);

    g_assert_true (each[d][at] != '\0');
    const ToposPhrase *phrase = phrase_of (reading, words);
    const bool nothing = strcmp (each[d] + at, "=?") == 0;
    const bool held = phrase != NULL ? holds (reading, phrase, each[d][at], each[d] + at + 1) : nothing;
    fixture->demands++;
    fixture->found += phrase != NULL || nothing;
    fixture->held += held;
    if (!held)
      tell (reading, phrase, each[d]);
  }
}

static char **
lines_of (const char *name)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "geoparse", name, NULL);
  g_autofree char *contents = NULL;
  g_autoptr (GError) error = NULL;

  g_file_get_contents (path, &contents, NULL, &error);
  g_assert_no_error (error);
  return g_strsplit (contents, "\n", -1);
}

static void
try_passages (gconstpointer data)
{
  Fixture *fixture = (Fixture *) data;
  g_auto (GStrv) lines = lines_of ("antecedents.txt");
  int tried = 0;

  for (guint i = 0; lines[i] != NULL; i++) {
    g_auto (GStrv) fields = g_strsplit (lines[i], "\t", 2);

    if (lines[i][0] == '#' || lines[i][0] == '\0')
      continue;
    g_assert_cmpuint (g_strv_length (fields), ==, 2);
    try_passage (fixture, fields[0], fields[1]);
    tried++;
  }
  g_test_message ("%d of %d phrases found, %d demands hold", fixture->found, fixture->demands,
                  fixture->held);
  g_assert_cmpint (tried, >=, LEAST_PASSAGES);
  g_assert_cmpint (fixture->held * 100, >=, fixture->demands * LEAST_HELD);
}

/* Phrases lie in the text, in order, none twice; they hang on mentions before the end; what is
 * unplaced has no point; and the mentions are those without phrases. */
static void
check_reading (const ToposReading *reading, const ToposReading *plain)
{
  g_assert_cmpuint (plain->phrases->len, ==, 0);
  g_assert_cmpuint (plain->mentions->len, ==, reading->mentions->len);
  for (guint i = 0; i < plain->mentions->len; i++)
    g_assert_cmpmem (mention_at (plain, (int32_t) i), sizeof (ToposMention),
                     mention_at (reading, (int32_t) i), sizeof (ToposMention));
  for (guint i = 0; i < reading->phrases->len; i++) {
    const ToposPhrase *phrase = phrase_at (reading, i);
    const ToposPhrase *before = i > 0 ? phrase_at (reading, i - 1) : NULL;

    g_assert_cmpuint (phrase->span.start, <, phrase->span.end);
    g_assert_cmpuint (phrase->span.end, <=, reading->article->length);
    g_assert_cmpint (phrase->of, <, (int) reading->mentions->len);
    g_assert_true ((phrase->standing != TOPOS_STANDING_UNPLACED)
                   == topos_point_is_valid (phrase->point));
    g_assert_true (before == NULL || before->span.start < phrase->span.start
                   || (before->span.start == phrase->span.start
                       && before->span.end > phrase->span.end));
  }
}

/* Every text of the table cut at many places, all in one, in small letters and in capitals. */
static void
try_cuts (gconstpointer data)
{
  const Fixture *fixture = data;
  g_auto (GStrv) lines = lines_of ("antecedents.txt");
  g_autofree char *all = g_strjoinv (" ", lines);
  const gsize length = strlen (all);

  for (gsize end = 0; end <= length; end += end < 2000 ? 53 : 1009) {
    g_autofree char *cut = g_strndup (all, end);
    g_autofree char *valid = g_utf8_make_valid (cut, -1);
    g_autofree char *small = g_ascii_strdown (valid, -1);
    g_autofree char *great = g_ascii_strup (valid, -1);
    const char *texts[] = { valid, small, great };

    for (guint t = 0; t < (end % 2 ? G_N_ELEMENTS (texts) : 1); t++) {
      g_autoptr (ToposReading) reading = read_text (fixture, texts[t], true);
      g_autoptr (ToposReading) plain = read_text (fixture, texts[t], false);
      check_reading (reading, plain);
    }
  }
}

static void
try_coordinates (void)
{
  static const struct {
    const char *text;
    gsize length;  /* 0: no coordinates */
    double lat, lon;
  } CASES[] = {
    { "33°47′N 44°30′E", 0, 33.783333, 44.5 },
    { "33°47'12\"N, 44°30'36\"E", 0, 33.786667, 44.51 },
    { "12° 30′ S; 45° 15′ W", 0, -12.5, -45.25 },
    { "33.783°N 44.500°E", 0, 33.783, 44.5 },
    { "33.783; 44.500", 0, 33.783, 44.5 },
    { "-33.8688, 151.2093", 0, -33.8688, 151.2093 },
    { "−33.8688, −70.6483", 0, -33.8688, -70.6483 },
    { "33.783, 44.500", 1, 0, 0 },
    { "12.5, 13.5", 1, 0, 0 },
    { "95.1234, 13.1234", 1, 0, 0 },
    { "33°47′ 44°30′", 1, 0, 0 },
    { "40° in the shade", 1, 0, 0 },
    { "33°99′N 44°30′E", 1, 0, 0 },
    { "12.3456, 45.6789%", 1, 0, 0 },
    { "°N°E", 1, 0, 0 },
    { "", 1, 0, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (CASES); i++) {
    ToposPoint point = { 0, 0 };
    const gsize all = strlen (CASES[i].text);
    const gsize length = topos_coordinates_read (CASES[i].text, all, &point);

    g_test_message ("%s", CASES[i].text);
    g_assert_cmpuint (length, ==, CASES[i].length ? 0 : all);
    if (length > 0) {
      g_assert_cmpfloat_with_epsilon (point.lat, CASES[i].lat, 1e-5);
      g_assert_cmpfloat_with_epsilon (point.lon, CASES[i].lon, 1e-5);
    }
    for (gsize cut = 0; cut < all; cut++)  /* never beyond the end */
      g_assert_cmpuint (topos_coordinates_read (CASES[i].text, cut, &point), <=, cut);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  const char *data = g_getenv ("TOPOS_DATA_DIR");
  g_autoptr (GError) error = NULL;
  g_autoptr (ToposGazetteer) gazetteer = topos_gazetteer_open_bundled (data, &error);
  g_assert_no_error (error);
  g_autoptr (ToposGeoparser) parser = topos_geoparser_open (gazetteer, data, &error);
  g_assert_no_error (error);
  topos_geoparser_open_phrases (parser, data, &error);
  g_assert_no_error (error);
  Fixture fixture = { gazetteer, parser, 0, 0, 0 };

  g_test_add_data_func ("/phrases/antecedents", &fixture, try_passages);
  g_test_add_data_func ("/phrases/cuts", &fixture, try_cuts);
  g_test_add_func ("/phrases/coordinates", try_coordinates);
  return g_test_run ();
}
