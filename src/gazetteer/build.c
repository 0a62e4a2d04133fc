/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gazetteer/build.h"

#include "gazetteer/geojson.h"
#include "gazetteer/lines.h"
#include "gazetteer/rows.h"
#include "gazetteer/tables.h"
#include "gazetteer/writer.h"

bool
topos_gazetteer_build_read (ToposGazetteerBuild *self, const char *path, GError **error)
{
  g_autoptr (Lines) lines = NULL;
  g_autoptr (GError) why = NULL;

  if (geojson_is (path))
    return gazetteer_read_geojson (self, path, error);
  lines = lines_open (path, error);
  if (lines == NULL)
    return false;
  while (lines_next_table (lines, &why))
    if (!gazetteer_read_table (self, lines, error))
      return false;
  if (why != NULL)
    g_propagate_error (error, g_steal_pointer (&why));
  return why == NULL;
}

bool
topos_gazetteer_build_finish (ToposGazetteerBuild *self, const char *path,
                              ToposGazetteerReport *report, GError **error)
{
  gazetteer_build_settle (self);
  if (!gazetteer_write (self, path, error))
    return false;
  if (report != NULL) {
    g_ptr_array_add (self->bad, NULL);
    *report = self->report;
    report->bad = g_strdupv ((char **) self->bad->pdata);
  }
  return true;
}

bool
topos_gazetteer_build (const char *const *inputs, const char *path,
                       ToposGazetteerReport *report, GError **error)
{
  g_autoptr (ToposGazetteerBuild) self = topos_gazetteer_build_new ();

  for (; *inputs != NULL; inputs++)
    if (!topos_gazetteer_build_read (self, *inputs, error))
      return false;
  return topos_gazetteer_build_finish (self, path, report, error);
}
