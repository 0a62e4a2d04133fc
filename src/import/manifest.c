/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/manifest.h"

#include "core/error.h"
#include "core/translate.h"
#include "import/charset.h"
#include "import/csv.h"
#include "import/stated-day.h"

#include <gio/gio.h>
#include <string.h>

typedef enum {
  COLUMN_FILE, COLUMN_TITLE, COLUMN_OUTLET, COLUMN_AUTHOR, COLUMN_PUBLISHED, COLUMN_URL, N_COLUMNS
} Column;

static const char *const COLUMNS[N_COLUMNS] = { "file", "title", "outlet", "author", "published",
                                                "url" };

struct ToposManifest {
  GArray *rows;             /* ToposManifestRow */
  GHashTable *by_path;      /* canonical path: row's index + 1 */
  GHashTable *by_name;      /* name without folder: row's index + 1, or 0 when several have it */
};

static void
row_clear (gpointer data)
{
  ToposManifestRow *row = data;

  g_free (row->path);
  g_free (row->broken);
  topos_import_hints_clear (&row->hints);
}

/* The column of each field of the first record; -1 where it is not one of ours. */
static void
read_columns (const ToposCsvRecord *record, int where[N_COLUMNS])
{
  for (int column = 0; column < N_COLUMNS; column++) {
    where[column] = -1;
    for (unsigned i = 0; i < record->fields->len && where[column] < 0; i++) {
      g_autofree char *name = g_strstrip (g_strdup (g_ptr_array_index (record->fields, i)));

      if (g_ascii_strcasecmp (name, COLUMNS[column]) == 0)
        where[column] = (int) i;
    }
  }
}

static const char *
value_of (const ToposCsvRecord *record, const int where[N_COLUMNS], Column column)
{
  const int i = where[column];

  if (i < 0 || (unsigned) i >= record->fields->len)
    return NULL;
  return g_ptr_array_index (record->fields, (unsigned) i);
}

/* "2021-09-05" in the column, or any stated day; false, and `why` set, when it is no day. */
static bool
offer_published (ToposManifestRow *row, const char *value)
{
  g_autofree char *clean = g_strstrip (g_strdup (value ? value : ""));
  ToposDay day;

  if (*clean == '\0')
    return true;
  if (!topos_stated_day_parse (clean, &day)) {
    row->broken = g_strdup_printf (_ ("Line %d: “%s” is not a day; write it as 2021-09-05."), row->line,
                                   clean);
    return false;
  }
  topos_published_offer (&row->hints.published, day, TOPOS_CERTAINTY_STATED,
                         TOPOS_ORIGIN_MANIFEST, NULL);
  return true;
}

static void
read_row (ToposManifestRow *row, const ToposCsvRecord *record, const int where[N_COLUMNS],
          const char *folder)
{
  const char *file = value_of (record, where, COLUMN_FILE);
  g_autofree char *clean = g_strstrip (g_strdup (file ? file : ""));

  row->line = record->line;
  topos_import_hints_init (&row->hints);
  if (record->broken) {
    row->broken = g_strdup_printf (_ ("Line %d: a quotation mark is not closed."), row->line);
    return;
  }
  if (*clean == '\0') {
    row->broken = g_strdup_printf (_ ("Line %d names no file."), row->line);
    return;
  }
  if (!offer_published (row, value_of (record, where, COLUMN_PUBLISHED)))
    return;
  topos_field_offer (&row->hints.title, value_of (record, where, COLUMN_TITLE),
                     TOPOS_ORIGIN_MANIFEST);
  topos_field_offer (&row->hints.outlet, value_of (record, where, COLUMN_OUTLET),
                     TOPOS_ORIGIN_MANIFEST);
  topos_field_offer (&row->hints.author, value_of (record, where, COLUMN_AUTHOR),
                     TOPOS_ORIGIN_MANIFEST);
  topos_field_offer (&row->hints.url, value_of (record, where, COLUMN_URL), TOPOS_ORIGIN_MANIFEST);
  row->path = g_path_is_absolute (clean) ? g_steal_pointer (&clean)
                                         : g_build_filename (folder, clean, NULL);
}

static void
index_row (ToposManifest *self, unsigned i)
{
  const ToposManifestRow *row = topos_manifest_row (self, i);
  char *path, *name;

  if (row->path == NULL)
    return;
  path = g_canonicalize_filename (row->path, NULL);
  name = g_path_get_basename (row->path);
  if (g_hash_table_contains (self->by_name, name))
    g_hash_table_insert (self->by_name, name, GUINT_TO_POINTER (0));
  else
    g_hash_table_insert (self->by_name, name, GUINT_TO_POINTER (i + 1));
  if (g_hash_table_contains (self->by_path, path))
    g_free (path);
  else
    g_hash_table_insert (self->by_path, path, GUINT_TO_POINTER (i + 1));
}

static ToposManifest *
manifest_new (void)
{
  ToposManifest *self = g_new0 (ToposManifest, 1);

  self->rows = g_array_new (FALSE, TRUE, sizeof (ToposManifestRow));
  g_array_set_clear_func (self->rows, row_clear);
  self->by_path = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->by_name = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return self;
}

static char *
load_text (const char *path, const char *shown, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) cause = NULL;
  g_autoptr (GBytes) bytes = g_file_load_bytes (file, NULL, NULL, &cause);
  g_autofree char *charset = NULL;
  size_t length;

  if (bytes == NULL) {
    g_set_error (error, TOPOS_ERROR, TOPOS_ERROR_INPUT, _ ("The manifest “%s” cannot be read: %s"),
                 shown, cause->message);
    return NULL;
  }
  return topos_charset_decode (bytes, shown, NULL, &length, &charset, error);
}

ToposManifest *
topos_manifest_open (const char *path, GError **error)
{
  g_autofree char *shown = g_filename_display_name (path);
  g_autofree char *text = load_text (path, shown, error);
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (ToposManifest) self = NULL;
  g_auto (ToposCsvRecord) record = { 0 };
  int where[N_COLUMNS];
  ToposCsv csv;

  if (text == NULL)
    return NULL;
  csv = topos_csv_begin (text);
  if (topos_csv_next (&csv, &record))
    read_columns (&record, where);
  if (record.fields == NULL || where[COLUMN_FILE] < 0) {
    g_set_error (error, TOPOS_ERROR, TOPOS_ERROR_INPUT,
                 _ ("“%s” is no manifest: its first line must name the columns, one of them “file”."),
                 shown);
    return NULL;
  }
  self = manifest_new ();
  while (topos_csv_next (&csv, &record)) {
    ToposManifestRow row = { 0 };

    read_row (&row, &record, where, folder);
    g_array_append_val (self->rows, row);
    index_row (self, self->rows->len - 1);
  }
  return g_steal_pointer (&self);
}

void
topos_manifest_free (ToposManifest *self)
{
  g_array_unref (self->rows);
  g_hash_table_unref (self->by_path);
  g_hash_table_unref (self->by_name);
  g_free (self);
}

unsigned
topos_manifest_n_rows (const ToposManifest *self)
{
  return self->rows->len;
}

const ToposManifestRow *
topos_manifest_row (const ToposManifest *self, unsigned i)
{
  return &g_array_index (self->rows, ToposManifestRow, i);
}

const ToposImportHints *
topos_manifest_find (const ToposManifest *self, const char *path)
{
  g_autofree char *canonical = g_canonicalize_filename (path, NULL);
  g_autofree char *name = g_path_get_basename (path);
  unsigned found = GPOINTER_TO_UINT (g_hash_table_lookup (self->by_path, canonical));

  if (found == 0)
    found = GPOINTER_TO_UINT (g_hash_table_lookup (self->by_name, name));
  return found > 0 ? &topos_manifest_row (self, found - 1)->hints : NULL;
}
