/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "text/fold.h"
#include "text/language.h"
#include "text/offsets.h"
#include "text/segment.h"

#include <string.h>

static char **
load_lines (const char *name)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "text", name, NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  return g_strsplit (text, "\n", -1);
}

static ToposReading *
read_text (const char *text)
{
  g_autoptr (ToposArticle) article = topos_article_new (g_strdup (text), strlen (text));

  return topos_text_read (article);
}

/* Returns: (transfer full) the text with \r, \f and \uXXXX made what they stand for. */
static char *
unescaped (const char *text)
{
  GString *out = g_string_new (NULL);

  while (*text != '\0') {
    if (text[0] == '\\' && text[1] == 'u') {
      g_string_append_unichar (out, (gunichar) g_ascii_strtoull (
                                      (char[]){ text[2], text[3], text[4], text[5], '\0' }, NULL, 16));
      text += 6;
    } else if (text[0] == '\\' && (text[1] == 'r' || text[1] == 'f')) {
      g_string_append_c (out, text[1] == 'r' ? '\r' : '\f');
      text += 2;
    } else {
      g_string_append_c (out, *text++);
    }
  }
  return g_string_free (out, FALSE);
}

static char *
joined (const char *text, const char *what, const char *with)
{
  g_auto (GStrv) parts = g_strsplit (text, what, -1);

  return g_strjoinv (with, parts);
}

/* The text with a mark at each cut, as the table writes it. */
static char *
cut_shown (const ToposReading *reading)
{
  GString *shown = g_string_new (NULL);
  const char *body = topos_reading_body (reading);

  for (guint i = 0; i < reading->passages->len; i++) {
    const ToposSpan span = topos_reading_passage (reading, i)->span;

    if (i > 0)
      g_string_append (shown, span.start > topos_reading_passage (reading, i - 1)->span.end ? " | "
                                                                                              : "¦");
    g_string_append_len (shown, body + span.start, topos_span_length (span));
  }
  return g_string_free (shown, FALSE);
}

static void
test_sentences (void)
{
  g_auto (GStrv) lines = load_lines ("sentences.txt");
  int tried = 0, wrong = 0;

  for (size_t i = 0; lines[i] != NULL; i++) {
    g_autofree char *spaced = joined (lines[i], " | ", " ");
    g_autofree char *text = joined (spaced, "¦", "");
    g_autoptr (ToposReading) reading = NULL;
    g_autofree char *shown = NULL;

    if (*lines[i] == '#' || *lines[i] == '\0')
      continue;
    reading = read_text (text);
    shown = cut_shown (reading);
    if (strcmp (shown, lines[i]) != 0) {
      g_test_message ("cut as: %s", shown);
      wrong++;
    }
    tried++;
  }
  g_assert_cmpint (wrong, ==, 0);
  g_assert_cmpint (tried, >, 40);
}

static void
check_paragraphs (const char *what, const char *text, GPtrArray *wanted)
{
  g_autofree char *body = unescaped (text);
  g_autoptr (ToposReading) reading = read_text (body);

  g_test_message ("%s", what);
  for (guint i = 0; i < MIN (wanted->len, reading->paragraphs->len); i++) {
    const ToposSpan span = topos_reading_paragraph (reading, i)->span;
    g_autofree char *got = g_strndup (body + span.start, topos_span_length (span));

    g_strdelimit (got, "\n", ' ');
    g_assert_cmpstr (got, ==, g_ptr_array_index (wanted, i));
  }
  g_assert_cmpuint (reading->paragraphs->len, ==, wanted->len);
}

static void
test_paragraphs (void)
{
  g_auto (GStrv) lines = load_lines ("paragraphs.txt");
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GPtrArray) wanted = g_ptr_array_new ();
  const char *what = NULL;
  bool in_text = false;
  int tried = 0;

  for (size_t i = 0; lines[i] != NULL; i++) {
    if (in_text && strcmp (lines[i], ">>>") != 0) {
      g_string_append_printf (text, "%s\n", lines[i]);
    } else if (strcmp (lines[i], "<<<") == 0 || strcmp (lines[i], ">>>") == 0) {
      in_text = *lines[i] == '<';
    } else if (g_str_has_prefix (lines[i], "=== ")) {
      if (what != NULL)
        check_paragraphs (what, text->str, wanted);
      what = lines[i] + 4;
      g_string_truncate (text, 0);
      g_ptr_array_set_size (wanted, 0);
      tried++;
    } else if (*lines[i] != '#' && *lines[i] != '\0') {
      g_ptr_array_add (wanted, lines[i]);
    }
  }
  check_paragraphs (what, text->str, wanted);
  g_assert_cmpint (tried, >=, 5);
}

static void
test_languages (void)
{
  g_auto (GStrv) lines = load_lines ("languages.txt");
  int tried = 0, wrong = 0;

  for (size_t i = 0; lines[i] != NULL; i++) {
    char *bar = strstr (lines[i], " | ");
    char language[4];

    if (*lines[i] == '#' || bar == NULL)
      continue;
    *bar = '\0';
    topos_language_tell (bar + 3, strlen (bar + 3), language);
    if (strcmp (*language ? language : "-", lines[i]) != 0) {
      g_test_message ("read as %s: %s", language, bar + 3);
      wrong++;
    }
    tried++;
  }
  g_assert_cmpint (wrong, ==, 0);
  g_assert_cmpint (tried, >, 25);
}

static void
test_spellings (void)
{
  g_auto (GStrv) lines = load_lines ("spellings.txt");
  int tried = 0;

  for (size_t i = 0; lines[i] != NULL; i++) {
    g_autofree char *line = unescaped (lines[i]);
    g_auto (GStrv) spellings = g_strsplit (line, " | ", -1);
    g_autofree char *key = NULL;

    if (*line == '#' || *line == '\0')
      continue;
    key = topos_fold (spellings[0], -1);
    for (size_t j = 1; spellings[j] != NULL; j++) {
      g_autofree char *other = topos_fold (spellings[j], -1);

      g_assert_cmpstr (other, ==, key);
      tried++;
    }
  }
  g_assert_cmpint (tried, >, 25);
}

/* --------------------------------------------------------------------------- generated text */

static const char *const PIECES[] = {
  "Kabul", "Panj", "the", "said", "U.S.", "N.C.", "a.m.", "Gen.", "Mr.", "’s", "'s", "O’Brien",
  "Khānābād", "A\xCC\x8A", "e\xCC\x81\xCC\xA7", "پنجشیر", "می‌دان", "قـندوز", "؟", "۔", "،", "Москва",
  "ул.", "г.", "北京", "東京タワー", "。", "「", "」", "서울", "กรุงเทพ", "दिल्ली", "।", "𐍈𐌰", "😀", "🇦🇫",
  "👨‍👩‍👧", "𝒦𝒶𝒷", "12,000", "3.5", "15:30", "5th", "80s", "2021-09-05", "٥", ".", "...", "…", "!", "?",
  "\"", "“", "”", "‘", "’", "'", "(", ")", "[", "]", "«", "»", "-", "–", "—", "/", ",", ";", ":", "@", "#",
  "&", "%", "€", "\xC2\xAD", "\xE2\x80\x8B", "\xE2\x80\x8F", "\xEF\xBB\xBF", "\xEF\xBF\xBD",
};

static const char *const GAPS[] = { " ", " ", " ", " ", "", "", "\n", "\r\n", "\r", "\n\n", "\t", "  ",
                                    "\xC2\xA0", "\xE2\x80\x89", "\xE2\x80\xA8", "\xE2\x80\xA9", "\xE3\x80\x80",
                                    "\f", "-\n" };

static char *
generated (GRand *random, int most_pieces)
{
  GString *text = g_string_new (NULL);
  const int pieces = g_rand_int_range (random, 0, most_pieces);

  for (int i = 0; i < pieces; i++) {
    g_string_append (text, PIECES[g_rand_int_range (random, 0, G_N_ELEMENTS (PIECES))]);
    g_string_append (text, GAPS[g_rand_int_range (random, 0, G_N_ELEMENTS (GAPS))]);
  }
  return g_string_free (text, FALSE);
}

static bool
is_char_start (const char *body, uint32_t at)
{
  return (body[at] & 0xC0) != 0x80;
}

static void
assert_only_space (const char *body, uint32_t from, uint32_t to)
{
  for (const char *at = body + from; at < body + to; at = g_utf8_next_char (at)) {
    const gunichar c = g_utf8_get_char (at);

    g_assert_true (g_unichar_isspace (c) || c == 0xA0 || c == 0x2007 || c == 0x202F
                   || g_unichar_type (c) == G_UNICODE_FORMAT
                   || g_unichar_type (c) == G_UNICODE_CONTROL
                   || g_unichar_type (c) == G_UNICODE_LINE_SEPARATOR
                   || g_unichar_type (c) == G_UNICODE_PARAGRAPH_SEPARATOR);
  }
}

/* Words tile the passages, passages the paragraphs, paragraphs the text, with only space
 * between; and each span, said in code points, is the same text. */
static void
check_reading (const ToposReading *reading)
{
  const char *body = topos_reading_body (reading);
  const size_t length = reading->article->length;
  g_autoptr (ToposOffsets) offsets = topos_offsets_new (body, length);
  uint32_t word = 0, passage = 0, at = 0;

  for (guint i = 0; i < reading->paragraphs->len; i++) {
    const ToposParagraph *paragraph = topos_reading_paragraph (reading, i);

    g_assert_cmpuint (paragraph->first_passage, ==, passage);
    g_assert_cmpuint (paragraph->n_passages, >, 0);
    for (uint32_t j = 0; j < paragraph->n_passages; j++, passage++) {
      const ToposPassage *p = topos_reading_passage (reading, passage);
      const uint32_t start = topos_offsets_to_chars (offsets, p->span.start);
      const uint32_t end = topos_offsets_to_chars (offsets, p->span.end);
      g_autofree char *quoted = g_utf8_substring (body, start, end);

      g_assert_cmpuint (strlen (quoted), ==, topos_span_length (p->span));
      g_assert_cmpint (memcmp (quoted, body + p->span.start, strlen (quoted)), ==, 0);
      g_assert_true (topos_span_holds (paragraph->span, p->span));
      g_assert_cmpuint (p->first_word, ==, word);
      g_assert_cmpuint (p->n_words, >, 0);
      g_assert_cmpuint (p->paragraph, ==, i);
      for (uint32_t k = 0; k < p->n_words; k++, word++) {
        const ToposWord *w = topos_reading_word (reading, word);

        g_assert_cmpuint (w->span.start, >=, at);
        g_assert_cmpuint (w->span.end, >, w->span.start);
        g_assert_true (is_char_start (body, w->span.start) && is_char_start (body, w->span.end));
        g_assert_true (topos_span_holds (p->span, w->span));
        if (w->glued)
          g_assert_cmpuint (w->span.start, ==, at);
        assert_only_space (body, at, w->span.start);
        at = w->span.end;
      }
    }
  }
  assert_only_space (body, at, (uint32_t) length);
  g_assert_cmpuint (word, ==, reading->words->len);
  g_assert_cmpuint (passage, ==, reading->passages->len);
}

static void
test_spans (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (20210905);

  for (int round = 0; round < 4000; round++) {
    g_autofree char *text = generated (random, 120);
    g_autoptr (ToposReading) reading = read_text (text);

    check_reading (reading);
  }
}

/* Zones cut paragraphs wherever they lie. */
static void
test_zones (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (7);

  for (int round = 0; round < 1000; round++) {
    char *text = generated (random, 60);
    g_autoptr (ToposArticle) article = topos_article_new (text, strlen (text));
    g_autoptr (ToposReading) reading = NULL;
    g_autoptr (GArray) zones = g_array_new (FALSE, FALSE, sizeof (ToposZone));
    uint32_t at = 0;

    while (at < article->length) {
      const uint32_t step = (uint32_t) g_rand_int_range (random, 1, 40);
      const uint32_t end = MIN (at + step, (uint32_t) article->length);
      ToposZone zone = { { at, end }, TOPOS_ZONE_CAPTION };

      while (!is_char_start (text, zone.span.end))
        zone.span.end++;
      at = zone.span.end;
      if (g_rand_boolean (random))
        g_array_append_val (zones, zone);
    }
    article->n_zones = zones->len;
    article->zones = g_memdup2 (zones->data, zones->len * sizeof (ToposZone));
    reading = topos_text_read (article);
    check_reading (reading);
    for (guint i = 0; i < reading->paragraphs->len; i++) {
      const ToposParagraph *paragraph = topos_reading_paragraph (reading, i);

      g_assert_cmpint (topos_article_zone_at (article, paragraph->span.start), ==, paragraph->zone);
      g_assert_cmpint (topos_article_zone_at (article, paragraph->span.end - 1), ==,
                       paragraph->zone);
    }
  }
}

static void
test_fold (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (3);

  for (int round = 0; round < 4000; round++) {
    g_autofree char *text = generated (random, 12);
    g_autofree char *key = topos_fold (text, -1);
    g_autofree char *again = topos_fold (key, -1);
    g_autofree char *nfc = g_utf8_normalize (text, -1, G_NORMALIZE_NFC);
    g_autofree char *nfd = g_utf8_normalize (text, -1, G_NORMALIZE_NFD);
    g_autofree char *nfc_key = topos_fold (nfc, -1);
    g_autofree char *nfd_key = topos_fold (nfd, -1);

    g_assert_true (g_utf8_validate (key, -1, NULL));
    g_assert_cmpstr (again, ==, key);
    g_assert_cmpstr (nfc_key, ==, key);
    g_assert_cmpstr (nfd_key, ==, key);
    g_assert_false (g_str_has_prefix (key, " ") || g_str_has_suffix (key, " "));
    g_assert_null (strstr (key, "  "));
  }
}

/* Every character there is: its key folds to itself, and its NFC and NFD have the same. */
static void
test_fold_all (void)
{
  for (gunichar c = 1; c < 0x30000; c++) {
    char utf8[8] = { 0 };
    g_autofree char *key = NULL, *again = NULL;

    if (!g_unichar_validate (c) || !g_unichar_isdefined (c))
      continue;
    utf8[g_unichar_to_utf8 (c, utf8)] = '\0';
    key = topos_fold (utf8, -1);
    again = topos_fold (key, -1);
    if (strcmp (key, again) != 0)
      g_test_message ("U+%04X: “%s”, then “%s”", c, key, again);
    g_assert_cmpstr (again, ==, key);
  }
}

static void
test_offsets (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (5);

  for (int round = 0; round < 300; round++) {
    g_autofree char *text = generated (random, 200);
    const uint32_t length = (uint32_t) strlen (text);
    g_autoptr (ToposOffsets) offsets = topos_offsets_new (text, length);
    uint32_t chars = 0;

    for (uint32_t byte = 0; byte <= length; byte++) {
      if (!is_char_start (text, byte))
        continue;
      g_assert_cmpuint (topos_offsets_to_chars (offsets, byte), ==, chars);
      g_assert_cmpuint (topos_offsets_to_bytes (offsets, chars), ==, byte);
      chars++;
    }
    g_assert_cmpuint (topos_offsets_to_chars (offsets, length + 9), ==, chars - 1);
    g_assert_cmpuint (topos_offsets_to_bytes (offsets, chars + 9), ==, length);
  }
}

/* Texts without an end in sight: work must not grow faster than they do. Three million bytes of
 * each would take hours if it did. */
static void
test_long_runs (void)
{
  static const char *const RUNS[] = { "a", "a.", "a. ", "!", "“", "北", "ก", "5", "5,", "'", "\xCC\x81", "a\n",
                                      "word ", "(AP) ", "U.S. ", "a'a", "\r", "- " };

  for (size_t i = 0; i < G_N_ELEMENTS (RUNS); i++) {
    const size_t times = 3000000 / strlen (RUNS[i]);
    GString *text = g_string_sized_new (3000016);
    g_autoptr (ToposArticle) article = NULL;
    g_autoptr (ToposReading) reading = NULL;
    const int64_t start = g_get_monotonic_time ();

    for (size_t j = 0; j < times; j++)
      g_string_append (text, RUNS[i]);
    g_string_append (text, "x b");
    article = topos_article_new (text->str, text->len);
    g_string_free (text, FALSE);
    reading = topos_text_read (article);
    g_test_message ("“%s”: %.2f s", RUNS[i], (double) (g_get_monotonic_time () - start) / 1e6);
    g_assert_cmpuint (reading->passages->len, >, 0);
    g_assert_cmpuint (topos_reading_passage (reading, reading->passages->len - 1)->span.end, ==,
                      reading->article->length);
  }
}

static void
test_words_table (void)
{
  static const struct {
    const char *text, *words;
  } CASES[] = {
    { "Kabul's U.S. embassy", "Kabul 's U.S. embassy" },
    { "don’t", "don’t" },
    { "12,000 on the 5th", "12,000 on the 5th" },
    { "Al-Jazeera", "Al - Jazeera" },
    { "北京 2021", "北 京 2021" },
    { "N.C. (AP) -", "N.C. ( AP ) -" },
    { "می‌دان", "می‌دان" },
    { "15:30, 3.5.", "15:30 , 3.5 ." },
    { "1980s-era", "1980s - era" },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (CASES); i++) {
    g_autoptr (ToposReading) reading = read_text (CASES[i].text);
    g_autoptr (GString) got = g_string_new (NULL);

    for (guint j = 0; j < reading->words->len; j++) {
      const ToposSpan span = topos_reading_word (reading, j)->span;

      g_string_append_printf (got, "%s%.*s", j > 0 ? " " : "", (int) topos_span_length (span),
                              CASES[i].text + span.start);
    }
    g_assert_cmpstr (got->str, ==, CASES[i].words);
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/text/sentences", test_sentences);
  g_test_add_func ("/text/paragraphs", test_paragraphs);
  g_test_add_func ("/text/languages", test_languages);
  g_test_add_func ("/text/spellings", test_spellings);
  g_test_add_func ("/text/words", test_words_table);
  g_test_add_func ("/text/spans", test_spans);
  g_test_add_func ("/text/zones", test_zones);
  g_test_add_func ("/text/fold", test_fold);
  g_test_add_func ("/text/fold-all", test_fold_all);
  g_test_add_func ("/text/offsets", test_offsets);
  g_test_add_func ("/text/long-runs", test_long_runs);
  return g_test_run ();
}
