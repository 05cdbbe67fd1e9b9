-- Files that were taken from a watched folder, so that none is judged twice; without a verdict if the picture was refused.
CREATE TABLE taken_file (
    folder      TEXT NOT NULL,
    name        TEXT NOT NULL,
    bytes       BIGINT NOT NULL,
    modified_ms BIGINT NOT NULL,
    prediction  VARCHAR(36),
    PRIMARY KEY (folder, name, bytes, modified_ms)
);
