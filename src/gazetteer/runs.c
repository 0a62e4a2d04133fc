/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gazetteer/runs.h"

#include "core/error.h"
#include "core/translate.h"

#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

/* A sorted file, and the string it stands at. */
typedef struct {
  FILE *file;
  guint8 *bytes;
  uint32_t length;
  uint32_t room;
  bool at_end;
} Run;

struct Runs {
  gsize memory;
  GByteArray *arena;  /* each string behind its length */
  GArray *offsets;    /* of the strings in the arena, gsize */
  GPtrArray *runs;    /* Run, sorted by their strings while reading; none: all is in memory */
  gsize next;         /* in memory */
  Run *spent;         /* whose string the caller holds */
};

static void
run_free (void *data)
{
  Run *run = data;

  fclose (run->file);
  g_free (run->bytes);
  g_free (run);
}

Runs *
runs_new (gsize memory)
{
  Runs *self = g_new0 (Runs, 1);

  self->memory = memory;
  self->arena = g_byte_array_new ();
  self->offsets = g_array_new (FALSE, FALSE, sizeof (gsize));
  self->runs = g_ptr_array_new_with_free_func (run_free);
  return self;
}

void
runs_free (Runs *self)
{
  g_byte_array_unref (self->arena);
  g_array_unref (self->offsets);
  g_ptr_array_unref (self->runs);
  g_free (self);
}

static bool
fail (GError **error)
{
  g_set_error (error, TOPOS_ERROR, TOPOS_ERROR_OUTPUT,
               _ ("The names could not be sorted on disk: %s. Free some space in the folder for "
               "temporary files."), g_strerror (errno));
  return false;
}

static int
compare (const guint8 *a, uint32_t a_length, const guint8 *b, uint32_t b_length)
{
  const int order = memcmp (a, b, MIN (a_length, b_length));

  return order != 0 ? order : (a_length > b_length) - (a_length < b_length);
}

static const guint8 *
string_at (const Runs *self, gsize offset, uint32_t *length)
{
  memcpy (length, self->arena->data + offset, sizeof *length);
  return self->arena->data + offset + sizeof *length;
}

static int
compare_offsets (const void *a, const void *b, void *data)
{
  uint32_t a_length;
  uint32_t b_length;
  const guint8 *a_bytes = string_at (data, *(const gsize *) a, &a_length);
  const guint8 *b_bytes = string_at (data, *(const gsize *) b, &b_length);

  return compare (a_bytes, a_length, b_bytes, b_length);
}

static bool
spill (Runs *self, GError **error)
{
  FILE *file = tmpfile ();
  Run *run;

  if (file == NULL)
    return fail (error);
  run = g_new0 (Run, 1);
  run->file = file;
  g_ptr_array_add (self->runs, run);
  g_array_sort_with_data (self->offsets, compare_offsets, self);
  for (guint i = 0; i < self->offsets->len; i++) {
    uint32_t length;
    const guint8 *bytes = string_at (self, g_array_index (self->offsets, gsize, i), &length);

    if (fwrite (bytes - sizeof length, 1, length + sizeof length, file) != length + sizeof length)
      return fail (error);
  }
  g_array_set_size (self->offsets, 0);
  g_byte_array_set_size (self->arena, 0);
  return fflush (file) == 0 || fail (error);
}

bool
runs_add (Runs *self, const void *bytes, gsize length, GError **error)
{
  const uint32_t stored = (uint32_t) length;
  const gsize offset = self->arena->len;

  g_array_append_val (self->offsets, offset);
  g_byte_array_append (self->arena, (const guint8 *) &stored, sizeof stored);
  g_byte_array_append (self->arena, bytes, stored);
  return self->arena->len + self->offsets->len * sizeof (gsize) < self->memory
         || spill (self, error);
}

static bool
run_step (Run *run, GError **error)
{
  if (fread (&run->length, sizeof run->length, 1, run->file) != 1) {
    run->at_end = true;
    return ferror (run->file) == 0 || fail (error);
  }
  if (run->length > run->room) {
    run->room = run->length * 2;
    run->bytes = g_realloc (run->bytes, run->room);
  }
  return fread (run->bytes, 1, run->length, run->file) == run->length || fail (error);
}

bool
runs_sort (Runs *self, GError **error)
{
  if (self->runs->len == 0) {
    g_array_sort_with_data (self->offsets, compare_offsets, self);
    return true;
  }
  if (!spill (self, error))
    return false;
  for (guint i = 0; i < self->runs->len; i++) {
    Run *run = self->runs->pdata[i];

    rewind (run->file);
    if (!run_step (run, error))
      return false;
  }
  return true;
}

/* There are few runs, so the least is looked for among all; of equals the earliest. */
static Run *
least_run (const Runs *self)
{
  Run *least = NULL;

  for (guint i = 0; i < self->runs->len; i++) {
    Run *run = self->runs->pdata[i];

    if (!run->at_end && (least == NULL || compare (run->bytes, run->length,
                                                   least->bytes, least->length) < 0))
      least = run;
  }
  return least;
}

bool
runs_next (Runs *self, const guint8 **bytes, gsize *length, GError **error)
{
  uint32_t stored;

  if (self->runs->len == 0) {
    if (self->next == self->offsets->len)
      return false;
    *bytes = string_at (self, g_array_index (self->offsets, gsize, self->next++), &stored);
    *length = stored;
    return true;
  }
  if (self->spent != NULL && !run_step (self->spent, error))
    return false;
  self->spent = least_run (self);
  if (self->spent == NULL)
    return false;
  *bytes = self->spent->bytes;
  *length = self->spent->length;
  return true;
}
