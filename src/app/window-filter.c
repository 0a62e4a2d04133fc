/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/window-private.h"

#include "core/day-words.h"
#include "core/view.h"

#include <glib/gi18n.h>

/* -------------------------------------------------------------- closures of window.ui */

static gboolean
filter_is_active (ToposWindow *self)
{
  return self->lens != NULL && !topos_filter_is_empty (topos_lens_filter (self->lens));
}

static char *
undated_text (ToposWindow *self, const char *summary)
{
  const int undated = self->findings != NULL ? topos_findings_counts (self->findings)->undated : 0;

  return undated > 0 ? g_strdup_printf (_("undated %d"), undated) : g_strdup ("");
}

static char *
play_icon (ToposWindow *self, gboolean playing)
{
  return g_strdup (playing ? "media-playback-pause-symbolic" : "media-playback-start-symbolic");
}

static bool
has_letters (const char *text)
{
  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    if (g_unichar_isalnum (g_utf8_get_char (at)))
      return true;
  return false;
}

/* Why nothing is left, and what to loosen. */
static char *
loosen_text (ToposWindow *self, const char *summary)
{
  if (self->lens == NULL)
    return g_strdup ("");
  const ToposFilter *filter = topos_lens_filter (self->lens);
  ToposFilter rest = *filter;
  g_autofree char *days = topos_span_in_words (filter->days);

  rest.search = NULL;
  if (filter->search != NULL && !has_letters (filter->search))
    return g_strdup (_("There is no letter or digit to look for: type a word."));
  if (filter->search != NULL && topos_filter_is_empty (&rest))
    return g_strdup (_("No passage that names a place has these words. Try fewer of them, OR between "
                       "them, or the beginning of one with a star."));
  if (filter->search != NULL)
    return g_strdup (_("These words are not in what is shown. Take a filter away above, or "
                       "try other words."));
  rest.days = TOPOS_DATE_SPAN_NONE;
  if (*days != '\0' && topos_filter_is_empty (&rest))
    return g_strdup_printf (_("No passage that names a place is of these days: %s. Choose others "
                              "below, or take them away above."), days);
  if (topos_filter_is_empty (filter))
    return g_strdup (_("The articles name no place that Topos knows."));
  return g_strdup (_("Nothing fits all these filters. Take one away above."));
}

static gboolean
filter_hides (ToposWindow *self, const char *summary)
{
  return filter_is_active (self);
}

static char *
nothing_to_check_text (ToposWindow *self, const char *summary)
{
  return g_strdup (filter_is_active (self)
                       ? _("What the filter shows needs no look. There may be more to check in the rest.")
                       : _("Names without a place, ambiguous ones and those that Topos is not sure of are "
                           "listed here, worst first."));
}

/* --------------------------------------------------- the bar that says what is active */

static void
show_chip (GtkButton *chip, char *words)
{
  g_autofree char *label = words;

  gtk_widget_set_visible (GTK_WIDGET (chip), words != NULL);
  if (words == NULL)
    return;
  g_autofree char *with_cross = g_strdup_printf ("%s  ×", words);
  gtk_button_set_label (chip, with_cross);
  /* Translators: names a button that lifts one part of the filter */
  g_autofree char *name = g_strdup_printf (_("No longer only: %s"), words);
  gtk_widget_set_tooltip_text (GTK_WIDGET (chip), name);
  /* Newer GTK names a button by its label, which would win. */
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (chip), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  gtk_accessible_update_property (GTK_ACCESSIBLE (chip), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

void
topos_window_show_filter (ToposWindow *self)
{
  const ToposFilter *filter = topos_lens_filter (self->lens);
  g_autofree char *days = topos_span_in_words (filter->days);
  g_autofree char *known = topos_day_in_words (filter->known_by);
  const ToposPlaceRow *within = filter->place != 0 ? topos_findings_place (self->findings, filter->place) : NULL;

  show_chip (self->days_chip, *days != '\0' ? g_strdup (days) : NULL);
  show_chip (self->undated_chip, filter->undated ? g_strdup (_("undated")) : NULL);
  show_chip (self->known_chip, *known != '\0' ? g_strdup_printf (_("as known on %s"), known) : NULL);
  show_chip (self->search_chip, filter->search == NULL ? NULL
             : g_strdup_printf (_("“%s”"), gtk_editable_get_text (GTK_EDITABLE (self->search_entry))));
  show_chip (self->document_chip, filter->document == NULL ? NULL
             : g_strdup (self->known_title != NULL ? self->known_title : _("one document")));
  show_chip (self->within_chip, filter->place == 0 ? NULL
             : g_strdup_printf (_("inside %s"), within != NULL ? within->name : _("a place")));
  show_chip (self->box_chip, topos_box_is_empty (filter->box) ? NULL : g_strdup (_("what is in view")));
}

static void
chip_clicked_cb (GtkButton *chip, ToposWindow *self)
{
  const char *part = gtk_widget_get_name (GTK_WIDGET (chip));

  if (g_str_equal (part, "days"))
    topos_lens_set_days (self->lens, TOPOS_DATE_SPAN_NONE);
  else if (g_str_equal (part, "undated"))
    g_object_set (self->lens, "undated", FALSE, NULL);
  else if (g_str_equal (part, "known-by"))
    g_object_set (self->lens, "known-by", TOPOS_DAY_NONE, NULL);
  else if (g_str_equal (part, "within"))
    g_object_set (self->lens, "within", (guint64) 0, NULL);
  else if (g_str_equal (part, "search"))
    gtk_search_bar_set_search_mode (self->search_bar, FALSE);
  else if (g_str_equal (part, "box"))
    g_action_group_change_action_state (G_ACTION_GROUP (self), "in-view", g_variant_new_boolean (FALSE));
  else
    g_object_set (self->lens, part, NULL, NULL);
}

/* ------------------------------------------------------------------------------ words */

/* A word that is still being typed is looked for by its beginning: "ba" finds Bazarak. A space
 * or a quotation mark after it ends it. */
static char *
as_typed (const char *text)
{
  static const char *const JOINTS[] = { "AND", "OR", "NOT", NULL };
  const char *space = strrchr (text, ' ');
  const char *word = space != NULL ? space + 1 : text;
  int quotes = 0;

  for (const char *at = text; *at != '\0'; at++)
    quotes += *at == '"';
  if (quotes % 2 != 0 || g_strv_contains (JOINTS, word) || g_utf8_strlen (word, -1) < 2
      || !g_unichar_isalnum (g_utf8_get_char (g_utf8_prev_char (word + strlen (word)))))
    return g_strdup (text);
  return g_strconcat (text, "*", NULL);
}

static void
search_changed_cb (GtkSearchEntry *entry, ToposWindow *self)
{
  g_autofree char *wanted = as_typed (gtk_editable_get_text (GTK_EDITABLE (entry)));

  /* Words that a look brought back are looked for already: they close nothing. */
  if (g_strcmp0 (topos_lens_filter (self->lens)->search, wanted) == 0)
    return;
  g_object_set (self->lens, "search", wanted, NULL);
  if (topos_lens_filter (self->lens)->search != NULL)
    topos_session_choose_document (self->session, NULL);
}

static void
stop_search_cb (GtkSearchEntry *entry, ToposWindow *self)
{
  gtk_search_bar_set_search_mode (self->search_bar, FALSE);
}

static void
search_mode_cb (ToposWindow *self)
{
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (self));

  if (gtk_search_bar_get_search_mode (self->search_bar))
    return;
  /* What is typed while the bar slides away is not for it. */
  if (focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self->search_bar)))
    gtk_widget_grab_focus (GTK_WIDGET (self->map));
  gtk_editable_set_text (GTK_EDITABLE (self->search_entry), "");
  g_object_set (self->lens, "search", NULL, NULL);
}

static void
search_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  ToposWindow *self = data;

  gtk_search_bar_set_search_mode (self->search_bar, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->search_entry));
}

/* ------------------------------------------------------------------------------- days */

static void
clock_toggled_cb (GtkToggleButton *button, ToposWindow *self)
{
  const bool event = gtk_toggle_button_get_active (self->event_clock);

  g_object_set (self->lens, "clock", event ? TOPOS_CLOCK_EVENT : TOPOS_CLOCK_PUBLISHED, NULL);
}

static void
show_all_days_cb (GtkButton *button, ToposWindow *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self->timeline), "timeline.zoom-beyond", NULL);
}

static void
clear_days_cb (GtkButton *button, ToposWindow *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self->timeline), "timeline.clear", NULL);
  g_object_set (self->lens, "known-by", TOPOS_DAY_NONE, "undated", FALSE, NULL);
  gtk_popover_popdown (self->range_popover);
}

static void
show_day (GtkEditable *entry, ToposDay day)
{
  g_autofree char *iso = topos_day_to_iso (day);

  gtk_editable_set_text (entry, iso != NULL ? iso : "");
  gtk_widget_remove_css_class (GTK_WIDGET (entry), "error");
}

static void
range_popover_cb (GtkPopover *popover, ToposWindow *self)
{
  const ToposFilter *filter = topos_lens_filter (self->lens);

  show_day (self->from_entry, filter->days.first);
  show_day (self->to_entry, filter->days.last);
  show_day (self->known_entry, filter->known_by);
  gtk_widget_set_visible (GTK_WIDGET (self->range_error), FALSE);
}

/* False, with the entry marked and a sentence, for what is no day; an empty entry is none. */
static bool
read_day (ToposWindow *self, GtkEditable *entry, ToposDateSpan *days)
{
  const char *text = gtk_editable_get_text (entry);

  *days = TOPOS_DATE_SPAN_NONE;
  gtk_widget_remove_css_class (GTK_WIDGET (entry), "error");
  if (*text == '\0' || topos_days_from_words (text, days))
    return true;
  g_autofree char *words = g_strdup_printf (
      _("“%s” is no day. Write 2021-09-05, 5 Sep 2021, September 2021 or 2021."), text);
  gtk_label_set_text (self->range_error, words);
  gtk_widget_set_visible (GTK_WIDGET (self->range_error), TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (entry), "error");
  gtk_widget_grab_focus (GTK_WIDGET (entry));
  return false;
}

static void
range_typed_cb (GtkWidget *widget, ToposWindow *self)
{
  ToposDateSpan from, to, known;

  gtk_widget_set_visible (GTK_WIDGET (self->range_error), FALSE);
  if (!read_day (self, self->from_entry, &from) || !read_day (self, self->to_entry, &to)
      || !read_day (self, self->known_entry, &known))
    return;
  /* "September 2021" alone is all its days; one end alone is open at the other. */
  ToposDateSpan days = { from.first, topos_date_span_is_none (to) ? from.last : to.last };
  if (topos_date_span_is_none (from) && !topos_date_span_is_none (to))
    days = to;
  if (days.first > days.last)
    days = (ToposDateSpan){ to.first, from.last };
  topos_timeline_choose (self->timeline, days);
  g_object_set (self->lens, "known-by", known.last, NULL);
  gtk_popover_popdown (self->range_popover);
}

/* A stretch of so many days from the start of the chosen range, or the busiest days. */
static void
days_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  ToposWindow *self = data;
  const ToposDateSpan days = topos_lens_filter (self->lens)->days;
  g_autoptr (GArray) bars = NULL;
  ToposDay first = days.first;
  int most = 0;

  g_object_get (self->findings, "bars", &bars, NULL);
  for (guint i = 0; topos_date_span_is_none (days) && bars != NULL && i < bars->len; i++) {
    const ToposBar *bar = &g_array_index (bars, ToposBar, i);
    if (bar->passages > most && bar->days.first == bar->days.last) {
      most = bar->passages;
      first = bar->days.first;
    }
  }
  if (first == TOPOS_DAY_NONE)
    return;
  topos_timeline_choose (self->timeline,
                         (ToposDateSpan){ first, first + g_variant_get_int32 (parameter) - 1 });
  gtk_popover_popdown (self->range_popover);
}

/* -------------------------------------------------------------- place, document, area */

static void
within_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  ToposWindow *self = data;

  self->fit_next = true;
  g_object_set (self->lens, "within", topos_session_place (self->session), NULL);
}

static void
only_document_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  ToposWindow *self = data;
  const ToposDocument *document = topos_page_document (self->page);

  if (document == NULL)
    return;
  g_free (self->known_title);
  self->known_title = g_strdup (document->row->title);
  self->fit_next = true;
  g_object_set (self->lens, "document", document->row->id, NULL);
}

static bool
in_view_is_on (ToposWindow *self)
{
  g_autoptr (GVariant) state = g_action_group_get_action_state (G_ACTION_GROUP (self), "in-view");

  return g_variant_get_boolean (state);
}

static void
map_moved_cb (ToposMapView *map, ToposWindow *self)
{
  if (!in_view_is_on (self))
    return;
  const ToposBox box = topos_map_view_box (map);
  g_autoptr (GArray) array = g_array_new (FALSE, FALSE, sizeof (ToposBox));
  g_array_append_val (array, box);
  g_object_set (self->lens, "box", array, NULL);
}

static void
in_view_changed (GSimpleAction *action, GVariant *state, gpointer data)
{
  ToposWindow *self = data;

  g_simple_action_set_state (action, state);
  if (g_variant_get_boolean (state))
    map_moved_cb (self->map, self);
  else
    g_object_set (self->lens, "box", NULL, NULL);
}

static void
show_everything_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  ToposWindow *self = data;

  g_action_group_change_action_state (G_ACTION_GROUP (self), "in-view", g_variant_new_boolean (FALSE));
  gtk_search_bar_set_search_mode (self->search_bar, FALSE);
  topos_lens_reset (self->lens);
}

/* --------------------------------------------------------------------------- the part */

void
topos_window_bind_filter (GtkWidgetClass *class)
{
  TOPOS_BIND_CHILD (class, search_bar);
  TOPOS_BIND_CHILD (class, search_entry);
  TOPOS_BIND_CHILD (class, days_chip);
  TOPOS_BIND_CHILD (class, known_chip);
  TOPOS_BIND_CHILD (class, search_chip);
  TOPOS_BIND_CHILD (class, document_chip);
  TOPOS_BIND_CHILD (class, within_chip);
  TOPOS_BIND_CHILD (class, box_chip);
  TOPOS_BIND_CHILD (class, timeline);
  TOPOS_BIND_CHILD (class, event_clock);
  TOPOS_BIND_CHILD (class, published_clock);
  TOPOS_BIND_CHILD (class, range_popover);
  TOPOS_BIND_CHILD (class, from_entry);
  TOPOS_BIND_CHILD (class, to_entry);
  TOPOS_BIND_CHILD (class, known_entry);
  TOPOS_BIND_CHILD (class, range_error);
  TOPOS_BIND_CHILD (class, undated_chip);
  gtk_widget_class_bind_template_callback (class, play_icon);
  gtk_widget_class_bind_template_callback (class, loosen_text);
  gtk_widget_class_bind_template_callback (class, filter_hides);
  gtk_widget_class_bind_template_callback (class, nothing_to_check_text);
  gtk_widget_class_bind_template_callback (class, filter_is_active);
  gtk_widget_class_bind_template_callback (class, undated_text);
  gtk_widget_class_bind_template_callback (class, chip_clicked_cb);
  gtk_widget_class_bind_template_callback (class, search_changed_cb);
  gtk_widget_class_bind_template_callback (class, stop_search_cb);
  gtk_widget_class_bind_template_callback (class, clock_toggled_cb);
  gtk_widget_class_bind_template_callback (class, show_all_days_cb);
  gtk_widget_class_bind_template_callback (class, clear_days_cb);
  gtk_widget_class_bind_template_callback (class, range_popover_cb);
  gtk_widget_class_bind_template_callback (class, range_typed_cb);
  gtk_widget_class_bind_template_callback (class, map_moved_cb);
}

void
topos_window_start_filter (ToposWindow *self)
{
  static const GActionEntry ENTRIES[] = {
    { .name = "search", .activate = search_action },
    { .name = "show-everything", .activate = show_everything_action },
    { .name = "within", .activate = within_action },
    { .name = "only-document", .activate = only_document_action },
    { .name = "days", .activate = days_action, .parameter_type = "i" },
    { .name = "in-view", .state = "false", .change_state = in_view_changed },
  };
  const ToposWindowNews NEWS[] = {
    { self->lens, "notify", G_CALLBACK (topos_window_show_filter) },
    { self->search_bar, "notify::search-mode-enabled", G_CALLBACK (search_mode_cb) },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (self), ENTRIES, G_N_ELEMENTS (ENTRIES), self);
  gtk_search_bar_connect_entry (self->search_bar, GTK_EDITABLE (self->search_entry));
  topos_window_listen (self, NEWS, G_N_ELEMENTS (NEWS));
  topos_window_show_filter (self);
}
