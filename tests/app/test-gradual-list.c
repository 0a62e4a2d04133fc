/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/gradual-list.h"

#define ENOUGH (9 * TOPOS_GRADUAL_STEP)

/* A list view as far as this goes: it has what it was told of, and counts what comes at once. */
typedef struct {
  GListModel *list;
  GPtrArray *lines;
  guint told;      /* most lines that came at once, beyond those that went, to a view with few */
} View;

static void
changed_cb (GListModel *list, guint position, guint removed, guint added, View *view)
{
  g_assert_cmpuint (position + removed, <=, view->lines->len);
  if (view->lines->len < ENOUGH && added > removed && view->lines->len + added - removed < ENOUGH)
    view->told = MAX (view->told, added - removed);
  if (removed > 0)
    g_ptr_array_remove_range (view->lines, position, removed);
  for (guint i = 0; i < added; i++)
    g_ptr_array_insert (view->lines, (int) (position + i), g_list_model_get_item (list, position + i));
}

/* What the view has is the beginning of the model. */
static void
assert_shows (const View *view, GListModel *model)
{
  g_assert_cmpuint (view->lines->len, ==, g_list_model_get_n_items (view->list));
  g_assert_cmpuint (view->lines->len, <=, g_list_model_get_n_items (model));
  g_assert_null (g_list_model_get_item (view->list, view->lines->len));
  for (guint i = 0; i < view->lines->len; i++) {
    g_autoptr (GObject) item = g_list_model_get_item (model, i);
    g_assert_true (item == view->lines->pdata[i]);
  }
}

static void
splice (GListStore *store, guint position, guint removed, guint added)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < added; i++)
    g_ptr_array_add (items, g_object_new (G_TYPE_OBJECT, NULL));
  g_list_store_splice (store, position, removed, items->pdata, added);
}

static void
view_init (View *view, GListStore *store)
{
  GtkSingleSelection *selection = gtk_single_selection_new (g_object_ref (G_LIST_MODEL (store)));

  gtk_single_selection_set_autoselect (selection, FALSE);
  gtk_single_selection_set_can_unselect (selection, TRUE);
  gtk_single_selection_set_selected (selection, GTK_INVALID_LIST_POSITION);
  *view = (View){ .list = G_LIST_MODEL (topos_gradual_list_new (GTK_SELECTION_MODEL (selection))),
                  .lines = g_ptr_array_new_with_free_func (g_object_unref) };
  g_object_unref (selection);
  changed_cb (view->list, 0, 0, g_list_model_get_n_items (view->list), view);
  view->told = 0;
  g_signal_connect (view->list, "items-changed", G_CALLBACK (changed_cb), view);
}

static void
view_clear (View *view)
{
  g_clear_object (&view->list);
  g_clear_pointer (&view->lines, g_ptr_array_unref);
}

static void
wait_until_whole (const View *view, GListModel *model)
{
  while (g_list_model_get_n_items (view->list) < g_list_model_get_n_items (model))
    g_main_context_iteration (NULL, TRUE);
}

/* Whatever the model does while the view is shown it bit by bit, the view has its beginning, in the
 * end all of it, and was never told of many lines at once. */
static void
test_anything (void)
{
  for (guint32 seed = 0; seed < 20; seed++) {
    g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
    g_autoptr (GListStore) store = g_list_store_new (G_TYPE_OBJECT);
    View view;
    view_init (&view, store);
    for (int i = 0; i < 20; i++) {
      const guint n = g_list_model_get_n_items (G_LIST_MODEL (store));
      const guint position = (guint) g_rand_int_range (rand, 0, (int) n + 1);
      const guint removed = (guint) g_rand_int_range (rand, 0, (int) (n - position) + 1);
      splice (store, position, removed, (guint) g_rand_int_range (rand, 0, i % 4 == 0 ? 600 : 30));
      assert_shows (&view, G_LIST_MODEL (store));
      if (i % 3 == 0)
        g_main_context_iteration (NULL, FALSE);
    }
    wait_until_whole (&view, G_LIST_MODEL (store));
    assert_shows (&view, G_LIST_MODEL (store));
    g_assert_cmpuint (view.told, <=, TOPOS_GRADUAL_STEP);
    view_clear (&view);
  }
}

/* A list that is there already is begun with a few lines, and each turn of the main loop brings
 * no more than a few; once the view has its fill, the rest comes at once. */
static void
test_steps (void)
{
  g_autoptr (GListStore) store = g_list_store_new (G_TYPE_OBJECT);
  guint before = TOPOS_GRADUAL_STEP;
  View view;

  splice (store, 0, 0, 10000);
  view_init (&view, store);
  g_assert_cmpuint (view.lines->len, ==, TOPOS_GRADUAL_STEP);
  while (view.lines->len < 10000) {
    g_main_context_iteration (NULL, TRUE);
    if (view.lines->len < 10000)
      g_assert_cmpuint (view.lines->len - before, <=, TOPOS_GRADUAL_STEP);
    else
      g_assert_cmpuint (before, >=, ENOUGH - TOPOS_GRADUAL_STEP);
    before = view.lines->len;
  }
  assert_shows (&view, G_LIST_MODEL (store));
  view_clear (&view);
}

/* Who goes to a line has it, and those before it. */
static void
test_reach (void)
{
  g_autoptr (GListStore) store = g_list_store_new (G_TYPE_OBJECT);
  View view;

  splice (store, 0, 0, 500);
  view_init (&view, store);
  topos_gradual_list_reach (TOPOS_GRADUAL_LIST (view.list), 3);
  g_assert_cmpuint (view.lines->len, ==, TOPOS_GRADUAL_STEP);
  topos_gradual_list_reach (TOPOS_GRADUAL_LIST (view.list), 400);
  g_assert_cmpuint (view.lines->len, ==, 500);
  assert_shows (&view, G_LIST_MODEL (store));
  view_clear (&view);
}

static void
selected_cb (GtkSelectionModel *list, guint position, guint n, guint *news)
{
  g_assert_cmpuint (position + n, <=, g_list_model_get_n_items (G_LIST_MODEL (list)));
  (*news)++;
}

/* The selection is the model's own: what is selected behind the lines shown stays so. */
static void
test_selection (void)
{
  g_autoptr (GListStore) store = g_list_store_new (G_TYPE_OBJECT);
  guint news = 0;

  splice (store, 0, 0, 300);
  g_autoptr (GtkSingleSelection) selection = gtk_single_selection_new (g_object_ref (G_LIST_MODEL (store)));
  g_autoptr (ToposGradualList) list = topos_gradual_list_new (GTK_SELECTION_MODEL (selection));
  GtkSelectionModel *shown = GTK_SELECTION_MODEL (list);
  g_signal_connect (list, "selection-changed", G_CALLBACK (selected_cb), &news);
  gtk_single_selection_set_selected (selection, 5);
  g_assert_true (gtk_selection_model_is_selected (shown, 5));
  g_assert_cmpuint (news, >, 0);
  gtk_single_selection_set_selected (selection, 250);
  g_assert_false (gtk_selection_model_is_selected (shown, 5));
  g_assert_true (gtk_selection_model_select_item (shown, 7, TRUE));
  g_assert_cmpuint (gtk_single_selection_get_selected (selection), ==, 7);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/gradual-list/anything", test_anything);
  g_test_add_func ("/gradual-list/steps", test_steps);
  g_test_add_func ("/gradual-list/reach", test_reach);
  g_test_add_func ("/gradual-list/selection", test_selection);
  return g_test_run ();
}
