/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/reading.h"

/* The taggers learnt from English. A text in another language is read by the same weights: its
 * small words are looked at as the English ones that do their work ("bei" as "near", "Provinz"
 * as "province") by taggers, rules and ranker alike, from the tables data/geoparse/tongues, one a
 * language. data/geoparse/README.md tells how a table is written; a language is added without a
 * line of C. */

typedef struct ToposTongues ToposTongues;
typedef struct ToposTongue ToposTongue;

/* Reads every table in the folder `dir`. TOPOS_ERROR_DATA when one is wrong, a
 * GFileError when one cannot be read. */
ToposTongues *topos_tongues_open (const char *dir, GError **error);
void          topos_tongues_free (ToposTongues *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ToposTongues, topos_tongues_free)

/* The language most of the reading's small words belong to; NULL for English and for texts that
 * belong to none. */
const ToposTongue *topos_tongues_tell (const ToposTongues *self, const ToposReading *reading);

/* Its code ("de"), as the table is called. */
const char *topos_tongue_code (const ToposTongue *self);

/* The English word that does the work of the folded word `key`, or NULL. */
const char *topos_tongue_english (const ToposTongue *self, const char *key);

/* True where every noun begins with a capital. */
bool topos_tongue_has_capital_nouns (const ToposTongue *self);

/* Calls `each` with what the folded word may be without its ending or beginning ("Киеве": "Киев",
 * "وكابل": "كابل"), in the table's order, until one is right. Returns whether one was. */
bool topos_tongue_each_stem (const ToposTongue *self, const char *key,
                             bool (*each) (const char *stem, gsize length, void *data), void *data);
