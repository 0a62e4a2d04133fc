/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "db/changes.h"
#include "db/private.h"

struct ToposRecorder {
  ToposDb *db;
  sqlite3_session *session;
};

ToposRecorder *
topos_recorder_start (ToposDb *db, const char *const *tables, GError **error)
{
  g_autoptr (ToposRecorder) self = g_new0 (ToposRecorder, 1);
  int code = sqlite3session_create (db->sqlite, "main", &self->session);

  self->db = db;
  for (int i = 0; code == SQLITE_OK && tables[i]; i++)
    code = sqlite3session_attach (self->session, tables[i]);
  if (code == SQLITE_OK)
    return g_steal_pointer (&self);
  topos_db_fail (db, code, error);
  return NULL;
}

void
topos_recorder_free (ToposRecorder *self)
{
  if (self == NULL)
    return;
  if (self->session)
    sqlite3session_delete (self->session);
  g_free (self);
}

GBytes *
topos_recorder_take (ToposRecorder *self, GError **error)
{
  int length = 0;
  void *bytes = NULL;
  const int code = sqlite3session_changeset (self->session, &length, &bytes);

  if (code != SQLITE_OK) {
    topos_db_fail (self->db, code, error);
    return NULL;
  }
  return g_bytes_new_with_free_func (bytes, (gsize) length, sqlite3_free, bytes);
}

static int
settle_conflict (void *unused, int kind, sqlite3_changeset_iter *change)
{
  if (kind == SQLITE_CHANGESET_DATA || kind == SQLITE_CHANGESET_CONFLICT)
    return SQLITE_CHANGESET_REPLACE;
  return SQLITE_CHANGESET_OMIT;
}

bool
topos_changes_apply (ToposDb *db, GBytes *changes, bool inverted, GError **error)
{
  gsize length = 0;
  const void *bytes = g_bytes_get_data (changes, &length);

  if (length == 0)
    return true;
  g_assert (db->depth > 0);
  topos_db_hold (db);
  /* A savepoint of its own would keep every page as it was, and each of the many statements walks
   * all of what is kept: the caller's transaction serves. */
  const int code = sqlite3changeset_apply_v2 (
      db->sqlite, (int) length, (void *) bytes, NULL, settle_conflict, NULL, NULL, NULL,
      SQLITE_CHANGESETAPPLY_NOSAVEPOINT | (inverted ? SQLITE_CHANGESETAPPLY_INVERT : 0));
  topos_db_release (db);
  return code == SQLITE_OK || topos_db_fail (db, code, error);
}
