/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/reading.h"
#include "gazetteer/gazetteer.h"

/* A small world for tests: a dozen places, readings of texts that name them, and a way to compare
 * two libraries. */

/* Folder for the test's files; removed with all in it by world_remove. */
char *world_folder (void);
void  world_remove (char *folder);

/* Built of tests/library/places.csv. */
ToposGazetteer *world_gazetteer (const char *folder);

/* The id of the place with that name. */
ToposPlaceId world_place (const ToposGazetteer *gazetteer, const char *name);

/* A reading of `text` in which every word that is a place's name is a mention of that place,
 * every word in brackets is unplaced, every word after "near" lies somewhere in Panjshir, and
 * every ISO date is a date. `day` is its publication day or none. */
ToposReading *world_reading (const ToposGazetteer *gazetteer, const char *title,
                             const char *text, ToposDay day);

/* A text of `n` sentences with names, dates and letters of many scripts. */
char *world_text (GRand *rand, int n);

/* All tables that a user's command may change, and only those, as text; with which words are found
 * and which boxes are drawn. */
char *world_dump (const char *library);
