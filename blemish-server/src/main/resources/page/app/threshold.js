import { get, send } from './api.js';
import { announce, h } from './dom.js';
import { movable } from './histogram.js';
import { CONFIDENCE, promise, reviewThreshold } from './promise.js';
import { failed, show } from './states.js';
import { badge } from './verdict.js';
import { figure, percent, promised, t, time } from './words.js';

/** How many past verdicts are told anew: as many as the server gives at once. */
const VERDICTS = 500;
/** How many of them are listed. */
const LISTED = 50;
const STEPS = 500;
const REVIEW_SHARES = [0.02, 0.05, 0.1, 0.2];

/**
 * A threshold to move over the scores of good pictures. While it moves, the promise changes and every past verdict of the model
 * is told anew; an engineer can set it.
 */
export function thresholds(model, path, { engineer, signal, refresh }) {
  const place = h('div', { class: 'move', role: 'region', 'aria-label': t('move') });
  show(place, async () => {
    const [{ choices }, { predictions }] = await Promise.all([
      get(`${path}/thresholds`, {}, signal),
      get('v1/predictions', { model: model.name, limit: VERDICTS }, signal)]);
    return slider(model, path, { choices, predictions, engineer, refresh });
  });
  return place;
}

function slider({ calibration, version }, path, { choices, predictions, engineer, refresh }) {
  const { scores } = calibration;
  const chart = movable(calibration, predictions);
  const { from, to } = chart.range;
  let threshold = calibration.threshold;
  const rows = predictions.slice(0, LISTED).map(row);

  const input = h('input', { id: 'move', type: 'range', min: Math.max(0, from), max: to, step: (to - from) / STEPS, value: threshold,
    oninput: () => move(Number(input.value)) });
  const shares = [...new Set([calibration.review?.share, ...REVIEW_SHARES])].filter(Boolean).sort((a, b) => a - b);
  const review = h('select', { id: 'move-review', onchange: () => move(threshold) },
    h('option', { value: 0 }, t('move.review.none')),
    shares.map((share) => h('option', { value: share, selected: share === calibration.review?.share }, t('move.share', { share: percent(share) }))));
  const sentence = h('p', { class: 'promise', role: 'status' });
  const tally = h('p', { class: 'tally' });
  const labelled = h('p', { class: 'hint' });

  function move(value) {
    threshold = value;
    input.value = value;
    input.setAttribute('aria-valuetext', figure(value));
    const lower = reviewThreshold(scores, value, Number(review.value));
    const judged = predictions.map((one) => ({ ...one, verdict: decide(one.score, value, lower) }));
    const { expected, bound } = promise(scores, value);
    sentence.textContent = t('move.promise', { threshold: figure(value), share: promised(expected), bound: promised(bound),
      confidence: percent(CONFIDENCE), n: scores.length });
    const count = (verdict) => judged.filter((one) => one.verdict === verdict).length;
    tally.textContent = predictions.length === 0 ? t('move.none') : t('move.tally', { n: predictions.length, defects: count('defect'),
      reviews: count('review'), changed: judged.filter((one, i) => one.verdict !== predictions[i].verdict).length });
    labelled.textContent = known(judged, predictions);
    rows.forEach((one, i) => one.tell(judged[i]));
    chart.move({ threshold: value, review: lower });
  }

  move(threshold);
  return [h('h3', null, t('move')), chart.element,
    h('div', { class: 'controls' }, h('label', { for: 'move' }, t('threshold')), input, h('label', { for: 'move-review' }, t('review')), review),
    h('p', { class: 'buttons' }, choices.map((choice) => h('button', { type: 'button', class: 'small', disabled: !choice.supported,
      title: choice.supported ? null : t('move.needs', { n: choice.pictures_needed }), 'data-share': choice.max_false_alarms,
      onclick: () => move(choice.threshold) }, t('move.share', { share: percent(choice.max_false_alarms) }))),
    h('button', { type: 'button', class: 'small', onclick: () => move(calibration.threshold) }, t('move.back'))),
    sentence, tally, labelled,
    engineer ? setting(path, version, () => ({ value: threshold, review: Number(review.value) }), refresh) : h('p', { class: 'hint' }, t('models.engineer')),
    rows.length > 0 && h('div', { class: 'retold', tabindex: 0, role: 'region', 'aria-label': t('move.verdicts') }, h('table', { class: 'list' },
      h('thead', null, h('tr', null, ['time', 'picture', 'score', 'move.then', 'move.now'].map((name) => h('th', { scope: 'col' }, t(name))))),
      h('tbody', null, rows.map(({ element }) => element))))];
}

const decide = (score, threshold, review) => (score > threshold ? 'defect' : score > (review ?? threshold) ? 'review' : 'ok');

/** Whether a labelled picture shows a defect; undefined if it has no label. */
function truth({ label, verdict }) {
  switch (label) {
    case 'good': return false;
    case 'defect': return true;
    case 'right': return verdict === 'defect';
    case 'wrong': return verdict !== 'defect';
    default: return undefined;
  }
}

/** What the threshold does to the pictures that a person has labelled. */
function known(judged, predictions) {
  const of = (defective) => judged.filter((_, i) => truth(predictions[i]) === defective);
  const found = (some) => some.filter((one) => one.verdict === 'defect').length;
  const [bad, good] = [of(true), of(false)];
  return bad.length + good.length === 0 ? ''
    : t('move.labelled', { found: found(bad), defects: bad.length, alarms: found(good), good: good.length });
}

function row(prediction) {
  const now = h('td', { 'data-name': t('move.now') });
  const element = h('tr', null,
    h('td', { 'data-name': t('time') }, h('a', { href: `#/verdict/${prediction.id}` }, time(prediction.time))),
    h('td', { 'data-name': t('picture'), class: 'name' }, prediction.name ?? t('unnamed')),
    h('td', { 'data-name': t('score'), class: 'number' }, figure(prediction.score)),
    h('td', { 'data-name': t('move.then') }, badge(prediction)),
    now);
  return { element, tell: (judged) => {
    now.replaceChildren(badge(judged));
    element.classList.toggle('changed', judged.verdict !== prediction.verdict);
  } };
}

/** Sets the threshold, with a reason. */
function setting(path, version, chosen, refresh) {
  const why = h('input', { id: 'why', maxlength: 1000 });
  const message = h('div', null);
  return h('form', { class: 'filters', onsubmit: async (event) => {
    event.preventDefault();
    try {
      await send('PUT', `${path}/threshold`, { version, ...chosen(), why: why.value.trim() || null });
      announce(t('move.set.done'));
      refresh();
    } catch (problem) {
      message.replaceChildren(failed(problem));
    }
  } },
  h('div', null, h('label', { for: 'why' }, t('move.why')), why),
  h('button', { type: 'submit', class: 'primary', id: 'set' }, t('move.set')), message);
}
