/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "library/library.h"

/* The user's commands as data, kept in the library itself: they can be undone and done again
 * after a restart too. A new command forgets those that were undone. */

/* Kept in files: add at the end. */
typedef enum {
  TOPOS_STEP_IMPORT,     /* subject: a title; count: documents */
  TOPOS_STEP_PLACE,      /* subject: the name; object: the place; count: mentions */
  TOPOS_STEP_REJECT,     /* subject: the name; count: mentions */
  TOPOS_STEP_ACCEPT,     /* subject: the name; object: the place; count: mentions */
  TOPOS_STEP_ADD,        /* subject: the name; object: the place */
  TOPOS_STEP_MERGE,      /* subject: a place; object: the other; count: mentions */
  TOPOS_STEP_HIDE,       /* subject: the place; count: mentions */
  TOPOS_STEP_RENAME,     /* subject: old name; object: new name */
  TOPOS_STEP_MOVE,       /* subject: the place */
  TOPOS_STEP_DESCRIBE,   /* subject: the title */
  TOPOS_STEP_PUBLISHED,  /* subject: the title; object: the day as ISO 8601,
                            "" when it was left to the text */
  TOPOS_STEP_REMOVE,     /* subject: a title; count: documents */
  TOPOS_STEP_FORGET,     /* subject: the name of the rule */
  TOPOS_STEP_CHECK_RIGHT,   /* of a review; as TOPOS_STEP_ACCEPT */
  TOPOS_STEP_CHECK_PLACE,   /* as TOPOS_STEP_PLACE */
  TOPOS_STEP_CHECK_REJECT,  /* as TOPOS_STEP_REJECT */
} ToposStepVerb;

/* "import", "place"...: the stable word for files and JSON. */
const char *topos_step_verb_word (ToposStepVerb verb);

typedef struct {
  int64_t id;
  ToposStepVerb verb;
  char *subject;
  char *object;   /* "" where the verb has none */
  int count;
  bool undone;
} ToposStep;

/* The step as a sentence that tells what it did, in the user's language: "12 mentions of “Dara”
 * moved to Dara, Panjshir". Returns: (transfer full). */
char *topos_step_in_words (const ToposStep *step);

void topos_step_free (ToposStep *step);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ToposStep, topos_step_free)

/* All steps, oldest first. Returns: (transfer full) (element-type ToposStep). NULL on error. */
GPtrArray *topos_library_history (ToposLibrary *self, GError **error);

/* What undo and redo would do next, for their labels; NULL when there is nothing (no error).
 * Returns: (transfer full). */
ToposStep *topos_library_next_undo (ToposLibrary *self, GError **error);
ToposStep *topos_library_next_redo (ToposLibrary *self, GError **error);

/* Takes the last step back, or does the last undone one again, and gives it. NULL with
 * TOPOS_ERROR_USAGE when there is none. Returns: (transfer full). */
ToposStep *topos_library_undo (ToposLibrary *self, GError **error);
ToposStep *topos_library_redo (ToposLibrary *self, GError **error);
