/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/unpack.h"

#include "core/error.h"
#include "core/translate.h"
#include "import/csv.h"
#include "import/import.h"
#include "import/page.h"

#include <json-glib/json-glib.h>
#include <stdio.h>
#include <string.h>

/* How much of a file's head is read to know it. */
#define HEAD_BYTES 400

typedef struct {
  gint64 start;      /* in the old document's text */
  char *text;
} Passage;

typedef struct {
  char *id, *title, *outlet, *published;
  GArray *passages;  /* Passage */
} Document;

typedef struct {
  GPtrArray *documents;   /* Document, in the order in which they were met */
  GHashTable *by_id;
} Shelf;

static void
passage_clear (void *passage)
{
  g_free (((Passage *) passage)->text);
}

static void
document_free (gpointer data)
{
  Document *const document = data;

  g_free (document->id);
  g_free (document->title);
  g_free (document->outlet);
  g_free (document->published);
  g_array_unref (document->passages);
  g_free (document);
}

static void
shelf_clear (Shelf *shelf)
{
  g_ptr_array_unref (shelf->documents);
  g_hash_table_unref (shelf->by_id);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Shelf, shelf_clear)

static void
unpacked_free (gpointer data)
{
  ToposUnpacked *const unpacked = data;

  g_free (unpacked->name);
  g_bytes_unref (unpacked->bytes);
  g_free (unpacked);
}

static Document *
document_of (Shelf *shelf, const char *id)
{
  Document *document = g_hash_table_lookup (shelf->by_id, id);

  if (document != NULL)
    return document;
  document = g_new0 (Document, 1);
  document->id = g_strdup (id);
  document->passages = g_array_new (FALSE, FALSE, sizeof (Passage));
  g_array_set_clear_func (document->passages, passage_clear);
  g_ptr_array_add (shelf->documents, document);
  g_hash_table_insert (shelf->by_id, document->id, document);
  return document;
}

/* What one row, feature or article of the file tells of a passage; texts may be NULL. */
typedef struct {
  const char *document, *title, *outlet, *published, *text;
  gint64 start;
} Told;

static void
keep (Shelf *shelf, const Told *told)
{
  const char *const texts[]
      = { told->document, told->title, told->outlet, told->published, told->text };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    if (texts[i] != NULL && !g_utf8_validate (texts[i], -1, NULL))
      return;
  if (told->document == NULL || *told->document == '\0' || told->text == NULL)
    return;

  Document *const document = document_of (shelf, told->document);
  const Passage passage = { told->start, g_strdup (told->text) };
  if (document->passages->len == 0) {
    document->title = g_strdup (told->title);
    document->outlet = g_strdup (told->outlet);
    document->published = g_strdup (told->published);
  }
  g_array_append_val (document->passages, passage);
}

/* ---------------------------------------------------------------------------- the forms */

static const char *
json_text (JsonObject *object, const char *name)
{
  JsonNode *const node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node)
                 && json_node_get_value_type (node) == G_TYPE_STRING
             ? json_node_get_string (node) : NULL;
}

static JsonArray *
json_list (JsonObject *object, const char *name)
{
  JsonNode *const node = object != NULL ? json_object_get_member (object, name) : NULL;

  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

static JsonObject *
json_item (JsonArray *array, guint i)
{
  JsonNode *const node = json_array_get_element (array, i);

  return JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

static void
read_texts (Shelf *shelf, JsonArray *texts)
{
  for (guint i = 0; texts != NULL && i < json_array_get_length (texts); i++) {
    JsonObject *const text = json_item (texts, i);
    if (text == NULL)
      continue;
    const Told told = { json_text (text, "document"), json_text (text, "title"),
                        json_text (text, "outlet"), json_text (text, "published"),
                        json_text (text, "text"),
                        json_object_get_int_member_with_default (text, "start", 0) };
    keep (shelf, &told);
  }
}

static void
read_geojson (Shelf *shelf, const char *text)
{
  g_autoptr (JsonParser) parser = json_parser_new ();

  if (!json_parser_load_from_data (parser, text, -1, NULL))
    return;
  JsonNode *const root = json_parser_get_root (parser);
  JsonArray *const features
      = JSON_NODE_HOLDS_OBJECT (root) ? json_list (json_node_get_object (root), "features") : NULL;
  for (guint i = 0; features != NULL && i < json_array_get_length (features); i++) {
    JsonObject *const feature = json_item (features, i);
    JsonNode *const properties
        = feature != NULL ? json_object_get_member (feature, "properties") : NULL;
    if (properties != NULL && JSON_NODE_HOLDS_OBJECT (properties))
      read_texts (shelf, json_list (json_node_get_object (properties), "texts"));
  }
}

/* Without the apostrophe that keeps a spreadsheet from running it. */
static const char *
cell (const ToposCsvRecord *record, const int column)
{
  const char *const text
      = column >= 0 && (guint) column < record->fields->len ? record->fields->pdata[column] : NULL;

  return text != NULL && text[0] == '\'' && text[1] != '\0' && strchr ("=+-@\t\r\n|%", text[1])
             ? text + 1 : text;
}

static int
column_of (const ToposCsvRecord *head, const char *name)
{
  for (guint i = 0; i < head->fields->len; i++)
    if (g_str_equal (head->fields->pdata[i], name))
      return (int) i;
  return -1;
}

static void
read_csv (Shelf *shelf, const char *text)
{
  ToposCsv csv = topos_csv_begin (text);
  g_auto (ToposCsvRecord) head = { 0 }, record = { 0 };

  if (!topos_csv_next (&csv, &head))
    return;
  const int document = column_of (&head, "document"), title = column_of (&head, "title");
  const int outlet = column_of (&head, "outlet"), published = column_of (&head, "published");
  const int start = column_of (&head, "start"), passage = column_of (&head, "text");
  while (topos_csv_next (&csv, &record)) {
    const char *const at = cell (&record, start);
    const Told told = { cell (&record, document), cell (&record, title), cell (&record, outlet),
                        cell (&record, published), cell (&record, passage),
                        at != NULL ? g_ascii_strtoll (at, NULL, 10) : 0 };
    keep (shelf, &told);
  }
}

static const char *
attribute (xmlNode *node, const char *name)
{
  const xmlAttr *const found = xmlHasProp (node, BAD_CAST name);

  return found != NULL && found->children != NULL ? (const char *) found->children->content : NULL;
}

static void
read_article (Shelf *shelf, xmlNode *article)
{
  const char *const at = attribute (article, "data-start");

  for (xmlNode *child = article->children; child != NULL; child = child->next) {
    if (xmlStrcmp (child->name, BAD_CAST "p") != 0)
      continue;
    xmlChar *const text = xmlNodeGetContent (child);
    const Told told = { attribute (article, "data-document"), attribute (article, "data-title"),
                        attribute (article, "data-outlet"), attribute (article, "data-published"),
                        (const char *) text, at != NULL ? g_ascii_strtoll (at, NULL, 10) : 0 };
    keep (shelf, &told);
    xmlFree (text);
  }
}

static void
read_page (Shelf *shelf, const char *text)
{
  htmlDocPtr const page = topos_page_parse (text, strlen (text));
  xmlNode *node = page != NULL ? xmlDocGetRootElement (page) : NULL;

  while (node != NULL) {
    if (node->type == XML_ELEMENT_NODE && xmlStrcmp (node->name, BAD_CAST "article") == 0)
      read_article (shelf, node);
    if (node->children != NULL && node->children->type != XML_ENTITY_DECL) {
      node = node->children;
      continue;
    }
    while (node != NULL && node->next == NULL)
      node = node->parent;
    node = node != NULL ? node->next : NULL;
  }
  xmlFreeDoc (page);
}

/* ------------------------------------------------------------------------- the articles */

static int
in_text_order (const void *a, const void *b)
{
  const Passage *const one = a, *const two = b;

  if (one->start != two->start)
    return one->start < two->start ? -1 : 1;
  return strcmp (one->text, two->text);
}

/* A line at the head, as import/heading reads it; a title may not break it. */
static void
add_line (GString *text, const char *key, const char *value)
{
  g_autofree char *line = value != NULL ? g_strdelimit (g_strdup (value), "\r\n", ' ') : NULL;

  if (line != NULL && *line != '\0')
    g_string_append_printf (text, "%s: %s\n", key, line);
}

static ToposUnpacked *
article_of (const Document *document, const char *name)
{
  ToposUnpacked *const unpacked = g_new0 (ToposUnpacked, 1);
  GString *const text = g_string_new (NULL);
  g_autofree char *base = g_path_get_basename (name);
  const Passage *last = NULL;

  add_line (text, "Title", document->title);
  add_line (text, "Source", document->outlet);
  add_line (text, "Date", document->published);
  g_array_sort (document->passages, in_text_order);
  for (guint i = 0; i < document->passages->len; i++) {
    const Passage *const passage = &g_array_index (document->passages, Passage, i);
    if (last != NULL && in_text_order (last, passage) == 0)
      continue;  /* it names several places, and stands with each */
    g_string_append_printf (text, "\n%s\n", passage->text);
    last = passage;
  }
  unpacked->name = g_strdup_printf ("export://%s/%s", base, document->id);
  unpacked->bytes = g_string_free_to_bytes (text);
  return unpacked;
}

typedef void (*Read) (Shelf *shelf, const char *text);

/* A table of places has no passages. */
static void
read_nothing (Shelf *shelf, const char *text)
{
}

/* What a file of ours begins with, or has near its beginning. */
static const struct {
  const char *mark;
  bool first;
  Read read;
} FORMS[] = {
  { "{\"type\":\"FeatureCollection\",\"topos\":{", true, read_geojson },
  { "passage,places,document,", true, read_csv },
  { "mention,place,name,lat,lon,", true, read_csv },
  { "id,name,kind,admin,lat,lon,radius_km,", true, read_nothing },
  { "<meta name=\"generator\" content=\"Topos ", false, read_page },
};

/* The bytes after a byte order mark, which `length` then leaves out. */
static const char *
skip_bom (const char *bytes, gsize *length)
{
  if (*length < 3 || memcmp (bytes, "\xef\xbb\xbf", 3) != 0)
    return bytes;
  *length -= 3;
  return bytes + 3;
}

/* `bytes` without a byte order mark. */
static Read
reader_of (const char *bytes, gsize length)
{
  for (gsize i = 0; i < G_N_ELEMENTS (FORMS); i++) {
    const gsize needed = strlen (FORMS[i].mark);

    if (FORMS[i].first ? length > needed && memcmp (bytes, FORMS[i].mark, needed) == 0
                       : g_strstr_len (bytes, (gssize) MIN (length, HEAD_BYTES), FORMS[i].mark) != NULL)
      return FORMS[i].read;
  }
  return NULL;
}

GPtrArray *
topos_import_unpack (GBytes *file, const char *name)
{
  gsize length;
  const char *data = g_bytes_get_data (file, &length);

  if (data == NULL)
    return NULL;
  data = skip_bom (data, &length);
  const Read reader = reader_of (data, length);
  if (reader == NULL)
    return NULL;

  g_autofree char *text = g_strndup (data, length);
  g_auto (Shelf) shelf = { g_ptr_array_new_with_free_func (document_free),
                           g_hash_table_new (g_str_hash, g_str_equal) };
  GPtrArray *const articles = g_ptr_array_new_with_free_func (unpacked_free);
  reader (&shelf, text);
  for (guint i = 0; i < shelf.documents->len; i++)
    g_ptr_array_add (articles, article_of (shelf.documents->pdata[i], name));
  if (articles->len > 0)
    return articles;
  g_ptr_array_unref (articles);
  return NULL;
}

static Read
reader_of_file (const char *path)
{
  char head[HEAD_BYTES];
  FILE *const file = fopen (path, "rb");
  gsize length = file != NULL ? fread (head, 1, sizeof head, file) : 0;

  if (file != NULL)
    fclose (file);
  const char *const bytes = skip_bom (head, &length);
  return reader_of (bytes, length);
}

GPtrArray *
topos_import_unpack_file (const char *path, GError **error)
{
  const Read reader = g_file_test (path, G_FILE_TEST_IS_REGULAR) ? reader_of_file (path) : NULL;
  char *data = NULL;
  gsize length = 0;

  if (reader == read_nothing) {
    g_autofree char *shown = g_filename_display_name (path);
    g_set_error (error, TOPOS_ERROR, TOPOS_ERROR_INPUT,
                 _ ("“%s” lists places without their passages, so there is nothing to read in it. "
                 "“toposctl gazetteer add” makes its names known; the tables of passages and of "
                 "mentions, GeoJSON and HTML bring articles back."), shown);
    return NULL;
  }
  if (reader == NULL || !g_file_get_contents (path, &data, &length, NULL))
    return NULL;
  g_autoptr (GBytes) file = g_bytes_new_take (data, length);
  return length <= TOPOS_IMPORT_MOST_BYTES ? topos_import_unpack (file, path) : NULL;
}
