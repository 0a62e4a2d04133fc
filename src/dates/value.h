/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "dates/slots.h"

#include <stddef.h>

/* The TIMEX3 values that hang on no calendar: "P2D", "PT30M", "PXW". */
void topos_value_of_duration (const ToposSlots *slots, char *value, size_t size);

/* "XXXX-WXX-1", "P1D". */
void topos_value_of_set (const ToposSlots *slots, char *value, size_t size);

/* What stands behind the day: "TNI", "T14:00", "T08:30Z"; "" when the slots name no time. */
void topos_value_of_time (const ToposSlots *slots, char *value, size_t size);
