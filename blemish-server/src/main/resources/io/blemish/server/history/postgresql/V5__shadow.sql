-- What the shadow of the model said about the picture; null if there was none or it missed the picture.
ALTER TABLE prediction ADD COLUMN shadow_version TEXT;
ALTER TABLE prediction ADD COLUMN shadow_score DOUBLE PRECISION;
ALTER TABLE prediction ADD COLUMN shadow_threshold DOUBLE PRECISION;
ALTER TABLE prediction ADD COLUMN shadow_review_threshold DOUBLE PRECISION;
ALTER TABLE prediction ADD COLUMN shadow_verdict TEXT;
-- Why it could not judge the picture.
ALTER TABLE prediction ADD COLUMN shadow_problem TEXT;
CREATE INDEX prediction_shadow_differs ON prediction (id) WHERE shadow_verdict
    <> CASE WHEN anomalous = 1 THEN 'defect' WHEN score > review_threshold THEN 'review' ELSE 'ok' END;
