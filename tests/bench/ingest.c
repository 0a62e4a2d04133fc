/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How fast files become a library, and how fast the library then answers:
 *
 *     ingest FOLDER [N]
 *
 * reads the articles of FOLDER over and over, made different by a line at their head, until
 * there are N (2000), with one worker and with one a core; then asks each question once. */
#include "engine/ingest.h"
#include "library/reader.h"

#include <glib/gstdio.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

static double
seconds (void)
{
  return (double) g_get_monotonic_time () / 1e6;
}

static double
processor_seconds (void)
{
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);
  return (double) (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec)
         + (double) (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}

static void
stop_on (GError *error)
{
  if (error == NULL)
    return;
  fprintf (stderr, "%s\n", error->message);
  exit (1);
}

/* Copies of the texts in `from`, each with a number before it. Their bytes in all. */
static gint64
make_articles (const char *from, const char *to, int n)
{
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  GDir *dir = g_dir_open (from, 0, NULL);
  gint64 bytes = 0;

  for (const char *name = dir ? g_dir_read_name (dir) : NULL; name; name = g_dir_read_name (dir)) {
    g_autofree char *path = g_build_filename (from, name, NULL);
    char *text = NULL;

    if (g_str_has_suffix (name, ".txt") && g_file_get_contents (path, &text, NULL, NULL))
      g_ptr_array_add (texts, text);
  }
  if (dir)
    g_dir_close (dir);
  for (int i = 0; texts->len > 0 && i < n; i++) {
    g_autofree char *path = g_strdup_printf ("%s/%06d.txt", to, i);
    g_autofree char *text = g_strdup_printf (
        "Date: %d September 2021\n\nReport number %d.\n\n%s", i % 30 + 1, i,
        (const char *) g_ptr_array_index (texts, (guint) i % texts->len));
    const size_t length = strlen (text);

    g_file_set_contents (path, text, (gssize) length, NULL);
    bytes += (gint64) length;
  }
  return bytes;
}

static void
measure_import (ToposEngine *engine, const char *folder, const char *path, int jobs,
                gint64 bytes)
{
  GError *error = NULL;
  g_autoptr (ToposLibrary) library = topos_library_open (path, &error);
  g_autoptr (ToposIngest) ingest = topos_ingest_new (engine);
  g_autoptr (GPtrArray) results = NULL;
  const double begun = seconds (), worked = processor_seconds ();

  stop_on (error);
  topos_ingest_set_jobs (ingest, jobs);
  topos_ingest_add (ingest, folder);
  topos_ingest_run (ingest, library, NULL, &results, &error);
  stop_on (error);

  const double took = seconds () - begun, work = processor_seconds () - worked;

  printf ("import, %d job%s: %u articles in %.2f s: %.0f a second (%.0f a second of processor), "
          "%.2f MB/s\n", jobs, jobs == 1 ? "" : "s", results->len, took, results->len / took,
          results->len / work, (double) bytes / took / 1e6);
}

static void
measure_questions (const char *path)
{
  GError *error = NULL;
  g_auto (ToposFilter) filter = { 0 };
  ToposCounts counts;
  g_autoptr (ToposReader) reader = topos_reader_open (path, &error);

  stop_on (error);
  topos_filter_init (&filter);
  for (int round = 0; round < 2; round++) {
    const char *what = round ? "ten days" : "everything";
    double begun = seconds ();
    g_autoptr (GPtrArray) places = topos_reader_places (reader, &filter, NULL, &error);

    printf ("%s: places %.0f ms", what, (seconds () - begun) * 1e3);
    begun = seconds ();
    g_autoptr (GArray) days = topos_reader_histogram (reader, &filter, NULL, &error);
    printf (", days %.0f ms", (seconds () - begun) * 1e3);
    begun = seconds ();
    topos_reader_counts (reader, &filter, &counts, NULL, &error);
    printf (", counts %.0f ms", (seconds () - begun) * 1e3);
    begun = seconds ();
    g_autoptr (GPtrArray) documents = topos_reader_documents (reader, &filter, NULL, &error);
    printf (", documents %.0f ms", (seconds () - begun) * 1e3);
    filter.search = g_strdup ("valley");
    begun = seconds ();
    g_autoptr (GPtrArray) found = topos_reader_search (reader, &filter, 100, NULL, &error);
    printf (", search %.0f ms", (seconds () - begun) * 1e3);
    g_clear_pointer (&filter.search, g_free);
    filter.place = places && places->len > 4
                       ? ((ToposPlaceRow *) g_ptr_array_index (places, places->len / 2))->id
                       : 0;
    begun = seconds ();
    g_autoptr (GPtrArray) passages = topos_reader_passages (reader, &filter, NULL, &error);
    printf (", a place's %u passages %.0f ms\n", passages ? passages->len : 0,
            (seconds () - begun) * 1e3);
    stop_on (error);
    filter.place = TOPOS_PLACE_NONE;
    filter.days = (ToposDateSpan){ topos_day_from_ymd (2021, 9, 5),
                                   topos_day_from_ymd (2021, 9, 14) };
  }
  printf ("%d documents, %d passages, %d places\n", counts.documents_all, counts.passages_all,
          counts.places_all);
}

int
main (int argc, char **argv)
{
  GError *error = NULL;
  const int n = argc > 2 ? atoi (argv[2]) : 2000;
  g_autofree char *folder = g_dir_make_tmp ("topos-ingest-XXXXXX", &error);
  g_autofree char *one = g_build_filename (folder, "one.topos", NULL);
  g_autofree char *all = g_build_filename (folder, "all.topos", NULL);
  g_autofree char *articles = g_build_filename (folder, "articles", NULL);
  g_autoptr (ToposEngine) engine = topos_engine_open (topos_data_dir (), &error);
  struct rusage usage;
  GStatBuf about;

  if (argc < 2) {
    fprintf (stderr, "usage: ingest FOLDER [N]\n");
    return 2;
  }
  stop_on (error);
  g_mkdir (articles, 0700);

  const gint64 bytes = make_articles (argv[1], articles, n);

  measure_import (engine, articles, one, 1, bytes);
  measure_import (engine, articles, all, (int) g_get_num_processors (), bytes);
  measure_questions (all);
  getrusage (RUSAGE_SELF, &usage);
  g_stat (all, &about);
  printf ("library %.1f MB for %.1f MB of text, peak memory %.0f MB, in %s\n",
          (double) about.st_size / 1e6, (double) bytes / 1e6, (double) usage.ru_maxrss / 1e3,
          folder);
  return 0;
}
