-- Identifiers sort by time, so that the primary key serves for every question about time.
CREATE TABLE prediction (
    id              VARCHAR(36) COLLATE "C" PRIMARY KEY,
    time_ms         BIGINT NOT NULL,
    model           TEXT NOT NULL,
    version         TEXT NOT NULL,
    name            TEXT,
    score           DOUBLE PRECISION NOT NULL,
    threshold       DOUBLE PRECISION NOT NULL,
    pixel_threshold DOUBLE PRECISION NOT NULL,
    anomalous       INTEGER NOT NULL,
    width           INTEGER NOT NULL,
    height          INTEGER NOT NULL,
    regions         TEXT NOT NULL,
    picture_sha256  TEXT NOT NULL,
    label           TEXT,
    note            TEXT
);
CREATE INDEX prediction_model ON prediction (model, id);
CREATE INDEX prediction_anomalous ON prediction (id) WHERE anomalous = 1;
CREATE INDEX prediction_label ON prediction (id) WHERE label IS NOT NULL;

-- How a version laid pictures before its network: needed to draw its maps when it is gone.
CREATE TABLE model_version (
    version       TEXT PRIMARY KEY,
    preprocessing TEXT NOT NULL
);
