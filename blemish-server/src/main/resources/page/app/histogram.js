import { drawn, h, s } from './dom.js';
import { figure, t } from './words.js';

const HEIGHT = 170;
const TOP = 26;
const BOTTOM = 30;
const SIDE = 12;
/** How long the mark of a past verdict is. */
const MARK = 12;

/** A score against the threshold and the scores of good pictures that the model did not learn from. */
export function histogram(calibration, score) {
  const { scores, threshold } = calibration;
  const range = span([scores[0], scores.at(-1), threshold, score ?? threshold]);
  const below = scores.filter((one) => one <= score).length;
  const label = score === undefined
    ? t('histogram.model', { n: scores.length, threshold: figure(threshold) })
    : t('histogram.label', { n: scores.length, score: figure(score), threshold: figure(threshold), below });
  return h('figure', { class: 'histogram' },
    drawn(h('div', { role: 'img', 'aria-label': label }), (width) =>
      draw(width, scores, range, { threshold, review: calibration.review?.threshold, score })),
    h('figcaption', null, t('histogram.caption', { n: scores.length })));
}

/** The same without a score, with marks for past verdicts and thresholds that move: `move` draws them anew. */
export function movable(calibration, verdicts) {
  const { scores, threshold } = calibration;
  const range = span([scores[0], scores.at(-1), threshold, ...verdicts.map(({ score }) => score)]);
  let now = { threshold, review: undefined, verdicts };
  const picture = drawn(h('div', { role: 'img' }), (width) => draw(width, scores, range, now));
  return {
    element: h('figure', { class: 'histogram' }, picture, h('figcaption', null, t('histogram.marks', { n: verdicts.length }))),
    range,
    move(change) {
      now = { ...now, ...change };
      picture.setAttribute('aria-label', t('histogram.model', { n: scores.length, threshold: figure(now.threshold) }));
      picture.redraw();
    },
  };
}

/** An interval around some values, with a margin. */
function span(values) {
  const low = Math.min(...values);
  const high = Math.max(...values);
  const margin = (high - low || 1) * 0.06;
  return { from: low - margin, to: high + margin };
}

function bins(scores, { from, to }) {
  const count = Math.min(40, Math.max(12, Math.ceil(Math.sqrt(scores.length)) * 3));
  const counts = new Array(count).fill(0);
  for (const score of scores) {
    counts[Math.min(count - 1, Math.floor((score - from) / (to - from) * count))]++;
  }
  return counts;
}

function draw(width, scores, { from, to }, { threshold, review, score, verdicts = [] }) {
  const counts = bins(scores, { from, to });
  const x = (value) => SIDE + (value - from) / (to - from) * (width - 2 * SIDE);
  const base = HEIGHT - BOTTOM;
  // With very few pictures, a bar of one picture must not be as high as the chart.
  const tallest = Math.max(3, ...counts);
  const step = (to - from) / counts.length;
  const bars = counts.map((count, i) => count > 0 && s('rect', {
    class: 'bin', x: x(from + i * step) + 0.5, width: Math.max(1, x(from + step) - x(from) - 1),
    y: base - count / tallest * (base - TOP - 8), height: count / tallest * (base - TOP - 8),
  }));
  const kind = (value) => (value > threshold ? 'anomalous' : value > (review ?? threshold) ? 'review' : 'normal');
  const anchor = (at) => (at < width * 0.25 ? 'start' : at > width * 0.75 ? 'end' : 'middle');
  return s('svg', { width, height: HEIGHT, viewBox: `0 0 ${width} ${HEIGHT}`, 'aria-hidden': 'true' },
    s('line', { class: 'axis', x1: SIDE, x2: width - SIDE, y1: base, y2: base }),
    bars,
    verdicts.map((one) => s('line', { class: `mark ${kind(one.score)}`, x1: x(one.score), x2: x(one.score), y1: base + 1, y2: base + MARK })),
    review < threshold && s('line', { class: 'threshold review', x1: x(review), x2: x(review), y1: TOP - 8, y2: base + 4 }),
    s('line', { class: 'threshold', x1: x(threshold), x2: x(threshold), y1: TOP - 8, y2: base + 4 }),
    s('text', { class: 'threshold-text', x: x(threshold), y: verdicts.length > 0 ? TOP - 12 : HEIGHT - 8, 'text-anchor': anchor(x(threshold)) },
      `${t('threshold')} ${figure(threshold)}`),
    score !== undefined && [
      s('path', { class: `score ${kind(score)}`, d: `M${x(score)} ${base} V${TOP} m-5 0 h10 l-5 8 z` }),
      s('text', { class: 'score-text', x: x(score), y: TOP - 9, 'text-anchor': anchor(x(score)) },
        `${t('score')} ${figure(score)}`)]);
}
