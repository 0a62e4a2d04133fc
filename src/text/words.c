/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "text/words.h"

#include <unicode/uchar.h>
#include <unicode/uscript.h>
#include <unicode/utf8.h>

/* A run longer than this is no word; it is cut so that work on a word stays small. */
#define MOST_BYTES_IN_WORD 1024
#define MOST_LETTERS_IN_DOTTED 12

typedef enum { CLASS_SPACE, CLASS_LETTER, CLASS_DIGIT, CLASS_ALONE, CLASS_MARK } CharClass;

typedef struct {
  const char *body;
  uint32_t end;
} Text;

static bool
is_written_alone (UChar32 c)
{
  return (c >= 0x3040 && c <= 0x30FF) || (c >= 0x3400 && c <= 0x9FFF)
         || (c >= 0xF900 && c <= 0xFAFF) || (c >= 0x20000 && c <= 0x3FFFF);
}

static CharClass
class_of_wide (UChar32 c)
{
  if (is_written_alone (c))
    return CLASS_ALONE;
  switch (u_charType (c)) {
  case U_UPPERCASE_LETTER: case U_LOWERCASE_LETTER: case U_TITLECASE_LETTER:
  case U_MODIFIER_LETTER: case U_OTHER_LETTER: case U_NON_SPACING_MARK:
  case U_ENCLOSING_MARK: case U_COMBINING_SPACING_MARK: case U_LETTER_NUMBER:
    return CLASS_LETTER;
  case U_DECIMAL_DIGIT_NUMBER:
    return CLASS_DIGIT;
  case U_CONTROL_CHAR: case U_SPACE_SEPARATOR: case U_LINE_SEPARATOR:
  case U_PARAGRAPH_SEPARATOR:
    return CLASS_SPACE;
  case U_FORMAT_CHAR:
    /* Joiners and the soft hyphen stand inside words, direction marks between them. */
    return c == 0x200C || c == 0x200D || c == 0xAD ? CLASS_LETTER : CLASS_SPACE;
  default:
    return u_isUWhiteSpace (c) ? CLASS_SPACE : CLASS_MARK;
  }
}

/* Most characters are ASCII's: these are told without a call. */
static inline CharClass
class_of (UChar32 c)
{
  if (c >= 0x80)
    return class_of_wide (c);
  if (g_ascii_isalpha ((char) c))
    return CLASS_LETTER;
  if (g_ascii_isdigit ((char) c))
    return CLASS_DIGIT;
  return c <= ' ' || c == 0x7F ? CLASS_SPACE : CLASS_MARK;
}

static UChar32
wide_char_at (const Text *text, uint32_t at, uint32_t *next)
{
  UChar32 c = 0xFFFF;
  int i = (int) at;

  if (at < text->end)
    U8_NEXT (text->body, i, (int) text->end, c);
  *next = (uint32_t) i;
  return c < 0 ? 0xFFFD : c;
}

/* The character at `at` and, in `next`, where the one after it begins. U+FFFF at the end. */
static inline UChar32
char_at (const Text *text, uint32_t at, uint32_t *next)
{
  if (at >= text->end || (uint8_t) text->body[at] >= 0x80)
    return wide_char_at (text, at, next);
  *next = at + 1;
  return text->body[at];
}

static CharClass
class_at (const Text *text, uint32_t at)
{
  uint32_t next;

  if (at >= text->end)
    return CLASS_SPACE;
  return class_of (char_at (text, at, &next));
}

static bool
is_apostrophe (UChar32 c)
{
  return c == '\'' || c == 0x2019 || c == 0x02BC;
}

/* "U.S.", "N.C.", "a.m.": letter, full stop, at least twice. Its end, or 0. */
static uint32_t
dotted_end (const Text *text, uint32_t at)
{
  uint32_t next, after, end = 0;
  int letters = 0;

  while (letters < MOST_LETTERS_IN_DOTTED && class_at (text, at) == CLASS_LETTER) {
    char_at (text, at, &next);
    if (char_at (text, next, &after) != '.')
      break;
    letters++;
    end = at = after;
  }
  if (letters < 2 || class_at (text, at) == CLASS_LETTER)
    return 0;
  return end;
}

/* True when `at` stands on an apostrophe with a single s behind it that ends the word. */
static bool
is_possessive (const Text *text, uint32_t after_apostrophe, uint32_t *end)
{
  uint32_t next;
  const UChar32 c = char_at (text, after_apostrophe, &next);

  if (c != 's' && c != 'S')
    return false;
  *end = next;
  return class_at (text, next) != CLASS_LETTER && class_at (text, next) != CLASS_DIGIT;
}

static uint32_t
letters_end (const Text *text, uint32_t at)
{
  const uint32_t start = at;

  while (at < text->end && at - start < MOST_BYTES_IN_WORD) {
    uint32_t next, after, possessive_end;
    const UChar32 c = char_at (text, at, &next);
    const CharClass class = class_of (c);

    if (class == CLASS_LETTER || class == CLASS_DIGIT) {
      at = next;
      continue;
    }
    if (!is_apostrophe (c) || class_at (text, next) != CLASS_LETTER
        || is_possessive (text, next, &possessive_end))
      break;
    char_at (text, next, &after);
    at = after;
  }
  return at;
}

/* Digits with single inner separators, and letters glued behind: 12,000 15:30 5th 80s. */
static uint32_t
number_end (const Text *text, uint32_t at)
{
  const uint32_t start = at;
  bool in_letters = false;

  while (at < text->end && at - start < MOST_BYTES_IN_WORD) {
    uint32_t next;
    const UChar32 c = char_at (text, at, &next);
    const CharClass class = class_of (c);

    if (class == CLASS_DIGIT || class == CLASS_LETTER) {
      in_letters |= class == CLASS_LETTER;
      at = next;
      continue;
    }
    if (in_letters || (c != '.' && c != ',' && c != ':') || class_at (text, next) != CLASS_DIGIT)
      break;
    at = next;
  }
  return at;
}

static ToposShape
shape_of (const Text *text, ToposSpan span)
{
  uint32_t at = span.start, next;
  int upper = 0, lower = 0;
  bool first_upper = false;

  while (at < span.end) {
    const UChar32 c = char_at (text, at, &next);
    const bool is_upper = c < 0x80 ? g_ascii_isupper ((char) c) : u_isUUppercase (c) || u_istitle (c);
    const bool is_lower = c < 0x80 ? g_ascii_islower ((char) c) : u_isULowercase (c);

    if (is_upper && upper + lower == 0)
      first_upper = true;
    upper += is_upper;
    lower += is_lower;
    at = next;
  }
  if (upper + lower == 0)
    return TOPOS_SHAPE_NONE;
  if (upper == 0)
    return TOPOS_SHAPE_LOWER;
  if (lower == 0)
    return TOPOS_SHAPE_UPPER;
  return first_upper && upper == 1 ? TOPOS_SHAPE_TITLE : TOPOS_SHAPE_MIXED;
}

static uint32_t
word_end (const Text *text, uint32_t at, CharClass class, ToposWordKind *kind)
{
  uint32_t next, end;
  const UChar32 c = char_at (text, at, &next);

  switch (class) {
  case CLASS_LETTER:
    *kind = TOPOS_WORD_WORD;
    end = dotted_end (text, at);
    return end > 0 ? end : letters_end (text, at);
  case CLASS_DIGIT:
    *kind = TOPOS_WORD_NUMBER;
    return number_end (text, at);
  case CLASS_ALONE:
    *kind = TOPOS_WORD_WORD;
    return next;
  default:
    *kind = TOPOS_WORD_MARK;
    return is_apostrophe (c) && is_possessive (text, next, &end) ? end : next;
  }
}

void
topos_words_append (GArray *words, const char *body, ToposSpan span)
{
  const Text text = { body, span.end };
  uint32_t at = span.start;
  uint32_t last_end = UINT32_MAX;

  while (at < span.end) {
    uint32_t next;
    const CharClass class = class_of (char_at (&text, at, &next));
    ToposWordKind kind;
    ToposWord word;

    if (class == CLASS_SPACE) {
      at = next;
      continue;
    }
    word.span.start = at;
    word.span.end = word_end (&text, at, class, &kind);
    word.kind = kind;
    word.shape = kind == TOPOS_WORD_WORD ? shape_of (&text, word.span) : TOPOS_SHAPE_NONE;
    word.glued = at == last_end;
    word.reserved = 0;
    g_array_append_val (words, word);
    at = last_end = word.span.end;
  }
}
