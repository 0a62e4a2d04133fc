/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/view.h"

static void
mark_clear (gpointer data)
{
  ToposMark *mark = data;

  g_free (mark->id);
  g_free (mark->note);
}

static void
pin_clear (gpointer data)
{
  ToposPin *pin = data;

  g_free (pin->name);
}

GArray *
topos_marks_new (void)
{
  GArray *marks = g_array_new (FALSE, TRUE, sizeof (ToposMark));

  g_array_set_clear_func (marks, mark_clear);
  return marks;
}

GArray *
topos_pins_new (void)
{
  GArray *markers = g_array_new (FALSE, TRUE, sizeof (ToposPin));

  g_array_set_clear_func (markers, pin_clear);
  return markers;
}
