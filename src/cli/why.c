/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/question.h"
#include "geoparse/explain.h"
#include "text/json.h"

static const char *const COLUMNS[] = { "rank", "name", "admin", "score", "reasons", NULL };

static const char *const STANDINGS[] = {
  [TOPOS_STANDING_PLACED] = N_ ("placed"),
  [TOPOS_STANDING_AMBIGUOUS] = N_ ("ambiguous"),
  [TOPOS_STANDING_APPROXIMATE] = N_ ("approximate"),
  [TOPOS_STANDING_UNPLACED] = N_ ("unplaced"),
  [TOPOS_STANDING_REJECTED] = N_ ("rejected"),
};

/* A candidate's reasons as JSON, and in words. */
static void
put_reasons (ToposOutput *output, const ToposGazetteer *gazetteer, const ToposWhy *why,
             const ToposCandidate *candidate)
{
  g_autoptr (GString) json = g_string_new ("[");
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);

  for (uint32_t i = 0; i < candidate->n_reasons; i++) {
    const ToposReason *reason = &g_array_index (why->reasons, ToposReason,
                                                candidate->first_reason + i);
    char *words = topos_explain_reason (gazetteer, reason);

    g_string_append (json, i ? ",{" : "{");
    topos_json_append_key (json, "reason");
    topos_json_append_string (json, words);
    topos_json_append_key (json, "weight");
    topos_json_append_number (json, reason->weight / 1000.0, 3);
    g_string_append_c (json, '}');
    g_ptr_array_add (lines, words);
  }
  g_string_append_c (json, ']');
  g_ptr_array_add (lines, NULL);
  topos_output_lines (output, "reasons", json->str, (const char *const *) lines->pdata);
}

static void
put_candidate (ToposOutput *output, const ToposGazetteer *gazetteer, const ToposWhy *why,
               guint rank)
{
  const ToposCandidate *candidate = &g_array_index (why->candidates, ToposCandidate, rank);
  ToposPlace place;
  const bool known = topos_gazetteer_place (gazetteer, candidate->place, &place);
  g_autofree char *admin = known ? topos_gazetteer_where (gazetteer, candidate->place) : NULL;

  topos_output_row (output);
  topos_output_int (output, "rank", rank + 1);
  topos_output_int (output, "place", (int64_t) candidate->place);
  topos_output_text (output, "name", known ? place.name : NULL);
  topos_output_text (output, "admin", admin);
  topos_output_parts (output, "chosen", candidate->place == why->row->place ? "true" : "false",
                      NULL);
  topos_output_number (output, "score", candidate->score / 1000.0, 3);
  put_reasons (output, gazetteer, why, candidate);
  topos_output_row_end (output);
}

static ToposExit
run (int argc, char **argv)
{
  g_auto (ToposQuestion) q = { 0 };
  GError *error = NULL;
  g_autoptr (ToposWhy) why = NULL;
  g_autoptr (ToposGazetteer) gazetteer = NULL;
  ToposExit end;

  if (!topos_question_begin (&q, &topos_command_why, 2, COLUMNS, &argc, &argv, &end))
    return end;
  if (argc < 3)
    topos_cli_usage (&error, _ ("Say which mention: toposctl why LIBRARY MENTION."));
  else
    why = topos_reader_why (q.reader, argv[2], &error);
  if (why)
    gazetteer = topos_cli_gazetteer (&error);
  if (gazetteer) {
    topos_cli_say (_ ("“%s” is %s, %d%% sure%s%s."), why->text,
                   _ (STANDINGS[why->row->standing]), why->row->confidence / 10,
                   why->row->by_user ? _ (", decided by you") : "",
                   why->candidates->len ? "" : _ ("; nothing was weighed"));
    if (why->row->standing == TOPOS_STANDING_UNPLACED)
      topos_cli_say ("%s", topos_explain_unplaced (why->unplaced_reason));
    if (why->candidates->len > 1) {
      g_autofree char *next = topos_explain_runner_up (
        gazetteer, &g_array_index (why->candidates, ToposCandidate, 0),
        &g_array_index (why->candidates, ToposCandidate, 1));
      if (next != NULL)
        topos_cli_say ("%s", next);
    }
    for (guint i = 0; i < why->candidates->len; i++)
      put_candidate (q.output, gazetteer, why, i);
  }
  return topos_question_end (&q, error);
}

const ToposCommand topos_command_why = {
  "why", "LIBRARY MENTION", N_ ("Explains the choice of a place: candidates, scores and reasons."),
  N_ ("MENTION is the id of a mention as “toposctl passages --format json” prints it."), run
};
