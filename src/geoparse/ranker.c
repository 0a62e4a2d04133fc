/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "geoparse/ranker.h"

#include <string.h>

char *
topos_ranker_to_text (const ToposRanker *ranker)
{
  GString *text = g_string_new ("topos-resolve 4\n");

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
  if (g_strcmp0 (lines[0], "topos-resolve 4") != 0)
    return false;
  for (guint i = 1; lines[i] != NULL; i++)
    if (lines[i][0] != '\0' && !read_line (ranker, lines[i]))
      return false;
  return true;
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

uint16_t
topos_ranker_confidence (const ToposRanker *ranker, int32_t margin, int way)
{
  return ranker->confidence[margin_step (margin)][way];
}
