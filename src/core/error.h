/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <stdbool.h>

/* The one error domain of Topos. A code names the remedy, not the cause; the message is a
 * sentence for people: what happened, to which file, what to do. */
typedef enum {
  TOPOS_ERROR_INPUT,      /* this file or text cannot be read: mend or leave out the file */
  TOPOS_ERROR_USAGE,      /* the request makes no sense: ask otherwise */
  TOPOS_ERROR_LIBRARY,    /* the library is damaged, or is no library */
  TOPOS_ERROR_NEWER,      /* made by a newer Topos: update */
  TOPOS_ERROR_BUSY,       /* another program holds it: close that, try again */
  TOPOS_ERROR_OUTPUT,     /* cannot be written: free space, or choose another place */
  TOPOS_ERROR_DATA,       /* Topos' own data is missing or damaged: install again */
  TOPOS_ERROR_NETWORK,    /* no answer, or a bad one: go on without */
  TOPOS_ERROR_CANCELLED,  /* the user stopped it: nothing to do */
} ToposErrorCode;

#define TOPOS_ERROR (topos_error_quark ())
GQuark topos_error_quark (void);

/* The end of a loop that keeps its error in `failed`: hands it on to `error`. True when there is
 * none. */
bool topos_error_hand_on (GError **failed, GError **error);
