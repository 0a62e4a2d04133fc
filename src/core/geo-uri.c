/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/geo-uri.h"

#include <glib.h>
#include <string.h>

/* "35.31,69.52", and where it ends. */
static bool
read_point (const char *text, ToposPoint *point, const char **end)
{
  char *after;
  const double lat = g_ascii_strtod (text, &after);

  if (after == text || *after != ',' || !(g_ascii_isdigit (*text) || *text == '-' || *text == '+'))
    return false;
  text = after + 1;
  if (!(g_ascii_isdigit (*text) || *text == '-' || *text == '+'))
    return false;
  const double lon = g_ascii_strtod (text, &after);
  *point = (ToposPoint){ lat, lon };
  *end = after;
  return after != text && topos_point_is_valid (*point);
}

static bool
is_wgs84 (const char *parameters)
{
  g_auto (GStrv) parts = g_strsplit (parameters, ";", -1);

  for (int i = 0; parts[i] != NULL; i++)
    if (g_ascii_strncasecmp (parts[i], "crs=", 4) == 0
        && g_ascii_strcasecmp (parts[i] + 4, "wgs84") != 0)
      return false;
  return true;
}

bool
topos_geo_uri_parse (const char *uri, ToposPoint *point)
{
  const char *end, *after;
  ToposPoint found, asked;

  if (g_ascii_strncasecmp (uri, "geo:", 4) != 0)
    return false;
  g_autofree char *plain = g_uri_unescape_string (uri + 4, NULL);
  if (plain == NULL || !read_point (plain, &found, &end))
    return false;
  if (*end != '\0' && strchr (",;?", *end) == NULL)
    return false;

  const char *const query = strchr (end, '?');
  g_autofree char *parameters = query != NULL ? g_strndup (end, (gsize) (query - end)) : g_strdup (end);
  if (!is_wgs84 (parameters))
    return false;
  if (query != NULL && g_str_has_prefix (query, "?q=") && read_point (query + 3, &asked, &after))
    found = asked;
  *point = found;
  return true;
}
