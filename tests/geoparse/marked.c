/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "marked.h"

#include <string.h>

void
marked_init (Marked *self, const char *marked)
{
  GString *text = g_string_new (NULL);

  self->places = g_array_new (FALSE, FALSE, sizeof (ToposSpan));
  self->optional = g_array_new (FALSE, FALSE, sizeof (ToposSpan));
  for (const char *c = marked; *c != '\0';) {
    const bool place = g_str_has_prefix (c, "[["), optional = g_str_has_prefix (c, "((");
    const char *end = place ? strstr (c, "]]") : optional ? strstr (c, "))") : NULL;

    if (end == NULL) {
      g_string_append_c (text, *c++);
      continue;
    }
    const uint32_t start = (uint32_t) text->len;
    g_string_append_len (text, c + 2, end - c - 2);
    const ToposSpan span = { start, (uint32_t) text->len };
    g_array_append_val (place ? self->places : self->optional, span);
    c = end + 2;
  }
  self->text = g_string_free (text, FALSE);
}

void
marked_clear (Marked *self)
{
  g_free (self->text);
  g_array_unref (self->places);
  g_array_unref (self->optional);
}

static void
tell (const Marked *self, const char *what, ToposSpan span)
{
  const uint32_t from = span.start > 30 ? span.start - 30 : 0;

  g_test_message ("%s \"%.*s\" in: ...%.*s", what, (int) topos_span_length (span),
                  self->text + span.start, (int) (span.end - from), self->text + from);
}

void
marked_count (const Marked *self, const ToposReading *reading, bool aloud, MarkedCount *count)
{
  g_autofree bool *found = g_new0 (bool, self->places->len + 1);

  count->gold += (int) self->places->len;
  for (guint i = 0; i < reading->mentions->len; i++) {
    const ToposMention *mention = &g_array_index (reading->mentions, ToposMention, i);
    bool right = false, optional = mention->sense == TOPOS_SENSE_EMBEDDED;

    for (guint p = 0; p < self->places->len; p++) {
      const ToposSpan place = g_array_index (self->places, ToposSpan, p);
      if (place.start == mention->span.start && place.end == mention->span.end)
        right = found[p] = true;
    }
    for (guint p = 0; p < self->optional->len; p++)
      optional = optional || topos_spans_overlap (g_array_index (self->optional, ToposSpan, p),
                                                  mention->span);
    if (mention->demonym || (optional && !right))
      continue;
    count->told++;
    count->right += right;
    if (aloud && !right)
      tell (self, "no place:", mention->span);
  }
  for (guint p = 0; aloud && p < self->places->len; p++)
    if (!found[p])
      tell (self, "missed:", g_array_index (self->places, ToposSpan, p));
}
