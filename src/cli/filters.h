/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/filter.h"
#include "gazetteer/gazetteer.h"
#include "library/reader.h"

#include <gio/gio.h>

/* The options that say what is looked at, shared by many commands. */
typedef struct {
  char *from, *to, *dates, *known_by, *place, *document, *bbox, *search, *outlet;
  gboolean undated;
} ToposFilterOptions;

/* The group of them, for topos_cli_parse; fills `options`, which must outlive it. */
GOptionGroup *topos_filter_options_group (ToposFilterOptions *options);
void          topos_filter_options_clear (ToposFilterOptions *options);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ToposFilterOptions, topos_filter_options_clear)

/* Alters the filter as they say, a place's name looked up in the library, then in the gazetteer.
 * TOPOS_ERROR_USAGE with what is wrong. */
bool topos_filter_options_apply (const ToposFilterOptions *options, ToposReader *reader,
                                 ToposFilter *filter, GError **error);

/* A place by its id, or by its name in the library, else in the gazetteer. */
bool topos_cli_find_place (ToposReader *reader, const char *text, ToposPlaceId *place,
                           GError **error);

/* "35.3,69.5" */
bool topos_cli_parse_point (const char *text, ToposPoint *point, GError **error);

/* "69,34,71,36": west, south, east, north. */
bool topos_cli_parse_box (const char *text, ToposBox *box, GError **error);

/* "2021-09-05", "2021-09", "2021". */
bool topos_cli_parse_days (const char *text, ToposDateSpan *days, GError **error);

/* The bundled gazetteer with the user's own names on top. TOPOS_ERROR_DATA. */
ToposGazetteer *topos_cli_gazetteer (GError **error);
