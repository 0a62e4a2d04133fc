/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/epub.h"

#include "core/error.h"
#include "core/translate.h"
#include "import/html.h"
#include "import/package.h"
#include "import/page.h"
#include "import/stated-day.h"

#include <string.h>

bool
topos_import_is_epub (GBytes *bytes)
{
  gsize length = 0;
  const char *data = g_bytes_get_data (bytes, &length);

  return length > 60 && memcmp (data, "PK\x03\x04", 4) == 0
         && memmem (data, MIN (length, 200), "application/epub+zip", 20) != NULL;
}

static char *
attribute (xmlNodePtr element, const char *name)
{
  xmlChar *value = element != NULL ? xmlGetProp (element, (const xmlChar *) name) : NULL;
  char *copy = value != NULL ? g_strdup ((const char *) value) : NULL;

  xmlFree (value);
  return copy;
}

/* The name of the package file, as META-INF/container.xml tells it. */
static char *
package_name (const ToposPackage *package)
{
  xmlDocPtr container = topos_package_xml (package, "META-INF/container.xml");
  xmlNodePtr root = container != NULL ? xmlDocGetRootElement (container) : NULL;
  char *name = root != NULL ? attribute (topos_xml_find (root, "rootfile"), "full-path") : NULL;

  xmlFreeDoc (container);
  return name;
}

/* What the manifest lists: id to member, with the package file's folder before it. */
static GHashTable *
manifest_of (xmlNodePtr root, const char *folder)
{
  GHashTable *members = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  for (xmlNodePtr node = root; node != NULL; node = topos_node_next (node, root)) {
    g_autofree char *id = NULL;
    g_autofree char *href = NULL;
    g_autofree char *plain = NULL;

    if (node->type != XML_ELEMENT_NODE || strcmp ((const char *) node->name, "item") != 0)
      continue;
    id = attribute (node, "id");
    href = attribute (node, "href");
    plain = href != NULL ? g_uri_unescape_string (href, NULL) : NULL;
    if (id != NULL && plain != NULL)
      g_hash_table_insert (members, g_steal_pointer (&id),
                           strcmp (folder, ".") == 0 ? g_strdup (plain)
                                                     : g_strconcat (folder, "/", plain, NULL));
  }
  return members;
}

static void
append_chapter (ToposBlocks *book, const ToposPackage *package, const char *member)
{
  size_t length = 0;
  g_autofree char *text = topos_package_text (package, member, &length);
  xmlDocPtr page = text != NULL ? topos_page_parse (text, length) : NULL;
  xmlNodePtr root = page != NULL ? xmlDocGetRootElement (page) : NULL;

  if (root != NULL) {
    g_autoptr (ToposBlocks) blocks = topos_blocks_of_all (root);

    for (guint i = 0; i < blocks->blocks->len; i++) {
      ToposBlock block = g_array_index (blocks->blocks, ToposBlock, i);

      block.span.start += (uint32_t) book->text->len;
      block.span.end += (uint32_t) book->text->len;
      g_array_append_val (book->blocks, block);
    }
    g_string_append_len (book->text, blocks->text->str, (gssize) blocks->text->len);
  }
  xmlFreeDoc (page);
}

/* A chapter is taken once: a spine that names one a million times is no book. */
static void
append_spine (ToposBlocks *book, const ToposPackage *package, xmlNodePtr root, const char *folder)
{
  g_autoptr (GHashTable) manifest = manifest_of (root, folder);

  for (xmlNodePtr node = root; node != NULL; node = topos_node_next (node, root)) {
    g_autofree char *id = NULL;
    const char *member;

    if (node->type != XML_ELEMENT_NODE || strcmp ((const char *) node->name, "itemref") != 0)
      continue;
    id = attribute (node, "idref");
    member = id != NULL ? g_hash_table_lookup (manifest, id) : NULL;
    if (member != NULL)
      append_chapter (book, package, member);
    if (member != NULL)
      g_hash_table_remove (manifest, id);
  }
}

static char *
property (xmlNodePtr root, const char *name)
{
  xmlNodePtr element = topos_xml_find (root, name);

  return element != NULL ? topos_element_text (element, 500) : NULL;
}

static void
offer_facts (ToposArticle *article, xmlNodePtr root)
{
  g_autofree char *title = property (root, "title");
  g_autofree char *author = property (root, "creator");
  g_autofree char *publisher = property (root, "publisher");
  g_autofree char *date = property (root, "date");
  ToposDay day;

  topos_field_offer (&article->title, title, TOPOS_ORIGIN_MARKUP);
  topos_field_offer (&article->author, author, TOPOS_ORIGIN_MARKUP);
  topos_field_offer (&article->outlet, publisher, TOPOS_ORIGIN_MARKUP);
  if (date != NULL && topos_stated_day_parse (date, &day))
    topos_published_offer (&article->published, day, TOPOS_CERTAINTY_STATED, TOPOS_ORIGIN_MARKUP,
                           "The book’s own metadata state this day.");
}

ToposArticle *
topos_import_epub (GBytes *bytes, const char *name, GError **error)
{
  g_autoptr (ToposPackage) package = topos_package_open (bytes, name, error);
  g_autofree char *opf = package != NULL ? package_name (package) : NULL;
  g_autofree char *folder = opf != NULL ? g_path_get_dirname (opf) : NULL;
  g_autoptr (ToposBlocks) book = NULL;
  xmlDocPtr document;
  ToposArticle *article;

  if (package == NULL)
    return NULL;
  document = opf != NULL ? topos_package_xml (package, opf) : NULL;
  if (document == NULL || xmlDocGetRootElement (document) == NULL) {
    xmlFreeDoc (document);
    g_set_error (error, TOPOS_ERROR, TOPOS_ERROR_INPUT,
                 _ ("“%s” is damaged: the book does not say what is in it."), name);
    return NULL;
  }
  book = g_new0 (ToposBlocks, 1);
  book->text = g_string_new (NULL);
  book->blocks = g_array_new (FALSE, TRUE, sizeof (ToposBlock));
  append_spine (book, package, xmlDocGetRootElement (document), folder);
  article = topos_article_from_blocks (book, NULL);
  offer_facts (article, xmlDocGetRootElement (document));
  xmlFreeDoc (document);
  return article;
}
