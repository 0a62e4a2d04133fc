/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/place.h"

#include <gio/gio.h>

/* One line of a list, whatever it lists, as a list view shows it. Properties, read only:
 *   key      string  the id: a document's, a passage's, a mention's; a place's in decimal
 *   place    uint64  the place it stands for, or 0
 *   before   string  what stands between it and the item above it, or NULL
 *   title, subtitle, detail  string  plain text, "" for none
 *   markup   string  Pango markup of the words quoted, or NULL
 *   count    int
 *   share    double  count against the greatest of the list, 0 to 1
 *   icon     string  an icon's name, or NULL
 *   label    string  all of it as one sentence, for screen readers */
#define TOPOS_TYPE_ITEM (topos_item_get_type ())
G_DECLARE_FINAL_TYPE (ToposItem, topos_item, TOPOS, ITEM, GObject)

/* The fields are filled by whoever makes the item, before it is shown; it owns them. */
typedef struct {
  char *key;
  ToposPlaceId place;
  char *before;
  char *title;
  char *subtitle;
  char *detail;
  char *markup;
  int count;
  double share;
  const char *icon;
  char *label;
} ToposItemFields;

ToposItemFields *topos_item_fields (ToposItem *self);

/* A list of items over plain rows. The item of a row is made when first asked for, so that a
 * hundred thousand rows cost nothing until they are seen; rows that stay the same between two
 * answers keep their items. Implements GListModel. */
#define TOPOS_TYPE_ROWS (topos_rows_get_type ())
G_DECLARE_FINAL_TYPE (ToposRows, topos_rows, TOPOS, ROWS, GObject)

typedef struct {
  /* Fills the fields of an item from its row; `context` as given with the rows. */
  void (*describe) (const void *row, uint64_t context, ToposItemFields *fields);
  /* True when both rows would be shown alike. */
  bool (*same) (const void *a, const void *b);
} ToposRowsKind;

/* `kind` must live for good. Returns: (transfer full). */
ToposRows *topos_rows_new (const ToposRowsKind *kind);

/* Shows other rows (a reference is taken; NULL for none), and says which changed: all of them
 * when `context` did. The context is what the look of every row hangs on besides itself: the
 * greatest count, the place whose name is printed bold. */
void topos_rows_set (ToposRows *self, GPtrArray *rows, uint64_t context);

/* The rows shown, or NULL. Returns: (transfer none). */
GPtrArray *topos_rows_get (ToposRows *self);
