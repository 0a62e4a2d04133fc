/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/export-look.h"

#include "export/pages.h"

#include <string.h>

typedef struct {
  ToposExportWish *wish;
  int most;
} Question;

static void
question_free (gpointer data)
{
  topos_export_wish_free (((Question *) data)->wish);
  g_free (data);
}

void
topos_export_look_free (ToposExportLook *look)
{
  if (look == NULL)
    return;
  g_clear_object (&look->texture);
  g_strfreev (look->places);
  g_strfreev (look->sources);
  g_free (look);
}

/* Cairo's pixels, whose fourth byte means nothing, as three bytes each. */
static GdkTexture *
texture_of (cairo_surface_t *surface)
{
  const int width = cairo_image_surface_get_width (surface);
  const int height = cairo_image_surface_get_height (surface);
  const int stride = cairo_image_surface_get_stride (surface);
  guint8 *const rgb = g_malloc ((gsize) width * (gsize) height * 3);
  const guint8 *pixels;

  cairo_surface_flush (surface);
  pixels = cairo_image_surface_get_data (surface);
  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++) {
      guint32 pixel;
      guint8 *const to = rgb + ((gsize) y * (gsize) width + (gsize) x) * 3;
      memcpy (&pixel, pixels + (gsize) y * (gsize) stride + 4 * (gsize) x, 4);
      to[0] = pixel >> 16 & 0xff;
      to[1] = pixel >> 8 & 0xff;
      to[2] = pixel & 0xff;
    }
  g_autoptr (GBytes) bytes = g_bytes_new_take (rgb, (gsize) width * (gsize) height * 3);
  return gdk_memory_texture_new (width, height, GDK_MEMORY_R8G8B8, bytes, (gsize) width * 3);
}

static void
look_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Question *const question = data;
  const ToposExportJob job = topos_export_wish_job (question->wish);
  GError *error = NULL;
  g_autoptr (ToposPages) pages = topos_pages_new (&job, cancellable, &error);
  cairo_surface_t *const image
      = pages != NULL ? topos_pages_image (pages, question->most, &error) : NULL;

  if (image == NULL) {
    g_task_return_error (task, error);
    return;
  }
  ToposExportLook *const look = g_new0 (ToposExportLook, 1);
  look->texture = texture_of (image);
  look->pages = topos_pages_count (pages);
  look->report = *topos_pages_report (pages);
  look->places = topos_pages_places (pages);
  look->sources = topos_pages_sources (pages);
  cairo_surface_destroy (image);
  g_task_return_pointer (task, look, (GDestroyNotify) topos_export_look_free);
}

void
topos_export_look_ask (gpointer owner, ToposExportWish *wish, int most, GCancellable *cancellable,
                       GAsyncReadyCallback done, gpointer data)
{
  g_autoptr (GTask) task = g_task_new (owner, cancellable, done, data);
  Question *const question = g_new0 (Question, 1);

  *question = (Question){ wish, most };
  g_task_set_task_data (task, question, question_free);
  g_task_run_in_thread (task, look_thread);
}

ToposExportLook *
topos_export_look_answer (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
