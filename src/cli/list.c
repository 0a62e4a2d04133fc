/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/passage-output.h"
#include "cli/question.h"
#include "geoparse/explain.h"

#include <string.h>

/* The commands that list what a library holds: documents, places, passages, search, unplaced. */

static const char *const DOCUMENT_COLUMNS[] = { "id", "published", "outlet", "title", "passages",
                                                "places", NULL };
static const char *const PLACE_COLUMNS[] = { "name", "admin", "kind", "passages", "mentions",
                                             "documents", "first_date", "last_date", "lat", "lon",
                                             NULL };
static const char *const PASSAGE_COLUMNS[] = { "from", "to", "outlet", "mentions", "text", NULL };
static const char *const SEARCH_COLUMNS[] = { "from", "outlet", "snippet", NULL };
static const char *const UNPLACED_COLUMNS[] = { "text", "mentions", "documents", "reason",
                                                "first_mention", NULL };

static void
put_document (ToposOutput *output, const ToposDocumentRow *row)
{
  topos_output_row (output);
  topos_output_text (output, "id", row->id);
  topos_output_text (output, "title", row->title);
  topos_output_text (output, "outlet", row->outlet);
  topos_output_text (output, "author", row->author);
  topos_output_text (output, "url", row->url);
  topos_output_day (output, "published", row->published.day);
  topos_output_text (output, "published_certainty",
                     topos_certainty_word (row->published.certainty));
  topos_output_text (output, "published_why", row->published.why);
  topos_output_int (output, "passages", row->passages);
  topos_output_int (output, "places", row->places);
  topos_output_text (output, "source", row->source);
  topos_output_row_end (output);
}

static ToposExit
run_documents (int argc, char **argv)
{
  g_auto (ToposQuestion) q = { 0 };
  g_autoptr (GPtrArray) rows = NULL;
  GError *error = NULL;
  ToposExit end;

  if (!topos_question_begin (&q, &topos_command_documents, 1, DOCUMENT_COLUMNS, &argc, &argv,
                             &end))
    return end;
  rows = topos_reader_documents (q.reader, &q.filter, NULL, &error);
  for (guint i = 0; rows && i < rows->len; i++)
    put_document (q.output, g_ptr_array_index (rows, i));
  return topos_question_end (&q, error);
}

const ToposCommand topos_command_documents = {
  "documents", "LIBRARY", N_ ("Lists the articles of a library."), NULL, run_documents, true
};

static void
put_place (ToposOutput *output, const ToposPlaceRow *row)
{
  topos_output_row (output);
  topos_output_int (output, "id", (int64_t) row->id);
  topos_output_text (output, "name", row->name);
  topos_output_text (output, "kind", topos_place_kind_word (row->kind));
  topos_output_text (output, "admin", row->where);
  topos_output_number (output, "lat", row->point.lat, 6);
  topos_output_number (output, "lon", row->point.lon, 6);
  topos_output_text (output, "standing", topos_standing_word (row->standing));
  topos_output_int (output, "passages", row->passages);
  topos_output_int (output, "mentions", row->mentions);
  topos_output_int (output, "documents", row->documents);
  topos_output_day (output, "first_date", row->first_day);
  topos_output_day (output, "last_date", row->last_day);
  if (row->geonameid)
    topos_output_int (output, "geonameid", row->geonameid);
  else
    topos_output_null (output, "geonameid");
  topos_output_row_end (output);
}

static ToposExit
run_places (int argc, char **argv)
{
  g_auto (ToposQuestion) q = { 0 };
  g_autoptr (GPtrArray) rows = NULL;
  GError *error = NULL;
  ToposExit end;

  if (!topos_question_begin (&q, &topos_command_places, 1, PLACE_COLUMNS, &argc, &argv, &end))
    return end;
  rows = topos_reader_places (q.reader, &q.filter, NULL, &error);
  for (guint i = 0; rows && i < rows->len; i++)
    put_place (q.output, g_ptr_array_index (rows, i));
  return topos_question_end (&q, error);
}

const ToposCommand topos_command_places = {
  "places", "LIBRARY", N_ ("Lists the places that the articles name, most passages first."), NULL,
  run_places, true
};

static ToposExit
run_passages (int argc, char **argv)
{
  g_auto (ToposQuestion) q = { 0 };
  g_autoptr (GPtrArray) rows = NULL;
  GError *error = NULL;
  ToposExit end;

  if (!topos_question_begin (&q, &topos_command_passages, 2, PASSAGE_COLUMNS, &argc, &argv,
                             &end))
    return end;
  if (argc == 2 || topos_cli_find_place (q.reader, argv[2], &q.filter.place, &error))
    rows = topos_reader_passages (q.reader, &q.filter, NULL, &error);
  for (guint i = 0; rows && i < rows->len; i++)
    topos_output_passage (q.output, g_ptr_array_index (rows, i));
  return topos_question_end (&q, error);
}

const ToposCommand topos_command_passages = {
  "passages", "LIBRARY [PLACE]", N_ ("Lists the passages that name a place, by the days they speak of."),
  N_ ("PLACE is an id or a name; what lies inside it counts too."), run_passages, true
};

enum { MOST_FOUND = 1000 };

static ToposExit
run_search (int argc, char **argv)
{
  g_auto (ToposQuestion) q = { 0 };
  g_autoptr (GPtrArray) rows = NULL;
  GError *error = NULL;
  ToposExit end;

  if (!topos_question_begin (&q, &topos_command_search, -1, SEARCH_COLUMNS, &argc, &argv, &end))
    return end;
  if (argc < 3 && q.filter.search == NULL)
    topos_cli_usage (&error, _ ("Say what to search for: toposctl search LIBRARY WORDS."));
  if (argc >= 3) {
    g_free (q.filter.search);
    q.filter.search = g_strjoinv (" ", argv + 2);
  }
  if (error == NULL)
    rows = topos_reader_search (q.reader, &q.filter, MOST_FOUND, NULL, &error);
  for (guint i = 0; rows && i < rows->len; i++)
    topos_output_passage (q.output, g_ptr_array_index (rows, i));
  return topos_question_end (&q, error);
}

const ToposCommand topos_command_search = {
  "search", "LIBRARY WORDS", N_ ("Finds passages by their words, best first."),
  N_ ("All words must be there; \"a phrase\", AND, OR, NOT and pre* work too."), run_search, true
};

static ToposExit
run_unplaced (int argc, char **argv)
{
  g_auto (ToposQuestion) q = { 0 };
  g_autoptr (GPtrArray) rows = NULL;
  GError *error = NULL;
  ToposExit end;

  if (!topos_question_begin (&q, &topos_command_unplaced, 1, UNPLACED_COLUMNS, &argc, &argv,
                             &end))
    return end;
  rows = topos_reader_unplaced (q.reader, &q.filter, NULL, &error);
  for (guint i = 0; rows && i < rows->len; i++) {
    const ToposUnplacedRow *row = g_ptr_array_index (rows, i);

    topos_output_row (q.output);
    topos_output_text (q.output, "text", row->text);
    topos_output_text (q.output, "reason", topos_explain_unplaced (row->reason));
    topos_output_int (q.output, "mentions", row->mentions);
    topos_output_int (q.output, "documents", row->documents);
    topos_output_text (q.output, "first_mention", row->first_mention);
    topos_output_row_end (q.output);
  }
  return topos_question_end (&q, error);
}

const ToposCommand topos_command_unplaced = {
  "unplaced", "LIBRARY", N_ ("Lists the names that were recognised but not placed, and why."), NULL,
  run_unplaced, true
};
