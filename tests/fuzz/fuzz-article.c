/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Any bytes as a file: read, then looked through for places and dates. What is found must lie in
 * the text, whole characters of it, and in order. */

#include "engine/engine.h"
#include "fuzz.h"
#include "import/import.h"

#include <string.h>

static void
check_span (const ToposArticle *article, ToposSpan span, uint32_t from)
{
  g_assert (span.start >= from && span.start < span.end && span.end <= article->length);
  g_assert ((article->body[span.start] & 0xC0) != 0x80);
  g_assert ((article->body[span.end] & 0xC0) != 0x80);
}

/* Every item of an array begins with its span. They follow each other, or, where one may lie in
 * another, begin so. */
static void
check_spans (const ToposArticle *article, const GArray *items, bool nested)
{
  const guint size = g_array_get_element_size ((GArray *) items);
  uint32_t from = 0;

  for (guint i = 0; i < items->len; i++) {
    ToposSpan span;

    memcpy (&span, items->data + (gsize) i * size, sizeof span);
    check_span (article, span, from);
    from = nested ? span.start : span.end;
  }
}

static void
check_mentions (const ToposReading *reading)
{
  for (guint i = 0; i < reading->mentions->len; i++) {
    const ToposMention *mention = &g_array_index (reading->mentions, ToposMention, i);
    const ToposPassage *passage = topos_reading_passage (reading, mention->passage);

    g_assert (mention->confidence <= 1000);
    g_assert (mention->span.start >= passage->span.start && mention->span.end <= passage->span.end);
    g_assert (mention->first_candidate + mention->n_candidates <= reading->candidates->len);
  }
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  static ToposEngine *engine = NULL;
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  g_autoptr (ToposArticle) article = topos_import_bytes (bytes, "2021-09-05-x", NULL, NULL);

  if (engine == NULL)
    engine = topos_engine_open (topos_data_dir (), NULL);
  g_assert (engine != NULL);
  if (article == NULL)
    return 0;
  g_assert (strlen (article->body) == article->length);
  g_assert (g_utf8_validate (article->body, -1, NULL));
  g_autoptr (ToposReading) reading =
    topos_engine_analyse (engine, article, NULL, TOPOS_ANALYSE_ALL);
  check_spans (article, reading->paragraphs, false);
  check_spans (article, reading->passages, false);
  check_spans (article, reading->words, false);
  check_spans (article, reading->timexes, false);
  check_spans (article, reading->mentions, true);
  check_mentions (reading);
  return 0;
}
