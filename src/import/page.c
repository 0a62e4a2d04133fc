/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/page.h"

#include <glib.h>
#include <libxml/SAX2.h>

/* Pages that leave <font> or <div> open nest deep. Deeper than this the rest is given up: an end that
 * ends nothing is looked for through all open elements. */
#define MOST_OPEN_ELEMENTS 1000

static void
start_element_cb (void *data, const xmlChar *name, const xmlChar **attributes)
{
  htmlParserCtxtPtr context = data;

  if (context->nameNr > MOST_OPEN_ELEMENTS)
    xmlStopParser (context);
  else
    xmlSAX2StartElement (data, name, attributes);
}

void
topos_page_prepare (void)
{
  static gsize prepared;

  if (g_once_init_enter (&prepared)) {
    xmlInitParser ();
    g_once_init_leave (&prepared, 1);
  }
}

htmlDocPtr
topos_page_parse (const char *text, size_t length)
{
  htmlParserCtxtPtr context;
  htmlDocPtr page;

  topos_page_prepare ();
  context = htmlNewParserCtxt ();
  context->options |= XML_PARSE_HUGE;  /* libxml2's own limit is 256 elements */
  context->sax->startElement = start_element_cb;
  page = htmlCtxtReadMemory (context, text, (int) length, NULL, "UTF-8",
                             HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING
                                 | HTML_PARSE_NONET | HTML_PARSE_IGNORE_ENC | HTML_PARSE_COMPACT);
  htmlFreeParserCtxt (context);
  return page;
}
