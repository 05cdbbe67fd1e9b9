import { drawn, h, s } from './dom.js';
import { figure, percent, t, tick, whole } from './words.js';

const HEIGHT = 200;
const LEFT = 56;
const RIGHT = 10;
const TOP = 12;
const BOTTOM = 26;

const BASE = HEIGHT - BOTTOM;

/** The scores over time: a band from the smallest to the largest, a line for the mean and one for the threshold. */
export function scoreChart({ from, to, buckets }) {
  const filled = buckets.filter((bucket) => bucket.count > 0);
  const values = filled.flatMap((bucket) => [bucket.min_score, bucket.max_score, bucket.threshold]);
  const low = Math.min(...values);
  const high = Math.max(...values);
  const pad = (high - low || 1) * 0.08;
  return chart(t('chart.scores'), t('chart.scores.label', { low: figure(low), high: figure(high) }),
    { from, to, buckets, low: Math.max(0, low - pad), high: high + pad, format: figure }, (x, y, middle) => [
      filled.map((bucket) => s('line', { class: 'band', x1: middle(bucket), x2: middle(bucket),
        y1: y(bucket.min_score) + 1, y2: y(bucket.max_score) - 1, 'stroke-width': Math.max(2, (x(bucket.to) - x(bucket.from)) * 0.7) })),
      s('polyline', { class: 'mean', points: filled.map((bucket) => `${middle(bucket)},${y(bucket.mean_score)}`).join(' ') }),
      filled.map((bucket) => s('circle', { class: 'mean-dot', r: 2.5, cx: middle(bucket), cy: y(bucket.mean_score) })),
      s('polyline', { class: 'threshold', points: filled.flatMap((bucket) =>
        [`${x(bucket.from)},${y(bucket.threshold)}`, `${x(bucket.to)},${y(bucket.threshold)}`]).join(' ') })],
    [['mean', t('chart.mean')], ['band', t('chart.band')], ['threshold', t('threshold')]]);
}

/** The share of anomalous verdicts over time. */
export function rateChart({ from, to, buckets }) {
  const count = buckets.reduce((sum, bucket) => sum + bucket.count, 0);
  const anomalous = buckets.reduce((sum, bucket) => sum + bucket.anomalous, 0);
  const highest = Math.max(0.01, ...buckets.map((bucket) => (bucket.count > 0 ? bucket.anomalous / bucket.count : 0)));
  const high = [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1].find((step) => step >= highest);
  return chart(t('chart.rate'), t('chart.rate.label', { n: count, anomalous: whole(anomalous), share: percent(anomalous / count) }),
    { from, to, buckets, low: 0, high, format: (value) => percent(value) }, (x, y) => buckets.map((bucket) =>
      bucket.anomalous > 0 && s('rect', { class: 'rate', x: x(bucket.from) + 0.5,
        width: Math.max(1.5, x(bucket.to) - x(bucket.from) - 1),
        y: y(bucket.anomalous / bucket.count), height: BASE - y(bucket.anomalous / bucket.count) })), []);
}

function chart(title, label, scale, marks, legend) {
  return h('figure', { class: 'chart' }, h('figcaption', null, h('b', null, title),
    legend.map(([kind, text]) => h('span', { class: `key ${kind}` }, text))),
  drawn(h('div', { role: 'img', 'aria-label': label }), (width) => draw(width, scale, marks)));
}

function draw(width, { from, to, buckets, low, high, format }, marks) {
  const start = Date.parse(from);
  const span = Date.parse(to) - start;
  const x = (iso) => LEFT + (Date.parse(iso) - start) / span * (width - LEFT - RIGHT);
  const y = (value) => BASE - (value - low) / (high - low) * (BASE - TOP);
  const middle = (bucket) => (x(bucket.from) + x(bucket.to)) / 2;
  const columns = Math.max(2, Math.min(8, Math.floor(width / 140)));
  return s('svg', { width, height: HEIGHT, viewBox: `0 0 ${width} ${HEIGHT}` },
    [0, 0.5, 1].map((part) => {
      const value = low + part * (high - low);
      return [s('line', { class: 'grid', x1: LEFT, x2: width - RIGHT, y1: y(value), y2: y(value) }),
        s('text', { class: 'tick', x: LEFT - 6, y: y(value) + 4, 'text-anchor': 'end' }, format(value))];
    }),
    Array.from({ length: columns }, (_, i) => {
      const part = i / (columns - 1);
      return s('text', { class: 'tick', x: LEFT + part * (width - LEFT - RIGHT), y: HEIGHT - 6,
        'text-anchor': part === 0 ? 'start' : part === 1 ? 'end' : 'middle' }, tick(new Date(start + part * span), span));
    }),
    marks(x, y, middle),
    buckets.map((bucket) => bucket.count > 0 && s('rect', { class: 'touch', x: x(bucket.from), y: TOP,
      width: x(bucket.to) - x(bucket.from), height: BASE - TOP }, s('title', null, t('chart.bucket', {
      from: tick(new Date(bucket.from), span), n: bucket.count, anomalous: whole(bucket.anomalous),
      mean: figure(bucket.mean_score) })))));
}
