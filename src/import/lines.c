/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/lines.h"

#include <string.h>

static bool
is_blank (gunichar c)
{
  return g_unichar_isspace (c) || c == 0xA0 || c == 0x200B || c == 0xFEFF || c == 0x200E
         || c == 0x200F || c == 0x202F || c < ' ';
}

static ToposSpan
trimmed (const char *body, ToposSpan span)
{
  while (span.start < span.end && is_blank (g_utf8_get_char (body + span.start)))
    span.start = (uint32_t) (g_utf8_next_char (body + span.start) - body);
  while (span.start < span.end) {
    const uint32_t last = (uint32_t) (g_utf8_prev_char (body + span.end) - body);

    if (!is_blank (g_utf8_get_char (body + last)))
      break;
    span.end = last;
  }
  return span;
}

GArray *
topos_lines_new (const char *body, size_t length)
{
  GArray *lines = g_array_new (FALSE, TRUE, sizeof (ToposLine));
  bool blank_before = true;
  uint32_t at = 0;

  while (at < length) {
    const uint32_t end = at + (uint32_t) strcspn (body + at, "\n\r");
    const ToposLine line = { .span = trimmed (body, (ToposSpan){ at, end }),
                             .blank_before = blank_before };

    blank_before = topos_span_length (line.span) == 0;
    if (!blank_before)
      g_array_append_val (lines, line);
    at = end + 1;
    if (end + 1 < length && body[end] == '\r' && body[end + 1] == '\n')
      at++;
  }
  return lines;
}

char *
topos_line_text (const ToposLine *line, const char *body)
{
  return g_strndup (body + line->span.start, topos_span_length (line->span));
}

void
topos_lines_settle_zones (GArray *lines, const ToposZone *zones, size_t n_zones)
{
  size_t zone = 0;

  for (unsigned i = 0; i < lines->len; i++) {
    ToposLine *line = topos_line (lines, i);

    while (zone < n_zones && zones[zone].span.end <= line->span.start)
      zone++;
    if (zone < n_zones && topos_spans_overlap (zones[zone].span, line->span))
      topos_line_settle (line, zones[zone].kind);
  }
}

static void
append_zone (GArray *zones, uint32_t start, uint32_t end, ToposZoneKind kind)
{
  const ToposZone zone = { { start, end }, kind };

  if (start < end && kind != TOPOS_ZONE_BODY)
    g_array_append_val (zones, zone);
}

void
topos_lines_to_zones (const GArray *lines, ToposArticle *article)
{
  g_autoptr (GArray) zones = g_array_new (FALSE, FALSE, sizeof (ToposZone));

  for (unsigned i = 0; i < lines->len; i++) {
    const ToposLine *line = topos_line (lines, i);

    if (topos_span_length (line->part) == 0) {
      append_zone (zones, line->span.start, line->span.end, line->kind);
      continue;
    }
    append_zone (zones, line->span.start, line->part.start, line->kind);
    append_zone (zones, line->part.start, line->part.end, line->part_kind);
    append_zone (zones, line->part.end, line->span.end, line->kind);
  }
  g_free (article->zones);
  article->n_zones = zones->len;
  article->zones = g_memdup2 (zones->data, zones->len * sizeof (ToposZone));
}
