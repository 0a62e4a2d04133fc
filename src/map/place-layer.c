/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "map/place-private.h"

#include "core/view.h"
#include "draw/fit.h"
#include "draw/fonts.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

G_DEFINE_FINAL_TYPE (ToposPlaceLayer, topos_place_layer, SHUMATE_TYPE_LAYER)

enum {
  PROP_PLACE = 1,
  PROP_HOVERED,
  PROP_DARK,
  PROP_CONTRAST,
  PROP_PINS,
  PROP_NAMES,
  PROP_COVERED,
  PROP_VISIBLE_PLACES,
  PROP_SUMMARY,
  N_PROPS
};

static GParamSpec *props[N_PROPS];
static guint chosen_signal;

/* ------------------------------------------------------------------------- what is told */

void
topos_place_hover (ToposPlaceLayer *self, ToposPlaceId hovered)
{
  if (self->hovered == hovered)
    return;
  self->hovered = hovered;
  self->stale = true;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_HOVERED]);
}

void
topos_place_select (ToposPlaceLayer *self, ToposPlaceId place)
{
  if (self->place == place)
    return;
  self->place = place;
  self->stale = true;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_PLACE]);
}

void
topos_place_choose (ToposPlaceLayer *self, ToposPlaceId place)
{
  topos_place_select (self, place);
  g_signal_emit (self, chosen_signal, 0, place);
}

/* The view in a sentence, for screen readers. */
static char *
summary_of (const ToposPlaceLayer *self, guint in_view)
{
  if (self->n == 0)
    return g_strdup (_("Map without places"));
  if (in_view == 0)
    return g_strdup_printf (ngettext ("Map; its %d place lies outside the view",
                                      "Map; its %d places lie outside the view", self->n),
                            (int) self->n);
  return g_strdup_printf (ngettext ("Map with %u of %d place in view",
                                    "Map with %u of %d places in view", self->n),
                          in_view, (int) self->n);
}

void
topos_place_tell_summary (ToposPlaceLayer *self, guint in_view)
{
  g_autofree char *summary = summary_of (self, in_view);

  if (g_strcmp0 (summary, self->summary) == 0)
    return;
  g_free (self->summary);
  self->summary = g_steal_pointer (&summary);
  self->visible_places = in_view;
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  self->summary, -1);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_SUMMARY]);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_VISIBLE_PLACES]);
}

/* A rectangle of the widget in units of the world's width. */
static ToposRect
in_world (const ToposPlaceView *view, ToposRect r)
{
  return (ToposRect){ view->middle.x + (r.x - view->width / 2.0) / view->world_px,
                      view->middle.y + (r.y - view->height / 2.0) / view->world_px,
                      r.width / view->world_px, r.height / view->world_px };
}

/* Says what lies over the map now, for those who draw beneath. */
void
topos_place_tell_covered (ToposPlaceLayer *self)
{
  g_autoptr (GArray) covered = g_array_new (FALSE, FALSE, sizeof (ToposRect));
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  const guint size = sizeof (ToposRect);

  for (guint i = 0; i < self->items->len && self->view.rotation == 0; i++) {
    const ToposPlaceItem *const item = &g_array_index (self->items, ToposPlaceItem, i);
    const ToposCallout *const c = &g_array_index (self->callouts, ToposCallout, i);
    const double r = item->radius;
    const ToposRect symbol
        = in_world (&self->view, (ToposRect){ item->x - r, item->y - r, 2 * r, 2 * r });
    const ToposRect text
        = in_world (&self->view, (ToposRect){ c->text.x - 4, c->text.y, c->text.width + 8,
                                              c->text.height });
    if (!item->banner || !c->placed)
      g_array_append_val (covered, symbol);
    if (c->placed)
      g_array_append_val (covered, text);
    if (c->placed || item->n == 1)
      g_strv_builder_add (names, self->markers[item->marker].name);
  }
  g_auto (GStrv) list = g_strv_builder_end (names);
  if (self->shown_names != NULL && self->covered != NULL
      && g_strv_equal ((const char *const *) list, (const char *const *) self->shown_names)
      && covered->len == self->covered->len
      && (covered->len == 0
          || memcmp (covered->data, self->covered->data, (gsize) size * covered->len) == 0))
    return;
  g_strfreev (self->shown_names);
  g_clear_pointer (&self->covered, g_array_unref);
  self->shown_names = g_steal_pointer (&list);
  self->covered = g_steal_pointer (&covered);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_COVERED]);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_NAMES]);
}

/* ------------------------------------------------------------------------------ the object */

static void
view_changed_cb (ToposPlaceLayer *self)
{
  gtk_widget_queue_draw (GTK_WIDGET (self));
  topos_place_wait_for_rest (self);
}

/* The letters' size that the user wishes for, against the usual. */
static void
text_scale_cb (ToposPlaceLayer *self)
{
  const double scale = topos_look_text_scale (GTK_WIDGET (self));

  if (scale == self->text_scale)
    return;
  self->text_scale = scale;
  self->stale = true;
  g_hash_table_remove_all (self->sprites);
  view_changed_cb (self);
}

static void
topos_place_layer_root (GtkWidget *widget)
{
  ToposPlaceLayer *const self = TOPOS_PLACE_LAYER (widget);

  GTK_WIDGET_CLASS (topos_place_layer_parent_class)->root (widget);
  topos_place_listen (self);
  self->settings_id = g_signal_connect_swapped (gtk_widget_get_settings (widget), "notify::gtk-xft-dpi",
                                                G_CALLBACK (text_scale_cb), self);
  text_scale_cb (self);
}

static void
topos_place_layer_unroot (GtkWidget *widget)
{
  ToposPlaceLayer *const self = TOPOS_PLACE_LAYER (widget);

  g_clear_handle_id (&self->rest_id, g_source_remove);
  g_clear_signal_handler (&self->settings_id, gtk_widget_get_settings (widget));
  topos_place_unlisten (self);
  GTK_WIDGET_CLASS (topos_place_layer_parent_class)->unroot (widget);
}

static void
clear_places (ToposPlaceLayer *self)
{
  g_clear_pointer (&self->index, topos_cluster_index_free);
  g_clear_pointer (&self->markers, g_free);
  g_clear_pointer (&self->points, g_free);
  g_clear_pointer (&self->areas, g_free);
  g_string_chunk_clear (self->names);
  g_hash_table_remove_all (self->by_id);
  g_array_set_size (self->items, 0);
  g_array_set_size (self->callouts, 0);
  self->n = self->n_points = self->n_areas = 0;
}

static int
more_passages (const void *a, const void *b, void *data)
{
  const ToposMarker *const markers = data;
  const ToposMarker *const one = &markers[*(const uint32_t *) a];
  const ToposMarker *const two = &markers[*(const uint32_t *) b];

  if (one->passages != two->passages)
    return one->passages > two->passages ? -1 : 1;
  return one->id < two->id ? -1 : one->id > two->id;
}

static void
index_points (ToposPlaceLayer *self)
{
  g_autofree ToposMercator *at = g_new (ToposMercator, self->n_points + 1);
  g_autofree uint32_t *weights = g_new (uint32_t, self->n_points + 1);

  for (size_t i = 0; i < self->n_points; i++) {
    const ToposMarker *const marker = &self->markers[self->points[i]];
    at[i] = topos_mercator_from_point (marker->point);
    weights[i] = MAX (marker->passages, 1);
  }
  self->index = topos_cluster_index_new (at, weights, self->n_points);
}

void
topos_place_layer_set_places (ToposPlaceLayer *self, const ToposMarker *places, size_t n)
{
  g_return_if_fail (TOPOS_IS_PLACE_LAYER (self));

  clear_places (self);
  topos_place_motion_stop (self->motion);
  self->n = n;
  self->markers = g_new (ToposMarker, n + 1);
  self->points = g_new (uint32_t, n + 1);
  self->areas = g_new (uint32_t, n + 1);
  for (size_t i = 0; i < n; i++) {
    ToposMarker *const marker = &self->markers[i];
    *marker = places[i];
    marker->name = g_string_chunk_insert (self->names, places[i].name);
    g_hash_table_insert (self->by_id, &marker->id, GUINT_TO_POINTER (i + 1));
    if (topos_place_kind_is_area (marker->kind) && marker->radius_km > 0)
      self->areas[self->n_areas++] = i;
    else
      self->points[self->n_points++] = i;
  }
  g_qsort_with_data (self->areas, (int) self->n_areas, sizeof *self->areas, more_passages,
                     self->markers);
  index_points (self);
  self->stale = true;
  for (int i = 0; i < TOPOS_PLACE_POOL; i++)
    topos_place_assign_button (self, i, -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  topos_place_wait_for_rest (self);
}

void
topos_place_layer_set_outlines (ToposPlaceLayer *self, ToposOutlines *outlines)
{
  g_return_if_fail (TOPOS_IS_PLACE_LAYER (self));

  g_clear_pointer (&self->outlines, topos_outlines_unref);
  self->outlines = outlines != NULL ? topos_outlines_ref (outlines) : NULL;
  g_hash_table_remove_all (self->areas_outlined);
  g_hash_table_remove_all (self->pictures);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
set_pins (ToposPlaceLayer *self, GArray *pins)
{
  const guint n = pins != NULL ? pins->len : 0;
  g_autofree ToposMarker *markers = g_new (ToposMarker, n + 1);

  for (guint i = 0; i < n; i++) {
    const ToposPin *const pin = &g_array_index (pins, ToposPin, i);
    markers[i] = (ToposMarker){ .id = pin->id, .name = pin->name, .point = pin->point,
                                .kind = pin->kind, .standing = pin->standing,
                                .radius_km = pin->radius_km, .passages = pin->passages,
                                .rank = pin->rank };
  }
  topos_place_layer_set_places (self, markers, n);
}

static void
topos_place_layer_constructed (GObject *object)
{
  ToposPlaceLayer *const self = TOPOS_PLACE_LAYER (object);
  ShumateViewport *const viewport = shumate_layer_get_viewport (SHUMATE_LAYER (self));
  static const char *const watched[]
      = { "notify::latitude", "notify::longitude", "notify::zoom-level", "notify::rotation",
          "notify::reference-map-source" };

  G_OBJECT_CLASS (topos_place_layer_parent_class)->constructed (object);
  for (size_t i = 0; i < G_N_ELEMENTS (watched); i++)
    g_signal_connect_object (viewport, watched[i], G_CALLBACK (view_changed_cb), self,
                             G_CONNECT_SWAPPED);
}

static void
topos_place_layer_dispose (GObject *object)
{
  ToposPlaceLayer *const self = TOPOS_PLACE_LAYER (object);

  g_clear_handle_id (&self->rest_id, g_source_remove);
  for (int i = 0; i < TOPOS_PLACE_POOL; i++)
    g_clear_pointer (&self->pool[i], gtk_widget_unparent);
  G_OBJECT_CLASS (topos_place_layer_parent_class)->dispose (object);
}

static void
topos_place_layer_finalize (GObject *object)
{
  ToposPlaceLayer *const self = TOPOS_PLACE_LAYER (object);

  clear_places (self);
  g_string_chunk_free (self->names);
  g_hash_table_unref (self->by_id);
  topos_place_motion_free (self->motion);
  g_hash_table_unref (self->sprites);
  g_hash_table_unref (self->pictures);
  g_hash_table_unref (self->areas_outlined);
  g_clear_pointer (&self->outlines, topos_outlines_unref);
  g_array_unref (self->items);
  g_array_unref (self->callouts);
  g_object_unref (self->fonts);
  g_free (self->summary);
  g_strfreev (self->shown_names);
  g_clear_pointer (&self->covered, g_array_unref);
  G_OBJECT_CLASS (topos_place_layer_parent_class)->finalize (object);
}

static void
topos_place_layer_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  ToposPlaceLayer *const self = TOPOS_PLACE_LAYER (object);

  switch (id) {
  case PROP_PLACE:
    g_value_set_uint64 (value, self->place);
    break;
  case PROP_HOVERED:
    g_value_set_uint64 (value, self->hovered);
    break;
  case PROP_DARK:
    g_value_set_boolean (value, self->dark);
    break;
  case PROP_CONTRAST:
    g_value_set_boolean (value, self->contrast);
    break;
  case PROP_NAMES:
    g_value_set_boxed (value, self->shown_names);
    break;
  case PROP_COVERED:
    g_value_set_boxed (value, self->covered);
    break;
  case PROP_VISIBLE_PLACES:
    g_value_set_int (value, self->visible_places);
    break;
  case PROP_SUMMARY:
    g_value_set_string (value, self->summary);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
set_flag (ToposPlaceLayer *self, bool *flag, bool value, GParamSpec *pspec)
{
  if (*flag == value)
    return;
  *flag = value;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), pspec);
}

static void
topos_place_layer_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  ToposPlaceLayer *const self = TOPOS_PLACE_LAYER (object);

  switch (id) {
  case PROP_PLACE:
    topos_place_select (self, g_value_get_uint64 (value));
    break;
  case PROP_HOVERED:
    topos_place_hover (self, g_value_get_uint64 (value));
    break;
  case PROP_DARK:
    set_flag (self, &self->dark, g_value_get_boolean (value), pspec);
    break;
  case PROP_CONTRAST:
    set_flag (self, &self->contrast, g_value_get_boolean (value), pspec);
    break;
  case PROP_PINS:
    set_pins (self, g_value_get_boxed (value));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
topos_place_layer_class_init (ToposPlaceLayerClass *class)
{
  GObjectClass *const object = G_OBJECT_CLASS (class);
  GtkWidgetClass *const widget = GTK_WIDGET_CLASS (class);
  const GParamFlags both = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;
  const GParamFlags read = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object->constructed = topos_place_layer_constructed;
  object->dispose = topos_place_layer_dispose;
  object->finalize = topos_place_layer_finalize;
  object->get_property = topos_place_layer_get_property;
  object->set_property = topos_place_layer_set_property;
  widget->snapshot = topos_place_snapshot;
  widget->size_allocate = topos_place_size_allocate;
  widget->root = topos_place_layer_root;
  widget->unroot = topos_place_layer_unroot;
  props[PROP_PLACE] = g_param_spec_uint64 ("place", NULL, NULL, 0, G_MAXUINT64, 0, both);
  props[PROP_HOVERED] = g_param_spec_uint64 ("hovered", NULL, NULL, 0, G_MAXUINT64, 0, both);
  props[PROP_DARK] = g_param_spec_boolean ("dark", NULL, NULL, FALSE, both);
  props[PROP_CONTRAST] = g_param_spec_boolean ("contrast", NULL, NULL, FALSE, both);
  props[PROP_PINS] = g_param_spec_boxed ("pins", NULL, NULL, G_TYPE_ARRAY,
                                         G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS);
  props[PROP_NAMES] = g_param_spec_boxed ("names", NULL, NULL, G_TYPE_STRV, read);
  props[PROP_COVERED] = g_param_spec_boxed ("covered", NULL, NULL, G_TYPE_ARRAY, read);
  props[PROP_VISIBLE_PLACES]
      = g_param_spec_int ("visible-places", NULL, NULL, 0, G_MAXINT, 0, read);
  props[PROP_SUMMARY] = g_param_spec_string ("summary", NULL, NULL, NULL, read);
  g_object_class_install_properties (object, N_PROPS, props);
  chosen_signal = g_signal_new ("chosen", TOPOS_TYPE_PLACE_LAYER, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 1, G_TYPE_UINT64);
  gtk_widget_class_set_css_name (widget, "place-layer");
  gtk_widget_class_set_accessible_role (widget, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
topos_place_layer_init (ToposPlaceLayer *self)
{
  self->names = g_string_chunk_new (4096);
  self->by_id = g_hash_table_new (g_int64_hash, g_int64_equal);
  self->sprites
      = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) topos_sprite_free);
  self->pictures
      = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) topos_place_picture_free);
  self->areas_outlined = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free,
                                                (GDestroyNotify) topos_outline_free);
  self->items = g_array_new (FALSE, TRUE, sizeof (ToposPlaceItem));
  self->callouts = g_array_new (FALSE, TRUE, sizeof (ToposCallout));
  self->fonts = topos_fonts_context_new (NULL);
  self->stale = true;
  self->motion = topos_place_motion_new ();
  self->text_scale = 1;
  topos_place_make_buttons (self);
}

ToposPlaceLayer *
topos_place_layer_new (ShumateViewport *viewport)
{
  return g_object_new (TOPOS_TYPE_PLACE_LAYER, "viewport", viewport, NULL);
}

bool
topos_place_layer_fit_box (ToposPlaceLayer *self, ToposBox *box)
{
  g_return_val_if_fail (TOPOS_IS_PLACE_LAYER (self), false);
  return topos_fit_markers (self->markers, self->n, box);
}

bool
topos_place_layer_select_towards (ToposPlaceLayer *self, double bearing, ToposPoint *from)
{
  const uint32_t chosen = self->place != TOPOS_PLACE_NONE ? topos_place_find (self, self->place)
                                                          : UINT32_MAX;
  const ToposPoint start = chosen != UINT32_MAX ? self->markers[chosen].point
                                                : topos_mercator_to_point (topos_place_view (self).middle);
  double nearest = INFINITY;
  uint32_t found = UINT32_MAX;

  for (size_t i = 0; i < self->n; i++) {
    const double turn = topos_geo_bearing (start, self->markers[i].point) - bearing;
    const double off = fabs (remainder (turn, 360));
    const double km = topos_geo_distance_km (start, self->markers[i].point);
    if (i == chosen || km == 0 || off > 60 || km / cos (off * G_PI / 180) >= nearest)
      continue;
    nearest = km / cos (off * G_PI / 180);
    found = i;
  }
  if (found == UINT32_MAX)
    return false;
  *from = start;
  topos_place_select (self, self->markers[found].id);
  return true;
}
