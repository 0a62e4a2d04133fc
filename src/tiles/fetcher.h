/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tiles/image.h"

/* OpenStreetMap's tiles, by the rules of its tile server. */
#define TOPOS_OSM_ADDRESS "https://tile.openstreetmap.org/{z}/{x}/{y}.png"
#define TOPOS_OSM_CREDITS "© OpenStreetMap contributors"
#define TOPOS_OSM_MAX_ZOOM 19

/* The credit of tiles from `address` (NULL: OpenStreetMap's server): what the user wishes, `wished`,
 * or the server's name where that is nothing. OpenStreetMap's own tiles always have its credit; those
 * of another server only when it is wished for with other words than the usual ones, which nobody
 * wrote for that server. Returns: (transfer full). */
char *topos_tiles_credits (const char *address, const char *wished);

/* Gets the tiles that are in view from a server over HTTP, two at a time, and keeps them: says who
 * it is, asks for what it has only when it may have changed, and leaves a server alone that is
 * busy or silent. Asks for nothing by itself. */
typedef struct ToposFetcher ToposFetcher;

/* What may be wished otherwise; a zero means the usual. */
typedef struct {
  const char *address;       /* with {z}, {x} and {y}; OpenStreetMap's */
  const char *cache_folder;  /* NULL: nothing is kept */
  int64_t cache_limit;       /* in bytes; 200 MB */
  unsigned int timeout_s;    /* without a byte from the server; 15 */
  int64_t fresh_s;           /* a tile is not asked for again before; 7 days, -1 for none */
} ToposFetcherOptions;

/* A wished tile is there, or, with `error`, is not: on the main context of the thread that made the
 * fetcher. The image is the callback's until it returns. */
typedef void (*ToposFetcherFunc) (int zoom, int x, int y, ToposImage *image, const GError *error,
                                  gpointer user_data);

/* TOPOS_ERROR_USAGE when the address is no HTTP address with {z}, {x} and {y}. No request is made.
 * Returns: (transfer full). */
ToposFetcher *topos_fetcher_new (const ToposFetcherOptions *options, ToposFetcherFunc done,
                                 gpointer user_data, GError **error);

/* Ends what runs; no callback comes after it. */
void topos_fetcher_free (ToposFetcher *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ToposFetcher, topos_fetcher_free)

/* Wishes for a tile; the latest wish is served first. */
void topos_fetcher_want (ToposFetcher *self, int zoom, int x, int y);

/* Takes back all wishes that are not being served: the view has moved on. They get no callback. */
void topos_fetcher_forget (ToposFetcher *self);
