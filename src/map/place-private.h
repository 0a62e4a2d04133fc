/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "draw/callout.h"
#include "draw/cluster.h"
#include "map/canvas.h"
#include "map/look.h"
#include "map/place-layer.h"

/* What the files of the place layer share; nobody else includes this.
 *
 *   place-items     what is drawn where, for the view as it is
 *   place-motion    how things come apart and together when the zoom changes
 *   place-pictures  symbols, names and outlines, painted once and kept
 *   place-snapshot  one frame
 *   place-pointer   what lies under the pointer, and what a click does
 *   place-buttons   the keyboard's and the screen reader's way to the same */

#define TOPOS_PLACE_POOL 64

/* What is drawn at one spot of the view: a place, or a cluster of them. */
typedef struct {
  double x;
  double y;
  double radius;
  ToposSymbolShape shape;
  uint32_t marker;            /* the place, or the cluster's heaviest */
  uint32_t n;                 /* places in it */
  uint64_t passages;
  ToposMercatorBox extent;         /* of a cluster's places */
  double reach;               /* of the ring drawn round an area, or 0 */
  bool banner;                /* a country or region: its name is its symbol */
  bool holds_place;           /* the selected place is in this cluster */
} ToposPlaceItem;

/* What the view shows, as far as places care. */
typedef struct {
  ToposMercator middle;
  double zoom;
  double world_px;
  double rotation;
  int width;
  int height;
} ToposPlaceView;

/* A painted picture, and where it lies about its spot. */
typedef struct {
  ToposBitmap *bitmap;
  double left;    /* from the item's middle, or the text's corner, to the picture's edge */
  double top;
  double width;
  double height;
} ToposSprite;

/* An outline's picture at one zoom: all of it, or what lies in and round the view. */
typedef struct {
  ToposBitmap *bitmap;
  ToposMercatorBox covers;         /* where it lies in the world, on the view's turn of it */
  double world_px;
} ToposPlacePicture;

/* How things come apart and together (place-motion.c). */
typedef struct ToposPlaceMotion ToposPlaceMotion;

struct _ToposPlaceLayer {
  ShumateLayer parent_instance;

  ToposMarker *markers;
  GStringChunk *names;
  size_t n;
  uint32_t *points;           /* markers that are no areas, as the index knows them */
  size_t n_points;
  uint32_t *areas;
  size_t n_areas;
  ToposClusterIndex *index;
  GHashTable *by_id;          /* guint64* in markers -> index + 1 */

  ToposPlaceId place;
  ToposPlaceId hovered;
  bool dark;
  bool contrast;
  double text_scale;          /* letters so many times as large */

  ToposPlaceView view;                  /* what `items` was made for */
  bool stale;
  GArray *items;              /* ToposPlaceItem; countries, then heaviest first */
  GArray *callouts;           /* ToposCallout, one for each item */
  int visible_places;
  char *summary;
  GStrv shown_names;
  GArray *covered;            /* ToposRect */

  PangoContext *fonts;
  GHashTable *sprites;        /* char* -> ToposSprite */
  ToposOutlines *outlines;
  GHashTable *areas_outlined; /* uint64_t* -> ToposOutline, or NULL where there is none */
  ToposPlaceMotion *motion;
  guint tick_id;              /* while something is on its way */
  GHashTable *pictures;       /* char* -> ToposPlacePicture */

  GtkWidget *map;             /* weak; the ShumateMap whose pointer is heard */
  GtkGesture *click;
  GtkEventController *motion_controller;
  gulong tooltip_id;
  gulong settings_id;
  double press_x, press_y;

  GtkWidget *pool[TOPOS_PLACE_POOL];
  int pool_item[TOPOS_PLACE_POOL];        /* index into items, or -1 */
  uint32_t pool_marker[TOPOS_PLACE_POOL];
  guint rest_id;
};

/* ------------------------------------------------------------------------ place-items.c */

ToposPlaceView topos_place_view (ToposPlaceLayer *self);

/* Makes `items` and `callouts` for the view, when it or the places have changed. */
void topos_place_update (ToposPlaceLayer *self);

ToposSymbolState topos_place_state (const ToposPlaceLayer *self, const ToposPlaceItem *item);

/* The marker of a place, or UINT32_MAX. */
uint32_t topos_place_find (const ToposPlaceLayer *self, ToposPlaceId id);

/* The outline of a thing, or NULL; and whether it, or a ring in its stead, is to be drawn. */
const ToposOutline *topos_place_outline (ToposPlaceLayer *self, const ToposPlaceItem *item);
bool topos_place_has_ring (const ToposPlaceLayer *self, const ToposPlaceItem *item,
                           ToposSymbolState state);

/* The part of the world that may be seen, a little more than the widget, whatever its turn. */
ToposMercatorBox topos_place_seen_box (const ToposPlaceView *view);

/* "Bazarak, 4 passages", "Kabul and 3 more places, 21 passages". */
char *topos_place_title (const ToposPlaceLayer *self, const ToposPlaceItem *item);

/* ----------------------------------------------------------------------- place-motion.c */

ToposPlaceMotion *topos_place_motion_new (void);
void              topos_place_motion_free (ToposPlaceMotion *self);

/* The items have been made anew for another zoom: from `before`, which stood in `was`, to `after`
 * in `now`, at `now_us`. What came out of a cluster sets out from its middle, what went into one
 * moves there. */
void topos_place_motion_note (ToposPlaceMotion *self, const GArray *before, const ToposPlaceView *was,
                              const GArray *after, const ToposPlaceView *now, int64_t now_us);

/* How far from its own spot a thing is drawn, in pixels; true while it is on its way. */
bool topos_place_motion_offset (ToposPlaceMotion *self, const ToposPlaceItem *item,
                                const ToposPlaceView *view, int64_t now_us, double *dx, double *dy);

/* The i-th of those that are going into a cluster, with x and y where it is now; false when there
 * are no more. */
bool topos_place_motion_leaving (ToposPlaceMotion *self, guint i, const ToposPlaceView *view,
                                 int64_t now_us, ToposPlaceItem *item);

/* True when nothing is on its way any more; forgets what has arrived. */
bool topos_place_motion_rests (ToposPlaceMotion *self, int64_t now_us);

/* All stand where they belong, at once. */
void topos_place_motion_stop (ToposPlaceMotion *self);

/* --------------------------------------------------------------------- place-pictures.c */

const ToposSprite *topos_place_symbol (ToposPlaceLayer *self, const ToposPlaceItem *item,
                                       ToposSymbolState state);
const ToposSprite *topos_place_name (ToposPlaceLayer *self, const ToposPlaceItem *item,
                                     ToposSymbolState state);

/* The outline's picture for the view; NULL when none of it shows. */
const ToposPlacePicture *topos_place_picture (ToposPlaceLayer *self, const ToposPlaceItem *item,
                                              const ToposOutline *outline, ToposSymbolState state);

void topos_sprite_free (ToposSprite *self);
void topos_place_picture_free (ToposPlacePicture *self);

/* --------------------------------------------------------------------- place-snapshot.c */

void topos_place_snapshot (GtkWidget *widget, GtkSnapshot *snapshot);

/* ---------------------------------------------------------------------- place-pointer.c */

/* Hears the pointer on the map itself, so that dragging and scrolling stay the map's. */
void topos_place_listen (ToposPlaceLayer *self);
void topos_place_unlisten (ToposPlaceLayer *self);

/* What a click on an item does. */
void topos_place_open (ToposPlaceLayer *self, int i);

/* ---------------------------------------------------------------------- place-buttons.c */

void topos_place_make_buttons (ToposPlaceLayer *self);
void topos_place_assign_button (ToposPlaceLayer *self, int button, int i);
void topos_place_wait_for_rest (ToposPlaceLayer *self);
void topos_place_size_allocate (GtkWidget *widget, int width, int height, int baseline);

/* ------------------------------------------------------------------------ place-layer.c */

void topos_place_select (ToposPlaceLayer *self, ToposPlaceId place);

/* The same by the user's hand, which is told even when the place is selected already. */
void topos_place_choose (ToposPlaceLayer *self, ToposPlaceId place);
void topos_place_hover (ToposPlaceLayer *self, ToposPlaceId hovered);

/* Tells that the view is another, or is said in other words. */
void topos_place_tell_summary (ToposPlaceLayer *self, guint in_view);
void topos_place_tell_covered (ToposPlaceLayer *self);
