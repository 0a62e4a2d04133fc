/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "library/where.h"

/* For library/ alone: a document's row. */
extern const char topos_document_columns[];  /* of a table named `d` */
ToposDocumentRow *topos_document_row_read (ToposStatement *row);
void              topos_document_row_free (gpointer document);
