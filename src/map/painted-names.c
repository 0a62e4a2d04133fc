/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "map/painted-names.h"

#include "draw/fonts.h"
#include "draw/labels.h"
#include "map/outbox.h"

#include <math.h>

#define MARGIN_PX 128  /* names are ready that far beside the view */

/* One painting: the window it covers, and for which look. */
typedef struct {
  ToposBitmap *bitmap;
  ToposWorldWindow window;
  int density;
  ToposTheme theme;
} Painting;

struct ToposPaintedNames {
  void (*news) (gpointer);
  gpointer user_data;

  ToposBaseMap *map;
  char *data_dir;
  char *language;
  GArray *covered;       /* ToposRect, only read; or NULL */
  GStrv taken;
  double letters;
  GThreadPool *writer;   /* one thread, which alone uses `fonts` */
  ToposOutbox *outbox;       /* Job that was painted */
  PangoContext *fonts;
  Painting painting;
  bool pending;
  bool stale;            /* another map or language since */
};

typedef struct {
  ToposPaintedNames *owner;
  ToposBaseMap *map;
  char *data_dir;
  char *language;
  GArray *covered;
  GStrv taken;
  double letters;
  Painting painting;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;
  g_clear_pointer (&job->painting.bitmap, topos_bitmap_free);
  topos_base_map_unref (job->map);
  g_free (job->data_dir);
  g_free (job->language);
  g_clear_pointer (&job->covered, g_array_unref);
  g_strfreev (job->taken);
  g_free (job);
}

static void
painted_cb (gpointer data, gpointer user_data)
{
  Job *job = data;
  ToposPaintedNames *self = user_data;
  self->pending = false;
  if (job->map == self->map) {
    g_clear_pointer (&self->painting.bitmap, topos_bitmap_free);
    self->painting = job->painting;
    job->painting.bitmap = NULL;
  }
  job_free (job);
  self->news (self->user_data);
}

/* What is covered, in units of the view. Returns: (transfer full). */
static GArray *
obstacles_of (const Job *job)
{
  const ToposWorldWindow *window = &job->painting.window;
  const double scale = job->painting.density, unit = window->world * scale;
  GArray *obstacles = g_array_new (FALSE, FALSE, sizeof (ToposRect));
  for (guint i = 0; job->covered && i < job->covered->len; i++) {
    const ToposRect *rect = &g_array_index (job->covered, ToposRect, i);
    const double middle = (window->left + window->width / 2.0) / window->world;
    const double turns = round (rect->x - middle);
    const ToposRect here = { (rect->x - turns) * unit - window->left * scale,
                             rect->y * unit - window->top * scale, rect->width * unit,
                             rect->height * unit };
    g_array_append_val (obstacles, here);
  }
  return obstacles;
}

static void
work (gpointer data, gpointer user_data)
{
  Job *job = data;
  const ToposWorldWindow *window = &job->painting.window;
  const double scale = job->painting.density;
  if (!job->owner->fonts)
    job->owner->fonts = topos_fonts_context_new (job->data_dir);
  const ToposBaseView view = {
    .centre = { .x = (window->left + window->width / 2.0) / window->world,
                .y = (window->top + window->height / 2.0) / window->world },
    .zoom = log2 (window->world / 256),
    .width = window->width * scale,
    .height = window->height * scale,
    .scale = scale,
    .theme = job->painting.theme,
    .language = job->language,
    .letters = job->letters,
  };
  const ToposRect bounds = { .width = view.width, .height = view.height };
  g_autoptr (GArray) obstacles = obstacles_of (job);
  g_autoptr (ToposLabels) labels =
    topos_labels_place (job->map, &view, job->owner->fonts, bounds,
                        (const ToposRect *) (const void *) obstacles->data, obstacles->len,
                        (const char *const *) job->taken);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, (int) view.width,
                                                         (int) view.height);
  cairo_t *cr = cairo_create (surface);
  topos_labels_paint (labels, cr);
  cairo_destroy (cr);
  job->painting.bitmap = topos_bitmap_new (surface, false);
  cairo_surface_destroy (surface);
  topos_outbox_push (job->owner->outbox, job);
}

/* Whether the names that are there serve the view. */
static bool
serve (const ToposPaintedNames *self, const ToposWorldWindow *window, int density,
       ToposTheme theme)
{
  const ToposWorldWindow *have = &self->painting.window;
  return !self->stale && self->painting.bitmap && have->world == window->world &&
         self->painting.density == density && self->painting.theme == theme &&
         have->left <= window->left && have->top <= window->top &&
         have->left + have->width >= window->left + window->width &&
         have->top + have->height >= window->top + window->height;
}

static void
ask (ToposPaintedNames *self, const ToposWorldWindow *window, int density, ToposTheme theme)
{
  Job *job = g_new0 (Job, 1);
  *job = (Job) {
    .owner = self,
    .map = topos_base_map_ref (self->map),
    .data_dir = g_strdup (self->data_dir),
    .language = g_strdup (self->language),
    .covered = self->covered ? g_array_ref (self->covered) : NULL,
    .taken = g_strdupv (self->taken),
    .letters = self->letters,
    .painting = {
      .window = { .world = window->world, .left = window->left - MARGIN_PX,
                  .top = window->top - MARGIN_PX, .width = window->width + 2 * MARGIN_PX,
                  .height = window->height + 2 * MARGIN_PX },
      .density = density,
      .theme = theme,
    },
  };
  self->pending = true;
  self->stale = false;
  g_thread_pool_push (self->writer, job, NULL);
}

void
topos_painted_names_draw (ToposPaintedNames *self, ToposCanvas *canvas,
                          const ToposWorldWindow *window, int density, ToposTheme theme,
                          bool rests)
{
  if (rests && self->map && !self->pending && !serve (self, window, density, theme))
    ask (self, window, density, theme);

  /* While the zoom moves, names grow and shrink with the map, within reason. */
  const ToposWorldWindow *have = &self->painting.window;
  const double stretch = have->world > 0 ? window->world / have->world : 0;
  if (!self->painting.bitmap || self->painting.theme != theme || stretch < 0.6 || stretch > 1.7)
    return;
  double left = have->left * stretch - window->left;
  /* The view may since have gone once round the world. */
  left -= round ((left + have->width * stretch / 2 - window->width / 2.0) / window->world) *
          window->world;
  topos_canvas_draw (canvas, self->painting.bitmap,
                     &GRAPHENE_RECT_INIT ((float) left,
                                          (float) (have->top * stretch - window->top),
                                          (float) (have->width * stretch),
                                          (float) (have->height * stretch)));
}

ToposPaintedNames *
topos_painted_names_new (void (*news) (gpointer), gpointer user_data)
{
  ToposPaintedNames *self = g_new0 (ToposPaintedNames, 1);
  self->news = news;
  self->user_data = user_data;
  self->outbox = topos_outbox_new (painted_cb, self);
  self->writer = g_thread_pool_new_full (work, NULL, job_free, 1, FALSE, NULL);
  return self;
}

void
topos_painted_names_close (ToposPaintedNames *self)
{
  g_thread_pool_free (self->writer, TRUE, TRUE);
  topos_outbox_free (self->outbox, job_free);
  g_clear_pointer (&self->map, topos_base_map_unref);
  g_clear_object (&self->fonts);
  g_clear_pointer (&self->painting.bitmap, topos_bitmap_free);
  g_clear_pointer (&self->covered, g_array_unref);
  g_strfreev (self->taken);
  g_free (self->data_dir);
  g_free (self->language);
  g_free (self);
}

void
topos_painted_names_set_map (ToposPaintedNames *self, ToposBaseMap *map, const char *data_dir)
{
  g_clear_pointer (&self->map, topos_base_map_unref);
  self->map = map ? topos_base_map_ref (map) : NULL;
  g_free (self->data_dir);
  self->data_dir = g_strdup (data_dir);
  g_clear_pointer (&self->painting.bitmap, topos_bitmap_free);
}

void
topos_painted_names_set_covered (ToposPaintedNames *self, GArray *covered)
{
  g_clear_pointer (&self->covered, g_array_unref);
  self->covered = covered ? g_array_ref (covered) : NULL;
  self->stale = true;
}

void
topos_painted_names_set_taken (ToposPaintedNames *self, const char *const *taken)
{
  g_strfreev (self->taken);
  self->taken = g_strdupv ((char **) taken);
  self->stale = true;
}

void
topos_painted_names_set_language (ToposPaintedNames *self, const char *language)
{
  g_free (self->language);
  self->language = g_strdup (language);
  self->stale = true;
}

void
topos_painted_names_set_letters (ToposPaintedNames *self, double letters)
{
  self->stale |= letters != self->letters;
  self->letters = letters;
}
