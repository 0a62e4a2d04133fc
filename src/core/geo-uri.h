/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/geo.h"

/* The point that a geo: link names (RFC 5870): "geo:35.31,69.52;u=100", and with the query that
 * phones put the point in, "geo:0,0?q=35.31,69.52(Bazarak)". False for what is no such link, or
 * names another datum than WGS 84. */
bool topos_geo_uri_parse (const char *uri, ToposPoint *point);
