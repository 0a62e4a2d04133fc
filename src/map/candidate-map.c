/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "map/candidate-map.h"

#include "draw/fonts.h"
#include "draw/labels.h"
#include "draw/symbols.h"
#include "map/look.h"

#include <glib/gi18n.h>
#include <math.h>

#define HEIGHT_PX 120
#define DISC_PX 10
#define MARGIN_PX 26
#define DEEPEST_ZOOM 6.5
#define MOST 9

struct _ToposCandidateMap {
  GtkWidget parent_instance;
  char *base_map;
  char *data_dir;
  ToposPoint points[MOST];
  int n;
  int now;
  int lit;
  gboolean dark, contrast;
  ToposBaseView view;
  double x[MOST], y[MOST];      /* where the points lie, and where their discs stand, which do not */
  double disc_x[MOST], disc_y[MOST];  /* lie over each other */
  cairo_surface_t *painted;     /* the map beneath, or NULL until it is */
  GCancellable *painting;
};

G_DEFINE_FINAL_TYPE (ToposCandidateMap, topos_candidate_map, GTK_TYPE_WIDGET)

enum { PROP_DARK = 1, PROP_CONTRAST, PROP_LIT, N_PROPERTIES };

static GParamSpec *properties[N_PROPERTIES];
static guint chosen_signal;

/* ---------------------------------------------------------------------- the map beneath */

typedef struct {
  char *base_map;
  char *data_dir;
  ToposBaseView view;
  int density;
  ToposRect discs[MOST];
  int n_discs;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_free (job->base_map);
  g_free (job->data_dir);
  g_free (job);
}

static void
paint_job (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Job *job = data;
  g_autoptr (ToposBaseMap) map = topos_base_map_new (job->base_map, NULL);
  const ToposRect bounds = { 0, 0, job->view.width, job->view.height };

  if (map == NULL) {  /* a plain ground is shown instead */
    g_task_return_pointer (task, NULL, NULL);
    return;
  }
  cairo_surface_t *surface = cairo_image_surface_create (
      CAIRO_FORMAT_RGB24, (int) ceil (job->view.width * job->density),
      (int) ceil (job->view.height * job->density));
  PangoContext *fonts = topos_fonts_context_new (job->data_dir);
  g_autoptr (ToposLabels) labels = topos_labels_place (map, &job->view, fonts, bounds, job->discs,
                                                       (size_t) job->n_discs, NULL);
  cairo_t *cr = cairo_create (surface);
  cairo_scale (cr, job->density, job->density);
  topos_base_map_paint (map, cr, &job->view);
  topos_labels_paint (labels, cr);
  cairo_destroy (cr);
  g_object_unref (fonts);
  g_task_return_pointer (task, surface, (GDestroyNotify) cairo_surface_destroy);
}

static void
painted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  ToposCandidateMap *self = TOPOS_CANDIDATE_MAP (source);
  g_autoptr (GError) error = NULL;
  cairo_surface_t *surface = g_task_propagate_pointer (G_TASK (result), &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_pointer (&self->painted, cairo_surface_destroy);
  self->painted = surface;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
stop_painting (ToposCandidateMap *self)
{
  g_cancellable_cancel (self->painting);
  g_clear_object (&self->painting);
}

static void
paint (ToposCandidateMap *self)
{
  stop_painting (self);
  if (self->base_map == NULL || self->view.width < 1)
    return;
  self->painting = g_cancellable_new ();
  g_autoptr (GTask) task = g_task_new (self, self->painting, painted_cb, NULL);
  Job *job = g_new0 (Job, 1);
  *job = (Job){ .base_map = g_strdup (self->base_map), .data_dir = g_strdup (self->data_dir),
                .view = self->view,
                .density = gtk_widget_get_scale_factor (GTK_WIDGET (self)) };
  for (int i = 0; i < self->n; i++)
    if (topos_point_is_valid (self->points[i]))
      job->discs[job->n_discs++] = (ToposRect){ self->disc_x[i] - DISC_PX, self->disc_y[i] - DISC_PX,
                                                2 * DISC_PX, 2 * DISC_PX };
  g_task_set_task_data (task, job, job_free);
  g_task_set_return_on_cancel (task, TRUE);
  g_task_run_in_thread (task, paint_job);
}

/* ------------------------------------------------------------------ where the points lie */

/* The zoom at which all points lie within the margins. */
static double
fitting_zoom (ToposMercator least, ToposMercator most, double width, double height)
{
  const double wide = MAX (most.x - least.x, 1e-9), high = MAX (most.y - least.y, 1e-9);
  const double across = (width - 2 * MARGIN_PX) / (256 * wide);
  const double down = (height - 2 * MARGIN_PX) / (256 * high);
  const double widest = log2 (MAX (width, height) / 256);

  return CLAMP (log2 (MAX (MIN (across, down), 1e-6)), MAX (widest, 0), DEEPEST_ZOOM);
}

/* Puts the disc of a point where no disc of an earlier one stands: on it, else round it. */
static void
place_disc (ToposCandidateMap *self, int index)
{
  const double apart = 2 * DISC_PX + 6;  /* the one that stands is larger */

  for (int try = 0; try < 49; try++) {
    const double reach = apart * ((try + 7) / 8), turn = G_PI / 4 * try;
    const double x = CLAMP (self->x[index] + reach * cos (turn), DISC_PX + 2, self->view.width - DISC_PX - 2);
    const double y = CLAMP (self->y[index] + reach * sin (turn), DISC_PX + 2, self->view.height - DISC_PX - 2);
    bool free = true;
    for (int i = 0; i < index && free; i++)
      free = !topos_point_is_valid (self->points[i])
             || hypot (self->disc_x[i] - x, self->disc_y[i] - y) >= apart;
    self->disc_x[index] = x;
    self->disc_y[index] = y;
    if (free)
      return;
  }
}

static void
fit (ToposCandidateMap *self)
{
  const double width = gtk_widget_get_width (GTK_WIDGET (self));
  const double height = gtk_widget_get_height (GTK_WIDGET (self));
  ToposMercator least = { 1, 1 }, most = { 0, 0 };

  g_clear_pointer (&self->painted, cairo_surface_destroy);
  for (int i = 0; i < self->n; i++)
    if (topos_point_is_valid (self->points[i])) {
      const ToposMercator at = topos_mercator_from_point (self->points[i]);
      least = (ToposMercator){ MIN (least.x, at.x), MIN (least.y, at.y) };
      most = (ToposMercator){ MAX (most.x, at.x), MAX (most.y, at.y) };
    }
  const ToposMercator middle = { (least.x + most.x) / 2, (least.y + most.y) / 2 };
  self->view = (ToposBaseView){ .centre = middle, .width = width, .height = height, .scale = 1,
                                .zoom = fitting_zoom (least, most, width, height),
                                .theme = topos_look_theme (self->dark, self->contrast) };
  for (int i = 0; i < self->n; i++)
    if (topos_point_is_valid (self->points[i])) {
      topos_base_view_place (&self->view, topos_mercator_from_point (self->points[i]), &self->x[i], &self->y[i]);
      place_disc (self, i);
    }
  paint (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* The point whose disc is nearest to a spot, or -1 when none is near. */
static int
point_at (ToposCandidateMap *self, double x, double y)
{
  int found = -1;
  double nearest = DISC_PX + 4;

  for (int i = 0; i < self->n; i++) {
    const double away = hypot (self->disc_x[i] - x, self->disc_y[i] - y);
    if (topos_point_is_valid (self->points[i]) && away < nearest) {
      nearest = away;
      found = i;
    }
  }
  return found;
}

/* ------------------------------------------------------------------- pointer and keys */

static void
set_lit (ToposCandidateMap *self, int lit)
{
  if (self->lit == lit)
    return;
  self->lit = lit;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LIT]);
}

static void
motion_cb (GtkEventControllerMotion *motion, double x, double y, ToposCandidateMap *self)
{
  const int found = point_at (self, x, y);

  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), found >= 0 ? "pointer" : NULL);
  set_lit (self, found);
}

static void
leave_cb (GtkEventControllerMotion *motion, ToposCandidateMap *self)
{
  set_lit (self, -1);
}

static void
released_cb (GtkGestureClick *click, int n_press, double x, double y, ToposCandidateMap *self)
{
  const int found = point_at (self, x, y);

  if (found >= 0)
    g_signal_emit (self, chosen_signal, 0, found);
}

/* The next point with a disc, round and round. */
static void
step (ToposCandidateMap *self, int by)
{
  for (int tried = 0, at = self->lit; tried < self->n; tried++) {
    at = at < 0 ? (by > 0 ? 0 : self->n - 1) : (at + by + self->n) % self->n;
    if (topos_point_is_valid (self->points[at])) {
      set_lit (self, at);
      return;
    }
  }
}

static gboolean
key_cb (GtkEventControllerKey *keys, guint key, guint code, GdkModifierType state,
        ToposCandidateMap *self)
{
  switch (key) {
  case GDK_KEY_Right: case GDK_KEY_Down: step (self, 1); return GDK_EVENT_STOP;
  case GDK_KEY_Left: case GDK_KEY_Up: step (self, -1); return GDK_EVENT_STOP;
  case GDK_KEY_Return: case GDK_KEY_KP_Enter: case GDK_KEY_space:
    if (self->lit >= 0)
      g_signal_emit (self, chosen_signal, 0, self->lit);
    return GDK_EVENT_STOP;
  default: return GDK_EVENT_PROPAGATE;
  }
}

/* -------------------------------------------------------------------------- the widget */

static void
draw_discs (ToposCandidateMap *self, cairo_t *cr)
{
  PangoContext *fonts = gtk_widget_get_pango_context (GTK_WIDGET (self));

  for (int i = self->n - 1; i >= 0; i--) {
    const ToposSymbolState state = i == self->lit   ? TOPOS_SYMBOL_HOVERED
                                   : i == self->now ? TOPOS_SYMBOL_SELECTED
                                                    : TOPOS_SYMBOL_PLAIN;
    char number[2] = { (char) ('1' + i), '\0' };

    if (!topos_point_is_valid (self->points[i]))
      continue;
    if (hypot (self->disc_x[i] - self->x[i], self->disc_y[i] - self->y[i]) > DISC_PX) {
      topos_pen_set (cr, self->view.theme, TOPOS_PEN_TEXT, 0.8);
      cairo_set_line_width (cr, 1);
      cairo_move_to (cr, self->x[i], self->y[i]);
      cairo_line_to (cr, self->disc_x[i], self->disc_y[i]);
      cairo_stroke (cr);
      cairo_arc (cr, self->x[i], self->y[i], 2.5, 0, 2 * G_PI);
      cairo_fill (cr);
    }
    topos_symbol_paint (cr, fonts, self->disc_x[i], self->disc_y[i], TOPOS_SYMBOL_CLUSTER,
                        i == self->lit ? DISC_PX + 2 : DISC_PX, number, state, self->view.theme);
  }
}

static void
topos_candidate_map_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  ToposCandidateMap *self = TOPOS_CANDIDATE_MAP (widget);
  const float width = (float) gtk_widget_get_width (widget);
  const float height = (float) gtk_widget_get_height (widget);
  cairo_t *cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, width, height));

  if (self->painted != NULL) {
    const int density = gtk_widget_get_scale_factor (widget);
    cairo_save (cr);
    cairo_scale (cr, 1.0 / density, 1.0 / density);
    cairo_set_source_surface (cr, self->painted, 0, 0);
    cairo_paint (cr);
    cairo_restore (cr);
  } else {
    topos_pen_set (cr, self->view.theme, TOPOS_PEN_LAND, 1);
    cairo_paint (cr);
  }
  draw_discs (self, cr);
  cairo_destroy (cr);
}

static void
topos_candidate_map_measure (GtkWidget *widget, GtkOrientation orientation, int for_size,
                             int *minimum, int *natural, int *minimum_baseline,
                             int *natural_baseline)
{
  *minimum = *natural = orientation == GTK_ORIENTATION_VERTICAL ? HEIGHT_PX : 200;
  *minimum_baseline = *natural_baseline = -1;
}

static void
topos_candidate_map_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  ToposCandidateMap *self = TOPOS_CANDIDATE_MAP (widget);

  if (self->view.width != width || self->view.height != height)
    fit (self);
}

static void
topos_candidate_map_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  ToposCandidateMap *self = TOPOS_CANDIDATE_MAP (object);

  switch (id) {
  case PROP_DARK: g_value_set_boolean (value, self->dark); break;
  case PROP_CONTRAST: g_value_set_boolean (value, self->contrast); break;
  case PROP_LIT: g_value_set_int (value, self->lit); break;
  default: G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
topos_candidate_map_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  ToposCandidateMap *self = TOPOS_CANDIDATE_MAP (object);

  switch (id) {
  case PROP_DARK:
    self->dark = g_value_get_boolean (value);
    fit (self);
    break;
  case PROP_CONTRAST:
    self->contrast = g_value_get_boolean (value);
    fit (self);
    break;
  case PROP_LIT: set_lit (self, g_value_get_int (value)); break;
  default: G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
topos_candidate_map_dispose (GObject *object)
{
  ToposCandidateMap *self = TOPOS_CANDIDATE_MAP (object);

  stop_painting (self);
  g_clear_pointer (&self->painted, cairo_surface_destroy);
  g_clear_pointer (&self->base_map, g_free);
  g_clear_pointer (&self->data_dir, g_free);
  G_OBJECT_CLASS (topos_candidate_map_parent_class)->dispose (object);
}

static void
topos_candidate_map_class_init (ToposCandidateMapClass *class)
{
  const GParamFlags given = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  object_class->get_property = topos_candidate_map_get_property;
  object_class->set_property = topos_candidate_map_set_property;
  object_class->dispose = topos_candidate_map_dispose;
  widget_class->snapshot = topos_candidate_map_snapshot;
  widget_class->measure = topos_candidate_map_measure;
  widget_class->size_allocate = topos_candidate_map_size_allocate;
  properties[PROP_DARK] = g_param_spec_boolean ("dark", NULL, NULL, FALSE, given);
  properties[PROP_CONTRAST] = g_param_spec_boolean ("contrast", NULL, NULL, FALSE, given);
  properties[PROP_LIT] = g_param_spec_int ("lit", NULL, NULL, -1, MOST - 1, -1,
                                           given | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
  chosen_signal = g_signal_new ("chosen", TOPOS_TYPE_CANDIDATE_MAP, G_SIGNAL_RUN_LAST, 0, NULL,
                                NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT);
  gtk_widget_class_set_css_name (widget_class, "candidatemap");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
topos_candidate_map_init (ToposCandidateMap *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GtkGesture *click = gtk_gesture_click_new ();
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->lit = self->now = -1;
  g_signal_connect (click, "released", G_CALLBACK (released_cb), self);
  g_signal_connect (motion, "motion", G_CALLBACK (motion_cb), self);
  g_signal_connect (motion, "leave", G_CALLBACK (leave_cb), self);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_cb), self);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (click));
  gtk_widget_add_controller (widget, motion);
  gtk_widget_add_controller (widget, keys);
  gtk_widget_set_focusable (widget, TRUE);
  gtk_widget_set_overflow (widget, GTK_OVERFLOW_HIDDEN);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Map of the candidates"), -1);
}

void
topos_candidate_map_set_folders (ToposCandidateMap *self, const char *base_map,
                                 const char *data_dir)
{
  g_free (self->base_map);
  g_free (self->data_dir);
  self->base_map = g_strdup (base_map);
  self->data_dir = g_strdup (data_dir);
}

void
topos_candidate_map_set_points (ToposCandidateMap *self, const ToposPoint *points, int n, int now)
{
  bool any = false;

  self->n = MIN (n, MOST);
  for (int i = 0; i < self->n; i++) {
    self->points[i] = points[i];
    any = any || topos_point_is_valid (points[i]);
  }
  self->now = now;
  self->lit = -1;
  gtk_widget_set_visible (GTK_WIDGET (self), any);
  if (gtk_widget_get_width (GTK_WIDGET (self)) > 0)
    fit (self);
}
