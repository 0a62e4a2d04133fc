/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "geoparse/company.h"

#include <string.h>

#define BLOCK 48       /* names; those of the block before and after are company too */
#define FIRST_SLOTS 1024
#define CELL_SHIFT 18  /* a cell of the grid is 2^18 of 2^24 radii wide: 100 km */
#define N_GRIDS 4

/* How many different names have something to do with a key: a cell, a province, a place. */
typedef struct {
  uint64_t key;
  uint32_t last;   /* the group that was counted last, plus one */
  uint32_t count;
  uint32_t weight; /* the sum of what each name weighs: less when it may be anywhere */
} Slot;

typedef struct {
  Slot *slots;
  uint32_t n_slots;
  uint32_t used;
} Counts;

static Slot *
slot_of (const Counts *counts, uint64_t key)
{
  uint32_t at = (uint32_t) ((key * 0x9E3779B97F4A7C15u) >> 32) & (counts->n_slots - 1);

  while (counts->slots[at].key != 0 && counts->slots[at].key != key)
    at = (at + 1) & (counts->n_slots - 1);
  return &counts->slots[at];
}

static void
grow (Counts *counts)
{
  const Counts old = *counts;

  counts->n_slots *= 2;
  counts->slots = g_new0 (Slot, counts->n_slots);
  for (uint32_t i = 0; i < old.n_slots; i++)
    if (old.slots[i].key != 0)
      *slot_of (counts, old.slots[i].key) = old.slots[i];
  g_free (old.slots);
}

static void
note (Counts *counts, uint64_t key, uint32_t group, uint32_t weight)
{
  Slot *slot = slot_of (counts, key);

  if (slot->key == 0) {
    slot->key = key;
    if (++counts->used * 2 > counts->n_slots) {
      grow (counts);
      slot = slot_of (counts, key);
    }
  }
  if (slot->last == group + 1)
    return;
  slot->last = group + 1;
  slot->count++;
  slot->weight += weight;
}

/* ------------------------------------------------------------------------------- keys */

enum { KEY_CELL = 1, KEY_PROVINCE, KEY_PLACE, KEY_HOLDER };

static uint64_t
key_of (int sort, uint64_t what)
{
  return what << 3 | (uint64_t) sort;
}

/* The cell of the grid `shift` that holds the spot. The grids are moved against each other along
 * the diagonal, so that what is near is in one cell in at least one of them. */
static uint64_t
cell_of (ToposSpot spot, int shift)
{
  const int32_t move = (1 << 25) + (shift << CELL_SHIFT) / N_GRIDS;
  const uint64_t x = (uint64_t) (spot.x + move) >> CELL_SHIFT;
  const uint64_t y = (uint64_t) (spot.y + move) >> CELL_SHIFT;
  const uint64_t z = (uint64_t) (spot.z + move) >> CELL_SHIFT;

  return key_of (KEY_CELL, ((x << 16 | y) << 16 | z) << 2 | (uint64_t) shift);
}

/* ----------------------------------------------------------------------------- counts */

static bool
counts_as_company (const ToposGroup *group, const ToposOption *option)
{
  return !group->demonym && option->class != TOPOS_NAME_COUNTRY
         && option->class != TOPOS_NAME_REGION;
}

/* A name that may be anywhere says little about where the others are. */
static uint32_t
weight_of (const ToposGroup *group)
{
  return 64 / (3 + group->n_options);
}

static void
note_group (ToposOptions *options, uint32_t g, Counts *counts)
{
  const ToposGroup *group = topos_group (options, g);
  const uint32_t weight = weight_of (group);

  for (uint32_t o = 0; o < group->n_options; o++) {
    const ToposOption *option = topos_option (options, group, o);

    if (!counts_as_company (group, option))
      continue;
    for (int shift = 0; shift < N_GRIDS; shift++)
      note (counts, cell_of (option->spot, shift), g, weight);
    if (option->province != TOPOS_PLACE_NONE && option->province != option->place.id)
      note (counts, key_of (KEY_PROVINCE, (uint64_t) option->province), g, weight);
    note (counts, key_of (KEY_PLACE, (uint64_t) option->place.id), g, weight);
    for (int i = 0; i < option->n_below; i++)
      note (counts, key_of (KEY_HOLDER, (uint64_t) option->above[i]), g, weight);
  }
}

/* What is counted under `key`, without the name itself when it was `counted_too`. */
static Slot
of_others (const Counts *counts, uint64_t key, uint32_t own_weight, bool counted_too)
{
  Slot slot = *slot_of (counts, key);

  if (slot.key == 0)
    return (Slot){ 0 };
  if (counted_too && slot.count > 0) {
    slot.count--;
    slot.weight -= MIN (own_weight, slot.weight);
  }
  return slot;
}

/* What a name was counted for because of any of its options. */
static bool
was_counted (ToposOptions *options, const ToposGroup *group, int sort, ToposPlaceId id)
{
  for (uint32_t o = 0; o < group->n_options; o++) {
    const ToposOption *option = topos_option (options, group, o);

    if (!counts_as_company (group, option))
      continue;
    if (sort == KEY_PLACE && option->place.id == id)
      return true;
    if (sort == KEY_PROVINCE && option->province == id && option->place.id != id)
      return true;
    for (int i = 0; sort == KEY_HOLDER && i < option->n_below; i++)
      if (option->above[i] == id)
        return true;
  }
  return false;
}

static Slot
others_of (ToposOptions *options, const ToposGroup *group, const Counts *counts, int sort,
           ToposPlaceId id)
{
  const uint64_t key = key_of (sort, (uint64_t) id);

  if (slot_of (counts, key)->key == 0)
    return (Slot){ 0 };
  return of_others (counts, key, weight_of (group), was_counted (options, group, sort, id));
}

static uint8_t
weight_step (uint32_t weight)
{
  static const uint32_t BOUNDS[] = { 0, 3, 8, 16, 30, 55 };
  uint8_t step = 0;

  while (step < G_N_ELEMENTS (BOUNDS) && weight > BOUNDS[step])
    step++;
  return step;
}

static ToposCompany
company_of (ToposOptions *options, const ToposGroup *group, const ToposOption *option,
            const Counts *counts)
{
  ToposCompany company = { .inside = TOPOS_PLACE_NONE };
  Slot near = { 0 };

  for (int shift = 0; shift < N_GRIDS; shift++) {
    const Slot cell = of_others (counts, cell_of (option->spot, shift), weight_of (group),
                                 counts_as_company (group, option));
    if (cell.weight > near.weight)
      near = cell;
  }
  company.near = (uint8_t) MIN (near.count, 255);
  company.near_step = weight_step (near.weight);
  if (option->province != TOPOS_PLACE_NONE) {
    const Slot in = others_of (options, group, counts, KEY_PROVINCE, option->province);
    company.province = (uint8_t) MIN (in.count, 255);
    company.province_step = weight_step (in.weight);
  }
  if (option->class == TOPOS_NAME_DISTRICT) {
    const Slot held = others_of (options, group, counts, KEY_HOLDER, option->place.id);
    company.holds = (uint8_t) MIN (held.count, 255);
  }
  for (int i = 0; i < option->n_below && company.inside == TOPOS_PLACE_NONE; i++)
    if (others_of (options, group, counts, KEY_PLACE, option->above[i]).count > 0)
      company.inside = option->above[i];
  return company;
}

static void
describe (ToposOptions *options, uint32_t g, const Counts *counts)
{
  const ToposGroup *group = topos_group (options, g);

  for (uint32_t o = 0; o < group->n_options; o++) {
    ToposOption *option = topos_option (options, group, o);
    option->company = company_of (options, group, option, counts);
  }
}

void
topos_company_count (ToposOptions *options)
{
  const uint32_t n = options->groups->len;

  for (uint32_t first = 0; first < n; first += BLOCK) {
    Counts counts = { g_new0 (Slot, FIRST_SLOTS), FIRST_SLOTS, 0 };
    const uint32_t from = first > BLOCK ? first - BLOCK : 0;

    for (uint32_t g = from; g < MIN (first + 2 * BLOCK, n); g++)
      note_group (options, g, &counts);
    for (uint32_t g = first; g < MIN (first + BLOCK, n); g++)
      describe (options, g, &counts);
    g_free (counts.slots);
  }
}
