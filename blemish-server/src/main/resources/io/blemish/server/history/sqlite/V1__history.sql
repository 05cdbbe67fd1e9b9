-- Identifiers sort by time, so that the primary key serves for every question about time.
CREATE TABLE prediction (
    id              TEXT PRIMARY KEY NOT NULL,
    time_ms         INTEGER NOT NULL,
    model           TEXT NOT NULL,
    version         TEXT NOT NULL,
    name            TEXT,
    score           REAL NOT NULL,
    threshold       REAL NOT NULL,
    pixel_threshold REAL NOT NULL,
    anomalous       INTEGER NOT NULL,
    width           INTEGER NOT NULL,
    height          INTEGER NOT NULL,
    regions         TEXT NOT NULL,
    picture_sha256  TEXT NOT NULL,
    label           TEXT,
    note            TEXT
) WITHOUT ROWID;
CREATE INDEX prediction_model ON prediction (model, id);
CREATE INDEX prediction_anomalous ON prediction (id) WHERE anomalous = 1;
CREATE INDEX prediction_label ON prediction (id) WHERE label IS NOT NULL;

-- How a version laid pictures before its network: needed to draw its maps when it is gone.
CREATE TABLE model_version (
    version       TEXT PRIMARY KEY NOT NULL,
    preprocessing TEXT NOT NULL
);
