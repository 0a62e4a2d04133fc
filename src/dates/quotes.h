/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/reading.h"

/* True when quotation marks stand open at the byte `at` of the passage. */
bool topos_dates_is_quoted (const ToposReading *reading, ToposSpan passage, uint32_t at);
