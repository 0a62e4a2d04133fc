/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/data.h"

#include "export/markup.h"
#include "export/words.h"

/* A receiver shows few words: where it lies, how often it is named, on which days. */
static void
add_waypoint (GString *gpx, const ToposPlaceRow *row)
{
  g_autofree char *passages = topos_export_count (row->passages, "passage", "passages");
  g_autofree char *days = topos_export_days ((ToposDateSpan){ row->first_day, row->last_day });
  const bool sure = row->standing == TOPOS_STANDING_PLACED;

  g_string_append (gpx, "<wpt lat=\"");
  topos_markup_degrees (gpx, row->point.lat);
  g_string_append (gpx, "\" lon=\"");
  topos_markup_degrees (gpx, row->point.lon);
  topos_markup_printf (gpx, "\">\n<name>%s</name>\n<cmt>%s%s%s</cmt>\n", row->name, passages,
                       sure ? "" : ", ", sure ? "" : topos_standing_word (row->standing));
  topos_markup_printf (gpx, "<desc>%s%s%s</desc>\n<type>%s</type>\n</wpt>\n", row->where,
                       *row->where != '\0' && *days != '\0' ? " · " : "", days,
                       topos_place_kind_word (row->kind));
}

GString *
topos_export_gpx (const ToposGathered *gathered)
{
  GString *const gpx = g_string_new (
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      "<gpx version=\"1.1\" creator=\"Topos\" xmlns=\"http://www.topografix.com/GPX/1/1\">\n");

  topos_markup_printf (gpx, "<metadata>\n<name>%s</name>\n<desc>%s%s%s</desc>\n</metadata>\n",
                       gathered->title != NULL ? gathered->title : "Places in the articles",
                       gathered->summary, gathered->note != NULL ? " · " : "", gathered->note);
  for (guint i = 0; i < gathered->places->len; i++)
    add_waypoint (gpx, gathered->places->pdata[i]);
  g_string_append (gpx, "</gpx>\n");
  return gpx;
}
