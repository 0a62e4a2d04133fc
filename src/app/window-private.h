/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/candidates.h"
#include "app/window.h"
#include "map/map-view.h"
#include "session/findings.h"
#include "session/item.h"
#include "session/page.h"
#include "session/place-card.h"
#include "session/review.h"
#include "session/trail.h"
#include "session/verbs.h"
#include "widgets/reader-view.h"
#include "widgets/timeline.h"

/* What the parts of the window share. A part is one file; it binds what it needs of ui/window.ui, has
 * its actions, and hears its own news. */
struct _ToposWindow {
  AdwApplicationWindow parent_instance;
  GSettings *settings;      /* or NULL */
  ToposShelf *shelf;        /* or NULL */

  ToposLens *lens;
  ToposSession *session;
  ToposFindings *findings;
  ToposPlaceCard *card;
  ToposPage *page;
  ToposTrail *trail;
  bool fit_document;        /* the next page is shown with its places on the map */
  GMenuModel *place_menu_model, *document_menu_model;
  GMenu *history_menu;      /* undo and redo, with what they would do */

  ToposReview *review;
  GtkSingleSelection *review_selection;
  GtkListView *review_list;
  AdwViewStackPage *review_page;
  GtkStack *review_stack;
  ToposCandidates *review_candidates;
  GtkWidget *review_box, *review_buttons;
  guint review_at;          /* the line that is looked at, also when another list is shown */

  AdwToastOverlay *toasts;
  AdwHeaderBar *header;
  AdwButtonContent *import_content;
  GtkMenuButton *menu_button, *place_menu;
  GtkSearchBar *search_bar;
  GtkSearchEntry *search_entry;
  GtkStack *stack;
  GtkButton *days_chip, *undated_chip, *known_chip, *search_chip, *document_chip, *within_chip, *box_chip;
  GtkPaned *outer_paned, *inner_paned;
  GtkWidget *left_pane, *right_pane;
  AdwViewStack *lists;
  AdwViewStackPage *unplaced_page;
  GtkStack *places_stack, *unplaced_stack;
  GtkSingleSelection *place_selection, *document_selection, *unplaced_selection, *passage_selection;
  GtkListView *places_list, *documents_list, *unplaced_list, *passages_list;
  ToposMapView *map;
  ToposReaderView *reader;
  ToposTimeline *timeline;
  GtkWidget *timeline_bar, *clock_box, *narrow_bar, *import_button, *export_button;
  GtkGrid *range_grid;
  GtkToggleButton *event_clock, *published_clock, *show_list, *show_map, *show_text;
  GtkPopover *range_popover;
  GtkEditable *from_entry, *to_entry, *known_entry;
  GtkLabel *range_error;
  GtkRevealer *progress_revealer;
  GtkLabel *progress_label, *spoken;
  GtkProgressBar *progress;

  GCancellable *import;     /* of a running import */
  gint64 import_begun;
  bool import_quietly;      /* it is not summed up */
  GPtrArray *import_results;  /* of the last one, ToposIngestResult; or NULL */
  GQueue imports_waiting;   /* for a library to open, or for the import that runs */
  GtkStack *import_stack;
  GtkLabel *import_end;
  GtkButton *import_documents, *import_same, *import_places, *import_unplaced, *import_failed;
  GtkWidget *import_undo;

  char *opening;            /* path of the library that was asked for last; or NULL */
  GMenu *recent_menu;
  GtkWidget *recent_box, *trouble_copy;
  GtkListBox *recent_list;
  AdwStatusPage *trouble_page;
  guint look_soon;          /* source that keeps the look */
  bool look_waits;          /* the look is restored with the next answer */

  gpointer export_wish;     /* what waits for the name of its file; or NULL */
  bool narrow;
  ToposPoint goal;          /* shown by the next answer instead, when `has_goal` */
  bool has_goal;
  bool fit_next;            /* the next answer is fitted into the map */
  bool failed;              /* the last answer was an error */
  ToposEdit *picking;       /* the edit that waits for a point on the map */
  char *known_title;        /* of the document that the lens shows alone */
};

/* What a part hears: the object's signal calls `heard` with the window. */
typedef struct {
  gpointer object;
  const char *news;
  GCallback heard;
} ToposWindowNews;

/* A part takes a child, or an object, of ui/window.ui. */
#define TOPOS_BIND_CHILD(class, name) gtk_widget_class_bind_template_child (class, ToposWindow, name)

/* --------------------------------------------------- window.c: the parts put together */

/* A toast; with `undo` it has that button. */
void topos_window_say (ToposWindow *self, const char *words, bool undo);

/* A popover made for once leaves its parent when it has been closed: not at once, since what was
 * clicked in it has yet to be done. The focus goes back to where it is now, unless what was chosen
 * has put it elsewhere. The popover has its parent already. */
void topos_window_drop_when_closed (GtkPopover *popover);

void topos_window_listen (ToposWindow *self, const ToposWindowNews *news, gsize n);

/* ----------------------------------- window-panes.c: which panes are shown, how large */

void topos_window_bind_panes (GtkWidgetClass *class);
void topos_window_start_panes (ToposWindow *self);

/* Where only one pane fits, shows the one of that button. */
void topos_window_show_pane (ToposWindow *self, GtkToggleButton *button);

/* The window has become so wide. */
void topos_window_take_width (ToposWindow *self, int width);

/* Makes the panes of a window so wide, in pixels; wider where letters are large or words are long. */
void topos_window_set_panes (ToposWindow *self, int width, int left, int right);

/* Keeps the sizes for the next run. */
void topos_window_keep_panes (ToposWindow *self);

/* ------------------------------------------- window-map.c: what the map is told to do */

void topos_window_bind_map (GtkWidgetClass *class);
void topos_window_start_map (ToposWindow *self);

/* ------------------------- window-lists.c: lists follow the session and the other way */

void topos_window_bind_lists (GtkWidgetClass *class);
void topos_window_start_lists (ToposWindow *self);

/* The list of places shows the one that was chosen elsewhere. */
void topos_window_show_chosen_place (ToposWindow *self);

/* Opens the document of a mention and goes there. */
void topos_window_open_mention (ToposWindow *self, const char *mention);

/* ----------------------- window-filter.c: words, days, area, and the bar that says so */

void topos_window_bind_filter (GtkWidgetClass *class);
void topos_window_start_filter (ToposWindow *self);

/* The bar says what is looked at alone. */
void topos_window_show_filter (ToposWindow *self);

/* ------------------------------------- window-libraries.c: which library is looked at */

void topos_window_bind_libraries (GtkWidgetClass *class);
void topos_window_start_libraries (ToposWindow *self);

/* Asks the application for the library in a window of its own, or in this one while it shows none;
 * `make`: it need not be there. */
void topos_window_ask_for (ToposWindow *self, const char *path, bool make);

/* A library has been asked for and is not there yet. */
bool topos_window_is_opening (ToposWindow *self);

/* Where a library of that name lies when the user did not say where. Returns: (transfer full). */
char *topos_window_library_path (const char *name);

/* -------------------------------------- window-look.c: how the library was looked at last */

void topos_window_start_look (ToposWindow *self);

/* Keeps the look of the open library on the shelf. */
void topos_window_keep_look (ToposWindow *self);

/* Takes the filter of its look for a library just opened. */
void topos_window_restore_filter (ToposWindow *self);

/* Then, with its first answer, the rest. False when there is none to restore. */
bool topos_window_restore_look (ToposWindow *self);

/* ------------------------------------ window-import.c: articles come, and are counted */

void topos_window_bind_import (GtkWidgetClass *class);
void topos_window_start_import (ToposWindow *self);

/* Has articles or a text imported once the library that opens is there and the imports before it
 * have ended. One that goes `quietly` is not summed up. */
void topos_window_import_later (ToposWindow *self, const char *const *articles, GBytes *text,
                                bool quietly);

/* Begins the next of those that wait, if there is one. */
void topos_window_import_next (ToposWindow *self);

/* Forgets those that wait. */
void topos_window_forget_waiting (ToposWindow *self);

/* And stops the one that runs: at the end of the window. */
void topos_window_forget_import (ToposWindow *self);

/* ---------------------------------- window-receive.c: what is dropped and pasted is imported */

void topos_window_start_receive (ToposWindow *self);

/* -------------------------------------------- window-export.c: the map goes to a file */

void topos_window_start_export (ToposWindow *self);

/* Lets go of what waits for a name: at the end of the window. */
void topos_window_forget_export (ToposWindow *self);

/* --------------------------------------------- window-edit.c: correcting, and undoing */

void topos_window_bind_edit (GtkWidgetClass *class);
void topos_window_start_edit (ToposWindow *self);

/* Lets go of what waits for a point: at the end of the window. */
void topos_window_forget_picking (ToposWindow *self);

/* Shows why a mention is where it is, and what else could be done, beside `parent`. */
void topos_window_ask_why (ToposWindow *self, const char *mention, GtkWidget *parent,
                           GdkRectangle where);

/* Does an edit and tells what it did. */
void topos_window_edit (ToposWindow *self, const ToposEdit *edit);

/* Does it once the user has pointed to where on the map. */
void topos_window_pick (ToposWindow *self, const ToposEdit *edit);

/* --------- window-facts.c: a place or document renamed, merged, described, removed; rules */

void topos_window_start_facts (ToposWindow *self);

/* -------------------------------- window-review.c: checking names one after the other */

void topos_window_bind_review (GtkWidgetClass *class);
void topos_window_start_review (ToposWindow *self);

/* ---------------------------- window-trail.c: back, forward, a document and its places */

void topos_window_bind_trail (GtkWidgetClass *class);
void topos_window_start_trail (ToposWindow *self);

/* The document that has just been chosen shows its places on the map once it is there. */
void topos_window_fit_document (ToposWindow *self);

/* -------------------------------------- window-menus.c: the menus of what one points at */

void topos_window_bind_menus (GtkWidgetClass *class);
void topos_window_start_menus (ToposWindow *self);
