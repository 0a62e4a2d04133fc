/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "draw/extract.h"

#include "draw/style.h"
#include "draw/tile-painter.h"

#include <math.h>
#include <string.h>

typedef enum {
  DEED_FILL,
  DEED_LINE,
  DEED_CASED,  /* a line with an edge: first all edges, then all lines */
  DEED_DASHES,
} Deed;

/* One kind of thing on the map. Widths are in reference pixels at zooms 8, 12, 16. */
typedef struct {
  const char *layer;
  ToposTileFilter filter;
  Deed deed;
  ToposInk ink;
  double first_zoom;
  double widths[3];
} Rule;

#define WORDS(key_, words_) { .key = key_, .words = words_ }
#define NUMBERS(key_, least_, most_) { .key = key_, .least = least_, .most = most_ }

/* In the order of painting. Shortbread 1.0, https://shortbread-tiles.org/schema/1.0/ */
static const Rule SHORTBREAD[] = {
  { "land", WORDS ("kind", "|residential|commercial|industrial|retail|"), DEED_FILL, TOPOS_INK_BUILT, 8, { 0 } },
  { "land", WORDS ("kind", "|forest|park|grass|meadow|scrub|heath|orchard|vineyard|garden|cemetery|recreation_ground|village_green|nature_reserve|"), DEED_FILL, TOPOS_INK_GREEN, 6, { 0 } },
  { "ocean", { 0 }, DEED_FILL, TOPOS_INK_WATER, 0, { 0 } },
  { "water_polygons", WORDS ("kind", "|water|river|basin|reservoir|dock|canal|lake|"), DEED_FILL, TOPOS_INK_WATER, 0, { 0 } },
  { "water_lines", WORDS ("kind", "|river|canal|"), DEED_LINE, TOPOS_INK_RIVER, 7, { 0.8, 1.8, 4 } },
  { "water_lines", WORDS ("kind", "|stream|ditch|"), DEED_LINE, TOPOS_INK_RIVER, 12, { 0.3, 0.7, 1.6 } },
  { "buildings", { 0 }, DEED_FILL, TOPOS_INK_ROAD_EDGE, 14, { 0 } },
  { "streets", WORDS ("kind", "|footway|path|track|cycleway|steps|pedestrian|"), DEED_LINE, TOPOS_INK_ROAD_EDGE, 14, { 0.2, 0.4, 1 } },
  { "streets", WORDS ("kind", "|residential|unclassified|living_street|service|"), DEED_CASED, TOPOS_INK_ROAD, 12.5, { 0.3, 0.9, 4.5 } },
  { "streets", WORDS ("kind", "|secondary|tertiary|"), DEED_CASED, TOPOS_INK_ROAD, 9.5, { 0.5, 1.5, 6.5 } },
  { "streets", WORDS ("kind", "|primary|"), DEED_CASED, TOPOS_INK_ROAD, 8, { 0.8, 2.2, 8 } },
  { "streets", WORDS ("kind", "|rail|narrow_gauge|light_rail|"), DEED_DASHES, TOPOS_INK_RAIL, 9, { 0.6, 1.0, 2 } },
  { "streets", WORDS ("kind", "|motorway|trunk|"), DEED_CASED, TOPOS_INK_ROAD, 6, { 1.2, 3, 10 } },
  { "boundaries", NUMBERS ("admin_level", 3, 4), DEED_DASHES, TOPOS_INK_PROVINCE, 4, { 0.8, 1.2, 1.6 } },
  { "boundaries", NUMBERS ("admin_level", 2, 2), DEED_LINE, TOPOS_INK_BOUNDARY, 0, { 1.2, 1.8, 2.4 } },
};

/* https://openmaptiles.org/schema/ */
static const Rule OPENMAPTILES[] = {
  { "landuse", WORDS ("class", "|residential|commercial|industrial|retail|suburb|quarter|neighbourhood|"), DEED_FILL, TOPOS_INK_BUILT, 6, { 0 } },
  { "landcover", WORDS ("class", "|wood|grass|farmland|wetland|"), DEED_FILL, TOPOS_INK_GREEN, 6, { 0 } },
  { "park", { 0 }, DEED_FILL, TOPOS_INK_GREEN, 8, { 0 } },
  { "water", { 0 }, DEED_FILL, TOPOS_INK_WATER, 0, { 0 } },
  { "waterway", WORDS ("class", "|river|canal|"), DEED_LINE, TOPOS_INK_RIVER, 7, { 0.8, 1.8, 4 } },
  { "waterway", WORDS ("class", "|stream|ditch|drain|"), DEED_LINE, TOPOS_INK_RIVER, 12, { 0.3, 0.7, 1.6 } },
  { "building", { 0 }, DEED_FILL, TOPOS_INK_ROAD_EDGE, 14, { 0 } },
  { "transportation", WORDS ("class", "|path|track|pedestrian|"), DEED_LINE, TOPOS_INK_ROAD_EDGE, 14, { 0.2, 0.4, 1 } },
  { "transportation", WORDS ("class", "|minor|service|"), DEED_CASED, TOPOS_INK_ROAD, 12.5, { 0.3, 0.9, 4.5 } },
  { "transportation", WORDS ("class", "|secondary|tertiary|"), DEED_CASED, TOPOS_INK_ROAD, 9.5, { 0.5, 1.5, 6.5 } },
  { "transportation", WORDS ("class", "|primary|"), DEED_CASED, TOPOS_INK_ROAD, 8, { 0.8, 2.2, 8 } },
  { "transportation", WORDS ("class", "|rail|"), DEED_DASHES, TOPOS_INK_RAIL, 9, { 0.6, 1.0, 2 } },
  { "transportation", WORDS ("class", "|motorway|trunk|"), DEED_CASED, TOPOS_INK_ROAD, 6, { 1.2, 3, 10 } },
  { "boundary", NUMBERS ("admin_level", 3, 4), DEED_DASHES, TOPOS_INK_PROVINCE, 4, { 0.8, 1.2, 1.6 } },
  { "boundary", NUMBERS ("admin_level", 2, 2), DEED_LINE, TOPOS_INK_BOUNDARY, 0, { 1.2, 1.8, 2.4 } },
};

typedef struct {
  ToposTilePainter painter;
  const GArray *tiles;
} Extract;

static double
width_at (const Rule *rule, double zoom)
{
  const double at = (zoom - 8) / 4;
  if (at <= 0)
    return rule->widths[0];
  if (at >= 2)
    return rule->widths[2];
  const int i = (int) at;
  return rule->widths[i] + (rule->widths[i + 1] - rule->widths[i]) * (at - i);
}

static const ToposPlacedTile *
tile_of (const Extract *self, unsigned int i)
{
  return &g_array_index (self->tiles, ToposPlacedTile, i);
}

/* A tile that is there is ground first, over what the bundled world shows. */
static void
fill_ground (Extract *self)
{
  cairo_t *cr = self->painter.cr;
  topos_style_set_ink (cr, self->painter.view->theme, TOPOS_INK_LAND);
  for (unsigned int i = 0; i < self->tiles->len; i++) {
    topos_tile_painter_clip (&self->painter, tile_of (self, i));
    cairo_paint (cr);
    cairo_restore (cr);
  }
}

static void
fill (Extract *self, const Rule *rule)
{
  cairo_t *cr = self->painter.cr;
  topos_style_set_ink (cr, self->painter.view->theme, rule->ink);
  for (unsigned int i = 0; i < self->tiles->len; i++) {
    topos_tile_painter_clip (&self->painter, tile_of (self, i));
    cairo_new_path (cr);
    topos_tile_painter_add_polygons (&self->painter, tile_of (self, i), rule->layer,
                                     &rule->filter);
    cairo_fill (cr);
    cairo_restore (cr);
  }
}

static void
stroke (Extract *self, const Rule *rule, ToposInk ink, double width)
{
  cairo_t *cr = self->painter.cr;
  const double scale = self->painter.view->scale;
  const double dashes[] = { 4 * scale, 3 * scale };
  topos_style_set_ink (cr, self->painter.view->theme, ink);
  cairo_set_line_width (cr, width * scale);
  cairo_set_dash (cr, dashes, rule->deed == DEED_DASHES ? 2 : 0, 0);
  for (unsigned int i = 0; i < self->tiles->len; i++) {
    topos_tile_painter_clip (&self->painter, tile_of (self, i));
    cairo_new_path (cr);
    topos_tile_painter_add_lines (&self->painter, tile_of (self, i), rule->layer, &rule->filter);
    cairo_stroke (cr);
    cairo_restore (cr);
  }
  cairo_set_dash (cr, NULL, 0, 0);
}

void
topos_extract_paint (cairo_t *cr, const ToposBaseView *view, const GArray *tiles,
                     ToposTilesSchema schema)
{
  const Rule *rules = schema == TOPOS_SCHEMA_SHORTBREAD ? SHORTBREAD : OPENMAPTILES;
  const size_t n = schema == TOPOS_SCHEMA_SHORTBREAD ? G_N_ELEMENTS (SHORTBREAD)
                                                     : G_N_ELEMENTS (OPENMAPTILES);
  Extract self = { .painter = { .cr = cr, .view = view, .margin = 24 * view->scale,
                               .least_step = 0.8 },
                   .tiles = tiles };
  fill_ground (&self);
  for (size_t i = 0; i < n; i++)
    if (rules[i].deed == DEED_FILL && view->zoom >= rules[i].first_zoom)
      fill (&self, &rules[i]);
  for (size_t i = 0; i < n; i++)
    if (rules[i].deed == DEED_CASED && view->zoom >= rules[i].first_zoom)
      stroke (&self, &rules[i], TOPOS_INK_ROAD_EDGE, width_at (&rules[i], view->zoom) + 1.4);
  for (size_t i = 0; i < n; i++)
    if (rules[i].deed != DEED_FILL && view->zoom >= rules[i].first_zoom)
      stroke (&self, &rules[i], rules[i].ink, width_at (&rules[i], view->zoom));
  topos_tile_painter_clear (&self.painter);
}

int
topos_extract_town_rank (const char *word)
{
  static const struct {
    const char *word;
    int rank;
  } RANKS[] = {
    { "capital", 2 }, { "state_capital", 5 }, { "city", 5 }, { "town", 8 }, { "village", 10 },
    { "hamlet", 12 }, { "suburb", 11 },
  };
  for (size_t i = 0; word && i < G_N_ELEMENTS (RANKS); i++)
    if (strcmp (word, RANKS[i].word) == 0)
      return RANKS[i].rank;
  return 99;
}
