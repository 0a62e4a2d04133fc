/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "library/where.h"

/* For library/ alone: a document's row. */
extern const char topos_document_columns[];  /* of a table named `d` */
ToposDocumentRow *topos_document_row_read (ToposStatement *row);
void              topos_document_row_free (gpointer document);

/* Reads "start end kind;" over and over into an array of ToposZone. */
void topos_zones_read (const char *text, GArray *zones);
