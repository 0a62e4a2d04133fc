/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "texts.h"

const Corpus CORPORA[N_CORPORA] = {
  { "lgl-dev", 1.0f, 1.0f, true, false },
  { "geovirus-dev", 1.0f, 1.0f, false, false },
  { "tudloc", 0.6f, 0.6f, false, false },
  { "re3d", 0.4f, 0, true, true },
  { "gum-places", 0.3f, 0, false, true },
  { "wotr-dev", 0.2f, 0.2f, false, false },
};

static Text *
text_new (GoldText *gold, const ToposGazetteer *gazetteer)
{
  Text *text = g_new0 (Text, 1);

  text->gold = gold;
  topos_names_init (&text->names, gazetteer);
  topos_tokens_init (&text->tokens, gold->reading, NULL, &text->names);
  text->runs = g_array_new (FALSE, FALSE, sizeof (ToposRun));
  topos_runs_append (&text->tokens, text->runs);
  return text;
}

static void
text_free (gpointer data)
{
  Text *text = data;

  gold_text_free (text->gold);
  topos_tokens_clear (&text->tokens);
  topos_names_clear (&text->names);
  g_array_unref (text->runs);
  g_free (text->opinions);
  g_free (text);
}

GPtrArray *
texts_look_at (GPtrArray *golds, const ToposGazetteer *gazetteer)
{
  GPtrArray *texts = g_ptr_array_new_with_free_func (text_free);

  for (guint i = 0; i < golds->len; i++)
    g_ptr_array_add (texts, text_new (golds->pdata[i], gazetteer));
  return texts;
}

void
texts_ask_first (const ToposModel *first, GPtrArray *texts)
{
  for (guint i = 0; i < texts->len; i++) {
    Text *text = texts->pdata[i];
    text->opinions = topos_opinions_new (first, &text->tokens, text->runs);
  }
}

void
texts_fold_by_corpus (GPtrArray *texts)
{
  for (guint i = 0; i < texts->len; i++) {
    GoldText *gold = ((Text *) texts->pdata[i])->gold;
    gold->fold = gold->corpus;
  }
}

uint32_t
text_token_at (const ToposTokens *tokens, uint32_t byte)
{
  uint32_t low = 0, high = tokens->tokens->len;

  while (low < high) {
    const uint32_t middle = low + (high - low) / 2;

    if (topos_token (tokens, middle)->span.start < byte)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

uint8_t *
text_tags (const Text *text)
{
  const uint32_t n = text->tokens.tokens->len;
  uint8_t *tags = g_new0 (uint8_t, n + 1);

  for (guint i = 0; i < text->gold->names->len; i++) {
    const GoldName *name = &g_array_index (text->gold->names, GoldName, i);
    const uint32_t first = text_token_at (&text->tokens, name->span.start);

    for (uint32_t at = first;
         at < n && topos_token (&text->tokens, at)->span.end <= name->span.end; at++)
      tags[at] = name->ignored ? IGNORED_TAG
                               : (uint8_t) (1 + 2 * name->sort + (at > first));
  }
  return tags;
}

void
text_mark_demonyms (const Text *text, uint8_t *tags)
{
  const uint8_t demonym = 1 + 2 * TOPOS_SORT_DEMONYM;
  const bool annotated = CORPORA[text->gold->corpus].demonyms;

  for (uint32_t i = 0; i < text->tokens.tokens->len; i++) {
    const ToposToken *token = topos_token (&text->tokens, i);
    const uint8_t opinion = text->opinions[i].tag;
    const bool thought = opinion == demonym || opinion == demonym + 1;
    const bool only = token->demonym && token->class == TOPOS_NAME_UNKNOWN;

    if (tags[i] == 0 && !annotated && thought && (only || text->opinions[i].sure > 1))
      tags[i] = opinion;
    else if (tags[i] == 1 && (only || (thought && token->demonym) || (thought && !token->class)))
      tags[i] = demonym;
    else if (tags[i] == 2 && i > 0 && (tags[i - 1] == demonym || tags[i - 1] == demonym + 1))
      tags[i] = demonym + 1;
  }
}
