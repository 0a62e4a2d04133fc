/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/article.h"
#include "core/place.h"

/* A reading is what Topos understands of one article: where its paragraphs, passages and words
 * are, which spans are places and dates, and why. All is spans of the article's body in flat
 * arrays; nothing is copied. text/ makes it, dates/ and geoparse/ each fill their own part
 * once, and from then on it is read only, by one thread at a time. */

/* A block of the text between line breaks (or a page's <p>). */
typedef struct {
  ToposSpan span;
  uint32_t first_passage;
  uint32_t n_passages;
  ToposZoneKind zone;
  bool repeats;  /* says word for word what an earlier paragraph said: counts for nothing */
} ToposParagraph;

/* One sentence of a paragraph, without the space round it: the unit that is quoted, searched
 * and dated. */
typedef struct {
  ToposSpan span;
  uint32_t first_word;
  uint32_t n_words;
  uint32_t paragraph;
} ToposPassage;

typedef enum {
  TOPOS_WORD_WORD,    /* letters, with inner apostrophes; "U.S." with its full stops */
  TOPOS_WORD_NUMBER,  /* digits, with inner separators: 12,000 3.5; "5th", "80s" too */
  TOPOS_WORD_MARK,    /* one character of punctuation or symbol; "'s" counts here as well */
} ToposWordKind;

typedef enum {
  TOPOS_SHAPE_NONE,   /* not letters, or a script without case */
  TOPOS_SHAPE_LOWER,
  TOPOS_SHAPE_TITLE,  /* Kabul */
  TOPOS_SHAPE_UPPER,  /* KABUL, NRF; one capital letter alone counts here */
  TOPOS_SHAPE_MIXED,  /* McDonald, iPhone */
} ToposShape;

typedef struct {
  ToposSpan span;
  uint8_t kind;          /* ToposWordKind */
  uint8_t shape;         /* ToposShape */
  uint8_t glued;         /* 1 when no space stands before it */
  uint8_t reserved;
} ToposWord;

/* ------------------------------------------------------------------------------- dates */

typedef enum {
  TOPOS_TIMEX_DATE,
  TOPOS_TIMEX_TIME,
  TOPOS_TIMEX_DURATION,
  TOPOS_TIMEX_SET,
} ToposTimexType;

/* "DATE", "TIME", "DURATION", "SET". */
const char *topos_timex_type_word (ToposTimexType type);

/* A temporal expression (TIMEX3). */
typedef struct {
  ToposSpan span;
  ToposTimexType type;
  ToposPrecision precision;
  ToposApprox approx;
  ToposDateSpan days;  /* the days it means, or TOPOS_DATE_SPAN_NONE: most durations, "now", and
                          what hangs on a publication day that is not known */
  char value[32];      /* TIMEX3 value: "2021-09-05", "2021-09-05TNI", "P2D", "XXXX-WXX-7" */
} ToposTimex;

/* How a passage came by a date. */
typedef enum {
  TOPOS_DAYS_OWN,          /* a date in the passage */
  TOPOS_DAYS_BEFORE,       /* carried from the passage before, same paragraph */
  TOPOS_DAYS_PARAGRAPH,
  TOPOS_DAYS_PUBLICATION,  /* none told: the day it was published */
} ToposDaysOrigin;

/* "own", "before", "paragraph", "publication". */
const char *topos_days_origin_word (ToposDaysOrigin origin);

/* One stretch of days that a passage speaks of; a passage may have several, or none. */
typedef struct {
  uint32_t passage;
  ToposDateSpan days;
  ToposPrecision precision;
  ToposApprox approx;
  ToposDaysOrigin origin;
  int32_t timex;  /* index of the timex it comes from, or -1 */
} ToposPassageDays;

/* ------------------------------------------------------------------------------ places */

typedef enum {
  TOPOS_SENSE_LITERAL,    /* in Kabul */
  TOPOS_SENSE_METONYMIC,  /* Kabul rejected the offer */
  TOPOS_SENSE_EMBEDDED,   /* the Kabul in "Kabul airport", "Bank of China" */
} ToposSense;

/* "literal", "metonymic", "embedded". */
const char *topos_sense_word (ToposSense sense);

typedef enum {
  TOPOS_STANDING_PLACED,
  TOPOS_STANDING_AMBIGUOUS,    /* the best two are too close to tell; the choice is the first */
  TOPOS_STANDING_APPROXIMATE,  /* in no gazetteer: shown at what contains it or is named with it */
  TOPOS_STANDING_UNPLACED,     /* recognised, but nothing says where */
  TOPOS_STANDING_REJECTED,     /* the user said: not a place */
} ToposStanding;

/* "placed", "ambiguous", "approximate", "unplaced", "rejected". */
const char *topos_standing_word (ToposStanding standing);

/* One argument for or against a candidate. What the code means and how it is worded is
 * geoparse/explain's; core and the library only carry it. Weights are in 1/1000. */
typedef struct {
  uint16_t code;
  int32_t weight;
  int64_t number;       /* a count, kilometres, a population: as the code says */
  ToposPlaceId place;   /* the place the reason leans on, or none */
} ToposReason;

/* A place that a mention may mean. */
typedef struct {
  ToposPlaceId place;
  int32_t score;         /* sum of its reasons' weights, in 1/1000 */
  uint32_t first_reason; /* into the reading's reasons */
  uint32_t n_reasons;
} ToposCandidate;

/* A name of a place in the text. */
typedef struct {
  ToposSpan span;
  ToposSense sense;
  ToposStanding standing;
  bool demonym;          /* "Turkish": counts for its country, makes no marker */
  uint16_t confidence;   /* 0 to 1000: of those given 800, about 800 in 1000 are right */
  ToposPlaceId choice;   /* none when unplaced or rejected; where it is shown when approximate */
  uint32_t passage;
  uint32_t first_candidate;  /* into the reading's candidates, best first */
  uint32_t n_candidates;
  uint16_t unplaced_reason;  /* code of geoparse/explain when unplaced, else 0 */
  bool by_user;          /* a rule or correction of the user decided */
} ToposMention;

/* What stands for a place without being its name. */
typedef enum {
  TOPOS_PHRASE_EXTENT,       /* holds a name: "northern Iraq", "the city of Mosul" */
  TOPOS_PHRASE_NOMINAL,      /* holds none: "the city", "two bridges", "there" */
  TOPOS_PHRASE_COORDINATES,  /* "33°47′N 44°30′E" */
} ToposPhraseKind;

/* "extent", "nominal", "coordinates". */
const char *topos_phrase_kind_word (ToposPhraseKind kind);

typedef struct {
  ToposSpan span;
  ToposPhraseKind kind;
  ToposStanding standing;  /* placed, approximate (a part of it, or near it) or unplaced */
  uint16_t confidence;     /* 0 to 1000, that these are the words of a place */
  int32_t of;              /* the mention whose place it means or hangs on, or -1 */
  ToposPoint point;        /* where it is; not valid (topos_point_is_valid) when unplaced */
  uint32_t passage;
} ToposPhrase;

typedef struct {
  ToposArticle *article;   /* a reference of its own */
  ToposPublished published;/* the article's, or inferred from the text; `why` owned here */
  char language[4];        /* ISO 639-1 of the text, "" when unknown */
  GArray *paragraphs;      /* ToposParagraph */
  GArray *passages;        /* ToposPassage, in text order, none crossing a paragraph */
  GArray *words;           /* ToposWord, in text order */
  GArray *timexes;         /* ToposTimex, sorted, not overlapping */
  GArray *passage_days;    /* ToposPassageDays, sorted by passage */
  GArray *mentions;        /* ToposMention, sorted by start; an embedded one may lie in another */
  GArray *candidates;      /* ToposCandidate */
  GArray *reasons;         /* ToposReason */
  GArray *phrases;         /* ToposPhrase, by start, the longer first; only when asked for */
} ToposReading;

/* An empty reading of `article` (a reference is taken). */
ToposReading *topos_reading_new (ToposArticle *article);
void          topos_reading_free (ToposReading *reading);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ToposReading, topos_reading_free)

static inline const char *
topos_reading_body (const ToposReading *reading)
{
  return reading->article->body;
}

static inline const ToposWord *
topos_reading_word (const ToposReading *reading, uint32_t i)
{
  return &g_array_index (reading->words, ToposWord, i);
}

static inline const ToposPassage *
topos_reading_passage (const ToposReading *reading, uint32_t i)
{
  return &g_array_index (reading->passages, ToposPassage, i);
}

static inline const ToposParagraph *
topos_reading_paragraph (const ToposReading *reading, uint32_t i)
{
  return &g_array_index (reading->paragraphs, ToposParagraph, i);
}

/* The passage that holds the byte `at`, or the last one that begins before it. 0 when there
 * is none. */
uint32_t topos_reading_passage_at (const ToposReading *reading, uint32_t at);
