/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/deed.h"
#include "cli/filters.h"
#include "cli/output.h"
#include "geoparse/explain.h"
#include "library/review.h"
#include "library/rules.h"
#include "text/fold.h"

/* The commands about what was decided for good, and what is worth a look: rules, review. */

static const char *const RULE_COLUMNS[] = { "name", "to", NULL };
static const char *const REVIEW_COLUMNS[] = { "mention", "text", "place", "confidence", "title", NULL };

static ToposExit
list_rules (const char *path, const char *format)
{
  GError *error = NULL;
  g_autoptr (ToposOutput) output = topos_output_new (format, RULE_COLUMNS, &error);
  g_autoptr (ToposLibrary) library = output ? topos_deed_library (path, &error) : NULL;
  g_autoptr (GPtrArray) rules = library ? topos_library_list_rules (library, &error) : NULL;

  for (guint i = 0; rules && i < rules->len; i++) {
    const ToposRuleRow *rule = g_ptr_array_index (rules, i);

    topos_output_row (output);
    topos_output_text (output, "kind", rule->key ? "name" : "merge");
    topos_output_text (output, "name", rule->name);
    if (rule->place)
      topos_output_int (output, "place", (int64_t) rule->place);
    else
      topos_output_null (output, "place");
    topos_output_text (output, "to", rule->to ? rule->to : "");
    topos_output_row_end (output);
  }
  if (rules == NULL || !topos_output_finish (output, &error))
    return topos_cli_fail (error);
  return TOPOS_EXIT_DONE;
}

/* The rule about that name; else the merge of a place that begins with it, as "Rokha" does in
 * "Rokha, Panjshir, Afghanistan". */
static bool
forget (ToposLibrary *library, const char *name, GError **error)
{
  g_autoptr (GPtrArray) rules = topos_library_list_rules (library, error);
  g_autofree char *key = topos_fold (name, -1);

  for (guint i = 0; rules && i < rules->len; i++) {
    const ToposRuleRow *rule = g_ptr_array_index (rules, i);
    g_auto (GStrv) parts = g_strsplit (rule->name, ",", 2);
    g_autofree char *first = parts[0] ? topos_fold (parts[0], -1) : NULL;

    if (g_strcmp0 (rule->key, key) == 0)
      return topos_library_remove_rule (library, key, error);
    if (rule->key == NULL && g_strcmp0 (first, key) == 0)
      return topos_library_remove_merge (library, rule->merged, error);
  }
  return rules != NULL && topos_library_remove_rule (library, key, error);
}

static ToposExit
run_rules (int argc, char **argv)
{
  g_autofree char *format = NULL, *name = NULL;
  const GOptionEntry entries[] = {
    { "format", 'f', 0, G_OPTION_ARG_STRING, &format,
      N_ ("Shape of the answer: table, json, jsonl or csv"), N_ ("FORMAT") },
    { "forget", 0, 0, G_OPTION_ARG_STRING, &name, N_ ("Forget the rule about this name"), N_ ("NAME") },
    { NULL },
  };
  g_auto (ToposDeed) deed = { 0 };
  GError *error = NULL;

  if (!topos_cli_parse (&topos_command_rules, entries, NULL, 1, 1, &argc, &argv))
    return TOPOS_EXIT_USAGE;
  if (name == NULL)
    return list_rules (argv[1], format);
  deed.library = topos_deed_library (argv[1], &error);

  const bool done = deed.library != NULL && forget (deed.library, name, &error);

  return topos_deed_end (&deed, done, error);
}

static void
put_line (ToposOutput *output, const ToposReviewRow *row)
{
  topos_output_row (output);
  topos_output_text (output, "mention", row->mention);
  topos_output_text (output, "text", row->text);
  topos_output_text (output, "title", row->title);
  if (row->place)
    topos_output_text (output, "place", row->name);
  else
    topos_output_null (output, "place");
  topos_output_text (output, "reason", row->place ? "" : topos_explain_unplaced (row->reason));
  topos_output_int (output, "mentions", row->mentions);
  topos_output_int (output, "confidence", row->confidence);
  topos_output_row_end (output);
}

static ToposExit
list_review (const char *path, const char *format, int most)
{
  GError *error = NULL;
  ToposFilter all;
  ToposReviewTally tally = { 0 };
  int left = 0;

  topos_filter_init (&all);

  g_autoptr (ToposOutput) output = topos_output_new (format, REVIEW_COLUMNS, &error);
  g_autoptr (ToposReader) reader = output ? topos_reader_open (path, &error) : NULL;
  g_autoptr (GPtrArray) rows = reader ? topos_reader_review (reader, &all, most, &left, NULL, &error)
                                        : NULL;

  for (guint i = 0; rows && i < rows->len; i++)
    put_line (output, g_ptr_array_index (rows, i));
  if (rows == NULL || !topos_reader_review_tally (reader, &tally, &error)
      || !topos_output_finish (output, &error))
    return topos_cli_fail (error);
  topos_cli_say (_ ("%d of %d checked, right: %d"), tally.checked, tally.checked + left, tally.right);
  return TOPOS_EXIT_DONE;
}

/* The place that the mention has now. */
static bool
place_now (ToposReader *reader, const char *mention, ToposPlaceId *place, GError **error)
{
  g_autoptr (ToposWhy) why = topos_reader_why (reader, mention, error);

  if (why == NULL)
    return false;
  *place = why->row->place;
  if (*place == TOPOS_PLACE_NONE)
    topos_cli_usage (error, _ ("“%s” has no place that could be right. Say one with --place."),
                     why->text);
  return *place != TOPOS_PLACE_NONE;
}

static ToposExit
run_review (int argc, char **argv)
{
  g_autofree char *format = NULL, *named = NULL;
  gboolean right = FALSE, reject = FALSE;
  int limit = G_MAXINT;
  const GOptionEntry entries[] = {
    { "format", 'f', 0, G_OPTION_ARG_STRING, &format,
      N_ ("Shape of the answer: table, json, jsonl or csv"), N_ ("FORMAT") },
    { "limit", 0, 0, G_OPTION_ARG_INT, &limit, N_ ("No more than so many lines"), "N" },
    { "right", 0, 0, G_OPTION_ARG_NONE, &right, N_ ("It is right as it stands"), NULL },
    { "place", 0, 0, G_OPTION_ARG_STRING, &named, N_ ("It means this place"), N_ ("ID|NAME") },
    { "reject", 0, 0, G_OPTION_ARG_NONE, &reject, N_ ("It is no place"), NULL },
    { NULL },
  };
  g_auto (ToposDeed) deed = { 0 };
  ToposPlaceId place = TOPOS_PLACE_NONE;
  GError *error = NULL;

  if (!topos_cli_parse (&topos_command_review, entries, NULL, 1, 2, &argc, &argv))
    return TOPOS_EXIT_USAGE;
  /* A mention takes exactly one decision, the list none. */
  if (right + reject + (named != NULL) != argc - 2) {
    topos_cli_say (_ ("Give a MENTION and one of --right, --place and --reject, or none of these."));
    return TOPOS_EXIT_USAGE;
  }
  if (argc == 2)
    return list_review (argv[1], format, limit);

  const bool done = topos_deed_begin (&deed, argv[1], &error)
                    && (!right || place_now (deed.reader, argv[2], &place, &error))
                    && (!named || topos_cli_find_place (deed.reader, named, &place, &error))
                    && topos_library_check (deed.library, deed.gazetteer, argv[2], place, NULL, &error);

  return topos_deed_end (&deed, done, error);
}

const ToposCommand topos_command_rules = {
  "rules", "LIBRARY", N_ ("Lists the rules, decided for all that comes; forgets one."), NULL, run_rules
};

const ToposCommand topos_command_review = {
  "review", "LIBRARY [MENTION]", N_ ("Lists the names that are worth a look, worst first; takes a decision."),
  N_ ("Only decisions taken here count in how often Topos was right."), run_review
};
