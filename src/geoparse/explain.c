/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "geoparse/explain.h"

#include "geoparse/reasons.h"

/* Marks a sentence for translation. */
#define N_(text) text

/* What a reason's sentence is filled with. */
typedef enum {
  FILL_NOTHING,
  FILL_NUMBER,
  FILL_PLACE,
  FILL_PLACE_KIND,
  FILL_ORDER,
  FILL_DISTANCE,
} Fill;

static const struct {
  const char *words;
  Fill fill;
} REASONS[TOPOS_N_REASONS] = {
  [TOPOS_REASON_POPULATION] = { N_("%s people live there"), FILL_NUMBER },
  [TOPOS_REASON_KIND] = { N_("it is a %s"), FILL_PLACE_KIND },
  [TOPOS_REASON_KNOWN] = { N_("number %s among the places of this name by renown"), FILL_ORDER },
  [TOPOS_REASON_NAME] = { N_("how its name is written"), FILL_NOTHING },
  [TOPOS_REASON_ONLY] = { N_("no other place bears this name"), FILL_NOTHING },
  [TOPOS_REASON_PARTIAL] = { N_("only a part of the name is known"), FILL_NOTHING },
  [TOPOS_REASON_CUE_FITS] = { N_("the words beside the name fit its kind"), FILL_NOTHING },
  [TOPOS_REASON_CUE_MISSES] = { N_("the words beside the name ask for another kind"),
                                FILL_NOTHING },
  [TOPOS_REASON_NAMED_IN] = { N_("named together with %s, which contains it"), FILL_PLACE },
  [TOPOS_REASON_NOT_IN] = { N_("does not lie in the place named right after it"), FILL_NOTHING },
  [TOPOS_REASON_HOLDS] = { N_("contains %s, named right before it"), FILL_PLACE },
  [TOPOS_REASON_NAMED_ELSEWHERE] = { N_("named elsewhere in this article together with %s"),
                                     FILL_PLACE },
  [TOPOS_REASON_SENTENCE] = { N_("%s is named in the same sentence"), FILL_PLACE },
  [TOPOS_REASON_COUNTRY_NAMED] = { N_("its country, %s, is named in this article"), FILL_PLACE },
  [TOPOS_REASON_PROVINCE_NAMED] = { N_("its province, %s, is named in this article"),
                                    FILL_PLACE },
  [TOPOS_REASON_DISTRICT_NAMED] = { N_("%s, where it lies, is named in this article"),
                                    FILL_PLACE },
  [TOPOS_REASON_HOLDS_OTHERS] = { N_("contains %s other places of this article"), FILL_NUMBER },
  [TOPOS_REASON_NEAR_SENTENCE] = { N_("the nearest other place in the sentence is %s"),
                                   FILL_DISTANCE },
  [TOPOS_REASON_NEAR_TEXT] = { N_("the nearest other place in this article is %s"),
                               FILL_DISTANCE },
  [TOPOS_REASON_SHARE_NEAR] = { N_("how many other places of this article lie within 161 km"),
                                FILL_NOTHING },
  [TOPOS_REASON_SHARE_PROVINCE] = { N_("how many other places of this article lie in its "
                                       "province"), FILL_NOTHING },
  [TOPOS_REASON_SHARE_COUNTRY] = { N_("how many other places of this article lie in its country"),
                                   FILL_NOTHING },
  [TOPOS_REASON_FIRST] = { N_("where the first place named in this article lies"),
                           FILL_NOTHING },
  [TOPOS_REASON_CONTAINER] = { N_("in no gazetteer; the text says that it lies in %s"),
                               FILL_PLACE },
  [TOPOS_REASON_SPELLING] = { N_("spelled a little differently"), FILL_NOTHING },
  [TOPOS_REASON_USER] = { N_("you decided so"), FILL_NOTHING },
  [TOPOS_REASON_UNKNOWN] = { N_("in no gazetteer, and nothing near it says where"),
                             FILL_NOTHING },
  [TOPOS_REASON_NO_PEOPLE] = { N_("the name of a people or language without a country"),
                               FILL_NOTHING },
  [TOPOS_REASON_NOT_A_PLACE] = { N_("you decided that it is not a place"), FILL_NOTHING },
};

/* By the steps of geoparse/rank. */
static const char *const DISTANCES[] = {
  N_("within 15 km"), N_("within 50 km"), N_("within 161 km"),
  N_("within 500 km"), N_("within 1,500 km"), N_("further than 1,500 km"),
};

static const char *
translated (const char *text)
{
  return g_dgettext ("topos", text);
}

static char *
with_separators (int64_t number)
{
  g_autofree char *plain = g_strdup_printf ("%" G_GINT64_FORMAT, number);
  GString *text = g_string_new (plain);

  for (gssize at = (gssize) text->len - 3; at > (number < 0 ? 1 : 0); at -= 3)
    g_string_insert_c (text, at, ',');
  return g_string_free (text, FALSE);
}

static char *
filling (const ToposGazetteer *gazetteer, const ToposReason *reason, Fill fill)
{
  ToposPlace place;

  switch (fill) {
  case FILL_NUMBER:
    return with_separators (reason->number);
  case FILL_ORDER:
    return g_strdup_printf ("%" G_GINT64_FORMAT, reason->number + 1);
  case FILL_PLACE_KIND:
    return g_strdup (topos_place_kind_word ((ToposPlaceKind) CLAMP (reason->number, 0,
                                                                    TOPOS_PLACE_N_KINDS - 1)));
  case FILL_DISTANCE:
    return g_strdup (translated (DISTANCES[CLAMP (reason->number, 0,
                                                  (int) G_N_ELEMENTS (DISTANCES) - 1)]));
  case FILL_PLACE:
    if (topos_gazetteer_place (gazetteer, reason->place, &place))
      return g_strdup (place.name);
    return g_strdup (translated (N_("a place no longer known")));
  case FILL_NOTHING:
  default:
    return NULL;
  }
}

/* Puts `filled` in the place of the first "%s" of `words`. */
static void
append_filled (GString *text, const char *words, const char *filled)
{
  const char *hole = filled ? g_strstr_len (words, -1, "%s") : NULL;

  if (hole == NULL) {
    g_string_append (text, words);
    return;
  }
  g_string_append_len (text, words, hole - words);
  g_string_append (text, filled);
  g_string_append (text, hole + 2);
}

char *
topos_explain_reason (const ToposGazetteer *gazetteer, const ToposReason *reason)
{
  GString *text = g_string_new (NULL);
  const int32_t tenths = (reason->weight + (reason->weight < 0 ? -50 : 50)) / 100;

  if (reason->code == TOPOS_REASON_NONE || reason->code >= TOPOS_N_REASONS) {
    g_string_append (text, translated (N_("a reason of another version of Topos")));
  } else {
    g_autofree char *filled = filling (gazetteer, reason, REASONS[reason->code].fill);
    append_filled (text, translated (REASONS[reason->code].words), filled);
  }
  g_string_append_printf (text, " %c%d.%d", tenths < 0 ? '-' : '+', ABS (tenths) / 10,
                          ABS (tenths) % 10);
  return g_string_free (text, FALSE);
}

const char *
topos_explain_unplaced (uint16_t unplaced_reason)
{
  if (unplaced_reason == TOPOS_REASON_NONE || unplaced_reason >= TOPOS_N_REASONS)
    return "";
  return translated (REASONS[unplaced_reason].words);
}
