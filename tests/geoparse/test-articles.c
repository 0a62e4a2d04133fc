/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reader.h"

#include "text/offsets.h"

#include <json-glib/json-glib.h>
#include <string.h>

/* The hand-made gold of the first subject's articles, where it lies beside the project: at least
 * 95 of 100 mapped mentions found and put where they belong, at most two false places each. */

#define SHARE 0.95
#define MOST_FALSE 2

typedef struct {
  guint all, right, wrong_places;
} Score;

static JsonNode *
load (const char *path)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GError) error = NULL;

  json_parser_load_from_file (parser, path, &error);
  g_assert_no_error (error);
  return json_parser_steal_root (parser);
}

static bool
is_near (JsonObject *where, const char *id, ToposPoint point)
{
  JsonObject *place = json_object_get_object_member (where, id);
  const ToposPoint truth = { json_object_get_double_member (place, "lat"),
                             json_object_get_double_member (place, "lon") };

  return topos_geo_distance_km (truth, point)
         <= json_object_get_double_member (place, "tolerance_km");
}

static bool
is_right (const ToposGazetteer *gazetteer, JsonObject *where, JsonObject *toponym,
          const ToposMention *mention)
{
  JsonArray *others = json_object_get_array_member (toponym, "accept_place_ids");
  ToposPlace place;

  if (!topos_gazetteer_place (gazetteer, mention->choice, &place))
    return false;
  if (is_near (where, json_object_get_string_member (toponym, "place_id"), place.point))
    return true;
  for (guint i = 0; i < json_array_get_length (others); i++)
    if (is_near (where, json_array_get_string_element (others, i), place.point))
      return true;
  return false;
}

static bool
overlaps (JsonArray *names, uint32_t start, uint32_t end)
{
  for (guint i = 0; i < json_array_get_length (names); i++) {
    JsonObject *name = json_array_get_object_element (names, i);
    if (json_object_get_int_member (name, "start") < (gint64) end
        && (gint64) start < json_object_get_int_member (name, "end"))
      return true;
  }
  return false;
}

static const ToposMention *
mention_for (const ToposReading *reading, const ToposOffsets *offsets, JsonObject *toponym)
{
  for (guint i = 0; i < reading->mentions->len; i++) {
    const ToposMention *mention = &g_array_index (reading->mentions, ToposMention, i);
    const gint64 start = topos_offsets_to_chars (offsets, mention->span.start);
    const gint64 end = topos_offsets_to_chars (offsets, mention->span.end);

    if (start <= json_object_get_int_member (toponym, "core_start")
        && end >= json_object_get_int_member (toponym, "core_end")
        && start >= json_object_get_int_member (toponym, "wide_start")
        && end <= json_object_get_int_member (toponym, "wide_end"))
      return mention;
  }
  return NULL;
}

static Score
score (const ToposGazetteer *gazetteer, JsonObject *where, JsonObject *gold,
       const ToposReading *reading)
{
  JsonArray *toponyms = json_object_get_array_member (gold, "toponyms");
  JsonArray *demonyms = json_object_get_array_member (gold, "demonyms");
  g_autoptr (ToposOffsets) offsets =
    topos_offsets_new (topos_reading_body (reading), reading->article->length);
  Score sums = { 0 };

  for (guint i = 0; i < json_array_get_length (toponyms); i++) {
    JsonObject *toponym = json_array_get_object_element (toponyms, i);
    if (!json_object_get_boolean_member (toponym, "map")
        || json_object_get_boolean_member (toponym, "optional"))
      continue;
    const ToposMention *mention = mention_for (reading, offsets, toponym);
    sums.all++;
    if (mention != NULL && is_right (gazetteer, where, toponym, mention))
      sums.right++;
    else
      g_test_message ("missed: %s", json_object_get_string_member (toponym, "text"));
  }
  for (guint i = 0; i < reading->mentions->len; i++) {
    const ToposMention *mention = &g_array_index (reading->mentions, ToposMention, i);
    const uint32_t start = topos_offsets_to_chars (offsets, mention->span.start);
    const uint32_t end = topos_offsets_to_chars (offsets, mention->span.end);
    sums.wrong_places +=
      !mention->demonym && !overlaps (toponyms, start, end) && !overlaps (demonyms, start, end);
  }
  return sums;
}

static void
try_article (const Reader *reader, const char *folder, const char *name, Score *total)
{
  g_autofree char *gold_path = g_build_filename (folder, "gold", name, NULL);
  g_autofree char *places_path = g_build_filename (folder, "gold", "places.json", NULL);
  g_autoptr (JsonNode) gold = load (gold_path);
  g_autoptr (JsonNode) places = load (places_path);
  JsonObject *object = json_node_get_object (gold);
  g_autofree char *path =
    g_build_filename (folder, json_object_get_string_member (object, "file"), NULL);
  g_autofree char *body = NULL;

  g_assert_true (g_file_get_contents (path, &body, NULL, NULL));
  g_autoptr (ToposReading) reading = reader_read (reader, body, NULL);
  const Score sums = score (reader->gazetteer, json_node_get_object (places), object, reading);
  g_test_message ("%s: %u of %u right, %u false", name, sums.right, sums.all, sums.wrong_places);
  g_assert_cmpuint (sums.wrong_places, <=, MOST_FALSE);
  total->all += sums.all;
  total->right += sums.right;
}

static void
try_articles (void)
{
  g_autofree char *folder = g_build_filename (g_getenv ("TOPOS_SHARED"), "articles", NULL);
  g_autofree char *golds = g_build_filename (folder, "gold", NULL);
  g_autoptr (GDir) dir = g_dir_open (golds, 0, NULL);
  Reader reader;
  Score total = { 0 };
  const char *name;

  if (dir == NULL) {
    g_test_skip ("NOT TESTED: the articles and their gold are not beside the project");
    return;
  }
  reader_open (&reader);
  while ((name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_suffix (name, ".json") && strcmp (name, "places.json") != 0)
      try_article (&reader, folder, name, &total);
  reader_close (&reader);
  g_assert_cmpuint (total.all, >, 0);
  g_assert_cmpfloat ((double) total.right, >=, SHARE * total.all);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/geoparse/articles", try_articles);
  return g_test_run ();
}
