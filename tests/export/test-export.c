/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "kit.h"

#include "core/error.h"
#include "export/export.h"
#include "export/gather.h"
#include "export/pages.h"
#include "library/reader.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <locale.h>
#include <math.h>
#include <string.h>
#include <unistd.h>

/* What other programs say to our files; each is asked only where it is installed. */
static const struct {
  const char *name;
  const char *const argv[8];  /* FILE stands for the output */
  const char *says;           /* must be in what it prints, or NULL */
} JUDGES[] = {
  { "j.geojson", { "ogrinfo", "-al", "-so", "FILE" }, "Feature Count: " },
  { "j.kml", { "ogrinfo", "-al", "-so", "FILE" }, "Feature Count: " },
  { "j.kml", { "xmllint", "--noout", "FILE" }, NULL },
  { "j.gpx", { "ogrinfo", "-al", "-so", "FILE", "waypoints" }, "Feature Count: " },
  { "j.gpx", { "xmllint", "--noout", "FILE" }, NULL },
  { "j.csv", { "ogrinfo", "-al", "-so", "FILE" }, "Feature Count: " },
  { "j.svg", { "xmllint", "--noout", "--huge", "FILE" }, NULL },
  { "j.svg", { "rsvg-convert", "-f", "pdf", "FILE" }, NULL },
  { "j.png", { "pngcheck", "-q", "FILE" }, NULL },
  { "j.pdf", { "pdftotext", "FILE", "-" }, "Kabul" },
  { "j.pdf", { "pdfinfo", "FILE" }, "Topos" },
  { "j.html", { "xmllint", "--html", "--noout", "FILE" }, NULL },
};

static void
ask_judge (size_t i, const char *path)
{
  g_autoptr (GPtrArray) argv = g_ptr_array_new ();
  g_autofree char *out = NULL, *err = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *found = g_find_program_in_path (JUDGES[i].argv[0]);
  int status = 0;

  if (found == NULL) {
    g_test_message ("NOT CHECKED: %s is not installed, %s stays unjudged", JUDGES[i].argv[0],
                    JUDGES[i].name);
    return;
  }
  for (int a = 0; JUDGES[i].argv[a] != NULL; a++)
    g_ptr_array_add (argv, (char *) (g_str_equal (JUDGES[i].argv[a], "FILE") ? path
                                                                            : JUDGES[i].argv[a]));
  g_ptr_array_add (argv, NULL);
  g_spawn_sync (NULL, (char **) argv->pdata, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &out, &err,
                &status, &error);
  g_assert_no_error (error);
  g_test_message ("%s %s: %d %s", JUDGES[i].argv[0], JUDGES[i].name, status, err);
  if (!g_str_has_suffix (JUDGES[i].name, ".html"))  /* libxml2's HTML knows no HTML 5 elements */
    g_assert_cmpint (status, ==, 0);
  g_assert_null (strstr (err, "rror 1"));
  if (JUDGES[i].says != NULL)
    g_assert_nonnull (strstr (out, JUDGES[i].says));
}

static void
test_judges (void)
{
  ToposPicture picture = kit_picture ();

  picture.title = (char *) "Fünf Täler & <ein> \"Krieg\"";
  picture.numbered = true;
  for (size_t i = 0; i < G_N_ELEMENTS (JUDGES); i++) {
    g_autofree char *path = kit_output (JUDGES[i].name);
    g_autoptr (GBytes) file = kit_export (JUDGES[i].name, NULL, &picture, NULL);
    g_assert_cmpuint (g_bytes_get_size (file), >, 0);
    ask_judge (i, path);
  }
}

/* The same bytes twice, in another locale, and with the clock of another day. */
static void
test_same_bytes (void)
{
  static const char *const names[] = { "s.png", "s.svg", "s.pdf", "s.geojson", "s.kml", "s.gpx", "s.csv",
                                       "s.passages.csv", "s.mentions.csv", "s.html" };
  const ToposPicture picture = kit_picture ();

  for (size_t i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autoptr (GBytes) once = kit_export (names[i], NULL, &picture, NULL);
    g_assert_nonnull (setlocale (LC_ALL, "de_DE.UTF-8"));
    g_setenv ("TZ", "Asia/Kabul", TRUE);
    g_usleep (1100000 / G_N_ELEMENTS (names));
    g_autoptr (GBytes) twice = kit_export (names[i], NULL, &picture, NULL);
    setlocale (LC_ALL, "C.UTF-8");
    g_setenv ("TZ", "UTC", TRUE);
    g_test_message ("%s", names[i]);
    g_assert_true (g_bytes_equal (once, twice));
  }
}

/* Under fifty filters the files tell as many places and passages as the library answers. */
static void
test_counts (void)
{
  static const char *const words[] = { "Taliban", "valley", "road", "Kabul", "nothing at all" };
  g_autoptr (GError) error = NULL;
  g_autoptr (ToposReader) reader = topos_reader_open (kit_library, &error);
  uint64_t seed = 5;

  g_assert_no_error (error);
  for (int round = 0; round < 50; round++) {
    g_auto (ToposFilter) filter;
    topos_filter_init (&filter);
    const ToposDay day = topos_day_from_ymd (2021, 8, 14) + (int) (kit_unit (&seed) * 24);
    if (kit_unit (&seed) < 0.6)
      filter.days = (ToposDateSpan){ day, day + (int) (kit_unit (&seed) * 9) };
    if (kit_unit (&seed) < 0.3)
      filter.search = g_strdup (words[(int) (kit_unit (&seed) * G_N_ELEMENTS (words))]);
    if (kit_unit (&seed) < 0.3)
      filter.box = (ToposBox){ 60 + kit_unit (&seed) * 9, 30, 72, 40 };
    filter.clock = kit_unit (&seed) < 0.5 ? TOPOS_CLOCK_EVENT : TOPOS_CLOCK_PUBLISHED;

    g_autoptr (GPtrArray) places = topos_reader_places (reader, &filter, NULL, &error);
    g_assert_no_error (error);
    g_autoptr (GPtrArray) passages = topos_reader_passages (reader, &filter, NULL, &error);
    g_assert_no_error (error);
    ToposExportReport report;
    g_autoptr (GBytes) geojson = kit_export ("c.geojson", &filter, NULL, &report);
    g_assert_cmpint (report.places, ==, (int) places->len);
    g_assert_cmpint (report.passages, ==, (int) passages->len);
    g_assert_cmpint (kit_count (kit_text (geojson), "\"type\":\"Feature\""), ==, (int) places->len);
    int texts = 0;
    for (guint i = 0; i < places->len; i++)
      texts += ((ToposPlaceRow *) places->pdata[i])->passages;
    g_assert_cmpint (kit_count (kit_text (geojson), "\"confidence\":"), ==, texts);
    g_autoptr (GBytes) csv = kit_export ("c.csv", &filter, NULL, NULL);
    g_assert_cmpint (kit_count (kit_text (csv), "\r\n"), ==, (int) places->len + 1);
    g_autoptr (GBytes) gpx = kit_export ("c.gpx", &filter, NULL, NULL);
    g_assert_cmpint (kit_count (kit_text (gpx), "<wpt "), ==, (int) places->len);
    g_autoptr (GBytes) kml = kit_export ("c.kml", &filter, NULL, NULL);
    g_assert_cmpint (kit_count (kit_text (kml), "<Placemark "), ==, (int) places->len);
  }
}

/* The PNG says its resolution, its title and how to make it again. */
static void
test_png (void)
{
  ToposPicture picture = kit_picture ();
  g_autoptr (GBytes) with_date = NULL;

  picture.title = (char *) "Ein Titel";
  picture.dpi = 150;
  g_autoptr (GBytes) file = kit_export ("p.png", NULL, &picture, NULL);
  gsize length;
  const guint8 *const bytes = g_bytes_get_data (file, &length);
  const guint8 *const phys = memmem (bytes, length, "pHYs", 4);
  g_assert_nonnull (phys);
  g_assert_cmpint (phys[4] << 24 | phys[5] << 16 | phys[6] << 8 | phys[7], ==, 5906);
  g_assert_nonnull (memmem (bytes, length, "Ein Titel", 9));
  g_assert_nonnull (memmem (bytes, length, "\"program\":\"Topos\"", 17));
  g_assert_null (memmem (bytes, length, "Creation Time", 13));
  g_setenv ("SOURCE_DATE_EPOCH", "86400", TRUE);
  with_date = kit_export ("p.png", NULL, &picture, NULL);
  g_unsetenv ("SOURCE_DATE_EPOCH");
  g_assert_nonnull (memmem (g_bytes_get_data (with_date, NULL), g_bytes_get_size (with_date),
                            "1970-01-02T00:00:00Z", 20));
}

static void
expect (const char *path, const ToposPicture *picture, int code)
{
  const ToposExportJob job = { kit_library, NULL, path, kit_data_dir (), picture };
  g_autoptr (GError) error = NULL;

  g_assert_false (topos_export (&job, NULL, NULL, &error));
  g_test_message ("%s", error != NULL ? error->message : "no error");
  g_assert_error (error, TOPOS_ERROR, code);
}

/* That the failure's sentence holds the words. */
static void
expect_words (const char *to, const ToposPicture *picture, const char *words)
{
  const ToposExportJob job = { kit_library, NULL, to, kit_data_dir (), picture };
  g_autoptr (GError) error = NULL;

  g_assert_false (topos_export (&job, NULL, NULL, &error));
  g_assert_nonnull (strstr (error->message, words));
}

/* Whatever fails, the old file is as it was and nothing half-made lies beside it. */
static void
test_failures (void)
{
  g_autofree char *old = kit_output ("old.png"), *closed = kit_output ("closed"), *kept = NULL;
  g_autofree char *inside = g_build_filename (closed, "x.csv", NULL);
  g_autofree char *nowhere = kit_output ("none/x.csv"), *strange = kit_output ("x.docx");
  ToposPicture picture = kit_picture ();
  GDir *dir;
  int files = 0;

  g_file_set_contents (old, "the old picture", -1, NULL);
  picture.width = picture.height = 20000;
  expect (old, &picture, TOPOS_ERROR_USAGE);
  picture = kit_picture ();
  picture.basemap = (char *) "/nowhere/map.mbtiles";
  g_assert_cmpint (g_mkdir (closed, 0500), ==, 0);
  {
    const ToposExportJob job = { kit_library, NULL, old, kit_data_dir (), &picture };
    g_autoptr (GError) error = NULL;
    g_assert_false (topos_export (&job, NULL, NULL, &error));
    g_assert_nonnull (error);
  }
  picture = kit_picture ();
  picture.user_maps = (char *[]){ (char *) "/nowhere/own.mbtiles", NULL };
  expect_words (old, &picture, "/nowhere/own.mbtiles");
  expect (nowhere, NULL, TOPOS_ERROR_OUTPUT);
  expect (strange, NULL, TOPOS_ERROR_USAGE);
  if (geteuid () != 0)
    expect (inside, NULL, TOPOS_ERROR_OUTPUT);
  expect ("/dev/full/x.csv", NULL, TOPOS_ERROR_OUTPUT);
  g_file_get_contents (old, &kept, NULL, NULL);
  g_assert_cmpstr (kept, ==, "the old picture");
  dir = g_dir_open (kit_folder, 0, NULL);
  for (const char *name; (name = g_dir_read_name (dir)) != NULL;)
    files += strstr (name, "old.png") != NULL;
  g_dir_close (dir);
  g_assert_cmpint (files, ==, 1);
}

static void
assert_same_summary (const ToposFilter *filter)
{
  const ToposExportJob job = { kit_library, filter, "", kit_data_dir (), NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (ToposGathered) all = topos_gather (&job, TOPOS_GATHER_PASSAGES, NULL, &error);
  g_autoptr (ToposGathered) counted = topos_gather (&job, TOPOS_GATHER_COUNTS, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (counted->passages->len, ==, 0);
  g_assert_cmpint (counted->n_passages, ==, (int) all->passages->len);
  g_assert_cmpint (counted->documents, ==, all->documents);
  g_assert_cmpstr (counted->summary, ==, all->summary);
}

static char *
sources_of (const ToposFilter *filter, bool numbered)
{
  ToposPicture picture = kit_picture ();
  const ToposExportJob job = { kit_library, filter, "", kit_data_dir (), &picture };
  g_autoptr (GError) error = NULL;

  picture.numbered = numbered;
  ToposPages *const pages = topos_pages_new (&job, NULL, &error);

  g_assert_no_error (error);
  g_auto (GStrv) sources = topos_pages_sources (pages);

  topos_pages_free (pages);
  return g_strjoinv ("\n", sources);
}

/* A numbered picture reads the passages, another one counts them. */
static void
assert_same_sources (const ToposFilter *filter)
{
  g_autofree char *read = sources_of (filter, true), *asked = sources_of (filter, false);

  g_assert_cmpstr (asked, ==, read);
}

/* Counting the passages comes to the same as reading them. */
static void
test_counted (void)
{
  static const char *const SEARCHES[] = { NULL, "fighters", "panjshir", "nowhere" };
  const ToposDay first = topos_day_from_ymd (2021, 8, 30);

  for (size_t i = 0; i < G_N_ELEMENTS (SEARCHES); i++)
    for (int days = 0; days < 12; days += 3) {
      g_auto (ToposFilter) filter;

      topos_filter_init (&filter);
      filter.search = g_strdup (SEARCHES[i]);
      if (days > 0)
        filter.days = (ToposDateSpan){ first, first + days };
      for (int clock = 0; clock < 2; clock++) {
        filter.clock = clock ? TOPOS_CLOCK_PUBLISHED : TOPOS_CLOCK_EVENT;
        assert_same_summary (&filter);
        assert_same_sources (&filter);
      }
    }
}

/* A link stays one, and what it leads to is written; what is no file is left alone. */
static void
test_links (void)
{
  static const char *const ENDINGS[] = { "csv", "geojson", "gpkg" };

  for (size_t i = 0; i < G_N_ELEMENTS (ENDINGS); i++) {
    g_autofree char *name = g_strconcat ("linked.", ENDINGS[i], NULL);
    g_autofree char *link = kit_output (name), *target = kit_output ("target");
    g_autofree char *device_name = g_strconcat ("device.", ENDINGS[i], NULL);
    g_autofree char *device = kit_output (device_name);

    g_assert_true (g_file_set_contents (target, "old", -1, NULL));
    g_assert_cmpint (symlink ("target", link), ==, 0);
    g_bytes_unref (kit_export (name, NULL, NULL, NULL));
    g_assert_true (g_file_test (link, G_FILE_TEST_IS_SYMLINK));
    g_autofree char *written = NULL;

    g_assert_true (g_file_get_contents (target, &written, NULL, NULL));
    g_assert_cmpstr (written, !=, "old");
    g_assert_cmpint (symlink ("/dev/null", device), ==, 0);
    expect (device, NULL, TOPOS_ERROR_OUTPUT);
  }
}

static void
test_cancelled (void)
{
  g_autofree char *path = kit_output ("cancelled.csv");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  const ToposExportJob job = { kit_library, NULL, path, kit_data_dir (), NULL };

  g_cancellable_cancel (cancellable);
  g_assert_false (topos_export (&job, NULL, cancellable, &error));
  g_assert_error (error, TOPOS_ERROR, TOPOS_ERROR_CANCELLED);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
}

static const struct {
  const char *size;
  double dpi;
  int width;
  int height;
} SIZES[] = {
  { "4000x3000", 0, 4000, 3000 }, { "a4", 300, 2480, 3508 }, { "A3-landscape", 300, 4961, 3508 },
  { "a4-landscape", 0, 3508, 2480 }, { "a4", 150, 1240, 1754 }, { "a5x", 0, 0, 0 },
  { "100", 0, 0, 0 }, { "100x", 0, 0, 0 }, { "-5x100", 0, 0, 0 }, { "0x0", 0, 0, 0 },
  { "40000x100", 0, 0, 0 }, { "99999999999999999999x10", 0, 0, 0 }, { "100x200x300", 0, 0, 0 },
};

static void
test_sizes (void)
{
  for (size_t i = 0; i < G_N_ELEMENTS (SIZES); i++) {
    g_autoptr (GError) error = NULL;
    ToposPicture picture;
    topos_picture_init (&picture);
    picture.dpi = SIZES[i].dpi;
    g_test_message ("%s", SIZES[i].size);
    if (SIZES[i].width == 0) {
      g_assert_false (topos_picture_set_size (&picture, SIZES[i].size, &error));
      g_assert_error (error, TOPOS_ERROR, TOPOS_ERROR_USAGE);
      continue;
    }
    g_assert_true (topos_picture_set_size (&picture, SIZES[i].size, &error));
    g_assert_cmpint (picture.width, ==, SIZES[i].width);
    g_assert_cmpint (picture.height, ==, SIZES[i].height);
  }
}

/* Generalised, no finer coordinate leaves, and the file says so. */
static void
test_generalised (void)
{
  ToposPicture picture = kit_picture ();
  uint64_t seed = 11;

  for (int i = 0; i < 2000; i++) {
    const ToposPoint at = { kit_unit (&seed) * 160 - 80, kit_unit (&seed) * 358 - 179 };
    const ToposPoint coarse = topos_generalise (at, 5), again = topos_generalise (coarse, 5);
    g_assert_cmpfloat (topos_geo_distance_km (at, coarse), <, 4);
    g_assert_cmpfloat (fabs (coarse.lat - again.lat), <, 1e-9);
    g_assert_cmpfloat (fabs (coarse.lon - again.lon), <, 1e-9);
  }
  picture.generalise_km = 5;
  g_autoptr (GBytes) fine = kit_export ("g.mentions.csv", NULL, NULL, NULL);
  g_assert_nonnull (strstr (kit_text (fine), "34.52813"));
  g_autoptr (GBytes) csv = kit_export ("g.mentions.csv", NULL, &picture, NULL);
  g_assert_null (strstr (kit_text (csv), "34.528"));
  g_autoptr (GBytes) geojson = kit_export ("g.geojson", NULL, &picture, NULL);
  g_assert_null (strstr (kit_text (geojson), "34.528"));
  g_assert_nonnull (strstr (kit_text (geojson), "Locations generalised to 5 km"));
}

/* The page asks nobody for anything: no address in it is loaded. */
static void
test_html (void)
{
  ToposPicture picture = kit_picture ();

  g_autoptr (GBytes) file = kit_export ("h.html", NULL, &picture, NULL);
  const char *const html = kit_text (file);
  g_assert_null (strstr (html, "src="));
  g_assert_null (strstr (html, "http:"));
  g_assert_null (strstr (html, "https:"));
  g_assert_null (strstr (html, "url("));
  g_assert_null (strstr (html, "@import"));
  g_assert_nonnull (strstr (html, "data-place"));
  g_assert_nonnull (strstr (html, "Kabul"));
}

/* A headline that a spreadsheet would run, and text that a browser would: both stay text. */
static void
test_nasty (void)
{
  ToposPicture picture = kit_picture ();
  g_autoptr (GBytes) csv = kit_export ("n.passages.csv", NULL, NULL, NULL);
  g_assert_nonnull (strstr (kit_text (csv), "\"'=HYPERLINK(\"\"x\"\",\"\"y\"\")\""));
  g_assert_nonnull (strstr (kit_text (csv), "\"'@Outlet & <Sons>\""));
  g_assert_null (strstr (kit_text (csv), ",=HYPERLINK"));
  g_autoptr (GBytes) html = kit_export ("n.html", NULL, &picture, NULL);
  g_assert_null (strstr (kit_text (html), "<b>officials"));
  g_assert_nonnull (strstr (kit_text (html), "&lt;/script&gt;&lt;b&gt;officials"));
  g_assert_cmpint (kit_count (kit_text (html), "</script>"), ==, 1);
  g_autoptr (GBytes) kml = kit_export ("n.kml", NULL, NULL, NULL);
  g_assert_null (strstr (kit_text (kml), "<b>officials"));
  g_assert_nonnull (strstr (kit_text (kml), "&amp;lt;b&amp;gt;officials"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  kit_open ();
  g_test_add_func ("/export/judges", test_judges);
  g_test_add_func ("/export/same-bytes", test_same_bytes);
  g_test_add_func ("/export/counts", test_counts);
  g_test_add_func ("/export/png", test_png);
  g_test_add_func ("/export/failures", test_failures);
  g_test_add_func ("/export/links", test_links);
  g_test_add_func ("/export/counted", test_counted);
  g_test_add_func ("/export/cancelled", test_cancelled);
  g_test_add_func ("/export/sizes", test_sizes);
  g_test_add_func ("/export/generalised", test_generalised);
  g_test_add_func ("/export/html", test_html);
  g_test_add_func ("/export/nasty", test_nasty);
  const int result = g_test_run ();
  kit_close ();
  return result;
}
