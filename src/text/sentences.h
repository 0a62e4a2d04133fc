/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/reading.h"

/* Cuts the paragraphs of the reading, whose words are there, into passages: sentences, told by
 * marks of every script, with what the reading's language (or any, when it is "") abbreviates. */
void topos_sentences_cut (ToposReading *reading);
