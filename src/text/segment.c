/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "text/segment.h"

#include "text/words.h"

#include <string.h>

/* A passage is cut at the next word once it has grown to this, whatever it says: text without
 * a full stop must not become one passage of a hundred megabytes. */
#define MOST_WORDS_IN_PASSAGE 400

/* --------------------------------------------------------------------------- paragraphs */

/* Text written for a terminal or a letter breaks its lines by width; a single line break in it
 * ends nothing. Told by many lines of like width that go on in lower case. */
static bool
is_hard_wrapped (const char *body, size_t length)
{
  int breaks = 0, runs_on = 0;
  const char *line = body, *end = body + length;

  while (line < end && breaks < 200) {
    const char *stop = memchr (line, '\n', (size_t) (end - line));
    const char *next;

    if (stop == NULL || stop + 1 >= end)
      break;
    next = stop + 1;
    if (*next != '\n' && *next != '\r' && stop > line) {
      breaks++;
      runs_on += stop - line >= 40 && stop - line <= 100 && g_ascii_islower (*next);
    }
    line = next;
  }
  return breaks >= 4 && runs_on * 10 >= breaks * 4;
}

static bool
is_blank_line (const char *body, uint32_t at, uint32_t end)
{
  while (at < end && (body[at] == ' ' || body[at] == '\t' || body[at] == '\r'))
    at++;
  return at >= end || body[at] == '\n';
}

/* Where the paragraph that begins at `start` ends: its line's end, or, in wrapped text, the
 * end of its last line. A zone's border ends it too. */
static uint32_t
paragraph_end (const char *body, uint32_t start, uint32_t end, bool wrapped)
{
  uint32_t at = start;

  while (at < end) {
    const char *stop = memchr (body + at, '\n', end - at);
    const uint32_t line_end = stop ? (uint32_t) (stop - body) : end;

    if (stop == NULL)
      return end;
    if (!wrapped || is_blank_line (body, line_end + 1, end) || line_end - at < 40)
      return line_end;
    at = line_end + 1;
  }
  return end;
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
cut_paragraphs (ToposReading *reading, ToposSpan span, ToposZoneKind zone, bool wrapped)
{
  const char *body = topos_reading_body (reading);
  uint32_t at = span.start;

  while (at < span.end) {
    const uint32_t end = paragraph_end (body, at, span.end, wrapped);

    append_paragraph (reading, (ToposSpan){ at, end }, zone);
    at = end + 1;
  }
}

/* ----------------------------------------------------------------------------- passages */

static bool
word_is (const char *body, const ToposWord *word, const char *text)
{
  const size_t length = strlen (text);

  return topos_span_length (word->span) == length
         && memcmp (body + word->span.start, text, length) == 0;
}

static bool
is_one_of (const char *body, const ToposWord *word, const char *const *list, size_t n)
{
  for (size_t i = 0; i < n; i++)
    if (word_is (body, word, list[i]))
      return true;
  return false;
}

static bool
ends_sentence (const char *body, const ToposWord *word)
{
  static const char *const marks[] = { ".", "!", "?", "…", "。", "！", "？", "؟", "۔", "।", "։" };

  return word->kind == TOPOS_WORD_MARK
         && is_one_of (body, word, marks, G_N_ELEMENTS (marks));
}

static bool
closes (const char *body, const ToposWord *word)
{
  static const char *const marks[] = { "\"", "”", "’", "'", ")", "]", "»", "“", "''" };

  return word->kind == TOPOS_WORD_MARK && word->glued
         && is_one_of (body, word, marks, G_N_ELEMENTS (marks));
}

/* Words that end in a full stop and go on: titles, months, streets, companies. */
static bool
is_abbreviation (const char *body, const ToposWord *word)
{
  static const char *const list[]
      = { "Mr",  "Mrs", "Ms",   "Dr",   "Prof", "Gen",  "Col",  "Lt",   "Sgt",  "Capt", "Maj",
          "Brig", "Cmdr", "Adm", "Sen",  "Rep",  "Gov",  "Pres", "Rev",  "Hon",  "St",   "Ste",
          "Mt",  "Ft",  "Jan",  "Feb",  "Mar",  "Apr",  "Jun",  "Jul",  "Aug",  "Sep",  "Sept",
          "Oct", "Nov", "Dec",  "Mon",  "Tue",  "Tues", "Wed",  "Thu",  "Thur", "Thurs", "Fri",
          "Sat", "Sun", "No",   "Nos",  "vs",   "Inc",  "Ltd",  "Co",   "Corp", "Jr",   "Sr",
          "Ave", "Blvd", "Rd",  "Hwy",  "approx", "ca", "cf",   "al",   "Fig",  "Vol",  "pp",
          "Ala", "Ariz", "Ark", "Calif", "Colo", "Conn", "Del", "Fla",  "Ga",   "Ill",  "Ind",
          "Kan", "Ky",  "La",   "Mass", "Md",   "Mich", "Minn", "Miss", "Mo",   "Mont", "Neb",
          "Nev", "Okla", "Ont", "Ore",  "Pa",   "Que",  "Tenn", "Tex",  "Va",   "Vt",   "Wash",
          "Wis", "Wyo", "Supt", "Det",  "Insp", "Cpl",  "Pvt",  "Messrs", "Mme", "Mlle" };

  return is_one_of (body, word, list, G_N_ELEMENTS (list));
}

static bool
is_dotted (const char *body, const ToposWord *word)
{
  return word->kind == TOPOS_WORD_WORD && topos_span_length (word->span) >= 4
         && body[word->span.end - 1] == '.';
}

static bool
starts_sentences_often (const char *body, const ToposWord *word)
{
  static const char *const list[]
      = { "The", "A", "An", "It", "He", "She", "They", "We", "I", "You", "In", "On", "At", "But",
          "And", "This", "That", "These", "Those", "There", "His", "Her", "Their", "Its", "Our",
          "My", "As", "For", "If", "When", "While", "After", "Before", "However", "Meanwhile",
          "Some", "Many", "Most", "No", "Not", "What", "Who", "How", "Why", "Since", "Also" };

  return is_one_of (body, word, list, G_N_ELEMENTS (list));
}

static bool
opens_or_begins (const char *body, const ToposWord *word)
{
  static const char *const opening[] = { "\"", "“", "‘", "'", "(", "[", "«", "—", "–", "-", "¿", "¡" };

  switch (word->kind) {
  case TOPOS_WORD_WORD:
    return word->shape != TOPOS_SHAPE_LOWER;
  case TOPOS_WORD_NUMBER:
    return true;
  default:
    return is_one_of (body, word, opening, G_N_ELEMENTS (opening));
  }
}

/* True when the sentence ends with word `i` of a paragraph whose last word is `last`; `end`
 * becomes the last word that belongs to it (closing quotes do). */
static bool
is_sentence_end (const ToposReading *reading, uint32_t first, uint32_t i, uint32_t last,
                 uint32_t *end)
{
  const char *body = topos_reading_body (reading);
  const ToposWord *word = topos_reading_word (reading, i);
  const ToposWord *next, *before;

  *end = i;
  if (is_dotted (body, word))
    return i < last && starts_sentences_often (body, topos_reading_word (reading, i + 1));
  if (!ends_sentence (body, word))
    return false;
  while (*end < last && (closes (body, topos_reading_word (reading, *end + 1))
                         || (topos_reading_word (reading, *end + 1)->glued
                             && ends_sentence (body, topos_reading_word (reading, *end + 1)))))
    (*end)++;
  if (*end == last)
    return true;
  next = topos_reading_word (reading, *end + 1);
  if (next->glued && body[word->span.start] == '.' && *end == i)
    return false;
  if (!opens_or_begins (body, next))
    return false;
  if (body[word->span.start] != '.' || i == first)
    return true;
  before = topos_reading_word (reading, i - 1);
  if (!word->glued)
    return true;
  if (before->shape == TOPOS_SHAPE_UPPER && topos_span_length (before->span) == 1)
    return starts_sentences_often (body, next);
  return !is_abbreviation (body, before);
}

static void
append_passage (ToposReading *reading, uint32_t paragraph, uint32_t first, uint32_t last)
{
  const ToposPassage passage
      = { .span = { topos_reading_word (reading, first)->span.start,
                    topos_reading_word (reading, last)->span.end },
          .first_word = first, .n_words = last - first + 1, .paragraph = paragraph };

  g_array_append_val (reading->passages, passage);
}

static void
cut_passages (ToposReading *reading, uint32_t paragraph, uint32_t first, uint32_t last)
{
  ToposParagraph *whole = &g_array_index (reading->paragraphs, ToposParagraph, paragraph);
  uint32_t begin = first;

  whole->first_passage = reading->passages->len;
  for (uint32_t i = first; i <= last; i++) {
    uint32_t end;

    if (!is_sentence_end (reading, begin, i, last, &end) && i - begin < MOST_WORDS_IN_PASSAGE)
      continue;
    append_passage (reading, paragraph, begin, end);
    begin = end + 1;
    i = end;
  }
  if (begin <= last)
    append_passage (reading, paragraph, begin, last);
  whole->n_passages = reading->passages->len - whole->first_passage;
}

/* ------------------------------------------------------------------------------ repeats */

/* The paragraph's text without a credit in brackets at its end, as a key: captions stand twice
 * on a saved page, once with "(AP)". */
static char *
repeat_key (const char *body, ToposSpan span)
{
  g_autofree char *text = g_strndup (body + span.start, topos_span_length (span));
  char *bracket;

  if (g_str_has_suffix (text, ")") && (bracket = strrchr (text, '(')) != NULL
      && strlen (bracket) < 40)
    *bracket = '\0';
  g_strchomp (text);
  return strlen (text) >= 25 ? g_steal_pointer (&text) : NULL;
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
  const bool wrapped = is_hard_wrapped (article->body, article->length);
  const uint32_t length = (uint32_t) article->length;
  uint32_t at = 0;

  for (size_t i = 0; i < article->n_zones; i++) {
    const ToposZone *zone = &article->zones[i];

    cut_paragraphs (reading, (ToposSpan){ at, zone->span.start }, TOPOS_ZONE_BODY, wrapped);
    cut_paragraphs (reading, zone->span, zone->kind, wrapped);
    at = zone->span.end;
  }
  cut_paragraphs (reading, (ToposSpan){ at, length }, TOPOS_ZONE_BODY, wrapped);

  for (uint32_t i = 0, word = 0; i < reading->paragraphs->len; i++) {
    const ToposSpan span = topos_reading_paragraph (reading, i)->span;
    const uint32_t first = word;

    while (word < reading->words->len && topos_reading_word (reading, word)->span.start < span.end)
      word++;
    cut_passages (reading, i, first, word - 1);
  }
  mark_repeats (reading);
  return reading;
}
