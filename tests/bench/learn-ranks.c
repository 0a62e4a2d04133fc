/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "learn-ranks.h"

#include <string.h>

#define EPOCHS 12
#define RATE 0.15
#define DECAY 2e-4  /* L2 */
#define SAME_KM 25
#define RIVER_KM 300

/* A gold mention with its options, ready to be weighed. */
typedef struct {
  float weight;
  guint first_fact;    /* into the facts: for each option a count, then the facts */
  uint16_t n_options;
  uint64_t right;      /* a bit an option */
} Case;

typedef struct {
  GArray *cases;
  GArray *facts;  /* uint16_t */
} Cases;

typedef struct {
  const Text *text;
  GArray *found;
  GArray *golds;  /* the gold name of each found one */
  ToposOptions options;
} Judged;

static void
judged_free (gpointer data)
{
  Judged *judged = data;

  topos_options_clear (&judged->options);
  g_array_unref (judged->found);
  g_array_unref (judged->golds);
  g_free (judged);
}

static Judged *
judged_new (Text *text)
{
  Judged *judged = g_new0 (Judged, 1);
  g_autofree uint8_t *tags = text_tags (text);

  judged->text = text;
  judged->found = g_array_new (FALSE, FALSE, sizeof (ToposFound));
  judged->golds = g_array_new (FALSE, FALSE, sizeof (guint));
  text_mark_demonyms (text, tags);
  for (guint i = 0; i < text->gold->names->len; i++) {
    const GoldName *name = &g_array_index (text->gold->names, GoldName, i);
    ToposFound found = { .first = text_token_at (&text->tokens, name->span.start) };

    found.end = text_token_at (&text->tokens, name->span.end);
    if (found.end <= found.first || name->ignored)
      continue;
    found.demonym = tags[found.first] == 1 + 2 * TOPOS_SORT_DEMONYM;
    g_array_append_val (judged->found, found);
    g_array_append_val (judged->golds, i);
  }
  topos_options_init (&judged->options, text->gold->reading, &text->tokens, &text->names,
                      judged->found, NULL);
  return judged;
}

/* How far from the point of a place the corpus may have put it: a river is told by any spot along
 * it, a sea or a range by its middle or its shore. */
static double
reach_of (const ToposGazetteer *gazetteer, const ToposOption *option)
{
  ToposPlace known;
  const ToposPlace *place = &known;

  if (!topos_gazetteer_place (gazetteer, option->place.id, &known))
    return SAME_KM;
  if (place->kind == TOPOS_PLACE_RIVER)
    return CLAMP (place->radius_km, RIVER_KM, 3 * RIVER_KM);
  if (place->kind >= TOPOS_PLACE_CONTINENT && place->kind < TOPOS_PLACE_ROAD)
    return CLAMP (place->radius_km, SAME_KM, RIVER_KM);
  return SAME_KM;
}

/* A bit for every option that is right: the very place, else what lies within 161 km. */
static uint64_t
right_options (const Judged *judged, uint32_t m)
{
  const GoldName *name = &g_array_index (judged->text->gold->names, GoldName,
                                         g_array_index (judged->golds, guint, m));
  const ToposGroup *group =
    topos_group (&judged->options, topos_meant (&judged->options, m)->group);
  uint64_t same = 0, near = 0;

  if (!name->has_point)
    return 0;
  for (uint32_t o = 0; o < group->n_options; o++) {
    const ToposOption *option = topos_option (&judged->options, group, o);
    const double km = topos_geo_distance_km (option->place.point, name->point);

    if (km <= reach_of (judged->options.gazetteer, option) || (name->geonameid != 0 && option->place.geonameid == name->geonameid))
      same |= (uint64_t) 1 << o;
    if (km <= 161)
      near |= (uint64_t) 1 << o;
  }
  return same ? same : near;
}

/* A corpus that puts a country at its capital shall not teach that the capital bears the
 * country's name. */
static bool
is_capital_for_country (const ToposOptions *options, const ToposGroup *group, uint64_t right)
{
  const ToposOption *first = topos_option (options, group, 0);

  if (first->class != TOPOS_NAME_COUNTRY || right & 1)
    return false;
  for (uint32_t o = 1; o < group->n_options; o++)
    if (right >> o & 1 && !topos_option_is_inside (topos_option (options, group, o),
                                                   first->place.id))
      return false;
  return true;
}

static void
add_case (Cases *cases, const Judged *judged, uint32_t m, bool later)
{
  const ToposOptions *options = &judged->options;
  const ToposGroup *group = topos_group (options, topos_meant (options, m)->group);
  Case it = { .weight = CORPORA[judged->text->gold->corpus].ranks,
              .first_fact = cases->facts->len, .n_options = (uint16_t) group->n_options };

  it.right = right_options (judged, m);
  if (it.right == 0 || group->n_options < 2 || it.weight <= 0
      || is_capital_for_country (options, group, it.right))
    return;
  for (uint32_t o = 0; o < group->n_options; o++) {
    ToposHeld held[TOPOS_MOST_FACTS];
    const uint16_t n = (uint16_t) topos_rank_facts (options, m, o, later, held);

    g_array_append_val (cases->facts, n);
    for (int i = 0; i < n; i++)
      g_array_append_val (cases->facts, held[i].fact);
  }
  g_array_append_val (cases->cases, it);
}

static double
exp_of (double x)
{
  double sum = 1, term = 1;

  if (x < -40)
    return 0;
  x /= 64;
  for (int i = 1; i <= 12; i++) {
    term *= x / i;
    sum += term;
  }
  for (int i = 0; i < 6; i++)
    sum *= sum;
  return sum;
}

typedef struct {
  double weights[TOPOS_N_FACTS];
  double slopes[TOPOS_N_FACTS];
} Learnt;

static void
learn_case (Learnt *learnt, const Case *it, const uint16_t *facts, double rate)
{
  double scores[64], all = 0, right = 0, most = -1e300;
  double gradient[TOPOS_N_FACTS] = { 0 };
  const uint16_t *at = facts;

  for (int o = 0; o < it->n_options; o++, at += 1 + at[0]) {
    scores[o] = 0;
    for (int i = 1; i <= at[0]; i++)
      scores[o] += learnt->weights[at[i]];
    most = MAX (most, scores[o]);
  }
  for (int o = 0; o < it->n_options; o++) {
    scores[o] = exp_of (scores[o] - most);
    all += scores[o];
    right += it->right >> o & 1 ? scores[o] : 0;
  }
  at = facts;
  for (int o = 0; o < it->n_options; o++, at += 1 + at[0]) {
    const double wanted = it->right >> o & 1 ? scores[o] / MAX (right, 1e-30) : 0;
    for (int i = 1; i <= at[0]; i++)
      gradient[at[i]] += (scores[o] / all - wanted) * (double) it->weight;
  }
  for (int fact = 0; fact < TOPOS_N_FACTS; fact++) {
    if (gradient[fact] > -1e-12 && gradient[fact] < 1e-12)
      continue;
    const double g = gradient[fact] + DECAY * learnt->weights[fact];
    learnt->slopes[fact] += g * g;
    learnt->weights[fact] -= rate * g / __builtin_sqrt (learnt->slopes[fact] + 1e-6);
  }
}

static void
learn_weights (const Cases *cases, int32_t *weights)
{
  g_autofree Learnt *learnt = g_new0 (Learnt, 1);
  uint64_t state = 7;

  g_autofree double *sums = g_new0 (double, TOPOS_N_FACTS);
  int n = 0;

  /* The mean of the weights over the later half of the way is steadier than its end. */
  for (int epoch = 0; epoch < EPOCHS; epoch++)
    for (guint i = 0; i < cases->cases->len; i++) {
      state = state * 6364136223846793005u + 1442695040888963407u;
      const Case *it = &g_array_index (cases->cases, Case,
                                       (guint) (state >> 33) % cases->cases->len);
      learn_case (learnt, it, &g_array_index (cases->facts, uint16_t, it->first_fact),
                  RATE / (1 + 0.2 * epoch));
      if (epoch >= EPOCHS / 2 && i % 16 == 0) {
        n++;
        for (int fact = 0; fact < TOPOS_N_FACTS; fact++)
          sums[fact] += learnt->weights[fact];
      }
    }
  for (int fact = 0; fact < TOPOS_N_FACTS; fact++) {
    const double scaled = sums[fact] / n * 1000;
    weights[fact] = (int32_t) (scaled + (scaled < 0 ? -0.5 : 0.5));
  }
}

/* What no corpus can teach: the user's word, the newspaper's name, a misspelling; and what points
 * cannot tell, since a province's middle lies near the town it is named after: of the two most people
 * mean the town, the more so the more of the province live there. That a place lies where the text says
 * in words has next to no case in the corpora, where commas say it. */
static const struct {
  int fact;
  int32_t weight;
} FIXED[] = {
  { TOPOS_FACT_OUTLET_NEAR, 500 },    { TOPOS_FACT_CONFIRMED, 2500 },
  { TOPOS_FACT_CONFIRMED + 1, 3500 }, { TOPOS_FACT_CONFIRMED + 2, 4500 },
  { TOPOS_FACT_IN_NAMESAKE, -3000 },
  { TOPOS_FACT_SEAT, 0 },             { TOPOS_FACT_SEAT + 1, -600 },
  { TOPOS_FACT_SEAT + 2, -1500 },     { TOPOS_FACT_SAID_INSIDE, 2000 },
  { TOPOS_FACT_SPELLED, -1000 },      { TOPOS_FACT_SPELLED + 1, -2000 },
};

static void
learn_pass (GPtrArray *judged, int left_out, bool later, int32_t *weights)
{
  Cases cases = { g_array_new (FALSE, FALSE, sizeof (Case)),
                  g_array_new (FALSE, FALSE, sizeof (uint16_t)) };

  for (guint i = 0; i < judged->len; i++) {
    const Judged *it = judged->pdata[i];

    if (later && it->options.alone)
      continue;
    for (uint32_t m = 0; it->text->gold->fold != left_out && m < it->options.meant->len; m++)
      add_case (&cases, it, m, later);
  }
  learn_weights (&cases, weights);
  for (size_t i = 0; i < G_N_ELEMENTS (FIXED); i++)
    weights[FIXED[i].fact] = FIXED[i].weight;
  g_array_unref (cases.cases);
  g_array_unref (cases.facts);
}

void
learn_ranker (GPtrArray *texts, int left_out, ToposRanker *ranker)
{
  g_autoptr (GPtrArray) judged = g_ptr_array_new_with_free_func (judged_free);

  memset (ranker, 0, sizeof *ranker);
  for (guint i = 0; i < texts->len; i++)
    g_ptr_array_add (judged, judged_new (texts->pdata[i]));
  learn_pass (judged, left_out, false, ranker->weights[0]);
  for (int round = 0; round < TOPOS_ROUNDS; round++) {
    for (guint i = 0; i < judged->len; i++)
      topos_resolve_round (ranker, &((Judged *) judged->pdata[i])->options, round > 0);
    learn_pass (judged, left_out, true, ranker->weights[1]);
  }
}

static void
report_choice (const Judged *judged, uint32_t m, GString *report)
{
  const GoldText *gold = judged->text->gold;
  const GoldName *name = &g_array_index (gold->names, GoldName,
                                         g_array_index (judged->golds, guint, m));
  const ToposMention *mention = &g_array_index (gold->reading->mentions, ToposMention, m);
  const uint64_t possible = right_options (judged, m);
  const ToposGroup *group =
    topos_group (&judged->options, topos_meant (&judged->options, m)->group);
  ToposPlace place = { .name = "-" };
  double km = -1;

  if (!name->has_point)
    return;
  if (mention->choice != TOPOS_PLACE_NONE
      && topos_gazetteer_place (judged->options.gazetteer, mention->choice, &place))
    km = topos_geo_distance_km (place.point, name->point);
  g_autofree char *written = g_strndup (topos_reading_body (gold->reading) + mention->span.start,
                                        mention->span.end - mention->span.start);
  g_strdelimit (written, "\t\n\r", ' ');
  g_autofree char *where = topos_gazetteer_where (judged->options.gazetteer, mention->choice);
  g_string_append_printf (
    report, "%s\t%s\t%u\t%s\t%s\t%s\t%.0f\t%s, %s (%s)\t%.4f,%.4f\n", CORPORA[gold->corpus].name,
    gold->id, mention->span.start, written,
    km >= 0 && km <= 161 ? "right" : possible ? "wrong" : group->n_options ? "missed" : "unknown",
    topos_standing_word (mention->standing), km, place.name, where,
    topos_place_kind_word (place.kind), name->point.lat, name->point.lon);
}

void
judge_ranker (GPtrArray *texts, int fold, const ToposRanker *ranker, GString *report)
{
  for (guint i = 0; i < texts->len; i++) {
    Text *text = texts->pdata[i];

    if (text->gold->fold != fold || CORPORA[text->gold->corpus].ranks <= 0)
      continue;
    Judged *judged = judged_new (text);
    ToposReading *reading = text->gold->reading;
    g_array_set_size (reading->mentions, 0);
    g_array_set_size (reading->candidates, 0);
    g_array_set_size (reading->reasons, 0);
    topos_resolve (ranker, &judged->options, reading);
    for (uint32_t m = 0; m < judged->options.meant->len; m++)
      report_choice (judged, m, report);
    judged_free (judged);
  }
}
