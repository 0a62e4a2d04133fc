/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "library/library.h"

/* What the user decides. Each verb is one command: one transaction, one step of the history
 * (library/undo.h), which one undo takes back. */

/* How far a decision reaches. Beyond the one mention it holds for the same name (text/fold.h),
 * and spares what the user decided with a narrower reach. */
typedef enum {
  TOPOS_REACH_MENTION,
  TOPOS_REACH_DOCUMENT,
  TOPOS_REACH_LIBRARY,
  TOPOS_REACH_FROM_NOW_ON,  /* the library, and a rule for what comes */
} ToposReach;

/* "mention", "document", "library", "always"; false for another word. */
const char *topos_reach_word (ToposReach reach);
bool        topos_reach_from_word (const char *word, ToposReach *reach);

/* What an edit did, for the toast: "12 mentions moved to Dara, Panjshir". */
typedef struct {
  int mentions;
  int documents;
  ToposPlaceId place;  /* where they are now, or none */
  char *name;          /* the name decided about, as written */
  char *to;            /* "Dara, Panjshir, Afghanistan", or NULL */
} ToposEditReport;

void topos_edit_report_clear (ToposEditReport *report);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ToposEditReport, topos_edit_report_clear)

/* `report` may be NULL in all of them. TOPOS_ERROR_USAGE when there is no such mention, place or
 * document. */

/* The mention means `place`, one of the gazetteer's (may be NULL for a place that the library
 * holds already) or of the library's own. */
bool topos_library_correct_place (ToposLibrary *self, const ToposGazetteer *gazetteer,
                                  const char *mention, ToposPlaceId place, ToposReach reach,
                                  ToposEditReport *report, GError **error);

/* The mention means a place of the user's own, called `name`, at `point`; what contains it is
 * `parent` or none. The same name and point are the same place. */
bool topos_library_correct_point (ToposLibrary *self, const ToposGazetteer *gazetteer,
                                  const char *mention, const char *name, ToposPoint point,
                                  ToposPlaceId parent, ToposReach reach,
                                  ToposEditReport *report, GError **error);

/* The mention is no place. */
bool topos_library_reject (ToposLibrary *self, const char *mention, ToposReach reach,
                           ToposEditReport *report, GError **error);

/* The mention is right as it stands: the machine's choice becomes the user's. */
bool topos_library_accept (ToposLibrary *self, const char *mention, ToposReach reach,
                           ToposEditReport *report, GError **error);

/* What a review found about a line of it (library/review.h): the name means `place`, or with none
 * is no place. It holds for what the line stands for, and counts in the review's tally; Topos was
 * right when `place` is the one that stands there. */
bool topos_library_check (ToposLibrary *self, const ToposGazetteer *gazetteer, const char *mention,
                          ToposPlaceId place, ToposEditReport *report, GError **error);

/* A name that was missed: `span` of the document's body means `place`, or one of the user's own at
 * `point`, called `name` (NULL: as it is written). Beyond one mention the decision holds for every
 * place of the text where the name stands as written and nobody has found one. What lay under the
 * span becomes part of the name. */
bool topos_library_add_mention (ToposLibrary *self, const ToposGazetteer *gazetteer,
                                const char *document, ToposSpan span, ToposPlaceId place,
                                ToposReach reach, ToposEditReport *report, GError **error);
bool topos_library_add_point (ToposLibrary *self, const ToposGazetteer *gazetteer,
                              const char *document, ToposSpan span, const char *name,
                              ToposPoint point, ToposPlaceId parent, ToposReach reach,
                              ToposEditReport *report, GError **error);

/* All mentions of `place`, present and to come, are mentions of `into`. */
bool topos_library_merge (ToposLibrary *self, const ToposGazetteer *gazetteer,
                          ToposPlaceId place, ToposPlaceId into, ToposEditReport *report,
                          GError **error);

/* No mention of `place` is a place: it leaves the map and the lists. */
bool topos_library_hide (ToposLibrary *self, ToposPlaceId place, ToposEditReport *report,
                         GError **error);

/* The place is shown as `name`, or stands at `point`, in this library. */
bool topos_library_rename (ToposLibrary *self, ToposPlaceId place, const char *name,
                           GError **error);
bool topos_library_move (ToposLibrary *self, ToposPlaceId place, ToposPoint point,
                         GError **error);

/* The facts about a document that the user can set; NULL leaves one as it is, "" removes it. */
typedef struct {
  const char *title;
  const char *outlet;
  const char *author;
  const char *url;
} ToposMetadata;

bool topos_library_describe (ToposLibrary *self, const char *document,
                             const ToposMetadata *metadata, GError **error);

/* The day on which a document was published, with its dates told anew by `reading` (analysed
 * with that day: engine/redate.h does both). */
bool topos_library_set_published (ToposLibrary *self, const char *document, ToposDay day,
                                  const ToposReading *reading, GError **error);

/* Removes documents (ids, ended by NULL) with all that was found in them. */
bool topos_library_remove (ToposLibrary *self, const char *const *documents, GError **error);
