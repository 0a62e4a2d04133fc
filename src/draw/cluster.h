/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/geo.h"

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

/* Points gathered into groups for any view at any zoom, fast: the points lie sorted along
 * a Z-shaped curve, so that every power-of-two cell of the world is one run of them, found by
 * binary searches and summed by prefix sums. Unchanging once made; any thread may ask. */
typedef struct ToposClusterIndex ToposClusterIndex;

/* A part of the Web Mercator square. `x1` may go beyond 1 and `x0` below 0: the world goes on
 * round the 180th meridian. */
typedef struct {
  double x0;
  double y0;
  double x1;
  double y1;
} ToposMercatorBox;

/* A group of points, or one alone. `middle` is weighted and lies in the window's own turn of the
 * world. `lead` is the heaviest of them (of a crowd, of its first 64), as an index into the points
 * given. */
typedef struct {
  ToposMercator middle;
  ToposMercatorBox extent;
  uint32_t n;
  uint32_t lead;
  uint32_t lead_weight;
  uint64_t weight;
  uint32_t first_part;  /* into ToposClusters.parts; a linked list */
} ToposCluster;

typedef struct {
  uint32_t first;       /* a run of the index's order, or of the extra points */
  uint32_t n;
  bool extra;
  uint32_t next;        /* the cluster's next part, or UINT32_MAX */
} ToposClusterPart;

typedef struct {
  GArray *clusters;     /* ToposCluster, heaviest first */
  GArray *parts;        /* ToposClusterPart */
} ToposClusters;

/* Sorts `n` points with their weights (how many passages). They are copied. */
ToposClusterIndex *topos_cluster_index_new (const ToposMercator *points, const uint32_t *weights,
                                            size_t n);
void               topos_cluster_index_free (ToposClusterIndex *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ToposClusterIndex, topos_cluster_index_free)

/* The groups in `window`, no two of them closer than `spacing` (both in units of the world's
 * width) unless they would grow without end. `extra` are points outside the index that join the
 * groups (`lead` then counts on from the index's n), for instance areas too small to be drawn as
 * such; may be NULL. The sums of weights and counts are those of all points in the cells
 * that touch the window. */
ToposClusters *topos_clusters_find (const ToposClusterIndex *self, ToposMercatorBox window,
                                    double spacing, const ToposMercator *extra,
                                    const uint32_t *extra_weights, size_t n_extra);
void           topos_clusters_free (ToposClusters *clusters);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ToposClusters, topos_clusters_free)

/* Calls `visit` with every point of `cluster`: its index as in `lead`. */
typedef void (*ToposClusterVisit) (uint32_t point, void *data);
void topos_cluster_foreach (const ToposClusterIndex *self, const ToposClusters *clusters,
                            const ToposCluster *cluster, ToposClusterVisit visit, void *data);
