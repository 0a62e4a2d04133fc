/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "session/item.h"

/* A list of items over plain rows. The item of a row is made when first asked for, so that a
 * hundred thousand rows cost nothing until they are seen. A thing that two answers share keeps
 * its item, wherever it stands in them: what is told of it changes in place, and a selection
 * stays on it. Implements GListModel. */
#define TOPOS_TYPE_ROWS (topos_rows_get_type ())
G_DECLARE_FINAL_TYPE (ToposRows, topos_rows, TOPOS, ROWS, GObject)

typedef struct {
  /* Fills the fields of an item from its row; `context` as given with the rows. */
  void (*describe) (const void *row, uint64_t context, ToposItemFields *fields);
  /* True when both rows would be shown alike. */
  bool (*same) (const void *a, const void *b);
  /* The same number for the same thing, however its row changes. NULL: rows that are not shown
   * alike are not the same thing. */
  uint64_t (*id) (const void *row);
} ToposRowsKind;

/* `kind` must live for good. Returns: (transfer full). */
ToposRows *topos_rows_new (const ToposRowsKind *kind);

/* Shows other rows (a reference is taken; NULL for none). Things that came, went or moved are
 * told as one stretch; the rest by their items. The context is what the look of every row hangs
 * on besides itself, as the place whose name is printed bold; 0 where there is none. */
void topos_rows_set (ToposRows *self, GPtrArray *rows, uint64_t context);

/* The rows shown, or NULL. Returns: (transfer none). */
GPtrArray *topos_rows_get (ToposRows *self);

/* At which position a row stands that is one of them. */
guint topos_rows_position (ToposRows *self, const void *row);
