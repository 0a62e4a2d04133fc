/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tiles/mbtiles.h"

#include "core/error.h"
#include "core/translate.h"
#include "db/db.h"

#include <string.h>
#include <zlib.h>

#define UNZIPPED_LIMIT (16u << 20)
#define ZOOM_LIMIT 22

struct ToposMbtiles {
  gatomicrefcount references;
  GMutex lock;  /* one connection, one reader at a time: a read takes a tenth of a millisecond */
  ToposDb *db;
  char *path;
  char *name;
  char *credits;
  ToposTilesKind kind;
  ToposTilesSchema schema;
  int min_zoom;
  int max_zoom;
  ToposBox bounds;
};

/* Unzips gzip or zlib data; NULL when it is damaged or too large. */
static GBytes *
unzip (const void *data, size_t length)
{
  z_stream stream = { 0 };
  if (inflateInit2 (&stream, 32 + MAX_WBITS) != Z_OK)
    return NULL;

  g_autoptr (GByteArray) out = g_byte_array_new ();
  unsigned char chunk[32768];
  int status = Z_OK;
  stream.next_in = (unsigned char *) data;
  stream.avail_in = (unsigned int) length;
  while (status == Z_OK && out->len <= UNZIPPED_LIMIT) {
    stream.next_out = chunk;
    stream.avail_out = sizeof chunk;
    status = inflate (&stream, Z_NO_FLUSH);
    g_byte_array_append (out, chunk, (unsigned int) (sizeof chunk - stream.avail_out));
  }
  inflateEnd (&stream);
  if (status != Z_STREAM_END || out->len > UNZIPPED_LIMIT)
    return NULL;
  return g_byte_array_free_to_bytes (g_steal_pointer (&out));
}

static bool
is_zipped (const unsigned char *data, size_t length)
{
  const bool gzip = length > 2 && data[0] == 0x1f && data[1] == 0x8b;
  const bool zlib = length > 2 && data[0] == 0x78 && (data[0] * 256 + data[1]) % 31 == 0;
  return gzip || zlib;
}

static int
number_of (GHashTable *metadata, const char *key, int otherwise)
{
  const char *text = g_hash_table_lookup (metadata, key);
  int64_t value;
  if (!text || !g_ascii_string_to_signed (text, 10, 0, ZOOM_LIMIT, &value, NULL))
    return otherwise;
  return (int) value;
}

static ToposBox
bounds_of (GHashTable *metadata)
{
  const ToposBox world = { .west = -180, .south = -TOPOS_MERCATOR_MAX_LATITUDE, .east = 180,
                           .north = TOPOS_MERCATOR_MAX_LATITUDE };
  const char *text = g_hash_table_lookup (metadata, "bounds");
  if (!text)
    return world;

  double edge[4];
  for (int i = 0; i < 4; i++) {
    char *end;
    edge[i] = g_ascii_strtod (text, &end);
    if (end == text || !(edge[i] >= -360 && edge[i] <= 360) || *end != (i < 3 ? ',' : '\0'))
      return world;
    text = end + 1;
  }
  return (ToposBox) { .west = edge[0], .south = edge[1], .east = edge[2], .north = edge[3] };
}

/* The schema by the names of the layers that the file lists. */
static ToposTilesSchema
schema_of (GHashTable *metadata)
{
  static const struct {
    const char *sign;
    ToposTilesSchema schema;
  } SIGNS[] = {
    { "\"water_polygons\"", TOPOS_SCHEMA_SHORTBREAD },
    { "\"street_labels\"", TOPOS_SCHEMA_SHORTBREAD },
    { "\"place_labels\"", TOPOS_SCHEMA_SHORTBREAD },
    { "\"transportation\"", TOPOS_SCHEMA_OPENMAPTILES },
    { "\"landcover\"", TOPOS_SCHEMA_OPENMAPTILES },
    { "\"water\"", TOPOS_SCHEMA_OPENMAPTILES },
  };
  if (g_hash_table_contains (metadata, "topos:schema"))
    return TOPOS_SCHEMA_TOPOS;
  const char *json = g_hash_table_lookup (metadata, "json");
  for (size_t i = 0; json && i < G_N_ELEMENTS (SIGNS); i++)
    if (strstr (json, SIGNS[i].sign))
      return SIGNS[i].schema;
  return TOPOS_SCHEMA_OPENMAPTILES;
}

static bool
kind_of (GHashTable *metadata, ToposTilesKind *kind)
{
  static const struct {
    const char *format;
    ToposTilesKind kind;
  } FORMATS[] = {
    { "pbf", TOPOS_TILES_VECTOR },
    { "application/vnd.mapbox-vector-tile", TOPOS_TILES_VECTOR },
    { "png", TOPOS_TILES_RASTER },
    { "jpg", TOPOS_TILES_RASTER },
    { "jpeg", TOPOS_TILES_RASTER },
    { "webp", TOPOS_TILES_RASTER },
    { "image/png", TOPOS_TILES_RASTER },
    { "image/jpeg", TOPOS_TILES_RASTER },
    { "image/webp", TOPOS_TILES_RASTER },
  };
  const char *format = g_hash_table_lookup (metadata, "format");
  for (size_t i = 0; format && i < G_N_ELEMENTS (FORMATS); i++)
    if (g_ascii_strcasecmp (format, FORMATS[i].format) == 0) {
      *kind = FORMATS[i].kind;
      return true;
    }
  return false;
}

static GHashTable *
read_metadata (ToposDb *db, GError **error)
{
  g_autoptr (GHashTable) metadata = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GError) failure = NULL;
  g_autoptr (ToposStatement) rows = topos_db_ask (db, error, "SELECT name, value FROM metadata", "");
  if (!rows)
    return NULL;
  while (topos_statement_next (rows, &failure)) {
    const char *name = topos_statement_text (rows, 0);
    const char *value = topos_statement_text (rows, 1);
    if (name && value)
      g_hash_table_insert (metadata, g_strdup (name), g_strdup (value));
  }
  if (failure) {
    g_propagate_error (error, g_steal_pointer (&failure));
    return NULL;
  }
  return g_steal_pointer (&metadata);
}

/* Fills in what the file says of itself, and what the tiles say where it is silent. */
static bool
learn (ToposMbtiles *self, GError **error)
{
  g_autoptr (GHashTable) metadata = read_metadata (self->db, error);
  int64_t least = -1;
  int64_t most = -1;
  if (!metadata ||
      !topos_db_ask_int (self->db, &least, -1, error, "SELECT min(zoom_level) FROM tiles", "") ||
      !topos_db_ask_int (self->db, &most, -1, error, "SELECT max(zoom_level) FROM tiles", ""))
    return false;
  if (!kind_of (metadata, &self->kind) || most < least || least < 0) {
    g_set_error (error, TOPOS_ERROR, TOPOS_ERROR_INPUT,
                 _ ("“%s” holds no map tiles that can be drawn: choose an MBTiles file with vector, "
                 "PNG, JPEG or WebP tiles."), self->path);
    return false;
  }

  self->min_zoom = MAX (number_of (metadata, "minzoom", 0), (int) MIN (least, ZOOM_LIMIT));
  self->max_zoom = MIN (number_of (metadata, "maxzoom", ZOOM_LIMIT), (int) MIN (most, ZOOM_LIMIT));
  self->min_zoom = MIN (self->min_zoom, self->max_zoom);
  self->bounds = bounds_of (metadata);
  self->schema = schema_of (metadata);
  const char *name = g_hash_table_lookup (metadata, "name");
  const char *credits = g_hash_table_lookup (metadata, "attribution");
  self->name = g_strdup (name ? name : "");
  self->credits = g_strdup (credits ? credits : "");
  return true;
}

ToposMbtiles *
topos_mbtiles_open (const char *path, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (ToposMbtiles) self = g_new0 (ToposMbtiles, 1);
  g_atomic_ref_count_init (&self->references);
  g_mutex_init (&self->lock);
  self->path = g_strdup (path);
  self->db = topos_db_open (path, TOPOS_DB_READ, &failure);
  if (self->db && learn (self, &failure))
    return g_steal_pointer (&self);

  if (g_error_matches (failure, TOPOS_ERROR, TOPOS_ERROR_INPUT))
    g_propagate_error (error, g_steal_pointer (&failure));
  else
    g_set_error (error, TOPOS_ERROR, TOPOS_ERROR_INPUT,
                 _ ("“%s” cannot be read as map tiles: choose an MBTiles file. (%s)"), path,
                 failure->message);
  return NULL;
}

ToposMbtiles *
topos_mbtiles_ref (ToposMbtiles *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
topos_mbtiles_unref (ToposMbtiles *self)
{
  if (!g_atomic_ref_count_dec (&self->references))
    return;
  g_clear_pointer (&self->db, topos_db_close);
  g_mutex_clear (&self->lock);
  g_free (self->path);
  g_free (self->name);
  g_free (self->credits);
  g_free (self);
}

const char *
topos_mbtiles_path (const ToposMbtiles *self)
{
  return self->path;
}

ToposTilesKind
topos_mbtiles_kind (const ToposMbtiles *self)
{
  return self->kind;
}

ToposTilesSchema
topos_mbtiles_schema (const ToposMbtiles *self)
{
  return self->schema;
}

int
topos_mbtiles_min_zoom (const ToposMbtiles *self)
{
  return self->min_zoom;
}

int
topos_mbtiles_max_zoom (const ToposMbtiles *self)
{
  return self->max_zoom;
}

const char *
topos_mbtiles_name (const ToposMbtiles *self)
{
  return self->name;
}

const char *
topos_mbtiles_credits (const ToposMbtiles *self)
{
  return self->credits;
}

ToposBox
topos_mbtiles_bounds (const ToposMbtiles *self)
{
  return self->bounds;
}

/* The bytes as they are kept. NULL without an error when there are none. */
static GBytes *
read_kept (ToposMbtiles *self, int zoom, int x, int row, GError **error)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  g_autoptr (ToposStatement) rows =
    topos_db_ask (self->db, error,
                  "SELECT tile_data FROM tiles"
                  " WHERE zoom_level = ? AND tile_column = ? AND tile_row = ?",
                  "nnn", zoom, x, row);
  if (!rows || !topos_statement_next (rows, error))
    return NULL;
  gsize length;
  const void *data = topos_statement_bytes (rows, 0, &length);
  return length > 0 ? g_bytes_new (data, length) : NULL;
}

GBytes *
topos_mbtiles_read (ToposMbtiles *self, int zoom, int x, int y, GError **error)
{
  if (zoom < 0 || zoom > ZOOM_LIMIT || x < 0 || y < 0 || x >= 1 << zoom || y >= 1 << zoom)
    return NULL;

  /* Rows are kept counted from the south. */
  g_autoptr (GBytes) kept = read_kept (self, zoom, x, (1 << zoom) - 1 - y, error);
  if (!kept)
    return NULL;
  gsize length;
  const unsigned char *data = g_bytes_get_data (kept, &length);
  if (self->kind == TOPOS_TILES_RASTER || !is_zipped (data, length))
    return g_steal_pointer (&kept);

  GBytes *unzipped = unzip (data, length);
  if (!unzipped)
    g_set_error (error, TOPOS_ERROR, TOPOS_ERROR_INPUT,
                 _ ("A tile of “%s” is damaged (zoom %d, column %d, row %d): get the file again."),
                 self->path, zoom, x, y);
  return unzipped;
}
