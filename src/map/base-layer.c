/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "map/base-layer.h"

#include "core/geo.h"
#include "draw/base-map.h"
#include "map/look.h"
#include "map/online-tiles.h"
#include "map/painted-names.h"
#include "map/painted-tiles.h"
#include "tiles/fetcher.h"

#include <math.h>

#define REST_MS 120

struct _ToposBaseLayer {
  ShumateLayer parent_instance;

  ToposPaintedTiles *tiles;
  ToposPaintedNames *names;
  ToposOnlineTiles *online_tiles;  /* NULL until the online map is first drawn */

  char *offline_map;
  char **user_maps;
  char *language;
  char *tile_address;
  char *tile_credit;    /* wished for; or NULL */
  char *cache_folder;
  char *status;
  char *damage;         /* of the offline map or a user's map, or NULL */
  char *complaint;      /* what else is amiss, or NULL */
  char *map_credits;    /* of the offline map and what lies over it */
  bool dark;
  bool contrast;
  bool online;

  double last_zoom;
  bool zoom_rests;
  unsigned int rest;    /* timer; 0 when the view rests */
};

G_DEFINE_FINAL_TYPE (ToposBaseLayer, topos_base_layer, SHUMATE_TYPE_LAYER)

enum {
  PROP_OFFLINE_MAP = 1,
  PROP_USER_MAPS,
  PROP_DARK,
  PROP_CONTRAST,
  PROP_LANGUAGE,
  PROP_ONLINE,
  PROP_TILE_ADDRESS,
  PROP_TILE_CREDIT,
  PROP_CACHE_FOLDER,
  PROP_TAKEN_NAMES,
  PROP_COVERED,
  PROP_COMPLAINT,
  PROP_STATUS,
  PROP_CREDITS,
  N_PROPS,
};
static GParamSpec *props[N_PROPS];

/* -------------------------------------------------------------------------------------- state */

static void
update_status (ToposBaseLayer *self)
{
  const char *trouble = self->online_tiles ? topos_online_tiles_trouble (self->online_tiles) : NULL;
  const char *status = self->damage ? self->damage : trouble ? trouble : self->complaint;
  if (g_strcmp0 (self->status, status) == 0)
    return;
  g_free (self->status);
  self->status = g_strdup (status);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_STATUS]);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_CREDITS]);
}

static void
news_cb (gpointer data)
{
  ToposBaseLayer *self = data;
  update_status (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* Opens the offline map and lays the user's over it; what cannot be read is told and left out. */
static void
open_maps (ToposBaseLayer *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ToposBaseMap) map =
    self->offline_map ? topos_base_map_new (self->offline_map, &error) : NULL;
  for (char **path = self->user_maps; map && path && *path; path++) {
    g_autoptr (GError) failure = NULL;
    if (!topos_base_map_add (map, *path, &failure) && !error)
      error = g_steal_pointer (&failure);
  }

  g_autofree char *folder = self->offline_map ? g_path_get_dirname (self->offline_map) : NULL;
  g_autofree char *data_dir = folder ? g_path_get_dirname (folder) : NULL;
  topos_painted_tiles_set_map (self->tiles, map);
  topos_painted_names_set_map (self->names, map, data_dir);
  g_free (self->damage);
  self->damage = error ? g_strdup (error->message) : NULL;
  g_free (self->map_credits);
  self->map_credits = map ? g_strdup (topos_base_map_credits (map)) : NULL;
  update_status (self);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_CREDITS]);
}

/* Another address, or on and off: begins anew, when it is next drawn. */
static void
reset_online (ToposBaseLayer *self)
{
  g_clear_pointer (&self->online_tiles, topos_online_tiles_free);
  update_status (self);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_CREDITS]);
}

static gboolean
rested_cb (gpointer data)
{
  ToposBaseLayer *self = data;
  self->rest = 0;
  self->zoom_rests = true;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  return G_SOURCE_REMOVE;
}

static void
view_moved_cb (ToposBaseLayer *self)
{
  ShumateViewport *viewport = shumate_layer_get_viewport (SHUMATE_LAYER (self));
  const double zoom = shumate_viewport_get_zoom_level (viewport);
  /* Painting goes on while the map is panned, but waits while it is zoomed. */
  self->zoom_rests = self->zoom_rests && fabs (zoom - self->last_zoom) < 1e-9;
  self->last_zoom = zoom;
  if (self->online_tiles)
    topos_online_tiles_moved (self->online_tiles);
  g_clear_handle_id (&self->rest, g_source_remove);
  self->rest = g_timeout_add (REST_MS, rested_cb, self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* ----------------------------------------------------------------------------------- drawing */

/* How wide the world is on screen, in pixels of the layout. */
static double
world_px (ShumateViewport *viewport)
{
  ShumateMapSource *source = shumate_viewport_get_reference_map_source (viewport);
  const double zoom = shumate_viewport_get_zoom_level (viewport);
  /* Between two zooms libshumate grows the world in a straight line. */
  const double tile = source ? shumate_map_source_get_tile_size_at_zoom (source, zoom)
                             : 256 * (1 + zoom - floor (zoom));
  return tile * exp2 (floor (zoom));
}

static ToposWorldWindow
window_of (ToposBaseLayer *self, int width, int height)
{
  ShumateViewport *viewport = shumate_layer_get_viewport (SHUMATE_LAYER (self));
  const ToposMercator centre = topos_mercator_from_point ((ToposPoint) {
    .lat = shumate_location_get_latitude (SHUMATE_LOCATION (viewport)),
    .lon = shumate_location_get_longitude (SHUMATE_LOCATION (viewport)),
  });
  const double world = round (world_px (viewport));
  const double density = gtk_widget_get_scale_factor (GTK_WIDGET (self));
  /* Whole pixels of the screen: otherwise seams show between tiles. */
  return (ToposWorldWindow) {
    .world = world,
    .left = round ((centre.x * world - width / 2.0) * density) / density,
    .top = round ((centre.y * world - height / 2.0) * density) / density,
    .width = width,
    .height = height,
  };
}

/* The sea's colour (draw/style.c), seen only until the first tile is there. */
static void
draw_ground (ToposBaseLayer *self, ToposCanvas *canvas, int width, int height)
{
  const GdkRGBA light = { 0xc3 / 255.f, 0xd9 / 255.f, 0xe2 / 255.f, 1 };
  const GdkRGBA dark = { 0x1a / 255.f, 0x22 / 255.f, 0x29 / 255.f, 1 };
  topos_canvas_fill (canvas, self->dark ? &dark : &light,
                     &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height));
}

/* Turns the drawing with the view; turned, the window is as large as the diagonal. */
static void
turn (GtkSnapshot *snapshot, double rotation, int *width, int *height)
{
  const int diagonal = (int) ceil (hypot (*width, *height));
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (*width / 2.f, *height / 2.f));
  gtk_snapshot_rotate (snapshot, (float) (rotation * 180 / G_PI));
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (-diagonal / 2.f, -diagonal / 2.f));
  *width = *height = diagonal;
}

static bool
draw_online (ToposBaseLayer *self, ToposCanvas *canvas, const ToposWorldWindow *window)
{
  if (!self->online)
    return false;
  if (!self->online_tiles) {
    self->online_tiles = topos_online_tiles_new (self->tile_address, self->cache_folder, news_cb,
                                                 self);
    update_status (self);
  }
  return topos_online_tiles_draw (self->online_tiles, canvas, window, self->rest == 0);
}

static void
topos_base_layer_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  ToposBaseLayer *self = TOPOS_BASE_LAYER (widget);
  ShumateViewport *viewport = shumate_layer_get_viewport (SHUMATE_LAYER (self));
  const int density = gtk_widget_get_scale_factor (widget);
  const ToposTheme theme = topos_look_theme (self->dark, self->contrast);
  int width = gtk_widget_get_width (widget);
  int height = gtk_widget_get_height (widget);
  if (width <= 0 || height <= 0)
    return;

  gtk_snapshot_push_clip (snapshot, &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height));
  if (fabs (shumate_viewport_get_rotation (viewport)) > 1e-6)
    turn (snapshot, shumate_viewport_get_rotation (viewport), &width, &height);

  const ToposWorldWindow window = window_of (self, width, height);
  ToposCanvas canvas = topos_canvas_open (
    widget, snapshot, &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height));
  draw_ground (self, &canvas, width, height);
  topos_painted_tiles_draw (self->tiles, &canvas, &window, density, theme, self->zoom_rests);
  const bool online = draw_online (self, &canvas, &window);
  /* The server's tiles have their own names. */
  topos_painted_names_set_letters (self->names, topos_look_text_scale (widget));
  if (!online)
    topos_painted_names_draw (self->names, &canvas, &window, density, theme, self->rest == 0);
  topos_canvas_close (&canvas);
  gtk_snapshot_pop (snapshot);
}

/* --------------------------------------------------------------------------------- properties */

static bool
set_text (char **text, const GValue *value)
{
  if (g_strcmp0 (*text, g_value_get_string (value)) == 0)
    return false;
  g_free (*text);
  *text = g_value_dup_string (value);
  return true;
}

static bool
set_texts (char ***texts, const GValue *value)
{
  const char *const none[] = { NULL };
  const char *const *wished = g_value_get_boxed (value);
  if (g_strv_equal (*texts ? (const char *const *) *texts : none, wished ? wished : none))
    return false;
  g_strfreev (*texts);
  *texts = g_strdupv ((char **) wished);
  return true;
}

static bool
set_flag (bool *flag, const GValue *value)
{
  const bool wished = g_value_get_boolean (value);
  const bool changes = *flag != wished;
  *flag = wished;
  return changes;
}

static void
topos_base_layer_set_property (GObject *object, guint id, const GValue *value, GParamSpec *spec)
{
  ToposBaseLayer *self = TOPOS_BASE_LAYER (object);
  bool changed = false;
  switch (id) {
  case PROP_OFFLINE_MAP:
    changed = set_text (&self->offline_map, value);
    break;
  case PROP_USER_MAPS:
    changed = set_texts (&self->user_maps, value);
    break;
  case PROP_DARK:
    changed = set_flag (&self->dark, value);
    break;
  case PROP_CONTRAST:
    changed = set_flag (&self->contrast, value);
    break;
  case PROP_LANGUAGE:
    changed = set_text (&self->language, value);
    break;
  case PROP_ONLINE:
    changed = set_flag (&self->online, value);
    break;
  case PROP_TILE_ADDRESS:
    changed = set_text (&self->tile_address, value);
    break;
  case PROP_TILE_CREDIT:
    changed = set_text (&self->tile_credit, value);
    break;
  case PROP_COMPLAINT:
    changed = set_text (&self->complaint, value);
    break;
  case PROP_CACHE_FOLDER:
    changed = set_text (&self->cache_folder, value);
    break;
  case PROP_TAKEN_NAMES:
    topos_painted_names_set_taken (self->names, g_value_get_boxed (value));
    changed = true;
    break;
  case PROP_COVERED:
    topos_painted_names_set_covered (self->names, g_value_get_boxed (value));
    changed = true;
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
  }
  if (!changed)
    return;

  if (id == PROP_OFFLINE_MAP || id == PROP_USER_MAPS)
    open_maps (self);
  else if (id == PROP_ONLINE || id == PROP_TILE_ADDRESS || id == PROP_CACHE_FOLDER)
    reset_online (self);
  else if (id == PROP_COMPLAINT)
    update_status (self);
  else if (id == PROP_TILE_CREDIT)
    g_object_notify_by_pspec (object, props[PROP_CREDITS]);
  else if (id == PROP_LANGUAGE)
    topos_painted_names_set_language (self->names, self->language);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_object_notify_by_pspec (object, spec);
}

/* Whom the map in view is owed to: while the server is in trouble, both maps may be in view.
 * Returns: (transfer full). */
static char *
credits_of (const ToposBaseLayer *self)
{
  if (!self->online)
    return g_strdup (self->map_credits);
  g_autofree char *online = topos_tiles_credits (self->tile_address, self->tile_credit);
  if (!self->online_tiles || !topos_online_tiles_trouble (self->online_tiles) || !self->map_credits)
    return g_steal_pointer (&online);
  return g_strdup_printf ("%s · %s", online, self->map_credits);
}

static void
topos_base_layer_get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  ToposBaseLayer *self = TOPOS_BASE_LAYER (object);
  switch (id) {
  case PROP_OFFLINE_MAP:
    g_value_set_string (value, self->offline_map);
    break;
  case PROP_USER_MAPS:
    g_value_set_boxed (value, self->user_maps);
    break;
  case PROP_DARK:
    g_value_set_boolean (value, self->dark);
    break;
  case PROP_CONTRAST:
    g_value_set_boolean (value, self->contrast);
    break;
  case PROP_LANGUAGE:
    g_value_set_string (value, self->language);
    break;
  case PROP_ONLINE:
    g_value_set_boolean (value, self->online);
    break;
  case PROP_TILE_ADDRESS:
    g_value_set_string (value, self->tile_address);
    break;
  case PROP_TILE_CREDIT:
    g_value_set_string (value, self->tile_credit);
    break;
  case PROP_COMPLAINT:
    g_value_set_string (value, self->complaint);
    break;
  case PROP_CACHE_FOLDER:
    g_value_set_string (value, self->cache_folder);
    break;
  case PROP_STATUS:
    g_value_set_string (value, self->status);
    break;
  case PROP_CREDITS:
    g_value_take_string (value, credits_of (self));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
  }
}

/* --------------------------------------------------------------------------------- the object */

static void
topos_base_layer_constructed (GObject *object)
{
  static const char *const NEWS[] = { "notify::zoom-level", "notify::latitude",
                                      "notify::longitude", "notify::rotation",
                                      "notify::reference-map-source" };
  ToposBaseLayer *self = TOPOS_BASE_LAYER (object);
  G_OBJECT_CLASS (topos_base_layer_parent_class)->constructed (object);

  ShumateViewport *viewport = shumate_layer_get_viewport (SHUMATE_LAYER (self));
  for (size_t i = 0; i < G_N_ELEMENTS (NEWS); i++)
    g_signal_connect_object (viewport, NEWS[i], G_CALLBACK (view_moved_cb), self,
                             G_CONNECT_SWAPPED);
  self->last_zoom = shumate_viewport_get_zoom_level (viewport);
}

static void
topos_base_layer_dispose (GObject *object)
{
  ToposBaseLayer *self = TOPOS_BASE_LAYER (object);
  g_clear_handle_id (&self->rest, g_source_remove);
  g_clear_pointer (&self->online_tiles, topos_online_tiles_free);
  g_clear_pointer (&self->tiles, topos_painted_tiles_close);
  g_clear_pointer (&self->names, topos_painted_names_close);
  G_OBJECT_CLASS (topos_base_layer_parent_class)->dispose (object);
}

static void
topos_base_layer_finalize (GObject *object)
{
  ToposBaseLayer *self = TOPOS_BASE_LAYER (object);
  g_free (self->offline_map);
  g_strfreev (self->user_maps);
  g_free (self->language);
  g_free (self->tile_address);
  g_free (self->tile_credit);
  g_free (self->cache_folder);
  g_free (self->status);
  g_free (self->damage);
  g_free (self->complaint);
  g_free (self->map_credits);
  G_OBJECT_CLASS (topos_base_layer_parent_class)->finalize (object);
}

static void
topos_base_layer_class_init (ToposBaseLayerClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;
  const GParamFlags read_only = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;
  const GParamFlags write_only = G_PARAM_WRITABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->constructed = topos_base_layer_constructed;
  object_class->dispose = topos_base_layer_dispose;
  object_class->finalize = topos_base_layer_finalize;
  object_class->set_property = topos_base_layer_set_property;
  object_class->get_property = topos_base_layer_get_property;
  widget_class->snapshot = topos_base_layer_snapshot;

  props[PROP_OFFLINE_MAP] = g_param_spec_string ("offline-map", NULL, NULL, NULL, flags);
  props[PROP_USER_MAPS] = g_param_spec_boxed ("user-maps", NULL, NULL, G_TYPE_STRV, flags);
  props[PROP_DARK] = g_param_spec_boolean ("dark", NULL, NULL, FALSE, flags);
  props[PROP_CONTRAST] = g_param_spec_boolean ("contrast", NULL, NULL, FALSE, flags);
  props[PROP_LANGUAGE] = g_param_spec_string ("language", NULL, NULL, NULL, flags);
  props[PROP_ONLINE] = g_param_spec_boolean ("online", NULL, NULL, FALSE, flags);
  props[PROP_TILE_ADDRESS] = g_param_spec_string ("tile-address", NULL, NULL, NULL, flags);
  props[PROP_TILE_CREDIT] = g_param_spec_string ("tile-credit", NULL, NULL, NULL, flags);
  props[PROP_CACHE_FOLDER] = g_param_spec_string ("cache-folder", NULL, NULL, NULL, flags);
  props[PROP_TAKEN_NAMES] = g_param_spec_boxed ("taken-names", NULL, NULL, G_TYPE_STRV, write_only);
  props[PROP_COVERED] = g_param_spec_boxed ("covered", NULL, NULL, G_TYPE_ARRAY, write_only);
  props[PROP_COMPLAINT] = g_param_spec_string ("complaint", NULL, NULL, NULL, flags);
  props[PROP_STATUS] = g_param_spec_string ("status", NULL, NULL, NULL, read_only);
  props[PROP_CREDITS] = g_param_spec_string ("credits", NULL, NULL, NULL, read_only);
  g_object_class_install_properties (object_class, N_PROPS, props);
  gtk_widget_class_set_css_name (widget_class, "base-layer");
}

static void
topos_base_layer_init (ToposBaseLayer *self)
{
  self->tiles = topos_painted_tiles_new (news_cb, self);
  self->names = topos_painted_names_new (news_cb, self);
  self->zoom_rests = true;
  g_signal_connect (self, "notify::scale-factor", G_CALLBACK (gtk_widget_queue_draw), NULL);
  gtk_widget_set_can_target (GTK_WIDGET (self), FALSE);
}

ToposBaseLayer *
topos_base_layer_new (ShumateViewport *viewport)
{
  return g_object_new (TOPOS_TYPE_BASE_LAYER, "viewport", viewport, NULL);
}
