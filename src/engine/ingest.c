/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/ingest.h"

#include "core/error.h"
#include "core/translate.h"
#include "engine/walk.h"
#include "import/import.h"
#include "import/manifest.h"
#include "import/unpack.h"
#include "library/ids.h"

#include <string.h>
#ifdef __linux__
#include <sys/resource.h>
#endif

enum { FILES_AHEAD = 8, BACKGROUND_NICE = 10 };

/* What is stored is flushed often, so that lists can follow, but no tenth of the time goes into it: in
 * a great library a flush writes to pages all over the file, however little is new. */
enum { FLUSH_LEAST_US = 250 * 1000, FLUSH_MOST_US = 5 * 1000 * 1000, FLUSH_SHARE = 10 };

/* One article on its way: where it comes from, then what a worker made of it. */
typedef struct {
  char *name;               /* as in the result */
  GBytes *bytes;            /* or NULL: a file called `name` */
  ToposArticle *article;
  ToposReading *reading;    /* NULL too when the library knows the text already */
  GError *error;
  bool ready;
} Item;

struct ToposIngest {
  ToposEngine *engine;
  GPtrArray *items;         /* Item */
  GPtrArray *manifests;     /* ToposManifest, those named by hand first */
  ToposDay published;
  int jobs;
  bool background;
  ToposIngestProgress progress;
  void *progress_data;
  int64_t import_id;        /* of its run */
};

/* What the workers and the writer share. */
typedef struct {
  const ToposIngest *ingest;
  const ToposRules *rules;
  GHashTable *known;        /* keys of documents in the library */
  GCancellable *cancellable;
  GMutex mutex;
  GCond moved;
  guint next;               /* item to be read */
  guint written;            /* items the writer is done with */
  bool stop;
} Shop;

/* What the writer keeps at hand. */
typedef struct {
  const ToposIngest *ingest;
  ToposLibrary *library;
  const ToposRules *rules;
  GPtrArray *results;
  guint safe;               /* results that are flushed */
  int64_t import_id;
  int64_t flushed_at;
  int64_t flush_took;
} Writer;

static const char *const STATUS_WORDS[] = { "imported", "unchanged", "updated", "failed" };

const char *
topos_ingest_status_word (ToposIngestStatus status)
{
  return STATUS_WORDS[status];
}

static void
item_free (gpointer data)
{
  Item *item = data;

  g_free (item->name);
  g_clear_pointer (&item->bytes, g_bytes_unref);
  g_clear_pointer (&item->article, topos_article_unref);
  g_clear_pointer (&item->reading, topos_reading_free);
  g_clear_error (&item->error);
  g_free (item);
}

static void
manifest_free (gpointer data)
{
  topos_manifest_free (data);
}

static void
result_free (gpointer data)
{
  ToposIngestResult *result = data;

  g_free (result->file);
  g_free (result->reason);
  g_free (result);
}

ToposIngest *
topos_ingest_new (ToposEngine *engine)
{
  ToposIngest *self = g_new0 (ToposIngest, 1);

  self->engine = topos_engine_ref (engine);
  self->items = g_ptr_array_new_with_free_func (item_free);
  self->manifests = g_ptr_array_new_with_free_func (manifest_free);
  self->published = TOPOS_DAY_NONE;
  return self;
}

void
topos_ingest_free (ToposIngest *self)
{
  if (self == NULL)
    return;
  topos_engine_unref (self->engine);
  g_ptr_array_unref (self->items);
  g_ptr_array_unref (self->manifests);
  g_free (self);
}

void
topos_ingest_set_published (ToposIngest *self, ToposDay day)
{
  self->published = day;
}

void
topos_ingest_set_jobs (ToposIngest *self, int jobs)
{
  self->jobs = jobs;
}

void
topos_ingest_set_background (ToposIngest *self)
{
  self->background = true;
}

void
topos_ingest_set_progress (ToposIngest *self, ToposIngestProgress progress, void *data)
{
  self->progress = progress;
  self->progress_data = data;
}

/* ------------------------------------------------------------------- what is to be read */

static void
add_item (ToposIngest *self, const char *name, const GError *error)
{
  Item *item = g_new0 (Item, 1);

  item->name = g_strdup (name);
  item->error = error ? g_error_copy (error) : NULL;
  item->ready = error != NULL;
  g_ptr_array_add (self->items, item);
}

void
topos_ingest_add_bytes (ToposIngest *self, GBytes *bytes, const char *name)
{
  add_item (self, name ? name : "-", NULL);

  Item *item = g_ptr_array_index (self->items, self->items->len - 1);

  item->bytes = g_bytes_ref (bytes);
}

/* What was exported comes back as the articles it was made of. */
static bool
add_unpacked (ToposIngest *self, const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) articles = topos_import_unpack_file (path, &error);

  for (guint i = 0; articles != NULL && i < articles->len; i++) {
    const ToposUnpacked *const article = articles->pdata[i];
    topos_ingest_add_bytes (self, article->bytes, article->name);
  }
  if (error != NULL)
    add_item (self, path, error);
  return articles != NULL || error != NULL;
}

static void
found_in_folder (const char *path, const GError *error, void *data)
{
  if (error != NULL || !add_unpacked (data, path))
    add_item (data, path, error);
}

/* The manifest that lies beside the articles. */
static void
look_for_manifest (const char *folder, void *data)
{
  ToposIngest *self = data;
  g_autofree char *path = g_build_filename (folder, "manifest.csv", NULL);
  g_autoptr (GError) error = NULL;

  if (g_file_test (path, G_FILE_TEST_IS_REGULAR)
      && !topos_ingest_add_manifest (self, path, false, &error))
    add_item (self, path, error);
}

void
topos_ingest_add (ToposIngest *self, const char *path)
{
  if (g_file_test (path, G_FILE_TEST_IS_DIR))
    topos_walk (path, look_for_manifest, found_in_folder, self);
  else if (!add_unpacked (self, path))
    add_item (self, path, NULL);
}

static void
add_broken_row (ToposIngest *self, const char *manifest, const char *broken)
{
  g_autoptr (GError) error = g_error_new_literal (TOPOS_ERROR, TOPOS_ERROR_INPUT, broken);

  add_item (self, manifest, error);
}

bool
topos_ingest_add_manifest (ToposIngest *self, const char *path, bool files, GError **error)
{
  ToposManifest *manifest = topos_manifest_open (path, error);

  if (manifest == NULL)
    return false;
  g_ptr_array_add (self->manifests, manifest);
  for (unsigned i = 0; i < topos_manifest_n_rows (manifest); i++) {
    const ToposManifestRow *row = topos_manifest_row (manifest, i);

    if (row->broken)
      add_broken_row (self, path, row->broken);
    else if (files)
      add_item (self, row->path, NULL);
  }
  return true;
}

/* -------------------------------------------------------------------------- the workers */

static const ToposImportHints *
hints_for (const ToposIngest *self, const Item *item)
{
  for (guint i = 0; item->bytes == NULL && i < self->manifests->len; i++) {
    const ToposImportHints *hints = topos_manifest_find (
        g_ptr_array_index (self->manifests, i), item->name);

    if (hints)
      return hints;
  }
  return NULL;
}

/* All but the publication day. */
static void
copy_facts (ToposImportHints *to, const ToposImportHints *from)
{
  topos_field_offer (&to->title, from->title.value, from->title.origin);
  topos_field_offer (&to->outlet, from->outlet.value, from->outlet.origin);
  topos_field_offer (&to->author, from->author.value, from->author.origin);
  topos_field_offer (&to->url, from->url.value, from->url.origin);
}

static ToposArticle *
read_article (const ToposIngest *self, const Item *item, GError **error)
{
  const ToposImportHints *found = hints_for (self, item);
  g_auto (ToposImportHints) own = { 0 };

  topos_import_hints_init (&own);
  if (self->published != TOPOS_DAY_NONE) {
    if (found)
      copy_facts (&own, found);
    topos_published_offer (&own.published, self->published, TOPOS_CERTAINTY_STATED,
                           TOPOS_ORIGIN_USER, NULL);
    found = &own;
  }
  if (item->bytes)
    return topos_import_bytes (item->bytes, item->name, found, error);

  ToposArticle *article = topos_import_file (item->name, found, error);

  /* The library knows a file again from whatever folder it is named. */
  if (article) {
    g_free (article->source);
    article->source = g_canonicalize_filename (item->name, NULL);
  }
  return article;
}

static void
work_on (const ToposIngest *self, const ToposRules *rules, GHashTable *known, Item *item)
{
  char key[TOPOS_KEY_LENGTH + 1];

  if (item->error)
    return;
  item->article = read_article (self, item, &item->error);
  if (item->article == NULL)
    return;
  topos_document_key (item->article->body, item->article->length, key);
  if (!g_hash_table_contains (known, key))
    item->reading = topos_engine_analyse (self->engine, item->article, rules,
                                          TOPOS_ANALYSE_ALL);
}

/* The next item to read, not too far ahead of the writer; NULL when there is none. */
static Item *
take_item (Shop *shop, guint ahead)
{
  const guint total = shop->ingest->items->len;
  g_autoptr (GMutexLocker) G_GNUC_UNUSED locker = g_mutex_locker_new (&shop->mutex);

  while (!shop->stop && shop->next < total && shop->next >= shop->written + ahead)
    g_cond_wait (&shop->moved, &shop->mutex);
  if (shop->stop || shop->next >= total)
    return NULL;
  return g_ptr_array_index (shop->ingest->items, shop->next++);
}

/* On Linux a thread has a priority of its own. */
static void
stand_back (void)
{
#ifdef __linux__
  setpriority (PRIO_PROCESS, 0, BACKGROUND_NICE);  /* when refused, it only gets in the way */
#endif
}

static gpointer
worker (gpointer data)
{
  Shop *shop = data;
  const guint ahead = FILES_AHEAD * (guint) MAX (shop->ingest->jobs, 1);

  if (shop->ingest->background)
    stand_back ();
  for (Item *item = take_item (shop, ahead); item; item = take_item (shop, ahead)) {
    if (!g_cancellable_is_cancelled (shop->cancellable))
      work_on (shop->ingest, shop->rules, shop->known, item);

    g_autoptr (GMutexLocker) G_GNUC_UNUSED locker = g_mutex_locker_new (&shop->mutex);

    item->ready = true;
    g_cond_broadcast (&shop->moved);
  }
  return NULL;
}

static void
wait_until_ready (Shop *shop, const Item *item)
{
  g_autoptr (GMutexLocker) G_GNUC_UNUSED locker = g_mutex_locker_new (&shop->mutex);

  while (!item->ready)
    g_cond_wait (&shop->moved, &shop->mutex);
}

/* --------------------------------------------------------------------------- the writer */

static void
fail_result (ToposIngestResult *result, const char *reason)
{
  result->status = TOPOS_INGEST_FAILED;
  result->document[0] = '\0';
  result->passages = result->places = result->unplaced = 0;
  g_free (result->reason);
  result->reason = g_strdup (reason);
}

static const ToposIngestStatus STATUS_OF[] = {
  [TOPOS_STORED_IMPORTED] = TOPOS_INGEST_IMPORTED,
  [TOPOS_STORED_UNCHANGED] = TOPOS_INGEST_UNCHANGED,
  [TOPOS_STORED_UPDATED] = TOPOS_INGEST_UPDATED,
};

static void
take_report (ToposIngestResult *result, const ToposStoreReport *report)
{
  result->status = STATUS_OF[report->how];
  g_strlcpy (result->document, report->document, sizeof result->document);
  result->passages = report->passages;
  result->places = report->places;
  result->unplaced = report->unplaced;
}

/* True unless the library itself is in trouble; a file's own trouble is its result's. */
static bool
write_item (Writer *writer, Item *item, GError **error)
{
  ToposIngestResult *result = g_new0 (ToposIngestResult, 1);
  ToposStoreReport report = { 0 };
  g_autoptr (GError) failed = NULL;
  const ToposEngine *engine = writer->ingest->engine;

  result->file = g_strdup (item->name);
  g_ptr_array_add (writer->results, result);
  if (item->error) {
    fail_result (result, item->error->message);
    return true;
  }
  if (item->reading == NULL
      && !topos_library_knows (writer->library, item->article, &report, &failed)
      && failed == NULL)
    item->reading = topos_engine_analyse (engine, item->article, writer->rules,
                                          TOPOS_ANALYSE_ALL);
  if (failed == NULL && item->reading)
    topos_library_store (writer->library, topos_engine_gazetteer (engine), item->reading,
                         writer->import_id, &report, &failed);
  if (failed == NULL) {
    take_report (result, &report);
    return true;
  }
  fail_result (result, failed->message);
  if (g_error_matches (failed, TOPOS_ERROR, TOPOS_ERROR_INPUT))
    return true;
  g_propagate_error (error, g_steal_pointer (&failed));
  return false;
}

/* When the flush fails, what was stored since the last one is not in the library. */
static bool
flush (Writer *writer, GError **error)
{
  const int64_t begun = g_get_monotonic_time ();
  g_autoptr (GError) failed = NULL;

  if (topos_library_flush (writer->library, &failed)) {
    writer->safe = writer->results->len;
    writer->flushed_at = g_get_monotonic_time ();
    writer->flush_took = writer->flushed_at - begun;
    return true;
  }
  for (guint i = writer->safe; i < writer->results->len; i++) {
    ToposIngestResult *result = g_ptr_array_index (writer->results, i);

    if (result->status != TOPOS_INGEST_FAILED)
      fail_result (result, failed->message);
  }
  g_propagate_error (error, g_steal_pointer (&failed));
  return false;
}

static bool
flush_when_due (Writer *writer, GError **error)
{
  const int64_t pause = CLAMP (FLUSH_SHARE * writer->flush_took, FLUSH_LEAST_US, FLUSH_MOST_US);

  return g_get_monotonic_time () - writer->flushed_at < pause || flush (writer, error);
}

static void
done_with (Shop *shop, Item *item)
{
  g_autoptr (GMutexLocker) G_GNUC_UNUSED locker = g_mutex_locker_new (&shop->mutex);

  g_clear_pointer (&item->reading, topos_reading_free);
  g_clear_pointer (&item->article, topos_article_unref);
  shop->written++;
  g_cond_broadcast (&shop->moved);
}

static bool
write_all (Writer *writer, Shop *shop, GError **error)
{
  const ToposIngest *self = writer->ingest;
  const int total = (int) self->items->len;

  for (int i = 0; i < total; i++) {
    Item *item = g_ptr_array_index (self->items, i);

    if (self->jobs == 1)
      work_on (self, shop->rules, shop->known, item);
    else
      wait_until_ready (shop, item);
    if (g_cancellable_set_error_if_cancelled (shop->cancellable, NULL)) {
      g_set_error_literal (error, TOPOS_ERROR, TOPOS_ERROR_CANCELLED,
                           _ ("The import was stopped; what came before stays."));
      return false;
    }
    if (!write_item (writer, item, error) || !flush_when_due (writer, error))
      return false;
    done_with (shop, item);
    if (self->progress)
      self->progress (i + 1, total, item->name, self->progress_data);
  }
  return flush (writer, error);
}

static void
stop_workers (Shop *shop, GPtrArray *threads)
{
  g_mutex_lock (&shop->mutex);
  shop->stop = true;
  g_cond_broadcast (&shop->moved);
  g_mutex_unlock (&shop->mutex);
  for (guint i = 0; i < threads->len; i++)
    g_thread_join (g_ptr_array_index (threads, i));
}

/* Whatever stopped the writing, what was stored before is kept when it can be. */
static bool
write_with_workers (Writer *writer, Shop *shop, GError **error)
{
  g_autoptr (GPtrArray) threads = g_ptr_array_new ();
  bool good = false;

  for (int i = 0; writer->ingest->jobs > 1 && i < writer->ingest->jobs; i++)
    g_ptr_array_add (threads, g_thread_new ("read", worker, shop));
  good = write_all (writer, shop, error);
  stop_workers (shop, threads);
  if (!good)
    flush (writer, NULL);
  return topos_library_end_import (writer->library, writer->import_id, good ? error : NULL)
         && good;
}

bool
topos_ingest_run (ToposIngest *self, ToposLibrary *library, GCancellable *cancellable,
                  GPtrArray **results, GError **error)
{
  g_autoptr (ToposRules) rules = NULL;
  g_autoptr (GHashTable) known = NULL;
  Writer writer = { .ingest = self, .library = library,
                    .flushed_at = g_get_monotonic_time () };
  Shop shop = { .ingest = self, .cancellable = cancellable };

  *results = writer.results = g_ptr_array_new_with_free_func (result_free);
  if (self->jobs <= 0)
    self->jobs = (int) g_get_num_processors ();
  rules = topos_library_rules (library, error);
  known = rules ? topos_library_keys (library, error) : NULL;
  writer.import_id = known ? topos_library_begin_import (library, error) : 0;
  self->import_id = writer.import_id;
  if (writer.import_id == 0)
    return false;
  writer.rules = shop.rules = rules;
  shop.known = known;
  g_mutex_init (&shop.mutex);
  g_cond_init (&shop.moved);

  const bool good = write_with_workers (&writer, &shop, error);

  g_mutex_clear (&shop.mutex);
  g_cond_clear (&shop.moved);
  return good;
}

int64_t
topos_ingest_import (const ToposIngest *self)
{
  return self->import_id;
}
