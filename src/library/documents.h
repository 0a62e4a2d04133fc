/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "library/where.h"

/* For library/ alone: a document's row. */
extern const char topos_document_columns[];  /* of a table named `d` */
ToposDocumentRow *topos_document_row_read (ToposStatement *row);
ToposDocumentRow *topos_document_row_copy (const ToposDocumentRow *row);
void              topos_document_row_unref (gpointer document);

/* By publication day, those without one last; then by title and id. For g_ptr_array_sort. */
int topos_document_rows_compare (gconstpointer a, gconstpointer b);

/* Reads "start end kind;" over and over into an array of ToposZone. */
void topos_zones_read (const char *text, GArray *zones);
