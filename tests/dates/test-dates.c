/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Walks the tables in this folder. A row of *.cases is
 *
 *   published <TAB> text <TAB> span | TYPE | value <TAB> span | TYPE | value ...
 *
 * where published is a day or "-", and all dates of the text stand behind it, in order; "-"
 * alone says that there is none. A text of more than one line writes "¶". A line "language xx"
 * holds for the rows after it, "-" for one that is not known. */

#include "dates/dates.h"
#include "dates/grammar.h"
#include "dates/items.h"
#include "text/segment.h"

#include <glib/gstdio.h>
#include <locale.h>
#include <string.h>
#include <time.h>

/* The clock is another's, far off: whoever in this program asks for the time gets it wrong, so
 * that a date that depends on today is seen. */
time_t
time (time_t *now)
{
  const time_t far = 4102444800;  /* 2100-01-01 */

  if (now != NULL)
    *now = far;
  return far;
}

static ToposDateTagger *tagger;

static char *
data_path (const char *name)
{
  return g_build_filename (g_getenv ("TOPOS_DATA_DIR"), "dates", name, NULL);
}

static ToposReading *
read_text (const char *text, const char *published, const char *language)
{
  g_auto (GStrv) lines = g_strsplit (text, "¶", -1);
  char *body = g_strjoinv ("\n", lines);
  g_autoptr (ToposArticle) article = topos_article_new (body, strlen (body));
  ToposReading *reading;
  ToposDateSpan span;

  if (topos_date_span_parse (published, &span))
    topos_published_offer (&article->published, span.first, TOPOS_CERTAINTY_STATED,
                           TOPOS_ORIGIN_USER, NULL);
  reading = topos_text_read (article);
  g_strlcpy (reading->language, language, sizeof reading->language);
  topos_dates_tag (tagger, reading);
  return reading;
}

static char *
describe (const ToposReading *reading)
{
  GString *all = g_string_new (NULL);

  for (guint i = 0; i < reading->timexes->len; i++) {
    const ToposTimex *timex = &g_array_index (reading->timexes, ToposTimex, i);

    g_string_append_printf (all, "%s%.*s | %s | %s", i > 0 ? "\t" : "",
                            (int) topos_span_length (timex->span),
                            topos_reading_body (reading) + timex->span.start,
                            topos_timex_type_word (timex->type), timex->value);
  }
  if (all->len == 0)
    g_string_append_c (all, '-');
  return g_string_free (all, FALSE);
}

static void
check_row (const char *file, int number, char **columns, const char *language)
{
  g_autoptr (ToposReading) reading = read_text (columns[1], columns[0], language);
  g_autofree char *expected = g_strjoinv ("\t", columns + 2);
  g_autofree char *found = describe (reading);

  if (g_str_equal (expected, found))
    return;
  g_test_message ("%s:%d: %s\n  expected %s\n  found    %s", file, number, columns[1], expected,
                  found);
  g_test_fail ();
}

static void
check_table (const char *path)
{
  g_autofree char *text = NULL;
  g_autofree char *name = g_path_get_basename (path);
  g_auto (GStrv) lines = NULL;
  char language[4] = "en";
  int rows = 0;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  lines = g_strsplit (text, "\n", -1);
  for (int i = 0; lines[i] != NULL; i++) {
    g_auto (GStrv) columns = g_strsplit (lines[i], "\t", -1);

    if (lines[i][0] == '\0' || lines[i][0] == '#')
      continue;
    if (g_str_has_prefix (lines[i], "language ")) {
      g_strlcpy (language, lines[i] + strlen ("language "), sizeof language);
      language[0] = language[0] == '-' ? '\0' : language[0];
      continue;
    }
    if (g_strv_length (columns) < 3) {
      g_test_message ("%s:%d: too few columns", name, i + 1);
      g_test_fail ();
      continue;
    }
    check_row (name, i + 1, columns, language);
    rows++;
  }
  g_test_message ("%s: %d rows", name, rows);
  g_assert_cmpint (rows, >, 0);
}

static void
test_tables (void)
{
  g_autofree char *folder = g_test_build_filename (G_TEST_DIST, "dates", NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;
  int n = 0;

  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_suffix (name, ".cases")) {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      check_table (path);
      n++;
    }
  g_assert_cmpint (n, >, 0);
}

/* --------------------------------------------------------------------- days of passages */

/* The days of one passage: "2021-09-03..2021-09-04 own, ..."; "-" for none. */
static char *
describe_days (const ToposReading *reading, uint32_t passage)
{
  GString *all = g_string_new (NULL);

  for (guint i = 0; i < reading->passage_days->len; i++) {
    const ToposPassageDays *days = &g_array_index (reading->passage_days, ToposPassageDays, i);
    g_autofree char *first = topos_day_to_iso (days->days.first);
    g_autofree char *last = topos_day_to_iso (days->days.last);

    if (days->passage != passage)
      continue;
    g_string_append (all, all->len > 0 ? ", " : "");
    g_string_append (all, first ? first : "");
    if (days->days.first != days->days.last)
      g_string_append_printf (all, "..%s", last ? last : "");
    g_string_append_printf (all, " %s", topos_days_origin_word (days->origin));
  }
  if (all->len == 0)
    g_string_append_c (all, '-');
  return g_string_free (all, FALSE);
}

static void
check_days_row (const char *file, int number, char **columns)
{
  g_autoptr (ToposReading) reading = read_text (columns[1], columns[0], "en");
  g_autoptr (GString) found = g_string_new (NULL);
  g_autofree char *expected = g_strjoinv ("\t", columns + 2);

  topos_dates_assign (reading);
  for (uint32_t i = 0; i < reading->passages->len; i++) {
    g_autofree char *days = describe_days (reading, i);

    g_string_append_printf (found, "%s%s", i > 0 ? "\t" : "", days);
  }
  if (g_str_equal (expected, found->str))
    return;
  g_test_message ("%s:%d: %s\n  expected %s\n  found    %s", file, number, columns[1], expected,
                  found->str);
  g_test_fail ();
}

/* A row: the day that the text gives evidence for, or "-" <TAB> text. */
static void
check_published_row (const char *file, int number, char **columns)
{
  g_autoptr (ToposReading) reading = read_text (columns[1], "-", "en");
  g_autofree char *why = NULL;
  const ToposDay day = topos_dates_infer_published (tagger, reading, &why);
  g_autofree char *iso = topos_day_to_iso (day);

  g_assert_true ((day == TOPOS_DAY_NONE) == (why == NULL));
  if (g_strcmp0 (iso ? iso : "-", columns[0]) == 0)
    return;
  g_test_message ("%s:%d: %s\n  expected %s, found %s", file, number, columns[1], columns[0],
                  iso ? iso : "-");
  g_test_fail ();
}

static void
walk (const char *name, void (*check) (const char *file, int number, char **columns))
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "dates", name, NULL);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  int rows = 0;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  lines = g_strsplit (text, "\n", -1);
  for (int i = 0; lines[i] != NULL; i++) {
    g_auto (GStrv) columns = g_strsplit (lines[i], "\t", -1);

    if (lines[i][0] == '\0' || lines[i][0] == '#')
      continue;
    g_assert_cmpuint (g_strv_length (columns), >=, 2);
    check (name, i + 1, columns);
    rows++;
  }
  g_assert_cmpint (rows, >, 0);
}

static void
test_days (void)
{
  walk ("passages.days", check_days_row);
}

static void
test_published (void)
{
  walk ("published.days", check_published_row);
}

/* ------------------------------------------------------------------------------ properties */

/* A text of the table's own words, figures and marks, in any order. */
static char *
random_text (GRand *rand, int words)
{
  static const char *const pieces[]
      = { "May", "March", "5", "15", "2021", "1996", "the", "of", "in", "-", "/", ".", ",", "to",
          "and", "last", "next", "two", "days", "week", "ago", "later", "Sunday", "night", "80s",
          "early", "late", "century", "19th", "first", "quarter", "BC", "half", "a", "year",
          "12:30", "pm", "morning", "twenty", "hundred", "between", "since", "Sept", "fighters",
          "$", "every", "999999999", "million", "ago", "years", "20211996T99", "99199612.5", "other", "fell", "will", "(", ")", "'", "99", "1,000", "2021-09-05" };
  GString *text = g_string_new (NULL);

  for (int i = 0; i < words; i++) {
    g_string_append (text, pieces[g_rand_int_range (rand, 0, G_N_ELEMENTS (pieces))]);
    if (g_rand_int_range (rand, 0, 4) > 0)
      g_string_append_c (text, ' ');
  }
  return g_string_free (text, FALSE);
}

static void
test_spans (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);

  for (int n = 0; n < 2000; n++) {
    g_autofree char *text = random_text (rand, 40);
    g_autoptr (ToposReading) reading
        = read_text (text, n % 2 ? "2021-09-06" : "-", n % 3 ? "en" : "");
    uint32_t end = 0;

    for (guint i = 0; i < reading->timexes->len; i++) {
      const ToposTimex *timex = &g_array_index (reading->timexes, ToposTimex, i);

      g_assert_cmpuint (timex->span.start, >=, end);
      g_assert_cmpuint (timex->span.end, >, timex->span.start);
      g_assert_cmpuint (timex->span.end, <=, strlen (topos_reading_body (reading)));
      g_assert_cmpuint (strlen (timex->value), >, 0);
      g_assert_cmpint (timex->days.first, <=, timex->days.last);
      end = timex->span.end;
    }
  }
}

/* The automaton finds what trying every pattern by itself finds. */
static void
test_automaton (void)
{
  g_autofree char *path = data_path ("en.tsv");
  g_autofree char *common = data_path ("common.tsv");
  g_autoptr (GError) error = NULL;
  g_autoptr (ToposGrammar) grammar = topos_grammar_read (path, common, &error);
  g_autoptr (GRand) rand = g_rand_new_with_seed (11);
  g_autoptr (GString) scratch = g_string_new (NULL);
  int n_matches = 0;

  g_assert_no_error (error);
  topos_grammar_prepare (grammar);
  for (int n = 0; n < 60; n++) {
    g_autofree char *text = random_text (rand, 30);
    g_autoptr (ToposReading) reading = read_text (text, "-", "en");
    g_autoptr (GArray) items = g_array_new (FALSE, FALSE, sizeof (ToposItem));
    const ToposItem *all;

    topos_items_append (items, grammar, reading, 0, reading->words->len, scratch);
    all = (const ToposItem *) (void *) items->data;
    for (uint32_t i = 0; i < items->len; i++) {
      ToposMatch quick[64], plain[64];
      const int a = topos_patterns_match (topos_grammar_patterns (grammar),
                                          topos_grammar_lexicon (grammar), all, i, items->len,
                                          quick, 64);
      const int b = topos_patterns_match_plainly (topos_grammar_patterns (grammar),
                                                  topos_grammar_lexicon (grammar), all, i,
                                                  items->len, plain, 64);

      g_assert_cmpint (a, ==, b);
      for (int k = 0; k < a; k++) {
        g_assert_cmpuint (quick[k].pattern, ==, plain[k].pattern);
        g_assert_cmpuint (quick[k].end, ==, plain[k].end);
      }
      n_matches += a;
    }
  }
  g_assert_cmpint (n_matches, >, 200);
}

/* Ten times the junk takes the processor about ten times as long, whatever else it does: no pattern
 * runs away. */
static void
test_linear (void)
{
  double seconds[2];

  for (int n = 0; n < 2; n++) {
    g_autoptr (GRand) rand = g_rand_new_with_seed (13);
    g_autofree char *text = random_text (rand, n ? 200000 : 20000);
    const clock_t begin = clock ();
    g_autoptr (ToposReading) reading = read_text (text, "2021-09-06", "en");

    seconds[n] = (double) (clock () - begin) / CLOCKS_PER_SEC;
    g_assert_cmpuint (reading->timexes->len, >, 0);
  }
  g_assert_cmpfloat (seconds[1], <, 40 * seconds[0] + 0.5);
}

static void
test_bad_table (void)
{
  static const struct {
    const char *table;
    const char *says;
  } cases[] = {
    { "pattern\tdate\t(MONTH\n", "not well formed" },
    { "pattern\tdate colour=red\tMONTH\n", "no meaning" },
    { "word\tMONTH=x\tJanuary\n", "no line" },
    { "words\tMONTH=1\tJanuary\n", "no line" },
    { "ending\tPAST\n", "no line" },
    { "pattern\tdate\tmonths:INT\n", "not well formed" },
    { "pattern\tdate\tMONTH?\n", "not well formed" },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = NULL;
    g_autofree char *path = NULL;
    ToposGrammar *grammar;
    const int file = g_file_open_tmp ("topos-table-XXXXXX.tsv", &path, &error);

    g_assert_no_error (error);
    g_close (file, NULL);
    g_assert_true (g_file_set_contents (path, cases[i].table, -1, NULL));
    grammar = topos_grammar_read (path, NULL, &error);
    g_assert_null (grammar);
    g_assert_nonnull (strstr (error->message, cases[i].says));
    g_assert_nonnull (strstr (error->message, "Line 1"));
    g_remove (path);
  }
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  int status;

  g_assert_nonnull (setlocale (LC_ALL, ""));
  g_test_init (&argc, &argv, NULL);
  tagger = topos_date_tagger_open (g_getenv ("TOPOS_DATA_DIR"), &error);
  g_assert_no_error (error);
  g_test_add_func ("/dates/tables", test_tables);
  g_test_add_func ("/dates/days", test_days);
  g_test_add_func ("/dates/published", test_published);
  g_test_add_func ("/dates/spans", test_spans);
  g_test_add_func ("/dates/automaton", test_automaton);
  g_test_add_func ("/dates/linear", test_linear);
  g_test_add_func ("/dates/bad-table", test_bad_table);
  status = g_test_run ();
  topos_date_tagger_free (tagger);
  return status;
}
