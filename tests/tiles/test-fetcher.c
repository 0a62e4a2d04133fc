/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The fetcher against a server of our own that does all that servers do. The first part of the
 * path says what it shall do: /ok/1/0/0.png. */
#include "images.h"

#include "core/error.h"
#include "tiles/fetcher.h"

#include <glib/gstdio.h>
#include <libsoup/soup.h>

enum { LATE_S = 25 };  /* after which a test hangs, however slow the machine */

static const unsigned char BLUE[4] = { 0, 0, 200, 255 };

typedef struct {
  SoupServer *server;
  char *origin;          /* "http://127.0.0.1:4711" */
  char *folder;          /* of the cache */
  GBytes *png;
  int requests;
  int conditional;       /* of these, with If-None-Match */
  int running;
  int most_running;
  bool failing;          /* from now on everything is answered by 500 */

  int images;
  int failures;
  GError *error;         /* the last */
} Fixture;

/* ------------------------------------------------------------------------------------ the server */

static void
give (SoupServerMessage *message, const char *type, const void *data, gsize length)
{
  soup_server_message_set_status (message, 200, NULL);
  soup_server_message_set_response (message, type, SOUP_MEMORY_COPY, data, length);
}

static void
give_tile (Fixture *self, SoupServerMessage *message)
{
  gsize length;
  const void *data = g_bytes_get_data (self->png, &length);
  give (message, "image/png", data, length);
}

static void
give_tagged (Fixture *self, SoupServerMessage *message)
{
  SoupMessageHeaders *asked = soup_server_message_get_request_headers (message);
  const char *tag = soup_message_headers_get_one (asked, "If-None-Match");
  if (g_strcmp0 (tag, "\"v1\"") == 0) {
    soup_server_message_set_status (message, 304, NULL);
    return;
  }
  give_tile (self, message);
  soup_message_headers_append (soup_server_message_get_response_headers (message), "ETag",
                               "\"v1\"");
}

static void
give_unkept (Fixture *self, SoupServerMessage *message)
{
  give_tile (self, message);
  soup_message_headers_append (soup_server_message_get_response_headers (message),
                               "Cache-Control", "private, no-store");
}

static void
give_missing (Fixture *self, SoupServerMessage *message)
{
  soup_server_message_set_status (message, 404, NULL);
}

static void
give_pause (Fixture *self, SoupServerMessage *message)
{
  soup_server_message_set_status (message, 429, NULL);
  soup_message_headers_append (soup_server_message_get_response_headers (message), "Retry-After",
                               "60");
}

static void
give_failure (Fixture *self, SoupServerMessage *message)
{
  soup_server_message_set_status (message, 500, NULL);
}

static void
give_nothing (Fixture *self, SoupServerMessage *message)
{
  /* Never unpaused: the fetcher's own clock must end it. */
  soup_server_message_pause (message);
}

static void
give_cut_image (Fixture *self, SoupServerMessage *message)
{
  gsize length;
  const void *data = g_bytes_get_data (self->png, &length);
  give (message, "image/png", data, length / 2);
}

static void
give_cut_answer (Fixture *self, SoupServerMessage *message)
{
  static const char START[] = "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n"
                              "Content-Length: 5000\r\n\r\n\x89PNG\r\n\x1a\n";
  g_autoptr (GIOStream) stream = soup_server_message_steal_connection (message);
  g_output_stream_write_all (g_io_stream_get_output_stream (stream), START, sizeof START - 1, NULL,
                             NULL, NULL);
  g_io_stream_close (stream, NULL, NULL);
}

static void
give_page (Fixture *self, SoupServerMessage *message)
{
  static const char PAGE[] = "<html><body>Please sign in</body></html>";
  give (message, "image/png", PAGE, sizeof PAGE - 1);
}

static void
give_empty (Fixture *self, SoupServerMessage *message)
{
  give (message, "image/png", "", 0);
}

static void
give_huge (Fixture *self, SoupServerMessage *message)
{
  /* A PNG of 20,000 by 20,000 pixels, as far as its header goes. */
  gsize length;
  unsigned char *data = g_memdup2 (g_bytes_get_data (self->png, NULL),
                                   g_bytes_get_size (self->png));
  length = g_bytes_get_size (self->png);
  data[18] = data[22] = 0x4e;
  data[19] = data[23] = 0x20;
  give (message, "image/png", data, length);
  g_free (data);
}

static void
give_bomb (Fixture *self, SoupServerMessage *message)
{
  GString *svg = g_string_new ("<?xml version='1.0'?><!DOCTYPE svg [<!ENTITY a0 'ha'>");
  for (int i = 1; i < 30; i++)
    g_string_append_printf (svg, "<!ENTITY a%d '&a%d;&a%d;'>", i, i - 1, i - 1);
  g_string_append (svg, "]><svg xmlns='http://www.w3.org/2000/svg'><text>&a29;</text></svg>");
  give (message, "image/svg+xml", svg->str, svg->len);
  g_string_free (svg, TRUE);
}

static void
give_flood (Fixture *self, SoupServerMessage *message)
{
  g_autofree char *zeros = g_malloc0 (4 << 20);
  give (message, "image/png", zeros, 4 << 20);
}

static gboolean
resume_cb (gpointer data)
{
  soup_server_message_unpause (data);
  return G_SOURCE_REMOVE;
}

static void
give_later (Fixture *self, SoupServerMessage *message)
{
  give_tile (self, message);
  soup_server_message_pause (message);
  g_timeout_add (30, resume_cb, message);
}

static const struct {
  const char *word;
  void (*give) (Fixture *self, SoupServerMessage *message);
} DEEDS[] = {
  { "/ok/", give_tile },          { "/tagged/", give_tagged },
  { "/unkept/", give_unkept },    { "/missing/", give_missing },
  { "/pause/", give_pause },      { "/failure/", give_failure },
  { "/nothing/", give_nothing },  { "/cut-image/", give_cut_image },
  { "/cut-answer/", give_cut_answer }, { "/page/", give_page },
  { "/empty/", give_empty },      { "/huge/", give_huge },
  { "/bomb/", give_bomb },        { "/flood/", give_flood },
  { "/later/", give_later },
};

static void
finished_cb (SoupServerMessage *message, gpointer data)
{
  Fixture *self = data;
  self->running--;
}

static void
asked_cb (SoupServer *server, SoupServerMessage *message, const char *path, GHashTable *query,
          gpointer data)
{
  Fixture *self = data;
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  const char *agent = soup_message_headers_get_one (headers, "User-Agent");
  g_assert_true (g_str_has_prefix (agent, "Topos/"));
  g_assert_nonnull (strstr (agent, "https://"));

  self->requests++;
  self->conditional += soup_message_headers_get_one (headers, "If-None-Match") != NULL;
  self->running++;
  self->most_running = MAX (self->most_running, self->running);
  g_signal_connect (message, "finished", G_CALLBACK (finished_cb), self);
  if (self->failing) {
    give_failure (self, message);
    return;
  }
  for (size_t i = 0; i < G_N_ELEMENTS (DEEDS); i++)
    if (g_str_has_prefix (path, DEEDS[i].word))
      DEEDS[i].give (self, message);
}

/* ----------------------------------------------------------------------------------- the fixture */

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  self->server = soup_server_new (NULL, NULL);
  soup_server_add_handler (self->server, NULL, asked_cb, self, NULL);
  g_assert_true (soup_server_listen_local (self->server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, &error));
  GSList *uris = soup_server_get_uris (self->server);
  self->origin = g_strdup_printf ("http://127.0.0.1:%d", g_uri_get_port (uris->data));
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  self->folder = g_dir_make_tmp ("topos-fetch-XXXXXX", &error);
  g_assert_no_error (error);
  self->png = test_png (256, 256, BLUE);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  static const char *const FILES[] = { "tiles.sqlite", "tiles.sqlite-wal", "tiles.sqlite-shm" };
  soup_server_disconnect (self->server);
  g_clear_object (&self->server);
  for (size_t i = 0; i < G_N_ELEMENTS (FILES); i++) {
    g_autofree char *path = g_build_filename (self->folder, FILES[i], NULL);
    g_unlink (path);
  }
  g_rmdir (self->folder);
  g_free (self->folder);
  g_free (self->origin);
  g_bytes_unref (self->png);
  g_clear_error (&self->error);
}

static void
done_cb (int zoom, int x, int y, ToposImage *image, const GError *error, gpointer data)
{
  Fixture *self = data;
  g_assert_true ((image == NULL) == (error != NULL));
  if (image) {
    g_assert_cmpint (image->width, ==, 256);
    self->images++;
    return;
  }
  self->failures++;
  g_clear_error (&self->error);
  self->error = g_error_copy (error);
}

static ToposFetcher *
fetcher_for (Fixture *self, const char *deed, int64_t fresh_s)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *address = g_strdup_printf ("%s/%s/{z}/{x}/{y}.png", self->origin, deed);
  const ToposFetcherOptions options = { .address = address, .cache_folder = self->folder,
                                        .timeout_s = 1, .fresh_s = fresh_s };
  ToposFetcher *fetcher = topos_fetcher_new (&options, done_cb, self, &error);
  g_assert_no_error (error);
  return fetcher;
}

static gboolean
late_cb (gpointer what)
{
  g_error ("%s did not come within %d seconds", (const char *) what, LATE_S);
  return G_SOURCE_REMOVE;
}

/* Runs the main loop until the count has come to `n`; what never comes ends the test. */
static void
wait_until (const int *count, const int *more, int n, const char *what)
{
  const guint late = g_timeout_add_seconds (LATE_S, late_cb, (gpointer) what);

  while (*count + (more ? *more : 0) < n)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (late);
}

static void
wait_for (Fixture *self, int answers)
{
  wait_until (&self->images, &self->failures, answers, "an answer");
}

/* ------------------------------------------------------------------------------------- the tests */

/* What follows from each deed: after wishing for a tile, then for the same again, then for another. */
static const struct {
  const char *deed;
  int64_t fresh_s;
  int images;
  int requests;
  int conditional;
  int code;  /* ToposErrorCode */
} CASES[] = {
  { "ok", 0, 3, 2, 0, 0 },             /* the second time it comes from the cache */
  { "tagged", -1, 3, 3, 1, 0 },        /* no longer fresh: asked whether it has changed */
  { "ok", -1, 3, 3, 0, 0 },
  { "unkept", 0, 3, 3, 0, 0 },
  { "missing", 0, 0, 2, 0, TOPOS_ERROR_INPUT },    /* a missing tile is asked for once */
  { "pause", 0, 0, 1, 0, TOPOS_ERROR_NETWORK },    /* a busy server is left alone */
  { "failure", 0, 0, 1, 0, TOPOS_ERROR_NETWORK },
  { "nothing", 0, 0, 1, 0, TOPOS_ERROR_NETWORK },
  { "cut-answer", 0, 0, 1, 0, TOPOS_ERROR_NETWORK },
  { "cut-image", 0, 0, 2, 0, TOPOS_ERROR_INPUT },  /* what cannot be decoded is not kept */
  { "page", 0, 0, 2, 0, TOPOS_ERROR_INPUT },
  { "empty", 0, 0, 2, 0, TOPOS_ERROR_INPUT },
  { "huge", 0, 0, 2, 0, TOPOS_ERROR_INPUT },
  { "bomb", 0, 0, 2, 0, TOPOS_ERROR_INPUT },
  { "flood", 0, 0, 2, 0, TOPOS_ERROR_INPUT },
};

static void
test_answers (void)
{
  for (size_t i = 0; i < G_N_ELEMENTS (CASES); i++) {
    static const int TILES[][2] = { { 0, 0 }, { 0, 0 }, { 1, 1 } };
    Fixture self = { 0 };
    set_up (&self, NULL);
    ToposFetcher *fetcher = fetcher_for (&self, CASES[i].deed, CASES[i].fresh_s);
    for (int turn = 0; turn < 3; turn++) {
      topos_fetcher_want (fetcher, 1, TILES[turn][0], TILES[turn][1]);
      wait_for (&self, turn + 1);
    }
    g_test_message ("%s: %d images, %d requests", CASES[i].deed, self.images, self.requests);
    g_assert_cmpint (self.images, ==, CASES[i].images);
    g_assert_cmpint (self.requests, ==, CASES[i].requests);
    g_assert_cmpint (self.conditional, ==, CASES[i].conditional);
    if (CASES[i].images == 0)
      g_assert_error (self.error, TOPOS_ERROR, CASES[i].code);
    topos_fetcher_free (fetcher);
    tear_down (&self, NULL);
  }
}

/* A tile that is kept but no longer fresh is shown when the server fails. */
static void
test_stale_tile_serves (Fixture *self, gconstpointer data)
{
  g_autoptr (ToposFetcher) fetcher = fetcher_for (self, "tagged", -1);
  topos_fetcher_want (fetcher, 3, 4, 5);
  wait_for (self, 1);
  self->failing = true;
  topos_fetcher_want (fetcher, 3, 4, 5);
  wait_for (self, 2);
  topos_fetcher_want (fetcher, 3, 4, 5);
  wait_for (self, 3);
  g_assert_cmpint (self->images, ==, 3);
  g_assert_cmpint (self->requests, ==, 2);
}

/* The next session finds what the last one kept, without a request. */
static void
test_kept_for_the_next_session (Fixture *self, gconstpointer data)
{
  for (int session = 0; session < 2; session++) {
    g_autoptr (ToposFetcher) fetcher = fetcher_for (self, "ok", 0);
    topos_fetcher_want (fetcher, 3, 4, 5);
    wait_for (self, session + 1);
  }
  g_assert_cmpint (self->images, ==, 2);
  g_assert_cmpint (self->requests, ==, 1);
}

static void
test_two_connections (Fixture *self, gconstpointer data)
{
  g_autoptr (ToposFetcher) fetcher = fetcher_for (self, "later", 0);
  for (int i = 0; i < 12; i++)
    topos_fetcher_want (fetcher, 4, i, 3);
  wait_for (self, 12);
  g_assert_cmpint (self->images, ==, 12);
  g_assert_cmpint (self->most_running, <=, 2);
}

/* Nothing is asked for that was not wished for, and wishes can be taken back. */
static void
test_asks_for_nothing_else (Fixture *self, gconstpointer data)
{
  g_autoptr (ToposFetcher) fetcher = fetcher_for (self, "later", 0);
  for (int i = 0; i < 10; i++)
    topos_fetcher_want (fetcher, 4, i, 3);
  topos_fetcher_forget (fetcher);
  for (int i = 0; i < 20; i++) {
    g_main_context_iteration (NULL, FALSE);
    g_usleep (10000);
  }
  g_assert_cmpint (self->requests, <=, 3);
}

static void
test_stops_at_once (Fixture *self, gconstpointer data)
{
  ToposFetcher *fetcher = fetcher_for (self, "nothing", 0);
  topos_fetcher_want (fetcher, 1, 0, 0);
  topos_fetcher_want (fetcher, 1, 1, 0);
  wait_until (&self->requests, NULL, 1, "a request");
  const int64_t start = g_get_monotonic_time ();
  topos_fetcher_free (fetcher);
  g_assert_cmpint (g_get_monotonic_time () - start, <, 800000);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpint (self->images + self->failures, ==, 0);
}

static void
test_addresses (void)
{
  static const char *const BAD[] = { "", "tiles", "file:///{z}/{x}/{y}", "https://a.org/{z}/{x}.png",
                                     "ftp://a.org/{z}/{x}/{y}.png", "https:///{z}/{x}/{y}" };
  for (size_t i = 0; i < G_N_ELEMENTS (BAD); i++) {
    g_autoptr (GError) error = NULL;
    const ToposFetcherOptions options = { .address = BAD[i] };
    g_assert_null (topos_fetcher_new (&options, done_cb, NULL, &error));
    g_assert_error (error, TOPOS_ERROR, TOPOS_ERROR_USAGE);
  }
  g_assert_cmpstr (TOPOS_OSM_ADDRESS, ==, "https://tile.openstreetmap.org/{z}/{x}/{y}.png");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/fetcher/answers", test_answers);
  g_test_add_func ("/fetcher/addresses", test_addresses);
#define ADD(name, function) g_test_add (name, Fixture, NULL, set_up, function, tear_down)
  ADD ("/fetcher/stale-tile-serves", test_stale_tile_serves);
  ADD ("/fetcher/kept-for-the-next-session", test_kept_for_the_next_session);
  ADD ("/fetcher/two-connections", test_two_connections);
  ADD ("/fetcher/asks-for-nothing-else", test_asks_for_nothing_else);
  ADD ("/fetcher/stops-at-once", test_stops_at_once);
  return g_test_run ();
}
