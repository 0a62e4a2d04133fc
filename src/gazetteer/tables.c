/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gazetteer/tables.h"

#include "core/error.h"
#include "core/translate.h"
#include "gazetteer/geojson.h"
#include "gazetteer/geonames.h"

#include <math.h>
#include <string.h>

#define CELLS_AT_MOST 64
#define CREDIT "# credit: "

/* One line cut into cells; the strings lie in the line itself, or in `text` for CSV. */
typedef struct {
  char *cell[CELLS_AT_MOST];
  guint n;
} Cells;

static void
cut_at_tabs (char *line, Cells *cells)
{
  cells->n = 0;
  for (char *at = line; at != NULL && cells->n < CELLS_AT_MOST;) {
    char *tab = strchr (at, '\t');

    cells->cell[cells->n++] = at;
    if (tab != NULL)
      *tab++ = '\0';
    at = tab;
  }
}

static const char *
cell (const Cells *cells, guint i)
{
  return i < cells->n ? cells->cell[i] : "";
}

static bool
to_id (const char *text, uint64_t *id)
{
  return g_ascii_string_to_unsigned (text, 10, 1, UINT32_MAX, id, NULL);
}

static bool
to_number (const char *text, double *number)
{
  char *end;

  *number = g_ascii_strtod (text, &end);
  while (*end == ' ')
    end++;
  return end != text && *end == '\0' && isfinite (*number);
}

/* GeoNames' columns are a country, then up to four levels of codes: their path names the
 * container. "00" is none. */
static void
append_path (GString *path, const Cells *cells, guint levels)
{
  g_string_assign (path, cell (cells, 8));
  for (guint i = 0; i < levels; i++) {
    const char *code = cell (cells, 10 + i);

    if (*code == '\0' || g_str_equal (code, "00"))
      return;
    g_string_append_c (path, '.');
    g_string_append (path, code);
  }
}

/* How many levels of codes make up the own code of a division: country, province, district. */
static int
levels_of (const char *code)
{
  if (g_str_has_prefix (code, "PCL") || g_str_equal (code, "TERR"))
    return 0;
  if (g_str_has_prefix (code, "ADM") && code[3] >= '1' && code[3] <= '4' && code[4] == '\0')
    return code[3] - '0';
  return -1;
}

static int
rank_of_seat (const char *code, int64_t population)
{
  static const struct { const char *code; int better; } SEATS[] = {
    { "PPLC", 3 }, { "PPLA", 2 }, { "PPLA2", 1 }, { "PPLG", 2 },
  };
  static const int64_t PEOPLE[] = {
    5000000, 1000000, 500000, 200000, 100000, 50000, 20000, 10000, 5000, 2000, 1000, 1,
  };
  int rank = 13;

  for (int i = (int) G_N_ELEMENTS (PEOPLE) - 1; i >= 0; i--)
    if (population >= PEOPLE[i])
      rank = i + 1;
  for (gsize i = 0; i < G_N_ELEMENTS (SEATS); i++)
    if (g_str_equal (SEATS[i].code, code))
      rank -= SEATS[i].better;
  return g_str_equal (code, "PPLC") ? CLAMP (rank, 1, 5) : MAX (rank, 1);
}

static bool
add_names (ToposGazetteerBuild *build, uint64_t id, ToposNameKind kind, char *names, char separator,
           GError **error)
{
  const char cut[2] = { separator, '\0' };
  char *rest = names;
  char *name;

  while ((name = strsep (&rest, cut)) != NULL)
    if (*name != '\0' && !gazetteer_build_name (build, id, kind, g_strstrip (name), error))
      return false;
  return true;
}

typedef struct {
  ToposGazetteerBuild *build;
  Lines *lines;      /* NULL for GeoJSON */
  const char *file;  /* its name, and the number of the row, where there are no lines */
  int64_t row;
  GString *in;
  GString *code;
  int *columns;      /* of each known column: its place in the table, or -1 */
} Reader;

static void
tell_bad (const Reader *self, const char *why)
{
  if (self->lines != NULL)
    gazetteer_build_bad (self->build, lines_table (self->lines), lines_number (self->lines), why);
  else
    gazetteer_build_bad (self->build, self->file, self->row, why);
}

static bool
read_main (Reader *self, Cells *cells, GError **error)
{
  const char *feature = cell (cells, 7);
  const int levels = levels_of (feature);
  GazetteerRow row = { .name = cell (cells, 1), .has_kind = true, .has_point = true,
                       .country = cell (cells, 8), .has_population = true };
  const char *bad;
  int rank;

  if (geonames_is_left_out (feature))
    return true;
  append_path (self->in, cells, levels < 0 ? 4 : MAX (levels - 1, 0));
  append_path (self->code, cells, levels < 0 ? 4 : (guint) levels);
  row.code = levels >= 0 ? self->code->str : NULL;
  row.in = levels != 0 ? self->in->str : NULL;
  row.kind = geonames_kind (cell (cells, 6), feature, &rank);
  row.population = g_ascii_strtoll (cell (cells, 14), NULL, 10);
  if (row.kind == TOPOS_PLACE_TOWN)
    rank = rank_of_seat (feature, row.population);
  row.has_rank = rank >= 0;
  row.rank = rank;
  row.is_capital = g_str_equal (feature, "PPLC");
  if (!to_id (cell (cells, 0), &row.id)) {
    tell_bad (self, "the first column is not an id");
    return true;
  }
  if (!to_number (cell (cells, 4), &row.point.lat) || !to_number (cell (cells, 5), &row.point.lon)) {
    tell_bad (self, "latitude or longitude is not a number");
    return true;
  }
  if (gazetteer_build_row (self->build, &row, &bad) == 0) {
    tell_bad (self, bad);
    return true;
  }
  return gazetteer_build_name (self->build, row.id, TOPOS_NAME_ALTERNATE, cell (cells, 2), error)
         && add_names (self->build, row.id, TOPOS_NAME_ALTERNATE, cells->cell[3], ',', error);
}

/* Not names: links, codes of posts and airports, and the like. */
static bool
is_language (const char *code)
{
  static const char *const OTHERS[] = { "link", "post", "iata", "icao", "faac", "wkdt", "unlc",
                                        "tcid", "phon", "piny" };

  for (gsize i = 0; i < G_N_ELEMENTS (OTHERS); i++)
    if (g_str_equal (OTHERS[i], code))
      return false;
  return true;
}

static bool
read_alternate (Reader *self, Cells *cells, GError **error)
{
  const char *language = cell (cells, 2);
  uint64_t id;
  ToposNameKind kind = TOPOS_NAME_ALTERNATE;

  if (!to_id (cell (cells, 1), &id)) {
    tell_bad (self, "the second column is not an id");
    return true;
  }
  if (!is_language (language))
    return true;
  if (g_str_equal (language, "abbr"))
    kind = TOPOS_NAME_ABBREVIATION;
  return gazetteer_build_name (self->build, id, kind, cell (cells, 3), error);
}

static bool
read_hierarchy (Reader *self, Cells *cells, GError **error)
{
  uint64_t parent;
  uint64_t child;

  if (!to_id (cell (cells, 0), &parent) || !to_id (cell (cells, 1), &child))
    tell_bad (self, "a hierarchy needs two ids");
  else
    gazetteer_build_parent (self->build, child, parent);
  return true;
}

static bool
read_codes (Reader *self, Cells *cells, GError **error)
{
  uint64_t id;

  if (!to_id (cell (cells, 3), &id))
    tell_bad (self, "the fourth column is not an id");
  else
    gazetteer_build_code (self->build, cell (cells, 0), id);
  return true;
}

static bool
read_country (Reader *self, Cells *cells, GError **error)
{
  uint64_t id;

  if (*cell (cells, 0) == '#' || !to_id (cell (cells, 16), &id))
    return true;
  gazetteer_build_code (self->build, cell (cells, 0), id);
  return gazetteer_build_name (self->build, id, TOPOS_NAME_ALTERNATE, cell (cells, 4), error);
}

/* The columns of a table with a head line. */
typedef enum {
  COLUMN_ID, COLUMN_KEY, COLUMN_NAME, COLUMN_KIND, COLUMN_LAT, COLUMN_LON, COLUMN_COUNTRY,
  COLUMN_CODE, COLUMN_IN, COLUMN_POPULATION, COLUMN_RANK, COLUMN_RADIUS, COLUMN_WEST,
  COLUMN_SOUTH, COLUMN_EAST, COLUMN_NORTH, COLUMN_NAMES, COLUMN_OFFICIAL, COLUMN_ABBREVIATIONS,
  COLUMN_DEMONYMS, COLUMN_NOTE, N_COLUMNS,
} Column;

static const struct {
  Column column;
  const char *name;
} COLUMNS[] = {
  { COLUMN_ID, "id" },             { COLUMN_ID, "geonameid" },
  { COLUMN_KEY, "key" },           { COLUMN_NAME, "name" },
  { COLUMN_KIND, "kind" },         { COLUMN_LAT, "lat" },
  { COLUMN_LAT, "latitude" },      { COLUMN_LON, "lon" },
  { COLUMN_LON, "lng" },           { COLUMN_LON, "longitude" },
  { COLUMN_COUNTRY, "country" },   { COLUMN_CODE, "code" },
  { COLUMN_IN, "in" },             { COLUMN_IN, "parent" },
  { COLUMN_POPULATION, "population" }, { COLUMN_RANK, "rank" },
  { COLUMN_RADIUS, "radius_km" },  { COLUMN_WEST, "west" },
  { COLUMN_SOUTH, "south" },       { COLUMN_EAST, "east" },
  { COLUMN_NORTH, "north" },       { COLUMN_NAMES, "names" },
  { COLUMN_NAMES, "alternates" },  { COLUMN_OFFICIAL, "official" },
  { COLUMN_ABBREVIATIONS, "abbreviations" }, { COLUMN_DEMONYMS, "demonyms" },
  { COLUMN_NOTE, "note" },
};

static char *
told (const Reader *self, const Cells *cells, Column column)
{
  const int at = self->columns[column];

  return at >= 0 && (guint) at < cells->n && *cells->cell[at] != '\0' ? cells->cell[at] : NULL;
}

static const char *
read_point (const Reader *self, const Cells *cells, GazetteerRow *row)
{
  const char *lat = told (self, cells, COLUMN_LAT);
  const char *lon = told (self, cells, COLUMN_LON);

  if (lat == NULL && lon == NULL)
    return NULL;
  row->has_point = true;
  if (lat == NULL || lon == NULL || !to_number (lat, &row->point.lat)
      || !to_number (lon, &row->point.lon))
    return "latitude or longitude is not a number";
  return NULL;
}

static void
read_area (const Reader *self, const Cells *cells, GazetteerRow *row)
{
  const char *west = told (self, cells, COLUMN_WEST);
  const char *south = told (self, cells, COLUMN_SOUTH);
  const char *east = told (self, cells, COLUMN_EAST);
  const char *north = told (self, cells, COLUMN_NORTH);
  const char *radius = told (self, cells, COLUMN_RADIUS);

  if (radius == NULL || !to_number (radius, &row->radius_km) || row->radius_km < 0)
    row->radius_km = 0;
  row->has_box = west != NULL && south != NULL && east != NULL && north != NULL
                 && to_number (west, &row->box.west) && to_number (south, &row->box.south)
                 && to_number (east, &row->box.east) && to_number (north, &row->box.north);
}

/* A row without id or key is named by what it is: its kind, country, container and name. */
static char *
key_of (const GazetteerRow *row)
{
  if (row->id != 0 || row->name == NULL)
    return NULL;
  return g_strdup_printf ("%s/%s/%s/%s", topos_place_kind_word (row->kind),
                          row->country != NULL ? row->country : "",
                          row->in != NULL ? row->in : "", row->name);
}

static bool
read_named (Reader *self, Cells *cells, GError **error)
{
  static const struct { Column column; ToposNameKind kind; } NAMES[] = {
    { COLUMN_NAMES, TOPOS_NAME_ALTERNATE },   { COLUMN_OFFICIAL, TOPOS_NAME_OFFICIAL },
    { COLUMN_ABBREVIATIONS, TOPOS_NAME_ABBREVIATION }, { COLUMN_DEMONYMS, TOPOS_NAME_DEMONYM },
  };
  const char *id = told (self, cells, COLUMN_ID);
  const char *kind = told (self, cells, COLUMN_KIND);
  const char *population = told (self, cells, COLUMN_POPULATION);
  const char *rank = told (self, cells, COLUMN_RANK);
  GazetteerRow row = {
    .key = told (self, cells, COLUMN_KEY), .name = told (self, cells, COLUMN_NAME),
    .has_kind = kind != NULL, .kind = kind != NULL ? topos_place_kind_from_word (kind) : 0,
    .country = told (self, cells, COLUMN_COUNTRY), .code = told (self, cells, COLUMN_CODE),
    .in = told (self, cells, COLUMN_IN), .has_population = population != NULL,
    .has_rank = rank != NULL, .note = told (self, cells, COLUMN_NOTE),
  };
  g_autofree char *key = NULL;
  const char *bad = read_point (self, cells, &row);
  uint64_t place;

  /* A place that GeoNames does not know has in an export an id of its own, which its name and spot
   * give it here too. */
  if (id != NULL && !to_id (id, &row.id)
      && !g_ascii_string_to_unsigned (id, 10, 1, G_MAXINT64, NULL, NULL))
    bad = "the id is not a whole number";
  row.population = population != NULL ? g_ascii_strtoll (population, NULL, 10) : 0;
  row.rank = rank != NULL ? (int) g_ascii_strtoll (rank, NULL, 10) : 0;
  read_area (self, cells, &row);
  if (row.key == NULL)
    row.key = key = key_of (&row);
  place = bad == NULL ? gazetteer_build_row (self->build, &row, &bad) : 0;
  if (place == 0) {
    tell_bad (self, bad);
    return true;
  }
  for (gsize i = 0; i < G_N_ELEMENTS (NAMES); i++) {
    char *names = told (self, cells, NAMES[i].column);

    if (names != NULL && !add_names (self->build, place, NAMES[i].kind, names, '|', error))
      return false;
  }
  return true;
}

/* Cuts a line of CSV in place: quoted cells may hold the separator, and "" for a quote. False
 * when a quote is still open: the cell goes on in the next line. */
static bool
cut_csv (char *line, char separator, Cells *cells)
{
  char *from = line;
  char *to = line;
  bool quoted = false;

  cells->n = 0;
  cells->cell[cells->n++] = to;
  for (; *from != '\0'; from++) {
    if (quoted && from[0] == '"' && from[1] == '"') {
      *to++ = *from++;
    } else if (*from == '"') {
      quoted = !quoted;
    } else if (*from == separator && !quoted) {
      *to++ = '\0';
      if (cells->n < CELLS_AT_MOST)
        cells->cell[cells->n++] = to;
    } else {
      *to++ = *from;
    }
  }
  *to = '\0';
  return !quoted;
}

static guint
count (const char *text, char what)
{
  guint n = 0;

  for (; *text != '\0'; text++)
    n += *text == what;
  return n;
}

/* The next row of the table, put together from several lines where a quote is open. */
static bool
next_row (Lines *lines, char separator, GString *row, Cells *cells, GError **error)
{
  gsize length;
  char *line = lines_next (lines, &length, error);

  if (line == NULL)
    return false;
  if (separator == '\t') {
    cut_at_tabs (line, cells);
    return true;
  }
  g_string_assign (row, line);
  while (count (row->str, '"') % 2 != 0 && (line = lines_next (lines, &length, error)) != NULL)
    g_string_append_printf (row, "\n%s", line);
  if (!cut_csv (row->str, separator, cells))
    cells->n = 0;
  return *row->str != '\0' || line != NULL;
}

static bool
find_columns (Reader *self, const Cells *cells)
{
  for (int i = 0; i < N_COLUMNS; i++)
    self->columns[i] = -1;
  for (guint i = 0; i < cells->n; i++) {
    g_autofree char *name = g_ascii_strdown (g_strstrip (cells->cell[i]), -1);

    for (gsize k = 0; k < G_N_ELEMENTS (COLUMNS); k++)
      if (g_str_equal (name, COLUMNS[k].name) && self->columns[COLUMNS[k].column] < 0)
        self->columns[COLUMNS[k].column] = (int) i;
  }
  return self->columns[COLUMN_NAME] >= 0
         || (self->columns[COLUMN_NAMES] >= 0 && self->columns[COLUMN_ID] >= 0);
}

typedef bool (*RowReader) (Reader *self, Cells *cells, GError **error);

/* What table it is, by its first row. NULL: one with a head line, or none that we know. */
static RowReader
reader_for (const Cells *cells)
{
  uint64_t id;

  if (cells->n == 19 && to_id (cell (cells, 0), &id))
    return read_main;
  if (cells->n == 19 && (*cell (cells, 0) == '#' || strlen (cell (cells, 0)) == 2))
    return read_country;
  if ((cells->n == 8 || cells->n == 10) && to_id (cell (cells, 0), &id)
      && to_id (cell (cells, 1), &id))
    return read_alternate;
  if (cells->n == 4 && strchr (cell (cells, 0), '.') != NULL && to_id (cell (cells, 3), &id))
    return read_codes;
  if (cells->n >= 2 && cells->n <= 3 && to_id (cell (cells, 0), &id)
      && to_id (cell (cells, 1), &id))
    return read_hierarchy;
  return NULL;
}

static char
separator_of (const char *line)
{
  if (strchr (line, '\t') != NULL)
    return '\t';
  return count (line, ';') > count (line, ',') ? ';' : ',';
}

static bool
read_rows (Reader *self, char separator, RowReader read, GError **error)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GError) why = NULL;
  Cells cells;

  while (next_row (self->lines, separator, text, &cells, &why)) {
    if (cells.n == 1 && *cells.cell[0] == '\0')
      continue;
    self->build->report.rows++;
    if (cells.n == 0)
      tell_bad (self, "a quotation mark is not closed");
    else if (!read (self, &cells, error))
      return false;
  }
  if (why != NULL)
    g_propagate_error (error, g_steal_pointer (&why));
  return why == NULL;
}

/* Steps over the byte order mark that spreadsheets put first, and over lines of remark; keeps
 * those that are credits. */
static char *
first_line (ToposGazetteerBuild *build, Lines *lines, GError **error)
{
  gsize length;
  char *line = lines_next (lines, &length, error);

  if (line != NULL && g_str_has_prefix (line, "\xEF\xBB\xBF"))
    line += 3;
  while (line != NULL && (*line == '\0' || (*line == '#' && strchr (line, '\t') == NULL))) {
    if (g_str_has_prefix (line, CREDIT))
      topos_gazetteer_build_credit (build, g_strstrip (line + strlen (CREDIT)));
    line = lines_next (lines, &length, error);
  }
  return line;
}

bool
gazetteer_read_table (ToposGazetteerBuild *build, Lines *lines, GError **error)
{
  g_autoptr (GString) in = g_string_new (NULL);
  g_autoptr (GString) code = g_string_new (NULL);
  g_autoptr (GError) why = NULL;
  g_autofree char *line = g_strdup (first_line (build, lines, &why));
  int columns[N_COLUMNS];
  Reader self = { .build = build, .lines = lines, .in = in, .code = code, .columns = columns };
  RowReader read;
  Cells cells;
  char separator;

  if (line == NULL) {
    if (why != NULL)
      g_propagate_error (error, g_steal_pointer (&why));
    return why == NULL;
  }
  separator = separator_of (line);
  if (separator == '\t')
    cut_at_tabs (line, &cells);
  else
    cut_csv (line, separator, &cells);
  read = separator == '\t' ? reader_for (&cells) : NULL;
  if (read == NULL && find_columns (&self, &cells))
    return read_rows (&self, separator, read_named, error);
  if (read == NULL) {
    g_set_error (error, TOPOS_ERROR, TOPOS_ERROR_INPUT,
                 _ ("%s is no table of places: its first line names no column “name”, and it is no "
                 "table of GeoNames either."), lines_table (lines));
    return false;
  }
  build->report.rows++;
  return read (&self, &cells, error) && read_rows (&self, separator, read, error);
}

static bool
feature_cb (const char *const *names, const char *const *values, void *data, GError **error)
{
  Reader *self = data;
  Cells head = { .n = 0 };
  Cells cells = { .n = 0 };
  g_auto (GStrv) heads = g_strdupv ((char **) names);
  g_auto (GStrv) texts = g_strdupv ((char **) values);

  for (guint i = 0; heads[i] != NULL && i < CELLS_AT_MOST; i++) {
    head.cell[head.n++] = heads[i];
    cells.cell[cells.n++] = texts[i];
  }
  self->row++;
  self->build->report.rows++;
  if (find_columns (self, &head))
    return read_named (self, &cells, error);
  tell_bad (self, "a feature without a name");
  return true;
}

bool
gazetteer_read_geojson (ToposGazetteerBuild *build, const char *path, GError **error)
{
  g_autofree char *file = g_path_get_basename (path);
  int columns[N_COLUMNS];
  Reader self = { .build = build, .file = file, .columns = columns };

  return geojson_read (path, feature_cb, &self, error);
}
