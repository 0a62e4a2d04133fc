/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "session/rows.h"

/* How the lists of the left pane tell their rows: ToposPlaceRow, ToposDocumentRow and
 * ToposUnplacedRow of library/reader.h. */
extern const ToposRowsKind topos_places_kind;
extern const ToposRowsKind topos_documents_kind;
extern const ToposRowsKind topos_unplaced_kind;
