/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "library/reader.h"
#include "session/session.h"

/* A question that is asked again whenever what it asks about changes. It is answered in a
 * thread of its own with a reader of its own; one answer at a time, and the newest question
 * wins: what was asked in between is left out. The main loop never waits. */
typedef struct ToposAsk ToposAsk;

typedef struct {
  /* What is asked now, by value. Main thread. */
  gpointer (*question) (gpointer owner);
  GDestroyNotify question_free;
  /* The answer. In the thread. */
  gpointer (*answer) (ToposReader *reader, gpointer question, GCancellable *cancellable,
                      GError **error);
  GDestroyNotify answer_free;
  /* Shows an answer, or NULL and the error; both stay the ask's. Main thread. */
  void (*show) (gpointer owner, gpointer answer, const GError *error);
} ToposAskKind;

/* `owner` keeps the ask and frees it before itself. Returns: (transfer full). */
ToposAsk *topos_ask_new (const ToposAskKind *kind, gpointer owner);
void      topos_ask_free (ToposAsk *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ToposAsk, topos_ask_free)

/* Asks the library that `session` has open, and asks again at each of its revisions; where none
 * is open, a NULL answer is shown. The session is not kept; NULL for none. */
void topos_ask_follow (ToposAsk *self, ToposSession *session);

/* Asks as soon as the main loop is free and the answer before this one is there. */
void topos_ask_again (ToposAsk *self);

/* Asks once nobody has asked for a moment: for what changes many times a second while a handle
 * is dragged, and may wait for the end. */
void topos_ask_at_rest (ToposAsk *self);
