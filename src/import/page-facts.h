/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/article.h"

#include <libxml/tree.h>

/* Offers to `article` what a web page says about itself, with origin MARKUP: title, outlet, author,
 * address and day of publication from its <meta>, JSON-LD, <time>, <link> and <title>, the most
 * telling first. Nothing is fetched. */
void topos_page_facts_read (xmlNodePtr root, ToposArticle *article);
