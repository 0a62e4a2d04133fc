/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/office.h"

#include "core/error.h"
#include "core/translate.h"
#include "import/html.h"
#include "import/package.h"

#include <string.h>

/* What an element does, by its local name. The names of the two formats do not clash. */
typedef enum { ROLE_NONE, ROLE_PARAGRAPH, ROLE_BREAK, ROLE_TAB, ROLE_LEFT_OUT } Role;

static const struct {
  const char *name;
  Role role;
} ELEMENTS[] = {
  { "p", ROLE_PARAGRAPH },          { "h", ROLE_PARAGRAPH },       { "br", ROLE_BREAK },
  { "cr", ROLE_BREAK },             { "line-break", ROLE_BREAK },  { "tab", ROLE_TAB },
  { "s", ROLE_TAB },                { "annotation", ROLE_LEFT_OUT },
  { "tracked-changes", ROLE_LEFT_OUT }, { "instrText", ROLE_LEFT_OUT },
  { "delText", ROLE_LEFT_OUT },     { "note-citation", ROLE_LEFT_OUT },
  { "pPr", ROLE_LEFT_OUT },         { "rPr", ROLE_LEFT_OUT },      { "Fallback", ROLE_LEFT_OUT },
  { "table-of-content", ROLE_LEFT_OUT },
};

typedef struct {
  ToposBlocks *blocks;
  uint32_t start;       /* of the open paragraph */
  const char *text_in;  /* only this element holds text; NULL: all in paragraphs */
  bool in_paragraph;
} Walk;

static Role
role_of (const char *name)
{
  for (size_t i = 0; i < G_N_ELEMENTS (ELEMENTS); i++)
    if (strcmp (name, ELEMENTS[i].name) == 0)
      return ELEMENTS[i].role;
  return ROLE_NONE;
}

static void
end_paragraph (Walk *walk)
{
  GString *text = walk->blocks->text;
  ToposBlock block = { .span = { walk->start, (uint32_t) text->len } };

  while (block.span.start < block.span.end && g_ascii_isspace (text->str[block.span.start]))
    block.span.start++;
  while (block.span.end > block.span.start && g_ascii_isspace (text->str[block.span.end - 1]))
    block.span.end--;
  if (block.span.end > block.span.start)
    g_array_append_val (walk->blocks->blocks, block);
  walk->start = (uint32_t) text->len;
}

static void
add_text (Walk *walk, xmlNodePtr node)
{
  if (node->content == NULL || !walk->in_paragraph)
    return;
  if (walk->text_in == NULL || strcmp ((const char *) node->parent->name, walk->text_in) == 0)
    g_string_append (walk->blocks->text, (const char *) node->content);
}

/* Recursion goes no deeper than the XML parser lets elements nest: 256. */
static void
walk_element (Walk *walk, xmlNodePtr element)
{
  const Role role = role_of ((const char *) element->name);
  const bool outer = walk->in_paragraph;

  if (role == ROLE_LEFT_OUT)
    return;
  if (role == ROLE_BREAK || role == ROLE_TAB)
    g_string_append_c (walk->blocks->text, role == ROLE_BREAK ? '\n' : ' ');
  if (role == ROLE_PARAGRAPH) {
    end_paragraph (walk);
    walk->in_paragraph = true;
  }
  for (xmlNodePtr child = element->children; child != NULL; child = child->next) {
    if (child->type == XML_ELEMENT_NODE)
      walk_element (walk, child);
    else if (child->type == XML_TEXT_NODE)
      add_text (walk, child);
  }
  if (role == ROLE_PARAGRAPH) {
    end_paragraph (walk);
    walk->in_paragraph = outer;
  }
}

static void
offer_property (ToposField *field, xmlNodePtr root, const char *name)
{
  xmlNodePtr element = root != NULL ? topos_xml_find (root, name) : NULL;
  g_autofree char *value = element != NULL ? topos_element_text (element, 500) : NULL;

  topos_field_offer (field, value, TOPOS_ORIGIN_MARKUP);
}

static ToposArticle *
read_office (GBytes *bytes, const char *name, const char *content, const char *properties,
             const char *text_in, GError **error)
{
  g_autoptr (ToposPackage) package = topos_package_open (bytes, name, error);
  g_autoptr (ToposBlocks) blocks = NULL;
  xmlDocPtr document, meta;
  ToposArticle *article;

  if (package == NULL)
    return NULL;
  document = topos_package_xml (package, content);
  if (document == NULL || xmlDocGetRootElement (document) == NULL) {
    xmlFreeDoc (document);
    g_set_error (error, TOPOS_ERROR, TOPOS_ERROR_INPUT, _ ("“%s” is damaged: its text is missing."),
                 name);
    return NULL;
  }
  blocks = g_new0 (ToposBlocks, 1);
  blocks->text = g_string_new (NULL);
  blocks->blocks = g_array_new (FALSE, TRUE, sizeof (ToposBlock));
  walk_element (&(Walk){ .blocks = blocks, .text_in = text_in }, xmlDocGetRootElement (document));
  article = topos_article_from_blocks (blocks, NULL);
  xmlFreeDoc (document);
  meta = topos_package_xml (package, properties);
  if (meta != NULL) {
    offer_property (&article->title, xmlDocGetRootElement (meta), "title");
    offer_property (&article->author, xmlDocGetRootElement (meta), "creator");
  }
  xmlFreeDoc (meta);
  return article;
}

static bool
is_zip_with (GBytes *bytes, const char *needle, size_t within)
{
  gsize length = 0;
  const char *data = g_bytes_get_data (bytes, &length);

  return length > 30 && memcmp (data, "PK\x03\x04", 4) == 0
         && memmem (data, MIN (length, within), needle, strlen (needle)) != NULL;
}

bool
topos_import_is_docx (GBytes *bytes)
{
  return is_zip_with (bytes, "word/document.xml", SIZE_MAX);
}

ToposArticle *
topos_import_docx (GBytes *bytes, const char *name, GError **error)
{
  return read_office (bytes, name, "word/document.xml", "docProps/core.xml", "t", error);
}

bool
topos_import_is_odt (GBytes *bytes)
{
  return is_zip_with (bytes, "application/vnd.oasis.opendocument.text", 200);
}

ToposArticle *
topos_import_odt (GBytes *bytes, const char *name, GError **error)
{
  return read_office (bytes, name, "content.xml", "meta.xml", NULL, error);
}
