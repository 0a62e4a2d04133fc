/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/import.h"

#include "core/error.h"
#include "core/translate.h"
#include "import/epub.h"
#include "import/furniture.h"
#include "import/heading.h"
#include "import/html.h"
#include "import/lines.h"
#include "import/office.h"
#include "import/pdf.h"
#include "import/plain.h"
#include "import/stated-day.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

/* One format: how its content is told, and who reads it. The first that fits is taken. */
static const struct {
  const char *media_type;
  bool (*fits) (GBytes *bytes);
  ToposArticle *(*read) (GBytes *bytes, const char *name, GError **error);
} READERS[] = {
  { "application/pdf", topos_import_is_pdf, topos_import_pdf },
  { "application/epub+zip", topos_import_is_epub, topos_import_epub },
  { "application/vnd.oasis.opendocument.text", topos_import_is_odt, topos_import_odt },
  { "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    topos_import_is_docx, topos_import_docx },
  { "text/html", topos_import_is_html, topos_import_html },
  { "text/plain", NULL, topos_import_plain },
};

/* Endings that a folder's walk picks up. */
static const char *const ENDINGS[] = { ".txt", ".text", ".html", ".htm", ".xhtml", ".md",
                                       ".pdf", ".epub", ".docx", ".odt" };

/* ------------------------------------------------------------------------------- hints */

void
topos_import_hints_init (ToposImportHints *hints)
{
  *hints = (ToposImportHints){ .published.day = TOPOS_DAY_NONE };
}

void
topos_import_hints_clear (ToposImportHints *hints)
{
  g_free (hints->title.value);
  g_free (hints->outlet.value);
  g_free (hints->author.value);
  g_free (hints->url.value);
  g_free (hints->published.why);
  topos_import_hints_init (hints);
}

static void
offer_field (ToposField *field, const ToposField *known)
{
  if (known->origin != TOPOS_ORIGIN_NONE)
    topos_field_offer (field, known->value, known->origin);
}

static void
offer_hints (ToposArticle *article, const ToposImportHints *hints)
{
  const ToposPublished *published = &hints->published;

  offer_field (&article->title, &hints->title);
  offer_field (&article->outlet, &hints->outlet);
  offer_field (&article->author, &hints->author);
  offer_field (&article->url, &hints->url);
  if (published->origin != TOPOS_ORIGIN_NONE)
    topos_published_offer (&article->published, published->day, published->certainty,
                           published->origin, published->why);
}

/* ------------------------------------------------------------------------------ finish */

static void
offer_day_in_names (ToposArticle *article, const char *name)
{
  g_autofree char *base = name && strstr (name, "://") == NULL ? g_path_get_basename (name) : NULL;
  const char *address = article->url.value;
  ToposDay day;

  if (base != NULL && topos_stated_day_in_name (base, &day))
    topos_published_offer (&article->published, day, TOPOS_CERTAINTY_STATED,
                           TOPOS_ORIGIN_FILE_NAME, "The file’s name holds this day.");
  if (address != NULL && topos_stated_day_in_name (address, &day))
    topos_published_offer (&article->published, day, TOPOS_CERTAINTY_STATED,
                           TOPOS_ORIGIN_FILE_NAME, "The article’s address holds this day.");
}

static void
explain_published (ToposPublished *published)
{
  static const char *const WHY[] = {
    [TOPOS_ORIGIN_USER] = "You said so when you imported it.",
    [TOPOS_ORIGIN_MANIFEST] = "The manifest says so.",
    [TOPOS_ORIGIN_HEADER] = "A line at the head of the article says so.",
    [TOPOS_ORIGIN_MARKUP] = "The document’s own metadata say so.",
    [TOPOS_ORIGIN_DATELINE] = "The article’s dateline says so.",
  };

  if (published->why == NULL && published->day != TOPOS_DAY_NONE
      && published->origin < G_N_ELEMENTS (WHY))
    published->why = g_strdup (WHY[published->origin]);
}

/* What all formats share once there is a body: the kinds of its lines, and what they tell. */
static void
finish (ToposArticle *article, const char *name, const ToposImportHints *hints)
{
  g_autoptr (GArray) lines = topos_lines_new (article->body, article->length);

  topos_lines_settle_zones (lines, article->zones, article->n_zones);
  if (hints != NULL)
    offer_hints (article, hints);
  topos_furniture_mark (article->body, lines);
  topos_heading_read (article, lines,
                      g_strcmp0 (article->media_type, "text/plain") == 0 ? TOPOS_ORIGIN_HEADER
                                                                         : TOPOS_ORIGIN_MARKUP);
  topos_lines_to_zones (lines, article);
  offer_day_in_names (article, name);
  explain_published (&article->published);
}

static bool
has_text (const ToposArticle *article)
{
  for (const char *at = article->body; *at != '\0'; at = g_utf8_next_char (at))
    if (g_unichar_isgraph (g_utf8_get_char (at)))
      return true;
  return false;
}

ToposArticle *
topos_import_bytes (GBytes *bytes, const char *name, const ToposImportHints *hints,
                    GError **error)
{
  g_autofree char *shown = name ? g_filename_display_name (name) : g_strdup ("standard input");
  g_autoptr (ToposArticle) article = NULL;
  size_t reader = 0;

  if (g_bytes_get_size (bytes) > TOPOS_IMPORT_MOST_BYTES) {
    g_set_error (error, TOPOS_ERROR, TOPOS_ERROR_INPUT,
                 _ ("“%s” has %u MB; Topos reads articles of up to %u MB. Cut it into parts."), shown,
                 (unsigned) (g_bytes_get_size (bytes) >> 20),
                 (unsigned) (TOPOS_IMPORT_MOST_BYTES >> 20));
    return NULL;
  }
  while (READERS[reader].fits != NULL && !READERS[reader].fits (bytes))
    reader++;
  article = READERS[reader].read (bytes, shown, error);
  if (article == NULL)
    return NULL;
  if (!has_text (article)) {
    g_set_error (error, TOPOS_ERROR, TOPOS_ERROR_INPUT, _ ("“%s” is empty: there is no text in it."),
                 shown);
    return NULL;
  }
  article->source = g_strdup (name);
  article->source_hash = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);
  article->media_type = g_strdup (READERS[reader].media_type);
  finish (article, name, hints);
  return g_steal_pointer (&article);
}

/* -------------------------------------------------------------------------------- files */

static GBytes *
set_file_error (GError **error, const char *path, const char *what)
{
  g_autofree char *shown = g_filename_display_name (path);

  g_set_error (error, TOPOS_ERROR, TOPOS_ERROR_INPUT, _ ("“%s” cannot be read: %s."), shown, what);
  return NULL;
}

/* Reads the whole file, or says why not. A file that grows meanwhile is cut at its limit and
 * refused by its size, never read for ever. */
static GBytes *
read_whole (int file, const char *path, GError **error)
{
  g_autoptr (GByteArray) data = g_byte_array_new ();
  g_autofree guint8 *block = g_malloc (64 * 1024);

  while (data->len <= TOPOS_IMPORT_MOST_BYTES) {
    const ssize_t n = read (file, block, 64 * 1024);

    if (n < 0 && errno == EINTR)
      continue;
    if (n < 0)
      return set_file_error (error, path, g_strerror (errno));
    if (n == 0)
      break;
    g_byte_array_append (data, block, (guint) n);
  }
  return g_byte_array_free_to_bytes (g_steal_pointer (&data));
}

static GBytes *
load_file (const char *path, GError **error)
{
  const int file = g_open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK, 0);
  GBytes *bytes = NULL;
  GStatBuf status;

  if (file < 0)
    return set_file_error (error, path, errno == ENOENT ? _ ("there is no such file")
                                        : errno == EACCES ? _ ("you are not allowed to open it")
                                                          : g_strerror (errno));
  if (fstat (file, &status) != 0) {
    set_file_error (error, path, g_strerror (errno));
  } else if (S_ISDIR (status.st_mode)) {
    set_file_error (error, path, _ ("it is a folder"));
  } else if (!S_ISREG (status.st_mode)) {
    set_file_error (error, path, _ ("it is not a file but a device or a pipe"));
  } else if (status.st_size > TOPOS_IMPORT_MOST_BYTES) {
    g_autofree char *what
        = g_strdup_printf (_ ("it has %u MB, and Topos reads articles of up to %u MB; cut it into parts"),
                           (unsigned) (status.st_size >> 20),
                           (unsigned) (TOPOS_IMPORT_MOST_BYTES >> 20));

    set_file_error (error, path, what);
  } else {
    bytes = read_whole (file, path, error);
  }
  close (file);
  return bytes;
}

ToposArticle *
topos_import_file (const char *path, const ToposImportHints *hints, GError **error)
{
  g_autoptr (GBytes) bytes = load_file (path, error);

  if (bytes == NULL)
    return NULL;
  return topos_import_bytes (bytes, path, hints, error);
}

bool
topos_import_takes_name (const char *name)
{
  g_autofree char *base = g_path_get_basename (name);
  g_autofree char *lower = g_ascii_strdown (base, -1);

  if (*base == '.')
    return false;
  for (size_t i = 0; i < G_N_ELEMENTS (ENDINGS); i++)
    if (g_str_has_suffix (lower, ENDINGS[i]))
      return true;
  return false;
}
