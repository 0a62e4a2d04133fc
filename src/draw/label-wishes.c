/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "draw/label-wishes.h"

#include "draw/extract.h"
#include "text/fold.h"

#include <math.h>
#include <string.h>

const ToposLabelLook TOPOS_LABEL_LOOKS[TOPOS_LABEL_N_KINDS]   = {
  [TOPOS_LABEL_OCEAN]     = { TOPOS_INK_WATER_NAME, TOPOS_INK_WATER_HALO, 220, false, true, false, false, 12, 22 },
  [TOPOS_LABEL_SEA]       = { TOPOS_INK_WATER_NAME, TOPOS_INK_WATER_HALO, 90, false, true, false, false, 9.5, 16 },
  [TOPOS_LABEL_LAKE]      = { TOPOS_INK_WATER_NAME, TOPOS_INK_WATER_HALO, 20, false, true, false, false, 9, 13 },
  [TOPOS_LABEL_MOUNTAINS] = { TOPOS_INK_LAND_NAME, TOPOS_INK_HALO, 160, false, true, false, false, 9.5, 14 },
  [TOPOS_LABEL_DESERT]    = { TOPOS_INK_LAND_NAME, TOPOS_INK_HALO, 160, false, true, false, false, 9.5, 14 },
  [TOPOS_LABEL_ISLAND]    = { TOPOS_INK_LAND_NAME, TOPOS_INK_HALO, 60, false, true, false, false, 9.5, 13 },
  [TOPOS_LABEL_COUNTRY]   = { TOPOS_INK_COUNTRY_NAME, TOPOS_INK_HALO, 130, false, false, true, false, 8.5, 19 },
  [TOPOS_LABEL_STATE]     = { TOPOS_INK_STATE_NAME, TOPOS_INK_HALO, 110, false, false, true, false, 8, 12.5 },
  [TOPOS_LABEL_CAPITAL]   = { TOPOS_INK_TOWN, TOPOS_INK_HALO, 0, true, false, false, true, 11, 16 },
  [TOPOS_LABEL_TOWN]      = { TOPOS_INK_TOWN, TOPOS_INK_HALO, 0, false, false, false, true, 10.5, 15 },
  [TOPOS_LABEL_VILLAGE]   = { TOPOS_INK_VILLAGE, TOPOS_INK_HALO, 0, false, false, false, true, 10, 12 },
  [TOPOS_LABEL_STREET]    = { TOPOS_INK_VILLAGE, TOPOS_INK_ROAD_HALO, 20, false, false, false, false, 9, 12 },
  [TOPOS_LABEL_RIVER]     = { TOPOS_INK_WATER_NAME, TOPOS_INK_HALO, 60, false, true, false, false, 9, 12 },
};

/* The zoom from which a town of a rank, a region of a rank may be named. */
static const double TOWN_ZOOMS[] = { 2.6, 3.2, 3.8, 4.6, 5.0, 5.6, 6.0, 6.8, 7.4, 8.0, 8.5, 9.2, 10 };
static const double REGION_ZOOMS[] = { 1.0, 2.7, 3.8, 5.0, 6.0, 7.5 };

typedef struct {
  const ToposBaseView *view;
  GHashTable *taken;         /* keys */
  const char *name_key;      /* "name:fr", or NULL */
  const char *underlined;    /* "name_fr" */
  GArray *wishes;
} Collector;

/* How many units a letter of one pixel has. */
static double
letter_scale (const ToposBaseView *view)
{
  return view->scale * (view->letters > 0 ? view->letters : 1);
}

/* That many reference pixels, within what the kind's letters may have. */
static double
letter_size (ToposLabelKind kind, double px)
{
  const ToposLabelLook *look = &TOPOS_LABEL_LOOKS[kind];
  return CLAMP (px, look->least_px, look->most_px);
}

static bool
country_candidate (ToposLabelWish *self, int rank, double zoom, double scale)
{
  const double widest = self->room / scale;
  if (zoom < 1.6 + 0.3 * rank || zoom > 9 || widest < 12)
    return false;
  self->kind = TOPOS_LABEL_COUNTRY;
  self->priority = 1 + rank;
  self->size = letter_size (self->kind, 6.5 + widest / 26 + (zoom - 2) * 0.6 - rank * 0.35);
  return true;
}

static bool
state_candidate (ToposLabelWish *self, int rank, double zoom, double scale)
{
  const double widest = self->room / scale;
  if (zoom < 4.6 || zoom > 11.5 || widest < 44)
    return false;
  self->kind = TOPOS_LABEL_STATE;
  self->priority = 6.2 + rank * 0.6;
  self->size = letter_size (self->kind, 7 + widest / 60);
  return true;
}

static bool
region_candidate (ToposLabelWish *self, const char *kind, int rank, double zoom, double scale)
{
  static const struct {
    const char *word;
    ToposLabelKind kind;
  } WORDS[] = {
    { "ocean", TOPOS_LABEL_OCEAN }, { "sea", TOPOS_LABEL_SEA }, { "lake", TOPOS_LABEL_LAKE },
    { "mountains", TOPOS_LABEL_MOUNTAINS }, { "desert", TOPOS_LABEL_DESERT }, { "plain", TOPOS_LABEL_DESERT },
    { "island", TOPOS_LABEL_ISLAND },
  };
  const double widest = self->room / scale;
  rank = CLAMP (rank, 0, (int) G_N_ELEMENTS (REGION_ZOOMS) - 1);
  if (!kind || zoom < REGION_ZOOMS[rank] || zoom > REGION_ZOOMS[rank] + 6.5)
    return false;
  for (size_t i = 0; i < G_N_ELEMENTS (WORDS); i++)
    if (strcmp (kind, WORDS[i].word) == 0) {
      self->kind = WORDS[i].kind;
      self->priority = 1.4 + 1.5 * rank;
      self->size = letter_size (self->kind, 7 + widest / 28);
      return true;
    }
  return false;
}

static bool
town_candidate (ToposLabelWish *self, int rank, int capital, double zoom)
{
  const int last = (int) G_N_ELEMENTS (TOWN_ZOOMS) - 1;
  rank = CLAMP (rank, 0, last);
  const double first = TOWN_ZOOMS[rank] - (capital == 1 ? 0.6 : 0);
  if (zoom < first)
    return false;
  self->kind = capital == 1 ? TOPOS_LABEL_CAPITAL : rank >= 9 ? TOPOS_LABEL_VILLAGE : TOPOS_LABEL_TOWN;
  self->priority = 2.6 + rank * 0.9 - (capital == 1 ? 1.2 : capital == 2 ? 0.4 : 0);
  self->size = letter_size (self->kind, TOPOS_LABEL_LOOKS[self->kind].least_px +
                                        (zoom - first) * 0.55 + (rank < 3 ? 1.5 - rank * 0.5 : 0));
  self->dot = CLAMP (1.4 + (zoom - first) * 0.25 + (rank < 4 ? 0.6 : 0), 1.4, 3.2);
  self->capital = capital;
  return true;
}

/* Unless something else bears the name, in the reader's language or in English. */
static void
add_wish (Collector *self, ToposLabelWish wish)
{
  g_autofree char *english = wish.text != wish.english ? topos_fold (wish.english, -1) : NULL;
  wish.key = topos_fold (wish.text, -1);
  if (g_hash_table_contains (self->taken, wish.key) ||
      (english && g_hash_table_contains (self->taken, english))) {
    g_free (wish.key);
    return;
  }
  g_array_append_val (self->wishes, wish);
}

/* Numbers of the keys that a layer's features are asked for. */
typedef struct {
  int name;
  int local;
  int rank;
  int span;
  int kind;
  int capital;
} Keys;

static void
collect_feature (Collector *self, const ToposPlacedTile *placed, const ToposTileLayer *layer,
                 const ToposTileFeature *feature, const Keys *keys)
{
  const ToposBaseView *view = self->view;
  const ToposTilePoint at = feature->parts[0].points[0];
  const char *english = topos_tile_text (layer, feature, keys->name);
  /* What lies in a tile's margin is the neighbour's. */
  if (!english || feature->kind != TOPOS_GEOMETRY_POINT || at.x < 0 || at.y < 0 ||
      at.x >= layer->extent || at.y >= layer->extent)
    return;

  const char *local = topos_tile_text (layer, feature, keys->local);
  const int rank = (int) topos_tile_number (layer, feature, keys->rank, 99);
  const double world = topos_base_view_world (view);
  ToposLabelWish wish = {
    .text = local ? local : english,
    .english = english,
    .x = placed->x + at.x * placed->size / layer->extent,
    .y = placed->y + at.y * placed->size / layer->extent,
    .room = topos_tile_number (layer, feature, keys->span, 0) / 65536 * world,
  };
  bool wanted = false;
  if (strcmp (layer->name, "country") == 0)
    wanted = country_candidate (&wish, rank, view->zoom, view->scale);
  else if (strcmp (layer->name, "state") == 0)
    wanted = state_candidate (&wish, rank, view->zoom, view->scale);
  else if (strcmp (layer->name, "region") == 0)
    wanted = region_candidate (&wish, topos_tile_text (layer, feature, keys->kind), rank,
                               view->zoom, view->scale);
  else
    wanted = town_candidate (&wish, rank,
                             (int) topos_tile_number (layer, feature, keys->capital, 0),
                             view->zoom);
  if (!wanted)
    return;
  wish.size *= letter_scale (view);
  wish.dot *= view->scale;
  add_wish (self, wish);
}

static void
collect_layer (Collector *self, const ToposPlacedTile *placed, const char *name)
{
  const ToposTileLayer *layer = topos_vector_tile_layer (placed->tile, name);
  if (!layer)
    return;
  const Keys keys = {
    .name = topos_tile_layer_key (layer, "name"),
    .local = self->name_key ? topos_tile_layer_key (layer, self->name_key) : -1,
    .rank = topos_tile_layer_key (layer, "rank"),
    .span = topos_tile_layer_key (layer, "span"),
    .kind = topos_tile_layer_key (layer, "kind"),
    .capital = topos_tile_layer_key (layer, "capital"),
  };
  for (uint32_t i = 0; i < layer->n_features; i++)
    collect_feature (self, placed, layer, &layer->features[i], &keys);
}

/* ---------------------------------------------------------------------- the user's own tiles */

/* A feature's name in the user's language, in English, or as it is; they come in many keys. */
static const char *
own_name (const Collector *self, const ToposTileLayer *layer, const ToposTileFeature *feature)
{
  const char *const keys[] = { self->name_key, self->underlined, "name:en", "name_en", "name:latin",
                               "name" };
  const char *name = NULL;
  for (size_t k = 0; k < G_N_ELEMENTS (keys) && !name; k++)
    name = keys[k] ? topos_tile_text (layer, feature, topos_tile_layer_key (layer, keys[k])) : NULL;
  return name;
}

/* What an own tile's layer names, and from which zoom on: at its points, along its lines (streets
 * only along lines), never in its polygons. */
typedef struct {
  const char *layer;
  const char *key;
  const char *words;    /* "|river|canal|"; NULL: all */
  ToposLabelKind kind;
  double first_zoom;
  double priority;
} OwnRule;

static const OwnRule SHORTBREAD[] = {
  { "water_polygons_labels", NULL, NULL, TOPOS_LABEL_LAKE, 8, 9 },
  { "water_lines_labels", "kind", "|river|canal|", TOPOS_LABEL_RIVER, 9, 10 },
  { "water_lines_labels", "kind", "|stream|ditch|", TOPOS_LABEL_RIVER, 14, 17 },
  { "street_labels", "kind", "|motorway|trunk|primary|", TOPOS_LABEL_STREET, 12, 13 },
  { "street_labels", "kind", "|secondary|tertiary|", TOPOS_LABEL_STREET, 13.5, 14 },
  { "street_labels", "kind", "|residential|unclassified|living_street|pedestrian|", TOPOS_LABEL_STREET, 15, 16 },
};

static const OwnRule OPENMAPTILES[] = {
  { "water_name", "class", "|ocean|", TOPOS_LABEL_OCEAN, 0, 8 },
  { "water_name", "class", "|sea|bay|strait|", TOPOS_LABEL_SEA, 5, 8.5 },
  { "water_name", "class", "|lake|", TOPOS_LABEL_LAKE, 8, 9 },
  { "waterway", "class", "|river|canal|", TOPOS_LABEL_RIVER, 9, 10 },
  { "waterway", "class", "|stream|ditch|drain|", TOPOS_LABEL_RIVER, 14, 17 },
  { "transportation_name", "class", "|motorway|trunk|primary|", TOPOS_LABEL_STREET, 12, 13 },
  { "transportation_name", "class", "|secondary|tertiary|", TOPOS_LABEL_STREET, 13.5, 14 },
  { "transportation_name", "class", "|minor|service|", TOPOS_LABEL_STREET, 15, 16 },
};

/* The part of a line that is longest, which is most likely to hold its name. */
static const ToposTilePart *
longest_part (const ToposTileFeature *feature)
{
  const ToposTilePart *longest = &feature->parts[0];
  int64_t most = 0;
  for (uint32_t i = 0; i < feature->n_parts; i++) {
    const ToposTilePart *part = &feature->parts[i];
    const int64_t across = (int64_t) part->high.x - part->low.x;
    const int64_t down = (int64_t) part->high.y - part->low.y;
    if (across + down > most) {
      most = across + down;
      longest = part;
    }
  }
  return longest;
}

static void
collect_ruled_feature (Collector *self, const ToposPlacedTile *placed, const ToposTileLayer *layer,
                       const ToposTileFeature *feature, const OwnRule *rule)
{
  const bool along = feature->kind == TOPOS_GEOMETRY_LINE;
  const ToposTilePoint at = feature->parts[0].points[0];
  const char *name = own_name (self, layer, feature);
  if (!name || feature->kind == TOPOS_GEOMETRY_POLYGON ||
      (rule->kind == TOPOS_LABEL_STREET && !along) ||
      (!along && (at.x < 0 || at.y < 0 || at.x >= layer->extent || at.y >= layer->extent)))
    return;
  const double unit = placed->size / layer->extent;
  const double grown = (self->view->zoom - rule->first_zoom) * 0.5;
  const ToposLabelWish wish = {
    .kind = rule->kind, .priority = rule->priority, .text = name, .english = name,
    .x = placed->x + (along ? 0 : at.x * unit), .y = placed->y + (along ? 0 : at.y * unit),
    .size = letter_size (rule->kind, TOPOS_LABEL_LOOKS[rule->kind].least_px + grown)
            * letter_scale (self->view),
    .line = along ? longest_part (feature) : NULL, .unit = unit,
  };
  add_wish (self, wish);
}

static void
collect_ruled (Collector *self, const ToposPlacedTile *placed, const OwnRule *rule)
{
  const ToposTileLayer *layer = topos_vector_tile_layer (placed->tile, rule->layer);
  if (!layer || self->view->zoom < rule->first_zoom)
    return;
  const int key = rule->key ? topos_tile_layer_key (layer, rule->key) : -1;
  for (uint32_t i = 0; i < layer->n_features; i++)
    if (!rule->words ||
        topos_tile_word_is_of (topos_tile_text (layer, &layer->features[i], key), rule->words))
      collect_ruled_feature (self, placed, layer, &layer->features[i], rule);
}

static void
collect_settlements (Collector *self, const ToposPlacedTile *placed, ToposTilesSchema schema)
{
  const bool shortbread = schema == TOPOS_SCHEMA_SHORTBREAD;
  const ToposTileLayer *layer =
    topos_vector_tile_layer (placed->tile, shortbread ? "place_labels" : "place");
  if (!layer)
    return;
  const int kind = topos_tile_layer_key (layer, shortbread ? "kind" : "class");
  const int capital = topos_tile_layer_key (layer, "capital");
  for (uint32_t i = 0; i < layer->n_features; i++) {
    const ToposTileFeature *feature = &layer->features[i];
    const ToposTilePoint at = feature->parts[0].points[0];
    const char *name = own_name (self, layer, feature);
    const int rank = topos_extract_town_rank (topos_tile_text (layer, feature, kind));
    if (!name || rank > 12 || feature->kind != TOPOS_GEOMETRY_POINT || at.x < 0 || at.y < 0 ||
        at.x >= layer->extent || at.y >= layer->extent)
      continue;
    const bool first = topos_tile_number (layer, feature, capital, 0) == 2 || rank == 2;
    ToposLabelWish wish = {
      .text = name, .english = name,
      .x = placed->x + at.x * placed->size / layer->extent,
      .y = placed->y + at.y * placed->size / layer->extent,
    };
    if (!town_candidate (&wish, first ? 2 : rank, first ? 1 : 0, self->view->zoom))
      continue;
    wish.size *= letter_scale (self->view);
    wish.dot *= self->view->scale;
    add_wish (self, wish);
  }
}

static void
collect_own_tile (Collector *self, const ToposPlacedTile *placed, ToposTilesSchema schema)
{
  const bool shortbread = schema == TOPOS_SCHEMA_SHORTBREAD;
  const OwnRule *rules = shortbread ? SHORTBREAD : OPENMAPTILES;
  const size_t n = shortbread ? G_N_ELEMENTS (SHORTBREAD) : G_N_ELEMENTS (OPENMAPTILES);
  collect_settlements (self, placed, schema);
  for (size_t i = 0; i < n; i++)
    collect_ruled (self, placed, &rules[i]);
}

/* ------------------------------------------------------------------------------------ in order */

static GHashTable *
keys_of (const char *const *names)
{
  GHashTable *keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (; names && *names; names++)
    g_hash_table_add (keys, topos_fold (*names, -1));
  return keys;
}

static void
wish_clear (gpointer wish)
{
  g_free (((ToposLabelWish *) wish)->key);
}

static int
compare_wishes (gconstpointer a, gconstpointer b)
{
  const ToposLabelWish *x = a;
  const ToposLabelWish *y = b;
  if (x->priority != y->priority)
    return x->priority < y->priority ? -1 : 1;
  if (x->room != y->room)
    return x->room > y->room ? -1 : 1;
  const int by_name = strcmp (x->english, y->english);
  if (by_name != 0)
    return by_name;
  if (x->x != y->x || x->y != y->y)
    return x->x < y->x ? -1 : x->x > y->x ? 1 : x->y < y->y ? -1 : 1;
  if (!x->line || !y->line)
    return (x->line != NULL) - (y->line != NULL);
  const ToposTilePoint p = x->line->points[0];
  const ToposTilePoint q = y->line->points[0];
  return p.x != q.x ? (p.x > q.x) - (p.x < q.x) : (p.y > q.y) - (p.y < q.y);
}

ToposLabelWishes *
topos_label_wishes_new (ToposBaseMap *map, const ToposBaseView *view, double margin,
                        const char *const *taken)
{
  static const char *const LAYERS[] = { "country", "region", "state", "place" };  /* towns last */
  g_autofree char *language = view->language ? g_strndup (view->language,
                                                          strcspn (view->language, "_.@-"))
                                             : NULL;
  g_autofree char *name_key = language ? g_strconcat ("name:", language, NULL) : NULL;
  g_autofree char *underlined = language ? g_strconcat ("name_", language, NULL) : NULL;
  g_autoptr (GHashTable) taken_keys = keys_of (taken);
  ToposLabelWishes *self = g_new (ToposLabelWishes, 1);
  self->wishes = g_array_new (FALSE, FALSE, sizeof (ToposLabelWish));
  g_array_set_clear_func (self->wishes, wish_clear);
  self->tiles = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  Collector collector = { .view = view, .taken = taken_keys, .name_key = name_key,
                          .underlined = underlined, .wishes = self->wishes };

  const size_t n_layers = G_N_ELEMENTS (LAYERS) - (view->without_towns ? 1 : 0);
  GArray *tiles = topos_base_map_tiles (map, view, margin);
  g_ptr_array_add (self->tiles, tiles);
  for (unsigned int t = 0; t < tiles->len; t++)
    for (size_t i = 0; i < n_layers; i++)
      collect_layer (&collector, &g_array_index (tiles, ToposPlacedTile, t), LAYERS[i]);
  ToposTilesSchema schema = TOPOS_SCHEMA_TOPOS;
  for (unsigned int i = 0; !view->without_towns
                           && (tiles = topos_base_map_extract_tiles (map, view, i, &schema)); i++) {
    g_ptr_array_add (self->tiles, tiles);
    for (unsigned int t = 0; t < tiles->len; t++)
      collect_own_tile (&collector, &g_array_index (tiles, ToposPlacedTile, t), schema);
  }
  g_array_sort (self->wishes, compare_wishes);
  return self;
}

void
topos_label_wishes_free (ToposLabelWishes *self)
{
  g_array_unref (self->wishes);
  g_ptr_array_unref (self->tiles);
  g_free (self);
}
