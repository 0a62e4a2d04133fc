/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <stdint.h>

/* The gazetteer file, as it lies on disk and in memory: little-endian, every section aligned to
 * eight bytes.
 *
 *   places      one fixed record each, by rising id, so that an id is found by halving
 *   strings     main names and notes, each ended by a zero
 *   filter      a Bloom filter of all keys, and of all their beginnings that end with a space
 *   heads       per block of keys: its first eight bytes and where it begins
 *   keys        blocks of front-coded keys in byte order, each with the places that bear it
 *   areas       boxes and radii, by rising place
 *   notes       by rising place
 *   spellings   the names as written, by place, in deflated blocks behind a table of offsets
 *   credits     the sources, a line each
 */
#define GAZETTEER_MAGIC "ToposGaz"
#define GAZETTEER_VERSION 1u
#define GAZETTEER_ORDER 0x01020304u
#define GAZETTEER_NOWHERE UINT32_MAX

#define GAZETTEER_KEYS_A_BLOCK 16
#define GAZETTEER_PLACES_A_BLOCK 64
#define GAZETTEER_KEY_MAX 200
#define GAZETTEER_FILTER_LINE 64 /* bytes: one cache line a question */
#define GAZETTEER_FILTER_PROBES 5
#define GAZETTEER_DEGREE 1e7

typedef enum {
  SECTION_PLACES,
  SECTION_STRINGS,
  SECTION_FILTER,
  SECTION_HEADS,
  SECTION_KEYS,
  SECTION_AREAS,
  SECTION_NOTES,
  SECTION_SPELLINGS,
  SECTION_CREDITS,
  N_SECTIONS,
} GazetteerSection;

typedef struct {
  char magic[8];
  uint32_t version;
  uint32_t order;
  uint64_t size;      /* of the whole file */
  uint64_t checksum;  /* of the whole file, with this field zero */
  uint32_t n_places;
  uint32_t n_keys;
  uint32_t n_blocks;
  uint32_t n_names;
  struct {
    uint64_t offset;
    uint64_t length;
  } section[N_SECTIONS];
} GazetteerHeader;

/* Bits of PlaceRecord.flags above the kind. */
#define PLACE_KIND 0x3fu
#define PLACE_OWN_ID 0x40u    /* the id is 2^32 plus a hash, not GeoNames' */
#define PLACE_ELSEWHERE 0x80u /* known only by its id: the record lies in a gazetteer below */

typedef struct {
  uint32_t id;
  uint32_t name;       /* offset into strings */
  uint32_t parent;     /* a place's number, or GAZETTEER_NOWHERE */
  int32_t lat;         /* in degrees times GAZETTEER_DEGREE */
  int32_t lon;
  uint32_t population; /* held at the greatest that fits */
  uint16_t country;    /* two letters, the first in the upper byte; 0 none */
  uint8_t flags;
  uint8_t rank;
} PlaceRecord;

typedef struct {
  uint64_t begin;  /* the first eight bytes of the first key, big-endian */
  uint32_t offset; /* into keys */
  uint32_t spare;
} HeadRecord;

typedef struct {
  uint32_t place;
  float radius_km;
  float west, south, east, north; /* in degrees; all 0: no box */
} AreaRecord;

typedef struct {
  uint32_t place;
  uint32_t note; /* offset into strings */
} NoteRecord;

/* The sum that the header keeps over a whole file of `length` bytes: fast, and changed by any one
 * flipped bit. */
uint64_t gazetteer_checksum (const void *file, gsize length);

/* The first eight bytes of a key as one number that sorts as the bytes do. */
uint64_t gazetteer_key_begin (const char *key, gsize length);

/* The hash by which a key is filed in the filter. */
uint64_t gazetteer_filter_hash (const char *key, gsize length);

/* The bits of its line that a hash sets. */
void gazetteer_filter_probes (uint64_t hash, uint16_t probes[GAZETTEER_FILTER_PROBES]);

/* The line of a hash in a filter of `n_lines`. */
uint64_t gazetteer_filter_line (uint64_t hash, uint64_t n_lines);
