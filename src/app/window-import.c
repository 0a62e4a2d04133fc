/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/window-private.h"

#include "app/dialog.h"
#include "app/file-choice.h"
#include "core/error.h"

#include <glib/gi18n.h>

/* An import that takes so long is told on the desktop when it ends behind another window. */
#define LONG_IMPORT_US (3 * G_USEC_PER_SEC)

/* -------------------------------------------------------------------- what came of it */

/* How a file is called here; a pasted text has no name. */
static char *
name_of (const char *file)
{
  return g_str_equal (file, "-") ? g_strdup (_("Pasted text")) : g_filename_display_basename (file);
}

static void
failed_row (gpointer data, gpointer list)
{
  const ToposIngestResult *result = data;

  if (result->status != TOPOS_INGEST_FAILED)
    return;
  g_autofree char *name = name_of (result->file);
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *title = g_markup_escape_text (name, -1);
  g_autofree char *reason = g_markup_escape_text (result->reason != NULL ? result->reason : "", -1);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), reason);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  gtk_list_box_append (GTK_LIST_BOX (list), row);
}

/* What could not be read, and why. */
static void
show_failures (ToposWindow *self, GPtrArray *results)
{
  GtkWidget *dialog = adw_window_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *list = gtk_list_box_new ();
  GtkWidget *scroller = gtk_scrolled_window_new ();

  g_ptr_array_foreach (results, failed_row, list);
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  g_object_set (list, "margin-top", 12, "margin-bottom", 12, "margin-start", 12, "margin-end", 12,
                "valign", GTK_ALIGN_START, NULL);
  g_object_set (scroller, "child", list, "vexpand", TRUE, "hscrollbar-policy", GTK_POLICY_NEVER, NULL);
  gtk_box_append (GTK_BOX (box), adw_header_bar_new ());
  gtk_box_append (GTK_BOX (box), scroller);
  adw_window_set_content (ADW_WINDOW (dialog), box);
  g_object_set (dialog, "title", _("Could Not Be Read"), "transient-for", self, "modal", TRUE,
                "default-width", 520, "default-height", 380, NULL);
  topos_dialog_present (GTK_WINDOW (dialog));
}

static int
count (const GPtrArray *results, ToposIngestStatus status)
{
  int n = 0;

  for (guint i = 0; results != NULL && i < results->len; i++)
    n += ((const ToposIngestResult *) results->pdata[i])->status == status;
  return n;
}

/* One button of the summary, or none for nothing. Takes the words. */
static void
show_button (GtkButton *button, int n, char *words)
{
  g_autofree char *label = words;

  gtk_widget_set_visible (GTK_WIDGET (button), n > 0);
  gtk_button_set_label (button, label);
}

/* The parts of the summary in one sentence, for the notification and for those who listen. */
static char *
summary_in_words (ToposWindow *self)
{
  GtkButton *const parts[] = { self->import_documents, self->import_same, self->import_places,
                               self->import_unplaced, self->import_failed };
  GString *words = g_string_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    if (gtk_widget_get_visible (GTK_WIDGET (parts[i])))
      g_string_append_printf (words, "%s%s", words->len > 0 ? ", " : "", gtk_button_get_label (parts[i]));
  return g_string_free (words, FALSE);
}

static void
show_summary (ToposWindow *self, const ToposTally *tally, bool stopped)
{
  const GPtrArray *results = self->import_results;
  const int came = count (results, TOPOS_INGEST_IMPORTED) + count (results, TOPOS_INGEST_UPDATED);
  const int same = count (results, TOPOS_INGEST_UNCHANGED);
  const int failed = count (results, TOPOS_INGEST_FAILED);

  gtk_label_set_text (self->import_end, stopped ? _("Stopped:") : came > 0 ? _("Imported:") : _("Nothing new:"));
  show_button (self->import_documents, came, g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "%d document", "%d documents", (gulong) came), came));
  show_button (self->import_same, same, g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "%d was there already", "%d were there already", (gulong) same), same));
  show_button (self->import_places, tally->places, g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "%d place", "%d places", (gulong) tally->places), tally->places));
  show_button (self->import_unplaced, tally->unplaced, g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "%d name unplaced", "%d names unplaced", (gulong) tally->unplaced), tally->unplaced));
  show_button (self->import_failed, failed, g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "%d could not be read", "%d could not be read", (gulong) failed), failed));
  gtk_widget_set_visible (self->import_undo, came > 0);
  gtk_stack_set_visible_child_name (self->import_stack, "done");
  gtk_revealer_set_reveal_child (self->progress_revealer, TRUE);
}

static void
notify_end (ToposWindow *self, const char *words)
{
  GtkApplication *application = gtk_window_get_application (GTK_WINDOW (self));

  if (application == NULL || gtk_window_is_active (GTK_WINDOW (self))
      || g_get_monotonic_time () - self->import_begun < LONG_IMPORT_US)
    return;
  g_autoptr (GNotification) notification = g_notification_new (_("Import finished"));
  g_notification_set_body (notification, words);
  g_application_send_notification (G_APPLICATION (application), "import", notification);
}

/* -------------------------------------------------------------------------- importing */

static void
told_cb (const ToposImportState *state, gpointer data)
{
  ToposWindow *self = data;
  g_autofree char *name = state->file != NULL ? name_of (state->file) : NULL;
  g_autofree char *words = g_strdup_printf (_("%d of %d · %s"), state->done, state->total,
                                            name != NULL ? name : "");

  gtk_label_set_text (self->progress_label, words);
  gtk_progress_bar_set_fraction (self->progress,
                                 state->total > 0 ? (double) state->done / state->total : 0);
}

static void
imported_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (ToposWindow) self = data;
  g_autoptr (GError) error = NULL;
  const ToposTally tally = topos_session_import_tally (result);

  g_clear_pointer (&self->import_results, g_ptr_array_unref);
  self->import_results = topos_session_imported (TOPOS_SESSION (source), result, &error);
  g_clear_object (&self->import);
  gtk_revealer_set_reveal_child (self->progress_revealer, FALSE);
  self->fit_next = true;
  topos_session_changed (self->session);
  const bool stopped = g_error_matches (error, TOPOS_ERROR, TOPOS_ERROR_CANCELLED);
  if (error != NULL && !stopped)
    topos_window_say (self, error->message, false);
  /* The sample was asked for as a whole: its map is news enough. */
  if (self->import_results != NULL
      && (!self->import_quietly || stopped || count (self->import_results, TOPOS_INGEST_FAILED) > 0)) {
    show_summary (self, &tally, stopped);
    g_autofree char *words = summary_in_words (self);
    gtk_label_set_text (self->spoken, words);
    notify_end (self, words);
  }
  topos_window_import_next (self);
}

/* Articles, or a text, that wait. */
typedef struct {
  char **articles;
  GBytes *text;
  bool quietly;
} Waiting;

static void
waiting_free (gpointer data)
{
  Waiting *waiting = data;

  g_strfreev (waiting->articles);
  g_clear_pointer (&waiting->text, g_bytes_unref);
  g_free (waiting);
}

static void
import (ToposWindow *self, const char *const *articles, GBytes *text, bool quietly)
{
  self->import_quietly = quietly;
  self->import = g_cancellable_new ();
  self->import_begun = g_get_monotonic_time ();
  gtk_label_set_text (self->progress_label, _("Reading articles…"));
  gtk_progress_bar_set_fraction (self->progress, 0);
  gtk_stack_set_visible_child_name (self->import_stack, "running");
  gtk_revealer_set_reveal_child (self->progress_revealer, TRUE);
  gtk_stack_set_visible_child_name (self->stack, "library");
  topos_session_import_async (self->session, articles, text, self->import, told_cb, imported_cb,
                              g_object_ref (self));
}

void
topos_window_import_later (ToposWindow *self, const char *const *articles, GBytes *text,
                           bool quietly)
{
  Waiting *waiting = g_new (Waiting, 1);

  *waiting = (Waiting){ g_strdupv ((char **) articles), text != NULL ? g_bytes_ref (text) : NULL, quietly };
  g_queue_push_tail (&self->imports_waiting, waiting);
}

void
topos_window_import_next (ToposWindow *self)
{
  Waiting *next = g_queue_pop_head (&self->imports_waiting);

  if (next == NULL)
    return;
  import (self, (const char *const *) next->articles, next->text, next->quietly);
  waiting_free (next);
}

void
topos_window_forget_waiting (ToposWindow *self)
{
  g_queue_clear_full (&self->imports_waiting, waiting_free);
}

void
topos_window_import (ToposWindow *self, const char *const *articles, GBytes *text)
{
  const bool open = topos_session_library (self->session) != NULL;

  if (open && self->import == NULL) {
    import (self, articles, text, false);
    return;
  }
  if (open)
    topos_window_say (self, _("These articles will follow when the running import has ended."), false);
  if (!open && !topos_window_is_opening (self)) {
    g_autofree char *path = topos_window_library_path (_("My articles"));
    topos_window_open (self, path, true);
  }
  topos_window_import_later (self, articles, text, false);
}

/* ----------------------------------------------------------------------------- actions */

static void
cancel_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  ToposWindow *self = data;

  topos_window_forget_waiting (self);
  if (self->import != NULL)
    g_cancellable_cancel (self->import);
}

static void
articles_chosen (GtkWindow *window, const char *const *paths)
{
  topos_window_import (TOPOS_WINDOW (window), paths, NULL);
}

static void
import_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  GtkFileChooserNative *dialog
      = topos_file_choice_new (data, _("Import Articles"), GTK_FILE_CHOOSER_ACTION_OPEN,
                               _("_Import"), articles_chosen);

  gtk_file_chooser_set_select_multiple (GTK_FILE_CHOOSER (dialog), TRUE);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

static void
import_folder_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  GtkFileChooserNative *dialog
      = topos_file_choice_new (data, _("Import a Folder"), GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER,
                               _("_Import"), articles_chosen);

  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

static void
show_failures_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  ToposWindow *self = data;

  if (self->import_results != NULL)
    show_failures (self, self->import_results);
}

static void
close_summary_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  ToposWindow *self = data;

  if (self->import == NULL)
    gtk_revealer_set_reveal_child (self->progress_revealer, FALSE);
}

/* What was undone is summed up no longer. */
static void
undone_cb (ToposWindow *self)
{
  g_autofree char *redo = NULL;

  g_object_get (self->session, "redo", &redo, NULL);
  if (redo != NULL && self->import == NULL)
    gtk_revealer_set_reveal_child (self->progress_revealer, FALSE);
}

/* The only document that came, or NULL when several did. */
static const char *
only_document (const GPtrArray *results)
{
  const char *only = NULL;

  for (guint i = 0; results != NULL && i < results->len; i++) {
    const ToposIngestResult *result = results->pdata[i];
    if (result->status != TOPOS_INGEST_IMPORTED && result->status != TOPOS_INGEST_UPDATED)
      continue;
    if (only != NULL)
      return NULL;
    only = result->document;
  }
  return only;
}

/* Leads to what a part of the summary counts: a list, by its name. */
static void
show_imported_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  ToposWindow *self = data;
  const char *list = g_variant_get_string (parameter, NULL);
  const char *document = only_document (self->import_results);

  gtk_widget_activate_action (GTK_WIDGET (self), "win.show-everything", NULL);
  adw_view_stack_set_visible_child_name (self->lists, list);
  topos_window_show_pane (self, self->show_list);
  if (g_str_equal (list, "documents") && document != NULL) {
    topos_session_choose_document (self->session, document);
    topos_window_show_pane (self, self->show_text);
  }
  if (g_str_equal (list, "places"))
    topos_map_view_fit (self->map);
}

/* ---------------------------------------------------------------------------- the part */

void
topos_window_bind_import (GtkWidgetClass *class)
{
  TOPOS_BIND_CHILD (class, progress_revealer);
  TOPOS_BIND_CHILD (class, progress_label);
  TOPOS_BIND_CHILD (class, progress);
  TOPOS_BIND_CHILD (class, import_stack);
  TOPOS_BIND_CHILD (class, import_end);
  TOPOS_BIND_CHILD (class, import_documents);
  TOPOS_BIND_CHILD (class, import_same);
  TOPOS_BIND_CHILD (class, import_places);
  TOPOS_BIND_CHILD (class, import_unplaced);
  TOPOS_BIND_CHILD (class, import_failed);
  TOPOS_BIND_CHILD (class, import_undo);
}

void
topos_window_start_import (ToposWindow *self)
{
  static const GActionEntry ENTRIES[] = {
    { .name = "import", .activate = import_action },
    { .name = "import-folder", .activate = import_folder_action },
    { .name = "cancel-import", .activate = cancel_action },
    { .name = "show-imported", .activate = show_imported_action, .parameter_type = "s" },
    { .name = "show-failures", .activate = show_failures_action },
    { .name = "close-summary", .activate = close_summary_action },
  };

  const ToposWindowNews NEWS[] = { { self->session, "notify::redo", G_CALLBACK (undone_cb) } };

  g_action_map_add_action_entries (G_ACTION_MAP (self), ENTRIES, G_N_ELEMENTS (ENTRIES), self);
  topos_window_listen (self, NEWS, G_N_ELEMENTS (NEWS));
}

void
topos_window_forget_import (ToposWindow *self)
{
  topos_window_forget_waiting (self);
  if (self->import != NULL)
    g_cancellable_cancel (self->import);
  g_clear_object (&self->import);
  g_clear_pointer (&self->import_results, g_ptr_array_unref);
}
