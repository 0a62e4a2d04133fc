/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stretches.h"

#include "figures.h"

#define LONG_US 50000

static struct {
  int64_t begun_us;   /* 0: none has */
  int64_t worked_us;
  GArray *walls, *works;
} counted;

/* Stands in for the loop's own waiting. */
static int
wait_for_news (GPollFD *fds, guint n, int timeout)
{
  if (counted.begun_us != 0) {
    figures_add (counted.walls, g_get_monotonic_time () - counted.begun_us);
    figures_add (counted.works, figures_thread_us () - counted.worked_us);
  }
  const int ready = g_poll (fds, n, timeout);
  counted.begun_us = g_get_monotonic_time ();
  counted.worked_us = figures_thread_us ();
  return ready;
}

void
stretches_count (void)
{
  g_clear_pointer (&counted.walls, g_array_unref);
  g_clear_pointer (&counted.works, g_array_unref);
  counted.walls = figures_new ();
  counted.works = figures_new ();
  counted.begun_us = 0;
  g_main_context_set_poll_func (NULL, wait_for_news);
}

static void
tell (const char *name, GArray *times)
{
  g_print ("%s: %u stretches, median %.1f ms, 95th percentile %.1f ms, longest %.1f ms, %u above 50 ms\n",
           name, times->len, figures_ms (times, 50), figures_ms (times, 95), figures_ms (times, 100),
           figures_above (times, LONG_US));
}

void
stretches_tell (void)
{
  tell ("wall", counted.walls);
  tell ("work", counted.works);
}
