/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "draw/base-map.h"
#include "draw/style.h"

/* Names that want a place on the map, before anyone has looked for room. */
typedef enum {
  TOPOS_LABEL_OCEAN,
  TOPOS_LABEL_SEA,
  TOPOS_LABEL_LAKE,
  TOPOS_LABEL_MOUNTAINS,
  TOPOS_LABEL_DESERT,
  TOPOS_LABEL_ISLAND,
  TOPOS_LABEL_COUNTRY,
  TOPOS_LABEL_STATE,
  TOPOS_LABEL_CAPITAL,
  TOPOS_LABEL_TOWN,
  TOPOS_LABEL_VILLAGE,
  TOPOS_LABEL_STREET,   /* along a line */
  TOPOS_LABEL_RIVER,
  TOPOS_LABEL_N_KINDS,
} ToposLabelKind;

/* How each kind is written. Letter spacing in thousandths of the size. */
typedef struct {
  ToposInk ink;
  ToposInk halo;
  int spacing;
  bool bold;
  bool italic;
  bool capitals;
  bool has_dot;
  double least_px;
  double most_px;
} ToposLabelLook;

extern const ToposLabelLook TOPOS_LABEL_LOOKS[TOPOS_LABEL_N_KINDS];

/* A name that wants a place. The texts and the line are a tile's. */
typedef struct {
  ToposLabelKind kind;
  double priority;   /* the lowest chooses first */
  char *key;         /* the text however it is spelled: topos_fold */
  const char *text;
  const char *english;
  double x;
  double y;
  double size;       /* of the letters, in units */
  double room;       /* how wide the thing is, in units; 0 for a point */
  double dot;        /* radius of its dot, in units */
  int capital;
  const ToposTilePart *line;  /* along which it runs, or NULL */
  double unit;       /* of the line's numbers, in units; they begin at x, y */
} ToposLabelWish;

typedef struct {
  GArray *wishes;    /* ToposLabelWish, the most important first */
  GPtrArray *tiles;  /* that hold the texts */
} ToposLabelWishes;

/* The names of the bundled world and of all maps over it that may be named in the view or within
 * `margin` of it, but for those in `taken` (ends with NULL; may be NULL), however these are spelled.
 * Returns: (transfer full). */
ToposLabelWishes *topos_label_wishes_new (ToposBaseMap *map, const ToposBaseView *view,
                                          double margin, const char *const *taken);
void              topos_label_wishes_free (ToposLabelWishes *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ToposLabelWishes, topos_label_wishes_free)
