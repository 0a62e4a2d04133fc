/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "library/ids.h"

#include <inttypes.h>
#include <math.h>
#include <string.h>

void
topos_document_key (const char *body, gsize length, char key[TOPOS_KEY_LENGTH + 1])
{
  g_autofree char *hash = g_compute_checksum_for_data (G_CHECKSUM_SHA256,
                                                       (const guchar *) body, length);

  g_strlcpy (key, hash, TOPOS_KEY_LENGTH + 1);
}

char *
topos_passage_id (const char *document, ToposSpan span)
{
  return g_strdup_printf ("%sp%" PRIu32 "-%" PRIu32, document, span.start, span.end);
}

char *
topos_mention_id (const char *document, ToposSpan span)
{
  return g_strdup_printf ("%sm%" PRIu32 "-%" PRIu32, document, span.start, span.end);
}

/* Reads digits at `*at` and moves beyond them. */
static bool
read_number (const char **at, uint32_t *number)
{
  char *end = NULL;

  if (!g_ascii_isdigit (**at))
    return false;

  const guint64 read = g_ascii_strtoull (*at, &end, 10);

  *number = (uint32_t) read;
  *at = end;
  return read <= UINT32_MAX;
}

bool
topos_mention_id_parse (const char *id, char document[TOPOS_KEY_LENGTH + 1], ToposSpan *span)
{
  if (strlen (id) < TOPOS_KEY_LENGTH + 4
      || strspn (id, "0123456789abcdef") != TOPOS_KEY_LENGTH || id[TOPOS_KEY_LENGTH] != 'm')
    return false;

  const char *at = id + TOPOS_KEY_LENGTH + 1;

  g_strlcpy (document, id, TOPOS_KEY_LENGTH + 1);
  return read_number (&at, &span->start) && *at++ == '-' && read_number (&at, &span->end)
         && *at == '\0' && span->start < span->end;
}

static ToposPlaceId
id_of (const char *what)
{
  g_autofree char *hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, what, -1);

  hash[8] = '\0';
  return (UINT64_C (1) << 32) + (g_ascii_strtoull (hash, NULL, 16) & 0x7fffffff);
}

ToposPlaceId
topos_approximate_place_id (const char *key, ToposPlaceId container)
{
  g_autofree char *what = g_strdup_printf ("%s\n%" PRIu64, key, container);

  return id_of (what);
}

ToposPlaceId
topos_user_place_id (const char *key, ToposPoint point)
{
  g_autofree char *what = g_strdup_printf ("%s\n%ld\n%ld", key, lround (point.lat * 1e5),
                                           lround (point.lon * 1e5));

  return id_of (what);
}
