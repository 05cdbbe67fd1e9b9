-- A person is to look at a picture whose score is above this and not above the threshold; null if there was no such threshold.
ALTER TABLE prediction ADD COLUMN review_threshold DOUBLE PRECISION;
-- The queue of what waits for a person.
CREATE INDEX prediction_review ON prediction (id) WHERE anomalous = 0 AND score > review_threshold AND label IS NULL;
