/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/filter.h"
#include "core/reading.h"
#include "core/view.h"

#include <gio/gio.h>

/* Questions to a library, each from its own read-only connection: a reader belongs to one
 * thread at a time. Every answer is a GPtrArray of rows that owns them (transfer full), NULL with the
 * error when the library could not be read; every question takes the filter, and its answer depends on
 * the library and the filter alone. Long questions can be stopped by `cancellable` (or NULL) with
 * TOPOS_ERROR_CANCELLED. */
typedef struct ToposReader ToposReader;

/* Opens the library at `path` for reading alone; the file is never altered, but one of an older
 * version of Topos is brought up to date first. The errors are those of topos_library_open;
 * TOPOS_ERROR_LIBRARY also when there is no file. Returns: (transfer full). */
ToposReader *topos_reader_open (const char *path, GError **error);
void         topos_reader_close (ToposReader *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ToposReader, topos_reader_close)

/* From now on holds in memory what filters are answered from, so that places, documents, names
 * without a place, days and counts come within milliseconds; words are looked up once for each
 * new search. Read again when the library has changed. For whoever asks while days are dragged.
 * Answers that follow one another then share the rows that stayed as they were: such rows are not
 * to be changed. */
void topos_reader_hold (ToposReader *self);

/* A number that grows with every change to the library, from whatever process. */
int64_t topos_reader_revision (ToposReader *self);

typedef struct {
  char *id;
  char *title;             /* never NULL: the first words when it has none */
  char *outlet;            /* or NULL */
  char *author;            /* or NULL */
  char *url;               /* or NULL */
  char *source;            /* path or URI it was read from, or NULL */
  ToposPublished published;
  ToposOrigin title_origin;
  ToposOrigin outlet_origin;
  int passages;            /* that name a place and pass the filter */
  int places;
} ToposDocumentRow;

typedef struct {
  ToposPlaceId id;
  GRefString *name;
  GRefString *where;       /* "Panjshir, Afghanistan", "" for a country */
  ToposPlaceKind kind;
  ToposPoint point;
  double radius_km;
  ToposStanding standing;  /* placed, or approximate/ambiguous when every mention is */
  uint32_t geonameid;
  int rank;
  int passages;            /* in which it is named, by a demonym ("Turkish") too */
  int marked;              /* of them, those that name it by its name: 0 makes no marker */
  int mentions;
  int documents;
  ToposDay first_day;      /* of its passages; TOPOS_DAY_NONE when all are undated */
  ToposDay last_day;
  uint8_t profile[TOPOS_PROFILE_BARS];  /* over the busiest days of the library, whatever days the
                              filter asks for; told by a reader that holds */
} ToposPlaceRow;

typedef struct {
  char *id;                /* for why and correct */
  ToposSpan span;          /* in the document's body */
  ToposPlaceId place;
  ToposPoint point;
  int confidence;          /* 0 to 1000 */
  ToposSense sense;
  ToposStanding standing;
  bool demonym;
  bool counts;             /* in the lists: no part of another name, no repetition, no credit */
  bool by_user;            /* the user decided */
} ToposMentionRow;

typedef struct {
  char *id;
  char *document;
  char *title;
  char *outlet;
  ToposDay published;
  char *text;              /* body[span] exactly */
  ToposSpan span;
  uint32_t char_start;     /* the span in code points of the body */
  uint32_t char_end;
  ToposDateSpan days;      /* from the first to the last of the days it speaks of, or none */
  GArray *stretches;       /* ToposDateSpan, each of those days; NULL when there is one or none */
  ToposPrecision precision;
  ToposDaysOrigin days_origin;
  GArray *mentions;        /* ToposMentionRow */
  GArray *timexes;         /* ToposTimex */
  char *snippet;           /* of a search, with the found words between U+0002 and U+0003; or NULL */
} ToposPassageRow;

/* Whether a passage passes the days and publication that `filter` asks for; nothing else of it is
 * looked at. */
bool topos_passage_row_is_of_days (const ToposPassageRow *row, const ToposFilter *filter);

typedef struct {
  char *text;              /* the name as written */
  uint16_t reason;         /* for topos_explain_unplaced */
  int mentions;
  int documents;
  char *first_mention;     /* id */
} ToposUnplacedRow;

/* How many there are in all and how many the filter leaves. */
typedef struct {
  int documents, documents_all;
  int places, places_all;
  int passages, passages_all;
  int unplaced;            /* names */
  int undated;             /* passages without a day */
} ToposCounts;

/* One day and how many passages speak of it, or were published on it; a passage that speaks of
 * a stretch is counted from its first day to its last, at most. */
typedef struct {
  ToposDateSpan days;
  ToposPrecision precision;
  int passages;
} ToposDayCount;

GPtrArray *topos_reader_documents (ToposReader *self, const ToposFilter *filter,
                                   GCancellable *cancellable, GError **error);
GPtrArray *topos_reader_places (ToposReader *self, const ToposFilter *filter,
                                GCancellable *cancellable, GError **error);
/* The passages that name a place, by day, then document, then where they stand. */
GPtrArray *topos_reader_passages (ToposReader *self, const ToposFilter *filter,
                                  GCancellable *cancellable, GError **error);
/* The passages with `filter->search` in them, best first, with their snippet. */
GPtrArray *topos_reader_search (ToposReader *self, const ToposFilter *filter, int most,
                                GCancellable *cancellable, GError **error);
/* Where in a document's body the words of a search stand: of ToposSpan, in the order of the text.
 * Empty when `search` is NULL. Returns: (transfer full). NULL on error. */
GArray *topos_reader_found (ToposReader *self, const char *document, const char *search,
                            GError **error);
GPtrArray *topos_reader_unplaced (ToposReader *self, const ToposFilter *filter,
                                  GCancellable *cancellable, GError **error);
/* Of ToposDayCount, one for each distinct stretch of days on the filter's clock; the filter's own
 * days are left out of account, so that the timeline shows what lies beyond them. */
GArray *topos_reader_histogram (ToposReader *self, const ToposFilter *filter,
                                GCancellable *cancellable, GError **error);
/* How many passages topos_reader_passages gives, and of how many documents. */
bool topos_reader_count_passages (ToposReader *self, const ToposFilter *filter, int *passages,
                                  int *documents, GCancellable *cancellable, GError **error);
bool topos_reader_counts (ToposReader *self, const ToposFilter *filter, ToposCounts *counts,
                          GCancellable *cancellable, GError **error);

/* A whole document for the reader pane: its body and every mention and date in it. */
typedef struct {
  ToposDocumentRow *row;
  char *body;
  size_t length;
  GArray *zones;           /* ToposZone */
  GPtrArray *passages;     /* ToposPassageRow, all of the document, in text order */
} ToposDocument;

ToposDocument *topos_reader_document (ToposReader *self, const char *id, GError **error);
void           topos_document_free (ToposDocument *document);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ToposDocument, topos_document_free)

/* A mention with what was weighed for it. */
typedef struct {
  ToposMentionRow *row;
  char *text;
  char *document;
  uint16_t unplaced_reason;
  GArray *candidates;      /* ToposCandidate; first_reason and n_reasons index `reasons` */
  GArray *reasons;         /* ToposReason */
} ToposWhy;

ToposWhy *topos_reader_why (ToposReader *self, const char *mention, GError **error);
void      topos_why_free (ToposWhy *why);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ToposWhy, topos_why_free)
