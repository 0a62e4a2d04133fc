/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gazetteer/format.h"

#include <stdbool.h>

/* The dictionary of one gazetteer file: keys in byte order, in blocks. Nothing is trusted: a
 * damaged block reads as one that ends early. */
typedef struct {
  const HeadRecord *heads;
  uint32_t n_blocks;
  const uint8_t *bytes;
  gsize length;
  const uint8_t *filter;
  uint64_t n_lines;
} KeyIndex;

/* A reader that stands at one key. */
typedef struct {
  const KeyIndex *index;
  uint32_t block;
  gsize at;     /* where the next entry begins */
  gsize end;    /* of the block */
  char key[GAZETTEER_KEY_MAX + 1];
  gsize length;
  gsize shared; /* bytes of the key before this one that were kept */
  guint n_hits;
  gsize hits;   /* where the places begin */
} KeyCursor;

/* False when the filter knows that the key is not there. */
bool key_index_may_have (const KeyIndex *index, const char *key, gsize length);

/* Sets the cursor before the first key of `block`. */
void key_cursor_start (KeyCursor *self, const KeyIndex *index, uint32_t block);

/* Steps to the next key, over the blocks' bounds. False at the end. */
bool key_cursor_next (KeyCursor *self);

/* Stands at the first key that is not less than `key`. False when there is none. */
bool key_cursor_seek (KeyCursor *self, const KeyIndex *index, const char *key, gsize length);

/* The places of one key that are still to be read. */
typedef struct {
  const KeyIndex *index;
  gsize at;
  gsize end;
  guint n;
} KeyHits;

/* The places of the key under the cursor. */
KeyHits key_cursor_hits (const KeyCursor *self);

/* The next place: its number, and in the lowest three bits the kind of name. False at the end. */
bool key_hits_next (KeyHits *self, uint64_t *hit);

/* The places of exactly that key: what a cursor finds, quicker. False when it is not there. */
bool key_index_find (const KeyIndex *index, const char *key, gsize length, KeyHits *hits);
