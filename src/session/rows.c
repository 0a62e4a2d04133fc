/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/rows.h"

struct _ToposRows {
  GObject parent_instance;
  const ToposRowsKind *kind;
  GPtrArray *rows;
  uint64_t context;
  GPtrArray *items;  /* as many as rows; NULL until asked for */
};

static GType
rows_get_item_type (GListModel *list)
{
  return TOPOS_TYPE_ITEM;
}

static guint
rows_get_n_items (GListModel *list)
{
  return TOPOS_ROWS (list)->items->len;
}

static gpointer
rows_get_item (GListModel *list, guint position)
{
  ToposRows *self = TOPOS_ROWS (list);

  if (position >= self->items->len)
    return NULL;
  if (self->items->pdata[position] == NULL) {
    ToposItem *item = g_object_new (TOPOS_TYPE_ITEM, NULL);
    self->kind->describe (self->rows->pdata[position], self->context,
                          topos_item_fields (item));
    self->items->pdata[position] = item;
  }
  return g_object_ref (self->items->pdata[position]);
}

static void
list_model_init (GListModelInterface *interface)
{
  interface->get_item_type = rows_get_item_type;
  interface->get_n_items = rows_get_n_items;
  interface->get_item = rows_get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (ToposRows, topos_rows, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static void
item_unref (gpointer item)
{
  g_clear_object (&item);
}

static void
topos_rows_finalize (GObject *object)
{
  ToposRows *self = TOPOS_ROWS (object);

  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->items, g_ptr_array_unref);
  G_OBJECT_CLASS (topos_rows_parent_class)->finalize (object);
}

static void
topos_rows_class_init (ToposRowsClass *class)
{
  G_OBJECT_CLASS (class)->finalize = topos_rows_finalize;
}

static void
topos_rows_init (ToposRows *self)
{
  self->items = g_ptr_array_new_with_free_func (item_unref);
}

ToposRows *
topos_rows_new (const ToposRowsKind *kind)
{
  ToposRows *self = g_object_new (TOPOS_TYPE_ROWS, NULL);

  self->kind = kind;
  return self;
}

GPtrArray *
topos_rows_get (ToposRows *self)
{
  return self->rows;
}

guint
topos_rows_position (ToposRows *self, const void *row)
{
  guint position = 0;
  const bool found = g_ptr_array_find (self->rows, row, &position);

  g_assert (found);
  return position;
}

/* ------------------------------------------------------------------ from answer to answer */

static bool
same_thing (const ToposRows *self, const void *old, const void *new)
{
  if (old == new)
    return true;
  return self->kind->id != NULL ? self->kind->id (old) == self->kind->id (new)
                                : self->kind->same (old, new);
}

/* An item goes on in another list of rows, as what `row` says. */
typedef struct {
  ToposItem *item;
  const void *old;
  const void *row;
} Kept;

/* The items of old rows `from` to `to`, by what they stand for; most rows have none. */
static GHashTable *
items_by_id (const ToposRows *self, guint from, guint to)
{
  GHashTable *items = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);

  for (guint i = from; i < to && self->kind->id != NULL; i++) {
    if (self->items->pdata[i] == NULL)
      continue;
    const uint64_t id = self->kind->id (self->rows->pdata[i]);
    g_hash_table_insert (items, g_memdup2 (&id, sizeof id), GUINT_TO_POINTER (i + 1));
  }
  return items;
}

static void
keep (ToposRows *self, guint from, gpointer *to, const void *row, GArray *kept)
{
  ToposItem *item = g_steal_pointer (&self->items->pdata[from]);

  *to = item;
  if (item == NULL)
    return;
  const Kept one = { g_object_ref (item), self->rows->pdata[from], row };
  g_array_append_val (kept, one);
}

/* Moves the items of what stays into `items`, and tells which they are. */
static GArray *
keep_items (ToposRows *self, GPtrArray *rows, GPtrArray *items, guint head, guint tail)
{
  GArray *kept = g_array_new (FALSE, FALSE, sizeof (Kept));
  const guint old_n = self->items->len, new_n = items->len;
  g_autoptr (GHashTable) moved = items_by_id (self, head, old_n - tail);

  for (guint i = 0; i < head; i++)
    keep (self, i, &items->pdata[i], rows->pdata[i], kept);
  for (guint i = 1; i <= tail; i++)
    keep (self, old_n - i, &items->pdata[new_n - i], rows->pdata[new_n - i], kept);
  for (guint i = head; i < new_n - tail && g_hash_table_size (moved) > 0; i++) {
    const uint64_t id = self->kind->id (rows->pdata[i]);
    const guint from = GPOINTER_TO_UINT (g_hash_table_lookup (moved, &id));
    if (from == 0)
      continue;
    keep (self, from - 1, &items->pdata[i], rows->pdata[i], kept);
    g_hash_table_remove (moved, &id);
  }
  return kept;
}

/* Lets the items that stay tell what is new of them. */
static void
refresh (ToposRows *self, GArray *kept, bool all)
{
  for (guint i = 0; i < kept->len; i++) {
    const Kept *one = &g_array_index (kept, Kept, i);
    if (all || (one->old != one->row && !self->kind->same (one->old, one->row))) {
      ToposItemFields fields = { 0 };
      self->kind->describe (one->row, self->context, &fields);
      topos_item_take (one->item, &fields);
    }
    g_object_unref (one->item);
  }
}

void
topos_rows_set (ToposRows *self, GPtrArray *rows, uint64_t context)
{
  const guint old_n = self->items->len;
  const guint new_n = rows != NULL ? rows->len : 0;
  const guint least = MIN (old_n, new_n);
  const bool all = context != self->context;
  guint head = 0, tail = 0;

  while (head < least && same_thing (self, self->rows->pdata[head], rows->pdata[head]))
    head++;
  while (tail < least - head
         && same_thing (self, self->rows->pdata[old_n - 1 - tail], rows->pdata[new_n - 1 - tail]))
    tail++;

  g_autoptr (GPtrArray) old_rows = self->rows;  /* until the items have been compared */
  GPtrArray *items = g_ptr_array_new_full (new_n, item_unref);
  g_ptr_array_set_size (items, (int) new_n);
  g_autoptr (GArray) kept = keep_items (self, rows, items, head, tail);
  g_ptr_array_unref (self->items);
  self->items = items;
  self->context = context;
  self->rows = rows != NULL ? g_ptr_array_ref (rows) : NULL;
  if (old_n > head + tail || new_n > head + tail)
    g_list_model_items_changed (G_LIST_MODEL (self), head, old_n - head - tail,
                                new_n - head - tail);
  refresh (self, kept, all);
}
