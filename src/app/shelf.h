/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/filter.h"

#include <gio/gio.h>

/* How a library was looked at last. */
typedef struct {
  ToposPoint middle;    /* of the map */
  double zoom;          /* below 0: not known, as in one that was never looked at */
  ToposFilter filter;   /* without its box */
  bool in_view;         /* the lists followed the map */
  ToposPlaceId place;
  char *document;       /* in the reader, or NULL */
  char *list;           /* name of the list that was shown, or NULL */
  int left, right;      /* widths of the panes; 0 when not known */
} ToposLook;

void topos_look_init (ToposLook *look);
void topos_look_clear (ToposLook *look);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ToposLook, topos_look_clear)

/* The libraries that were open, newest first, each with its look. They are kept in a file of the
 * user's own, not in the libraries: looking must change neither a library that is sent to others nor
 * one on a disk that may not be written, and must not tell others what was looked at.
 * Signal "changed": another list of libraries. */
#define TOPOS_TYPE_SHELF (topos_shelf_get_type ())
G_DECLARE_FINAL_TYPE (ToposShelf, topos_shelf, TOPOS, SHELF, GObject)

/* `file` need not be there; one that cannot be read counts as empty. */
ToposShelf *topos_shelf_new (const char *file);

/* Paths of libraries, newest first, ended by NULL. Returns: (transfer full). */
char **topos_shelf_paths (ToposShelf *self);

/* The library was opened: it comes first. */
void topos_shelf_put_first (ToposShelf *self, const char *path);

/* Takes it off the list. */
void topos_shelf_forget (ToposShelf *self, const char *path);

/* How a library was looked at; false, with an empty look, when that is not known. */
bool topos_shelf_look (ToposShelf *self, const char *path, ToposLook *look);

/* Keeps a library's look, when it is on the shelf. */
void topos_shelf_keep_look (ToposShelf *self, const char *path, const ToposLook *look);
