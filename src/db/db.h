/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/error.h"

#include <gio/gio.h>
#include <stdbool.h>
#include <stdint.h>

/* A connection to one SQLite file. It belongs to one thread at a time: while a transaction or
 * a statement is open, only the thread that opened it may call. */
typedef struct ToposDb ToposDb;

typedef enum {
  TOPOS_DB_READ,    /* must be there; never altered, may lie on a read-only disk */
  TOPOS_DB_WRITE,   /* must be there */
  TOPOS_DB_CREATE,  /* made when it is not there */
} ToposDbMode;

/* Opens the file at `path`. For writing: WAL, foreign keys on, a wait of five seconds for
 * another program's lock. TOPOS_ERROR_LIBRARY when it is missing, damaged or no database,
 * _BUSY, _OUTPUT when it cannot be written. Returns: (transfer full). */
ToposDb *topos_db_open (const char *path, ToposDbMode mode, GError **error);
void     topos_db_close (ToposDb *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ToposDb, topos_db_close)

const char *topos_db_path (const ToposDb *self);

/* Until the next call (with NULL: for good) everything that runs can be stopped by
 * `cancellable`, with TOPOS_ERROR_CANCELLED. */
void topos_db_watch (ToposDb *self, GCancellable *cancellable);

/* A prepared statement with its values bound. Kept and used again by the text of its SQL. */
typedef struct ToposStatement ToposStatement;

/* Prepares `sql` and binds the rest of the arguments as `format` says, a letter a value:
 *   i  int64_t                      n  int
 *   d  double                       s  const char *, NULL is null
 *   S  const char *, gsize: text    b  const void *, gsize: bytes
 *   t  int: a ToposDay, none is null
 *   p  uint64_t: a ToposPlaceId, none is null
 *   -  null, takes no argument
 * Strings must outlive the statement. Give it back with topos_statement_done (g_autoptr). */
ToposStatement *topos_db_ask (ToposDb *self, GError **error, const char *sql,
                              const char *format, ...);

/* The same with the values in an array of strings and numbers that grew at run time. */
typedef struct ToposValues ToposValues;
ToposValues    *topos_values_new (void);
void            topos_values_free (ToposValues *self);
void            topos_values_add_int (ToposValues *self, int64_t value);
void            topos_values_add_double (ToposValues *self, double value);
void            topos_values_add_text (ToposValues *self, const char *value);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ToposValues, topos_values_free)
ToposStatement *topos_db_ask_values (ToposDb *self, GError **error, const char *sql,
                                     const ToposValues *values);

void topos_statement_done (ToposStatement *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ToposStatement, topos_statement_done)

/* Goes to the next row. False at the end and on error: then `error` is set. */
bool topos_statement_next (ToposStatement *self, GError **error);

/* Columns of the row, counted from 0. Strings and bytes are good until the next step. */
bool        topos_statement_is_null (ToposStatement *self, int column);
bool        topos_statement_is_bytes (ToposStatement *self, int column);  /* and no text */
int64_t     topos_statement_int (ToposStatement *self, int column);
double      topos_statement_double (ToposStatement *self, int column);
const char *topos_statement_text (ToposStatement *self, int column);   /* NULL for null */
int32_t     topos_statement_day (ToposStatement *self, int column);    /* none for null */
const void *topos_statement_bytes (ToposStatement *self, int column, gsize *length);
int         topos_statement_n_columns (ToposStatement *self);

/* Runs one statement that gives no rows; `format` as above. */
bool topos_db_exec (ToposDb *self, GError **error, const char *sql, const char *format, ...);

/* Runs a script of many statements without values. */
bool topos_db_run (ToposDb *self, const char *script, GError **error);

/* The first column of the first row, or `otherwise` when there is none. False on error. */
bool topos_db_ask_int (ToposDb *self, int64_t *answer, int64_t otherwise, GError **error,
                       const char *sql, const char *format, ...);

/* The row id of the last insert, and how many rows the last statement changed. */
int64_t topos_db_last_id (const ToposDb *self);
int64_t topos_db_changes (const ToposDb *self);

/* A transaction that rolls itself back when it is left without a commit. One begun within
 * another is a part of it that can be rolled back by itself. */
typedef struct {
  ToposDb *db;
  int depth;
} ToposTransaction;

bool topos_db_begin (ToposDb *self, ToposTransaction *transaction, GError **error);
bool topos_transaction_commit (ToposTransaction *transaction, GError **error);
void topos_transaction_clear (ToposTransaction *transaction);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ToposTransaction, topos_transaction_clear)

/* While many rows are stored or removed at once, no triggers run and no foreign keys are looked at:
 * who turns this on does the triggers' work for all rows together, and sees to it that no row loses
 * what it refers to. A statement with triggers costs a savepoint, and each savepoint makes the
 * full-text tables write what they had gathered. */
void topos_db_set_bulk (ToposDb *self, bool bulk);

/* Copies the whole database, as it stands, to a fresh file at `path`. */
bool topos_db_copy_to (ToposDb *self, const char *path, GError **error);

/* Writes the file anew, without the room that nothing fills. Not within a transaction. */
bool topos_db_vacuum (ToposDb *self, GError **error);

/* The same when that room is most of the file, and more than some megabytes. */
bool topos_db_compact (ToposDb *self, GError **error);
