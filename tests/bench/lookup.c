/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How long a name is looked up, in the gazetteer and in plain SQLite tables with the same names:
 *
 *   lookup [DATABASE]     where the tables are made; below the folder for temporary files otherwise
 *
 * Folded main names of all places in a random order, asked for once each; then the same with a
 * letter changed, which nobody bears. The processor's time of this thread is counted. */
#include "db/db.h"
#include "gazetteer/gazetteer.h"
#include "text/fold.h"

#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#define ASKED 200000
#define ROUNDS 5

typedef struct {
  ToposGazetteer *gazetteer;
  GPtrArray *known;    /* char *, some of them shuffled */
  GPtrArray *unknown;
  GPtrArray *usual;    /* of the best known places, as news has them, many times */
} Names;

static double
spent_us (void)
{
  struct timespec spent;
  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &spent);
  return (double) spent.tv_sec * 1e6 + (double) spent.tv_nsec / 1e3;
}

static void
gather (Names *self)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (11);
  g_autoptr (GPtrArray) famous = g_ptr_array_new ();
  ToposGazetteerInfo info;
  topos_gazetteer_info (self->gazetteer, 0, &info);
  for (uint32_t i = 0; i < ASKED; i++) {
    ToposPlace place;
    topos_gazetteer_get (self->gazetteer, (uint32_t) g_rand_int_range (rand, 0, (int) info.places),
                         &place);
    char *key = topos_fold (place.name, -1);
    if (*key == '\0') {
      g_free (key);
      continue;
    }
    char *wrong = g_strdup (key);
    wrong[strlen (wrong) / 2] = '\x07';
    g_ptr_array_add (self->known, key);
    g_ptr_array_add (self->unknown, wrong);
    if (place.rank <= 6)
      g_ptr_array_add (famous, key);
  }
  for (uint32_t i = 0; i < ASKED; i++)
    g_ptr_array_add (self->usual, g_strdup (famous->pdata[g_rand_int_range (rand, 0, (int) famous->len)]));
}

static void
tell (const char *what, double times[ROUNDS])
{
  double least = times[0], most = times[0];
  for (int i = 1; i < ROUNDS; i++) {
    least = MIN (least, times[i]);
    most = MAX (most, times[i]);
  }
  printf ("%-28s %7.2f us, at most %.2f us in %d rounds\n", what, least, most, ROUNDS);
}

static void
ask_gazetteer (const Names *self, const char *what, const GPtrArray *keys)
{
  double times[ROUNDS];
  uint64_t found = 0;
  for (int round = 0; round < ROUNDS; round++) {
    const double start = spent_us ();
    for (uint32_t i = 0; i < keys->len; i++) {
      ToposNameHit hits[8];
      const char *key = keys->pdata[i];
      found += topos_gazetteer_find (self->gazetteer, key, strlen (key), hits, 8);
    }
    times[round] = (spent_us () - start) / keys->len;
  }
  tell (what, times);
  printf ("  %.2f places a name\n", (double) found / ROUNDS / keys->len);
}

/* A row for each name and place, in a table WITHOUT ROWID: the quickest plain SQLite has. */
static bool
make_table (ToposDb *db, const Names *self, GError **error)
{
  g_auto (ToposTransaction) tx = { 0 };
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  if (!topos_db_begin (db, &tx, error) ||
      !topos_db_exec (db, error, "CREATE TABLE name (key TEXT, number INT, place INT, "
                      "PRIMARY KEY (key, number)) WITHOUT ROWID", ""))
    return false;
  for (uint32_t i = 0; i < self->known->len; i++) {
    const char *key = self->known->pdata[i];
    ToposNameHit hits[64];
    const guint n = topos_gazetteer_find (self->gazetteer, key, strlen (key), hits, 64);
    if (!g_hash_table_add (seen, self->known->pdata[i]))
      continue;
    for (guint k = 0; k < MIN (n, 64); k++)
      if (!topos_db_exec (db, error, "INSERT INTO name VALUES (?, ?, ?)", "sii", key, (int64_t) k,
                          (int64_t) hits[k].place))
        return false;
  }
  return topos_transaction_commit (&tx, error);
}

static bool
ask_table (ToposDb *db, const char *what, const GPtrArray *keys, GError **error)
{
  double times[ROUNDS];
  for (int round = 0; round < ROUNDS; round++) {
    const double start = spent_us ();
    for (uint32_t i = 0; i < keys->len; i++) {
      g_autoptr (ToposStatement) statement =
        topos_db_ask (db, error, "SELECT place FROM name WHERE key = ? ORDER BY number LIMIT 8", "s",
                      (const char *) keys->pdata[i]);
      if (!statement)
        return false;
      while (topos_statement_next (statement, error))
        ;
    }
    times[round] = (spent_us () - start) / keys->len;
  }
  tell (what, times);
  return true;
}

static bool
measure_sqlite (const Names *self, const char *path, GError **error)
{
  g_autoptr (ToposDb) db = topos_db_open (path, TOPOS_DB_CREATE, error);
  return db && make_table (db, self, error) &&
         ask_table (db, "SQLite, known names", self->known, error) &&
         ask_table (db, "SQLite, unknown names", self->unknown, error);
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  const double start = spent_us ();
  g_autoptr (ToposGazetteer) gazetteer =
    topos_gazetteer_open_bundled (g_getenv ("TOPOS_DATA_DIR") ? g_getenv ("TOPOS_DATA_DIR") : "",
                                  &error);
  if (!gazetteer) {
    fprintf (stderr, "%s\n", error->message);
    return 1;
  }
  printf ("opened and summed in %.1f ms\n", (spent_us () - start) / 1000);
  Names names = { .gazetteer = gazetteer, .known = g_ptr_array_new_with_free_func (g_free),
                  .unknown = g_ptr_array_new_with_free_func (g_free),
                  .usual = g_ptr_array_new_with_free_func (g_free) };
  gather (&names);
  ask_gazetteer (&names, "gazetteer, known names", names.known);
  ask_gazetteer (&names, "gazetteer, well known names", names.usual);
  ask_gazetteer (&names, "gazetteer, unknown names", names.unknown);

  g_autofree char *folder = g_dir_make_tmp ("topos-lookup-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "names.db", NULL);
  const bool measured = measure_sqlite (&names, argc > 1 ? argv[1] : path, &error);
  if (!measured)
    fprintf (stderr, "%s\n", error->message);
  g_remove (path);
  g_rmdir (folder);
  g_ptr_array_unref (names.known);
  g_ptr_array_unref (names.unknown);
  g_ptr_array_unref (names.usual);
  return measured ? 0 : 1;
}
