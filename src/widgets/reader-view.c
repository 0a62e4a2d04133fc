/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "widgets/reader-private.h"

#include <glib/gi18n.h>
#include <string.h>

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

static GParamSpec *properties[N_PROPERTIES];

static void
fill (ToposReaderView *self)
{
  GtkTextIter start;

  gtk_text_buffer_set_text (self->buffer, self->text != NULL ? self->text : "", -1);
  gtk_text_buffer_get_start_iter (self->buffer, &start);
  gtk_text_buffer_place_cursor (self->buffer, &start);
  self->fresh = true;
  self->current = -1;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MENTION]);
}

static void
topos_reader_view_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  ToposReaderView *self = TOPOS_READER_VIEW (object);
  const ToposMark *mark = topos_reader_mark_at (self, self->current);

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

static int
index_of (const ToposReaderView *self, const char *mention)
{
  for (guint i = 0; mention != NULL && self->marks != NULL && i < self->marks->len; i++)
    if (g_strcmp0 (g_array_index (self->marks, ToposMark, i).id, mention) == 0)
      return (int) i;
  return -1;
}

/* After a correction the marks are others, and one reads on where one was. */
static void
set_marks (ToposReaderView *self, GArray *marks)
{
  static const char *const TAGS[] = { "aside", "title", "date", "place", "metonymic", "embedded",
                                      "demonym", "unsure", "rejected", "found", "current" };
  const ToposMark *current = topos_reader_mark_at (self, self->current);
  g_autofree char *reached = current != NULL ? g_strdup (current->id) : NULL;

  g_clear_pointer (&self->marks, g_array_unref);
  self->marks = marks != NULL ? g_array_ref (marks) : NULL;
  self->current = index_of (self, reached);
  for (gsize i = 0; i < G_N_ELEMENTS (TAGS); i++)
    topos_reader_untag (self, TAGS[i]);
  if (self->text == NULL)
    return;
  topos_reader_tag_marks (self);
  topos_reader_tag_mentions (self, "chosen", self->place);
  topos_reader_tag_focus (self);
  if (self->current >= 0)
    topos_reader_tag (self, "current", topos_reader_mark_at (self, self->current)->span);
  topos_reader_go_to_wanted (self);
  topos_reader_settle (self);
}

static void
set_focus (ToposReaderView *self, int focus)
{
  const bool moves = self->fresh || self->focus != focus;

  self->focus = focus;
  self->fresh = false;
  topos_reader_tag_focus (self);
  if (moves)
    topos_reader_go_to_focus (self);
}

static void
set_place (ToposReaderView *self, ToposPlaceId place)
{
  if (self->place == place)
    return;
  self->place = place;
  topos_reader_tag_mentions (self, "chosen", self->place);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PLACE]);
}

static void
topos_reader_view_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  ToposReaderView *self = TOPOS_READER_VIEW (object);

  switch (id) {
  case PROP_TEXT: set_text (self, g_value_get_string (value)); break;
  case PROP_MARKS: set_marks (self, g_value_get_boxed (value)); break;
  case PROP_FOCUS: set_focus (self, g_value_get_int (value)); break;
  case PROP_PLACE: set_place (self, g_value_get_uint64 (value)); break;
  case PROP_HOVERED: topos_reader_set_hovered (self, g_value_get_uint64 (value)); break;
  default: G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static gboolean
topos_reader_view_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (TOPOS_READER_VIEW (widget)->view));
}

static void
topos_reader_view_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (topos_reader_view_parent_class)->css_changed (widget, change);
  topos_reader_dress (TOPOS_READER_VIEW (widget));
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
  widget_class->grab_focus = topos_reader_view_grab_focus;
  widget_class->css_changed = topos_reader_view_css_changed;
  install_properties (object_class);
  g_signal_new ("mention-menu", TOPOS_TYPE_READER_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                G_TYPE_NONE, 2, G_TYPE_STRING, GDK_TYPE_RECTANGLE);
  g_signal_new ("selection-menu", TOPOS_TYPE_READER_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                G_TYPE_NONE, 1, GDK_TYPE_RECTANGLE);
  g_signal_new ("mention-activated", TOPOS_TYPE_READER_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "reader");
}

/* Lines are broken at the view's width: there is nothing to the right. A scroll to a passage aligns
 * both ways, and before the width is known it would move all of the text out of sight. */
static void
stay_left_cb (GtkAdjustment *across)
{
  if (gtk_adjustment_get_value (across) != 0)
    gtk_adjustment_set_value (across, 0);
}

static void
topos_reader_view_init (ToposReaderView *self)
{
  self->focus = -1;
  self->current = -1;
  self->view = GTK_TEXT_VIEW (gtk_text_view_new ());
  self->buffer = gtk_text_view_get_buffer (self->view);
  topos_reader_make_tags (self->buffer);
  g_object_set (self->view, "editable", FALSE, "cursor-visible", FALSE, "wrap-mode",
                GTK_WRAP_WORD_CHAR, "left-margin", 18, "right-margin", 18, "top-margin", 12,
                "bottom-margin", 24, "pixels-inside-wrap", 4, "pixels-below-lines", 6,
                "accepts-tab", FALSE, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Document"), -1);
  gtk_widget_add_css_class (GTK_WIDGET (self->view), "document");
  self->scroller = gtk_scrolled_window_new ();
  g_object_set (self->scroller, "hscrollbar-policy", GTK_POLICY_NEVER, "child", self->view, NULL);
  g_signal_connect (gtk_scrolled_window_get_hadjustment (GTK_SCROLLED_WINDOW (self->scroller)),
                    "value-changed", G_CALLBACK (stay_left_cb), NULL);
  gtk_widget_set_parent (self->scroller, GTK_WIDGET (self));
  topos_reader_listen (self);
  topos_reader_dress (self);
}

gboolean
topos_reader_view_selection (ToposReaderView *self, guint *start, guint *end)
{
  GtkTextIter first, last;

  if (self->text == NULL || !gtk_text_buffer_get_selection_bounds (self->buffer, &first, &last))
    return FALSE;
  *start = topos_reader_byte_of (self, &first);
  *end = topos_reader_byte_of (self, &last);
  return TRUE;
}

void
topos_reader_view_go_to (ToposReaderView *self, const char *mention)
{
  g_free (self->wanted);
  self->wanted = g_strdup (mention);
  topos_reader_go_to_wanted (self);
}
