-- Verdicts that are to be delivered to other programs; a row goes when its receiver has it. Numbers are never used again.
CREATE TABLE outbox (
    number     INTEGER PRIMARY KEY AUTOINCREMENT,
    target     TEXT NOT NULL,
    prediction TEXT NOT NULL,
    -- Why the receiver did not take it, after the last attempt; null while it is to be delivered.
    problem    TEXT
);
CREATE INDEX outbox_target ON outbox (target, number);
CREATE INDEX outbox_failed ON outbox (number) WHERE problem IS NOT NULL;
