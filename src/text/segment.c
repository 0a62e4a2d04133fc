/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "text/segment.h"

#include "text/language.h"
#include "text/paragraphs.h"
#include "text/sentences.h"

#include <string.h>

/* Less than this is said twice by chance: "Read more", "KABUL". */
#define LEAST_BYTES_TO_REPEAT 25
#define MOST_BYTES_IN_CREDIT 40

/* The paragraph's text without a credit in brackets at its end, as a key: captions stand twice
 * on a saved page, once with "(AP)". NULL when it is too short to count. */
static char *
repeat_key (const char *body, ToposSpan span)
{
  g_autofree char *text = g_strndup (body + span.start, topos_span_length (span));
  char *bracket;

  if (g_str_has_suffix (text, ")") && (bracket = strrchr (text, '(')) != NULL
      && strlen (bracket) < MOST_BYTES_IN_CREDIT)
    *bracket = '\0';
  g_strchomp (text);
  return strlen (text) >= LEAST_BYTES_TO_REPEAT ? g_steal_pointer (&text) : NULL;
}

static void
mark_repeats (ToposReading *reading)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (uint32_t i = 0; i < reading->paragraphs->len; i++) {
    ToposParagraph *paragraph = &g_array_index (reading->paragraphs, ToposParagraph, i);
    char *key = repeat_key (topos_reading_body (reading), paragraph->span);

    paragraph->repeats = key != NULL && !g_hash_table_add (seen, key);
  }
}

ToposReading *
topos_text_read (ToposArticle *article)
{
  ToposReading *reading = topos_reading_new (article);

  topos_language_tell (article->body, article->length, reading->language);
  topos_paragraphs_cut (reading);
  topos_sentences_cut (reading);
  mark_repeats (reading);
  return reading;
}
