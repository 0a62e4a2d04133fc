/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "session/session.h"

/* Where one has been: place, document and passage, as they were chosen one after the other. What
 * changes at once is one step. Properties:
 *   session    whose steps they are (construct only)
 *   back, forward  boolean  whether there is a step that way
 * Another library forgets the way. */
#define TOPOS_TYPE_TRAIL (topos_trail_get_type ())
G_DECLARE_FINAL_TYPE (ToposTrail, topos_trail, TOPOS, TRAIL, GObject)

/* Chooses what was chosen before, or again what was left by going back. Nothing happens at an end. */
void topos_trail_go_back (ToposTrail *self);
void topos_trail_go_forward (ToposTrail *self);

/* A document or place that is no more: the steps that led there are forgotten. */
void topos_trail_forget_document (ToposTrail *self, const char *document);
void topos_trail_forget_place (ToposTrail *self, ToposPlaceId place);
