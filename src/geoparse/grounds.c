/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "geoparse/grounds.h"

#include "geoparse/reasons.h"

#include <stdlib.h>

/* The code of the facts from `first` up to the next row's. */
static const struct {
  int first;
  ToposReasonCode code;
} CODES[] = {
  { TOPOS_FACT_POPULATION, TOPOS_REASON_POPULATION },
  { TOPOS_FACT_CLASS, TOPOS_REASON_KIND },
  { TOPOS_FACT_RANK, TOPOS_REASON_KNOWN },
  { TOPOS_FACT_NAME_KIND, TOPOS_REASON_NAME },
  { TOPOS_FACT_ORDER, TOPOS_REASON_KNOWN },
  { TOPOS_FACT_ONLY, TOPOS_REASON_ONLY },
  { TOPOS_FACT_PARTIAL, TOPOS_REASON_PARTIAL },
  { TOPOS_FACT_CUE_FITS, TOPOS_REASON_CUE_FITS },
  { TOPOS_FACT_CUE_NEARLY, TOPOS_REASON_CUE_NEARLY },
  { TOPOS_FACT_CUE_MISSES, TOPOS_REASON_CUE_MISSES },
  { TOPOS_FACT_ARTICLE, TOPOS_REASON_ARTICLE },
  { TOPOS_FACT_ARTICLE + 2, TOPOS_REASON_ARTICLE_MISSES },
  { TOPOS_FACT_COMMA_INSIDE, TOPOS_REASON_NAMED_IN },
  { TOPOS_FACT_COMMA_OUTSIDE, TOPOS_REASON_OUTSIDE },
  { TOPOS_FACT_SAID_INSIDE, TOPOS_REASON_NAMED_IN },
  { TOPOS_FACT_COMMA_HOLDS, TOPOS_REASON_HOLDS },
  { TOPOS_FACT_ELSEWHERE_INSIDE, TOPOS_REASON_NAMED_ELSEWHERE },
  { TOPOS_FACT_MAY_NEAR, TOPOS_REASON_MAY_NEAR },
  { TOPOS_FACT_MAY_PROVINCE, TOPOS_REASON_MAY_PROVINCE },
  { TOPOS_FACT_MAY_FILL, TOPOS_REASON_MAY_HOLD },
  { TOPOS_FACT_MAY_INSIDE, TOPOS_REASON_MAY_INSIDE },
  { TOPOS_FACT_OTHER_MAIN, TOPOS_REASON_OTHERS_MAIN },
  { TOPOS_FACT_IN_NAMESAKE, TOPOS_REASON_IN_NAMESAKE },
  { TOPOS_FACT_SEAT, TOPOS_REASON_SEAT },
  { TOPOS_FACT_LESS_PEOPLE, TOPOS_REASON_LARGEST },
  { TOPOS_FACT_HINT_WORDS, TOPOS_REASON_WORDS },
  { TOPOS_FACT_HINT_WORDS_NOT, TOPOS_REASON_WORDS_ELSEWHERE },
  { TOPOS_FACT_HINT_AREA, TOPOS_REASON_INSIDE_NAME },
  { TOPOS_FACT_OUTLET_NEAR, TOPOS_REASON_OUTLET },
  { TOPOS_FACT_CONFIRMED, TOPOS_REASON_CONFIRMED },
  { TOPOS_FACT_SPELLED, TOPOS_REASON_SPELLED },
  { TOPOS_FACT_SHORT, TOPOS_REASON_SHORT },
  { TOPOS_FACT_SENTENCE_INSIDE, TOPOS_REASON_SENTENCE },
  { TOPOS_FACT_COUNTRY_NAMED, TOPOS_REASON_COUNTRY_NAMED },
  { TOPOS_FACT_PROVINCE_NAMED, TOPOS_REASON_PROVINCE_NAMED },
  { TOPOS_FACT_DISTRICT_NAMED, TOPOS_REASON_DISTRICT_NAMED },
  { TOPOS_FACT_HOLDS_OTHERS, TOPOS_REASON_HOLDS_OTHERS },
  { TOPOS_FACT_NEAR_SENTENCE, TOPOS_REASON_NEAREST_SENTENCE },
  { TOPOS_FACT_NEAR_TEXT, TOPOS_REASON_NEAREST_TEXT },
  { TOPOS_FACT_SHARE_NEAR, TOPOS_REASON_PART_NEAR },
  { TOPOS_FACT_SHARE_PROVINCE, TOPOS_REASON_PART_PROVINCE },
  { TOPOS_FACT_SHARE_COUNTRY, TOPOS_REASON_PART_COUNTRY },
  { TOPOS_FACT_FIRST_PROVINCE, TOPOS_REASON_FIRST_IN },
  { TOPOS_FACT_AREA_SHARE_COUNTRY, TOPOS_REASON_PART_COUNTRY },
  { TOPOS_FACT_AREA_FILL, TOPOS_REASON_PART_PROVINCE },
  { TOPOS_FACT_AREA_APART, TOPOS_REASON_APART },
  { TOPOS_FACT_KIN, TOPOS_REASON_KIN },
  { TOPOS_FACT_NEAR_AND_SMALL, TOPOS_REASON_NEAREST_TEXT },
  { TOPOS_N_FACTS, TOPOS_REASON_NONE },
};

static ToposReason
reason_of (const ToposHeld *held, int32_t weight)
{
  ToposReason reason = { .weight = weight, .number = held->number, .place = held->place };

  for (size_t i = 0; CODES[i].first <= held->fact; i++)
    reason.code = (uint16_t) CODES[i].code;
  if (reason.code == TOPOS_REASON_NEAREST_SENTENCE || reason.code == TOPOS_REASON_NEAREST_TEXT)
    reason.number = held->place == TOPOS_PLACE_NONE ? -1 : topos_spot_km (held->number);
  return reason;
}

/* The reasons of one candidate while they are gathered: one a code. */
typedef struct {
  ToposReason all[TOPOS_MOST_FACTS];
  uint32_t n;
} Reasons;

static void
add_reason (Reasons *reasons, ToposReason reason)
{
  for (uint32_t i = 0; i < reasons->n; i++) {
    ToposReason *old = &reasons->all[i];

    if (old->code != reason.code)
      continue;
    old->weight += reason.weight;
    if (reason.place != TOPOS_PLACE_NONE)
      old->place = reason.place;
    old->number = reason.number;
    return;
  }
  reasons->all[reasons->n++] = reason;
}

static bool
goes_before (const ToposReason *a, const ToposReason *b)
{
  const int32_t weight_a = abs (a->weight), weight_b = abs (b->weight);

  return weight_a != weight_b ? weight_a > weight_b : a->code < b->code;
}

/* By insertion: they are about ten. */
static void
sort_reasons (Reasons *reasons)
{
  for (uint32_t i = 1; i < reasons->n; i++) {
    const ToposReason moved = reasons->all[i];
    uint32_t at = i;

    for (; at > 0 && goes_before (&moved, &reasons->all[at - 1]); at--)
      reasons->all[at] = reasons->all[at - 1];
    reasons->all[at] = moved;
  }
}

void
topos_grounds_add (const ToposRanker *ranker, const ToposOptions *options, uint32_t m,
                   uint32_t o, ToposReading *reading)
{
  const ToposGroup *group = topos_group (options, topos_meant (options, m)->group);
  const int pass = topos_rank_is_later (options, true);
  ToposHeld held[TOPOS_MOST_FACTS];
  const int n = topos_rank_facts (options, m, o, true, held);
  Reasons reasons;
  ToposCandidate candidate = { .place = topos_option (options, group, o)->place.id,
                               .first_reason = reading->reasons->len };

  reasons.n = 0;
  for (int i = 0; i < n; i++) {
    const int32_t weight = ranker->weights[pass][held[i].fact];

    candidate.score += weight;
    if (weight != 0)
      add_reason (&reasons, reason_of (&held[i], weight));
  }
  sort_reasons (&reasons);
  candidate.n_reasons = reasons.n;
  g_array_append_vals (reading->reasons, reasons.all, reasons.n);
  g_array_append_val (reading->candidates, candidate);
}

void
topos_grounds_add_single (ToposReading *reading, ToposMention *mention, ToposPlaceId place,
                          ToposReason reason)
{
  const ToposCandidate candidate = { .place = place, .score = reason.weight,
                                     .first_reason = reading->reasons->len, .n_reasons = 1 };

  g_array_append_val (reading->reasons, reason);
  g_array_append_val (reading->candidates, candidate);
  mention->n_candidates = 1;
}
