/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "geoparse/geoparse.h"
#include "text/segment.h"

#include <string.h>

/* Where the names in news of the world are put: the passages of places.txt, which says how they
 * are written. Every name that is found must stand where it belongs, and most must be found;
 * which names are is test-passages' question. */

#define LEAST_PASSAGES 40
#define LEAST_FOUND 94    /* of a hundred names */
#define AS_IF_SURE 500  /* a confidence from here on */

typedef struct {
  ToposGazetteer *gazetteer;
  ToposGeoparser *parser;
  int names;
  int found;
} Fixture;

static ToposReading *
read_text (const Fixture *fixture, const char *written)
{
  char *text = g_strcompress (written);
  g_autoptr (ToposArticle) article = topos_article_new (text, strlen (text));
  ToposReading *reading = topos_text_read (article);

  topos_geoparse (fixture->parser, reading, NULL);
  return reading;
}

static const ToposMention *
mention_of (const ToposReading *reading, const char *name)
{
  for (guint i = 0; i < reading->mentions->len; i++) {
    const ToposMention *mention = &g_array_index (reading->mentions, ToposMention, i);

    if (topos_span_length (mention->span) == strlen (name)
        && memcmp (topos_reading_body (reading) + mention->span.start, name, strlen (name)) == 0)
      return mention;
  }
  return NULL;
}

/* "35.69,139.69,15": within so many kilometres of the point. */
static bool
lies_near (const ToposPlace *place, const char *circle)
{
  g_auto (GStrv) numbers = g_strsplit (circle, ",", 3);

  g_assert_cmpuint (g_strv_length (numbers), ==, 3);
  const ToposPoint point = { .lat = g_ascii_strtod (numbers[0], NULL),
                             .lon = g_ascii_strtod (numbers[1], NULL) };
  return topos_geo_distance_km (place->point, point) <= g_ascii_strtod (numbers[2], NULL);
}

/* What was made of the name, for a message. */
static char *
told (const Fixture *fixture, const ToposMention *mention)
{
  ToposPlace place;

  if (!topos_gazetteer_place (fixture->gazetteer, mention->choice, &place))
    return g_strdup ("unplaced");
  g_autofree char *where = topos_gazetteer_where (fixture->gazetteer, place.id);
  return g_strdup_printf ("%s, %s (%s) at %.2f,%.2f, %s, %u", place.name, where,
                          topos_place_kind_word (place.kind), place.point.lat, place.point.lon,
                          topos_standing_word (mention->standing), mention->confidence);
}

static bool
holds (const Fixture *fixture, const ToposMention *mention, const char *wanted)
{
  const bool doubted = wanted[0] == '~';
  ToposPlace place;

  if (strcmp (wanted, "?") == 0)
    return mention->standing == TOPOS_STANDING_UNPLACED;
  if (!topos_gazetteer_place (fixture->gazetteer, mention->choice, &place)
      || !lies_near (&place, wanted + doubted))
    return false;
  return doubted ? mention->standing == TOPOS_STANDING_APPROXIMATE
                     || mention->confidence < AS_IF_SURE
                 : mention->standing <= TOPOS_STANDING_AMBIGUOUS;
}

static void
try_passage (Fixture *fixture, char *const *fields)
{
  g_autoptr (ToposReading) reading = read_text (fixture, fields[1]);
  g_auto (GStrv) demands = g_strsplit (fields[2], "; ", -1);

  for (guint d = 0; demands[d] != NULL; d++) {
    g_auto (GStrv) sides = g_strsplit (demands[d], "=", 2);

    g_assert_cmpuint (g_strv_length (sides), ==, 2);
    const ToposMention *mention = mention_of (reading, sides[0]);
    fixture->names++;
    fixture->found += mention != NULL;
    if (mention == NULL || holds (fixture, mention, sides[1]))
      continue;
    g_autofree char *made = told (fixture, mention);
    g_test_message ("%s: \"%s\" does not hold: %s", fields[0], demands[d], made);
    g_test_fail ();
  }
}

static void
try_passages (gconstpointer data)
{
  Fixture *fixture = (Fixture *) data;
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "geoparse", "places.txt", NULL);
  g_autofree char *contents = NULL;
  g_autoptr (GError) error = NULL;
  int tried = 0;

  g_file_get_contents (path, &contents, NULL, &error);
  g_assert_no_error (error);
  g_auto (GStrv) lines = g_strsplit (contents, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++) {
    g_auto (GStrv) fields = g_strsplit (lines[i], "\t", 3);

    if (lines[i][0] == '#' || lines[i][0] == '\0')
      continue;
    g_assert_cmpuint (g_strv_length (fields), ==, 3);
    try_passage (fixture, fields);
    tried++;
  }
  g_test_message ("%d of %d names found", fixture->found, fixture->names);
  g_assert_cmpint (tried, >=, LEAST_PASSAGES);
  g_assert_cmpint (fixture->found * 100, >=, fixture->names * LEAST_FOUND);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (ToposGazetteer) gazetteer =
    topos_gazetteer_open_bundled (g_getenv ("TOPOS_DATA_DIR"), &error);
  g_assert_no_error (error);
  g_autoptr (ToposGeoparser) parser =
    topos_geoparser_open (gazetteer, g_getenv ("TOPOS_DATA_DIR"), &error);
  g_assert_no_error (error);
  Fixture fixture = { gazetteer, parser, 0, 0 };

  g_test_add_data_func ("/places/news-of-the-world", &fixture, try_passages);
  return g_test_run ();
}
