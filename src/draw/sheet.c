/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "draw/sheet.h"

#include "draw/fonts.h"
#include "draw/sheet-map.h"

#include <math.h>
#include <pango/pangocairo.h>
#include <stdlib.h>
#include <string.h>

#define LEGEND_ROW 34.0
#define LEGEND_GAP 20.0
#define SPECIMEN 46.0
#define SMALL 9.5
#define SCALE_WIDEST 130.0
#define INSET_WIDTH 132.0
#define INSET_HEIGHT 96.0
#define INDEX_COLUMNS(width) CLAMP ((int) ((width) / 215), 1, 4)
#define LOCATOR_BELOW 40.0   /* degrees across: a wider map needs no inset */

/* Where the parts of a sheet lie, all in 1/96 inch. */
typedef struct {
  double margin;
  ToposRect title;
  ToposRect map;
  ToposRect index;   /* of no width when the sheet is not numbered */
  ToposRect legend;
  ToposRect notes;
} Places;

/* ------------------------------------------------------------------------------- text */

static PangoLayout *
wrapped (PangoContext *fonts, const char *text, double size, bool bold, double width)
{
  PangoLayout *const layout = topos_fonts_layout (fonts, text, size, bold);

  pango_layout_set_width (layout, (int) (width * PANGO_SCALE));
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  return layout;
}

static double
layout_height (PangoLayout *layout)
{
  PangoRectangle size;

  pango_layout_get_extents (layout, NULL, &size);
  return (double) size.height / PANGO_SCALE;
}

static double
layout_width (PangoLayout *layout)
{
  PangoRectangle size;

  pango_layout_get_extents (layout, NULL, &size);
  return (double) size.width / PANGO_SCALE;
}

static void
show (cairo_t *cr, PangoLayout *layout, double x, double y, ToposTheme theme, ToposInk ink)
{
  topos_ink_set (cr, theme, ink, 1);
  cairo_move_to (cr, x, y);
  pango_cairo_show_layout (cr, layout);
}

/* Two lines of title at most: a longer one ends in an ellipsis. */
static PangoLayout *
title_layout (PangoContext *fonts, const ToposSheet *sheet, double width)
{
  PangoLayout *const layout
      = wrapped (fonts, sheet->title, sheet->width < 600 ? 17 : 23, true, width);

  pango_layout_set_height (layout, -2);
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  return layout;
}

static PangoLayout *
subtitle_layout (PangoContext *fonts, const ToposSheet *sheet, double width)
{
  PangoLayout *const layout = wrapped (fonts, sheet->subtitle, 12.5, false, width);

  pango_layout_set_height (layout, -3);
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  if (sheet->title != NULL) {
    g_autoptr (PangoLayout) title = topos_fonts_layout (fonts, sheet->title, 12, true);
    if (pango_layout_get_direction (title, 0) == PANGO_DIRECTION_RTL) {
      pango_layout_set_auto_dir (layout, FALSE);
      pango_layout_set_alignment (layout, PANGO_ALIGN_RIGHT);
    }
  }
  return layout;
}

/* ----------------------------------------------------------------------------- legend */

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
    g_autofree char *label
        = g_strdup_printf (steps[i] == 1 ? "%d passage" : i == 0 ? "%d passages" : "%d", steps[i]);
    add_entry (entries, TOPOS_SYMBOL_CERTAIN, false, radius, NULL, label);
  }
}

static GArray *
legend_entries (const ToposSheetItems *items)
{
  static const struct {
    ToposSymbolShape shape;
    double radius;
    const char *number;
    const char *label;
  } SHAPES[] = {
    { TOPOS_SYMBOL_APPROXIMATE, 6, NULL, "approximate place" },
    { TOPOS_SYMBOL_AMBIGUOUS, 6, NULL, "one of several of that name" },
    { TOPOS_SYMBOL_AREA, 6, NULL, "province, district or area" },
    { TOPOS_SYMBOL_CLUSTER, 11, "9", "several places, passages in all" },
  };
  GArray *const entries = g_array_new (FALSE, FALSE, sizeof (Entry));

  g_array_set_clear_func (entries, entry_clear);
  if (items->has[TOPOS_SYMBOL_CERTAIN] || items->has[TOPOS_SYMBOL_AREA])
    add_sizes (entries, items->most_passages);
  for (size_t i = 0; i < G_N_ELEMENTS (SHAPES); i++)
    if (items->has[SHAPES[i].shape])
      add_entry (entries, SHAPES[i].shape, false, SHAPES[i].radius, SHAPES[i].number,
                 SHAPES[i].label);
  if (items->has_outline)
    add_entry (entries, TOPOS_SYMBOL_N, false, 9, NULL, "province or territory, its outline");
  if (items->has_ring)
    add_entry (entries, TOPOS_SYMBOL_AREA, true, 9, NULL, "how far it reaches, roughly");
  if (items->banners > 0)
    add_entry (entries, TOPOS_SYMBOL_AREA, false, 0, "NAME 9", "country or region, passages");
  return entries;
}

static double
entry_width (PangoContext *fonts, const Entry *entry)
{
  g_autoptr (PangoLayout) layout = topos_fonts_layout (fonts, entry->label, 11, false);

  return 2 * entry->radius + 8 + layout_width (layout) + (entry->radius > 0 ? 0 : SPECIMEN);
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
    show (cr, layout, x, middle - layout_height (layout) / 2, theme, TOPOS_INK_CLUSTER);
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

/* Flows the entries into rows of `width`, painting them when `cr` is there. Returns the rows. */
static int
flow_legend (cairo_t *cr, PangoContext *fonts, const GArray *entries, ToposRect room,
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
      const double middle = room.y + row * LEGEND_ROW + LEGEND_ROW / 2;
      g_autoptr (PangoLayout) layout = topos_fonts_layout (fonts, e->label, 11, false);
      const double taken = paint_entry (cr, fonts, e, room.x + x, middle, theme);
      show (cr, layout, room.x + x + taken + 6, middle - layout_height (layout) / 2,
            theme, TOPOS_INK_TEXT);
    }
    x += width + LEGEND_GAP;
  }
  return entries->len > 0 ? row + 1 : 0;
}

/* -------------------------------------------------------------------------- scale bar */

/* One bar: its round length in `unit_m` metres, drawn above or below the line. */
static void
paint_bar (cairo_t *cr, PangoContext *fonts, double right, double y, double metres_a_unit,
           double unit_m, const char *unit, bool above, ToposTheme theme)
{
  const double most = SCALE_WIDEST * metres_a_unit / unit_m;
  const double power = pow (10, floor (log10 (most)));
  const double lead = most / power;
  const double length = (lead >= 5 ? 5 : lead >= 2 ? 2 : 1) * power;
  const double width = length * unit_m / metres_a_unit, left = right - SCALE_WIDEST;
  char number[G_ASCII_DTOSTR_BUF_SIZE];

  g_ascii_formatd (number, sizeof number, length < 1 ? "%.2g" : "%.0f", length);
  g_autofree char *text = g_strdup_printf ("%s %s", number, unit);
  g_autoptr (PangoLayout) layout = topos_fonts_layout (fonts, text, SMALL, false);
  const double tick = above ? -5 : 5;

  topos_ink_set (cr, theme, TOPOS_INK_TEXT, 1);
  cairo_set_line_width (cr, 1.2);
  cairo_move_to (cr, left, y + tick);
  cairo_line_to (cr, left, y);
  cairo_line_to (cr, left + width, y);
  cairo_line_to (cr, left + width, y + tick);
  cairo_stroke (cr);
  show (cr, layout, left + 4, above ? y - layout_height (layout) : y + 1, theme, TOPOS_INK_TEXT);
}

static void
paint_scale (cairo_t *cr, PangoContext *fonts, const ToposSheet *sheet, const ToposBaseView *view,
             double right, double y)
{
  const ToposPoint middle = topos_mercator_to_point (view->centre);
  const double metres = topos_mercator_metres_per_pixel (middle.lat, view->zoom);
  const ToposPoint top = topos_mercator_to_point ((ToposMercator){
      0, view->centre.y - view->height / 2 / (256 * exp2 (view->zoom)) });

  paint_bar (cr, fonts, right, y, metres, 1000, "km", true, sheet->theme);
  paint_bar (cr, fonts, right, y, metres, 1609.344, "mi", false, sheet->theme);
  if (fabs (top.lat - middle.lat) > 8) {
    g_autofree char *where = g_strdup_printf ("at %.0f° %s", fabs (middle.lat),
                                              middle.lat < 0 ? "S" : "N");
    g_autoptr (PangoLayout) layout = topos_fonts_layout (fonts, where, SMALL, false);
    show (cr, layout, right - layout_width (layout), y + 1, sheet->theme, TOPOS_INK_QUIET);
  }
}

/* ------------------------------------------------------------------------------ inset */

/* The corner of the frame with the fewest symbols under it, or of no width where none is free. */
static ToposRect
free_corner (const ToposBaseView *view, const ToposSheetItems *items)
{
  const double w = INSET_WIDTH, h = INSET_HEIGHT;
  const ToposRect corners[] = { { view->width - w, 0, w, h }, { 0, 0, w, h },
                                { view->width - w, view->height - h, w, h },
                                { 0, view->height - h, w, h } };

  for (size_t c = 0; c < G_N_ELEMENTS (corners); c++) {
    bool is_free = true;
    for (guint i = 0; i < items->items->len; i++) {
      const ToposSheetItem *const item = &g_array_index (items->items, ToposSheetItem, i);
      const double r = item->radius + 3;
      is_free &= item->ring
                 || !topos_rects_overlap (corners[c],
                                          (ToposRect){ item->x - r, item->y - r, 2 * r, 2 * r });
    }
    if (is_free)
      return corners[c];
  }
  return (ToposRect){ 0 };
}

static ToposRect
inset_room (const ToposSheet *sheet, const ToposBaseView *view, const ToposSheetItems *items)
{
  const double degrees = view->width / (256 * exp2 (view->zoom)) * 360;

  if (sheet->base == NULL || degrees >= LOCATOR_BELOW || view->width < 4 * INSET_WIDTH
      || view->height < 3 * INSET_HEIGHT)
    return (ToposRect){ 0 };
  return free_corner (view, items);
}

/* The surroundings of the map, with its frame as a small rectangle. */
static void
paint_inset (cairo_t *cr, const ToposSheet *sheet, const ToposBaseView *view, ToposRect room)
{
  const double zoom = MAX (view->zoom - log2 (view->width / room.width * 14),
                           log2 (room.width / 256));
  ToposBaseView around = { .centre = view->centre, .zoom = zoom, .theme = sheet->theme,
                          .width = room.width * sheet->scale, .height = room.height * sheet->scale,
                          .scale = sheet->scale };
  const double half = room.height / 2 / (256 * exp2 (zoom));
  const double shrink = exp2 (zoom - view->zoom);
  const double w = MAX (view->width * shrink, 6), h = MAX (view->height * shrink, 5);

  around.centre.y = CLAMP (around.centre.y, half, 1 - half);
  cairo_save (cr);
  cairo_translate (cr, room.x, room.y);
  cairo_rectangle (cr, 0, 0, room.width, room.height);
  cairo_clip (cr);
  cairo_save (cr);
  cairo_scale (cr, 1 / sheet->scale, 1 / sheet->scale);
  topos_base_map_paint (sheet->base, cr, &around);
  cairo_restore (cr);
  const double y = room.height / 2 + (view->centre.y - around.centre.y) * 256 * exp2 (zoom);
  cairo_rectangle (cr, room.width / 2 - w / 2, y - h / 2, w, h);
  topos_ink_set (cr, sheet->theme, TOPOS_INK_MARKER, 0.25);
  cairo_fill_preserve (cr);
  topos_ink_set (cr, sheet->theme, TOPOS_INK_MARKER, 1);
  cairo_set_line_width (cr, 1.5);
  cairo_stroke (cr);
  cairo_rectangle (cr, 0, 0, room.width, room.height);
  topos_ink_set (cr, sheet->theme, TOPOS_INK_LINE, 1);
  cairo_set_line_width (cr, 2);
  cairo_stroke (cr);
  cairo_restore (cr);
}

/* ------------------------------------------------------------------------------ index */

/* Fills `room` with index lines in `columns`, or only measures where `cr` is NULL. Returns the
 * first that found no room. */
static size_t
fill_index (cairo_t *cr, PangoContext *fonts, const ToposSheet *sheet, ToposRect room,
            int columns, size_t first)
{
  const double gap = 16, width = (room.width - gap * (columns - 1)) / columns;
  double y = 0;
  int column = 0;

  for (size_t i = first; i < sheet->n_markers; i++) {
    g_autofree char *number = g_strdup_printf ("%d", (int) i + 1);
    g_autoptr (PangoLayout) head = topos_fonts_layout (fonts, number, 10, true);
    g_autoptr (PangoLayout) body = wrapped (fonts, sheet->index[i], 10, false, width - 24);
    double height;

    pango_layout_set_height (body, -6);
    pango_layout_set_ellipsize (body, PANGO_ELLIPSIZE_END);
    height = layout_height (body) + 4;
    if (y + height > room.height) {
      y = 0;
      if (++column == columns)
        return i;
    }
    const double x = room.x + column * (width + gap);
    if (cr != NULL)
      show (cr, head, x + 18 - layout_width (head), room.y + y, sheet->theme, TOPOS_INK_MARKER);
    if (cr != NULL)
      show (cr, body, x + 24, room.y + y, sheet->theme, TOPOS_INK_TEXT);
    y += height;
  }
  return sheet->n_markers;
}

/* ------------------------------------------------------------------------------ notes */

static void
append_names (GString *text, const ToposSheet *sheet, const GArray *which, const char *lead)
{
  const guint most = 8;

  if (which->len == 0)
    return;
  g_string_append (text, lead);
  for (guint i = 0; i < MIN (which->len, most); i++)
    g_string_append_printf (text, "%s%s", i > 0 ? ", " : "",
                            sheet->markers[g_array_index (which, size_t, i)].name);
  if (which->len > most)
    g_string_append_printf (text, " and %d more", (int) (which->len - most));
  g_string_append (text, ". ");
}

/* What the map does not show, what was done to it, and to whom it is owed. */
static char *
notes_text (const ToposSheet *sheet, const ToposSheetItems *items)
{
  GString *const text = g_string_new (NULL);

  if (items->beyond->len > 0) {
    g_autofree char *lead
        = g_strdup_printf ("%d %s beyond the edge: ", (int) items->beyond->len,
                           items->beyond->len == 1 ? "place lies" : "places lie");
    append_names (text, sheet, items->beyond, lead);
  }
  append_names (text, sheet, items->wide, "Named too, but wider than this map: ");
  if (sheet->note != NULL)
    g_string_append_printf (text, "%s ", sheet->note);
  if (text->len > 0)
    g_string_append_c (text, '\n');
  if (sheet->base != NULL)
    g_string_append_printf (text, "%s · ", topos_base_map_credits (sheet->base));
  g_string_append (text, sheet->credits);
  return g_string_free (text, FALSE);
}

/* ----------------------------------------------------------------------------- layout */

static double
margin_of (const ToposSheet *sheet)
{
  return MIN (sheet->width, sheet->height) < 500 ? 12 : 26;
}

/* What the scale bar takes from the legend's rows; nothing on a picture too narrow for one. */
static double
scale_room (const ToposSheet *sheet)
{
  return sheet->width >= 420 ? SCALE_WIDEST + LEGEND_GAP : 0;
}

/* The least height, up to `most`, in which the index beneath the map finds room. */
static double
index_height (PangoContext *fonts, const ToposSheet *sheet, double width, double most)
{
  for (double height = 40; height < most; height += 12)
    if (fill_index (NULL, fonts, sheet, (ToposRect){ 0, 0, width, height }, INDEX_COLUMNS (width),
                    0) == sheet->n_markers)
      return height;
  return most;
}

/* Everything but the map has its height first; the map takes what is left. */
static Places
arrange (PangoContext *fonts, const ToposSheet *sheet, double title_height, int legend_rows,
         double notes_height)
{
  const double margin = margin_of (sheet), width = sheet->width - 2 * margin;
  Places p = { .margin = margin, .title = { margin, margin, width, title_height } };
  const double legend_height
      = scale_room (sheet) > 0 ? MAX (legend_rows, 1) * LEGEND_ROW : legend_rows * LEGEND_ROW;
  const double top = margin + title_height + (title_height > 0 ? 10 : 0);

  p.notes = (ToposRect){ margin, sheet->height - margin * 0.7 - notes_height, width,
                         notes_height };
  p.legend = (ToposRect){ margin, p.notes.y - legend_height - 6, width, legend_height };
  p.map = (ToposRect){ margin, top, width, p.legend.y - 6 - top };
  if (sheet->index != NULL && sheet->n_markers > 0) {
    if (sheet->width >= sheet->height) {
      const double beside = CLAMP (width * 0.3, 150, 400);
      p.map.width -= beside + 16;
      p.index = (ToposRect){ p.map.x + p.map.width + 16, top, beside, p.map.height };
    } else {
      const double below = index_height (fonts, sheet, width, p.map.height * 0.4);
      p.map.height -= below + 12;
      p.index = (ToposRect){ margin, top + p.map.height + 12, width, below };
    }
  }
  return p;
}

static double
paint_title (cairo_t *cr, PangoContext *fonts, const ToposSheet *sheet, ToposRect room)
{
  double y = 0;

  if (sheet->title != NULL) {
    g_autoptr (PangoLayout) layout = title_layout (fonts, sheet, room.width);
    if (cr != NULL)
      show (cr, layout, room.x, room.y, sheet->theme, TOPOS_INK_TEXT);
    y += layout_height (layout) + 1;
  }
  if (sheet->subtitle != NULL) {
    g_autoptr (PangoLayout) layout = subtitle_layout (fonts, sheet, room.width);
    if (cr != NULL)
      show (cr, layout, room.x, room.y + y, sheet->theme, TOPOS_INK_QUIET);
    y += layout_height (layout);
  }
  return y;
}

static void
paint_paper (cairo_t *cr, const ToposSheet *sheet)
{
  cairo_rectangle (cr, 0, 0, sheet->width, sheet->height);
  topos_ink_set (cr, sheet->theme, TOPOS_INK_PAPER, 1);
  cairo_fill (cr);
}

static void
paint_map (cairo_t *cr, PangoContext *fonts, const ToposSheet *sheet, const ToposBaseView *view,
           const ToposSheetItems *items, double x, double y)
{
  const ToposRect inset = inset_room (sheet, view, items);

  cairo_save (cr);
  cairo_translate (cr, x, y);
  topos_sheet_map_paint (cr, fonts, sheet, view, items, inset);
  if (inset.width > 0)
    paint_inset (cr, sheet, view, inset);
  cairo_rectangle (cr, 0, 0, view->width, view->height);
  topos_ink_set (cr, sheet->theme, TOPOS_INK_LINE, 1);
  cairo_set_line_width (cr, 1);
  cairo_stroke (cr);
  cairo_restore (cr);
}

/* A corner that falls onto a whole unit of the context, so that the base map stays sharp. */
static double
snap (double at, double scale)
{
  return round (at * scale) / scale;
}

static PangoLayout *
notes_layout (PangoContext *fonts, const ToposSheet *sheet, const ToposSheetItems *items,
              double width, int lines)
{
  g_autofree char *notes = notes_text (sheet, items);
  PangoLayout *const layout = wrapped (fonts, notes, SMALL, false, width);

  pango_layout_set_height (layout, -lines);
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  return layout;
}

/* A first look with one legend row and two lines of notes tells what there is to explain; the
 * second, with the room that needs, is the sheet's. */
static Places
look_twice (PangoContext *fonts, const ToposSheet *sheet, ToposRect line, int note_lines)
{
  const double title_height = paint_title (NULL, fonts, sheet, line);
  Places p = arrange (fonts, sheet, title_height, 1, 2 * SMALL);

  for (int look = 0; look < 2; look++) {
    const ToposBaseView view
        = topos_sheet_view (sheet, MAX (p.map.width, 40), MAX (p.map.height, 40));
    g_autoptr (ToposSheetItems) items = topos_sheet_items_new (sheet, &view);
    g_autoptr (GArray) entries = legend_entries (items);
    g_autoptr (PangoLayout) notes = notes_layout (fonts, sheet, items, line.width, note_lines);
    const ToposRect room = { line.x, 0, line.width - scale_room (sheet), 0 };
    const int rows = sheet->legend ? flow_legend (NULL, fonts, entries, room, sheet->theme) : 0;
    p = arrange (fonts, sheet, title_height, rows, layout_height (notes));
  }
  return p;
}

/* On a small picture the map comes first: legend, index, subtitle and notes give way in turn. */
static Places
make_room (PangoContext *fonts, ToposSheet *sheet, ToposRect line, int *note_lines)
{
  Places p;

  for (int step = 0;; step++) {
    p = look_twice (fonts, sheet, line, *note_lines);
    if (p.map.height >= 0.45 * sheet->height || step == 3 || p.index.width > 0)
      return p;
    if (step == 0)
      sheet->legend = false;
    else if (step == 1)
      sheet->subtitle = NULL;
    else
      *note_lines = 1;
  }
}

void
topos_sheet_paint (cairo_t *cr, PangoContext *fonts, const ToposSheet *whole,
                   ToposSheetResult *result)
{
  ToposSheet slim = *whole;
  const ToposSheet *const sheet = &slim;
  const double margin = margin_of (sheet);
  const ToposRect line = { margin, margin, sheet->width - 2 * margin, 0 };
  int note_lines = 6;
  Places p = make_room (fonts, &slim, line, &note_lines);

  p.map.x = snap (p.map.x, sheet->scale);
  p.map.y = snap (p.map.y, sheet->scale);
  const ToposBaseView view = topos_sheet_view (sheet, MAX (p.map.width, 40),
                                               MAX (p.map.height, 40));
  g_autoptr (ToposSheetItems) items = topos_sheet_items_new (sheet, &view);
  g_autoptr (GArray) entries = legend_entries (items);
  g_autoptr (PangoLayout) notes = notes_layout (fonts, sheet, items, line.width, note_lines);
  size_t left = sheet->n_markers;

  paint_paper (cr, sheet);
  paint_title (cr, fonts, sheet, p.title);
  paint_map (cr, fonts, sheet, &view, items, p.map.x, p.map.y);
  if (sheet->legend) {
    p.legend.width -= scale_room (sheet);
    flow_legend (cr, fonts, entries, p.legend, sheet->theme);
  }
  if (scale_room (sheet) > 0)
    paint_scale (cr, fonts, sheet, &view, sheet->width - margin, p.legend.y + LEGEND_ROW / 2);
  if (p.index.width > 0)
    left = fill_index (cr, fonts, sheet, p.index, INDEX_COLUMNS (p.index.width), 0);
  show (cr, notes, p.notes.x, p.notes.y, sheet->theme, TOPOS_INK_QUIET);
  if (result != NULL)
    *result = (ToposSheetResult){ view, p.map.x, p.map.y, items->shown,
                                  (int) items->beyond->len, left };
}

size_t
topos_sheet_paint_index (cairo_t *cr, PangoContext *fonts, const ToposSheet *sheet, size_t first)
{
  const double margin = 26;
  const int columns = CLAMP ((int) (sheet->width / 330), 1, 4);

  paint_paper (cr, sheet);
  return fill_index (cr, fonts, sheet,
                     (ToposRect){ margin, margin, sheet->width - 2 * margin,
                                  sheet->height - 2 * margin }, columns, first);
}
