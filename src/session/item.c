/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/item.h"

struct _ToposItem {
  GObject parent_instance;
  ToposItemFields fields;
};

G_DEFINE_FINAL_TYPE (ToposItem, topos_item, G_TYPE_OBJECT)

enum {
  PROP_KEY = 1,
  PROP_PLACE,
  PROP_BEFORE,
  PROP_TITLE,
  PROP_SUBTITLE,
  PROP_DETAIL,
  PROP_MARKUP,
  PROP_COUNT,
  PROP_SHARE,
  PROP_ICON,
  PROP_LABEL,
  N_PROPERTIES,
};

static void
topos_item_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  const ToposItemFields *fields = &TOPOS_ITEM (object)->fields;

  switch (id) {
  case PROP_KEY: g_value_set_string (value, fields->key); break;
  case PROP_PLACE: g_value_set_uint64 (value, fields->place); break;
  case PROP_BEFORE: g_value_set_string (value, fields->before); break;
  case PROP_TITLE: g_value_set_string (value, fields->title); break;
  case PROP_SUBTITLE: g_value_set_string (value, fields->subtitle); break;
  case PROP_DETAIL: g_value_set_string (value, fields->detail); break;
  case PROP_MARKUP: g_value_set_string (value, fields->markup); break;
  case PROP_COUNT: g_value_set_int (value, fields->count); break;
  case PROP_SHARE: g_value_set_double (value, fields->share); break;
  case PROP_ICON: g_value_set_string (value, fields->icon); break;
  case PROP_LABEL: g_value_set_string (value, fields->label); break;
  default: G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
topos_item_finalize (GObject *object)
{
  ToposItemFields *fields = &TOPOS_ITEM (object)->fields;

  g_free (fields->key);
  g_free (fields->before);
  g_free (fields->title);
  g_free (fields->subtitle);
  g_free (fields->detail);
  g_free (fields->markup);
  g_free (fields->label);
  G_OBJECT_CLASS (topos_item_parent_class)->finalize (object);
}

static void
topos_item_class_init (ToposItemClass *class)
{
  static const struct {
    guint id;
    const char *name;
  } STRINGS[] = {
    { PROP_KEY, "key" },       { PROP_TITLE, "title" },   { PROP_SUBTITLE, "subtitle" },
    { PROP_DETAIL, "detail" }, { PROP_MARKUP, "markup" }, { PROP_ICON, "icon" },
    { PROP_LABEL, "label" },   { PROP_BEFORE, "before" },
  };
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;
  GObjectClass *object_class = G_OBJECT_CLASS (class);

  object_class->get_property = topos_item_get_property;
  object_class->finalize = topos_item_finalize;
  for (gsize i = 0; i < G_N_ELEMENTS (STRINGS); i++)
    g_object_class_install_property (
        object_class, STRINGS[i].id,
        g_param_spec_string (STRINGS[i].name, NULL, NULL, NULL, flags));
  g_object_class_install_property (
      object_class, PROP_PLACE,
      g_param_spec_uint64 ("place", NULL, NULL, 0, G_MAXUINT64, 0, flags));
  g_object_class_install_property (
      object_class, PROP_COUNT, g_param_spec_int ("count", NULL, NULL, 0, G_MAXINT, 0, flags));
  g_object_class_install_property (
      object_class, PROP_SHARE, g_param_spec_double ("share", NULL, NULL, 0, 1, 0, flags));
}

static void
topos_item_init (ToposItem *self)
{
}

ToposItemFields *
topos_item_fields (ToposItem *self)
{
  return &self->fields;
}

/* ------------------------------------------------------------------------------- rows */

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
    self->kind->describe (self->rows->pdata[position], self->context, &item->fields);
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

void
topos_rows_set (ToposRows *self, GPtrArray *rows, uint64_t context)
{
  const guint old_n = self->items->len;
  const guint new_n = rows != NULL ? rows->len : 0;
  const guint least = MIN (old_n, new_n);
  const bool kept = context == self->context;
  guint head = 0, tail = 0;

  while (kept && head < least && self->kind->same (self->rows->pdata[head], rows->pdata[head]))
    head++;
  while (kept && tail < least - head
         && self->kind->same (self->rows->pdata[old_n - 1 - tail], rows->pdata[new_n - 1 - tail]))
    tail++;

  const guint removed = old_n - head - tail;
  const guint added = new_n - head - tail;
  GPtrArray *items = g_ptr_array_new_full (new_n, item_unref);
  g_ptr_array_set_size (items, (int) new_n);
  for (guint i = 0; i < head; i++)
    items->pdata[i] = g_steal_pointer (&self->items->pdata[i]);
  for (guint i = 1; i <= tail; i++)
    items->pdata[new_n - i] = g_steal_pointer (&self->items->pdata[old_n - i]);
  g_ptr_array_unref (self->items);
  self->items = items;
  self->context = context;
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  self->rows = rows != NULL ? g_ptr_array_ref (rows) : NULL;
  if (removed > 0 || added > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), head, removed, added);
}
