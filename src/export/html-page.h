/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* page.css and page.js, as the page holds them. */
extern const char topos_page_style[];
extern const char topos_page_script[];
