/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gazetteer/lines.h"

#include "core/error.h"
#include "core/translate.h"

#include <archive.h>
#include <archive_entry.h>
#include <string.h>

#define CHUNK (256u << 10)
#define LINE_AT_MOST (512u << 20)

static const char *const TABLES[] = { ".txt", ".csv", ".tsv", ".json", ".geojson" };

struct Lines {
  struct archive *archive;
  char *path;
  char *table;
  GByteArray *held;  /* what was read; lines begin at `at` */
  gsize at;
  bool at_end;       /* of the table */
  int64_t number;
};

static void
fail (const Lines *self, const char *why, GError **error)
{
  g_set_error (error, TOPOS_ERROR, TOPOS_ERROR_INPUT, _ ("%s cannot be read: %s"),
               self->path, why != NULL ? why : "it is damaged");
}

Lines *
lines_open (const char *path, GError **error)
{
  g_autoptr (Lines) self = g_new0 (Lines, 1);

  self->path = g_strdup (path);
  self->held = g_byte_array_new ();
  self->archive = archive_read_new ();
  archive_read_support_filter_all (self->archive);
  archive_read_support_format_zip (self->archive);
  archive_read_support_format_raw (self->archive);
  if (archive_read_open_filename (self->archive, path, CHUNK) != ARCHIVE_OK) {
    fail (self, archive_error_string (self->archive), error);
    return NULL;
  }
  return g_steal_pointer (&self);
}

void
lines_free (Lines *self)
{
  archive_read_free (self->archive);
  g_byte_array_unref (self->held);
  g_free (self->table);
  g_free (self->path);
  g_free (self);
}

static bool
is_table (const char *name)
{
  if (g_str_has_suffix (name, "readme.txt"))
    return false;
  for (gsize i = 0; i < G_N_ELEMENTS (TABLES); i++)
    if (g_str_has_suffix (name, TABLES[i]))
      return true;
  return false;
}

bool
lines_next_table (Lines *self, GError **error)
{
  struct archive_entry *entry;
  int status;

  while ((status = archive_read_next_header (self->archive, &entry)) == ARCHIVE_OK) {
    const bool plain = archive_format (self->archive) == ARCHIVE_FORMAT_RAW;
    const char *name = plain ? self->path : archive_entry_pathname (entry);

    if (!plain && (name == NULL || !is_table (name)))
      continue;
    g_free (self->table);
    self->table = g_path_get_basename (name);
    g_byte_array_set_size (self->held, 0);
    self->at = 0;
    self->number = 0;
    self->at_end = false;
    return true;
  }
  if (status != ARCHIVE_EOF)
    fail (self, archive_error_string (self->archive), error);
  return false;
}

const char *
lines_table (const Lines *self)
{
  return self->table;
}

int64_t
lines_number (const Lines *self)
{
  return self->number;
}

static bool
read_more (Lines *self, GError **error)
{
  const guint kept = self->held->len - (guint) self->at;
  la_ssize_t got;

  if (kept > LINE_AT_MOST) {
    fail (self, "it has a line of more than 512 MB", error);
    return false;
  }
  if (kept > 0)
    memmove (self->held->data, self->held->data + self->at, kept);
  self->at = 0;
  g_byte_array_set_size (self->held, kept + MAX (CHUNK, kept));
  got = archive_read_data (self->archive, self->held->data + kept, MAX (CHUNK, kept));
  if (got < 0) {
    fail (self, archive_error_string (self->archive), error);
    return false;
  }
  g_byte_array_set_size (self->held, kept + (guint) got);
  self->at_end = got == 0;
  return true;
}

static char *
cut_line (Lines *self, gsize end, gsize *length)
{
  char *line = (char *) self->held->data + self->at;

  *length = end - self->at;
  while (*length > 0 && line[*length - 1] == '\r')
    (*length)--;
  line[*length] = '\0';
  self->at = MIN (end + 1, self->held->len);
  self->number++;
  return line;
}

char *
lines_next (Lines *self, gsize *length, GError **error)
{
  gsize searched = self->at;

  for (;;) {
    const guint8 *end = NULL;

    if (self->held->len > searched)
      end = memchr (self->held->data + searched, '\n', self->held->len - searched);
    if (end != NULL)
      return cut_line (self, (gsize) (end - self->held->data), length);
    if (self->at_end)
      break;
    searched = self->held->len - self->at;
    if (!read_more (self, error))
      return NULL;
  }
  if (self->at >= self->held->len)
    return NULL;
  /* The last line has no end: make room for the zero. */
  g_byte_array_append (self->held, (const guint8 *) "\n", 1);
  return cut_line (self, self->held->len - 1, length);
}
