/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/spill.h"

#include <glib/gstdio.h>
#include <unistd.h>

#define MOST_IN_MEMORY (1 << 20)
#define BLOCK (64 * 1024)

void
topos_spill_init (ToposSpill *self)
{
  *self = (ToposSpill){ .text = g_string_new (NULL) };
}

void
topos_spill_clear (ToposSpill *self)
{
  if (self->text != NULL)
    g_string_free (self->text, TRUE);
  g_clear_pointer (&self->file, fclose);
  self->text = NULL;
}

static FILE *
nameless_file (void)
{
  g_autofree char *name = NULL;
  const int file = g_file_open_tmp ("topos-XXXXXX", &name, NULL);

  if (file < 0)
    return NULL;
  g_unlink (name);
  return fdopen (file, "w+b");
}

void
topos_spill_settle (ToposSpill *self)
{
  if (self->text->len < MOST_IN_MEMORY || self->stays)
    return;
  if (self->file == NULL)
    self->file = nameless_file ();
  self->stays = self->file == NULL
                || fwrite (self->text->str, 1, self->text->len, self->file) != self->text->len
                || fflush (self->file) != 0;
  if (self->stays)
    return;
  self->in_file += self->text->len;
  g_string_truncate (self->text, 0);
}

bool
topos_spill_write (ToposSpill *self, FILE *out)
{
  g_autofree char *block = g_malloc (BLOCK);
  gsize left = self->in_file;

  if (left > 0)
    rewind (self->file);
  while (left > 0) {
    const gsize n = fread (block, 1, MIN (left, BLOCK), self->file);

    if (n == 0)
      return false;
    fwrite (block, 1, n, out);
    left -= n;
  }
  fwrite (self->text->str, 1, self->text->len, out);
  return true;
}
