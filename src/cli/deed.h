/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cli/command.h"
#include "gazetteer/gazetteer.h"
#include "library/edit.h"
#include "library/reader.h"

/* What the commands that change a library share: the library, opened and closed, and the sentence
 * that tells what was done. */
typedef struct {
  ToposLibrary *library;
  ToposGazetteer *gazetteer;
  ToposReader *reader;
} ToposDeed;

/* Opens a library that must be there: no change makes one. TOPOS_ERROR_LIBRARY. */
ToposLibrary *topos_deed_library (const char *path, GError **error);

/* That library, a reader of it and the gazetteer. */
bool topos_deed_begin (ToposDeed *deed, const char *path, GError **error);
void topos_deed_clear (ToposDeed *deed);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ToposDeed, topos_deed_clear)

/* Tells what was done, or writes the error (taken) and says how to end. */
ToposExit topos_deed_end (ToposDeed *deed, bool done, GError *error);

/* Where a name is said to lie: a place, or a point with a name of one's own. */
typedef struct {
  char *place;
  char *at;
  char *name;
  char *reach;
} ToposDeedTarget;

void topos_deed_target_clear (ToposDeedTarget *target);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ToposDeedTarget, topos_deed_target_clear)

/* The reach of --reach, or TOPOS_REACH_MENTION; complains about another word. */
bool topos_deed_reach (const ToposDeedTarget *target, ToposReach *reach);
