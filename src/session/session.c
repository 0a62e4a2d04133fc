/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/session-private.h"

#include <string.h>

/* A passage's id begins with its document's. */
#define DOCUMENT_ID_LENGTH 16

G_DEFINE_FINAL_TYPE (ToposSession, topos_session, G_TYPE_OBJECT)

enum {
  PROP_LIBRARY = 1,
  PROP_PLACE,
  PROP_PASSAGE,
  PROP_DOCUMENT,
  PROP_REVISION,
  PROP_UNDO,
  PROP_REDO,
  PROP_HOVERED,
  N_PROPERTIES,
};

static GParamSpec *properties[N_PROPERTIES];

static void
topos_session_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  ToposSession *self = TOPOS_SESSION (object);

  switch (id) {
  case PROP_LIBRARY: g_value_set_string (value, self->library); break;
  case PROP_PLACE: g_value_set_uint64 (value, self->place); break;
  case PROP_PASSAGE: g_value_set_string (value, self->passage); break;
  case PROP_DOCUMENT: g_value_set_string (value, self->document); break;
  case PROP_REVISION: g_value_set_int64 (value, self->revision); break;
  case PROP_UNDO: g_value_set_string (value, self->undo); break;
  case PROP_REDO: g_value_set_string (value, self->redo); break;
  case PROP_HOVERED: g_value_set_uint64 (value, self->hovered); break;
  default: G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
hover (ToposSession *self, ToposPlaceId place)
{
  if (self->hovered == place)
    return;
  self->hovered = place;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_HOVERED]);
}

static void
topos_session_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  ToposSession *self = TOPOS_SESSION (object);

  switch (id) {
  case PROP_PLACE: topos_session_choose_place (self, g_value_get_uint64 (value)); break;
  case PROP_PASSAGE: topos_session_choose_passage (self, g_value_get_string (value)); break;
  case PROP_DOCUMENT: topos_session_choose_document (self, g_value_get_string (value)); break;
  case PROP_HOVERED: hover (self, g_value_get_uint64 (value)); break;
  default: G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
topos_session_finalize (GObject *object)
{
  ToposSession *self = TOPOS_SESSION (object);

  g_clear_pointer (&self->writer, topos_worker_free);
  g_clear_pointer (&self->engine, topos_engine_unref);
  g_free (self->library);
  g_free (self->passage);
  g_free (self->document);
  g_free (self->undo);
  g_free (self->redo);
  G_OBJECT_CLASS (topos_session_parent_class)->finalize (object);
}

static void
topos_session_class_init (ToposSessionClass *class)
{
  const GParamFlags seen = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;
  const GParamFlags chosen = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;
  GObjectClass *object_class = G_OBJECT_CLASS (class);

  object_class->get_property = topos_session_get_property;
  object_class->set_property = topos_session_set_property;
  object_class->finalize = topos_session_finalize;
  properties[PROP_LIBRARY] = g_param_spec_string ("library", NULL, NULL, NULL, seen);
  properties[PROP_PLACE] = g_param_spec_uint64 ("place", NULL, NULL, 0, G_MAXUINT64, 0, chosen);
  properties[PROP_PASSAGE] = g_param_spec_string ("passage", NULL, NULL, NULL, chosen);
  properties[PROP_DOCUMENT] = g_param_spec_string ("document", NULL, NULL, NULL, chosen);
  properties[PROP_REVISION]
      = g_param_spec_int64 ("revision", NULL, NULL, 0, G_MAXINT64, 0, seen);
  properties[PROP_UNDO] = g_param_spec_string ("undo", NULL, NULL, NULL, seen);
  properties[PROP_REDO] = g_param_spec_string ("redo", NULL, NULL, NULL, seen);
  properties[PROP_HOVERED]
      = g_param_spec_uint64 ("hovered", NULL, NULL, 0, G_MAXUINT64, 0, chosen);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
}

static void
topos_session_init (ToposSession *self)
{
}

/* Takes another value for one of the words looked at, and says so. */
static bool
replace (ToposSession *self, char **words, const char *value, int property)
{
  const char *wanted = value != NULL && *value != '\0' ? value : NULL;

  if (g_strcmp0 (*words, wanted) == 0)
    return false;
  g_free (*words);
  *words = g_strdup (wanted);
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
  return true;
}

void
topos_session_set_history (ToposSession *self, const char *undo, const char *redo)
{
  replace (self, &self->undo, undo, PROP_UNDO);
  replace (self, &self->redo, redo, PROP_REDO);
}

ToposSession *
topos_session_new (void)
{
  return g_object_new (TOPOS_TYPE_SESSION, NULL);
}

const char *
topos_session_library (ToposSession *self)
{
  return self->library;
}

ToposPlaceId
topos_session_place (ToposSession *self)
{
  return self->place;
}

const char *
topos_session_passage (ToposSession *self)
{
  return self->passage;
}

const char *
topos_session_document (ToposSession *self)
{
  return self->document;
}

void
topos_session_choose_place (ToposSession *self, ToposPlaceId place)
{
  if (self->place == place)
    return;
  self->place = place;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PLACE]);
}

void
topos_session_choose_passage (ToposSession *self, const char *passage)
{
  g_autofree char *document = passage != NULL && strlen (passage) > DOCUMENT_ID_LENGTH
                                  ? g_strndup (passage, DOCUMENT_ID_LENGTH) : NULL;

  g_object_freeze_notify (G_OBJECT (self));
  if (document != NULL)
    replace (self, &self->document, document, PROP_DOCUMENT);
  replace (self, &self->passage, passage, PROP_PASSAGE);
  g_object_thaw_notify (G_OBJECT (self));
}

void
topos_session_choose_document (ToposSession *self, const char *document)
{
  g_object_freeze_notify (G_OBJECT (self));
  if (replace (self, &self->document, document, PROP_DOCUMENT))
    replace (self, &self->passage, NULL, PROP_PASSAGE);
  g_object_thaw_notify (G_OBJECT (self));
}

void
topos_session_changed (ToposSession *self)
{
  self->revision++;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_REVISION]);
}

void
topos_session_take (ToposSession *self, const char *path, ToposWorker *writer)
{
  g_object_freeze_notify (G_OBJECT (self));
  topos_session_choose_place (self, TOPOS_PLACE_NONE);
  topos_session_choose_document (self, NULL);
  g_clear_pointer (&self->writer, topos_worker_free);
  self->writer = writer;
  replace (self, &self->library, path, PROP_LIBRARY);
  topos_session_set_history (self, NULL, NULL);
  g_object_thaw_notify (G_OBJECT (self));
}
