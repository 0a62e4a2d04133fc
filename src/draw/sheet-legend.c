/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "draw/sheet-legend.h"

#include "draw/fonts.h"
#include "draw/sheet-text.h"

#include <math.h>

#define LEGEND_GAP 20.0
#define SPECIMEN 46.0

typedef struct {
  ToposSymbolShape shape;
  bool ring;
  double radius;
  const char *number;
  char *label;
} Entry;

static void
entry_clear (void *entry)
{
  g_free (((Entry *) entry)->label);
}

static void
add_entry (GArray *entries, ToposSymbolShape shape, bool ring, double radius, const char *number,
           const char *label)
{
  const Entry entry = { shape, ring, radius, number, g_strdup (label) };

  g_array_append_val (entries, entry);
}

/* 1, 2 or 5 times a power of ten, not above `most`. */
static int
round_below (double most)
{
  const double power = pow (10, floor (log10 (MAX (most, 1))));
  const double lead = most / power;

  return (int) ((lead >= 5 ? 5 : lead >= 2 ? 2 : 1) * power);
}

/* One passage, a middling number, and the most, as far as they look different. */
static void
add_sizes (GArray *entries, int most)
{
  const int steps[] = { 1, round_below (sqrt (MAX (most, 1))), round_below (most) };
  int last = 0;

  for (size_t i = 0; i < G_N_ELEMENTS (steps); i++) {
    const double radius = topos_symbol_radius (TOPOS_SYMBOL_CERTAIN, steps[i]);
    if (steps[i] <= last
        || (last > 0 && radius - topos_symbol_radius (TOPOS_SYMBOL_CERTAIN, last) < 1))
      continue;
    last = steps[i];
    g_autofree char *label = g_strdup_printf (steps[i] == 1 ? "%d passage"
                                              : i == 0      ? "%d passages"
                                                            : "%d",
                                              steps[i]);
    add_entry (entries, TOPOS_SYMBOL_CERTAIN, false, radius, NULL, label);
  }
}

GArray *
topos_sheet_legend_new (const ToposSheet *sheet, const ToposSheetItems *items)
{
  static const struct {
    ToposSymbolShape shape;
    double radius;
    const char *number;
    const char *label;
    const char *numbered;
  } SHAPES[] = {
    { TOPOS_SYMBOL_APPROXIMATE, 6, NULL, "approximate place", "approximate place" },
    { TOPOS_SYMBOL_AMBIGUOUS, 6, NULL, "one of several of that name",
      "one of several of that name" },
    { TOPOS_SYMBOL_AREA, 6, NULL, "province, district or area", "country, province or area" },
    { TOPOS_SYMBOL_CLUSTER, 11, "9", "several places, passages in all",
      "several places, under the first one’s number" },
  };
  const bool numbered = sheet->index != NULL;
  GArray *const entries = g_array_new (FALSE, FALSE, sizeof (Entry));

  g_array_set_clear_func (entries, entry_clear);
  if (items->has[TOPOS_SYMBOL_CERTAIN] || items->has[TOPOS_SYMBOL_AREA])
    add_sizes (entries, items->most_passages);
  for (size_t i = 0; i < G_N_ELEMENTS (SHAPES); i++)
    if (items->has[SHAPES[i].shape]
        || (numbered && items->banners > 0 && SHAPES[i].shape == TOPOS_SYMBOL_AREA))
      add_entry (entries, SHAPES[i].shape, false, SHAPES[i].radius, SHAPES[i].number,
                 numbered ? SHAPES[i].numbered : SHAPES[i].label);
  if (items->has_outline)
    add_entry (entries, TOPOS_SYMBOL_N, false, 9, NULL, "province or territory, its outline");
  if (items->has_ring)
    add_entry (entries, TOPOS_SYMBOL_AREA, true, 9, NULL, "how far it reaches, roughly");
  if (items->banners > 0 && !numbered)
    add_entry (entries, TOPOS_SYMBOL_AREA, false, 0, "NAME 9", "country or region, passages");
  return entries;
}

static double
entry_width (PangoContext *fonts, const Entry *entry)
{
  g_autoptr (PangoLayout) layout = topos_fonts_layout (fonts, entry->label, 11, false);

  return 2 * entry->radius + 8 + topos_text_width (layout) + (entry->radius > 0 ? 0 : SPECIMEN);
}

/* A province of no country, for the legend. */
static void
paint_specimen (cairo_t *cr, double x, double middle, ToposTheme theme)
{
  static ToposMercator points[]
      = { { 0.0, 0.35 }, { 0.2, 0.1 }, { 0.45, 0.2 }, { 0.75, 0.0 }, { 1.0, 0.3 },
          { 0.85, 0.55 }, { 0.95, 0.8 }, { 0.55, 1.0 }, { 0.35, 0.8 }, { 0.1, 0.85 } };
  static uint32_t ends[] = { G_N_ELEMENTS (points) };
  const ToposOutline outline = { points, ends, 1, { 0, 0 }, { 1, 1 } };

  cairo_save (cr);
  cairo_translate (cr, x + 9, middle);
  topos_symbol_outline (cr, &outline, (ToposMercator){ 0.5, 0.5 }, 18, false,
                        TOPOS_STANDING_PLACED, TOPOS_SYMBOL_PLAIN, theme);
  cairo_restore (cr);
}

/* The symbol of an entry, its left edge at x; of no radius: a specimen of a name. */
static double
paint_entry (cairo_t *cr, PangoContext *fonts, const Entry *e, double x, double middle,
             ToposTheme theme)
{
  if (e->radius == 0) {
    g_autoptr (PangoLayout) layout = topos_fonts_layout (fonts, e->number, 10.5, true);
    topos_text_show (cr, layout, x, middle - topos_text_height (layout) / 2, theme,
                     TOPOS_PEN_CLUSTER);
    return SPECIMEN;
  }
  if (e->shape == TOPOS_SYMBOL_N)
    paint_specimen (cr, x, middle, theme);
  else if (e->ring)
    topos_symbol_ring (cr, x + e->radius, middle, e->radius, TOPOS_STANDING_PLACED,
                       TOPOS_SYMBOL_PLAIN, theme);
  else
    topos_symbol_paint (cr, fonts, x + e->radius, middle, e->shape, e->radius, e->number,
                        TOPOS_SYMBOL_PLAIN, theme);
  return 2 * e->radius;
}

int
topos_sheet_legend_flow (cairo_t *cr, PangoContext *fonts, const GArray *entries, ToposRect room,
                         ToposTheme theme)
{
  double x = 0;
  int row = 0;

  for (guint i = 0; i < entries->len; i++) {
    const Entry *const e = &g_array_index (entries, Entry, i);
    const double width = entry_width (fonts, e);
    if (x > 0 && x + width > room.width) {
      x = 0;
      row++;
    }
    if (cr != NULL) {
      const double middle = room.y + row * TOPOS_LEGEND_ROW + TOPOS_LEGEND_ROW / 2;
      g_autoptr (PangoLayout) layout = topos_fonts_layout (fonts, e->label, 11, false);
      const double taken = paint_entry (cr, fonts, e, room.x + x, middle, theme);
      topos_text_show (cr, layout, room.x + x + taken + 6,
                       middle - topos_text_height (layout) / 2, theme, TOPOS_PEN_TEXT);
    }
    x += width + LEGEND_GAP;
  }
  return entries->len > 0 ? row + 1 : 0;
}
