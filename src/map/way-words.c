/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "map/way-words.h"

#include "core/geo.h"

#include <glib/gi18n.h>
#include <math.h>

#define KM_PER_MILE 1.609344

/* From north, clockwise. Translators: these end "40 km …" */
static const char *const DIRECTIONS[] = {
  N_("to the north"), N_("to the north-east"), N_("to the east"), N_("to the south-east"),
  N_("to the south"), N_("to the south-west"), N_("to the west"), N_("to the north-west"),
};

char *
topos_way_in_words (const ToposPin *to, ToposPoint from, bool imperial)
{
  const int n = G_N_ELEMENTS (DIRECTIONS);
  const double eighth = 360.0 / n;
  const double km = topos_geo_distance_km (from, to->point);
  const double length = imperial ? km / KM_PER_MILE : km;
  const int direction = (int) lround (topos_geo_bearing (from, to->point) / eighth) % n;
  g_autofree char *passages = g_strdup_printf (ngettext ("%d passage", "%d passages", (gulong) to->passages),
                                               to->passages);
  g_autofree char *way = g_strdup_printf (imperial ? _("%.*f miles %s") : _("%.*f km %s"),
                                          length < 10 ? 1 : 0, length,
                                          _(DIRECTIONS[(direction + n) % n]));

  return g_strjoin (", ", to->name, passages, way, NULL);
}
