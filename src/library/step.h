/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "db/changes.h"
#include "library/private.h"
#include "library/undo.h"

/* For library/ alone: one command of the user, from its beginning to its place in the history.
 * Left without a commit, nothing has happened. */
typedef struct {
  ToposLibrary *library;
  ToposTransaction transaction;
  ToposRecorder *recorder;
} ToposEdit;

bool topos_edit_begin (ToposLibrary *library, ToposEdit *edit, GError **error);
bool topos_edit_commit (ToposEdit *edit, ToposStepVerb verb, const char *subject,
                        const char *object, int count, GError **error);
void topos_edit_clear (ToposEdit *edit);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ToposEdit, topos_edit_clear)

/* Whether such a command changes documents, passages or days, not only what names mean. */
bool topos_step_changes_texts (ToposStepVerb verb);

/* The tables that commands change, for recording. Ended by NULL. */
extern const char *const topos_edit_tables[];

/* Keeps one changeset of a step as its number `n`. */
bool topos_step_keep_changes (ToposLibrary *library, int64_t step, int64_t n, GBytes *changes,
                              GError **error);

/* Forgets the steps that were undone: something new happens. */
bool topos_step_forget_undone (ToposLibrary *library, GError **error);
