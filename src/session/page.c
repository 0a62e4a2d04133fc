/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/page.h"

#include "core/day-words.h"
#include "core/view.h"
#include "session/ask.h"

#include <glib/gi18n.h>

struct _ToposPage {
  GObject parent_instance;
  ToposSession *session;
  ToposLens *lens;
  ToposAsk *ask;
  ToposDocument *document;
  GArray *marks;
};

G_DEFINE_FINAL_TYPE (ToposPage, topos_page, G_TYPE_OBJECT)

enum {
  PROP_SESSION = 1,
  PROP_LENS,
  PROP_TITLE,
  PROP_BYLINE,
  PROP_TEXT,
  PROP_MARKS,
  PROP_FOCUS,
  N_PROPERTIES,
};

static GParamSpec *properties[N_PROPERTIES];

/* -------------------------------------------------------------------------- the marks */

static const char *
standing_in_words (const ToposMentionRow *mention)
{
  switch (mention->standing) {
  case TOPOS_STANDING_AMBIGUOUS: return _("ambiguous");
  case TOPOS_STANDING_APPROXIMATE: return _("approximate");
  case TOPOS_STANDING_UNPLACED: return _("unplaced");
  case TOPOS_STANDING_REJECTED: return _("not a place");
  case TOPOS_STANDING_PLACED: break;
  }
  return NULL;
}

/* What a tooltip says of a mention: "metonymic · 82 % sure". */
static char *
mention_note (const ToposMentionRow *mention)
{
  const char *standing = standing_in_words (mention);
  const char *sense = mention->demonym ? _("people of a place")
                      : mention->sense == TOPOS_SENSE_METONYMIC ? _("stands for its people or government")
                      : mention->sense == TOPOS_SENSE_EMBEDDED ? _("part of another name") : NULL;
  g_autoptr (GPtrArray) words = g_ptr_array_new_with_free_func (g_free);

  if (standing != NULL)
    g_ptr_array_add (words, g_strdup (standing));
  if (sense != NULL)
    g_ptr_array_add (words, g_strdup (sense));
  if (mention->place != TOPOS_PLACE_NONE)
    g_ptr_array_add (words, g_strdup_printf (_("%d%% sure"), mention->confidence / 10));
  g_ptr_array_add (words, NULL);
  return g_strjoinv (" · ", (char **) words->pdata);
}

static void
append_passage (GArray *marks, const ToposPassageRow *row)
{
  const ToposMark whole = { .span = row->span, .kind = TOPOS_MARK_PASSAGE };

  g_array_append_val (marks, whole);
  for (guint i = 0; i < row->mentions->len; i++) {
    const ToposMentionRow *mention = &g_array_index (row->mentions, ToposMentionRow, i);
    const ToposMark mark = { .span = mention->span, .kind = TOPOS_MARK_PLACE,
                             .sense = mention->sense, .standing = mention->standing,
                             .demonym = mention->demonym, .place = mention->place,
                             .id = g_strdup (mention->id), .note = mention_note (mention) };
    g_array_append_val (marks, mark);
  }
  for (guint i = 0; i < row->timexes->len; i++) {
    const ToposTimex *timex = &g_array_index (row->timexes, ToposTimex, i);
    const ToposMark mark = { .span = timex->span, .kind = TOPOS_MARK_DATE,
                             .note = topos_days_in_words (timex->days, timex->precision) };
    g_array_append_val (marks, mark);
  }
}

static int
by_start (gconstpointer a, gconstpointer b)
{
  const ToposMark *left = a, *right = b;

  if (left->span.start != right->span.start)
    return left->span.start < right->span.start ? -1 : 1;
  return (int) left->kind - (int) right->kind;
}

static GArray *
marks_of (const ToposDocument *document, const GArray *found)
{
  GArray *marks = topos_marks_new ();

  for (guint i = 0; i < document->zones->len; i++) {
    const ToposZone *zone = &g_array_index (document->zones, ToposZone, i);
    if (zone->kind == TOPOS_ZONE_BODY)
      continue;
    const ToposMark mark = { .span = zone->span, .kind = zone->kind == TOPOS_ZONE_TITLE
                                                             ? TOPOS_MARK_TITLE : TOPOS_MARK_ASIDE };
    g_array_append_val (marks, mark);
  }
  for (guint i = 0; i < document->passages->len; i++)
    append_passage (marks, document->passages->pdata[i]);
  for (guint i = 0; i < found->len; i++) {
    const ToposMark mark = { .span = g_array_index (found, ToposSpan, i), .kind = TOPOS_MARK_FOUND };
    g_array_append_val (marks, mark);
  }
  g_array_sort (marks, by_start);
  return marks;
}

/* ------------------------------------------------------------------------- the asking */

typedef struct {
  char *document;
  char *search;
} Question;

/* Without a document: none is chosen. */
typedef struct {
  ToposDocument *document;
  GArray *found;         /* ToposSpan */
} Answer;

static void
question_free (gpointer data)
{
  Question *question = data;

  g_free (question->document);
  g_free (question->search);
  g_free (question);
}

static gpointer
question (gpointer owner)
{
  ToposPage *self = owner;
  Question *question = g_new0 (Question, 1);

  question->document = g_strdup (topos_session_document (self->session));
  question->search = self->lens != NULL ? g_strdup (topos_lens_filter (self->lens)->search) : NULL;
  return question;
}

static void
answer_free (gpointer data)
{
  Answer *answer = data;

  g_clear_pointer (&answer->document, topos_document_free);
  g_clear_pointer (&answer->found, g_array_unref);
  g_free (answer);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Answer, answer_free)

static gpointer
answer (ToposReader *reader, gpointer data, GCancellable *cancellable, GError **error)
{
  const Question *question = data;
  g_autoptr (Answer) answer = g_new0 (Answer, 1);

  if (question->document == NULL)
    return g_steal_pointer (&answer);
  answer->document = topos_reader_document (reader, question->document, error);
  if (answer->document == NULL)
    return NULL;
  answer->found = topos_reader_found (reader, question->document, question->search, error);
  return answer->found != NULL ? g_steal_pointer (&answer) : NULL;
}

/* What went wrong, the findings tell: they ask the same library at the same time. Here is nothing
 * to show then. */
static void
show (gpointer owner, gpointer data, const GError *error)
{
  ToposPage *self = owner;
  Answer *answer = data;

  g_clear_pointer (&self->marks, g_array_unref);
  g_clear_pointer (&self->document, topos_document_free);
  if (answer != NULL)
    self->document = g_steal_pointer (&answer->document);
  if (self->document != NULL)
    self->marks = marks_of (self->document, answer->found);
  for (int i = PROP_TITLE; i <= PROP_FOCUS; i++)
    g_object_notify_by_pspec (G_OBJECT (self), properties[i]);
}

static const ToposAskKind ASK = { question, question_free, answer, answer_free, show };

static void
ask_again (ToposPage *self)
{
  topos_ask_again (self->ask);
}

static void
passage_cb (ToposPage *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FOCUS]);
}

/* ------------------------------------------------------------------------- the object */

static char *
byline (ToposPage *self)
{
  if (self->document == NULL)
    return g_strdup ("");
  const ToposDocumentRow *row = self->document->row;
  g_autofree char *day = topos_day_in_words (row->published.day);
  g_autoptr (GPtrArray) words = g_ptr_array_new ();
  if (row->outlet != NULL)
    g_ptr_array_add (words, row->outlet);
  if (row->author != NULL)
    g_ptr_array_add (words, row->author);
  g_ptr_array_add (words, *day != '\0' ? day : (char *) _("undated"));
  if (row->published.certainty == TOPOS_CERTAINTY_INFERRED)
    g_ptr_array_add (words, (char *) _("day inferred"));
  g_ptr_array_add (words, NULL);
  return g_strjoinv (" · ", (char **) words->pdata);
}

static int
focus (ToposPage *self)
{
  const char *passage = self->session != NULL ? topos_session_passage (self->session) : NULL;

  for (guint i = 0; self->document != NULL && passage != NULL && i < self->document->passages->len; i++) {
    const ToposPassageRow *row = self->document->passages->pdata[i];
    if (g_str_equal (row->id, passage))
      return (int) row->span.start;
  }
  return -1;
}

static void
topos_page_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  ToposPage *self = TOPOS_PAGE (object);

  switch (id) {
  case PROP_SESSION: g_value_set_object (value, self->session); break;
  case PROP_LENS: g_value_set_object (value, self->lens); break;
  case PROP_TITLE:
    g_value_set_string (value, self->document != NULL ? self->document->row->title : "");
    break;
  case PROP_BYLINE: g_value_take_string (value, byline (self)); break;
  case PROP_TEXT:
    g_value_set_string (value, self->document != NULL ? self->document->body : NULL);
    break;
  case PROP_MARKS: g_value_set_boxed (value, self->marks); break;
  case PROP_FOCUS: g_value_set_int (value, focus (self)); break;
  default: G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
set_session (ToposPage *self, ToposSession *session)
{
  if (!g_set_object (&self->session, session))
    return;
  topos_ask_follow (self->ask, session);
  if (session == NULL)
    return;
  g_signal_connect_object (session, "notify::document", G_CALLBACK (ask_again), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::passage", G_CALLBACK (passage_cb), self, G_CONNECT_SWAPPED);
}

/* Of the lens only the words matter, which are marked in the text. */
static void
set_lens (ToposPage *self, ToposLens *lens)
{
  if (g_set_object (&self->lens, lens) && lens != NULL)
    g_signal_connect_object (lens, "notify::search", G_CALLBACK (ask_again), self, G_CONNECT_SWAPPED);
}

static void
topos_page_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  ToposPage *self = TOPOS_PAGE (object);

  switch (id) {
  case PROP_SESSION: set_session (self, g_value_get_object (value)); break;
  case PROP_LENS: set_lens (self, g_value_get_object (value)); break;
  default: G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
topos_page_dispose (GObject *object)
{
  ToposPage *self = TOPOS_PAGE (object);

  g_clear_pointer (&self->ask, topos_ask_free);
  g_clear_object (&self->session);
  g_clear_object (&self->lens);
  g_clear_pointer (&self->document, topos_document_free);
  g_clear_pointer (&self->marks, g_array_unref);
  G_OBJECT_CLASS (topos_page_parent_class)->dispose (object);
}

static void
topos_page_class_init (ToposPageClass *class)
{
  const GParamFlags seen = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;
  GObjectClass *object_class = G_OBJECT_CLASS (class);

  object_class->get_property = topos_page_get_property;
  object_class->set_property = topos_page_set_property;
  object_class->dispose = topos_page_dispose;
  properties[PROP_SESSION] = g_param_spec_object (
      "session", NULL, NULL, TOPOS_TYPE_SESSION, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_LENS] = g_param_spec_object (
      "lens", NULL, NULL, TOPOS_TYPE_LENS, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, seen);
  properties[PROP_BYLINE] = g_param_spec_string ("byline", NULL, NULL, NULL, seen);
  properties[PROP_TEXT] = g_param_spec_string ("text", NULL, NULL, NULL, seen);
  properties[PROP_MARKS] = g_param_spec_boxed ("marks", NULL, NULL, G_TYPE_ARRAY, seen);
  properties[PROP_FOCUS]
      = g_param_spec_int ("focus", NULL, NULL, -1, G_MAXINT, -1, seen);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
}

static void
topos_page_init (ToposPage *self)
{
  self->ask = topos_ask_new (&ASK, self);
}

const ToposDocument *
topos_page_document (ToposPage *self)
{
  return self->document;
}
