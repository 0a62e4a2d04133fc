/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/window-private.h"

#include "app/dialog.h"
#include "app/merge-dialog.h"
#include "app/rules-dialog.h"
#include "core/day-words.h"

#include <glib/gi18n.h>

/* --------------------------------------------------------- the place and the document */

static void
hide_place_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  ToposWindow *self = data;
  const ToposEdit edit = { .verb = TOPOS_EDIT_HIDE, .place = topos_session_place (self->session) };

  if (edit.place == TOPOS_PLACE_NONE)
    return;
  topos_session_choose_place (self->session, TOPOS_PLACE_NONE);
  topos_trail_forget_place (self->trail, edit.place);
  topos_window_edit (self, &edit);
}

static void
move_place_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  ToposWindow *self = data;
  const ToposEdit edit = { .verb = TOPOS_EDIT_MOVE, .place = topos_session_place (self->session) };

  if (edit.place != TOPOS_PLACE_NONE)
    topos_window_pick (self, &edit);
}

static void
remove_document_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  ToposWindow *self = data;
  g_autofree char *document = g_strdup (topos_session_document (self->session));
  const ToposEdit edit = { .verb = TOPOS_EDIT_REMOVE, .document = document };

  if (document == NULL)
    return;
  topos_session_choose_document (self->session, NULL);
  topos_trail_forget_document (self->trail, document);
  topos_window_edit (self, &edit);
}

/* A small dialog of entries: what its parts are is told by its rows. */
typedef struct {
  ToposWindow *window;
  GtkWindow *dialog;
  GtkEditable *rows[3];
  ToposPlaceId place;   /* that is renamed */
  char *document;       /* id of the one that is described */
  ToposDay day;         /* its day before */
} Form;

static void
form_free (gpointer data)
{
  Form *form = data;

  g_object_unref (form->window);
  g_free (form->document);
  g_free (form);
}

static gboolean
close_cb (gpointer dialog)
{
  gtk_window_close (dialog);
  return G_SOURCE_REMOVE;
}

/* Not under the button that was pressed: assistive technology still speaks of it. */
static void
close_soon (GtkWindow *dialog)
{
  g_idle_add_full (G_PRIORITY_DEFAULT, close_cb, g_object_ref (dialog), g_object_unref);
}

static void
rename_cb (Form *form)
{
  const ToposEdit edit = { .verb = TOPOS_EDIT_RENAME, .place = form->place,
                     .name = (char *) gtk_editable_get_text (form->rows[0]) };

  if (*edit.name != '\0')
    topos_window_edit (form->window, &edit);
  close_soon (form->dialog);
}

/* Whether the title or the outlet is another than when the form was opened. */
static bool
form_changed (const Form *form)
{
  for (int i = 0; i < 2; i++)
    if (g_strcmp0 (gtk_editable_get_text (form->rows[i]),
                   g_object_get_data (G_OBJECT (form->rows[i]), "topos-before")) != 0)
      return true;
  return false;
}

static void
set_row (Form *form, int row, const char *text)
{
  gtk_editable_set_text (form->rows[row], text != NULL ? text : "");
  g_object_set_data_full (G_OBJECT (form->rows[row]), "topos-before", g_strdup (text != NULL ? text : ""),
                          g_free);
}

static void
describe_cb (Form *form)
{
  const char *day = gtk_editable_get_text (form->rows[2]);
  ToposDateSpan days = TOPOS_DATE_SPAN_NONE;

  if (*day != '\0' && (!topos_days_from_words (day, &days) || days.first != days.last)) {
    gtk_widget_add_css_class (GTK_WIDGET (form->rows[2]), "error");
    return;
  }
  const ToposEdit words = { .verb = TOPOS_EDIT_DESCRIBE, .document = form->document,
                            .title = (char *) gtk_editable_get_text (form->rows[0]),
                            .outlet = (char *) gtk_editable_get_text (form->rows[1]) };
  const ToposEdit date = { .verb = TOPOS_EDIT_DAY, .document = form->document, .day = days.first };
  if (form_changed (form))
    topos_window_edit (form->window, &words);
  if (days.first != form->day)
    topos_window_edit (form->window, &date);
  close_soon (form->dialog);
}

static Form *
form_new (ToposWindow *self, const char *title, const char *const *names, int n,
          void (*done) (Form *form))
{
  Form *form = g_new0 (Form, 1);
  GtkWidget *header = adw_header_bar_new ();
  GtkWidget *save = gtk_button_new_with_label (_("Save"));
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *group = adw_preferences_group_new ();

  form->window = g_object_ref (self);
  form->dialog = GTK_WINDOW (adw_window_new ());
  for (int i = 0; i < n; i++) {
    GtkWidget *row = adw_entry_row_new ();
    adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), names[i]);
    g_signal_connect_swapped (row, "entry-activated", G_CALLBACK (done), form);
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
    form->rows[i] = GTK_EDITABLE (row);
  }
  g_object_set (group, "margin-top", 12, "margin-bottom", 18, "margin-start", 12, "margin-end", 12, NULL);
  gtk_widget_add_css_class (save, "suggested-action");
  g_signal_connect_swapped (save, "clicked", G_CALLBACK (done), form);
  adw_header_bar_pack_end (ADW_HEADER_BAR (header), save);
  gtk_box_append (GTK_BOX (box), header);
  gtk_box_append (GTK_BOX (box), group);
  adw_window_set_content (ADW_WINDOW (form->dialog), box);
  g_object_set (form->dialog, "title", title, "modal", TRUE, "transient-for", self,
                "default-width", 440, NULL);
  g_object_set_data_full (G_OBJECT (form->dialog), "topos-form", form, form_free);
  return form;
}

static void
rename_place_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  ToposWindow *self = data;
  const char *const names[] = { _("Name") };
  const ToposPlaceRow *place = topos_place_card_place (self->card);

  if (place == NULL)
    return;
  Form *form = form_new (self, _("Rename the Place"), names, 1, rename_cb);
  form->place = place->id;
  set_row (form, 0, place->name);
  topos_dialog_present (form->dialog);
}

static void
edit_document_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  ToposWindow *self = data;
  const char *const names[] = { _("Title"), _("Outlet"), _("Day of publication") };
  const ToposDocument *document = topos_page_document (self->page);

  if (document == NULL)
    return;
  Form *form = form_new (self, _("About This Document"), names, 3, describe_cb);
  g_autofree char *day = topos_day_to_iso (document->row->published.day);
  form->document = g_strdup (document->row->id);
  form->day = document->row->published.day;
  set_row (form, 0, document->row->title);
  set_row (form, 1, document->row->outlet);
  set_row (form, 2, day);
  topos_dialog_present (form->dialog);
}

/* ------------------------------------------------------------------- merging, and rules */

static void
merge_cb (ToposMergeDialog *dialog, guint64 into, ToposWindow *self)
{
  const ToposEdit edit = { .verb = TOPOS_EDIT_MERGE, .place = topos_session_place (self->session),
                           .into = into };

  if (edit.place == TOPOS_PLACE_NONE)
    return;
  topos_window_edit (self, &edit);
  topos_session_choose_place (self->session, into);
  topos_trail_forget_place (self->trail, edit.place);
}

static void
merge_place_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  ToposWindow *self = data;
  const ToposPlaceRow *place = topos_place_card_place (self->card);
  g_autoptr (GListModel) places = NULL;

  if (place == NULL)
    return;
  g_object_get (self->findings, "places", &places, NULL);
  ToposMergeDialog *dialog = topos_merge_dialog_new (GTK_WINDOW (self), places, place->id, place->name);
  g_signal_connect_object (dialog, "merge", G_CALLBACK (merge_cb), self, 0);
  topos_dialog_present (GTK_WINDOW (dialog));
}

static void
forget_cb (ToposRulesDialog *dialog, const ToposRuleRow *rule, ToposWindow *self)
{
  const ToposEdit edit = { .verb = TOPOS_EDIT_FORGET, .name = rule->key, .place = rule->merged };

  topos_window_edit (self, &edit);
}

static void
rules_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (ToposWindow) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rules = topos_session_rules (TOPOS_SESSION (source), result, &error);

  if (rules == NULL) {
    topos_window_say (self, error->message, false);
    return;
  }
  ToposRulesDialog *dialog = topos_rules_dialog_new (GTK_WINDOW (self), rules);
  g_signal_connect_object (dialog, "forget", G_CALLBACK (forget_cb), self, 0);
  topos_dialog_present (GTK_WINDOW (dialog));
}

static void
rules_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  ToposWindow *self = data;

  if (topos_session_library (self->session) != NULL)
    topos_session_rules_async (self->session, rules_cb, g_object_ref (self));
}

/* --------------------------------------------------------------------------- the part */

void
topos_window_start_facts (ToposWindow *self)
{
  static const GActionEntry ENTRIES[] = {
    { .name = "hide-place", .activate = hide_place_action },
    { .name = "move-place", .activate = move_place_action },
    { .name = "rename-place", .activate = rename_place_action },
    { .name = "merge-place", .activate = merge_place_action },
    { .name = "edit-document", .activate = edit_document_action },
    { .name = "remove-document", .activate = remove_document_action },
    { .name = "rules", .activate = rules_action },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (self), ENTRIES, G_N_ELEMENTS (ENTRIES), self);
}
