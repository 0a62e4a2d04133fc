/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stdbool.h>
#include <stdint.h>

/* True when a word may be letters before figures that mean a time: "FY2014", "W36". */
bool topos_figures_are_code (const char *text, uint32_t length);

/* What `length` bytes of figures with their inner marks and glued letters ("15:30", "5th",
 * "1980s", "12,000", "۱۴۰۰") can be: a set of ToposNumeric, and its value. 0 for no date. */
uint32_t topos_figures_read (const char *text, uint32_t length, int *value);

/* The kinds of a number in words; an ordinal or a count. */
uint32_t topos_figures_of_word (int value, int is_ordinal);
