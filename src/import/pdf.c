/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/pdf.h"

#include "core/error.h"
#include "core/translate.h"
#include "import/import.h"

#include <poppler.h>
#include <string.h>

bool
topos_import_is_pdf (GBytes *bytes)
{
  gsize length = 0;
  const char *data = g_bytes_get_data (bytes, &length);

  return length > 8 && memmem (data, MIN (length, 1024), "%PDF-", 5) != NULL;
}

/* ----------------------------------------------------------------------------- lines */

/* The width, in characters, that nine lines of ten do not exceed. */
static long
usual_width (char **lines)
{
  g_autoptr (GArray) widths = g_array_new (FALSE, FALSE, sizeof (long));
  long width = 0;

  for (size_t i = 0; lines[i] != NULL; i++) {
    const long chars = g_utf8_strlen (lines[i], -1);
    guint at = 0;

    if (chars == 0 || widths->len > 400)
      continue;
    while (at < widths->len && g_array_index (widths, long, at) < chars)
      at++;
    g_array_insert_val (widths, at, chars);
  }
  if (widths->len > 0)
    width = g_array_index (widths, long, widths->len * 9 / 10 < widths->len ? widths->len * 9 / 10
                                                                             : widths->len - 1);
  return width;
}

static bool
ends_sentence (const char *line)
{
  static const char *const ENDS[] = { ".", "!", "?", ".”", ".\"", "”", "。", "؟", "۔", "।", ":" };

  for (size_t i = 0; i < G_N_ELEMENTS (ENDS); i++)
    if (g_str_has_suffix (line, ENDS[i]))
      return true;
  return false;
}

/* True when the paragraph goes on from `line` to `next`. */
static bool
goes_on (const char *line, const char *next, long width)
{
  const long chars = g_utf8_strlen (line, -1);

  if (*line == '\0' || next == NULL || *next == '\0')
    return false;
  if (g_unichar_islower (g_utf8_get_char (next)))
    return true;
  return chars * 100 >= width * 75 && !(ends_sentence (line) && chars * 100 < width * 90);
}

/* "govern-" before "ment": the hyphen was the line break's. */
static bool
is_cut_word (const GString *body, const char *next)
{
  return body->len > 1 && body->str[body->len - 1] == '-' && g_ascii_isalpha (body->str[body->len - 2])
         && g_unichar_islower (g_utf8_get_char (next));
}

void
topos_pdf_append_page (GString *body, const char *text)
{
  g_auto (GStrv) lines = g_strsplit_set (text, "\n\f", -1);
  const long width = usual_width (lines);
  bool joining = false;

  for (size_t i = 0; lines[i] != NULL; i++) {
    const char *line = g_strstrip (lines[i]);

    if (*line == '\0')
      continue;
    if (joining && is_cut_word (body, line))
      g_string_truncate (body, body->len - 1);
    else if (joining)
      g_string_append_c (body, ' ');
    else if (body->len > 0)
      g_string_append (body, "\n\n");
    g_string_append (body, line);
    joining = lines[i + 1] != NULL && goes_on (line, g_strstrip (lines[i + 1]), width);
  }
}

/* ---------------------------------------------------------------------------- document */

static PopplerDocument *
open_document (GBytes *bytes, const char *name, GError **error)
{
  g_autoptr (GError) cause = NULL;
  PopplerDocument *document = poppler_document_new_from_bytes (bytes, NULL, &cause);
  const bool locked = g_error_matches (cause, POPPLER_ERROR, POPPLER_ERROR_ENCRYPTED);

  if (document == NULL)
    g_set_error (error, TOPOS_ERROR, TOPOS_ERROR_INPUT,
                 locked ? _ ("“%s” is locked by a password; save it without one.")
                        : _ ("“%s” is a damaged PDF and cannot be read."),
                 name);
  return document;
}

static GString *
text_of (PopplerDocument *document)
{
  GString *body = g_string_new (NULL);

  for (int i = 0; i < poppler_document_get_n_pages (document); i++) {
    g_autoptr (GObject) page = (GObject *) poppler_document_get_page (document, i);
    g_autofree char *text = page != NULL ? poppler_page_get_text (POPPLER_PAGE (page)) : NULL;
    g_autofree char *valid = text != NULL ? g_utf8_make_valid (text, -1) : NULL;

    if (valid != NULL)
      topos_pdf_append_page (body, valid);
    if (body->len > TOPOS_IMPORT_MOST_BYTES)
      break;
  }
  return body;
}

ToposArticle *
topos_import_pdf (GBytes *bytes, const char *name, GError **error)
{
  g_autoptr (GObject) owner = (GObject *) open_document (bytes, name, error);
  PopplerDocument *document = (PopplerDocument *) owner;
  g_autofree char *title = document != NULL ? poppler_document_get_title (document) : NULL;
  g_autofree char *author = document != NULL ? poppler_document_get_author (document) : NULL;
  ToposArticle *article;
  GString *body;
  size_t length;

  if (document == NULL)
    return NULL;
  body = text_of (document);
  if (body->len == 0 || body->len > TOPOS_IMPORT_MOST_BYTES) {
    g_set_error (error, TOPOS_ERROR, TOPOS_ERROR_INPUT,
                 body->len == 0 ? _ ("“%s” holds no text, only pictures of it; Topos cannot read those.")
                                : _ ("“%s” holds more text than Topos reads at once; cut it into parts."),
                 name);
    g_string_free (body, TRUE);
    return NULL;
  }
  length = body->len;
  article = topos_article_new (g_string_free (body, FALSE), length);
  topos_field_offer (&article->title, title, TOPOS_ORIGIN_MARKUP);
  topos_field_offer (&article->author, author, TOPOS_ORIGIN_MARKUP);
  return article;
}
