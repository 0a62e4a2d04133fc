/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gazetteer/rows.h"

/* Writes the settled build to `path`, by way of a file beside it, and fills in the report. */
bool gazetteer_write (ToposGazetteerBuild *self, const char *path, GError **error);
