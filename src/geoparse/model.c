/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "geoparse/model.h"

#include <string.h>

#define MAGIC 0x31475454u  /* "TTG1" */

typedef struct {
  uint32_t magic;
  uint32_t n_tags;
  uint32_t bits;
  uint32_t reserved;
} Header;

void
topos_model_init (ToposModel *model, int n_tags, int bits)
{
  memset (model, 0, sizeof *model);
  model->n_tags = n_tags;
  model->bits = bits;
  model->rows = g_new0 (int8_t, ((gsize) 1 << bits) * TOPOS_MODEL_LANES);
}

void
topos_model_clear (ToposModel *model)
{
  g_clear_pointer (&model->rows, g_free);
}

static gsize
model_bytes (const ToposModel *model)
{
  const gsize n = (gsize) model->n_tags;

  return sizeof (Header) + n * n * sizeof (int32_t) + ((gsize) 1 << model->bits) * n;
}

static void
append_number (GByteArray *file, uint32_t number)
{
  const uint32_t little = GUINT32_TO_LE (number);

  g_byte_array_append (file, (const guint8 *) &little, sizeof little);
}

void
topos_model_write (const ToposModel *model, GByteArray *file)
{
  const gsize rows = (gsize) 1 << model->bits;

  append_number (file, MAGIC);
  append_number (file, (uint32_t) model->n_tags);
  append_number (file, (uint32_t) model->bits);
  append_number (file, 0);
  for (int from = 0; from < model->n_tags; from++)
    for (int to = 0; to < model->n_tags; to++)
      append_number (file, (uint32_t) model->moves[from][to]);
  for (gsize row = 0; row < rows; row++)
    for (int tag = 0; tag < model->n_tags; tag++) {
      const guint8 weight = (guint8) model->rows[row * TOPOS_MODEL_LANES + (gsize) tag];

      g_byte_array_append (file, &weight, 1);
    }
}

static uint32_t
number_at (const uint8_t *data)
{
  uint32_t little;

  memcpy (&little, data, sizeof little);
  return GUINT32_FROM_LE (little);
}

gsize
topos_model_read (ToposModel *model, const uint8_t *data, gsize length)
{
  memset (model, 0, sizeof *model);
  if (length < sizeof (Header) || number_at (data) != MAGIC)
    return 0;
  const uint32_t n_tags = number_at (data + 4), bits = number_at (data + 8);
  if (n_tags < 1 || n_tags > TOPOS_MODEL_LANES || bits < 8 || bits > 22)
    return 0;
  topos_model_init (model, (int) n_tags, (int) bits);
  const gsize size = model_bytes (model);
  if (length < size) {
    topos_model_clear (model);
    return 0;
  }
  data += sizeof (Header);
  for (uint32_t from = 0; from < n_tags; from++)
    for (uint32_t to = 0; to < n_tags; to++, data += 4)
      model->moves[from][to] = (int32_t) number_at (data);
  for (gsize row = 0; row < (gsize) 1 << bits; row++, data += n_tags)
    memcpy (model->rows + row * TOPOS_MODEL_LANES, data, n_tags);
  return size;
}

void
topos_model_score (const ToposModel *model, const uint32_t *features, int n, ToposScores scores)
{
  const uint32_t mask = ((uint32_t) 1 << model->bits) - 1;
  int16_t sums[TOPOS_MODEL_LANES] = { 0 };  /* 64 features of at most 127 fit */

  for (int i = 0; i < n; i++)  /* the rows lie far apart: ask for all before adding any */
    __builtin_prefetch (model->rows + (gsize) (features[i] & mask) * TOPOS_MODEL_LANES);
  for (int i = 0; i < n; i++) {
    const int8_t *row = model->rows + (gsize) (features[i] & mask) * TOPOS_MODEL_LANES;

    for (int tag = 0; tag < TOPOS_MODEL_LANES; tag++)
      sums[tag] = (int16_t) (sums[tag] + row[tag]);
  }
  for (int tag = 0; tag < TOPOS_MODEL_LANES; tag++)
    scores[tag] = sums[tag];
}

/* paths[i][tag]: the best score of a way from the run's start to `tag` at `i`, both counted. */
static void
walk_forward (const ToposModel *model, ToposScores *scores, uint32_t n, ToposScores *paths,
              uint8_t (*from_tag)[TOPOS_MODEL_LANES])
{
  for (uint32_t i = 0; i < n; i++)
    for (int to = 0; to < model->n_tags; to++) {
      const bool goes_on = to != 0 && to % 2 == 0;  /* only from its own kind */
      const int end = i == 0 ? 1 : goes_on ? to + 1 : model->n_tags;
      int32_t most = TOPOS_MODEL_NEVER;
      int best = 0;

      for (int from = goes_on ? to - 1 : 0; from < end; from++) {
        const int32_t way = (i == 0 ? 0 : paths[i - 1][from]) + model->moves[from][to];
        if (way > most) {
          most = way;
          best = from;
        }
      }
      paths[i][to] = most + scores[i][to];
      from_tag[i][to] = (uint8_t) best;
    }
}

/* Turns the forward scores into those of the best whole path through every token and tag. */
static void
walk_back (const ToposModel *model, ToposScores *scores, uint32_t n, ToposScores *paths)
{
  ToposScores ahead = { 0 };  /* from the token after, that one counted, to the end */

  for (int tag = 0; tag < model->n_tags; tag++)
    ahead[tag] = model->moves[tag][0];
  for (uint32_t i = n; i-- > 0;) {
    ToposScores before;

    for (int tag = 0; tag < model->n_tags; tag++) {
      paths[i][tag] += ahead[tag];
      ahead[tag] += scores[i][tag];  /* from this token on */
    }
    for (int from = 0; from < model->n_tags; from++) {
      const int on = (from + 1) / 2 * 2;  /* the only tag by which its name goes on */

      before[from] = MAX (TOPOS_MODEL_NEVER, model->moves[from][on] + ahead[on]);
      before[from] = MAX (before[from], model->moves[from][0] + ahead[0]);
      for (int to = 1; to < model->n_tags; to += 2)
        before[from] = MAX (before[from], model->moves[from][to] + ahead[to]);
    }
    memcpy (ahead, before, sizeof ahead);
  }
}

void
topos_model_decode (const ToposModel *model, ToposScores *scores, uint32_t n, uint8_t *tags,
                    ToposScores *best)
{
  g_autofree ToposScores *own = best ? NULL : g_new (ToposScores, n);
  g_autofree uint8_t (*from_tag)[TOPOS_MODEL_LANES] = NULL;
  ToposScores *paths = best ? best : own;
  int32_t most = INT32_MIN;
  uint8_t tag = 0;

  if (n == 0)
    return;
  from_tag = g_malloc (n * sizeof *from_tag);
  walk_forward (model, scores, n, paths, from_tag);
  for (int last = 0; last < model->n_tags; last++)
    if (paths[n - 1][last] + model->moves[last][0] > most) {
      most = paths[n - 1][last] + model->moves[last][0];
      tag = (uint8_t) last;
    }
  for (uint32_t i = n; i-- > 0;) {
    tags[i] = tag;
    tag = from_tag[i][tag];
  }
  if (best != NULL)
    walk_back (model, scores, n, paths);
}
