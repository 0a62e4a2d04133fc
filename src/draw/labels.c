/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "draw/labels.h"

#include "draw/fonts.h"
#include "draw/label-wishes.h"
#include "draw/line-name.h"
#include "draw/room.h"
#include "draw/style.h"

#include <math.h>
#include <pango/pangocairo.h>
#include <string.h>

#define CANDIDATES_MOST 1200  /* tried in a view; what comes after them would find no room */
#define PADDING_PX 3.0

typedef struct {
  PangoLayout *layout;
  ToposLabelKind kind;
  ToposRect rect;      /* of the text */
  double dot_x, dot_y;
  double dot;
  int capital;
  ToposLineName *along;  /* a name along a line, or NULL */
  char *key;             /* of its name, however spelled */
} Label;

struct ToposLabels {
  ToposTheme theme;
  double scale;
  GArray *labels;      /* Label */
};

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
layout_of (PangoContext *context, const ToposLabelWish *wish, const char *text)
{
  PangoLayout *layout = topos_fonts_layout (context, text, wish->size,
                                            TOPOS_LABEL_LOOKS[wish->kind].bold);
  if (TOPOS_LABEL_LOOKS[wish->kind].italic) {
    g_autoptr (PangoFontDescription) font =
      pango_font_description_copy (pango_layout_get_font_description (layout));
    pango_font_description_set_style (font, PANGO_STYLE_ITALIC);
    pango_layout_set_font_description (layout, font);
  }
  if (TOPOS_LABEL_LOOKS[wish->kind].spacing > 0 && may_be_spaced (text)) {
    g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();
    pango_attr_list_insert (attributes, pango_attr_letter_spacing_new (
      (int) (wish->size * TOPOS_LABEL_LOOKS[wish->kind].spacing / 1000 * PANGO_SCALE)));
    pango_layout_set_attributes (layout, attributes);
  }
  if (!TOPOS_LABEL_LOOKS[wish->kind].has_dot) {
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
fitted_layout (PangoContext *context, const ToposLabelWish *wish, const char *name,
               const char *language, double zoom)
{
  g_autofree char *text = TOPOS_LABEL_LOOKS[wish->kind].capitals ? capitals_of (name, language)
                                                          : g_strdup (name);
  PangoLayout *layout = layout_of (context, wish, text);
  if (wish->room <= 0 || TOPOS_LABEL_LOOKS[wish->kind].has_dot)
    return layout;

  double width = width_of (layout);
  if (width > wish->room * 1.05 && break_in_two (text)) {
    g_object_unref (layout);
    layout = layout_of (context, wish, text);
    width = width_of (layout);
  }
  const double excess = wish->kind == TOPOS_LABEL_COUNTRY ? 1.2 + MAX (0, zoom - 3) * 0.35
                        : wish->kind == TOPOS_LABEL_STATE ? 1.0 : 1.6;
  if (width > wish->room * excess)
    g_clear_object (&layout);
  return layout;
}

/* -------------------------------------------------------------------------------------- placing */

static ToposRect
dot_rect (const ToposLabelWish *wish)
{
  return (ToposRect) { .x = wish->x - wish->dot, .y = wish->y - wish->dot,
                       .width = 2 * wish->dot, .height = 2 * wish->dot };
}

/* Tries the places that a name may have round its point; the best first. */
static bool
find_room (const ToposRoom *room, const ToposLabelWish *wish, double width, double height,
           double padding, bool locator, ToposRect *found)
{
  /* The text's corner, as parts of its width and height from the point, and steps aside: over the
   * dot, or over half of what an area has free beside its name. */
  static const double BESIDE[][3] = {
    { 0, -0.52, 1 }, { -1, -0.52, -1 }, { 0, -1.02, 0.7 }, { 0, 0, 0.7 }, { -0.5, -1.1, 0 },
    { -0.5, 0.1, 0 }, { -1, -1.02, -0.7 }, { -1, 0, -0.7 },
  };
  static const double OVER[][3] = {
    { -0.5, -0.5, 0 }, { -0.5, -1.1, 0 }, { -0.5, 0.1, 0 }, { -0.5, -1.8, 0 }, { -0.5, 0.8, 0 },
    { -0.5, -0.5, 0.4 }, { -0.5, -0.5, -0.4 }, { -0.5, -0.5, 0.8 }, { -0.5, -0.5, -0.8 },
    /* For a locator: the land that is shown is its middle, and would lose its name to the frame. */
    { -0.8, -0.5, 0 }, { -0.2, -0.5, 0 }, { -0.9, 0.3, 0 }, { -0.1, 0.3, 0 },
  };
  const bool beside = TOPOS_LABEL_LOOKS[wish->kind].has_dot;
  const double aside = beside ? wish->dot + padding : MAX (0, wish->room - width) / 2;
  const double (*tries)[3] = beside ? BESIDE : OVER;
  const size_t n = beside ? G_N_ELEMENTS (BESIDE) : G_N_ELEMENTS (OVER) - (locator ? 0 : 4);

  if (beside && !topos_room_is_free (room, dot_rect (wish)))
    return false;
  for (size_t i = 0; i < n; i++) {
    const ToposRect rect = { .x = wish->x + tries[i][0] * width + tries[i][2] * aside,
                             .y = wish->y + tries[i][1] * height,
                             .width = width, .height = height };
    if (!topos_room_holds (room, rect) ||
        !topos_room_is_free (room, topos_rect_grown (rect, padding / 2)))
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
  g_clear_pointer (&label->along, topos_line_name_free);
  g_free (label->key);
}

/* Two files may know the same town, at points that differ a little; a street comes in many pieces,
 * and a sea has its name in several places, for views of parts of it: not all need be named. */
static bool
is_placed (const ToposLabels *self, const ToposLabelWish *wish)
{
  const bool spread = !wish->line && wish->dot == 0;
  const double near = (spread ? 420 : wish->line ? 280 : 60) * self->scale;
  const ToposTilePoint *middle = wish->line ? &wish->line->points[wish->line->n_points / 2] : NULL;
  const double x = wish->x + (middle ? middle->x * wish->unit : 0);
  const double y = wish->y + (middle ? middle->y * wish->unit : 0);
  for (unsigned int i = 0; i < self->labels->len; i++) {
    const Label *label = &g_array_index (self->labels, Label, i);
    const bool alike = wish->line ? label->along != NULL : (label->dot == 0) == spread;
    const bool has_dot = label->dot > 0;
    const double at_x = has_dot ? label->dot_x : label->rect.x + label->rect.width / 2;
    const double at_y = has_dot ? label->dot_y : label->rect.y + label->rect.height / 2;
    if (alike && fabs (at_x - x) < near && fabs (at_y - y) < near &&
        strcmp (label->key, wish->key) == 0)
      return true;
  }
  return false;
}

/* The name's layout; where no font on this machine has its script the English one, as boxes tell
 * nobody anything. NULL when it is too wide. */
static PangoLayout *
readable_layout (PangoContext *context, const ToposLabelWish *wish, const ToposBaseView *view)
{
  PangoLayout *layout = fitted_layout (context, wish, wish->text, view->language, view->zoom);
  if (!layout || pango_layout_get_unknown_glyphs_count (layout) == 0)
    return layout;
  g_object_unref (layout);
  return fitted_layout (context, wish, wish->english, NULL, view->zoom);
}

/* Along its line: it has no dot, and the same name is not set again near by. */
static void
place_along (ToposLabels *self, ToposRoom *room, const ToposLabelWish *wish, PangoContext *context,
             const ToposBaseView *view)
{
  g_autoptr (PangoLayout) layout = readable_layout (context, wish, view);
  if (!layout)
    return;
  ToposLineName *name = topos_line_name_place (wish, layout, room, PADDING_PX * view->scale);
  if (!name)
    return;
  const Label label = { .layout = g_steal_pointer (&layout), .kind = wish->kind,
                        .rect = topos_line_name_rect (name), .along = name,
                        .key = g_strdup (wish->key) };
  g_array_append_val (self->labels, label);
}

static void
place_one (ToposLabels *self, ToposRoom *room, const ToposLabelWish *wish, PangoContext *context,
           const ToposBaseView *view)
{
  const double padding = PADDING_PX * view->scale;
  if (is_placed (self, wish))
    return;
  if (wish->line) {
    place_along (self, room, wish, context, view);
    return;
  }
  if (!topos_room_holds (room, (ToposRect) { .x = wish->x, .y = wish->y }))
    return;
  /* Where dots crowd, the text's making is saved. */
  if (TOPOS_LABEL_LOOKS[wish->kind].has_dot && !topos_room_is_free (room, dot_rect (wish)))
    return;
  g_autoptr (PangoLayout) layout = readable_layout (context, wish, view);
  if (!layout)
    return;

  PangoRectangle extents;
  ToposRect rect;
  pango_layout_get_extents (layout, NULL, &extents);
  const double width = extents.width / (double) PANGO_SCALE;
  const double height = extents.height / (double) PANGO_SCALE;
  if (!find_room (room, wish, width, height, padding, view->without_towns, &rect))
    return;

  topos_room_take (room, topos_rect_grown (rect, padding / 2));
  if (wish->dot > 0)
    topos_room_take (room, dot_rect (wish));
  const Label label = {
    .layout = g_steal_pointer (&layout), .kind = wish->kind, .rect = rect,
    .dot_x = wish->x, .dot_y = wish->y, .dot = wish->dot, .capital = wish->capital,
    .key = g_strdup (wish->key),
  };
  g_array_append_val (self->labels, label);
}

ToposLabels *
topos_labels_place (ToposBaseMap *map, const ToposBaseView *view, PangoContext *context,
                    ToposRect bounds, const ToposRect *obstacles, size_t n_obstacles,
                    const char *const *taken_names)
{
  const double beyond = MAX (MAX (-bounds.x, -bounds.y),
                             MAX (bounds.x + bounds.width - view->width,
                                  bounds.y + bounds.height - view->height));
  g_autoptr (ToposLabelWishes) wishes = topos_label_wishes_new (map, view, MAX (0, beyond),
                                                                taken_names);
  ToposLabels *self = g_new0 (ToposLabels, 1);
  self->theme = view->theme;
  self->scale = view->scale;
  self->labels = g_array_new (FALSE, FALSE, sizeof (Label));
  g_array_set_clear_func (self->labels, label_clear);

  ToposRoom *room = topos_room_new (bounds, 64 * view->scale);
  for (size_t i = 0; i < n_obstacles; i++)
    if (topos_rects_overlap (obstacles[i], bounds))
      topos_room_take (room, obstacles[i]);
  for (unsigned int i = 0; i < wishes->wishes->len && i < CANDIDATES_MOST; i++)
    place_one (self, room, &g_array_index (wishes->wishes, ToposLabelWish, i), context, view);
  topos_room_free (room);
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
  topos_style_set_ink (cr, self->theme, TOPOS_LABEL_LOOKS[label->kind].ink);
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
  topos_style_set_ink (cr, self->theme, TOPOS_LABEL_LOOKS[label->kind].halo);
  cairo_stroke (cr);
  cairo_move_to (cr, label->rect.x, label->rect.y);
  topos_style_set_ink (cr, self->theme, TOPOS_LABEL_LOOKS[label->kind].ink);
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
    const ToposLabelLook *look = &TOPOS_LABEL_LOOKS[label->kind];
    if (label->along) {
      topos_line_name_paint (label->along, cr, self->theme, look->ink, look->halo, self->scale);
      continue;
    }
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
