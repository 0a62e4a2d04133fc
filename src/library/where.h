/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/filter.h"
#include "db/db.h"
#include "library/reader.h"

/* For library/ alone. */
struct ToposReader {
  ToposDb *db;
  bool holds;
  struct ToposHeld *held;  /* library/held.h; NULL until asked for */
};

/* A question's WHERE as it grows, with its values. */
typedef struct {
  GString *sql;          /* "1" and then " AND ..." */
  ToposValues *values;
} ToposWhere;

void topos_where_init (ToposWhere *where);
void topos_where_clear (ToposWhere *where);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ToposWhere, topos_where_clear)

/* Adds what `filter` asks of a row of mention named `m`. */
void topos_where_mention (ToposWhere *where, const ToposFilter *filter);

/* Adds what it asks of a row of passage named `p`: everything; a place or box asks for a mention
 * in the passage that counts. */
void topos_where_passage (ToposWhere *where, const ToposFilter *filter);

/* Adds what it asks of a row of document named `d`: document, outlet, known by, and days when
 * they are those of publication. */
void topos_where_document (ToposWhere *where, const ToposFilter *filter);

/* Whether the filter asks for something that only a passage can have. */
bool topos_filter_asks_for_passages (const ToposFilter *filter);

/* Begins a question made of `before`, the WHERE, and `after`. */
ToposStatement *topos_where_ask (ToposReader *self, const ToposWhere *where, const char *before,
                                 const char *after, GError **error);

/* Makes of what a person typed a query that FTS5 takes: words, "phrases", AND, OR, NOT, pre*;
 * anything else counts as words that must all be there. NULL when nothing is left.
 * Returns: (transfer full). */
char *topos_search_query (const char *typed);
