/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/date.h"

#include <glib.h>

/* Rows of named values on standard output, as a table for people or as JSON, JSON lines or CSV
 * for programs. */
typedef struct ToposOutput ToposOutput;

/* `format` is "table", "json", "jsonl" or "csv"; NULL: a table on a terminal, else JSON. A table has
 * only the `columns` (ended by NULL) in their order; the others have all. TOPOS_ERROR_USAGE for
 * another format. */
ToposOutput *topos_output_new (const char *format, const char *const *columns, GError **error);
void         topos_output_free (ToposOutput *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ToposOutput, topos_output_free)

/* A row begins, gets its values by key, and ends. NULL is null. */
void topos_output_row (ToposOutput *self);
void topos_output_text (ToposOutput *self, const char *key, const char *value);
void topos_output_int (ToposOutput *self, const char *key, int64_t value);
void topos_output_number (ToposOutput *self, const char *key, double value, int digits);
void topos_output_day (ToposOutput *self, const char *key, ToposDay day);
void topos_output_null (ToposOutput *self, const char *key);

/* A value with parts, as `json`; `plain` stands for it in tables and CSV. */
void topos_output_parts (ToposOutput *self, const char *key, const char *json,
                         const char *plain);

/* The same for parts that people read one by one, ended by NULL: in a table each has a line of
 * its own and none is cut short; in CSV they are joined by "; ". */
void topos_output_lines (ToposOutput *self, const char *key, const char *json,
                         const char *const *lines);
void topos_output_row_end (ToposOutput *self);

/* Writes what is left. TOPOS_ERROR_OUTPUT when standard output cannot be written. */
bool topos_output_finish (ToposOutput *self, GError **error);

/* Appends "\"key\":" with a comma where one is due. */
void topos_json_append_key (GString *json, const char *key);
/* "2021-09-05" in quotes; null for no day or an open end. */
void topos_json_append_day (GString *json, ToposDay day);
