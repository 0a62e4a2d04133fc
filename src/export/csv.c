/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/data.h"

#include "text/json.h"

#include <string.h>

/* A cell's text between quotes where RFC 4180 wants them. A spreadsheet runs what begins with one
 * of =+-@ or a control character; an apostrophe before it makes it text. */
static void
cell (GString *csv, const char *text)
{
  const char *const safe = text != NULL ? text : "";
  const bool formula = *safe != '\0' && strchr ("=+-@\t\r\n|%", *safe) != NULL;

  if (csv->len > 0 && csv->str[csv->len - 1] != '\n')
    g_string_append_c (csv, ',');
  if (!formula && strpbrk (safe, ",\"\r\n") == NULL) {
    g_string_append (csv, safe);
    if (*safe == '\0' && (csv->len == 0 || csv->str[csv->len - 1] == '\n'))
      g_string_append (csv, "\"\"");
    return;
  }
  g_string_append_c (csv, '"');
  if (formula)
    g_string_append_c (csv, '\'');
  for (const char *at = safe; *at != '\0'; at++) {
    if (*at == '"')
      g_string_append_c (csv, '"');
    g_string_append_c (csv, *at);
  }
  g_string_append_c (csv, '"');
}

/* Numbers are written bare: a negative latitude is no formula. */
static void
number (GString *csv, double value, int digits)
{
  if (csv->len > 0 && csv->str[csv->len - 1] != '\n')
    g_string_append_c (csv, ',');
  topos_json_append_number (csv, value, digits);
}

static void
day (GString *csv, ToposDay value)
{
  g_autofree char *iso = topos_day_to_iso (value);

  cell (csv, iso);
}

static void
end_row (GString *csv)
{
  g_string_append (csv, "\r\n");
}

GString *
topos_export_csv_places (const ToposGathered *gathered)
{
  GString *const csv = g_string_new (
      "id,name,kind,admin,lat,lon,radius_km,standing,passages,mentions,documents,first_date,"
      "last_date,geonameid,filter\r\n");

  for (guint i = 0; i < gathered->places->len; i++) {
    const ToposPlaceRow *const row = gathered->places->pdata[i];
    number (csv, (double) row->id, 0);
    cell (csv, row->name);
    cell (csv, topos_place_kind_word (row->kind));
    cell (csv, row->where);
    number (csv, row->point.lat, 6);
    number (csv, row->point.lon, 6);
    number (csv, row->radius_km, 1);
    cell (csv, topos_standing_word (row->standing));
    number (csv, row->passages, 0);
    number (csv, row->mentions, 0);
    number (csv, row->documents, 0);
    day (csv, row->first_day);
    day (csv, row->last_day);
    if (row->geonameid != 0)
      number (csv, row->geonameid, 0);
    else
      cell (csv, "");
    cell (csv, gathered->filter);
    end_row (csv);
  }
  return csv;
}

static void
passage_cells (GString *csv, const ToposGathered *gathered, const ToposPassageRow *row)
{
  cell (csv, row->document);
  cell (csv, row->title);
  cell (csv, row->outlet);
  day (csv, row->published);
  day (csv, row->days.first);
  day (csv, row->days.last);
  cell (csv, topos_days_origin_word (row->days_origin));
  number (csv, row->char_start, 0);
  number (csv, row->char_end, 0);
  cell (csv, row->text);
  cell (csv, gathered->filter);
}

typedef struct {
  const ToposGathered *gathered;
  const ToposPassageRow *passage;
  GString *text;
} Cells;

static void
name_cb (int place, const ToposMentionRow *mention, void *data)
{
  const Cells *const cells = data;
  const ToposPlaceRow *const row = cells->gathered->places->pdata[place];

  if (cells->text->len > 0)
    g_string_append (cells->text, "; ");
  g_string_append (cells->text, row->name);
}

GString *
topos_export_csv_passages (const ToposGathered *gathered)
{
  GString *const csv = g_string_new ("passage,places,document,title,outlet,published,from,to,"
                                     "dated_by,start,end,text,filter\r\n");

  for (guint i = 0; i < gathered->passages->len; i++) {
    const ToposPassageRow *const row = gathered->passages->pdata[i];
    g_autoptr (GString) places = g_string_new (NULL);
    Cells cells = { gathered, row, places };
    topos_gathered_places_in (gathered, row, name_cb, &cells);
    cell (csv, row->id);
    cell (csv, places->str);
    passage_cells (csv, gathered, row);
    end_row (csv);
  }
  return csv;
}

static void
mention_cb (int place, const ToposMentionRow *mention, void *data)
{
  const Cells *const cells = data;
  const ToposPlaceRow *const row = cells->gathered->places->pdata[place];

  cell (cells->text, mention->id);
  number (cells->text, (double) row->id, 0);
  cell (cells->text, row->name);
  number (cells->text, mention->point.lat, 6);
  number (cells->text, mention->point.lon, 6);
  number (cells->text, mention->confidence / 1000.0, 3);
  cell (cells->text, topos_standing_word (mention->standing));
  cell (cells->text, topos_sense_word (mention->sense));
  cell (cells->text, mention->by_user ? "user" : "program");
  cell (cells->text, cells->passage->id);
  passage_cells (cells->text, cells->gathered, cells->passage);
  end_row (cells->text);
}

GString *
topos_export_csv_mentions (const ToposGathered *gathered)
{
  GString *const csv = g_string_new (
      "mention,place,name,lat,lon,confidence,standing,sense,decided_by,passage,document,title,"
      "outlet,published,from,to,dated_by,start,end,text,filter\r\n");

  for (guint i = 0; i < gathered->passages->len; i++) {
    Cells cells = { gathered, gathered->passages->pdata[i], csv };
    topos_gathered_places_in (gathered, cells.passage, mention_cb, &cells);
  }
  return csv;
}
