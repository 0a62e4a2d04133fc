/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/shelf.h"

#include <stddef.h>

enum { MOST_LIBRARIES = 12 };

struct _ToposShelf {
  GObject parent_instance;
  GKeyFile *keys;    /* a group for each library, named by its path */
  char *file;
};

G_DEFINE_FINAL_TYPE (ToposShelf, topos_shelf, G_TYPE_OBJECT)

enum { CHANGED, N_SIGNALS };

static guint signals[N_SIGNALS];

void
topos_look_init (ToposLook *look)
{
  *look = (ToposLook){ .zoom = -1 };
  topos_filter_init (&look->filter);
}

void
topos_look_clear (ToposLook *look)
{
  topos_filter_clear (&look->filter);
  g_free (look->document);
  g_free (look->list);
  topos_look_init (look);
}

/* ---------------------------------------------------------------------------- the file */

/* A group's name may not hold every letter that a path may. */
static char *
group_of (const char *path)
{
  return g_uri_escape_string (path, "/ ", TRUE);
}

/* Without it, nothing more is lost than the memory of what was open. */
static void
save (ToposShelf *self)
{
  g_autofree char *folder = g_path_get_dirname (self->file);

  g_mkdir_with_parents (folder, 0700);
  g_key_file_save_to_file (self->keys, self->file, NULL);
}

typedef struct {
  char *group;
  gint64 opened;
} Entry;

static void
entry_clear (gpointer data)
{
  g_free (((Entry *) data)->group);
}

static int
compare_entries (gconstpointer a, gconstpointer b)
{
  const gint64 one = ((const Entry *) a)->opened, two = ((const Entry *) b)->opened;

  return (one < two) - (one > two);
}

/* Newest first. */
static GArray *
entries (ToposShelf *self)
{
  GArray *all = g_array_new (FALSE, FALSE, sizeof (Entry));
  g_auto (GStrv) groups = g_key_file_get_groups (self->keys, NULL);

  g_array_set_clear_func (all, entry_clear);
  for (char **group = groups; *group != NULL; group++) {
    const Entry entry = { g_strdup (*group), g_key_file_get_int64 (self->keys, *group, "opened", NULL) };
    g_array_append_val (all, entry);
  }
  g_array_sort (all, compare_entries);
  return all;
}

/* ------------------------------------------------------------------------- the object */

static void
topos_shelf_finalize (GObject *object)
{
  ToposShelf *self = TOPOS_SHELF (object);

  g_key_file_unref (self->keys);
  g_free (self->file);
  G_OBJECT_CLASS (topos_shelf_parent_class)->finalize (object);
}

static void
topos_shelf_class_init (ToposShelfClass *class)
{
  G_OBJECT_CLASS (class)->finalize = topos_shelf_finalize;
  signals[CHANGED] = g_signal_new ("changed", TOPOS_TYPE_SHELF, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
}

static void
topos_shelf_init (ToposShelf *self)
{
  self->keys = g_key_file_new ();
}

ToposShelf *
topos_shelf_new (const char *file)
{
  ToposShelf *self = g_object_new (TOPOS_TYPE_SHELF, NULL);

  self->file = g_strdup (file);
  g_key_file_load_from_file (self->keys, file, G_KEY_FILE_NONE, NULL);
  return self;
}

/* ------------------------------------------------------------------------ the libraries */

char **
topos_shelf_paths (ToposShelf *self)
{
  g_autoptr (GArray) all = entries (self);
  GStrv paths = g_new0 (char *, all->len + 1);

  for (guint i = 0, n = 0; i < all->len; i++) {
    char *path = g_uri_unescape_string (g_array_index (all, Entry, i).group, NULL);
    if (path != NULL)
      paths[n++] = path;
  }
  return paths;
}

void
topos_shelf_put_first (ToposShelf *self, const char *path)
{
  g_autofree char *group = group_of (path);
  g_autoptr (GArray) all = entries (self);
  const gint64 newest = all->len > 0 ? g_array_index (all, Entry, 0).opened : 0;

  if (all->len > 0 && g_str_equal (g_array_index (all, Entry, 0).group, group))
    return;
  if (!g_key_file_has_group (self->keys, group))
    for (guint i = MOST_LIBRARIES - 1; i < all->len; i++)
      g_key_file_remove_group (self->keys, g_array_index (all, Entry, i).group, NULL);
  g_key_file_set_int64 (self->keys, group, "opened", newest + 1);
  save (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

void
topos_shelf_forget (ToposShelf *self, const char *path)
{
  g_autofree char *group = group_of (path);

  if (!g_key_file_remove_group (self->keys, group, NULL))
    return;
  save (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

/* ---------------------------------------------------------------------------- the looks */

/* What a look consists of, and where it is kept. */
typedef enum { NUMBER, WHOLE, FLAG, ID, WORDS } Kind;

static const struct {
  const char *key;
  Kind kind;
  gsize offset;
} PARTS[] = {
  { "latitude", NUMBER, offsetof (ToposLook, middle.lat) },
  { "longitude", NUMBER, offsetof (ToposLook, middle.lon) },
  { "zoom", NUMBER, offsetof (ToposLook, zoom) },
  { "first-day", WHOLE, offsetof (ToposLook, filter.days.first) },
  { "last-day", WHOLE, offsetof (ToposLook, filter.days.last) },
  { "known-by", WHOLE, offsetof (ToposLook, filter.known_by) },
  { "within", ID, offsetof (ToposLook, filter.place) },
  { "only-document", WORDS, offsetof (ToposLook, filter.document) },
  { "search", WORDS, offsetof (ToposLook, filter.search) },
  { "undated", FLAG, offsetof (ToposLook, filter.undated) },
  { "in-view", FLAG, offsetof (ToposLook, in_view) },
  { "place", ID, offsetof (ToposLook, place) },
  { "document", WORDS, offsetof (ToposLook, document) },
  { "list", WORDS, offsetof (ToposLook, list) },
  { "left-pane", WHOLE, offsetof (ToposLook, left) },
  { "right-pane", WHOLE, offsetof (ToposLook, right) },
};

static void
read_part (GKeyFile *keys, const char *group, const char *key, Kind kind, void *part)
{
  switch (kind) {
  case NUMBER: *(double *) part = g_key_file_get_double (keys, group, key, NULL); break;
  case WHOLE: *(int32_t *) part = g_key_file_get_integer (keys, group, key, NULL); break;
  case FLAG: *(bool *) part = g_key_file_get_boolean (keys, group, key, NULL); break;
  case ID: *(ToposPlaceId *) part = g_key_file_get_uint64 (keys, group, key, NULL); break;
  case WORDS: *(char **) part = g_key_file_get_string (keys, group, key, NULL); break;
  }
}

static void
write_part (GKeyFile *keys, const char *group, const char *key, Kind kind, const void *part)
{
  switch (kind) {
  case NUMBER: g_key_file_set_double (keys, group, key, *(const double *) part); break;
  case WHOLE: g_key_file_set_integer (keys, group, key, *(const int32_t *) part); break;
  case FLAG: g_key_file_set_boolean (keys, group, key, *(const bool *) part); break;
  case ID: g_key_file_set_uint64 (keys, group, key, *(const ToposPlaceId *) part); break;
  case WORDS:
    if (*(char *const *) part != NULL)
      g_key_file_set_string (keys, group, key, *(char *const *) part);
    else
      g_key_file_remove_key (keys, group, key, NULL);
    break;
  }
}

bool
topos_shelf_look (ToposShelf *self, const char *path, ToposLook *look)
{
  g_autofree char *group = group_of (path);

  topos_look_init (look);
  if (!g_key_file_has_key (self->keys, group, "zoom", NULL))
    return false;
  for (gsize i = 0; i < G_N_ELEMENTS (PARTS); i++)
    if (g_key_file_has_key (self->keys, group, PARTS[i].key, NULL))
      read_part (self->keys, group, PARTS[i].key, PARTS[i].kind, (char *) look + PARTS[i].offset);
  return true;
}

void
topos_shelf_keep_look (ToposShelf *self, const char *path, const ToposLook *look)
{
  g_autofree char *group = group_of (path);

  if (!g_key_file_has_group (self->keys, group))
    return;
  for (gsize i = 0; i < G_N_ELEMENTS (PARTS); i++)
    write_part (self->keys, group, PARTS[i].key, PARTS[i].kind, (const char *) look + PARTS[i].offset);
  save (self);
}
