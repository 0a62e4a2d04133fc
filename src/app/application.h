/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

/* The program: one process, any number of windows, one library each. */
#define TOPOS_TYPE_APPLICATION (topos_application_get_type ())
G_DECLARE_FINAL_TYPE (ToposApplication, topos_application, TOPOS, APPLICATION, AdwApplication)

ToposApplication *topos_application_new (void);
