/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libxml/HTMLparser.h>

/* Prepares libxml2, whose first call may not come from two threads at once; from then on does nothing.
 * Before any other use of it. */
void topos_page_prepare (void);

/* A page of HTML in UTF-8 as a tree, however broken; what lies more than 1,000 elements deep is left out,
 * nothing is fetched. NULL when there is nothing in it. Returns: (transfer full) to xmlFreeDoc. */
htmlDocPtr topos_page_parse (const char *text, size_t length);
