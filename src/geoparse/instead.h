/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "geoparse/options.h"
#include "geoparse/reasons.h"

/* Where to show a name when no known place is the one it means: what the text says contains it, or
 * what it is named together with. All mentions of a name that nothing else tells apart are shown at
 * one place. */

typedef struct {
  const ToposOption *place;  /* NULL: nowhere */
  ToposReasonCode code;      /* why there, or why nowhere */
} ToposInstead;

/* For mention `m`, whose name no gazetteer has. */
ToposInstead topos_instead_of_unknown (const ToposOptions *options, uint32_t m);

/* True when mention `m` does not mean `best`, the best of its options: the text says that it lies
 * where no place of the name is, or that it is of another kind, or it would be a small place far
 * from all others of the text. Fills `instead` then. */
bool topos_instead_of_best (const ToposOptions *options, uint32_t m, const ToposOption *best,
                            ToposInstead *instead);
