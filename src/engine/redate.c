/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/redate.h"

#include "library/edit.h"

bool
topos_engine_redate (const ToposEngine *self, ToposLibrary *library, const char *document,
                     ToposDay day, GError **error)
{
  g_autoptr (ToposArticle) article = topos_library_article (library, document, error);

  if (article == NULL)
    return false;
  g_free (article->published.why);
  article->published = (ToposPublished){ .day = TOPOS_DAY_NONE };
  if (day != TOPOS_DAY_NONE)
    topos_published_offer (&article->published, day, TOPOS_CERTAINTY_STATED,
                           TOPOS_ORIGIN_USER, NULL);

  g_autoptr (ToposReading) reading = topos_engine_analyse (self, article, NULL,
                                                           TOPOS_ANALYSE_DATES);

  return topos_library_set_published (library, document, day, reading, error);
}
