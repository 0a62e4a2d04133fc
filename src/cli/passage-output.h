/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cli/output.h"
#include "library/reader.h"

/* One passage as a row, with its mentions and dates. */
void topos_output_passage (ToposOutput *output, const ToposPassageRow *passage);
