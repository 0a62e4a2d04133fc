/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "db/db.h"

/* Records what happens to tables, as data that can be undone and done again: an SQLite
 * changeset. Tables need a primary key; virtual tables are not recorded, triggers keep them. */
typedef struct ToposRecorder ToposRecorder;

/* Records every change to `tables` (ended by NULL) made through `db` from now on. */
ToposRecorder *topos_recorder_start (ToposDb *db, const char *const *tables, GError **error);
void           topos_recorder_free (ToposRecorder *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ToposRecorder, topos_recorder_free)

/* What was recorded; empty bytes when nothing changed. Returns: (transfer full). */
GBytes *topos_recorder_take (ToposRecorder *self, GError **error);

/* Does the changes again, or, when `inverted`, takes them back. A row that is gone already is
 * passed over (a cascade took it); one that changed since gets the recorded values. Within a
 * transaction, which is to be rolled back when it fails: some of the changes may then be done. */
bool topos_changes_apply (ToposDb *db, GBytes *changes, bool inverted, GError **error);
