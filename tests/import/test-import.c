/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/error.h"
#include "import/import.h"
#include "import/stated-day.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

static char *
load (const char *name)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "import", name, NULL);
  g_autoptr (GError) error = NULL;
  char *text = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  return text;
}

/* ------------------------------------------------------------------------- stated days */

typedef bool (*DayReader) (const char *text, ToposDay *day);

static void
check_days (const char *file, DayReader read)
{
  g_autofree char *text = load (file);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  int tried = 0;

  for (size_t i = 0; lines[i] != NULL; i++) {
    char *arrow = strstr (lines[i], "=> ");
    g_autofree char *day_text = NULL;
    ToposDay day = TOPOS_DAY_NONE;

    if (*lines[i] == '#' || arrow == NULL)
      continue;
    *arrow = '\0';
    g_strchomp (lines[i]);
    day_text = read (lines[i], &day) ? topos_day_to_iso (day) : g_strdup ("-");
    if (strcmp (day_text, arrow + 3) != 0)
      g_test_message ("%s: “%s”", file, lines[i]);
    g_assert_cmpstr (day_text, ==, arrow + 3);
    tried++;
  }
  g_assert_cmpint (tried, >, 10);
}

static void
test_days (void)
{
  check_days ("days.txt", topos_stated_day_parse);
}

static void
test_names (void)
{
  check_days ("names.txt", topos_stated_day_in_name);
}

/* ---------------------------------------------------------------------------- articles */

static char *
shown_field (const char *name, const ToposField *field)
{
  if (field->value == NULL)
    return g_strdup_printf ("%s: -", name);
  return g_strdup_printf ("%s: %s [%s]", name, field->value, topos_origin_word (field->origin));
}

static char *
shown_published (const ToposPublished *published)
{
  g_autofree char *day = topos_day_to_iso (published->day);

  if (day == NULL)
    return g_strdup ("published: -");
  return g_strdup_printf ("published: %s [%s]", day, topos_origin_word (published->origin));
}

/* What the article says to a line of expectation that begins as `wanted` does. */
static char *
answer (const ToposArticle *article, const char *wanted)
{
  if (g_str_has_prefix (wanted, "title: "))
    return shown_field ("title", &article->title);
  if (g_str_has_prefix (wanted, "outlet: "))
    return shown_field ("outlet", &article->outlet);
  if (g_str_has_prefix (wanted, "author: "))
    return shown_field ("author", &article->author);
  if (g_str_has_prefix (wanted, "url: "))
    return shown_field ("url", &article->url);
  if (g_str_has_prefix (wanted, "published: "))
    return shown_published (&article->published);
  return NULL;
}

/* "credit| (AP)" for each zone; of plain text that is all, of a page each line of the body. */
static GPtrArray *
shown_zones (const ToposArticle *article)
{
  GPtrArray *shown = g_ptr_array_new_with_free_func (g_free);

  for (size_t i = 0; i < article->n_zones; i++) {
    const ToposZone *zone = &article->zones[i];

    g_ptr_array_add (shown, g_strdup_printf ("%s| %.*s", topos_zone_word (zone->kind),
                                             (int) topos_span_length (zone->span),
                                             article->body + zone->span.start));
  }
  return shown;
}

static GPtrArray *
shown_lines (const ToposArticle *article)
{
  GPtrArray *shown = g_ptr_array_new_with_free_func (g_free);
  g_auto (GStrv) lines = g_strsplit (article->body, "\n", -1);
  uint32_t at = 0;

  for (size_t i = 0; lines[i] != NULL; i++) {
    if (*lines[i] != '\0')
      g_ptr_array_add (shown, g_strdup_printf ("%s| %s",
                                               topos_zone_word (topos_article_zone_at (article, at)),
                                               lines[i]));
    at += (uint32_t) strlen (lines[i]) + 1;
  }
  return shown;
}

static void
check_article (const char *name, GString *text, char **wanted)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = g_bytes_new (text->str, text->len);
  g_autoptr (ToposArticle) article = topos_import_bytes (bytes, name, NULL, &error);
  g_autoptr (GPtrArray) shown = NULL;
  unsigned line = 0;

  g_assert_no_error (error);
  g_assert_cmpuint (strlen (article->source_hash), ==, 64);
  if (strcmp (article->media_type, "text/plain") == 0)
    g_assert_cmpstr (article->body, ==, text->str);
  shown = strcmp (article->media_type, "text/plain") == 0 ? shown_zones (article)
                                                          : shown_lines (article);
  for (size_t i = 0; wanted[i] != NULL; i++) {
    g_autofree char *got = answer (article, wanted[i]);

    if (got == NULL) {
      got = g_strdup (line < shown->len ? g_ptr_array_index (shown, line) : "(no more)");
      line++;
    }
    g_assert_cmpstr (got, ==, wanted[i]);
  }
  if (line < shown->len)
    g_test_message ("left over: %s", (char *) g_ptr_array_index (shown, line));
  g_assert_cmpuint (line, ==, shown->len);
}

static void
flush_case (const char *what, const char *name, GString *text, GPtrArray *wanted)
{
  if (what == NULL)
    return;
  g_test_message ("%s", what);
  g_ptr_array_add (wanted, NULL);
  check_article (name, text, (char **) wanted->pdata);
}

static void
test_articles (gconstpointer data)
{
  g_autofree char *file = load (data);
  g_auto (GStrv) lines = g_strsplit (file, "\n", -1);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GPtrArray) wanted = g_ptr_array_new ();
  const char *what = NULL, *name = "article.txt";
  bool in_text = false;
  int cases = 0;

  for (size_t i = 0; lines[i] != NULL; i++) {
    char *line = lines[i];

    if (in_text && strcmp (line, ">>>") != 0) {
      const bool crlf = g_str_has_suffix (line, "\\r");

      g_string_append_len (text, line, (gssize) (strlen (line) - (crlf ? 2 : 0)));
      g_string_append (text, crlf ? "\r\n" : "\n");
    } else if (g_str_has_prefix (line, "=== ")) {
      flush_case (what, name, text, wanted);
      g_ptr_array_set_size (wanted, 0);
      g_string_truncate (text, 0);
      what = line + 4;
      name = "article.txt";
      cases++;
    } else if (g_str_has_prefix (line, "name: ")) {
      name = line + 6;
    } else if (strcmp (line, "<<<") == 0 || strcmp (line, ">>>") == 0) {
      in_text = *line == '<';
    } else if (*line != '\0' && *line != '#') {
      g_ptr_array_add (wanted, line);
    }
  }
  flush_case (what, name, text, wanted);
  g_assert_cmpint (cases, >=, 7);
}

/* ---------------------------------------------------------------------------- charsets */

static void
test_charsets (void)
{
  static const struct {
    const char *bytes;
    size_t length;
    const char *body, *charset;
  } CASES[] = {
    { "caf\xC3\xA9 in Z\xC3\xBCrich", 16, "café in Zürich", "UTF-8" },
    { "\xEF\xBB\xBF" "caf\xC3\xA9", 8, "café", "UTF-8" },
    { "\xFF\xFEK\0\xE2\0b\0", 8, "Kâb", "UTF-16LE" },
    { "\xFE\xFF\0K\0\xE2\0b", 8, "Kâb", "UTF-16BE" },
    { "K\0a\0b\0u\0l\0 \0f\0e\0l\0l\0", 20, "Kabul fell", "UTF-16LE" },
    { "\0K\0a\0b\0u\0l\0 \0f\0e\0l\0l", 20, "Kabul fell", "UTF-16BE" },
    { "\xFF\xFE\0\0K\0\0\0\x00\xF6\x01\0", 12, "K😀", "UTF-32LE" },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (CASES); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (GBytes) bytes = g_bytes_new_static (CASES[i].bytes, CASES[i].length);
    g_autoptr (ToposArticle) article = topos_import_bytes (bytes, NULL, NULL, &error);

    g_assert_no_error (error);
    g_assert_cmpstr (article->body, ==, CASES[i].body);
    g_assert_cmpstr (article->charset, ==, CASES[i].charset);
  }
}

/* Text in the charsets that newspapers used before UTF-8, told from the bytes alone. */
static void
test_guessed_charsets (void)
{
  static const struct {
    const char *text, *charset;
  } CASES[] = {
    { "Der Fluss trat über die Ufer; mehrere Häuser in Köln wurden geräumt, sagte der Bürgermeister.",
      "windows-1252" },
    { "“They left at dawn,” said the mayor’s brother – and nobody followed.", "windows-1252" },
    { "Войска вошли в город в воскресенье утром, сообщил представитель министерства обороны. "
      "Жители покинули свои дома.", "windows-1251" },
    { "Войска вошли в город в воскресенье утром, сообщил представитель министерства обороны. "
      "Жители покинули свои дома.", "KOI8-R" },
    { "قالت السلطات إن الفيضانات دمرت مئات المنازل في المدينة يوم الأحد وأجبرت السكان على الفرار.",
      "windows-1256" },
    { "洪水は日曜日の夜に町を襲い、多くの家が流されたと市長は述べた。", "Shift_JIS" },
    { "洪水在星期日晚上袭击了该镇，市长说许多房屋被冲走，居民被迫撤离。", "GB18030" },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (CASES); i++) {
    g_autoptr (GError) error = NULL;
    gsize length;
    char *encoded = g_convert (CASES[i].text, -1, CASES[i].charset, "UTF-8", NULL, &length, &error);
    g_autoptr (GBytes) bytes = g_bytes_new_take (encoded, length);
    g_autoptr (ToposArticle) article = NULL;

    g_assert_no_error (error);
    article = topos_import_bytes (bytes, NULL, NULL, &error);
    g_assert_no_error (error);
    g_test_message ("%s read as %s", CASES[i].charset, article->charset);
    g_assert_cmpstr (article->body, ==, CASES[i].text);
  }
}

/* -------------------------------------------------------------------------- bad input */

/* No entity of the page's own is expanded, and no file or address is opened. */
static void
test_entities (void)
{
  static const char PAGE[]
      = "<!DOCTYPE html [<!ENTITY x SYSTEM \"file:///etc/passwd\"><!ENTITY l \"lol\">]>\n<html><body>"
        "<p>The storm &x; reached the coast &l; in the evening and tore the roofs from two schools."
        "</p></body></html>";
  g_autoptr (GBytes) bytes = g_bytes_new_static (PAGE, sizeof PAGE - 1);
  g_autoptr (ToposArticle) article = topos_import_bytes (bytes, "x.html", NULL, NULL);

  g_assert_nonnull (strstr (article->body, "The storm &x; reached the coast &l; in"));
  g_assert_null (strstr (article->body, "root:"));
}

static char *
repeated (const char *before, const char *what, int times, const char *after)
{
  GString *text = g_string_new (before);

  for (int i = 0; i < times; i++)
    g_string_append (text, what);
  g_string_append (text, after);
  return g_string_free (text, FALSE);
}

/* Pages made to exhaust a stack or an evening: each is read in a few seconds at most. */
static void
test_hostile_pages (void)
{
  static const struct {
    const char *what;
    int times;
  } CASES[] = {
    { "<div>", 5000 },   { "<b><i>", 1000 },   { "<div class='related comment'>", 5000 },
    { "<header>", 5000 }, { "<a href=x>", 2000 }, { "<figcaption><span class=author>", 2000 },
    { "<p>a</p>", 30000 }, { "<br>", 30000 }, { "&nbsp;", 30000 }, { "<", 30000 },
    { "<!--", 10000 },   { "<table><tr><td>", 1000 },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (CASES); i++) {
    char *page = repeated ("<html><body><h1>Storm</h1>", CASES[i].what, CASES[i].times,
                           "<p>The storm reached the coast in the evening, and tore the roofs off.</p>");
    g_autoptr (GBytes) bytes = g_bytes_new_take (page, strlen (page));
    const int64_t start = g_get_monotonic_time ();
    g_autoptr (ToposArticle) article = topos_import_bytes (bytes, "x.html", NULL, NULL);

    g_test_message ("%s: %.2f s, %zu bytes", CASES[i].what,
                    (double) (g_get_monotonic_time () - start) / 1e6,
                    article ? article->length : 0);
  }
}

/* JSON-LD that nests deep enough to break a parser that recurses. */
/* <font> left open all through a page: the text goes on below libxml2's limit of 256. */
static void
test_deep_page (void)
{
  g_autoptr (GString) page = g_string_new ("<html><body>");
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (ToposArticle) article = NULL;

  for (int i = 0; i < 400; i++)
    g_string_append_printf (page, "<font><p>The river rose for the %dth time.</p>", i);
  bytes = g_bytes_new (page->str, page->len);
  article = topos_import_bytes (bytes, "x.html", NULL, NULL);
  g_assert_nonnull (article);
  g_assert_nonnull (strstr (article->body, "for the 399th time."));
}

static void
test_hostile_json (void)
{
  char *page = repeated ("<html><script type='application/ld+json'>", "[{\"a\":", 100000,
                         "</script><p>The storm reached the coast in the evening.</p></html>");
  g_autoptr (GBytes) bytes = g_bytes_new_take (page, strlen (page));
  g_autoptr (ToposArticle) article = topos_import_bytes (bytes, "x.html", NULL, NULL);

  g_assert_nonnull (strstr (article->body, "The storm reached"));
}

static void
assert_refused (GBytes *bytes, const char *name, const char *says)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ToposArticle) article = topos_import_bytes (bytes, name, NULL, &error);

  g_assert_null (article);
  g_assert_error (error, TOPOS_ERROR, TOPOS_ERROR_INPUT);
  g_test_message ("%s", error->message);
  g_assert_nonnull (strstr (error->message, says));
  g_assert_true (g_str_has_suffix (error->message, "."));
}

static void
test_refused_bytes (void)
{
  static const struct {
    const char *bytes;
    size_t length;
    const char *says;
  } CASES[] = {
    { "", 0, "is empty" },
    { " \n\t\r\n\xC2\xA0", 7, "is empty" },
    { "\xEF\xBB\xBF", 3, "is empty" },
    { "\x89PNG\r\n\x1A\n\0\0\0\x0DIHDR", 16, "PNG picture" },
    { "\xFF\xD8\xFF\xE0\0\x10JFIF\0\1\1", 14, "JPEG picture" },
    { "PK\x03\x04\x14\0\0\0\0\0", 10, "ZIP archive" },
    { "PK\3\4 cut off", 12, "ZIP archive" },
    { "Kabul\0fell on a Sunday, he said", 31, "binary" },
    { "\1\2\3\4\5\6\7\1\2\3\4\5\6\7\1\2\3\4", 18, "binary" },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (CASES); i++) {
    g_autoptr (GBytes) bytes = g_bytes_new_static (CASES[i].bytes, CASES[i].length);

    assert_refused (bytes, "folder/story.txt", CASES[i].says);
    assert_refused (bytes, "folder/story.txt", "folder/story.txt");
  }
}

static void
test_refused_files (void)
{
  g_autofree char *folder = g_dir_make_tmp ("topos-import-XXXXXX", NULL);
  g_autofree char *missing = g_build_filename (folder, "missing.txt", NULL);
  g_autofree char *large = g_build_filename (folder, "large.txt", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (topos_import_file (missing, NULL, &error));
  g_assert_error (error, TOPOS_ERROR, TOPOS_ERROR_INPUT);
  g_assert_nonnull (strstr (error->message, "no such file"));
  g_clear_error (&error);

  g_assert_null (topos_import_file (folder, NULL, &error));
  g_assert_error (error, TOPOS_ERROR, TOPOS_ERROR_INPUT);
  g_assert_nonnull (strstr (error->message, "folder"));
  g_clear_error (&error);

  g_assert_null (topos_import_file ("/dev/zero", NULL, &error));
  g_assert_error (error, TOPOS_ERROR, TOPOS_ERROR_INPUT);
  g_clear_error (&error);

  g_assert_true (g_file_set_contents (large, "x", 1, NULL));
  g_assert_cmpint (truncate (large, 200 << 20), ==, 0);
  g_assert_null (topos_import_file (large, NULL, &error));
  g_assert_error (error, TOPOS_ERROR, TOPOS_ERROR_INPUT);
  g_assert_nonnull (strstr (error->message, "200 MB"));
  g_remove (large);
  g_rmdir (folder);
}

/* ------------------------------------------------------------------------------- hints */

static void
test_hints (void)
{
  static const char TEXT[] = "Title: From the header\nDate: 2021-09-01\n\nThe water came at night.\n";
  g_autoptr (GBytes) bytes = g_bytes_new_static (TEXT, sizeof TEXT - 1);
  g_auto (ToposImportHints) hints;
  g_autoptr (ToposArticle) article = NULL;

  topos_import_hints_init (&hints);
  topos_field_offer (&hints.title, "From the manifest", TOPOS_ORIGIN_MANIFEST);
  topos_published_offer (&hints.published, topos_day_from_ymd (2021, 9, 5), TOPOS_CERTAINTY_STATED,
                         TOPOS_ORIGIN_USER, NULL);
  article = topos_import_bytes (bytes, "2020-01-01.txt", &hints, NULL);
  g_assert_cmpstr (article->title.value, ==, "From the manifest");
  g_assert_cmpint (article->title.origin, ==, TOPOS_ORIGIN_MANIFEST);
  g_assert_cmpint (article->published.day, ==, topos_day_from_ymd (2021, 9, 5));
  g_assert_cmpint (article->published.origin, ==, TOPOS_ORIGIN_USER);
  g_assert_nonnull (article->published.why);
  g_assert_cmpstr (article->source, ==, "2020-01-01.txt");
}

static void
test_takes_name (void)
{
  g_assert_true (topos_import_takes_name ("a/Story.TXT"));
  g_assert_true (topos_import_takes_name ("story.html"));
  g_assert_false (topos_import_takes_name ("story.png"));
  g_assert_false (topos_import_takes_name (".hidden.txt"));
  g_assert_false (topos_import_takes_name ("manifest.csv"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/import/days", test_days);
  g_test_add_func ("/import/names", test_names);
  g_test_add_data_func ("/import/articles", "articles.txt", test_articles);
  g_test_add_data_func ("/import/pages", "pages.txt", test_articles);
  g_test_add_func ("/import/charsets", test_charsets);
  g_test_add_func ("/import/guessed-charsets", test_guessed_charsets);
  g_test_add_func ("/import/entities", test_entities);
  g_test_add_func ("/import/hostile-pages", test_hostile_pages);
  g_test_add_func ("/import/deep-page", test_deep_page);
  g_test_add_func ("/import/hostile-json", test_hostile_json);
  g_test_add_func ("/import/refused-bytes", test_refused_bytes);
  g_test_add_func ("/import/refused-files", test_refused_files);
  g_test_add_func ("/import/hints", test_hints);
  g_test_add_func ("/import/takes-name", test_takes_name);
  return g_test_run ();
}
