/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "widgets/reader-private.h"

#include <string.h>

/* ------------------------------------------------------------------- styles of the text */

/* Each sort differs by shape (line, weight, slant) and not by colour alone. The colours are
 * set by `dress` for light and dark. */
void
topos_reader_make_tags (GtkTextBuffer *buffer)
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

void
topos_reader_dress (ToposReaderView *self)
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

void
topos_reader_iter_at (ToposReaderView *self, guint byte, GtkTextIter *iter)
{
  const uint32_t chars = self->offsets != NULL ? topos_offsets_to_chars (self->offsets, byte) : 0;

  gtk_text_buffer_get_iter_at_offset (self->buffer, iter, (int) chars);
}

guint
topos_reader_byte_of (ToposReaderView *self, const GtkTextIter *iter)
{
  return topos_offsets_to_bytes (self->offsets, (uint32_t) gtk_text_iter_get_offset (iter));
}

void
topos_reader_tag (ToposReaderView *self, const char *tag, ToposSpan span)
{
  GtkTextIter start, end;

  topos_reader_iter_at (self, span.start, &start);
  topos_reader_iter_at (self, span.end, &end);
  gtk_text_buffer_apply_tag_by_name (self->buffer, tag, &start, &end);
}

const ToposMark *
topos_reader_mark_at (ToposReaderView *self, int index)
{
  return self->marks != NULL && index >= 0 && (guint) index < self->marks->len
             ? &g_array_index (self->marks, ToposMark, index) : NULL;
}

static void
tag_place (ToposReaderView *self, const ToposMark *mark)
{
  topos_reader_tag (self, "place", mark->span);
  if (mark->demonym)
    topos_reader_tag (self, "demonym", mark->span);
  else if (mark->sense == TOPOS_SENSE_METONYMIC)
    topos_reader_tag (self, "metonymic", mark->span);
  else if (mark->sense == TOPOS_SENSE_EMBEDDED)
    topos_reader_tag (self, "embedded", mark->span);
  if (mark->standing == TOPOS_STANDING_REJECTED)
    topos_reader_tag (self, "rejected", mark->span);
  else if (mark->standing != TOPOS_STANDING_PLACED)
    topos_reader_tag (self, "unsure", mark->span);
}

void
topos_reader_tag_marks (ToposReaderView *self)
{
  for (guint i = 0; self->marks != NULL && i < self->marks->len; i++) {
    const ToposMark *mark = &g_array_index (self->marks, ToposMark, i);
    switch (mark->kind) {
    case TOPOS_MARK_PLACE: tag_place (self, mark); break;
    case TOPOS_MARK_DATE: topos_reader_tag (self, "date", mark->span); break;
    case TOPOS_MARK_ASIDE: topos_reader_tag (self, "aside", mark->span); break;
    case TOPOS_MARK_TITLE: topos_reader_tag (self, "title", mark->span); break;
    case TOPOS_MARK_FOUND: topos_reader_tag (self, "found", mark->span); break;
    case TOPOS_MARK_PASSAGE: break;  /* shown when in focus */
    }
  }
}

void
topos_reader_untag (ToposReaderView *self, const char *tag)
{
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (self->buffer, &start, &end);
  gtk_text_buffer_remove_tag_by_name (self->buffer, tag, &start, &end);
}

void
topos_reader_tag_mentions (ToposReaderView *self, const char *tag, ToposPlaceId place)
{
  topos_reader_untag (self, tag);
  for (guint i = 0; self->marks != NULL && place != 0 && i < self->marks->len; i++) {
    const ToposMark *mark = &g_array_index (self->marks, ToposMark, i);
    if (mark->kind == TOPOS_MARK_PLACE && mark->place == place)
      topos_reader_tag (self, tag, mark->span);
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
void
topos_reader_scroll_to (ToposReaderView *self, const GtkTextIter *iter)
{
  GtkTextMark *mark = gtk_text_buffer_get_mark (self->buffer, "topos-focus");

  if (mark == NULL)
    gtk_text_buffer_create_mark (self->buffer, "topos-focus", iter, TRUE);
  else
    gtk_text_buffer_move_mark (self->buffer, mark, iter);
  g_idle_add_full (G_PRIORITY_LOW, scroll_cb, g_object_ref (self), g_object_unref);
}

static bool
has_focus (const ToposReaderView *self)
{
  return self->text != NULL && self->focus >= 0 && (gsize) self->focus < strlen (self->text);
}

void
topos_reader_go_to_focus (ToposReaderView *self)
{
  GtkTextIter start;

  if (!has_focus (self))
    return;
  topos_reader_iter_at (self, (guint) self->focus, &start);
  gtk_text_buffer_place_cursor (self->buffer, &start);
  topos_reader_scroll_to (self, &start);
}

/* Highlights the passage that begins at the focus; without its mark, to the end of the line. */
void
topos_reader_tag_focus (ToposReaderView *self)
{
  topos_reader_untag (self, "passage");
  if (!has_focus (self))
    return;
  const ToposMark *passage = NULL;
  for (guint i = 0; self->marks != NULL && i < self->marks->len && passage == NULL; i++) {
    const ToposMark *mark = &g_array_index (self->marks, ToposMark, i);
    if (mark->kind == TOPOS_MARK_PASSAGE && mark->span.start == (uint32_t) self->focus)
      passage = mark;
  }
  GtkTextIter start, end;
  topos_reader_iter_at (self, (guint) self->focus, &start);
  end = start;
  if (passage != NULL)
    topos_reader_iter_at (self, passage->span.end, &end);
  else if (!gtk_text_iter_ends_line (&end))
    gtk_text_iter_forward_to_line_end (&end);
  gtk_text_buffer_apply_tag_by_name (self->buffer, "passage", &start, &end);
}

/* Has the lines in view measured now. GTK 4.8 does that in an idle, which a frame that follows
 * upon an event overtakes; measuring them while they are drawn then moves the scroll bar, which
 * cannot be laid out any more and is not drawn. The view listens to its adjustment. */
void
topos_reader_settle (ToposReaderView *self)
{
  if (gtk_widget_get_mapped (GTK_WIDGET (self->view)))
    g_signal_emit_by_name (gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self->view)),
                           "value-changed");
}
