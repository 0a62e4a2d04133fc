/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/date.h"

/* The day that a date in metadata states, as written there (no conversion between time zones):
 * ISO 8601 and "20210905", RFC 2822, "5 September 2021", "Sept. 5, 2021, 10:30 a.m. EDT",
 * "Sunday 05 September 2021 16:53 BST", "5.9.2021"; months in several languages; digits of any
 * script. Strict: the whole text must be such a date, and "05/09/2021", which two customs read
 * differently, is none. False, and `day` unset, for anything else. */
bool topos_stated_day_parse (const char *text, ToposDay *day);

/* The day in a file's name or a URL's path ("2021-09-05_kabul.txt", "20210905", "/2021/09/05/"),
 * when it is the only one there. */
bool topos_stated_day_in_name (const char *name, ToposDay *day);
