/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/candidates.h"

#include "engine/engine.h"
#include "geoparse/explain.h"
#include "map/candidate-map.h"
#include "map/look.h"
#include "session/item.h"
#include "session/words.h"
#include "text/fold.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#define MOST 9  /* as many as there are keys for */
#define MOST_REASONS 4
#define LIST_HEIGHT 160   /* at most, times the size of letters */
#define LEAST_HEIGHT 720  /* of the window, times the size of letters, for a map beside the list of a
                           * review */
#define LARGE_LETTERS 1.5 /* a popover then needs the room of its map */

struct _ToposCandidates {
  GtkBox parent_instance;
  ToposGazetteer *gazetteer;
  ToposFindings *findings;
  gboolean plain;
  ToposPlaceId shown[MOST];
  ToposPoint points[MOST];
  int n;
  int now;   /* the one that stands, or -1 */
  ToposCandidateMap *map;
  GtkScrolledWindow *scroller;
  GtkBox *list;
};

G_DEFINE_FINAL_TYPE (ToposCandidates, topos_candidates, GTK_TYPE_BOX)

enum { PROP_PLAIN = 1 };

static guint chosen_signal;

/* ------------------------------------------------------------------------- in words */

static char *
in_words (const char *name, ToposPlaceKind kind, const char *where)
{
  const char *word = topos_kind_in_words (kind);

  if (*where == '\0')
    return *word != '\0' ? g_strdup_printf ("%s, %s", name, word) : g_strdup (name);
  if (*word == '\0')
    return g_strdup_printf ("%s, %s", name, where);
  /* Translators: "Dara, district in Panjshir, Afghanistan" */
  return g_strdup_printf (_("%s, %s in %s"), name, word, where);
}

/* What is known of a place: the library's own word first, since the user may have renamed it. */
static char *
know (ToposCandidates *self, ToposPlaceId id, ToposPoint *point)
{
  const ToposPlaceRow *row = self->findings != NULL ? topos_findings_place (self->findings, id) : NULL;
  ToposPlace place;

  *point = (ToposPoint){ NAN, NAN };
  if (row != NULL) {
    *point = row->point;
    return in_words (row->name, row->kind, row->where);
  }
  if (self->gazetteer == NULL || !topos_gazetteer_place (self->gazetteer, id, &place))
    return g_strdup (_("a place of this library"));
  g_autofree char *where = topos_gazetteer_where (self->gazetteer, id);
  *point = place.point;
  return in_words (place.name, place.kind, where);
}

char *
topos_candidates_place_in_words (ToposCandidates *self, ToposPlaceId place)
{
  ToposPoint point;

  return know (self, place, &point);
}

static char *
reasons_in_words (ToposCandidates *self, const ToposWhy *why, const ToposCandidate *candidate)
{
  GString *words = g_string_new (NULL);
  const guint n = MIN (candidate->n_reasons, MOST_REASONS);

  for (guint i = 0; self->gazetteer != NULL && i < n; i++) {
    const guint at = candidate->first_reason + i;
    if (at >= why->reasons->len)
      break;
    g_autofree char *reason = topos_explain_reason (self->gazetteer,
                                                    &g_array_index (why->reasons, ToposReason, at));
    g_string_append_printf (words, "%s%s", words->len > 0 ? " · " : "", reason);
  }
  return g_string_free (words, FALSE);
}

/* ------------------------------------------------------------------- list and map */

void
topos_candidates_choose (ToposCandidates *self, int index)
{
  if (index >= 0 && index < self->n)
    g_signal_emit (self, chosen_signal, 0, self->shown[index]);
}

static int
index_of (GtkWidget *button)
{
  return GPOINTER_TO_INT (g_object_get_data (G_OBJECT (button), "topos-index"));
}

static void
clicked_cb (GtkWidget *button, ToposCandidates *self)
{
  topos_candidates_choose (self, index_of (button));
}

/* Pointer or focus on a line lights up its disc. */
static void
entered_cb (GtkEventController *controller, ToposCandidates *self)
{
  g_object_set (self->map, "lit", index_of (gtk_event_controller_get_widget (controller)), NULL);
}

static void
pointer_entered_cb (GtkEventController *controller, double x, double y, ToposCandidates *self)
{
  entered_cb (controller, self);
}

static void
left_cb (GtkEventController *controller, ToposCandidates *self)
{
  g_object_set (self->map, "lit", -1, NULL);
}

/* And a disc its line. */
static void
lit_cb (ToposCandidates *self)
{
  int lit;

  g_object_get (self->map, "lit", &lit, NULL);
  for (GtkWidget *line = gtk_widget_get_first_child (GTK_WIDGET (self->list)); line != NULL;
       line = gtk_widget_get_next_sibling (line))
    if (GTK_IS_BUTTON (line) && index_of (line) == lit)
      gtk_widget_add_css_class (line, "lit");
    else
      gtk_widget_remove_css_class (line, "lit");
}

static GtkWidget *
words (const char *text, const char *class)
{
  GtkWidget *label = gtk_label_new (text);

  g_object_set (label, "xalign", 0.0, "wrap", TRUE, "max-width-chars", 36, NULL);
  if (class != NULL) {
    gtk_widget_add_css_class (label, "caption");
    gtk_widget_add_css_class (label, class);
  }
  return label;
}

static GtkWidget *
line_content (ToposCandidates *self, int index, const char *name, const char *reasons, bool now)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *text = gtk_box_new (GTK_ORIENTATION_VERTICAL, 1);
  g_autofree char *number = g_strdup_printf ("%d", index + 1);
  GtkWidget *badge = gtk_label_new (number);
  GtkWidget *title = words (name, NULL);

  gtk_widget_set_valign (badge, GTK_ALIGN_START);
  gtk_widget_add_css_class (badge, "number");
  if (now)
    gtk_widget_add_css_class (badge, "now");
  gtk_widget_set_hexpand (text, TRUE);
  if (self->plain)
    g_object_set (title, "wrap", FALSE, "ellipsize", PANGO_ELLIPSIZE_END, "tooltip-text", name, NULL);
  gtk_box_append (GTK_BOX (text), title);
  if (!self->plain && reasons != NULL && *reasons != '\0')
    gtk_box_append (GTK_BOX (text), words (reasons, "dim-label"));
  gtk_box_append (GTK_BOX (box), badge);
  gtk_box_append (GTK_BOX (box), text);
  if (now) {
    GtkWidget *tick = gtk_image_new_from_icon_name ("object-select-symbolic");
    gtk_widget_set_tooltip_text (tick, _("As it stands"));
    gtk_box_append (GTK_BOX (box), tick);
  }
  return box;
}

static void
add (ToposCandidates *self, ToposPlaceId place, const char *reasons, bool now)
{
  if (self->n == MOST)
    return;
  g_autofree char *name = know (self, place, &self->points[self->n]);
  GtkWidget *button = gtk_button_new ();
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  gtk_button_set_child (GTK_BUTTON (button), line_content (self, self->n, name, reasons, now));
  gtk_widget_add_css_class (button, "flat");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, reasons != NULL ? reasons : "", -1);
  g_object_set_data (G_OBJECT (button), "topos-index", GINT_TO_POINTER (self->n));
  g_signal_connect (button, "clicked", G_CALLBACK (clicked_cb), self);
  g_signal_connect (motion, "enter", G_CALLBACK (pointer_entered_cb), self);
  g_signal_connect (motion, "leave", G_CALLBACK (left_cb), self);
  g_signal_connect (focus, "enter", G_CALLBACK (entered_cb), self);
  g_signal_connect (focus, "leave", G_CALLBACK (left_cb), self);
  gtk_widget_add_controller (button, motion);
  gtk_widget_add_controller (button, focus);
  gtk_box_append (self->list, button);
  self->now = now ? self->n : self->now;
  self->shown[self->n++] = place;
}

static void
begin (ToposCandidates *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_box_remove (self->list, child);
  self->n = 0;
  self->now = -1;
}

/* Where there is little room, the list goes before the map. */
static bool
has_room (ToposCandidates *self)
{
  const double scale = topos_look_text_scale (GTK_WIDGET (self));
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (!self->plain)
    return scale < LARGE_LETTERS;
  return root == NULL || gtk_widget_get_height (GTK_WIDGET (root)) >= LEAST_HEIGHT * scale;
}

static void
end (ToposCandidates *self)
{
  if (!has_room (self)) {
    topos_candidate_map_set_points (self->map, NULL, 0, -1);
    return;
  }
  topos_candidate_map_set_points (self->map, self->points, self->n, self->now);
}

static bool
has (const ToposCandidates *self, ToposPlaceId place)
{
  for (int i = 0; i < self->n; i++)
    if (self->shown[i] == place)
      return true;
  return false;
}

void
topos_candidates_show_weighed (ToposCandidates *self, const ToposWhy *why)
{
  begin (self);
  for (guint i = 0; why != NULL && i < why->candidates->len; i++) {
    const ToposCandidate *candidate = &g_array_index (why->candidates, ToposCandidate, i);
    g_autofree char *reasons = reasons_in_words (self, why, candidate);
    add (self, candidate->place, reasons, candidate->place == why->row->place);
  }
  if (why != NULL && why->row->place != TOPOS_PLACE_NONE && !has (self, why->row->place))
    add (self, why->row->place, why->row->by_user ? _("as you decided") : NULL, true);
  end (self);
}

/* Places of the library whose name begins so: what the user made or renamed is there alone. */
static void
add_of_library (ToposCandidates *self, const char *key)
{
  g_autoptr (GListModel) places = NULL;

  if (self->findings == NULL)
    return;
  g_object_get (self->findings, "places", &places, NULL);
  for (guint i = 0, n = g_list_model_get_n_items (places); i < n && self->n < MOST / 2; i++) {
    g_autoptr (ToposItem) item = g_list_model_get_item (places, i);
    g_autofree char *own = topos_fold (topos_item_fields (item)->title, -1);
    if (g_str_has_prefix (own, key))
      add (self, topos_item_fields (item)->place, _("in this library"), false);
  }
}

static void
add_of_gazetteer (ToposCandidates *self, const char *key)
{
  ToposNameHit hits[MOST];
  const gsize length = strlen (key);
  guint n = topos_gazetteer_find (self->gazetteer, key, length, hits, G_N_ELEMENTS (hits));

  if (n == 0 && length >= 5)
    n = topos_gazetteer_find_near (self->gazetteer, key, length, TOPOS_PLACE_NONE, 0, hits,
                                   G_N_ELEMENTS (hits));
  for (guint i = 0; i < MIN (n, G_N_ELEMENTS (hits)); i++) {
    ToposPlace place;
    topos_gazetteer_get (self->gazetteer, hits[i].place, &place);
    if (!has (self, place.id))
      add (self, place.id, NULL, false);
  }
}

void
topos_candidates_show_named (ToposCandidates *self, const char *name)
{
  g_autofree char *key = topos_fold (name, -1);

  begin (self);
  if (*key != '\0')
    add_of_library (self, key);
  if (*key != '\0' && self->gazetteer != NULL)
    add_of_gazetteer (self, key);
  if (self->n == 0)
    gtk_box_append (self->list, words (_("No place of that name is known."), "dim-label"));
  end (self);
}

int
topos_candidates_count (ToposCandidates *self)
{
  return self->n;
}

/* ------------------------------------------------------------------------- the widget */

void
topos_candidates_set_sources (ToposCandidates *self, ToposGazetteer *gazetteer,
                              ToposFindings *findings)
{
  g_clear_pointer (&self->gazetteer, topos_gazetteer_unref);
  self->gazetteer = gazetteer != NULL ? topos_gazetteer_ref (gazetteer) : NULL;
  g_set_object (&self->findings, findings);
}

static void
map_chosen_cb (ToposCandidateMap *map, int index, ToposCandidates *self)
{
  topos_candidates_choose (self, index);
}

static void
topos_candidates_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_PLAIN)
    g_value_set_boolean (value, TOPOS_CANDIDATES (object)->plain);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
topos_candidates_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id == PROP_PLAIN)
    TOPOS_CANDIDATES (object)->plain = g_value_get_boolean (value);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
topos_candidates_dispose (GObject *object)
{
  ToposCandidates *self = TOPOS_CANDIDATES (object);

  g_clear_pointer (&self->gazetteer, topos_gazetteer_unref);
  g_clear_object (&self->findings);
  G_OBJECT_CLASS (topos_candidates_parent_class)->dispose (object);
}

static void
topos_candidates_class_init (ToposCandidatesClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  object_class->get_property = topos_candidates_get_property;
  object_class->set_property = topos_candidates_set_property;
  object_class->dispose = topos_candidates_dispose;
  g_object_class_install_property (
      object_class, PROP_PLAIN,
      g_param_spec_boolean ("plain", NULL, NULL, FALSE, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS));
  chosen_signal = g_signal_new ("chosen", TOPOS_TYPE_CANDIDATES, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 1, G_TYPE_UINT64);
  g_type_ensure (TOPOS_TYPE_CANDIDATE_MAP);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/topos/Topos/candidates.ui");
  gtk_widget_class_bind_template_child (widget_class, ToposCandidates, map);
  gtk_widget_class_bind_template_child (widget_class, ToposCandidates, scroller);
  gtk_widget_class_bind_template_child (widget_class, ToposCandidates, list);
  gtk_widget_class_bind_template_callback (widget_class, lit_cb);
  gtk_widget_class_bind_template_callback (widget_class, map_chosen_cb);
}

static void
topos_candidates_init (ToposCandidates *self)
{
  AdwStyleManager *style = adw_style_manager_get_default ();
  g_autofree char *world = g_build_filename (topos_data_dir (), "basemap", "world.mbtiles", NULL);

  gtk_widget_init_template (GTK_WIDGET (self));
  self->now = -1;
  gtk_scrolled_window_set_max_content_height (
      self->scroller, (int) (LIST_HEIGHT * topos_look_text_scale (GTK_WIDGET (self))));
  topos_candidate_map_set_folders (
      self->map, g_file_test (world, G_FILE_TEST_EXISTS) ? world : NULL, topos_data_dir ());
  g_object_bind_property (style, "dark", self->map, "dark", G_BINDING_SYNC_CREATE);
  g_object_bind_property (style, "high-contrast", self->map, "contrast", G_BINDING_SYNC_CREATE);
}
