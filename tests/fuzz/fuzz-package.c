/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The text inside an archive: the first byte says of which format, the rest is its document. A
 * fuzzer would hardly hit upon the sums and tables of a ZIP by itself. */

#include "fuzz.h"
#include "import/import.h"

#include <archive.h>
#include <archive_entry.h>
#include <string.h>

#define ROOM (4 << 20)

typedef struct {
  const char *name;
  const char *text;  /* NULL: the input */
} Member;

static const Member FORMATS[][3] = {
  { { "[Content_Types].xml", "<Types/>" }, { "word/document.xml", NULL } },
  { { "[Content_Types].xml", "<Types/>" },
    { "word/document.xml", "<w:document xmlns:w='w'><w:body><w:p><w:r><w:t>A dam.</w:t></w:r></w:p></w:body></w:document>" },
    { "docProps/core.xml", NULL } },
  { { "mimetype", "application/vnd.oasis.opendocument.text" }, { "content.xml", NULL } },
  { { "mimetype", "application/vnd.oasis.opendocument.text" }, { "meta.xml", NULL },
    { "content.xml", "<office:document-content xmlns:office='o' xmlns:text='t'><office:body><office:text><text:p>A dam.</text:p></office:text></office:body></office:document-content>" } },
  { { "mimetype", "application/epub+zip" }, { "META-INF/container.xml", NULL },
    { "c.opf", "<package><manifest/><spine/></package>" } },
  { { "mimetype", "application/epub+zip" },
    { "META-INF/container.xml", "<container><rootfiles><rootfile full-path='c.opf'/></rootfiles></container>" },
    { "c.opf", NULL } },
  { { "META-INF/container.xml", "<container><rootfiles><rootfile full-path='c.opf'/></rootfiles></container>" },
    { "c.opf", "<package><manifest><item id='a' href='a.xhtml'/></manifest><spine><itemref idref='a'/></spine></package>" },
    { "a.xhtml", NULL } },
};

static void
add_member (struct archive *archive, const Member *member, const uint8_t *data, size_t size)
{
  struct archive_entry *entry = archive_entry_new ();
  const char *text = member->text ? member->text : (const char *) data;
  const size_t length = member->text ? strlen (member->text) : size;

  archive_entry_set_pathname (entry, member->name);
  archive_entry_set_filetype (entry, AE_IFREG);
  archive_entry_set_size (entry, (la_int64_t) length);
  archive_write_header (archive, entry);
  archive_write_data (archive, text, length);
  archive_entry_free (entry);
}

static GBytes *
package_of (const Member *members, const uint8_t *data, size_t size)
{
  struct archive *archive = archive_write_new ();
  char *zip = g_malloc (ROOM);
  size_t used = 0;

  archive_write_set_format_zip (archive);
  archive_write_set_options (archive, "zip:compression=store");
  archive_write_open_memory (archive, zip, ROOM, &used);
  for (size_t i = 0; i < 3 && members[i].name != NULL; i++)
    add_member (archive, &members[i], data, size);
  archive_write_close (archive);
  archive_write_free (archive);
  return g_bytes_new_take (zip, used);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  if (size < 1 || size > ROOM / 2)
    return 0;
  g_autoptr (GBytes) bytes =
    package_of (FORMATS[data[0] % G_N_ELEMENTS (FORMATS)], data + 1, size - 1);
  g_autoptr (ToposArticle) article = topos_import_bytes (bytes, "x", NULL, NULL);

  g_assert (article == NULL || g_utf8_validate (article->body, -1, NULL));
  return 0;
}
