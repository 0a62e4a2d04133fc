/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "export/export.h"

#include <stdint.h>

/* One library of the sample articles serves all tests of a program, in a folder of its own. */
extern char *kit_folder;
extern char *kit_library;

void kit_open (void);

/* Removes the folder, unless TOPOS_PICTURES asks to keep it for a look. */
void kit_close (void);

const char *kit_data_dir (void);

/* A path in the folder. Returns: (transfer full). */
char *kit_output (const char *name);

/* Exports to a file of that name, which must work. Returns: (transfer full) its bytes. */
GBytes *kit_export (const char *name, const ToposFilter *filter, const ToposPicture *picture,
                    ToposExportReport *report);

/* The file as text, until the next call. */
const char *kit_text (GBytes *file);

/* How often `what` stands in the text. */
int kit_count (const char *text, const char *what);

/* 900 x 640 pixels at 96 dpi. */
ToposPicture kit_picture (void);

/* From 0 to 1, the same row of numbers from the same state on every machine. */
double kit_unit (uint64_t *state);
