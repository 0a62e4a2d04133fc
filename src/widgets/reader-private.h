/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "widgets/reader-view.h"

#include "core/view.h"
#include "text/offsets.h"

/* What reader-view.c (the object), reader-marks.c (how the text is dressed) and reader-pointer.c
 * (what hands do) share. Offsets are bytes of the text. */
struct _ToposReaderView {
  GtkWidget parent_instance;
  GtkWidget *scroller;
  GtkTextView *view;
  GtkTextBuffer *buffer;
  char *text;
  ToposOffsets *offsets;  /* of text */
  GArray *marks;
  int focus;
  bool fresh;     /* the text is new: nothing has been scrolled to */
  ToposPlaceId place;
  ToposPlaceId hovered;
  char *wanted;   /* the mention to go to once its text is there, or NULL */
  int current;    /* index of the mark that N and P have reached, or -1 */
};

/* Makes the tags that the text is dressed with; their colours follow the theme. */
void topos_reader_make_tags (GtkTextBuffer *buffer);
void topos_reader_dress (ToposReaderView *self);

void  topos_reader_iter_at (ToposReaderView *self, guint byte, GtkTextIter *iter);
guint topos_reader_byte_of (ToposReaderView *self, const GtkTextIter *iter);

/* The mark of that index, or NULL. */
const ToposMark *topos_reader_mark_at (ToposReaderView *self, int index);

/* Puts a tag on a stretch; takes it from the whole text. */
void topos_reader_tag (ToposReaderView *self, const char *tag, ToposSpan span);
void topos_reader_untag (ToposReaderView *self, const char *tag);

/* Dresses all marks; the mentions of one place alone; the passage in focus. */
void topos_reader_tag_marks (ToposReaderView *self);
void topos_reader_tag_mentions (ToposReaderView *self, const char *tag, ToposPlaceId place);
void topos_reader_tag_focus (ToposReaderView *self);

/* The caret goes where the passage in focus begins, and the text with it. */
void topos_reader_go_to_focus (ToposReaderView *self);

/* Scrolls once the lines have their heights. */
void topos_reader_scroll_to (ToposReaderView *self, const GtkTextIter *iter);

/* Has the lines in view measured now: reader-marks.c says why. */
void topos_reader_settle (ToposReaderView *self);

/* The mark that N and P have reached, -1 for none. */
void topos_reader_set_current (ToposReaderView *self, int index);

/* Goes to the mention that waits, if it is here. */
void topos_reader_go_to_wanted (ToposReaderView *self);

void topos_reader_set_hovered (ToposReaderView *self, ToposPlaceId place);

/* Hears pointer, touch and keys. */
void topos_reader_listen (ToposReaderView *self);
