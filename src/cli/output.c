/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/output.h"

#include "core/error.h"
#include "text/json.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { WIDEST_CELL = 64, WRITE_AT = 64 * 1024 };

typedef enum { FORMAT_TABLE, FORMAT_JSON, FORMAT_JSONL, FORMAT_CSV } Format;

static const char *const FORMATS[] = { "table", "json", "jsonl", "csv" };

typedef struct {
  char **lines;  /* one, but where the parts of a value have a line each; NULL is none */
  bool number;
  bool in_full;
} Cell;

struct ToposOutput {
  Format format;
  const char *const *columns;
  int n_columns;
  GString *pending;      /* not written yet */
  GString *row;          /* JSON object or CSV line under way */
  GString *head;         /* CSV's first line under way; NULL once written */
  GArray *cells;         /* of a table, row by row */
  int n_rows;
  int failure;           /* errno of a write, or 0 */
};

static void
cell_clear (gpointer data)
{
  g_strfreev (((Cell *) data)->lines);
}

ToposOutput *
topos_output_new (const char *format, const char *const *columns, GError **error)
{
  g_autoptr (ToposOutput) self = g_new0 (ToposOutput, 1);
  const char *wanted = format ? format : isatty (STDOUT_FILENO) ? "table" : "json";
  guint found = 0;

  while (found < G_N_ELEMENTS (FORMATS) && strcmp (FORMATS[found], wanted) != 0)
    found++;
  self->format = (Format) found;
  self->columns = columns;
  while (columns[self->n_columns])
    self->n_columns++;
  self->pending = g_string_new (NULL);
  self->row = g_string_new (NULL);
  self->head = g_string_new (NULL);
  self->cells = g_array_new (false, true, sizeof (Cell));
  g_array_set_clear_func (self->cells, cell_clear);
  if (found < G_N_ELEMENTS (FORMATS))
    return g_steal_pointer (&self);
  g_set_error (error, TOPOS_ERROR, TOPOS_ERROR_USAGE,
               _ ("There is no format “%s”: choose table, json, jsonl or csv."), wanted);
  return NULL;
}

void
topos_output_free (ToposOutput *self)
{
  if (self == NULL)
    return;
  g_string_free (self->pending, true);
  g_string_free (self->row, true);
  if (self->head)
    g_string_free (self->head, true);
  g_array_unref (self->cells);
  g_free (self);
}

static void
write_pending (ToposOutput *self)
{
  if (fwrite (self->pending->str, 1, self->pending->len, stdout) != self->pending->len)
    self->failure = errno;
  g_string_truncate (self->pending, 0);
}

void
topos_json_append_key (GString *json, const char *key)
{
  const char last = json->len ? json->str[json->len - 1] : '{';

  if (last != '{')
    g_string_append_c (json, ',');
  topos_json_append_string (json, key);
  g_string_append_c (json, ':');
}

void
topos_json_append_day (GString *json, ToposDay day)
{
  g_autofree char *iso = topos_day_to_iso (day);

  topos_json_append_string (json, iso);
}

void
topos_output_row (ToposOutput *self)
{
  g_string_truncate (self->row, 0);
  if (self->format == FORMAT_TABLE)
    g_array_set_size (self->cells, (guint) ((self->n_rows + 1) * self->n_columns));
  else if (self->format != FORMAT_CSV)
    g_string_append_c (self->row, '{');
}

/* RFC 4180; what a spreadsheet would take for a formula gets an apostrophe before it. */
static void
append_csv (GString *line, const char *text, bool number)
{
  if (line->len > 0)
    g_string_append_c (line, ',');
  if (text == NULL)
    return;

  const bool formula = !number && *text && strchr ("=+-@\t\r", *text);

  if (!formula && strpbrk (text, ",\"\r\n") == NULL) {
    g_string_append (line, text);
    return;
  }
  g_string_append (line, formula ? "\"'" : "\"");
  for (const char *c = text; *c; c++) {
    if (*c == '"')
      g_string_append_c (line, '"');
    g_string_append_c (line, *c);
  }
  g_string_append_c (line, '"');
}

/* A control character would break the lines of a table. */
static char *
one_line (const char *text)
{
  GString *line = g_string_new (NULL);

  for (const char *c = text; *c; c = g_utf8_next_char (c)) {
    const gunichar letter = g_utf8_get_char (c);

    g_string_append_unichar (line, g_unichar_iscntrl (letter) ? ' ' : letter);
  }
  return g_string_free (line, false);
}

static void
put_cell (ToposOutput *self, const char *key, const char *const *lines, bool number, bool in_full)
{
  for (int i = 0; i < self->n_columns; i++)
    if (strcmp (self->columns[i], key) == 0) {
      Cell *cell = &g_array_index (self->cells, Cell, self->n_rows * self->n_columns + i);
      GPtrArray *kept = g_ptr_array_new ();

      for (int l = 0; lines[l] != NULL; l++)
        g_ptr_array_add (kept, one_line (lines[l]));
      g_ptr_array_add (kept, NULL);
      g_strfreev (cell->lines);
      *cell = (Cell){ (char **) g_ptr_array_free (kept, FALSE), number, in_full };
    }
}

/* One value in every shape: `json` as it is, `plain` for people. */
static void
put (ToposOutput *self, const char *key, const char *json, const char *plain, bool number)
{
  if (self->format == FORMAT_TABLE) {
    put_cell (self, key, (const char *const[]){ plain ? plain : "", NULL }, number, false);
  } else if (self->format == FORMAT_CSV) {
    if (self->head)
      append_csv (self->head, key, false);
    if (self->row->len == 0 && plain == NULL)
      g_string_append (self->row, "\"\"");
    else
      append_csv (self->row, plain, number);
  } else {
    topos_json_append_key (self->row, key);
    g_string_append (self->row, json);
  }
}

void
topos_output_text (ToposOutput *self, const char *key, const char *value)
{
  g_autoptr (GString) json = g_string_new (NULL);

  topos_json_append_string (json, value);
  put (self, key, json->str, value, false);
}

void
topos_output_int (ToposOutput *self, const char *key, int64_t value)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, value);

  put (self, key, text, text, true);
}

void
topos_output_number (ToposOutput *self, const char *key, double value, int digits)
{
  g_autoptr (GString) json = g_string_new (NULL);

  topos_json_append_number (json, value, digits);
  put (self, key, json->str, json->str, true);
}

void
topos_output_day (ToposOutput *self, const char *key, ToposDay day)
{
  g_autofree char *iso = topos_day_to_iso (day);

  topos_output_text (self, key, iso);
}

void
topos_output_null (ToposOutput *self, const char *key)
{
  put (self, key, "null", NULL, false);
}

void
topos_output_parts (ToposOutput *self, const char *key, const char *json, const char *plain)
{
  put (self, key, json, plain, false);
}

void
topos_output_lines (ToposOutput *self, const char *key, const char *json, const char *const *lines)
{
  g_autofree char *plain = g_strjoinv ("; ", (char **) lines);

  if (self->format == FORMAT_TABLE)
    put_cell (self, key, lines, false, true);
  else
    put (self, key, json, plain, false);
}

void
topos_output_row_end (ToposOutput *self)
{
  self->n_rows++;
  if (self->format == FORMAT_TABLE)
    return;
  if (self->format == FORMAT_CSV && self->head) {
    g_string_append_printf (self->pending, "%s\r\n", self->head->str);
    g_string_free (g_steal_pointer (&self->head), true);
  }
  if (self->format == FORMAT_JSON)
    g_string_append (self->pending, self->n_rows == 1 ? "[\n" : ",\n");
  g_string_append (self->pending, self->row->str);
  if (self->format != FORMAT_CSV)
    g_string_append_c (self->pending, '}');
  if (self->format != FORMAT_JSON)
    g_string_append (self->pending, self->format == FORMAT_CSV ? "\r\n" : "\n");
  if (self->pending->len > WRITE_AT)
    write_pending (self);
}

/* ---------------------------------------------------------------------------- tables */

static int
width_of (const char *text)
{
  int width = 0;

  for (const char *c = text; *c; c = g_utf8_next_char (c)) {
    const gunichar letter = g_utf8_get_char (c);

    width += g_unichar_iszerowidth (letter) ? 0 : g_unichar_iswide (letter) ? 2 : 1;
  }
  return width;
}

static void
append_spaces (GString *line, int n)
{
  for (int i = 0; i < n; i++)
    g_string_append_c (line, ' ');
}

/* The text in `width` columns, cut with an ellipsis when it is wider. */
static void
append_padded (GString *line, const char *text, int width, bool to_the_right)
{
  const int own = width_of (text);

  if (own <= width) {
    append_spaces (line, to_the_right ? width - own : 0);
    g_string_append (line, text);
    append_spaces (line, to_the_right ? 0 : width - own);
    return;
  }

  int used = 0;

  for (const char *c = text; *c; c = g_utf8_next_char (c)) {
    const gunichar letter = g_utf8_get_char (c);
    const int wide = g_unichar_iszerowidth (letter) ? 0 : g_unichar_iswide (letter) ? 2 : 1;

    if (used + wide > width - 1)
      break;
    g_string_append_unichar (line, letter);
    used += wide;
  }
  g_string_append (line, "…");
  append_spaces (line, width - used - 1);
}

static const Cell *
cell_of (const ToposOutput *self, int row, int column)
{
  return &g_array_index (self->cells, Cell, row * self->n_columns + column);
}

static int
lines_of (const Cell *cell)
{
  return cell->lines ? (int) g_strv_length (cell->lines) : 0;
}

static int
cell_width (const Cell *cell)
{
  int width = 0;

  for (int i = 0; i < lines_of (cell); i++)
    width = MAX (width, width_of (cell->lines[i]));
  return cell->in_full ? width : MIN (width, WIDEST_CELL);
}

static void
end_line (ToposOutput *self, GString *line)
{
  while (line->len > 0 && line->str[line->len - 1] == ' ')
    g_string_truncate (line, line->len - 1);
  g_string_append_printf (self->pending, "%s\n", line->str);
}

static void
append_head (ToposOutput *self, const int *widths)
{
  g_autoptr (GString) line = g_string_new (NULL);

  for (int i = 0; i < self->n_columns; i++) {
    g_string_append (line, i > 0 ? "  " : "");
    append_padded (line, self->columns[i], widths[i], false);
  }
  end_line (self, line);
}

static void
append_row (ToposOutput *self, const int *widths, int row)
{
  int n_lines = 1;

  for (int i = 0; i < self->n_columns; i++)
    n_lines = MAX (n_lines, lines_of (cell_of (self, row, i)));
  for (int at = 0; at < n_lines; at++) {
    g_autoptr (GString) line = g_string_new (NULL);

    for (int i = 0; i < self->n_columns; i++) {
      const Cell *cell = cell_of (self, row, i);

      g_string_append (line, i > 0 ? "  " : "");
      append_padded (line, at < lines_of (cell) ? cell->lines[at] : "", widths[i], cell->number);
    }
    end_line (self, line);
  }
}

static void
append_table (ToposOutput *self)
{
  g_autofree int *widths = g_new0 (int, self->n_columns);

  if (self->n_rows == 0)
    return;
  for (int i = 0; i < self->n_columns; i++) {
    widths[i] = width_of (self->columns[i]);
    for (int row = 0; row < self->n_rows; row++)
      widths[i] = MAX (widths[i], cell_width (cell_of (self, row, i)));
  }
  append_head (self, widths);
  for (int row = 0; row < self->n_rows; row++)
    append_row (self, widths, row);
}

bool
topos_output_finish (ToposOutput *self, GError **error)
{
  if (self->format == FORMAT_TABLE)
    append_table (self);
  if (self->format == FORMAT_JSON)
    g_string_append (self->pending, self->n_rows ? "\n]\n" : "[]\n");
  write_pending (self);
  if (fflush (stdout) != 0)
    self->failure = errno;
  if (self->failure == 0)
    return true;
  g_set_error (error, TOPOS_ERROR, TOPOS_ERROR_OUTPUT,
               _ ("Standard output cannot be written: %s."), g_strerror (self->failure));
  return false;
}
