/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/date.h"
#include "core/place.h"
#include "db/db.h"
#include "db/private.h"

#include <stdarg.h>
#include <string.h>

struct ToposStatement {
  ToposDb *db;
  sqlite3_stmt *stmt;
  bool kept;    /* in the connection's table */
  bool in_use;
};

typedef struct {
  enum { VALUE_INT, VALUE_DOUBLE, VALUE_TEXT } kind;
  union {
    int64_t i;
    double d;
    char *text;
  };
} Value;

struct ToposValues {
  GArray *values;  /* Value */
};

static void
value_clear (gpointer data)
{
  Value *value = data;

  if (value->kind == VALUE_TEXT)
    g_free (value->text);
}

ToposValues *
topos_values_new (void)
{
  ToposValues *self = g_new0 (ToposValues, 1);

  self->values = g_array_new (false, false, sizeof (Value));
  g_array_set_clear_func (self->values, value_clear);
  return self;
}

void
topos_values_free (ToposValues *self)
{
  g_array_unref (self->values);
  g_free (self);
}

void
topos_values_add_int (ToposValues *self, int64_t value)
{
  const Value added = { .kind = VALUE_INT, .i = value };

  g_array_append_val (self->values, added);
}

void
topos_values_add_double (ToposValues *self, double value)
{
  const Value added = { .kind = VALUE_DOUBLE, .d = value };

  g_array_append_val (self->values, added);
}

void
topos_values_add_text (ToposValues *self, const char *value)
{
  const Value added = { .kind = VALUE_TEXT, .text = g_strdup (value) };

  g_array_append_val (self->values, added);
}

void
topos_statement_free (ToposStatement *self)
{
  sqlite3_finalize (self->stmt);
  g_free (self);
}

static sqlite3_stmt *
prepare (ToposDb *db, const char *sql, GError **error)
{
  sqlite3_stmt *stmt = NULL;
  const int code = sqlite3_prepare_v3 (db->sqlite, sql, -1, SQLITE_PREPARE_PERSISTENT, &stmt,
                                       NULL);

  if (code != SQLITE_OK)
    topos_db_fail (db, code, error);
  return stmt;
}

/* The statement that is kept for `sql`, or, when that one is in use since a question is asked within
 * itself, one for this time alone. */
static ToposStatement *
take (ToposDb *db, const char *sql, GError **error)
{
  ToposStatement *self = g_hash_table_lookup (db->statements, sql);

  if (self == NULL || self->in_use) {
    sqlite3_stmt *stmt = prepare (db, sql, error);

    if (stmt == NULL)
      return NULL;
    const bool kept = self == NULL;
    self = g_new0 (ToposStatement, 1);
    *self = (ToposStatement){ .db = db, .stmt = stmt, .kept = kept };
    if (kept)
      g_hash_table_insert (db->statements, (gpointer) sqlite3_sql (stmt), self);
  }
  self->in_use = true;
  topos_db_hold (db);
  return self;
}

void
topos_statement_done (ToposStatement *self)
{
  if (self == NULL)
    return;

  ToposDb *db = self->db;

  sqlite3_reset (self->stmt);
  sqlite3_clear_bindings (self->stmt);
  self->in_use = false;
  if (!self->kept)
    topos_statement_free (self);
  topos_db_release (db);
}

static int
bind_id (sqlite3_stmt *stmt, int at, uint64_t id)
{
  return id == TOPOS_PLACE_NONE ? sqlite3_bind_null (stmt, at)
                                : sqlite3_bind_int64 (stmt, at, (int64_t) id);
}

static int
bind_day (sqlite3_stmt *stmt, int at, int day)
{
  return day == TOPOS_DAY_NONE ? sqlite3_bind_null (stmt, at)
                               : sqlite3_bind_int (stmt, at, day);
}

static int
bind_one (sqlite3_stmt *stmt, int at, char letter, va_list *arguments)
{
  switch (letter) {
  case 'i': return sqlite3_bind_int64 (stmt, at, va_arg (*arguments, int64_t));
  case 'n': return sqlite3_bind_int (stmt, at, va_arg (*arguments, int));
  case 'd': return sqlite3_bind_double (stmt, at, va_arg (*arguments, double));
  case 's': return sqlite3_bind_text (stmt, at, va_arg (*arguments, const char *), -1,
                                      SQLITE_STATIC);
  case 't': return bind_day (stmt, at, va_arg (*arguments, int));
  case 'p': return bind_id (stmt, at, va_arg (*arguments, uint64_t));
  case '-': return sqlite3_bind_null (stmt, at);
  case 'S': {
    const char *text = va_arg (*arguments, const char *);
    const gsize length = va_arg (*arguments, gsize);

    return sqlite3_bind_text64 (stmt, at, text, length, SQLITE_STATIC, SQLITE_UTF8);
  }
  case 'b': {
    const void *bytes = va_arg (*arguments, const void *);
    const gsize length = va_arg (*arguments, gsize);

    return sqlite3_bind_blob64 (stmt, at, bytes, length, SQLITE_STATIC);
  }
  default: g_assert_not_reached ();
  }
}

static ToposStatement *
ask (ToposDb *self, GError **error, const char *sql, const char *format, va_list *arguments)
{
  ToposStatement *statement = take (self, sql, error);

  if (statement == NULL)
    return NULL;
  g_assert (sqlite3_bind_parameter_count (statement->stmt) == (int) strlen (format));
  for (int i = 0; format[i]; i++) {
    const int code = bind_one (statement->stmt, i + 1, format[i], arguments);

    if (code != SQLITE_OK) {
      topos_db_fail (self, code, error);
      topos_statement_done (statement);
      return NULL;
    }
  }
  return statement;
}

ToposStatement *
topos_db_ask (ToposDb *self, GError **error, const char *sql, const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  ToposStatement *statement = ask (self, error, sql, format, &arguments);
  va_end (arguments);
  return statement;
}

ToposStatement *
topos_db_ask_values (ToposDb *self, GError **error, const char *sql, const ToposValues *values)
{
  ToposStatement *statement = take (self, sql, error);

  if (statement == NULL)
    return NULL;
  g_assert (sqlite3_bind_parameter_count (statement->stmt) == (int) values->values->len);
  for (guint i = 0; i < values->values->len; i++) {
    const Value *value = &g_array_index (values->values, Value, i);
    const int at = (int) i + 1;

    if (value->kind == VALUE_INT)
      sqlite3_bind_int64 (statement->stmt, at, value->i);
    else if (value->kind == VALUE_DOUBLE)
      sqlite3_bind_double (statement->stmt, at, value->d);
    else
      sqlite3_bind_text (statement->stmt, at, value->text, -1, SQLITE_TRANSIENT);
  }
  return statement;
}

bool
topos_statement_next (ToposStatement *self, GError **error)
{
  const int code = sqlite3_step (self->stmt);

  if (code == SQLITE_ROW)
    return true;
  return code != SQLITE_DONE && topos_db_fail (self->db, code, error);
}

bool
topos_statement_is_null (ToposStatement *self, int column)
{
  return sqlite3_column_type (self->stmt, column) == SQLITE_NULL;
}

bool
topos_statement_is_bytes (ToposStatement *self, int column)
{
  return sqlite3_column_type (self->stmt, column) == SQLITE_BLOB;
}

int64_t
topos_statement_int (ToposStatement *self, int column)
{
  return sqlite3_column_int64 (self->stmt, column);
}

double
topos_statement_double (ToposStatement *self, int column)
{
  return sqlite3_column_double (self->stmt, column);
}

const char *
topos_statement_text (ToposStatement *self, int column)
{
  return (const char *) sqlite3_column_text (self->stmt, column);
}

int32_t
topos_statement_day (ToposStatement *self, int column)
{
  if (topos_statement_is_null (self, column))
    return TOPOS_DAY_NONE;
  return (int32_t) CLAMP (sqlite3_column_int64 (self->stmt, column), INT32_MIN, INT32_MAX);
}

const void *
topos_statement_bytes (ToposStatement *self, int column, gsize *length)
{
  const void *bytes = sqlite3_column_blob (self->stmt, column);

  *length = (gsize) sqlite3_column_bytes (self->stmt, column);
  return bytes;
}

int
topos_statement_n_columns (ToposStatement *self)
{
  return sqlite3_column_count (self->stmt);
}

bool
topos_db_exec (ToposDb *self, GError **error, const char *sql, const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  ToposStatement *statement = ask (self, error, sql, format, &arguments);
  va_end (arguments);
  if (statement == NULL)
    return false;

  const int code = sqlite3_step (statement->stmt);
  const bool good = code == SQLITE_DONE || code == SQLITE_ROW
                    || topos_db_fail (self, code, error);

  topos_statement_done (statement);
  return good;
}

bool
topos_db_ask_int (ToposDb *self, int64_t *answer, int64_t otherwise, GError **error,
                  const char *sql, const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  g_autoptr (ToposStatement) statement = ask (self, error, sql, format, &arguments);
  va_end (arguments);
  if (statement == NULL)
    return false;

  const int code = sqlite3_step (statement->stmt);
  const bool null = code == SQLITE_ROW && topos_statement_is_null (statement, 0);

  *answer = code == SQLITE_ROW && !null ? sqlite3_column_int64 (statement->stmt, 0) : otherwise;
  return code == SQLITE_DONE || code == SQLITE_ROW || topos_db_fail (self, code, error);
}
