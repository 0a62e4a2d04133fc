/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "library/rules.h"

#include <adwaita.h>

/* The rules of the library, each with a button that forgets it: ui/rules.ui. Signal "forget"
 * (ToposRuleRow *): one is to be forgotten; its line is gone by then. */
#define TOPOS_TYPE_RULES_DIALOG (topos_rules_dialog_get_type ())
G_DECLARE_FINAL_TYPE (ToposRulesDialog, topos_rules_dialog, TOPOS, RULES_DIALOG, AdwWindow)

/* Takes a reference of `rules` (of ToposRuleRow). */
ToposRulesDialog *topos_rules_dialog_new (GtkWindow *parent, GPtrArray *rules);
