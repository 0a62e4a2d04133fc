/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "text/fold.h"

#include <string.h>
#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/utf8.h>

/* What ICU's compatibility decomposition leaves alone, and habit treats as one. */
static const struct {
  UChar32 from;
  const char *to;
} SPELLINGS[] = {
  { 0x00DF, "ss" }, { 0x00E6, "ae" }, { 0x00F0, "d" },  { 0x00F8, "o" },  { 0x00FE, "th" },
  { 0x0111, "d" },  { 0x0127, "h" },  { 0x0131, "i" },  { 0x0142, "l" },  { 0x0153, "oe" },
  { 0x0167, "t" },  { 0x0259, "e" },  { 0x0430, "а" },  { 0x0629, "ه" },  { 0x0643, "ک" },
  { 0x0649, "ی" },  { 0x064A, "ی" },  { 0x0671, "ا" },  { 0x06C0, "ه" },  { 0x06C1, "ه" },
  { 0x06BE, "ه" },  { 0x06D5, "ه" },  { 0x06CD, "ی" },  { 0x06D0, "ی" },  { 0x06D2, "ی" },
  { 0x1E9E, "ss" },
};

typedef enum { LETTER, SPACE, NOTHING } Role;

static Role
role_of (UChar32 c)
{
  switch (c) {
  case '\'': case '`': case '.': case 0x00B4: case 0x2018: case 0x2019: case 0x201B:
  case 0x02BB: case 0x02BC: case 0x02BD: case 0x02BE: case 0x02BF: case 0x02B9: case 0x02BA:
  case 0x02C8: case 0x0640: case 0x200C: case 0x200D: case 0x00AD: case 0x2060:
    return NOTHING;
  default:
    break;
  }
  switch (u_charType (c)) {
  case U_NON_SPACING_MARK: case U_ENCLOSING_MARK: case U_FORMAT_CHAR: case U_CONTROL_CHAR:
    return c == '\t' || c == '\n' || c == '\r' ? SPACE : NOTHING;
  case U_COMBINING_SPACING_MARK:
    return LETTER;
  default:
    return u_isalnum (c) ? LETTER : SPACE;
  }
}

static const char *
spelling_of (UChar32 c)
{
  for (size_t i = 0; i < G_N_ELEMENTS (SPELLINGS); i++)
    if (SPELLINGS[i].from == c)
      return SPELLINGS[i].to;
  return NULL;
}

static void
append_space (GString *key, gsize begin)
{
  if (key->len > begin && key->str[key->len - 1] != ' ')
    g_string_append_c (key, ' ');
}

static void
append_folded (GString *key, gsize begin, UChar32 c)
{
  const char *spelled;
  char utf8[U8_MAX_LENGTH];
  int n = 0;

  switch (role_of (c)) {
  case NOTHING:
    return;
  case SPACE:
    append_space (key, begin);
    return;
  case LETTER:
    break;
  }
  c = u_foldCase (c, U_FOLD_CASE_DEFAULT);
  spelled = c >= 0xDF ? spelling_of (c) : NULL;
  if (spelled != NULL) {
    g_string_append (key, spelled);
    return;
  }
  U8_APPEND_UNSAFE (utf8, n, c);
  g_string_append_len (key, utf8, n);
}

static void
append_decomposed (GString *key, gsize begin, UChar32 c)
{
  UErrorCode status = U_ZERO_ERROR;
  const UNormalizer2 *nfkd = unorm2_getNFKDInstance (&status);
  UChar parts[32];
  int length;

  g_assert (U_SUCCESS (status));
  length = unorm2_getDecomposition (nfkd, c, parts, G_N_ELEMENTS (parts), &status);
  if (length < 0 || U_FAILURE (status)) {
    append_folded (key, begin, c);
    return;
  }
  for (int i = 0; i < length;) {
    UChar32 part;

    U16_NEXT (parts, i, length, part);
    append_folded (key, begin, part);
  }
}

void
topos_fold_append (GString *key, const char *name, gssize length)
{
  const gsize begin = key->len;
  const int n = length < 0 ? (int) strlen (name) : (int) length;

  for (int i = 0; i < n;) {
    const unsigned char byte = (unsigned char) name[i];
    UChar32 c;

    if (byte < 0x80) {
      i++;
      if (g_ascii_isalnum (byte))
        g_string_append_c (key, byte | 0x20);  /* a capital's small letter; no digit changes */
      else if (byte == '\'' || byte == '.' || byte == '`')
        continue;
      else
        append_space (key, begin);
      continue;
    }
    U8_NEXT (name, i, n, c);
    if (c >= 0)
      append_decomposed (key, begin, c);
  }
  if (key->len > begin && key->str[key->len - 1] == ' ')
    g_string_truncate (key, key->len - 1);
}

char *
topos_fold (const char *name, gssize length)
{
  GString *key = g_string_sized_new (length < 0 ? 32 : (gsize) length + 1);

  topos_fold_append (key, name, length);
  return g_string_free (key, FALSE);
}
