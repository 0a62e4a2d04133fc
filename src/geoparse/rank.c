/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "geoparse/rank.h"

#include <string.h>

#define WINDOW 40    /* other names that are looked at, on either side, in a long text */
#define LANDSCAPE_KM 250
#define NEIGHBOURS 8 /* mentions looked at within a sentence, on either side */

#define NAMED_COUNTRY 1
#define NAMED_PROVINCE 2
#define NAMED_DISTRICT 4

static uint8_t
distance_step (int64_t square)
{
  /* topos_spot_square_of_km of 15, 50, 161, 500 and 1500, counted once and for all. */
  static const int64_t SQUARES[] = { 1560293596, TOPOS_SQUARE_50_KM, TOPOS_SQUARE_161_KM,
                                     1732770705488, 15531000000075 };
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
  int64_t square;
  ToposPlaceId nearest;
  uint8_t named;
} Sums;

/* A continent, or another region of which the radius is not known to be that of a landscape. */
static bool
is_vast_region (const ToposOption *option)
{
  return option->class == TOPOS_NAME_REGION
         && (option->place.radius_km <= 0 || option->place.radius_km > LANDSCAPE_KM);
}

/* So large that the distance to its middle says nothing. */
static bool
has_no_middle (const ToposOption *option)
{
  return option->class == TOPOS_NAME_COUNTRY || option->class == TOPOS_NAME_PROVINCE
         || is_vast_region (option);
}

static void
weigh_other (const ToposOption *option, const ToposOption *other, Sums *sums)
{
  const bool over = topos_option_is_inside (option, other->place.id);

  if (over && other->class != TOPOS_NAME_REGION)
    sums->named |= other->class == TOPOS_NAME_COUNTRY ? NAMED_COUNTRY
                   : other->place.id == option->province ? NAMED_PROVINCE : NAMED_DISTRICT;
  if (topos_option_is_inside (other, option->place.id))
    sums->holds++;
  sums->all++;
  sums->country += option->country != TOPOS_PLACE_NONE && option->country == other->country;
  sums->province += option->province != TOPOS_PLACE_NONE && option->province == other->province;
  if (over || other->class == TOPOS_NAME_COUNTRY || other->class == TOPOS_NAME_REGION)
    return;
  const int64_t square = topos_spot_square (option->spot, other->spot);
  if (square < sums->square) {
    sums->square = square;
    sums->nearest = other->place.id;
  }
  sums->near += distance_step (square) <= 2;
}

static ToposContext
context_of (const ToposOption *option, const Sums *sums, const ToposOption *first)
{
  return (ToposContext){
    .distance = distance_step (sums->square),
    .share_near = share_step (sums->near, sums->all),
    .share_province = share_step (sums->province, sums->all),
    .share_country = share_step (sums->country, sums->all),
    .named = sums->named,
    .first_province = first != NULL && option->province != TOPOS_PLACE_NONE
                      && option->province == first->province,
    .first_country = first != NULL && option->country != TOPOS_PLACE_NONE
                     && option->country == first->country,
    .n_all = (uint16_t) sums->all,
    .n_near = (uint16_t) sums->near,
    .n_province = (uint16_t) sums->province,
    .n_country = (uint16_t) sums->country,
    .n_holds = (uint16_t) sums->holds,
    .square = sums->square,
    .nearest = sums->nearest,
  };
}

static void
look_from (ToposOptions *options, uint32_t g, const ToposOption *first)
{
  const ToposGroup *group = topos_group (options, g);
  const uint32_t from = g > WINDOW ? g - WINDOW : 0;
  const uint32_t to = MIN (g + WINDOW + 1, options->groups->len);
  const ToposOption *others[2 * WINDOW];
  uint32_t n = 0;

  for (uint32_t i = from; i < to; i++) {
    const ToposGroup *other = topos_group (options, i);

    if (i != g && other->n_options > 0 && other->name != group->name)
      others[n++] = topos_group_best (options, other);
  }
  for (uint32_t o = 0; o < group->n_options; o++) {
    ToposOption *option = topos_option (options, group, o);
    Sums sums = { .square = INT64_MAX };

    for (uint32_t i = 0; i < n; i++)
      weigh_other (option, others[i], &sums);
    option->context = context_of (option, &sums, first);
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

/* The same for a fact in steps, of which the first says nothing. */
static void
hold_step (Facts *facts, int fact, int step, ToposPlaceId place, int64_t number)
{
  if (step > 0)
    hold (facts, fact + step, place, number);
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
  const int order = option->order < 3 ? (int) option->order : option->order < 8 ? 3 : 4;

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

/* What the names of the text may mean together. */
static void
add_company (Facts *facts, const ToposOption *option)
{
  const ToposCompany *company = &option->company;

  if (option->class == TOPOS_NAME_COUNTRY || is_vast_region (option))
    return;
  if (option->class == TOPOS_NAME_PROVINCE) {
    hold_step (facts, TOPOS_FACT_MAY_FILL, company->province_step, TOPOS_PLACE_NONE,
               company->province);
    return;
  }
  hold_step (facts, TOPOS_FACT_MAY_NEAR, company->near_step, TOPOS_PLACE_NONE, company->near);
  hold_step (facts, TOPOS_FACT_MAY_PROVINCE, company->province_step, option->province,
             company->province);
  if (option->class == TOPOS_NAME_DISTRICT)
    hold_step (facts, TOPOS_FACT_MAY_HOLD, MIN (company->holds, 3), TOPOS_PLACE_NONE,
               company->holds);
  if (company->inside != TOPOS_PLACE_NONE)
    hold (facts, TOPOS_FACT_MAY_INSIDE, company->inside, 0);
}

/* What part of a division's people live in the town that it shares its name with. */
static int
seat_step (const ToposOption *division)
{
  const int64_t all = MAX (division->place.population, 1);

  return division->seat * 8 < all ? 0 : division->seat * 3 < all ? 1 : 2;
}

/* How it compares with the others of the name. */
static void
add_rivals (Facts *facts, const ToposOption *option, const ToposGroup *group)
{
  int step = 0;

  if (group->n_options < 2)
    return;
  if (option->name_kind != TOPOS_NAME_MAIN && group->n_main > 0)
    hold (facts, option->class == TOPOS_NAME_COUNTRY ? TOPOS_FACT_COUNTRY_OTHER_MAIN
                                                     : TOPOS_FACT_OTHER_MAIN,
          TOPOS_PLACE_NONE, group->n_main);
  if (option->in_namesake != TOPOS_PLACE_NONE)
    hold (facts, TOPOS_FACT_IN_NAMESAKE, option->in_namesake, 0);
  if (option->seat > 0)
    hold (facts, TOPOS_FACT_SEAT + seat_step (option), TOPOS_PLACE_NONE, option->seat);
  for (int64_t people = MAX (option->place.population, 500); people < group->most_people && step < 4;
       step++)
    people *= step == 0 ? 3 : 8;
  hold (facts, TOPOS_FACT_LESS_PEOPLE + step, TOPOS_PLACE_NONE, group->most_people);
}

/* What words and other names say of where the text comes from. */
static void
add_hints (Facts *facts, const ToposOptions *options, const ToposOption *option)
{
  const ToposHints *hints = &options->hints;
  const ToposHint words = hints->words;
  const uint32_t province = topos_hints_of (hints, option->province);

  if (words.count > 0 && option->class != TOPOS_NAME_COUNTRY) {
    const int step = words.count > 5 ? 2 : words.count > 2 ? 1 : 0;
    hold (facts, (option->country == words.place ? TOPOS_FACT_HINT_WORDS
                                                 : TOPOS_FACT_HINT_WORDS_NOT) + step,
          words.place, words.count);
  }
  if (option->class == TOPOS_NAME_COUNTRY)
    return;
  if (province > 0)
    hold (facts, TOPOS_FACT_HINT_AREA + (province > 1), option->province, province);
  if (topos_hints_of (hints, option->country) > 0)
    hold (facts, TOPOS_FACT_HINT_COUNTRY, option->country, topos_hints_of (hints, option->country));
}

/* What is known from outside the text, or in spite of it. */
static void
add_outside (Facts *facts, const ToposOption *option)
{
  if (option->outlet != TOPOS_PLACE_NONE)
    hold (facts, TOPOS_FACT_OUTLET_NEAR, option->outlet, 0);
  if (option->confirmed > 0)
    hold (facts, TOPOS_FACT_CONFIRMED + MIN (option->confirmed, 3) - 1, TOPOS_PLACE_NONE,
          option->confirmed);
  if (option->apart > 0)
    hold (facts, TOPOS_FACT_SPELLED + MIN (option->apart, 2) - 1, option->place.id, option->apart);
}

/* "La.", "Pa.": with a small letter and a full stop it is a province's. */
static void
add_short (Facts *facts, const ToposOptions *options, const ToposMeant *meant,
           const ToposOption *option)
{
  const ToposToken *token = topos_token (options->tokens, meant->found.end - 1);
  const char *text = topos_reading_body (options->reading);

  if (option->name_kind == TOPOS_NAME_ABBREVIATION && option->class == TOPOS_NAME_PROVINCE
      && topos_span_length (token->span) >= 2 && g_ascii_islower (text[token->span.start + 1])
      && (text[token->span.end - 1] == '.' || text[token->span.end] == '.'))
    hold (facts, TOPOS_FACT_SHORT, TOPOS_PLACE_NONE, 0);
}

static bool
is_settlement (int class)
{
  return class >= TOPOS_NAME_CITY && class <= TOPOS_NAME_VILLAGE;
}

static bool
is_division (int class)
{
  return class == TOPOS_NAME_PROVINCE || class == TOPOS_NAME_DISTRICT;
}

bool
topos_rank_cue_fits (int wanted, int class)
{
  return wanted == class || (is_settlement (wanted) && is_settlement (class))
         || (is_division (wanted) && is_division (class));
}

static int
cue_fact (const ToposMeant *meant, const ToposOption *option)
{
  const int wanted = meant->cue - 1;

  if (wanted == option->class || (is_settlement (wanted) && is_settlement (option->class)))
    return TOPOS_FACT_CUE_FITS;
  return topos_rank_cue_fits (wanted, option->class) ? TOPOS_FACT_CUE_NEARLY
                                                     : TOPOS_FACT_CUE_MISSES;
}

/* Of what is called "the X": rivers, ranges and regions mostly, then divisions, then towns. */
static int
article_step (const ToposOption *option)
{
  return is_division (option->class) ? 1 : is_settlement (option->class) ? 2 : 0;
}

static void
add_neighbours (Facts *facts, const ToposOptions *options, uint32_t m, const ToposOption *option)
{
  const ToposMeant *meant = topos_meant (options, m);
  const ToposOption *outer = container_in (options, meant->next, option);
  const ToposOption *inner = content_in (options, meant->previous, option);

  if (meant->cue != 0)
    hold (facts, cue_fact (meant, option), TOPOS_PLACE_NONE, meant->cue - 1);
  if (meant->articled && option->class != TOPOS_NAME_COUNTRY)
    hold (facts, TOPOS_FACT_ARTICLE + article_step (option), TOPOS_PLACE_NONE, 0);
  if (outer != NULL)
    hold (facts, meant->by_comma ? TOPOS_FACT_COMMA_INSIDE
                 : meant->says_in ? TOPOS_FACT_SAID_INSIDE : TOPOS_FACT_LINK_INSIDE,
          outer->place.id, 0);
  else if (meant->by_comma && is_known (options, meant->next))
    hold (facts, TOPOS_FACT_COMMA_OUTSIDE, topos_group_best (
      options, topos_group (options, topos_meant (options, (uint32_t) meant->next)->group))->place.id,
      0);
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
  int kin = 0;

  for (uint32_t i = from; i < to; i++) {
    const ToposMeant *other = topos_meant (options, i);

    if (other->passage != meant->passage || other->group == meant->group)
      continue;
    const ToposOption *best = topos_group_best (options, topos_group (options, other->group));
    if (best == NULL)
      continue;
    if (topos_option_is_inside (option, best->place.id)) {
      inside = best->place.id;
      continue;
    }
    if (topos_option_is_inside (best, option->place.id))
      holds = best->place.id;
    kin += best->class == option->class && best->country == option->country;
    if (best->class == TOPOS_NAME_COUNTRY || best->class == TOPOS_NAME_REGION || has_no_middle (option))
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
  if (option->class == TOPOS_NAME_PROVINCE)
    hold_step (facts, TOPOS_FACT_KIN, kin < 2 ? kin : kin < 4 ? 2 : 3, option->country, kin);
  if (near != TOPOS_PLACE_NONE)
    hold (facts, TOPOS_FACT_NEAR_SENTENCE + distance_step (nearest), near, nearest);
}

/* How much of the text lies where the option does. */
static void
add_shares (Facts *facts, const ToposOption *option)
{
  const ToposContext *context = &option->context;
  const bool small = option->class == TOPOS_NAME_VILLAGE || option->class == TOPOS_NAME_SMALL_TOWN;

  if (context->nearest != TOPOS_PLACE_NONE)
    hold (facts, TOPOS_FACT_NEAR_TEXT + context->distance, context->nearest, context->square);
  hold_step (facts, TOPOS_FACT_SHARE_NEAR, context->share_near, TOPOS_PLACE_NONE,
        topos_part_of (context->n_near, context->n_all));
  hold_step (facts, TOPOS_FACT_SHARE_PROVINCE, context->share_province, option->province,
        topos_part_of (context->n_province, context->n_all));
  hold_step (facts, TOPOS_FACT_SHARE_COUNTRY, context->share_country, option->country,
        topos_part_of (context->n_country, context->n_all));
  if (context->first_province)
    hold (facts, TOPOS_FACT_FIRST_PROVINCE, option->province, 0);
  if (context->first_country)
    hold (facts, TOPOS_FACT_FIRST_COUNTRY, option->country, 0);
  if (small && context->nearest != TOPOS_PLACE_NONE)
    hold (facts, context->distance <= 2 ? TOPOS_FACT_NEAR_AND_SMALL : TOPOS_FACT_FAR_AND_SMALL,
          context->nearest, context->square);
}

static void
add_text (Facts *facts, const ToposOption *option)
{
  const ToposContext *context = &option->context;

  if (context->n_all == 0)
    return;
  if (context->named & NAMED_COUNTRY)
    hold (facts, TOPOS_FACT_COUNTRY_NAMED, option->country, 0);
  if (context->named & NAMED_PROVINCE)
    hold (facts, TOPOS_FACT_PROVINCE_NAMED, option->province, 0);
  if (context->named & NAMED_DISTRICT)
    hold (facts, TOPOS_FACT_DISTRICT_NAMED, option->n_above ? option->above[0] : 0, 0);
  hold_step (facts, TOPOS_FACT_HOLDS_OTHERS, MIN (context->n_holds, 4), TOPOS_PLACE_NONE,
             context->n_holds);
  if (option->class == TOPOS_NAME_PROVINCE && context->n_all >= 2 && context->n_country == 0)
    hold (facts, TOPOS_FACT_AREA_APART, option->country, context->n_all);
  if (option->class == TOPOS_NAME_PROVINCE)
    hold_step (facts, TOPOS_FACT_AREA_FILL, context->share_province, option->province,
               topos_part_of (context->n_province, context->n_all));
  if (has_no_middle (option))
    hold_step (facts, TOPOS_FACT_AREA_SHARE_COUNTRY, context->share_country, option->country,
               topos_part_of (context->n_country, context->n_all));
  else
    add_shares (facts, option);
}

int
topos_rank_option_facts (const ToposOptions *options, const ToposGroup *group, uint32_t o,
                         bool later, ToposHeld *held)
{
  const ToposOption *option = topos_option (options, group, o);
  Facts facts = { .held = held };

  add_own (&facts, option, group);
  add_rivals (&facts, option, group);
  add_company (&facts, option);
  add_hints (&facts, options, option);
  add_outside (&facts, option);
  if (topos_rank_is_later (options, later))
    add_text (&facts, option);
  return facts.n;
}

int
topos_rank_mention_facts (const ToposOptions *options, uint32_t m, uint32_t o, bool later,
                          ToposHeld *held)
{
  const ToposMeant *meant = topos_meant (options, m);
  const ToposOption *option = topos_option (options, topos_group (options, meant->group), o);
  Facts facts = { .held = held };

  add_short (&facts, options, meant, option);
  add_neighbours (&facts, options, m, option);
  add_elsewhere (&facts, options, m, option);
  if (topos_rank_is_later (options, later))
    add_sentence (&facts, options, m, option);
  return facts.n;
}

int
topos_rank_facts (const ToposOptions *options, uint32_t m, uint32_t o, bool later,
                  ToposHeld *held)
{
  const ToposGroup *group = topos_group (options, topos_meant (options, m)->group);
  const int n = topos_rank_option_facts (options, group, o, later, held);

  return n + topos_rank_mention_facts (options, m, o, later, held + n);
}
