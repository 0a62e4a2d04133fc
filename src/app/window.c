/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/window-private.h"

#include "app/item-row.h"
#include "core/view.h"

#include <glib/gi18n.h>

/* What can be undone at once stays longer than what is only told. */
#define UNDO_SECONDS 10

G_DEFINE_FINAL_TYPE (ToposWindow, topos_window, ADW_TYPE_APPLICATION_WINDOW)

/* -------------------------------------------------------------- closures of window.ui */

static gboolean
has_text (GObject *self, const char *text)
{
  return text != NULL && *text != '\0';
}

static gboolean
has_items (GObject *self, guint n)
{
  return n > 0;
}

/* A place is chosen, and the filter shows none of its passages. */
static gboolean
place_is_left_out (GObject *self, guint n, guint64 place)
{
  return n == 0 && place != TOPOS_PLACE_NONE;
}

static char *
right_page (ToposWindow *self, const char *document, const char *title)
{
  if (document != NULL)
    return g_strdup ("document");
  return g_strdup (title != NULL && *title != '\0' ? "place" : "nothing");
}

/* --------------------------------------------------------------------- for every part */

static void
undo_clicked_cb (ToposWindow *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.undo", NULL);
}

void
topos_window_say (ToposWindow *self, const char *words, bool undo)
{
  g_autofree char *escaped = g_markup_escape_text (words, -1);
  AdwToast *toast = adw_toast_new (escaped);

  if (undo) {
    adw_toast_set_timeout (toast, UNDO_SECONDS);
    adw_toast_set_button_label (toast, _("Undo"));
    g_signal_connect_object (toast, "button-clicked", G_CALLBACK (undo_clicked_cb), self, G_CONNECT_SWAPPED);
  }
  adw_toast_overlay_add_toast (self->toasts, toast);
}

void
topos_window_listen (ToposWindow *self, const ToposWindowNews *news, gsize n)
{
  for (gsize i = 0; i < n; i++)
    g_signal_connect_object (news[i].object, news[i].news, news[i].heard, self, G_CONNECT_SWAPPED);
}

static gboolean
unparent_cb (gpointer popover)
{
  gtk_widget_unparent (popover);
  return G_SOURCE_REMOVE;
}

static void
closed_cb (GtkPopover *popover)
{
  g_idle_add_full (G_PRIORITY_DEFAULT, unparent_cb, g_object_ref (popover), g_object_unref);
}

/* Unless what was chosen has put the focus elsewhere. */
static void
give_back_focus_cb (GtkWidget *before, GtkWidget *popover)
{
  GtkRoot *root = gtk_widget_get_root (before);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (root != NULL && (focus == NULL || gtk_widget_is_ancestor (focus, popover)))
    gtk_widget_grab_focus (before);
}

void
topos_window_drop_when_closed (GtkPopover *popover)
{
  GtkWidget *before = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (popover)));

  if (before != NULL)
    g_signal_connect_object (popover, "closed", G_CALLBACK (give_back_focus_cb), before, G_CONNECT_SWAPPED);
  g_signal_connect (popover, "closed", G_CALLBACK (closed_cb), NULL);
}

/* ---------------------------------------------------------------------------- answers */

static void
summary_cb (ToposWindow *self)
{
  const ToposCounts *counts = topos_findings_counts (self->findings);
  const bool open = topos_session_library (self->session) != NULL;
  const bool empty = !open || (topos_findings_has_answer (self->findings) && counts->documents_all == 0);
  g_autofree char *summary = NULL;

  if (open && !topos_findings_has_answer (self->findings) && !self->failed)
    return;
  gtk_stack_set_visible_child_name (self->stack, empty && self->import == NULL ? "welcome" : "library");
  gtk_stack_set_visible_child_name (self->places_stack, counts->places > 0 ? "list" : "none");
  gtk_stack_set_visible_child_name (self->unplaced_stack, counts->unplaced > 0 ? "list" : "none");
  adw_view_stack_page_set_badge_number (self->unplaced_page, (guint) counts->unplaced);
  topos_window_show_filter (self);
  topos_window_show_chosen_place (self);
  /* The counts are told when they change, without being shown twice. */
  g_object_get (self->findings, "summary", &summary, NULL);
  gtk_label_set_text (self->spoken, summary);
}

static void
failed_cb (ToposWindow *self, const char *message)
{
  self->failed = true;
  topos_window_say (self, message, false);
}

/* ---------------------------------------------------------------------------- actions */

static void
close_place_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  ToposWindow *self = data;

  topos_session_choose_place (self->session, 0);
  gtk_single_selection_set_selected (self->place_selection, GTK_INVALID_LIST_POSITION);
  if (topos_lens_filter (self->lens)->search != NULL)
    gtk_search_bar_set_search_mode (self->search_bar, FALSE);
  topos_window_show_pane (self, self->show_map);
}

/* To all that the filter shows, whatever the place. */
static void
leave_place_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  topos_session_choose_place (TOPOS_WINDOW (data)->session, TOPOS_PLACE_NONE);
}

static void
open_original_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  ToposWindow *self = data;
  const ToposDocument *document = topos_page_document (self->page);
  const char *source = document == NULL ? NULL
                       : document->row->source != NULL ? document->row->source : document->row->url;

  if (source == NULL) {
    topos_window_say (self, _("This document does not say where it came from."), false);
    return;
  }
  g_autoptr (GFile) file = g_file_new_for_commandline_arg (source);
  g_autofree char *uri = g_file_get_uri (file);
  gtk_show_uri (GTK_WINDOW (self), uri, GDK_CURRENT_TIME);
}

static void
copy_point_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  ToposWindow *self = data;
  g_autofree char *point = NULL;

  g_object_get (self->card, "point", &point, NULL);
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), point);
  topos_window_say (self, _("Coordinates copied"), false);
}

/* ------------------------------------------------------------------------- the object */

static void
topos_window_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  ToposWindow *self = TOPOS_WINDOW (widget);

  GTK_WIDGET_CLASS (topos_window_parent_class)->size_allocate (widget, width, height, baseline);
  topos_window_take_width (self, width);
}

static gboolean
topos_window_close_request (GtkWindow *window)
{
  ToposWindow *self = TOPOS_WINDOW (window);

  if (self->import != NULL)
    g_cancellable_cancel (self->import);
  topos_window_keep_panes (self);
  topos_window_keep_look (self);
  return GTK_WINDOW_CLASS (topos_window_parent_class)->close_request (window);
}

static void
topos_window_dispose (GObject *object)
{
  ToposWindow *self = TOPOS_WINDOW (object);

  topos_window_forget_import (self);
  topos_window_forget_export (self);
  topos_window_forget_picking (self);
  g_clear_handle_id (&self->look_soon, g_source_remove);
  g_clear_object (&self->recent_menu);
  g_clear_object (&self->history_menu);
  g_clear_object (&self->settings);
  g_clear_object (&self->shelf);
  g_clear_pointer (&self->opening, g_free);
  g_clear_pointer (&self->known_title, g_free);
  G_OBJECT_CLASS (topos_window_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *class)
{
  TOPOS_BIND_CHILD (class, lens);
  TOPOS_BIND_CHILD (class, session);
  TOPOS_BIND_CHILD (class, findings);
  TOPOS_BIND_CHILD (class, card);
  TOPOS_BIND_CHILD (class, page);
  TOPOS_BIND_CHILD (class, toasts);
  TOPOS_BIND_CHILD (class, stack);
  TOPOS_BIND_CHILD (class, unplaced_page);
  TOPOS_BIND_CHILD (class, places_stack);
  TOPOS_BIND_CHILD (class, unplaced_stack);
  TOPOS_BIND_CHILD (class, spoken);
  gtk_widget_class_bind_template_callback (class, has_text);
  gtk_widget_class_bind_template_callback (class, has_items);
  gtk_widget_class_bind_template_callback (class, place_is_left_out);
  gtk_widget_class_bind_template_callback (class, right_page);
}

/* What the window is made of: each part binds what ui/window.ui gives it, then starts its work. */
static const struct {
  void (*bind) (GtkWidgetClass *class);  /* or NULL */
  void (*start) (ToposWindow *self);     /* or NULL */
} PARTS[] = {
  { topos_window_bind_panes, topos_window_start_panes },
  { topos_window_bind_map, topos_window_start_map },
  { topos_window_bind_lists, topos_window_start_lists },
  { topos_window_bind_filter, topos_window_start_filter },
  { topos_window_bind_libraries, topos_window_start_libraries },
  { topos_window_bind_import, topos_window_start_import },
  { NULL, topos_window_start_look },
  { NULL, topos_window_start_receive },
  { NULL, topos_window_start_export },
  { topos_window_bind_edit, topos_window_start_edit },
  { NULL, topos_window_start_facts },
  { topos_window_bind_review, topos_window_start_review },
  { topos_window_bind_trail, topos_window_start_trail },
  { topos_window_bind_menus, topos_window_start_menus },
};

static void
topos_window_class_init (ToposWindowClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  const GType types[] = {
    TOPOS_TYPE_LENS, TOPOS_TYPE_SESSION, TOPOS_TYPE_FINDINGS, TOPOS_TYPE_PLACE_CARD, TOPOS_TYPE_PAGE,
    TOPOS_TYPE_REVIEW, TOPOS_TYPE_TRAIL, TOPOS_TYPE_CANDIDATES, TOPOS_TYPE_ITEM, TOPOS_TYPE_ITEM_ROW, TOPOS_TYPE_MAP_VIEW,
    TOPOS_TYPE_READER_VIEW, TOPOS_TYPE_TIMELINE,
  };

  G_OBJECT_CLASS (class)->dispose = topos_window_dispose;
  GTK_WINDOW_CLASS (class)->close_request = topos_window_close_request;
  widget_class->size_allocate = topos_window_size_allocate;
  for (gsize i = 0; i < G_N_ELEMENTS (types); i++)
    g_type_ensure (types[i]);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/topos/Topos/window.ui");
  bind_children (widget_class);
  topos_item_row_bind (widget_class);
  for (gsize i = 0; i < G_N_ELEMENTS (PARTS); i++)
    if (PARTS[i].bind != NULL)
      PARTS[i].bind (widget_class);
}

static void
topos_window_init (ToposWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
start (ToposWindow *self)
{
  static const GActionEntry ENTRIES[] = {
    { .name = "close-place", .activate = close_place_action },
    { .name = "leave-place", .activate = leave_place_action },
    { .name = "open-original", .activate = open_original_action },
    { .name = "copy-point", .activate = copy_point_action },
  };
  const ToposWindowNews NEWS[] = {
    { self->findings, "notify::summary", G_CALLBACK (summary_cb) },
    { self->findings, "failed", G_CALLBACK (failed_cb) },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (self), ENTRIES, G_N_ELEMENTS (ENTRIES), self);
  topos_window_listen (self, NEWS, G_N_ELEMENTS (NEWS));
  for (gsize i = 0; i < G_N_ELEMENTS (PARTS); i++)
    if (PARTS[i].start != NULL)
      PARTS[i].start (self);
}

ToposWindow *
topos_window_new (AdwApplication *application, GSettings *settings, ToposShelf *shelf)
{
  ToposWindow *self = g_object_new (TOPOS_TYPE_WINDOW, "application", application, NULL);

  self->settings = settings != NULL ? g_object_ref (settings) : NULL;
  self->shelf = shelf != NULL ? g_object_ref (shelf) : NULL;
  start (self);
  return self;
}

void
topos_window_set_engine (ToposWindow *self, ToposEngine *engine)
{
  topos_session_set_engine (self->session, engine);
}
