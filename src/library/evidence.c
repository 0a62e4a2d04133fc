/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "library/evidence.h"

/* ----------------------------------------------------------------------------- numbers */

static void
write_number (GByteArray *bytes, uint64_t number)
{
  uint8_t digits[10];
  guint n = 0;

  for (; number >= 0x80; number >>= 7)
    digits[n++] = (uint8_t) (number | 0x80);
  digits[n++] = (uint8_t) number;
  g_byte_array_append (bytes, digits, n);
}

static void
write_signed (GByteArray *bytes, int64_t number)
{
  write_number (bytes, ((uint64_t) number << 1) ^ (uint64_t) (number < 0 ? -1 : 0));
}

typedef struct {
  const uint8_t *at;
  const uint8_t *end;
} Source;

static bool
read_number (Source *source, uint64_t *number)
{
  *number = 0;
  for (int shift = 0; shift < 64 && source->at < source->end; shift += 7) {
    const uint8_t byte = *source->at++;

    *number |= (uint64_t) (byte & 0x7f) << shift;
    if (byte < 0x80)
      return true;
  }
  return false;
}

static bool
read_signed (Source *source, int64_t *number)
{
  uint64_t folded = 0;

  if (!read_number (source, &folded))
    return false;
  *number = (int64_t) (folded >> 1) ^ -(int64_t) (folded & 1);
  return true;
}

/* How many follow; each takes a byte at least. */
static bool
read_count (Source *source, uint64_t *n)
{
  return read_number (source, n) && *n <= (uint64_t) (source->end - source->at);
}

/* ----------------------------------------------------------------------------- writing */

/* The count of the place among those to be written, which it joins; 0 for none. */
static guint
note_place (GArray *places, ToposPlaceId place)
{
  if (place == TOPOS_PLACE_NONE)
    return 0;
  for (guint i = 0; i < places->len; i++)
    if (g_array_index (places, ToposPlaceId, i) == place)
      return i + 1;
  g_array_append_val (places, place);
  return places->len;
}

static bool
same_reason (const ToposReason *a, const ToposReason *b)
{
  return a->code == b->code && a->weight == b->weight && a->number == b->number
         && a->place == b->place;
}

/* The count of the reason among those to be written, which it joins. */
static guint
note_reason (GArray *reasons, const ToposReason *reason)
{
  for (guint i = 0; i < reasons->len; i++)
    if (same_reason (&g_array_index (reasons, ToposReason, i), reason))
      return i;
  g_array_append_vals (reasons, reason, 1);
  return reasons->len - 1;
}

static void
write_reasons (GByteArray *bytes, const GArray *reasons, GArray *places)
{
  write_number (bytes, reasons->len);
  for (guint i = 0; i < reasons->len; i++) {
    const ToposReason *reason = &g_array_index (reasons, ToposReason, i);

    write_number (bytes, reason->code);
    write_signed (bytes, reason->weight);
    write_signed (bytes, reason->number);
    write_number (bytes, note_place (places, reason->place));
  }
}

static void
write_candidates (GByteArray *bytes, const ToposReading *reading, const ToposMention *mention,
                  GArray *places, GArray *reasons)
{
  write_number (bytes, mention->n_candidates);
  for (uint32_t i = 0; i < mention->n_candidates; i++) {
    const ToposCandidate *candidate = &g_array_index (reading->candidates, ToposCandidate,
                                                      mention->first_candidate + i);

    write_number (bytes, note_place (places, candidate->place));
    write_signed (bytes, candidate->score);
    write_number (bytes, candidate->n_reasons);
    for (uint32_t r = 0; r < candidate->n_reasons; r++)
      write_number (bytes, note_reason (reasons, &g_array_index (reading->reasons, ToposReason,
                                                                 candidate->first_reason + r)));
  }
}

void
topos_evidence_append (GByteArray *bytes, const ToposReading *reading,
                       const ToposMention *mention)
{
  g_autoptr (GArray) places = g_array_new (false, false, sizeof (ToposPlaceId));
  g_autoptr (GArray) reasons = g_array_new (false, false, sizeof (ToposReason));
  g_autoptr (GByteArray) candidates = g_byte_array_new ();
  g_autoptr (GByteArray) arguments = g_byte_array_new ();

  write_candidates (candidates, reading, mention, places, reasons);
  write_reasons (arguments, reasons, places);
  write_number (bytes, places->len);
  for (guint i = 0; i < places->len; i++)
    write_number (bytes, g_array_index (places, ToposPlaceId, i));
  g_byte_array_append (bytes, arguments->data, arguments->len);
  g_byte_array_append (bytes, candidates->data, candidates->len);
}

/* ----------------------------------------------------------------------------- reading */

static bool
read_place (Source *source, const GArray *places, ToposPlaceId *place)
{
  uint64_t count = 0;

  if (!read_number (source, &count) || count > places->len)
    return false;
  *place = count == 0 ? TOPOS_PLACE_NONE : g_array_index (places, ToposPlaceId, count - 1);
  return true;
}

static bool
read_places (Source *source, GArray *places)
{
  uint64_t n = 0, place = 0;

  if (!read_count (source, &n))
    return false;
  for (uint64_t i = 0; i < n; i++) {
    if (!read_number (source, &place))
      return false;
    g_array_append_val (places, place);
  }
  return true;
}

static bool
read_reasons (Source *source, const GArray *places, GArray *reasons)
{
  uint64_t n = 0, code = 0;
  int64_t weight = 0;

  if (!read_count (source, &n))
    return false;
  for (uint64_t i = 0; i < n; i++) {
    ToposReason reason = { 0 };

    if (!read_number (source, &code) || code > UINT16_MAX || !read_signed (source, &weight)
        || weight < INT32_MIN || weight > INT32_MAX || !read_signed (source, &reason.number)
        || !read_place (source, places, &reason.place))
      return false;
    reason.code = (uint16_t) code;
    reason.weight = (int32_t) weight;
    g_array_append_val (reasons, reason);
  }
  return true;
}

static bool
read_candidate (Source *source, const GArray *places, const GArray *known, GArray *candidates,
                GArray *reasons)
{
  ToposCandidate candidate = { .first_reason = reasons->len };
  int64_t score = 0;
  uint64_t n = 0, which = 0;

  if (!read_place (source, places, &candidate.place) || !read_signed (source, &score)
      || score < INT32_MIN || score > INT32_MAX || !read_count (source, &n))
    return false;
  for (uint64_t i = 0; i < n; i++) {
    if (!read_number (source, &which) || which >= known->len)
      return false;
    g_array_append_vals (reasons, &g_array_index (known, ToposReason, which), 1);
  }
  candidate.score = (int32_t) score;
  candidate.n_reasons = (uint32_t) n;
  g_array_append_val (candidates, candidate);
  return true;
}

bool
topos_evidence_parse (const void *bytes, gsize length, GArray *candidates, GArray *reasons)
{
  g_autoptr (GArray) places = g_array_new (false, false, sizeof (ToposPlaceId));
  g_autoptr (GArray) known = g_array_new (false, false, sizeof (ToposReason));
  Source source = { bytes, (const uint8_t *) bytes + length };
  uint64_t n = 0;

  if (!read_places (&source, places) || !read_reasons (&source, places, known)
      || !read_count (&source, &n))
    return false;
  for (uint64_t i = 0; i < n; i++)
    if (!read_candidate (&source, places, known, candidates, reasons))
      return false;
  return source.at == source.end;
}
