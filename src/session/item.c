/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/item.h"

#include <string.h>

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
  PROP_ICON,
  PROP_LABEL,
  N_PROPERTIES,
};

static GParamSpec *properties[N_PROPERTIES];

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
  case PROP_ICON: g_value_set_string (value, fields->icon); break;
  case PROP_LABEL: g_value_set_string (value, fields->label); break;
  default: G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
fields_clear (ToposItemFields *fields)
{
  g_free (fields->key);
  g_free (fields->before);
  g_free (fields->title);
  g_free (fields->subtitle);
  g_free (fields->detail);
  g_free (fields->markup);
  g_free (fields->label);
}

static void
topos_item_finalize (GObject *object)
{
  fields_clear (&TOPOS_ITEM (object)->fields);
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
    properties[STRINGS[i].id] = g_param_spec_string (STRINGS[i].name, NULL, NULL, NULL, flags);
  properties[PROP_PLACE] = g_param_spec_uint64 ("place", NULL, NULL, 0, G_MAXUINT64, 0, flags);
  properties[PROP_COUNT] = g_param_spec_int ("count", NULL, NULL, 0, G_MAXINT, 0, flags);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
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

void
topos_item_take (ToposItem *self, const ToposItemFields *fields)
{
  ToposItemFields old = self->fields;
  const struct {
    guint property;
    bool changed;
  } NEWS[] = {
    { PROP_BEFORE, g_strcmp0 (old.before, fields->before) != 0 },
    { PROP_TITLE, g_strcmp0 (old.title, fields->title) != 0 },
    { PROP_SUBTITLE, g_strcmp0 (old.subtitle, fields->subtitle) != 0 },
    { PROP_DETAIL, g_strcmp0 (old.detail, fields->detail) != 0 },
    { PROP_MARKUP, g_strcmp0 (old.markup, fields->markup) != 0 },
    /* Whoever shows the count draws the bars beside it: they have no property of their own. */
    { PROP_COUNT, old.count != fields->count
                      || memcmp (old.profile, fields->profile, sizeof old.profile) != 0 },
    { PROP_ICON, g_strcmp0 (old.icon, fields->icon) != 0 },
    { PROP_LABEL, g_strcmp0 (old.label, fields->label) != 0 },
  };

  self->fields = *fields;
  for (gsize i = 0; i < G_N_ELEMENTS (NEWS); i++)
    if (NEWS[i].changed)
      g_object_notify_by_pspec (G_OBJECT (self), properties[NEWS[i].property]);
  fields_clear (&old);
}
