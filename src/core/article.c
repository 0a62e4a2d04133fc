/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/article.h"

#include <string.h>

static const char *const ORIGINS[] = { "none", "user", "manifest", "header", "markup",
                                       "file-name", "dateline", "text" };
static const char *const ZONES[] = { "body", "title", "header", "byline",
                                     "caption", "credit", "furniture" };
static const char *const CERTAINTIES[] = { "unknown", "inferred", "stated" };

const char *
topos_origin_word (ToposOrigin origin)
{
  return ORIGINS[origin];
}

const char *
topos_zone_word (ToposZoneKind kind)
{
  return ZONES[kind];
}

const char *
topos_certainty_word (ToposCertainty certainty)
{
  return CERTAINTIES[certainty];
}

ToposArticle *
topos_article_new (char *body, size_t length)
{
  ToposArticle *article = g_atomic_rc_box_new0 (ToposArticle);

  g_assert (length < UINT32_MAX);
  article->body = body;
  article->length = length;
  article->published.day = TOPOS_DAY_NONE;
  return article;
}

ToposArticle *
topos_article_ref (ToposArticle *article)
{
  return g_atomic_rc_box_acquire (article);
}

static void
article_clear (gpointer data)
{
  ToposArticle *article = data;

  g_free (article->body);
  g_free (article->title.value);
  g_free (article->outlet.value);
  g_free (article->author.value);
  g_free (article->url.value);
  g_free (article->published.why);
  g_free (article->zones);
  g_free (article->source);
  g_free (article->source_hash);
  g_free (article->media_type);
  g_free (article->charset);
}

void
topos_article_unref (ToposArticle *article)
{
  g_atomic_rc_box_release_full (article, article_clear);
}

static bool
is_more_trusted (ToposOrigin offered, ToposOrigin held)
{
  return held == TOPOS_ORIGIN_NONE || offered < held;
}

bool
topos_field_offer (ToposField *field, const char *value, ToposOrigin origin)
{
  g_autofree char *clean = g_strstrip (g_strdup (value ? value : ""));

  if (*clean == '\0' || !is_more_trusted (origin, field->origin))
    return false;
  g_free (field->value);
  field->value = g_steal_pointer (&clean);
  field->origin = origin;
  return true;
}

bool
topos_published_offer (ToposPublished *published, ToposDay day, ToposCertainty certainty,
                       ToposOrigin origin, const char *why)
{
  if (day == TOPOS_DAY_NONE || !is_more_trusted (origin, published->origin))
    return false;
  g_free (published->why);
  *published = (ToposPublished){ day, certainty, origin, g_strdup (why) };
  return true;
}

ToposZoneKind
topos_article_zone_at (const ToposArticle *article, uint32_t at)
{
  size_t low = 0, high = article->n_zones;

  while (low < high) {
    const size_t middle = low + (high - low) / 2;
    const ToposZone *zone = &article->zones[middle];

    if (at < zone->span.start)
      high = middle;
    else if (at >= zone->span.end)
      low = middle + 1;
    else
      return zone->kind;
  }
  return TOPOS_ZONE_BODY;
}
