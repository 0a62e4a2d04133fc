/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/place.h"

#include <glib.h>

/* Names to places, and places to what is known of them. One read-only file, mapped into
 * memory and shared by all processes; every function may be called from any thread. On top
 * of the bundled file may lie others: the user's own names win over those below. */
typedef struct ToposGazetteer ToposGazetteer;

/* How a name belongs to its place. */
typedef enum {
  TOPOS_NAME_MAIN,         /* the name it is shown by */
  TOPOS_NAME_OFFICIAL,
  TOPOS_NAME_ALTERNATE,    /* short, old, transliterated, in another language */
  TOPOS_NAME_ABBREVIATION, /* U.S., UAE, Calif. */
  TOPOS_NAME_DEMONYM,      /* Turkish, Turks, Londoner */
} ToposNameKind;

/* A place that bears a name. */
typedef struct {
  uint32_t place;          /* for topos_gazetteer_get; good for this open gazetteer only */
  ToposNameKind kind;
} ToposNameHit;

/* The gazetteer that comes with Topos, below its data folder. */
#define TOPOS_GAZETTEER_BUNDLED "gazetteer/world.gaz"

/* Opens the file at `path`. TOPOS_ERROR_DATA when it is missing, damaged or of another
 * version. Returns: (transfer full). */
ToposGazetteer *topos_gazetteer_open (const char *path, GError **error);

/* The same for the bundled one below `data_dir`. */
ToposGazetteer *topos_gazetteer_open_bundled (const char *data_dir, GError **error);

/* Lays another gazetteer file on top. Only before the gazetteer is shared between threads. */
bool topos_gazetteer_add_layer (ToposGazetteer *self, const char *path, GError **error);

ToposGazetteer *topos_gazetteer_ref (ToposGazetteer *self);
void            topos_gazetteer_unref (ToposGazetteer *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ToposGazetteer, topos_gazetteer_unref)

/* The places that bear the name with the folded key `key` (text/fold.h) of `length` bytes, best
 * known first, at most `most` of them into `hits`. Returns how many there are in all, 0 when
 * the name is unknown. About a microsecond. */
guint topos_gazetteer_find (const ToposGazetteer *self, const char *key, gsize length,
                            ToposNameHit *hits, guint most);

/* True when some longer name begins with `key` and a space: "new" of "New York". Lets a scan
 * over running text stop early. */
bool topos_gazetteer_has_longer (const ToposGazetteer *self, const char *key, gsize length);

/* The same as find, for a key that nothing matches: names one letter away, or where there are
 * none two (keys of eight letters and more), best known first, only inside `country` when that
 * is not none. For keys of five letters and more. Where the first `sure` letters are taken to be
 * right, one letter away only: some microseconds, else ten milliseconds or so. Returns how many
 * were written. */
guint topos_gazetteer_find_near (const ToposGazetteer *self, const char *key, gsize length,
                                 ToposPlaceId country, int sure, ToposNameHit *hits, guint most);

/* Fills `place` with the record of a hit. */
void topos_gazetteer_get (const ToposGazetteer *self, uint32_t hit_place, ToposPlace *place);

/* The same without box, radius and note, which lie apart from all else: for weighing many. */
void topos_gazetteer_glance (const ToposGazetteer *self, uint32_t hit_place, ToposPlace *place);

/* The hit that is `id` itself, for the functions above; false when this gazetteer has none. */
bool topos_gazetteer_seek (const ToposGazetteer *self, ToposPlaceId id, uint32_t *hit_place);

/* The record of `id`; false when this gazetteer has no such place. */
bool topos_gazetteer_place (const ToposGazetteer *self, ToposPlaceId id, ToposPlace *place);

/* What contains `id`, smallest first (district, province, country, continent), without itself:
 * at most `most` ids into `above`. Returns how many were written. */
guint topos_gazetteer_ancestors (const ToposGazetteer *self, ToposPlaceId id,
                                 ToposPlaceId *above, guint most);

/* A place that contains another. */
typedef struct {
  ToposPlaceId id;
  ToposPlaceKind kind;
} ToposContainer;

/* The ancestors of a hit's place with their kinds: the same, without a search. */
guint topos_gazetteer_containers (const ToposGazetteer *self, uint32_t hit_place,
                                  ToposContainer *above, guint most);

/* True when `outer` is among the ancestors of `inner`. */
bool topos_gazetteer_is_inside (const ToposGazetteer *self, ToposPlaceId inner,
                                ToposPlaceId outer);

/* The country with the ISO 3166-1 alpha-2 code, or TOPOS_PLACE_NONE. */
ToposPlaceId topos_gazetteer_country (const ToposGazetteer *self, const char *code);

/* "Panjshir, Afghanistan": the larger places that contain `id`, as one reads them; "" for a
 * country. Returns: (transfer full). */
char *topos_gazetteer_where (const ToposGazetteer *self, ToposPlaceId id);

/* All names that `id` bears, as written, main name first. Returns: (transfer full)
 * (array zero-terminated=1), never NULL. */
char **topos_gazetteer_names (const ToposGazetteer *self, ToposPlaceId id);

/* What one layer holds; 0 is the file that was opened first. */
typedef struct {
  uint32_t places;
  uint32_t names;      /* spellings beside the main ones */
  uint32_t keys;       /* folded names */
  uint64_t bytes;
} ToposGazetteerInfo;

/* How many layers lie upon each other, at least one. */
guint topos_gazetteer_n_layers (const ToposGazetteer *self);

/* Counts of one layer. */
void topos_gazetteer_info (const ToposGazetteer *self, guint layer, ToposGazetteerInfo *info);

/* The credits of one layer, a line a source. Returns: (transfer full). */
char *topos_gazetteer_credits (const ToposGazetteer *self, guint layer);

/* Sums the layer's bytes, however many: false when they are not those that were built. */
bool topos_gazetteer_verify (const ToposGazetteer *self, guint layer);
