/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/linked-data.h"

#include <json-glib/json-glib.h>
#include <stdbool.h>
#include <string.h>

#define MOST_BYTES (1024 * 1024)
#define MOST_DEPTH 40

void
topos_linked_data_clear (ToposLinkedData *self)
{
  g_free (self->headline);
  g_free (self->outlet);
  g_free (self->author);
  g_free (self->published);
  g_free (self->url);
  *self = (ToposLinkedData){ 0 };
}

/* The parser recurses, so depth is measured before. */
static bool
is_shallow (const char *json)
{
  int depth = 0;
  bool in_string = false;

  for (const char *at = json; *at != '\0'; at++) {
    if (in_string) {
      if (*at == '\\' && at[1] != '\0')
        at++;
      else if (*at == '"')
        in_string = false;
    } else if (*at == '"') {
      in_string = true;
    } else if (*at == '[' || *at == '{') {
      if (++depth > MOST_DEPTH)
        return false;
    } else if (*at == ']' || *at == '}') {
      depth--;
    }
  }
  return true;
}

static const char *
string_of (JsonNode *node)
{
  return node != NULL && JSON_NODE_HOLDS_VALUE (node)
             && json_node_get_value_type (node) == G_TYPE_STRING
         ? json_node_get_string (node)
         : NULL;
}

/* A name: the text itself, {"name": ...}, or several of either with commas between.
 * Returns: (transfer full) or NULL. */
static char *
name_of (JsonNode *node)
{
  g_autoptr (GString) names = g_string_new (NULL);

  if (node == NULL)
    return NULL;
  if (JSON_NODE_HOLDS_OBJECT (node))
    return g_strdup (string_of (json_object_get_member (json_node_get_object (node), "name")));
  if (!JSON_NODE_HOLDS_ARRAY (node))
    return g_strdup (string_of (node));
  for (guint i = 0; i < json_array_get_length (json_node_get_array (node)); i++) {
    JsonNode *one = json_array_get_element (json_node_get_array (node), i);
    const char *name = JSON_NODE_HOLDS_OBJECT (one)
                         ? string_of (json_object_get_member (json_node_get_object (one), "name"))
                         : string_of (one);

    if (name != NULL)
      g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "", name);
  }
  return names->len > 0 ? g_string_free (g_steal_pointer (&names), FALSE) : NULL;
}

static bool
type_is_article (const char *type)
{
  return type != NULL
         && (g_str_has_suffix (type, "Article") || g_str_has_suffix (type, "BlogPosting")
             || g_str_has_suffix (type, "Report"));
}

static bool
is_article (JsonObject *object)
{
  JsonNode *type = json_object_get_member (object, "@type");

  if (type == NULL)
    return false;
  if (!JSON_NODE_HOLDS_ARRAY (type))
    return type_is_article (string_of (type));
  for (guint i = 0; i < json_array_get_length (json_node_get_array (type)); i++)
    if (type_is_article (string_of (json_array_get_element (json_node_get_array (type), i))))
      return true;
  return false;
}

/* The first article in `node`, its arrays and "@graph"; the nesting is shallow. */
static JsonObject *
find_article (JsonNode *node)
{
  JsonObject *found = NULL;

  if (JSON_NODE_HOLDS_ARRAY (node)) {
    JsonArray *array = json_node_get_array (node);

    for (guint i = 0; i < json_array_get_length (array) && found == NULL; i++)
      found = find_article (json_array_get_element (array, i));
    return found;
  }
  if (!JSON_NODE_HOLDS_OBJECT (node))
    return NULL;
  if (is_article (json_node_get_object (node)))
    return json_node_get_object (node);
  node = json_object_get_member (json_node_get_object (node), "@graph");
  return node != NULL ? find_article (node) : NULL;
}

static void
take (char **field, char *value)
{
  if (*field == NULL)
    *field = value;
  else
    g_free (value);
}

void
topos_linked_data_read (ToposLinkedData *self, const char *json)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonObject *article;

  if (strlen (json) > MOST_BYTES || !is_shallow (json)
      || !json_parser_load_from_data (parser, json, -1, NULL)
      || json_parser_get_root (parser) == NULL)
    return;
  article = find_article (json_parser_get_root (parser));
  if (article == NULL)
    return;
  take (&self->headline, name_of (json_object_get_member (article, "headline")));
  take (&self->outlet, name_of (json_object_get_member (article, "publisher")));
  take (&self->author, name_of (json_object_get_member (article, "author")));
  take (&self->published, name_of (json_object_get_member (article, "datePublished")));
  take (&self->published, name_of (json_object_get_member (article, "dateCreated")));
  take (&self->url, name_of (json_object_get_member (article, "url")));
}
