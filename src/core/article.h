/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/date.h"
#include "core/span.h"

#include <stddef.h>

/* Where a fact about an article was found, most trusted first. */
typedef enum {
  TOPOS_ORIGIN_NONE,
  TOPOS_ORIGIN_USER,       /* typed in the window, or --published */
  TOPOS_ORIGIN_MANIFEST,
  TOPOS_ORIGIN_HEADER,     /* a "Title:" line at the head of the text */
  TOPOS_ORIGIN_MARKUP,     /* HTML <meta>, JSON-LD, <time>; a PDF's or ODT's properties */
  TOPOS_ORIGIN_FILE_NAME,
  TOPOS_ORIGIN_DATELINE,   /* "KABUL, Sept. 5 (Reuters) -" */
  TOPOS_ORIGIN_TEXT,       /* the first line as title; dates inferred from the text */
} ToposOrigin;

/* "manifest", "header"...: the stable word used in files and JSON. */
const char *topos_origin_word (ToposOrigin origin);

/* What part of a page a stretch of the body is. All is kept; only TITLE and BODY count as the
 * author's passages without reserve. */
typedef enum {
  TOPOS_ZONE_BODY,
  TOPOS_ZONE_TITLE,
  TOPOS_ZONE_HEADER,     /* header lines: "Source: ..." */
  TOPOS_ZONE_BYLINE,
  TOPOS_ZONE_CAPTION,    /* of a photo: places in it count, once */
  TOPOS_ZONE_CREDIT,     /* "AFP via Getty Images": nothing in it is a place */
  TOPOS_ZONE_FURNITURE,  /* "What's Hot", "top of page": nothing in it is a place */
} ToposZoneKind;

typedef struct {
  ToposSpan span;
  ToposZoneKind kind;
} ToposZone;

const char *topos_zone_word (ToposZoneKind kind);

/* One fact of an article's metadata, or NULL, and where it comes from. */
typedef struct {
  char *value;
  ToposOrigin origin;
} ToposField;

typedef enum {
  TOPOS_CERTAINTY_UNKNOWN,
  TOPOS_CERTAINTY_INFERRED,
  TOPOS_CERTAINTY_STATED,
} ToposCertainty;

/* "unknown", "inferred", "stated". */
const char *topos_certainty_word (ToposCertainty certainty);

/* The publication day. Never today's date: TOPOS_DAY_NONE when nothing tells it. */
typedef struct {
  ToposDay day;
  ToposCertainty certainty;
  ToposOrigin origin;
  char *why;  /* a sentence for people, or NULL */
} ToposPublished;

/* An article as import/ hands it on: its text, unchanged for good, and what is known about
 * it. Shared by reference; nobody alters it after import. */
typedef struct {
  char *body;         /* valid UTF-8, NUL-terminated, without a byte order mark */
  size_t length;      /* in bytes; below 4 GiB */
  ToposField title;
  ToposField outlet;
  ToposField author;
  ToposField url;
  ToposPublished published;
  ToposZone *zones;   /* sorted, not overlapping; what none covers is BODY */
  size_t n_zones;
  char *source;       /* the file's path or URI as given, or NULL */
  char *source_hash;  /* SHA-256 of the file's bytes in hex, or NULL */
  char *media_type;   /* "text/html"... */
  char *charset;      /* as the file had it: "UTF-8", "windows-1252"... */
} ToposArticle;

/* A fresh article that owns `body` (transfer full); all else is empty. */
ToposArticle *topos_article_new (char *body, size_t length);
ToposArticle *topos_article_ref (ToposArticle *article);
void          topos_article_unref (ToposArticle *article);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ToposArticle, topos_article_unref)

/* Sets the field when nothing more trusted has set it; empty values are nothing. True when
 * it was taken. */
bool topos_field_offer (ToposField *field, const char *value, ToposOrigin origin);

/* The same for the publication day; `why` may be NULL. */
bool topos_published_offer (ToposPublished *published, ToposDay day, ToposCertainty certainty,
                            ToposOrigin origin, const char *why);

/* The kind of the zone that covers the byte `at`. */
ToposZoneKind topos_article_zone_at (const ToposArticle *article, uint32_t at);
