/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/file-choice.h"

/* Kept by the chooser until it answers. */
typedef struct {
  ToposFilesChosen chosen;
} Choice;

static void
response_cb (GtkNativeDialog *dialog, int response, GtkWindow *parent)
{
  const Choice *choice = g_object_get_data (G_OBJECT (dialog), "topos-choice");
  g_autoptr (GListModel) files = gtk_file_chooser_get_files (GTK_FILE_CHOOSER (dialog));
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0, n = g_list_model_get_n_items (files); i < n; i++) {
    g_autoptr (GFile) file = g_list_model_get_item (files, i);
    char *path = g_file_get_path (file);
    if (path != NULL)
      g_ptr_array_add (paths, path);
  }
  const bool any = paths->len > 0;
  g_ptr_array_add (paths, NULL);
  if (response == GTK_RESPONSE_ACCEPT && any)
    choice->chosen (parent, (const char *const *) paths->pdata);
  gtk_native_dialog_destroy (dialog);
  g_object_unref (dialog);
}

GtkFileChooserNative *
topos_file_choice_new (GtkWindow *parent, const char *title, GtkFileChooserAction action,
                       const char *accept, ToposFilesChosen chosen)
{
  GtkFileChooserNative *dialog = gtk_file_chooser_native_new (title, parent, action, accept, NULL);
  Choice *choice = g_new (Choice, 1);

  choice->chosen = chosen;
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  g_object_set_data_full (G_OBJECT (dialog), "topos-choice", choice, g_free);
  g_signal_connect_object (dialog, "response", G_CALLBACK (response_cb), parent, 0);
  return dialog;
}
