/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/plain.h"

#include "import/charset.h"

ToposArticle *
topos_import_plain (GBytes *bytes, const char *name, GError **error)
{
  size_t length = 0;
  g_autofree char *charset = NULL;
  char *body = topos_charset_decode (bytes, name, NULL, &length, &charset, error);
  ToposArticle *article;

  if (body == NULL)
    return NULL;
  article = topos_article_new (body, length);
  article->charset = g_steal_pointer (&charset);
  return article;
}
