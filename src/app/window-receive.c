/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/window-private.h"

#include <glib/gi18n.h>

/* --------------------------------------------------------------------- files and texts */

static void
receive_paths (ToposWindow *self, GPtrArray *paths)
{
  g_autoptr (GPtrArray) articles = g_ptr_array_new ();

  for (guint i = 0; i < paths->len; i++)
    if (g_str_has_suffix (paths->pdata[i], ".topos"))
      topos_window_ask_for (self, paths->pdata[i], false);
    else
      g_ptr_array_add (articles, paths->pdata[i]);
  if (articles->len == 0)
    return;
  g_ptr_array_add (articles, NULL);
  topos_window_import (self, (const char *const *) articles->pdata, NULL);
}

static bool
receive_files (ToposWindow *self, GSList *files)
{
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);

  for (; files != NULL; files = files->next) {
    char *path = g_file_get_path (files->data);
    if (path != NULL)
      g_ptr_array_add (paths, path);
  }
  if (paths->len > 0)
    receive_paths (self, paths);
  else
    topos_window_say (self, _("Topos reads only files that lie on this computer."), false);
  return paths->len > 0;
}

/* Paths, when each line of the text is a link to a file or the whole name of one; else NULL. */
static GPtrArray *
linked_files (const char *text)
{
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);
  g_auto (GStrv) lines = g_strsplit_set (text, "\r\n", -1);

  for (char **line = lines; *line != NULL; line++) {
    if (*g_strstrip (*line) == '\0')
      continue;
    char *path = g_str_has_prefix (*line, "file:") ? g_filename_from_uri (*line, NULL, NULL)
                 : g_path_is_absolute (*line) && g_file_test (*line, G_FILE_TEST_EXISTS)
                     ? g_strdup (*line) : NULL;
    if (path == NULL)
      return NULL;
    g_ptr_array_add (paths, path);
  }
  return paths->len > 0 ? g_steal_pointer (&paths) : NULL;
}

static bool
is_web_address (const char *text)
{
  return (g_str_has_prefix (text, "http://") || g_str_has_prefix (text, "https://"))
         && strpbrk (text, " \t\r\n") == NULL;
}

static bool
receive_text (ToposWindow *self, const char *given)
{
  g_autofree char *text = g_strstrip (g_strdup (given));
  g_autoptr (GPtrArray) paths = linked_files (text);

  if (*text == '\0')
    return false;
  if (paths != NULL) {
    receive_paths (self, paths);
    return true;
  }
  if (is_web_address (text)) {
    topos_window_say (self, _("Topos does not fetch pages from the web. Save the page as a file and import that."),
                      false);
    return false;
  }
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  topos_window_import (self, NULL, bytes);
  return true;
}

static bool
receive (ToposWindow *self, const GValue *value)
{
  if (G_VALUE_HOLDS (value, GDK_TYPE_FILE_LIST))
    return receive_files (self, g_value_get_boxed (value));
  return G_VALUE_HOLDS_STRING (value) && g_value_get_string (value) != NULL
         && receive_text (self, g_value_get_string (value));
}

/* ------------------------------------------------------------------- dropped and pasted */

static gboolean
drop_cb (GtkDropTarget *target, const GValue *value, double x, double y, ToposWindow *self)
{
  return receive (self, value);
}

static void
pasted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (ToposWindow) self = data;
  g_autoptr (GError) error = NULL;
  const GValue *value = gdk_clipboard_read_value_finish (GDK_CLIPBOARD (source), result, &error);

  if (value != NULL)
    receive (self, value);
  else
    topos_window_say (self, _("What was copied is neither text nor files."), false);
}

static void
paste_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  ToposWindow *self = data;
  GdkClipboard *clipboard = gtk_widget_get_clipboard (GTK_WIDGET (self));
  const bool files = gdk_content_formats_contain_gtype (gdk_clipboard_get_formats (clipboard),
                                                        GDK_TYPE_FILE_LIST);

  gdk_clipboard_read_value_async (clipboard, files ? GDK_TYPE_FILE_LIST : G_TYPE_STRING,
                                  G_PRIORITY_DEFAULT, NULL, pasted_cb, g_object_ref (self));
}

/* Where words can be written, the keys paste there. */
static bool
focus_writes (ToposWindow *self)
{
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (self));

  return GTK_IS_EDITABLE (focus)
         || (GTK_IS_TEXT_VIEW (focus) && gtk_text_view_get_editable (GTK_TEXT_VIEW (focus)));
}

static gboolean
key_cb (GtkEventControllerKey *keys, guint key, guint code, GdkModifierType state, ToposWindow *self)
{
  const GdkModifierType held = state & gtk_accelerator_get_default_mod_mask ();
  const bool paste = (gdk_keyval_to_lower (key) == GDK_KEY_v && held == GDK_CONTROL_MASK)
                     || (key == GDK_KEY_Insert && held == GDK_SHIFT_MASK);

  if (!paste || focus_writes (self))
    return GDK_EVENT_PROPAGATE;
  gtk_widget_activate_action (GTK_WIDGET (self), "win.paste", NULL);
  return GDK_EVENT_STOP;
}

void
topos_window_start_receive (ToposWindow *self)
{
  static const GActionEntry ENTRIES[] = { { .name = "paste", .activate = paste_action } };
  GType types[] = { GDK_TYPE_FILE_LIST, G_TYPE_STRING };
  GtkDropTarget *drop = gtk_drop_target_new (G_TYPE_INVALID, GDK_ACTION_COPY);
  GtkEventController *keys = gtk_event_controller_key_new ();

  g_action_map_add_action_entries (G_ACTION_MAP (self), ENTRIES, G_N_ELEMENTS (ENTRIES), self);
  gtk_drop_target_set_gtypes (drop, types, G_N_ELEMENTS (types));
  g_signal_connect (drop, "drop", G_CALLBACK (drop_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drop));
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}
