/** The confidence of the bound, as the server has it where none was asked for. */
export const CONFIDENCE = 0.95;

/** Enough halvings that the interval is as narrow as a number can tell. */
const HALVINGS = 60;
/** A rank that differs from a whole number by less is that number. */
const ROUNDING = 1e-9;

/** What a threshold promises, from the ascending scores of good pictures; as io.blemish.prediction.Calibration does. */
export function promise(scores, threshold) {
  const above = scores.filter((score) => score > threshold).length;
  return { above, expected: (above + 1) / (scores.length + 1), bound: upperLimit(scores.length, above) };
}

/** The threshold for review that lets a share of good pictures pass; undefined without a share, or if it is not the larger. */
export function reviewThreshold(scores, threshold, share) {
  if (!share || share <= promise(scores, threshold).expected) {
    return undefined;
  }
  const allowed = Math.max(0, Math.floor((scores.length + 1) * share + ROUNDING) - 1);
  const rank = Math.max(promise(scores, threshold).above, allowed);
  return Math.min(threshold, scores[scores.length - 1 - Math.min(rank, scores.length - 1)]);
}

/** The upper limit of Clopper and Pearson. */
function upperLimit(n, k) {
  if (k >= n) {
    return 1;
  }
  let low = 0;
  let high = 1;
  for (let i = 0; i < HALVINGS; i++) {
    const middle = (low + high) / 2;
    if (atMost(n, middle, k) > 1 - CONFIDENCE) {
      low = middle;
    } else {
      high = middle;
    }
  }
  return high;
}

/** The probability of at most k successes in n tries. */
function atMost(n, p, k) {
  const odds = Math.log(p) - Math.log1p(-p);
  let logTerm = n * Math.log1p(-p);
  let sum = Math.exp(logTerm);
  for (let i = 0; i < k; i++) {
    logTerm += Math.log((n - i) / (i + 1)) + odds;
    sum += Math.exp(logTerm);
  }
  return sum;
}
