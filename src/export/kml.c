/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/data.h"

#include "export/markup.h"
#include "export/words.h"

/* xsd:date knows no year before 1. */
static char *
xml_day (ToposDay day)
{
  char *const iso = topos_day_to_iso (day);

  if (iso == NULL || *iso == '-' || g_str_has_prefix (iso, "0000")) {
    g_free (iso);
    return NULL;
  }
  return iso;
}

static void
add_time_span (GString *kml, const ToposPlaceRow *row)
{
  g_autofree char *first = xml_day (row->first_day), *last = xml_day (row->last_day);

  if (first == NULL && last == NULL)
    return;
  g_string_append (kml, "<TimeSpan>");
  if (first != NULL)
    g_string_append_printf (kml, "<begin>%s</begin>", first);
  if (last != NULL)
    g_string_append_printf (kml, "<end>%s</end>", last);
  g_string_append (kml, "</TimeSpan>\n");
}

/* The balloon is HTML inside XML: its markup is escaped once, the texts in it twice. */
static void
add_balloon (GString *kml, const ToposGathered *gathered, guint i)
{
  const ToposPlaceRow *const row = gathered->places->pdata[i];
  const GArray *const passages = gathered->of_place->pdata[i];
  g_autoptr (GString) html = g_string_new (NULL);

  topos_markup_printf (html, "<p>%s</p>", row->where);
  for (guint p = 0; p < passages->len; p++) {
    const ToposPassageRow *const passage
        = gathered->passages->pdata[g_array_index (passages, guint, p)];
    g_autofree char *days = topos_export_days (passage->days);
    topos_markup_printf (html, "<p>%s<br/><small>%s%s%s%s%s</small></p>", passage->text,
                         passage->outlet, passage->outlet != NULL ? ", " : "", passage->title,
                         *days != '\0' ? " · " : "", days);
  }
  g_string_append (kml, "<description>");
  topos_markup_append (kml, html->str);
  g_string_append (kml, "</description>\n");
}

static void
add_data (GString *kml, const char *name, const char *value)
{
  topos_markup_printf (kml, "<Data name=\"%s\"><value>%s</value></Data>\n", name, value);
}

static void
add_number (GString *kml, const char *name, int value)
{
  topos_markup_printf (kml, "<Data name=\"%s\"><value>%d</value></Data>\n", name, value);
}

static void
add_placemark (GString *kml, const ToposGathered *gathered, guint i)
{
  const ToposPlaceRow *const row = gathered->places->pdata[i];

  g_string_append_printf (kml, "<Placemark id=\"place-%" G_GUINT64_FORMAT "\">\n", row->id);
  topos_markup_printf (kml, "<name>%s</name>\n", row->name);
  add_balloon (kml, gathered, i);
  add_time_span (kml, row);
  topos_markup_printf (kml, "<styleUrl>#%s</styleUrl>\n",
                       row->standing == TOPOS_STANDING_PLACED ? "certain" : "uncertain");
  g_string_append (kml, "<ExtendedData>\n");
  add_data (kml, "kind", topos_place_kind_word (row->kind));
  add_data (kml, "admin", row->where);
  add_data (kml, "standing", topos_standing_word (row->standing));
  add_number (kml, "passages", row->passages);
  add_number (kml, "mentions", row->mentions);
  add_number (kml, "documents", row->documents);
  g_string_append (kml, "</ExtendedData>\n<Point><coordinates>");
  topos_markup_degrees (kml, row->point.lon);
  g_string_append_c (kml, ',');
  topos_markup_degrees (kml, row->point.lat);
  g_string_append (kml, "</coordinates></Point>\n</Placemark>\n");
}

GString *
topos_export_kml (const ToposGathered *gathered)
{
  GString *const kml = g_string_new ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                                     "<kml xmlns=\"http://www.opengis.net/kml/2.2\">\n"
                                     "<Document>\n");

  topos_markup_printf (kml, "<name>%s</name>\n",
                       gathered->title != NULL ? gathered->title : "Places in the articles");
  topos_markup_printf (kml, "<description>%s%s%s Places: GeoNames, CC BY 4.0.</description>\n",
                       gathered->summary, gathered->note != NULL ? " · " : ".", gathered->note);
  g_string_append (kml, "<Style id=\"certain\"><IconStyle><color>ff1e26b3</color></IconStyle>"
                        "</Style>\n<Style id=\"uncertain\"><IconStyle><color>ff8d939a</color>"
                        "</IconStyle></Style>\n");
  for (guint i = 0; i < gathered->places->len; i++)
    add_placemark (kml, gathered, i);
  g_string_append (kml, "</Document>\n</kml>\n");
  return kml;
}
