/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "library/where.h"

/* For library/ alone: a passage with its mentions and dates. */

/* Of passage `p` joined with document `d`. */
extern const char topos_passage_columns[];

/* Reads the row, and asks for its mentions and dates. NULL on error. */
ToposPassageRow *topos_passage_row_read (ToposReader *self, ToposStatement *row,
                                         GError **error);

/* All rows of `row` as passages; NULL on error, also when `row` is NULL. */
GPtrArray *topos_passage_rows_read (ToposReader *self, ToposStatement *row, GError **error);

void topos_passage_row_free (gpointer passage);
