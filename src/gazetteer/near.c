/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gazetteer/near.h"

#include <string.h>

#define LETTERS_AT_LEAST 5
#define LETTERS_FOR_TWO 8
#define LETTERS_AT_MOST 64

/* The table of the edit distance, a row for each letter of the dictionary's key so far. Rows
 * stay good as long as the letters before them do. */
typedef struct {
  gunichar wanted[LETTERS_AT_MOST];
  int n_wanted;
  gunichar letters[LETTERS_AT_MOST + 3];
  gsize ends[LETTERS_AT_MOST + 3]; /* the byte after each letter */
  uint8_t row[LETTERS_AT_MOST + 4][LETTERS_AT_MOST + 1];
} Table;

static int
letters_of (const char *key, gsize length, gunichar *letters, int most)
{
  const char *end = key + length;
  int n = 0;

  for (const char *at = key; at < end; at = g_utf8_next_char (at)) {
    if (n == most)
      return -1;
    letters[n++] = g_utf8_get_char (at);
  }
  return n;
}

/* Fills row `n + 1` for the letter `n` and gives its least number. */
static int
fill_row (Table *table, int n)
{
  const uint8_t *above = table->row[n];
  uint8_t *row = table->row[n + 1];
  int least = row[0] = (uint8_t) (n + 1);

  for (int i = 1; i <= table->n_wanted; i++) {
    const bool same = table->wanted[i - 1] == table->letters[n];
    int cost = above[i - 1] + !same;

    cost = MIN (cost, above[i] + 1);
    cost = MIN (cost, row[i - 1] + 1);
    if (n > 0 && i > 1 && table->wanted[i - 1] == table->letters[n - 1]
        && table->wanted[i - 2] == table->letters[n])
      cost = MIN (cost, table->row[n - 1][i - 2] + 1);
    row[i] = (uint8_t) cost;
    least = MIN (least, cost);
  }
  return least;
}

/* Measures the cursor's key from its letter `*n` on. Gives the distance, or -1 with the bytes
 * of the beginning that is already too far in `*dead`. */
static int
measure (Table *table, const KeyCursor *cursor, int *n, int distance, gsize *dead)
{
  gsize at = *n > 0 ? table->ends[*n - 1] : 0;

  *dead = 0;
  while (at < cursor->length) {
    gunichar letter = g_utf8_get_char_validated (cursor->key + at, (gssize) (cursor->length - at));

    if (letter >= 0x110000)
      return -1;
    table->letters[*n] = letter;
    at += (gsize) g_unichar_to_utf8 (letter, NULL);
    table->ends[*n] = at;
    const int least = fill_row (table, *n);

    (*n)++;
    if (least > distance || *n >= table->n_wanted + 3) {
      *dead = at;
      return -1;
    }
  }
  return table->row[*n][table->n_wanted];
}

/* Moves to the first key that does not begin with the dead beginning. */
static bool
leap (KeyCursor *cursor, gsize dead)
{
  const KeyIndex *index = cursor->index;
  char after[GAZETTEER_KEY_MAX + 1];
  char begin[GAZETTEER_KEY_MAX + 1];
  const uint32_t block = cursor->block;

  memcpy (begin, cursor->key, dead);
  /* Most branches end inside their block. */
  while (key_cursor_next (cursor) && cursor->block == block)
    if (cursor->length < dead || memcmp (cursor->key, begin, dead) != 0)
      return true;
  if (cursor->block == block)
    return false;
  if (cursor->length < dead || memcmp (cursor->key, begin, dead) != 0)
    return true;
  memcpy (after, begin, dead);
  after[dead - 1] = (char) (after[dead - 1] + 1); /* UTF-8 never ends in 0xff */
  return key_cursor_seek (cursor, index, after, dead);
}

static int
shared_letters (const Table *table, int n, const char *before, const KeyCursor *cursor)
{
  int shared = 0;

  while (shared < n && table->ends[shared] <= cursor->length
         && memcmp (before, cursor->key, table->ends[shared]) == 0)
    shared++;
  return shared;
}

void
gazetteer_near (const KeyIndex *index, const char *key, gsize length, int distance, int sure,
                void (*each) (const KeyCursor *cursor, void *data), void *data)
{
  Table table;
  KeyCursor cursor;
  char before[GAZETTEER_KEY_MAX + 1];
  gsize head;
  int n = 0;
  bool more;

  table.n_wanted = letters_of (key, length, table.wanted, LETTERS_AT_MOST);
  if (index->n_blocks == 0 || table.n_wanted < (distance > 1 ? LETTERS_FOR_TWO : LETTERS_AT_LEAST))
    return;
  for (int i = 0; i <= table.n_wanted; i++)
    table.row[0][i] = (uint8_t) i;
  head = (gsize) (g_utf8_offset_to_pointer (key, MIN (sure, table.n_wanted)) - key);
  if (head > 0) {
    more = key_cursor_seek (&cursor, index, key, head);
  } else {
    key_cursor_start (&cursor, index, 0);
    more = key_cursor_next (&cursor);
  }
  while (more && cursor.length >= head && memcmp (cursor.key, key, head) == 0) {
    gsize dead;
    const int found = measure (&table, &cursor, &n, distance, &dead);

    if (found == distance)
      each (&cursor, data);
    memcpy (before, cursor.key, cursor.length);
    more = dead > 0 ? leap (&cursor, dead) : key_cursor_next (&cursor);
    if (more)
      n = shared_letters (&table, n, before, &cursor);
  }
}
