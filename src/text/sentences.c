/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "text/sentences.h"

#include <string.h>

/* A passage is cut at the next word once it has grown to this, whatever it says: text without
 * a full stop must not become one passage of a hundred megabytes. */
#define MOST_WORDS_IN_PASSAGE 400
#define MOST_MARKS_AT_END 16
#define LONGEST_LISTED 30  /* bytes */

/* How firmly a word with a full stop behind it goes on. */
typedef enum {
  ABBREVIATION_NONE,
  ABBREVIATION_LOOSE,  /* "Inc.", "Md.": ends a sentence when the next word begins one */
  ABBREVIATION_NUMBER, /* "No.", "Art.": only before a number */
  ABBREVIATION_TITLE,  /* "Gen.", "St.": a name follows, always */
} Abbreviation;

/* Each list has a space round every word. */
static const struct {
  char language[4];    /* "" for all of them */
  Abbreviation kind;
  const char *words;
} ABBREVIATIONS[] = {
  { "", ABBREVIATION_TITLE, " Mr Mrs Ms Mx Dr Prof Gen Col Lt Sgt Capt Maj Brig Cmdr Cdr Adm Sen Rep Gov Pres Rev Hon Fr Sr St Ste Mt Ft Messrs Mme Mlle Supt Det Insp Cpl Pvt Amb Atty " },
  { "", ABBREVIATION_LOOSE, " Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec Mon Tue Tues Wed Thu Thur Thurs Fri Sat Sun vs Inc Ltd Co Corp Bros Jr Ave Blvd Rd Hwy Dept Univ Assn approx ca cf al est Ala Ariz Ark Calif Colo Conn Del Fla Ga Ill Ind Kan Ky La Mass Md Mich Minn Miss Mo Mont Neb Nev Okla Ont Ore Pa Que Tenn Tex Va Vt Wash Wis Wyo " },
  { "", ABBREVIATION_NUMBER, " No Nos no nos pop Fig fig Vol vol Art art Sec sec pp p Ch ch Nr nr " },
  { "de", ABBREVIATION_TITLE, " Hr Fr Frl Dipl Ing Nr Str Abs " },
  { "de", ABBREVIATION_LOOSE, " bzw ca usw evtl ggf vgl inkl max min Mio Mrd Tsd Okt Dez Jh Chr geb gest sog u a z d h b " },
  { "fr", ABBREVIATION_LOOSE, " janv févr fév avr juil juill sept oct nov déc " },
  { "es", ABBREVIATION_LOOSE, " ene feb mar abr may jun jul ago sep sept oct nov dic " },
  { "it", ABBREVIATION_LOOSE, " genn gen febbr feb mar apr magg mag giu lug ag ago sett set ott nov dic " },
  { "pt", ABBREVIATION_LOOSE, " jan fev mar abr jun jul ago set out nov dez " },
  { "ru", ABBREVIATION_LOOSE, " янв фев февр мар апр июн июл авг сен сент окт ноя нояб дек " },
  { "uk", ABBREVIATION_LOOSE, " січ лют бер квіт трав черв лип серп вер жовт лист груд " },
  { "nl", ABBREVIATION_LOOSE, " jan feb febr mrt apr jun jul aug sep sept okt nov dec " },
  { "fr", ABBREVIATION_TITLE, " M MM Me Mgr av bd env " },
  { "es", ABBREVIATION_TITLE, " Sr Sra Srta Dra Gral Cnel Av Pdte Lic Ing Ud Uds " },
  { "pt", ABBREVIATION_TITLE, " Sr Sra Dra Gen Cel Av Exmo Eng " },
  { "it", ABBREVIATION_TITLE, " sig Sig dott Dott on On gen Gen avv prof " },
  { "nl", ABBREVIATION_TITLE, " dhr mevr drs ir mr " },
  { "pl", ABBREVIATION_TITLE, " ul gen płk prof dr św im np tzw r godz ok " },
  { "ru", ABBREVIATION_TITLE, " г гг ул им тыс млн млрд руб стр см др проф ген обл респ напр пос дер пр т е " },
  { "uk", ABBREVIATION_TITLE, " м вул ім тис млн млрд грн див ін проф ген обл напр с т р " },
};

/* Languages that write "5. September" and "19. Jahrhundert". */
static const char ORDINAL_DOT_LANGUAGES[] = " de da no fi cs sk hr sr hu tr is et lv sl ";

/* What stands behind such an ordinal, so that it is known where the language is not. */
static const char BEHIND_ORDINALS[]
    = " Januar Jänner Februar März April Mai Juni Juli August September Oktober November Dezember "
      "Jahrhundert Jahrhunderts Quartal Jan Jän Feb Febr Mrz Apr Jun Jul Aug Sep Sept Okt Nov Dez ";

static const char BEGINNERS[]
    = " The An It He She They We You In On At But And This That These Those There His Her Their Its "
      "Our My As For If When While After Before However Meanwhile Some Many Most Not What Who How "
      "Why Since Also According Last Earlier Later Such Both Another Der Die Das Ein Eine Es Er Sie "
      "Wir Im Am Bei Nach Aber Und Le La Les Il Elle Ils Un Une Mais El Los Las En Pero Una O Os As ";

/* ------------------------------------------------------------------------------- words */

/* True when ` word ` stands in the list. */
static bool
is_listed (const char *list, const char *word, size_t length)
{
  char spaced[LONGEST_LISTED + 2];

  if (length > LONGEST_LISTED)
    return false;
  spaced[0] = spaced[length + 1] = ' ';
  memcpy (spaced + 1, word, length);
  return memmem (list, strlen (list), spaced, length + 2) != NULL;
}

static bool
word_is_listed (const char *body, const ToposWord *word, const char *list)
{
  return is_listed (list, body + word->span.start, topos_span_length (word->span));
}

static gunichar
first_char (const char *body, const ToposWord *word)
{
  return g_utf8_get_char (body + word->span.start);
}

static bool
is_full_stop (const char *body, const ToposWord *word)
{
  return word->kind == TOPOS_WORD_MARK && body[word->span.start] == '.';
}

static bool
ends_sentence (const char *body, const ToposWord *word)
{
  if (word->kind != TOPOS_WORD_MARK)
    return false;
  switch (first_char (body, word)) {
  case '.': case '!': case '?':
  case 0x2026:                                     /* ellipsis */
  case 0x203C: case 0x2047: case 0x2048: case 0x2049:
  case 0x0589:                                     /* Armenian */
  case 0x061F: case 0x06D4:                        /* Arabic question mark, Urdu full stop */
  case 0x0964: case 0x0965:                        /* danda */
  case 0x104A: case 0x104B:                        /* Burmese */
  case 0x1362: case 0x1367: case 0x1368:           /* Ethiopic */
  case 0x17D4: case 0x17D5:                        /* Khmer */
  case 0x1803: case 0x1809:                        /* Mongolian */
  case 0x0F0D: case 0x0F0E:                        /* Tibetan */
  case 0x3002: case 0xFF0E: case 0xFF01: case 0xFF1F: case 0xFF61:  /* Chinese, Japanese */
    return true;
  default:
    return false;
  }
}

static bool
closes (const char *body, const ToposWord *word)
{
  if (word->kind != TOPOS_WORD_MARK || !word->glued)
    return false;
  switch (first_char (body, word)) {
  case '"': case '\'': case ')': case ']': case '}':
  case 0x201C: case 0x201D: case 0x2018: case 0x2019: case 0x00BB: case 0x00AB: case 0x203A:
  case 0x300B: case 0x300D: case 0x300F: case 0x3011: case 0x3009: case 0xFF09: case 0xFF3D:
    return true;
  default:
    return false;
  }
}

static bool
opens (const char *body, const ToposWord *word)
{
  switch (first_char (body, word)) {
  case '"': case '\'': case '(': case '[': case '*': case '-':
  case 0x201C: case 0x201E: case 0x2018: case 0x201A: case 0x00AB: case 0x00BB: case 0x2039:
  case 0x2014: case 0x2013: case 0x2022: case 0x00BF: case 0x00A1:
  case 0x300A: case 0x300C: case 0x300E: case 0x3010: case 0x3008: case 0xFF08: case 0xFF3B:
    return true;
  default:
    return false;
  }
}

static bool
opens_or_begins (const char *body, const ToposWord *word)
{
  switch (word->kind) {
  case TOPOS_WORD_WORD:
    return word->shape != TOPOS_SHAPE_LOWER;
  case TOPOS_WORD_NUMBER:
    return true;
  default:
    return opens (body, word);
  }
}

static bool
is_dotted (const char *body, const ToposWord *word)
{
  return word->kind == TOPOS_WORD_WORD && topos_span_length (word->span) >= 4
         && body[word->span.end - 1] == '.';
}

static bool
is_one_letter (const char *body, const ToposWord *word)
{
  return word->kind == TOPOS_WORD_WORD && word->shape != TOPOS_SHAPE_NONE
         && g_utf8_next_char (body + word->span.start) == body + word->span.end;
}

static Abbreviation
abbreviation_of (const ToposReading *reading, const ToposWord *word)
{
  const char *body = topos_reading_body (reading);

  if (word->kind != TOPOS_WORD_WORD)
    return ABBREVIATION_NONE;
  for (size_t i = G_N_ELEMENTS (ABBREVIATIONS); i > 0; i--)
    if ((*ABBREVIATIONS[i - 1].language == '\0'
         || strcmp (ABBREVIATIONS[i - 1].language, reading->language) == 0)
        && word_is_listed (body, word, ABBREVIATIONS[i - 1].words))
      return ABBREVIATIONS[i - 1].kind;
  return is_one_letter (body, word) ? ABBREVIATION_LOOSE : ABBREVIATION_NONE;
}

static bool
is_small_ordinal (const ToposReading *reading, const ToposWord *word)
{
  return word->kind == TOPOS_WORD_NUMBER && topos_span_length (word->span) <= 2
         && *reading->language != '\0'
         && is_listed (ORDINAL_DOT_LANGUAGES, reading->language, strlen (reading->language));
}

/* --------------------------------------------------------------------------- sentences */

/* Whether the full stop `i`, with `next` behind it, ends a sentence that begins at `first`. */
static bool
full_stop_ends (const ToposReading *reading, uint32_t first, uint32_t i, const ToposWord *next)
{
  const char *body = topos_reading_body (reading);
  const ToposWord *before;

  if (i == first || !topos_reading_word (reading, i)->glued)
    return true;
  before = topos_reading_word (reading, i - 1);
  /* "1. The", "b. The": the mark of a list's item. */
  if (i - 1 == first && (before->kind == TOPOS_WORD_NUMBER || is_one_letter (body, before))
      && topos_span_length (before->span) <= 3)
    return false;
  if (is_small_ordinal (reading, before)
      || (before->kind == TOPOS_WORD_NUMBER && topos_span_length (before->span) <= 2
          && strcmp (reading->language, "en") != 0
          && word_is_listed (body, next, BEHIND_ORDINALS)))
    return false;
  switch (abbreviation_of (reading, before)) {
  case ABBREVIATION_TITLE:
    return false;
  case ABBREVIATION_NUMBER:
    return next->kind != TOPOS_WORD_NUMBER;
  case ABBREVIATION_LOOSE:
    return word_is_listed (body, next, BEGINNERS);
  default:
    return true;
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
  const ToposWord *next;

  *end = i;
  if (is_dotted (body, word))
    return i < last && word_is_listed (body, topos_reading_word (reading, i + 1), BEGINNERS);
  if (!ends_sentence (body, word))
    return false;
  while (*end < last && *end - i < MOST_MARKS_AT_END
         && (closes (body, topos_reading_word (reading, *end + 1))
             || (topos_reading_word (reading, *end + 1)->glued
                 && ends_sentence (body, topos_reading_word (reading, *end + 1)))))
    (*end)++;
  if (*end == last)
    return true;
  next = topos_reading_word (reading, *end + 1);
  if (next->glued && is_full_stop (body, word) && *end == i)
    return false;
  if (!opens_or_begins (body, next))
    return false;
  return !is_full_stop (body, word) || *end > i || full_stop_ends (reading, first, i, next);
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
cut_paragraph (ToposReading *reading, uint32_t paragraph, uint32_t first, uint32_t last)
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

void
topos_sentences_cut (ToposReading *reading)
{
  uint32_t word = 0;

  for (uint32_t i = 0; i < reading->paragraphs->len; i++) {
    const ToposSpan span = topos_reading_paragraph (reading, i)->span;
    const uint32_t first = word;

    while (word < reading->words->len && topos_reading_word (reading, word)->span.start < span.end)
      word++;
    cut_paragraph (reading, i, first, word - 1);
  }
}
