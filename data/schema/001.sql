-- SPDX-License-Identifier: GPL-3.0-or-later
-- A library is a GeoPackage: `places` and `mentions` are its layers, `documents` and `passages`
-- its attributes. The working tables below them carry short names in the singular.
-- Days are Julian day numbers; -2147483647 is "since ever", 2147483647 is "until now".
-- Offsets are bytes of the document's body in UTF-8, ends not counted in.

CREATE TABLE gpkg_spatial_ref_sys (
  srs_name TEXT NOT NULL,
  srs_id INTEGER NOT NULL PRIMARY KEY,
  organization TEXT NOT NULL,
  organization_coordsys_id INTEGER NOT NULL,
  definition TEXT NOT NULL,
  description TEXT
);
INSERT INTO gpkg_spatial_ref_sys VALUES
  ('Undefined Cartesian', -1, 'NONE', -1, 'undefined', NULL),
  ('Undefined geographic', 0, 'NONE', 0, 'undefined', NULL),
  ('WGS 84', 4326, 'EPSG', 4326,
   'GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563,AUTHORITY["EPSG","7030"]],AUTHORITY["EPSG","6326"]],PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],AUTHORITY["EPSG","4326"]]',
   'longitude and latitude in degrees');

CREATE TABLE gpkg_contents (
  table_name TEXT NOT NULL PRIMARY KEY,
  data_type TEXT NOT NULL,
  identifier TEXT UNIQUE,
  description TEXT DEFAULT '',
  last_change DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
  min_x DOUBLE,
  min_y DOUBLE,
  max_x DOUBLE,
  max_y DOUBLE,
  srs_id INTEGER REFERENCES gpkg_spatial_ref_sys (srs_id)
);
CREATE TABLE gpkg_geometry_columns (
  table_name TEXT NOT NULL PRIMARY KEY REFERENCES gpkg_contents (table_name),
  column_name TEXT NOT NULL,
  geometry_type_name TEXT NOT NULL,
  srs_id INTEGER NOT NULL REFERENCES gpkg_spatial_ref_sys (srs_id),
  z TINYINT NOT NULL,
  m TINYINT NOT NULL
);

-- Says that this is a library, and counts its changes.
CREATE TABLE topos_library (
  key TEXT NOT NULL PRIMARY KEY,
  value
) WITHOUT ROWID;
INSERT INTO topos_library VALUES ('revision', 1);

-- One run of the import. `at` is when, for people; nothing else depends on it.
CREATE TABLE import (
  id INTEGER PRIMARY KEY,
  at TEXT
);

-- `key` is 16 hex digits of the SHA-256 of the body: the same text is the same document in
-- every library. An origin tells where a fact was found, as core/article.h counts them.
CREATE TABLE document (
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,
  import INTEGER NOT NULL,
  title TEXT NOT NULL,
  title_origin INTEGER NOT NULL,
  outlet TEXT,
  outlet_origin INTEGER NOT NULL,
  author TEXT,
  author_origin INTEGER NOT NULL,
  url TEXT,
  url_origin INTEGER NOT NULL,
  published INTEGER,
  published_certainty INTEGER NOT NULL,
  published_origin INTEGER NOT NULL,
  published_why TEXT,
  language TEXT NOT NULL,
  source TEXT,
  source_hash TEXT,
  media_type TEXT,
  charset TEXT
);
CREATE INDEX document_source ON document (source);
CREATE INDEX document_published ON document (published);
CREATE INDEX document_import ON document (import);

CREATE TABLE document_text (
  document INTEGER PRIMARY KEY REFERENCES document (id) ON DELETE CASCADE,
  body TEXT NOT NULL,
  zones TEXT NOT NULL            -- "start end kind;"
);

-- A sentence. `char_start` counts code points. `first_day` to `last_day` spans all the days it
-- speaks of, `stretches` says how many there are in passage_day.
CREATE TABLE passage (
  id INTEGER PRIMARY KEY,
  document INTEGER NOT NULL REFERENCES document (id) ON DELETE CASCADE,
  paragraph INTEGER NOT NULL,
  start INTEGER NOT NULL,
  end INTEGER NOT NULL,
  char_start INTEGER NOT NULL,
  zone INTEGER NOT NULL,
  repeats INTEGER NOT NULL,
  first_day INTEGER,
  last_day INTEGER,
  stretches INTEGER NOT NULL,
  text TEXT NOT NULL
);
CREATE UNIQUE INDEX passage_document ON passage (document, start);

CREATE TABLE passage_day (
  passage INTEGER NOT NULL REFERENCES passage (id) ON DELETE CASCADE,
  n INTEGER NOT NULL,
  first_day INTEGER NOT NULL,
  last_day INTEGER NOT NULL,
  precision INTEGER NOT NULL,
  approx INTEGER NOT NULL,
  origin INTEGER NOT NULL,
  timex INTEGER,                 -- start of the timex it comes from
  PRIMARY KEY (passage, n)
) WITHOUT ROWID;

CREATE TABLE timex (
  document INTEGER NOT NULL REFERENCES document (id) ON DELETE CASCADE,
  start INTEGER NOT NULL,
  end INTEGER NOT NULL,
  type INTEGER NOT NULL,
  precision INTEGER NOT NULL,
  approx INTEGER NOT NULL,
  first_day INTEGER,
  last_day INTEGER,
  value TEXT NOT NULL,
  PRIMARY KEY (document, start)
) WITHOUT ROWID;

-- A place as it was when first mentioned; `origin` 0 the gazetteer, 1 made from a name in no
-- gazetteer, 2 the user. `geom` is a GeoPackage point.
CREATE TABLE place (
  id INTEGER PRIMARY KEY,
  geom BLOB NOT NULL,
  name TEXT NOT NULL,
  within TEXT NOT NULL,
  kind INTEGER NOT NULL,
  lat REAL NOT NULL,
  lon REAL NOT NULL,
  radius_km REAL NOT NULL,
  west REAL, south REAL, east REAL, north REAL,
  country TEXT NOT NULL,
  parent INTEGER,
  population INTEGER NOT NULL,
  rank INTEGER NOT NULL,
  geonameid INTEGER,
  origin INTEGER NOT NULL,
  renamed INTEGER NOT NULL DEFAULT 0
);

-- What lies inside what, each place inside itself.
CREATE TABLE place_inside (
  outer INTEGER NOT NULL,
  place INTEGER NOT NULL REFERENCES place (id) ON DELETE CASCADE,
  PRIMARY KEY (outer, place)
) WITHOUT ROWID;

CREATE VIRTUAL TABLE place_box USING rtree (id, west, east, south, north);
CREATE TRIGGER place_added AFTER INSERT ON place BEGIN
  INSERT OR REPLACE INTO place_box VALUES (new.id, new.lon, new.lon, new.lat, new.lat);
END;
CREATE TRIGGER place_moved AFTER UPDATE OF lat, lon ON place BEGIN
  INSERT OR REPLACE INTO place_box VALUES (new.id, new.lon, new.lon, new.lat, new.lat);
END;
CREATE TRIGGER place_removed AFTER DELETE ON place BEGIN
  DELETE FROM place_box WHERE id = old.id;
END;

-- A name of a place in a text. `place` is its marker (none when unplaced or rejected), `key` the
-- folded name, `counts` 1 where it counts in lists: not in a repeated paragraph, a credit or
-- furniture, not a part of another name. `decided` is 0 for the machine, else 1 + the reach of the
-- user's decision. `evidence` holds the candidates and their reasons, as
-- src/library/evidence.h says.
CREATE TABLE mention (
  id INTEGER PRIMARY KEY,
  document INTEGER NOT NULL REFERENCES document (id) ON DELETE CASCADE,
  passage INTEGER NOT NULL REFERENCES passage (id) ON DELETE CASCADE,
  start INTEGER NOT NULL,
  end INTEGER NOT NULL,
  key TEXT NOT NULL,
  place INTEGER REFERENCES place (id),
  counts INTEGER NOT NULL,
  sense INTEGER NOT NULL,
  standing INTEGER NOT NULL,
  demonym INTEGER NOT NULL,
  confidence INTEGER NOT NULL,
  unplaced_reason INTEGER NOT NULL,
  decided INTEGER NOT NULL,
  first_day INTEGER,
  last_day INTEGER,
  stretches INTEGER NOT NULL,
  evidence BLOB
);
CREATE UNIQUE INDEX mention_span ON mention (document, start, end);
CREATE INDEX mention_passage ON mention (passage);
CREATE INDEX mention_key ON mention (key);
CREATE INDEX mention_place ON mention (place, document, passage, first_day, last_day, stretches,
                                       counts, demonym, standing) WHERE place IS NOT NULL;
CREATE INDEX mention_unplaced ON mention (key, document) WHERE standing = 3;

CREATE VIRTUAL TABLE passage_words USING fts5 (
  text, content = 'passage', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2'
);
CREATE TRIGGER passage_added AFTER INSERT ON passage BEGIN
  INSERT INTO passage_words (rowid, text) VALUES (new.id, new.text);
END;
CREATE TRIGGER passage_removed AFTER DELETE ON passage BEGIN
  INSERT INTO passage_words (passage_words, rowid, text) VALUES ('delete', old.id, old.text);
END;

CREATE VIRTUAL TABLE document_words USING fts5 (
  title, content = 'document', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2'
);
CREATE TRIGGER document_added AFTER INSERT ON document BEGIN
  INSERT INTO document_words (rowid, title) VALUES (new.id, new.title);
END;
CREATE TRIGGER document_retitled AFTER UPDATE OF title ON document BEGIN
  INSERT INTO document_words (document_words, rowid, title) VALUES ('delete', old.id, old.title);
  INSERT INTO document_words (rowid, title) VALUES (new.id, new.title);
END;
CREATE TRIGGER document_removed AFTER DELETE ON document BEGIN
  INSERT INTO document_words (document_words, rowid, title) VALUES ('delete', old.id, old.title);
END;

-- What the user decided about names, from now on: `place` none means "not a place".
CREATE TABLE rule (
  key TEXT NOT NULL PRIMARY KEY,
  name TEXT NOT NULL,
  place INTEGER REFERENCES place (id)
) WITHOUT ROWID;

-- Places that the user found to be one: mentions of `place` go to `into`.
CREATE TABLE place_merge (
  place INTEGER NOT NULL PRIMARY KEY,
  into_place INTEGER NOT NULL REFERENCES place (id)
) WITHOUT ROWID;

-- The user's commands, in order; `undone` ones can be done again. `verb` as library/undo.h counts.
CREATE TABLE step (
  id INTEGER PRIMARY KEY,
  verb INTEGER NOT NULL,
  subject TEXT NOT NULL,
  object TEXT NOT NULL,
  count INTEGER NOT NULL,
  import INTEGER,
  undone INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE step_changes (
  step INTEGER NOT NULL REFERENCES step (id) ON DELETE CASCADE,
  n INTEGER NOT NULL,
  changes BLOB NOT NULL,
  PRIMARY KEY (step, n)
);

-- What an import brought that is undone, each row with its step, so that it can be done again.
CREATE TABLE undone_document AS SELECT 0 AS step, * FROM document WHERE 0;
CREATE TABLE undone_document_text AS SELECT 0 AS step, * FROM document_text WHERE 0;
CREATE TABLE undone_passage AS SELECT 0 AS step, * FROM passage WHERE 0;
CREATE TABLE undone_passage_day AS SELECT 0 AS step, * FROM passage_day WHERE 0;
CREATE TABLE undone_timex AS SELECT 0 AS step, * FROM timex WHERE 0;
CREATE TABLE undone_mention AS SELECT 0 AS step, * FROM mention WHERE 0;
CREATE TABLE undone_place AS SELECT 0 AS step, * FROM place WHERE 0;
CREATE TABLE undone_place_inside AS SELECT 0 AS step, * FROM place_inside WHERE 0;

-- How often each place counts, for the map's layer and for the list of all places; counted anew
-- for what is in place_stale. `marked` are the passages that do more than name it by a demonym;
-- days and standing are those of the list (an open end counts as the other one).
CREATE TABLE place_count (
  place INTEGER PRIMARY KEY,
  passages INTEGER NOT NULL,
  mentions INTEGER NOT NULL,
  documents INTEGER NOT NULL,
  marked INTEGER NOT NULL,
  first_day INTEGER,
  last_day INTEGER,
  standing INTEGER NOT NULL
);
CREATE TABLE place_stale (place INTEGER PRIMARY KEY);
CREATE TRIGGER mention_added AFTER INSERT ON mention WHEN new.place IS NOT NULL BEGIN
  INSERT OR IGNORE INTO place_stale VALUES (new.place);
END;
CREATE TRIGGER mention_changed AFTER UPDATE ON mention BEGIN
  INSERT OR IGNORE INTO place_stale SELECT new.place WHERE new.place IS NOT NULL;
  INSERT OR IGNORE INTO place_stale SELECT old.place WHERE old.place IS NOT NULL;
END;
CREATE TRIGGER mention_removed AFTER DELETE ON mention WHEN old.place IS NOT NULL BEGIN
  INSERT OR IGNORE INTO place_stale VALUES (old.place);
END;

-- What QGIS and GDAL see.
CREATE VIEW places AS
  SELECT place.id AS OGC_FID, place.geom, place.name, place.within, place.country,
         place.population, place.geonameid, place_count.passages, place_count.mentions,
         place_count.documents
    FROM place JOIN place_count ON place_count.place = place.id
   WHERE place_count.mentions > 0;
CREATE VIEW mentions AS
  SELECT mention.id AS OGC_FID, place.geom, place.name AS place, mention.confidence,
         passage.text AS passage, document.title AS document, document.outlet
    FROM mention JOIN place ON place.id = mention.place
    JOIN passage ON passage.id = mention.passage JOIN document ON document.id = mention.document
   WHERE mention.counts = 1;
CREATE VIEW documents AS
  SELECT document.id AS OGC_FID, document.key, document.title, document.outlet, document.author,
         document.url, document.source
    FROM document;
CREATE VIEW passages AS
  SELECT passage.id AS OGC_FID, passage.document, passage.start, passage.end, passage.text
    FROM passage;

INSERT INTO gpkg_contents (table_name, data_type, identifier, description, srs_id) VALUES
  ('places', 'features', 'places', 'places that the articles name', 4326),
  ('mentions', 'features', 'mentions', 'where each place is named', 4326),
  ('documents', 'attributes', 'documents', 'the articles', NULL),
  ('passages', 'attributes', 'passages', 'their sentences', NULL);
INSERT INTO gpkg_geometry_columns VALUES
  ('places', 'geom', 'POINT', 4326, 0, 0),
  ('mentions', 'geom', 'POINT', 4326, 0, 0);
