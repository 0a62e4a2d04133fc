/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "text/paragraphs.h"

#include "text/words.h"

#include <string.h>

/* A line shorter than this, in characters, was not broken by width. */
#define LEAST_WIDTH 40
#define MOST_WIDTH 100
#define LINES_TO_JUDGE 200

/* The line that begins at `at`: its end, and where the next begins. LF, CRLF, CR, form feed and
 * Unicode's line and paragraph separators end a line. */
static uint32_t
line_end (const char *body, uint32_t at, uint32_t end, uint32_t *next)
{
  for (; at < end; at++) {
    const char c = body[at];

    if ((uint8_t) c >= ' ' && c != '\xE2')
      continue;
    if (c == '\n' || c == '\f' || c == '\r') {
      *next = at + 1 + (c == '\r' && at + 1 < end && body[at + 1] == '\n');
      return at;
    }
    if (c == '\xE2' && at + 2 < end && body[at + 1] == '\x80'
        && (body[at + 2] == '\xA8' || body[at + 2] == '\xA9')) {
      *next = at + 3;
      return at;
    }
  }
  *next = end;
  return end;
}

static uint32_t
past_space (const char *body, uint32_t at, uint32_t end)
{
  while (at < end && (body[at] == ' ' || body[at] == '\t'))
    at++;
  return at;
}

/* True for the characters that end a sentence, in a script that has no small letters to tell
 * that a line goes on. */
static bool
ends_openly (const char *body, uint32_t start, uint32_t end)
{
  const char *last = end > start ? g_utf8_find_prev_char (body + start, body + end) : NULL;
  const gunichar c = last != NULL ? g_utf8_get_char (last) : 0;

  return g_unichar_isalpha (c) && !g_unichar_isupper (c) && !g_unichar_islower (c);
}

/* Text written for a terminal or a letter breaks its lines by width; a single line break in it
 * ends nothing. Told by many lines of like width that go on in small letters. */
static bool
is_hard_wrapped (const char *body, uint32_t length)
{
  int breaks = 0, runs_on = 0, lines = 0;
  uint32_t at = 0;

  while (at < length && lines++ < LINES_TO_JUDGE) {
    uint32_t next;
    const uint32_t end = line_end (body, at, length, &next);
    const uint32_t follows = past_space (body, next, length);

    if (end > at && follows < length && body[follows] != '\n' && body[follows] != '\r'
        && end - at < 4 * MOST_WIDTH) {
      const long width = g_utf8_strlen (body + at, end - at);

      breaks++;
      runs_on += width >= LEAST_WIDTH && width <= MOST_WIDTH
                 && (g_unichar_islower (g_utf8_get_char (body + follows))
                     || ends_openly (body, at, end));
    } else if (end > at) {
      breaks += end - at >= 4 * MOST_WIDTH;
    }
    at = next;
  }
  return breaks >= 2 && runs_on >= 2 && runs_on * 10 >= breaks * 4;
}

/* "- item", "* item", "3. item", "(b) item". */
static bool
begins_item (const char *body, uint32_t at, uint32_t end)
{
  static const char *const BULLETS[] = { "- ", "* ", "• ", "‣ ", "– ", "— ", "· " };
  uint32_t i = at;

  for (size_t j = 0; j < G_N_ELEMENTS (BULLETS); j++)
    if (end - at > strlen (BULLETS[j]) && memcmp (body + at, BULLETS[j], strlen (BULLETS[j])) == 0)
      return true;
  i += i < end && body[i] == '(';
  if (i + 1 < end && g_ascii_isalpha (body[i]) && body[i + 1] == ')')
    return true;
  while (i < end && i - at < 4 && g_ascii_isdigit (body[i]))
    i++;
  return i > at && i + 1 < end && (body[i] == '.' || body[i] == ')') && body[i + 1] == ' ';
}

/* True when the line at `next` goes on with the paragraph of the line before it, in text that is
 * broken by width. */
static bool
goes_on (const char *body, uint32_t start, uint32_t end_of_line, uint32_t next, uint32_t end)
{
  const uint32_t text = past_space (body, next, end);
  const uint32_t indent = past_space (body, start, end_of_line) - start;

  if (text >= end || body[text] == '\n' || body[text] == '\r')
    return false;
  if (text - next >= indent + 2 || begins_item (body, text, end))
    return false;
  return end_of_line - start >= LEAST_WIDTH
         || g_unichar_islower (g_utf8_get_char (body + text));
}

static uint32_t
paragraph_end (const char *body, uint32_t start, uint32_t end, bool wrapped, uint32_t *next)
{
  uint32_t line = start;

  for (;;) {
    const uint32_t stop = line_end (body, line, end, next);

    if (!wrapped || !goes_on (body, line, stop, *next, end))
      return stop;
    line = *next;
  }
}

static void
append_paragraph (ToposReading *reading, ToposSpan span, ToposZoneKind zone)
{
  const uint32_t first_word = reading->words->len;
  ToposParagraph paragraph = { .zone = zone };

  topos_words_append (reading->words, topos_reading_body (reading), span);
  if (reading->words->len == first_word)
    return;
  paragraph.span.start = topos_reading_word (reading, first_word)->span.start;
  paragraph.span.end = topos_reading_word (reading, reading->words->len - 1)->span.end;
  g_array_append_val (reading->paragraphs, paragraph);
}

static void
cut (ToposReading *reading, ToposSpan span, ToposZoneKind zone, bool wrapped)
{
  const char *body = topos_reading_body (reading);
  uint32_t at = span.start;

  while (at < span.end) {
    uint32_t next;
    const uint32_t end = paragraph_end (body, at, span.end, wrapped, &next);

    append_paragraph (reading, (ToposSpan){ at, end }, zone);
    at = next;
  }
}

void
topos_paragraphs_cut (ToposReading *reading)
{
  const ToposArticle *article = reading->article;
  const uint32_t length = (uint32_t) article->length;
  const bool wrapped = is_hard_wrapped (article->body, length);
  uint32_t at = 0;

  for (size_t i = 0; i < article->n_zones; i++) {
    const ToposZone *zone = &article->zones[i];

    cut (reading, (ToposSpan){ at, zone->span.start }, TOPOS_ZONE_BODY, wrapped);
    cut (reading, zone->span, zone->kind, wrapped);
    at = zone->span.end;
  }
  cut (reading, (ToposSpan){ at, length }, TOPOS_ZONE_BODY, wrapped);
}
