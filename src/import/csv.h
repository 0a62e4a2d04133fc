/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <stdbool.h>

/* One record of a CSV text after RFC 4180: quoted fields may hold separators, line ends and
 * doubled quotes; records end in LF, CRLF or CR. */
typedef struct {
  GPtrArray *fields;   /* char *, owned */
  int line;            /* where it begins, from 1 */
  bool broken;         /* a quote that never closes, or stands within an unquoted field's end */
} ToposCsvRecord;

void topos_csv_record_clear (ToposCsvRecord *record);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ToposCsvRecord, topos_csv_record_clear)

/* A walk over the records of a text. */
typedef struct {
  const char *at;
  int line;
  char separator;
} ToposCsv;

/* Begins at the start of `text` (NUL-terminated, outlives the walk). The separator is the one
 * of comma, semicolon and tab that the first line has most of. */
ToposCsv topos_csv_begin (const char *text);

/* Takes the next record that is not blank; false at the end. `record` is cleared first, and must
 * have been zero at the start. A broken record takes in only its own line. */
bool topos_csv_next (ToposCsv *csv, ToposCsvRecord *record);
