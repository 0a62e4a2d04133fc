/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gazetteer/keys.h"

/* One gazetteer file, mapped and checked. What it points to lies in the mapping; every offset
 * read from the file is held inside its section, so damage gives wrong answers at worst. */
typedef struct {
  GMappedFile *file;
  const GazetteerHeader *header;
  const PlaceRecord *places;
  uint32_t n_places;
  uint8_t *extras;     /* a byte a place: 1 it has an area, 2 a note; NULL in large files */
  bool is_whole;       /* no place is known by its id alone; false when nobody looked */
  const char *strings;
  uint32_t strings_length;
  const AreaRecord *areas;
  uint32_t n_areas;
  const NoteRecord *notes;
  uint32_t n_notes;
  const uint8_t *spellings;
  gsize spellings_length;
  const char *credits;
  gsize credits_length;
  KeyIndex keys;
} GazetteerLayer;

/* Maps and checks the file. Files of up to 64 MB are summed whole; of larger ones only what
 * the header says is checked, see gazetteer_layer_verify. Returns: (transfer full). */
GazetteerLayer *gazetteer_layer_open (const char *path, GError **error);
void            gazetteer_layer_free (GazetteerLayer *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GazetteerLayer, gazetteer_layer_free)

/* True when the file's bytes are those that were built. */
bool gazetteer_layer_verify (const GazetteerLayer *self);

/* The number of the place with that id, or GAZETTEER_NOWHERE. */
uint32_t gazetteer_layer_place (const GazetteerLayer *self, uint64_t id);

/* The id of a record. */
uint64_t gazetteer_record_id (const PlaceRecord *record);

/* A string by its offset; "" for one outside. */
const char *gazetteer_layer_string (const GazetteerLayer *self, uint32_t offset);

/* The area or note of a place, or NULL. */
const AreaRecord *gazetteer_layer_area (const GazetteerLayer *self, uint32_t place);
const char       *gazetteer_layer_note (const GazetteerLayer *self, uint32_t place);

/* Calls `each` with every spelling of a place but its main name. */
void gazetteer_layer_spellings (const GazetteerLayer *self, uint32_t place,
                                void (*each) (const char *spelling, void *data), void *data);
