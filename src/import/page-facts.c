/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/page-facts.h"

#include "import/blocks.h"
#include "import/linked-data.h"
#include "import/stated-day.h"
#include "text/fold.h"

#include <libxml/tree.h>
#include <string.h>

#define MOST_BYTES_IN_FACT 1000

typedef enum { FACT_TITLE, FACT_OUTLET, FACT_AUTHOR, FACT_PUBLISHED, FACT_URL, N_FACTS } Fact;

/* <meta> by its name, property or itemprop; of two for one fact the earlier row wins. */
static const struct {
  const char *name;
  Fact fact;
} METAS[] = {
  { "og:title", FACT_TITLE },
  { "twitter:title", FACT_TITLE },
  { "citation_title", FACT_TITLE },
  { "dc.title", FACT_TITLE },
  { "og:site_name", FACT_OUTLET },
  { "citation_journal_title", FACT_OUTLET },
  { "application-name", FACT_OUTLET },
  { "publisher", FACT_OUTLET },
  { "dc.publisher", FACT_OUTLET },
  { "dcterms.publisher", FACT_OUTLET },
  { "apple-mobile-web-app-title", FACT_OUTLET },
  { "author", FACT_AUTHOR },
  { "article:author", FACT_AUTHOR },
  { "byl", FACT_AUTHOR },
  { "citation_author", FACT_AUTHOR },
  { "dc.creator", FACT_AUTHOR },
  { "parsely-author", FACT_AUTHOR },
  { "sailthru.author", FACT_AUTHOR },
  { "article:published_time", FACT_PUBLISHED },
  { "og:article:published_time", FACT_PUBLISHED },
  { "datepublished", FACT_PUBLISHED },
  { "article.published", FACT_PUBLISHED },
  { "published_time", FACT_PUBLISHED },
  { "pubdate", FACT_PUBLISHED },
  { "publishdate", FACT_PUBLISHED },
  { "publish-date", FACT_PUBLISHED },
  { "publish_date", FACT_PUBLISHED },
  { "publication_date", FACT_PUBLISHED },
  { "originalpublicationdate", FACT_PUBLISHED },
  { "parsely-pub-date", FACT_PUBLISHED },
  { "sailthru.date", FACT_PUBLISHED },
  { "citation_publication_date", FACT_PUBLISHED },
  { "dcterms.issued", FACT_PUBLISHED },
  { "dc.date.issued", FACT_PUBLISHED },
  { "dcterms.created", FACT_PUBLISHED },
  { "dc.date.created", FACT_PUBLISHED },
  { "dcterms.date", FACT_PUBLISHED },
  { "dc.date", FACT_PUBLISHED },
  { "date.created", FACT_PUBLISHED },
  { "datecreated", FACT_PUBLISHED },
  { "displaydate", FACT_PUBLISHED },
  { "date", FACT_PUBLISHED },
  { "og:url", FACT_URL },
  { "twitter:url", FACT_URL },
};

/* What a page holds, gathered in one walk. Strings owned. */
typedef struct {
  char *metas[G_N_ELEMENTS (METAS)];
  ToposLinkedData linked;
  char *title;       /* <title> */
  char *headline;    /* the first <h1> */
  char *canonical;   /* <link rel=canonical> */
  char *author;      /* an element that is said to hold it */
  char *marked_time; /* a <time> that is said to be the publication */
  char *first_time;  /* the first <time> with a datetime */
  char *saved_from;  /* the address a browser noted when it saved the page */
} PageFacts;

static void
page_facts_clear (PageFacts *facts)
{
  for (size_t i = 0; i < G_N_ELEMENTS (METAS); i++)
    g_free (facts->metas[i]);
  topos_linked_data_clear (&facts->linked);
  g_free (facts->title);
  g_free (facts->headline);
  g_free (facts->canonical);
  g_free (facts->author);
  g_free (facts->marked_time);
  g_free (facts->first_time);
  g_free (facts->saved_from);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PageFacts, page_facts_clear)

/* Returns: (transfer full) the attribute, or NULL. */
static char *
attribute (xmlNodePtr element, const char *name)
{
  xmlChar *value = xmlGetProp (element, (const xmlChar *) name);
  char *copy = value != NULL ? g_strstrip (g_utf8_make_valid ((char *) value, -1)) : NULL;

  xmlFree (value);
  return copy;
}

static bool
attribute_is (xmlNodePtr element, const char *name, const char *wanted)
{
  g_autofree char *value = attribute (element, name);

  return value != NULL && g_ascii_strcasecmp (value, wanted) == 0;
}

static void
take (char **field, char *value)
{
  if (*field == NULL && value != NULL && *value != '\0' && strlen (value) <= MOST_BYTES_IN_FACT)
    *field = value;
  else
    g_free (value);
}

/* ------------------------------------------------------------------------------ gathering */

static void
gather_meta (PageFacts *facts, xmlNodePtr element)
{
  static const char *const NAMES[] = { "property", "name", "itemprop" };

  for (size_t i = 0; i < G_N_ELEMENTS (NAMES); i++) {
    g_autofree char *name = attribute (element, NAMES[i]);

    for (size_t j = 0; name != NULL && j < G_N_ELEMENTS (METAS); j++)
      if (g_ascii_strcasecmp (name, METAS[j].name) == 0)
        take (&facts->metas[j], attribute (element, "content"));
  }
}

static void
gather_time (PageFacts *facts, xmlNodePtr element)
{
  static const char *const PUBLISHED_WORDS[] = { "published", "publish", "pubdate", "publication",
                                                 "dateline", "posted" };
  const bool marked
      = xmlHasProp (element, (const xmlChar *) "pubdate") != NULL
        || attribute_is (element, "itemprop", "datePublished")
        || topos_element_is_called (element, PUBLISHED_WORDS, G_N_ELEMENTS (PUBLISHED_WORDS));
  char *when = attribute (element, "datetime");

  if (when == NULL && marked)
    when = topos_element_text (element, MOST_BYTES_IN_FACT);
  take (marked ? &facts->marked_time : &facts->first_time, when);
}

static void
gather_script (PageFacts *facts, xmlNodePtr element)
{
  g_autofree char *text = NULL;
  xmlChar *content;

  if (!attribute_is (element, "type", "application/ld+json"))
    return;
  content = xmlNodeGetContent (element);
  text = content != NULL ? g_strdup ((const char *) content) : NULL;
  xmlFree (content);
  if (text != NULL)
    topos_linked_data_read (&facts->linked, text);
}

static void
gather_link (PageFacts *facts, xmlNodePtr element)
{
  if (attribute_is (element, "rel", "canonical"))
    take (&facts->canonical, attribute (element, "href"));
}

static void
gather_title (PageFacts *facts, xmlNodePtr element)
{
  take (&facts->title, topos_element_text (element, MOST_BYTES_IN_FACT));
}

static void
gather_headline (PageFacts *facts, xmlNodePtr element)
{
  take (&facts->headline, topos_element_text (element, MOST_BYTES_IN_FACT));
}

static const struct {
  const char *element;
  void (*gather) (PageFacts *facts, xmlNodePtr element);
} GATHERERS[] = {
  { "meta", gather_meta },     { "time", gather_time }, { "script", gather_script },
  { "link", gather_link },     { "title", gather_title }, { "h1", gather_headline },
};

static void
gather_element (PageFacts *facts, xmlNodePtr element)
{
  for (size_t i = 0; i < G_N_ELEMENTS (GATHERERS); i++)
    if (g_ascii_strcasecmp ((const char *) element->name, GATHERERS[i].element) == 0)
      GATHERERS[i].gather (facts, element);
  if (attribute_is (element, "rel", "author") || attribute_is (element, "itemprop", "author"))
    take (&facts->author, topos_element_text (element, 120));
}

/* "saved from url=(0040)https://..." by Edge and Chrome, "url: https://..." by SingleFile. */
static void
gather_comment (PageFacts *facts, xmlNodePtr comment)
{
  const char *text = comment->content != NULL ? (const char *) comment->content : "";
  const char *at = strstr (text, "saved from url=(");

  if (at != NULL && (at = strchr (at, ')')) != NULL)
    at++;
  else if (strstr (text, "SingleFile") != NULL && (at = strstr (text, "url: ")) != NULL)
    at += strlen ("url: ");
  if (at != NULL && g_str_has_prefix (at, "http"))
    take (&facts->saved_from, g_strndup (at, strcspn (at, " \t\r\n")));
}

static void
gather (PageFacts *facts, xmlNodePtr root)
{
  xmlNodePtr first = root->doc != NULL ? root->doc->children : root;

  for (xmlNodePtr node = first; node != NULL && node != root; node = node->next)
    if (node->type == XML_COMMENT_NODE)
      gather_comment (facts, node);
  for (xmlNodePtr node = root; node != NULL; node = topos_node_next (node, root)) {
    if (node->type == XML_ELEMENT_NODE)
      gather_element (facts, node);
    else if (node->type == XML_COMMENT_NODE)
      gather_comment (facts, node);
  }
}

/* ------------------------------------------------------------------------------- choosing */

/* The best <meta> for the fact, or NULL. */
static const char *
meta_for (const PageFacts *facts, Fact fact)
{
  for (size_t i = 0; i < G_N_ELEMENTS (METAS); i++)
    if (METAS[i].fact == fact && facts->metas[i] != NULL)
      return facts->metas[i];
  return NULL;
}

static bool
says_within (const char *inner, const char *outer)
{
  g_autofree char *a = inner ? topos_fold (inner, -1) : NULL;
  g_autofree char *b = outer ? topos_fold (outer, -1) : NULL;

  return a != NULL && b != NULL && *a != '\0' && strstr (b, a) != NULL;
}

/* "Dam breaks | The Harbour Post" without its outlet. Returns: (transfer full). */
static char *
without_outlet (const char *title, const char *outlet)
{
  static const char *const BARS[] = { " | ", " - ", " – ", " — ", " :: ", " · ", " » " };
  g_autofree char *key = outlet ? topos_fold (outlet, -1) : NULL;

  for (size_t i = 0; i < G_N_ELEMENTS (BARS); i++) {
    const char *bar = g_strrstr (title, BARS[i]);
    g_autofree char *rest = bar != NULL ? topos_fold (bar + strlen (BARS[i]), -1) : NULL;

    if (rest != NULL && bar > title
        && ((key != NULL && strcmp (rest, key) == 0) || strcmp (BARS[i], " | ") == 0))
      return g_strndup (title, (gsize) (bar - title));
  }
  return g_strdup (title);
}

static void
offer_title (ToposArticle *article, const PageFacts *facts, const char *outlet)
{
  const char *meta = meta_for (facts, FACT_TITLE);
  const char *told = meta ? meta : facts->linked.headline ? facts->linked.headline : facts->title;
  g_autofree char *clean = told != NULL ? without_outlet (told, outlet) : NULL;

  /* What stands on the page as its headline is better than what is told to search engines. */
  if (facts->headline != NULL
      && (clean == NULL || says_within (facts->headline, facts->title)
          || says_within (clean, facts->headline) || says_within (facts->headline, clean)))
    topos_field_offer (&article->title, facts->headline, TOPOS_ORIGIN_MARKUP);
  topos_field_offer (&article->title, clean, TOPOS_ORIGIN_MARKUP);
}

static bool
is_address (const char *text)
{
  return g_str_has_prefix (text, "http://") || g_str_has_prefix (text, "https://");
}

static void
offer_author (ToposArticle *article, const PageFacts *facts)
{
  for (size_t i = 0; i < G_N_ELEMENTS (METAS); i++)
    if (METAS[i].fact == FACT_AUTHOR && facts->metas[i] != NULL && !is_address (facts->metas[i]))
      topos_field_offer (&article->author,
                         g_str_has_prefix (facts->metas[i], "By ") ? facts->metas[i] + 3
                                                                   : facts->metas[i],
                         TOPOS_ORIGIN_MARKUP);
  topos_field_offer (&article->author, facts->linked.author, TOPOS_ORIGIN_MARKUP);
  if (facts->author != NULL)
    topos_field_offer (&article->author,
                       g_ascii_strncasecmp (facts->author, "by ", 3) == 0 ? facts->author + 3
                                                                          : facts->author,
                       TOPOS_ORIGIN_MARKUP);
}

static void
offer_day (ToposArticle *article, const char *text, const char *why)
{
  ToposDay day;

  if (text != NULL && topos_stated_day_parse (text, &day))
    topos_published_offer (&article->published, day, TOPOS_CERTAINTY_STATED, TOPOS_ORIGIN_MARKUP,
                           why);
}

static void
offer_published (ToposArticle *article, const PageFacts *facts)
{
  offer_day (article, facts->linked.published, "The page’s linked data (JSON-LD) state this day.");
  for (size_t i = 0; i < G_N_ELEMENTS (METAS); i++)
    if (METAS[i].fact == FACT_PUBLISHED && facts->metas[i] != NULL)
      offer_day (article, facts->metas[i], "The page’s metadata state this day.");
  offer_day (article, facts->marked_time, "The page marks this day as its publication.");
  offer_day (article, facts->first_time, "The first date that the page marks is this day.");
}

static void
offer_address (ToposArticle *article, const PageFacts *facts)
{
  const char *const addresses[] = { facts->canonical, meta_for (facts, FACT_URL), facts->linked.url,
                                    facts->saved_from };

  for (size_t i = 0; i < G_N_ELEMENTS (addresses); i++)
    if (addresses[i] != NULL && is_address (addresses[i]))
      topos_field_offer (&article->url, addresses[i], TOPOS_ORIGIN_MARKUP);
}

/* The host of the page's address, when nothing else names the outlet. */
static void
offer_host (ToposArticle *article)
{
  const char *host = article->url.value != NULL ? strstr (article->url.value, "://") : NULL;
  g_autofree char *name = NULL;

  if (host == NULL)
    return;
  host += strlen ("://");
  if (g_str_has_prefix (host, "www."))
    host += strlen ("www.");
  name = g_strndup (host, strcspn (host, "/:?#"));
  topos_field_offer (&article->outlet, name, TOPOS_ORIGIN_MARKUP);
}

void
topos_page_facts_read (xmlNodePtr root, ToposArticle *article)
{
  g_auto (PageFacts) facts = { 0 };
  const char *outlet;

  gather (&facts, root);
  outlet = meta_for (&facts, FACT_OUTLET);
  if (outlet == NULL)
    outlet = facts.linked.outlet;
  topos_field_offer (&article->outlet, outlet, TOPOS_ORIGIN_MARKUP);
  offer_title (article, &facts, outlet);
  offer_author (article, &facts);
  offer_published (article, &facts);
  offer_address (article, &facts);
  offer_host (article);
}
