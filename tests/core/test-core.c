/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/article.h"
#include "core/date.h"
#include "core/day-words.h"
#include "core/filter.h"
#include "core/geo-uri.h"
#include "core/geo.h"
#include "core/place.h"
#include "core/rules.h"

#include <math.h>

/* GLib's own calendar is the plain version: one day after another through eight centuries. */
static void
test_days_follow_glib (void)
{
  GDate date;
  const ToposDay first = topos_day_from_ymd (1600, 1, 1);

  g_date_clear (&date, 1);
  g_date_set_dmy (&date, 1, 1, 1600);
  for (int i = 0; i < 300000; i++) {
    int year, month, mday;
    int iso_year, iso_week;

    topos_day_to_ymd (first + i, &year, &month, &mday);
    g_assert_cmpint (year, ==, g_date_get_year (&date));
    g_assert_cmpint (month, ==, g_date_get_month (&date));
    g_assert_cmpint (mday, ==, g_date_get_day (&date));
    g_assert_cmpint (topos_day_from_ymd (year, month, mday), ==, first + i);
    g_assert_cmpint (topos_day_weekday (first + i), ==, g_date_get_weekday (&date));
    topos_day_to_iso_week (first + i, &iso_year, &iso_week);
    g_assert_cmpint (iso_week, ==, g_date_get_iso8601_week_of_year (&date));
    g_assert_cmpint (topos_day_from_iso_week (iso_year, iso_week, topos_day_weekday (first + i)),
                     ==, first + i);
    g_date_add_days (&date, 1);
  }
}

static void
test_known_days (void)
{
  static const struct {
    int year, month, day;
    ToposDay julian;
  } cases[] = {
    { 2021, 9, 5, 2459463 }, { 2000, 1, 1, 2451545 }, { 1970, 1, 1, 2440588 },
    { 1582, 10, 15, 2299161 }, { 1, 1, 1, 1721426 },  { 0, 12, 31, 1721425 },
    { -43, 3, 13, 1705426 },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++) {
    int year, month, day;

    g_assert_cmpint (topos_day_from_ymd (cases[i].year, cases[i].month, cases[i].day), ==,
                     cases[i].julian);
    topos_day_to_ymd (cases[i].julian, &year, &month, &day);
    g_assert_cmpint (year, ==, cases[i].year);
    g_assert_cmpint (month, ==, cases[i].month);
    g_assert_cmpint (day, ==, cases[i].day);
  }
}

static void
test_reading_iso_dates (void)
{
  static const struct {
    const char *iso;
    bool good;
    int days;
  } cases[] = {
    { "2021-09-05", true, 1 },   { "2021-09", true, 30 },     { "2024-02", true, 29 },
    { "2021", true, 365 },       { "2024", true, 366 },       { "2021-02-29", false, 0 },
    { "2021-13", false, 0 },     { "2021-9-5", false, 0 },    { "", false, 0 },
    { "5 September", false, 0 }, { "2021-09-05x", false, 0 }, { "21", false, 0 },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++) {
    ToposDateSpan span;

    g_assert_cmpint (topos_date_span_parse (cases[i].iso, &span), ==, cases[i].good);
    if (cases[i].good)
      g_assert_cmpint (span.last - span.first + 1, ==, cases[i].days);
  }
}

static void
test_spans_of_days_overlap (void)
{
  const ToposDateSpan august = { 100, 130 }, later = { 131, 140 };
  const ToposDateSpan since = { 120, TOPOS_DAY_OPEN_END };
  const ToposDateSpan until = { TOPOS_DAY_OPEN_START, 100 };

  g_assert_false (topos_date_spans_overlap (august, later));
  g_assert_true (topos_date_spans_overlap (august, since));
  g_assert_true (topos_date_spans_overlap (later, since));
  g_assert_true (topos_date_spans_overlap (until, august));
  g_assert_false (topos_date_spans_overlap (until, since));
  g_assert_false (topos_date_spans_overlap (TOPOS_DATE_SPAN_NONE, since));
  g_assert_false (topos_date_spans_overlap (TOPOS_DATE_SPAN_NONE, TOPOS_DATE_SPAN_NONE));
}

static void
test_distances (void)
{
  const ToposPoint kabul = { 34.528, 69.172 }, bazarak = { 35.3129, 69.5152 };
  const ToposPoint east = { 0, 179.5 }, west = { 0, -179.5 };

  g_assert_cmpfloat_with_epsilon (topos_geo_distance_km (kabul, bazarak), 92.7, 0.5);
  g_assert_cmpfloat_with_epsilon (topos_geo_distance_km (east, west), 111.2, 0.1);
  g_assert_cmpfloat (topos_geo_distance_km (kabul, kabul), ==, 0);
  g_assert_cmpfloat_with_epsilon (topos_geo_bearing (east, west), 90, 0.01);
}

static void
test_mercator_returns (void)
{
  for (double lat = -85; lat <= 85; lat += 5)
    for (double lon = -180; lon <= 180; lon += 15) {
      const ToposPoint point = { lat, lon };
      const ToposPoint back = topos_mercator_to_point (topos_mercator_from_point (point));

      g_assert_cmpfloat_with_epsilon (back.lat, lat, 1e-9);
      g_assert_cmpfloat_with_epsilon (back.lon, lon, 1e-9);
    }
  g_assert_true (isfinite (topos_mercator_from_point ((ToposPoint){ 90, 0 }).y));
}

static void
test_boxes (void)
{
  ToposBox box = topos_box_empty ();
  const ToposBox pacific = { .west = 170, .south = -10, .east = -170, .north = 10 };

  g_assert_true (topos_box_is_empty (box));
  box = topos_box_with_point (box, (ToposPoint){ 10, 20 });
  g_assert_false (topos_box_is_empty (box));
  g_assert_true (topos_box_contains (box, (ToposPoint){ 10, 20 }));
  g_assert_false (topos_box_contains (box, (ToposPoint){ 10, 20.1 }));
  g_assert_true (topos_box_contains (pacific, (ToposPoint){ 0, 179 }));
  g_assert_true (topos_box_contains (pacific, (ToposPoint){ 0, -179 }));
  g_assert_false (topos_box_contains (pacific, (ToposPoint){ 0, 0 }));
  g_assert_cmpfloat (fabs (topos_box_middle (pacific).lon), ==, 180);
}

static void
test_more_trusted_wins (void)
{
  ToposField field = { 0 };
  ToposPublished published = { .day = TOPOS_DAY_NONE };

  g_assert_false (topos_field_offer (&field, "  ", TOPOS_ORIGIN_USER));
  g_assert_true (topos_field_offer (&field, "from the text", TOPOS_ORIGIN_TEXT));
  g_assert_true (topos_field_offer (&field, " from the header ", TOPOS_ORIGIN_HEADER));
  g_assert_false (topos_field_offer (&field, "from the file name", TOPOS_ORIGIN_FILE_NAME));
  g_assert_cmpstr (field.value, ==, "from the header");
  g_free (field.value);

  g_assert_true (topos_published_offer (&published, 7, TOPOS_CERTAINTY_INFERRED,
                                        TOPOS_ORIGIN_TEXT, "said so"));
  g_assert_true (topos_published_offer (&published, 8, TOPOS_CERTAINTY_STATED,
                                        TOPOS_ORIGIN_MANIFEST, NULL));
  g_assert_false (topos_published_offer (&published, 9, TOPOS_CERTAINTY_STATED,
                                         TOPOS_ORIGIN_MARKUP, NULL));
  g_assert_cmpint (published.day, ==, 8);
  g_free (published.why);
}

static void
test_zones (void)
{
  g_autoptr (ToposArticle) article = topos_article_new (g_strdup ("0123456789"), 10);
  const ToposZone zones[] = { { { 2, 4 }, TOPOS_ZONE_CAPTION }, { { 4, 6 }, TOPOS_ZONE_CREDIT } };
  static const ToposZoneKind expected[]
      = { TOPOS_ZONE_BODY,   TOPOS_ZONE_BODY, TOPOS_ZONE_CAPTION, TOPOS_ZONE_CAPTION,
          TOPOS_ZONE_CREDIT, TOPOS_ZONE_CREDIT, TOPOS_ZONE_BODY,  TOPOS_ZONE_BODY };

  article->zones = g_memdup2 (zones, sizeof zones);
  article->n_zones = G_N_ELEMENTS (zones);
  for (uint32_t i = 0; i < G_N_ELEMENTS (expected); i++)
    g_assert_cmpint (topos_article_zone_at (article, i), ==, expected[i]);
}

static void
test_filters_copy (void)
{
  g_auto (ToposFilter) one = { 0 }, other = { 0 };

  topos_filter_init (&one);
  topos_filter_init (&other);
  g_assert_true (topos_filter_is_empty (&one));
  one.search = g_strdup ("pass");
  one.days = (ToposDateSpan){ 1, 2 };
  g_assert_false (topos_filter_equal (&one, &other));
  topos_filter_copy (&other, &one);
  g_assert_true (topos_filter_equal (&one, &other));
  g_assert_true (one.search != other.search);
  topos_filter_clear (&one);
  g_assert_true (topos_filter_is_empty (&one));
}

static void
test_kinds_have_words (void)
{
  for (int i = 0; i < TOPOS_PLACE_N_KINDS; i++) {
    g_assert_nonnull (topos_place_kind_word (i));
    g_assert_cmpint (topos_place_kind_from_word (topos_place_kind_word (i)), ==, i);
  }
  g_assert_cmpint (topos_place_kind_from_word ("spaceport"), ==, TOPOS_PLACE_OTHER);
}

static void
test_rules (void)
{
  g_autoptr (ToposRules) rules = topos_rules_new ();
  ToposPlaceId place;

  g_assert_false (topos_rules_find (NULL, "dara", &place));
  g_assert_false (topos_rules_find (rules, "dara", &place));
  topos_rules_add (rules, "dara", 7);
  topos_rules_add (rules, "may", TOPOS_PLACE_NONE);
  g_assert_true (topos_rules_find (rules, "dara", &place));
  g_assert_cmpuint (place, ==, 7);
  g_assert_true (topos_rules_find (rules, "may", &place));
  g_assert_cmpuint (place, ==, TOPOS_PLACE_NONE);
}

static void
test_geo_links (void)
{
  static const struct {
    const char *uri;
    bool good;
    double lat, lon;
  } ROWS[] = {
    { "geo:35.31,69.52", true, 35.31, 69.52 },
    { "GEO:-12.05,-77.04,154", true, -12.05, -77.04 },
    { "geo:35.31,69.52;crs=WGS84;u=100", true, 35.31, 69.52 },
    { "geo:35.31,69.52?z=11", true, 35.31, 69.52 },
    { "geo:0,0?q=35.31,69.52(Bazarak)", true, 35.31, 69.52 },
    { "geo:0,0?q=35.31%2C69.52%28Bazarak%29", true, 35.31, 69.52 },
    { "geo:1,2?q=Bazarak", true, 1, 2 },
    { "geo:35.31,69.52;crs=nad27", false, 0, 0 },
    { "geo:91,0", false, 0, 0 },
    { "geo:0,181", false, 0, 0 },
    { "geo:35.31", false, 0, 0 },
    { "geo:35.31, 69.52", false, 0, 0 },
    { "geo:nan,nan", false, 0, 0 },
    { "geo:1,2x", false, 0, 0 },
    { "geo:", false, 0, 0 },
    { "https://example.org/35.31,69.52", false, 0, 0 },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (ROWS); i++) {
    ToposPoint point = { 0, 0 };
    g_test_message ("%s", ROWS[i].uri);
    g_assert_cmpint (topos_geo_uri_parse (ROWS[i].uri, &point), ==, ROWS[i].good);
    g_assert_cmpfloat (point.lat, ==, ROWS[i].lat);
    g_assert_cmpfloat (point.lon, ==, ROWS[i].lon);
  }
}

/* A range has one end before it has the other: till then it is none, and nothing is counted with it. */
static void
test_half_a_range (void)
{
  const ToposDay day = topos_day_from_ymd (2021, 9, 5);
  const ToposDateSpan halves[] = { { day, TOPOS_DAY_NONE }, { TOPOS_DAY_NONE, day } };

  for (size_t i = 0; i < G_N_ELEMENTS (halves); i++) {
    g_autofree char *words = topos_span_in_words (halves[i]);
    g_assert_true (topos_date_span_is_none (halves[i]));
    g_assert_cmpstr (words, ==, "");
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/date/follows-glib", test_days_follow_glib);
  g_test_add_func ("/core/date/known-days", test_known_days);
  g_test_add_func ("/core/date/iso", test_reading_iso_dates);
  g_test_add_func ("/core/date/overlap", test_spans_of_days_overlap);
  g_test_add_func ("/core/date/half-a-range", test_half_a_range);
  g_test_add_func ("/core/geo/distance", test_distances);
  g_test_add_func ("/core/geo/mercator", test_mercator_returns);
  g_test_add_func ("/core/geo/boxes", test_boxes);
  g_test_add_func ("/core/geo/links", test_geo_links);
  g_test_add_func ("/core/article/trust", test_more_trusted_wins);
  g_test_add_func ("/core/article/zones", test_zones);
  g_test_add_func ("/core/filter/copy", test_filters_copy);
  g_test_add_func ("/core/place/kinds", test_kinds_have_words);
  g_test_add_func ("/core/rules", test_rules);
  return g_test_run ();
}
