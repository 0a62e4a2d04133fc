/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "map/map-notes.h"

#include <string.h>

/* Without what stands in brackets: the licences are told in full by the tooltip and in About. */
static char *
short_credits (const char *credits)
{
  GString *words = g_string_new (NULL);
  int depth = 0;

  for (const char *c = credits; *c != '\0'; c++) {
    if (*c == '(')
      depth++;
    if (depth == 0 && !(*c == ' ' && c[1] == '('))
      g_string_append_c (words, *c);
    if (*c == ')' && depth > 0)
      depth--;
  }
  return g_string_free (words, FALSE);
}

static void
credits_cb (GtkLabel *label, GParamSpec *spec, ToposBaseLayer *base)
{
  static const char LINK[] = "<a href=\"https://www.openstreetmap.org/copyright\">%s</a>";
  g_autofree char *credits = NULL;

  g_object_get (base, "credits", &credits, NULL);
  g_autofree char *words = short_credits (credits != NULL ? credits : "");
  /* Only what is OpenStreetMap's leads to its page. */
  g_autofree char *markup = strstr (words, "OpenStreetMap") != NULL
                                ? g_markup_printf_escaped (LINK, words)
                                : g_markup_escape_text (words, -1);
  gtk_label_set_markup (label, markup);
  gtk_widget_set_visible (GTK_WIDGET (label), *words != '\0');
  gtk_widget_set_tooltip_text (GTK_WIDGET (label), credits);
}

static void
status_cb (GtkLabel *label, GParamSpec *spec, ToposBaseLayer *base)
{
  g_autofree char *status = NULL;

  g_object_get (base, "status", &status, NULL);
  gtk_label_set_text (label, status != NULL ? status : "");
  gtk_widget_set_visible (GTK_WIDGET (label), status != NULL);
}

static void
follow (GtkWidget *label, ToposBaseLayer *base, const char *news,
        void (*show) (GtkLabel *, GParamSpec *, ToposBaseLayer *))
{
  g_signal_connect_object (base, news, G_CALLBACK (show), label, G_CONNECT_SWAPPED);
  show (GTK_LABEL (label), NULL, base);
}

void
topos_map_notes_add (GtkOverlay *overlay, ToposBaseLayer *base)
{
  GtkWidget *credits = gtk_label_new (NULL);
  GtkWidget *status = g_object_new (GTK_TYPE_LABEL, "accessible-role", GTK_ACCESSIBLE_ROLE_STATUS,
                                    NULL);

  gtk_widget_add_css_class (credits, "map-credit");
  g_object_set (credits, "halign", GTK_ALIGN_END, "valign", GTK_ALIGN_END, "ellipsize",
                PANGO_ELLIPSIZE_END, "xalign", 1.0, "margin-start", 150, NULL);
  gtk_overlay_add_overlay (overlay, credits);
  follow (credits, base, "notify::credits", credits_cb);

  gtk_widget_add_css_class (status, "map-status");
  g_object_set (status, "halign", GTK_ALIGN_CENTER, "valign", GTK_ALIGN_START, "wrap", TRUE,
                "justify", GTK_JUSTIFY_CENTER, "margin-top", 10, "margin-start", 10, "margin-end", 10,
                "can-target", FALSE, NULL);
  gtk_overlay_add_overlay (overlay, status);
  follow (status, base, "notify::status", status_cb);
}
