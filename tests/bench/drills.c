/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "drills.h"

#include "text/fold.h"

#include <string.h>

#define LARGE 20000      /* people of a town from which on it is no village */
#define MOST_WORDS 3     /* of a name */
#define HALF 4           /* letters at least on either side of where a new name is spliced */
#define MOST_TRIES 100
#define TIMES_FILLED 40   /* every pattern */
#define RIVER " River"

/* What a slot is filled with. */
typedef enum {
  SLOT_TOWN,
  SLOT_VILLAGE,
  SLOT_AREA,
  SLOT_COUNTRY,
  SLOT_RIVER,
  SLOT_GIVEN,
  SLOT_PERSON,
  SLOT_SURNAME,
  SLOT_BODY,
  SLOT_NEW,
  SLOT_PLACE,
  N_SLOTS,
} Slot;

#define N_LISTS SLOT_NEW  /* new names are made, and places are some of the others */

static const struct {
  const char *word;
  ToposSort sort;
} SLOTS[N_SLOTS] = {
  [SLOT_TOWN] = { "[town]", TOPOS_SORT_PLACE },
  [SLOT_VILLAGE] = { "[village]", TOPOS_SORT_PLACE },
  [SLOT_AREA] = { "[area]", TOPOS_SORT_PLACE },
  [SLOT_COUNTRY] = { "[country]", TOPOS_SORT_PLACE },
  [SLOT_RIVER] = { "[river]", TOPOS_SORT_PLACE },
  [SLOT_GIVEN] = { "[given]", TOPOS_SORT_PERSON },
  [SLOT_PERSON] = { "[person]", TOPOS_SORT_PERSON },
  [SLOT_SURNAME] = { "[surname]", TOPOS_SORT_PERSON },
  [SLOT_BODY] = { "[body]", TOPOS_SORT_ORGANISATION },
  [SLOT_NEW] = { "[new]", TOPOS_SORT_PLACE },
  [SLOT_PLACE] = { "[place]", TOPOS_SORT_PLACE },
};

typedef struct {
  const ToposGazetteer *gazetteer;
  GPtrArray *lists[N_LISTS];  /* char *, by Slot */
  uint32_t dice;
} Filler;

static uint32_t
roll (Filler *self, uint32_t sides)
{
  self->dice ^= self->dice << 13;
  self->dice ^= self->dice >> 17;
  self->dice ^= self->dice << 5;
  return self->dice % sides;
}

/* ----------------------------------------------------------------------------- names */

/* A few words that all begin with a capital and hold nothing but letters, hyphens, apostrophes. */
static bool
is_plain (const char *name)
{
  bool begins = true;
  int words = 1;

  for (const char *c = name; *c != '\0'; c = g_utf8_next_char (c)) {
    const gunichar letter = g_utf8_get_char (c);

    if (begins && !g_unichar_isupper (letter))
      return false;
    if (!g_unichar_isalpha (letter) && letter != ' ' && letter != '-' && letter != '\'')
      return false;
    begins = letter == ' ';
    words += begins;
  }
  return !begins && words <= MOST_WORDS;
}

static void
add_name (Filler *self, Slot slot, const char *name)
{
  if (is_plain (name))
    g_ptr_array_add (self->lists[slot], g_strdup (name));
}

/* Rivers go by their full name and by the bare one. */
static void
add_river (Filler *self, const char *name)
{
  g_autofree char *bare = g_str_has_suffix (name, RIVER)
                            ? g_strndup (name, strlen (name) - strlen (RIVER)) : NULL;

  add_name (self, SLOT_RIVER, name);
  if (bare != NULL)
    add_name (self, SLOT_RIVER, bare);
}

static void
list_places (Filler *self)
{
  ToposGazetteerInfo info;

  topos_gazetteer_info (self->gazetteer, 0, &info);
  for (uint32_t i = 0; i < info.places; i++) {
    ToposPlace place;

    topos_gazetteer_glance (self->gazetteer, i, &place);
    if (place.kind == TOPOS_PLACE_TOWN)
      add_name (self, place.population >= LARGE ? SLOT_TOWN : SLOT_VILLAGE, place.name);
    else if (place.kind == TOPOS_PLACE_PROVINCE || place.kind == TOPOS_PLACE_DISTRICT)
      add_name (self, SLOT_AREA, place.name);
    else if (place.kind == TOPOS_PLACE_COUNTRY)
      add_name (self, SLOT_COUNTRY, place.name);
    else if (place.kind == TOPOS_PLACE_RIVER)
      add_river (self, place.name);
  }
}

static void
list_others (Filler *self, GPtrArray *tagged)
{
  for (guint i = 0; i < tagged->len; i++) {
    const GoldText *text = ((const Text *) tagged->pdata[i])->gold;

    for (guint n = 0; n < text->names->len; n++) {
      const GoldName *name = &g_array_index (text->names, GoldName, n);
      g_autofree char *words = g_strndup (topos_reading_body (text->reading) + name->span.start,
                                          topos_span_length (name->span));
      const char *last = strrchr (words, ' ');

      if (name->sort == TOPOS_SORT_ORGANISATION)
        add_name (self, SLOT_BODY, words);
      if (name->sort != TOPOS_SORT_PERSON)
        continue;
      add_name (self, SLOT_SURNAME, last != NULL ? last + 1 : words);
      if (last == NULL)
        continue;
      add_name (self, SLOT_PERSON, words);
      *strchr (words, ' ') = '\0';
      add_name (self, SLOT_GIVEN, words);
    }
  }
}

static const char *
pick (Filler *self, Slot slot)
{
  GPtrArray *list = self->lists[slot];

  return list->pdata[roll (self, list->len)];
}

/* The first half of one village's name with the second of another's, which the gazetteer lacks. */
static char *
splice (Filler *self)
{
  for (int i = 0; i < MOST_TRIES; i++) {
    const char *head = pick (self, SLOT_VILLAGE), *tail = pick (self, SLOT_VILLAGE);
    const glong n = g_utf8_strlen (head, -1), m = g_utf8_strlen (tail, -1);

    if (n < HALF || m < HALF || strchr (head, ' ') != NULL || strchr (tail, ' ') != NULL)
      continue;
    g_autofree char *start = g_utf8_substring (head, 0, n / 2);
    g_autofree char *made = g_strconcat (start, g_utf8_offset_to_pointer (tail, m / 2), NULL);
    g_autofree char *key = topos_fold (made, -1);
    ToposNameHit hit;
    if (strpbrk (made, "-'") == NULL
        && topos_gazetteer_find (self->gazetteer, key, strlen (key), &hit, 1) == 0)
      return g_steal_pointer (&made);
  }
  return g_strdup (pick (self, SLOT_VILLAGE));
}

/* A name that the gazetteer lacks, mostly of one word. */
static char *
make_up (Filler *self)
{
  g_autofree char *one = splice (self);

  if (roll (self, 10) > 0)
    return g_steal_pointer (&one);
  g_autofree char *other = splice (self);
  return g_strconcat (one, roll (self, 3) > 0 ? " " : "-", other, NULL);
}

/* Persons are often named like towns ("Jack London"), or like nothing that anybody knows. */
static char *
name_person (Filler *self)
{
  const uint32_t way = roll (self, 10);
  const char *town = pick (self, roll (self, 2) ? SLOT_TOWN : SLOT_VILLAGE);
  g_autofree char *given = splice (self);
  g_autofree char *family = splice (self);

  if (way < 2)
    return g_strconcat (given, " ", family, NULL);
  if (way == 2 && strchr (town, ' ') == NULL)
    return g_strconcat (town, " ", pick (self, SLOT_SURNAME), NULL);
  if (way < 5 && strchr (town, ' ') == NULL)
    return g_strconcat (pick (self, SLOT_GIVEN), " ", town, NULL);
  return g_strdup (pick (self, SLOT_PERSON));
}

static char *
fill (Filler *self, Slot slot)
{
  static const Slot PLACES[] = {
    SLOT_TOWN, SLOT_TOWN, SLOT_TOWN, SLOT_VILLAGE, SLOT_VILLAGE, SLOT_NEW, SLOT_NEW, SLOT_AREA,
  };

  if (slot == SLOT_PLACE)
    slot = PLACES[roll (self, G_N_ELEMENTS (PLACES))];
  if (slot == SLOT_PERSON)
    return name_person (self);
  return slot == SLOT_NEW ? make_up (self) : g_strdup (pick (self, slot));
}

/* -------------------------------------------------------------------------- patterns */

/* Appends one word of a pattern; a slot's name goes to `names`. A slot may have a mark behind it. */
static void
append_word (Filler *self, const char *word, GString *body, GArray *names)
{
  for (int slot = 0; slot < N_SLOTS; slot++) {
    if (!g_str_has_prefix (word, SLOTS[slot].word))
      continue;
    g_autofree char *name = fill (self, (Slot) slot);
    GoldName gold = { .sort = (uint8_t) SLOTS[slot].sort };

    gold.span.start = (uint32_t) body->len;
    g_string_append (body, name);
    gold.span.end = (uint32_t) body->len;
    g_array_append_val (names, gold);
    g_string_append (body, word + strlen (SLOTS[slot].word));
    return;
  }
  for (const char *c = word; *c != '\0'; c++)
    g_string_append_c (body, *c == '_' ? ' ' : *c);
}

/* Does a space stand between what was written and the next word of a pattern? */
static bool
is_spaced (const GString *body, const char *word)
{
  static const char *const CLOSING[] = { ",", ";", ":", "!", ")", "”", "’" };
  static const char *const OPENING[] = { "(", "“" };

  for (size_t i = 0; i < G_N_ELEMENTS (CLOSING); i++)
    if (g_str_has_prefix (word, CLOSING[i]))
      return false;
  for (size_t i = 0; i < G_N_ELEMENTS (OPENING); i++)
    if (g_str_has_suffix (body->str, OPENING[i]))
      return false;
  return body->len > 0;
}

static GoldText *
fill_pattern (Filler *self, const char *pattern, guint number)
{
  g_autoptr (GString) body = g_string_new (NULL);
  g_autoptr (GArray) names = g_array_new (FALSE, TRUE, sizeof (GoldName));
  g_auto (GStrv) words = g_strsplit (pattern, " ", -1);

  for (guint i = 0; words[i] != NULL; i++) {
    g_auto (GStrv) ways = g_strsplit (words[i], "|", -1);
    const char *way = ways[roll (self, g_strv_length (ways))];

    if (is_spaced (body, way))
      g_string_append_c (body, ' ');
    append_word (self, way, body, names);
  }
  return gold_text_new (g_strdup_printf ("drill:%u", number), g_strdup (body->str), names);
}

GPtrArray *
drills_new (const char *data_dir, const ToposGazetteer *gazetteer, GPtrArray *tagged,
            uint32_t seed, GError **error)
{
  Filler filler = { .gazetteer = gazetteer, .dice = seed };
  g_autofree char *path = g_build_filename (data_dir, "geoparse", "drills.txt", NULL);
  g_autoptr (GPtrArray) golds = g_ptr_array_new ();
  g_autofree char *contents = NULL;

  if (!g_file_get_contents (path, &contents, NULL, error))
    return NULL;
  g_auto (GStrv) lines = g_strsplit (contents, "\n", -1);
  for (int slot = 0; slot < N_LISTS; slot++)
    filler.lists[slot] = g_ptr_array_new_with_free_func (g_free);
  list_places (&filler);
  list_others (&filler, tagged);
  for (guint i = 0; lines[i] != NULL; i++)
    for (int t = 0; lines[i][0] != '#' && lines[i][0] != '\0' && t < TIMES_FILLED; t++)
      g_ptr_array_add (golds, fill_pattern (&filler, lines[i], golds->len));
  for (int slot = 0; slot < N_LISTS; slot++)
    g_ptr_array_unref (filler.lists[slot]);
  return texts_look_at (golds, gazetteer);
}
