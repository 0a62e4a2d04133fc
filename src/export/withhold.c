/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/withhold.h"

#include "core/error.h"
#include "core/translate.h"
#include "text/fold.h"

#include <string.h>

typedef struct {
  GHashTable *places;    /* ToposPlaceId*, of the rows */
  GPtrArray *words;      /* what they are called, folded; none is empty */
  GHashTable *outlets;   /* folded */
} Secrets;

static void
secrets_clear (Secrets *self)
{
  g_clear_pointer (&self->places, g_hash_table_unref);
  g_clear_pointer (&self->words, g_ptr_array_unref);
  g_clear_pointer (&self->outlets, g_hash_table_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Secrets, secrets_clear)

/* What a source is called: its outlet, or its title where it has none; folded. */
static char *
source_of (const ToposPassageRow *row)
{
  return topos_fold (row->outlet != NULL ? row->outlet : row->title, -1);
}

/* ------------------------------------------------------------------------------ which */

static void
add_word (Secrets *self, const char *name, gssize length)
{
  g_autofree char *word = topos_fold (name, length);

  if (*word != '\0'
      && !g_ptr_array_find_with_equal_func (self->words, word, g_str_equal, NULL))
    g_ptr_array_add (self->words, g_steal_pointer (&word));
}

/* The articles may call a place something else than the list does. */
static void
add_words_of_articles (Secrets *self, const ToposGathered *gathered)
{
  for (guint i = 0; i < gathered->passages->len; i++) {
    const ToposPassageRow *const row = gathered->passages->pdata[i];
    for (guint m = 0; m < row->mentions->len; m++) {
      const ToposMentionRow *const mention = &g_array_index (row->mentions, ToposMentionRow, m);
      const gint64 place = (gint64) mention->place;
      if (mention->counts && !mention->demonym && topos_span_holds (row->span, mention->span)
          && g_hash_table_contains (self->places, &place))
        add_word (self, row->text + (mention->span.start - row->span.start),
                  topos_span_length (mention->span));
    }
  }
}

static bool
find_place (Secrets *secrets, const ToposGathered *gathered, const char *name, GError **error)
{
  g_autofree char *key = topos_fold (name, -1);
  const guint before = g_hash_table_size (secrets->places);

  for (guint i = 0; i < gathered->places->len; i++) {
    ToposPlaceRow *const row = gathered->places->pdata[i];
    g_autofree char *own = topos_fold (row->name, -1);
    g_autofree char *id = g_strdup_printf ("%" G_GUINT64_FORMAT, row->id);
    if (!g_str_equal (own, key) && !g_str_equal (id, name))
      continue;
    g_hash_table_add (secrets->places, g_memdup2 (&row->id, sizeof row->id));
    add_word (secrets, row->name, -1);
  }
  if (g_hash_table_size (secrets->places) > before)
    return true;
  g_set_error (error, TOPOS_ERROR, TOPOS_ERROR_USAGE,
               _ ("No place here is called “%s”, so it cannot be left out: check how it is spelt."),
               name);
  return false;
}

static bool
find_outlet (Secrets *secrets, const ToposGathered *gathered, const char *name, GError **error)
{
  g_autofree char *key = topos_fold (name, -1);

  for (guint i = 0; i < gathered->passages->len; i++) {
    const ToposPassageRow *const row = gathered->passages->pdata[i];
    g_autofree char *own = source_of (row);
    if (!g_str_equal (own, key))
      continue;
    g_hash_table_add (secrets->outlets, g_steal_pointer (&own));
    return true;
  }
  g_set_error (error, TOPOS_ERROR, TOPOS_ERROR_USAGE,
               _ ("No source here is called “%s”, so it cannot be left out: check how it is spelt."),
               name);
  return false;
}

/* --------------------------------------------------------------------------- passages */

/* The folded text holds one of the names as a word of its own. */
static bool
tells (const Secrets *secrets, const char *text)
{
  g_autofree char *folded = text != NULL ? topos_fold (text, -1) : NULL;

  for (guint i = 0; folded != NULL && i < secrets->words->len; i++) {
    const char *const word = secrets->words->pdata[i];
    const size_t length = strlen (word);
    for (const char *at = folded; (at = strstr (at, word)) != NULL; at += length) {
      const gunichar before = at > folded ? g_utf8_get_char (g_utf8_prev_char (at)) : ' ';
      if (!g_unichar_isalnum (before) && !g_unichar_isalnum (g_utf8_get_char (at + length)))
        return true;
    }
  }
  return false;
}

static bool
is_secret (const Secrets *secrets, const ToposPassageRow *row)
{
  g_autofree char *source = source_of (row);

  if (g_hash_table_contains (secrets->outlets, source))
    return true;
  for (guint i = 0; i < row->mentions->len; i++) {
    const gint64 place = (gint64) g_array_index (row->mentions, ToposMentionRow, i).place;
    if (g_hash_table_contains (secrets->places, &place))
      return true;
  }
  return tells (secrets, row->text);
}

/* Those that stay move to the front, in their order; the rest goes. */
static void
drop_passages (ToposGathered *gathered, const Secrets *secrets)
{
  gpointer *const rows = gathered->passages->pdata;
  guint kept = 0;

  for (guint i = 0; i < gathered->passages->len; i++) {
    ToposPassageRow *const row = rows[i];

    if (is_secret (secrets, row))
      continue;
    if (tells (secrets, row->title)) {
      g_free (row->title);
      row->title = g_strdup ("(title left out)");
    }
    rows[i] = rows[kept];
    rows[kept++] = row;
  }
  g_ptr_array_set_size (gathered->passages, (int) kept);
}

/* ----------------------------------------------------------------------------- places */

/* What is counted anew for one place. */
typedef struct {
  ToposPlaceRow *row;
  GHashTable *documents;
  bool settled, approximate;
} Count;

static void
count_free (gpointer data)
{
  g_hash_table_unref (((Count *) data)->documents);
  g_free (data);
}

static void
widen (ToposPlaceRow *row, ToposDateSpan days)
{
  if (topos_date_span_is_none (days))
    return;

  const ToposDay from = days.first == TOPOS_DAY_OPEN_START ? days.last : days.first;
  const ToposDay to = days.last == TOPOS_DAY_OPEN_END ? days.first : days.last;
  if (row->first_day == TOPOS_DAY_NONE || from < row->first_day)
    row->first_day = from;
  if (row->last_day == TOPOS_DAY_NONE || to > row->last_day)
    row->last_day = to;
}

static bool
names_before (const ToposPassageRow *passage, guint mention, bool by_name)
{
  const ToposMentionRow *const all = (ToposMentionRow *) (void *) passage->mentions->data;

  for (guint i = 0; i < mention; i++)
    if (all[i].counts && all[i].place == all[mention].place && (!by_name || !all[i].demonym))
      return true;
  return false;
}

static void
count_passage (GHashTable *counts, const ToposPassageRow *passage)
{
  for (guint i = 0; i < passage->mentions->len; i++) {
    const ToposMentionRow *const mention
        = &g_array_index (passage->mentions, ToposMentionRow, i);
    const gint64 place = (gint64) mention->place;
    Count *const count = mention->counts ? g_hash_table_lookup (counts, &place) : NULL;
    if (count == NULL)
      continue;
    count->row->mentions++;
    count->row->passages += !names_before (passage, i, false);
    count->row->marked += !mention->demonym && !names_before (passage, i, true);
    count->row->documents += g_hash_table_add (count->documents, passage->document);
    count->settled |= mention->standing == TOPOS_STANDING_PLACED;
    count->approximate |= mention->standing == TOPOS_STANDING_APPROXIMATE;
    widen (count->row, passage->days);
  }
}

static GHashTable *
fresh_counts (const ToposGathered *gathered)
{
  GHashTable *const counts = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, count_free);

  for (guint i = 0; i < gathered->places->len; i++) {
    ToposPlaceRow *const row = gathered->places->pdata[i];
    Count *const count = g_new0 (Count, 1);
    count->row = row;
    count->documents = g_hash_table_new (g_str_hash, g_str_equal);
    row->passages = row->marked = row->mentions = row->documents = 0;
    row->first_day = row->last_day = TOPOS_DAY_NONE;
    g_hash_table_insert (counts, &row->id, count);
  }
  return counts;
}

static int
more_passages_first (gconstpointer a, gconstpointer b)
{
  const ToposPlaceRow *const one = *(ToposPlaceRow *const *) a, *const two = *(ToposPlaceRow *const *) b;
  const int by_name = strcmp (one->name, two->name);

  if (one->passages != two->passages)
    return two->passages - one->passages;
  return by_name != 0 ? by_name : one->id < two->id ? -1 : one->id > two->id;
}

static void
count_places (ToposGathered *gathered)
{
  g_autoptr (GHashTable) counts = fresh_counts (gathered);

  for (guint i = 0; i < gathered->passages->len; i++)
    count_passage (counts, gathered->passages->pdata[i]);
  for (guint i = gathered->places->len; i-- > 0;) {
    ToposPlaceRow *const row = gathered->places->pdata[i];
    const gint64 id = (gint64) row->id;
    const Count *const count = g_hash_table_lookup (counts, &id);
    row->standing = count->settled       ? TOPOS_STANDING_PLACED
                    : count->approximate ? TOPOS_STANDING_APPROXIMATE
                                         : TOPOS_STANDING_AMBIGUOUS;
    g_hash_table_remove (counts, &id);
    if (row->passages == 0)
      g_ptr_array_remove_index (gathered->places, i);
  }
  g_ptr_array_sort (gathered->places, more_passages_first);
}

bool
topos_withhold (ToposGathered *gathered, const ToposPicture *picture, GError **error)
{
  g_auto (Secrets) secrets = {
    .places = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL),
    .words = g_ptr_array_new_with_free_func (g_free),
    .outlets = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL),
  };

  for (char **name = picture->without_places; name != NULL && *name != NULL; name++)
    if (!find_place (&secrets, gathered, *name, error))
      return false;
  for (char **name = picture->without_outlets; name != NULL && *name != NULL; name++)
    if (!find_outlet (&secrets, gathered, *name, error))
      return false;
  if (g_hash_table_size (secrets.places) + g_hash_table_size (secrets.outlets) == 0)
    return true;
  add_words_of_articles (&secrets, gathered);
  drop_passages (gathered, &secrets);
  count_places (gathered);
  return true;
}
