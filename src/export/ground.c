/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/ground.h"

bool
topos_export_base_map (const ToposPicture *picture, const char *data_dir, ToposBaseMap **base,
                       GError **error)
{
  g_autofree char *bundled = g_build_filename (data_dir, "basemap", "world.mbtiles", NULL);

  *base = NULL;
  if (picture->basemap != NULL && g_str_equal (picture->basemap, "none"))
    return true;
  g_autoptr (ToposBaseMap) map
      = topos_base_map_new (picture->basemap != NULL ? picture->basemap : bundled, error);
  if (map == NULL)
    return false;
  for (char **path = picture->user_maps; path != NULL && *path != NULL; path++)
    if (!topos_base_map_add (map, *path, error))
      return false;
  *base = g_steal_pointer (&map);
  return true;
}

ToposOutlines *
topos_export_outlines (const char *data_dir)
{
  g_autofree char *path = g_build_filename (data_dir, TOPOS_OUTLINES_BUNDLED, NULL);

  return topos_outlines_open (path, NULL);
}

GArray *
topos_export_markers (const ToposGathered *gathered)
{
  GArray *const markers = g_array_new (FALSE, FALSE, sizeof (ToposMarker));

  for (guint i = 0; i < gathered->places->len; i++) {
    const ToposPlaceRow *const row = gathered->places->pdata[i];
    const ToposMarker marker = { row->id, row->name, row->point, row->kind, row->standing,
                                 row->radius_km, row->passages, row->rank };
    if (row->marked > 0)
      g_array_append_val (markers, marker);
  }
  return markers;
}
