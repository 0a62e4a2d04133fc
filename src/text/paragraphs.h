/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/reading.h"

/* Appends the paragraphs of the reading's body with their zones, and their words; passages are
 * left to text/sentences.h. A paragraph is a line, or, in text that was broken by width, the lines
 * up to a blank one, an indent or the next item of a list; a zone's border ends it too. */
void topos_paragraphs_cut (ToposReading *reading);
