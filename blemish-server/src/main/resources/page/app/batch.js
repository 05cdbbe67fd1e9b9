import { saveCsv, text } from './csv.js';
import { announce, h } from './dom.js';
import { queue } from './queue.js';
import { kind } from './verdict.js';
import { duration, t, whole } from './words.js';

const COLUMNS = ['name', 'model', 'state', 'verdict', 'score', 'threshold', 'id', 'time', 'problem'];

const place = document.getElementById('batch');

/** Brings the bar of a batch that is under way up to date; null if no such bar is shown. */
let update = null;

/** Whether the bar is to be seen whatever becomes of the batch. */
let shown = true;

/** Shows how far a batch is, above every view, in the language of now. */
export function drawBatch() {
  shown = true;
  update = null;
  place.setAttribute('aria-label', t('batch'));
  refresh();
}

/** Shows nothing of a batch until it is drawn again. */
export function hideBatch() {
  shown = false;
  refresh();
}

/** A single picture needs no bar, unless something holds it. */
function refresh() {
  const batch = queue.batch;
  place.hidden = !shown || (batch.length < 2 && queue.held === null);
  if (place.hidden || queue.pending === 0) {
    update = null;
    place.replaceChildren(...(place.hidden ? [] : summary(batch)));
  } else {
    update ??= underWay();
    update(batch);
  }
}

/** The elements stay while their texts change, so that a button that has the focus keeps it. */
function underWay() {
  const count = h('b', null);
  const left = h('span', null);
  const bar = h('progress', { 'aria-label': t('batch') });
  const held = h('p', { class: 'held', role: 'status' });
  const resume = h('button', { type: 'button', class: 'primary', id: 'batch-resume', onclick: () => queue.resume() }, t('batch.resume'));
  place.replaceChildren(h('p', null, count, ' ', left), bar, held, h('div', { class: 'buttons' }, resume,
    h('button', { type: 'button', id: 'batch-cancel', onclick: () => queue.cancel() }, t('cancel'))));
  return (batch) => {
    const done = batch.length - queue.pending;
    const seconds = queue.secondsLeft;
    count.textContent = t('batch.running', { done: whole(done), n: batch.length });
    left.textContent = seconds === undefined ? '' : t('batch.left', { time: duration(Math.max(1, seconds)) });
    bar.max = batch.length;
    bar.value = done;
    held.textContent = queue.held === null ? '' : `${queue.held.message} ${t('batch.held')}`;
    held.hidden = queue.held === null;
    resume.hidden = queue.held === null;
  };
}

function summary(batch) {
  const left = queue.left;
  return [
    h('p', null, h('b', null, told(batch))),
    left.length > 0 && h('ul', { class: 'left' }, left.map((item) => h('li', null, h('span', { class: 'name' }, item.name), ': ',
      item.state === 'cancelled' ? t('batch.cancelled') : item.problem.message))),
    h('div', { class: 'buttons' },
      left.length > 0 && h('button', { type: 'button', class: 'primary', id: 'batch-again', onclick: () => queue.again(left) },
        t('batch.again', { n: left.length })),
      h('button', { type: 'button', id: 'batch-csv', onclick: () => saveCsv('batch.csv', [COLUMNS, ...batch.map(line)]) }, t('batch.csv')),
      h('button', { type: 'button', id: 'batch-close', onclick: () => queue.dismiss() }, t('close')))].filter(Boolean);
}

/** What became of the batch, in a sentence. */
function told(batch) {
  const judged = batch.filter(({ state }) => state === 'judged');
  const count = (word) => whole(judged.filter(({ prediction }) => kind(prediction) === word).length);
  const sentence = t('batch.done', { n: judged.length, of: whole(batch.length), normal: count('normal'), review: count('review'),
    anomalous: count('anomalous') });
  return queue.left.length === 0 ? sentence : `${sentence} ${t('batch.missing', { n: queue.left.length })}`;
}

const line = ({ name, model, state, prediction, problem }) => [text(name), text(model), state, prediction?.verdict ?? '',
  prediction?.score ?? '', prediction?.threshold ?? '', prediction?.id ?? '', prediction?.time ?? '', text(problem?.message ?? '')];

queue.addEventListener('change', ({ detail: item }) => {
  const batch = queue.batch;
  refresh();
  if (shown && item && batch.length > 1 && queue.pending === 0) {
    announce(told(batch));
  }
});
