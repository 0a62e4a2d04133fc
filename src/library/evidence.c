/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "library/evidence.h"

#include <inttypes.h>

static void
append_reason (GString *json, const ToposReason *reason)
{
  g_string_append_printf (json, "[%u,%" PRId32 ",%" PRId64 ",%" PRIu64 "]", reason->code,
                          reason->weight, reason->number, reason->place);
}

void
topos_evidence_append (GString *json, const ToposReading *reading, const ToposMention *mention)
{
  g_string_append_c (json, '[');
  for (uint32_t i = 0; i < mention->n_candidates; i++) {
    const ToposCandidate *candidate = &g_array_index (reading->candidates, ToposCandidate,
                                                      mention->first_candidate + i);

    g_string_append_printf (json, "%s[%" PRIu64 ",%" PRId32 ",[", i ? "," : "",
                            candidate->place, candidate->score);
    for (uint32_t r = 0; r < candidate->n_reasons; r++) {
      if (r > 0)
        g_string_append_c (json, ',');
      append_reason (json, &g_array_index (reading->reasons, ToposReason,
                                           candidate->first_reason + r));
    }
    g_string_append (json, "]]");
  }
  g_string_append_c (json, ']');
}

static bool
skip (const char **at, char expected)
{
  if (**at != expected)
    return false;
  (*at)++;
  return true;
}

static bool
read_number (const char **at, int64_t *number)
{
  char *end = NULL;

  *number = g_ascii_strtoll (*at, &end, 10);
  if (end == *at)
    return false;
  *at = end;
  return true;
}

static bool
read_reason (const char **at, GArray *reasons)
{
  int64_t code = 0, weight = 0, number = 0, place = 0;

  if (!(skip (at, '[') && read_number (at, &code) && skip (at, ',')
        && read_number (at, &weight) && skip (at, ',') && read_number (at, &number)
        && skip (at, ',') && read_number (at, &place) && skip (at, ']')))
    return false;

  const ToposReason reason = { (uint16_t) code, (int32_t) weight, number,
                               (ToposPlaceId) place };

  g_array_append_val (reasons, reason);
  return true;
}

static bool
read_candidate (const char **at, GArray *candidates, GArray *reasons)
{
  ToposCandidate candidate = { .first_reason = reasons->len };
  int64_t place = 0, score = 0;

  if (!(skip (at, '[') && read_number (at, &place) && skip (at, ',')
        && read_number (at, &score) && skip (at, ',') && skip (at, '[')))
    return false;
  while (**at == '[')
    if (!read_reason (at, reasons) || (**at != ']' && !skip (at, ',')))
      return false;
  candidate.place = (ToposPlaceId) place;
  candidate.score = (int32_t) score;
  candidate.n_reasons = reasons->len - candidate.first_reason;
  g_array_append_val (candidates, candidate);
  return skip (at, ']') && skip (at, ']');
}

bool
topos_evidence_parse (const char *json, GArray *candidates, GArray *reasons)
{
  const char *at = json;

  if (!skip (&at, '['))
    return false;
  while (*at == '[')
    if (!read_candidate (&at, candidates, reasons) || (*at != ']' && !skip (&at, ',')))
      return false;
  return skip (&at, ']') && *at == '\0';
}
