/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "library/bulk.h"
#include "library/decisions.h"
#include "library/ids.h"
#include "library/library.h"
#include "library/places-kept.h"
#include "library/step.h"
#include "library/store.h"

#include <string.h>

/* A document that the library has, as far as a new article can differ from it. */
typedef struct {
  int64_t id;
  char key[TOPOS_KEY_LENGTH + 1];
} Known;

static bool
find_document (ToposLibrary *self, const char *sql, const char *value, Known *known,
               GError **error)
{
  g_autoptr (GError) failed = NULL;
  g_autoptr (ToposStatement) row = topos_db_ask (self->db, error, sql, "s", value);

  *known = (Known){ 0 };
  if (row == NULL)
    return false;
  if (topos_statement_next (row, &failed)) {
    known->id = topos_statement_int (row, 0);
    g_strlcpy (known->key, topos_statement_text (row, 1), sizeof known->key);
  }
  return topos_error_hand_on (&failed, error);
}

static bool
fill_report (ToposLibrary *self, const Known *known, ToposStoreReport *report, GError **error)
{
  int64_t passages = 0, places = 0, unplaced = 0;

  g_strlcpy (report->document, known->key, sizeof report->document);
  if (!topos_db_ask_int (self->db, &passages, 0, error,
                         "SELECT count(DISTINCT passage) FROM mention WHERE document = ?"
                         " AND counts AND place IS NOT NULL", "i", known->id)
      || !topos_db_ask_int (self->db, &places, 0, error,
                            "SELECT count(DISTINCT place) FROM mention WHERE document = ?"
                            " AND counts", "i", known->id)
      || !topos_db_ask_int (self->db, &unplaced, 0, error,
                            "SELECT count(DISTINCT key) FROM mention WHERE document = ?"
                            " AND counts AND standing = 3", "i", known->id))
    return false;
  report->passages = (int) passages;
  report->places = (int) places;
  report->unplaced = (int) unplaced;
  return true;
}

/* True when `offered` would replace what the row has: it says something else, and is no less
 * trusted than where that came from. What the user typed stays. */
static bool
improves (const ToposField *offered, const char *value, int origin)
{
  return offered->value && *offered->value && g_strcmp0 (offered->value, value) != 0
         && origin != TOPOS_ORIGIN_USER
         && (origin == TOPOS_ORIGIN_NONE || (int) offered->origin <= origin);
}

typedef struct {
  bool title, outlet, author, url, published;
} News;

static bool
find_news (ToposLibrary *self, const Known *known, const ToposArticle *article, News *news,
           GError **error)
{
  g_autoptr (ToposStatement) row = topos_db_ask (
      self->db, error, "SELECT title, title_origin, outlet, outlet_origin, author, author_origin,"
      " url, url_origin, published, published_certainty, published_origin FROM document"
      " WHERE id = ?", "i", known->id);

  if (row == NULL || !topos_statement_next (row, error))
    return false;
  *news = (News){
    .title = improves (&article->title, topos_statement_text (row, 0),
                       (int) topos_statement_int (row, 1)),
    .outlet = improves (&article->outlet, topos_statement_text (row, 2),
                        (int) topos_statement_int (row, 3)),
    .author = improves (&article->author, topos_statement_text (row, 4),
                        (int) topos_statement_int (row, 5)),
    .url = improves (&article->url, topos_statement_text (row, 6),
                     (int) topos_statement_int (row, 7)),
    .published = article->published.day != TOPOS_DAY_NONE
                 && article->published.day != topos_statement_day (row, 8)
                 && topos_statement_int (row, 10) != TOPOS_ORIGIN_USER
                 && (topos_statement_int (row, 9) != TOPOS_CERTAINTY_STATED
                     || (int) article->published.origin <= topos_statement_int (row, 10)),
  };
  return true;
}

static bool
any_news (const News *news)
{
  return news->title || news->outlet || news->author || news->url || news->published;
}

static bool
set_field (ToposLibrary *self, bool needed, const char *sql, const ToposField *field,
           int64_t document, GError **error)
{
  return !needed || topos_db_exec (self->db, error, sql, "sni", field->value,
                                   (int) field->origin, document);
}

/* The dates of a document anew, as `reading` has them. */
static bool
set_published (ToposLibrary *self, bool needed, const ToposReading *reading, int64_t document,
               GError **error)
{
  return !needed || topos_store_redate (self, document, reading, error);
}

static bool
update_metadata (ToposLibrary *self, const Known *known, const ToposReading *reading,
                 const News *news, GError **error)
{
  const ToposArticle *a = reading->article;

  return set_field (self, news->title, "UPDATE document SET title = ?, title_origin = ?"
                    " WHERE id = ?", &a->title, known->id, error)
         && set_field (self, news->outlet, "UPDATE document SET outlet = ?, outlet_origin = ?"
                       " WHERE id = ?", &a->outlet, known->id, error)
         && set_field (self, news->author, "UPDATE document SET author = ?, author_origin = ?"
                       " WHERE id = ?", &a->author, known->id, error)
         && set_field (self, news->url, "UPDATE document SET url = ?, url_origin = ?"
                       " WHERE id = ?", &a->url, known->id, error)
         && set_published (self, news->published, reading, known->id, error);
}

/* Records what `known` loses so that the import's undo can bring it back. */
static bool
keep_recorded (ToposLibrary *self, ToposRecorder *recorder, GError **error)
{
  g_autoptr (GBytes) changes = topos_recorder_take (recorder, error);

  return changes && (self->step == 0
                     || topos_step_keep_changes (self, self->step, self->n_changes++, changes,
                                                 error));
}

static bool
renew_metadata (ToposLibrary *self, const Known *known, const ToposReading *reading,
                const News *news, GError **error)
{
  g_autoptr (ToposRecorder) recorder = NULL;

  if (!topos_bulk_end (self, error))
    return false;
  recorder = topos_recorder_start (self->db, topos_edit_tables, error);
  return recorder && update_metadata (self, known, reading, news, error)
         && keep_recorded (self, recorder, error);
}

static bool
remove_replaced (ToposLibrary *self, const Known *old, GError **error)
{
  g_autoptr (ToposRecorder) recorder = topos_recorder_start (self->db, topos_edit_tables, error);

  return recorder && topos_store_remove (self, old->id, error)
         && keep_recorded (self, recorder, error);
}

/* The file has another text now: the new document takes the old one's place, and what the user
 * decided there holds here too. */
static bool
replace (ToposLibrary *self, const ToposGazetteer *gazetteer, const ToposReading *reading,
         const Known *old, int64_t import_id, ToposStoreReport *report, GError **error)
{
  g_autoptr (ToposDecisions) decisions = topos_decisions_of (self, old->id, error);
  g_autoptr (GArray) chosen = g_array_new (false, false, sizeof (ToposPlaceId));
  Known now;

  report->how = TOPOS_STORED_UPDATED;
  return decisions && topos_bulk_end (self, error) && remove_replaced (self, old, error)
         && topos_store_document (self, gazetteer, reading, report->document, import_id, report,
                                  error)
         && find_document (self, "SELECT id, key FROM document WHERE key = ?", report->document,
                           &now, error)
         && topos_store_places_of (self->db, now.id, chosen, error)
         && topos_decisions_apply (decisions, self, gazetteer, now.id, error)
         && topos_place_drop_unused (self, chosen, error)
         && fill_report (self, &now, report, error);
}

static bool
store_whole (ToposLibrary *self, const ToposGazetteer *gazetteer, const ToposReading *reading,
             int64_t import_id, ToposStoreReport *report, GError **error)
{
  Known same, old = { 0 };
  News news = { 0 };

  if (!find_document (self, "SELECT id, key FROM document WHERE key = ?", report->document,
                      &same, error))
    return false;
  if (same.id) {
    if (!find_news (self, &same, reading->article, &news, error))
      return false;
    report->how = any_news (&news) ? TOPOS_STORED_UPDATED : TOPOS_STORED_UNCHANGED;
    return (!any_news (&news) || renew_metadata (self, &same, reading, &news, error))
           && fill_report (self, &same, report, error);
  }
  if (reading->article->source
      && !find_document (self, "SELECT id, key FROM document WHERE source = ?",
                         reading->article->source, &old, error))
    return false;
  if (old.id)
    return replace (self, gazetteer, reading, &old, import_id, report, error);
  report->how = TOPOS_STORED_IMPORTED;
  return topos_bulk_begin (self, error)
         && topos_store_document (self, gazetteer, reading, report->document, import_id, report,
                                  error);
}

bool
topos_library_store (ToposLibrary *self, const ToposGazetteer *gazetteer,
                     const ToposReading *reading, int64_t import_id,
                     ToposStoreReport *report, GError **error)
{
  const ToposArticle *article = reading->article;
  const ToposBulk before = self->bulk;
  g_auto (ToposTransaction) tx = { 0 };

  *report = (ToposStoreReport){ 0 };
  topos_document_key (article->body, article->length, report->document);
  if (import_id != 0 && self->batch.db == NULL
      && !topos_db_begin (self->db, &self->batch, error))
    return false;
  if (!topos_db_begin (self->db, &tx, error)
      || !store_whole (self, gazetteer, reading, import_id, report, error)
      || (import_id == 0 && (!topos_bulk_end (self, error)
                             || !topos_library_recount (self, error)
                             || !topos_library_touch (self, true, error)))
      || !topos_transaction_commit (&tx, error)) {
    topos_library_forget_caches (self);
    topos_bulk_restore (self, before);
    return false;
  }
  return true;
}

bool
topos_library_knows (ToposLibrary *self, const ToposArticle *article, ToposStoreReport *report,
                     GError **error)
{
  Known same;
  News news = { 0 };
  char key[TOPOS_KEY_LENGTH + 1];

  *report = (ToposStoreReport){ .how = TOPOS_STORED_UNCHANGED };
  topos_document_key (article->body, article->length, key);
  return find_document (self, "SELECT id, key FROM document WHERE key = ?", key, &same, error)
         && same.id && find_news (self, &same, article, &news, error) && !any_news (&news)
         && fill_report (self, &same, report, error);
}

/* The step comes into the file with the first documents: whatever stops the program before, it has
 * then begun nothing. */
int64_t
topos_library_begin_import (ToposLibrary *self, GError **error)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *at = g_date_time_format_iso8601 (now);

  if (!topos_library_settle (self, error) || !topos_db_begin (self->db, &self->batch, error))
    return 0;

  const bool begun = topos_db_exec (self->db, error, "INSERT INTO step (verb, subject, object, count)"
                                    " VALUES (?, '', '', 0)", "n", (int) TOPOS_STEP_IMPORT);
  const int64_t id = topos_db_last_id (self->db);

  if (!begun
      || !topos_db_exec (self->db, error, "UPDATE step SET import = id WHERE id = ?", "i", id)
      || !topos_db_exec (self->db, error, "INSERT INTO import VALUES (?, ?)", "is", id, at)) {
    topos_transaction_clear (&self->batch);
    return 0;
  }
  self->step = id;
  self->n_changes = 0;
  return id;
}

static bool
count_stored (ToposLibrary *self, int64_t import_id, int64_t *stored, GError **error)
{
  return topos_db_ask_int (self->db, stored, 0, error,
                           "SELECT (SELECT count(*) FROM document WHERE import = ?1)"
                           " + (SELECT count(*) FROM step_changes WHERE step = ?1)", "i", import_id);
}

bool
topos_import_note (ToposLibrary *self, GError **error)
{
  int64_t stored = 0;

  if (self->step == 0)
    return true;
  if (!count_stored (self, self->step, &stored, error))
    return false;
  return stored == 0
         || (topos_step_forget_undone (self, error)
             && topos_db_exec (self->db, error,
                               "UPDATE step SET count = (SELECT count(*) FROM document"
                               " WHERE import = ?1), subject = coalesce ((SELECT title"
                               " FROM document WHERE import = ?1 ORDER BY id LIMIT 1), '')"
                               " WHERE id = ?1", "i", self->step));
}

static bool
drop_empty_step (ToposLibrary *self, int64_t id, GError **error)
{
  int64_t stored = 0;

  if (!count_stored (self, id, &stored, error))
    return false;
  return stored > 0
         || (topos_db_exec (self->db, error, "DELETE FROM step WHERE id = ?", "i", id)
             && topos_db_exec (self->db, error, "DELETE FROM import WHERE id = ?", "i", id));
}

bool
topos_library_end_import (ToposLibrary *self, int64_t import_id, GError **error)
{
  g_auto (ToposTransaction) tx = { 0 };
  const bool settled = topos_library_settle (self, error);
  GError **unless_told = settled ? error : NULL;

  self->step = 0;
  if (!topos_db_begin (self->db, &tx, unless_told)
      || !drop_empty_step (self, import_id, unless_told) || !topos_library_recount (self, unless_told)
      || !topos_library_touch (self, true, unless_told)
      || !topos_transaction_commit (&tx, unless_told))
    return false;
  topos_library_give_back (self);
  return settled;
}

bool
topos_library_tally (ToposLibrary *self, int64_t import_id, ToposTally *tally, GError **error)
{
  g_autoptr (ToposStatement) row = topos_db_ask (
      self->db, error, "SELECT (SELECT count(*) FROM document WHERE import = ?1),"
      " count(DISTINCT m.place), count(DISTINCT CASE WHEN m.standing = 3 THEN m.key END)"
      " FROM mention AS m JOIN document AS d ON d.id = m.document WHERE d.import = ?1"
      " AND m.counts", "i", import_id);

  *tally = (ToposTally){ 0 };
  if (row == NULL || !topos_statement_next (row, error))
    return false;
  *tally = (ToposTally){ (int) topos_statement_int (row, 0), (int) topos_statement_int (row, 1),
                         (int) topos_statement_int (row, 2) };
  return true;
}
