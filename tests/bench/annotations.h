/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/reading.h"
#include "gazetteer/gazetteer.h"

/* Appends one line of JSON with the places of a reading, as corpora have them, to `json`. */
void annotations_append (GString *json, const ToposGazetteer *gazetteer, const char *id,
                         const ToposReading *reading);
