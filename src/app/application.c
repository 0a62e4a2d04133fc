/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/application.h"

#include "app/dialog.h"
#include "app/help.h"
#include "app/preferences.h"
#include "app/settings.h"
#include "app/window.h"
#include "core/geo-uri.h"

#include <glib/gi18n.h>

#define APPLICATION_ID "io.github.topos.Topos"

struct _ToposApplication {
  AdwApplication parent_instance;
  GSettings *settings;   /* or NULL */
  ToposShelf *shelf;     /* NULL until the start */
  ToposEngine *engine;   /* NULL until it is open */
  bool sample;
};

G_DEFINE_FINAL_TYPE (ToposApplication, topos_application, ADW_TYPE_APPLICATION)

/* --------------------------------------------------------------------------- the engine */

static void
open_engine_job (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  ToposEngine *engine = topos_engine_open (topos_data_dir (), &error);

  if (engine != NULL)
    g_task_return_pointer (task, engine, (GDestroyNotify) topos_engine_unref);
  else
    g_task_return_error (task, error);
}

static void
engine_opened_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  ToposApplication *self = TOPOS_APPLICATION (source);

  /* Without its data Topos still shows libraries; an import then says what is missing. */
  self->engine = g_task_propagate_pointer (G_TASK (result), NULL);
  for (GList *window = gtk_application_get_windows (GTK_APPLICATION (self));
       self->engine != NULL && window != NULL; window = window->next)
    if (TOPOS_IS_WINDOW (window->data))
      topos_window_set_engine (window->data, self->engine);
}

/* ------------------------------------------------------------------------------ windows */

static ToposWindow *
add_window (ToposApplication *self)
{
  ToposWindow *window = topos_window_new (ADW_APPLICATION (self), self->settings, self->shelf);

  if (self->engine != NULL)
    topos_window_set_engine (window, self->engine);
  return window;
}

/* The window for something new: one that shows no library, the active one first, or a new one. */
static ToposWindow *
free_window (ToposApplication *self)
{
  /* The list begins with the window that was active last. */
  for (GList *window = gtk_application_get_windows (GTK_APPLICATION (self)); window != NULL;
       window = window->next)
    if (TOPOS_IS_WINDOW (window->data) && topos_window_is_free (window->data))
      return window->data;
  return add_window (self);
}

static ToposWindow *
window_on (ToposApplication *self, const char *path)
{
  for (GList *window = gtk_application_get_windows (GTK_APPLICATION (self)); window != NULL;
       window = window->next)
    if (TOPOS_IS_WINDOW (window->data) && g_strcmp0 (topos_window_library (window->data), path) == 0)
      return window->data;
  return NULL;
}

/* Shows the window on that library, or opens it in one that is free. */
static void
open_library (ToposApplication *self, const char *path, bool make)
{
  g_autofree char *whole = g_canonicalize_filename (path, NULL);
  ToposWindow *window = window_on (self, whole);

  if (window == NULL) {
    window = free_window (self);
    topos_window_open (window, whole, make);
  }
  gtk_window_present (GTK_WINDOW (window));
}

/* Removed or not: the window then says so, and what can be done. */
static void
open_last_library (ToposApplication *self, ToposWindow *window)
{
  g_auto (GStrv) paths = topos_shelf_paths (self->shelf);

  if (paths[0] != NULL)
    topos_window_open (window, paths[0], false);
}

static void
topos_application_activate (GApplication *application)
{
  ToposApplication *self = TOPOS_APPLICATION (application);
  GtkWindow *active = gtk_application_get_active_window (GTK_APPLICATION (self));

  if (active == NULL || self->sample) {
    ToposWindow *window = free_window (self);
    active = GTK_WINDOW (window);
    if (self->sample)
      topos_window_open_sample (window);
    else
      open_last_library (self, window);
    self->sample = false;
  }
  gtk_window_present (active);
}

/* The map of the window that is open, or of the last library, goes to the point. */
static void
open_point (ToposApplication *self, ToposPoint point)
{
  GtkWindow *active = gtk_application_get_active_window (GTK_APPLICATION (self));
  ToposWindow *window = TOPOS_IS_WINDOW (active) ? TOPOS_WINDOW (active) : free_window (self);

  topos_window_show_point (window, point);
  if (active == NULL)
    open_last_library (self, window);
  gtk_window_present (GTK_WINDOW (window));
}

/* A library opens in a window of its own; articles go into the open one. */
static void
topos_application_open (GApplication *application, GFile **files, int n_files, const char *hint)
{
  ToposApplication *self = TOPOS_APPLICATION (application);
  g_autoptr (GPtrArray) articles = g_ptr_array_new_with_free_func (g_free);

  for (int i = 0; i < n_files; i++) {
    char *path = g_file_get_path (files[i]);
    g_autofree char *uri = g_file_get_uri (files[i]);
    ToposPoint point;
    if (path == NULL && topos_geo_uri_parse (uri, &point))
      open_point (self, point);
    if (path != NULL && g_str_has_suffix (path, ".topos")) {
      open_library (self, path, false);
      g_free (path);
    } else if (path != NULL) {
      g_ptr_array_add (articles, path);
    }
  }
  if (articles->len == 0)
    return;
  g_ptr_array_add (articles, NULL);
  GtkWindow *active = gtk_application_get_active_window (GTK_APPLICATION (self));
  ToposWindow *window = TOPOS_IS_WINDOW (active) ? TOPOS_WINDOW (active) : free_window (self);
  topos_window_import (window, (const char *const *) articles->pdata, NULL);
  gtk_window_present (GTK_WINDOW (window));
}

/* ------------------------------------------------------------------------------ actions */

static void
quit_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  GList *windows = g_list_copy (gtk_application_get_windows (GTK_APPLICATION (data)));

  g_list_foreach (windows, (GFunc) (void (*) (void)) gtk_window_close, NULL);
  g_list_free (windows);
  if (gtk_application_get_windows (GTK_APPLICATION (data)) == NULL)
    g_application_quit (data);
}

static void
new_window_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  gtk_window_present (GTK_WINDOW (add_window (data)));
}

static void
open_library_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  const char *path;
  gboolean make;

  g_variant_get (parameter, "(&sb)", &path, &make);
  open_library (data, path, make);
}

static void
sample_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  ToposWindow *window = free_window (data);

  topos_window_open_sample (window);
  gtk_window_present (GTK_WINDOW (window));
}

static void
help_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  topos_dialog_present (topos_help_new (gtk_application_get_active_window (data)));
}

static void
preferences_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  ToposApplication *self = data;
  GtkWindow *active = gtk_application_get_active_window (GTK_APPLICATION (self));

  topos_dialog_present (GTK_WINDOW (topos_preferences_new (active, self->settings)));
}

static void
about_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  static const char *const DATA_CREDITS
      = N_("Map data © OpenStreetMap contributors (ODbL) and Natural Earth. "
           "Names of places from GeoNames (CC BY 4.0).");

  gtk_show_about_dialog (gtk_application_get_active_window (data), "program-name", "Topos",
                         "logo-icon-name", APPLICATION_ID, "version", TOPOS_VERSION, "comments",
                         _("Reads your articles and shows you where and when they happen"),
                         "license-type", GTK_LICENSE_GPL_3_0, "copyright", _(DATA_CREDITS),
                         "website", TOPOS_HOMEPAGE, NULL);
}

static void
add_actions (ToposApplication *self)
{
  static const GActionEntry ENTRIES[] = {
    { .name = "quit", .activate = quit_action },
    { .name = "new-window", .activate = new_window_action },
    { .name = "open-library", .activate = open_library_action, .parameter_type = "(sb)" },
    { .name = "sample", .activate = sample_action },
    { .name = "help", .activate = help_action },
    { .name = "preferences", .activate = preferences_action },
    { .name = "about", .activate = about_action },
  };
  static const struct {
    const char *action;
    const char *keys[3];
  } KEYS[] = {
    { "app.quit", { "<Control>q" } },
    { "app.help", { "F1" } },
    { "app.new-window", { "<Control><Alt>n" } },
    { "app.preferences", { "<Control>comma" } },
    { "win.import", { "<Control>o" } },
    { "win.save-copy", { "<Control><Shift>s" } },
    { "win.new-library", { "<Control>n" } },
    { "win.open-library", { "<Control><Shift>o" } },
    { "win.search", { "<Control>f" } },
    { "win.export", { "<Control>e" } },
    { "win.fit", { "<Control>0", "<Control>KP_0" } },
    { "win.review", { "F7" } },
    { "win.undo", { "<Control>z" } },
    { "win.redo", { "<Control><Shift>z", "<Control>y" } },
    { "win.back", { "<Alt>Left" } },
    { "win.forward", { "<Alt>Right" } },
    { "win.show-everything", { "<Control><Shift>x" } },
    { "win.read-view", { "<Control>r" } },
    { "win.show-help-overlay", { "<Control>question" } },
    { "window.close", { "<Control>w" } },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (self), ENTRIES, G_N_ELEMENTS (ENTRIES), self);
  for (gsize i = 0; i < G_N_ELEMENTS (KEYS); i++)
    gtk_application_set_accels_for_action (GTK_APPLICATION (self), KEYS[i].action, KEYS[i].keys);
}

/* ------------------------------------------------------------------------- the object */

static void
topos_application_startup (GApplication *application)
{
  ToposApplication *self = TOPOS_APPLICATION (application);

  G_APPLICATION_CLASS (topos_application_parent_class)->startup (application);
  g_autofree char *shelf = g_build_filename (g_get_user_state_dir (), "topos", "libraries.ini", NULL);
  self->settings = topos_settings_new ();
  self->shelf = topos_shelf_new (shelf);
  gtk_window_set_default_icon_name (APPLICATION_ID);
  add_actions (self);
  GTask *task = g_task_new (self, NULL, engine_opened_cb, NULL);
  g_task_run_in_thread (task, open_engine_job);
  g_object_unref (task);
}

static int
topos_application_handle_local_options (GApplication *application, GVariantDict *options)
{
  ToposApplication *self = TOPOS_APPLICATION (application);

  if (g_variant_dict_contains (options, "version")) {
    g_print ("topos %s\n", TOPOS_VERSION);
    return 0;
  }
  self->sample = g_variant_dict_contains (options, "sample");
  return -1;
}

static void
topos_application_dispose (GObject *object)
{
  ToposApplication *self = TOPOS_APPLICATION (object);

  g_clear_object (&self->settings);
  g_clear_object (&self->shelf);
  g_clear_pointer (&self->engine, topos_engine_unref);
  G_OBJECT_CLASS (topos_application_parent_class)->dispose (object);
}

static void
topos_application_class_init (ToposApplicationClass *class)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = topos_application_dispose;
  application_class->startup = topos_application_startup;
  application_class->activate = topos_application_activate;
  application_class->open = topos_application_open;
  application_class->handle_local_options = topos_application_handle_local_options;
}

static void
topos_application_init (ToposApplication *self)
{
  static const GOptionEntry OPTIONS[] = {
    { "sample", 0, 0, G_OPTION_ARG_NONE, NULL, N_("Open the sample library"), NULL },
    { "version", 0, 0, G_OPTION_ARG_NONE, NULL, N_("Show the version"), NULL },
    { NULL },
  };

  g_application_add_main_option_entries (G_APPLICATION (self), OPTIONS);
  g_application_set_option_context_parameter_string (G_APPLICATION (self),
                                                     _("[FILE|FOLDER|LIBRARY…]"));
}

ToposApplication *
topos_application_new (void)
{
  return g_object_new (TOPOS_TYPE_APPLICATION, "application-id", APPLICATION_ID, "flags",
                       G_APPLICATION_HANDLES_OPEN, "resource-base-path",
                       "/io/github/topos/Topos", NULL);
}
