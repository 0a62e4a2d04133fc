/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/window-private.h"

#include "app/item-row.h"
#include "core/day-words.h"
#include "core/view.h"
#include "draw/outlines.h"

#include <glib/gi18n.h>

/* Below this width one pane is shown at a time. */
#define NARROW_BELOW 760

G_DEFINE_FINAL_TYPE (ToposWindow, topos_window, ADW_TYPE_APPLICATION_WINDOW)

/* --------------------------------------------------------------- closures of window.ui */

static char *
library_title (ToposWindow *self, const char *path)
{
  if (path == NULL)
    return g_strdup ("Topos");
  g_autofree char *name = g_filename_display_basename (path);
  if (g_str_has_suffix (name, ".topos"))
    name[strlen (name) - strlen (".topos")] = '\0';
  if (g_str_equal (name, "panjshir-2021"))
    return g_strdup (_("Panjshir, September 2021"));
  return g_steal_pointer (&name);
}

static gboolean
has_text (GObject *self, const char *text)
{
  return text != NULL && *text != '\0';
}

static gboolean
filter_is_active (ToposWindow *self)
{
  return self->lens != NULL && !topos_filter_is_empty (topos_lens_filter (self->lens));
}

static char *
right_page (ToposWindow *self, const char *document, const char *title)
{
  if (document != NULL)
    return g_strdup ("document");
  return g_strdup (title != NULL && *title != '\0' ? "place" : "nothing");
}

static char *
undated_text (ToposWindow *self, const char *summary)
{
  const int undated = self->findings != NULL ? topos_findings_counts (self->findings)->undated : 0;

  return undated > 0 ? g_strdup_printf (_("undated %d"), undated) : g_strdup ("");
}

/* ------------------------------------------------------------------------ small deeds */

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
    adw_toast_set_button_label (toast, _("Undo"));
    g_signal_connect_object (toast, "button-clicked", G_CALLBACK (undo_clicked_cb), self, G_CONNECT_SWAPPED);
  }
  adw_toast_overlay_add_toast (self->toasts, toast);
}

static ToposItem *
item_at (GtkListView *list, guint position)
{
  g_autoptr (ToposItem) item
      = g_list_model_get_item (G_LIST_MODEL (gtk_list_view_get_model (list)), position);

  return item;  /* the model keeps it */
}

/* Shows one of the panes where only one fits. */
static void
show_pane (ToposWindow *self, GtkToggleButton *button)
{
  if (self->narrow)
    gtk_toggle_button_set_active (button, TRUE);
}

/* --------------------------------------------------------------- lists to session and back */

static void
place_selected_cb (ToposWindow *self)
{
  ToposItem *item = gtk_single_selection_get_selected_item (self->place_selection);

  if (item != NULL)
    topos_session_choose_place (self->session, topos_item_fields (item)->place);
}

static void
place_activated_cb (GtkListView *list, guint position, ToposWindow *self)
{
  topos_session_choose_document (self->session, NULL);
  topos_session_choose_place (self->session, topos_item_fields (item_at (list, position))->place);
  show_pane (self, self->show_text);
}

/* The list shows the place that was chosen elsewhere. */
static void
place_chosen_cb (ToposWindow *self)
{
  GListModel *model = G_LIST_MODEL (self->place_selection);
  const ToposPlaceId place = topos_session_place (self->session);
  ToposItem *selected = gtk_single_selection_get_selected_item (self->place_selection);

  if (selected != NULL && topos_item_fields (selected)->place == place)
    return;
  guint found = GTK_INVALID_LIST_POSITION;
  for (guint i = 0, n = g_list_model_get_n_items (model); place != 0 && i < n; i++) {
    g_autoptr (ToposItem) item = g_list_model_get_item (model, i);
    if (topos_item_fields (item)->place == place) {
      found = i;
      break;
    }
  }
  gtk_single_selection_set_selected (self->place_selection, found);
  if (found != GTK_INVALID_LIST_POSITION)
    gtk_widget_activate_action (GTK_WIDGET (self->places_list), "list.scroll-to-item", "u", found);
}

static void
place_news_cb (ToposWindow *self)
{
  place_chosen_cb (self);
  if (topos_session_place (self->session) != 0 && topos_session_document (self->session) == NULL)
    show_pane (self, self->show_text);
}

static void
document_selected_cb (ToposWindow *self)
{
  ToposItem *item = gtk_single_selection_get_selected_item (self->document_selection);

  if (item != NULL)
    topos_session_choose_document (self->session, topos_item_fields (item)->key);
}

static void
document_activated_cb (GtkListView *list, guint position, ToposWindow *self)
{
  topos_session_choose_document (self->session, topos_item_fields (item_at (list, position))->key);
  show_pane (self, self->show_text);
}

static void
document_chosen_cb (ToposWindow *self)
{
  if (topos_session_document (self->session) == NULL)
    gtk_single_selection_set_selected (self->document_selection, GTK_INVALID_LIST_POSITION);
}

/* A mention's id begins with its document's. */
void
topos_window_show_mention (ToposWindow *self, const char *mention)
{
  g_autofree char *document = mention != NULL ? g_strndup (mention, 16) : NULL;

  topos_session_choose_document (self->session, document);
  topos_reader_view_go_to (self->reader, mention);
  show_pane (self, self->show_text);
}

static void
unplaced_selected_cb (ToposWindow *self)
{
  ToposItem *item = gtk_single_selection_get_selected_item (self->unplaced_selection);

  if (item != NULL)
    topos_window_show_mention (self, topos_item_fields (item)->key);
}

static void
unplaced_activated_cb (GtkListView *list, guint position, ToposWindow *self)
{
  topos_window_show_mention (self, topos_item_fields (item_at (list, position))->key);
}

static void
passage_activated_cb (GtkListView *list, guint position, ToposWindow *self)
{
  topos_session_choose_passage (self->session, topos_item_fields (item_at (list, position))->key);
}

/* ---------------------------------------------------------------------- what is looked at */

static void
show_chip (GtkButton *chip, char *words)
{
  g_autofree char *label = words;

  gtk_widget_set_visible (GTK_WIDGET (chip), words != NULL);
  if (words == NULL)
    return;
  g_autofree char *with_cross = g_strdup_printf ("%s  ×", words);
  gtk_button_set_label (chip, with_cross);
  /* Translators: names a button that lifts one part of the filter */
  g_autofree char *name = g_strdup_printf (_("No longer only: %s"), words);
  gtk_widget_set_tooltip_text (GTK_WIDGET (chip), name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (chip), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
lens_cb (ToposWindow *self)
{
  const ToposFilter *filter = topos_lens_filter (self->lens);
  g_autofree char *days = topos_span_in_words (filter->days);
  g_autofree char *known = topos_day_in_words (filter->known_by);
  const ToposPlaceRow *within = filter->place != 0 ? topos_findings_place (self->findings, filter->place) : NULL;

  show_chip (self->days_chip, *days != '\0' ? g_strdup (days) : NULL);
  show_chip (self->known_chip, *known != '\0' ? g_strdup_printf (_("known by %s"), known) : NULL);
  show_chip (self->search_chip, filter->search != NULL ? g_strdup_printf (_("“%s”"), filter->search) : NULL);
  show_chip (self->document_chip, filter->document == NULL ? NULL
             : g_strdup (self->known_title != NULL ? self->known_title : _("one document")));
  show_chip (self->within_chip, filter->place == 0 ? NULL
             : g_strdup_printf (_("inside %s"), within != NULL ? within->name : _("a place")));
  show_chip (self->box_chip, topos_box_is_empty (filter->box) ? NULL : g_strdup (_("what is in view")));
}

static void
chip_clicked_cb (GtkButton *chip, ToposWindow *self)
{
  const char *part = gtk_widget_get_name (GTK_WIDGET (chip));

  if (g_str_equal (part, "days"))
    topos_lens_set_days (self->lens, TOPOS_DATE_SPAN_NONE);
  else if (g_str_equal (part, "known-by"))
    g_object_set (self->lens, "known-by", TOPOS_DAY_NONE, NULL);
  else if (g_str_equal (part, "within"))
    g_object_set (self->lens, "within", (guint64) 0, NULL);
  else if (g_str_equal (part, "search"))
    gtk_search_bar_set_search_mode (self->search_bar, FALSE);
  else if (g_str_equal (part, "box"))
    g_action_group_change_action_state (G_ACTION_GROUP (self), "in-view", g_variant_new_boolean (FALSE));
  else
    g_object_set (self->lens, part, NULL, NULL);
}

static void
search_changed_cb (GtkSearchEntry *entry, ToposWindow *self)
{
  g_object_set (self->lens, "search", gtk_editable_get_text (GTK_EDITABLE (entry)), NULL);
  if (topos_lens_filter (self->lens)->search != NULL)
    topos_session_choose_document (self->session, NULL);
}

static void
stop_search_cb (GtkSearchEntry *entry, ToposWindow *self)
{
  gtk_search_bar_set_search_mode (self->search_bar, FALSE);
}

static void
search_mode_cb (ToposWindow *self)
{
  if (gtk_search_bar_get_search_mode (self->search_bar))
    return;
  gtk_editable_set_text (GTK_EDITABLE (self->search_entry), "");
  g_object_set (self->lens, "search", NULL, NULL);
}

static void
clock_toggled_cb (GtkToggleButton *button, ToposWindow *self)
{
  const bool event = gtk_toggle_button_get_active (self->event_clock);

  g_object_set (self->lens, "clock", event ? TOPOS_CLOCK_EVENT : TOPOS_CLOCK_PUBLISHED, NULL);
}

static void
show_all_days_cb (GtkButton *button, ToposWindow *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self->timeline), "timeline.zoom-all", NULL);
}

static void
clear_days_cb (GtkButton *button, ToposWindow *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self->timeline), "timeline.clear", NULL);
  g_object_set (self->lens, "known-by", TOPOS_DAY_NONE, NULL);
}

static void
show_day (GtkEditable *entry, ToposDay day)
{
  g_autofree char *iso = topos_day_to_iso (day);

  gtk_editable_set_text (entry, iso != NULL ? iso : "");
  gtk_widget_remove_css_class (GTK_WIDGET (entry), "error");
}

static void
range_popover_cb (GtkPopover *popover, ToposWindow *self)
{
  const ToposFilter *filter = topos_lens_filter (self->lens);

  show_day (self->from_entry, filter->days.first);
  show_day (self->to_entry, filter->days.last);
  show_day (self->known_entry, filter->known_by);
}

/* False, with the entry marked, for what is no day; an empty entry is none. */
static bool
read_day (GtkEditable *entry, ToposDateSpan *days)
{
  const char *text = gtk_editable_get_text (entry);

  *days = TOPOS_DATE_SPAN_NONE;
  gtk_widget_remove_css_class (GTK_WIDGET (entry), "error");
  if (*text == '\0' || topos_days_from_words (text, days))
    return true;
  gtk_widget_add_css_class (GTK_WIDGET (entry), "error");
  gtk_widget_grab_focus (GTK_WIDGET (entry));
  return false;
}

static void
range_typed_cb (GtkWidget *widget, ToposWindow *self)
{
  ToposDateSpan from, to, known;

  if (!read_day (self->from_entry, &from) || !read_day (self->to_entry, &to)
      || !read_day (self->known_entry, &known))
    return;
  /* "September 2021" alone is all its days; one end alone is open at the other. */
  ToposDateSpan days = { from.first, topos_date_span_is_none (to) ? from.last : to.last };
  if (topos_date_span_is_none (from) && !topos_date_span_is_none (to))
    days = to;
  if (days.first > days.last)
    days = (ToposDateSpan){ to.first, from.last };
  topos_timeline_choose (self->timeline, days);
  g_object_set (self->lens, "known-by", known.last, NULL);
  gtk_popover_popdown (self->range_popover);
}

/* A stretch of so many days from the start of the chosen range, or the busiest days. */
static void
days_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  ToposWindow *self = data;
  const ToposDateSpan days = topos_lens_filter (self->lens)->days;
  g_autoptr (GArray) bars = NULL;
  ToposDay first = days.first;
  int most = 0;

  g_object_get (self->findings, "bars", &bars, NULL);
  for (guint i = 0; topos_date_span_is_none (days) && bars != NULL && i < bars->len; i++) {
    const ToposBar *bar = &g_array_index (bars, ToposBar, i);
    if (bar->passages > most && bar->days.first == bar->days.last) {
      most = bar->passages;
      first = bar->days.first;
    }
  }
  if (first == TOPOS_DAY_NONE)
    return;
  topos_timeline_choose (self->timeline,
                         (ToposDateSpan){ first, first + g_variant_get_int32 (parameter) - 1 });
  gtk_popover_popdown (self->range_popover);
}

/* ------------------------------------------------------------------------------ the map */

static void
map_picked_cb (ToposMapView *map, double lat, double lon, ToposWindow *self)
{
  topos_window_picked (self, lat, lon);
}

static bool
in_view_is_on (ToposWindow *self)
{
  g_autoptr (GVariant) state = g_action_group_get_action_state (G_ACTION_GROUP (self), "in-view");

  return g_variant_get_boolean (state);
}

static void
map_moved_cb (ToposMapView *map, ToposWindow *self)
{
  if (!in_view_is_on (self))
    return;
  const ToposBox box = topos_map_view_box (map);
  g_autoptr (GArray) array = g_array_new (FALSE, FALSE, sizeof (ToposBox));
  g_array_append_val (array, box);
  g_object_set (self->lens, "box", array, NULL);
}

static void
in_view_changed (GSimpleAction *action, GVariant *state, gpointer data)
{
  ToposWindow *self = data;

  g_simple_action_set_state (action, state);
  if (g_variant_get_boolean (state))
    map_moved_cb (self->map, self);
  else
    g_object_set (self->lens, "box", NULL, NULL);
}

static void
read_view_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  ToposWindow *self = data;
  g_autofree char *view = NULL, *summary = NULL;

  g_object_get (self->map, "description", &view, NULL);
  g_object_get (self->findings, "summary", &summary, NULL);
  g_autofree char *words = g_strdup_printf ("%s. %s", summary, view != NULL ? view : "");
  gtk_label_set_text (self->spoken, words);
  gtk_widget_set_visible (GTK_WIDGET (self->spoken), TRUE);
  topos_window_say (self, words, false);
}

/* ------------------------------------------------------------------------------ answers */

/* A view of some ten kilometres round the point. */
static void
go_to_goal (ToposWindow *self)
{
  const ToposPoint at = self->goal;
  const double rim = 0.1;

  self->has_goal = self->fit_next = false;
  topos_map_view_show_box (self->map, (ToposBox){ at.lon - rim, at.lat - rim, at.lon + rim, at.lat + rim });
}

static void
markers_cb (ToposWindow *self)
{
  if (self->has_goal && topos_findings_has_answer (self->findings)) {
    go_to_goal (self);
    return;
  }
  if (!self->fit_next)
    return;
  self->fit_next = false;
  topos_map_view_fit (self->map);
}

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
  lens_cb (self);
  place_chosen_cb (self);
  /* The counts are spoken when they change, without being shown twice. */
  g_object_get (self->findings, "summary", &summary, NULL);
  gtk_label_set_text (self->spoken, summary);
}

static void
failed_cb (ToposWindow *self, const char *message)
{
  self->failed = true;
  topos_window_say (self, message, false);
}

static void
library_cb (ToposWindow *self)
{
  const char *path = topos_session_library (self->session);

  self->failed = false;
  self->fit_next = true;
  g_clear_pointer (&self->known_title, g_free);
  topos_lens_reset (self->lens);
  gtk_search_bar_set_search_mode (self->search_bar, FALSE);
  if (self->settings != NULL && path != NULL)
    g_settings_set_string (self->settings, "last-library", path);
  g_autofree char *title = library_title (self, path);
  gtk_window_set_title (GTK_WINDOW (self), title);
}

void
topos_window_show_point (ToposWindow *self, ToposPoint point)
{
  self->goal = point;
  self->has_goal = true;
  show_pane (self, self->show_map);
  if (topos_session_library (self->session) != NULL && topos_findings_has_answer (self->findings))
    go_to_goal (self);
}

/* ------------------------------------------------------------------------------ actions */

static void
fit_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  topos_map_view_fit (TOPOS_WINDOW (data)->map);
}

/* A row of a list is under the pointer, or no longer. */
static void
light_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  g_object_set (TOPOS_WINDOW (data)->session, "hovered", g_variant_get_uint64 (parameter), NULL);
}

static void
search_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  ToposWindow *self = data;

  gtk_search_bar_set_search_mode (self->search_bar, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->search_entry));
}

static void
show_everything_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  ToposWindow *self = data;

  g_action_group_change_action_state (G_ACTION_GROUP (self), "in-view", g_variant_new_boolean (FALSE));
  gtk_search_bar_set_search_mode (self->search_bar, FALSE);
  topos_lens_reset (self->lens);
}

static void
back_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  ToposWindow *self = data;

  if (topos_session_document (self->session) != NULL)
    topos_session_choose_document (self->session, NULL);
  else
    topos_session_choose_place (self->session, 0);
}

static void
close_place_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  ToposWindow *self = data;

  topos_session_choose_place (self->session, 0);
  gtk_single_selection_set_selected (self->place_selection, GTK_INVALID_LIST_POSITION);
  if (topos_lens_filter (self->lens)->search != NULL)
    gtk_search_bar_set_search_mode (self->search_bar, FALSE);
  show_pane (self, self->show_map);
}

static void
within_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  ToposWindow *self = data;

  self->fit_next = true;
  g_object_set (self->lens, "within", topos_session_place (self->session), NULL);
}

static void
only_document_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  ToposWindow *self = data;
  const ToposDocument *document = topos_page_document (self->page);

  if (document == NULL)
    return;
  g_free (self->known_title);
  self->known_title = g_strdup (document->row->title);
  self->fit_next = true;
  g_object_set (self->lens, "document", document->row->id, NULL);
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

static void
online_changed (GSimpleAction *action, GVariant *state, gpointer data)
{
  ToposWindow *self = data;

  g_simple_action_set_state (action, state);
  g_object_set (self->map, "online", g_variant_get_boolean (state), NULL);
}

static void
add_actions (ToposWindow *self)
{
  static const GActionEntry ENTRIES[] = {
    { .name = "fit", .activate = fit_action },
    { .name = "light", .activate = light_action, .parameter_type = "t" },
    { .name = "search", .activate = search_action },
    { .name = "show-everything", .activate = show_everything_action },
    { .name = "back", .activate = back_action },
    { .name = "close-place", .activate = close_place_action },
    { .name = "within", .activate = within_action },
    { .name = "only-document", .activate = only_document_action },
    { .name = "open-original", .activate = open_original_action },
    { .name = "copy-point", .activate = copy_point_action },
    { .name = "read-view", .activate = read_view_action },
    { .name = "days", .activate = days_action, .parameter_type = "i" },
    { .name = "in-view", .state = "false", .change_state = in_view_changed },
  };
  static const GActionEntry ONLINE[]
      = { { .name = "online-map", .state = "false", .change_state = online_changed } };

  g_action_map_add_action_entries (G_ACTION_MAP (self), ENTRIES, G_N_ELEMENTS (ENTRIES), self);
  topos_window_add_file_actions (self);
  topos_window_add_edit_actions (self);
  topos_window_start_review (self);
  if (self->settings == NULL) {
    g_action_map_add_action_entries (G_ACTION_MAP (self), ONLINE, G_N_ELEMENTS (ONLINE), self);
    return;
  }
  g_autoptr (GAction) online = g_settings_create_action (self->settings, "online-map");
  g_action_map_add_action (G_ACTION_MAP (self), online);
  g_settings_bind (self->settings, "tile-address", self->map, "tile-address", G_SETTINGS_BIND_GET);
  g_settings_bind (self->settings, "online-map", self->map, "online", G_SETTINGS_BIND_GET);
  g_settings_bind (self->settings, "user-maps", self->map, "user-maps", G_SETTINGS_BIND_GET);
}

/* --------------------------------------------------------------------- wide and narrow */

static void
show_panes (ToposWindow *self)
{
  const bool list = !self->narrow || gtk_toggle_button_get_active (self->show_list);
  const bool map = !self->narrow || gtk_toggle_button_get_active (self->show_map);
  const bool text = !self->narrow || gtk_toggle_button_get_active (self->show_text);

  gtk_widget_set_visible (self->left_pane, list);
  gtk_widget_set_visible (GTK_WIDGET (self->map), map);
  gtk_widget_set_visible (self->right_pane, text);
  gtk_widget_set_visible (GTK_WIDGET (self->inner_paned), map || text);
}

static void
narrow_toggled_cb (GtkToggleButton *button, ToposWindow *self)
{
  if (gtk_toggle_button_get_active (button))
    show_panes (self);
}

static gboolean
set_narrow_cb (gpointer data)
{
  ToposWindow *self = data;
  const bool narrow = gtk_widget_get_width (GTK_WIDGET (self)) < NARROW_BELOW;

  if (self->narrow == narrow || gtk_widget_get_width (GTK_WIDGET (self)) == 0)
    return G_SOURCE_REMOVE;
  self->narrow = narrow;
  gtk_widget_set_visible (self->narrow_bar, narrow);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->timeline_bar),
                                  narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  gtk_box_set_spacing (GTK_BOX (self->timeline_bar), narrow ? 4 : 12);
  gtk_widget_set_visible (self->clock_box, !narrow);
  adw_button_content_set_label (self->import_content, narrow ? "" : _("Import"));
  show_panes (self);
  return G_SOURCE_REMOVE;
}

static void
topos_window_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  ToposWindow *self = TOPOS_WINDOW (widget);

  GTK_WIDGET_CLASS (topos_window_parent_class)->size_allocate (widget, width, height, baseline);
  if (self->narrow != (width < NARROW_BELOW))
    g_idle_add_full (G_PRIORITY_HIGH, set_narrow_cb, g_object_ref (self), g_object_unref);
}

/* ------------------------------------------------------------------------- the object */

static void
dark_cb (ToposWindow *self)
{
  g_object_set (self->map, "dark", adw_style_manager_get_dark (adw_style_manager_get_default ()), NULL);
}

static void
imperial_cb (ToposWindow *self)
{
  topos_map_view_set_imperial (self->map, g_settings_get_enum (self->settings, "units") == 1);
}

static void
credit_cb (ToposWindow *self)
{
  g_autofree char *credit = g_settings_get_string (self->settings, "tile-credit");

  topos_map_view_set_credit (self->map, credit);
}

static void
restore (ToposWindow *self)
{
  g_autofree char *map = g_build_filename (topos_data_dir (), "basemap", "world.mbtiles", NULL);
  g_autofree char *outlines = g_build_filename (topos_data_dir (), TOPOS_OUTLINES_BUNDLED, NULL);
  g_autofree char *cache = g_build_filename (g_get_user_cache_dir (), "topos", "tiles", NULL);

  topos_map_view_set_outlines (self->map, outlines);
  topos_map_view_set_folders (self->map, g_file_test (map, G_FILE_TEST_EXISTS) ? map : NULL, cache);
  gtk_window_set_default_size (GTK_WINDOW (self), 1280, 800);
  gtk_paned_set_position (self->outer_paned, 300);
  gtk_paned_set_position (self->inner_paned, 1280 - 300 - 380);
  if (self->settings == NULL)
    return;
  const int width = g_settings_get_int (self->settings, "window-width");
  const int left = g_settings_get_int (self->settings, "left-pane");
  gtk_window_set_default_size (GTK_WINDOW (self), width,
                               g_settings_get_int (self->settings, "window-height"));
  if (g_settings_get_boolean (self->settings, "maximized"))
    gtk_window_maximize (GTK_WINDOW (self));
  gtk_paned_set_position (self->outer_paned, left);
  gtk_paned_set_position (self->inner_paned,
                          MAX (200, width - left - g_settings_get_int (self->settings, "right-pane")));
  if (g_settings_get_enum (self->settings, "clock") == TOPOS_CLOCK_PUBLISHED)
    gtk_toggle_button_set_active (self->published_clock, TRUE);
  g_signal_connect_object (self->settings, "changed::units", G_CALLBACK (imperial_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->settings, "changed::tile-credit", G_CALLBACK (credit_cb), self, G_CONNECT_SWAPPED);
  imperial_cb (self);
  credit_cb (self);
}

static gboolean
topos_window_close_request (GtkWindow *window)
{
  ToposWindow *self = TOPOS_WINDOW (window);

  if (self->import != NULL)
    g_cancellable_cancel (self->import);
  if (self->settings != NULL) {
    int width, height;
    gtk_window_get_default_size (window, &width, &height);
    g_settings_set_int (self->settings, "window-width", MAX (1, width));
    g_settings_set_int (self->settings, "window-height", MAX (1, height));
    g_settings_set_boolean (self->settings, "maximized", gtk_window_is_maximized (window));
    g_settings_set_enum (self->settings, "clock", (int) topos_lens_filter (self->lens)->clock);
    if (!self->narrow) {
      g_settings_set_int (self->settings, "left-pane", gtk_paned_get_position (self->outer_paned));
      g_settings_set_int (self->settings, "right-pane",
                          MAX (0, gtk_widget_get_width (GTK_WIDGET (self->inner_paned))
                                      - gtk_paned_get_position (self->inner_paned)));
    }
  }
  return GTK_WINDOW_CLASS (topos_window_parent_class)->close_request (window);
}

static void
mention_menu_cb (ToposReaderView *reader, const char *mention, GdkRectangle *where, ToposWindow *self)
{
  topos_window_mention_menu (self, mention, where);
}

static void
selection_menu_cb (ToposReaderView *reader, GdkRectangle *where, ToposWindow *self)
{
  topos_window_selection_menu (self, where);
}

static void
topos_window_dispose (GObject *object)
{
  ToposWindow *self = TOPOS_WINDOW (object);

  if (self->import != NULL)
    g_cancellable_cancel (self->import);
  topos_window_forget_export (self);
  topos_window_forget_picking (self);
  g_clear_object (&self->import);
  g_clear_object (&self->settings);
  g_clear_pointer (&self->import_after_open, g_strfreev);
  g_clear_pointer (&self->known_title, g_free);
  g_clear_pointer (&self->review_why, topos_why_free);
  G_OBJECT_CLASS (topos_window_parent_class)->dispose (object);
}

#define BIND(name) gtk_widget_class_bind_template_child (widget_class, ToposWindow, name)

static void
bind_children (GtkWidgetClass *widget_class)
{
  BIND (lens); BIND (session); BIND (findings); BIND (card); BIND (page);
  BIND (toasts); BIND (menu_button); BIND (place_menu); BIND (search_bar); BIND (search_entry); BIND (stack);
  BIND (days_chip); BIND (known_chip); BIND (search_chip); BIND (document_chip);
  BIND (within_chip); BIND (box_chip); BIND (outer_paned); BIND (inner_paned);
  BIND (left_pane); BIND (right_pane); BIND (list_filter); BIND (lists); BIND (unplaced_page);
  BIND (places_stack); BIND (unplaced_stack); BIND (place_selection); BIND (document_selection);
  BIND (unplaced_selection); BIND (passage_selection); BIND (places_list); BIND (map);
  BIND (reader); BIND (timeline); BIND (timeline_bar); BIND (clock_box); BIND (narrow_bar);
  BIND (event_clock); BIND (published_clock); BIND (show_list); BIND (show_map);
  BIND (show_text); BIND (range_popover); BIND (from_entry); BIND (to_entry);
  BIND (known_entry); BIND (progress_revealer); BIND (progress_label); BIND (progress);
  BIND (spoken); BIND (import_content); BIND (review); BIND (review_selection);
  BIND (review_list); BIND (review_page); BIND (review_stack); BIND (review_candidates);
  BIND (review_box); BIND (review_buttons);
}

static void
topos_window_class_init (ToposWindowClass *class)
{
  static const struct {
    const char *name;
    GCallback function;
  } CALLBACKS[] = {
#define CALLBACK(name) { #name, G_CALLBACK (name) }
    CALLBACK (library_title), CALLBACK (has_text), CALLBACK (filter_is_active),
    CALLBACK (right_page), CALLBACK (undated_text), CALLBACK (place_activated_cb),
    CALLBACK (document_activated_cb), CALLBACK (unplaced_activated_cb),
    CALLBACK (passage_activated_cb), CALLBACK (chip_clicked_cb), CALLBACK (search_changed_cb),
    CALLBACK (stop_search_cb), CALLBACK (clock_toggled_cb), CALLBACK (show_all_days_cb),
    CALLBACK (clear_days_cb), CALLBACK (range_popover_cb), CALLBACK (range_typed_cb),
    CALLBACK (map_picked_cb), CALLBACK (map_moved_cb), CALLBACK (narrow_toggled_cb),
    CALLBACK (mention_menu_cb), CALLBACK (selection_menu_cb),
  };
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = topos_window_dispose;
  GTK_WINDOW_CLASS (class)->close_request = topos_window_close_request;
  widget_class->size_allocate = topos_window_size_allocate;
  g_type_ensure (TOPOS_TYPE_LENS);
  g_type_ensure (TOPOS_TYPE_SESSION);
  g_type_ensure (TOPOS_TYPE_FINDINGS);
  g_type_ensure (TOPOS_TYPE_PLACE_CARD);
  g_type_ensure (TOPOS_TYPE_PAGE);
  g_type_ensure (TOPOS_TYPE_REVIEW);
  g_type_ensure (TOPOS_TYPE_ITEM);
  g_type_ensure (TOPOS_TYPE_ITEM_ROW);
  g_type_ensure (TOPOS_TYPE_MAP_VIEW);
  g_type_ensure (TOPOS_TYPE_READER_VIEW);
  g_type_ensure (TOPOS_TYPE_TIMELINE);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/topos/Topos/window.ui");
  bind_children (widget_class);
  for (gsize i = 0; i < G_N_ELEMENTS (CALLBACKS); i++)
    gtk_widget_class_bind_template_callback_full (widget_class, CALLBACKS[i].name,
                                                  CALLBACKS[i].function);
}

static void
listen (ToposWindow *self)
{
  const struct {
    gpointer object;
    const char *news;
    GCallback heard;
  } NEWS[] = {
    { self->session, "notify::library", G_CALLBACK (library_cb) },
    { self->session, "notify::place", G_CALLBACK (place_news_cb) },
    { self->session, "notify::document", G_CALLBACK (document_chosen_cb) },
    { self->findings, "notify::markers", G_CALLBACK (markers_cb) },
    { self->findings, "notify::summary", G_CALLBACK (summary_cb) },
    { self->findings, "failed", G_CALLBACK (failed_cb) },
    { self->lens, "notify", G_CALLBACK (lens_cb) },
    { self->place_selection, "notify::selected-item", G_CALLBACK (place_selected_cb) },
    { self->document_selection, "notify::selected-item", G_CALLBACK (document_selected_cb) },
    { self->unplaced_selection, "notify::selected-item", G_CALLBACK (unplaced_selected_cb) },
    { self->search_bar, "notify::search-mode-enabled", G_CALLBACK (search_mode_cb) },
    { adw_style_manager_get_default (), "notify::dark", G_CALLBACK (dark_cb) },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (NEWS); i++)
    g_signal_connect_object (NEWS[i].object, NEWS[i].news, NEWS[i].heard, self, G_CONNECT_SWAPPED);
}

static void
topos_window_init (ToposWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_autoptr (GtkBuilder) menus = gtk_builder_new_from_resource ("/io/github/topos/Topos/menus.ui");
  gtk_menu_button_set_menu_model (self->menu_button,
                                  G_MENU_MODEL (gtk_builder_get_object (menus, "primary_menu")));
  gtk_search_bar_connect_entry (self->search_bar, GTK_EDITABLE (self->search_entry));
  listen (self);
  dark_cb (self);
  lens_cb (self);
}

ToposWindow *
topos_window_new (AdwApplication *application, GSettings *settings)
{
  ToposWindow *self = g_object_new (TOPOS_TYPE_WINDOW, "application", application, NULL);

  self->settings = settings != NULL ? g_object_ref (settings) : NULL;
  add_actions (self);
  restore (self);
  return self;
}

void
topos_window_set_engine (ToposWindow *self, ToposEngine *engine)
{
  topos_session_set_engine (self->session, engine);
}

gboolean
topos_window_is_free (ToposWindow *self)
{
  return topos_session_library (self->session) == NULL && self->import == NULL;
}
