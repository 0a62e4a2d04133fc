/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/stated-day.h"

#include "text/fold.h"

#include <string.h>

/* A date in metadata is short; what is longer is prose. */
#define MOST_BYTES_IN_DATE 120
#define MOST_PARTS 24

/* The months' names as keys (text/fold.h). */
static const struct {
  const char *key;
  int month;
} MONTHS[] = {
  { "january", 1 }, { "jan", 1 }, { "february", 2 }, { "feb", 2 }, { "march", 3 }, { "mar", 3 },
  { "april", 4 }, { "apr", 4 }, { "may", 5 }, { "june", 6 }, { "jun", 6 }, { "july", 7 },
  { "jul", 7 }, { "august", 8 }, { "aug", 8 }, { "september", 9 }, { "sept", 9 }, { "sep", 9 },
  { "october", 10 }, { "oct", 10 }, { "november", 11 }, { "nov", 11 }, { "december", 12 },
  { "dec", 12 },
  /* German */
  { "januar", 1 }, { "janner", 1 }, { "februar", 2 }, { "marz", 3 }, { "mai", 5 }, { "juni", 6 },
  { "juli", 7 }, { "oktober", 10 }, { "okt", 10 }, { "dezember", 12 }, { "dez", 12 },
  /* French */
  { "janvier", 1 }, { "fevrier", 2 }, { "mars", 3 }, { "avril", 4 }, { "juin", 6 },
  { "juillet", 7 }, { "aout", 8 }, { "septembre", 9 }, { "octobre", 10 }, { "novembre", 11 },
  { "decembre", 12 },
  /* Spanish */
  { "enero", 1 }, { "febrero", 2 }, { "marzo", 3 }, { "abril", 4 }, { "mayo", 5 }, { "junio", 6 },
  { "julio", 7 }, { "agosto", 8 }, { "septiembre", 9 }, { "setiembre", 9 }, { "octubre", 10 },
  { "noviembre", 11 }, { "diciembre", 12 },
  /* Italian, Portuguese, Dutch */
  { "gennaio", 1 }, { "febbraio", 2 }, { "aprile", 4 }, { "maggio", 5 }, { "giugno", 6 },
  { "luglio", 7 }, { "settembre", 9 }, { "ottobre", 10 }, { "dicembre", 12 }, { "janeiro", 1 },
  { "fevereiro", 2 }, { "marco", 3 }, { "maio", 5 }, { "junho", 6 }, { "julho", 7 },
  { "setembro", 9 }, { "outubro", 10 }, { "novembro", 11 }, { "dezembro", 12 }, { "januari", 1 },
  { "februari", 2 }, { "maart", 3 }, { "mei", 5 }, { "augustus", 8 },
  /* Turkish, Indonesian */
  { "ocak", 1 }, { "subat", 2 }, { "mart", 3 }, { "nisan", 4 }, { "mayis", 5 }, { "haziran", 6 },
  { "temmuz", 7 }, { "agustos", 8 }, { "eylul", 9 }, { "ekim", 10 }, { "kasim", 11 },
  { "aralik", 12 }, { "maret", 3 }, { "agustus", 8 }, { "desember", 12 },
  /* Russian, Ukrainian */
  { "января", 1 }, { "февраля", 2 }, { "марта", 3 }, { "апреля", 4 }, { "мая", 5 }, { "июня", 6 },
  { "июля", 7 }, { "августа", 8 }, { "сентября", 9 }, { "октября", 10 }, { "ноября", 11 },
  { "декабря", 12 }, { "січня", 1 }, { "лютого", 2 }, { "березня", 3 }, { "квітня", 4 },
  { "травня", 5 }, { "червня", 6 }, { "липня", 7 }, { "серпня", 8 }, { "вересня", 9 },
  { "жовтня", 10 }, { "листопада", 11 }, { "грудня", 12 },
  /* Arabic: Egypt and the Gulf, the Levant */
  { "ینایر", 1 }, { "فبرایر", 2 }, { "مارس", 3 }, { "ابریل", 4 }, { "ابریل", 4 }, { "مایو", 5 },
  { "یونیو", 6 }, { "یولیو", 7 }, { "اغسطس", 8 }, { "سبتمبر", 9 }, { "اکتوبر", 10 },
  { "نوفمبر", 11 }, { "دیسمبر", 12 }, { "شباط", 2 }, { "اذار", 3 }, { "نیسان", 4 },
  { "ایار", 5 }, { "حزیران", 6 }, { "تموز", 7 }, { "اب", 8 }, { "ایلول", 9 },
  /* Persian and Dari, for the Gregorian months */
  { "ژانویه", 1 }, { "فوریه", 2 }, { "اوریل", 4 }, { "اپریل", 4 }, { "مه", 5 }, { "می", 5 },
  { "ژوین", 6 }, { "جون", 6 }, { "ژوییه", 7 }, { "جولای", 7 }, { "اوت", 8 }, { "اگوست", 8 },
  { "اگست", 8 }, { "سپتامبر", 9 }, { "سپتمبر", 9 }, { "اکتبر", 10 }, { "اکتوبر", 10 },
  { "نوامبر", 11 }, { "نومبر", 11 }, { "دسامبر", 12 }, { "دسمبر", 12 },
};

/* Words that may stand in a date without being part of it. */
static const char *const FILLERS[] = {
  "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "mon", "tue",
  "tues", "wed", "weds", "thu", "thur", "thurs", "fri", "sat", "sun", "published", "posted",
  "updated", "date", "dated", "on", "of", "the", "de", "del", "di", "den", "le", "du", "am", "um",
  "at", "pm", "a m", "p m", "gmt", "utc", "bst", "est", "edt", "cst", "cdt", "mst", "mdt", "pst",
  "pdt", "cet", "cest", "eet", "eest", "ist", "msk", "aft", "pkt", "et", "z", "uhr", "h", "hrs",
  "a", "p", "m", "t", "montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonntag",
  "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche", "lunes", "martes",
  "miercoles", "jueves", "viernes", "sabado", "domingo", "года", "г",
};

typedef enum { PART_WORD, PART_NUMBER, PART_MARK } PartKind;

typedef struct {
  PartKind kind;
  int number;    /* of PART_NUMBER */
  int digits;
  int month;     /* of PART_WORD, 0 when it names none */
  bool filler;
  char mark;     /* of PART_MARK */
} Part;

typedef struct {
  Part parts[MOST_PARTS];
  int n;
} Parts;

static Part
word_part (const char *text, size_t length)
{
  g_autofree char *key = topos_fold (text, (gssize) length);
  Part part = { .kind = PART_WORD };

  for (size_t i = 0; i < G_N_ELEMENTS (MONTHS) && part.month == 0; i++)
    if (strcmp (key, MONTHS[i].key) == 0)
      part.month = MONTHS[i].month;
  for (size_t i = 0; i < G_N_ELEMENTS (FILLERS) && !part.filler; i++)
    part.filler = strcmp (key, FILLERS[i]) == 0;
  return part;
}

static const char *
take_number (const char *at, Part *part)
{
  *part = (Part){ .kind = PART_NUMBER };
  while (*at != '\0' && g_unichar_isdigit (g_utf8_get_char (at))) {
    if (part->digits < 8)
      part->number = part->number * 10 + g_unichar_digit_value (g_utf8_get_char (at));
    part->digits++;
    at = g_utf8_next_char (at);
  }
  return at;
}

static const char *
take_word (const char *at, Part *part)
{
  const char *start = at;

  while (*at != '\0') {
    const gunichar c = g_utf8_get_char (at);

    if (!g_unichar_isalpha (c) && !g_unichar_ismark (c))
      break;
    at = g_utf8_next_char (at);
  }
  *part = word_part (start, (size_t) (at - start));
  return at;
}

/* The text as words, numbers and marks, space left out. False when it is too much of it to
 * be a date. */
static bool
take_apart (const char *text, Parts *parts)
{
  const char *at = text;

  parts->n = 0;
  if (strlen (text) > MOST_BYTES_IN_DATE || !g_utf8_validate (text, -1, NULL))
    return false;
  while (*at != '\0') {
    const gunichar c = g_utf8_get_char (at);
    Part part;

    if (g_unichar_isspace (c) || c == 0xA0 || c == 0x200E || c == 0x200F) {
      at = g_utf8_next_char (at);
      continue;
    }
    if (parts->n == MOST_PARTS)
      return false;
    if (g_unichar_isdigit (c)) {
      at = take_number (at, &part);
    } else if (g_unichar_isalpha (c)) {
      at = take_word (at, &part);
    } else {
      part = (Part){ .kind = PART_MARK, .mark = c < 0x80 ? (char) c : '?' };
      at = g_utf8_next_char (at);
    }
    parts->parts[parts->n++] = part;
  }
  return parts->n > 0;
}

static const Part *
part_at (const Parts *parts, int i)
{
  static const Part NOTHING = { .kind = PART_MARK, .mark = '\0' };

  return i >= 0 && i < parts->n ? &parts->parts[i] : &NOTHING;
}

static bool
is_mark (const Parts *parts, int i, const char *marks)
{
  const Part *part = part_at (parts, i);

  return part->kind == PART_MARK && part->mark != '\0' && strchr (marks, part->mark) != NULL;
}

static bool
is_number (const Parts *parts, int i, int fewest, int most)
{
  const Part *part = part_at (parts, i);

  return part->kind == PART_NUMBER && part->digits >= fewest && part->digits <= most;
}

static bool
take_ymd (int year, int month, int day, ToposDay *result)
{
  if (year < 1000 || year > 2999 || !topos_ymd_is_valid (year, month, day))
    return false;
  *result = topos_day_from_ymd (year, month, day);
  return true;
}

/* What follows the date may only be its time of day. */
static bool
is_time_of_day (const Parts *parts, int from)
{
  for (int i = from; i < parts->n; i++) {
    const Part *part = part_at (parts, i);

    if (part->kind == PART_NUMBER ? part->digits > 9
        : part->kind == PART_WORD ? !part->filler : strchr (",.:+-()|/", part->mark) == NULL)
      return false;
    if (part->kind == PART_NUMBER && part->digits == 4 && !is_mark (parts, i - 1, "+-"))
      return false;
  }
  return true;
}

/* 2021-09-05, 2021/9/5, 2021.09.05; then T or space and a time. */
static bool
parse_year_first (const Parts *parts, int i, ToposDay *day)
{
  return is_number (parts, i, 4, 4) && is_mark (parts, i + 1, "-/.")
         && is_number (parts, i + 2, 1, 2) && is_mark (parts, i + 3, "-/.")
         && part_at (parts, i + 1)->mark == part_at (parts, i + 3)->mark
         && is_number (parts, i + 4, 1, 2) && is_time_of_day (parts, i + 5)
         && take_ymd (part_at (parts, i)->number, part_at (parts, i + 2)->number,
                      part_at (parts, i + 4)->number, day);
}

/* 20210905, and 20210905T165300Z. */
static bool
parse_compact (const Parts *parts, int i, ToposDay *day)
{
  const int number = part_at (parts, i)->number;

  return is_number (parts, i, 8, 8) && is_time_of_day (parts, i + 1)
         && take_ymd (number / 10000, number / 100 % 100, number % 100, day);
}

/* 5.9.2021 is a day first wherever it is written; 13/9/2021 and 9/13/2021 can be read one way
 * only; 5/9/2021 is not known. */
static bool
parse_year_last (const Parts *parts, int i, ToposDay *day)
{
  const int a = part_at (parts, i)->number, b = part_at (parts, i + 2)->number;

  if (!is_number (parts, i, 1, 2) || !is_mark (parts, i + 1, "./-")
      || !is_number (parts, i + 2, 1, 2) || !is_mark (parts, i + 3, "./-")
      || part_at (parts, i + 1)->mark != part_at (parts, i + 3)->mark
      || !is_number (parts, i + 4, 4, 4) || !is_time_of_day (parts, i + 5))
    return false;
  if (is_mark (parts, i + 1, ".") || a > 12 || a == b)
    return take_ymd (part_at (parts, i + 4)->number, b, a, day);
  return b > 12 && take_ymd (part_at (parts, i + 4)->number, a, b, day);
}

/* Steps over "th", "st", "." and "de" between a day and its month. */
static int
skip_small (const Parts *parts, int i)
{
  for (;;) {
    const Part *part = part_at (parts, i);

    if (is_mark (parts, i, ".,-"))
      i++;
    else if (part->kind == PART_WORD && part->month == 0 && i > 0
             && (part->filler || is_number (parts, i - 1, 1, 2)))
      i++;
    else
      return i;
  }
}

/* 5 September 2021, 5th of September, 2021, 5. Sept. 2021. */
static bool
parse_day_month (const Parts *parts, int i, ToposDay *day)
{
  const int month = skip_small (parts, i + 1);
  const int year = skip_small (parts, month + 1);

  return is_number (parts, i, 1, 2) && part_at (parts, month)->month > 0
         && is_number (parts, year, 4, 4) && is_time_of_day (parts, year + 1)
         && take_ymd (part_at (parts, year)->number, part_at (parts, month)->month,
                      part_at (parts, i)->number, day);
}

/* September 5, 2021; Sept. 5th, 2021. */
static bool
parse_month_day (const Parts *parts, int i, ToposDay *day)
{
  const int mday = skip_small (parts, i + 1);
  const int year = skip_small (parts, mday + 1);

  return part_at (parts, i)->month > 0 && is_number (parts, mday, 1, 2)
         && is_number (parts, year, 4, 4) && is_time_of_day (parts, year + 1)
         && take_ymd (part_at (parts, year)->number, part_at (parts, i)->month,
                      part_at (parts, mday)->number, day);
}

bool
topos_stated_day_parse (const char *text, ToposDay *day)
{
  Parts parts;
  int i = 0;

  if (!take_apart (text, &parts))
    return false;
  while ((part_at (&parts, i)->filler && part_at (&parts, i)->month == 0)
         || is_mark (&parts, i, ",:.|"))
    i++;
  return parse_year_first (&parts, i, day) || parse_compact (&parts, i, day)
         || parse_year_last (&parts, i, day) || parse_day_month (&parts, i, day)
         || parse_month_day (&parts, i, day);
}

/* ------------------------------------------------------------------------------- names */

/* The digits at `at`, at most `most` of them; their number. */
static int
digits_at (const char *at, int most)
{
  int n = 0;

  while (n <= most && g_ascii_isdigit (at[n]))
    n++;
  return n;
}

static int
value_of (const char *at, int n)
{
  int value = 0;

  for (int i = 0; i < n; i++)
    value = value * 10 + (at[i] - '0');
  return value;
}

/* A day at the start of `at`: 20210905 or 2021-09-05 with -, _, . or / between, and no digit
 * behind. `end` becomes where it ends. */
static bool
day_at (const char *at, ToposDay *day, const char **end)
{
  const int n = digits_at (at, 8);

  *end = at + n;
  if (n == 8)
    return take_ymd (value_of (at, 4), value_of (at + 4, 2), value_of (at + 6, 2), day)
           && value_of (at, 4) >= 1800 && value_of (at, 4) < 2100;
  if (n != 4 || at[4] == '\0' || strchr ("-_./", at[4]) == NULL || digits_at (at + 5, 2) != 2
      || at[7] != at[4] || digits_at (at + 8, 2) != 2)
    return false;
  *end = at + 10;
  return take_ymd (value_of (at, 4), value_of (at + 5, 2), value_of (at + 8, 2), day);
}

bool
topos_stated_day_in_name (const char *name, ToposDay *day)
{
  ToposDay found = TOPOS_DAY_NONE;
  const char *at = name;

  while (*at != '\0') {
    const char *end = at + 1;
    ToposDay here;

    if (g_ascii_isdigit (*at)) {
      if (day_at (at, &here, &end)) {
        if (found != TOPOS_DAY_NONE && found != here)
          return false;
        found = here;
      }
      while (g_ascii_isdigit (*end))
        end++;
    }
    at = end;
  }
  if (found == TOPOS_DAY_NONE)
    return false;
  *day = found;
  return true;
}
