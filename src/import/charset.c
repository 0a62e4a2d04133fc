/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/charset.h"

#include "core/error.h"
#include "core/translate.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include <uchardet.h>

/* More of a text than this tells nothing new about its charset. */
#define MOST_BYTES_TO_GUESS (256 * 1024)

static const struct {
  const char *bytes;
  size_t length;
  const char *charset;
} MARKS[] = {
  { "\xEF\xBB\xBF", 3, "UTF-8" },
  { "\xFF\xFE\0\0", 4, "UTF-32LE" },
  { "\0\0\xFE\xFF", 4, "UTF-32BE" },
  { "\xFF\xFE", 2, "UTF-16LE" },
  { "\xFE\xFF", 2, "UTF-16BE" },
};

/* What a file is that is not text, by its first bytes. */
typedef struct {
  const char *bytes;
  size_t length;
  const char *what;
} Stranger;

static const Stranger STRANGERS[] = {
  { "\x89PNG", 4, N_ ("a PNG picture") },
  { "\xFF\xD8\xFF", 3, N_ ("a JPEG picture") },
  { "GIF8", 4, N_ ("a GIF picture") },
  { "RIFF", 4, N_ ("a sound, a film or a WebP picture") },
  { "PK\x03\x04", 4, N_ ("a ZIP archive") },
  { "\x1F\x8B", 2, N_ ("a gzip archive") },
  { "BZh", 3, N_ ("a bzip2 archive") },
  { "\xFD" "7zXZ", 5, N_ ("an xz archive") },
  { "7z\xBC\xAF", 4, N_ ("a 7z archive") },
  { "Rar!", 4, N_ ("a RAR archive") },
  { "\xD0\xCF\x11\xE0", 4, N_ ("an old Word, Excel or PowerPoint file; save it as DOCX or ODT") },
  { "\x7F" "ELF", 4, N_ ("a program") },
  { "MZ", 2, N_ ("a program") },
  { "SQLite format 3", 15, N_ ("a database") },
  { "ID3", 3, N_ ("a sound") },
  { "OggS", 4, N_ ("a sound or a film") },
};

static const Stranger *
stranger_of (const char *data, size_t length)
{
  for (size_t i = 0; i < G_N_ELEMENTS (STRANGERS); i++)
    if (length >= STRANGERS[i].length
        && memcmp (data, STRANGERS[i].bytes, STRANGERS[i].length) == 0)
      return &STRANGERS[i];
  return NULL;
}

/* No text begins so, not even in an odd charset: the first bytes hold a control character. */
static bool
begins_as_no_text (const char *data, size_t length)
{
  const Stranger *stranger = stranger_of (data, length);

  for (size_t i = 0; stranger != NULL && i < stranger->length; i++)
    if (g_ascii_iscntrl (data[i]))
      return true;
  return false;
}

static void
set_not_text (const char *data, size_t length, const char *name, GError **error)
{
  const Stranger *stranger = stranger_of (data, length);
  const bool film = length > 11 && memcmp (data + 4, "ftyp", 4) == 0;
  const char *what = stranger != NULL ? _ (stranger->what) : film ? _ ("a film") : NULL;

  g_set_error (error, TOPOS_ERROR, TOPOS_ERROR_INPUT,
               what ? _ ("“%s” is not text but %s.") : _ ("“%s” is not text: it holds binary data%s."),
               name, what ? what : "");
}

/* UTF-16 without its mark: in western text nearly every other byte is zero. */
static const char *
unmarked_utf16 (const char *data, size_t length)
{
  const size_t seen = MIN (length, 4096) & ~(size_t) 1;
  size_t even = 0, odd = 0;

  for (size_t i = 0; i < seen; i += 2) {
    even += data[i] == '\0';
    odd += data[i + 1] == '\0';
  }
  if (seen < 8 || length % 2 != 0)
    return NULL;
  if (odd * 10 > seen / 2 * 7 && even * 10 < seen / 2)
    return "UTF-16LE";
  if (even * 10 > seen / 2 * 7 && odd * 10 < seen / 2)
    return "UTF-16BE";
  return NULL;
}

/* What the bytes look like to uchardet, or NULL. */
static char *
guessed (const char *data, size_t length)
{
  uchardet_t detector = uchardet_new ();
  char *charset = NULL;

  if (uchardet_handle_data (detector, data, MIN (length, MOST_BYTES_TO_GUESS)) == 0) {
    uchardet_data_end (detector);
    charset = g_strdup (uchardet_get_charset (detector));
  }
  uchardet_delete (detector);
  if (charset != NULL && (*charset == '\0' || g_ascii_strcasecmp (charset, "ASCII") == 0
                          || g_ascii_strcasecmp (charset, "UTF-8") == 0))
    g_clear_pointer (&charset, g_free);
  return charset;
}

/* Old pages say ISO-8859-1 and mean windows-1252, as every browser knows. */
static const char *
meant_by (const char *charset)
{
  static const struct {
    const char *said, *meant;
  } ALIASES[] = {
    { "iso-8859-1", "windows-1252" }, { "latin1", "windows-1252" }, { "us-ascii", "windows-1252" },
    { "ascii", "windows-1252" },      { "iso-8859-9", "windows-1254" },
    { "gb2312", "gb18030" },          { "gbk", "gb18030" },
    { "ks_c_5601-1987", "cp949" },    { "euc-kr", "cp949" },
    { "shift_jis", "cp932" },         { "utf-16", "UTF-16LE" },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (ALIASES); i++)
    if (g_ascii_strcasecmp (charset, ALIASES[i].said) == 0)
      return ALIASES[i].meant;
  return charset;
}

static char *
converted (const char *data, size_t length, const char *charset, size_t *written)
{
  gsize read = 0, n = 0;
  g_autofree char *text = g_convert (data, (gssize) length, "UTF-8", meant_by (charset), &read, &n,
                                     NULL);

  if (text == NULL || read < length || memchr (text, '\0', n) != NULL)
    return NULL;
  *written = n;
  return g_steal_pointer (&text);
}

/* windows-1252 by hand: five of its bytes mean nothing, and iconv would refuse the file for
 * one of them. They become U+FFFD. */
static char *
from_windows_1252 (const char *data, size_t length, size_t *written)
{
  static const uint16_t HIGH[32]
      = { 0x20AC, 0xFFFD, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
          0x2039, 0x0152, 0xFFFD, 0x017D, 0xFFFD, 0xFFFD, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
          0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0xFFFD, 0x017E, 0x0178 };
  GString *text = g_string_sized_new (length + length / 8);

  for (size_t i = 0; i < length; i++) {
    const unsigned char byte = (unsigned char) data[i];

    g_string_append_unichar (text, byte >= 0x80 && byte < 0xA0 ? HIGH[byte - 0x80] : byte);
  }
  *written = text->len;
  return g_string_free (text, FALSE);
}

/* Control characters that no text has; a text has none, a program many. */
static bool
looks_binary (const char *text, size_t length)
{
  const size_t seen = MIN (length, 64 * 1024);
  size_t controls = 0;

  for (size_t i = 0; i < seen; i++) {
    const unsigned char c = (unsigned char) text[i];

    controls += (c < 32 && c != '\n' && c != '\r' && c != '\t' && c != '\f' && c != '\v'
                 && c != 27) || c == 127;
  }
  return controls > 2 && controls * 200 > seen;
}

static char *
decode_marked (const char *data, size_t length, const char *declared, size_t *written,
               char **charset)
{
  const char *said = unmarked_utf16 (data, length);
  size_t mark = 0;

  for (size_t i = 0; i < G_N_ELEMENTS (MARKS) && mark == 0; i++)
    if (length >= MARKS[i].length && memcmp (data, MARKS[i].bytes, MARKS[i].length) == 0) {
      said = MARKS[i].charset;
      mark = MARKS[i].length;
    }
  if (said == NULL && g_utf8_validate_len (data, length, NULL)) {
    *charset = g_strdup ("UTF-8");
    *written = length;
    return g_strndup (data, length);
  }
  if (said == NULL)
    said = declared;
  if (said == NULL)
    return NULL;
  *charset = g_strdup (said);
  return converted (data + mark, length - mark, said, written);
}

static char *
decode_guessed (const char *data, size_t length, size_t *written, char **charset)
{
  char *text = NULL;

  g_free (*charset);
  *charset = guessed (data, length);
  if (*charset != NULL)
    text = converted (data, length, *charset, written);
  if (text != NULL)
    return text;
  g_free (*charset);
  *charset = g_strdup ("windows-1252");
  return memchr (data, '\0', length) ? NULL : from_windows_1252 (data, length, written);
}

char *
topos_charset_decode (GBytes *bytes, const char *name, const char *declared, size_t *length,
                      char **charset, GError **error)
{
  gsize n = 0;
  const char *data = g_bytes_get_data (bytes, &n);
  g_autofree char *said = NULL;
  g_autofree char *text = NULL;

  if (begins_as_no_text (data, n)) {
    set_not_text (data, n, name, error);
    return NULL;
  }
  if (n > 0)
    text = decode_marked (data, n, declared, length, &said);
  if (n > 0 && text == NULL)
    text = decode_guessed (data, n, length, &said);
  if (n == 0) {
    text = g_strdup ("");
    said = g_strdup ("UTF-8");
    *length = 0;
  }
  if (text == NULL || looks_binary (text, *length)) {
    set_not_text (data, n, name, error);
    return NULL;
  }
  *charset = g_steal_pointer (&said);
  return g_steal_pointer (&text);
}
