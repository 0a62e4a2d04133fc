/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/reading.h"

static const char *const TYPES[] = { "DATE", "TIME", "DURATION", "SET" };
static const char *const SENSES[] = { "literal", "metonymic", "embedded" };
static const char *const STANDINGS[] = { "placed", "ambiguous", "approximate", "unplaced",
                                         "rejected" };
static const char *const PHRASE_KINDS[] = { "extent", "nominal", "coordinates" };
static const char *const DAYS_ORIGINS[] = { "own", "before", "paragraph", "publication" };

const char *
topos_timex_type_word (ToposTimexType type)
{
  return TYPES[type];
}

const char *
topos_sense_word (ToposSense sense)
{
  return SENSES[sense];
}

const char *
topos_standing_word (ToposStanding standing)
{
  return STANDINGS[standing];
}

const char *
topos_days_origin_word (ToposDaysOrigin origin)
{
  return DAYS_ORIGINS[origin];
}

const char *
topos_phrase_kind_word (ToposPhraseKind kind)
{
  return PHRASE_KINDS[kind];
}

ToposReading *
topos_reading_new (ToposArticle *article)
{
  ToposReading *reading = g_new0 (ToposReading, 1);

  reading->article = topos_article_ref (article);
  reading->published = article->published;
  reading->published.why = g_strdup (article->published.why);
  reading->paragraphs = g_array_new (FALSE, FALSE, sizeof (ToposParagraph));
  reading->passages = g_array_new (FALSE, FALSE, sizeof (ToposPassage));
  reading->words = g_array_new (FALSE, FALSE, sizeof (ToposWord));
  reading->timexes = g_array_new (FALSE, FALSE, sizeof (ToposTimex));
  reading->passage_days = g_array_new (FALSE, FALSE, sizeof (ToposPassageDays));
  reading->mentions = g_array_new (FALSE, FALSE, sizeof (ToposMention));
  reading->candidates = g_array_new (FALSE, FALSE, sizeof (ToposCandidate));
  reading->reasons = g_array_new (FALSE, FALSE, sizeof (ToposReason));
  reading->phrases = g_array_new (FALSE, FALSE, sizeof (ToposPhrase));
  return reading;
}

void
topos_reading_free (ToposReading *reading)
{
  topos_article_unref (reading->article);
  g_free (reading->published.why);
  g_array_unref (reading->paragraphs);
  g_array_unref (reading->passages);
  g_array_unref (reading->words);
  g_array_unref (reading->timexes);
  g_array_unref (reading->passage_days);
  g_array_unref (reading->mentions);
  g_array_unref (reading->candidates);
  g_array_unref (reading->reasons);
  g_array_unref (reading->phrases);
  g_free (reading);
}

uint32_t
topos_reading_passage_at (const ToposReading *reading, uint32_t at)
{
  uint32_t low = 0, high = reading->passages->len;

  while (low < high) {
    const uint32_t middle = low + (high - low) / 2;

    if (topos_reading_passage (reading, middle)->span.start <= at)
      low = middle + 1;
    else
      high = middle;
  }
  return low > 0 ? low - 1 : 0;
}
