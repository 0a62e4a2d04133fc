/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* What a JSON-LD block tells about an article; NULL where it does not. */
typedef struct {
  char *headline;
  char *outlet;
  char *author;
  char *published;
  char *url;
} ToposLinkedData;

void topos_linked_data_clear (ToposLinkedData *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ToposLinkedData, topos_linked_data_clear)

/* Reads the text of a <script type="application/ld+json">: the first thing in it that is an
 * article, in arrays and @graph too. Fills what is still NULL in `self`. Text that is not JSON,
 * or nests too deep, tells nothing. */
void topos_linked_data_read (ToposLinkedData *self, const char *json);
