/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "draw/callout.h"
#include "draw/sheet.h"

#define TOPOS_NUMBER_RADIUS 9.0   /* of a symbol with a number in it, at least */

/* The map on a sheet: what of the places shows where in its frame. */
typedef struct {
  double x;
  double y;
  double radius;            /* of the symbol, or of the ring */
  ToposSymbolShape shape;
  bool ring;
  ToposOutline *outline;    /* of an area by itself, where there is one: instead of its ring */
  bool banner;              /* a country or region: its name is its symbol */
  size_t marker;            /* the place, or the heaviest of the cluster */
  size_t others[4];         /* some more of a cluster's, by their order among the markers */
  int n;                    /* places in it */
  bool hidden;              /* neither its name nor its symbol found room: told in the notes */
  uint64_t passages;
} ToposSheetItem;

typedef struct {
  GArray *items;            /* ToposSheetItem, heaviest first */
  GArray *wide;             /* size_t: areas that the frame lies in, wider than it */
  GArray *beyond;           /* size_t: places outside the frame */
  GArray *hidden;           /* size_t: those of hidden items */
  int shown;
  int most_passages;        /* of a symbol for one place */
  bool has[TOPOS_SYMBOL_N];
  bool has_ring;
  bool has_outline;
  int banners;              /* countries and regions */
} ToposSheetItems;

/* Finds the view of a frame so large: the box asked for, the centre and zoom, or the bulk. The
 * frame's height shrinks where the world is not so high. */
ToposBaseView topos_sheet_view (const ToposSheet *sheet, double width, double height);

ToposSheetItems *topos_sheet_items_new (const ToposSheet *sheet, const ToposBaseView *view);
void             topos_sheet_items_free (ToposSheetItems *items);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ToposSheetItems, topos_sheet_items_free)

/* How far the area `marker` reaches in the view; less than TOPOS_RING_LEAST shows no ring. */
#define TOPOS_RING_LEAST 22.0
double topos_sheet_ring_radius (const ToposBaseView *view, const ToposMarker *marker);
