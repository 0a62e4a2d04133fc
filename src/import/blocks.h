/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/article.h"

#include <glib.h>
#include <libxml/tree.h>

/* A page as the blocks of text that a reader sees, in order: paragraphs, headings, list items,
 * cells, captions. Space is collapsed as a browser does; <br> is a line break. */
typedef struct {
  GString *text;    /* of all blocks, one after the other */
  GArray *blocks;   /* ToposBlock */
} ToposBlocks;

typedef struct {
  ToposSpan span;        /* in the text */
  ToposZoneKind kind;    /* as far as markup tells it; h1 is TITLE, other headings BODY */
  bool heading;
  uint32_t link_bytes;   /* how much of it is links */
} ToposBlock;

/* The blocks of the article in the page that `root` is: without navigation, side columns, footers, forms,
 * comments and what else surrounds it, told by elements, roles, names and the density of prose.
 * Works in time linear in the page, however deep its elements nest. Returns: (transfer full). */
ToposBlocks *topos_blocks_of_article (xmlNodePtr root);

/* All blocks below `root`, nothing judged: for the chapters of a book. Returns: (transfer full). */
ToposBlocks *topos_blocks_of_all (xmlNodePtr root);

void topos_blocks_free (ToposBlocks *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ToposBlocks, topos_blocks_free)

/* True when the element's class or id has the word, cut at anything but letters and digits. */
bool topos_element_is_called (xmlNodePtr element, const char *const *words, size_t n);

/* The text below an element, space collapsed, at most `most` bytes. Returns: (transfer full). */
char *topos_element_text (xmlNodePtr element, size_t most);

/* The node after `node` in document order within `root`; NULL at the end. */
xmlNodePtr topos_node_next (xmlNodePtr node, xmlNodePtr root);
