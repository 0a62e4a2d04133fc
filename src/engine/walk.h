/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* Called for each file, or for what could not be looked into (then with its error). */
typedef void (*ToposWalkFound) (const char *path, const GError *error, void *data);
/* Called for each folder before its files. */
typedef void (*ToposWalkFolder) (const char *path, void *data);

/* Goes through the folder at `path` and all below: files with a name that import/ takes, in
 * the order of their bytes, hidden ones left out. A folder is gone through once, however many
 * links lead to it. */
void topos_walk (const char *path, ToposWalkFolder folder, ToposWalkFound found, void *data);
