/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gazetteer/writer.h"

#include "core/error.h"
#include "core/translate.h"
#include "gazetteer/format.h"
#include "gazetteer/variants.h"
#include "text/fold.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include <zlib.h>

#define KEYS_MEMORY ((gsize) 256 << 20)
#define FILTER_BITS_A_KEY 12
#define CODE_SCORE 0
#define STRINGS_REMEMBERED (1u << 20)

/* How much farther down a name of each kind stands than the place's own. */
static const int KIND_SCORES[] = {
  [TOPOS_NAME_MAIN] = 0, [TOPOS_NAME_OFFICIAL] = 0, [TOPOS_NAME_ALTERNATE] = 1,
  [TOPOS_NAME_ABBREVIATION] = 1, [TOPOS_NAME_DEMONYM] = 1,
};
#define VARIANT_SCORE 3
/* The many other names of towns, states and divisions come from all languages, and often are
 * another place's own. */
#define FAR_ALTERNATE_SCORE 6
/* But a great city's other names are mostly its own: Bombay, Saigon. */
#define CITY_ALTERNATE_SCORE 2
#define CITY_PEOPLE 500000u

/* What is written, section by section; the larger ones grow as byte arrays. */
typedef struct {
  ToposGazetteerBuild *build;
  GatheredPlace *places;
  guint n_places;
  GByteArray *sections[N_SECTIONS];
  Runs *keys;
  GArray *filter_hashes; /* uint64_t, of all that the filter is to hold: its size is not known yet */
  GHashTable *strings;   /* to their offsets */
  GString *scratch;
  uint32_t n_keys;
  uint32_t n_blocks;
  GError *error;         /* of a callback */
} Writer;

static void
writer_clear (Writer *self)
{
  for (int i = 0; i < N_SECTIONS; i++)
    g_byte_array_unref (self->sections[i]);
  runs_free (self->keys);
  g_array_unref (self->filter_hashes);
  g_hash_table_unref (self->strings);
  g_string_free (self->scratch, TRUE);
  g_clear_error (&self->error);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Writer, writer_clear)

/* The same string is kept once, as long as they are not too many to remember. */
static uint32_t
add_string (Writer *self, const char *string)
{
  GByteArray *strings = self->sections[SECTION_STRINGS];
  const uint32_t offset = strings->len;
  void *known;

  if (g_hash_table_lookup_extended (self->strings, string, NULL, &known))
    return GPOINTER_TO_UINT (known);
  g_byte_array_append (strings, (const guint8 *) string, (guint) strlen (string) + 1);
  if (g_hash_table_size (self->strings) < STRINGS_REMEMBERED)
    g_hash_table_insert (self->strings, g_strdup (string), GUINT_TO_POINTER (offset));
  return offset;
}

static void
append_big_endian (GString *bytes, uint32_t number)
{
  for (int shift = 24; shift >= 0; shift -= 8)
    g_string_append_c (bytes, (char) (number >> shift & 0xff));
}

static const char *
name_of (const Writer *self, const GatheredPlace *place)
{
  return self->build->text->str + place->name;
}

/* Adds a key with what sorts its places: better known first, then more people, then the id. */
static void
add_key (Writer *self, const char *key, uint32_t place, ToposNameKind kind, int score)
{
  GString *bytes = self->scratch;
  const gsize length = strlen (key);

  if (length == 0 || length > GAZETTEER_KEY_MAX || self->error != NULL)
    return;
  g_string_truncate (bytes, 0);
  g_string_append_len (bytes, key, (gssize) length + 1);
  g_string_append_c (bytes, (char) score);
  append_big_endian (bytes, ~self->places[place].population);
  append_big_endian (bytes, place);
  g_string_append_c (bytes, (char) kind);
  runs_add (self->keys, bytes->str, bytes->len, &self->error);
}

/* States and their capitals come first of all that bear their own names. */
static int
score_of (const GatheredPlace *place, ToposNameKind kind)
{
  const bool is_state = place->kind == TOPOS_PLACE_COUNTRY || place->kind == TOPOS_PLACE_TERRITORY;
  const bool is_own = kind == TOPOS_NAME_MAIN || kind == TOPOS_NAME_OFFICIAL;
  const bool is_far = is_state || place->kind == TOPOS_PLACE_TOWN
                      || place->kind == TOPOS_PLACE_NEIGHBOURHOOD
                      || place->kind == TOPOS_PLACE_PROVINCE || place->kind == TOPOS_PLACE_DISTRICT;

  if (is_own && (place->kind == TOPOS_PLACE_COUNTRY || (place->says & SAYS_CAPITAL) != 0))
    return 0;
  if (place->kind == TOPOS_PLACE_TOWN && kind == TOPOS_NAME_ALTERNATE
      && place->population >= CITY_PEOPLE)
    return place->rank + CITY_ALTERNATE_SCORE;
  return place->rank
         + (is_far && kind == TOPOS_NAME_ALTERNATE ? FAR_ALTERNATE_SCORE : KIND_SCORES[kind]);
}

typedef struct {
  Writer *writer;
  uint32_t place;
  ToposNameKind kind;
} VariantSink;

static void
variant_cb (const char *variant, int farther, void *data)
{
  const VariantSink *sink = data;
  const GatheredPlace *place = &sink->writer->places[sink->place];
  const ToposNameKind kind = sink->kind == TOPOS_NAME_MAIN ? TOPOS_NAME_ALTERNATE : sink->kind;

  add_key (sink->writer, variant, sink->place, kind,
           score_of (place, sink->kind) + 1 + farther * VARIANT_SCORE);
}

static void
add_name (Writer *self, uint32_t place, ToposNameKind kind, const char *spelling)
{
  VariantSink sink = { self, place, kind };
  const GatheredPlace *of = &self->places[place];
  g_autofree char *key = topos_fold (spelling, -1);

  add_key (self, key, place, kind, score_of (of, kind));
  if (kind != TOPOS_NAME_DEMONYM && kind != TOPOS_NAME_ABBREVIATION)
    gazetteer_variants (key, (of->says & SAYS_KIND) != 0 ? of->kind : TOPOS_PLACE_OTHER,
                        of->country, variant_cb, &sink);
}

/* A name sorted by the id it belongs to, as gazetteer_build_name laid it down. */
typedef struct {
  uint64_t id;
  ToposNameKind kind;
  const char *spelling;
  gsize length;
} SortedName;

static bool
next_name (Writer *self, SortedName *name)
{
  const guint8 *bytes;
  gsize length;

  if (!runs_next (self->build->names, &bytes, &length, &self->error))
    return false;
  name->id = 0;
  for (int i = 0; i < 8; i++)
    name->id = name->id << 8 | bytes[i];
  name->kind = (ToposNameKind) bytes[8];
  name->spelling = (const char *) bytes + 9;
  name->length = length - 9;
  return true;
}

static void
end_block (GByteArray *table, GByteArray *blocks, GByteArray *block)
{
  const uint64_t offset = blocks->len;
  const uint32_t raw = block->len;
  uLongf packed = compressBound (raw);
  g_autofree Bytef *bytes = g_malloc (packed);
  const int status = compress2 (bytes, &packed, block->data, raw, 9);

  g_assert (status == Z_OK);
  g_byte_array_append (table, (const guint8 *) &offset, sizeof offset);
  g_byte_array_append (blocks, (const guint8 *) &raw, sizeof raw);
  g_byte_array_append (blocks, bytes, (guint) packed);
  g_byte_array_set_size (block, 0);
}

/* The spellings of one place into the block: each key once, the main name left out. */
static void
add_names_of (Writer *self, uint32_t place, SortedName *name, bool *more, GByteArray *block)
{
  const GatheredPlace *of = &self->places[place];
  g_autoptr (GHashTable) seen = NULL;

  if (of->name != 0)
    add_name (self, place, TOPOS_NAME_MAIN, name_of (self, of));
  while (*more && name->id < of->id)
    *more = next_name (self, name);
  if (*more && name->id == of->id) {
    seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
    g_hash_table_add (seen, topos_fold (name_of (self, of), -1));
  }
  for (; *more && name->id == of->id; *more = next_name (self, name)) {
    g_autofree char *spelling = g_strndup (name->spelling, name->length);

    add_name (self, place, name->kind, spelling);
    if (!g_hash_table_add (seen, topos_fold (spelling, -1)))
      continue;
    g_byte_array_append (block, (const guint8 *) spelling, (guint) name->length + 1);
    self->build->report.names++;
  }
  g_byte_array_append (block, (const guint8 *) "", 1);
}

static bool
write_names (Writer *self, GError **error)
{
  g_autoptr (GByteArray) blocks = g_byte_array_new ();
  g_autoptr (GByteArray) block = g_byte_array_new ();
  GByteArray *table = self->sections[SECTION_SPELLINGS];
  SortedName name = { 0 };
  uint64_t shift;
  uint64_t end;
  bool more = runs_sort (self->build->names, error);

  if (!more)
    return false;
  more = next_name (self, &name);
  for (guint i = 0; i < self->n_places; i++) {
    add_names_of (self, i, &name, &more, block);
    if (i % GAZETTEER_PLACES_A_BLOCK == GAZETTEER_PLACES_A_BLOCK - 1 || i + 1 == self->n_places)
      end_block (table, blocks, block);
  }
  end = blocks->len;
  g_byte_array_append (table, (const guint8 *) &end, sizeof end);
  shift = table->len;
  for (guint i = 0; i < table->len; i += 8) {
    uint64_t offset;

    memcpy (&offset, table->data + i, 8);
    offset += shift;
    memcpy (table->data + i, &offset, 8);
  }
  g_byte_array_append (table, blocks->data, blocks->len);
  if (self->error != NULL)
    g_propagate_error (error, g_steal_pointer (&self->error));
  return *error == NULL;
}

/* Countries are also found by their code: no folded name begins with "=". */
static void
add_country_code (Writer *self, uint32_t place)
{
  const GatheredPlace *of = &self->places[place];
  const char key[] = { '=', g_ascii_tolower ((char) (of->country >> 8)),
                       g_ascii_tolower ((char) (of->country & 0xff)), '\0' };

  if ((of->kind == TOPOS_PLACE_COUNTRY || of->kind == TOPOS_PLACE_TERRITORY) && of->country != 0)
    add_key (self, key, place, TOPOS_NAME_ABBREVIATION, CODE_SCORE);
}

static void
write_area (Writer *self, uint32_t place)
{
  const GatheredArea *area = g_hash_table_lookup (self->build->areas, &self->places[place].id);
  AreaRecord record = { .place = place };

  if (area == NULL)
    return;
  record.radius_km = (float) area->radius_km;
  if (area->has_box) {
    record.west = (float) area->box.west;
    record.south = (float) area->box.south;
    record.east = (float) area->box.east;
    record.north = (float) area->box.north;
  }
  g_byte_array_append (self->sections[SECTION_AREAS], (const guint8 *) &record, sizeof record);
}

static void
write_place (Writer *self, uint32_t place)
{
  const GatheredPlace *of = &self->places[place];
  const char *note = g_hash_table_lookup (self->build->notes, &of->id);
  const uint64_t container = gazetteer_build_container (self->build, of);
  const uint32_t parent = container != 0 ? gazetteer_build_find (self->build, container) : UINT32_MAX;
  const bool is_here = (of->says & SAYS_POINT) != 0;
  PlaceRecord record = {
    .id = (uint32_t) of->id,
    .name = of->name != 0 ? add_string (self, name_of (self, of)) : 0,
    .parent = parent != place ? parent : GAZETTEER_NOWHERE,
    .lat = of->lat,
    .lon = of->lon,
    .population = of->population,
    .country = of->country,
    .flags = (uint8_t) (of->kind | (of->id >> 32 != 0 ? PLACE_OWN_ID : 0)
                        | (is_here ? 0 : PLACE_ELSEWHERE)),
    .rank = (uint8_t) of->rank,
  };

  if (of->in != 0 && parent == UINT32_MAX)
    self->build->report.orphans++;
  g_byte_array_append (self->sections[SECTION_PLACES], (const guint8 *) &record, sizeof record);
  write_area (self, place);
  if (note != NULL) {
    const NoteRecord noted = { place, add_string (self, note) };

    g_byte_array_append (self->sections[SECTION_NOTES], (const guint8 *) &noted, sizeof noted);
  }
  add_country_code (self, place);
}

static void
append_varint (GByteArray *bytes, uint64_t number)
{
  while (number >= 0x80) {
    const guint8 byte = (guint8) (number | 0x80);

    g_byte_array_append (bytes, &byte, 1);
    number >>= 7;
  }
  g_byte_array_append (bytes, (const guint8[]) { (guint8) number }, 1);
}

static void
remember (Writer *self, const char *key, gsize length)
{
  const uint64_t hash = gazetteer_filter_hash (key, length);

  g_array_append_val (self->filter_hashes, hash);
}

/* The key, and each of its beginnings up to a space that the key before did not have. */
static void
remember_key (Writer *self, const char *key, gsize length, gsize shared)
{
  remember (self, key, length);
  for (gsize i = shared; i < length; i++)
    if (key[i] == ' ')
      remember (self, key, i + 1);
}

/* One key with its places, as front code. */
static void
write_key (Writer *self, const char *key, const char *before, const GArray *hits)
{
  GByteArray *keys = self->sections[SECTION_KEYS];
  const gsize length = strlen (key);
  gsize shared = 0;

  while (key[shared] != '\0' && key[shared] == before[shared])
    shared++;
  remember_key (self, key, length, shared);
  if (self->n_keys % GAZETTEER_KEYS_A_BLOCK == 0) {
    const HeadRecord head = { gazetteer_key_begin (key, length), keys->len, 0 };

    g_byte_array_append (self->sections[SECTION_HEADS], (const guint8 *) &head, sizeof head);
    self->n_blocks++;
    shared = 0;
  }
  g_byte_array_append (keys, (const guint8[]) { (guint8) shared, (guint8) (length - shared) }, 2);
  g_byte_array_append (keys, (const guint8 *) key + shared, (guint) (length - shared));
  append_varint (keys, hits->len);
  for (guint i = 0; i < hits->len; i++)
    append_varint (keys, g_array_index (hits, uint64_t, i));
  self->n_keys++;
}

static uint32_t
big_endian (const guint8 *bytes)
{
  return (uint32_t) bytes[0] << 24 | (uint32_t) bytes[1] << 16 | (uint32_t) bytes[2] << 8
         | bytes[3];
}

static void
add_hit (GArray *hits, uint32_t place, guint8 kind)
{
  const uint64_t hit = (uint64_t) place << 3 | kind;

  for (guint i = 0; i < hits->len; i++)
    if (g_array_index (hits, uint64_t, i) >> 3 == place)
      return;
  g_array_append_val (hits, hit);
}

static bool
write_keys (Writer *self, GError **error)
{
  g_autoptr (GArray) hits = g_array_new (FALSE, FALSE, sizeof (uint64_t));
  char key[GAZETTEER_KEY_MAX + 1] = "";
  char before[GAZETTEER_KEY_MAX + 1] = "";
  const guint8 *bytes;
  gsize length;

  if (!runs_sort (self->keys, error))
    return false;
  while (runs_next (self->keys, &bytes, &length, &self->error)) {
    const guint8 *sorted = bytes + strlen ((const char *) bytes) + 1;

    if (strcmp (key, (const char *) bytes) != 0) {
      if (hits->len > 0) {
        write_key (self, key, before, hits);
        memcpy (before, key, sizeof before);
      }
      g_strlcpy (key, (const char *) bytes, sizeof key);
      g_array_set_size (hits, 0);
    }
    add_hit (hits, big_endian (sorted + 5), sorted[9]);
  }
  if (hits->len > 0)
    write_key (self, key, before, hits);
  if (self->error != NULL)
    g_propagate_error (error, g_steal_pointer (&self->error));
  return *error == NULL;
}

static void
write_filter (Writer *self)
{
  GByteArray *filter = self->sections[SECTION_FILTER];
  const uint64_t bits = (uint64_t) self->filter_hashes->len * FILTER_BITS_A_KEY;
  const uint64_t n_lines = bits / (GAZETTEER_FILTER_LINE * 8) + 1;

  g_byte_array_set_size (filter, (guint) (n_lines * GAZETTEER_FILTER_LINE));
  memset (filter->data, 0, filter->len);
  for (guint i = 0; i < self->filter_hashes->len; i++) {
    const uint64_t hash = g_array_index (self->filter_hashes, uint64_t, i);
    guint8 *line = filter->data + gazetteer_filter_line (hash, n_lines) * GAZETTEER_FILTER_LINE;
    uint16_t probes[GAZETTEER_FILTER_PROBES];

    gazetteer_filter_probes (hash, probes);
    for (int k = 0; k < GAZETTEER_FILTER_PROBES; k++)
      line[probes[k] / 8] |= (guint8) (1 << probes[k] % 8);
  }
}

static bool
fail_write (const char *path, int number, GError **error)
{
  g_set_error (error, TOPOS_ERROR, TOPOS_ERROR_OUTPUT,
               _ ("The gazetteer could not be written to %s: %s"), path, g_strerror (number));
  return false;
}

/* Writes the sections one after the other, each freed once it is written, and notes where. */
static bool
write_sections (Writer *self, FILE *file, GazetteerHeader *header)
{
  static const char PADDING[8] = "";
  uint64_t at = sizeof *header;

  if (fwrite (header, sizeof *header, 1, file) != 1)
    return false;
  for (int i = 0; i < N_SECTIONS; i++) {
    const GByteArray *section = self->sections[i];
    const gsize padding = -at % 8;

    header->section[i].offset = at + padding;
    header->section[i].length = section->len;
    if (fwrite (PADDING, 1, padding, file) != padding
        || (section->len > 0 && fwrite (section->data, section->len, 1, file) != 1))
      return false;
    at += padding + section->len;
    g_byte_array_unref (self->sections[i]);
    self->sections[i] = g_byte_array_new ();
  }
  header->size = at;
  rewind (file);
  return fwrite (header, sizeof *header, 1, file) == 1 && fflush (file) == 0;
}

/* Sums the file as it lies there and writes the sum into its header. */
static bool
seal (FILE *file, const char *path, GazetteerHeader *header)
{
  g_autoptr (GMappedFile) mapped = g_mapped_file_new (path, FALSE, NULL);

  if (mapped == NULL)
    return false;
  header->checksum = gazetteer_checksum (g_mapped_file_get_contents (mapped), header->size);
  rewind (file);
  return fwrite (header, sizeof *header, 1, file) == 1 && fflush (file) == 0
         && fsync (fileno (file)) == 0;
}

static bool
write_file (Writer *self, const char *path, GError **error)
{
  g_autofree char *beside = g_strconcat (path, ".new", NULL);
  GazetteerHeader header = {
    .magic = GAZETTEER_MAGIC, .version = GAZETTEER_VERSION, .order = GAZETTEER_ORDER,
    .n_places = self->n_places, .n_keys = self->n_keys, .n_blocks = self->n_blocks,
    .n_names = (uint32_t) self->build->report.names,
  };
  FILE *file = g_fopen (beside, "wb+");
  bool written;
  int number;

  if (file == NULL)
    return fail_write (path, errno, error);
  written = write_sections (self, file, &header) && seal (file, beside, &header);
  number = errno;
  written = fclose (file) == 0 && written;
  if (written && g_rename (beside, path) == 0) {
    self->build->report.bytes = (int64_t) header.size;
    return true;
  }
  g_unlink (beside);
  return fail_write (path, written ? errno : number, error);
}

bool
gazetteer_write (ToposGazetteerBuild *build, const char *path, GError **error)
{
  g_auto (Writer) self = {
    .build = build,
    .places = (GatheredPlace *) (void *) build->places->data,
    .n_places = build->places->len,
    .keys = runs_new (KEYS_MEMORY),
    .filter_hashes = g_array_new (FALSE, FALSE, sizeof (uint64_t)),
    .strings = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL),
    .scratch = g_string_new (NULL),
  };
  g_autoptr (GError) why = NULL;

  for (int i = 0; i < N_SECTIONS; i++)
    self.sections[i] = g_byte_array_new ();
  add_string (&self, "");
  for (guint i = 0; i < self.n_places; i++)
    write_place (&self, i);
  g_byte_array_append (self.sections[SECTION_CREDITS], (const guint8 *) build->credits->str,
                       (guint) build->credits->len);
  if (!write_names (&self, &why) || !write_keys (&self, &why)) {
    g_propagate_error (error, g_steal_pointer (&why));
    return false;
  }
  write_filter (&self);
  build->report.places = self.n_places;
  build->report.keys = self.n_keys;
  return write_file (&self, path, error);
}
