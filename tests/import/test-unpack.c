/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/unpack.h"

#include <stdint.h>
#include <string.h>

/* Files as topos_export writes them, cut down: two passages of one document, out of order, one of
 * them told twice. */
static const struct {
  const char *name;
  const char *file;
} EXPORTS[] = {
  { "x.geojson",
    "{\"type\":\"FeatureCollection\",\"topos\":{},\"features\":[{\"properties\":{\"texts\":[{"
    "\"document\":\"d1\",\"title\":\"=A\\nB\",\"outlet\":\"O\",\"published\":\"2021-09-05\","
    "\"text\":\"Second & last.\",\"start\":40}]}},{\"properties\":{\"texts\":[{\"document\":\"d1\","
    "\"text\":\"First.\",\"start\":3},{\"document\":\"d1\",\"text\":\"Second & last.\","
    "\"start\":40}]}}]}" },
  { "x.passages.csv",
    "passage,places,document,title,outlet,published,from,to,dated_by,start,end,text,filter\r\n"
    "p2,Kabul,d1,\"'=A\nB\",O,2021-09-05,,,own,40,50,Second & last.,everything\r\n"
    "p1,Kabul,d1,\"'=A\nB\",O,2021-09-05,,,own,3,9,First.,everything\r\n" },
  { "x.html",
    "<!DOCTYPE html>\n<html><head><meta name=\"generator\" content=\"Topos 1\"></head><body><main>"
    "<article data-start=\"40\" data-document=\"d1\" data-title=\"=A&#10;B\" data-outlet=\"O\" "
    "data-published=\"2021-09-05\"><p>Second &amp; <a>last</a>.</p><footer>f</footer></article>"
    "<article data-start=\"3\" data-document=\"d1\"><p>First.</p></article></main></body></html>" },
};

static const char WANTED[] = "Title: =A B\nSource: O\nDate: 2021-09-05\n\nFirst.\n\nSecond & last.\n";

static void
test_exports (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (EXPORTS); i++) {
    g_autoptr (GBytes) file = g_bytes_new_static (EXPORTS[i].file, strlen (EXPORTS[i].file));
    g_autoptr (GPtrArray) articles = topos_import_unpack (file, EXPORTS[i].name);
    g_autofree char *name = g_strdup_printf ("export://%s/d1", EXPORTS[i].name);
    g_test_message ("%s", EXPORTS[i].name);
    g_assert_nonnull (articles);
    g_assert_cmpuint (articles->len, ==, 1);
    const ToposUnpacked *const article = articles->pdata[0];
    g_autofree char *text = g_strndup (g_bytes_get_data (article->bytes, NULL),
                                       g_bytes_get_size (article->bytes));
    g_assert_cmpstr (text, ==, WANTED);
    g_assert_cmpstr (article->name, ==, name);
  }
}

static void
test_others (void)
{
  static const char *const others[] = {
    "", "{", "{\"type\":\"FeatureCollection\",\"features\":[]}", "passage,of,time\n1,2,3\n",
    "<!DOCTYPE html><p>An article about Topos.</p>", "{\"type\":\"FeatureCollection\",\"topos\":{}}",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (others); i++) {
    g_autoptr (GBytes) file = g_bytes_new_static (others[i], strlen (others[i]));
    g_assert_null (topos_import_unpack (file, "x"));
  }
}

/* Cut short or with bytes altered anywhere, it is read or refused; nothing breaks. */
static void
test_damaged (void)
{
  uint64_t seed = 9;

  for (gsize i = 0; i < G_N_ELEMENTS (EXPORTS); i++) {
    const gsize length = strlen (EXPORTS[i].file);
    for (int round = 0; round < 400; round++) {
      seed = seed * 6364136223846793005u + 1442695040888963407u;
      const gsize cut = round < 200 ? length : (gsize) (seed >> 33) % length;
      g_autofree char *copy = g_memdup2 (EXPORTS[i].file, length);
      copy[(seed >> 20) % length] = (char) (seed >> 50);
      g_autoptr (GBytes) file = g_bytes_new (copy, cut);
      g_autoptr (GPtrArray) articles = topos_import_unpack (file, "x");
      for (guint a = 0; articles != NULL && a < articles->len; a++)
        g_assert_true (g_utf8_validate (
            g_bytes_get_data (((ToposUnpacked *) articles->pdata[a])->bytes, NULL),
            (gssize) g_bytes_get_size (((ToposUnpacked *) articles->pdata[a])->bytes), NULL));
    }
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/unpack/exports", test_exports);
  g_test_add_func ("/unpack/others", test_others);
  g_test_add_func ("/unpack/damaged", test_damaged);
  return g_test_run ();
}
