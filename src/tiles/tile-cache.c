/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tiles/tile-cache.h"

#include "core/error.h"
#include "core/translate.h"
#include "db/db.h"

#include <glib/gstdio.h>

struct ToposTileCache {
  GMutex lock;
  ToposDb *db;
  int64_t limit;
  int64_t size;
  int64_t turn;  /* grows with each use, to tell what was used longest ago */
};

static const char SCHEMA[] =
  "CREATE TABLE IF NOT EXISTS tile ("
  "  address TEXT PRIMARY KEY,"
  "  etag TEXT,"
  "  expires INTEGER NOT NULL,"
  "  used INTEGER NOT NULL,"
  "  size INTEGER NOT NULL,"
  "  body BLOB NOT NULL);"
  "CREATE INDEX IF NOT EXISTS tile_by_use ON tile (used);";

static ToposDb *
open_file (const char *path, int64_t *size, int64_t *turn, GError **error)
{
  g_autoptr (ToposDb) db = topos_db_open (path, TOPOS_DB_CREATE, error);
  if (!db || !topos_db_run (db, SCHEMA, error) ||
      !topos_db_ask_int (db, size, 0, error, "SELECT total(size) FROM tile", "") ||
      !topos_db_ask_int (db, turn, 0, error, "SELECT max(used) FROM tile", ""))
    return NULL;
  return g_steal_pointer (&db);
}

ToposTileCache *
topos_tile_cache_open (const char *folder, int64_t limit, GError **error)
{
  g_autofree char *path = g_build_filename (folder, "tiles.sqlite", NULL);
  if (g_mkdir_with_parents (folder, 0700) != 0) {
    g_set_error (error, TOPOS_ERROR, TOPOS_ERROR_OUTPUT,
                 _ ("The folder “%s” for map tiles cannot be made: tiles are not kept."), folder);
    return NULL;
  }

  int64_t size = 0;
  int64_t turn = 0;
  ToposDb *db = open_file (path, &size, &turn, NULL);
  if (!db) {
    /* Nothing in it cannot be had again. */
    static const char *const SUFFIXES[] = { "", "-wal", "-shm" };
    for (size_t i = 0; i < G_N_ELEMENTS (SUFFIXES); i++) {
      g_autofree char *file = g_strconcat (path, SUFFIXES[i], NULL);
      g_unlink (file);
    }
    db = open_file (path, &size, &turn, error);
  }
  if (!db)
    return NULL;

  ToposTileCache *self = g_new0 (ToposTileCache, 1);
  g_mutex_init (&self->lock);
  self->db = db;
  self->limit = limit;
  self->size = size;
  self->turn = turn;
  return self;
}

void
topos_tile_cache_close (ToposTileCache *self)
{
  topos_db_close (self->db);
  g_mutex_clear (&self->lock);
  g_free (self);
}

/* A cache that fails is a cache that has nothing: its errors end here, and the network or the
 * offline map serves. */

GBytes *
topos_tile_cache_find (ToposTileCache *self, const char *address, char **etag, int64_t *expires)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  g_autoptr (GBytes) tile = NULL;
  {
    g_autoptr (ToposStatement) rows =
      topos_db_ask (self->db, NULL, "SELECT body, etag, expires FROM tile WHERE address = ?", "s",
                    address);
    if (!rows || !topos_statement_next (rows, NULL))
      return NULL;
    gsize length;
    const void *data = topos_statement_bytes (rows, 0, &length);
    tile = g_bytes_new (data, length);
    *etag = g_strdup (topos_statement_text (rows, 1));
    *expires = topos_statement_int (rows, 2);
  }
  topos_db_exec (self->db, NULL, "UPDATE tile SET used = ? WHERE address = ?", "is", ++self->turn,
                 address);
  return g_steal_pointer (&tile);
}

/* Makes room for `wanted` bytes, a tenth of the limit at least, so that it is seldom done. */
static bool
make_room (ToposTileCache *self, int64_t wanted)
{
  if (self->size + wanted <= self->limit)
    return true;
  int64_t surplus = self->size + wanted - self->limit + self->limit / 10;
  int64_t last = -1;
  {
    g_autoptr (ToposStatement) rows =
      topos_db_ask (self->db, NULL, "SELECT used, size FROM tile ORDER BY used", "");
    while (rows && surplus > 0 && topos_statement_next (rows, NULL)) {
      last = topos_statement_int (rows, 0);
      surplus -= topos_statement_int (rows, 1);
    }
  }
  return topos_db_exec (self->db, NULL, "DELETE FROM tile WHERE used <= ?", "i", last) &&
         topos_db_ask_int (self->db, &self->size, 0, NULL, "SELECT total(size) FROM tile", "");
}

void
topos_tile_cache_keep (ToposTileCache *self, const char *address, GBytes *tile, const char *etag,
                       int64_t expires)
{
  gsize length;
  const void *data = g_bytes_get_data (tile, &length);
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  if ((int64_t) length > self->limit / 4 || !make_room (self, (int64_t) length))
    return;

  int64_t before = 0;
  if (topos_db_ask_int (self->db, &before, 0, NULL, "SELECT size FROM tile WHERE address = ?", "s",
                        address) &&
      topos_db_exec (self->db, NULL,
                     "INSERT OR REPLACE INTO tile (address, etag, expires, used, size, body)"
                     " VALUES (?, ?, ?, ?, ?, ?)",
                     "ssiiib", address, etag, expires, ++self->turn, (int64_t) length, data, length))
    self->size += (int64_t) length - before;
}

void
topos_tile_cache_renew (ToposTileCache *self, const char *address, int64_t expires)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  topos_db_exec (self->db, NULL, "UPDATE tile SET expires = ? WHERE address = ?", "is", expires,
                 address);
}

int64_t
topos_tile_cache_size (ToposTileCache *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  return self->size;
}
