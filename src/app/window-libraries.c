/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/window-private.h"

#include "app/file-choice.h"

#include <glib/gi18n.h>

#define SAMPLE "panjshir-2021"
#define ENDING ".topos"

/* ------------------------------------------------------------------------------ names */

char *
topos_window_library_path (const char *name)
{
  g_autofree char *folder = g_build_filename (g_get_user_data_dir (), "topos", NULL);

  g_mkdir_with_parents (folder, 0700);
  g_autofree char *file = g_strconcat (name, ".topos", NULL);
  return g_build_filename (folder, file, NULL);
}

bool
topos_window_shows_sample (ToposWindow *self)
{
  g_autofree char *path = topos_window_library_path (SAMPLE);

  return g_strcmp0 (path, topos_session_library (self->session)) == 0;
}

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

/* ---------------------------------------------------------------------------- opening */

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (ToposWindow) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *done = topos_session_done (TOPOS_SESSION (source), result, &error);
  g_auto (GStrv) articles = g_steal_pointer (&self->import_after_open);

  if (done == NULL) {
    topos_window_say (self, error->message, false);
    gtk_stack_set_visible_child_name (self->stack,
                                      topos_window_is_free (self) ? "welcome" : "library");
    return;
  }
  if (articles != NULL)
    topos_window_import (self, (const char *const *) articles);
}

void
topos_window_open (ToposWindow *self, const char *path, const char *const *articles)
{
  g_strfreev (self->import_after_open);
  self->import_after_open = g_strdupv ((char **) articles);
  if (topos_window_is_free (self))
    gtk_stack_set_visible_child_name (self->stack, "loading");
  topos_session_open_async (self->session, path, opened_cb, g_object_ref (self));
}

void
topos_window_open_sample (ToposWindow *self)
{
  g_autofree char *path = topos_window_library_path (SAMPLE);
  g_autofree char *folder = g_build_filename (topos_data_dir (), "samples", SAMPLE, NULL);
  const char *const articles[] = { folder, NULL };

  topos_window_open (self, path, g_file_test (path, G_FILE_TEST_EXISTS) ? NULL : articles);
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

/* --------------------------------------------------------------------------- choosing */

static void
library_chosen (GtkWindow *window, const char *const *paths)
{
  g_autofree char *path = g_str_has_suffix (paths[0], ".topos") ? g_strdup (paths[0])
                                                               : g_strconcat (paths[0], ".topos", NULL);

  topos_window_open (TOPOS_WINDOW (window), path, NULL);
}

static void
existing_chosen (GtkWindow *window, const char *const *paths)
{
  topos_window_open (TOPOS_WINDOW (window), paths[0], NULL);
}

static void
open_library_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  GtkFileChooserNative *dialog
      = topos_file_choice_new (data, _("Open Library"), GTK_FILE_CHOOSER_ACTION_OPEN, _("_Open"), existing_chosen);
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, _("Topos libraries"));
  gtk_file_filter_add_suffix (filter, "topos");
  gtk_file_filter_add_suffix (filter, "gpkg");
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (dialog), filter);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

static void
new_library_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  GtkFileChooserNative *dialog
      = topos_file_choice_new (data, _("New Library"), GTK_FILE_CHOOSER_ACTION_SAVE, _("_Create"), library_chosen);
  g_autofree char *name = g_strconcat (_("Articles"), ".topos", NULL);

  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog), name);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

static void
sample_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  topos_window_open_sample (data);
}

/* --------------------------------------------------------------------------- the part */

void
topos_window_bind_libraries (GtkWidgetClass *class)
{
  gtk_widget_class_bind_template_callback (class, library_title);
}

void
topos_window_start_libraries (ToposWindow *self)
{
  static const GActionEntry ENTRIES[] = {
    { .name = "open-library", .activate = open_library_action },
    { .name = "new-library", .activate = new_library_action },
    { .name = "sample", .activate = sample_action },
  };
  const ToposWindowNews NEWS[] = { { self->session, "notify::library", G_CALLBACK (library_cb) } };

  g_action_map_add_action_entries (G_ACTION_MAP (self), ENTRIES, G_N_ELEMENTS (ENTRIES), self);
  topos_window_listen (self, NEWS, G_N_ELEMENTS (NEWS));
}
