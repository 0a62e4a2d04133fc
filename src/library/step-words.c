/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/translate.h"
#include "library/undo.h"

char *
topos_step_in_words (const ToposStep *step)
{
  const char *name = step->subject, *to = step->object;
  g_autofree char *mentions = g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "%d mention", "%d mentions", (gulong) step->count), step->count);
  g_autofree char *documents = g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "%d document", "%d documents", (gulong) step->count),
      step->count);

  switch (step->verb) {
  case TOPOS_STEP_IMPORT: return g_strdup_printf (_ ("%s imported"), documents);
  /* Translators: "12 mentions of “Dara” moved to Dara, Panjshir" */
  case TOPOS_STEP_PLACE: return g_strdup_printf (_ ("%s of “%s” moved to %s"), mentions, name, to);
  case TOPOS_STEP_REJECT: return g_strdup_printf (_ ("%s of “%s”: not a place"), mentions, name);
  case TOPOS_STEP_ACCEPT: return g_strdup_printf (_ ("%s of “%s” confirmed"), mentions, name);
  case TOPOS_STEP_ADD: return g_strdup_printf (_ ("%s of “%s” placed at %s"), mentions, name, to);
  case TOPOS_STEP_MERGE: return g_strdup_printf (_ ("%s merged into %s"), name, to);
  case TOPOS_STEP_HIDE: return g_strdup_printf (_ ("%s is not a place: %s"), name, mentions);
  case TOPOS_STEP_RENAME: return g_strdup_printf (_ ("%s renamed to %s"), name, to);
  case TOPOS_STEP_MOVE: return g_strdup_printf (_ ("%s moved on the map"), name);
  case TOPOS_STEP_DESCRIBE: return g_strdup_printf (_ ("“%s” edited"), name);
  case TOPOS_STEP_PUBLISHED:
    return *to != '\0' ? g_strdup_printf (_ ("“%s” dated %s"), name, to)
                       : g_strdup_printf (_ ("“%s”: day of publication removed"), name);
  case TOPOS_STEP_REMOVE: return g_strdup_printf (_ ("%s removed"), documents);
  case TOPOS_STEP_FORGET: return g_strdup_printf (_ ("Rule for “%s” forgotten"), name);
  case TOPOS_STEP_CHECK_RIGHT: return g_strdup_printf (_ ("%s of “%s” checked: right"), mentions, name);
  case TOPOS_STEP_CHECK_PLACE:
    return g_strdup_printf (_ ("%s of “%s” checked: moved to %s"), mentions, name, to);
  case TOPOS_STEP_CHECK_REJECT:
    return g_strdup_printf (_ ("%s of “%s” checked: not a place"), mentions, name);
  }
  return g_strdup (topos_step_verb_word (step->verb));
}
