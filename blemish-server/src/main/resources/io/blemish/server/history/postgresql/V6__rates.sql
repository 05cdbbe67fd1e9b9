-- With all that the rates of right and wrong verdicts need, so that no labelled verdict is looked up in the table.
DROP INDEX prediction_label;
CREATE INDEX prediction_label ON prediction (id) INCLUDE (model, version, anomalous, score, review_threshold, label)
    WHERE label IS NOT NULL;
