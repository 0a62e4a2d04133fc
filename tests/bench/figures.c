/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "figures.h"

#include <time.h>

static int64_t
clock_us (clockid_t clock)
{
  struct timespec time;

  clock_gettime (clock, &time);
  return (int64_t) time.tv_sec * G_USEC_PER_SEC + time.tv_nsec / 1000;
}

int64_t
figures_thread_us (void)
{
  return clock_us (CLOCK_THREAD_CPUTIME_ID);
}

int64_t
figures_process_us (void)
{
  return clock_us (CLOCK_PROCESS_CPUTIME_ID);
}

GArray *
figures_new (void)
{
  return g_array_new (FALSE, FALSE, sizeof (int64_t));
}

void
figures_add (GArray *times_us, int64_t us)
{
  g_array_append_val (times_us, us);
}

static int
by_length (gconstpointer a, gconstpointer b)
{
  const int64_t x = *(const int64_t *) a, y = *(const int64_t *) b;

  return (x > y) - (x < y);
}

double
figures_ms (GArray *times_us, unsigned int percent)
{
  if (times_us->len == 0)
    return 0;
  g_array_sort (times_us, by_length);
  return (double) g_array_index (times_us, int64_t, (times_us->len - 1) * percent / 100) / 1000;
}

unsigned int
figures_above (const GArray *times_us, int64_t us)
{
  unsigned int n = 0;

  for (guint i = 0; i < times_us->len; i++)
    n += g_array_index (times_us, int64_t, i) > us;
  return n;
}
