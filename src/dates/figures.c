/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dates/figures.h"

#include "dates/lexicon.h"

#include <stdlib.h>
#include <string.h>
#include <unicode/uchar.h>
#include <unicode/utf8.h>

#define BIT(kind) (1u << (kind))
#define MOST_GROUPS 4

/* Runs of figures with the marks between them, and the letters behind. */
typedef struct {
  int n;
  int value[MOST_GROUPS];
  int digits[MOST_GROUPS];
  char mark[MOST_GROUPS];  /* before the group of the same number */
  char letters[12];        /* glued behind, in lower case */
} Figures;

/* False when it is longer than any date. */
static bool
split (const char *text, uint32_t length, Figures *figures)
{
  int i = 0;
  size_t n_letters = 0;
  bool in_group = false;

  memset (figures, 0, sizeof *figures);
  while (i < (int) length) {
    UChar32 c;
    int digit;

    U8_NEXT (text, i, (int) length, c);
    digit = c < 0 ? -1 : u_charDigitValue (c);
    if (digit >= 0 && n_letters == 0) {
      if (!in_group && figures->n++ == MOST_GROUPS)
        return false;
      in_group = true;
      if (++figures->digits[figures->n - 1] > 9)
        return false;
      figures->value[figures->n - 1] = figures->value[figures->n - 1] * 10 + digit;
    } else if (c == '.' || c == ':' || c == ',' || c == 0x066B || c == 0x066C) {
      if (!in_group || figures->n == MOST_GROUPS)
        return false;
      figures->mark[figures->n] = c < 0x80 ? (char) c : ',';
      in_group = false;
    } else if (n_letters < sizeof figures->letters - 1 && c < 0x80 && c > 0) {
      figures->letters[n_letters++] = g_ascii_tolower ((char) c);
    } else if ((c == 0x645 || c == 0xBA || c == 0xAA) && n_letters == 0) {
      /* Ordinals: Pashto "۵مه", "۵م", Portuguese and Spanish "1º". */
      n_letters = g_strlcpy (figures->letters, "th", sizeof figures->letters);
    } else if (c != 0x647 || n_letters == 0) {
      return false;
    }
  }
  return figures->n > 0;
}

static uint32_t
kinds_of_integer (int value, int digits)
{
  uint32_t kinds = BIT (NUMERIC_INT);

  if (digits <= 2) {
    if (value >= 1 && value <= 31)
      kinds |= BIT (NUMERIC_DAY);
    if (value >= 1 && value <= 12)
      kinds |= BIT (NUMERIC_MON);
    if (value <= 24)
      kinds |= BIT (NUMERIC_HOUR);
    if (digits == 2)
      kinds |= BIT (NUMERIC_YY) | (value < 60 ? BIT (NUMERIC_MIN) : 0);
  }
  if (digits == 4 && value >= 1000 && value < 2200)
    kinds |= BIT (NUMERIC_YEAR);
  if (digits == 4 && value / 100 < 24 && value % 100 < 60)
    kinds |= BIT (NUMERIC_HHMM);
  if (digits <= 4 && value > 0)
    kinds |= BIT (NUMERIC_YEAR3);
  if (digits == 8 && value / 10000 >= 1900 && value / 10000 < 2100 && value / 100 % 100 >= 1
      && value / 100 % 100 <= 12 && value % 100 >= 1 && value % 100 <= 31)
    kinds |= BIT (NUMERIC_YMD8);
  return kinds;
}

uint32_t
topos_figures_of_word (int value, int is_ordinal)
{
  if (is_ordinal)
    return BIT (NUMERIC_NTH) | (value >= 1 && value <= 31 ? BIT (NUMERIC_ORD) : 0);
  return BIT (NUMERIC_COUNT) | (value >= 1 && value <= 12 ? BIT (NUMERIC_HOUR) : 0);
}

static int
to_24 (int hour, bool pm)
{
  return hour == 12 ? (pm ? 12 : 0) : hour + (pm ? 12 : 0);
}

/* One group with letters behind it: "5th", "80s", "3pm", "05T10", "0300hrs". */
static uint32_t
read_lettered (const Figures *figures, int *value)
{
  static const char *const ordinals[]
      = { "st", "nd", "rd", "th", "re", "eme", "e" };
  const char *letters = figures->letters;
  const int number = figures->value[0], digits = figures->digits[0];

  *value = number;
  if (g_str_equal (letters, "er"))
    return number == 1 ? topos_figures_of_word (1, true)
                       : number % 10 == 0 && digits != 3 ? BIT (NUMERIC_DECADE) : 0;
  for (size_t i = 0; i < G_N_ELEMENTS (ordinals); i++)
    if (g_str_equal (letters, ordinals[i]))
      return topos_figures_of_word (number, true)
             | (number >= 1 && number <= 31 ? BIT (NUMERIC_DAYTH) : 0);
  if (g_str_equal (letters, "s") && number % 10 == 0 && (digits == 4 || digits == 2)
      && (digits == 2 || (number >= 1000 && number < 2200)))
    return BIT (NUMERIC_DECADE);
  if (g_str_equal (letters, "s") && number % 10 == 0 && digits == 3)
    return BIT (NUMERIC_DECADE3);
  if ((g_str_equal (letters, "am") || g_str_equal (letters, "pm")) && number >= 1
      && number <= 12) {
    *value = to_24 (number, letters[0] == 'p') * 100;
    return BIT (NUMERIC_CLOCK12);
  }
  if ((g_str_equal (letters, "hrs") || g_str_equal (letters, "h")
       || g_str_equal (letters, "z")) && digits == 4 && number / 100 < 24 && number % 100 < 60)
    return BIT (NUMERIC_HOURS);
  if (letters[0] == 'h' && (strlen (letters) == 1 || strlen (letters) == 3) && digits <= 2
      && number <= 24 && atoi (letters + 1) < 60) {
    *value = number * 100 + atoi (letters + 1);
    return BIT (NUMERIC_CLOCK);
  }
  if (letters[0] == 't' && (strlen (letters) == 3 || strlen (letters) == 5) && digits == 2
      && number >= 1 && number <= 31) {
    *value = number * 10000 + atoi (letters + 1) * (strlen (letters) == 3 ? 100 : 1);
    return BIT (NUMERIC_DAYT);
  }
  return 0;
}

/* "15:30", "15:30:10", "3.30pm". */
static uint32_t
read_clock (const Figures *figures, int *value)
{
  const int hour = figures->value[0], minute = figures->value[1];
  const char *letters = figures->letters;

  if (hour < 60 && minute < 60 && figures->digits[0] == 2 && figures->digits[1] == 2
      && figures->mark[1] == ':' && (hour > 24 || letters[0] == 'z')) {
    *value = hour;
    return BIT (NUMERIC_MINSEC);
  }
  if (hour > 24 || minute > 59 || figures->digits[0] > 2 || figures->digits[1] != 2)
    return 0;
  *value = hour * 100 + minute;
  if (g_str_equal (letters, "am") || g_str_equal (letters, "pm")) {
    *value = to_24 (hour, letters[0] == 'p') * 100 + minute;
    return hour >= 1 && hour <= 12 ? BIT (NUMERIC_CLOCK12) : 0;
  }
  if (figures->mark[1] == '.')
    return letters[0] == '\0' ? BIT (NUMERIC_DEC) : 0;
  if (g_str_equal (letters, "hrs") || g_str_equal (letters, "h"))
    return BIT (NUMERIC_HOURS);
  return letters[0] == '\0' || g_str_equal (letters, "z") ? BIT (NUMERIC_CLOCK) : 0;
}

/* "5.9.2021", "05.09.21", "2021.09.05", packed as day, month, year. */
static uint32_t
read_dotted (const Figures *figures, int *value)
{
  const int *v = figures->value;
  const bool year_first = figures->digits[0] == 4;
  const int day = year_first ? v[2] : v[0], month = v[1];
  int year = year_first ? v[0] : v[2];

  if (figures->letters[0] != '\0' || (!year_first && figures->digits[2] != 4
      && figures->digits[2] != 2))
    return 0;
  if (!year_first && figures->digits[2] == 2)
    year += year < 50 ? 2000 : 1900;
  if (day < 1 || day > 31 || month < 1 || month > 12 || year < 1000 || year > 2199)
    return 0;
  *value = day * 1000000 + month * 10000 + year;
  return BIT (NUMERIC_DMY);
}

/* "12,000,000": the number, when every group but the first has three figures. */
static uint32_t
read_thousands (const Figures *figures, int *value)
{
  int64_t number = figures->value[0];

  for (int i = 1; i < figures->n; i++) {
    if (figures->digits[i] != 3 || figures->mark[i] != ',')
      return 0;
    number = number * 1000 + figures->value[i];
  }
  *value = (int) MIN (number, 999999999);
  return figures->letters[0] == '\0' ? BIT (NUMERIC_COUNT) : 0;
}

/* "FY2014", "FY14": the year; "W36": the week. */
static uint32_t
read_code (const char *text, uint32_t length, int *value)
{
  Figures figures;

  if (text[0] == 'W') {
    *value = length == 3 ? atoi (text + 1) : 0;
    return *value >= 1 && *value <= 53 ? BIT (NUMERIC_WEEKNO) : 0;
  }
  if (!split (text + 2, length - 2, &figures) || figures.n != 1 || figures.letters[0] != '\0'
      || (figures.digits[0] != 2 && figures.digits[0] != 4))
    return 0;
  *value = figures.value[0] + (figures.digits[0] == 4 ? 0 : figures.value[0] < 50 ? 2000 : 1900);
  return *value >= 1000 && *value < 2200 ? BIT (NUMERIC_FISCAL) : 0;
}

bool
topos_figures_are_code (const char *text, uint32_t length)
{
  return (length > 3 && text[0] == 'F' && text[1] == 'Y')
         || (length == 3 && text[0] == 'W' && g_ascii_isdigit (text[1]));
}

uint32_t
topos_figures_read (const char *text, uint32_t length, int *value)
{
  Figures figures;
  uint32_t kinds;

  *value = 0;
  if (g_ascii_isalpha (text[0]))
    return read_code (text, length, value);
  if (length > 40 || !split (text, length, &figures))
    return 0;
  *value = figures.value[0];
  if (figures.n == 1 && figures.letters[0] == '\0') {
    kinds = kinds_of_integer (figures.value[0], figures.digits[0]);
    if (kinds & BIT (NUMERIC_YMD8))
      *value = figures.value[0] % 100 * 1000000 + figures.value[0] / 100 % 100 * 10000
               + figures.value[0] / 10000;
    return kinds;
  }
  if (figures.n == 1)
    return read_lettered (&figures, value);
  if (figures.mark[1] == ':' && figures.n <= 3)
    return read_clock (&figures, value);
  if (figures.mark[1] == ',')
    return read_thousands (&figures, value);
  if (figures.n == 3)
    return read_dotted (&figures, value);
  if (figures.n != 2)
    return 0;
  kinds = read_clock (&figures, value);
  if (kinds == 0 && figures.letters[0] == '\0' && figures.digits[0] <= 6
      && figures.digits[1] <= 2) {
    *value = figures.value[0] * 100 + figures.value[1];
    return BIT (NUMERIC_DEC);
  }
  return kinds;
}
