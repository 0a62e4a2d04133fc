/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/article.h"

/* What is known about an article before it is opened: a manifest's row, --published. Each fact
 * has its origin; what has none is not known. Always begin with topos_import_hints_init. */
typedef struct {
  ToposField title;
  ToposField outlet;
  ToposField author;
  ToposField url;
  ToposPublished published;
} ToposImportHints;

void topos_import_hints_init (ToposImportHints *hints);
void topos_import_hints_clear (ToposImportHints *hints);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ToposImportHints, topos_import_hints_clear)

/* Files larger than this are refused with a sentence, so that memory stays bounded. */
#define TOPOS_IMPORT_MOST_BYTES (64 * 1024 * 1024)

/* Reads one article. The format is told by the content, not by the name. The body of plain text
 * is the decoded file to the byte, so that offsets hold against the file; other formats give
 * their text as paragraphs with a blank line between. Facts come from `hints` (or NULL), header
 * lines, markup, the file's name and the text itself, each with its origin, the most trusted
 * first; a day that nothing states stays unknown. The same bytes and name give the same article
 * on any day, in any locale. TOPOS_ERROR_INPUT when it cannot be read.
 * Returns: (transfer full). */
ToposArticle *topos_import_file (const char *path, const ToposImportHints *hints,
                                 GError **error);

/* The same for bytes that are in memory; `name` is a file name or URI for the messages and for
 * the date it may hold, or NULL (standard input). */
ToposArticle *topos_import_bytes (GBytes *bytes, const char *name,
                                  const ToposImportHints *hints, GError **error);

/* True when a folder's walk should pick up a file of this name: the ending of a format that can
 * be read, and not hidden. A file that is named by hand needs no such ending. */
bool topos_import_takes_name (const char *name);
