/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How fast a library answers each question that the window asks, and how fast it takes commands:
 *
 *     questions LIBRARY [change]
 *
 * "wall" is by the clock, "work" what the program itself computed, the figure that stays where other
 * programs run beside. With "change" the commands are tried too, each undone again; the last is the undo of all that
 * was imported last, and that stays undone. */
#include "library/edit.h"
#include "library/review.h"
#include "library/undo.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

#define DRAG_STEPS 200

static double begun, worked;

static double
work_ms (void)
{
  struct timespec time;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &time);
  return (double) time.tv_sec * 1e3 + (double) time.tv_nsec / 1e6;
}

static double
wall_ms (void)
{
  return (double) g_get_monotonic_time () / 1e3;
}

static void
start (void)
{
  begun = wall_ms ();
  worked = work_ms ();
}

static void
stop (const char *what, guint rows, GError *error)
{
  const double wall = wall_ms () - begun, work = work_ms () - worked;

  if (error != NULL) {
    fprintf (stderr, "%s: %s\n", what, error->message);
    exit (1);
  }
  printf ("%-44s %8.1f %8.1f %10u\n", what, wall, work, rows);
  fflush (stdout);
}

/* ------------------------------------------------------------------------- questions */

/* What the lists and the map need: as session/findings asks it. */
static guint
ask_all (ToposReader *reader, const ToposFilter *filter, ToposCounts *counts, GError **error)
{
  topos_reader_counts (reader, filter, counts, NULL, error);
  g_autoptr (GPtrArray) places = topos_reader_places (reader, filter, NULL, error);
  g_autoptr (GPtrArray) documents = topos_reader_documents (reader, filter, NULL, error);
  g_autoptr (GPtrArray) unplaced = topos_reader_unplaced (reader, filter, NULL, error);
  g_autoptr (GArray) days = topos_reader_histogram (reader, filter, NULL, error);

  return places != NULL ? places->len : 0;
}

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  const double one = *(const double *) a, two = *(const double *) b;

  return one < two ? -1 : one > two;
}

static void
drag (ToposReader *reader, ToposFilter *filter, ToposDay last, const char *what)
{
  double walls[DRAG_STEPS], works[DRAG_STEPS];
  ToposCounts counts;
  GError *error = NULL;

  for (int i = 0; i < DRAG_STEPS && error == NULL; i++) {
    start ();
    filter->days = (ToposDateSpan){ last - 600 + i, last };
    ask_all (reader, filter, &counts, &error);
    walls[i] = wall_ms () - begun;
    works[i] = work_ms () - worked;
  }
  filter->days = TOPOS_DATE_SPAN_NONE;
  if (error != NULL)
    stop (what, 0, error);
  qsort (walls, DRAG_STEPS, sizeof *walls, compare_doubles);
  qsort (works, DRAG_STEPS, sizeof *works, compare_doubles);
  printf ("%-44s %8.1f %8.1f (median; wall at worst %.1f)\n", what, walls[DRAG_STEPS / 2],
          works[DRAG_STEPS / 2], walls[DRAG_STEPS - 1]);
}

static void
look_for (ToposReader *held, ToposReader *plain, const char *words)
{
  g_auto (ToposFilter) filter = { 0 };
  g_autofree char *best = g_strdup_printf ("best 500 for %s", words);
  g_autofree char *lists = g_strdup_printf ("lists and map for %s", words);
  GError *error = NULL;
  ToposCounts counts;

  topos_filter_init (&filter);
  filter.search = g_strdup (words);
  start ();
  g_autoptr (GPtrArray) found = topos_reader_search (plain, &filter, 500, NULL, &error);
  stop (best, found != NULL ? found->len : 0, error);
  start ();
  ask_all (held, &filter, &counts, &error);
  stop (lists, (guint) counts.passages, error);
}

static void
ask_place (ToposReader *plain, const ToposPlaceRow *place, ToposDay last)
{
  g_auto (ToposFilter) filter = { 0 };
  g_autofree char *whole = g_strdup_printf ("passages of %s", place->name);
  g_autofree char *days = g_strdup_printf ("passages of %s, 30 days", place->name);
  GError *error = NULL;

  topos_filter_init (&filter);
  filter.place = place->id;
  start ();
  g_autoptr (GPtrArray) all = topos_reader_passages (plain, &filter, NULL, &error);
  stop (whole, all != NULL ? all->len : 0, error);
  filter.days = (ToposDateSpan){ last - 29, last };
  start ();
  g_autoptr (GPtrArray) some = topos_reader_passages (plain, &filter, NULL, &error);
  stop (days, some != NULL ? some->len : 0, error);
}

static void
ask_plain (ToposReader *plain, GPtrArray *places, GPtrArray *documents, ToposDay last)
{
  g_auto (ToposFilter) filter = { 0 };
  const ToposDocumentRow *document = documents->pdata[documents->len / 2];
  GError *error = NULL;
  int left = 0;

  topos_filter_init (&filter);
  ask_place (plain, places->pdata[0], last);
  ask_place (plain, places->pdata[places->len / 2], last);
  start ();
  g_autoptr (ToposDocument) open = topos_reader_document (plain, document->id, &error);
  stop ("a document in the reader", open != NULL ? open->passages->len : 0, error);
  start ();
  g_autoptr (GPtrArray) review = topos_reader_review (plain, &filter, 1000, &left, NULL, &error);
  stop ("names to check, of so many", (guint) left, error);
}

/* -------------------------------------------------------------------------- commands */

static void
turn_back (ToposLibrary *library, const char *what)
{
  GError *error = NULL;

  start ();
  g_autoptr (ToposStep) step = topos_library_undo (library, &error);
  stop (what, step != NULL ? (guint) step->count : 0, error);
}

/* The name that most mentions of `place` have, over the whole library. */
static void
change (const char *path, ToposReader *plain, ToposReader *held, GPtrArray *places)
{
  const ToposPlaceRow *most = places->pdata[0], *other = places->pdata[1];
  g_auto (ToposFilter) filter = { 0 };
  g_auto (ToposEditReport) report = { 0 };
  GError *error = NULL;
  ToposCounts counts;

  topos_filter_init (&filter);
  filter.place = most->id;
  g_autoptr (GPtrArray) passages = topos_reader_passages (plain, &filter, NULL, &error);
  const ToposPassageRow *passage = passages->pdata[0];
  const ToposMentionRow *mention = NULL;
  for (guint i = 0; i < passage->mentions->len; i++)
    if (g_array_index (passage->mentions, ToposMentionRow, i).place == most->id)
      mention = &g_array_index (passage->mentions, ToposMentionRow, i);

  start ();
  g_autoptr (ToposLibrary) library = topos_library_open (path, &error);
  stop ("opening for writing", 0, error);
  start ();
  topos_library_correct_place (library, NULL, mention->id, other->id, TOPOS_REACH_MENTION, &report, &error);
  stop ("correcting one mention", (guint) report.mentions, error);
  topos_filter_init (&filter);
  start ();
  ask_all (held, &filter, &counts, &error);
  stop ("lists and map after that", (guint) counts.passages_all, error);
  turn_back (library, "undoing that");
  topos_edit_report_clear (&report);
  start ();
  topos_library_correct_place (library, NULL, mention->id, other->id, TOPOS_REACH_LIBRARY, &report, &error);
  stop ("correcting a name in the whole library", (guint) report.mentions, error);
  turn_back (library, "undoing that");
  turn_back (library, "undoing the import, articles");
}

int
main (int argc, char **argv)
{
  static const char *const WORDS[] = { "th*", "b*", "br*", "bridge", "\"heavy rain\"", "bridge kabul",
                                       "Tervani", "report 4711" };
  g_auto (ToposFilter) filter = { 0 };
  GError *error = NULL;
  ToposCounts counts;
  struct rusage usage;

  if (argc < 2) {
    fprintf (stderr, "usage: questions LIBRARY [change]\n");
    return 2;
  }
  topos_filter_init (&filter);
  printf ("%-44s %8s %8s %10s\n", "", "wall, ms", "work, ms", "rows");
  start ();
  g_autoptr (ToposReader) plain = topos_reader_open (argv[1], &error);
  stop ("opening", 0, error);
  g_autoptr (ToposReader) held = topos_reader_open (argv[1], &error);
  topos_reader_hold (held);
  start ();
  ask_all (held, &filter, &counts, &error);
  stop ("lists and map for the first time", (guint) counts.passages_all, error);
  g_autoptr (GPtrArray) places = topos_reader_places (held, &filter, NULL, &error);
  g_autoptr (GPtrArray) documents = topos_reader_documents (held, &filter, NULL, &error);
  if (error != NULL || places->len < 2 || documents->len == 0) {
    fprintf (stderr, "There is too little in the library.\n");
    return 1;
  }
  const ToposDay last = ((ToposDocumentRow *) documents->pdata[0])->published.day;
  drag (held, &filter, last, "lists and map, a day dragged");
  filter.search = g_strdup ("bridge");
  drag (held, &filter, last, "the same, among what has a word");
  for (gsize i = 0; i < G_N_ELEMENTS (WORDS); i++)
    look_for (held, plain, WORDS[i]);
  ask_plain (plain, places, documents, last);
  getrusage (RUSAGE_SELF, &usage);
  printf ("%d documents, %d places, peak memory %.0f MB\n", counts.documents_all, counts.places_all,
          (double) usage.ru_maxrss / 1e3);
  if (argc > 2 && strcmp (argv[2], "change") == 0)
    change (argv[1], plain, held, places);
  return 0;
}
