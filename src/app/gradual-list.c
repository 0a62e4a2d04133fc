/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/gradual-list.h"

/* A list view holds widgets for no more lines than these: with them it has all it wants to make,
 * and the rest costs nothing. */
#define ENOUGH (9 * TOPOS_GRADUAL_STEP)

/* One step for each frame, at most: it is the frame that measures and paints the lines. */
#define PAUSE_MS 16

struct _ToposGradualList {
  GObject parent_instance;
  GtkSelectionModel *model;
  guint n;        /* told of, from the first */
  guint growing;  /* source; 0 when all is told */
};

/* ------------------------------------------------------------------- what is told of it */

static GType
list_get_item_type (GListModel *list)
{
  return g_list_model_get_item_type (G_LIST_MODEL (TOPOS_GRADUAL_LIST (list)->model));
}

static guint
list_get_n_items (GListModel *list)
{
  return TOPOS_GRADUAL_LIST (list)->n;
}

static gpointer
list_get_item (GListModel *list, guint position)
{
  ToposGradualList *self = TOPOS_GRADUAL_LIST (list);

  return position < self->n ? g_list_model_get_item (G_LIST_MODEL (self->model), position) : NULL;
}

static void
list_model_init (GListModelInterface *interface)
{
  interface->get_item_type = list_get_item_type;
  interface->get_n_items = list_get_n_items;
  interface->get_item = list_get_item;
}

static gboolean
is_selected (GtkSelectionModel *model, guint position)
{
  return gtk_selection_model_is_selected (TOPOS_GRADUAL_LIST (model)->model, position);
}

static GtkBitset *
get_selection_in_range (GtkSelectionModel *model, guint position, guint n)
{
  return gtk_selection_model_get_selection_in_range (TOPOS_GRADUAL_LIST (model)->model, position, n);
}

static gboolean
select_item (GtkSelectionModel *model, guint position, gboolean alone)
{
  return gtk_selection_model_select_item (TOPOS_GRADUAL_LIST (model)->model, position, alone);
}

static gboolean
unselect_item (GtkSelectionModel *model, guint position)
{
  return gtk_selection_model_unselect_item (TOPOS_GRADUAL_LIST (model)->model, position);
}

static void
selection_model_init (GtkSelectionModelInterface *interface)
{
  interface->is_selected = is_selected;
  interface->get_selection_in_range = get_selection_in_range;
  interface->select_item = select_item;
  interface->unselect_item = unselect_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (ToposGradualList, topos_gradual_list, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init)
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_SELECTION_MODEL, selection_model_init))

/* -------------------------------------------------------------------------- the growing */

static void
grow_to (ToposGradualList *self, guint n)
{
  const guint before = self->n;

  self->n = n;
  if (n > before)
    g_list_model_items_changed (G_LIST_MODEL (self), before, 0, n - before);
}

static guint
model_length (ToposGradualList *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (self->model));
}

static gboolean
grow_cb (gpointer data)
{
  ToposGradualList *self = data;
  const guint all = model_length (self);
  const guint next = self->n + TOPOS_GRADUAL_STEP;

  grow_to (self, next >= ENOUGH ? all : MIN (next, all));
  if (self->n < all)
    return G_SOURCE_CONTINUE;
  self->growing = 0;
  return G_SOURCE_REMOVE;
}

static void
grow_on (ToposGradualList *self)
{
  if (self->growing == 0 && self->n < model_length (self))
    self->growing = g_timeout_add_full (G_PRIORITY_DEFAULT_IDLE, PAUSE_MS, grow_cb, self, NULL);
}

/* A stretch that is hardly longer than the one it replaces is told as it is: the view uses the
 * widgets it has. So is any, once the view has as many as it wants. A longer one begins a growth,
 * behind which the rest is hidden for the moment. */
static void
changed_cb (ToposGradualList *self, guint position, guint removed, guint added)
{
  if (position >= self->n) {
    grow_on (self);
    return;
  }
  const guint gone = MIN (removed, self->n - position);
  const guint behind = self->n - position - gone;
  if (self->n < ENOUGH && added > gone + TOPOS_GRADUAL_STEP) {
    self->n = position + gone + TOPOS_GRADUAL_STEP;
    g_list_model_items_changed (G_LIST_MODEL (self), position, gone + behind, gone + TOPOS_GRADUAL_STEP);
  } else {
    self->n = position + added + behind;
    g_list_model_items_changed (G_LIST_MODEL (self), position, gone, added);
  }
  grow_on (self);
}

static void
selected_cb (ToposGradualList *self, guint position, guint n)
{
  if (position < self->n)
    gtk_selection_model_selection_changed (GTK_SELECTION_MODEL (self), position,
                                           MIN (n, self->n - position));
}

/* --------------------------------------------------------------------------- the object */

static void
topos_gradual_list_dispose (GObject *object)
{
  ToposGradualList *self = TOPOS_GRADUAL_LIST (object);

  g_clear_handle_id (&self->growing, g_source_remove);
  g_clear_object (&self->model);
  G_OBJECT_CLASS (topos_gradual_list_parent_class)->dispose (object);
}

static void
topos_gradual_list_class_init (ToposGradualListClass *class)
{
  G_OBJECT_CLASS (class)->dispose = topos_gradual_list_dispose;
}

static void
topos_gradual_list_init (ToposGradualList *self)
{
}

ToposGradualList *
topos_gradual_list_new (GtkSelectionModel *model)
{
  ToposGradualList *self = g_object_new (TOPOS_TYPE_GRADUAL_LIST, NULL);

  self->model = g_object_ref (model);
  self->n = MIN (TOPOS_GRADUAL_STEP, model_length (self));
  g_signal_connect_object (model, "items-changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (model, "selection-changed", G_CALLBACK (selected_cb), self, G_CONNECT_SWAPPED);
  grow_on (self);
  return self;
}

void
topos_gradual_list_reach (ToposGradualList *self, guint position)
{
  if (position >= self->n)
    grow_to (self, model_length (self));
}
