/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "geoparse/model.h"

/* Learns the weights of a ToposModel: a linear-chain conditional random field, by AdaGrad over
 * shuffled runs. No library function whose last digit differs between machines is used, so
 * that the same runs give the same bytes. */

typedef struct {
  uint32_t n;             /* tokens */
  uint32_t first_token;   /* into the learner's tokens */
  float weight;
} CrfRun;

typedef struct {
  uint32_t first_feature;
  uint16_t n_features;
  uint8_t tag;
} CrfToken;

typedef struct {
  GArray *runs;
  GArray *tokens;
  GArray *features;  /* uint32_t */
} CrfData;

void crf_data_init (CrfData *data);
void crf_data_clear (CrfData *data);

typedef struct {
  int epochs;
  double rate;
  double decay;      /* L2 */
  int seen_at_least; /* a feature seen less often is left out */
} CrfSettings;

/* Learns from `data` into `model` (already of the right size). */
void crf_learn (const CrfData *data, CrfSettings settings, ToposModel *model);
