/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Prints the places of text files as JSON lines, one a file; or, with --times N, reads them N
 * times over and prints how many texts and characters a second that was, on one core.
 *
 *   read-places [--times N] FILE...
 *
 * The data is that of TOPOS_DATA_DIR. */

#include "annotations.h"
#include "geoparse/geoparse.h"
#include "text/segment.h"

#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

static ToposReading *
read_file (const ToposGeoparser *parser, const char *path, GError **error)
{
  char *body = NULL;
  gsize length = 0;

  if (!g_file_get_contents (path, &body, &length, error))
    return NULL;
  g_autofree char *raw = body;
  g_autoptr (ToposArticle) article =
    topos_article_new (g_utf8_make_valid (raw, (gssize) length), 0);
  article->length = strlen (article->body);
  ToposReading *reading = topos_text_read (article);
  topos_geoparse (parser, reading, NULL);
  return reading;
}

/* Processor time: what other programs do to the machine shall not count. */
static gint64
cpu_micros (void)
{
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);
  return (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * G_USEC_PER_SEC
         + usage.ru_utime.tv_usec + usage.ru_stime.tv_usec;
}

static void
tell_speed (guint texts, gsize bytes, gint64 micros)
{
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);
  g_print ("%u texts, %" G_GSIZE_FORMAT " bytes in %.2f s of one core: %.0f texts of 4,000 bytes a second; "
           "peak %ld MB\n", texts, bytes, (double) micros / 1e6,
           (double) bytes / 4000 / ((double) micros / 1e6), usage.ru_maxrss / 1024);
}

int
main (int argc, char **argv)
{
  const bool timed = argc > 2 && strcmp (argv[1], "--times") == 0;
  const int times = timed ? atoi (argv[2]) : 1, first = timed ? 3 : 1;
  g_autoptr (GError) error = NULL;
  g_autoptr (ToposGazetteer) gazetteer =
    topos_gazetteer_open_bundled (g_getenv ("TOPOS_DATA_DIR"), &error);
  g_autoptr (ToposGeoparser) parser =
    gazetteer ? topos_geoparser_open (gazetteer, g_getenv ("TOPOS_DATA_DIR"), &error) : NULL;
  const gint64 start = cpu_micros ();
  guint texts = 0;
  gsize bytes = 0;

  for (int i = 0; parser && i < times * (argc - first); i++) {
    const char *path = argv[first + i % (argc - first)];
    g_autoptr (ToposReading) reading = read_file (parser, path, &error);

    if (reading == NULL)
      break;
    texts++;
    bytes += reading->article->length;
    if (!timed) {
      g_autofree char *id = g_path_get_basename (path);
      g_autoptr (GString) json = g_string_new (NULL);
      annotations_append (json, gazetteer, id, reading);
      g_print ("%s", json->str);
    }
  }
  if (error != NULL) {
    g_printerr ("read-places: %s\n", error->message);
    return 1;
  }
  if (timed)
    tell_speed (texts, bytes, cpu_micros () - start);
  return 0;
}
