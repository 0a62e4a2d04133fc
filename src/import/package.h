/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <libxml/tree.h>

/* The XML and HTML members of a ZIP file that is a document: EPUB, DOCX, ODT. */
typedef struct ToposPackage ToposPackage;

/* Unpacks them into memory. TOPOS_ERROR_INPUT, with `name` in the sentence, when the ZIP is broken or
 * unpacks to more than an article can be. Returns: (transfer full). */
ToposPackage *topos_package_open (GBytes *zip, const char *name, GError **error);
void          topos_package_free (ToposPackage *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ToposPackage, topos_package_free)

/* The member in UTF-8, whatever it was written in: libxml2 takes over bytes that are no UTF-8 as
 * they are. NULL when it is not there or no text. Returns: (transfer full). */
char *topos_package_text (const ToposPackage *self, const char *member, size_t *length);

/* The member parsed as XML, without network, files and entities; NULL when it is not there or
 * not XML. Returns: (transfer full) to xmlFreeDoc. */
xmlDocPtr topos_package_xml (const ToposPackage *self, const char *member);

/* The first element of that local name in document order, or NULL. */
xmlNodePtr topos_xml_find (xmlNodePtr root, const char *name);
