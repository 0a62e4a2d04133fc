/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "map/map-view.h"

#include "core/view.h"
#include "map/base-layer.h"
#include "map/map-motion.h"
#include "map/map-notes.h"
#include "map/place-layer.h"
#include "map/way-words.h"

#include <glib/gi18n.h>
#include <math.h>
#include <shumate/shumate.h>
#include <string.h>

#define STEP_PX 80           /* of an arrow key */
#define REST_MS 150
#define PLACE_ZOOM 7           /* at least, for a place that was out of view */
#define LEAST_COUNTRY_KM 200   /* from the middle of what is shown as a whole to its edge */
#define KM_PER_DEGREE 111.0

struct _ToposMapView {
  GtkWidget parent_instance;
  GtkWidget *overlay;
  ShumateMap *map;
  ShumateViewport *viewport;
  ToposBaseLayer *base;
  ToposPlaceLayer *places;
  ShumateScale *scale;
  GArray *pins;
  bool imperial;
  char *step;                /* the way to the chosen place, if a step led there */
  bool picking;
  bool fitted;               /* the first places have been fitted into the view */
  guint first_fit;
  guint rest;
};

G_DEFINE_FINAL_TYPE (ToposMapView, topos_map_view, GTK_TYPE_WIDGET)

enum {
  PROP_PINS = 1,
  PROP_PLACE,
  PROP_HOVERED,
  PROP_DARK,
  PROP_CONTRAST,
  PROP_ONLINE,
  PROP_TILE_ADDRESS,
  PROP_USER_MAPS,
  PROP_DESCRIPTION,
  PROP_PICKING,
  N_PROPERTIES,
};

enum { PICKED, CHOSEN, MOVED, N_SIGNALS };

static GParamSpec *properties[N_PROPERTIES];
static guint signals[N_SIGNALS];

/* ------------------------------------------------------------------------- the view */

ToposBox
topos_map_view_box (ToposMapView *self)
{
  return topos_map_box (self->map);
}

void
topos_map_view_show_box (ToposMapView *self, ToposBox box)
{
  topos_map_show_box (self->map, box, true);
}

void
topos_map_view_show_middle (ToposMapView *self, ToposPoint point, double zoom)
{
  self->fitted = true;
  topos_map_go_to (self->map, topos_mercator_from_point (point), zoom, false);
}

ToposPoint
topos_map_view_middle (ToposMapView *self, double *zoom)
{
  *zoom = shumate_viewport_get_zoom_level (self->viewport);
  return topos_mercator_to_point (topos_map_middle (self->map));
}

void
topos_map_view_fit (ToposMapView *self)
{
  ToposBox box;

  if (topos_place_layer_fit_box (self->places, &box))
    topos_map_show_box (self->map, box, true);
}

static const ToposPin *
chosen_pin (ToposMapView *self)
{
  ToposPlaceId place = 0;

  g_object_get (self->places, "place", &place, NULL);
  for (guint i = 0; self->pins != NULL && place != 0 && i < self->pins->len; i++)
    if (g_array_index (self->pins, ToposPin, i).id == place)
      return &g_array_index (self->pins, ToposPin, i);
  return NULL;
}

/* What a country or a region covers, roughly. */
static ToposBox
reach_of (const ToposPin *pin)
{
  const double high = MAX (pin->radius_km, LEAST_COUNTRY_KM) / KM_PER_DEGREE;
  const double wide = high / MAX (0.2, cos (pin->point.lat * G_PI / 180));

  return (ToposBox){ MAX (-180, pin->point.lon - wide), MAX (-80, pin->point.lat - high),
                     MIN (180, pin->point.lon + wide), MIN (80, pin->point.lat + high) };
}

/* The chosen place is brought into view, unless it is there already. Of a country the middle alone
 * says nothing: it is shown as a whole. */
static void
show_chosen (ToposMapView *self)
{
  const ToposPin *pin = chosen_pin (self);
  const ToposBox view = topos_map_view_box (self);

  if (pin == NULL)
    return;
  const bool wide = topos_place_kind_is_country (pin->kind) || pin->radius_km > LEAST_COUNTRY_KM;
  const ToposBox reach = reach_of (pin);
  if (topos_box_contains (view, pin->point)
      && (!wide || view.north - view.south > (reach.north - reach.south) / 2))
    return;
  if (wide)
    topos_map_show_box (self->map, reach, true);
  else
    topos_map_go_to (self->map, topos_mercator_from_point (pin->point),
                     MAX (shumate_viewport_get_zoom_level (self->viewport), PLACE_ZOOM), true);
}

static gboolean
rested_cb (gpointer data)
{
  ToposMapView *self = data;

  self->rest = 0;
  g_signal_emit (self, signals[MOVED], 0);
  return G_SOURCE_REMOVE;
}

static void
moved_cb (ToposMapView *self)
{
  g_clear_handle_id (&self->rest, g_source_remove);
  self->rest = g_timeout_add (REST_MS, rested_cb, self);
}

/* ------------------------------------------------------------------------- the places */

static void
set_pins (ToposMapView *self, GArray *pins)
{
  g_clear_pointer (&self->pins, g_array_unref);
  self->pins = pins != NULL ? g_array_ref (pins) : NULL;
  const guint n = pins != NULL ? pins->len : 0;
  g_object_set (self->places, "pins", pins, NULL);
  if (n == 0 && pins == NULL)
    self->fitted = false;
  if (n == 0 || self->fitted || gtk_widget_get_width (GTK_WIDGET (self)) == 0)
    return;
  ToposBox box;
  self->fitted = topos_place_layer_fit_box (self->places, &box);
  if (self->fitted)
    topos_map_show_box (self->map, box, false);
}

/* The view in a sentence, and how one came to the chosen place. */
static void
tell_view (ToposMapView *self)
{
  g_autofree char *summary = NULL;

  g_object_get (self->places, "summary", &summary, NULL);
  g_autofree char *words = self->step != NULL ? g_strjoin (". ", self->step, summary, NULL) : NULL;
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  words != NULL ? words : summary != NULL ? summary : "", -1);
}

/* ------------------------------------------------------------------------ keys, pointer */

static void
set_picking (ToposMapView *self, bool picking)
{
  if (self->picking == picking)
    return;
  self->picking = picking;
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), picking ? "crosshair" : NULL);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PICKING]);
}

static void
pick_middle (ToposMapView *self)
{
  const ToposPoint point = topos_mercator_to_point (topos_map_middle (self->map));

  set_picking (self, false);
  g_signal_emit (self, signals[PICKED], 0, point.lat, point.lon);
}

typedef struct {
  guint key;
  double dx, dy;
  double bearing;
} Arrow;

static const Arrow ARROWS[] = {
  { GDK_KEY_Left, -STEP_PX, 0, 270 },  { GDK_KEY_KP_Left, -STEP_PX, 0, 270 },
  { GDK_KEY_Right, STEP_PX, 0, 90 },   { GDK_KEY_KP_Right, STEP_PX, 0, 90 },
  { GDK_KEY_Up, 0, -STEP_PX, 0 },      { GDK_KEY_KP_Up, 0, -STEP_PX, 0 },
  { GDK_KEY_Down, 0, STEP_PX, 180 },   { GDK_KEY_KP_Down, 0, STEP_PX, 180 },
};

static bool
step_towards (ToposMapView *self, double bearing)
{
  ToposPoint from;

  if (!topos_place_layer_select_towards (self->places, bearing, &from))
    return false;
  const ToposPin *pin = chosen_pin (self);
  self->step = pin != NULL ? topos_way_in_words (pin, from, self->imperial) : NULL;
  tell_view (self);
  return true;
}

static gboolean
arrow_pressed (ToposMapView *self, guint key, GdkModifierType state)
{
  for (gsize i = 0; i < G_N_ELEMENTS (ARROWS); i++) {
    if (ARROWS[i].key != key)
      continue;
    if ((state & GDK_SHIFT_MASK) == 0)
      topos_map_pan (self->map, ARROWS[i].dx, ARROWS[i].dy);
    else if (!step_towards (self, ARROWS[i].bearing))
      gtk_widget_error_bell (GTK_WIDGET (self));
    return GDK_EVENT_STOP;
  }
  return GDK_EVENT_PROPAGATE;
}

static gboolean
key_cb (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state,
        ToposMapView *self)
{
  if ((state & (GDK_CONTROL_MASK | GDK_ALT_MASK)) != 0)
    return GDK_EVENT_PROPAGATE;
  switch (key) {
  case GDK_KEY_plus: case GDK_KEY_equal: case GDK_KEY_KP_Add: topos_map_zoom_by (self->map, 1); return GDK_EVENT_STOP;
  case GDK_KEY_minus: case GDK_KEY_KP_Subtract: topos_map_zoom_by (self->map, -1); return GDK_EVENT_STOP;
  case GDK_KEY_Home: case GDK_KEY_KP_Home: topos_map_view_fit (self); return GDK_EVENT_STOP;
  case GDK_KEY_Escape:
    if (!self->picking)
      return GDK_EVENT_PROPAGATE;
    set_picking (self, false);
    return GDK_EVENT_STOP;
  case GDK_KEY_Return: case GDK_KEY_KP_Enter:
    if (!self->picking)
      return GDK_EVENT_PROPAGATE;
    pick_middle (self);
    return GDK_EVENT_STOP;
  default: return arrow_pressed (self, key, state);
  }
}

static void
click_cb (GtkGestureClick *gesture, int n_press, double x, double y, ToposMapView *self)
{
  double lat, lon;

  gtk_widget_grab_focus (GTK_WIDGET (self));
  if (!self->picking)
    return;
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  shumate_viewport_widget_coords_to_location (self->viewport, GTK_WIDGET (self->map), x, y, &lat, &lon);
  set_picking (self, false);
  g_signal_emit (self, signals[PICKED], 0, lat, lon);
}

static void
zoom_in_cb (ToposMapView *self)
{
  topos_map_zoom_by (self->map, 1);
}

static void
zoom_out_cb (ToposMapView *self)
{
  topos_map_zoom_by (self->map, -1);
}

/* ------------------------------------------------------------------------- the object */

static void
place_cb (ToposMapView *self)
{
  g_clear_pointer (&self->step, g_free);
  show_chosen (self);
  tell_view (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PLACE]);
}

static void
chosen_cb (ToposMapView *self, guint64 place)
{
  g_signal_emit (self, signals[CHOSEN], 0, place);
}

static void
hovered_cb (ToposMapView *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_HOVERED]);
}

static void
summary_cb (ToposMapView *self)
{
  tell_view (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DESCRIPTION]);
}

static void
topos_map_view_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  ToposMapView *self = TOPOS_MAP_VIEW (object);

  switch (id) {
  case PROP_PINS: g_value_set_boxed (value, self->pins); break;
  case PROP_PLACE: g_object_get_property (G_OBJECT (self->places), "place", value); break;
  case PROP_HOVERED: g_object_get_property (G_OBJECT (self->places), "hovered", value); break;
  case PROP_DARK: g_object_get_property (G_OBJECT (self->places), "dark", value); break;
  case PROP_CONTRAST: g_object_get_property (G_OBJECT (self->places), "contrast", value); break;
  case PROP_ONLINE: g_object_get_property (G_OBJECT (self->base), "online", value); break;
  case PROP_TILE_ADDRESS: g_object_get_property (G_OBJECT (self->base), "tile-address", value); break;
  case PROP_USER_MAPS: g_object_get_property (G_OBJECT (self->base), "user-maps", value); break;
  case PROP_DESCRIPTION: g_object_get_property (G_OBJECT (self->places), "summary", value); break;
  case PROP_PICKING: g_value_set_boolean (value, self->picking); break;
  default: G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
set_dark (ToposMapView *self, bool dark)
{
  g_object_set (self->places, "dark", dark, NULL);
  g_object_set (self->base, "dark", dark, NULL);
  if (dark)
    gtk_widget_add_css_class (GTK_WIDGET (self), "dark");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "dark");
}

static void
topos_map_view_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  ToposMapView *self = TOPOS_MAP_VIEW (object);

  switch (id) {
  case PROP_PINS: set_pins (self, g_value_get_boxed (value)); break;
  case PROP_PLACE: g_object_set_property (G_OBJECT (self->places), "place", value); break;
  case PROP_HOVERED: g_object_set_property (G_OBJECT (self->places), "hovered", value); break;
  case PROP_DARK: set_dark (self, g_value_get_boolean (value)); break;
  case PROP_CONTRAST:
    g_object_set_property (G_OBJECT (self->places), "contrast", value);
    g_object_set_property (G_OBJECT (self->base), "contrast", value);
    break;
  case PROP_ONLINE: g_object_set_property (G_OBJECT (self->base), "online", value); break;
  case PROP_TILE_ADDRESS: g_object_set_property (G_OBJECT (self->base), "tile-address", value); break;
  case PROP_USER_MAPS: g_object_set_property (G_OBJECT (self->base), "user-maps", value); break;
  case PROP_PICKING: set_picking (self, g_value_get_boolean (value)); break;
  default: G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static gboolean
first_fit_cb (gpointer data)
{
  ToposMapView *self = data;
  ToposBox box;

  self->first_fit = 0;
  if (!self->fitted && topos_place_layer_fit_box (self->places, &box)) {
    self->fitted = true;
    topos_map_show_box (self->map, box, false);
  }
  return G_SOURCE_REMOVE;
}

static void
topos_map_view_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  ToposMapView *self = TOPOS_MAP_VIEW (widget);

  gtk_widget_size_allocate (self->overlay, &(GtkAllocation){ 0, 0, width, height }, baseline);
  /* Places may come before the window has a size; the view may not move while it is laid out. */
  if (!self->fitted && width > 0 && self->first_fit == 0)
    self->first_fit = g_idle_add (first_fit_cb, self);
}

static void
topos_map_view_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum,
                        int *natural, int *minimum_baseline, int *natural_baseline)
{
  gtk_widget_measure (TOPOS_MAP_VIEW (widget)->overlay, orientation, for_size, minimum, natural,
                      NULL, NULL);
  *natural = MAX (*natural, 400);
}

static void
topos_map_view_dispose (GObject *object)
{
  ToposMapView *self = TOPOS_MAP_VIEW (object);

  g_clear_handle_id (&self->rest, g_source_remove);
  g_clear_handle_id (&self->first_fit, g_source_remove);
  g_clear_pointer (&self->overlay, gtk_widget_unparent);
  g_clear_pointer (&self->pins, g_array_unref);
  g_clear_pointer (&self->step, g_free);
  G_OBJECT_CLASS (topos_map_view_parent_class)->dispose (object);
}

static void
topos_map_view_class_init (ToposMapViewClass *class)
{
  const GParamFlags set = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;
  const GParamFlags told = set | G_PARAM_EXPLICIT_NOTIFY;
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  object_class->get_property = topos_map_view_get_property;
  object_class->set_property = topos_map_view_set_property;
  object_class->dispose = topos_map_view_dispose;
  widget_class->size_allocate = topos_map_view_size_allocate;
  widget_class->measure = topos_map_view_measure;
  properties[PROP_PINS] = g_param_spec_boxed ("pins", NULL, NULL, G_TYPE_ARRAY, set);
  properties[PROP_PLACE] = g_param_spec_uint64 ("place", NULL, NULL, 0, G_MAXUINT64, 0, told);
  properties[PROP_HOVERED] = g_param_spec_uint64 ("hovered", NULL, NULL, 0, G_MAXUINT64, 0, told);
  properties[PROP_DARK] = g_param_spec_boolean ("dark", NULL, NULL, FALSE, set);
  properties[PROP_CONTRAST] = g_param_spec_boolean ("contrast", NULL, NULL, FALSE, set);
  properties[PROP_ONLINE] = g_param_spec_boolean ("online", NULL, NULL, FALSE, set);
  properties[PROP_TILE_ADDRESS] = g_param_spec_string ("tile-address", NULL, NULL, NULL, set);
  properties[PROP_USER_MAPS] = g_param_spec_boxed ("user-maps", NULL, NULL, G_TYPE_STRV, set);
  properties[PROP_DESCRIPTION] = g_param_spec_string ("description", NULL, NULL, NULL,
                                                      G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_PICKING] = g_param_spec_boolean ("picking", NULL, NULL, FALSE, told);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
  signals[PICKED] = g_signal_new ("picked", TOPOS_TYPE_MAP_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 2, G_TYPE_DOUBLE, G_TYPE_DOUBLE);
  signals[CHOSEN] = g_signal_new ("chosen", TOPOS_TYPE_MAP_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 1, G_TYPE_UINT64);
  signals[MOVED] = g_signal_new ("moved", TOPOS_TYPE_MAP_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_css_name (widget_class, "mapview");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static GtkWidget *
round_button (const char *icon, const char *name, GCallback clicked, ToposMapView *self)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_set_tooltip_text (button, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_widget_add_css_class (button, "osd");
  gtk_widget_add_css_class (button, "circular");
  g_signal_connect_object (button, "clicked", clicked, self, G_CONNECT_SWAPPED);
  return button;
}

static void
add_furniture (ToposMapView *self)
{
  GtkOverlay *overlay = GTK_OVERLAY (self->overlay);
  GtkWidget *buttons = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  gtk_box_append (GTK_BOX (buttons), round_button ("zoom-fit-best-symbolic", _("Show all places"),
                                                   G_CALLBACK (topos_map_view_fit), self));
  gtk_box_append (GTK_BOX (buttons), round_button ("zoom-in-symbolic", _("Zoom in"),
                                                   G_CALLBACK (zoom_in_cb), self));
  gtk_box_append (GTK_BOX (buttons), round_button ("zoom-out-symbolic", _("Zoom out"),
                                                   G_CALLBACK (zoom_out_cb), self));
  g_object_set (buttons, "halign", GTK_ALIGN_END, "valign", GTK_ALIGN_END, "margin-end", 12,
                "margin-bottom", 30, NULL);
  gtk_overlay_add_overlay (overlay, buttons);

  self->scale = shumate_scale_new (self->viewport);
  shumate_scale_set_unit (self->scale, SHUMATE_UNIT_METRIC);
  g_object_set (self->scale, "halign", GTK_ALIGN_START, "valign", GTK_ALIGN_END, "margin-start",
                8, "margin-bottom", 4, "can-target", FALSE, NULL);
  gtk_overlay_add_overlay (overlay, GTK_WIDGET (self->scale));

  topos_map_notes_add (overlay, self->base);
}

static void
listen (ToposMapView *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkGesture *click = gtk_gesture_click_new ();
  static const char *const MOVES[] = { "notify::latitude", "notify::longitude", "notify::zoom-level" };

  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (click), GTK_PHASE_CAPTURE);
  g_signal_connect (click, "pressed", G_CALLBACK (click_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->map), GTK_EVENT_CONTROLLER (click));
  for (gsize i = 0; i < G_N_ELEMENTS (MOVES); i++)
    g_signal_connect_object (self->viewport, MOVES[i], G_CALLBACK (moved_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->places, "notify::place", G_CALLBACK (place_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->places, "chosen", G_CALLBACK (chosen_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->places, "notify::hovered", G_CALLBACK (hovered_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->places, "notify::summary", G_CALLBACK (summary_cb), self, G_CONNECT_SWAPPED);
}

/* The language of the user's messages, in which names stand on the map where it has them. */
static const char *
language (void)
{
  const char *name = g_get_language_names ()[0];

  return g_str_has_prefix (name, "C") || g_str_equal (name, "POSIX") ? NULL : name;
}

static void
topos_map_view_init (ToposMapView *self)
{
  g_autoptr (ShumateMapSource) source = SHUMATE_MAP_SOURCE (shumate_raster_renderer_new_full_from_url (
      "topos", "Topos", "", "", TOPOS_MAP_LEAST_ZOOM, TOPOS_MAP_MOST_ZOOM, 256, SHUMATE_MAP_PROJECTION_MERCATOR,
      "file:///dev/null/{z}/{x}/{y}"));

  self->map = shumate_map_new ();
  self->viewport = shumate_map_get_viewport (self->map);
  shumate_viewport_set_reference_map_source (self->viewport, source);
  shumate_viewport_set_min_zoom_level (self->viewport, TOPOS_MAP_LEAST_ZOOM);
  shumate_viewport_set_max_zoom_level (self->viewport, TOPOS_MAP_MOST_ZOOM);
  shumate_viewport_set_zoom_level (self->viewport, 2);
  self->base = topos_base_layer_new (self->viewport);
  g_object_set (self->base, "language", language (), NULL);
  shumate_map_add_layer (self->map, SHUMATE_LAYER (self->base));
  self->places = topos_place_layer_new (self->viewport);
  shumate_map_add_layer (self->map, SHUMATE_LAYER (self->places));
  g_object_bind_property (self->places, "covered", self->base, "covered", G_BINDING_SYNC_CREATE);
  g_object_bind_property (self->places, "names", self->base, "taken-names", G_BINDING_SYNC_CREATE);
  g_object_bind_property (self->places, "names", self->base, "taken-names", G_BINDING_DEFAULT);
  g_object_bind_property (self->places, "covered", self->base, "covered", G_BINDING_DEFAULT);
  self->overlay = gtk_overlay_new ();
  gtk_overlay_set_child (GTK_OVERLAY (self->overlay), GTK_WIDGET (self->map));
  gtk_widget_set_parent (self->overlay, GTK_WIDGET (self));
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Map"), -1);
  add_furniture (self);
  listen (self);
}

void
topos_map_view_set_imperial (ToposMapView *self, gboolean imperial)
{
  self->imperial = imperial;
  shumate_scale_set_unit (self->scale, imperial ? SHUMATE_UNIT_IMPERIAL : SHUMATE_UNIT_METRIC);
}

void
topos_map_view_set_credit (ToposMapView *self, const char *credit)
{
  g_object_set (self->base, "tile-credit", credit, NULL);
}

void
topos_map_view_set_folders (ToposMapView *self, const char *offline_map, const char *cache)
{
  g_object_set (self->base, "offline-map", offline_map, "cache-folder", cache, NULL);
}

void
topos_map_view_set_outlines (ToposMapView *self, const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ToposOutlines) outlines = topos_outlines_open (path, &error);

  topos_place_layer_set_outlines (self->places, outlines);
  g_object_set (self->base, "complaint", error != NULL ? error->message : NULL, NULL);
}

void
topos_map_view_light_up (ToposMapView *self, double x, double y)
{
  const graphene_point_t here = GRAPHENE_POINT_INIT ((float) x, (float) y);
  graphene_point_t at;

  if (gtk_widget_compute_point (GTK_WIDGET (self), GTK_WIDGET (self->places), &here, &at))
    topos_place_layer_light_up (self->places, at.x, at.y);
}
