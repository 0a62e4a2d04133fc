/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/window-private.h"

#include "app/correct.h"
#include "app/within.h"
#include "core/day-words.h"

#include <glib/gi18n.h>
#include <math.h>

/* ---------------------------------------------------------------------- doing an edit */

static void
edited_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (ToposWindow) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *words = topos_session_done (TOPOS_SESSION (source), result, &error);

  topos_window_say (self, words != NULL ? words : error->message, words != NULL);
}

static void
undone_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (ToposWindow) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *words = topos_session_done (TOPOS_SESSION (source), result, &error);

  topos_window_say (self, words != NULL ? words : error->message, false);
}

void
topos_window_edit (ToposWindow *self, const ToposEdit *edit)
{
  topos_session_edit_async (self->session, edit, edited_cb, g_object_ref (self));
}

static void
undo_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  ToposWindow *self = data;

  topos_session_undo_async (self->session, undone_cb, g_object_ref (self));
}

static void
redo_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  ToposWindow *self = data;

  topos_session_redo_async (self->session, undone_cb, g_object_ref (self));
}

/* The menu's line about undo or redo tells what it would do. */
static void
show_history (ToposWindow *self, int line, const char *action, const char *format, const char *plain,
              const char *what)
{
  g_autofree char *words = what != NULL ? g_strconcat (format, " ", what, NULL) : g_strdup (plain);
  g_autofree char *name = g_strconcat ("win.", action, NULL);
  GAction *deed = g_action_map_lookup_action (G_ACTION_MAP (self), action);

  g_menu_remove (self->history_menu, line);
  g_menu_insert (self->history_menu, line, words, name);
  g_simple_action_set_enabled (G_SIMPLE_ACTION (deed), what != NULL);
}

static void
history_cb (ToposWindow *self)
{
  g_autofree char *undo = NULL, *redo = NULL;

  g_object_get (self->session, "undo", &undo, "redo", &redo, NULL);
  /* Translators: what would be undone follows: "12 mentions of “Dara” moved to Dara, Panjshir" */
  show_history (self, 0, "undo", _("_Undo:"), _("_Undo"), undo);
  show_history (self, 1, "redo", _("_Redo:"), _("_Redo"), redo);
}

/* ----------------------------------------------------------------- a point on the map */

void
topos_window_forget_picking (ToposWindow *self)
{
  if (self->picking == NULL)
    return;
  g_free (self->picking->mention);
  g_free (self->picking->document);
  g_free (self->picking->name);
  g_clear_pointer (&self->picking, g_free);
}

void
topos_window_pick (ToposWindow *self, const ToposEdit *edit)
{
  topos_window_forget_picking (self);
  self->picking = g_new (ToposEdit, 1);
  *self->picking = *edit;
  self->picking->mention = g_strdup (edit->mention);
  self->picking->document = g_strdup (edit->document);
  self->picking->name = g_strdup (edit->name);
  topos_window_show_pane (self, self->show_map);
  g_object_set (self->map, "picking", TRUE, NULL);
  gtk_widget_grab_focus (GTK_WIDGET (self->map));
  topos_window_say (self, _("Click where it is. Enter takes the middle of the map, Escape gives up."), false);
}

static void
map_picked_cb (ToposMapView *map, double lat, double lon, ToposWindow *self)
{
  if (self->picking == NULL)
    return;
  g_autoptr (GArray) pins = NULL;
  g_object_get (self->findings, "markers", &pins, NULL);
  self->picking->point = (ToposPoint){ lat, lon };
  self->picking->within = topos_within (pins, self->picking->point);
  topos_window_edit (self, self->picking);
  topos_window_forget_picking (self);
}

/* ---------------------------------------------------------------- why, and correcting */

/* Where the popover is to stand: kept until the reasons have come. */
typedef struct {
  ToposWindow *window;
  GtkWidget *parent;
  GdkRectangle where;
} Asked;

static void
edit_cb (ToposCorrect *correct, const ToposEdit *edit, ToposWindow *self)
{
  const bool needs_point = edit->verb == TOPOS_EDIT_POINT
                           || (edit->verb == TOPOS_EDIT_ADD && edit->place == TOPOS_PLACE_NONE);

  if (needs_point && isnan (edit->point.lat))
    topos_window_pick (self, edit);
  else
    topos_window_edit (self, edit);
}

static void
show_correct (ToposWindow *self, ToposCorrect *correct, GtkWidget *parent, const GdkRectangle *where)
{
  gtk_widget_set_parent (GTK_WIDGET (correct), parent);
  gtk_popover_set_pointing_to (GTK_POPOVER (correct), where);
  g_signal_connect_object (correct, "edit", G_CALLBACK (edit_cb), self, 0);
  topos_window_drop_when_closed (GTK_POPOVER (correct));
  gtk_popover_popup (GTK_POPOVER (correct));
}

static void
why_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autofree Asked *asked = data;
  g_autoptr (ToposWindow) self = asked->window;
  g_autoptr (GError) error = NULL;
  ToposWhy *why = topos_session_why (TOPOS_SESSION (source), result, &error);
  ToposEngine *engine = topos_session_engine (self->session);

  if (why == NULL) {
    topos_window_say (self, error->message, false);
    return;
  }
  ToposCorrect *correct
      = topos_correct_new (why, engine != NULL ? topos_engine_gazetteer (engine) : NULL, self->findings);
  show_correct (self, correct, asked->parent, &asked->where);
}

void
topos_window_ask_why (ToposWindow *self, const char *mention, GtkWidget *parent,
                      GdkRectangle where)
{
  Asked *asked = g_new (Asked, 1);

  *asked = (Asked){ g_object_ref (self), parent, where };
  topos_session_why_async (self->session, mention, why_cb, asked);
}

static void
mention_menu_cb (ToposReaderView *reader, const char *mention, GdkRectangle *where, ToposWindow *self)
{
  topos_window_ask_why (self, mention, GTK_WIDGET (self->reader), *where);
}

static void
selection_menu_cb (ToposReaderView *reader, GdkRectangle *where, ToposWindow *self)
{
  const ToposDocument *document = topos_page_document (self->page);
  ToposEngine *engine = topos_session_engine (self->session);
  guint start, end;

  if (document == NULL || !topos_reader_view_selection (self->reader, &start, &end)
      || end > document->length)
    return;
  g_autofree char *name = g_strndup (document->body + start, end - start);
  const ToposMissedName missed = { name, document->row->id, { start, end } };
  show_correct (self,
                topos_correct_new_for_name (&missed, engine != NULL ? topos_engine_gazetteer (engine) : NULL,
                                            self->findings),
                GTK_WIDGET (self->reader), where);
}

/* The first mention of the chosen place stands for it. */
static void
why_place_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  ToposWindow *self = data;
  const char *mention = topos_place_card_mention (self->card);

  if (mention != NULL)
    topos_window_ask_why (self, mention, GTK_WIDGET (self->place_menu),
                          (GdkRectangle){ 0, 0, gtk_widget_get_width (GTK_WIDGET (self->place_menu)),
                                          gtk_widget_get_height (GTK_WIDGET (self->place_menu)) });
}

void
topos_window_bind_edit (GtkWidgetClass *class)
{
  TOPOS_BIND_CHILD (class, place_menu);
  TOPOS_BIND_CHILD (class, reader);
  gtk_widget_class_bind_template_callback (class, map_picked_cb);
  gtk_widget_class_bind_template_callback (class, mention_menu_cb);
  gtk_widget_class_bind_template_callback (class, selection_menu_cb);
}

void
topos_window_start_edit (ToposWindow *self)
{
  static const GActionEntry ENTRIES[] = {
    { .name = "undo", .activate = undo_action },
    { .name = "redo", .activate = redo_action },
    { .name = "why-place", .activate = why_place_action },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (self), ENTRIES, G_N_ELEMENTS (ENTRIES), self);
  g_signal_connect_object (self->session, "notify::undo", G_CALLBACK (history_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->session, "notify::redo", G_CALLBACK (history_cb), self, G_CONNECT_SWAPPED);
  history_cb (self);
}
