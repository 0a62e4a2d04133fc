/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/window.h"
#include "map/map-view.h"
#include "session/findings.h"
#include "session/item.h"
#include "session/page.h"
#include "session/place-card.h"
#include "session/review.h"
#include "session/verbs.h"
#include "widgets/reader-view.h"
#include "widgets/timeline.h"

/* What window.c (looking), window-files.c (opening, importing, exporting), window-edit.c
 * (correcting) and window-review.c (checking one after the other) share. */
struct _ToposWindow {
  AdwApplicationWindow parent_instance;
  GSettings *settings;      /* or NULL */
  bool online;              /* when there are no settings */

  ToposLens *lens;
  ToposSession *session;
  ToposFindings *findings;
  ToposPlaceCard *card;
  ToposPage *page;

  ToposReview *review;
  GtkSingleSelection *review_selection;
  GtkListView *review_list;
  AdwViewStackPage *review_page;
  GtkStack *review_stack;
  GtkBox *review_candidates;
  GtkWidget *review_box, *review_buttons;
  ToposWhy *review_why;     /* of the line that is chosen there; or NULL */
  guint review_at;          /* that line */
  bool review_busy;         /* a decision is on its way */

  AdwToastOverlay *toasts;
  AdwButtonContent *import_content;
  GtkMenuButton *menu_button, *place_menu;
  GtkSearchBar *search_bar;
  GtkSearchEntry *search_entry;
  GtkStack *stack;
  GtkButton *days_chip, *known_chip, *search_chip, *document_chip, *within_chip, *box_chip;
  GtkPaned *outer_paned, *inner_paned;
  GtkWidget *left_pane, *right_pane;
  GtkSearchEntry *list_filter;
  AdwViewStack *lists;
  AdwViewStackPage *unplaced_page;
  GtkStack *places_stack, *unplaced_stack;
  GtkSingleSelection *place_selection, *document_selection, *unplaced_selection,
      *passage_selection;
  GtkListView *places_list;
  ToposMapView *map;
  ToposReaderView *reader;
  ToposTimeline *timeline;
  GtkWidget *timeline_bar, *clock_box, *narrow_bar;
  GtkToggleButton *event_clock, *published_clock, *show_list, *show_map, *show_text;
  GtkPopover *range_popover;
  GtkEditable *from_entry, *to_entry, *known_entry;
  GtkRevealer *progress_revealer;
  GtkLabel *progress_label, *spoken;
  GtkProgressBar *progress;

  GCancellable *import;     /* of a running import */
  char **import_after_open; /* articles that wait for their library */
  gpointer export_wish;     /* what waits for the name of its file; or NULL */
  bool narrow;
  ToposPoint goal;          /* shown by the next answer instead, when `has_goal` */
  bool has_goal;
  bool fit_next;            /* the next answer is fitted into the map */
  bool failed;              /* the last answer was an error */
  ToposEdit *picking;       /* the edit that waits for a point on the map */
  char *known_title;        /* of the document that the lens shows alone */
};

/* A toast; with `undo` it has that button. */
void topos_window_say (ToposWindow *self, const char *words, bool undo);

/* The actions of window-files.c and window-edit.c. */
void topos_window_add_file_actions (ToposWindow *self);
void topos_window_add_edit_actions (ToposWindow *self);

/* Lets go of what waits: at the end of the window. */
void topos_window_forget_export (ToposWindow *self);
void topos_window_forget_picking (ToposWindow *self);

void topos_window_start_review (ToposWindow *self);

/* Opens the document of a mention and goes there. */
void topos_window_show_mention (ToposWindow *self, const char *mention);

/* Shows why a mention is where it is, and what else could be done, beside `parent`. */
void topos_window_ask_why (ToposWindow *self, const char *mention, GtkWidget *parent,
                           GdkRectangle where);

/* Does an edit and tells what it did. */
void topos_window_edit (ToposWindow *self, const ToposEdit *edit);

/* The menu of a mention was asked for, at `where` in the reader. */
void topos_window_mention_menu (ToposWindow *self, const char *mention, const GdkRectangle *where);

/* The menu of words that were selected, which may be a name that was missed. */
void topos_window_selection_menu (ToposWindow *self, const GdkRectangle *where);

/* A point was picked on the map for the edit that waits. */
void topos_window_picked (ToposWindow *self, double lat, double lon);
