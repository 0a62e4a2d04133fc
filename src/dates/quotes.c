/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dates/quotes.h"

#include <string.h>

/* A straight mark opens when none is open. */
static const struct {
  const char *mark;
  enum { OPENS, CLOSES, TURNS } does;
} MARKS[] = {
  { "“", OPENS }, { "”", CLOSES }, { "«", OPENS }, { "»", CLOSES }, { "\"", TURNS },
};

bool
topos_dates_is_quoted (const ToposReading *reading, ToposSpan passage, uint32_t at)
{
  const char *body = topos_reading_body (reading);
  bool open = false;

  for (uint32_t i = passage.start; i < at; i++)
    for (size_t k = 0; k < G_N_ELEMENTS (MARKS); k++)
      if (strncmp (body + i, MARKS[k].mark, strlen (MARKS[k].mark)) == 0)
        open = MARKS[k].does == TURNS ? !open : MARKS[k].does == OPENS;
  return open;
}
