/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/error.h"

G_DEFINE_QUARK (topos-error-quark, topos_error)

bool
topos_error_hand_on (GError **failed, GError **error)
{
  if (*failed == NULL)
    return true;
  g_propagate_error (error, g_steal_pointer (failed));
  return false;
}
