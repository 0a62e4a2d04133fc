/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/data.h"

#include "text/json.h"

static void
key (GString *json, const char *name)
{
  const char last = json->str[json->len - 1];

  if (last != '{' && last != '[')
    g_string_append_c (json, ',');
  g_string_append_printf (json, "\"%s\":", name);
}

static void
text (GString *json, const char *name, const char *value)
{
  key (json, name);
  topos_json_append_string (json, value);
}

static void
number (GString *json, const char *name, double value, int digits)
{
  key (json, name);
  topos_json_append_number (json, value, digits);
}

static void
day (GString *json, const char *name, ToposDay value)
{
  g_autofree char *iso = topos_day_to_iso (value);

  text (json, name, iso);
}

/* The mention of `place` in the passage; the passage is there because it has one. */
static const ToposMentionRow *
mention_of (const ToposPassageRow *passage, ToposPlaceId place)
{
  for (guint i = 0; i < passage->mentions->len; i++) {
    const ToposMentionRow *const mention
        = &g_array_index (passage->mentions, ToposMentionRow, i);
    if (mention->counts && mention->place == place)
      return mention;
  }
  g_assert_not_reached ();
}

static void
add_passage (GString *json, const ToposPassageRow *passage, ToposPlaceId place)
{
  const ToposMentionRow *const mention = mention_of (passage, place);

  g_string_append_c (json, '{');
  text (json, "id", passage->id);
  text (json, "document", passage->document);
  text (json, "title", passage->title);
  text (json, "outlet", passage->outlet);
  day (json, "published", passage->published);
  text (json, "text", passage->text);
  number (json, "start", passage->char_start, 0);
  number (json, "end", passage->char_end, 0);
  day (json, "from", passage->days.first);
  day (json, "to", passage->days.last);
  number (json, "confidence", mention->confidence / 1000.0, 3);
  text (json, "standing", topos_standing_word (mention->standing));
  g_string_append_c (json, '}');
}

static void
add_feature (GString *json, const ToposGathered *gathered, guint i)
{
  const ToposPlaceRow *const row = gathered->places->pdata[i];
  const GArray *const passages = gathered->of_place->pdata[i];

  g_string_append (json, "{\"type\":\"Feature\",\"id\":");
  topos_json_append_number (json, (double) row->id, 0);
  g_string_append (json, ",\"geometry\":{\"type\":\"Point\",\"coordinates\":[");
  topos_json_append_number (json, row->point.lon, 6);
  g_string_append_c (json, ',');
  topos_json_append_number (json, row->point.lat, 6);
  g_string_append (json, "]},\"properties\":{");
  text (json, "name", row->name);
  text (json, "kind", topos_place_kind_word (row->kind));
  text (json, "admin", row->where);
  text (json, "standing", topos_standing_word (row->standing));
  number (json, "radius_km", row->radius_km, 1);
  number (json, "passages", row->passages, 0);
  number (json, "mentions", row->mentions, 0);
  number (json, "documents", row->documents, 0);
  day (json, "first_date", row->first_day);
  day (json, "last_date", row->last_day);
  if (row->geonameid != 0)
    number (json, "geonameid", row->geonameid, 0);
  else
    text (json, "geonameid", NULL);
  key (json, "texts");
  g_string_append_c (json, '[');
  for (guint p = 0; p < passages->len; p++) {
    if (p > 0)
      g_string_append_c (json, ',');
    add_passage (json, gathered->passages->pdata[g_array_index (passages, guint, p)], row->id);
  }
  g_string_append (json, "]}}");
}

GString *
topos_export_geojson (const ToposGathered *gathered)
{
  GString *const json = g_string_new ("{\"type\":\"FeatureCollection\",\"topos\":{");

  text (json, "title", gathered->title);
  text (json, "filter", gathered->filter);
  text (json, "summary", gathered->summary);
  text (json, "note", gathered->note);
  text (json, "credits", "Places: GeoNames, CC BY 4.0");
  key (json, "recipe");
  g_string_append (json, gathered->recipe);
  g_string_append (json, "},\"features\":[");
  for (guint i = 0; i < gathered->places->len; i++) {
    g_string_append (json, i > 0 ? ",\n" : "\n");
    add_feature (json, gathered, i);
  }
  g_string_append (json, "\n]}\n");
  return json;
}
