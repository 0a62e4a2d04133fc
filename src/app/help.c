/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/help.h"

#include <glib/gi18n.h>
#include <string.h>

#define FOLDER "/io/github/topos/Topos/help/"
#define LIST_WIDTH 180    /* of the pages */
#define LIST_HEIGHT 140   /* where it stands above them */
#define NARROW_BELOW 600

/* In reading order. */
static const char *const PAGES[] = { "index", "articles", "map", "search", "days", "correct",
                                     "libraries", "export", "offline", "keyboard",
                                     "screen-reader" };

/* What a page is turned into while it is read: Pango markup, paragraph by paragraph. */
typedef struct {
  GString *title;
  GString *body;
  int cell;      /* in its row, from 1 */
  int letters;   /* of the cell, so far */
  int keys;      /* of the keyseq, so far */
} Reading;

/* How an element of a Mallard page is shown; what is not listed shows its text alone. */
static const struct {
  const char *element;
  const char *before;
  const char *after;
} STYLES[] = {
  { "gui", "<b>", "</b>" },      { "key", "<tt>", "</tt>" },  { "em", "<i>", "</i>" },
  { "code", "<tt>", "</tt>" },   { "file", "<tt>", "</tt>" }, { "input", "<tt>", "</tt>" },
  { "cmd", "<tt>", "</tt>" },    { "sys", "<tt>", "</tt>" },  { "item", "• ", "" },
  { "tr", "", "\n" },            { "table", "", "\n" },
};

/* How many letters the first cells of a table are wide; a longer one pushes the second. */
#define FIRST_CELL 28

/* True when the element that is being read lies within such a one. */
static bool
is_within (GMarkupParseContext *context, const char *element)
{
  for (const GSList *above = g_markup_parse_context_get_element_stack (context)->next;
       above != NULL; above = above->next)
    if (g_str_equal (above->data, element))
      return true;
  return false;
}

static void
start_element (GMarkupParseContext *context, const char *element, const char **names,
               const char **values, gpointer data, GError **error)
{
  Reading *reading = data;

  if (g_str_equal (element, "tr"))
    reading->cell = 0;
  if (g_str_equal (element, "td")) {
    reading->letters = 0;
    g_string_append (reading->body, ++reading->cell == 1 ? "<tt>" : "");
  }
  if (g_str_equal (element, "keyseq"))
    reading->keys = 0;
  if (g_str_equal (element, "key") && is_within (context, "keyseq") && reading->keys++ > 0) {
    g_string_append_c (reading->body, '+');
    reading->letters++;
  }
  if (g_str_equal (element, "title") && is_within (context, "section"))
    g_string_append (reading->body, "<b>");
  for (gsize i = 0; i < G_N_ELEMENTS (STYLES); i++)
    if (g_str_equal (element, STYLES[i].element))
      g_string_append (reading->body, STYLES[i].before);
}

static void
end_element (GMarkupParseContext *context, const char *element, gpointer data, GError **error)
{
  Reading *reading = data;

  for (gsize i = 0; i < G_N_ELEMENTS (STYLES); i++)
    if (g_str_equal (element, STYLES[i].element))
      g_string_append (reading->body, STYLES[i].after);
  if (g_str_equal (element, "title") && is_within (context, "section"))
    g_string_append (reading->body, "</b>\n");
  if (g_str_equal (element, "td") && reading->cell == 1)
    g_string_append_printf (reading->body, "%*s</tt>", MAX (FIRST_CELL - reading->letters, 2), "");
  if (g_str_equal (element, "p") && !is_within (context, "td"))
    g_string_append (reading->body, "\n\n");
}

/* The lines between elements only make the file readable. */
static bool
is_layout (const char *words, gsize length)
{
  return strspn (words, " \n\t") >= length && memchr (words, '\n', length) != NULL;
}

static void
text (GMarkupParseContext *context, const char *words, gsize length, gpointer data, GError **error)
{
  Reading *reading = data;
  const bool is_title = g_str_equal (g_markup_parse_context_get_element (context), "title")
                        && !is_within (context, "section");
  g_autofree char *escaped = g_markup_escape_text (words, (gssize) length);

  if (is_within (context, "info") || is_layout (words, length))
    return;
  g_string_append (is_title ? reading->title : reading->body, escaped);
  reading->letters += (int) g_utf8_strlen (words, (gssize) length);
}

static GtkWidget *
page_new (const char *markup)
{
  GtkWidget *label = gtk_label_new (NULL);
  GtkWidget *clamp = adw_clamp_new ();
  GtkWidget *scroller = gtk_scrolled_window_new ();

  gtk_label_set_markup (GTK_LABEL (label), markup);
  g_object_set (label, "wrap", TRUE, "xalign", 0.0, "yalign", 0.0, "selectable", FALSE,
                "margin-top", 18, "margin-bottom", 18, "margin-start", 18, "margin-end", 18, NULL);
  gtk_widget_add_css_class (label, "item-quote");
  adw_clamp_set_child (ADW_CLAMP (clamp), label);
  g_object_set (scroller, "child", clamp, "hscrollbar-policy", GTK_POLICY_NEVER, NULL);
  return scroller;
}

/* The folder of the pages in the user's language, or in the first that there are pages in. English
 * is the folder C. Returns: (transfer full). */
static char *
folder_of_language (void)
{
  for (const char *const *name = g_get_language_names (); *name != NULL; name++) {
    g_autofree char *folder = g_strconcat (FOLDER, *name, "/", NULL);
    g_autofree char *index = g_strconcat (folder, "index.page", NULL);

    if (g_str_equal (*name, "en") || g_str_has_prefix (*name, "en_"))
      break;
    if (g_resources_get_info (index, 0, NULL, NULL, NULL))
      return g_steal_pointer (&folder);
  }
  return g_strdup (FOLDER "C/");
}

static void
add_page (GtkStack *stack, const char *folder, const char *name)
{
  static const GMarkupParser PARSER = { start_element, end_element, text, NULL, NULL };
  g_autofree char *path = g_strconcat (folder, name, ".page", NULL);
  g_autoptr (GBytes) page = g_resources_lookup_data (path, 0, NULL);
  Reading reading = { .title = g_string_new (NULL), .body = g_string_new (NULL) };
  g_autoptr (GMarkupParseContext) context = g_markup_parse_context_new (&PARSER, 0, &reading, NULL);
  gsize length = 0;
  const char *words = page != NULL ? g_bytes_get_data (page, &length) : "";

  /* The pages are our own and are checked by a test; what could be read is shown. */
  g_markup_parse_context_parse (context, words, (gssize) length, NULL);
  g_autofree char *title = g_string_free (reading.title, FALSE);
  g_autofree char *body = g_string_free (reading.body, FALSE);
  g_autofree char *markup = g_strdup_printf ("<big><b>%s</b></big>\n\n%s", title, body);
  gtk_stack_add_titled (stack, page_new (markup), name, title);
}

/* The list of the pages beside them, or, where there is no room for both, above them. */
static GtkWidget *
panes_new (GtkStack *stack, bool narrow)
{
  GtkWidget *panes = gtk_box_new (narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *sidebar = gtk_stack_sidebar_new ();

  gtk_stack_sidebar_set_stack (GTK_STACK_SIDEBAR (sidebar), stack);
  gtk_widget_set_size_request (sidebar, narrow ? -1 : LIST_WIDTH, narrow ? LIST_HEIGHT : -1);
  g_object_set (stack, "hexpand", TRUE, "vexpand", TRUE, NULL);
  gtk_box_append (GTK_BOX (panes), sidebar);
  if (narrow)
    gtk_box_append (GTK_BOX (panes), gtk_separator_new (GTK_ORIENTATION_HORIZONTAL));
  gtk_box_append (GTK_BOX (panes), GTK_WIDGET (stack));
  return panes;
}

GtkWindow *
topos_help_new (GtkWindow *parent)
{
  GtkWidget *window = adw_window_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *stack = gtk_stack_new ();
  g_autofree char *folder = folder_of_language ();
  const bool narrow = parent != NULL && gtk_widget_get_width (GTK_WIDGET (parent)) < NARROW_BELOW;

  for (gsize i = 0; i < G_N_ELEMENTS (PAGES); i++)
    add_page (GTK_STACK (stack), folder, PAGES[i]);
  gtk_box_append (GTK_BOX (box), adw_header_bar_new ());
  gtk_box_append (GTK_BOX (box), panes_new (GTK_STACK (stack), narrow));
  adw_window_set_content (ADW_WINDOW (window), box);
  g_object_set (window, "title", _("Help"), "transient-for", parent, "default-width", 760,
                "default-height", 560, NULL);
  return GTK_WINDOW (window);
}
