/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/reading.h"

/* Reads an article's body into paragraphs, passages (sentences) and words: the fresh reading
 * has those three arrays and the language; dates and places are for dates/ and geoparse/.
 * Every span is exact: the text is never altered, passages lie within one paragraph, words
 * within one passage; what lies between is white space. The time is linear in the text.
 * Returns: (transfer full). */
ToposReading *topos_text_read (ToposArticle *article);
