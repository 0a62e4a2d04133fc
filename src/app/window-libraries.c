/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/window-private.h"

#include "app/file-choice.h"
#include "core/error.h"

#include <glib/gi18n.h>

#define SAMPLE "panjshir-2021"
#define ENDING ".topos"

/* ------------------------------------------------------------------------------- names */

char *
topos_window_library_path (const char *name)
{
  g_autofree char *folder = g_build_filename (g_get_user_data_dir (), "topos", NULL);

  g_mkdir_with_parents (folder, 0700);
  g_autofree char *file = g_strconcat (name, ENDING, NULL);
  return g_build_filename (folder, file, NULL);
}

/* The name of a library for people. */
static char *
name_of (const char *path)
{
  g_autofree char *name = g_filename_display_basename (path);

  if (g_str_has_suffix (name, ENDING))
    name[strlen (name) - strlen (ENDING)] = '\0';
  if (g_str_equal (name, SAMPLE))
    return g_strdup (_("Panjshir, September 2021"));
  return g_steal_pointer (&name);
}

static char *
library_title (ToposWindow *self, const char *path)
{
  return path != NULL ? name_of (path) : g_strdup ("Topos");
}

/* ----------------------------------------------------------------------------- opening */

/* What went wrong, and the ways out of it. */
static void
show_trouble (ToposWindow *self, const GError *error)
{
  const bool read_only = g_error_matches (error, TOPOS_ERROR, TOPOS_ERROR_OUTPUT)
                         && g_file_test (self->opening, G_FILE_TEST_IS_REGULAR);
  g_autofree char *name = name_of (self->opening);
  g_autofree char *title = g_strdup_printf (_("“%s” Could Not Be Opened"), name);
  g_autofree char *escaped_title = g_markup_escape_text (title, -1);
  g_autofree char *escaped = g_markup_escape_text (error->message, -1);

  adw_status_page_set_title (self->trouble_page, escaped_title);
  adw_status_page_set_description (self->trouble_page, escaped);
  gtk_widget_set_visible (self->trouble_copy, read_only);
  gtk_stack_set_visible_child_name (self->stack, "trouble");
  gtk_label_set_text (self->spoken, error->message);
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (ToposWindow) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *done = topos_session_done (TOPOS_SESSION (source), result, &error);

  if (done == NULL) {
    show_trouble (self, error);
    return;
  }
  topos_window_import_next (self);
}

static bool
is_there (const char *path, GError **error)
{
  if (g_file_test (path, G_FILE_TEST_EXISTS))
    return true;
  g_set_error (error, TOPOS_ERROR, TOPOS_ERROR_LIBRARY,
               _("There is no file “%s” any more. It was moved, renamed or removed."), path);
  return false;
}

void
topos_window_open (ToposWindow *self, const char *path, bool make)
{
  g_autofree char *whole = g_canonicalize_filename (path, NULL);
  g_autoptr (GError) error = NULL;

  /* What waits was meant for the library that was asked for before. */
  if (g_strcmp0 (whole, self->opening) != 0)
    topos_window_forget_waiting (self);
  g_free (self->opening);
  self->opening = g_steal_pointer (&whole);
  if (!make && !is_there (self->opening, &error)) {
    show_trouble (self, error);
    return;
  }
  if (topos_session_library (self->session) == NULL)
    gtk_stack_set_visible_child_name (self->stack, "loading");
  topos_session_open_async (self->session, self->opening, opened_cb, g_object_ref (self));
}

const char *
topos_window_library (ToposWindow *self)
{
  return topos_session_library (self->session);
}

bool
topos_window_is_opening (ToposWindow *self)
{
  return topos_session_library (self->session) == NULL
         && g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "loading") == 0;
}

gboolean
topos_window_is_free (ToposWindow *self)
{
  return topos_session_library (self->session) == NULL && self->import == NULL
         && !topos_window_is_opening (self);
}

void
topos_window_open_sample (ToposWindow *self)
{
  g_autofree char *path = topos_window_library_path (SAMPLE);
  g_autofree char *folder = g_build_filename (topos_data_dir (), "samples", SAMPLE, NULL);
  const char *const articles[] = { folder, NULL };
  const bool fresh = !g_file_test (path, G_FILE_TEST_EXISTS);

  topos_window_open (self, path, true);
  if (fresh)
    topos_window_import_later (self, articles, NULL, true);
}

static void
library_cb (ToposWindow *self)
{
  const char *path = topos_session_library (self->session);

  self->failed = false;
  self->fit_next = true;
  self->look_waits = false;
  g_clear_pointer (&self->known_title, g_free);
  topos_lens_reset (self->lens);
  gtk_search_bar_set_search_mode (self->search_bar, FALSE);
  g_autofree char *title = library_title (self, path);
  gtk_window_set_title (GTK_WINDOW (self), title);
  if (path == NULL)
    return;
  if (self->shelf != NULL)
    topos_shelf_put_first (self->shelf, path);
  topos_window_restore_filter (self);
}

/* ------------------------------------------------------------------------------ recent */

static GVariant *
target_of (const char *path, bool make)
{
  return g_variant_new ("(sb)", path, (gboolean) make);
}

/* A window shows one library for good: any other opens in a window of its own, as the application
 * finds best. */
void
topos_window_ask_for (ToposWindow *self, const char *path, bool make)
{
  GtkApplication *application = gtk_window_get_application (GTK_WINDOW (self));

  if (application != NULL)
    g_action_group_activate_action (G_ACTION_GROUP (application), "open-library", target_of (path, make));
}

static void
add_to_menu (ToposWindow *self, const char *path)
{
  g_autofree char *name = name_of (path);
  g_auto (GStrv) parts = g_strsplit (name, "_", -1);
  g_autofree char *label = g_strjoinv ("__", parts);  /* no mnemonic */
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target_value (item, "app.open-library", target_of (path, false));
  g_menu_append_item (self->recent_menu, item);
}

static void
add_to_welcome (ToposWindow *self, const char *path)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *forget = gtk_button_new_from_icon_name ("window-close-symbolic");
  g_autofree char *name = name_of (path);
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *shown = g_filename_display_name (folder);
  g_autofree char *title = g_markup_escape_text (name, -1);
  g_autofree char *subtitle = g_markup_escape_text (shown, -1);
  g_autofree char *words = g_strdup_printf (_("Take “%s” off This List"), name);

  g_object_set (row, "title", title, "subtitle", subtitle, "subtitle-lines", 1, "activatable", TRUE,
                "action-name", "app.open-library", NULL);
  gtk_actionable_set_action_target_value (GTK_ACTIONABLE (row), target_of (path, false));
  g_object_set (forget, "valign", GTK_ALIGN_CENTER, "tooltip-text", words, "action-name",
                "win.forget-library", NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (forget), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  gtk_actionable_set_action_target_value (GTK_ACTIONABLE (forget), g_variant_new_string (path));
  gtk_widget_add_css_class (forget, "flat");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), forget);
  gtk_list_box_append (self->recent_list, row);
}

static void
recent_cb (ToposWindow *self)
{
  g_auto (GStrv) paths = topos_shelf_paths (self->shelf);

  g_menu_remove_all (self->recent_menu);
  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->recent_list)); row != NULL;
       row = gtk_widget_get_first_child (GTK_WIDGET (self->recent_list)))
    gtk_list_box_remove (self->recent_list, row);
  for (char **path = paths; *path != NULL; path++) {
    add_to_menu (self, *path);
    add_to_welcome (self, *path);
  }
  gtk_widget_set_visible (self->recent_box, *paths != NULL);
}

static void
forget_library_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  ToposWindow *self = data;

  if (self->shelf != NULL)
    topos_shelf_forget (self->shelf, g_variant_get_string (parameter, NULL));
}

/* ---------------------------------------------------------------------------- choosing */

static char *
with_ending (const char *path)
{
  return g_str_has_suffix (path, ENDING) ? g_strdup (path) : g_strconcat (path, ENDING, NULL);
}

static void
new_chosen (GtkWindow *window, const char *const *paths)
{
  ToposWindow *self = TOPOS_WINDOW (window);
  g_autofree char *path = with_ending (paths[0]);

  /* Whole libraries are not thrown away by the name of a new one. */
  if (g_file_test (path, G_FILE_TEST_EXISTS))
    topos_window_say (self, _("This library was there already, and was opened."), false);
  topos_window_ask_for (self, path, true);
}

static void
existing_chosen (GtkWindow *window, const char *const *paths)
{
  topos_window_ask_for (TOPOS_WINDOW (window), paths[0], false);
}

static void
show_only_libraries (GtkFileChooserNative *dialog)
{
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, _("Topos libraries"));
  gtk_file_filter_add_suffix (filter, "topos");
  gtk_file_filter_add_suffix (filter, "gpkg");
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (dialog), filter);
}

static void
open_library_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  GtkFileChooserNative *dialog
      = topos_file_choice_new (data, _("Open Library"), GTK_FILE_CHOOSER_ACTION_OPEN, _("_Open"),
                               existing_chosen);

  show_only_libraries (dialog);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

static void
new_library_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  GtkFileChooserNative *dialog
      = topos_file_choice_new (data, _("New Library"), GTK_FILE_CHOOSER_ACTION_SAVE, _("_Create"),
                               new_chosen);
  g_autofree char *name = g_strconcat (_("Articles"), ENDING, NULL);

  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog), name);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

/* --------------------------------------------------------------------- copies, trouble */

/* A copy that is being made. */
typedef struct {
  ToposWindow *window;
  char *path;
  bool open;   /* it is opened then */
} Copy;

static void
copied_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autofree Copy *copy = data;
  g_autoptr (ToposWindow) self = copy->window;
  g_autofree char *path = copy->path;
  g_autoptr (GError) error = NULL;

  if (!topos_session_copied (TOPOS_SESSION (source), result, &error)) {
    topos_window_say (self, error->message, false);
    return;
  }
  g_autofree char *name = g_filename_display_basename (path);
  g_autofree char *words = g_strdup_printf (_("Copy saved as %s"), name);
  topos_window_say (self, words, false);
  if (copy->open)
    topos_window_ask_for (self, path, false);
}

static void
save_copy (ToposWindow *self, const char *path)
{
  const char *library = topos_session_library (self->session);
  Copy *copy = g_new (Copy, 1);

  *copy = (Copy){ g_object_ref (self), with_ending (path), library == NULL };
  topos_session_copy_async (self->session, library != NULL ? library : self->opening, copy->path,
                            copied_cb, copy);
}

static void
copy_chosen (GtkWindow *window, const char *const *paths)
{
  save_copy (TOPOS_WINDOW (window), paths[0]);
}

static void
save_copy_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  ToposWindow *self = data;
  const char *library = topos_session_library (self->session);

  if (library == NULL)
    library = self->opening;
  if (library == NULL) {
    topos_window_say (self, _("There is no library to copy yet."), false);
    return;
  }
  GtkFileChooserNative *dialog
      = topos_file_choice_new (data, _("Save a Copy"), GTK_FILE_CHOOSER_ACTION_SAVE, _("_Save"),
                               copy_chosen);
  g_autofree char *name = name_of (library);
  g_autofree char *file = g_strdup_printf (_("%s (copy)%s"), name, ENDING);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog), file);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

/* Without a dialog: for scripts and tests by way of D-Bus. */
static void
save_copy_to_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  ToposWindow *self = data;

  if (topos_session_library (self->session) != NULL || self->opening != NULL)
    save_copy (self, g_variant_get_string (parameter, NULL));
}

static void
try_again_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  ToposWindow *self = data;
  g_autofree char *path = g_strdup (self->opening);

  if (path != NULL && topos_session_library (self->session) == NULL)
    topos_window_open (self, path, false);
}

static void
give_up_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  ToposWindow *self = data;

  topos_window_forget_waiting (self);
  gtk_stack_set_visible_child_name (self->stack, "welcome");
}

/* ---------------------------------------------------------------------------- the part */

void
topos_window_bind_libraries (GtkWidgetClass *class)
{
  TOPOS_BIND_CHILD (class, menu_button);
  TOPOS_BIND_CHILD (class, recent_box);
  TOPOS_BIND_CHILD (class, recent_list);
  TOPOS_BIND_CHILD (class, trouble_page);
  TOPOS_BIND_CHILD (class, trouble_copy);
  gtk_widget_class_bind_template_callback (class, library_title);
}

void
topos_window_start_libraries (ToposWindow *self)
{
  static const GActionEntry ENTRIES[] = {
    { .name = "open-library", .activate = open_library_action },
    { .name = "new-library", .activate = new_library_action },
    { .name = "save-copy", .activate = save_copy_action },
    { .name = "save-copy-to", .activate = save_copy_to_action, .parameter_type = "s" },
    { .name = "forget-library", .activate = forget_library_action, .parameter_type = "s" },
    { .name = "try-again", .activate = try_again_action },
    { .name = "give-up", .activate = give_up_action },
  };
  const ToposWindowNews NEWS[] = { { self->session, "notify::library", G_CALLBACK (library_cb) } };
  g_autoptr (GtkBuilder) menus = gtk_builder_new_from_resource ("/io/github/topos/Topos/menus.ui");

  g_action_map_add_action_entries (G_ACTION_MAP (self), ENTRIES, G_N_ELEMENTS (ENTRIES), self);
  gtk_menu_button_set_menu_model (self->menu_button,
                                  G_MENU_MODEL (gtk_builder_get_object (menus, "primary_menu")));
  self->recent_menu = g_object_ref (G_MENU (gtk_builder_get_object (menus, "recent_menu")));
  self->history_menu = g_object_ref (G_MENU (gtk_builder_get_object (menus, "history_menu")));
  topos_window_listen (self, NEWS, G_N_ELEMENTS (NEWS));
  if (self->shelf == NULL)
    return;
  g_signal_connect_object (self->shelf, "changed", G_CALLBACK (recent_cb), self, G_CONNECT_SWAPPED);
  recent_cb (self);
}
