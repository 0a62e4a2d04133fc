/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/error.h"
#include "gazetteer/build.h"
#include "text/fold.h"

#include <archive.h>
#include <archive_entry.h>
#include <glib/gstdio.h>
#include <string.h>

static char *folder;

static char *
write_file (const char *name, const char *text)
{
  char *path = g_build_filename (folder, name, NULL);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  return path;
}

static ToposGazetteer *
built (const char *const *inputs, const char *name, ToposGazetteerReport *report)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GError) error = NULL;
  ToposGazetteer *gazetteer;

  g_assert_true (topos_gazetteer_build (inputs, path, report, &error));
  g_assert_no_error (error);
  gazetteer = topos_gazetteer_open (path, &error);
  g_assert_no_error (error);
  return gazetteer;
}

static guint
find (const ToposGazetteer *gazetteer, const char *name, ToposPlace *place)
{
  g_autofree char *key = topos_fold (name, -1);
  ToposNameHit hits[8];
  const guint n = topos_gazetteer_find (gazetteer, key, strlen (key), hits, G_N_ELEMENTS (hits));

  if (n > 0)
    topos_gazetteer_get (gazetteer, hits[0].place, place);
  return n;
}

static const char TOWNS[] =
  "# credit: Made for a test\n"
  "id,name,kind,lat,lon,country,code,in,population,names,note\n"
  "11,Freedonia,country,10,20,FD,FD,,9000,Fredonia,\n"
  "12,North Province,province,11,20,FD,FD.1,FD,5000,,\n"
  ",\"Quoted, Town\",town,11.5,20.5,FD,,FD.1.77,400,\"Q-Town|St. Quote\",\"by \"\"hand\"\"\"\n"
  ",Far,town,123,20,FD,,FD.1,400,,\n"
  ",,town,12,20,FD,,FD.1,400,,\n"
  ",Odd,town,abc,20,FD,,FD.1,400,,\n"
  ",Coded,town,12,20,FREE,,FD.1,400,,\n";

static void
test_table (void)
{
  g_autofree char *path = write_file ("towns.csv", TOWNS);
  g_auto (ToposGazetteerReport) report = { 0 };
  g_autoptr (ToposGazetteer) gazetteer = built ((const char *[]) { path, NULL }, "a.gaz", &report);
  g_autofree char *where = NULL;
  g_autofree char *credits = topos_gazetteer_credits (gazetteer, 0);
  g_auto (GStrv) names = NULL;
  ToposPlace place;

  g_assert_cmpint (report.rows, ==, 7);
  g_assert_cmpint (report.bad_rows, ==, 4);
  g_assert_cmpint (report.places, ==, 3);
  g_assert_cmpstr (report.bad[0], ==,
                   "towns.csv, row 6: the point lies beyond the poles or the 180th meridian");
  g_assert_cmpuint (find (gazetteer, "QUOTED TOWN", &place), ==, 1);
  g_assert_cmpstr (place.note, ==, "by \"hand\"");
  g_assert_cmpuint (place.geonameid, ==, 0);
  g_assert_cmpuint (place.id >> 32, ==, 1);
  where = topos_gazetteer_where (gazetteer, place.id);
  g_assert_cmpstr (where, ==, "North Province, Freedonia");
  names = topos_gazetteer_names (gazetteer, place.id);
  g_assert_cmpuint (g_strv_length (names), ==, 3);
  g_assert_cmpstr (names[0], ==, "Quoted, Town");
  g_assert_cmpuint (find (gazetteer, "saint quote", &place), ==, 1);
  g_assert_cmpuint (find (gazetteer, "north", &place), ==, 1);
  g_assert_cmpuint (topos_gazetteer_country (gazetteer, "fd"), ==, 11);
  g_assert_true (topos_gazetteer_is_inside (gazetteer, 12, 11));
  g_assert_false (topos_gazetteer_is_inside (gazetteer, 11, 12));
  g_assert_cmpstr (credits, ==, "Made for a test\n");
  g_assert_true (topos_gazetteer_has_longer (gazetteer, "quoted", 6));
  g_assert_false (topos_gazetteer_has_longer (gazetteer, "town", 4));
}

#define TAB "\t"
static const char GEONAMES[] =
  "21" TAB "Andorra" TAB "Andorra" TAB "" TAB "42.5" TAB "1.5" TAB "A" TAB "PCLI" TAB "AD" TAB TAB
  TAB TAB TAB TAB "84000" TAB TAB TAB "Europe/Andorra" TAB "2018-06-06\n"
  "22" TAB "Encamp" TAB "Encamp" TAB "" TAB "42.53" TAB "1.63" TAB "A" TAB "ADM1" TAB "AD" TAB TAB
  "03" TAB TAB TAB TAB "13000" TAB TAB TAB "Europe/Andorra" TAB "2018-06-06\n"
  "23" TAB "Pas de la Casa" TAB "Pas de la Casa" TAB "Pas de la Kasa,Пас" TAB "42.54277" TAB
  "1.73361" TAB "P" TAB "PPL" TAB "AD" TAB TAB "03" TAB TAB TAB TAB "2363" TAB TAB "2106" TAB
  "Europe/Andorra" TAB "2008-06-09\n"
  "x" TAB "Bad" TAB "Bad" TAB "" TAB "1" TAB "2" TAB "P" TAB "PPL" TAB "AD" TAB TAB TAB TAB TAB TAB
  "0" TAB TAB TAB TAB "\n";
static const char ALTERNATES[] =
  "1" TAB "23" TAB "fr" TAB "Pas de la Case" TAB TAB TAB TAB TAB TAB "\n"
  "2" TAB "23" TAB "link" TAB "https://example.org" TAB TAB TAB TAB TAB TAB "\n"
  "3" TAB "99" TAB "fr" TAB "Nowhere" TAB TAB TAB TAB TAB TAB "\n"
  "4" TAB "21" TAB "abbr" TAB "A.N.D." TAB TAB TAB TAB TAB TAB "\n";

/* A zip of one table and a readme, as GeoNames gives them out. */
static char *
write_zip (const char *name, const char *table)
{
  char *path = g_build_filename (folder, name, NULL);
  const char *const entries[][2] = { { "readme.txt", "not a table" }, { "AD.txt", table } };
  struct archive *archive = archive_write_new ();

  archive_write_set_format_zip (archive);
  g_assert_cmpint (archive_write_open_filename (archive, path), ==, ARCHIVE_OK);
  for (gsize i = 0; i < G_N_ELEMENTS (entries); i++) {
    struct archive_entry *entry = archive_entry_new ();

    archive_entry_set_pathname (entry, entries[i][0]);
    archive_entry_set_size (entry, (la_int64_t) strlen (entries[i][1]));
    archive_entry_set_filetype (entry, AE_IFREG);
    archive_entry_set_perm (entry, 0644);
    g_assert_cmpint (archive_write_header (archive, entry), ==, ARCHIVE_OK);
    archive_write_data (archive, entries[i][1], strlen (entries[i][1]));
    archive_entry_free (entry);
  }
  archive_write_free (archive);
  return path;
}

static void
test_geonames (void)
{
  g_autofree char *main_table = write_zip ("AD.zip", GEONAMES);
  g_autofree char *alternates = write_file ("alternateNamesV2.txt", ALTERNATES);
  g_autofree char *hierarchy = write_file ("hierarchy.txt", "22\t23\tADM\n");
  g_auto (ToposGazetteerReport) report = { 0 };
  g_autoptr (ToposGazetteer) gazetteer =
    built ((const char *[]) { main_table, alternates, hierarchy, NULL }, "b.gaz", &report);
  g_autofree char *where = NULL;
  ToposPlace place;

  g_assert_cmpint (report.bad_rows, ==, 1);
  g_assert_cmpstr (report.bad[0], ==, "AD.txt, row 4: the first column is not an id");
  g_assert_cmpuint (find (gazetteer, "Пас", &place), ==, 1);
  g_assert_cmpuint (place.geonameid, ==, 23);
  g_assert_cmpuint (find (gazetteer, "pas de la case", &place), ==, 1);
  g_assert_cmpuint (find (gazetteer, "Nowhere", &place), ==, 0);
  g_assert_cmpuint (find (gazetteer, "AND", &place), ==, 1);
  g_assert_cmpuint (place.kind, ==, TOPOS_PLACE_COUNTRY);
  where = topos_gazetteer_where (gazetteer, 23);
  g_assert_cmpstr (where, ==, "Encamp, Andorra");
}

static void
test_geojson (void)
{
  g_autofree char *path = write_file ("own.geojson",
    "{\"type\":\"FeatureCollection\",\"features\":["
    "{\"type\":\"Feature\",\"geometry\":{\"type\":\"Point\",\"coordinates\":[69.5,35.25]},"
    "\"properties\":{\"name\":\"Checkpoint 7\",\"names\":[\"CP7\",\"Post Seven\"]}},"
    "{\"type\":\"Feature\",\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[[1,2],[3,2],[3,6],[1,2]]]},"
    "\"properties\":{\"name\":\"Zone\",\"kind\":\"region\"}},"
    "{\"type\":\"Feature\",\"geometry\":null,\"properties\":{}}]}");
  g_auto (ToposGazetteerReport) report = { 0 };
  g_autoptr (ToposGazetteer) gazetteer = built ((const char *[]) { path, NULL }, "c.gaz", &report);
  ToposPlace place;

  g_assert_cmpint (report.bad_rows, ==, 1);
  g_assert_cmpuint (find (gazetteer, "post seven", &place), ==, 1);
  g_assert_cmpfloat (place.point.lat, ==, 35.25);
  g_assert_cmpuint (find (gazetteer, "zone", &place), ==, 1);
  g_assert_cmpfloat (place.box.north, ==, 6);
  g_assert_cmpfloat (place.point.lon, ==, 2);
}

/* An own file names anew a place of the file below, and its own places win. */
static void
test_layers (void)
{
  g_autofree char *below = write_file ("below.csv", TOWNS);
  g_autofree char *above = write_file ("above.csv",
    "id,name,kind,lat,lon,in,names\n12,,,,,,Upland\n,Q-Town,town,-5,-6,11,\n");
  g_auto (ToposGazetteerReport) report = { 0 };
  g_autoptr (ToposGazetteer) gazetteer = built ((const char *[]) { below, NULL }, "d.gaz", NULL);
  g_autoptr (ToposGazetteer) own = built ((const char *[]) { above, NULL }, "e.gaz", &report);
  g_autofree char *path = g_build_filename (folder, "e.gaz", NULL);
  g_autoptr (GError) error = NULL;
  ToposPlace place;

  g_assert_cmpuint (find (own, "upland", &place), ==, 0);
  g_assert_true (topos_gazetteer_add_layer (gazetteer, path, &error));
  g_assert_cmpuint (topos_gazetteer_n_layers (gazetteer), ==, 2);
  g_assert_cmpuint (find (gazetteer, "upland", &place), ==, 1);
  g_assert_cmpstr (place.name, ==, "North Province");
  g_assert_cmpuint (find (gazetteer, "Q Town", &place), ==, 2);
  g_assert_cmpfloat (place.point.lat, ==, -5);
}

/* A hundred thousand made-up places: some of their ids' hashes meet, yet all stay apart. */
static void
test_many (void)
{
  GString *text = g_string_new ("key,name,lat,lon\n");
  g_auto (ToposGazetteerReport) report = { 0 };
  g_autofree char *path = NULL;

  for (int i = 0; i < 100000; i++)
    g_string_append_printf (text, "k%d,Place %d,1,2\n", i, i);
  path = write_file ("many.csv", text->str);
  topos_gazetteer_unref (built ((const char *[]) { path, NULL }, "many.gaz", &report));
  g_assert_cmpint (report.places, ==, 100000);
  g_string_free (text, TRUE);
}

static void
test_same_bytes (void)
{
  g_autofree char *path = write_file ("same.csv", TOWNS);
  g_autofree char *first_path = g_build_filename (folder, "first.gaz", NULL);
  g_autofree char *again_path = g_build_filename (folder, "again.gaz", NULL);
  g_autofree char *a = NULL;
  g_autofree char *b = NULL;
  gsize a_length;
  gsize b_length;

  topos_gazetteer_unref (built ((const char *[]) { path, NULL }, "first.gaz", NULL));
  topos_gazetteer_unref (built ((const char *[]) { path, NULL }, "again.gaz", NULL));
  g_assert_true (g_file_get_contents (first_path, &a, &a_length, NULL));
  g_assert_true (g_file_get_contents (again_path, &b, &b_length, NULL));
  g_assert_cmpmem (a, a_length, b, b_length);
}

/* Every cut and every flipped byte is told in a sentence, and none is a crash. */
static void
test_damage (void)
{
  g_autofree char *table = write_file ("whole.csv", TOWNS);
  g_autofree char *path = g_build_filename (folder, "whole.gaz", NULL);
  g_autofree char *hurt = g_build_filename (folder, "hurt.gaz", NULL);
  g_autofree char *bytes = NULL;
  gsize length;

  topos_gazetteer_unref (built ((const char *[]) { table, NULL }, "whole.gaz", NULL));
  g_assert_true (g_file_get_contents (path, &bytes, &length, NULL));
  for (gsize i = 0; i < 2 * length; i += i < 2 * 300 ? 1 : 7) {
    const gsize at = i / 2;
    const char kept = bytes[at];
    g_autoptr (GError) error = NULL;
    g_autoptr (ToposGazetteer) opened = NULL;

    if (i % 2 == 0)
      bytes[at] ^= (char) (1 << (at % 8));
    g_assert_true (g_file_set_contents (hurt, bytes, (gssize) (i % 2 == 0 ? length : at), NULL));
    bytes[at] = kept;
    opened = topos_gazetteer_open (hurt, &error);
    g_assert_null (opened);
    g_assert_error (error, TOPOS_ERROR, TOPOS_ERROR_DATA);
    g_assert_nonnull (strstr (error->message, "hurt.gaz"));
  }
}

static void
test_bad_inputs (void)
{
  static const struct { const char *name; const char *text; } INPUTS[] = {
    { "nothing.csv", "a,b\n1,2\n" },
    { "broken.geojson", "{\"type\":" },
    { "list.geojson", "{\"features\":7}" },
  };
  g_autofree char *out = g_build_filename (folder, "never.gaz", NULL);
  g_autofree char *missing = g_build_filename (folder, "missing.csv", NULL);
  g_autoptr (GError) gone = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (INPUTS); i++) {
    g_autofree char *path = write_file (INPUTS[i].name, INPUTS[i].text);
    g_autoptr (GError) error = NULL;

    g_assert_false (topos_gazetteer_build ((const char *[]) { path, NULL }, out, NULL, &error));
    g_assert_error (error, TOPOS_ERROR, TOPOS_ERROR_INPUT);
  }
  g_assert_false (topos_gazetteer_build ((const char *[]) { missing, NULL }, out, NULL, &gone));
  g_assert_error (gone, TOPOS_ERROR, TOPOS_ERROR_INPUT);
  g_assert_false (g_file_test (out, G_FILE_TEST_EXISTS));
}

static void
test_no_folder (void)
{
  g_autofree char *table = write_file ("room.csv", TOWNS);
  g_autofree char *path = g_build_filename (folder, "no-such-folder", "room.gaz", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_false (topos_gazetteer_build ((const char *[]) { table, NULL }, path, NULL, &error));
  g_assert_error (error, TOPOS_ERROR, TOPOS_ERROR_OUTPUT);
}

int
main (int argc, char **argv)
{
  int status;
  g_autoptr (GDir) dir = NULL;
  const char *name;

  g_test_init (&argc, &argv, NULL);
  folder = g_dir_make_tmp ("topos-gazetteer-XXXXXX", NULL);
  g_test_add_func ("/gazetteer/build/table", test_table);
  g_test_add_func ("/gazetteer/build/geonames", test_geonames);
  g_test_add_func ("/gazetteer/build/geojson", test_geojson);
  g_test_add_func ("/gazetteer/build/layers", test_layers);
  g_test_add_func ("/gazetteer/build/many", test_many);
  g_test_add_func ("/gazetteer/build/same-bytes", test_same_bytes);
  g_test_add_func ("/gazetteer/build/damage", test_damage);
  g_test_add_func ("/gazetteer/build/bad-inputs", test_bad_inputs);
  g_test_add_func ("/gazetteer/build/no-folder", test_no_folder);
  status = g_test_run ();
  dir = g_dir_open (folder, 0, NULL);
  while ((name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = g_build_filename (folder, name, NULL);

    g_unlink (path);
  }
  g_rmdir (folder);
  g_free (folder);
  return status;
}
