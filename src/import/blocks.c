/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/blocks.h"

#include <stdint.h>
#include <string.h>

/* How far up an element looks for what it is part of. */
#define MOST_ANCESTORS 12
#define LEAST_BYTES_OF_PROSE 60

typedef enum {
  ELEMENT_INLINE,
  ELEMENT_BLOCK,
  ELEMENT_HEADING,
  ELEMENT_BREAK,
  ELEMENT_DROPPED,  /* never holds an article's text */
} ElementKind;

static const struct {
  const char *name;
  ElementKind kind;
} ELEMENTS[] = {
  { "address", ELEMENT_BLOCK },   { "article", ELEMENT_BLOCK },  { "aside", ELEMENT_DROPPED },
  { "audio", ELEMENT_DROPPED },   { "blockquote", ELEMENT_BLOCK }, { "body", ELEMENT_BLOCK },
  { "br", ELEMENT_BREAK },        { "button", ELEMENT_DROPPED }, { "canvas", ELEMENT_DROPPED },
  { "caption", ELEMENT_BLOCK },   { "center", ELEMENT_BLOCK },   { "dd", ELEMENT_BLOCK },
  { "details", ELEMENT_BLOCK },   { "dialog", ELEMENT_DROPPED }, { "div", ELEMENT_BLOCK },
  { "dl", ELEMENT_BLOCK },        { "dt", ELEMENT_BLOCK },       { "embed", ELEMENT_DROPPED },
  { "fieldset", ELEMENT_DROPPED },{ "figcaption", ELEMENT_BLOCK }, { "figure", ELEMENT_BLOCK },
  { "footer", ELEMENT_DROPPED },  { "form", ELEMENT_DROPPED },   { "h1", ELEMENT_HEADING },
  { "h2", ELEMENT_HEADING },      { "h3", ELEMENT_HEADING },     { "h4", ELEMENT_HEADING },
  { "h5", ELEMENT_HEADING },      { "h6", ELEMENT_HEADING },     { "head", ELEMENT_DROPPED },
  { "header", ELEMENT_BLOCK },    { "hr", ELEMENT_BLOCK },       { "html", ELEMENT_BLOCK },
  { "iframe", ELEMENT_DROPPED },  { "input", ELEMENT_DROPPED },  { "li", ELEMENT_BLOCK },
  { "main", ELEMENT_BLOCK },      { "map", ELEMENT_DROPPED },    { "menu", ELEMENT_DROPPED },
  { "nav", ELEMENT_DROPPED },     { "noscript", ELEMENT_DROPPED },{ "object", ELEMENT_DROPPED },
  { "ol", ELEMENT_BLOCK },        { "option", ELEMENT_DROPPED }, { "p", ELEMENT_BLOCK },
  { "pre", ELEMENT_BLOCK },       { "rp", ELEMENT_DROPPED },     { "rt", ELEMENT_DROPPED },
  { "script", ELEMENT_DROPPED },  { "section", ELEMENT_BLOCK },  { "select", ELEMENT_DROPPED },
  { "style", ELEMENT_DROPPED },   { "summary", ELEMENT_BLOCK },  { "svg", ELEMENT_DROPPED },
  { "table", ELEMENT_BLOCK },     { "tbody", ELEMENT_BLOCK },    { "td", ELEMENT_BLOCK },
  { "template", ELEMENT_DROPPED },{ "textarea", ELEMENT_DROPPED },{ "tfoot", ELEMENT_BLOCK },
  { "th", ELEMENT_BLOCK },        { "thead", ELEMENT_BLOCK },    { "title", ELEMENT_DROPPED },
  { "tr", ELEMENT_BLOCK },        { "ul", ELEMENT_BLOCK },       { "video", ELEMENT_DROPPED },
};

static const char *const DROPPED_ROLES[] = { "navigation", "complementary", "contentinfo", "search",
                                             "form", "dialog", "alertdialog", "menu", "menubar",
                                             "toolbar", "tablist" };

/* Words in a class or id that speak against an element, unless most of the prose is in it. */
static const char *const SURROUNDINGS[] = {
  "ad", "ads", "advert", "advertisement", "banner", "breadcrumb", "breadcrumbs", "comment",
  "comments", "consent", "cookie", "cookies", "disqus", "donate", "editsection", "footer",
  "hidden", "login", "masthead", "menu", "modal", "mostread", "nav", "navbar", "navigation",
  "newsletter", "outbrain", "pagination", "paywall", "popup", "popular", "promo", "promotion",
  "readmore", "recirc", "recommended", "recommendations", "reference", "references", "reflist",
  "related", "rss", "share", "sharing", "sidebar", "signup", "skip", "social", "sponsor",
  "sponsored", "subscribe", "subscription", "taboola", "tags", "taglist", "teaser", "teasers",
  "toolbar", "trending", "widget", "widgets",
};

static const char *const CREDIT_WORDS[] = { "credit", "credits", "copyright", "photographer",
                                            "attribution" };
static const char *const CAPTION_WORDS[] = { "caption", "captions", "figcaption", "cutline" };
static const char *const BYLINE_WORDS[] = { "byline", "author", "authors", "writer" };
static const char *const DATE_WORDS[] = { "dateline", "date", "timestamp", "pubdate", "published" };

/* ---------------------------------------------------------------------------- elements */

static ElementKind
kind_of (xmlNodePtr element)
{
  size_t low = 0, high = G_N_ELEMENTS (ELEMENTS);

  while (low < high) {
    const size_t middle = (low + high) / 2;
    const int order = g_ascii_strcasecmp ((const char *) element->name, ELEMENTS[middle].name);

    if (order == 0)
      return ELEMENTS[middle].kind;
    if (order < 0)
      high = middle;
    else
      low = middle + 1;
  }
  return ELEMENT_INLINE;
}

static bool
is_named (xmlNodePtr node, const char *name)
{
  return node != NULL && node->type == XML_ELEMENT_NODE
         && g_ascii_strcasecmp ((const char *) node->name, name) == 0;
}

static bool
text_has_word (const char *text, const char *const *words, size_t n)
{
  while (*text != '\0') {
    size_t length = 0;

    while (g_ascii_isalnum (text[length]))
      length++;
    for (size_t i = 0; i < n && length > 0; i++)
      if (strlen (words[i]) == length && g_ascii_strncasecmp (text, words[i], length) == 0)
        return true;
    text += length > 0 ? length : 1;
  }
  return false;
}

static bool
attribute_has_word (xmlNodePtr element, const char *attribute, const char *const *words, size_t n)
{
  xmlChar *value = xmlGetProp (element, (const xmlChar *) attribute);
  const bool found = value != NULL && text_has_word ((const char *) value, words, n);

  xmlFree (value);
  return found;
}

bool
topos_element_is_called (xmlNodePtr element, const char *const *words, size_t n)
{
  return attribute_has_word (element, "class", words, n)
         || attribute_has_word (element, "id", words, n);
}

static bool
is_hidden (xmlNodePtr element)
{
  static const char *const TRUE_WORD[] = { "true" };
  xmlChar *style = xmlGetProp (element, (const xmlChar *) "style");
  const bool styled_away = style != NULL && (strstr ((char *) style, "display:none") != NULL
                                             || strstr ((char *) style, "display: none") != NULL);

  xmlFree (style);
  return styled_away || xmlHasProp (element, (const xmlChar *) "hidden") != NULL
         || attribute_has_word (element, "aria-hidden", TRUE_WORD, 1);
}

static bool
is_dropped (xmlNodePtr element)
{
  return kind_of (element) == ELEMENT_DROPPED || is_hidden (element)
         || attribute_has_word (element, "role", DROPPED_ROLES, G_N_ELEMENTS (DROPPED_ROLES));
}

static bool
is_surroundings (xmlNodePtr element)
{
  if (is_named (element, "body") || is_named (element, "html") || is_named (element, "main")
      || is_named (element, "article"))
    return false;
  return topos_element_is_called (element, SURROUNDINGS, G_N_ELEMENTS (SURROUNDINGS));
}

xmlNodePtr
topos_node_next (xmlNodePtr node, xmlNodePtr root)
{
  if (node->type == XML_ELEMENT_NODE && node->children != NULL)
    return node->children;
  while (node != root && node->next == NULL)
    node = node->parent;
  return node == root ? NULL : node->next;
}

/* Who is told of a tree's nodes: `enter` before what lies in a node, false to leave that out;
 * `leave` after it, unless it was left out. */
typedef struct {
  bool (*enter) (xmlNodePtr node, void *data);
  void (*leave) (xmlNodePtr node, void *data);
} Visitor;

/* Goes through the tree without recursion: pages nest as deep as somebody wants them to. */
static void
visit (xmlNodePtr root, Visitor visitor, void *data)
{
  xmlNodePtr node = root;

  for (;;) {
    const bool inside = visitor.enter (node, data);

    if (inside && node->type == XML_ELEMENT_NODE && node->children != NULL) {
      node = node->children;
      continue;
    }
    if (inside)
      visitor.leave (node, data);
    while (node != root && node->next == NULL) {
      node = node->parent;
      visitor.leave (node, data);
    }
    if (node == root)
      return;
    node = node->next;
  }
}

/* ------------------------------------------------------------------------------- blocks */

void
topos_blocks_free (ToposBlocks *self)
{
  g_string_free (self->text, TRUE);
  g_array_unref (self->blocks);
  g_free (self);
}

/* A walk in progress. */
typedef struct {
  ToposBlocks *blocks;
  xmlNodePtr root;
  ToposBlock open;     /* the block that grows at the text's end */
  xmlNodePtr holder;   /* the element it began in */
  bool space;          /* a space is owed before the next letter */
  int links;           /* how many <a> are open */
  bool judge;          /* leave out what surrounds an article */
  uint64_t prose;      /* bytes of prose in the page, for judging */
} Walk;

/* What markup says a block is, from the elements round it. */
static ToposZoneKind
zone_of (xmlNodePtr element, xmlNodePtr root, uint32_t length)
{
  xmlNodePtr at = element;

  for (int i = 0; at != NULL && at->type == XML_ELEMENT_NODE && i < MOST_ANCESTORS; i++) {
    if (is_named (at, "h1"))
      return TOPOS_ZONE_TITLE;
    if (topos_element_is_called (at, CREDIT_WORDS, G_N_ELEMENTS (CREDIT_WORDS)) && length <= 120)
      return TOPOS_ZONE_CREDIT;
    if (is_named (at, "figcaption")
        || topos_element_is_called (at, CAPTION_WORDS, G_N_ELEMENTS (CAPTION_WORDS)))
      return TOPOS_ZONE_CAPTION;
    if (i < 4 && length <= 120
        && topos_element_is_called (at, BYLINE_WORDS, G_N_ELEMENTS (BYLINE_WORDS)))
      return TOPOS_ZONE_BYLINE;
    if (i < 4 && length <= 60
        && (is_named (at, "time")
            || topos_element_is_called (at, DATE_WORDS, G_N_ELEMENTS (DATE_WORDS))))
      return TOPOS_ZONE_HEADER;
    if (at == root)
      break;
    at = at->parent;
  }
  return TOPOS_ZONE_BODY;
}

static void
close_block (Walk *walk)
{
  GString *text = walk->blocks->text;

  walk->space = false;
  while (text->len > walk->open.span.start && g_ascii_isspace (text->str[text->len - 1]))
    g_string_truncate (text, text->len - 1);
  walk->open.span.end = (uint32_t) text->len;
  if (topos_span_length (walk->open.span) > 0) {
    walk->open.kind = zone_of (walk->holder, walk->root, topos_span_length (walk->open.span));
    walk->open.heading = kind_of (walk->holder) == ELEMENT_HEADING;
    g_array_append_val (walk->blocks->blocks, walk->open);
  }
  walk->open = (ToposBlock){ .span = { (uint32_t) text->len, (uint32_t) text->len } };
}

static void
begin_block (Walk *walk, xmlNodePtr holder)
{
  close_block (walk);
  walk->holder = holder;
}

static bool
is_invisible (const char *at)
{
  /* Soft hyphen, zero width space, word joiner, byte order mark. */
  return memcmp (at, "\xC2\xAD", 2) == 0 || memcmp (at, "\xE2\x80\x8B", 3) == 0
         || memcmp (at, "\xE2\x81\xA0", 3) == 0 || memcmp (at, "\xEF\xBB\xBF", 3) == 0;
}

static void
add_text (Walk *walk, const char *content, bool keep_lines)
{
  GString *text = walk->blocks->text;

  while (*content != '\0') {
    const size_t length = (size_t) (g_utf8_next_char (content) - content);

    if (g_ascii_isspace (*content)) {
      if (keep_lines && *content == '\n' && text->len > walk->open.span.start)
        g_string_append_c (text, '\n');
      else
        walk->space = text->len > walk->open.span.start;
    } else if (length == 1 || !is_invisible (content)) {
      if (walk->space && text->len > 0 && text->str[text->len - 1] != '\n')
        g_string_append_c (text, ' ');
      walk->space = false;
      g_string_append_len (text, content, (gssize) length);
      if (walk->links > 0)
        walk->open.link_bytes += (uint32_t) length;
    }
    content += length;
  }
}

static void
add_break (Walk *walk)
{
  GString *text = walk->blocks->text;

  walk->space = false;
  if (text->len > walk->open.span.start)
    g_string_append_c (text, '\n');
}

/* The prose below an element, as count_prose found it. */
static uint64_t
prose_in (xmlNodePtr element)
{
  return (uint64_t) (uintptr_t) element->_private;
}

/* True when a headline is near the start of what lies in `element`. */
static bool
begins_with_headline (xmlNodePtr element)
{
  xmlNodePtr node = element;

  for (int i = 0; node != NULL && i < 200; i++, node = topos_node_next (node, element))
    if (is_named (node, "h1"))
      return true;
  return false;
}

static bool
is_left_out (const Walk *walk, xmlNodePtr element)
{
  if (element == walk->root)
    return false;
  if (is_dropped (element))
    return true;
  if (!walk->judge)
    return false;
  if (is_named (element, "header") && prose_in (element) == 0)
    return !begins_with_headline (element);
  return is_surroundings (element) && prose_in (element) * 2 < walk->prose;
}

static bool
is_block (xmlNodePtr element)
{
  const ElementKind kind = kind_of (element);

  return kind == ELEMENT_BLOCK || kind == ELEMENT_HEADING;
}

static bool
enter (xmlNodePtr node, void *data)
{
  Walk *walk = data;

  if ((node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE)
      && node->content != NULL)
    add_text (walk, (const char *) node->content, is_named (node->parent, "pre"));
  if (node->type != XML_ELEMENT_NODE)
    return true;
  if (is_left_out (walk, node))
    return false;
  if (kind_of (node) == ELEMENT_BREAK)
    add_break (walk);
  if (is_block (node))
    begin_block (walk, node);
  walk->links += is_named (node, "a");
  return true;
}

static void
leave (xmlNodePtr node, void *data)
{
  Walk *walk = data;

  if (node->type != XML_ELEMENT_NODE)
    return;
  walk->links -= is_named (node, "a");
  if (is_block (node))
    begin_block (walk, node->parent);
}

static ToposBlocks *
walk_blocks (xmlNodePtr root, bool judge, uint64_t prose)
{
  Walk walk = { .blocks = g_new0 (ToposBlocks, 1), .root = root, .holder = root, .judge = judge,
                .prose = prose };

  walk.blocks->text = g_string_new (NULL);
  walk.blocks->blocks = g_array_new (FALSE, TRUE, sizeof (ToposBlock));
  visit (root, (Visitor){ enter, leave }, &walk);
  walk.holder = root;
  close_block (&walk);
  return walk.blocks;
}

ToposBlocks *
topos_blocks_of_all (xmlNodePtr root)
{
  return walk_blocks (root, false, 0);
}

/* ------------------------------------------------------------------------------ judging */

static uint64_t
text_length (xmlNodePtr node)
{
  uint64_t letters = 0;

  for (const xmlChar *at = node->content; at != NULL && *at != '\0'; at++)
    letters += !g_ascii_isspace (*at);
  return letters;
}

static void
add_prose (xmlNodePtr node, uint64_t bytes)
{
  node->_private = (void *) (uintptr_t) (prose_in (node) + bytes);
}

static bool
enter_to_count (xmlNodePtr node, void *data)
{
  int *links = data;

  if (node->type == XML_TEXT_NODE && *links == 0 && node->parent != NULL)
    add_prose (node->parent, text_length (node));
  if (node->type != XML_ELEMENT_NODE)
    return true;
  node->_private = NULL;
  if (is_dropped (node))
    return false;
  *links += is_named (node, "a");
  return true;
}

/* An inline element passes on all its text, a block only what is long enough to be prose. */
static void
leave_counted (xmlNodePtr node, void *data)
{
  int *links = data;

  if (node->type != XML_ELEMENT_NODE)
    return;
  *links -= is_named (node, "a");
  if (node->parent != NULL && node->parent->type == XML_ELEMENT_NODE
      && (!is_block (node) || prose_in (node) >= LEAST_BYTES_OF_PROSE))
    add_prose (node->parent, prose_in (node));
}

/* Sets on each element how many bytes of prose lie in it: text outside links, in blocks that
 * have enough of it. Returns the whole page's. */
static uint64_t
count_prose (xmlNodePtr root)
{
  int links = 0;

  visit (root, (Visitor){ enter_to_count, leave_counted }, &links);
  return prose_in (root);
}

/* Down from the root as long as one child holds nearly all the prose; an <article> or <main> on
 * the way is better than what is deeper, because captions and headline are in it too. */
static xmlNodePtr
article_root (xmlNodePtr root, uint64_t prose)
{
  static const char *const BODY_WORD[] = { "articleBody" };
  xmlNodePtr at = root, semantic = NULL;

  for (;;) {
    xmlNodePtr heaviest = NULL;

    for (xmlNodePtr child = at->children; child != NULL; child = child->next)
      if (child->type == XML_ELEMENT_NODE && !is_dropped (child)
          && is_block (child) && prose_in (child) * 100 >= prose * 80)
        heaviest = child;
    if (heaviest == NULL || is_named (heaviest, "p"))
      break;
    at = heaviest;
    if (is_named (at, "article") || (is_named (at, "main") && semantic == NULL)
        || (semantic == NULL && attribute_has_word (at, "itemprop", BODY_WORD, 1)))
      semantic = at;
  }
  return semantic != NULL ? semantic : at;
}

/* A heading with nothing below it, and a line that is all links, led elsewhere. */
static void
drop_link_lists (ToposBlocks *self)
{
  g_autoptr (GArray) kept = g_array_new (FALSE, TRUE, sizeof (ToposBlock));

  for (unsigned i = 0; i < self->blocks->len; i++) {
    const ToposBlock *block = &g_array_index (self->blocks, ToposBlock, i);
    const uint32_t length = topos_span_length (block->span);

    if (block->kind == TOPOS_ZONE_BODY && block->link_bytes * 10 > length * 8)
      continue;
    g_array_append_val (kept, *block);
  }
  while (kept->len > 1 && g_array_index (kept, ToposBlock, kept->len - 1).heading)
    g_array_set_size (kept, kept->len - 1);
  g_array_unref (self->blocks);
  self->blocks = g_steal_pointer (&kept);
}

ToposBlocks *
topos_blocks_of_article (xmlNodePtr root)
{
  xmlNodePtr article;
  ToposBlocks *blocks;
  uint64_t prose;

  prose = count_prose (root);
  if (prose == 0)
    return topos_blocks_of_all (root);
  article = article_root (root, prose);
  blocks = walk_blocks (article, true, prose_in (article));
  drop_link_lists (blocks);
  return blocks;
}

char *
topos_element_text (xmlNodePtr element, size_t most)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (xmlNodePtr node = element; node != NULL && text->len < most;
       node = topos_node_next (node, element))
    if (node->type == XML_TEXT_NODE && node->content != NULL)
      for (const xmlChar *at = node->content; *at != '\0' && text->len < most; at++) {
        if (!g_ascii_isspace (*at))
          g_string_append_c (text, (char) *at);
        else if (text->len > 0 && text->str[text->len - 1] != ' ')
          g_string_append_c (text, ' ');
      }
  return g_strstrip (g_utf8_make_valid (text->str, (gssize) text->len));
}
