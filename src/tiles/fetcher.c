/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tiles/fetcher.h"

#include "core/error.h"
#include "tiles/tile-cache.h"

#include <libsoup/soup.h>
#include <string.h>

#define USER_AGENT "Topos/" TOPOS_VERSION " (+" TOPOS_HOMEPAGE "; desktop map viewer)"
#define CONNECTIONS 2
#define BODY_MOST (1u << 20)
#define CACHE_LIMIT ((int64_t) 200 << 20)
#define TIMEOUT_S 15
#define WEEK_S ((int64_t) 7 * 24 * 60 * 60)
#define FRESH_MOST_S ((int64_t) 60 * 24 * 60 * 60)
#define MISSING_S 3600       /* a tile that the server has not is not asked for again before */
#define BAD_S 300            /* nor one that could not be decoded */
#define PAUSE_FIRST_S 4      /* after a failure; twice as long after each that follows */
#define PAUSE_MOST_S 600

typedef struct {
  int zoom;
  int x;
  int y;
  char *address;
  char *etag;         /* of the kept tile, once it has been looked for */
  GBytes *kept;
} Wish;

/* What a thread has to say to the thread that made the fetcher. */
typedef struct {
  ToposFetcher *fetcher;
  GCancellable *stop;
  int zoom;
  int x;
  int y;
  ToposImage *image;
  GError *error;
} Answer;

struct ToposFetcher {
  char *address;
  int64_t fresh_s;
  unsigned int timeout_s;
  ToposTileCache *cache;   /* NULL: nothing is kept */
  ToposFetcherFunc done;
  gpointer user_data;
  GMainContext *home;

  GThread *looker;                 /* looks into the cache, so that what is kept never waits */
  GThread *getters[CONNECTIONS];   /* each with one connection */
  GCancellable *stop;

  GMutex lock;                     /* guards all below */
  GCond news;
  GQueue to_look;                  /* Wish, latest first */
  GQueue to_get;
  GHashTable *missing;             /* address -> int64 until when it is not asked for */
  int64_t silent_until;            /* by the monotonic clock, in seconds */
  int failures;                    /* one after the other */
  bool stopping;
};

static void
wish_free (Wish *self)
{
  g_free (self->address);
  g_free (self->etag);
  g_clear_pointer (&self->kept, g_bytes_unref);
  g_free (self);
}

static int64_t
monotonic_s (void)
{
  return g_get_monotonic_time () / G_USEC_PER_SEC;
}

static int64_t
now_s (void)
{
  return g_get_real_time () / G_USEC_PER_SEC;
}

/* ------------------------------------------------------------------------------------- answers */

static gboolean
answer_cb (gpointer data)
{
  const Answer *answer = data;
  /* Once it is stopped, the fetcher may be gone. */
  if (!g_cancellable_is_cancelled (answer->stop))
    answer->fetcher->done (answer->zoom, answer->x, answer->y, answer->image, answer->error,
                           answer->fetcher->user_data);
  return G_SOURCE_REMOVE;
}

static void
answer_free (gpointer data)
{
  Answer *answer = data;
  g_clear_object (&answer->stop);
  g_clear_pointer (&answer->image, topos_image_free);
  g_clear_error (&answer->error);
  g_free (answer);
}

/* Tells how a wish ended; takes the wish, the image or the error. */
static void
answer (ToposFetcher *self, Wish *wish, ToposImage *image, GError *error)
{
  Answer *told = g_new0 (Answer, 1);
  *told = (Answer) { .fetcher = self, .stop = g_object_ref (self->stop), .zoom = wish->zoom,
                     .x = wish->x, .y = wish->y, .image = image, .error = error };
  wish_free (wish);
  g_autoptr (GSource) source = g_idle_source_new ();
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, answer_cb, told, answer_free);
  g_source_attach (source, self->home);
}

/* ------------------------------------------------------------------------------------- patience */

/* False when the server, or this tile, is to be left alone still; then `error` says why. */
static bool
may_ask (ToposFetcher *self, const char *address, GError **error)
{
  const int64_t now = monotonic_s ();
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  const int64_t *until = g_hash_table_lookup (self->missing, address);
  if (until && now < *until) {
    g_set_error (error, TOPOS_ERROR, TOPOS_ERROR_INPUT, "The map server has not this tile.");
    return false;
  }
  if (now < self->silent_until) {
    g_set_error (error, TOPOS_ERROR, TOPOS_ERROR_NETWORK,
                 "The map server does not answer: the offline map is shown.");
    return false;
  }
  return true;
}

static void
leave_tile_alone (ToposFetcher *self, const char *address, int64_t for_s)
{
  int64_t *until = g_new (int64_t, 1);
  *until = monotonic_s () + for_s;
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  if (g_hash_table_size (self->missing) > 10000)
    g_hash_table_remove_all (self->missing);
  g_hash_table_insert (self->missing, g_strdup (address), until);
}

/* The server failed or asked for a pause of `asked_s` seconds (0: it did not say). */
static void
leave_server_alone (ToposFetcher *self, int64_t asked_s)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  self->failures++;
  const int64_t pause = asked_s > 0 ? asked_s : PAUSE_FIRST_S << MIN (self->failures - 1, 8);
  self->silent_until = MAX (self->silent_until, monotonic_s () + MIN (pause, PAUSE_MOST_S));
}

static void
server_answered (ToposFetcher *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  self->failures = 0;
}

/* ---------------------------------------------------------------------------------- one request */

/* Until when a tile is fresh by the answer's words: never less than the week that the rules of
 * OpenStreetMap ask for. */
static int64_t
fresh_until (const ToposFetcher *self, SoupMessageHeaders *headers)
{
  int64_t age = self->fresh_s;
  const char *control = soup_message_headers_get_list (headers, "Cache-Control");
  g_autoptr (GHashTable) words = control ? soup_header_parse_param_list (control) : NULL;
  const char *most = words ? g_hash_table_lookup (words, "max-age") : NULL;
  int64_t told = 0;
  if (most && g_ascii_string_to_signed (most, 10, 0, FRESH_MOST_S, &told, NULL))
    age = MAX (age, told);
  if (words)
    soup_header_free_param_list (g_steal_pointer (&words));
  return now_s () + age;
}

static bool
may_keep (SoupMessageHeaders *headers)
{
  const char *control = soup_message_headers_get_list (headers, "Cache-Control");
  return !control || !soup_header_contains (control, "no-store");
}

static int64_t
pause_asked_for (SoupMessageHeaders *headers)
{
  const char *text = soup_message_headers_get_one (headers, "Retry-After");
  int64_t seconds = 0;
  if (!text)
    return 0;
  if (g_ascii_string_to_signed (text, 10, 0, PAUSE_MOST_S * 10, &seconds, NULL))
    return seconds;
  g_autoptr (GDateTime) then = soup_date_time_new_from_http_string (text);
  return then ? MAX (0, g_date_time_to_unix (then) - now_s ()) : 0;
}

/* The body, unless it is larger than any tile. */
static GBytes *
read_body (GInputStream *stream, GCancellable *stop, GError **error)
{
  g_autoptr (GByteArray) body = g_byte_array_new ();
  unsigned char chunk[16384];
  while (true) {
    const gssize n = g_input_stream_read (stream, chunk, sizeof chunk, stop, error);
    if (n < 0)
      return NULL;
    if (n == 0)
      return g_byte_array_free_to_bytes (g_steal_pointer (&body));
    g_byte_array_append (body, chunk, (unsigned int) n);
    if (body->len > BODY_MOST) {
      g_set_error (error, TOPOS_ERROR, TOPOS_ERROR_INPUT,
                   "The map server sent more than a tile can be: it is not shown.");
      return NULL;
    }
  }
}

/* Makes an image of the answer's body, and keeps it if it is one. */
static ToposImage *
take_body (ToposFetcher *self, const Wish *wish, SoupMessage *message, GBytes *body,
           GError **error)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (message);
  ToposImage *image = topos_image_decode (body, error);
  if (!image) {
    leave_tile_alone (self, wish->address, BAD_S);
    return NULL;
  }
  if (self->cache && may_keep (headers))
    topos_tile_cache_keep (self->cache, wish->address, body,
                           soup_message_headers_get_one (headers, "ETag"),
                           fresh_until (self, headers));
  return image;
}

/* What follows from an answer that is no tile. */
static void
refused (ToposFetcher *self, const Wish *wish, SoupMessage *message, GError **error)
{
  const unsigned int status = soup_message_get_status (message);
  if (status == SOUP_STATUS_NOT_FOUND || status == SOUP_STATUS_GONE) {
    leave_tile_alone (self, wish->address, MISSING_S);
    server_answered (self);
    g_set_error (error, TOPOS_ERROR, TOPOS_ERROR_INPUT, "The map server has not this tile.");
    return;
  }
  leave_server_alone (self, pause_asked_for (soup_message_get_response_headers (message)));
  g_set_error (error, TOPOS_ERROR, TOPOS_ERROR_NETWORK,
               "The map server answers “%u %s”: the offline map is shown.", status,
               soup_message_get_reason_phrase (message) ? soup_message_get_reason_phrase (message)
                                                        : "");
}

static ToposImage *
ask_server (ToposFetcher *self, SoupSession *session, const Wish *wish, GError **error)
{
  g_autoptr (SoupMessage) message = soup_message_new (SOUP_METHOD_GET, wish->address);
  g_autoptr (GError) failure = NULL;
  if (!message) {
    g_set_error (error, TOPOS_ERROR, TOPOS_ERROR_USAGE, "“%s” is no address.", wish->address);
    return NULL;
  }
  if (wish->kept && wish->etag)
    soup_message_headers_append (soup_message_get_request_headers (message), "If-None-Match",
                                 wish->etag);

  g_autoptr (GInputStream) stream = soup_session_send (session, message, self->stop, &failure);
  g_autoptr (GBytes) body = stream ? read_body (stream, self->stop, &failure) : NULL;
  if (!body) {
    if (g_error_matches (failure, TOPOS_ERROR, TOPOS_ERROR_INPUT)) {
      leave_tile_alone (self, wish->address, BAD_S);
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }
    leave_server_alone (self, 0);
    g_set_error (error, TOPOS_ERROR, TOPOS_ERROR_NETWORK,
                 "The map server does not answer: the offline map is shown.");
    return NULL;
  }

  const unsigned int status = soup_message_get_status (message);
  if (status == SOUP_STATUS_OK) {
    server_answered (self);
    return take_body (self, wish, message, body, error);
  }
  if (status == SOUP_STATUS_NOT_MODIFIED && wish->kept) {
    server_answered (self);
    topos_tile_cache_renew (self->cache, wish->address,
                            fresh_until (self, soup_message_get_response_headers (message)));
    return topos_image_decode (wish->kept, error);
  }
  refused (self, wish, message, error);
  return NULL;
}

/* The tile from the server, or, when that fails, as it was kept. */
static void
get (ToposFetcher *self, SoupSession *session, Wish *wish)
{
  g_autoptr (GError) error = NULL;
  ToposImage *image = may_ask (self, wish->address, &error)
                      ? ask_server (self, session, wish, &error) : NULL;
  if (!image && wish->kept)
    image = topos_image_decode (wish->kept, NULL);
  if (image)
    g_clear_error (&error);
  answer (self, wish, image, g_steal_pointer (&error));
}

/* ------------------------------------------------------------------------------------- threads */

/* Waits for the latest wish of a queue; NULL when it is time to go. */
static Wish *
next_wish (ToposFetcher *self, GQueue *queue)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  while (!self->stopping && g_queue_is_empty (queue))
    g_cond_wait (&self->news, &self->lock);
  return self->stopping ? NULL : g_queue_pop_head (queue);
}

static void
add_wish (ToposFetcher *self, GQueue *queue, Wish *wish)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  g_queue_push_head (queue, wish);
  g_cond_broadcast (&self->news);
}

static gpointer
look_thread (gpointer data)
{
  ToposFetcher *self = data;
  Wish *wish;
  while ((wish = next_wish (self, &self->to_look))) {
    int64_t expires = 0;
    if (self->cache)
      wish->kept = topos_tile_cache_find (self->cache, wish->address, &wish->etag, &expires);
    ToposImage *image = wish->kept && expires > now_s ()
                        ? topos_image_decode (wish->kept, NULL) : NULL;
    if (image)
      answer (self, wish, image, NULL);
    else
      add_wish (self, &self->to_get, wish);
  }
  return NULL;
}

static gpointer
get_thread (gpointer data)
{
  ToposFetcher *self = data;
  /* A session belongs to the thread that made it. */
  g_autoptr (GMainContext) context = g_main_context_new ();
  g_main_context_push_thread_default (context);
  SoupSession *session = soup_session_new_with_options (
    "user-agent", USER_AGENT, "timeout", self->timeout_s, "idle-timeout", 60,
    "max-conns", 1, "max-conns-per-host", 1, NULL);
  Wish *wish;
  while ((wish = next_wish (self, &self->to_get)))
    get (self, session, wish);
  soup_session_abort (session);
  g_object_unref (session);
  g_main_context_pop_thread_default (context);
  return NULL;
}

/* ---------------------------------------------------------------------------------- the fetcher */

static bool
address_is_sound (const char *address)
{
  g_autoptr (GUri) uri = g_uri_parse (address, G_URI_FLAGS_PARSE_RELAXED, NULL);
  const char *scheme = uri ? g_uri_get_scheme (uri) : NULL;
  const char *host = uri ? g_uri_get_host (uri) : NULL;
  return scheme && (strcmp (scheme, "https") == 0 || strcmp (scheme, "http") == 0) &&
         host && *host && strstr (address, "{z}") && strstr (address, "{x}") &&
         strstr (address, "{y}");
}

ToposFetcher *
topos_fetcher_new (const ToposFetcherOptions *options, ToposFetcherFunc done, gpointer user_data,
                   GError **error)
{
  const char *address = options->address ? options->address : TOPOS_OSM_ADDRESS;
  if (!address_is_sound (address)) {
    g_set_error (error, TOPOS_ERROR, TOPOS_ERROR_USAGE,
                 "“%s” is no address of map tiles: it must begin with https:// and hold {z}, {x} "
                 "and {y}.", address);
    return NULL;
  }
  ToposFetcher *self = g_new0 (ToposFetcher, 1);
  self->address = g_strdup (address);
  self->fresh_s = options->fresh_s < 0 ? 0 : options->fresh_s > 0 ? options->fresh_s : WEEK_S;
  self->timeout_s = options->timeout_s ? options->timeout_s : TIMEOUT_S;
  /* Without a cache the map is slower, not worse. */
  if (options->cache_folder)
    self->cache = topos_tile_cache_open (options->cache_folder,
                                         options->cache_limit ? options->cache_limit : CACHE_LIMIT,
                                         NULL);
  self->done = done;
  self->user_data = user_data;
  self->home = g_main_context_ref_thread_default ();
  self->stop = g_cancellable_new ();
  self->missing = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_mutex_init (&self->lock);
  g_cond_init (&self->news);
  g_queue_init (&self->to_look);
  g_queue_init (&self->to_get);
  self->looker = g_thread_new ("tiles kept", look_thread, self);
  for (int i = 0; i < CONNECTIONS; i++)
    self->getters[i] = g_thread_new ("tiles", get_thread, self);
  return self;
}

void
topos_fetcher_forget (ToposFetcher *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  g_queue_clear_full (&self->to_look, (GDestroyNotify) wish_free);
  g_queue_clear_full (&self->to_get, (GDestroyNotify) wish_free);
}

void
topos_fetcher_free (ToposFetcher *self)
{
  g_cancellable_cancel (self->stop);
  g_mutex_lock (&self->lock);
  self->stopping = true;
  g_cond_broadcast (&self->news);
  g_mutex_unlock (&self->lock);
  g_thread_join (self->looker);
  for (int i = 0; i < CONNECTIONS; i++)
    g_thread_join (self->getters[i]);

  topos_fetcher_forget (self);
  g_clear_pointer (&self->cache, topos_tile_cache_close);
  g_hash_table_unref (self->missing);
  g_main_context_unref (self->home);
  g_object_unref (self->stop);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->news);
  g_free (self->address);
  g_free (self);
}

void
topos_fetcher_want (ToposFetcher *self, int zoom, int x, int y)
{
  GString *address = g_string_new (self->address);
  const struct {
    const char *mark;
    int value;
  } MARKS[] = { { "{z}", zoom }, { "{x}", x }, { "{y}", y } };
  for (size_t i = 0; i < G_N_ELEMENTS (MARKS); i++) {
    char number[16];
    g_snprintf (number, sizeof number, "%d", MARKS[i].value);
    g_string_replace (address, MARKS[i].mark, number, 0);
  }
  Wish *wish = g_new0 (Wish, 1);
  *wish = (Wish) { .zoom = zoom, .x = x, .y = y, .address = g_string_free (address, FALSE) };
  add_wish (self, &self->to_look, wish);
}
