/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/furniture.h"

#include "text/fold.h"

#include <string.h>

#define MOST_BYTES_IN_FURNITURE 60
#define MOST_BYTES_IN_CREDIT 120
#define MOST_BYTES_IN_CAPTION 400
#define LEAST_BYTES_TO_REPEAT 25

/* Whole lines, as keys (text/fold.h), in alphabetical order within a language. */
static const char *const FURNITURE[] = {
  "about us", "accept all", "accept cookies", "ad feedback", "add a comment", "advertisement",
  "advertising", "also read", "back to top", "bookmark", "bottom of page", "comment", "comments",
  "contact us", "continue reading", "copy link", "download the app", "editors picks", "email",
  "email this", "facebook", "follow us", "follow us on twitter", "get the app", "home",
  "keep reading", "leave a comment", "leave a reply", "link copied", "listen", "listen now",
  "listen to this article", "load more", "loading", "log in", "login", "menu", "more from",
  "more news", "more on this story", "more stories", "more to explore", "most popular",
  "most read", "most viewed", "newsletter", "newsletters", "next", "next article",
  "next story", "play", "play video", "popular", "post a comment", "previous",
  "previous article", "print", "print this article", "privacy policy", "read also",
  "read full story", "read more", "read next", "read the full story", "recommended",
  "recommended for you", "register", "related", "related articles", "related content",
  "related news", "related stories", "related topics", "reuse this content", "save",
  "save article", "search", "see also", "see more", "share", "share on facebook",
  "share on twitter", "share on whatsapp", "share this", "share this article",
  "share this page", "share this story", "show comments", "show more", "sign in", "sign up",
  "skip advertisement", "skip to content", "skip to main content", "sponsored",
  "sponsored content", "story continues below", "story continues below advertisement",
  "subscribe", "subscribe now", "support us", "tags", "terms of use", "top of page",
  "top stories", "topics", "trending", "trending now", "tweet", "twitter", "video", "view all",
  "view comments", "view more", "watch", "watch live", "watch more", "watch now", "whatsapp",
  "whats hot", "whats new", "whats next", "you may also like", "you might also like",
  "artikel drucken", "artikel teilen", "kommentare", "lesen sie auch", "mehr zum thema",
  "nach oben", "startseite", "teilen", "weiterlesen", "zur startseite",
  "a lire aussi", "commentaires", "haut de page", "lire aussi", "lire la suite", "partager",
  "sur le meme sujet", "comentarios", "compartir", "leer mas", "lea tambien", "mas informacion",
  "te puede interesar", "leia mais", "leia tambem", "compartilhar",
  "devamini oku", "ilgili haberler", "paylas",
  "комментарии", "поделиться", "читать далее", "читаите также", "اقرأ أيضا", "مشاركة",
};

/* "Read more: Floods reach the delta" and the like: a link to something else. */
static const char *const FURNITURE_BEFORE_COLON[] = {
  "read more", "read also", "also read", "read next", "related", "see also", "watch", "listen",
  "more", "don t miss", "dont miss", "recommended", "opinion", "explainer", "mehr zum thema",
  "lesen sie auch", "lire aussi", "a lire aussi", "lea tambien", "leer mas", "leia tambem",
  "читаите также",
};

/* Words that make a bracket at a line's end, or a line of its own, a credit. */
static const char *const AGENCIES[] = {
  "afp", "ap", "reuters", "getty", "epa", "efe", "dpa", "pti", "tass", "anadolu", "xinhua", "ani",
  "upi", "ansa", "kyodo", "shutterstock", "flickr", "wikimedia", "istock", "alamy", "bloomberg",
  "photo", "photos", "photograph", "image", "images", "picture", "file", "courtesy", "credit",
  "handout", "screengrab", "screenshot", "foto", "supplied", "фото",
};

static const char *const CREDIT_PHRASES[] = {
  "getty images", "via getty", "afp via", "via reuters", "via ap", "ap photo", "afp photo",
  "photo credit", "image credit", "picture credit", "picture alliance", "all rights reserved",
};

static const char *const CREDIT_BEFORE_COLON[] = {
  "photo", "photos", "photograph", "photographs", "photographer", "image", "images", "picture",
  "pictures", "credit", "credits", "photo by", "image by", "photo credit", "image credit",
  "image source", "image copyright", "foto", "fotos", "bild", "quelle", "credit photo",
  "фото", "copyright",
};

static const char *const CAPTION_BEFORE_COLON[] = {
  "file photo", "file", "file image", "file picture", "image caption", "caption", "pictured",
  "photo caption", "archivbild", "bildunterschrift",
};

static bool
is_in (const char *key, const char *const *list, size_t n)
{
  for (size_t i = 0; i < n; i++)
    if (strcmp (key, list[i]) == 0)
      return true;
  return false;
}

/* True when `word` stands in `key` between spaces or the ends. */
static bool
has_word (const char *key, const char *word)
{
  const size_t length = strlen (word);

  for (const char *at = strstr (key, word); at != NULL; at = strstr (at + 1, word))
    if ((at == key || at[-1] == ' ') && (at[length] == ' ' || at[length] == '\0'))
      return true;
  return false;
}

static bool
has_word_of (const char *key, const char *const *list, size_t n)
{
  for (size_t i = 0; i < n; i++)
    if (has_word (key, list[i]))
      return true;
  return false;
}

/* The key of what stands before the first colon (or "FILE -"), or NULL. */
static char *
key_before_colon (const char *text)
{
  const size_t length = strcspn (text, ":");
  const size_t bytes = length + strlen (text + length);

  if (text[length] == ':' && length <= MOST_BYTES_IN_FURNITURE)
    return topos_fold (text, (gssize) length);
  for (size_t i = 4; i < MIN (12, bytes); i++)
    if (text[i] == ' ' && (text[i + 1] == '-' || g_str_has_prefix (text + i + 1, "–")
                           || g_str_has_prefix (text + i + 1, "—")))
      return topos_fold (text, (gssize) i);
  return NULL;
}

static bool
ends_sentence (const char *text)
{
  static const char *const ENDS[] = { ".", "!", "?", ".”", ".\"", "?”", "!”", "。", "।", "؟", "۔" };

  for (size_t i = 0; i < G_N_ELEMENTS (ENDS); i++)
    if (g_str_has_suffix (text, ENDS[i]))
      return true;
  return false;
}

/* Where the bracket that ends `text` begins, when it is a credit: "(AFP Photo)", "[AP]".
 * Else the length. */
static size_t
credit_start (const char *text)
{
  const size_t length = strlen (text);
  const char *open;

  if (length < 4 || (text[length - 1] != ')' && text[length - 1] != ']'))
    return length;
  open = strrchr (text, text[length - 1] == ')' ? '(' : '[');
  if (open == NULL || strlen (open) > MOST_BYTES_IN_FURNITURE)
    return length;

  g_autofree char *key = topos_fold (open, -1);

  return has_word_of (key, AGENCIES, G_N_ELEMENTS (AGENCIES)) ? (size_t) (open - text) : length;
}

/* "AHMED KHAN/AFP", "Reuters / Jane Doe": a slash next to an agency. */
static bool
has_agency_slash (const char *text, const char *key)
{
  return strchr (text, '/') != NULL && strstr (text, "//") == NULL
         && has_word_of (key, AGENCIES, G_N_ELEMENTS (AGENCIES));
}

static bool
is_credit (const char *text, const char *key)
{
  g_autofree char *before = key_before_colon (text);

  if (strlen (text) > MOST_BYTES_IN_CREDIT || ends_sentence (text))
    return false;
  if (before != NULL && is_in (before, CREDIT_BEFORE_COLON, G_N_ELEMENTS (CREDIT_BEFORE_COLON)))
    return true;
  for (size_t i = 0; i < G_N_ELEMENTS (CREDIT_PHRASES); i++)
    if (has_word (key, CREDIT_PHRASES[i]))
      return true;
  return g_str_has_prefix (text, "©") || g_str_has_prefix (key, "photo by ")
         || g_str_has_prefix (key, "photograph by ") || has_agency_slash (text, key);
}

static bool
is_furniture (const char *text, const char *key)
{
  g_autofree char *before = key_before_colon (text);

  if (strlen (text) <= MOST_BYTES_IN_FURNITURE
      && is_in (key, FURNITURE, G_N_ELEMENTS (FURNITURE)))
    return true;
  return before != NULL && strlen (text) <= 200
         && is_in (before, FURNITURE_BEFORE_COLON, G_N_ELEMENTS (FURNITURE_BEFORE_COLON));
}

static void
mark_by_words (ToposLine *line, const char *text, bool last)
{
  const size_t length = strlen (text);
  g_autofree char *key = NULL;
  g_autofree char *before = NULL;
  size_t credit;

  if (length > 4 * MOST_BYTES_IN_CAPTION)
    return;
  key = topos_fold (text, -1);
  before = key_before_colon (text);
  credit = credit_start (text);
  if (is_furniture (text, key)) {
    topos_line_settle (line, TOPOS_ZONE_FURNITURE);
  } else if (credit == 0 || (credit == length && is_credit (text, key))) {
    topos_line_settle (line, TOPOS_ZONE_CREDIT);
  } else if (credit < length) {
    line->part = (ToposSpan){ line->span.start + (uint32_t) credit, line->span.end };
    line->part_kind = TOPOS_ZONE_CREDIT;
    if (length <= MOST_BYTES_IN_CAPTION && !last)
      topos_line_settle (line, TOPOS_ZONE_CAPTION);
  } else if (before != NULL && length <= MOST_BYTES_IN_CAPTION
             && is_in (before, CAPTION_BEFORE_COLON, G_N_ELEMENTS (CAPTION_BEFORE_COLON))) {
    topos_line_settle (line, TOPOS_ZONE_CAPTION);
  }
}

/* What a line says without its credit. */
static ToposSpan
said (const ToposLine *line)
{
  ToposSpan span = line->span;

  if (topos_span_length (line->part) > 0)
    span.end = line->part.start;
  return span;
}

static bool
say_the_same (const char *body, const ToposLine *a, const ToposLine *b)
{
  const ToposSpan first = said (a), second = said (b);
  const uint32_t length = MIN (topos_span_length (first), topos_span_length (second));
  const uint32_t longer = MAX (topos_span_length (first), topos_span_length (second));

  return length >= LEAST_BYTES_TO_REPEAT && longer - length <= 1
         && memcmp (body + first.start, body + second.start, length) == 0;
}

/* A caption stands above its credit, or twice (its description and itself). */
static void
mark_by_neighbours (const char *body, GArray *lines, unsigned i)
{
  ToposLine *line = topos_line (lines, i);
  ToposLine *next = topos_line (lines, i + 1);
  const bool short_enough = topos_span_length (line->span) <= MOST_BYTES_IN_CAPTION;

  if (i > 0 && short_enough && next->kind != TOPOS_ZONE_FURNITURE
      && say_the_same (body, line, next)) {
    topos_line_settle (line, TOPOS_ZONE_CAPTION);
    topos_line_settle (next, TOPOS_ZONE_CAPTION);
  }
  if (i > 0 && !line->settled && short_enough && next->kind == TOPOS_ZONE_CREDIT
      && !next->blank_before) {
    g_autofree char *text = topos_line_text (line, body);

    if (line->blank_before || !ends_sentence (text))
      topos_line_settle (line, TOPOS_ZONE_CAPTION);
  }
}

void
topos_furniture_mark (const char *body, GArray *lines)
{
  for (unsigned i = 0; i < lines->len; i++) {
    ToposLine *line = topos_line (lines, i);

    if (!line->settled && topos_span_length (line->span) <= 4 * MOST_BYTES_IN_CAPTION) {
      g_autofree char *text = topos_line_text (line, body);

      mark_by_words (line, text, i + 1 == lines->len);
    }
  }
  for (unsigned i = 0; i + 1 < lines->len; i++)
    mark_by_neighbours (body, lines, i);
}
