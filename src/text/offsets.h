/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <stdint.h>

/* Turns byte offsets of one UTF-8 text into code points and back, in constant time, from a
 * mark every 64 bytes. */
typedef struct ToposOffsets ToposOffsets;

/* `text` must be valid UTF-8 and outlive the offsets. */
ToposOffsets *topos_offsets_new (const char *text, size_t length);
void          topos_offsets_free (ToposOffsets *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ToposOffsets, topos_offsets_free)

/* How many code points lie before byte `byte` (held to the text's length). */
uint32_t topos_offsets_to_chars (const ToposOffsets *self, uint32_t byte);

/* The byte at which code point `chars` begins (held to the text's length). */
uint32_t topos_offsets_to_bytes (const ToposOffsets *self, uint32_t chars);
