/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "library/held.h"
#include "library/reader.h"
#include "library/schema.h"
#include "library/where.h"

ToposReader *
topos_reader_open (const char *path, GError **error)
{
  g_autoptr (ToposReader) self = g_new0 (ToposReader, 1);

  self->db = topos_db_open (path, TOPOS_DB_READ, error);
  if (self->db == NULL || !topos_schema_check (self->db, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
topos_reader_close (ToposReader *self)
{
  if (self == NULL)
    return;
  topos_held_free (self->held);
  topos_db_close (self->db);
  g_free (self);
}

void
topos_reader_hold (ToposReader *self)
{
  self->holds = true;
}

int64_t
topos_reader_revision (ToposReader *self)
{
  int64_t revision = 0;

  topos_db_ask_int (self->db, &revision, 0, NULL,
                    "SELECT value FROM topos_library WHERE key = 'revision'", "");
  return revision;
}
