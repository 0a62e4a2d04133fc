/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reader.h"

#include <string.h>

/* Single sentences: what geoparsers are known to get wrong, and what names stand for. */

/* ---------------------------------------------------------------------- known mistakes */

static bool
is_placed_so (const Reader *reader, const ToposMention *mention, const char *demand)
{
  g_auto (GStrv) parts = g_strsplit (demand, ":", 2);
  ToposPlace place;

  if (strcmp (parts[0], "any") == 0)
    return true;
  if (strcmp (parts[0], "demonym") == 0)
    return mention->demonym;
  if (!topos_gazetteer_place (reader->gazetteer, mention->choice, &place))
    return false;
  if (strcmp (parts[0], "approximate") == 0)
    return mention->standing == TOPOS_STANDING_APPROXIMATE && strcmp (place.name, parts[1]) == 0;
  return (parts[0][0] == '\0' || strcmp (topos_place_kind_word (place.kind), parts[0]) == 0)
         && (parts[1] == NULL || parts[1][0] == '\0' || strcmp (place.country, parts[1]) == 0);
}

static bool
holds (const Reader *reader, const ToposReading *reading, const char *demand)
{
  g_auto (GStrv) sides = g_strsplit (demand, "=", 2);

  if (demand[0] == '!')
    return mention_called (reading, demand + 1) == NULL;
  const ToposMention *mention = mention_called (reading, sides[0]);
  return mention != NULL && is_placed_so (reader, mention, sides[1]);
}

static void
try_sentence (char *const *cells, void *data)
{
  const Reader *reader = data;
  g_autoptr (ToposReading) reading = reader_read (reader, cells[1], NULL);
  g_auto (GStrv) demands = g_strsplit (cells[2], "; ", -1);

  for (guint d = 0; demands[d] != NULL; d++)
    if (demands[d][0] != '\0' && !holds (reader, reading, demands[d])) {
      g_test_message ("%s: \"%s\" does not hold of: %s", cells[0], demands[d], cells[1]);
      g_test_fail ();
    }
}

static void
try_sentences (gconstpointer data)
{
  g_assert_cmpint (table_each_row ("sentences.txt", 3, try_sentence, (void *) data), >, 20);
}

/* ----------------------------------------------------------------------------- senses */

#define LEAST_SENSES_RIGHT 90  /* of a hundred */

static const char *
sense_of (const ToposMention *mention)
{
  if (mention == NULL)
    return "not found";
  return mention->demonym ? "demonym" : topos_sense_word (mention->sense);
}

typedef struct {
  const Reader *reader;
  int right;
  int plain;  /* by one who takes all for the ground */
} SenseCount;

static void
try_sense (char *const *cells, void *data)
{
  SenseCount *count = data;
  g_autoptr (ToposReading) reading = reader_read (count->reader, cells[2], NULL);
  const char *sense = sense_of (mention_called (reading, cells[1]));

  count->plain += strcmp (cells[0], "literal") == 0;
  if (strcmp (sense, cells[0]) == 0)
    count->right++;
  else
    g_test_message ("%s, taken for %s: %s: %s", cells[0], sense, cells[1], cells[2]);
}

/* How many names of the table are taken as they are meant. */
static void
try_senses (gconstpointer data)
{
  SenseCount count = { .reader = data };
  const int tried = table_each_row ("senses.txt", 3, try_sense, &count);

  g_test_message ("%d of %d as meant; all taken for the ground, %d", count.right, tried,
                  count.plain);
  g_assert_cmpint (tried, >=, 120);
  g_assert_cmpint (count.right * 100, >=, LEAST_SENSES_RIGHT * tried);
}

int
main (int argc, char **argv)
{
  Reader reader;

  g_test_init (&argc, &argv, NULL);
  reader_open (&reader);
  g_test_add_data_func ("/sentences/known-mistakes", &reader, try_sentences);
  g_test_add_data_func ("/sentences/senses", &reader, try_senses);
  const int failed = g_test_run ();
  reader_close (&reader);
  return failed;
}
