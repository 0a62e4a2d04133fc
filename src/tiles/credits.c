/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tiles/fetcher.h"

#include <gio/gio.h>
#include <string.h>

/* The server's name, and its port where it is not the usual one; NULL when that is no address. */
static char *
server_of (const char *address)
{
  g_autoptr (GUri) uri = g_uri_parse (address, G_URI_FLAGS_PARSE_RELAXED, NULL);
  const char *host = uri != NULL ? g_uri_get_host (uri) : NULL;

  if (host == NULL || *host == '\0')
    return NULL;
  if (g_uri_get_port (uri) <= 0)
    return g_strdup (host);
  return g_strdup_printf ("%s:%d", host, g_uri_get_port (uri));
}

static bool
is_osm (const char *server)
{
  return strcmp (server, "openstreetmap.org") == 0 ||
         g_str_has_suffix (server, ".openstreetmap.org");
}

char *
topos_tiles_credits (const char *address, const char *wished)
{
  g_autofree char *server = server_of (address != NULL ? address : TOPOS_OSM_ADDRESS);
  const bool usual = wished == NULL || *wished == '\0' || strcmp (wished, TOPOS_OSM_CREDITS) == 0;

  if (server != NULL && is_osm (server))
    return g_strdup (!usual && strstr (wished, "OpenStreetMap") ? wished : TOPOS_OSM_CREDITS);
  if (!usual)
    return g_strdup (wished);
  return g_strdup (server != NULL ? server : "");
}
