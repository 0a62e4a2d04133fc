/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/csv.h"

#include <string.h>

void
topos_csv_record_clear (ToposCsvRecord *record)
{
  g_clear_pointer (&record->fields, g_ptr_array_unref);
  record->broken = false;
}

ToposCsv
topos_csv_begin (const char *text)
{
  static const char SEPARATORS[] = ",;\t";
  const size_t length = strcspn (text, "\r\n");
  int most = 0;
  ToposCsv csv = { .at = text, .line = 1, .separator = ',' };

  for (size_t i = 0; i < 3; i++) {
    int count = 0;

    for (size_t j = 0; j < length; j++)
      count += text[j] == SEPARATORS[i];
    if (count > most) {
      most = count;
      csv.separator = SEPARATORS[i];
    }
  }
  return csv;
}

/* Steps over one line end; CRLF is one. */
static void
step_line (ToposCsv *csv)
{
  if (csv->at[0] == '\r' && csv->at[1] == '\n')
    csv->at++;
  if (*csv->at != '\0')
    csv->at++;
  csv->line++;
}

static bool
at_field_end (const ToposCsv *csv)
{
  return *csv->at == csv->separator || *csv->at == '\0' || *csv->at == '\n' || *csv->at == '\r';
}

/* The field in quotes at `at`; false when the quotes are broken. */
static bool
take_quoted (ToposCsv *csv, GString *field)
{
  csv->at++;
  while (*csv->at != '\0') {
    if (csv->at[0] == '"' && csv->at[1] == '"') {
      csv->at++;
    } else if (csv->at[0] == '"') {
      csv->at++;
      return at_field_end (csv);
    } else if (*csv->at == '\n' || (*csv->at == '\r' && csv->at[1] != '\n')) {
      csv->line++;
    }
    g_string_append_c (field, *csv->at++);
  }
  return false;
}

static void
take_bare (ToposCsv *csv, GString *field)
{
  while (!at_field_end (csv))
    g_string_append_c (field, *csv->at++);
}

/* One whole record; false when a quote is broken, and then `csv` may be anywhere. */
static bool
take_record (ToposCsv *csv, ToposCsvRecord *record)
{
  for (;;) {
    g_autoptr (GString) field = g_string_new (NULL);

    if (*csv->at != '"')
      take_bare (csv, field);
    else if (!take_quoted (csv, field))
      return false;
    g_ptr_array_add (record->fields, g_strdup (field->str));
    if (*csv->at != csv->separator)
      break;
    csv->at++;
  }
  if (*csv->at != '\0')
    step_line (csv);
  return true;
}

bool
topos_csv_next (ToposCsv *csv, ToposCsvRecord *record)
{
  ToposCsv start;

  topos_csv_record_clear (record);
  while (*csv->at == '\n' || *csv->at == '\r')
    step_line (csv);
  if (*csv->at == '\0')
    return false;
  record->fields = g_ptr_array_new_with_free_func (g_free);
  record->line = csv->line;
  start = *csv;
  if (take_record (csv, record))
    return true;
  /* A quote that never closes must not swallow the rows behind it. */
  *csv = start;
  csv->at += strcspn (csv->at, "\r\n");
  if (*csv->at != '\0')
    step_line (csv);
  record->broken = true;
  return true;
}
