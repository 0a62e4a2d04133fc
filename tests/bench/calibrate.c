/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "calibrate.h"

#define PARTS 5        /* of a mention: corpora weigh so many fifths */
#define DRAWN_BY 8     /* mentions that the expected share of a cell counts for */
#define MOST_SURE 0.995
#define ROUNDS 60      /* of levelling rows and columns in turn */

static const GoldName *
gold_at (const Text *text, ToposSpan span)
{
  for (guint i = 0; i < text->gold->names->len; i++) {
    const GoldName *name = &g_array_index (text->gold->names, GoldName, i);
    if (name->span.start == span.start && name->span.end == span.end)
      return name;
  }
  return NULL;
}

void
tally_number_cells (ToposRanker *ranker)
{
  for (int margin = 0; margin < TOPOS_MARGIN_STEPS; margin++)
    for (int way = 0; way < TOPOS_N_WAYS; way++)
      ranker->confidence[margin][way] = (uint16_t) (margin * TOPOS_N_WAYS + way);
}

void
tally_text (Tally *tally, const ToposGazetteer *gazetteer, const Text *text)
{
  const ToposReading *reading = text->gold->reading;
  const Corpus *corpus = &CORPORA[text->gold->corpus];
  const int64_t weight = (int64_t) ((double) corpus->ranks * PARTS + 0.5);

  for (guint i = 0; i < reading->mentions->len && weight > 0; i++) {
    const ToposMention *mention = &g_array_index (reading->mentions, ToposMention, i);
    const GoldName *gold = gold_at (text, mention->span);
    const int margin = mention->confidence / TOPOS_N_WAYS;
    const int way = mention->confidence % TOPOS_N_WAYS;
    ToposPlace place;

    if (mention->standing > TOPOS_STANDING_APPROXIMATE
        || (gold && (gold->ignored || !gold->has_point))
        || (mention->demonym && !corpus->demonyms))
      continue;
    tally->all[margin][way] += weight;
    if (gold != NULL && topos_gazetteer_place (gazetteer, mention->choice, &place)
        && topos_geo_distance_km (place.point, gold->point) <= 161)
      tally->right[margin][way] += weight;
  }
}

void
tally_add (Tally *tally, const Tally *other)
{
  for (int m = 0; m < TOPOS_MARGIN_STEPS; m++)
    for (int w = 0; w < TOPOS_N_WAYS; w++) {
      tally->right[m][w] += other->right[m][w];
      tally->all[m][w] += other->all[m][w];
    }
}

/* A share with how much it was counted from. */
typedef struct {
  double share;
  double weight;
} Cell;

typedef Cell Table[TOPOS_MARGIN_STEPS][TOPOS_N_WAYS];

/* What rows and columns let expect of a cell, as if tagger and ranker had nothing to do with each
 * other, goes in where few were counted. */
static void
draw_together (const Tally *tally, Table table)
{
  double right = 0, all = 0;
  double row_right[TOPOS_MARGIN_STEPS] = { 0 }, row_all[TOPOS_MARGIN_STEPS] = { 0 };
  double column_right[TOPOS_N_WAYS] = { 0 }, column_all[TOPOS_N_WAYS] = { 0 };

  for (int m = 0; m < TOPOS_MARGIN_STEPS; m++)
    for (int w = 0; w < TOPOS_N_WAYS; w++) {
      row_right[m] += (double) tally->right[m][w];
      row_all[m] += (double) tally->all[m][w];
      column_right[w] += (double) tally->right[m][w];
      column_all[w] += (double) tally->all[m][w];
      right += (double) tally->right[m][w];
      all += (double) tally->all[m][w];
    }
  const double mean = right / MAX (all, 1);
  for (int m = 0; m < TOPOS_MARGIN_STEPS; m++)
    for (int w = 0; w < TOPOS_N_WAYS; w++) {
      const double row = (row_right[m] + mean) / (row_all[m] + 1);
      const double column = (column_right[w] + mean) / (column_all[w] + 1);
      const double expected = MIN (row * column / MAX (mean, 1e-9), MOST_SURE);
      const double drawn_by = DRAWN_BY * PARTS;
      Cell *cell = &table[m][w];

      cell->weight = (double) tally->all[m][w] + drawn_by;
      cell->share = ((double) tally->right[m][w] + drawn_by * expected) / cell->weight;
    }
}

/* Pools neighbours that fall until none does: cells at `step` from each other. */
static void
level (Cell *first, int n, int step)
{
  double shares[MAX (TOPOS_MARGIN_STEPS, TOPOS_N_WAYS)];
  double weights[G_N_ELEMENTS (shares)];
  int lengths[G_N_ELEMENTS (shares)];
  int pools = 0;

  for (int i = 0; i < n; i++) {
    shares[pools] = first[i * step].share;
    weights[pools] = first[i * step].weight;
    lengths[pools++] = 1;
    while (pools > 1 && shares[pools - 2] > shares[pools - 1]) {
      const double weight = weights[pools - 2] + weights[pools - 1];
      shares[pools - 2] = (shares[pools - 2] * weights[pools - 2]
                           + shares[pools - 1] * weights[pools - 1]) / weight;
      weights[pools - 2] = weight;
      lengths[pools - 2] += lengths[pools - 1];
      pools--;
    }
  }
  for (int pool = 0, i = 0; pool < pools; pool++)
    for (int at = 0; at < lengths[pool]; at++)
      first[i++ * step].share = shares[pool];
}

void
tally_calibrate (const Tally *tally, ToposRanker *ranker)
{
  Table table;

  draw_together (tally, table);
  for (int round = 0; round < ROUNDS; round++) {
    for (int m = 0; m < TOPOS_MARGIN_STEPS; m++)
      level (table[m], TOPOS_GAP_STEPS, 1);
    for (int w = 0; w < TOPOS_N_WAYS; w++)
      level (&table[0][w], TOPOS_MARGIN_STEPS, TOPOS_N_WAYS);
  }
  for (int m = 0; m < TOPOS_MARGIN_STEPS; m++)
    for (int w = 0; w < TOPOS_N_WAYS; w++)
      ranker->confidence[m][w] = (uint16_t) CLAMP (table[m][w].share * 1000 + 0.5, 5,
                                                   MOST_SURE * 1000);
}
