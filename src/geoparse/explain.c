/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "geoparse/explain.h"

#include "core/translate.h"
#include "geoparse/reasons.h"

/* What a reason's sentence is filled with. */
typedef enum {
  FILL_NOTHING,
  FILL_NUMBER,
  FILL_PLACE,
  FILL_PLACE_KIND,
  FILL_ORDER,
  FILL_NAME_KIND,
  FILL_DISTANCE,
  FILL_KM_PLACE,      /* kilometres, place */
  FILL_PART,          /* part, all */
  FILL_PART_PLACE,    /* part, all, place */
  FILL_NUMBER_PLACE,  /* number, place */
  FILL_ORDER_PLACE,   /* number counted from 1, place */
  FILL_CLASS,
} Fill;

#define MOST_FILLINGS 3

static const struct {
  const char *words;
  Fill fill;
} REASONS[TOPOS_N_REASONS] = {
  [TOPOS_REASON_POPULATION] = { N_("%s people live there"), FILL_NUMBER },
  [TOPOS_REASON_KIND] = { N_("kind of place: %s"), FILL_PLACE_KIND },
  [TOPOS_REASON_KNOWN] = { N_("number %s of the places of this name, the best known first"), FILL_ORDER },
  [TOPOS_REASON_NAME] = { N_("the name in the text is %s"), FILL_NAME_KIND },
  [TOPOS_REASON_ONLY] = { N_("no other place bears this name"), FILL_NOTHING },
  [TOPOS_REASON_PARTIAL] = { N_("only a part of the name is known"), FILL_NOTHING },
  [TOPOS_REASON_CUE_FITS] = { N_("the words beside the name tell of such a place: %s"),
                              FILL_CLASS },
  [TOPOS_REASON_CUE_MISSES] = { N_("the words beside the name tell of another kind of place: %s"),
                                FILL_CLASS },
  [TOPOS_REASON_NAMED_IN] = { N_("named together with %s, which contains it"), FILL_PLACE },
  [TOPOS_REASON_NOT_IN] = { N_("does not lie in the place named right after it"), FILL_NOTHING },
  [TOPOS_REASON_HOLDS] = { N_("contains %s, named right before it"), FILL_PLACE },
  [TOPOS_REASON_NAMED_ELSEWHERE] = { N_("in sentence %s of this article named together with %s, "
                                        "which contains it"), FILL_ORDER_PLACE },
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
  [TOPOS_REASON_NEAREST_SENTENCE] = { N_("%s km from %s, named in the same sentence"),
                                      FILL_KM_PLACE },
  [TOPOS_REASON_NEAREST_TEXT] = { N_("%s km from %s, the nearest other place in this article"),
                                  FILL_KM_PLACE },
  [TOPOS_REASON_PART_NEAR] = { N_("%s of %s other places in this article lie within 161 km"),
                               FILL_PART },
  [TOPOS_REASON_PART_PROVINCE] = { N_("%s of %s other places in this article lie in %s, its "
                                      "province"), FILL_PART_PLACE },
  [TOPOS_REASON_PART_COUNTRY] = { N_("%s of %s other places in this article lie in %s, its "
                                     "country"), FILL_PART_PLACE },
  [TOPOS_REASON_FIRST_IN] = { N_("the first place named in this article lies in %s too"),
                              FILL_PLACE },
  [TOPOS_REASON_MAY_NEAR] = { N_("names in this article that may also lie near it: %s"),
                              FILL_NUMBER },
  [TOPOS_REASON_MAY_PROVINCE] = { N_("names in this article that may also lie in its province: "
                                     "%s (%s)"), FILL_NUMBER_PLACE },
  [TOPOS_REASON_MAY_HOLD] = { N_("names in this article that may lie in it: %s"), FILL_NUMBER },
  [TOPOS_REASON_MAY_INSIDE] = { N_("another name in this article may mean %s, which contains "
                                   "it"), FILL_PLACE },
  [TOPOS_REASON_OTHER_MAIN] = { N_("another place has this as its main name"), FILL_NOTHING },
  [TOPOS_REASON_IN_NAMESAKE] = { N_("lies in %s, which has this name itself"), FILL_PLACE },
  [TOPOS_REASON_LARGEST] = { N_("the largest place of this name has %s people"), FILL_NUMBER },
  [TOPOS_REASON_WORDS] = { N_("words in this article that point to %2$s: %1$s"),
                           FILL_NUMBER_PLACE },
  [TOPOS_REASON_WORDS_ELSEWHERE] = { N_("words in this article that point to %2$s instead: "
                                        "%1$s"), FILL_NUMBER_PLACE },
  [TOPOS_REASON_INSIDE_NAME] = { N_("%2$s, where it lies, is part of other names here: %1$s"),
                                 FILL_NUMBER_PLACE },
  [TOPOS_REASON_SHORT] = { N_("provinces are shortened like this"), FILL_NOTHING },
  [TOPOS_REASON_KIN] = { N_("provinces of %2$s named beside it: %1$s"), FILL_NUMBER_PLACE },
  [TOPOS_REASON_OUTLET] = { N_("in or near %s, which the newspaper is named after"), FILL_PLACE },
  [TOPOS_REASON_CONFIRMED] = { N_("mentions of this name that you placed here: %s"),
                               FILL_NUMBER },
  [TOPOS_REASON_SPELLED] = { N_("spelled differently here; the nearest known name is %s, one "
                                "letter apart"), FILL_PLACE },
  [TOPOS_REASON_SPELLING] = { N_("spelled a little differently"), FILL_NOTHING },
  [TOPOS_REASON_CUE_NEARLY] = { N_("the words beside the name tell of a division of another rank: "
                                   "%s"), FILL_CLASS },
  [TOPOS_REASON_OUTSIDE] = { N_("does not lie in %s, named right after it"), FILL_PLACE },
  [TOPOS_REASON_OTHERS_MAIN] = { N_("other places that have this as their main name: %s"),
                                 FILL_NUMBER },
  [TOPOS_REASON_ARTICLE] = { N_("told with an article, as rivers, ranges and regions are"),
                             FILL_NOTHING },
  [TOPOS_REASON_ARTICLE_MISSES] = { N_("told with an article, as towns are not"), FILL_NOTHING },
  [TOPOS_REASON_SEAT] = { N_("a town in it has the same name, with %s people"), FILL_NUMBER },
  [TOPOS_REASON_APART] = { N_("none of the %s other places in this article lies in %s, its country"),
                           FILL_NUMBER_PLACE },
  [TOPOS_REASON_ONLY_ALIKE] = { N_("in no gazetteer; shown at %s, a place of another kind that is "
                                   "named so"), FILL_PLACE },
  [TOPOS_REASON_OTHER_KIND] = { N_("in no gazetteer; several places of another kind are named so"),
                                FILL_NOTHING },
  [TOPOS_REASON_BESIDE] = { N_("in no gazetteer; named together with %s, where other places of this "
                               "article lie"), FILL_PLACE },
  [TOPOS_REASON_BESIDE_NOT_FAR] = { N_("the known places of this name are far from the others here; "
                                       "named together with %s"), FILL_PLACE },
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

/* By ToposNameKind. */
static const char *const NAME_KINDS[] = {
  N_("its main name"), N_("its official name"), N_("another of its names"), N_("an abbreviation"),
  N_("the name of its people"),
};

/* By ToposNameClass. */
static const char *const CLASSES[] = {
  N_("place"), N_("country"), N_("province"), N_("district"), N_("city"), N_("town"),
  N_("village"), N_("region"), N_("river, lake or mountain"), N_("building"),
};

/* Where no figure is known. */
#define NO_PEOPLE N_("how many people live there is not known")

/* Without anything to measure from. */
#define NO_DISTANCE N_("no other place in this article to measure the distance from")

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
name_of (const ToposGazetteer *gazetteer, ToposPlaceId id)
{
  ToposPlace place;

  if (topos_gazetteer_place (gazetteer, id, &place))
    return g_strdup (place.name);
  return g_strdup (_ ("a place no longer known"));
}

/* What goes into the holes of a sentence, in the order of its first wording. */
static void
fill (const ToposGazetteer *gazetteer, const ToposReason *reason, Fill sort,
      char *fillings[MOST_FILLINGS])
{
  const int64_t number = reason->number;

  switch (sort) {
  case FILL_NUMBER_PLACE: case FILL_KM_PLACE:
    fillings[1] = name_of (gazetteer, reason->place);
    G_GNUC_FALLTHROUGH;
  case FILL_NUMBER:
    fillings[0] = with_separators (number);
    break;
  case FILL_PART_PLACE:
    fillings[2] = name_of (gazetteer, reason->place);
    G_GNUC_FALLTHROUGH;
  case FILL_PART:
    fillings[0] = with_separators (number & ((1 << 20) - 1));
    fillings[1] = with_separators (number >> 20);
    break;
  case FILL_ORDER_PLACE:
    fillings[1] = name_of (gazetteer, reason->place);
    G_GNUC_FALLTHROUGH;
  case FILL_ORDER:
    fillings[0] = g_strdup_printf ("%" G_GINT64_FORMAT, number + 1);
    break;
  case FILL_CLASS:
    fillings[0] = g_strdup (_ (CLASSES[CLAMP (number, 0, (int) G_N_ELEMENTS (CLASSES) - 1)]));
    break;
  case FILL_NAME_KIND:
    fillings[0] = g_strdup (_ (
      NAME_KINDS[CLAMP (number, 0, (int) G_N_ELEMENTS (NAME_KINDS) - 1)]));
    break;
  case FILL_PLACE_KIND:
    fillings[0] = g_strdup (_ (topos_place_kind_word (
      (ToposPlaceKind) CLAMP (number, 0, TOPOS_PLACE_N_KINDS - 1))));
    break;
  case FILL_DISTANCE:
    fillings[0] = g_strdup (_ (
      DISTANCES[CLAMP (number, 0, (int) G_N_ELEMENTS (DISTANCES) - 1)]));
    break;
  case FILL_PLACE:
    fillings[0] = name_of (gazetteer, reason->place);
    break;
  case FILL_NOTHING:
  default:
    break;
  }
}

/* Puts the fillings in the holes of `words`: "%s" takes the next, "%2$s" the second. */
static void
append_filled (GString *text, const char *words, char *const fillings[MOST_FILLINGS])
{
  int next = 0;

  for (const char *at = words; *at != '\0'; at++) {
    const bool numbered = at[0] == '%' && g_ascii_isdigit (at[1]) && at[2] == '$' && at[3] == 's';

    if (!numbered && !(at[0] == '%' && at[1] == 's')) {
      g_string_append_c (text, *at);
      continue;
    }
    const int hole = numbered ? at[1] - '1' : next++;
    if (hole >= 0 && hole < MOST_FILLINGS && fillings[hole] != NULL)
      g_string_append (text, fillings[hole]);
    at += numbered ? 3 : 1;
  }
}

static void
append_points (GString *text, int32_t weight)
{
  const int32_t tenths = (ABS (weight) + 50) / 100;

  g_string_append_printf (text, "%c%d.%d", weight < 0 && tenths > 0 ? '-' : '+', tenths / 10,
                          tenths % 10);
}

static void
append_words (GString *text, const ToposGazetteer *gazetteer, const ToposReason *reason)
{
  char *fillings[MOST_FILLINGS] = { NULL, NULL, NULL };

  if (reason->code == TOPOS_REASON_NONE || reason->code >= TOPOS_N_REASONS) {
    g_string_append (text, _ ("a reason of another version of Topos"));
    return;
  }
  if (reason->code == TOPOS_REASON_POPULATION && reason->number == 0) {
    g_string_append (text, _ (NO_PEOPLE));
    return;
  }
  if (REASONS[reason->code].fill == FILL_KM_PLACE && reason->place == TOPOS_PLACE_NONE) {
    g_string_append (text, _ (NO_DISTANCE));
    return;
  }
  fill (gazetteer, reason, REASONS[reason->code].fill, fillings);
  append_filled (text, _ (REASONS[reason->code].words), fillings);
  for (int i = 0; i < MOST_FILLINGS; i++)
    g_free (fillings[i]);
}

char *
topos_explain_reason (const ToposGazetteer *gazetteer, const ToposReason *reason)
{
  GString *text = g_string_new (NULL);

  append_words (text, gazetteer, reason);
  g_string_append_c (text, ' ');
  append_points (text, reason->weight);
  return g_string_free (text, FALSE);
}

char *
topos_explain_runner_up (const ToposGazetteer *gazetteer, const ToposCandidate *best,
                         const ToposCandidate *next)
{
  ToposPlace first, second;

  if (!topos_gazetteer_place (gazetteer, best->place, &first)
      || !topos_gazetteer_place (gazetteer, next->place, &second))
    return NULL;
  GString *points = g_string_new (NULL);
  append_points (points, next->score - best->score);
  char *where = topos_gazetteer_where (gazetteer, next->place);
  char *full = g_strconcat (second.name, where[0] ? ", " : "", where, NULL);
  char *fillings[MOST_FILLINGS] = {
    full,
    with_separators ((int64_t) (topos_geo_distance_km (first.point, second.point) + 0.5)),
    g_string_free (points, FALSE),
  };
  GString *text = g_string_new (NULL);

  append_filled (text, _ ("runner-up %s: %s km from the choice, %s points"),
                 fillings);
  g_free (where);
  for (int i = 0; i < MOST_FILLINGS; i++)
    g_free (fillings[i]);
  return g_string_free (text, FALSE);
}

const char *
topos_explain_unplaced (uint16_t unplaced_reason)
{
  if (unplaced_reason == TOPOS_REASON_NONE || unplaced_reason >= TOPOS_N_REASONS)
    return "";
  return _ (REASONS[unplaced_reason].words);
}
