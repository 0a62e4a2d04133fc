/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/export-print.h"

#include "export/pages.h"

#define POINTS 0.75  /* in 1/96 inch */

typedef struct {
  ToposExportWish *wish;
  char *path;
  ToposPrinted printed;
} Printing;

static void
printing_free (gpointer data)
{
  Printing *const self = data;

  topos_export_wish_free (self->wish);
  g_free (self->path);
  g_free (self);
}

/* The margins are the sheet's own, so it fills what the printer can reach. */
static void
begin_cb (GtkPrintOperation *operation, GtkPrintContext *context, ToposPages *pages)
{
  topos_pages_resize (pages, gtk_print_context_get_width (context) / POINTS,
                      gtk_print_context_get_height (context) / POINTS);
  gtk_print_operation_set_n_pages (operation, topos_pages_count (pages));
}

static void
draw_cb (GtkPrintOperation *operation, GtkPrintContext *context, int page, ToposPages *pages)
{
  topos_pages_paint (pages, page, gtk_print_context_get_cairo_context (context), POINTS);
}

static void
done_cb (GtkPrintOperation *operation, GtkPrintOperationResult result, const Printing *printing)
{
  GtkWindow *const parent = g_object_get_data (G_OBJECT (operation), "parent");
  g_autoptr (GError) error = NULL;

  if (result == GTK_PRINT_OPERATION_RESULT_ERROR)
    gtk_print_operation_get_error (operation, &error);
  if (parent != NULL && result != GTK_PRINT_OPERATION_RESULT_CANCEL)
    printing->printed (parent, error);
}

static void
run_operation (GtkWindow *parent, ToposPages *pages, Printing *printing)
{
  g_autoptr (GtkPrintOperation) operation = gtk_print_operation_new ();
  g_autoptr (GtkPageSetup) setup = gtk_page_setup_new ();
  const bool wide = topos_pages_width (pages) > topos_pages_height (pages);
  g_autoptr (GError) error = NULL;

  gtk_page_setup_set_orientation (setup, wide ? GTK_PAGE_ORIENTATION_LANDSCAPE
                                              : GTK_PAGE_ORIENTATION_PORTRAIT);
  gtk_print_operation_set_default_page_setup (operation, setup);
  gtk_print_operation_set_unit (operation, GTK_UNIT_POINTS);
  gtk_print_operation_set_embed_page_setup (operation, TRUE);
  gtk_print_operation_set_allow_async (operation, TRUE);
  g_object_set_data_full (G_OBJECT (operation), "pages", pages,
                          (GDestroyNotify)topos_pages_free);
  g_object_set_data_full (G_OBJECT (operation), "printing", printing, printing_free);
  g_object_set_data_full (G_OBJECT (operation), "parent", g_object_ref (parent), g_object_unref);
  g_signal_connect (operation, "begin-print", G_CALLBACK (begin_cb), pages);
  g_signal_connect (operation, "draw-page", G_CALLBACK (draw_cb), pages);
  g_signal_connect (operation, "done", G_CALLBACK (done_cb), printing);
  if (printing->path != NULL)
    gtk_print_operation_set_export_filename (operation, printing->path);
  if (gtk_print_operation_run (operation,
                               printing->path != NULL ? GTK_PRINT_OPERATION_ACTION_EXPORT
                                                      : GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG,
                               parent, &error) == GTK_PRINT_OPERATION_RESULT_ERROR)
    printing->printed (parent, error);
}

static void
pages_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Printing *const printing = data;
  const ToposExportJob job = topos_export_wish_job (printing->wish);
  GError *error = NULL;
  ToposPages *const pages = topos_pages_new (&job, cancellable, &error);

  if (pages != NULL)
    g_task_return_pointer (task, pages, (GDestroyNotify) topos_pages_free);
  else
    g_task_return_error (task, error);
}

static void
pages_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Printing *const printing = data;
  g_autoptr (GError) error = NULL;
  ToposPages *const pages = g_task_propagate_pointer (G_TASK (result), &error);

  if (pages != NULL) {
    run_operation (GTK_WINDOW (source), pages, printing);
    return;
  }
  printing->printed (GTK_WINDOW (source), error);
  printing_free (printing);
}

void
topos_export_print (GtkWindow *parent, ToposExportWish *wish, const char *path,
                    ToposPrinted printed)
{
  Printing *const printing = g_new0 (Printing, 1);
  g_autoptr (GTask) task = g_task_new (parent, NULL, pages_cb, printing);

  *printing = (Printing){ wish, g_strdup (path), printed };
  g_task_set_task_data (task, printing, NULL);
  g_task_run_in_thread (task, pages_thread);
}
