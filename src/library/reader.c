/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "library/reader.h"

#include "core/translate.h"
#include "library/held.h"
#include "library/library.h"
#include "library/schema.h"
#include "library/where.h"

/* Opening it for writing does it. */
static bool
bring_up_to_date (const char *path, GError **error)
{
  g_autoptr (GError) failed = NULL;

  topos_library_close (topos_library_open (path, &failed));
  if (!g_error_matches (failed, TOPOS_ERROR, TOPOS_ERROR_OUTPUT))
    return topos_error_hand_on (&failed, error);
  g_set_error (error, TOPOS_ERROR, TOPOS_ERROR_OUTPUT,
               _ ("“%s” is from an older version of Topos and cannot be brought up to date where it lies."
                  " Copy it to a folder of your own."), path);
  return false;
}

ToposReader *
topos_reader_open (const char *path, GError **error)
{
  g_autoptr (ToposReader) self = g_new0 (ToposReader, 1);
  bool older = false;

  self->db = topos_db_open (path, TOPOS_DB_READ, error);
  if (self->db == NULL || !topos_schema_check (self->db, &older, error))
    return NULL;
  if (!older)
    return g_steal_pointer (&self);
  topos_db_close (g_steal_pointer (&self->db));
  self->db = bring_up_to_date (path, error) ? topos_db_open (path, TOPOS_DB_READ, error) : NULL;
  return self->db ? g_steal_pointer (&self) : NULL;
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
