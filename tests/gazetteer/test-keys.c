/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The dictionary against plain ways to the same answers: a look at every key, and the whole
 * table of the edit distance. */
#include "gazetteer/layer.h"
#include "gazetteer/near.h"

#include <string.h>

static GazetteerLayer *layer;
static GPtrArray *keys;

static void
gather_keys (void)
{
  KeyCursor cursor;

  keys = g_ptr_array_new_with_free_func (g_free);
  key_cursor_start (&cursor, &layer->keys, 0);
  while (key_cursor_next (&cursor))
    g_ptr_array_add (keys, g_strndup (cursor.key, cursor.length));
}

static void
test_order (void)
{
  g_assert_cmpuint (keys->len, ==, layer->header->n_keys);
  for (guint i = 1; i < keys->len; i++)
    g_assert_cmpint (strcmp (keys->pdata[i - 1], keys->pdata[i]), <, 0);
}

/* Every key is found at itself, and what is not a key at the next one. */
static void
test_seek (void)
{
  for (guint i = 0; i + 1 < keys->len; i += 13) {
    g_autofree char *after = g_strconcat (keys->pdata[i], "\x01", NULL);
    KeyCursor cursor;

    g_assert_true (key_index_may_have (&layer->keys, keys->pdata[i], strlen (keys->pdata[i])));
    g_assert_true (key_cursor_seek (&cursor, &layer->keys, keys->pdata[i], strlen (keys->pdata[i])));
    g_assert_cmpmem (cursor.key, cursor.length, keys->pdata[i], strlen (keys->pdata[i]));
    g_assert_cmpuint (cursor.n_hits, >, 0);
    g_assert_true (key_cursor_seek (&cursor, &layer->keys, after, strlen (after)));
    g_assert_cmpmem (cursor.key, cursor.length, keys->pdata[i + 1], strlen (keys->pdata[i + 1]));
  }
}

/* The quick way gives what the cursor gives, for keys that are there, and for their beginnings,
 * continuations and misspellings, of which some are keys as well. */
static void
expect_found_alike (const char *key)
{
  const gsize length = strlen (key);
  KeyCursor cursor;
  KeyHits quick = { 0 };
  const bool there = length > 0 && key_cursor_seek (&cursor, &layer->keys, key, length)
                     && cursor.length == length && memcmp (cursor.key, key, length) == 0;
  uint64_t a;
  uint64_t b;

  g_assert_cmpint (key_index_find (&layer->keys, key, length, &quick), ==, there);
  if (!there)
    return;
  KeyHits plain = key_cursor_hits (&cursor);
  g_assert_cmpuint (quick.n, ==, plain.n);
  while (key_hits_next (&plain, &a)) {
    g_assert_true (key_hits_next (&quick, &b));
    g_assert_cmpuint (a, ==, b);
  }
  g_assert_false (key_hits_next (&quick, &b));
}

static void
test_find (void)
{
  for (guint i = 0; i < keys->len; i += 3) {
    const char *key = keys->pdata[i];
    const gsize length = strlen (key);
    g_autofree char *longer = g_strconcat (key, "a", NULL);
    g_autofree char *shorter = g_strndup (key, length - 1);
    g_autofree char *wrong = g_strdup (key);

    wrong[(i * 7) % length] ^= 1 + (char) (i % 3);
    expect_found_alike (key);
    expect_found_alike (longer);
    expect_found_alike (shorter);
    if (*wrong != '\0' && strlen (wrong) == length)
      expect_found_alike (wrong);
  }
}

/* Of made-up keys the filter lets few pass; of beginnings of keys all. */
static void
test_filter (void)
{
  guint passed = 0;

  for (guint i = 0; i < 10000; i++) {
    g_autofree char *made_up = g_strdup_printf ("zzq%uxx", i);

    passed += key_index_may_have (&layer->keys, made_up, strlen (made_up));
  }
  g_assert_cmpuint (passed, <, 200);
  for (guint i = 0; i < keys->len; i += 17) {
    const char *key = keys->pdata[i];
    const char *space = strchr (key, ' ');

    if (space != NULL)
      g_assert_true (key_index_may_have (&layer->keys, key, (gsize) (space - key) + 1));
  }
}

/* The plain way: optimal string alignment by the whole table. */
static int
distance (const char *a, const char *b)
{
  g_autofree gunichar *left = NULL;
  g_autofree gunichar *right = NULL;
  glong n = g_utf8_strlen (a, -1);
  glong m = g_utf8_strlen (b, -1);
  int table[80][80];

  if (n >= 80 || m >= 80 || ABS (n - m) > 2)
    return 99;
  left = g_utf8_to_ucs4_fast (a, -1, &n);
  right = g_utf8_to_ucs4_fast (b, -1, &m);
  for (int i = 0; i <= n; i++)
    for (int k = 0; k <= m; k++) {
      if (i == 0 || k == 0) {
        table[i][k] = i + k;
        continue;
      }
      table[i][k] = MIN (table[i - 1][k - 1] + (left[i - 1] != right[k - 1]),
                         MIN (table[i - 1][k], table[i][k - 1]) + 1);
      if (i > 1 && k > 1 && left[i - 1] == right[k - 2] && left[i - 2] == right[k - 1])
        table[i][k] = MIN (table[i][k], table[i - 2][k - 2] + 1);
    }
  return table[n][m];
}

static void
near_cb (const KeyCursor *cursor, void *data)
{
  g_ptr_array_add (data, g_strndup (cursor->key, cursor->length));
}

/* The clever walk against every key measured plainly. */
static void
try_near (const char *word, int wanted, int sure)
{
  const gsize head = (gsize) (g_utf8_offset_to_pointer (word, sure) - word);
  const glong letters = g_utf8_strlen (word, -1);
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (g_free);
  guint expected = 0;

  gazetteer_near (&layer->keys, word, strlen (word), wanted, sure, near_cb, found);
  if (letters < (wanted == 1 ? 5 : 8)) {
    g_assert_cmpuint (found->len, ==, 0);
    return;
  }
  for (guint i = 0; i < keys->len; i++)
    if (strncmp (word, keys->pdata[i], head) == 0 && distance (word, keys->pdata[i]) == wanted) {
      g_assert_cmpuint (expected, <, found->len);
      g_assert_cmpstr (found->pdata[expected++], ==, keys->pdata[i]);
    }
  g_assert_cmpuint (expected, ==, found->len);
}

static void
test_near (void)
{
  static const char *const WORDS[] = {
    "bazarek", "afganistn", "springfeild", "москвва", "yoku", "saint petersbrug",
  };

  for (gsize w = 0; w < G_N_ELEMENTS (WORDS); w++)
    for (int wanted = 1; wanted <= 2; wanted++)
      for (int sure = 0; sure <= 3; sure++)
        try_near (WORDS[w], wanted, sure);
}

int
main (int argc, char **argv)
{
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;
  int status;

  g_test_init (&argc, &argv, NULL);
  path = g_build_filename (g_getenv ("TOPOS_DATA_DIR"), "gazetteer", "world.gaz", NULL);
  layer = gazetteer_layer_open (path, &error);
  g_assert_no_error (error);
  gather_keys ();
  g_test_add_func ("/gazetteer/keys/order", test_order);
  g_test_add_func ("/gazetteer/keys/seek", test_seek);
  g_test_add_func ("/gazetteer/keys/find", test_find);
  g_test_add_func ("/gazetteer/keys/filter", test_filter);
  g_test_add_func ("/gazetteer/keys/near", test_near);
  status = g_test_run ();
  g_ptr_array_unref (keys);
  gazetteer_layer_free (layer);
  return status;
}
