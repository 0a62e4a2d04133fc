/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "draw/labels.h"

#include "draw/extract.h"
#include "draw/fonts.h"
#include "draw/style.h"

#include <math.h>
#include <pango/pangocairo.h>
#include <string.h>

#define CANDIDATES_MOST 1200  /* tried in a view; what comes after them would find no room */
#define PADDING_PX 3.0

typedef enum {
  LABEL_OCEAN,
  LABEL_SEA,
  LABEL_LAKE,
  LABEL_MOUNTAINS,
  LABEL_DESERT,
  LABEL_ISLAND,
  LABEL_COUNTRY,
  LABEL_STATE,
  LABEL_CAPITAL,
  LABEL_TOWN,
  LABEL_VILLAGE,
  LABEL_N_KINDS,
} LabelKind;

/* How each kind is written. Letter spacing in thousandths of the size. */
static const struct {
  ToposInk ink;
  ToposInk halo;
  int spacing;
  bool bold;
  bool italic;
  bool capitals;
  bool has_dot;
  double least_px;
  double most_px;
} KINDS[LABEL_N_KINDS] = {
  [LABEL_OCEAN]     = { TOPOS_INK_WATER_NAME, TOPOS_INK_WATER_HALO, 220, false, true, false, false, 12, 22 },
  [LABEL_SEA]       = { TOPOS_INK_WATER_NAME, TOPOS_INK_WATER_HALO, 90, false, true, false, false, 9.5, 16 },
  [LABEL_LAKE]      = { TOPOS_INK_WATER_NAME, TOPOS_INK_WATER_HALO, 20, false, true, false, false, 9, 13 },
  [LABEL_MOUNTAINS] = { TOPOS_INK_LAND_NAME, TOPOS_INK_HALO, 160, false, true, false, false, 9.5, 14 },
  [LABEL_DESERT]    = { TOPOS_INK_LAND_NAME, TOPOS_INK_HALO, 160, false, true, false, false, 9.5, 14 },
  [LABEL_ISLAND]    = { TOPOS_INK_LAND_NAME, TOPOS_INK_HALO, 60, false, true, false, false, 9.5, 13 },
  [LABEL_COUNTRY]   = { TOPOS_INK_COUNTRY_NAME, TOPOS_INK_HALO, 130, false, false, true, false, 8.5, 19 },
  [LABEL_STATE]     = { TOPOS_INK_STATE_NAME, TOPOS_INK_HALO, 110, false, false, true, false, 8, 12.5 },
  [LABEL_CAPITAL]   = { TOPOS_INK_TOWN, TOPOS_INK_HALO, 0, true, false, false, true, 11, 16 },
  [LABEL_TOWN]      = { TOPOS_INK_TOWN, TOPOS_INK_HALO, 0, false, false, false, true, 10.5, 15 },
  [LABEL_VILLAGE]   = { TOPOS_INK_VILLAGE, TOPOS_INK_HALO, 0, false, false, false, true, 10, 12 },
};

/* The zoom from which a town of a rank, a region of a rank may be named. */
static const double TOWN_ZOOMS[] = { 2.6, 3.2, 3.8, 4.6, 5.0, 5.6, 6.0, 6.8, 7.4, 8.0, 8.5, 9.2, 10 };
static const double REGION_ZOOMS[] = { 1.0, 2.7, 3.8, 5.0, 6.0, 7.5 };

/* A name that wants a place. */
typedef struct {
  LabelKind kind;
  double priority;   /* the lowest chooses first */
  const char *text;  /* the tile's */
  const char *english;
  double x;
  double y;
  double size;       /* of the letters, in units */
  double room;       /* how wide the thing is, in units; 0 for a point */
  double dot;        /* radius of its dot, in units */
  int capital;
} Candidate;

typedef struct {
  PangoLayout *layout;
  LabelKind kind;
  ToposRect rect;      /* of the text */
  double dot_x, dot_y;
  double dot;
  int capital;
} Label;

struct ToposLabels {
  ToposTheme theme;
  double scale;
  GArray *labels;      /* Label */
};

/* --------------------------------------------------------------------------------- candidates */

typedef struct {
  const ToposBaseView *view;
  const char *const *taken;
  char *name_key;      /* "name:fr", or NULL */
  GArray *candidates;
} Collector;

static double
clamped (double value, double low, double high)
{
  return value < low ? low : value > high ? high : value;
}

static bool
country_candidate (Candidate *self, int rank, double zoom, double scale)
{
  const double widest = self->room / scale;
  if (zoom < 1.6 + 0.3 * rank || zoom > 9 || widest < 12)
    return false;
  self->kind = LABEL_COUNTRY;
  self->priority = 1 + rank;
  self->size = clamped (6.5 + widest / 26 + (zoom - 2) * 0.6 - rank * 0.35,
                        KINDS[LABEL_COUNTRY].least_px, KINDS[LABEL_COUNTRY].most_px);
  return true;
}

static bool
state_candidate (Candidate *self, int rank, double zoom, double scale)
{
  const double widest = self->room / scale;
  if (zoom < 4.6 || zoom > 11.5 || widest < 44)
    return false;
  self->kind = LABEL_STATE;
  self->priority = 6.2 + rank * 0.6;
  self->size = clamped (7 + widest / 60, KINDS[LABEL_STATE].least_px,
                        KINDS[LABEL_STATE].most_px);
  return true;
}

static bool
region_candidate (Candidate *self, const char *kind, int rank, double zoom, double scale)
{
  static const struct {
    const char *word;
    LabelKind kind;
  } WORDS[] = {
    { "ocean", LABEL_OCEAN }, { "sea", LABEL_SEA }, { "lake", LABEL_LAKE },
    { "mountains", LABEL_MOUNTAINS }, { "desert", LABEL_DESERT }, { "plain", LABEL_DESERT },
    { "island", LABEL_ISLAND },
  };
  const double widest = self->room / scale;
  rank = CLAMP (rank, 0, (int) G_N_ELEMENTS (REGION_ZOOMS) - 1);
  if (!kind || zoom < REGION_ZOOMS[rank] || zoom > REGION_ZOOMS[rank] + 6.5)
    return false;
  for (size_t i = 0; i < G_N_ELEMENTS (WORDS); i++)
    if (strcmp (kind, WORDS[i].word) == 0) {
      self->kind = WORDS[i].kind;
      self->priority = 1.4 + 1.5 * rank;
      self->size = clamped (7 + widest / 28, KINDS[self->kind].least_px,
                            KINDS[self->kind].most_px);
      return true;
    }
  return false;
}

static bool
town_candidate (Candidate *self, int rank, int capital, double zoom)
{
  const int last = (int) G_N_ELEMENTS (TOWN_ZOOMS) - 1;
  rank = CLAMP (rank, 0, last);
  const double first = TOWN_ZOOMS[rank] - (capital == 1 ? 0.6 : 0);
  if (zoom < first)
    return false;
  self->kind = capital == 1 ? LABEL_CAPITAL : rank >= 9 ? LABEL_VILLAGE : LABEL_TOWN;
  self->priority = 2.6 + rank * 0.9 - (capital == 1 ? 1.2 : capital == 2 ? 0.4 : 0);
  self->size = clamped (KINDS[self->kind].least_px + (zoom - first) * 0.55 +
                        (rank < 3 ? 1.5 - rank * 0.5 : 0),
                        KINDS[self->kind].least_px, KINDS[self->kind].most_px);
  self->dot = clamped (1.4 + (zoom - first) * 0.25 + (rank < 4 ? 0.6 : 0), 1.4, 3.2);
  self->capital = capital;
  return true;
}

static bool
is_taken (const Collector *self, const char *name)
{
  for (const char *const *taken = self->taken; taken && *taken; taken++)
    if (strcmp (*taken, name) == 0)
      return true;
  return false;
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
  const double world = 256 * exp2 (view->zoom) * view->scale;
  Candidate candidate = {
    .text = local ? local : english,
    .english = english,
    .x = placed->x + at.x * placed->size / layer->extent,
    .y = placed->y + at.y * placed->size / layer->extent,
    .room = topos_tile_number (layer, feature, keys->span, 0) / 65536 * world,
  };
  bool wanted = false;
  if (strcmp (layer->name, "country") == 0)
    wanted = country_candidate (&candidate, rank, view->zoom, view->scale);
  else if (strcmp (layer->name, "state") == 0)
    wanted = state_candidate (&candidate, rank, view->zoom, view->scale);
  else if (strcmp (layer->name, "region") == 0)
    wanted = region_candidate (&candidate, topos_tile_text (layer, feature, keys->kind), rank,
                               view->zoom, view->scale);
  else
    wanted = town_candidate (&candidate, rank,
                             (int) topos_tile_number (layer, feature, keys->capital, 0),
                             view->zoom);
  if (!wanted || is_taken (self, candidate.text) || is_taken (self, english))
    return;
  candidate.size *= view->scale;
  candidate.dot *= view->scale;
  g_array_append_val (self->candidates, candidate);
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

/* The settlements of the user's own tiles, whose names come in many keys. */
static void
collect_extract (Collector *self, const ToposPlacedTile *placed, ToposTilesSchema schema)
{
  const bool shortbread = schema == TOPOS_SCHEMA_SHORTBREAD;
  const ToposTileLayer *layer =
    topos_vector_tile_layer (placed->tile, shortbread ? "place_labels" : "place");
  if (!layer)
    return;
  g_autofree char *underlined = self->name_key ? g_strdelimit (g_strdup (self->name_key), ":", '_')
                                               : NULL;
  const char *const own[] = { self->name_key, underlined, "name:en", "name_en", "name:latin",
                              "name" };
  const int kind = topos_tile_layer_key (layer, shortbread ? "kind" : "class");
  const int capital = topos_tile_layer_key (layer, "capital");
  for (uint32_t i = 0; i < layer->n_features; i++) {
    const ToposTileFeature *feature = &layer->features[i];
    const ToposTilePoint at = feature->parts[0].points[0];
    const char *word = topos_tile_text (layer, feature, kind);
    const char *name = NULL;
    for (size_t k = 0; k < G_N_ELEMENTS (own) && !name; k++)
      name = own[k] ? topos_tile_text (layer, feature, topos_tile_layer_key (layer, own[k])) : NULL;
    const int rank = topos_extract_town_rank (word);
    if (!name || rank > 12 || feature->kind != TOPOS_GEOMETRY_POINT || at.x < 0 || at.y < 0 ||
        at.x >= layer->extent || at.y >= layer->extent)
      continue;
    const bool first = topos_tile_number (layer, feature, capital, 0) == 2 || rank == 2;
    Candidate candidate = {
      .text = name, .english = name,
      .x = placed->x + at.x * placed->size / layer->extent,
      .y = placed->y + at.y * placed->size / layer->extent,
    };
    if (is_taken (self, name) ||
        !town_candidate (&candidate, first ? 2 : rank, first ? 1 : 0, self->view->zoom))
      continue;
    candidate.size *= self->view->scale;
    candidate.dot *= self->view->scale;
    g_array_append_val (self->candidates, candidate);
  }
}

/* The settlements of all added files. Gives the tiles that hold the names' text. */
static GPtrArray *
collect_extracts (Collector *self, ToposBaseMap *map)
{
  GPtrArray *held = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  ToposTilesSchema schema = TOPOS_SCHEMA_TOPOS;
  GArray *tiles;
  for (unsigned int i = 0;
       (tiles = topos_base_map_extract_tiles (map, self->view, i, &schema)) != NULL; i++) {
    for (unsigned int t = 0; t < tiles->len; t++)
      collect_extract (self, &g_array_index (tiles, ToposPlacedTile, t), schema);
    g_ptr_array_add (held, tiles);
  }
  return held;
}

static int
compare_candidates (gconstpointer a, gconstpointer b)
{
  const Candidate *x = a;
  const Candidate *y = b;
  if (x->priority != y->priority)
    return x->priority < y->priority ? -1 : 1;
  if (x->room != y->room)
    return x->room > y->room ? -1 : 1;
  const int by_name = strcmp (x->english, y->english);
  if (by_name != 0)
    return by_name;
  return x->x < y->x ? -1 : x->x > y->x ? 1 : x->y < y->y ? -1 : x->y > y->y;
}

/* ------------------------------------------------------------------------------------ layouts */

/* Capital letters without asking the locale, which would make a picture depend on the machine. */
static char *
capitals_of (const char *text, const char *language)
{
  const bool dotted = language && (g_str_has_prefix (language, "tr") ||
                                   g_str_has_prefix (language, "az"));
  GString *out = g_string_new (NULL);
  for (const char *p = text; *p; p = g_utf8_next_char (p)) {
    const gunichar c = g_utf8_get_char (p);
    g_string_append_unichar (out, dotted && c == 'i' ? 0x130 : g_unichar_toupper (c));
  }
  return g_string_free (out, FALSE);
}

/* Breaks a name of several words at the space nearest to its middle. False when there is none. */
static bool
break_in_two (char *text)
{
  const size_t length = strlen (text);
  char *best = NULL;
  for (char *p = text; (p = strchr (p, ' ')); p++)
    if (!best || labs ((long) (p - text) * 2 - (long) length) <
                 labs ((long) (best - text) * 2 - (long) length))
      best = p;
  if (!best)
    return false;
  *best = '\n';
  return true;
}

/* Letters that join, or stand on one another, are not to be drawn apart. */
static bool
may_be_spaced (const char *text)
{
  for (const char *p = text; *p; p = g_utf8_next_char (p)) {
    const gunichar c = g_utf8_get_char (p);
    if ((c >= 0x590 && c < 0x10a0) || (c >= 0x1780 && c < 0x1800) || (c >= 0xfb50 && c < 0xff00))
      return false;
  }
  return true;
}

static PangoLayout *
layout_of (PangoContext *context, const Candidate *candidate, const char *text)
{
  PangoLayout *layout = topos_fonts_layout (context, text, candidate->size,
                                            KINDS[candidate->kind].bold);
  if (KINDS[candidate->kind].italic) {
    g_autoptr (PangoFontDescription) font =
      pango_font_description_copy (pango_layout_get_font_description (layout));
    pango_font_description_set_style (font, PANGO_STYLE_ITALIC);
    pango_layout_set_font_description (layout, font);
  }
  if (KINDS[candidate->kind].spacing > 0 && may_be_spaced (text)) {
    g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();
    pango_attr_list_insert (attributes, pango_attr_letter_spacing_new (
      (int) (candidate->size * KINDS[candidate->kind].spacing / 1000 * PANGO_SCALE)));
    pango_layout_set_attributes (layout, attributes);
  }
  if (!KINDS[candidate->kind].has_dot) {
    pango_layout_set_alignment (layout, PANGO_ALIGN_CENTER);
    pango_layout_set_line_spacing (layout, 0.85f);
  }
  return layout;
}

static double
width_of (PangoLayout *layout)
{
  PangoRectangle extents;
  pango_layout_get_extents (layout, NULL, &extents);
  return extents.width / (double) PANGO_SCALE;
}

/* The name laid out, in two lines where it is wider than what it names. NULL when it is far too
 * wide to be understood. */
static PangoLayout *
fitted_layout (PangoContext *context, const Candidate *candidate, const char *name,
               const char *language, double zoom)
{
  g_autofree char *text = KINDS[candidate->kind].capitals ? capitals_of (name, language)
                                                          : g_strdup (name);
  PangoLayout *layout = layout_of (context, candidate, text);
  if (candidate->room <= 0 || KINDS[candidate->kind].has_dot)
    return layout;

  double width = width_of (layout);
  if (width > candidate->room * 1.05 && break_in_two (text)) {
    g_object_unref (layout);
    layout = layout_of (context, candidate, text);
    width = width_of (layout);
  }
  const double excess = candidate->kind == LABEL_COUNTRY ? 1.2 + MAX (0, zoom - 3) * 0.35
                        : candidate->kind == LABEL_STATE ? 1.0 : 1.6;
  if (width > candidate->room * excess)
    g_clear_object (&layout);
  return layout;
}

/* -------------------------------------------------------------------------------------- placing */

/* What is already taken, by cells of a grid, so that a test touches few. */
typedef struct {
  ToposRect bounds;
  double cell;
  int columns;
  int rows;
  GArray **cells;  /* ToposRect */
} Taken;

static void
taken_init (Taken *self, ToposRect bounds, double cell)
{
  *self = (Taken) { .bounds = bounds, .cell = cell,
                    .columns = MAX (1, (int) ceil (bounds.width / cell)),
                    .rows = MAX (1, (int) ceil (bounds.height / cell)) };
  self->cells = g_new0 (GArray *, (size_t) self->columns * (size_t) self->rows);
}

static void
taken_clear (Taken *self)
{
  for (int i = 0; i < self->columns * self->rows; i++)
    g_clear_pointer (&self->cells[i], g_array_unref);
  g_free (self->cells);
}

/* Calls for each cell that a rectangle touches; false as soon as `rect` meets one that is there.
 * With `add`, puts it in instead. */
static bool
taken_visit (Taken *self, ToposRect rect, bool add)
{
  const int left = CLAMP ((int) floor ((rect.x - self->bounds.x) / self->cell), 0,
                          self->columns - 1);
  const int right = CLAMP ((int) floor ((rect.x + rect.width - self->bounds.x) / self->cell), 0,
                           self->columns - 1);
  const int top = CLAMP ((int) floor ((rect.y - self->bounds.y) / self->cell), 0, self->rows - 1);
  const int bottom = CLAMP ((int) floor ((rect.y + rect.height - self->bounds.y) / self->cell), 0,
                            self->rows - 1);
  for (int row = top; row <= bottom; row++)
    for (int column = left; column <= right; column++) {
      GArray **cell = &self->cells[row * self->columns + column];
      if (add && !*cell)
        *cell = g_array_new (FALSE, FALSE, sizeof (ToposRect));
      if (add)
        g_array_append_val (*cell, rect);
      for (unsigned int i = 0; !add && *cell && i < (*cell)->len; i++)
        if (topos_rects_overlap (rect, g_array_index (*cell, ToposRect, i)))
          return false;
    }
  return true;
}

static bool
lies_within (ToposRect inner, ToposRect outer)
{
  return inner.x >= outer.x && inner.y >= outer.y &&
         inner.x + inner.width <= outer.x + outer.width &&
         inner.y + inner.height <= outer.y + outer.height;
}

static ToposRect
grown (ToposRect rect, double by)
{
  return (ToposRect) { .x = rect.x - by, .y = rect.y - by, .width = rect.width + 2 * by,
                       .height = rect.height + 2 * by };
}

static ToposRect
dot_rect (const Candidate *candidate)
{
  return (ToposRect) { .x = candidate->x - candidate->dot, .y = candidate->y - candidate->dot,
                       .width = 2 * candidate->dot, .height = 2 * candidate->dot };
}

/* Tries the places that a name may have round its point; the best first. */
static bool
find_room (Taken *taken, const Candidate *candidate, double width, double height, double padding,
           ToposRect *found)
{
  /* The text's corner, as parts of its width and height from the point, and dots aside. */
  static const double BESIDE[][3] = {
    { 0, -0.52, 1 }, { -1, -0.52, -1 }, { 0, -1.02, 0.7 }, { 0, 0, 0.7 }, { -0.5, -1.1, 0 },
    { -0.5, 0.1, 0 }, { -1, -1.02, -0.7 }, { -1, 0, -0.7 },
  };
  static const double OVER[][3] = {
    { -0.5, -0.5, 0 }, { -0.5, -1.1, 0 }, { -0.5, 0.1, 0 }, { -0.5, -1.8, 0 }, { -0.5, 0.8, 0 },
  };
  const bool beside = KINDS[candidate->kind].has_dot;
  const double aside = candidate->dot + padding;
  const double (*tries)[3] = beside ? BESIDE : OVER;
  const size_t n = beside ? G_N_ELEMENTS (BESIDE) : G_N_ELEMENTS (OVER);

  if (beside && !taken_visit (taken, dot_rect (candidate), false))
    return false;
  for (size_t i = 0; i < n; i++) {
    const ToposRect rect = { .x = candidate->x + tries[i][0] * width + tries[i][2] * aside,
                             .y = candidate->y + tries[i][1] * height,
                             .width = width, .height = height };
    if (!lies_within (rect, taken->bounds) ||
        !taken_visit (taken, grown (rect, padding / 2), false))
      continue;
    *found = rect;
    return true;
  }
  return false;
}

static void
label_clear (gpointer data)
{
  Label *label = data;
  g_clear_object (&label->layout);
}

/* Two files may know the same town, at points that differ a little. */
static bool
is_placed (const ToposLabels *self, const Candidate *candidate)
{
  const double near = 60 * self->scale;
  for (unsigned int i = 0; i < self->labels->len; i++) {
    const Label *label = &g_array_index (self->labels, Label, i);
    if (label->dot > 0 && fabs (label->dot_x - candidate->x) < near &&
        fabs (label->dot_y - candidate->y) < near &&
        strcmp (pango_layout_get_text (label->layout), candidate->text) == 0)
      return true;
  }
  return false;
}

static void
place_one (ToposLabels *self, Taken *taken, const Candidate *candidate, PangoContext *context,
           const ToposBaseView *view)
{
  const double padding = PADDING_PX * view->scale;
  if (!lies_within ((ToposRect) { .x = candidate->x, .y = candidate->y }, taken->bounds))
    return;
  /* Where dots crowd, the text's making is saved. */
  if (KINDS[candidate->kind].has_dot &&
      (!taken_visit (taken, dot_rect (candidate), false) || is_placed (self, candidate)))
    return;

  g_autoptr (PangoLayout) layout =
    fitted_layout (context, candidate, candidate->text, view->language, view->zoom);
  if (layout && pango_layout_get_unknown_glyphs_count (layout) > 0) {
    /* No font on this machine has the script: boxes tell nobody anything. */
    g_object_unref (layout);
    layout = fitted_layout (context, candidate, candidate->english, NULL, view->zoom);
  }
  if (!layout)
    return;

  PangoRectangle extents;
  ToposRect rect;
  pango_layout_get_extents (layout, NULL, &extents);
  const double width = extents.width / (double) PANGO_SCALE;
  const double height = extents.height / (double) PANGO_SCALE;
  if (!find_room (taken, candidate, width, height, padding, &rect))
    return;

  taken_visit (taken, grown (rect, padding / 2), true);
  if (candidate->dot > 0)
    taken_visit (taken, dot_rect (candidate), true);
  const Label label = {
    .layout = g_steal_pointer (&layout), .kind = candidate->kind, .rect = rect,
    .dot_x = candidate->x, .dot_y = candidate->y, .dot = candidate->dot,
    .capital = candidate->capital,
  };
  g_array_append_val (self->labels, label);
}

ToposLabels *
topos_labels_place (ToposBaseMap *map, const ToposBaseView *view, PangoContext *context,
                    ToposRect bounds, const ToposRect *obstacles, size_t n_obstacles,
                    const char *const *taken_names)
{
  static const char *const LAYERS[] = { "country", "region", "state", "place" };
  const double beyond = MAX (MAX (-bounds.x, -bounds.y),
                             MAX (bounds.x + bounds.width - view->width,
                                  bounds.y + bounds.height - view->height));
  g_autoptr (GArray) tiles = topos_base_map_tiles (map, view, MAX (0, beyond));
  g_autoptr (GArray) candidates = g_array_new (FALSE, FALSE, sizeof (Candidate));
  g_autofree char *language = view->language ? g_strndup (view->language,
                                                          strcspn (view->language, "_.@-"))
                                             : NULL;
  g_autofree char *name_key = language ? g_strconcat ("name:", language, NULL) : NULL;
  Collector collector = { .view = view, .taken = taken_names, .name_key = name_key,
                          .candidates = candidates };
  for (unsigned int t = 0; t < tiles->len; t++)
    for (size_t i = 0; i < G_N_ELEMENTS (LAYERS); i++)
      collect_layer (&collector, &g_array_index (tiles, ToposPlacedTile, t), LAYERS[i]);
  g_autoptr (GPtrArray) held = collect_extracts (&collector, map);
  g_array_sort (candidates, compare_candidates);

  ToposLabels *self = g_new0 (ToposLabels, 1);
  self->theme = view->theme;
  self->scale = view->scale;
  self->labels = g_array_new (FALSE, FALSE, sizeof (Label));
  g_array_set_clear_func (self->labels, label_clear);

  Taken taken;
  taken_init (&taken, bounds, 64 * view->scale);
  for (size_t i = 0; i < n_obstacles; i++)
    if (topos_rects_overlap (obstacles[i], bounds))
      taken_visit (&taken, obstacles[i], true);
  for (unsigned int i = 0; i < candidates->len && i < CANDIDATES_MOST; i++)
    place_one (self, &taken, &g_array_index (candidates, Candidate, i), context, view);
  taken_clear (&taken);
  return self;
}

void
topos_labels_free (ToposLabels *self)
{
  g_array_unref (self->labels);
  g_free (self);
}

/* ------------------------------------------------------------------------------------- painting */

/* A dot; a ring round it for a country's capital, a square for a province's. */
static void
paint_dot (const ToposLabels *self, cairo_t *cr, const Label *label)
{
  const double r = label->dot;
  cairo_new_path (cr);
  if (label->capital == 2)
    cairo_rectangle (cr, label->dot_x - r * 0.9, label->dot_y - r * 0.9, r * 1.8, r * 1.8);
  else
    cairo_arc (cr, label->dot_x, label->dot_y, label->capital == 1 ? r * 1.35 : r, 0, 2 * G_PI);
  topos_style_set_ink (cr, self->theme, TOPOS_INK_TOWN_FILL);
  cairo_fill_preserve (cr);
  topos_style_set_ink (cr, self->theme, KINDS[label->kind].ink);
  cairo_set_line_width (cr, 1.1 * self->scale);
  cairo_stroke (cr);
  if (label->capital != 1)
    return;
  cairo_arc (cr, label->dot_x, label->dot_y, r * 0.62, 0, 2 * G_PI);
  cairo_fill (cr);
}

static void
paint_text (const ToposLabels *self, cairo_t *cr, const Label *label)
{
  cairo_move_to (cr, label->rect.x, label->rect.y);
  pango_cairo_layout_path (cr, label->layout);
  cairo_set_line_width (cr, 2.6 * self->scale);
  topos_style_set_ink (cr, self->theme, KINDS[label->kind].halo);
  cairo_stroke (cr);
  cairo_move_to (cr, label->rect.x, label->rect.y);
  topos_style_set_ink (cr, self->theme, KINDS[label->kind].ink);
  pango_cairo_show_layout (cr, label->layout);
}

void
topos_labels_paint (const ToposLabels *self, cairo_t *cr)
{
  cairo_save (cr);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  /* The least important first, so that a halo never dims what matters more. */
  for (unsigned int i = self->labels->len; i > 0; i--) {
    const Label *label = &g_array_index (self->labels, Label, i - 1);
    if (label->dot > 0)
      paint_dot (self, cr, label);
    paint_text (self, cr, label);
  }
  cairo_restore (cr);
}

size_t
topos_labels_count (const ToposLabels *self)
{
  return self->labels->len;
}

const char *
topos_labels_text (const ToposLabels *self, size_t i)
{
  return pango_layout_get_text (g_array_index (self->labels, Label, i).layout);
}

ToposRect
topos_labels_rect (const ToposLabels *self, size_t i)
{
  return g_array_index (self->labels, Label, i).rect;
}
