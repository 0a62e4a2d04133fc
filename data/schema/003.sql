-- SPDX-License-Identifier: GPL-3.0-or-later
-- The text of a document is kept once: its passages have their own, `rest` has the bytes between them.
-- Texts that were stored before are there whole, and are not bytes but text.
ALTER TABLE document_text RENAME COLUMN body TO rest;
ALTER TABLE undone_document_text RENAME COLUMN body TO rest;
