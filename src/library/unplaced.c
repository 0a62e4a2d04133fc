/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "library/held.h"
#include "library/ids.h"
#include "library/places-rows.h"
#include "library/reader.h"
#include "library/where.h"

#include <string.h>

void
topos_unplaced_row_free (gpointer data)
{
  ToposUnplacedRow *row = data;

  g_free (row->text);
  g_free (row->first_mention);
  g_free (row);
}

static int
compare_unplaced (gconstpointer a, gconstpointer b)
{
  const ToposUnplacedRow *one = *(ToposUnplacedRow *const *) a;
  const ToposUnplacedRow *two = *(ToposUnplacedRow *const *) b;

  if (one->mentions != two->mentions)
    return two->mentions - one->mentions;

  const int by_text = strcmp (one->text, two->text);

  return by_text != 0 ? by_text : strcmp (one->first_mention, two->first_mention);
}

ToposUnplacedRow *
topos_unplaced_row_read (ToposStatement *mention)
{
  ToposUnplacedRow *row = g_new0 (ToposUnplacedRow, 1);
  const ToposSpan span = { (uint32_t) topos_statement_int (mention, 3),
                           (uint32_t) topos_statement_int (mention, 4) };

  row->first_mention = topos_mention_id (topos_statement_text (mention, 2), span);
  row->reason = (uint16_t) topos_statement_int (mention, 5);
  row->text = g_strdup (topos_statement_text (mention, 6));
  return row;
}

/* One row a name, from mentions that come in order of name, document and place in it. */
static void
count_mention (GPtrArray *rows, ToposStatement *mention, char **key, int64_t *document)
{
  const char *name = topos_statement_text (mention, 0);
  const int64_t in = topos_statement_int (mention, 1);

  if (g_strcmp0 (*key, name) != 0) {
    g_free (*key);
    *key = g_strdup (name);
    *document = 0;
    g_ptr_array_add (rows, topos_unplaced_row_read (mention));
  }

  ToposUnplacedRow *row = g_ptr_array_index (rows, rows->len - 1);

  row->mentions++;
  row->documents += in != *document;
  *document = in;
}

ToposStatement *
topos_unplaced_ask (ToposReader *self, const ToposFilter *filter, GError **error)
{
  g_auto (ToposWhere) where = { 0 };

  topos_where_init (&where);
  if (filter != NULL)
    topos_where_mention (&where, filter);
  return topos_where_ask (
      self, &where, "SELECT m.key, m.document, o.key, m.start, m.end, m.unplaced_reason,"
      " CAST (substr (CAST (p.text AS BLOB), m.start - p.start + 1, m.end - m.start) AS TEXT),"
      " m.passage FROM mention AS m JOIN passage AS p ON p.id = m.passage"
      " JOIN document AS o ON o.id = m.document WHERE m.standing = 3 AND m.counts AND ",
      " ORDER BY m.key, o.key, m.start", error);
}

GPtrArray *
topos_reader_unplaced (ToposReader *self, const ToposFilter *filter, GCancellable *cancellable,
                       GError **error)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (topos_unplaced_row_free);
  g_autoptr (GError) failed = NULL;
  g_autofree char *key = NULL;
  int64_t document = 0;

  ToposHeld *held = topos_reader_held (self, filter);
  if (held != NULL) {
    g_ptr_array_unref (rows);
    rows = topos_held_unplaced (held, filter);
    g_ptr_array_sort (rows, compare_unplaced);
    return g_steal_pointer (&rows);
  }
  topos_db_watch (self->db, cancellable);

  g_autoptr (ToposStatement) mention = topos_unplaced_ask (self, filter, error);

  if (mention == NULL)
    return NULL;
  while (topos_statement_next (mention, &failed))
    count_mention (rows, mention, &key, &document);
  if (failed) {
    g_propagate_error (error, g_steal_pointer (&failed));
    return NULL;
  }
  g_ptr_array_sort (rows, compare_unplaced);
  return g_steal_pointer (&rows);
}
