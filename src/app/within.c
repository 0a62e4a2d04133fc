/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/within.h"

#include "core/view.h"
#include "draw/outlines.h"
#include "engine/engine.h"

static double
breadth (const ToposOutline *outline)
{
  return (outline->high.x - outline->low.x) * (outline->high.y - outline->low.y);
}

ToposPlaceId
topos_within (const GArray *pins, ToposPoint point)
{
  g_autofree char *path = g_build_filename (topos_data_dir (), TOPOS_OUTLINES_BUNDLED, NULL);
  /* Without the file nothing is known to hold anything, and the map shows no outline either. */
  g_autoptr (ToposOutlines) outlines = topos_outlines_open (path, NULL);
  const ToposMercator at = topos_mercator_from_point (point);
  ToposPlaceId found = TOPOS_PLACE_NONE;
  double least = 0;

  for (guint i = 0; pins != NULL && i < pins->len; i++) {
    const ToposPin *pin = &g_array_index (pins, ToposPin, i);
    if (!topos_place_kind_is_area (pin->kind))
      continue;
    g_autoptr (ToposOutline) outline = topos_outlines_find (outlines, pin->id);
    if (outline == NULL || !topos_outline_contains (outline, at)
        || (found != TOPOS_PLACE_NONE && breadth (outline) >= least))
      continue;
    found = pin->id;
    least = breadth (outline);
  }
  return found;
}
