/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/reading.h"
#include "geoparse/features.h"

/* Gold corpora as files of JSON lines: texts with places, or sentences with tags. */

typedef struct {
  ToposSpan span;  /* in bytes */
  uint8_t sort;    /* ToposSort */
  bool ignored;    /* neither right nor wrong */
  bool has_point;
  ToposPoint point;
  uint32_t geonameid;
} GoldName;

/* A span as it is annotated, name or not. */
typedef struct {
  ToposSpan span;  /* in bytes, without a possessive ending */
  bool demonym;
  bool pronoun;    /* "it", "there" */
} GoldPhrase;

typedef struct {
  char *id;
  int corpus;
  int fold;
  ToposReading *reading;
  GArray *names;  /* GoldName, sorted by start */
  GArray *phrases;  /* GoldPhrase, as they come; only where whole phrases are annotated */
} GoldText;

/* Appends to `texts` (of GoldText) those of a file of {"id","text","toponyms"}. Names of the
 * kinds nominal, pronoun are left out; streets, postcodes and points of interest are ignored.
 * `phrases` says that whole phrases are annotated: of "the city of Mosul" and "northern Syria" the
 * name is taken, "Tikrit, Iraq" are two, and what is no plain name even so is ignored. */
bool corpus_read_places (const char *path, int corpus, bool phrases, GPtrArray *texts,
                         GError **error);

/* The same for a file of {"tokens","tags"} (packed by xz when so named): `sentences` at a time
 * make one text. Without a text of their own the tokens are joined by spaces. */
bool corpus_read_tags (const char *path, int corpus, guint sentences, GPtrArray *texts,
                       GError **error);

/* A text of no corpus with these names (of GoldName); owns `id` and `body`. Returns: (transfer
 * full). */
GoldText *gold_text_new (char *id, char *body, const GArray *names);

/* How a text is written over, for taggers that shall read headlines and careless writers. */
typedef enum {
  WRITTEN_CAPITALS,  /* every third passage, beginning with the first, in capitals */
  WRITTEN_SMALL,     /* all in small letters */
} Written;

/* The same text with the same names, written otherwise. Returns: (transfer full). */
GoldText *gold_text_written (const GoldText *text, Written how);

void gold_text_free (gpointer text);
