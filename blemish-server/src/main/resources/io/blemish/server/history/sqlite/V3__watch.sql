-- Files that were taken from a watched folder, so that none is judged twice; without a verdict if the picture was refused.
CREATE TABLE taken_file (
    folder      TEXT NOT NULL,
    name        TEXT NOT NULL,
    bytes       INTEGER NOT NULL,
    modified_ms INTEGER NOT NULL,
    prediction  TEXT,
    PRIMARY KEY (folder, name, bytes, modified_ms)
) WITHOUT ROWID;
