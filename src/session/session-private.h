/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/engine.h"
#include "session/session.h"
#include "session/worker.h"

/* What session.c (what is looked at) and verbs.c (what is done) share. */
struct _ToposSession {
  GObject parent_instance;
  char *library;
  ToposPlaceId place;
  char *passage;
  char *document;
  int64_t revision;
  char *undo;
  char *redo;
  int jobs;             /* being written now */
  ToposEngine *engine;  /* NULL until the first need of it, or handed over */
  ToposWorker *writer;  /* of the open library; NULL until something is written */
};

/* What the next undo and redo would do, or NULL. */
void topos_session_set_history (ToposSession *self, const char *undo, const char *redo);

/* Counts the jobs that are under way, for the property "busy". */
void topos_session_job (ToposSession *self, int more);
