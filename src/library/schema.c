/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "library/schema.h"

#include "core/translate.h"

#include <string.h>

/* Made at build time from data/schema/NNN.sql, in order. */
extern const char *const topos_schema_scripts[];
extern const int topos_schema_n_scripts;

/* A GeoPackage says its own version in user_version, of which the last two digits are free:
 * they count our scripts. */
enum { GEOPACKAGE_ID = 0x47504b47, GEOPACKAGE_VERSION = 10300 };

/* `why` goes on behind the name of the file. */
static bool
refuse (ToposDb *db, ToposErrorCode code, const char *why, GError **error)
{
  g_set_error (error, TOPOS_ERROR, code, "“%s” %s", topos_db_path (db), why);
  return false;
}

static bool
count_tables (ToposDb *db, const char *name, int64_t *n, GError **error)
{
  return topos_db_ask_int (db, n, 0, error, "SELECT count(*) FROM sqlite_schema WHERE type = 'table'"
                           " AND name = ?", "s", name);
}

/* The number of the last script that made the file what it is; 0 when it is empty. */
static bool
version_of (ToposDb *db, int64_t *version, GError **error)
{
  int64_t all = 0, ours = 0, evidence = 0, application = 0;

  if (!topos_db_ask_int (db, &all, 0, error, "SELECT count(*) FROM sqlite_schema", "")
      || !topos_db_ask_int (db, &application, 0, error, "PRAGMA application_id", "")
      || !topos_db_ask_int (db, version, 0, error, "PRAGMA user_version", "")
      || !count_tables (db, "topos_library", &ours, error)
      || !count_tables (db, "evidence", &evidence, error))
    return false;
  if (all == 0) {
    *version = 0;
    return true;
  }
  if (application != GEOPACKAGE_ID || ours != 1)
    return refuse (db, TOPOS_ERROR_LIBRARY,
                   _ ("is a database, but not a library of Topos. Choose another file."), error);
  *version -= GEOPACKAGE_VERSION;
  if (*version > topos_schema_n_scripts)
    return refuse (db, TOPOS_ERROR_NEWER,
                   _ ("was made by a newer version of Topos. Update Topos to open it."), error);
  if (*version < 1)
    return refuse (db, TOPOS_ERROR_LIBRARY,
                   _ ("is damaged: its version is not known. Restore it from a copy."), error);
  /* Some programs before the first release made version 2 and called it 1. */
  if (*version == 1 && evidence > 0)
    *version = 2;
  return true;
}

/* Runs the scripts that the file lacks, all or none. Others may have done so since it was looked at.
 * No triggers run, so that what they would do for each row that a script rewrites is not done. */
static bool
run_missing (ToposDb *db, GError **error)
{
  g_auto (ToposTransaction) tx = { 0 };
  g_autofree char *marks = g_strdup_printf (
      "PRAGMA application_id = %d; PRAGMA user_version = %d", GEOPACKAGE_ID,
      GEOPACKAGE_VERSION + topos_schema_n_scripts);
  int64_t version = 0;

  if (!topos_db_begin (db, &tx, error) || !version_of (db, &version, error))
    return false;
  for (int64_t i = version; i < topos_schema_n_scripts; i++)
    if (!topos_db_run (db, topos_schema_scripts[i], error))
      return false;
  return topos_db_run (db, marks, error) && topos_transaction_commit (&tx, error);
}

static bool
bring_up_to_date (ToposDb *db, GError **error)
{
  topos_db_set_bulk (db, true);
  const bool done = run_missing (db, error);
  topos_db_set_bulk (db, false);
  /* Others look for the marks in the file's first bytes, not in its log. */
  return done && topos_db_run (db, "PRAGMA wal_checkpoint (TRUNCATE)", error);
}

bool
topos_schema_prepare (ToposDb *db, GError **error)
{
  int64_t version = 0;

  return version_of (db, &version, error)
         && (version == topos_schema_n_scripts || bring_up_to_date (db, error));
}

bool
topos_schema_check (ToposDb *db, bool *older, GError **error)
{
  int64_t version = 0;

  if (!version_of (db, &version, error))
    return false;
  *older = version < topos_schema_n_scripts;
  return version > 0
         || refuse (db, TOPOS_ERROR_LIBRARY, _ ("is empty: import articles into it first."), error);
}
