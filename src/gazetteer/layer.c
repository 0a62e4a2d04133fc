/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gazetteer/layer.h"

#include "core/error.h"
#include "core/translate.h"

#include <string.h>
#include <zlib.h>

#define SUMMED_AT_MOST (64u << 20)
#define SPELLINGS_AT_MOST (16u << 20)

enum { HAS_AREA = 1, HAS_NOTE = 2 };

void
gazetteer_layer_free (GazetteerLayer *self)
{
  g_mapped_file_unref (self->file);
  g_free (self->extras);
  g_free (self);
}

static bool
refuse (const char *path, const char *why, GError **error)
{
  g_set_error (error, TOPOS_ERROR, TOPOS_ERROR_DATA,
               _ ("The gazetteer %s cannot be used: %s. Install Topos again, or build the "
               "gazetteer anew."), path, why);
  return false;
}

static bool
check_header (const GazetteerHeader *header, gsize size, const char *path, GError **error)
{
  if (size < sizeof *header || memcmp (header->magic, GAZETTEER_MAGIC, 8) != 0)
    return refuse (path, _ ("it is not a gazetteer"), error);
  if (header->order != GAZETTEER_ORDER)
    return refuse (path, _ ("it was made for another kind of machine"), error);
  if (header->version != GAZETTEER_VERSION)
    return refuse (path, _ ("it was made for another version of Topos"), error);
  if (header->size != size)
    return refuse (path, _ ("it is cut short"), error);
  for (int i = 0; i < N_SECTIONS; i++) {
    const uint64_t offset = header->section[i].offset;

    if (offset % 8 != 0 || offset < sizeof *header || offset > size
        || header->section[i].length > size - offset)
      return refuse (path, _ ("its table of contents is damaged"), error);
  }
  return true;
}

static bool
check_counts (const GazetteerHeader *header, const char *strings, const char *path, GError **error)
{
  const uint64_t strings_length = header->section[SECTION_STRINGS].length;

  if (header->section[SECTION_PLACES].length != header->n_places * sizeof (PlaceRecord)
      || header->section[SECTION_HEADS].length != header->n_blocks * sizeof (HeadRecord)
      || header->section[SECTION_FILTER].length % GAZETTEER_FILTER_LINE != 0
      || header->section[SECTION_SPELLINGS].length < 8
      || strings_length == 0 || strings_length > UINT32_MAX
      || strings[strings_length - 1] != '\0')
    return refuse (path, _ ("its table of contents is damaged"), error);
  return true;
}

static const void *
section (const GazetteerHeader *header, GazetteerSection which)
{
  return (const char *) header + header->section[which].offset;
}

static void
point_into (GazetteerLayer *self)
{
  const GazetteerHeader *header = self->header;

  self->places = section (header, SECTION_PLACES);
  self->n_places = header->n_places;
  self->strings = section (header, SECTION_STRINGS);
  self->strings_length = (uint32_t) header->section[SECTION_STRINGS].length;
  self->areas = section (header, SECTION_AREAS);
  self->n_areas = (uint32_t) (header->section[SECTION_AREAS].length / sizeof (AreaRecord));
  self->notes = section (header, SECTION_NOTES);
  self->n_notes = (uint32_t) (header->section[SECTION_NOTES].length / sizeof (NoteRecord));
  self->spellings = section (header, SECTION_SPELLINGS);
  self->spellings_length = header->section[SECTION_SPELLINGS].length;
  self->credits = section (header, SECTION_CREDITS);
  self->credits_length = header->section[SECTION_CREDITS].length;
  self->keys.heads = section (header, SECTION_HEADS);
  self->keys.n_blocks = header->n_blocks;
  self->keys.bytes = section (header, SECTION_KEYS);
  self->keys.length = header->section[SECTION_KEYS].length;
  self->keys.filter = section (header, SECTION_FILTER);
  self->keys.n_lines = header->section[SECTION_FILTER].length / GAZETTEER_FILTER_LINE;
}

bool
gazetteer_layer_verify (const GazetteerLayer *self)
{
  return gazetteer_checksum (self->header, self->header->size) == self->header->checksum;
}

static bool
knows_all_places (const GazetteerLayer *self)
{
  for (uint32_t i = 0; i < self->n_places; i++)
    if ((self->places[i].flags & PLACE_ELSEWHERE) != 0)
      return false;
  return true;
}

/* Most places have neither area nor note: to know that is a byte, where to search is a walk
 * through memory. */
static void
mark_extras (GazetteerLayer *self)
{
  self->extras = g_malloc0 (self->n_places);
  for (uint32_t i = 0; i < self->n_areas; i++)
    if (self->areas[i].place < self->n_places)
      self->extras[self->areas[i].place] |= HAS_AREA;
  for (uint32_t i = 0; i < self->n_notes; i++)
    if (self->notes[i].place < self->n_places)
      self->extras[self->notes[i].place] |= HAS_NOTE;
}

static bool
may_have (const GazetteerLayer *self, uint32_t place, uint8_t extra)
{
  return self->extras == NULL || place >= self->n_places || (self->extras[place] & extra) != 0;
}

GazetteerLayer *
gazetteer_layer_open (const char *path, GError **error)
{
  g_autoptr (GError) why = NULL;
  g_autoptr (GMappedFile) file = g_mapped_file_new (path, FALSE, &why);
  g_autoptr (GazetteerLayer) self = NULL;
  const GazetteerHeader *header;

  if (file == NULL) {
    g_set_error (error, TOPOS_ERROR, TOPOS_ERROR_DATA,
                 _ ("The gazetteer %s cannot be opened: %s"), path, why->message);
    return NULL;
  }
  header = (const GazetteerHeader *) (const void *) g_mapped_file_get_contents (file);
  if (!check_header (header, g_mapped_file_get_length (file), path, error)
      || !check_counts (header, section (header, SECTION_STRINGS), path, error))
    return NULL;
  self = g_new0 (GazetteerLayer, 1);
  self->file = g_steal_pointer (&file);
  self->header = header;
  point_into (self);
  if (header->size > SUMMED_AT_MOST)
    return g_steal_pointer (&self);
  if (!gazetteer_layer_verify (self)) {
    refuse (path, _ ("it is damaged"), error);
    return NULL;
  }
  self->is_whole = knows_all_places (self);
  mark_extras (self);
  return g_steal_pointer (&self);
}

uint64_t
gazetteer_record_id (const PlaceRecord *record)
{
  return record->id | ((record->flags & PLACE_OWN_ID) != 0 ? (uint64_t) 1 << 32 : 0);
}

uint32_t
gazetteer_layer_place (const GazetteerLayer *self, uint64_t id)
{
  uint32_t low = 0;
  uint32_t high = self->n_places;

  while (low < high) {
    const uint32_t middle = low + (high - low) / 2;

    if (gazetteer_record_id (&self->places[middle]) < id)
      low = middle + 1;
    else
      high = middle;
  }
  return low < self->n_places && gazetteer_record_id (&self->places[low]) == id
           ? low : GAZETTEER_NOWHERE;
}

const char *
gazetteer_layer_string (const GazetteerLayer *self, uint32_t offset)
{
  return offset < self->strings_length ? self->strings + offset : "";
}

const AreaRecord *
gazetteer_layer_area (const GazetteerLayer *self, uint32_t place)
{
  uint32_t low = 0;
  uint32_t high = self->n_areas;

  if (!may_have (self, place, HAS_AREA))
    return NULL;
  while (low < high) {
    const uint32_t middle = low + (high - low) / 2;

    if (self->areas[middle].place < place)
      low = middle + 1;
    else
      high = middle;
  }
  return low < self->n_areas && self->areas[low].place == place ? &self->areas[low] : NULL;
}

const char *
gazetteer_layer_note (const GazetteerLayer *self, uint32_t place)
{
  uint32_t low = 0;
  uint32_t high = self->n_notes;

  if (!may_have (self, place, HAS_NOTE))
    return NULL;
  while (low < high) {
    const uint32_t middle = low + (high - low) / 2;

    if (self->notes[middle].place < place)
      low = middle + 1;
    else
      high = middle;
  }
  return low < self->n_notes && self->notes[low].place == place
           ? gazetteer_layer_string (self, self->notes[low].note) : NULL;
}

/* The inflated block that holds the place's spellings, or NULL. Before it stands its length. */
static char *
inflate_block (const GazetteerLayer *self, uint32_t block, gsize *length)
{
  const gsize n_blocks = (self->n_places + GAZETTEER_PLACES_A_BLOCK - 1) / GAZETTEER_PLACES_A_BLOCK;
  g_autofree char *text = NULL;
  uint64_t begin;
  uint64_t end;
  uint32_t raw;
  uLongf got;

  if (block >= n_blocks || (n_blocks + 1) * 8 > self->spellings_length)
    return NULL;
  memcpy (&begin, self->spellings + block * (gsize) 8, 8);
  memcpy (&end, self->spellings + (block + (gsize) 1) * 8, 8);
  if (begin + 4 > end || end > self->spellings_length)
    return NULL;
  memcpy (&raw, self->spellings + begin, 4);
  if (raw == 0 || raw > SPELLINGS_AT_MOST)
    return NULL;
  text = g_malloc (raw);
  got = raw;
  if (uncompress ((Bytef *) text, &got, self->spellings + begin + 4, end - begin - 4) != Z_OK
      || got == 0 || text[got - 1] != '\0')
    return NULL;
  *length = got;
  return g_steal_pointer (&text);
}

void
gazetteer_layer_spellings (const GazetteerLayer *self, uint32_t place,
                           void (*each) (const char *spelling, void *data), void *data)
{
  gsize length = 0;
  g_autofree char *text = inflate_block (self, place / GAZETTEER_PLACES_A_BLOCK, &length);
  uint32_t before = place % GAZETTEER_PLACES_A_BLOCK;

  for (gsize at = 0; text != NULL && at < length; at += strlen (text + at) + 1)
    if (text[at] == '\0') {
      if (before-- == 0)
        return;
    } else if (before == 0) {
      each (text + at, data);
    }
}
