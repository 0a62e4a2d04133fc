/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "geoparse/near-names.h"

#include "text/fold.h"

#include <string.h>

#define MOST_NAMES 4     /* in a text: looking them up takes time */
#define SURE_LETTERS 3   /* at the beginning, which misspellings leave alone */
#define MOST_HITS 4
#define SHORTEST_NAME 6  /* in bytes of its key */

/* The country that more than half of the best known places of the text's names lie in, when
 * these are three and more; a country that is named itself counts twice. */
static ToposPlaceId
country_of_text (const ToposOptions *self)
{
  ToposHint counts[TOPOS_HINTS_MOST];
  uint32_t n = 0, all = 0, most = 0;

  for (uint32_t g = 0; g < self->groups->len; g++) {
    const ToposGroup *group = topos_group (self, g);
    const ToposOption *first = group->n_options ? topos_option (self, group, 0) : NULL;
    const uint32_t weight = first && first->class == TOPOS_NAME_COUNTRY ? 2 : 1;
    uint32_t at = 0;

    if (first == NULL || first->country == TOPOS_PLACE_NONE)
      continue;
    all += weight;
    while (at < n && counts[at].place != first->country)
      at++;
    if (at == TOPOS_HINTS_MOST)
      continue;
    if (at == n)
      counts[n++] = (ToposHint){ .place = first->country };
    counts[at].count += weight;
    most = counts[at].count > counts[most].count ? at : most;
  }
  return n > 0 && counts[most].count >= 3 && counts[most].count * 2 > all ? counts[most].place
                                                                        : TOPOS_PLACE_NONE;
}

/* True when one letter more, less or other makes `b` of `a`, and not the first one. */
static bool
is_letter_apart (const char *a, gsize a_length, const char *b)
{
  gsize b_length = strlen (b), head = 0, tail = 0;

  while (head < a_length && head < b_length && a[head] == b[head])
    head++;
  while (tail < a_length - head && tail < b_length - head
         && a[a_length - 1 - tail] == b[b_length - 1 - tail])
    tail++;
  return head > 0 && MAX (a_length, b_length) - head - tail == 1;
}

void
topos_near_names_add (ToposOptions *self)
{
  const ToposPlaceId country = country_of_text (self);
  int left = MOST_NAMES;

  for (uint32_t g = 0; country != TOPOS_PLACE_NONE && g < self->groups->len && left > 0; g++) {
    ToposGroup *group = topos_group (self, g);
    const ToposName *name = topos_names_get (self->names, group->name);
    ToposNameHit hits[MOST_HITS];
    ToposPlace place;

    if (group->n_options > 0 || group->demonym || group->by_user || group->rejected
        || name->key_length < SHORTEST_NAME)
      continue;
    left--;
    const guint n = topos_gazetteer_find_near (self->gazetteer,
                                               self->names->keys->str + name->key,
                                               name->key_length, country, SURE_LETTERS, hits,
                                               MOST_HITS);
    group->first_option = self->options->len;
    for (guint i = 0; i < n; i++) {
      if (hits[i].kind > TOPOS_NAME_ALTERNATE)
        continue;
      topos_gazetteer_glance (self->gazetteer, hits[i].place, &place);
      g_autofree char *main_key = topos_fold (place.name, -1);
      if (!is_letter_apart (self->names->keys->str + name->key, name->key_length, main_key))
        continue;
      topos_options_add (self, hits[i].place, TOPOS_NAME_ALTERNATE,
                         self->options->len - group->first_option)->apart = 1;
    }
    group->n_options = self->options->len - group->first_option;
  }
}
