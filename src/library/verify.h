/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "library/reader.h"

/* What is wrong inside a library, sentence by sentence. */
typedef struct {
  GPtrArray *damages;   /* char *; empty when all is well */
  int documents;        /* that could be read whole */
  int passages;
  int mentions;
} ToposCheck;

/* Checks the file itself, every offset, every quotation against its document, every key against
 * its text, every index. False when not even that could be done. */
bool topos_reader_check (ToposReader *self, ToposCheck *check, GCancellable *cancellable,
                         GError **error);
void topos_check_clear (ToposCheck *check);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ToposCheck, topos_check_clear)

/* Where a document was read from. */
typedef struct {
  char *id;
  char *title;
  char *source;        /* or NULL */
  char *hash;          /* SHA-256 of the file then, or NULL */
} ToposSource;

/* Returns: (transfer full) (element-type ToposSource), by title. NULL on error. */
GPtrArray *topos_reader_sources (ToposReader *self, GError **error);
