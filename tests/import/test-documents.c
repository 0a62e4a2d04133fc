/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/error.h"
#include "import/import.h"
#include "import/pdf.h"

#include <archive.h>
#include <archive_entry.h>
#include <cairo-pdf.h>
#include <string.h>

typedef struct {
  const char *name;
  const char *text;
} Member;

/* A ZIP of these members, not compressed unless asked. */
static GBytes *
zipped (const Member *members, size_t n, bool compress)
{
  const size_t room = 4 << 20;
  char *data = g_malloc (room);
  struct archive *archive = archive_write_new ();
  size_t used = 0;

  archive_write_set_format_zip (archive);
  g_assert_cmpint (archive_write_set_options (archive, compress ? "zip:compression=deflate"
                                                                : "zip:compression=store"), ==,
                   ARCHIVE_OK);
  g_assert_cmpint (archive_write_open_memory (archive, data, room, &used), ==, ARCHIVE_OK);
  for (size_t i = 0; i < n; i++) {
    struct archive_entry *entry = archive_entry_new ();

    archive_entry_set_pathname (entry, members[i].name);
    archive_entry_set_filetype (entry, AE_IFREG);
    archive_entry_set_perm (entry, 0644);
    archive_entry_set_size (entry, (la_int64_t) strlen (members[i].text));
    g_assert_cmpint (archive_write_header (archive, entry), ==, ARCHIVE_OK);
    archive_write_data (archive, members[i].text, strlen (members[i].text));
    archive_entry_free (entry);
  }
  archive_write_close (archive);
  archive_write_free (archive);
  return g_bytes_new_take (data, used);
}

static ToposArticle *
imported (GBytes *bytes, const char *media_type)
{
  g_autoptr (GError) error = NULL;
  ToposArticle *article = topos_import_bytes (bytes, "x", NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (article->media_type, ==, media_type);
  return article;
}

static const Member DOCX[] = {
  { "[Content_Types].xml", "<Types/>" },
  { "word/document.xml",
    "<w:document xmlns:w='w'><w:body><w:p><w:pPr><w:pStyle w:val='Title'/></w:pPr><w:r><w:t>Dam breaks</w:t></w:r>"
    "</w:p><w:p/><w:p><w:r><w:t xml:space='preserve'>The water came to </w:t></w:r><w:r><w:t>Ayni</w:t></w:r>"
    "<w:r><w:instrText>PAGE</w:instrText></w:r><w:del><w:r><w:delText>yesterday</w:delText></w:r></w:del>"
    "<w:r><w:t> at night.</w:t><w:br/><w:t>Nobody slept.</w:t></w:r></w:p>"
    "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>Two bridges are gone.</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    "</w:body></w:document>" },
  { "docProps/core.xml", "<cp xmlns:dc='d'><dc:title>Dam breaks</dc:title><dc:creator>Jane Doe</dc:creator></cp>" },
};

static void
test_docx (void)
{
  g_autoptr (GBytes) bytes = zipped (DOCX, G_N_ELEMENTS (DOCX), true);
  g_autoptr (ToposArticle) article
      = imported (bytes,
                  "application/vnd.openxmlformats-officedocument.wordprocessingml.document");

  g_assert_cmpstr (article->body, ==,
                   "Dam breaks\n\nThe water came to Ayni at night.\nNobody slept.\n\n"
                   "Two bridges are gone.");
  g_assert_cmpstr (article->title.value, ==, "Dam breaks");
  g_assert_cmpstr (article->author.value, ==, "Jane Doe");
  g_assert_cmpint (topos_article_zone_at (article, 0), ==, TOPOS_ZONE_TITLE);
  g_assert_cmpint (article->published.day, ==, TOPOS_DAY_NONE);
}

static void
test_odt (void)
{
  static const Member ODT[] = {
    { "mimetype", "application/vnd.oasis.opendocument.text" },
    { "content.xml",
      "<o:c xmlns:o='o' xmlns:text='t'><o:body><text:tracked-changes><text:p>gone</text:p></text:tracked-changes>"
      "<text:h>Dam breaks</text:h><text:p>The water<text:s/>came<o:annotation><text:p>sure?</text:p></o:annotation>"
      " to <text:span>Ayni</text:span>.</text:p></o:body></o:c>" },
    { "meta.xml", "<o:m xmlns:o='o' xmlns:dc='d'><dc:title>Dam breaks</dc:title></o:m>" },
  };
  g_autoptr (GBytes) bytes = zipped (ODT, G_N_ELEMENTS (ODT), false);
  g_autoptr (ToposArticle) article = imported (bytes, "application/vnd.oasis.opendocument.text");

  g_assert_cmpstr (article->body, ==, "Dam breaks\n\nThe water came to Ayni.");
  g_assert_cmpstr (article->title.value, ==, "Dam breaks");
}

static void
test_epub (void)
{
  static const Member EPUB[] = {
    { "mimetype", "application/epub+zip" },
    { "META-INF/container.xml",
      "<container><rootfiles><rootfile full-path='OEBPS/book.opf'/></rootfiles></container>" },
    { "OEBPS/book.opf",
      "<package xmlns:dc='d'><metadata><dc:title>The Flood</dc:title><dc:creator>Jane Doe</dc:creator>"
      "<dc:date>1957-03-02</dc:date></metadata><manifest><item id='b' href='two.xhtml'/>"
      "<item id='a' href='one%20a.xhtml'/></manifest><spine><itemref idref='a'/><itemref idref='b'/>"
      "<itemref idref='a'/><itemref idref='missing'/></spine></package>" },
    { "OEBPS/two.xhtml", "<html><body><p>The second chapter, in Dushanbe.</p></body></html>" },
    { "OEBPS/one a.xhtml", "<html><body><h2>One</h2><p>The first chapter, in Ayni.</p></body></html>" },
  };
  g_autoptr (GBytes) bytes = zipped (EPUB, G_N_ELEMENTS (EPUB), false);
  g_autoptr (ToposArticle) article = imported (bytes, "application/epub+zip");

  g_assert_cmpstr (article->body, ==,
                   "One\n\nThe first chapter, in Ayni.\n\nThe second chapter, in Dushanbe.");
  g_assert_cmpstr (article->title.value, ==, "The Flood");
  g_assert_cmpint (article->published.day, ==, topos_day_from_ymd (1957, 3, 2));
}

/* Bytes that are no UTF-8, in a document that says nothing or UTF-8 of itself. */
static void
test_not_utf8 (void)
{
  static const char *const TEXTS[] = {
    "<w:document xmlns:w='w'><w:body><w:p><w:pPr\xB9\x8Byw><w:r><w:t>Dam</w:t></w:r></w:p></w:body></w:document>",
    "<?xml version='1.0' encoding='UTF-8'?><w:document xmlns:w='w'><w:body><w:p><w:r><w:t>Caf\xE9</w:t></w:r></w:p></w:body></w:document>",
  };

  for (size_t i = 0; i < G_N_ELEMENTS (TEXTS); i++) {
    const Member members[] = { { "[Content_Types].xml", "<Types/>" },
                               { "word/document.xml", TEXTS[i] } };
    g_autoptr (GBytes) bytes = zipped (members, G_N_ELEMENTS (members), false);
    g_autoptr (ToposArticle) article = topos_import_bytes (bytes, "x", NULL, NULL);

    g_assert_nonnull (article);
    g_assert_true (g_utf8_validate (article->body, -1, NULL));
  }
}

static void
assert_refused (GBytes *bytes, const char *says)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (topos_import_bytes (bytes, "x", NULL, &error));
  g_assert_error (error, TOPOS_ERROR, TOPOS_ERROR_INPUT);
  g_test_message ("%s", error->message);
  g_assert_nonnull (strstr (error->message, says));
}

/* A small file that unpacks to more than memory should hold. */
static void
test_bomb (void)
{
  const size_t length = (size_t) TOPOS_IMPORT_MOST_BYTES + 1000;
  g_autofree char *large = g_malloc (length + 1);
  const Member members[] = { { "word/document.xml", large } };
  g_autoptr (GBytes) bytes = NULL;

  memset (large, 'x', length);
  large[length] = '\0';
  bytes = zipped (members, 1, true);
  g_assert_cmpuint (g_bytes_get_size (bytes), <, 1 << 20);
  assert_refused (bytes, "unpacks to more");
}

/* An entity that refers to entities that refer to entities, and one that names a file. */
static void
test_entities (void)
{
  static const Member MEMBERS[] = {
    { "word/document.xml",
      "<!DOCTYPE w [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'><!ENTITY c '&b;&b;&b;&b;&b;&b;'>"
      "<!ENTITY f SYSTEM 'file:///etc/passwd'>]>"
      "<w><p><r><t>Ayni &c; &f; fell.</t></r></p></w>" },
  };
  g_autoptr (GBytes) bytes = zipped (MEMBERS, 1, true);
  g_autoptr (ToposArticle) article = topos_import_bytes (bytes, "x", NULL, NULL);

  g_assert_nonnull (article);
  g_assert_null (strstr (article->body, "root:"));
  g_assert_cmpuint (article->length, <, 100);
}

/* Every cut of a document is refused or read, never a crash. */
static void
test_damage (void)
{
  g_autoptr (GBytes) whole = zipped (DOCX, G_N_ELEMENTS (DOCX), true);
  g_autoptr (GRand) random = g_rand_new_with_seed (11);
  gsize length = 0;
  const char *data = g_bytes_get_data (whole, &length);

  for (int i = 0; i < 300; i++) {
    g_autofree char *copy = g_memdup2 (data, length);
    const gsize cut = i % 2 == 0 ? (gsize) g_rand_int_range (random, 1, (int) length) : length;
    g_autoptr (GBytes) bytes = NULL;
    g_autoptr (ToposArticle) article = NULL;
    g_autoptr (GError) error = NULL;

    for (int j = 0; j < 5; j++)
      copy[g_rand_int_range (random, 0, (int) length)] = (char) g_rand_int_range (random, 0, 256);
    bytes = g_bytes_new (copy, cut);
    article = topos_import_bytes (bytes, "x", NULL, &error);
    g_assert_true ((article != NULL) != (error != NULL));
  }
}

/* ------------------------------------------------------------------------------- PDF */

static cairo_status_t
append_bytes (void *closure, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

static GBytes *
drawn_pdf (const char *const *lines)
{
  GByteArray *data = g_byte_array_new ();
  cairo_surface_t *surface = cairo_pdf_surface_create_for_stream (append_bytes, data, 400, 600);
  cairo_t *cr = cairo_create (surface);

  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_TITLE, "Dam breaks");
  cairo_select_font_face (cr, "monospace", CAIRO_FONT_SLANT_NORMAL, CAIRO_FONT_WEIGHT_NORMAL);
  cairo_set_font_size (cr, 12);
  for (int i = 0; lines[i] != NULL; i++) {
    cairo_move_to (cr, 20, 40 + 16 * i);
    cairo_show_text (cr, lines[i]);
  }
  cairo_show_page (cr);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  return g_byte_array_free_to_bytes (data);
}

static void
test_pdf (void)
{
  static const char *const LINES[] = { "Dam breaks", "The water came to Ayni in the night.", NULL };
  static const char *const NOTHING[] = { NULL };
  g_autoptr (GBytes) bytes = drawn_pdf (LINES);
  g_autoptr (GBytes) blank = drawn_pdf (NOTHING);
  g_autoptr (GBytes) broken = g_bytes_new_static ("%PDF-1.4 nothing that follows is a PDF", 38);
  g_autoptr (ToposArticle) article = imported (bytes, "application/pdf");

  g_assert_nonnull (strstr (article->body, "The water came to Ayni in the night."));
  g_assert_cmpstr (article->title.value, ==, "Dam breaks");
  assert_refused (blank, "no text");
  assert_refused (broken, "damaged PDF");
}

static void
test_pdf_lines (void)
{
  g_autoptr (GString) body = g_string_new (NULL);

  topos_pdf_append_page (body, "Dam breaks\nThe water came to Ayni in the night, and the govern-\nment of "
                               "the province sent three lorries from\nDushanbe. Nobody was hurt.\nThe bridge is "
                               "gone, and a new one will be\nbuilt in the spring.\n");
  g_assert_cmpstr (body->str, ==,
                   "Dam breaks\n\nThe water came to Ayni in the night, and the government of the province sent "
                   "three lorries from Dushanbe. Nobody was hurt.\n\nThe bridge is gone, and a new one will be "
                   "built in the spring.");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/documents/docx", test_docx);
  g_test_add_func ("/documents/odt", test_odt);
  g_test_add_func ("/documents/epub", test_epub);
  g_test_add_func ("/documents/not-utf8", test_not_utf8);
  g_test_add_func ("/documents/bomb", test_bomb);
  g_test_add_func ("/documents/entities", test_entities);
  g_test_add_func ("/documents/damage", test_damage);
  g_test_add_func ("/documents/pdf", test_pdf);
  g_test_add_func ("/documents/pdf-lines", test_pdf_lines);
  return g_test_run ();
}
