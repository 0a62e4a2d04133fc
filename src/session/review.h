/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "session/lens.h"
#include "session/session.h"

/* What is worth a look in the session's library, worst first. Properties:
 *   session, lens  what is asked (construct them in any order)
 *   items    GListModel of ToposItem; a key is a mention's id
 *   left     uint    how many there are, listed or not; notified with every answer
 *   meter    string  "37 of 120 checked, Topos was right in 92 % (85–96 %)" */
#define TOPOS_TYPE_REVIEW (topos_review_get_type ())
G_DECLARE_FINAL_TYPE (ToposReview, topos_review, TOPOS, REVIEW, GObject)

/* A decision about a line is on its way: the line goes at once, and the next can be decided without
 * waiting for an answer. Then: it has been done, or it could not be and the line comes back. */
void topos_review_take_off (ToposReview *self, const char *mention);
void topos_review_decided (ToposReview *self, const char *mention, bool done);

/* The 95 % interval of a share of which `right` of `n` were seen (Wilson's score interval);
 * 0 to 1 when nothing was seen. */
void topos_wilson_interval (int right, int n, double *low, double *high);

/* The meter. Returns: (transfer full). */
char *topos_meter_in_words (int checked, int right, int left);
