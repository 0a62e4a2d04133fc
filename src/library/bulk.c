/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "library/bulk.h"

enum { DOCUMENT, PASSAGE, MENTION };

/* The work of the triggers of data/schema, for all rows after the mark. */
static const struct {
  int mark;
  const char *sql;
} WORK[] = {
  { DOCUMENT, "INSERT INTO document_words (rowid, title) SELECT id, title FROM document"
              " WHERE id > ? ORDER BY id" },
  { PASSAGE, "INSERT INTO passage_words (rowid, text) SELECT id, text FROM passage WHERE id > ?"
             " ORDER BY id" },
  { MENTION, "INSERT OR IGNORE INTO place_stale SELECT DISTINCT place FROM mention WHERE id > ?"
             " AND place IS NOT NULL" },
};

static const char *const LAST[] = {
  [DOCUMENT] = "SELECT max(id) FROM document",
  [PASSAGE] = "SELECT max(id) FROM passage",
  [MENTION] = "SELECT max(id) FROM mention",
};

static void
set (ToposLibrary *self, bool on)
{
  if (self->bulk.on != on)
    topos_db_set_bulk (self->db, on);
  self->bulk.on = on;
}

bool
topos_bulk_begin (ToposLibrary *self, GError **error)
{
  if (self->bulk.on)
    return true;
  for (size_t i = 0; i < G_N_ELEMENTS (LAST); i++)
    if (!topos_db_ask_int (self->db, &self->bulk.after[i], 0, error, LAST[i], ""))
      return false;
  set (self, true);
  return true;
}

void
topos_bulk_restore (ToposLibrary *self, ToposBulk before)
{
  set (self, before.on);
  self->bulk = before;
}

bool
topos_bulk_end (ToposLibrary *self, GError **error)
{
  if (!self->bulk.on)
    return true;
  for (size_t i = 0; i < G_N_ELEMENTS (WORK); i++)
    if (!topos_db_exec (self->db, error, WORK[i].sql, "i", self->bulk.after[WORK[i].mark]))
      return false;
  set (self, false);
  return true;
}
