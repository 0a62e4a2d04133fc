/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stdio.h>

/* Bytes on their way out: in memory while they are few, then in a file without a name, so that
 * what is found in a text of any length takes little memory. */
typedef struct {
  GString *text;   /* to be appended to */
  FILE *file;      /* what stood before it, or NULL */
  gsize in_file;
  bool stays;      /* no file can be had, or it is full: the rest stays in memory */
} ToposSpill;

void topos_spill_init (ToposSpill *self);
void topos_spill_clear (ToposSpill *self);

/* Moves the text into the file when it has grown to a megabyte; it is empty then. */
void topos_spill_settle (ToposSpill *self);

/* Writes all to `out`, which keeps its error. False when the file could not be read. */
bool topos_spill_write (ToposSpill *self, FILE *out);
