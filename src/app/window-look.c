/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/window-private.h"

/* How long after a change the look is kept: a crash then loses little, and a pan writes once. */
#define KEEP_AFTER_MS 2000

/* ---------------------------------------------------------------------------- keeping */

static void
take_look (ToposWindow *self, ToposLook *look)
{
  const int inner = gtk_widget_get_width (GTK_WIDGET (self->inner_paned));

  topos_look_init (look);
  look->middle = topos_map_view_middle (self->map, &look->zoom);
  topos_filter_copy (&look->filter, topos_lens_filter (self->lens));
  look->in_view = !topos_box_is_empty (look->filter.box);
  look->filter.box = topos_box_empty ();
  look->place = topos_session_place (self->session);
  look->document = g_strdup (topos_session_document (self->session));
  look->list = g_strdup (adw_view_stack_get_visible_child_name (self->lists));
  if (self->narrow || inner == 0)
    return;
  look->left = gtk_paned_get_position (self->outer_paned);
  look->right = MAX (0, inner - gtk_paned_get_position (self->inner_paned));
}

void
topos_window_keep_look (ToposWindow *self)
{
  const char *path = topos_session_library (self->session);
  g_auto (ToposLook) look = { 0 };

  g_clear_handle_id (&self->look_soon, g_source_remove);
  if (self->shelf == NULL || path == NULL || self->look_waits)
    return;
  take_look (self, &look);
  topos_shelf_keep_look (self->shelf, path, &look);
}

static gboolean
keep_cb (gpointer data)
{
  ToposWindow *self = data;

  self->look_soon = 0;
  topos_window_keep_look (self);
  return G_SOURCE_REMOVE;
}

static void
looked_cb (ToposWindow *self)
{
  if (self->look_soon == 0 && topos_session_library (self->session) != NULL)
    self->look_soon = g_timeout_add (KEEP_AFTER_MS, keep_cb, self);
}

/* --------------------------------------------------------------------------- restoring */

/* The filter at once, so that the first answer is that of the look. */
void
topos_window_restore_filter (ToposWindow *self)
{
  const char *path = topos_session_library (self->session);
  g_auto (ToposLook) look = { 0 };

  if (self->shelf == NULL || path == NULL || !topos_shelf_look (self->shelf, path, &look))
    return;
  self->look_waits = true;
  topos_lens_set_days (self->lens, look.filter.days);
  g_object_set (self->lens, "known-by", look.filter.known_by, "within", look.filter.place,
                "document", look.filter.document, "undated", look.filter.undated, NULL);
  if (look.filter.search != NULL) {
    /* The mark of a word that was being typed is not the user's. */
    g_autofree char *typed = g_strdup (look.filter.search);
    if (g_str_has_suffix (typed, "*"))
      typed[strlen (typed) - 1] = '\0';
    gtk_search_bar_set_search_mode (self->search_bar, TRUE);
    gtk_editable_set_text (GTK_EDITABLE (self->search_entry), typed);
    g_object_set (self->lens, "search", look.filter.search, NULL);
  }
  const int width = gtk_widget_get_width (GTK_WIDGET (self));
  if (look.left > 0 && look.right > 0 && width > 0)
    topos_window_set_panes (self, width, look.left, look.right);
}

bool
topos_window_restore_look (ToposWindow *self)
{
  const char *path = topos_session_library (self->session);
  g_auto (ToposLook) look = { 0 };

  if (!self->look_waits)
    return false;
  self->look_waits = false;
  if (path == NULL || !topos_shelf_look (self->shelf, path, &look))
    return false;
  topos_session_choose_place (self->session, look.place);
  topos_session_choose_document (self->session, look.document);
  /* After these: a place that is chosen is brought into view. */
  topos_map_view_show_middle (self->map, look.middle, look.zoom);
  if (look.in_view)
    g_action_group_change_action_state (G_ACTION_GROUP (self), "in-view", g_variant_new_boolean (TRUE));
  if (look.list != NULL && !g_str_equal (look.list, "review"))
    adw_view_stack_set_visible_child_name (self->lists, look.list);
  return true;
}

void
topos_window_start_look (ToposWindow *self)
{
  const ToposWindowNews NEWS[] = {
    { self->session, "notify::place", G_CALLBACK (looked_cb) },
    { self->session, "notify::document", G_CALLBACK (looked_cb) },
    { self->lens, "notify", G_CALLBACK (looked_cb) },
    { self->lists, "notify::visible-child", G_CALLBACK (looked_cb) },
    { self->map, "moved", G_CALLBACK (looked_cb) },
  };

  topos_window_listen (self, NEWS, G_N_ELEMENTS (NEWS));
}
