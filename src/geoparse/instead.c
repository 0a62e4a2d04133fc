/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "geoparse/instead.h"

#include "geoparse/rank.h"

#define MOST_STEPS 3                       /* from container to container */
#define NEAR_CONTAINER_SQUARE 44377000000  /* 80 km */
#define FAR_SQUARE 1732770705488           /* 500 km */
#define COMPANY_REACH 12                   /* names on either side that may be company */
#define COMPANY 2                          /* names within 161 km of one that has others round it */
#define SHARE_STEP 2                       /* of the shares of ToposContext: 15 % and more */
#define SMALL_DIVISION 100000              /* people */
#define OTHERS_TO_DOUBT 3                  /* names with a place, for one to stand apart from */

static bool
is_small (const ToposOption *option)
{
  return option->class == TOPOS_NAME_VILLAGE || option->class == TOPOS_NAME_SMALL_TOWN;
}

static bool
is_small_division (const ToposOption *option)
{
  return (option->class == TOPOS_NAME_PROVINCE || option->class == TOPOS_NAME_DISTRICT)
         && option->place.population < SMALL_DIVISION;
}

/* ------------------------------------------------------------------ what contains it */

/* The place that the text says contains mention `m`: the one it is linked to, and if that is
 * unknown too, the next, but only within the sentence. */
static const ToposOption *
container_of (const ToposOptions *options, uint32_t m)
{
  int32_t next = topos_meant (options, m)->next;

  for (int steps = 0; next >= 0 && steps < MOST_STEPS; steps++) {
    const ToposMeant *meant = topos_meant (options, (uint32_t) next);
    const ToposOption *best = topos_group_best (options, topos_group (options, meant->group));

    if (best != NULL && best->class != TOPOS_NAME_REGION)
      return best;
    next = meant->next;
  }
  return NULL;
}

/* The same for the first mention of the name of which the text says so. */
static const ToposOption *
container_of_name (const ToposOptions *options, const ToposGroup *group)
{
  const ToposOption *container = NULL;

  for (int32_t i = (int32_t) group->first_mention; i >= 0 && container == NULL;
       i = topos_meant (options, (uint32_t) i)->alike)
    container = container_of (options, (uint32_t) i);
  return container;
}

/* -------------------------------------------------------- what it is named together with */

/* The settlement or district that the `i`th mention means, where other places of the text lie
 * round it. */
static const ToposOption *
companion_at (const ToposOptions *options, int64_t i)
{
  if (i < 0 || i >= options->meant->len)
    return NULL;
  const ToposGroup *group = topos_group (options, topos_meant (options, (uint32_t) i)->group);
  const ToposOption *best = group->demonym ? NULL : topos_group_best (options, group);

  if (best == NULL || best->class < TOPOS_NAME_DISTRICT || best->class > TOPOS_NAME_VILLAGE
      || (best->context.share_near < SHARE_STEP && best->context.n_near < COMPANY))
    return NULL;
  return best;
}

/* The nearest such name in the text. */
static const ToposOption *
companion_of (const ToposOptions *options, uint32_t m)
{
  const ToposOption *companion = NULL;

  for (int64_t step = 1; step <= COMPANY_REACH && companion == NULL; step++) {
    companion = companion_at (options, m - step);
    if (companion == NULL)
      companion = companion_at (options, m + step);
  }
  return companion;
}

/* ------------------------------------------------------------------ names unknown to all */

ToposInstead
topos_instead_of_unknown (const ToposOptions *options, uint32_t m)
{
  const ToposGroup *group = topos_group (options, topos_meant (options, m)->group);
  ToposInstead instead = { container_of (options, m), TOPOS_REASON_CONTAINER };

  if (group->demonym)
    return (ToposInstead){ .code = TOPOS_REASON_NO_PEOPLE };
  if (instead.place == NULL)
    instead.place = container_of_name (options, group);
  if (instead.place != NULL)
    return instead;
  instead.place = companion_of (options, group->first_mention);
  instead.code = instead.place != NULL ? TOPOS_REASON_BESIDE : TOPOS_REASON_UNKNOWN;
  return instead;
}

/* --------------------------------------------------------------- names of another place */

/* "X River", and of the places called X none is a river: it is another thing that bears the name
 * as well. */
static bool
is_another_kind (const ToposOptions *options, uint32_t m)
{
  const ToposMeant *meant = topos_meant (options, m);
  const ToposGroup *group = topos_group (options, meant->group);

  if (!group->partial || meant->cue == 0)
    return false;
  for (uint32_t o = 0; o < group->n_options; o++)
    if (topos_rank_cue_fits (meant->cue - 1, topos_option (options, group, o)->class))
      return false;
  return true;
}

/* Such a river flows where the text says, or by its namesake when that is the only one or lies among
 * the text's other places. */
static ToposInstead
by_namesake (const ToposOptions *options, uint32_t m, const ToposOption *namesake)
{
  const ToposGroup *group = topos_group (options, topos_meant (options, m)->group);
  const ToposContext *context = &namesake->context;
  const ToposOption *container = container_of (options, m);
  const bool among = context->n_near > 0 || context->n_province * 2 > context->n_all;

  if (container != NULL && container->class != TOPOS_NAME_COUNTRY
      && !topos_option_is_inside (namesake, container->place.id))
    return (ToposInstead){ container, TOPOS_REASON_CONTAINER };
  if (container != NULL || group->n_options == 1 || among)
    return (ToposInstead){ namesake, TOPOS_REASON_ONLY_ALIKE };
  return (ToposInstead){ .code = TOPOS_REASON_OTHER_KIND };
}

/* The name is first of all that of a country, a large province or a city. */
static bool
is_widely_known (const ToposOptions *options, const ToposGroup *group)
{
  for (uint32_t o = 0; o < group->n_options; o++) {
    const ToposOption *option = topos_option (options, group, o);
    if (option->name_kind == TOPOS_NAME_MAIN && option->class <= TOPOS_NAME_CITY
        && option->class != TOPOS_NAME_DISTRICT && !is_small_division (option))
      return true;
  }
  return false;
}

/* "the X area in Y district": no place of the name lies there, so it is one that no
 * gazetteer has. Behind a mere comma only small places are doubted: lists have commas too. */
static bool
lies_elsewhere (const ToposOptions *options, uint32_t m, const ToposOption *best)
{
  const ToposMeant *meant = topos_meant (options, m);
  const ToposGroup *group = topos_group (options, meant->group);
  const ToposOption *container = meant->next >= 0 && meant->says_in ? container_of (options, m)
                                                                    : NULL;

  if (container == NULL || container->class > TOPOS_NAME_DISTRICT
      || container->class == TOPOS_NAME_UNKNOWN || best->class < TOPOS_NAME_DISTRICT
      || is_widely_known (options, group) || (meant->by_comma && !is_small (best)))
    return false;
  for (uint32_t o = 0; o < group->n_options; o++) {
    const ToposOption *option = topos_option (options, group, o);
    if (option->place.id == container->place.id
        || topos_option_is_inside (option, container->place.id)
        || topos_option_is_inside (container, option->place.id)
        || topos_spot_square (option->spot, container->spot) < NEAR_CONTAINER_SQUARE)
      return false;
  }
  return true;
}

/* A village, or a division no larger than a town, with nothing of the text near it, 500 km and more
 * from what the name is named together with; and from all else too, unless the text hardly speaks of
 * its country: there is one of the name where the text is at home that no gazetteer has. */
static bool
stands_apart (const ToposOptions *options, uint32_t m, const ToposOption *best)
{
  const ToposGroup *group = topos_group (options, topos_meant (options, m)->group);
  const ToposOption *companion = companion_of (options, group->first_mention);
  const ToposOption *container = container_of (options, m);
  const ToposContext *context = &best->context;

  return companion != NULL && (is_small (best) || is_small_division (best))
         && (container == NULL || !topos_option_is_inside (best, container->place.id))
         && context->n_all >= OTHERS_TO_DOUBT && context->n_near == 0
         && topos_spot_square (best->spot, companion->spot) > FAR_SQUARE
         && (context->square > FAR_SQUARE || context->share_country < SHARE_STEP)
         && !is_widely_known (options, group);
}

bool
topos_instead_of_best (const ToposOptions *options, uint32_t m, const ToposOption *best,
                       ToposInstead *instead)
{
  const ToposGroup *group = topos_group (options, topos_meant (options, m)->group);

  if (group->demonym)
    return false;
  if (lies_elsewhere (options, m, best))
    *instead = (ToposInstead){ container_of (options, m), TOPOS_REASON_CONTAINER };
  else if (stands_apart (options, m, best))
    *instead = (ToposInstead){ companion_of (options, group->first_mention),
                                TOPOS_REASON_BESIDE_NOT_FAR };
  else if (is_another_kind (options, m))
    *instead = by_namesake (options, m, best);
  else
    return false;
  return true;
}
