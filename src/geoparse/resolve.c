/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "geoparse/resolve.h"

#include "geoparse/grounds.h"
#include "geoparse/instead.h"

#include <stdlib.h>
#include <string.h>

#define MOST_CANDIDATES 6   /* that are kept with a mention */
#define NEAR_NAME_CONFIDENCE 600  /* at most, for a name that is spelled otherwise */
#define MOST_VOTES 16       /* mentions that decide a group's best */
#define TIE 350             /* 1/1000 nat: closer than that is a tie */

/* ---------------------------------------------------------------------------- rounds */

static int32_t
sum_of (const ToposRanker *ranker, const ToposOptions *options, bool later,
        const ToposHeld *held, int n)
{
  const int32_t *weights = ranker->weights[topos_rank_is_later (options, later)];
  int32_t sum = 0;

  for (int i = 0; i < n; i++)
    sum += weights[held[i].fact];
  return sum;
}

/* Weighs what speaks for the options of a group whatever the mention. */
static void
weigh_options (const ToposRanker *ranker, ToposOptions *options, const ToposGroup *group,
               bool later)
{
  ToposHeld held[TOPOS_MOST_FACTS];

  for (uint32_t o = 0; o < group->n_options; o++) {
    const int n = topos_rank_option_facts (options, group, o, later, held);
    topos_option (options, group, o)->own = sum_of (ranker, options, later, held, n);
  }
}

/* The weight of option `o` of mention `m`, once the group's options are weighed. */
static int32_t
score_of (const ToposRanker *ranker, const ToposOptions *options, uint32_t m, uint32_t o,
          bool later)
{
  const ToposGroup *group = topos_group (options, topos_meant (options, m)->group);
  ToposHeld held[TOPOS_MOST_FACTS];
  const int n = topos_rank_mention_facts (options, m, o, later, held);

  return topos_option (options, group, o)->own + sum_of (ranker, options, later, held, n);
}

/* Sets the best option of a group. True when it is another than before. */
static bool
choose_for_group (const ToposRanker *ranker, ToposOptions *options, ToposGroup *group, bool later)
{
  const uint32_t before = group->best;
  int32_t m = (int32_t) group->first_mention;
  uint32_t best = 0;

  for (uint32_t o = 0; o < group->n_options; o++)
    topos_option (options, group, o)->score = 0;
  if (group->n_options < 2)
    return false;
  weigh_options (ranker, options, group, later);
  for (int votes = 0; m >= 0 && votes < MOST_VOTES; votes++) {
    for (uint32_t o = 0; o < group->n_options; o++)
      topos_option (options, group, o)->score +=
        score_of (ranker, options, (uint32_t) m, o, later);
    m = topos_meant (options, (uint32_t) m)->alike;
  }
  for (uint32_t o = 1; o < group->n_options; o++)
    if (topos_option (options, group, o)->score > topos_option (options, group, best)->score)
      best = o;
  group->best = best;
  return best != before;
}

bool
topos_resolve_round (const ToposRanker *ranker, ToposOptions *options, bool later)
{
  bool moved = false;

  for (uint32_t g = 0; g < options->groups->len; g++)
    moved |= choose_for_group (ranker, options, topos_group (options, g), later);
  if (moved || !later)
    topos_rank_look_round (options);
  return moved;
}

/* ----------------------------------------------------------------------- the choice */

typedef struct {
  uint32_t option;
  int32_t score;
} Scored;

static int
compare_scored (const void *a, const void *b)
{
  const Scored *x = a, *y = b;

  if (x->score != y->score)
    return x->score < y->score ? 1 : -1;
  return (x->option > y->option) - (x->option < y->option);
}

static int
gap_step (int32_t gap)
{
  static const int32_t BOUNDS[] = { 350, 800, 1400, 2200, 3200, 4500, 6500 };
  int step = 0;

  while (step < (int) G_N_ELEMENTS (BOUNDS) && gap > BOUNDS[step])
    step++;
  return step;
}

/* How far the first lies before the next that is another place on the ground. */
static int32_t
gap_of (const ToposOptions *options, const ToposGroup *group, const Scored *scored, bool *only)
{
  const ToposOption *best = topos_option (options, group, scored[0].option);

  *only = false;
  for (uint32_t i = 1; i < group->n_options; i++) {
    const ToposOption *rival = topos_option (options, group, scored[i].option);
    if (topos_spot_square (best->spot, rival->spot) > TOPOS_SQUARE_50_KM)
      return scored[0].score - scored[i].score;
  }
  *only = true;
  return 0;
}

/* Puts the mention where it is shown instead, or leaves it unplaced. */
static void
show_instead (const ToposRanker *ranker, const ToposMeant *meant, const ToposInstead *instead,
              ToposReading *reading, ToposMention *mention)
{
  const bool beside = instead->code == TOPOS_REASON_BESIDE
                      || instead->code == TOPOS_REASON_BESIDE_NOT_FAR;

  if (instead->place == NULL) {
    mention->standing = TOPOS_STANDING_UNPLACED;
    mention->unplaced_reason = (uint16_t) instead->code;
    return;
  }
  mention->standing = TOPOS_STANDING_APPROXIMATE;
  mention->choice = instead->place->place.id;
  mention->confidence = topos_ranker_confidence (
    ranker, meant->found.margin, beside ? TOPOS_WAY_BESIDE : TOPOS_WAY_APPROXIMATE);
  topos_grounds_add_single (reading, mention, mention->choice,
                            (ToposReason){ .code = (uint16_t) instead->code, .weight = 1000,
                                           .place = mention->choice });
}

static void
choose (const ToposRanker *ranker, const ToposOptions *options, uint32_t m, ToposReading *reading,
        ToposMention *mention)
{
  const ToposMeant *meant = topos_meant (options, m);
  const ToposGroup *group = topos_group (options, meant->group);
  Scored scored[TOPOS_NAME_MOST_HITS];
  ToposInstead instead;
  bool only;

  for (uint32_t o = 0; o < group->n_options; o++)
    scored[o] = (Scored){ o, score_of (ranker, options, m, o, true) };
  qsort (scored, group->n_options, sizeof scored[0], compare_scored);
  if (topos_instead_of_best (options, m, topos_option (options, group, scored[0].option),
                             &instead)) {
    show_instead (ranker, meant, &instead, reading, mention);
    return;
  }
  const int32_t gap = gap_of (options, group, scored, &only);
  mention->choice = topos_option (options, group, scored[0].option)->place.id;
  mention->standing = !only && gap < TIE ? TOPOS_STANDING_AMBIGUOUS : TOPOS_STANDING_PLACED;
  mention->confidence =
    topos_ranker_confidence (ranker, meant->found.margin, only ? TOPOS_WAY_ONLY : gap_step (gap));
  if (topos_option (options, group, scored[0].option)->apart > 0)
    mention->confidence = MIN (mention->confidence, NEAR_NAME_CONFIDENCE);
  for (uint32_t i = 0; i < MIN (group->n_options, MOST_CANDIDATES); i++)
    topos_grounds_add (ranker, options, m, scored[i].option, reading);
  mention->n_candidates = MIN (group->n_options, MOST_CANDIDATES);
}

static void
obey (const ToposGroup *group, const ToposOptions *options, ToposReading *reading,
      ToposMention *mention)
{
  mention->by_user = true;
  mention->confidence = 1000;
  if (group->rejected) {
    mention->standing = TOPOS_STANDING_REJECTED;
    return;
  }
  mention->standing = TOPOS_STANDING_PLACED;
  mention->choice = topos_option (options, group, 0)->place.id;
  topos_grounds_add_single (reading, mention, mention->choice,
              (ToposReason){ .code = TOPOS_REASON_USER, .weight = 1000 });
}

void
topos_resolve (const ToposRanker *ranker, ToposOptions *options, ToposReading *reading)
{
  topos_resolve_round (ranker, options, false);
  for (int round = 1; round < TOPOS_ROUNDS && topos_resolve_round (ranker, options, true); round++)
    continue;
  for (uint32_t g = 0; g < options->groups->len; g++)
    weigh_options (ranker, options, topos_group (options, g), true);
  for (uint32_t m = 0; m < options->meant->len; m++) {
    const ToposMeant *meant = topos_meant (options, m);
    const ToposGroup *group = topos_group (options, meant->group);
    ToposMention mention = { .sense = meant->found.sense, .demonym = meant->found.demonym,
                             .passage = meant->passage,
                             .first_candidate = reading->candidates->len };

    mention.span.start = topos_token (options->tokens, meant->found.first)->span.start;
    mention.span.end = topos_token (options->tokens, meant->found.end - 1)->span.end;
    if (group->by_user)
      obey (group, options, reading, &mention);
    else if (group->n_options > 0)
      choose (ranker, options, m, reading, &mention);
    else {
      const ToposInstead instead = topos_instead_of_unknown (options, m);
      show_instead (ranker, meant, &instead, reading, &mention);
    }
    g_array_append_val (reading->mentions, mention);
  }
}
