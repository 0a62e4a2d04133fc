/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/recipe.h"

#include "core/error.h"
#include "core/translate.h"
#include "text/json.h"

#include <json-glib/json-glib.h>
#include <string.h>

static const char *const THEMES[]
    = { [TOPOS_THEME_LIGHT] = "light", [TOPOS_THEME_DARK] = "dark", [TOPOS_THEME_GREY] = "grey" };

/* ---------------------------------------------------------------------------- writing */

static void
key (GString *json, const char *name)
{
  if (json->str[json->len - 1] != '{')
    g_string_append_c (json, ',');
  g_string_append_printf (json, "\"%s\":", name);
}

static void
add_text (GString *json, const char *name, const char *value)
{
  if (value == NULL)
    return;
  key (json, name);
  topos_json_append_string (json, value);
}

/* To the last digit, or the same picture would not come of it. */
static void
add_numbers (GString *json, const char *name, const double *numbers, int n)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  key (json, name);
  for (int i = 0; i < n; i++)
    g_string_append_printf (json, "%s%s", n == 1 ? "" : i == 0 ? "[" : ",",
                            g_ascii_dtostr (text, sizeof text, numbers[i]));
  if (n > 1)
    g_string_append_c (json, ']');
}

static void
add_number (GString *json, const char *name, double number)
{
  add_numbers (json, name, &number, 1);
}

static void
add_switch (GString *json, const char *name, bool on)
{
  key (json, name);
  g_string_append (json, on ? "true" : "false");
}

static void
add_box (GString *json, const char *name, ToposBox box)
{
  const double sides[] = { box.west, box.south, box.east, box.north };

  if (!topos_box_is_empty (box))
    add_numbers (json, name, sides, 4);
}

static void
add_day (GString *json, const char *name, ToposDay day)
{
  g_autofree char *iso = topos_day_to_iso (day);

  add_text (json, name, iso);
}

static void
add_file (GString *json, const char *name, const char *path)
{
  g_autofree char *base = path != NULL ? g_path_get_basename (path) : NULL;

  add_text (json, name, base);
}

static void
add_filter (GString *json, const ToposFilter *filter)
{
  key (json, "only");
  g_string_append_c (json, '{');
  if (!topos_date_span_is_none (filter->days)) {
    add_day (json, "from", filter->days.first);
    add_day (json, "to", filter->days.last);
  }
  if (filter->undated)
    add_switch (json, "undated", true);
  if (filter->clock == TOPOS_CLOCK_PUBLISHED)
    add_text (json, "dates", "published");
  if (filter->known_by != TOPOS_DAY_NONE)
    add_day (json, "known_by", filter->known_by);
  if (filter->place != TOPOS_PLACE_NONE) {
    key (json, "place");
    g_string_append_printf (json, "%" G_GUINT64_FORMAT, filter->place);
  }
  add_text (json, "document", filter->document);
  add_box (json, "bbox", filter->box);
  add_text (json, "search", filter->search);
  add_text (json, "outlet", filter->outlet);
  g_string_append_c (json, '}');
}

static void
add_picture (GString *json, const ToposPicture *picture)
{
  const double middle[] = { picture->centre.lat, picture->centre.lon };

  add_number (json, "width", picture->width);
  add_number (json, "height", picture->height);
  add_number (json, "dpi", picture->dpi);
  add_box (json, "bbox", picture->box);
  if (topos_box_is_empty (picture->box) && picture->zoom >= 0) {
    add_numbers (json, "center", middle, 2);
    add_number (json, "zoom", picture->zoom);
  }
  add_text (json, "title", picture->title);
  add_text (json, "subtitle", picture->subtitle);
  add_text (json, "theme", THEMES[picture->theme]);
  add_switch (json, "numbered", picture->numbered);
  add_switch (json, "legend", picture->legend);
  add_switch (json, "labels", picture->labels);
  add_switch (json, "graticule", picture->graticule);
  if (picture->generalise_km > 0)
    add_number (json, "generalise_km", picture->generalise_km);
  add_file (json, "basemap", picture->basemap);
  if (picture->user_maps != NULL && *picture->user_maps != NULL) {
    key (json, "maps");
    for (char **path = picture->user_maps; *path != NULL; path++) {
      g_autofree char *base = g_path_get_basename (*path);
      g_string_append_c (json, path == picture->user_maps ? '[' : ',');
      topos_json_append_string (json, base);
    }
    g_string_append_c (json, ']');
  }
}

/* What is not ASCII stands inside strings, where JSON may escape it: the formats that carry a
 * recipe each have their own mind about letters. */
static char *
in_ascii (const char *json)
{
  GString *const ascii = g_string_new (NULL);

  for (const char *at = json; *at != '\0'; at = g_utf8_next_char (at)) {
    const gunichar c = g_utf8_get_char (at);
    if (c < 0x7f)
      g_string_append_c (ascii, (char) c);
    else if (c < 0x10000)
      g_string_append_printf (ascii, "\\u%04x", c);
    else
      g_string_append_printf (ascii, "\\u%04x\\u%04x", 0xd800 + ((c - 0x10000) >> 10),
                              0xdc00 + ((c - 0x10000) & 0x3ff));
  }
  return g_string_free (ascii, FALSE);
}

static int
count (char **names)
{
  return names != NULL ? (int) g_strv_length (names) : 0;
}

char *
topos_recipe_write (const ToposPicture *picture, const ToposFilter *filter, const char *words)
{
  g_autoptr (GString) json = g_string_new ("{\"program\":\"Topos\"");
  const int withheld = count (picture->without_places) + count (picture->without_outlets);

  add_text (json, "version", TOPOS_VERSION);
  add_text (json, "filter", words);
  add_filter (json, filter);
  add_picture (json, picture);
  if (withheld > 0)
    add_number (json, "withheld", withheld);
  g_string_append_c (json, '}');
  return in_ascii (json->str);
}

/* ---------------------------------------------------------------------------- reading */

/* What a recipe of a stranger may hold is anything: a member of another kind is as none. */
static JsonNode *
member (JsonObject *object, const char *name, GType type)
{
  JsonNode *const node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node)
                 && (json_node_get_value_type (node) == type
                     || (type == G_TYPE_DOUBLE
                         && json_node_get_value_type (node) == G_TYPE_INT64))
             ? node
             : NULL;
}

static char *
text_of (JsonObject *object, const char *name)
{
  JsonNode *const node = member (object, name, G_TYPE_STRING);

  return node != NULL ? g_strdup (json_node_get_string (node)) : NULL;
}

static double
number_of (JsonObject *object, const char *name, double otherwise)
{
  JsonNode *const node = member (object, name, G_TYPE_DOUBLE);

  return node != NULL ? json_node_get_double (node) : otherwise;
}

static bool
switch_of (JsonObject *object, const char *name, bool otherwise)
{
  JsonNode *const node = member (object, name, G_TYPE_BOOLEAN);

  return node != NULL ? json_node_get_boolean (node) : otherwise;
}

static bool
numbers_of (JsonObject *object, const char *name, double *numbers, guint n)
{
  JsonNode *const node = json_object_get_member (object, name);
  JsonArray *const array
      = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  if (array == NULL || json_array_get_length (array) != n)
    return false;
  for (guint i = 0; i < n; i++) {
    JsonNode *const number = json_array_get_element (array, i);
    if (!JSON_NODE_HOLDS_VALUE (number))
      return false;
    numbers[i] = json_node_get_double (number);
  }
  return true;
}

static void
read_box (JsonObject *object, const char *name, ToposBox *box)
{
  double n[4];

  if (numbers_of (object, name, n, 4)
      && topos_point_is_valid ((ToposPoint){ n[1], n[0] })
      && topos_point_is_valid ((ToposPoint){ n[3], n[2] }) && n[1] <= n[3])
    *box = (ToposBox){ n[0], n[1], n[2], n[3] };
}

static bool
read_day (JsonObject *object, const char *name, ToposDay *day)
{
  g_autofree char *iso = text_of (object, name);
  ToposDateSpan span;

  if (iso == NULL || !topos_date_span_parse (iso, &span))
    return false;
  *day = span.first;
  return true;
}

static void
read_filter (JsonObject *only, ToposFilter *filter)
{
  ToposDateSpan days = { TOPOS_DAY_OPEN_START, TOPOS_DAY_OPEN_END };
  const bool from = read_day (only, "from", &days.first), to = read_day (only, "to", &days.last);
  g_autofree char *clock = text_of (only, "dates");
  JsonNode *const place = member (only, "place", G_TYPE_INT64);

  if (from || to)
    filter->days = days;
  filter->undated = switch_of (only, "undated", false);
  if (g_strcmp0 (clock, "published") == 0)
    filter->clock = TOPOS_CLOCK_PUBLISHED;
  read_day (only, "known_by", &filter->known_by);
  if (place != NULL)
    filter->place = (ToposPlaceId) json_node_get_int (place);
  filter->document = text_of (only, "document");
  filter->search = text_of (only, "search");
  filter->outlet = text_of (only, "outlet");
  read_box (only, "bbox", &filter->box);
}

static char *
map_in (const char *folder, const char *name)
{
  g_autofree char *base = g_path_get_basename (name);

  return g_str_equal (base, "none") ? g_steal_pointer (&base)
                                    : g_build_filename (folder, base, NULL);
}

static void
read_maps (JsonObject *recipe, const char *folder, ToposPicture *picture)
{
  JsonNode *const node = json_object_get_member (recipe, "maps");
  g_autofree char *basemap = text_of (recipe, "basemap");
  g_autoptr (GStrvBuilder) maps = g_strv_builder_new ();

  if (basemap != NULL)
    picture->basemap = map_in (folder, basemap);
  if (node == NULL || !JSON_NODE_HOLDS_ARRAY (node))
    return;
  for (guint i = 0; i < json_array_get_length (json_node_get_array (node)); i++) {
    JsonNode *const name = json_array_get_element (json_node_get_array (node), i);
    if (!JSON_NODE_HOLDS_VALUE (name) || json_node_get_value_type (name) != G_TYPE_STRING)
      continue;
    g_autofree char *path = map_in (folder, json_node_get_string (name));
    g_strv_builder_add (maps, path);
  }
  picture->user_maps = g_strv_builder_end (maps);
}

static void
read_picture (JsonObject *recipe, const char *folder, ToposPicture *picture)
{
  g_autofree char *theme = text_of (recipe, "theme");
  double middle[2];

  picture->width = (int) CLAMP (number_of (recipe, "width", picture->width), 0, G_MAXINT16);
  picture->height = (int) CLAMP (number_of (recipe, "height", picture->height), 0, G_MAXINT16);
  picture->dpi = CLAMP (number_of (recipe, "dpi", picture->dpi), 0, 10000);
  read_box (recipe, "bbox", &picture->box);
  if (numbers_of (recipe, "center", middle, 2)
      && topos_point_is_valid ((ToposPoint){ middle[0], middle[1] })) {
    picture->centre = (ToposPoint){ middle[0], middle[1] };
    picture->zoom = CLAMP (number_of (recipe, "zoom", 0), 0, 20);
  }
  picture->title = text_of (recipe, "title");
  picture->subtitle = text_of (recipe, "subtitle");
  if (theme != NULL)
    topos_picture_set_theme (picture, theme, NULL);  /* one nobody knows stays light */
  picture->numbered = switch_of (recipe, "numbered", picture->numbered);
  picture->legend = switch_of (recipe, "legend", picture->legend);
  picture->labels = switch_of (recipe, "labels", picture->labels);
  picture->graticule = switch_of (recipe, "graticule", picture->graticule);
  picture->generalise_km = CLAMP (number_of (recipe, "generalise_km", 0), 0, 1000);
  read_maps (recipe, folder, picture);
}

bool
topos_recipe_read (const char *json, const char *folder, ToposPicture *picture,
                   ToposFilter *filter, int *withheld, GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonNode *const root = json_parser_load_from_data (parser, json, -1, NULL)
                             ? json_parser_get_root (parser) : NULL;
  JsonObject *const recipe
      = root != NULL && JSON_NODE_HOLDS_OBJECT (root) ? json_node_get_object (root) : NULL;
  g_autofree char *program = recipe != NULL ? text_of (recipe, "program") : NULL;

  if (g_strcmp0 (program, "Topos") != 0) {
    g_set_error_literal (error, TOPOS_ERROR, TOPOS_ERROR_INPUT, _ ("It holds no recipe of Topos."));
    return false;
  }
  JsonNode *const only = json_object_get_member (recipe, "only");
  if (only != NULL && JSON_NODE_HOLDS_OBJECT (only))
    read_filter (json_node_get_object (only), filter);
  read_picture (recipe, folder, picture);
  *withheld = (int) CLAMP (number_of (recipe, "withheld", 0), 0, G_MAXINT);
  return true;
}
