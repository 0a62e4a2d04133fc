/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/lens.h"

struct _ToposLens {
  GObject parent_instance;
  ToposFilter filter;
};

G_DEFINE_FINAL_TYPE (ToposLens, topos_lens, G_TYPE_OBJECT)

enum {
  PROP_FIRST = 1,
  PROP_LAST,
  PROP_UNDATED,
  PROP_CLOCK,
  PROP_KNOWN_BY,
  PROP_SEARCH,
  PROP_WITHIN,
  PROP_DOCUMENT,
  PROP_BOX,
  N_PROPERTIES,
};

static GParamSpec *properties[N_PROPERTIES];

static void
set_number (ToposLens *self, int32_t *number, int32_t value, GParamSpec *pspec)
{
  if (*number == value)
    return;
  *number = value;
  g_object_notify_by_pspec (G_OBJECT (self), pspec);
}

static void
set_undated (ToposLens *self, bool undated)
{
  if (self->filter.undated == undated)
    return;
  g_object_freeze_notify (G_OBJECT (self));
  self->filter.undated = undated;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_UNDATED]);
  if (undated) {
    set_number (self, &self->filter.days.first, TOPOS_DAY_NONE, properties[PROP_FIRST]);
    set_number (self, &self->filter.days.last, TOPOS_DAY_NONE, properties[PROP_LAST]);
  }
  g_object_thaw_notify (G_OBJECT (self));
}

/* One end of the range. */
static void
set_day (ToposLens *self, ToposDay *end, ToposDay day, GParamSpec *pspec)
{
  if (day != TOPOS_DAY_NONE)
    set_undated (self, false);
  set_number (self, end, day, pspec);
}

static void
set_words (ToposLens *self, char **words, const char *value, GParamSpec *pspec)
{
  const char *wanted = value != NULL && *value != '\0' ? value : NULL;

  if (g_strcmp0 (*words, wanted) == 0)
    return;
  g_free (*words);
  *words = g_strdup (wanted);
  g_object_notify_by_pspec (G_OBJECT (self), pspec);
}

static void
set_box (ToposLens *self, GArray *array)
{
  const ToposBox box = array != NULL && array->len > 0 ? g_array_index (array, ToposBox, 0)
                                                       : topos_box_empty ();

  if (topos_box_is_empty (box) && topos_box_is_empty (self->filter.box))
    return;
  self->filter.box = box;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BOX]);
}

static GArray *
box_array (ToposLens *self)
{
  if (topos_box_is_empty (self->filter.box))
    return NULL;
  GArray *array = g_array_new (FALSE, FALSE, sizeof (ToposBox));
  return g_array_append_val (array, self->filter.box);
}

static void
topos_lens_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  const ToposFilter *filter = &TOPOS_LENS (object)->filter;

  switch (id) {
  case PROP_FIRST: g_value_set_int (value, filter->days.first); break;
  case PROP_LAST: g_value_set_int (value, filter->days.last); break;
  case PROP_UNDATED: g_value_set_boolean (value, filter->undated); break;
  case PROP_CLOCK: g_value_set_int (value, (int) filter->clock); break;
  case PROP_KNOWN_BY: g_value_set_int (value, filter->known_by); break;
  case PROP_SEARCH: g_value_set_string (value, filter->search); break;
  case PROP_WITHIN: g_value_set_uint64 (value, filter->place); break;
  case PROP_DOCUMENT: g_value_set_string (value, filter->document); break;
  case PROP_BOX: g_value_take_boxed (value, box_array (TOPOS_LENS (object))); break;
  default: G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
set_clock (ToposLens *self, ToposClock clock)
{
  if (self->filter.clock == clock)
    return;
  self->filter.clock = clock;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CLOCK]);
}

static void
set_within (ToposLens *self, ToposPlaceId place)
{
  if (self->filter.place == place)
    return;
  self->filter.place = place;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_WITHIN]);
}

static void
topos_lens_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  ToposLens *self = TOPOS_LENS (object);
  ToposFilter *filter = &self->filter;

  switch (id) {
  case PROP_FIRST: set_day (self, &filter->days.first, g_value_get_int (value), pspec); break;
  case PROP_LAST: set_day (self, &filter->days.last, g_value_get_int (value), pspec); break;
  case PROP_UNDATED: set_undated (self, g_value_get_boolean (value)); break;
  case PROP_CLOCK: set_clock (self, (ToposClock) g_value_get_int (value)); break;
  case PROP_KNOWN_BY: set_number (self, &filter->known_by, g_value_get_int (value), pspec); break;
  case PROP_SEARCH: set_words (self, &filter->search, g_value_get_string (value), pspec); break;
  case PROP_WITHIN: set_within (self, g_value_get_uint64 (value)); break;
  case PROP_DOCUMENT: set_words (self, &filter->document, g_value_get_string (value), pspec); break;
  case PROP_BOX: set_box (self, g_value_get_boxed (value)); break;
  default: G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
topos_lens_finalize (GObject *object)
{
  topos_filter_clear (&TOPOS_LENS (object)->filter);
  G_OBJECT_CLASS (topos_lens_parent_class)->finalize (object);
}

static void
topos_lens_class_init (ToposLensClass *class)
{
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;
  GObjectClass *object_class = G_OBJECT_CLASS (class);

  object_class->get_property = topos_lens_get_property;
  object_class->set_property = topos_lens_set_property;
  object_class->finalize = topos_lens_finalize;
  properties[PROP_FIRST]
      = g_param_spec_int ("first", NULL, NULL, G_MININT, G_MAXINT, TOPOS_DAY_NONE, flags);
  properties[PROP_LAST]
      = g_param_spec_int ("last", NULL, NULL, G_MININT, G_MAXINT, TOPOS_DAY_NONE, flags);
  properties[PROP_UNDATED] = g_param_spec_boolean ("undated", NULL, NULL, FALSE, flags);
  properties[PROP_CLOCK]
      = g_param_spec_int ("clock", NULL, NULL, 0, TOPOS_CLOCK_PUBLISHED, 0, flags);
  properties[PROP_KNOWN_BY]
      = g_param_spec_int ("known-by", NULL, NULL, G_MININT, G_MAXINT, TOPOS_DAY_NONE, flags);
  properties[PROP_SEARCH] = g_param_spec_string ("search", NULL, NULL, NULL, flags);
  properties[PROP_WITHIN]
      = g_param_spec_uint64 ("within", NULL, NULL, 0, G_MAXUINT64, 0, flags);
  properties[PROP_DOCUMENT] = g_param_spec_string ("document", NULL, NULL, NULL, flags);
  properties[PROP_BOX] = g_param_spec_boxed ("box", NULL, NULL, G_TYPE_ARRAY, flags);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
}

static void
topos_lens_init (ToposLens *self)
{
  topos_filter_init (&self->filter);
}

ToposLens *
topos_lens_new (void)
{
  return g_object_new (TOPOS_TYPE_LENS, NULL);
}

const ToposFilter *
topos_lens_filter (ToposLens *self)
{
  return self != NULL ? &self->filter : NULL;
}

void
topos_lens_set_days (ToposLens *self, ToposDateSpan days)
{
  g_object_freeze_notify (G_OBJECT (self));
  set_day (self, &self->filter.days.first, days.first, properties[PROP_FIRST]);
  set_day (self, &self->filter.days.last, days.last, properties[PROP_LAST]);
  g_object_thaw_notify (G_OBJECT (self));
}

void
topos_lens_reset (ToposLens *self)
{
  g_object_freeze_notify (G_OBJECT (self));
  topos_lens_set_days (self, TOPOS_DATE_SPAN_NONE);
  set_undated (self, false);
  set_number (self, &self->filter.known_by, TOPOS_DAY_NONE, properties[PROP_KNOWN_BY]);
  set_words (self, &self->filter.search, NULL, properties[PROP_SEARCH]);
  set_words (self, &self->filter.document, NULL, properties[PROP_DOCUMENT]);
  set_within (self, TOPOS_PLACE_NONE);
  set_box (self, NULL);
  g_object_thaw_notify (G_OBJECT (self));
}
