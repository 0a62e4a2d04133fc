/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/row-kinds.h"

#include "core/day-words.h"
#include "geoparse/explain.h"
#include "library/reader.h"
#include "session/words.h"

#include <glib/gi18n.h>
#include <string.h>

/* An icon's name for every kind of place that a list tells apart. */
static const char *
kind_icon (ToposPlaceKind kind)
{
  if (kind == TOPOS_PLACE_COUNTRY || kind == TOPOS_PLACE_TERRITORY
      || kind == TOPOS_PLACE_FORMER_COUNTRY)
    return "topos-country-symbolic";
  return topos_place_kind_is_area (kind) ? "topos-area-symbolic" : "topos-place-symbolic";
}

/* "district · Panjshir, Afghanistan": what is neither a point nor a country says what it is, or a
 * district and the town that it is named after could not be told apart. */
static char *
place_in_words (const ToposPlaceRow *row)
{
  const char *doubt = row->standing == TOPOS_STANDING_AMBIGUOUS     ? _("ambiguous")
                      : row->standing == TOPOS_STANDING_APPROXIMATE ? _("approximate") : "";
  const char *kind = topos_place_kind_is_area (row->kind) && !topos_place_kind_is_country (row->kind)
                         ? topos_kind_in_words (row->kind) : "";
  const char *const parts[] = { doubt, kind, row->where };
  GString *words = g_string_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    if (*parts[i] != '\0')
      g_string_append_printf (words, "%s%s", words->len > 0 ? " · " : "", parts[i]);
  return g_string_free (words, FALSE);
}

static void
describe_place (const void *data, uint64_t context, ToposItemFields *fields)
{
  const ToposPlaceRow *row = data;
  g_autofree char *passages = topos_passages_in_words (row->passages);
  g_autofree char *days = topos_span_in_words ((ToposDateSpan){ row->first_day, row->last_day });

  fields->key = g_strdup_printf ("%" G_GUINT64_FORMAT, row->id);
  fields->place = row->id;
  fields->title = g_strdup (row->name);
  fields->subtitle = place_in_words (row);
  fields->count = row->passages;
  memcpy (fields->profile, row->profile, sizeof fields->profile);
  fields->icon = kind_icon (row->kind);
  fields->label = g_strjoin (", ", row->name, passages,
                             *fields->subtitle ? fields->subtitle : days,
                             *fields->subtitle ? days : NULL, NULL);
}

static bool
same_place (const void *a, const void *b)
{
  const ToposPlaceRow *old = a, *new = b;

  return old->id == new->id && old->passages == new->passages && old->standing == new->standing
         && old->first_day == new->first_day && old->last_day == new->last_day
         && memcmp (old->profile, new->profile, sizeof old->profile) == 0
         && g_str_equal (old->name, new->name) && g_str_equal (old->where, new->where);
}

static void
describe_document (const void *data, uint64_t context, ToposItemFields *fields)
{
  const ToposDocumentRow *row = data;
  g_autofree char *day = topos_day_in_words (row->published.day);
  g_autofree char *places = g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "%d place", "%d places", (gulong) row->places), row->places);
  g_autofree char *passages = topos_passages_in_words (row->passages);
  const char *when = *day == '\0' ? _("undated")
                     : row->published.certainty == TOPOS_CERTAINTY_INFERRED ? _("inferred") : NULL;

  fields->key = g_strdup (row->id);
  fields->title = g_strdup (row->title);
  fields->subtitle = *day == '\0' ? g_strjoin (" · ", row->outlet != NULL ? row->outlet : when,
                                               row->outlet != NULL ? when : NULL, NULL)
                                  : g_strjoin (" · ", day, row->outlet != NULL ? row->outlet : when,
                                               row->outlet != NULL ? when : NULL, NULL);
  fields->detail = g_strdup_printf ("%s · %s", places, passages);
  fields->label = g_strjoin (", ", row->title, fields->subtitle, fields->detail, NULL);
}

static bool
same_document (const void *a, const void *b)
{
  const ToposDocumentRow *old = a, *new = b;

  return g_str_equal (old->id, new->id) && old->passages == new->passages
         && old->places == new->places && old->published.day == new->published.day
         && g_str_equal (old->title, new->title) && g_strcmp0 (old->outlet, new->outlet) == 0;
}

static void
describe_unplaced (const void *data, uint64_t context, ToposItemFields *fields)
{
  const ToposUnplacedRow *row = data;

  fields->key = g_strdup (row->first_mention);
  fields->title = g_strdup (row->text);
  fields->subtitle = g_strdup (topos_explain_unplaced (row->reason));
  fields->count = row->mentions;
  g_autofree char *mentions = g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "%d mention", "%d mentions", (gulong) row->mentions),
      row->mentions);
  fields->label = g_strjoin (", ", row->text, mentions, fields->subtitle, NULL);
}

static bool
same_unplaced (const void *a, const void *b)
{
  const ToposUnplacedRow *old = a, *new = b;

  return g_strcmp0 (old->first_mention, new->first_mention) == 0 && old->mentions == new->mentions
         && old->reason == new->reason && g_str_equal (old->text, new->text);
}

static uint64_t
place_id (const void *row)
{
  return ((const ToposPlaceRow *) row)->id;
}

/* Sixteen hex digits. */
static uint64_t
document_id (const void *row)
{
  return g_ascii_strtoull (((const ToposDocumentRow *) row)->id, NULL, 16);
}

static uint64_t
unplaced_id (const void *row)
{
  return g_str_hash (((const ToposUnplacedRow *) row)->first_mention);
}

const ToposRowsKind topos_places_kind = { describe_place, same_place, place_id };
const ToposRowsKind topos_documents_kind = { describe_document, same_document, document_id };
const ToposRowsKind topos_unplaced_kind = { describe_unplaced, same_unplaced, unplaced_id };
