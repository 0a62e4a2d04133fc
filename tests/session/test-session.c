/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The whole of a window's work without a display: import the sample, look at it through the lens,
 * choose a place and a passage, correct, undo. */
#include "core/error.h"
#include "core/view.h"
#include "session/ask.h"
#include "session/findings.h"
#include "session/page.h"
#include "session/place-card.h"
#include "session/review.h"
#include "session/rows.h"
#include "session/trail.h"
#include "session/verbs.h"

#include <glib/gstdio.h>
#include <string.h>

enum { LATE_S = 60 };  /* after which a test hangs, however slow the machine */

typedef struct {
  char *folder;
  char *path;
  ToposLens *lens;
  ToposSession *session;
  ToposFindings *findings;
  ToposPlaceCard *card;
  ToposPage *page;
  GAsyncResult *result;
} Desk;

static void
result_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  ((Desk *) data)->result = g_object_ref (result);
}

static gboolean
late_cb (gpointer what)
{
  g_error ("%s did not come within %d seconds", (const char *) what, LATE_S);
  return G_SOURCE_REMOVE;
}

/* Runs the main loop until `is_there` says so; what never comes ends the test. */
static void
wait_until (bool (*is_there) (gconstpointer data), gconstpointer data, const char *what)
{
  const guint late = g_timeout_add_seconds (LATE_S, late_cb, (gpointer) what);

  while (!is_there (data))
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (late);
}

static bool
has_result (gconstpointer desk)
{
  return ((const Desk *) desk)->result != NULL;
}

static GAsyncResult *
wait_result (Desk *desk)
{
  wait_until (has_result, desk, "the result");
  return g_steal_pointer (&desk->result);
}

static void
count_cb (GObject *object, GParamSpec *pspec, gpointer n)
{
  (*(int *) n)++;
}

static bool
is_positive (gconstpointer n)
{
  return *(const int *) n > 0;
}

/* Runs the main loop until the object has notified the property. */
static void
wait_for (gpointer object, const char *property)
{
  g_autofree char *news = g_strconcat ("notify::", property, NULL);
  int n = 0;
  const gulong id = g_signal_connect (object, news, G_CALLBACK (count_cb), &n);

  wait_until (is_positive, &n, news);
  g_signal_handler_disconnect (object, id);
}

static char *
done (Desk *desk)
{
  g_autoptr (GAsyncResult) result = wait_result (desk);
  g_autoptr (GError) error = NULL;
  char *words = topos_session_done (desk->session, result, &error);

  g_assert_no_error (error);
  return words;
}

static void
open_library (Desk *desk)
{
  topos_session_open_async (desk->session, desk->path, result_cb, desk);
  g_free (done (desk));
  wait_for (desk->findings, "summary");
}

static void
import_sample (Desk *desk)
{
  g_autofree char *folder = g_build_filename (topos_data_dir (), "samples", "panjshir-2021", NULL);
  const char *const paths[] = { folder, NULL };
  g_autoptr (GError) error = NULL;

  topos_session_import_async (desk->session, paths, NULL, NULL, NULL, result_cb, desk);
  g_autoptr (GAsyncResult) result = wait_result (desk);
  g_autoptr (GPtrArray) results = topos_session_imported (desk->session, result, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (results->len, ==, 5);
  wait_for (desk->findings, "summary");
  while (topos_findings_counts (desk->findings)->documents_all < 5)
    wait_for (desk->findings, "summary");
}

static void
set_up (Desk *desk, gconstpointer data)
{
  desk->folder = g_dir_make_tmp ("topos-session-XXXXXX", NULL);
  desk->path = g_build_filename (desk->folder, "sample.topos", NULL);
  desk->lens = topos_lens_new ();
  desk->session = topos_session_new ();
  desk->findings = g_object_new (TOPOS_TYPE_FINDINGS, "session", desk->session, "lens", desk->lens, NULL);
  desk->card = g_object_new (TOPOS_TYPE_PLACE_CARD, "session", desk->session, "lens", desk->lens, NULL);
  desk->page = g_object_new (TOPOS_TYPE_PAGE, "session", desk->session, NULL);
  open_library (desk);
  import_sample (desk);
}

static void
tear_down (Desk *desk, gconstpointer data)
{
  g_clear_object (&desk->page);
  g_clear_object (&desk->card);
  g_clear_object (&desk->findings);
  g_clear_object (&desk->session);
  g_clear_object (&desk->lens);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_autoptr (GDir) dir = g_dir_open (desk->folder, 0, NULL);
  for (const char *name = g_dir_read_name (dir); name != NULL; name = g_dir_read_name (dir)) {
    g_autofree char *file = g_build_filename (desk->folder, name, NULL);
    g_unlink (file);
  }
  g_rmdir (desk->folder);
  g_free (desk->folder);
  g_free (desk->path);
}

static GListModel *
list_of (gpointer object, const char *property)
{
  GListModel *list = NULL;

  g_object_get (object, property, &list, NULL);
  g_object_unref (list);
  return list;
}

/* The place of that name in the answer. */
static ToposPlaceId
place_called (Desk *desk, const char *name)
{
  GListModel *places = list_of (desk->findings, "places");

  for (guint i = 0; i < g_list_model_get_n_items (places); i++) {
    g_autoptr (ToposItem) item = g_list_model_get_item (places, i);
    if (g_str_equal (topos_item_fields (item)->title, name))
      return topos_item_fields (item)->place;
  }
  g_error ("no place called %s", name);
}

static void
test_answer (Desk *desk, gconstpointer data)
{
  const ToposCounts *counts = topos_findings_counts (desk->findings);
  g_autoptr (GArray) markers = NULL;
  g_autoptr (GArray) bars = NULL;
  g_autofree char *summary = NULL;

  g_object_get (desk->findings, "markers", &markers, "bars", &bars, "summary", &summary, NULL);
  g_assert_cmpint (counts->documents, ==, 5);
  g_assert_cmpint (counts->places, >, 8);
  g_assert_cmpuint (markers->len, ==, counts->places);
  g_assert_cmpuint (g_list_model_get_n_items (list_of (desk->findings, "places")), ==, counts->places);
  g_assert_cmpuint (g_list_model_get_n_items (list_of (desk->findings, "documents")), ==, 5);
  g_assert_cmpuint (bars->len, >, 3);
  g_assert_true (g_str_has_suffix (summary, "in 5 documents"));
}

static void
test_filter (Desk *desk, gconstpointer data)
{
  const ToposDay day = topos_day_from_ymd (2021, 9, 5);
  const int all = topos_findings_counts (desk->findings)->places;

  topos_lens_set_days (desk->lens, (ToposDateSpan){ day, day });
  const ToposCounts *counts = topos_findings_counts (desk->findings);
  while (counts->places == all)
    wait_for (desk->findings, "summary");
  g_assert_cmpint (counts->places, >, 0);
  g_assert_cmpint (counts->places_all, ==, all);
  topos_lens_reset (desk->lens);
  while (counts->places < all)
    wait_for (desk->findings, "summary");
}

static bool
shows_all_places (gconstpointer desk)
{
  const ToposCounts *counts = topos_findings_counts (((const Desk *) desk)->findings);

  return counts->places == counts->places_all;
}

/* While a handle is dragged a hundred questions are asked, few are answered, and the last answer
 * is that of the last question. */
static void
test_newest_wins (Desk *desk, gconstpointer data)
{
  const ToposDay last = topos_day_from_ymd (2021, 9, 6);
  int answers = 0;
  const gulong id = g_signal_connect (desk->findings, "notify::summary", G_CALLBACK (count_cb), &answers);

  for (int i = 0; i < 100; i++) {
    topos_lens_set_days (desk->lens, (ToposDateSpan){ last - 100 + i, last });
    g_main_context_iteration (NULL, FALSE);
  }
  topos_lens_reset (desk->lens);
  wait_until (is_positive, &answers, "an answer");
  wait_until (shows_all_places, desk, "the answer with all places");
  g_signal_handler_disconnect (desk->findings, id);
  g_assert_cmpint (answers, <, 101);
}

static void
test_place_to_passage (Desk *desk, gconstpointer data)
{
  g_autofree char *text = NULL;
  g_autoptr (GArray) marks = NULL;
  int focus = -1;

  topos_session_choose_place (desk->session, place_called (desk, "Kabul"));
  while (topos_place_card_place (desk->card) == NULL)
    wait_for (desk->card, "summary");
  GListModel *passages = list_of (desk->card, "passages");
  g_assert_cmpuint (g_list_model_get_n_items (passages), ==,
                    topos_place_card_place (desk->card)->passages);
  g_autoptr (ToposItem) item = g_list_model_get_item (passages, 0);
  g_assert_nonnull (strstr (topos_item_fields (item)->markup, "<b>"));

  topos_session_choose_passage (desk->session, topos_item_fields (item)->key);
  while (topos_page_document (desk->page) == NULL)
    wait_for (desk->page, "focus");
  g_object_get (desk->page, "text", &text, "marks", &marks, "focus", &focus, NULL);
  g_assert_cmpint (focus, >=, 0);
  g_assert_nonnull (strstr (text + focus, "Kabul"));
  int places = 0, dates = 0;
  for (guint i = 0; i < marks->len; i++) {
    const ToposMark *mark = &g_array_index (marks, ToposMark, i);
    g_assert_cmpuint (mark->span.end, <=, strlen (text));
    places += mark->kind == TOPOS_MARK_PLACE;
    dates += mark->kind == TOPOS_MARK_DATE;
  }
  g_assert_cmpint (places, >, 0);
  g_assert_cmpint (dates, >, 0);
}

/* What a place's list tells between two passages is the days from the one to the other. */
static void
test_quiet_days (Desk *desk, gconstpointer data)
{
  const char *text =
      "Notes from the road\n\n"
      "The markets of Kabul were open on 1 March 2021, and the streets were full until late.\n\n"
      "Lorries reached Kabul again on 3 March 2021, after the snow on the road had been cleared.\n\n"
      "Rockets fell on Kabul on 23 March 2021, and people stayed in their cellars for the night.\n";
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  const char *const none[] = { NULL };
  int gaps = 0;

  topos_session_import_async (desk->session, none, bytes, NULL, NULL, result_cb, desk);
  g_autoptr (GAsyncResult) result = wait_result (desk);
  g_autoptr (GPtrArray) results = topos_session_imported (desk->session, result, NULL);
  topos_session_choose_place (desk->session, place_called (desk, "Kabul"));
  topos_lens_set_days (desk->lens, (ToposDateSpan){ topos_day_from_ymd (2021, 3, 1),
                                                    topos_day_from_ymd (2021, 3, 31) });
  GListModel *passages = list_of (desk->card, "passages");
  while (g_list_model_get_n_items (passages) != 3)
    wait_for (desk->card, "summary");
  for (guint i = 0; i < 3; i++) {
    g_autoptr (ToposItem) item = g_list_model_get_item (passages, i);
    const ToposItemFields *fields = topos_item_fields (item);
    gaps += fields->before != NULL;
    if (i == 2)
      g_assert_cmpstr (fields->before, ==, "no report for 19 days");
  }
  g_assert_cmpint (gaps, ==, 1);
}

/* The words of the search are marked in the document that is opened. */
static void
check_found_marks (Desk *desk, const char *passage)
{
  g_autoptr (GArray) marks = NULL;
  g_autofree char *text = NULL;
  int found = 0;

  g_object_set (desk->page, "lens", desk->lens, NULL);
  topos_session_choose_passage (desk->session, passage);
  while (topos_page_document (desk->page) == NULL)
    wait_for (desk->page, "focus");
  g_object_get (desk->page, "text", &text, "marks", &marks, NULL);
  for (guint i = 0; i < marks->len; i++) {
    const ToposMark *mark = &g_array_index (marks, ToposMark, i);
    if (mark->kind != TOPOS_MARK_FOUND)
      continue;
    g_assert_cmpint (g_ascii_strncasecmp (text + mark->span.start, "flag", 4), ==, 0);
    found++;
  }
  g_assert_cmpint (found, >, 0);
}

static void
test_search (Desk *desk, gconstpointer data)
{
  g_object_set (desk->lens, "search", "flag", NULL);
  wait_for (desk->card, "summary");
  GListModel *passages = list_of (desk->card, "passages");
  while (g_list_model_get_n_items (passages) == 0)
    wait_for (desk->card, "summary");
  g_autoptr (ToposItem) item = g_list_model_get_item (passages, 0);
  check_found_marks (desk, topos_item_fields (item)->key);
  g_object_set (desk->page, "lens", NULL, NULL);
  g_object_set (desk->lens, "search", "nosuchwordanywhere", NULL);
  wait_for (desk->card, "summary");
  while (g_list_model_get_n_items (passages) > 0)
    wait_for (desk->card, "summary");
}

static void
test_edit_and_undo (Desk *desk, gconstpointer data)
{
  const ToposPlaceId kabul = place_called (desk, "Kabul");
  const ToposEdit edit = { .verb = TOPOS_EDIT_HIDE, .place = kabul };
  const int all = topos_findings_counts (desk->findings)->places_all;
  g_autofree char *undo = NULL;

  topos_session_edit_async (desk->session, &edit, result_cb, desk);
  g_autofree char *words = done (desk);
  g_assert_nonnull (strstr (words, "Kabul"));
  while (topos_findings_counts (desk->findings)->places_all != all - 1)
    wait_for (desk->findings, "summary");
  g_object_get (desk->session, "undo", &undo, NULL);
  g_assert_cmpstr (undo, ==, words);

  topos_session_undo_async (desk->session, result_cb, desk);
  g_free (done (desk));
  while (topos_findings_counts (desk->findings)->places_all != all)
    wait_for (desk->findings, "summary");

  topos_session_redo_async (desk->session, result_cb, desk);
  g_free (done (desk));
  while (topos_findings_counts (desk->findings)->places_all != all - 1)
    wait_for (desk->findings, "summary");
}

static void
test_no_library (Desk *desk, gconstpointer data)
{
  topos_session_open_async (desk->session, "/proc/no-such-folder/x.topos", result_cb, desk);
  g_autoptr (GAsyncResult) result = wait_result (desk);
  g_autoptr (GError) error = NULL;
  g_autofree char *words = topos_session_done (desk->session, result, &error);

  g_assert_null (words);
  g_assert_nonnull (error);
  g_assert_cmpstr (topos_session_library (desk->session), ==, desk->path);
}

/* Rows that two answers share keep their items; the news tells exactly what changed. */
static void
rows_describe (const void *row, uint64_t context, ToposItemFields *fields)
{
  fields->key = g_strdup (row);
  fields->label = g_strdup (row);
}

static bool
rows_same (const void *a, const void *b)
{
  return g_str_equal (a, b);
}

static void
changed_cb (GListModel *list, guint position, guint removed, guint added, gpointer data)
{
  guint *news = data;

  news[0] = position;
  news[1] = removed;
  news[2] = added;
}

static GPtrArray *
words (const char *text)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func (g_free);
  g_auto (GStrv) parts = g_strsplit (text, " ", -1);

  for (char **part = parts; *part != NULL; part++)
    g_ptr_array_add (rows, g_strdup (*part));
  return rows;
}

static uint64_t
rows_id (const void *row)
{
  return (uint64_t) *(const char *) row;
}

static void
label_cb (ToposItem *item, GParamSpec *pspec, gpointer n)
{
  (*(int *) n)++;
}

/* Outside of the stretch that is told as new, items stay where they are; inside of it, those of the
 * same thing do, and no others: without an id, nothing there is the same thing. */
static void
assert_items_stay (ToposRows *rows, const ToposRowsKind *kind, GPtrArray *items, GPtrArray *before,
                   GPtrArray *after, const guint news[3])
{
  for (guint j = 0; j < after->len; j++) {
    g_autoptr (ToposItem) item = g_list_model_get_item (G_LIST_MODEL (rows), j);
    const bool is_new = j >= news[0] && j < news[0] + news[2];
    g_assert_cmpstr (topos_item_fields (item)->key, ==, after->pdata[j]);
    if (!is_new)
      g_assert_true (item == items->pdata[j < news[0] ? j : j + news[1] - news[2]]);
    for (guint k = 0; k < before->len && is_new; k++)
      g_assert_true ((item == items->pdata[k])
                     == (kind->id != NULL && rows_id (before->pdata[k]) == rows_id (after->pdata[j])));
  }
}

/* One letter is one thing, what follows it is told of it. */
static void
test_rows (void)
{
  static const ToposRowsKind KIND = { rows_describe, rows_same, NULL };
  static const ToposRowsKind THINGS = { rows_describe, rows_same, rows_id };
  static const struct {
    const ToposRowsKind *kind;
    const char *before, *after;
    guint news[3];
    int told;
  } CASES[] = {
    { &KIND, "a b c", "a x c", { 1, 1, 1 }, 0 },   { &KIND, "a b c", "a c", { 1, 1, 0 }, 0 },
    { &KIND, "a c", "a b b c", { 1, 0, 2 }, 0 },   { &KIND, "a b", "c d e", { 0, 2, 3 }, 0 },
    { &KIND, "a a a", "a a", { 2, 1, 0 }, 0 },     { &THINGS, "a1 b1 c1", "a1 b2 c1", { 0 }, 1 },
    { &THINGS, "a1 b1 c1", "b2 a1 c1", { 0, 2, 2 }, 1 },
    { &THINGS, "a1 b1 c1 d1", "d1 c2 a1", { 0, 4, 3 }, 1 },
    { &THINGS, "a1 b1", "a2 b2 c1", { 2, 0, 1 }, 2 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (CASES); i++) {
    g_autoptr (ToposRows) rows = topos_rows_new (CASES[i].kind);
    g_autoptr (GPtrArray) before = words (CASES[i].before);
    g_autoptr (GPtrArray) after = words (CASES[i].after);
    g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
    guint news[3] = { 0 };
    int told = 0;
    topos_rows_set (rows, before, 0);
    for (guint j = 0; j < before->len; j++) {
      g_ptr_array_add (items, g_list_model_get_item (G_LIST_MODEL (rows), j));
      g_signal_connect (items->pdata[j], "notify::label", G_CALLBACK (label_cb), &told);
    }
    g_signal_connect (rows, "items-changed", G_CALLBACK (changed_cb), news);
    topos_rows_set (rows, after, 0);
    g_assert_cmpmem (news, sizeof news, CASES[i].news, sizeof news);
    g_assert_cmpint (told, ==, CASES[i].told);
    assert_items_stay (rows, CASES[i].kind, items, before, after, news);
  }
}

/* Against figures of the literature, and what an interval must be. */
static void
test_wilson (void)
{
  static const struct {
    int right, n;
    double low, high;
  } ROWS[] = {
    { 0, 0, 0, 1 },          { 0, 10, 0, 0.2775 },    { 10, 10, 0.7225, 1 },
    { 5, 10, 0.2366, 0.7634 }, { 81, 263, 0.2553, 0.3662 }, { 15, 148, 0.0624, 0.1605 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (ROWS); i++) {
    double low, high;
    topos_wilson_interval (ROWS[i].right, ROWS[i].n, &low, &high);
    g_assert_cmpfloat_with_epsilon (low, ROWS[i].low, 0.0001);
    g_assert_cmpfloat_with_epsilon (high, ROWS[i].high, 0.0001);
  }
  for (int n = 1; n <= 60; n++)
    for (int right = 0; right <= n; right++) {
      double low, high, other_low, other_high;
      topos_wilson_interval (right, n, &low, &high);
      topos_wilson_interval (n - right, n, &other_low, &other_high);
      g_assert_cmpfloat (low, <=, (double) right / n + 1e-12);
      g_assert_cmpfloat (high, >=, (double) right / n - 1e-12);
      g_assert_cmpfloat_with_epsilon (low, 1 - other_high, 1e-12);
    }
  g_autofree char *none = topos_meter_in_words (0, 0, 4);
  g_autofree char *some = topos_meter_in_words (10, 5, 4);
  g_assert_cmpstr (none, ==, "4 names to check");
  g_assert_cmpstr (some, ==, "10 of 14 checked, Topos was right in 50 % (24–76 %)");
}

static char *
meter_of (ToposReview *review)
{
  char *meter;

  g_object_get (review, "meter", &meter, NULL);
  return meter;
}

/* A decision takes its line from the list and moves the meter; undo brings both back. */
static void
test_review (Desk *desk, gconstpointer data)
{
  g_autoptr (ToposReview) review
      = g_object_new (TOPOS_TYPE_REVIEW, "session", desk->session, "lens", desk->lens, NULL);
  wait_for (review, "left");
  GListModel *items = list_of (review, "items");
  const guint before = g_list_model_get_n_items (items);
  g_assert_cmpuint (before, >, 0);
  g_autoptr (ToposItem) worst = g_list_model_get_item (items, 0);
  g_autofree char *mention = g_strdup (topos_item_fields (worst)->key);
  g_autofree char *untouched = meter_of (review);
  const ToposEdit edit = { .verb = TOPOS_EDIT_CHECK, .mention = mention };

  topos_session_edit_async (desk->session, &edit, result_cb, desk);
  g_free (done (desk));
  wait_for (review, "left");
  g_assert_cmpuint (g_list_model_get_n_items (items), <, before);
  g_autofree char *meter = meter_of (review);
  g_assert_true (g_str_has_prefix (meter, "1 of "));
  g_assert_nonnull (strstr (meter, "right in 0 % (0–79 %)"));

  topos_session_undo_async (desk->session, result_cb, desk);
  g_free (done (desk));
  wait_for (review, "left");
  g_assert_cmpuint (g_list_model_get_n_items (items), ==, before);
  g_autofree char *again = meter_of (review);
  g_assert_cmpstr (again, ==, untouched);
}

/* A line goes when it is decided and not only when that has been written; one that could not be
 * comes back. */
static void
test_take_off (Desk *desk, gconstpointer data)
{
  g_autoptr (ToposReview) review
      = g_object_new (TOPOS_TYPE_REVIEW, "session", desk->session, "lens", desk->lens, NULL);
  wait_for (review, "left");
  GListModel *items = list_of (review, "items");
  const guint before = g_list_model_get_n_items (items);
  g_autoptr (ToposItem) worst = g_list_model_get_item (items, 0);
  g_autofree char *mention = g_strdup (topos_item_fields (worst)->key);
  const ToposEdit edit = { .verb = TOPOS_EDIT_CHECK, .mention = mention };
  guint left;

  topos_review_take_off (review, mention);
  g_object_get (review, "left", &left, NULL);
  g_assert_cmpuint (left, ==, before - 1);
  topos_session_changed (desk->session);  /* an answer that knows of nothing */
  wait_for (review, "left");
  g_assert_cmpuint (g_list_model_get_n_items (items), ==, before - 1);
  topos_review_decided (review, mention, false);
  g_assert_cmpuint (g_list_model_get_n_items (items), ==, before);

  topos_review_take_off (review, mention);
  topos_session_edit_async (desk->session, &edit, result_cb, desk);
  g_free (done (desk));
  topos_review_decided (review, mention, true);
  wait_for (review, "left");
  g_assert_cmpuint (g_list_model_get_n_items (items), ==, before - 1);
  topos_session_undo_async (desk->session, result_cb, desk);
  g_free (done (desk));
  wait_for (review, "left");
  g_assert_cmpuint (g_list_model_get_n_items (items), ==, before);
}

/* The way is told in words: P a place, D a document, < back, > forward, - forget the document. Beside
 * each stands what is looked at then. */
static void
test_trail (void)
{
  static const struct {
    const char *step;
    const char *looked_at;
    bool back, forward;
  } CASES[] = {
    { "P1", "1 ", true, false },   { "P2", "2 ", true, false },    { "Dd", "2 d", true, false },
    { "<", "2 ", true, true },     { "<", "1 ", true, true },      { ">", "2 ", true, true },
    { "P3", "3 ", true, false },   { "<", "2 ", true, true },      { "<", "1 ", true, true },
    { "<", "0 ", false, true },    { "<", "0 ", false, true },     { ">", "1 ", true, true },
    { "De", "1 e", true, false },  { "P4", "4 e", true, false },   { "De", "4 e", true, false },
    { "D", "4 ", true, false },    { "-e", "4 ", true, false },    { "<", "1 ", true, true },
  };
  g_autoptr (ToposSession) session = topos_session_new ();
  g_autoptr (ToposTrail) trail = g_object_new (TOPOS_TYPE_TRAIL, "session", session, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (CASES); i++) {
    const char *step = CASES[i].step;
    gboolean back, forward;

    if (*step == 'P')
      topos_session_choose_place (session, g_ascii_strtoull (step + 1, NULL, 10));
    else if (*step == 'D')
      topos_session_choose_document (session, step + 1);
    else if (*step == '<')
      topos_trail_go_back (trail);
    else if (*step == '>')
      topos_trail_go_forward (trail);
    else
      topos_trail_forget_document (trail, step + 1);
    while (g_main_context_iteration (NULL, FALSE))
      ;
    const char *document = topos_session_document (session);
    g_autofree char *looked_at = g_strdup_printf ("%" G_GUINT64_FORMAT " %s", topos_session_place (session),
                                                  document != NULL ? document : "");
    g_test_message ("%s", step);
    g_assert_cmpstr (looked_at, ==, CASES[i].looked_at);
    g_object_get (trail, "back", &back, "forward", &forward, NULL);
    g_assert_cmpint (back, ==, CASES[i].back);
    g_assert_cmpint (forward, ==, CASES[i].forward);
  }
}

/* Asks whose first answer takes for ever, unless it is given up. */
typedef struct {
  int asked;
  int shown;      /* the number of the question whose answer came last */
} Patience;

static gpointer
patience_question (gpointer owner)
{
  Patience *patience = owner;

  return GINT_TO_POINTER (++patience->asked);
}

static gpointer
patience_answer (ToposReader *reader, gpointer question, GCancellable *cancellable, GError **error)
{
  if (GPOINTER_TO_INT (question) > 1)
    return question;
  GPollFD given_up;
  g_assert_true (g_cancellable_make_pollfd (cancellable, &given_up));
  g_poll (&given_up, 1, -1);
  g_cancellable_release_fd (cancellable);
  g_set_error_literal (error, TOPOS_ERROR, TOPOS_ERROR_CANCELLED, "Given up.");
  return NULL;
}

static void
patience_show (gpointer owner, gpointer answer, const GError *error)
{
  g_assert_no_error (error);
  ((Patience *) owner)->shown = GPOINTER_TO_INT (answer);
}

static void
patience_free (gpointer number)
{
}

static bool
is_shown (gconstpointer patience)
{
  return ((const Patience *) patience)->shown > 0;
}

/* A question that comes while a slow one is answered need not wait for it, though it came at once
 * and no other comes after it. */
static void
test_patience (Desk *desk, gconstpointer data)
{
  static const ToposAskKind KIND = { patience_question, patience_free, patience_answer, patience_free,
                                     patience_show };
  Patience patience = { 0 };
  g_autoptr (ToposAsk) ask = topos_ask_new (&KIND, &patience);

  topos_ask_follow (ask, desk->session);
  while (patience.asked == 0)
    g_main_context_iteration (NULL, TRUE);
  topos_ask_again (ask);
  wait_until (is_shown, &patience, "the answer to the newer question");
  g_assert_cmpint (patience.shown, ==, 2);
}

int
main (int argc, char **argv)
{
  static const struct {
    const char *name;
    void (*test) (Desk *desk, gconstpointer data);
  } TESTS[] = {
    { "/session/answer", test_answer },
    { "/session/filter", test_filter },
    { "/session/newest-wins", test_newest_wins },
    { "/session/patience", test_patience },
    { "/session/place-to-passage", test_place_to_passage },
    { "/session/search", test_search },
    { "/session/quiet-days", test_quiet_days },
    { "/session/edit-and-undo", test_edit_and_undo },
    { "/session/review", test_review },
    { "/session/take-off", test_take_off },
    { "/session/no-library", test_no_library },
  };

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/session/rows", test_rows);
  g_test_add_func ("/session/wilson", test_wilson);
  g_test_add_func ("/session/trail", test_trail);
  for (gsize i = 0; i < G_N_ELEMENTS (TESTS); i++)
    g_test_add (TESTS[i].name, Desk, NULL, set_up, TESTS[i].test, tear_down);
  return g_test_run ();
}
