/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/package.h"

#include "core/error.h"
#include "core/translate.h"
#include "import/blocks.h"
#include "import/charset.h"
#include "import/import.h"
#include "import/page.h"

#include <archive.h>
#include <archive_entry.h>
#include <libxml/parser.h>
#include <stdbool.h>
#include <string.h>

#define MOST_MEMBERS 20000

struct ToposPackage {
  GHashTable *members;  /* name: GBytes */
};

static bool
is_wanted (const char *name)
{
  static const char *const ENDINGS[] = { ".xml", ".opf", ".xhtml", ".html", ".htm" };

  for (size_t i = 0; i < G_N_ELEMENTS (ENDINGS); i++)
    if (g_str_has_suffix (name, ENDINGS[i]))
      return true;
  return false;
}

/* Reads one member; false when more than `left` bytes come out of it. What a member's head says of
 * its size is not believed. */
static bool
read_member (struct archive *archive, size_t *left, GByteArray *data)
{
  char block[16384];
  la_ssize_t n;

  while ((n = archive_read_data (archive, block, sizeof block)) > 0) {
    if ((size_t) n > *left)
      return false;
    *left -= (size_t) n;
    g_byte_array_append (data, (const guint8 *) block, (guint) n);
  }
  return true;
}

static bool
read_members (ToposPackage *self, struct archive *archive, const char *name, GError **error)
{
  size_t left = TOPOS_IMPORT_MOST_BYTES;
  struct archive_entry *entry;
  int status;

  for (int n = 0; (status = archive_read_next_header (archive, &entry)) >= ARCHIVE_WARN
                  && status != ARCHIVE_EOF;
       n++) {
    const char *member = archive_entry_pathname (entry);
    g_autoptr (GByteArray) data = NULL;

    if (member == NULL || !is_wanted (member))
      continue;
    data = g_byte_array_new ();
    if (n > MOST_MEMBERS || !read_member (archive, &left, data)) {
      g_set_error (error, TOPOS_ERROR, TOPOS_ERROR_INPUT,
                   _ ("“%s” unpacks to more than %u MB of text; Topos reads no article as large."), name,
                   (unsigned) (TOPOS_IMPORT_MOST_BYTES >> 20));
      return false;
    }
    g_hash_table_insert (self->members, g_strdup (member),
                         g_byte_array_free_to_bytes (g_steal_pointer (&data)));
  }
  if (status == ARCHIVE_EOF || g_hash_table_size (self->members) > 0)
    return true;
  g_set_error (error, TOPOS_ERROR, TOPOS_ERROR_INPUT,
               _ ("“%s” is damaged: it cannot be unpacked."), name);
  return false;
}

ToposPackage *
topos_package_open (GBytes *zip, const char *name, GError **error)
{
  g_autoptr (ToposPackage) self = g_new0 (ToposPackage, 1);
  struct archive *archive = archive_read_new ();
  gsize length = 0;
  const void *data = g_bytes_get_data (zip, &length);
  bool good;

  self->members = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                         (GDestroyNotify) g_bytes_unref);
  archive_read_support_format_zip (archive);
  good = archive_read_open_memory (archive, data, length) == ARCHIVE_OK;
  if (!good)
    g_set_error (error, TOPOS_ERROR, TOPOS_ERROR_INPUT, _ ("“%s” is damaged: it cannot be unpacked."),
                 name);
  good = good && read_members (self, archive, name, error);
  archive_read_free (archive);
  return good ? g_steal_pointer (&self) : NULL;
}

void
topos_package_free (ToposPackage *self)
{
  g_hash_table_unref (self->members);
  g_free (self);
}

char *
topos_package_text (const ToposPackage *self, const char *member, size_t *length)
{
  GBytes *bytes = g_hash_table_lookup (self->members, member);
  g_autofree char *charset = NULL;

  return bytes != NULL ? topos_charset_decode (bytes, member, NULL, length, &charset, NULL) : NULL;
}

xmlDocPtr
topos_package_xml (const ToposPackage *self, const char *member)
{
  size_t length = 0;
  g_autofree char *text = topos_package_text (self, member, &length);

  if (text == NULL)
    return NULL;
  topos_page_prepare ();
  return xmlReadMemory (text, (int) length, NULL, "UTF-8",
                        XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING
                            | XML_PARSE_RECOVER | XML_PARSE_NOCDATA | XML_PARSE_IGNORE_ENC);
}

xmlNodePtr
topos_xml_find (xmlNodePtr root, const char *name)
{
  for (xmlNodePtr node = root; node != NULL; node = topos_node_next (node, root))
    if (node->type == XML_ELEMENT_NODE && strcmp ((const char *) node->name, name) == 0)
      return node;
  return NULL;
}
