/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/reading.h"
#include "db/db.h"

/* For library/ alone: the text of a document. It is kept once, in its passages; what lies between
 * them, before the first and behind the last, is its rest. */

/* The rest of a reading's text. Returns: (transfer full). */
GByteArray *topos_body_rest (const ToposReading *reading);

/* The whole text of a document, with a 0 behind its `length` bytes. TOPOS_ERROR_LIBRARY when its
 * passages and its rest do not fit together. Returns: (transfer full). NULL on error. */
char *topos_body_read (ToposDb *db, int64_t document, gsize *length, GError **error);
