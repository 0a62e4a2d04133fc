/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "geoparse/coordinates.h"

#include <string.h>

#define LEAST_DECIMALS_SEMICOLON 3
#define LEAST_DECIMALS_COMMA 4   /* "12.345, 67.890" may be any two numbers */
#define MOST_DIGITS 12
#define MINUS "−"

typedef struct {
  const char *at;
  const char *end;
} Reader;

static const char *const DEGREES[] = { "°", "º" };
static const char *const MINUTES[] = { "′", "’", "'" };
static const char *const SECONDS[] = { "″", "”", "\"", "''" };

static void
skip_spaces (Reader *reader)
{
  while (reader->at < reader->end && *reader->at == ' ')
    reader->at++;
}

static bool
take (Reader *reader, const char *mark)
{
  const gsize length = strlen (mark);

  if ((gsize) (reader->end - reader->at) < length || memcmp (reader->at, mark, length) != 0)
    return false;
  reader->at += length;
  return true;
}

static bool
take_one_of (Reader *reader, const char *const *marks, size_t n)
{
  for (size_t i = 0; i < n; i++)
    if (take (reader, marks[i]))
      return true;
  return false;
}

/* Digits with or without a fraction. Returns how many decimals, -1 when there is no number. */
static int
take_number (Reader *reader, double *number)
{
  const char *from = reader->at;
  double scale = 1;
  int decimals = -1;

  *number = 0;
  for (; reader->at < reader->end && reader->at - from <= MOST_DIGITS; reader->at++) {
    if (*reader->at == '.' && decimals < 0 && reader->at > from && reader->at + 1 < reader->end
        && g_ascii_isdigit (reader->at[1])) {
      decimals = 0;
    } else if (g_ascii_isdigit (*reader->at)) {
      *number = *number * 10 + (*reader->at - '0');
      scale *= decimals >= 0 ? 10 : 1;
      decimals += decimals >= 0;
    } else {
      break;
    }
  }
  *number /= scale;
  return reader->at == from ? -1 : MAX (decimals, 0);
}

/* A number with its mark ("47′"), which is below 60; nothing is taken when it is not there. */
static double
take_part (Reader *reader, const char *const *marks, size_t n)
{
  Reader ahead = *reader;
  double number = 0;

  skip_spaces (&ahead);
  if (take_number (&ahead, &number) < 0 || number >= 60 || !take_one_of (&ahead, marks, n))
    return 0;
  *reader = ahead;
  return number;
}

/* "33°47′12″N". `sides` are the letters of the positive and the negative side. */
static bool
take_angle (Reader *reader, const char *sides, double *angle)
{
  if (take_number (reader, angle) < 0)
    return false;
  skip_spaces (reader);
  if (!take_one_of (reader, DEGREES, G_N_ELEMENTS (DEGREES)))
    return false;
  *angle += take_part (reader, MINUTES, G_N_ELEMENTS (MINUTES)) / 60;
  *angle += take_part (reader, SECONDS, G_N_ELEMENTS (SECONDS)) / 3600;
  skip_spaces (reader);
  if (reader->at == reader->end || strchr (sides, *reader->at) == NULL || *reader->at == '\0')
    return false;
  if (*reader->at == sides[1])
    *angle = -*angle;
  reader->at++;
  return reader->at == reader->end || !g_ascii_isalpha (*reader->at);
}

static bool
take_angles (Reader *reader, ToposPoint *point)
{
  if (!take_angle (reader, "NS", &point->lat))
    return false;
  if (!take (reader, ","))
    take (reader, ";");
  skip_spaces (reader);
  return take_angle (reader, "EW", &point->lon);
}

/* "-33.7831, 151.2002". */
static bool
take_decimals (Reader *reader, ToposPoint *point)
{
  const bool south = take (reader, "-") || take (reader, MINUS);
  const int first = take_number (reader, &point->lat);
  const bool semicolon = take (reader, ";");

  if (first < LEAST_DECIMALS_SEMICOLON || (!semicolon && !take (reader, ",")))
    return false;
  skip_spaces (reader);
  const bool west = take (reader, "-") || take (reader, MINUS);
  const int second = take_number (reader, &point->lon);
  const int least = semicolon ? LEAST_DECIMALS_SEMICOLON : LEAST_DECIMALS_COMMA;
  point->lat = south ? -point->lat : point->lat;
  point->lon = west ? -point->lon : point->lon;
  return first >= least && second >= least
         && (reader->at == reader->end || (!g_ascii_isalnum (*reader->at) && *reader->at != '%'));
}

gsize
topos_coordinates_read (const char *text, gsize length, ToposPoint *point)
{
  Reader angles = { text, text + length }, decimals = angles;

  if (take_angles (&angles, point) && topos_point_is_valid (*point))
    return (gsize) (angles.at - text);
  if (take_decimals (&decimals, point) && topos_point_is_valid (*point))
    return (gsize) (decimals.at - text);
  return 0;
}

bool
topos_coordinates_find (const char *body, ToposSpan within, ToposSpan *span, ToposPoint *point)
{
  for (uint32_t at = within.start; at < within.end; at++) {
    const char before = at > 0 ? body[at - 1] : ' ';
    const bool begins = g_ascii_isdigit (body[at])
                        || (body[at] == '-' && at + 1 < within.end
                            && g_ascii_isdigit (body[at + 1]))
                        || (within.end - at > strlen (MINUS)
                            && memcmp (body + at, MINUS, strlen (MINUS)) == 0);

    if (!begins || g_ascii_isalnum (before) || strchr (".,-", before) != NULL)
      continue;
    const gsize length = topos_coordinates_read (body + at, within.end - at, point);
    if (length > 0) {
      *span = (ToposSpan){ at, at + (uint32_t) length };
      return true;
    }
  }
  return false;
}
