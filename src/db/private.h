/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "db/db.h"

#define SQLITE_ENABLE_SESSION 1
#define SQLITE_ENABLE_PREUPDATE_HOOK 1
#include <sqlite3.h>

/* For the files of db/ alone. */
struct ToposDb {
  sqlite3 *sqlite;
  char *path;
  GHashTable *statements;    /* SQL -> ToposStatement */
  GCancellable *cancellable;
  GThread *thread;           /* who holds it while `busy` is above 0 */
  int busy;                  /* open statements and transactions */
  int depth;                 /* of transactions */
};

/* Sets `error` from what SQLite said last; false, for `return`. */
bool topos_db_fail (ToposDb *self, int code, GError **error);

/* Enters and leaves a stretch in which no other thread may call. */
void topos_db_hold (ToposDb *self);
void topos_db_release (ToposDb *self);

/* Frees a statement that is not in use. */
void topos_statement_free (ToposStatement *self);
