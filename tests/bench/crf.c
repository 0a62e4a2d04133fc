/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crf.h"

#include <string.h>

#define LANES TOPOS_MODEL_LANES
#define MOST_TOKENS 160

typedef float Lanes[LANES] __attribute__ ((aligned (64)));

typedef struct {
  const ToposModel *shape;
  float *weights;  /* LANES a row */
  float *slopes;   /* sums of squared gradients */
  float *means;    /* sums of the weights after each of the later epochs */
  uint8_t *seen;
  double moves[LANES][LANES];
  double move_slopes[LANES][LANES];
  double move_means[LANES][LANES];
  int averaged;    /* epochs */
  double rate, decay;
  int seen_at_least;
} Learner;

/* One run while it is looked at. */
typedef struct {
  double scores[MOST_TOKENS][LANES];
  double ahead[MOST_TOKENS][LANES];
  double behind[MOST_TOKENS][LANES];
  double beliefs[MOST_TOKENS][LANES];
  double scale[MOST_TOKENS];
  double exp_moves[LANES][LANES];
  double move_beliefs[LANES][LANES];
} Scratch;

/* e to the x, from sums and products alone: the same to the last bit wherever IEEE holds. */
static double
exp_of (double x)
{
  if (x < -700)
    return 0;
  const int n = (int) (x * 1.4426950408889634 + (x < 0 ? -0.5 : 0.5));
  const double r = x - n * 0.6931471805599453;
  double term = 1, sum = 1;
  union { uint64_t bits; double number; } power = { .bits = (uint64_t) (n + 1023) << 52 };

  for (int i = 1; i <= 12; i++) {
    term *= r / i;
    sum += term;
  }
  return sum * power.number;
}

static double
root_of (double x)
{
  return __builtin_sqrt (x);  /* correctly rounded by IEEE */
}

static uint32_t
next_random (uint64_t *state)
{
  *state = *state * 6364136223846793005u + 1442695040888963407u;
  return (uint32_t) (*state >> 33);
}

void
crf_data_init (CrfData *data)
{
  data->runs = g_array_new (FALSE, FALSE, sizeof (CrfRun));
  data->tokens = g_array_new (FALSE, FALSE, sizeof (CrfToken));
  data->features = g_array_new (FALSE, FALSE, sizeof (uint32_t));
}

void
crf_data_clear (CrfData *data)
{
  g_array_unref (data->runs);
  g_array_unref (data->tokens);
  g_array_unref (data->features);
}

static gsize
row_of (const Learner *learner, uint32_t feature)
{
  return feature & (((uint32_t) 1 << learner->shape->bits) - 1);
}

static const CrfToken *
token_of (const CrfData *data, const CrfRun *run, uint32_t i)
{
  return &g_array_index (data->tokens, CrfToken, run->first_token + i);
}

static const uint32_t *
features_of (const CrfData *data, const CrfToken *token)
{
  return &g_array_index (data->features, uint32_t, token->first_feature);
}

static void
score (const Learner *learner, const CrfData *data, const CrfRun *run, Scratch *s)
{
  const int n_tags = learner->shape->n_tags;

  for (uint32_t i = 0; i < run->n; i++) {
    const CrfToken *token = token_of (data, run, i);
    const uint32_t *features = features_of (data, token);
    Lanes sums = { 0 };
    double most = -1e300;

    for (int f = 0; f < token->n_features; f++) {
      const gsize row = row_of (learner, features[f]);
      const float *weights = learner->weights + row * LANES;

      if (learner->seen[row] < learner->seen_at_least)
        continue;
      for (int tag = 0; tag < LANES; tag++)
        sums[tag] += weights[tag];
    }
    for (int tag = 0; tag < n_tags; tag++)
      most = MAX (most, (double) sums[tag]);
    for (int tag = 0; tag < n_tags; tag++)
      s->scores[i][tag] = exp_of ((double) sums[tag] - most);
  }
  for (int from = 0; from < n_tags; from++)
    for (int to = 0; to < n_tags; to++)
      s->exp_moves[from][to] =
        topos_tag_may_follow (from, to) ? exp_of (learner->moves[from][to]) : 0;
}

/* Forward and backward sums, scaled at every token. */
static void
believe (const Learner *learner, const CrfRun *run, Scratch *s)
{
  const int n_tags = learner->shape->n_tags;
  const uint32_t n = run->n;

  for (uint32_t i = 0; i < n; i++) {
    double total = 0;

    for (int to = 0; to < n_tags; to++) {
      double sum = 0;
      for (int from = 0; from < n_tags; from++)
        sum += (i == 0 ? (from == 0) : s->ahead[i - 1][from]) * s->exp_moves[from][to];
      s->ahead[i][to] = sum * s->scores[i][to];
      total += s->ahead[i][to];
    }
    s->scale[i] = 1 / total;
    for (int to = 0; to < n_tags; to++)
      s->ahead[i][to] *= s->scale[i];
  }
  for (uint32_t i = n; i-- > 0;)
    for (int from = 0; from < n_tags; from++) {
      double sum = 0;
      if (i + 1 == n)
        sum = s->exp_moves[from][0];
      else
        for (int to = 0; to < n_tags; to++)
          sum += s->exp_moves[from][to] * s->scores[i + 1][to] * s->behind[i + 1][to];
      s->behind[i][from] = i + 1 == n ? sum : sum * s->scale[i + 1];
    }
}

static void
expect (const Learner *learner, const CrfRun *run, Scratch *s)
{
  const int n_tags = learner->shape->n_tags;
  double all = 0;

  memset (s->move_beliefs, 0, sizeof s->move_beliefs);
  for (int tag = 0; tag < n_tags; tag++)
    all += s->ahead[run->n - 1][tag] * s->behind[run->n - 1][tag];
  for (uint32_t i = 0; i < run->n; i++)
    for (int to = 0; to < n_tags; to++) {
      s->beliefs[i][to] = s->ahead[i][to] * s->behind[i][to] / all;
      for (int from = 0; from < n_tags; from++)
        s->move_beliefs[from][to] += (i == 0 ? (from == 0) : s->ahead[i - 1][from])
                                     * s->exp_moves[from][to] * s->scores[i][to]
                                     * s->behind[i][to] * s->scale[i] / all;
    }
  for (int tag = 0; tag < n_tags; tag++)
    s->move_beliefs[tag][0] +=
      s->ahead[run->n - 1][tag] * s->exp_moves[tag][0] / all;
}

static void
learn_rows (Learner *learner, const CrfData *data, const CrfRun *run, const Scratch *s)
{
  const float rate = (float) learner->rate, decay = (float) learner->decay;

  for (uint32_t i = 0; i < run->n; i++) {
    const CrfToken *token = token_of (data, run, i);
    const uint32_t *features = features_of (data, token);
    Lanes gradient = { 0 };

    for (int tag = 0; tag < learner->shape->n_tags; tag++)
      gradient[tag] = (float) (s->beliefs[i][tag] - (tag == token->tag)) * run->weight;
    for (int f = 0; f < token->n_features; f++) {
      const gsize row = row_of (learner, features[f]);
      float *weights = learner->weights + row * LANES, *slopes = learner->slopes + row * LANES;

      if (learner->seen[row] < learner->seen_at_least)
        continue;
      for (int tag = 0; tag < LANES; tag++) {
        const float g = gradient[tag] + decay * weights[tag];

        slopes[tag] += g * g;
        weights[tag] -= rate * g / __builtin_sqrtf (slopes[tag] + 1e-6f);
      }
    }
  }
}

static void
learn_moves (Learner *learner, const CrfData *data, const CrfRun *run, Scratch *s)
{
  const int n_tags = learner->shape->n_tags;
  int from = 0;

  for (uint32_t i = 0; i <= run->n; i++) {
    const int to = i < run->n ? token_of (data, run, i)->tag : 0;
    s->move_beliefs[from][to] -= 1;
    from = to;
  }
  for (from = 0; from < n_tags; from++)
    for (int to = 0; to < n_tags; to++) {
      const double g = s->move_beliefs[from][to] * (double) run->weight;

      learner->move_slopes[from][to] += g * g;
      learner->moves[from][to] -=
        learner->rate * g / root_of (learner->move_slopes[from][to] + 1e-6);
    }
}

static void
count_features (Learner *learner, const CrfData *data)
{
  for (guint i = 0; i < data->features->len; i++) {
    uint8_t *seen = &learner->seen[row_of (learner, g_array_index (data->features, uint32_t, i))];

    if (*seen < 255)
      (*seen)++;
  }
}

static void
shuffle (uint32_t *order, guint n, uint64_t *state)
{
  for (guint i = n; i > 1; i--) {
    const guint j = next_random (state) % i;
    const uint32_t other = order[j];

    order[j] = order[i - 1];
    order[i - 1] = other;
  }
}

static int16_t
small (double weight, int most)
{
  const double scaled = weight * TOPOS_MODEL_UNIT;

  return (int16_t) CLAMP ((int) (scaled + (scaled < 0 ? -0.5 : 0.5)), -most, most);
}

/* The mean of the weights after several epochs leans less on the order of the runs than the last
 * ones do. */
static void
keep_weights (Learner *learner)
{
  for (gsize i = 0; i < ((gsize) 1 << learner->shape->bits) * LANES; i++)
    learner->means[i] += learner->weights[i];
  for (int from = 0; from < LANES; from++)
    for (int to = 0; to < LANES; to++)
      learner->move_means[from][to] += learner->moves[from][to];
  learner->averaged++;
}

static void
store (const Learner *learner, ToposModel *model)
{
  const double n = learner->averaged;

  for (gsize i = 0; i < ((gsize) 1 << model->bits) * LANES; i++)
    model->rows[i] = learner->seen[i / LANES] >= learner->seen_at_least
                       ? (int8_t) small ((double) learner->means[i] / n, 127) : 0;
  for (int from = 0; from < model->n_tags; from++)
    for (int to = 0; to < model->n_tags; to++)
      model->moves[from][to] = small (learner->move_means[from][to] / n, 30000);
}

void
crf_learn (const CrfData *data, CrfSettings settings, ToposModel *model)
{
  const gsize rows = (gsize) 1 << model->bits;
  Learner *learner = g_new0 (Learner, 1);
  g_autofree Scratch *scratch = g_new0 (Scratch, 1);
  g_autofree uint32_t *order = g_new (uint32_t, data->runs->len);
  uint64_t state = 20210905;

  learner->shape = model;
  learner->weights = g_new0 (float, rows * LANES);
  learner->slopes = g_new0 (float, rows * LANES);
  learner->means = g_new0 (float, rows * LANES);
  learner->seen = g_new0 (uint8_t, rows);
  learner->decay = settings.decay;
  learner->seen_at_least = settings.seen_at_least;
  count_features (learner, data);
  for (guint i = 0; i < data->runs->len; i++)
    order[i] = i;
  for (int epoch = 0; epoch < settings.epochs; epoch++) {
    learner->rate = settings.rate / (1 + 0.15 * epoch);
    shuffle (order, data->runs->len, &state);
    for (guint i = 0; i < data->runs->len; i++) {
      const CrfRun *run = &g_array_index (data->runs, CrfRun, order[i]);

      if (run->n > MOST_TOKENS)
        continue;
      score (learner, data, run, scratch);
      believe (learner, run, scratch);
      expect (learner, run, scratch);
      learn_rows (learner, data, run, scratch);
      learn_moves (learner, data, run, scratch);
    }
    if (epoch >= settings.epochs / 2)
      keep_weights (learner);
  }
  store (learner, model);
  g_free (learner->weights);
  g_free (learner->slopes);
  g_free (learner->means);
  g_free (learner->seen);
  g_free (learner);
}
