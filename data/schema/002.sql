-- SPDX-License-Identifier: GPL-3.0-or-later
-- What was weighed for mentions moves to a table of its own, since most mentions of a document that
-- share a name share it. The bytes are as src/library/evidence.h says.
CREATE TABLE evidence (
  document INTEGER NOT NULL REFERENCES document (id) ON DELETE CASCADE,
  n INTEGER NOT NULL,
  bytes BLOB NOT NULL,
  PRIMARY KEY (document, n)
) WITHOUT ROWID;
INSERT INTO evidence
  SELECT document, row_number () OVER (PARTITION BY document ORDER BY min (id)) - 1, evidence
    FROM mention WHERE evidence IS NOT NULL GROUP BY document, evidence;

CREATE TABLE undone_evidence AS SELECT 0 AS step, * FROM evidence WHERE 0;
INSERT INTO undone_evidence
  SELECT step, document, row_number () OVER (PARTITION BY step, document ORDER BY min (id)) - 1, evidence
    FROM undone_mention WHERE evidence IS NOT NULL GROUP BY step, document, evidence;

-- `evidence` of a mention is now the number of its evidence in the document; none when the user found
-- the name. It stays the last column: recorded changes count them.
ALTER TABLE mention RENAME COLUMN evidence TO weighed;
ALTER TABLE mention ADD COLUMN evidence INTEGER;
UPDATE mention SET evidence = (SELECT n FROM evidence AS e
                                WHERE e.document = mention.document AND e.bytes = mention.weighed);
ALTER TABLE mention DROP COLUMN weighed;

ALTER TABLE undone_mention RENAME COLUMN evidence TO weighed;
ALTER TABLE undone_mention ADD COLUMN evidence INT;
UPDATE undone_mention SET evidence = (SELECT n FROM undone_evidence AS e
                                       WHERE e.step = undone_mention.step
                                         AND e.document = undone_mention.document
                                         AND e.bytes = undone_mention.weighed);
ALTER TABLE undone_mention DROP COLUMN weighed;

-- The history may bring back mentions as version 1 recorded them, with the bytes in place.
CREATE TRIGGER mention_weighed AFTER INSERT ON mention WHEN typeof (new.evidence) = 'blob' BEGIN
  INSERT INTO evidence
    SELECT new.document, (SELECT count (*) FROM evidence WHERE document = new.document), new.evidence
     WHERE NOT EXISTS (SELECT 1 FROM evidence WHERE document = new.document
                                                AND bytes = new.evidence);
  UPDATE mention SET evidence = (SELECT n FROM evidence WHERE document = new.document
                                    AND bytes = new.evidence) WHERE id = new.id;
END;

-- Counts the changes of documents, passages and days; the others only say what names mean.
INSERT INTO topos_library VALUES ('texts', 1);
