/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "kit.h"

#include "core/error.h"
#include "export/gather.h"
#include "export/recipe.h"
#include "export/withhold.h"
#include "library/reader.h"

#include <gio/gio.h>
#include <string.h>
#include <zlib.h>

/* What an export is made with comes back from its file, and makes the same bytes again. */
static const char *const ENDINGS[] = { "png", "svg", "pdf", "html", "geojson" };

static void
random_filter (ToposFilter *filter, uint64_t *seed)
{
  const ToposDay day = topos_day_from_ymd (2021, 8, 14) + (int) (kit_unit (seed) * 24);

  topos_filter_init (filter);
  if (kit_unit (seed) < 0.5)
    filter->days = (ToposDateSpan){ kit_unit (seed) < 0.3 ? TOPOS_DAY_OPEN_START : day,
                                    kit_unit (seed) < 0.3 ? TOPOS_DAY_OPEN_END : day + 5 };
  if (filter->days.first == TOPOS_DAY_OPEN_START && filter->days.last == TOPOS_DAY_OPEN_END)
    filter->days = TOPOS_DATE_SPAN_NONE;
  filter->undated = kit_unit (seed) < 0.2;
  filter->clock = kit_unit (seed) < 0.5 ? TOPOS_CLOCK_EVENT : TOPOS_CLOCK_PUBLISHED;
  if (kit_unit (seed) < 0.3)
    filter->known_by = day + 8;
  if (kit_unit (seed) < 0.3)
    filter->place = kit_unit (seed) < 0.5 ? 1138958 : ((ToposPlaceId) 1 << 32) + 77;
  if (kit_unit (seed) < 0.3)
    filter->box = (ToposBox){ 60 + kit_unit (seed), 30 - kit_unit (seed), 72, 40 };
  if (kit_unit (seed) < 0.3)
    filter->search = g_strdup ("“valley” </metadata> \\) \"\n 🗺");
  if (kit_unit (seed) < 0.3)
    filter->outlet = g_strdup ("@Outlet & <Sons>");
}

static void
random_picture (ToposPicture *picture, uint64_t *seed)
{
  topos_picture_init (picture);
  picture->width = 400 + (int) (kit_unit (seed) * 300);
  picture->height = 300 + (int) (kit_unit (seed) * 300);
  picture->dpi = kit_unit (seed) < 0.5 ? 0 : 72 + kit_unit (seed) * 50;
  picture->theme = (ToposTheme) (kit_unit (seed) * 3);
  picture->numbered = kit_unit (seed) < 0.5;
  picture->legend = kit_unit (seed) < 0.5;
  picture->labels = kit_unit (seed) < 0.8;
  picture->graticule = kit_unit (seed) < 0.5;
  if (kit_unit (seed) < 0.3)
    picture->generalise_km = 5;
  if (kit_unit (seed) < 0.5)
    picture->title = g_strdup ("پنجشیر (a) \\ \"b\" <c> ]]> 🗺");
  if (kit_unit (seed) < 0.3)
    picture->subtitle = g_strdup ("A line of one's own");
  if (kit_unit (seed) < 0.3) {
    picture->zoom = kit_unit (seed) * 10;
    picture->centre = (ToposPoint){ 34 + kit_unit (seed), 69 + kit_unit (seed) };
  } else if (kit_unit (seed) < 0.5) {
    picture->box = (ToposBox){ 68 + kit_unit (seed), 34, 70 + kit_unit (seed), 36 };
  }
}

static void
test_recall (void)
{
  uint64_t seed = 17;

  for (int round = 0; round < 25; round++) {
    g_auto (ToposFilter) filter;
    g_auto (ToposPicture) picture;
    g_autofree char *name = g_strdup_printf ("r.%s", ENDINGS[round % G_N_ELEMENTS (ENDINGS)]);
    g_autofree char *path = kit_output (name);
    g_auto (ToposFilter) same;
    g_auto (ToposPicture) alike;
    g_autoptr (GError) error = NULL;
    int withheld = -1;

    random_filter (&filter, &seed);
    random_picture (&picture, &seed);
    topos_filter_init (&same);
    topos_picture_init (&alike);
    g_autoptr (GBytes) once = kit_export (name, &filter, &picture, NULL);
    topos_export_recall (path, &alike, &same, &withheld, &error);
    g_assert_no_error (error);
    g_assert_cmpint (withheld, ==, 0);
    g_assert_true (topos_filter_equal (&filter, &same));
    g_autoptr (GBytes) twice = kit_export (name, &same, &alike, NULL);
    g_autofree char *first = topos_recipe_find (once), *second = topos_recipe_find (twice);
    g_test_message ("%d: %s", round, name);
    g_assert_cmpstr (first, ==, second);
    g_assert_true (g_bytes_equal (once, twice));
  }
}

/* The facts of a PDF inside a packed stream, as newer cairos write them. */
static void
test_packed_pdf (void)
{
  static const char facts[] = "1 0 2 60 << /Title (x) /Keywords ({\"program\":\"Topos\",\\\n\"a\":\"\\(\\\\\"}) >>";
  unsigned char packed[500];
  uLongf length = sizeof packed;
  g_autoptr (GByteArray) pdf = g_byte_array_new ();
  g_autofree char *found = NULL;

  g_assert_cmpint (compress (packed, &length, (const Bytef *) facts, sizeof facts), ==, Z_OK);
  g_byte_array_append (pdf, (const guint8 *) "%PDF-1.7\n<<>> stream\nqBT ET\nendstream << /Type /ObjStm >> stream\r\n", 66);
  g_byte_array_append (pdf, packed, (guint) length);
  g_autoptr (GBytes) file = g_bytes_new (pdf->data, pdf->len);
  found = topos_recipe_find (file);
  g_assert_cmpstr (found, ==, "{\"program\":\"Topos\",\"a\":\"(\\\"}");
}

/* Whatever a stranger's file holds, it is refused or read; nothing breaks. */
static void
test_strangers (void)
{
  static const char *const recipes[] = {
    "", "{}", "[]", "null", "{\"program\":\"Other\"}", "{\"program\":7}", "{\"program\":\"Topos\"",
  };
  static const char wild[] = "{\"program\":\"Topos\",\"only\":[],\"width\":\"x\",\"height\":-1e99,"
                             "\"bbox\":[1,2,3],\"center\":[999,{}],\"theme\":\"pink\",\"maps\":"
                             "[1,\"../../etc/passwd\"],\"basemap\":\"/etc/passwd\"}";
  g_auto (ToposPicture) picture;
  g_auto (ToposFilter) filter;
  int withheld;

  topos_picture_init (&picture);
  topos_filter_init (&filter);
  for (size_t i = 0; i < G_N_ELEMENTS (recipes); i++) {
    g_autoptr (GError) error = NULL;
    g_assert_false (topos_recipe_read (recipes[i], "/f", &picture, &filter, &withheld, &error));
    g_assert_error (error, TOPOS_ERROR, TOPOS_ERROR_INPUT);
  }
  g_assert_true (topos_recipe_read (wild, "/f", &picture, &filter, &withheld, NULL));
  g_assert_true (topos_filter_is_empty (&filter));
  g_assert_cmpstr (picture.basemap, ==, "/f/passwd");
  g_assert_cmpstr (picture.user_maps[0], ==, "/f/passwd");
}

/* Files cut short, and with bytes flipped, in every place. */
static void
test_damaged (void)
{
  const ToposPicture picture = kit_picture ();

  for (size_t e = 0; e < G_N_ELEMENTS (ENDINGS); e++) {
    g_autofree char *name = g_strdup_printf ("w.%s", ENDINGS[e]);
    g_autoptr (GBytes) file = kit_export (name, NULL, &picture, NULL);
    const gsize length = g_bytes_get_size (file);
    uint64_t seed = e + 1;
    for (int i = 0; i < 60; i++) {
      const gsize cut = i == 0 ? 0 : (gsize) (kit_unit (&seed) * (double) length);
      g_autofree guint8 *copy = g_memdup2 (g_bytes_get_data (file, NULL), MAX (cut, 1));
      for (int flip = 0; flip < 8 && cut > 0; flip++)
        copy[(gsize) (kit_unit (&seed) * (double) cut)] ^= 0x55;
      g_autoptr (GBytes) damaged = g_bytes_new (copy, cut);
      g_autofree char *found = topos_recipe_find (damaged);
      g_auto (ToposPicture) alike;
      g_auto (ToposFilter) filter;
      int withheld;
      topos_picture_init (&alike);
      topos_filter_init (&filter);
      if (found != NULL)
        topos_recipe_read (found, "/f", &alike, &filter, &withheld, NULL);
    }
  }
}

static ToposGathered *
gather (const ToposFilter *filter, const ToposPicture *picture)
{
  const ToposExportJob job = { kit_library, filter, "", kit_data_dir (), picture };
  g_autoptr (GError) error = NULL;
  ToposGathered *const gathered = topos_gather (&job, TOPOS_GATHER_PASSAGES, NULL, &error);

  g_assert_no_error (error);
  return gathered;
}

static void
assert_same_places (const ToposGathered *a, const ToposGathered *b)
{
  g_assert_cmpuint (a->places->len, ==, b->places->len);
  g_assert_cmpuint (a->passages->len, ==, b->passages->len);
  for (guint i = 0; i < a->places->len; i++) {
    const ToposPlaceRow *const one = a->places->pdata[i], *const two = b->places->pdata[i];
    g_assert_cmpuint (one->id, ==, two->id);
    g_assert_cmpint (one->passages, ==, two->passages);
    g_assert_cmpint (one->marked, ==, two->marked);
    g_assert_cmpint (one->mentions, ==, two->mentions);
    g_assert_cmpint (one->documents, ==, two->documents);
    g_assert_cmpint (one->first_day, ==, two->first_day);
    g_assert_cmpint (one->last_day, ==, two->last_day);
    g_assert_cmpint (one->standing, ==, two->standing);
  }
}

/* All sources left out but one: what the filter for that one gives, counts and all. */
static void
test_outlets (void)
{
  g_autoptr (ToposGathered) all = gather (NULL, NULL);
  g_autoptr (GHashTable) outlets = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < all->passages->len; i++) {
    const ToposPassageRow *const row = all->passages->pdata[i];
    g_hash_table_insert (outlets, row->outlet != NULL ? row->outlet : row->title, row->outlet);
  }
  g_autofree char **names = (char **) g_hash_table_get_keys_as_array (outlets, NULL);
  g_assert_cmpuint (g_hash_table_size (outlets), >, 2);
  for (guint keep = 0; names[keep] != NULL; keep++) {
    g_autoptr (GPtrArray) others = g_ptr_array_new ();
    g_auto (ToposFilter) filter;
    ToposPicture picture = kit_picture ();

    if (g_hash_table_lookup (outlets, names[keep]) == NULL)
      continue;  /* an article of no outlet, which no filter asks for */
    for (guint i = 0; names[i] != NULL; i++)
      if (i != keep)
        g_ptr_array_add (others, names[i]);
    g_ptr_array_add (others, NULL);
    picture.without_outlets = (char **) others->pdata;
    topos_filter_init (&filter);
    filter.outlet = g_strdup (names[keep]);
    g_autoptr (ToposGathered) left = gather (NULL, &picture);
    g_autoptr (ToposGathered) wanted = gather (&filter, NULL);
    g_test_message ("%s", names[keep]);
    assert_same_places (left, wanted);
    g_assert_nonnull (strstr (left->note, "left out on purpose"));
    g_assert_null (strstr (left->recipe, names[(keep + 1) % g_hash_table_size (outlets)]));
  }
}

/* A place that is left out is in no form of export, not even as a word. */
static void
test_places (void)
{
  static const char *const names[] = { "o.geojson", "o.kml", "o.gpx", "o.csv", "o.passages.csv",
                                       "o.mentions.csv", "o.html", "o.svg" };
  ToposPicture picture = kit_picture ();

  picture.without_places = (char *[]){ (char *) "bazarak", (char *) "Kabul", NULL };
  for (size_t i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autoptr (GBytes) file = kit_export (names[i], NULL, &picture, NULL);
    const char *const text = kit_text (file);
    const char *const at = strstr (text, "azarak");
    g_test_message ("%s: %.60s", names[i], at != NULL ? at - 20 : "clean");
    g_assert_null (at);
    g_assert_nonnull (strstr (text, i == 7 ? "withheld" : i < 3 || i == 6 ? "on purpose" : "Panjshir"));
  }
}

/* A place that the user calls something without a letter is left out all the same, and so are
 * titles that call it what the articles do. */
static void
test_renamed (void)
{
  ToposPicture picture = kit_picture ();
  g_autoptr (ToposGathered) gathered = gather (NULL, NULL);
  g_autoptr (GError) error = NULL;
  const guint before = gathered->passages->len;
  ToposPassageRow *const first = gathered->passages->pdata[0];

  for (guint i = 0; i < gathered->places->len; i++) {
    ToposPlaceRow *const row = gathered->places->pdata[i];
    if (strcmp (row->name, "Bazarak") == 0) {
      g_ref_string_release (row->name);
      row->name = g_ref_string_new ("…");
    }
  }
  g_free (first->text);
  first->text = g_strdup ("Nobody is named.");
  g_array_set_size (first->mentions, 0);
  g_free (first->title);
  first->title = g_strdup ("What BAZARAK saw");
  picture.without_places = (char *[]){ (char *) "…", NULL };
  g_assert_true (topos_withhold (gathered, &picture, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (gathered->passages->len, <, before);
  g_assert_cmpuint (gathered->passages->len, >, before / 2);
  for (guint i = 0; i < gathered->passages->len; i++) {
    const ToposPassageRow *const row = gathered->passages->pdata[i];
    g_assert_null (strcasestr (row->text, "bazarak"));
    g_assert_null (strcasestr (row->title, "bazarak"));
  }
}

static void
test_slips (void)
{
  ToposPicture picture = kit_picture ();
  g_autofree char *path = kit_output ("slip.csv"), *gpkg = kit_output ("slip.gpkg");
  ToposExportJob job = { kit_library, NULL, path, kit_data_dir (), &picture };
  g_autoptr (GError) error = NULL;

  picture.without_places = (char *[]){ (char *) "Bazark", NULL };
  g_assert_false (topos_export (&job, NULL, NULL, &error));
  g_assert_error (error, TOPOS_ERROR, TOPOS_ERROR_USAGE);
  g_clear_error (&error);
  picture.without_places = NULL;
  picture.without_outlets = (char *[]){ (char *) "Nobody", NULL };
  g_assert_false (topos_export (&job, NULL, NULL, &error));
  g_assert_error (error, TOPOS_ERROR, TOPOS_ERROR_USAGE);
  g_clear_error (&error);
  picture.without_outlets = NULL;
  picture.generalise_km = 5;
  job.output = gpkg;
  g_assert_false (topos_export (&job, NULL, NULL, &error));
  g_assert_error (error, TOPOS_ERROR, TOPOS_ERROR_USAGE);
  g_assert_false (g_file_test (gpkg, G_FILE_TEST_EXISTS));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  kit_open ();
  g_test_add_func ("/recipe/recall", test_recall);
  g_test_add_func ("/recipe/packed-pdf", test_packed_pdf);
  g_test_add_func ("/recipe/strangers", test_strangers);
  g_test_add_func ("/recipe/damaged", test_damaged);
  g_test_add_func ("/withhold/outlets", test_outlets);
  g_test_add_func ("/withhold/places", test_places);
  g_test_add_func ("/withhold/renamed", test_renamed);
  g_test_add_func ("/withhold/slips", test_slips);
  const int result = g_test_run ();
  kit_close ();
  return result;
}
