/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/place.h"
#include "core/view.h"

#include <gio/gio.h>

/* One line of a list, whatever it lists, as a list view shows it. Properties, read only:
 *   key      string  the id: a document's, a passage's, a mention's; a place's in decimal
 *   place    uint64  the place it stands for, or 0
 *   before   string  what stands between it and the item above it, or NULL
 *   title, subtitle, detail  string  plain text, "" for none
 *   markup   string  Pango markup of the words quoted, or NULL
 *   count    int     notified also when `profile`, the bars beside it, is new
 *   icon     string  an icon's name, or NULL
 *   label    string  all of it as one sentence, for screen readers
 * What changes while the item stays is notified, each property by itself. */
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
  uint8_t profile[TOPOS_PROFILE_BARS];
  const char *icon;
  char *label;
} ToposItemFields;

ToposItemFields *topos_item_fields (ToposItem *self);

/* Lets the item tell what `fields` say (it takes what they own), and notifies what is new. */
void topos_item_take (ToposItem *self, const ToposItemFields *fields);
