/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/place-card.h"

#include "core/day-words.h"
#include "session/ask.h"
#include "session/rows.h"
#include "session/words.h"

#include <glib/gi18n.h>

/* A search answers with no more passages than a person would look through. */
#define MOST_FOUND 500

/* Fewer days without a report than this are no gap worth telling. */
#define LEAST_GAP_DAYS 7

typedef struct {
  ToposFilter *filter;
  ToposPlaceId place;
} Question;

/* Of a place: its passages of all days, so that they follow a handle while it is dragged. Of a
 * search: those of the days asked for, the best of them. */
typedef struct {
  GPtrArray *passages;
  GPtrArray *places;         /* keeps `place` alive */
  const ToposPlaceRow *place;
  char *search;              /* what was searched, when no place is chosen */
} Answer;

/* A passage as the list tells it: after how many days without a report. */
typedef struct {
  const ToposPassageRow *row;
  int quiet_days;
} Report;

struct _ToposPlaceCard {
  GObject parent_instance;
  ToposSession *session;
  ToposLens *lens;
  ToposAsk *ask;
  GPtrArray *passages;  /* of the answer */
  ToposRows *rows;      /* Report, of the days asked for */
  GPtrArray *places;
  const ToposPlaceRow *place;
  char *search;
};

G_DEFINE_FINAL_TYPE (ToposPlaceCard, topos_place_card, G_TYPE_OBJECT)

enum {
  PROP_SESSION = 1,
  PROP_LENS,
  PROP_PASSAGES,
  PROP_TITLE,
  PROP_SUBTITLE,
  PROP_POINT,
  PROP_SUMMARY,
  N_PROPERTIES,
};

static GParamSpec *properties[N_PROPERTIES];

/* ------------------------------------------------------------------------- the asking */

static void
question_free (gpointer data)
{
  Question *question = data;

  topos_filter_free (question->filter);
  g_free (question);
}

static gpointer
question (gpointer owner)
{
  ToposPlaceCard *self = owner;
  Question *question = g_new0 (Question, 1);

  question->filter = topos_filter_dup (topos_lens_filter (self->lens));
  question->place = topos_session_place (self->session);
  return question;
}

static void
answer_free (gpointer data)
{
  Answer *answer = data;

  g_clear_pointer (&answer->passages, g_ptr_array_unref);
  g_clear_pointer (&answer->places, g_ptr_array_unref);
  g_free (answer->search);
  g_free (answer);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Answer, answer_free)

/* The passages of a province are those that name it, not all that name a village in it. */
static void
keep_naming (GPtrArray *passages, ToposPlaceId place)
{
  guint kept = 0;

  for (guint i = 0; i < passages->len; i++) {
    const ToposPassageRow *row = passages->pdata[i];
    bool names = false;
    for (guint j = 0; j < row->mentions->len && !names; j++)
      names = g_array_index (row->mentions, ToposMentionRow, j).place == place;
    if (!names)
      continue;
    gpointer keep = passages->pdata[i];
    passages->pdata[i] = passages->pdata[kept];
    passages->pdata[kept++] = keep;
  }
  g_ptr_array_set_size (passages, (int) kept);
}

static bool
answer_place (ToposReader *reader, const Question *question, Answer *answer,
              GCancellable *cancellable, GError **error)
{
  g_auto (ToposFilter) whole = { 0 };
  g_auto (ToposFilter) filter = { 0 };

  topos_filter_init (&whole);
  whole.place = question->place;
  answer->places = topos_reader_places (reader, &whole, cancellable, error);
  if (answer->places == NULL)
    return false;
  for (guint i = 0; i < answer->places->len && answer->place == NULL; i++) {
    const ToposPlaceRow *row = answer->places->pdata[i];
    if (row->id == question->place)
      answer->place = row;
  }
  topos_filter_init (&filter);
  topos_filter_copy (&filter, question->filter);
  filter.days = TOPOS_DATE_SPAN_NONE;
  filter.undated = false;
  filter.known_by = TOPOS_DAY_NONE;
  filter.place = question->place;
  answer->passages = topos_reader_passages (reader, &filter, cancellable, error);
  if (answer->passages == NULL)
    return false;
  keep_naming (answer->passages, question->place);
  return true;
}

static gpointer
answer (ToposReader *reader, gpointer data, GCancellable *cancellable, GError **error)
{
  const Question *question = data;
  g_autoptr (Answer) answer = g_new0 (Answer, 1);

  if (question->place != TOPOS_PLACE_NONE)
    return answer_place (reader, question, answer, cancellable, error)
               ? g_steal_pointer (&answer) : NULL;
  if (question->filter->search == NULL)
    return g_steal_pointer (&answer);
  answer->search = g_strdup (question->filter->search);
  answer->passages
      = topos_reader_search (reader, question->filter, MOST_FOUND, cancellable, error);
  return answer->passages != NULL ? g_steal_pointer (&answer) : NULL;
}

/* Counts the days before each report of which no earlier one speaks; they come by day. What
 * reaches over a year or more tells of no day. */
static void
count_quiet_days (GPtrArray *reports)
{
  ToposDay last = TOPOS_DAY_NONE;

  for (guint i = 0; i < reports->len; i++) {
    Report *report = reports->pdata[i];
    const ToposDateSpan days = report->row->days;
    if (days.first == TOPOS_DAY_NONE || days.first == TOPOS_DAY_OPEN_START
        || report->row->precision >= TOPOS_PRECISION_YEAR)
      continue;
    if (last != TOPOS_DAY_NONE && days.first - last > 1)
      report->quiet_days = days.first - last - 1;
    last = MAX (last, days.last == TOPOS_DAY_OPEN_END ? days.first : days.last);
  }
}

/* What of the answer is of the days that the lens asks for. */
static GPtrArray *
reports_of_days (ToposPlaceCard *self)
{
  GPtrArray *reports = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; self->passages != NULL && i < self->passages->len; i++) {
    const Report report = { self->passages->pdata[i], 0 };
    if (self->lens == NULL
        || topos_passage_row_is_of_days (report.row, topos_lens_filter (self->lens)))
      g_ptr_array_add (reports, g_memdup2 (&report, sizeof report));
  }
  if (self->place != NULL)
    count_quiet_days (reports);
  return reports;
}

static void
show_reports (ToposPlaceCard *self)
{
  g_autoptr (GPtrArray) reports = reports_of_days (self);

  topos_rows_set (self->rows, reports, self->place != NULL ? self->place->id : TOPOS_PLACE_NONE);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SUMMARY]);
}

/* What went wrong, the findings tell: they ask the same library at the same time. Here is nothing
 * to show then. */
static void
show (gpointer owner, gpointer data, const GError *error)
{
  ToposPlaceCard *self = owner;
  const Answer none = { 0 };
  const Answer *answer = data != NULL ? data : &none;
  g_autoptr (GPtrArray) before = self->passages;  /* what is listed looks at it until it changes */

  g_clear_pointer (&self->places, g_ptr_array_unref);
  self->places = answer->places != NULL ? g_ptr_array_ref (answer->places) : NULL;
  self->passages = answer->passages != NULL ? g_ptr_array_ref (answer->passages) : NULL;
  self->place = answer->place;
  g_free (self->search);
  self->search = g_strdup (answer->search);
  for (int i = PROP_TITLE; i < PROP_SUMMARY; i++)
    g_object_notify_by_pspec (G_OBJECT (self), properties[i]);
  show_reports (self);
}

static const ToposAskKind ASK = { question, question_free, answer, answer_free, show };

static void
ask_again (ToposPlaceCard *self)
{
  topos_ask_again (self->ask);
}

/* Days change many times a second while they are dragged: what is there is narrowed at once; a
 * search is asked again at the end, since its best passages may be others. */
static void
lens_cb (ToposPlaceCard *self, GParamSpec *pspec)
{
  static const char *const DAYS[] = { "first", "last", "known-by", "clock", "undated", NULL };

  if (!g_strv_contains (DAYS, g_param_spec_get_name (pspec))) {
    ask_again (self);
    return;
  }
  show_reports (self);
  if (self->search != NULL)
    topos_ask_at_rest (self->ask);
}

/* ------------------------------------------------------------------------- the object */

/* "30 Aug 2021", "published 6 Sep 2021" when the passage tells no day of its own. */
static char *
passage_days (const ToposPassageRow *row)
{
  g_autofree char *days = topos_days_in_words (row->days, row->precision);

  if (*days == '\0')
    return g_strdup (_("undated"));
  if (row->days_origin == TOPOS_DAYS_PUBLICATION)
    /* Translators: a passage without a date of its own; %s is the day of publication */
    return g_strdup_printf (_("published %s"), days);
  return g_steal_pointer (&days);
}

static void
describe_passage (const void *data, uint64_t context, ToposItemFields *fields)
{
  const Report *report = data;
  const ToposPassageRow *row = report->row;

  fields->key = g_strdup (row->id);
  fields->before = report->quiet_days < LEAST_GAP_DAYS ? NULL : g_strdup_printf (
      /* Translators: stands between two reports; never said of fewer than 7 days */
      g_dngettext (GETTEXT_PACKAGE, "no report for %d day", "no report for %d days",
                   (gulong) report->quiet_days), report->quiet_days);
  fields->title = passage_days (row);
  fields->subtitle = g_strdup (row->outlet != NULL ? row->outlet : row->title);
  fields->detail = g_strdup (row->outlet != NULL ? row->title : "");
  fields->markup = topos_passage_markup (row, context);
  fields->label = fields->before != NULL
                      ? g_strjoin (", ", fields->before, fields->title, fields->subtitle, row->text, NULL)
                      : g_strjoin (", ", fields->title, fields->subtitle, row->text, NULL);
}

static bool
same_report (const void *a, const void *b)
{
  const Report *was = a, *is = b;
  const ToposPassageRow *old = was->row, *new = is->row;

  return was->quiet_days == is->quiet_days
         && (old == new
             || (g_str_equal (old->id, new->id) && g_strcmp0 (old->snippet, new->snippet) == 0
                 && old->days.first == new->days.first && old->days.last == new->days.last
                 && g_strcmp0 (old->outlet, new->outlet) == 0
                 && g_str_equal (old->title, new->title)));
}

static uint64_t
report_id (const void *data)
{
  return g_str_hash (((const Report *) data)->row->id);
}

static const ToposRowsKind PASSAGES = { describe_passage, same_report, report_id };

static char *
title (ToposPlaceCard *self)
{
  if (self->place != NULL)
    return g_strdup (self->place->name);
  if (self->search != NULL)
    /* Translators: the heading of search results */
    return g_strdup_printf (_("“%s”"), self->search);
  return g_strdup ("");
}

static char *
subtitle (ToposPlaceCard *self)
{
  if (self->place == NULL)
    return g_strdup ("");
  const char *kind = topos_kind_in_words (self->place->kind);
  if (*self->place->where == '\0')
    return g_strdup (kind);
  if (*kind == '\0')
    return g_strdup (self->place->where);
  /* Translators: "town in Panjshir, Afghanistan" */
  return g_strdup_printf (_("%s in %s"), kind, self->place->where);
}

static char *
summary (ToposPlaceCard *self)
{
  const guint n = g_list_model_get_n_items (G_LIST_MODEL (self->rows));
  g_autofree char *passages = topos_passages_in_words ((int) n);

  if (self->place == NULL && self->search != NULL && n == 0)
    return g_strdup (_("No passage has these words. Try fewer of them, OR between them, or the "
                       "beginning of one with a star."));
  if (self->place == NULL)
    return self->search != NULL ? g_steal_pointer (&passages) : g_strdup ("");
  if ((int) n < self->place->passages)
    /* Translators: "3 of 4 passages" */
    return g_strdup_printf (_("%u of %d passages shown"), n, self->place->passages);
  g_autofree char *days
      = topos_span_in_words ((ToposDateSpan){ self->place->first_day, self->place->last_day });
  return *days != '\0' ? g_strdup_printf ("%s · %s", passages, days) : g_steal_pointer (&passages);
}

static void
topos_place_card_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  ToposPlaceCard *self = TOPOS_PLACE_CARD (object);

  switch (id) {
  case PROP_SESSION: g_value_set_object (value, self->session); break;
  case PROP_LENS: g_value_set_object (value, self->lens); break;
  case PROP_PASSAGES: g_value_set_object (value, self->rows); break;
  case PROP_TITLE: g_value_take_string (value, title (self)); break;
  case PROP_SUBTITLE: g_value_take_string (value, subtitle (self)); break;
  case PROP_POINT:
    g_value_take_string (value, self->place != NULL ? topos_point_in_words (self->place->point)
                                                    : g_strdup (""));
    break;
  case PROP_SUMMARY: g_value_take_string (value, summary (self)); break;
  default: G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
set_session (ToposPlaceCard *self, ToposSession *session)
{
  if (!g_set_object (&self->session, session))
    return;
  topos_ask_follow (self->ask, session);
  if (session != NULL)
    g_signal_connect_object (session, "notify::place", G_CALLBACK (ask_again), self, G_CONNECT_SWAPPED);
}

static void
set_lens (ToposPlaceCard *self, ToposLens *lens)
{
  if (g_set_object (&self->lens, lens) && lens != NULL)
    g_signal_connect_object (lens, "notify", G_CALLBACK (lens_cb), self, G_CONNECT_SWAPPED);
}

static void
topos_place_card_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  ToposPlaceCard *self = TOPOS_PLACE_CARD (object);

  switch (id) {
  case PROP_SESSION: set_session (self, g_value_get_object (value)); break;
  case PROP_LENS: set_lens (self, g_value_get_object (value)); break;
  default: G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
topos_place_card_dispose (GObject *object)
{
  ToposPlaceCard *self = TOPOS_PLACE_CARD (object);

  g_clear_pointer (&self->ask, topos_ask_free);
  g_clear_object (&self->session);
  g_clear_object (&self->lens);
  g_clear_object (&self->rows);
  g_clear_pointer (&self->passages, g_ptr_array_unref);
  g_clear_pointer (&self->places, g_ptr_array_unref);
  g_clear_pointer (&self->search, g_free);
  self->place = NULL;
  G_OBJECT_CLASS (topos_place_card_parent_class)->dispose (object);
}

static void
topos_place_card_class_init (ToposPlaceCardClass *class)
{
  const GParamFlags seen = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;
  const GParamFlags given = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;
  GObjectClass *object_class = G_OBJECT_CLASS (class);

  object_class->get_property = topos_place_card_get_property;
  object_class->set_property = topos_place_card_set_property;
  object_class->dispose = topos_place_card_dispose;
  properties[PROP_SESSION]
      = g_param_spec_object ("session", NULL, NULL, TOPOS_TYPE_SESSION, given);
  properties[PROP_LENS] = g_param_spec_object ("lens", NULL, NULL, TOPOS_TYPE_LENS, given);
  properties[PROP_PASSAGES]
      = g_param_spec_object ("passages", NULL, NULL, G_TYPE_LIST_MODEL, seen);
  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, seen);
  properties[PROP_SUBTITLE] = g_param_spec_string ("subtitle", NULL, NULL, NULL, seen);
  properties[PROP_POINT] = g_param_spec_string ("point", NULL, NULL, NULL, seen);
  properties[PROP_SUMMARY] = g_param_spec_string ("summary", NULL, NULL, NULL, seen);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
}

static void
topos_place_card_init (ToposPlaceCard *self)
{
  self->ask = topos_ask_new (&ASK, self);
  self->rows = topos_rows_new (&PASSAGES);
}

const ToposPlaceRow *
topos_place_card_place (ToposPlaceCard *self)
{
  return self->place;
}

const char *
topos_place_card_mention (ToposPlaceCard *self)
{
  const GPtrArray *reports = topos_rows_get (self->rows);

  for (guint i = 0; self->place != NULL && reports != NULL && i < reports->len; i++) {
    const ToposPassageRow *row = ((const Report *) reports->pdata[i])->row;
    for (guint j = 0; j < row->mentions->len; j++) {
      const ToposMentionRow *mention = &g_array_index (row->mentions, ToposMentionRow, j);
      if (mention->place == self->place->id)
        return mention->id;
    }
  }
  return NULL;
}
