/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gazetteer/geojson.h"

#include "core/error.h"
#include "core/geo.h"
#include "core/translate.h"

#include <json-glib/json-glib.h>
#include <stdio.h>

#define DEPTH_AT_MOST 5

typedef struct {
  GPtrArray *names;
  GPtrArray *values; /* owned */
} Row;

static void
row_add (Row *row, const char *name, char *value)
{
  g_ptr_array_add (row->names, g_strdup (name));
  g_ptr_array_add (row->values, value);
}

static void
row_add_number (Row *row, const char *name, double number)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  row_add (row, name, g_strdup (g_ascii_dtostr (text, sizeof text, number)));
}

/* Grows the box by every position below; the count of positions goes to `n`. */
static void
walk (JsonNode *node, int depth, ToposBox *box, guint *n)
{
  JsonArray *array;

  if (depth > DEPTH_AT_MOST || node == NULL || !JSON_NODE_HOLDS_ARRAY (node))
    return;
  array = json_node_get_array (node);
  if (json_array_get_length (array) >= 2
      && JSON_NODE_HOLDS_VALUE (json_array_get_element (array, 0))) {
    *box = topos_box_with_point (*box, (ToposPoint) { json_array_get_double_element (array, 1),
                                                      json_array_get_double_element (array, 0) });
    (*n)++;
    return;
  }
  for (guint i = 0; i < json_array_get_length (array); i++)
    walk (json_array_get_element (array, i), depth + 1, box, n);
}

static void
add_geometry (Row *row, JsonObject *feature)
{
  JsonNode *node = json_object_get_member (feature, "geometry");
  ToposBox box = topos_box_empty ();
  ToposPoint middle;
  guint n = 0;

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return;
  walk (json_object_get_member (json_node_get_object (node), "coordinates"), 0, &box, &n);
  if (n == 0)
    return;
  middle = topos_box_middle (box);
  row_add_number (row, "lat", middle.lat);
  row_add_number (row, "lon", middle.lon);
  if (n == 1)
    return;
  row_add_number (row, "west", box.west);
  row_add_number (row, "south", box.south);
  row_add_number (row, "east", box.east);
  row_add_number (row, "north", box.north);
}

static char *
value_text (JsonNode *node)
{
  g_autoptr (GString) joined = NULL;

  if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
    return json_node_dup_string (node);
  if (JSON_NODE_HOLDS_VALUE (node))
    return json_to_string (node, FALSE);
  if (!JSON_NODE_HOLDS_ARRAY (node))
    return NULL;
  joined = g_string_new (NULL);
  for (guint i = 0; i < json_array_get_length (json_node_get_array (node)); i++) {
    JsonNode *element = json_array_get_element (json_node_get_array (node), i);
    g_autofree char *text = JSON_NODE_HOLDS_VALUE (element) ? value_text (element) : NULL;

    if (text != NULL)
      g_string_append_printf (joined, "%s%s", joined->len > 0 ? "|" : "", text);
  }
  return g_string_free (g_steal_pointer (&joined), FALSE);
}

static void
add_properties (Row *row, JsonObject *feature)
{
  JsonNode *node = json_object_get_member (feature, "properties");
  g_autoptr (GList) members = NULL;

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return;
  members = json_object_get_members (json_node_get_object (node));
  for (GList *at = members; at != NULL; at = at->next) {
    char *text = value_text (json_object_get_member (json_node_get_object (node), at->data));

    if (text != NULL)
      row_add (row, at->data, text);
  }
}

static bool
read_feature (JsonNode *node,
              bool (*each) (const char *const *, const char *const *, void *, GError **),
              void *data, GError **error)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) values = g_ptr_array_new_with_free_func (g_free);
  Row row = { names, values };

  if (!JSON_NODE_HOLDS_OBJECT (node))
    return true;
  add_geometry (&row, json_node_get_object (node));
  add_properties (&row, json_node_get_object (node));
  g_ptr_array_add (names, NULL);
  g_ptr_array_add (values, NULL);
  return each ((const char *const *) names->pdata, (const char *const *) values->pdata, data,
               error);
}

bool
geojson_is (const char *path)
{
  char head[64] = "";
  FILE *file = fopen (path, "rb");
  gsize n;

  if (file == NULL)
    return false;
  n = fread (head, 1, sizeof head - 1, file);
  fclose (file);
  head[n] = '\0';
  return *g_strchug (head) == '{';
}

static bool
refuse (const char *path, const char *why, GError **error)
{
  g_set_error (error, TOPOS_ERROR, TOPOS_ERROR_INPUT, _ ("%s cannot be read as GeoJSON: %s"), path, why);
  return false;
}

bool
geojson_read (const char *path,
              bool (*each) (const char *const *names, const char *const *values, void *data,
                            GError **error),
              void *data, GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  g_autoptr (GError) why = NULL;
  JsonNode *root;
  JsonNode *features;

  if (!json_parser_load_from_mapped_file (parser, path, &why))
    return refuse (path, why->message, error);
  root = json_parser_get_root (parser);
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    return refuse (path, "it holds no features", error);
  features = json_object_get_member (json_node_get_object (root), "features");
  if (features == NULL)
    return read_feature (root, each, data, error);
  if (!JSON_NODE_HOLDS_ARRAY (features))
    return refuse (path, "its features are no list", error);
  for (guint i = 0; i < json_array_get_length (json_node_get_array (features)); i++)
    if (!read_feature (json_array_get_element (json_node_get_array (features), i), each, data, error))
      return false;
  return true;
}
