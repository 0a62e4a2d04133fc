/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/span.h"
#include "library/private.h"

/* For library/ alone: where a name stands in the texts, whoever recognised it or did not. */
typedef struct {
  int64_t document;
  int64_t passage;
  ToposSpan span;  /* in bytes of the document's body */
} ToposOccurrence;

/* Every place at which `name` stands as a whole word, as written: in one document, or with 0 in
 * the whole library. By document and place. Returns: (transfer full) (element-type
 * ToposOccurrence). NULL on error. */
GArray *topos_occurrences (ToposLibrary *self, int64_t document, const char *name, GError **error);
