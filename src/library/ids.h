/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/place.h"
#include "core/span.h"

#include <glib.h>

/* "0123456789abcdefp120-180" is the passage, "...m120-126" the mention that stands at these
 * bytes of the document with that key. */
enum { TOPOS_KEY_LENGTH = 16 };

/* The key of a document with this body: 17 bytes with their NUL into `key`. */
void topos_document_key (const char *body, gsize length, char key[TOPOS_KEY_LENGTH + 1]);

/* The ids of what stands at `span` of that document. Return: (transfer full). */
char *topos_passage_id (const char *document, ToposSpan span);
char *topos_mention_id (const char *document, ToposSpan span);

/* Reads a mention's id; false when it is none. */
bool topos_mention_id_parse (const char *id, char document[TOPOS_KEY_LENGTH + 1],
                             ToposSpan *span);

/* The id of a place that is in no gazetteer but named `key` (folded) inside `container`:
 * 2^32 plus 31 bits of the SHA-256 of both. */
ToposPlaceId topos_approximate_place_id (const char *key, ToposPlaceId container);

/* The id of a place of the user's own: the same of its folded name and its point to about a
 * metre. */
ToposPlaceId topos_user_place_id (const char *key, ToposPoint point);
