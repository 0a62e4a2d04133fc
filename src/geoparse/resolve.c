/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "geoparse/resolve.h"

#include "geoparse/grounds.h"
#include "geoparse/reasons.h"

#include <stdlib.h>
#include <string.h>

#define MOST_CANDIDATES 6   /* that are kept with a mention */
#define NEAR_NAME_CONFIDENCE 600  /* at most, for a name that is spelled otherwise */
#define MOST_VOTES 16       /* mentions that decide a group's best */
#define TIE 350             /* 1/1000 nat: closer than that is a tie */
#define NEAR_CONTAINER_SQUARE 44377000000  /* 80 km */

/* ----------------------------------------------------------------------- its weights */

char *
topos_ranker_to_text (const ToposRanker *ranker)
{
  GString *text = g_string_new ("topos-resolve 3\n");

  for (int pass = 0; pass < TOPOS_PASSES; pass++)
    for (int fact = 0; fact < TOPOS_N_FACTS; fact++)
      if (ranker->weights[pass][fact] != 0)
        g_string_append_printf (text, "weight %d %d %d\n", pass, fact,
                                ranker->weights[pass][fact]);
  for (int margin = 0; margin < TOPOS_MARGIN_STEPS; margin++)
    for (int way = 0; way < TOPOS_N_WAYS; way++)
      g_string_append_printf (text, "confidence %d %d %d\n", margin, way,
                              ranker->confidence[margin][way]);
  return g_string_free (text, FALSE);
}

static bool
read_line (ToposRanker *ranker, const char *line)
{
  g_auto (GStrv) words = g_strsplit (line, " ", -1);

  if (g_strv_length (words) != 4)
    return false;
  const int64_t row = g_ascii_strtoll (words[1], NULL, 10);
  const int64_t column = g_ascii_strtoll (words[2], NULL, 10);
  const int64_t number = g_ascii_strtoll (words[3], NULL, 10);
  if (strcmp (words[0], "weight") == 0 && row >= 0 && row < TOPOS_PASSES && column >= 0
      && column < TOPOS_N_FACTS) {
    ranker->weights[row][column] = (int32_t) CLAMP (number, -1000000, 1000000);
    return true;
  }
  if (strcmp (words[0], "confidence") == 0 && row >= 0 && row < TOPOS_MARGIN_STEPS && column >= 0
      && column < TOPOS_N_WAYS) {
    ranker->confidence[row][column] = (uint16_t) CLAMP (number, 0, 1000);
    return true;
  }
  return false;
}

bool
topos_ranker_from_text (ToposRanker *ranker, const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  memset (ranker, 0, sizeof *ranker);
  if (g_strcmp0 (lines[0], "topos-resolve 3") != 0)
    return false;
  for (guint i = 1; lines[i] != NULL; i++)
    if (lines[i][0] != '\0' && !read_line (ranker, lines[i]))
      return false;
  return true;
}

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
margin_step (int32_t margin)
{
  static const int32_t BOUNDS[] = { 12, 24, 48, 72, 108, 156, 240 };
  int step = 0;

  while (step < (int) G_N_ELEMENTS (BOUNDS) && margin > BOUNDS[step])
    step++;
  return step;
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

/* ---------------------------------------------------------------- names unknown to all */

/* The place that the text says contains mention `m`: the one it is linked to, and if that is
 * unknown too, the next, but only within the sentence. */
static const ToposOption *
container_of (const ToposOptions *options, uint32_t m)
{
  int32_t next = topos_meant (options, m)->next;

  for (int steps = 0; next >= 0 && steps < 3; steps++) {
    const ToposMeant *meant = topos_meant (options, (uint32_t) next);
    const ToposOption *best = topos_group_best (options, topos_group (options, meant->group));

    if (best != NULL && best->class != TOPOS_NAME_REGION)
      return best;
    next = meant->next;
  }
  return NULL;
}

/* Puts mention `m`, which no gazetteer has, at a place that is told instead. */
static void
put_near (const ToposRanker *ranker, const ToposOptions *options, uint32_t m,
          ToposReasonCode code, const ToposOption *place, ToposReading *reading,
          ToposMention *mention)
{
  mention->standing = TOPOS_STANDING_APPROXIMATE;
  mention->choice = place->place.id;
  mention->confidence =
    ranker->confidence[margin_step (topos_meant (options, m)->found.margin)]
                      [TOPOS_WAY_APPROXIMATE];
  topos_grounds_add_single (reading, mention, place->place.id,
                            (ToposReason){ .code = (uint16_t) code, .weight = 1000,
                                           .place = place->place.id });
}

static void
leave_unplaced (ToposMention *mention, ToposReasonCode code)
{
  mention->standing = TOPOS_STANDING_UNPLACED;
  mention->unplaced_reason = (uint16_t) code;
  mention->confidence = 0;
}

static void
approximate (const ToposRanker *ranker, const ToposOptions *options, uint32_t m,
             ToposReading *reading, ToposMention *mention)
{
  const bool demonym = topos_meant (options, m)->found.demonym;
  const ToposOption *container = demonym ? NULL : container_of (options, m);

  if (container == NULL)
    leave_unplaced (mention, demonym ? TOPOS_REASON_NO_PEOPLE : TOPOS_REASON_UNKNOWN);
  else
    put_near (ranker, options, m, TOPOS_REASON_CONTAINER, container, reading, mention);
}

/* "X River", and of the places called X none is a river: it is another thing that bears the name
 * as well. */
static bool
is_another_kind (const ToposOptions *options, uint32_t m)
{
  const ToposMeant *meant = topos_meant (options, m);
  const ToposGroup *group = topos_group (options, meant->group);

  if (!group->partial || meant->cue == 0)
    return false;
  for (uint32_t o = 0; o < group->n_options; o++)
    if (topos_rank_cue_fits (meant->cue - 1, topos_option (options, group, o)->class))
      return false;
  return true;
}

/* Such a river flows where the text says, or by its namesake when that is the only one or lies among
 * the text's other places. */
static void
put_by_namesake (const ToposRanker *ranker, const ToposOptions *options, uint32_t m,
                 const ToposOption *namesake, ToposReading *reading, ToposMention *mention)
{
  const ToposGroup *group = topos_group (options, topos_meant (options, m)->group);
  const ToposContext *context = &namesake->context;
  const ToposOption *container = container_of (options, m);
  const bool among = context->n_near > 0 || context->n_province * 2 > context->n_all;

  if (container != NULL && container->class != TOPOS_NAME_COUNTRY
      && !topos_option_is_inside (namesake, container->place.id))
    put_near (ranker, options, m, TOPOS_REASON_CONTAINER, container, reading, mention);
  else if (container != NULL || group->n_options == 1 || among)
    put_near (ranker, options, m, TOPOS_REASON_ONLY_ALIKE, namesake, reading, mention);
  else
    leave_unplaced (mention, TOPOS_REASON_OTHER_KIND);
}

/* The name is first of all that of a country, a province or a city. */
static bool
is_widely_known (const ToposOptions *options, const ToposGroup *group)
{
  for (uint32_t o = 0; o < group->n_options; o++) {
    const ToposOption *option = topos_option (options, group, o);
    if (option->name_kind == TOPOS_NAME_MAIN && option->class <= TOPOS_NAME_CITY
        && option->class != TOPOS_NAME_DISTRICT)
      return true;
  }
  return false;
}

/* "the X area in Y district": no place of the name lies there, so it is one that no
 * gazetteer has. Behind a mere comma only small places are doubted: lists have commas too. */
static bool
lies_elsewhere (const ToposOptions *options, uint32_t m, const ToposOption *best)
{
  const ToposMeant *meant = topos_meant (options, m);
  const ToposGroup *group = topos_group (options, meant->group);
  const ToposOption *container = meant->next >= 0 && meant->says_in ? container_of (options, m)
                                                                    : NULL;
  const bool small = best->class == TOPOS_NAME_VILLAGE || best->class == TOPOS_NAME_SMALL_TOWN;

  if (meant->found.demonym || container == NULL || container->class > TOPOS_NAME_DISTRICT
      || container->class == TOPOS_NAME_UNKNOWN || best->class < TOPOS_NAME_DISTRICT
      || is_widely_known (options, group) || (meant->by_comma && !small))
    return false;
  for (uint32_t o = 0; o < group->n_options; o++) {
    const ToposOption *option = topos_option (options, group, o);
    if (option->place.id == container->place.id
        || topos_option_is_inside (option, container->place.id)
        || topos_option_is_inside (container, option->place.id)
        || topos_spot_square (option->spot, container->spot) < NEAR_CONTAINER_SQUARE)
      return false;
  }
  return true;
}

static void
choose (const ToposRanker *ranker, const ToposOptions *options, uint32_t m, ToposReading *reading,
        ToposMention *mention)
{
  const ToposMeant *meant = topos_meant (options, m);
  const ToposGroup *group = topos_group (options, meant->group);
  Scored scored[TOPOS_NAME_MOST_HITS];
  bool only;

  for (uint32_t o = 0; o < group->n_options; o++)
    scored[o] = (Scored){ o, score_of (ranker, options, m, o, true) };
  qsort (scored, group->n_options, sizeof scored[0], compare_scored);
  if (lies_elsewhere (options, m, topos_option (options, group, scored[0].option))) {
    approximate (ranker, options, m, reading, mention);
    return;
  }
  if (is_another_kind (options, m)) {
    put_by_namesake (ranker, options, m, topos_option (options, group, scored[0].option), reading,
                     mention);
    return;
  }
  const int32_t gap = gap_of (options, group, scored, &only);
  mention->choice = topos_option (options, group, scored[0].option)->place.id;
  mention->standing = !only && gap < TIE ? TOPOS_STANDING_AMBIGUOUS : TOPOS_STANDING_PLACED;
  mention->confidence =
    ranker->confidence[margin_step (meant->found.margin)][only ? TOPOS_WAY_ONLY : gap_step (gap)];
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
    else
      approximate (ranker, options, m, reading, &mention);
    g_array_append_val (reading->mentions, mention);
  }
}
