/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "widgets/reader-view.h"

#include "core/view.h"
#include "text/offsets.h"

#include <glib/gi18n.h>
#include <string.h>

struct _ToposReaderView {
  GtkWidget parent_instance;
  GtkWidget *scroller;
  GtkTextView *view;
  GtkTextBuffer *buffer;
  char *text;
  ToposOffsets *offsets;  /* of text */
  GArray *marks;
  int focus;
  ToposPlaceId place;
  ToposPlaceId hovered;
  char *wanted;   /* the mention to go to once its text is there, or NULL */
  int current;    /* index of the mark that N and P have reached, or -1 */
};

G_DEFINE_FINAL_TYPE (ToposReaderView, topos_reader_view, GTK_TYPE_WIDGET)

enum {
  PROP_TEXT = 1,
  PROP_MARKS,
  PROP_FOCUS,
  PROP_PLACE,
  PROP_HOVERED,
  PROP_MENTION,
  N_PROPERTIES,
};

enum { MENTION_MENU, SELECTION_MENU, MENTION_ACTIVATED, N_SIGNALS };

static GParamSpec *properties[N_PROPERTIES];
static guint signals[N_SIGNALS];

/* ------------------------------------------------------------------- styles of the text */

/* Each sort differs by shape (line, weight, slant) and not by colour alone. The colours are
 * set by `dress` for light and dark. */
static void
make_tags (GtkTextBuffer *buffer)
{
  gtk_text_buffer_create_tag (buffer, "aside", "scale", 0.88, NULL);
  gtk_text_buffer_create_tag (buffer, "title", "weight", PANGO_WEIGHT_BOLD, "scale", 1.25,
                              "pixels-below-lines", 8, NULL);
  gtk_text_buffer_create_tag (buffer, "passage", NULL);
  gtk_text_buffer_create_tag (buffer, "found", NULL);
  gtk_text_buffer_create_tag (buffer, "date", "underline", PANGO_UNDERLINE_DOUBLE, NULL);
  gtk_text_buffer_create_tag (buffer, "place", "weight", PANGO_WEIGHT_BOLD, "underline",
                              PANGO_UNDERLINE_SINGLE, NULL);
  gtk_text_buffer_create_tag (buffer, "metonymic", "style", PANGO_STYLE_ITALIC, NULL);
  gtk_text_buffer_create_tag (buffer, "embedded", "weight", PANGO_WEIGHT_NORMAL, NULL);
  gtk_text_buffer_create_tag (buffer, "demonym", "weight", PANGO_WEIGHT_NORMAL, "style",
                              PANGO_STYLE_ITALIC, "underline", PANGO_UNDERLINE_NONE, NULL);
  gtk_text_buffer_create_tag (buffer, "unsure", "underline", PANGO_UNDERLINE_ERROR, NULL);
  gtk_text_buffer_create_tag (buffer, "rejected", "weight", PANGO_WEIGHT_NORMAL, "underline",
                              PANGO_UNDERLINE_NONE, "strikethrough", TRUE, NULL);
  gtk_text_buffer_create_tag (buffer, "chosen", NULL);
  gtk_text_buffer_create_tag (buffer, "hovered", NULL);
  gtk_text_buffer_create_tag (buffer, "current", NULL);
}

/* True when the theme's text is light, that is, its ground dark. */
static bool
is_dark (GtkWidget *widget)
{
  GdkRGBA text;

  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &text);
  return text.red + text.green + text.blue > 1.5f;
}

static void
dress (ToposReaderView *self)
{
  static const struct {
    const char *tag;
    const char *property;
    const char *light;
    const char *dark;
  } COLOURS[] = {
    { "aside", "foreground", "#6a6a72", "#a0a0a8" },
    { "passage", "background", "#fdf3d0", "#453c1c" },
    { "found", "background", "#ffd75e", "#7a5c00" },
    { "date", "underline-rgba", "#26a269", "#57e389" },
    { "place", "underline-rgba", "#1c71d8", "#78aeed" },
    { "place", "foreground", "#1a5fb4", "#99c1f1" },
    { "demonym", "foreground", "#1a5fb4", "#99c1f1" },
    { "unsure", "underline-rgba", "#c64600", "#ffa348" },
    { "rejected", "foreground", "#6a6a72", "#a0a0a8" },
    { "chosen", "background", "#f8d9b8", "#63401c" },
    { "hovered", "background", "#cfe2fb", "#26446b" },
    { "current", "background", "#1c71d8", "#3584e4" },
    { "current", "foreground", "#ffffff", "#ffffff" },
  };
  const bool dark = is_dark (GTK_WIDGET (self));
  GtkTextTagTable *table = gtk_text_buffer_get_tag_table (self->buffer);

  for (gsize i = 0; i < G_N_ELEMENTS (COLOURS); i++) {
    GtkTextTag *tag = gtk_text_tag_table_lookup (table, COLOURS[i].tag);
    const char *colour = dark ? COLOURS[i].dark : COLOURS[i].light;
    GdkRGBA rgba;
    gdk_rgba_parse (&rgba, colour);
    if (g_str_has_suffix (COLOURS[i].property, "rgba"))
      g_object_set (tag, COLOURS[i].property, &rgba, NULL);
    else
      g_object_set (tag, COLOURS[i].property, colour, NULL);
  }
}

/* ------------------------------------------------------------------ text and its marks */

static void
iter_at_byte (ToposReaderView *self, guint byte, GtkTextIter *iter)
{
  const uint32_t chars = self->offsets != NULL ? topos_offsets_to_chars (self->offsets, byte) : 0;

  gtk_text_buffer_get_iter_at_offset (self->buffer, iter, (int) chars);
}

static guint
byte_of_iter (ToposReaderView *self, const GtkTextIter *iter)
{
  return topos_offsets_to_bytes (self->offsets, (uint32_t) gtk_text_iter_get_offset (iter));
}

static void
tag_span (ToposReaderView *self, const char *tag, ToposSpan span)
{
  GtkTextIter start, end;

  iter_at_byte (self, span.start, &start);
  iter_at_byte (self, span.end, &end);
  gtk_text_buffer_apply_tag_by_name (self->buffer, tag, &start, &end);
}

static const ToposMark *
mark_at (ToposReaderView *self, int index)
{
  return self->marks != NULL && index >= 0 && (guint) index < self->marks->len
             ? &g_array_index (self->marks, ToposMark, index) : NULL;
}

static void
tag_place (ToposReaderView *self, const ToposMark *mark)
{
  tag_span (self, "place", mark->span);
  if (mark->demonym)
    tag_span (self, "demonym", mark->span);
  else if (mark->sense == TOPOS_SENSE_METONYMIC)
    tag_span (self, "metonymic", mark->span);
  else if (mark->sense == TOPOS_SENSE_EMBEDDED)
    tag_span (self, "embedded", mark->span);
  if (mark->standing == TOPOS_STANDING_REJECTED)
    tag_span (self, "rejected", mark->span);
  else if (mark->standing != TOPOS_STANDING_PLACED)
    tag_span (self, "unsure", mark->span);
}

static void
tag_marks (ToposReaderView *self)
{
  for (guint i = 0; self->marks != NULL && i < self->marks->len; i++) {
    const ToposMark *mark = &g_array_index (self->marks, ToposMark, i);
    switch (mark->kind) {
    case TOPOS_MARK_PLACE: tag_place (self, mark); break;
    case TOPOS_MARK_DATE: tag_span (self, "date", mark->span); break;
    case TOPOS_MARK_ASIDE: tag_span (self, "aside", mark->span); break;
    case TOPOS_MARK_TITLE: tag_span (self, "title", mark->span); break;
    case TOPOS_MARK_FOUND: tag_span (self, "found", mark->span); break;
    case TOPOS_MARK_PASSAGE: break;  /* shown when in focus */
    }
  }
}

static void
untag (ToposReaderView *self, const char *tag)
{
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (self->buffer, &start, &end);
  gtk_text_buffer_remove_tag_by_name (self->buffer, tag, &start, &end);
}

static void
tag_mentions (ToposReaderView *self, const char *tag, ToposPlaceId place)
{
  untag (self, tag);
  for (guint i = 0; self->marks != NULL && place != 0 && i < self->marks->len; i++) {
    const ToposMark *mark = &g_array_index (self->marks, ToposMark, i);
    if (mark->kind == TOPOS_MARK_PLACE && mark->place == place)
      tag_span (self, tag, mark->span);
  }
}

static gboolean
scroll_cb (gpointer data)
{
  ToposReaderView *self = data;
  GtkTextMark *mark = gtk_text_buffer_get_mark (self->buffer, "topos-focus");

  if (mark != NULL)
    gtk_text_view_scroll_to_mark (self->view, mark, 0, TRUE, 0, 0.25);
  return G_SOURCE_REMOVE;
}

/* Scrolls once the lines have their heights. */
static void
scroll_to (ToposReaderView *self, const GtkTextIter *iter)
{
  GtkTextMark *mark = gtk_text_buffer_get_mark (self->buffer, "topos-focus");

  if (mark == NULL)
    gtk_text_buffer_create_mark (self->buffer, "topos-focus", iter, TRUE);
  else
    gtk_text_buffer_move_mark (self->buffer, mark, iter);
  g_idle_add_full (G_PRIORITY_LOW, scroll_cb, g_object_ref (self), g_object_unref);
}

/* Highlights the passage that begins at the focus; without its mark, to the end of the line. */
static void
tag_focus (ToposReaderView *self)
{
  untag (self, "passage");
  if (self->text == NULL || self->focus < 0 || (gsize) self->focus >= strlen (self->text))
    return;
  const ToposMark *passage = NULL;
  for (guint i = 0; self->marks != NULL && i < self->marks->len && passage == NULL; i++) {
    const ToposMark *mark = &g_array_index (self->marks, ToposMark, i);
    if (mark->kind == TOPOS_MARK_PASSAGE && mark->span.start == (uint32_t) self->focus)
      passage = mark;
  }
  GtkTextIter start, end;
  iter_at_byte (self, (guint) self->focus, &start);
  end = start;
  if (passage != NULL)
    iter_at_byte (self, passage->span.end, &end);
  else if (!gtk_text_iter_ends_line (&end))
    gtk_text_iter_forward_to_line_end (&end);
  gtk_text_buffer_apply_tag_by_name (self->buffer, "passage", &start, &end);
  scroll_to (self, &start);
}

/* Has the lines in view measured now. GTK 4.8 does that in an idle, which a frame that follows
 * upon an event overtakes; measuring them while they are drawn then moves the scroll bar, which
 * cannot be laid out any more and is not drawn. The view listens to its adjustment. */
static void
settle (ToposReaderView *self)
{
  if (gtk_widget_get_mapped (GTK_WIDGET (self->view)))
    g_signal_emit_by_name (gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self->view)),
                           "value-changed");
}

static void
fill (ToposReaderView *self)
{
  gtk_text_buffer_set_text (self->buffer, self->text != NULL ? self->text : "", -1);
  self->current = -1;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MENTION]);
}

/* ------------------------------------------------------------------- pointer and keys */

/* The innermost place mark over a byte, as an index, or -1. */
static int
place_at_byte (ToposReaderView *self, guint byte)
{
  int found = -1;

  for (guint i = 0; self->marks != NULL && i < self->marks->len; i++) {
    const ToposMark *mark = &g_array_index (self->marks, ToposMark, i);
    if (mark->span.start > byte)
      break;
    if (mark->kind == TOPOS_MARK_PLACE && byte < mark->span.end)
      found = (int) i;
  }
  return found;
}

static int
any_at_byte (ToposReaderView *self, guint byte)
{
  int found = place_at_byte (self, byte);

  for (guint i = 0; found < 0 && self->marks != NULL && i < self->marks->len; i++) {
    const ToposMark *mark = &g_array_index (self->marks, ToposMark, i);
    if (mark->kind == TOPOS_MARK_DATE && mark->span.start <= byte && byte < mark->span.end)
      found = (int) i;
  }
  return found;
}

/* The byte under a point of the text view, or -1 beside the text. */
static int
byte_at (ToposReaderView *self, double x, double y)
{
  GtkTextIter iter;
  int bx, by;

  gtk_text_view_window_to_buffer_coords (self->view, GTK_TEXT_WINDOW_WIDGET, (int) x, (int) y, &bx, &by);
  if (self->text == NULL || !gtk_text_view_get_iter_at_location (self->view, &iter, bx, by))
    return -1;
  return (int) byte_of_iter (self, &iter);
}

static void
mark_rectangle (ToposReaderView *self, const ToposMark *mark, GdkRectangle *where)
{
  GtkTextIter iter;
  double x, y;

  iter_at_byte (self, mark->span.start, &iter);
  gtk_text_view_get_iter_location (self->view, &iter, where);
  gtk_text_view_buffer_to_window_coords (self->view, GTK_TEXT_WINDOW_WIDGET, where->x, where->y,
                                         &where->x, &where->y);
  if (gtk_widget_translate_coordinates (GTK_WIDGET (self->view), GTK_WIDGET (self), where->x,
                                        where->y, &x, &y)) {
    where->x = (int) x;
    where->y = (int) y;
  }
  where->width = MAX (where->width, 1);
}

static void
set_current (ToposReaderView *self, int index)
{
  const ToposMark *mark = mark_at (self, index);

  untag (self, "current");
  self->current = mark != NULL ? index : -1;
  if (mark != NULL) {
    GtkTextIter start;
    tag_span (self, "current", mark->span);
    iter_at_byte (self, mark->span.start, &start);
    gtk_text_buffer_place_cursor (self->buffer, &start);
    scroll_to (self, &start);
  }
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MENTION]);
}

static void
activate_mark (ToposReaderView *self, int index)
{
  const ToposMark *mark = mark_at (self, index);

  if (mark == NULL || mark->kind != TOPOS_MARK_PLACE)
    return;
  if (mark->place != 0)
    g_object_set (self, "place", mark->place, NULL);
  g_signal_emit (self, signals[MENTION_ACTIVATED], 0, mark->id);
}

static void
open_menu (ToposReaderView *self, int index)
{
  const ToposMark *mark = mark_at (self, index);
  GdkRectangle where;

  if (mark == NULL || mark->kind != TOPOS_MARK_PLACE || mark->id == NULL)
    return;
  set_current (self, index);
  mark_rectangle (self, mark, &where);
  g_signal_emit (self, signals[MENTION_MENU], 0, mark->id, &where);
}

static void
step (ToposReaderView *self, int by)
{
  const int n = self->marks != NULL ? (int) self->marks->len : 0;
  int at = self->current;

  /* From the passage in focus, when no mention was stepped to before. */
  if (at < 0 && self->focus >= 0) {
    while (at + 1 < n && mark_at (self, at + 1)->span.start < (uint32_t) self->focus)
      at++;
    if (by < 0)
      at++;
  } else if (at < 0 && by < 0) {
    at = n;
  }
  for (at += by; at >= 0 && at < n; at += by)
    if (mark_at (self, at)->kind == TOPOS_MARK_PLACE) {
      set_current (self, at);
      return;
    }
  gtk_widget_error_bell (GTK_WIDGET (self));
}

/* Goes to the mention that waits, if it is here. */
static void
go_to_wanted (ToposReaderView *self)
{
  for (guint i = 0; self->wanted != NULL && self->marks != NULL && i < self->marks->len; i++) {
    if (g_strcmp0 (g_array_index (self->marks, ToposMark, i).id, self->wanted) != 0)
      continue;
    g_clear_pointer (&self->wanted, g_free);
    set_current (self, (int) i);
  }
}

/* Words that were selected and are no mention yet. */
static gboolean
open_selection_menu (ToposReaderView *self)
{
  GtkTextIter start, end;
  GdkRectangle where;

  if (!gtk_text_buffer_get_selection_bounds (self->buffer, &start, &end))
    return FALSE;
  const ToposMark selected = { .span = { byte_of_iter (self, &start), byte_of_iter (self, &end) } };
  mark_rectangle (self, &selected, &where);
  g_signal_emit (self, signals[SELECTION_MENU], 0, &where);
  return TRUE;
}

static void
menu_key (ToposReaderView *self)
{
  if (!open_selection_menu (self))
    open_menu (self, self->current);
}

static gboolean
key_cb (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state,
        ToposReaderView *self)
{
  if ((state & (GDK_CONTROL_MASK | GDK_ALT_MASK)) != 0)
    return GDK_EVENT_PROPAGATE;
  switch (key) {
  case GDK_KEY_n: case GDK_KEY_N: step (self, 1); return GDK_EVENT_STOP;
  case GDK_KEY_p: case GDK_KEY_P: step (self, -1); return GDK_EVENT_STOP;
  case GDK_KEY_Return: case GDK_KEY_KP_Enter: activate_mark (self, self->current); return GDK_EVENT_STOP;
  case GDK_KEY_Menu: menu_key (self); return GDK_EVENT_STOP;
  case GDK_KEY_F10:
    if ((state & GDK_SHIFT_MASK) == 0)
      return GDK_EVENT_PROPAGATE;
    menu_key (self);
    return GDK_EVENT_STOP;
  default: return GDK_EVENT_PROPAGATE;
  }
}

static void
click_cb (GtkGestureClick *gesture, int n_press, double x, double y, ToposReaderView *self)
{
  GtkTextIter start, end;
  const int byte = byte_at (self, x, y);

  if (byte < 0 || gtk_text_buffer_get_selection_bounds (self->buffer, &start, &end))
    return;
  const int index = place_at_byte (self, (guint) byte);
  if (index < 0)
    return;
  set_current (self, index);
  activate_mark (self, index);
}

static void
right_click_cb (GtkGestureClick *gesture, int n_press, double x, double y, ToposReaderView *self)
{
  const int byte = byte_at (self, x, y);
  const int index = byte >= 0 ? place_at_byte (self, (guint) byte) : -1;

  if (gtk_text_buffer_get_has_selection (self->buffer)) {
    gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
    open_selection_menu (self);
    return;
  }
  if (index < 0)
    return;
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  open_menu (self, index);
}

static void
long_press_cb (GtkGestureLongPress *gesture, double x, double y, ToposReaderView *self)
{
  const int byte = byte_at (self, x, y);

  open_menu (self, byte >= 0 ? place_at_byte (self, (guint) byte) : -1);
}

static gboolean
tooltip_cb (GtkWidget *widget, int x, int y, gboolean keyboard, GtkTooltip *tooltip,
            ToposReaderView *self)
{
  const int byte = byte_at (self, x, y);
  const ToposMark *mark = byte >= 0 ? mark_at (self, any_at_byte (self, (guint) byte)) : NULL;

  if (mark == NULL || mark->note == NULL || *mark->note == '\0')
    return FALSE;
  gtk_tooltip_set_text (tooltip, mark->note);
  return TRUE;
}

static void
set_hovered (ToposReaderView *self, ToposPlaceId place)
{
  if (self->hovered == place)
    return;
  self->hovered = place;
  tag_mentions (self, "hovered", place);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_HOVERED]);
}

static void
motion_cb (GtkEventControllerMotion *controller, double x, double y, ToposReaderView *self)
{
  const int byte = byte_at (self, x, y);
  const ToposMark *mark = byte >= 0 ? mark_at (self, place_at_byte (self, (guint) byte)) : NULL;

  gtk_widget_set_cursor_from_name (GTK_WIDGET (self->view), mark != NULL ? "pointer" : "text");
  set_hovered (self, mark != NULL ? mark->place : 0);
}

static void
leave_cb (GtkEventControllerMotion *controller, ToposReaderView *self)
{
  set_hovered (self, 0);
}

/* ------------------------------------------------------------------------- the object */

static void
topos_reader_view_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  ToposReaderView *self = TOPOS_READER_VIEW (object);
  const ToposMark *mark = mark_at (self, self->current);

  switch (id) {
  case PROP_TEXT: g_value_set_string (value, self->text); break;
  case PROP_MARKS: g_value_set_boxed (value, self->marks); break;
  case PROP_FOCUS: g_value_set_int (value, self->focus); break;
  case PROP_PLACE: g_value_set_uint64 (value, self->place); break;
  case PROP_HOVERED: g_value_set_uint64 (value, self->hovered); break;
  case PROP_MENTION: g_value_set_string (value, mark != NULL ? mark->id : NULL); break;
  default: G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

/* Text and marks come one after the other: until they fit each other, nothing is marked. */
static void
set_text (ToposReaderView *self, const char *text)
{
  if (g_strcmp0 (self->text, text) == 0)
    return;
  g_clear_pointer (&self->offsets, topos_offsets_free);
  g_free (self->text);
  self->text = g_strdup (text);
  if (text != NULL)
    self->offsets = topos_offsets_new (self->text, strlen (self->text));
  g_clear_pointer (&self->marks, g_array_unref);
  fill (self);
}

static void
set_marks (ToposReaderView *self, GArray *marks)
{
  static const char *const TAGS[] = { "aside", "title", "date", "place", "metonymic", "embedded",
                                      "demonym", "unsure", "rejected", "found", "current" };

  g_clear_pointer (&self->marks, g_array_unref);
  self->marks = marks != NULL ? g_array_ref (marks) : NULL;
  self->current = -1;
  for (gsize i = 0; i < G_N_ELEMENTS (TAGS); i++)
    untag (self, TAGS[i]);
  if (self->text == NULL)
    return;
  tag_marks (self);
  tag_mentions (self, "chosen", self->place);
  tag_focus (self);
  go_to_wanted (self);
  settle (self);
}

static void
set_place (ToposReaderView *self, ToposPlaceId place)
{
  if (self->place == place)
    return;
  self->place = place;
  tag_mentions (self, "chosen", self->place);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PLACE]);
}

static void
topos_reader_view_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  ToposReaderView *self = TOPOS_READER_VIEW (object);

  switch (id) {
  case PROP_TEXT: set_text (self, g_value_get_string (value)); break;
  case PROP_MARKS: set_marks (self, g_value_get_boxed (value)); break;
  case PROP_FOCUS:
    self->focus = g_value_get_int (value);
    tag_focus (self);
    break;
  case PROP_PLACE: set_place (self, g_value_get_uint64 (value)); break;
  case PROP_HOVERED: set_hovered (self, g_value_get_uint64 (value)); break;
  default: G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
topos_reader_view_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (topos_reader_view_parent_class)->css_changed (widget, change);
  dress (TOPOS_READER_VIEW (widget));
}

static void
topos_reader_view_dispose (GObject *object)
{
  ToposReaderView *self = TOPOS_READER_VIEW (object);

  g_clear_pointer (&self->scroller, gtk_widget_unparent);
  g_clear_pointer (&self->marks, g_array_unref);
  g_clear_pointer (&self->offsets, topos_offsets_free);
  g_clear_pointer (&self->text, g_free);
  g_clear_pointer (&self->wanted, g_free);
  G_OBJECT_CLASS (topos_reader_view_parent_class)->dispose (object);
}

static void
install_properties (GObjectClass *object_class)
{
  const GParamFlags set = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;

  properties[PROP_TEXT] = g_param_spec_string ("text", NULL, NULL, NULL, set);
  properties[PROP_MARKS] = g_param_spec_boxed ("marks", NULL, NULL, G_TYPE_ARRAY, set);
  properties[PROP_FOCUS] = g_param_spec_int ("focus", NULL, NULL, -1, G_MAXINT, -1, set);
  properties[PROP_PLACE] = g_param_spec_uint64 ("place", NULL, NULL, 0, G_MAXUINT64, 0,
                                                set | G_PARAM_EXPLICIT_NOTIFY);
  properties[PROP_HOVERED] = g_param_spec_uint64 ("hovered", NULL, NULL, 0, G_MAXUINT64, 0,
                                                  set | G_PARAM_EXPLICIT_NOTIFY);
  properties[PROP_MENTION] = g_param_spec_string (
      "mention", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
}

static void
topos_reader_view_class_init (ToposReaderViewClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  object_class->get_property = topos_reader_view_get_property;
  object_class->set_property = topos_reader_view_set_property;
  object_class->dispose = topos_reader_view_dispose;
  widget_class->css_changed = topos_reader_view_css_changed;
  install_properties (object_class);
  signals[MENTION_MENU]
      = g_signal_new ("mention-menu", TOPOS_TYPE_READER_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                      NULL, G_TYPE_NONE, 2, G_TYPE_STRING, GDK_TYPE_RECTANGLE);
  signals[SELECTION_MENU]
      = g_signal_new ("selection-menu", TOPOS_TYPE_READER_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                      NULL, G_TYPE_NONE, 1, GDK_TYPE_RECTANGLE);
  signals[MENTION_ACTIVATED]
      = g_signal_new ("mention-activated", TOPOS_TYPE_READER_VIEW, G_SIGNAL_RUN_LAST, 0, NULL,
                      NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "reader");
}

static void
listen (ToposReaderView *self)
{
  GtkWidget *view = GTK_WIDGET (self->view);
  GtkGesture *click = gtk_gesture_click_new ();
  GtkGesture *right_click = gtk_gesture_click_new ();
  GtkGesture *press = gtk_gesture_long_press_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEventController *motion = gtk_event_controller_motion_new ();

  g_signal_connect (click, "released", G_CALLBACK (click_cb), self);
  gtk_widget_add_controller (view, GTK_EVENT_CONTROLLER (click));
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (right_click), GDK_BUTTON_SECONDARY);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (right_click), GTK_PHASE_CAPTURE);
  g_signal_connect (right_click, "pressed", G_CALLBACK (right_click_cb), self);
  gtk_widget_add_controller (view, GTK_EVENT_CONTROLLER (right_click));
  gtk_gesture_single_set_touch_only (GTK_GESTURE_SINGLE (press), TRUE);
  g_signal_connect (press, "pressed", G_CALLBACK (long_press_cb), self);
  gtk_widget_add_controller (view, GTK_EVENT_CONTROLLER (press));
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_cb), self);
  gtk_widget_add_controller (view, keys);
  g_signal_connect (motion, "motion", G_CALLBACK (motion_cb), self);
  g_signal_connect (motion, "leave", G_CALLBACK (leave_cb), self);
  gtk_widget_add_controller (view, motion);
  gtk_widget_set_has_tooltip (view, TRUE);
  g_signal_connect (view, "query-tooltip", G_CALLBACK (tooltip_cb), self);
}

static void
topos_reader_view_init (ToposReaderView *self)
{
  self->focus = -1;
  self->current = -1;
  self->view = GTK_TEXT_VIEW (gtk_text_view_new ());
  self->buffer = gtk_text_view_get_buffer (self->view);
  make_tags (self->buffer);
  g_object_set (self->view, "editable", FALSE, "cursor-visible", FALSE, "wrap-mode",
                GTK_WRAP_WORD_CHAR, "left-margin", 18, "right-margin", 18, "top-margin", 12,
                "bottom-margin", 24, "pixels-inside-wrap", 4, "pixels-below-lines", 6,
                "accepts-tab", FALSE, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Document"), -1);
  gtk_widget_add_css_class (GTK_WIDGET (self->view), "document");
  self->scroller = gtk_scrolled_window_new ();
  g_object_set (self->scroller, "hscrollbar-policy", GTK_POLICY_NEVER, "child", self->view, NULL);
  gtk_widget_set_parent (self->scroller, GTK_WIDGET (self));
  listen (self);
  dress (self);
}

GtkWidget *
topos_reader_view_new (void)
{
  return g_object_new (TOPOS_TYPE_READER_VIEW, NULL);
}

gboolean
topos_reader_view_selection (ToposReaderView *self, guint *start, guint *end)
{
  GtkTextIter first, last;

  if (self->text == NULL || !gtk_text_buffer_get_selection_bounds (self->buffer, &first, &last))
    return FALSE;
  *start = byte_of_iter (self, &first);
  *end = byte_of_iter (self, &last);
  return TRUE;
}

void
topos_reader_view_go_to (ToposReaderView *self, const char *mention)
{
  g_free (self->wanted);
  self->wanted = g_strdup (mention);
  go_to_wanted (self);
}
