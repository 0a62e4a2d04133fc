/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/rules-dialog.h"

#include <glib/gi18n.h>

struct _ToposRulesDialog {
  AdwWindow parent_instance;
  GPtrArray *rules;
  guint left;
  GtkStack *stack;
  AdwPreferencesGroup *group;
};

G_DEFINE_FINAL_TYPE (ToposRulesDialog, topos_rules_dialog, ADW_TYPE_WINDOW)

static guint forget_signal;

static void
show_left (ToposRulesDialog *self)
{
  gtk_stack_set_visible_child_name (self->stack, self->left > 0 ? "list" : "none");
}

static void
forget_cb (GtkWidget *button, ToposRulesDialog *self)
{
  GtkWidget *line = gtk_widget_get_ancestor (button, ADW_TYPE_ACTION_ROW);
  const ToposRuleRow *rule = g_object_get_data (G_OBJECT (button), "topos-rule");

  adw_preferences_group_remove (self->group, line);
  self->left--;
  show_left (self);
  g_signal_emit (self, forget_signal, 0, rule);
}

/* "means Dara, Panjshir, Afghanistan". */
static char *
rule_in_words (const ToposRuleRow *rule)
{
  if (rule->key == NULL)
    return g_strdup_printf (_("is the same place as %s"), rule->to != NULL ? rule->to : "?");
  if (rule->place == TOPOS_PLACE_NONE)
    return g_strdup (_("is not a place"));
  return g_strdup_printf (_("means %s"), rule->to != NULL ? rule->to : "?");
}

static void
add_line (ToposRulesDialog *self, ToposRuleRow *rule)
{
  GtkWidget *line = adw_action_row_new ();
  GtkWidget *button = gtk_button_new_from_icon_name ("user-trash-symbolic");
  g_autofree char *title = rule->key != NULL ? g_strdup_printf (_("“%s”"), rule->name) : g_strdup (rule->name);
  g_autofree char *what = rule_in_words (rule);
  g_autofree char *name = g_strdup_printf (_("Forget: %s %s"), title, what);

  g_object_set (line, "use-markup", FALSE, "title", title, "subtitle", what, "subtitle-lines", 2, NULL);
  g_object_set (button, "valign", GTK_ALIGN_CENTER, "tooltip-text", _("Forget this rule"), NULL);
  gtk_widget_add_css_class (button, "flat");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_object_set_data (G_OBJECT (button), "topos-rule", rule);
  g_signal_connect (button, "clicked", G_CALLBACK (forget_cb), self);
  adw_action_row_add_suffix (ADW_ACTION_ROW (line), button);
  adw_preferences_group_add (self->group, line);
}

static void
topos_rules_dialog_dispose (GObject *object)
{
  g_clear_pointer (&TOPOS_RULES_DIALOG (object)->rules, g_ptr_array_unref);
  G_OBJECT_CLASS (topos_rules_dialog_parent_class)->dispose (object);
}

static void
topos_rules_dialog_class_init (ToposRulesDialogClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = topos_rules_dialog_dispose;
  forget_signal = g_signal_new ("forget", TOPOS_TYPE_RULES_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/topos/Topos/rules.ui");
  gtk_widget_class_bind_template_child (widget_class, ToposRulesDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, ToposRulesDialog, group);
}

static void
topos_rules_dialog_init (ToposRulesDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

ToposRulesDialog *
topos_rules_dialog_new (GtkWindow *parent, GPtrArray *rules)
{
  ToposRulesDialog *self = g_object_new (TOPOS_TYPE_RULES_DIALOG, "transient-for", parent, NULL);

  self->rules = g_ptr_array_ref (rules);
  self->left = rules->len;
  for (guint i = 0; i < rules->len; i++)
    add_line (self, rules->pdata[i]);
  show_left (self);
  return self;
}
