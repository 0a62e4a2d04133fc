/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "draw/sheet.h"

#include "draw/fonts.h"
#include "draw/sheet-index.h"
#include "draw/sheet-legend.h"
#include "draw/sheet-map.h"
#include "draw/sheet-scale.h"
#include "draw/sheet-text.h"

#include <math.h>

#define SMALL 9.5
#define INDEX_COLUMNS(width) CLAMP ((int) ((width) / 215), 1, 4)

/* Where the parts of a sheet lie, all in 1/96 inch. */
typedef struct {
  double margin;
  ToposRect title;
  ToposRect map;
  ToposRect index;   /* of no width when the sheet is not numbered */
  ToposRect legend;
  ToposRect notes;
} Places;

/* ------------------------------------------------------------------------------ title */

/* Two lines of title at most: a longer one ends in an ellipsis. */
static PangoLayout *
title_layout (PangoContext *fonts, const ToposSheet *sheet, double width)
{
  PangoLayout *const layout
      = topos_text_wrapped (fonts, sheet->title, sheet->width < 600 ? 17 : 23, true, width);

  pango_layout_set_height (layout, -2);
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  return layout;
}

static PangoLayout *
subtitle_layout (PangoContext *fonts, const ToposSheet *sheet, double width)
{
  PangoLayout *const layout = topos_text_wrapped (fonts, sheet->subtitle, 12.5, false, width);

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

/* What an index leaves for later, or for nobody. */
static void
append_index_left (GString *text, const ToposSheet *sheet, size_t left)
{
  if (sheet->index == NULL || left >= sheet->n_markers)
    return;
  if (sheet->one_page)
    g_string_append_printf (text,
                            "The index has no room for number %d and after: a PDF tells all. ",
                            (int)left + 1);
  else
    g_string_append_printf (text, "The index goes on with number %d on the next page. ",
                            (int) left + 1);
}

/* What the map does not show, what was done to it, and to whom it is owed. */
static char *
notes_text (const ToposSheet *sheet, const ToposSheetMap *map, size_t index_left)
{
  const ToposSheetItems *const items = map->items;
  GString *const text = g_string_new (NULL);

  if (items->beyond->len > 0) {
    g_autofree char *lead
        = g_strdup_printf ("%d %s beyond the edge: ", (int) items->beyond->len,
                           items->beyond->len == 1 ? "place lies" : "places lie");
    append_names (text, sheet, items->beyond, lead);
  }
  append_names (text, sheet, items->wide, "Named too, but wider than this map: ");
  append_names (text, sheet, items->hidden, "Named too, where there is no room: ");
  if (map->unnamed > 0 && sheet->index == NULL)
    g_string_append_printf (text, "%d %s without a name for want of room. ", map->unnamed,
                            map->unnamed == 1 ? "symbol stands" : "symbols stand");
  append_index_left (text, sheet, index_left);
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
  return sheet->width >= 420 ? TOPOS_SCALE_WIDEST + 20 : 0;
}

/* The least height, up to `most`, in which the index beneath the map finds room. */
static double
index_height (PangoContext *fonts, const ToposSheet *sheet, double width, double most)
{
  for (double height = 40; height < most; height += 12)
    if (topos_sheet_index_fill (NULL, fonts, sheet, (ToposRect){ 0, 0, width, height },
                                INDEX_COLUMNS (width), 0)
        == sheet->n_markers)
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
  const double legend_height = scale_room (sheet) > 0 ? MAX (legend_rows, 1) * TOPOS_LEGEND_ROW
                                                      : legend_rows * TOPOS_LEGEND_ROW;
  const double top = margin + title_height + (title_height > 0 ? 10 : 0);

  p.notes = (ToposRect){ margin, sheet->height - margin * 0.7 - notes_height, width,
                         notes_height };
  p.legend = (ToposRect){ margin, p.notes.y - legend_height - 6, width - scale_room (sheet),
                          legend_height };
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
      topos_text_show (cr, layout, room.x, room.y, sheet->theme, TOPOS_PEN_TEXT);
    y += topos_text_height (layout) + 1;
  }
  if (sheet->subtitle != NULL) {
    g_autoptr (PangoLayout) layout = subtitle_layout (fonts, sheet, room.width);
    if (cr != NULL)
      topos_text_show (cr, layout, room.x, room.y + y, sheet->theme, TOPOS_PEN_QUIET);
    y += topos_text_height (layout);
  }
  return y;
}

static void
paint_paper (cairo_t *cr, const ToposSheet *sheet)
{
  cairo_rectangle (cr, 0, 0, sheet->width, sheet->height);
  topos_pen_set (cr, sheet->theme, TOPOS_PEN_PAPER, 1);
  cairo_fill (cr);
}

/* A corner that falls onto a whole unit of the context, so that the base map stays sharp. */
static double
snap (double at, double scale)
{
  return round (at * scale) / scale;
}

static PangoLayout *
notes_layout (PangoContext *fonts, const ToposSheet *sheet, const ToposSheetMap *map,
              size_t index_left, double width, int lines)
{
  g_autofree char *notes = notes_text (sheet, map, index_left);
  PangoLayout *const layout = topos_text_wrapped (fonts, notes, SMALL, false, width);

  pango_layout_set_height (layout, -lines);
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  return layout;
}

/* The index beside or beneath the map, painted where `cr` is there. */
static size_t
fill_index (cairo_t *cr, PangoContext *fonts, const ToposSheet *sheet, ToposRect room)
{
  return room.width > 0 ? topos_sheet_index_fill (cr, fonts, sheet, room,
                                                  INDEX_COLUMNS (room.width), 0)
                        : sheet->n_markers;
}

/* A first look with one legend row and two lines of notes tells what there is to explain; the
 * second, with the room that needs, is the sheet's. */
static Places
look_twice (PangoContext *fonts, const ToposSheet *sheet, ToposRect line, int note_lines)
{
  const double title_height = paint_title (NULL, fonts, sheet, line);
  Places p = arrange (fonts, sheet, title_height, 1, 2 * SMALL);

  for (int look = 0; look < 2; look++) {
    g_autoptr (ToposSheetMap) map
        = topos_sheet_map_new (fonts, sheet, MAX (p.map.width, 40), MAX (p.map.height, 40));
    g_autoptr (GArray) entries = topos_sheet_legend_new (sheet, map->items);
    const size_t left = fill_index (NULL, fonts, sheet, p.index);
    g_autoptr (PangoLayout) notes
        = notes_layout (fonts, sheet, map, left, line.width, note_lines);
    const ToposRect room = { line.x, 0, line.width - scale_room (sheet), 0 };
    const int rows = sheet->legend ? topos_sheet_legend_flow (NULL, fonts, entries, room,
                                                              sheet->theme) : 0;
    p = arrange (fonts, sheet, title_height, rows, topos_text_height (notes));
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

/* Where each part lies, for whoever wants to know. */
static void
fill_result (ToposSheetResult *result, const ToposSheet *sheet, const ToposSheetMap *map,
             const Places *p, size_t left)
{
  const bool scaled = scale_room (sheet) > 0;

  *result = (ToposSheetResult){ .view = map->view, .shown = map->items->shown,
                                .beyond = (int) map->items->beyond->len, .index_left = left };
  result->parts[TOPOS_PART_TITLE] = p->title;
  result->parts[TOPOS_PART_MAP]
      = (ToposRect){ p->map.x, p->map.y, map->view.width, map->view.height };
  result->parts[TOPOS_PART_INDEX] = p->index;
  if (sheet->legend)
    result->parts[TOPOS_PART_LEGEND] = p->legend;
  if (scaled)
    result->parts[TOPOS_PART_SCALE]
        = (ToposRect){ sheet->width - p->margin - TOPOS_SCALE_WIDEST, p->legend.y,
                       TOPOS_SCALE_WIDEST, TOPOS_LEGEND_ROW };
  result->parts[TOPOS_PART_NOTES] = p->notes;
  if (map->inset.width > 0)
    result->parts[TOPOS_PART_INSET] = (ToposRect){ p->map.x + map->inset.x,
                                                   p->map.y + map->inset.y, map->inset.width,
                                                   map->inset.height };
}

static void
paint_map (cairo_t *cr, PangoContext *fonts, const ToposSheet *sheet, const ToposSheetMap *map,
           ToposRect room)
{
  cairo_save (cr);
  cairo_translate (cr, room.x, room.y);
  topos_sheet_map_paint (cr, fonts, sheet, map);
  cairo_restore (cr);
}

/* What is laid out, but the index and the notes. */
static void
paint_parts (cairo_t *cr, PangoContext *fonts, const ToposSheet *sheet, const ToposSheetMap *map,
             const Places *p)
{
  g_autoptr (GArray) entries = topos_sheet_legend_new (sheet, map->items);

  paint_paper (cr, sheet);
  paint_title (cr, fonts, sheet, p->title);
  paint_map (cr, fonts, sheet, map, p->map);
  if (sheet->legend)
    topos_sheet_legend_flow (cr, fonts, entries, p->legend, sheet->theme);
  if (scale_room (sheet) > 0)
    topos_sheet_scale_paint (cr, fonts, sheet, &map->view, sheet->width - p->margin,
                             p->legend.y + TOPOS_LEGEND_ROW / 2);
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
  g_autoptr (ToposSheetMap) map
      = topos_sheet_map_new (fonts, sheet, MAX (p.map.width, 40), MAX (p.map.height, 40));
  if (cr != NULL)
    paint_parts (cr, fonts, sheet, map, &p);
  const size_t left = fill_index (cr, fonts, sheet, p.index);
  g_autoptr (PangoLayout) notes = notes_layout (fonts, sheet, map, left, line.width, note_lines);
  if (cr != NULL)
    topos_text_show (cr, notes, p.notes.x, p.notes.y, sheet->theme, TOPOS_PEN_QUIET);
  if (result != NULL)
    fill_result (result, sheet, map, &p, left);
}

/* The head of a following page, as high as the answer. */
static double
paint_index_head (cairo_t *cr, PangoContext *fonts, const ToposSheet *sheet, double margin,
                  int page)
{
  const double width = sheet->width - 2 * margin;
  g_autofree char *number = g_strdup_printf ("%d", page);
  g_autoptr (PangoLayout) title
      = topos_text_wrapped (fonts, sheet->title != NULL ? sheet->title : "Index", 12.5, true,
                            width - 60);
  g_autoptr (PangoLayout) folio = topos_fonts_layout (fonts, number, 10, false);

  pango_layout_set_height (title, -1);
  pango_layout_set_ellipsize (title, PANGO_ELLIPSIZE_END);
  const double height = topos_text_height (title) + 12;
  if (cr == NULL)
    return height;
  paint_paper (cr, sheet);
  topos_text_show (cr, title, margin, margin, sheet->theme, TOPOS_PEN_TEXT);
  topos_text_show (cr, folio, sheet->width - margin - topos_text_width (folio), margin + 2,
                   sheet->theme, TOPOS_PEN_QUIET);
  cairo_rectangle (cr, margin, margin + height - 7, width, 0.75);
  topos_pen_set (cr, sheet->theme, TOPOS_PEN_LINE, 1);
  cairo_fill (cr);
  return height;
}

size_t
topos_sheet_paint_index (cairo_t *cr, PangoContext *fonts, const ToposSheet *sheet, size_t first,
                         int page)
{
  const double margin = margin_of (sheet);
  const double top = margin + paint_index_head (cr, fonts, sheet, margin, page);
  const ToposRect room
      = { margin, top, sheet->width - 2 * margin, sheet->height - margin - top };

  return topos_sheet_index_fill (cr, fonts, sheet, room, CLAMP ((int) (sheet->width / 330), 1, 4),
                                 first);
}
