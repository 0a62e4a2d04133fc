/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/filter.h"

/* Words for exports: always English, whatever the session's language, so that the same library
 * gives the same bytes everywhere. All return: (transfer full). */

/* "5 September 2021"; "" for no day or an open end. */
char *topos_export_day (ToposDay day);

/* "5 September 2021", "3 to 6 September 2021", "since 15 August 2021"; "" for none. */
char *topos_export_days (ToposDateSpan days);

/* "1 passage", "4 passages", "1,204 passages". */
char *topos_export_count (int n, const char *one, const char *many);

/* What a filter lets through: "3 to 6 September 2021, in The Independent"; "everything". `place` is
 * the name of the filter's place, or NULL. */
char *topos_export_filter (const ToposFilter *filter, const char *place);
