/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "geoparse/rank.h"

#include <string.h>

#define WINDOW 40    /* other names that are looked at, on either side, in a long text */
#define NEIGHBOURS 8 /* mentions looked at within a sentence, on either side */

/* What ToposOption.context holds. */
enum { NEAREST, SHARE_NEAR, SHARE_PROVINCE, SHARE_COUNTRY, HOLDS, NAMED, FIRST, MENTIONED };

#define NAMED_COUNTRY 1
#define NAMED_PROVINCE 2
#define NAMED_DISTRICT 4

static uint8_t
distance_step (int64_t square)
{
  /* topos_spot_square_of_km of 15, 50, 161, 500 and 1500, counted once and for all. */
  static const int64_t SQUARES[] = { 1560293596, 17336514544, 179743274213, 1732770705488,
                                     15531000000075 };
  uint8_t step = 0;

  while (step < G_N_ELEMENTS (SQUARES) && square > SQUARES[step])
    step++;
  return step;
}

static uint8_t
share_step (uint32_t part, uint32_t all)
{
  if (part == 0 || all == 0)
    return 0;
  const uint32_t percent = part * 100 / all;
  return percent < 15 ? 1 : percent < 35 ? 2 : percent < 65 ? 3 : 4;
}

/* ------------------------------------------------------------- the rest of the text */

typedef struct {
  uint32_t all, near, province, country, holds;
  int64_t nearest;
  uint8_t named;
} Sums;

static void
weigh_other (const ToposOption *option, const ToposOption *other, Sums *sums)
{
  const int64_t square = topos_spot_square (option->spot, other->spot);
  const bool over = topos_option_is_inside (option, other->place.id);

  if (over)
    sums->named |= other->class == TOPOS_NAME_COUNTRY ? NAMED_COUNTRY
                   : other->class == TOPOS_NAME_PROVINCE ? NAMED_PROVINCE : NAMED_DISTRICT;
  if (topos_option_is_inside (other, option->place.id))
    sums->holds++;
  sums->all++;
  sums->country += option->country != TOPOS_PLACE_NONE && option->country == other->country;
  sums->province += option->province != TOPOS_PLACE_NONE && option->province == other->province;
  if (over || other->class == TOPOS_NAME_COUNTRY || other->class == TOPOS_NAME_REGION)
    return;
  sums->nearest = MIN (sums->nearest, square);
  sums->near += distance_step (square) <= 2;
}

static void
look_from (ToposOptions *options, uint32_t g, const ToposOption *first)
{
  const ToposGroup *group = topos_group (options, g);
  const uint32_t from = g > WINDOW ? g - WINDOW : 0;
  const uint32_t to = MIN (g + WINDOW + 1, options->groups->len);

  for (uint32_t o = 0; o < group->n_options; o++) {
    ToposOption *option = topos_option (options, group, o);
    Sums sums = { .nearest = INT64_MAX };

    for (uint32_t other = from; other < to; other++) {
      const ToposOption *best = topos_group_best (options, topos_group (options, other));
      if (other != g && best != NULL && topos_group (options, other)->name != group->name)
        weigh_other (option, best, &sums);
    }
    option->context[NEAREST] = distance_step (sums.nearest);
    option->context[SHARE_NEAR] = share_step (sums.near, sums.all);
    option->context[SHARE_PROVINCE] = share_step (sums.province, sums.all);
    option->context[SHARE_COUNTRY] = share_step (sums.country, sums.all);
    option->context[HOLDS] = (uint8_t) MIN (sums.holds, 4);
    option->context[NAMED] = sums.named;
    option->context[FIRST] = first == NULL ? 0
      : (uint8_t) ((option->province != TOPOS_PLACE_NONE && option->province == first->province)
                   + 2 * (option->country != TOPOS_PLACE_NONE
                          && option->country == first->country));
    option->context[MENTIONED] = (uint8_t) MIN (sums.all, 255);
  }
}

void
topos_rank_look_round (ToposOptions *options)
{
  const ToposOption *first = NULL;
  uint32_t first_group = 0;

  for (uint32_t g = 0; g < options->groups->len && first == NULL; g++) {
    const ToposOption *best = topos_group_best (options, topos_group (options, g));
    if (best != NULL && best->class != TOPOS_NAME_COUNTRY && !topos_group (options, g)->demonym) {
      first = best;
      first_group = g;
    }
  }
  for (uint32_t g = 0; g < options->groups->len; g++)
    look_from (options, g, g == first_group ? NULL : first);
}

/* ---------------------------------------------------------------------------- facts */

typedef struct {
  ToposHeld *held;
  int n;
} Facts;

static void
hold (Facts *facts, int fact, ToposPlaceId place, int64_t number)
{
  g_assert (facts->n < TOPOS_MOST_FACTS);
  facts->held[facts->n++] = (ToposHeld){ .fact = (uint16_t) fact, .place = place,
                                         .number = number };
}

static int
population_step (int64_t population)
{
  int step = 0;

  for (int64_t bound = 1; bound <= population && step < 9; bound *= 10)
    step++;
  return step;
}

/* The option of mention `m` that contains `option`, or NULL. */
static const ToposOption *
container_in (const ToposOptions *options, int32_t m, const ToposOption *option)
{
  if (m < 0)
    return NULL;
  const ToposGroup *group = topos_group (options, topos_meant (options, (uint32_t) m)->group);
  for (uint32_t o = 0; o < group->n_options; o++) {
    const ToposOption *outer = topos_option (options, group, o);
    if (topos_option_is_inside (option, outer->place.id))
      return outer;
  }
  return NULL;
}

/* The option of mention `m` that lies in `option`, or NULL. */
static const ToposOption *
content_in (const ToposOptions *options, int32_t m, const ToposOption *option)
{
  if (m < 0)
    return NULL;
  const ToposGroup *group = topos_group (options, topos_meant (options, (uint32_t) m)->group);
  for (uint32_t o = 0; o < group->n_options; o++) {
    const ToposOption *inner = topos_option (options, group, o);
    if (topos_option_is_inside (inner, option->place.id))
      return inner;
  }
  return NULL;
}

static bool
is_known (const ToposOptions *options, int32_t m)
{
  return m >= 0 && topos_group (options, topos_meant (options, (uint32_t) m)->group)->n_options > 0;
}

static void
add_own (Facts *facts, const ToposOption *option, const ToposGroup *group)
{
  static const uint8_t ORDERS[] = { 0, 1, 2, 3, 3, 3, 3, 3 };
  const int order = option->order < G_N_ELEMENTS (ORDERS) ? ORDERS[option->order] : 4;

  hold (facts, TOPOS_FACT_POPULATION + population_step (option->place.population),
        TOPOS_PLACE_NONE, option->place.population);
  hold (facts, TOPOS_FACT_CLASS + option->class, TOPOS_PLACE_NONE, option->place.kind);
  hold (facts, TOPOS_FACT_RANK + CLAMP (option->place.rank, 0, 15), TOPOS_PLACE_NONE,
        option->place.rank);
  hold (facts, TOPOS_FACT_NAME_KIND + MIN (option->name_kind, 4), TOPOS_PLACE_NONE,
        option->name_kind);
  hold (facts, TOPOS_FACT_ORDER + order, TOPOS_PLACE_NONE, option->order);
  if (group->n_options == 1)
    hold (facts, TOPOS_FACT_ONLY, TOPOS_PLACE_NONE, 1);
  if (group->partial)
    hold (facts, TOPOS_FACT_PARTIAL, TOPOS_PLACE_NONE, 1);
}

static bool
is_settlement (int class)
{
  return class >= TOPOS_NAME_CITY && class <= TOPOS_NAME_VILLAGE;
}

static void
add_neighbours (Facts *facts, const ToposOptions *options, uint32_t m, const ToposOption *option)
{
  const ToposMeant *meant = topos_meant (options, m);
  const ToposOption *outer = container_in (options, meant->next, option);
  const ToposOption *inner = content_in (options, meant->previous, option);

  if (meant->cue != 0) {
    const int wanted = meant->cue - 1;
    const bool fits = wanted == option->class
                      || (is_settlement (wanted) && is_settlement (option->class));
    hold (facts, fits ? TOPOS_FACT_CUE_FITS : TOPOS_FACT_CUE_MISSES, TOPOS_PLACE_NONE, wanted);
  }
  if (outer != NULL)
    hold (facts, meant->by_comma ? TOPOS_FACT_COMMA_INSIDE : TOPOS_FACT_LINK_INSIDE,
          outer->place.id, 0);
  else if (meant->by_comma && is_known (options, meant->next))
    hold (facts, TOPOS_FACT_COMMA_OUTSIDE, TOPOS_PLACE_NONE, 0);
  if (inner != NULL)
    hold (facts, topos_meant (options, (uint32_t) meant->previous)->by_comma
                   ? TOPOS_FACT_COMMA_HOLDS : TOPOS_FACT_LINK_HOLDS, inner->place.id, 0);
}

/* "Springfield, Ohio" once, "Springfield" ever after. */
static void
add_elsewhere (Facts *facts, const ToposOptions *options, uint32_t m, const ToposOption *option)
{
  const ToposMeant *meant = topos_meant (options, m);
  const ToposGroup *group = topos_group (options, meant->group);
  uint32_t looked_at = 0;

  if (group->n_mentions < 2 || is_known (options, meant->next))
    return;
  for (int32_t i = (int32_t) group->first_mention; i >= 0 && looked_at < WINDOW; looked_at++) {
    const ToposMeant *other = topos_meant (options, (uint32_t) i);
    i = other->alike;
    if (other == meant)
      continue;
    const ToposOption *outer = container_in (options, other->next, option);
    if (outer != NULL) {
      hold (facts, TOPOS_FACT_ELSEWHERE_INSIDE, outer->place.id, other->passage);
      return;
    }
  }
}

static void
add_sentence (Facts *facts, const ToposOptions *options, uint32_t m, const ToposOption *option)
{
  const ToposMeant *meant = topos_meant (options, m);
  const uint32_t from = m > NEIGHBOURS ? m - NEIGHBOURS : 0;
  const uint32_t to = MIN (m + NEIGHBOURS + 1, options->meant->len);
  ToposPlaceId inside = TOPOS_PLACE_NONE, holds = TOPOS_PLACE_NONE, near = TOPOS_PLACE_NONE;
  int64_t nearest = INT64_MAX;

  for (uint32_t i = from; i < to; i++) {
    const ToposMeant *other = topos_meant (options, i);
    const ToposOption *best = topos_group_best (options, topos_group (options, other->group));

    if (i == m || other->group == meant->group || other->passage != meant->passage || best == NULL)
      continue;
    if (topos_option_is_inside (option, best->place.id)) {
      inside = best->place.id;
      continue;
    }
    if (topos_option_is_inside (best, option->place.id))
      holds = best->place.id;
    if (best->class == TOPOS_NAME_COUNTRY || best->class == TOPOS_NAME_REGION)
      continue;
    const int64_t square = topos_spot_square (option->spot, best->spot);
    if (square < nearest) {
      nearest = square;
      near = best->place.id;
    }
  }
  if (inside != TOPOS_PLACE_NONE)
    hold (facts, TOPOS_FACT_SENTENCE_INSIDE, inside, 0);
  if (holds != TOPOS_PLACE_NONE)
    hold (facts, TOPOS_FACT_SENTENCE_HOLDS, holds, 0);
  if (near != TOPOS_PLACE_NONE)
    hold (facts, TOPOS_FACT_NEAR_SENTENCE + distance_step (nearest), near,
          distance_step (nearest));
}

static void
add_text (Facts *facts, const ToposOption *option)
{
  const uint8_t *context = option->context;
  const bool small = option->class == TOPOS_NAME_VILLAGE || option->class == TOPOS_NAME_SMALL_TOWN;

  if (context[MENTIONED] == 0)
    return;
  if (context[NAMED] & NAMED_COUNTRY)
    hold (facts, TOPOS_FACT_COUNTRY_NAMED, option->country, 0);
  if (context[NAMED] & NAMED_PROVINCE)
    hold (facts, TOPOS_FACT_PROVINCE_NAMED, option->province, 0);
  if (context[NAMED] & NAMED_DISTRICT)
    hold (facts, TOPOS_FACT_DISTRICT_NAMED, option->n_above ? option->above[0] : 0, 0);
  hold (facts, TOPOS_FACT_HOLDS_OTHERS + context[HOLDS], TOPOS_PLACE_NONE, context[HOLDS]);
  hold (facts, TOPOS_FACT_NEAR_TEXT + context[NEAREST], TOPOS_PLACE_NONE, context[NEAREST]);
  hold (facts, TOPOS_FACT_SHARE_NEAR + context[SHARE_NEAR], TOPOS_PLACE_NONE, context[SHARE_NEAR]);
  hold (facts, TOPOS_FACT_SHARE_PROVINCE + context[SHARE_PROVINCE], option->province,
        context[SHARE_PROVINCE]);
  hold (facts, TOPOS_FACT_SHARE_COUNTRY + context[SHARE_COUNTRY], option->country,
        context[SHARE_COUNTRY]);
  if (context[FIRST] & 1)
    hold (facts, TOPOS_FACT_FIRST_PROVINCE, option->province, 0);
  if (context[FIRST] & 2)
    hold (facts, TOPOS_FACT_FIRST_COUNTRY, option->country, 0);
  if (small)
    hold (facts, context[NEAREST] <= 2 ? TOPOS_FACT_NEAR_AND_SMALL : TOPOS_FACT_FAR_AND_SMALL,
          TOPOS_PLACE_NONE, context[NEAREST]);
}

int
topos_rank_facts (const ToposOptions *options, uint32_t m, uint32_t o, bool later,
                  ToposHeld *held)
{
  const ToposGroup *group = topos_group (options, topos_meant (options, m)->group);
  const ToposOption *option = topos_option (options, group, o);
  Facts facts = { .held = held };

  add_own (&facts, option, group);
  add_neighbours (&facts, options, m, option);
  add_elsewhere (&facts, options, m, option);
  if (later) {
    add_sentence (&facts, options, m, option);
    add_text (&facts, option);
  }
  return facts.n;
}
