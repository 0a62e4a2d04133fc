/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reader.h"

#include <string.h>

/* Where the names in news of the world are put: the passages of places.txt, which says how they
 * are written. Every name that is found must stand where it belongs, and most must be found;
 * which names are is test-passages' question. */

#define LEAST_PASSAGES 40
#define LEAST_FOUND 94    /* of a hundred names */
#define AS_IF_SURE 500  /* a confidence from here on */

typedef struct {
  Reader reader;
  int names;
  int found;
} Count;

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
told (const ToposGazetteer *gazetteer, const ToposMention *mention)
{
  ToposPlace place;

  if (!topos_gazetteer_place (gazetteer, mention->choice, &place))
    return g_strdup ("unplaced");
  g_autofree char *where = topos_gazetteer_where (gazetteer, place.id);
  return g_strdup_printf ("%s, %s (%s) at %.2f,%.2f, %s, %u", place.name, where,
                          topos_place_kind_word (place.kind), place.point.lat, place.point.lon,
                          topos_standing_word (mention->standing), mention->confidence);
}

static bool
holds (const ToposGazetteer *gazetteer, const ToposMention *mention, const char *wanted)
{
  const bool doubted = wanted[0] == '~';
  ToposPlace place;

  if (strcmp (wanted, "?") == 0)
    return mention->standing == TOPOS_STANDING_UNPLACED;
  if (!topos_gazetteer_place (gazetteer, mention->choice, &place)
      || !lies_near (&place, wanted + doubted))
    return false;
  return doubted ? mention->standing == TOPOS_STANDING_APPROXIMATE
                     || mention->confidence < AS_IF_SURE
                 : mention->standing <= TOPOS_STANDING_AMBIGUOUS;
}

static void
try_passage (char *const *cells, void *data)
{
  Count *count = data;
  const ToposGazetteer *gazetteer = count->reader.gazetteer;
  g_autofree char *text = g_strcompress (cells[1]);
  g_autoptr (ToposReading) reading = reader_read (&count->reader, text, NULL);
  g_auto (GStrv) demands = g_strsplit (cells[2], "; ", -1);

  for (guint d = 0; demands[d] != NULL; d++) {
    g_auto (GStrv) sides = g_strsplit (demands[d], "=", 2);

    g_assert_cmpuint (g_strv_length (sides), ==, 2);
    const ToposMention *mention = mention_called (reading, sides[0]);
    count->names++;
    count->found += mention != NULL;
    if (mention == NULL || holds (gazetteer, mention, sides[1]))
      continue;
    g_autofree char *made = told (gazetteer, mention);
    g_test_message ("%s: \"%s\" does not hold: %s", cells[0], demands[d], made);
    g_test_fail ();
  }
}

static void
try_passages (gconstpointer data)
{
  Count count = { .reader = *(const Reader *) data };
  const int tried = table_each_row ("places.txt", 3, try_passage, &count);

  g_test_message ("%d of %d names found", count.found, count.names);
  g_assert_cmpint (tried, >=, LEAST_PASSAGES);
  g_assert_cmpint (count.found * 100, >=, count.names * LEAST_FOUND);
}

int
main (int argc, char **argv)
{
  Reader reader;

  g_test_init (&argc, &argv, NULL);
  reader_open (&reader);
  g_test_add_data_func ("/places/news-of-the-world", &reader, try_passages);
  const int failed = g_test_run ();
  reader_close (&reader);
  return failed;
}
