import { h } from './dom.js';
import { picture } from './picture.js';
import { shiftCounts, shiftOf } from './shift.js';
import { kind, sign } from './verdict.js';
import { duration, percent, ratio, t, whole } from './words.js';

/** More pixels than the picture has on a large screen, beside its verdict. */
const LONGEST_SIDE = 1200;

/** What one model sees, readable from ten metres away. */
export function tile(model, patience, signal) {
  const word = h('p', { class: 'word' }, '–');
  const measure = h('p', { class: 'measure' });
  const seen = h('div', { class: 'photo' });
  const numbers = h('dl', { class: 'figures' });
  const clock = h('p', { class: 'clock' });
  const element = h('section', { class: 'tile', 'aria-label': model, 'data-model': model }, h('div', { class: 'face' },
    h('div', { class: 'call' }, h('h2', null, model), word, measure), seen, h('div', { class: 'below' }, numbers, clock)));
  let shown = null;
  let since = null;
  let counted = null;

  function show(prediction, when) {
    shown = prediction;
    since = when;
    element.dataset.verdict = kind(prediction);
    word.replaceChildren(h('span', { class: 'sign', 'aria-hidden': 'true' }, sign(prediction)), ' ', t(`line.${prediction.verdict}`));
    measure.textContent = t('line.ratio', { ratio: ratio(prediction) });
    // The picture before goes at once, because it must not stand beside another verdict.
    seen.replaceChildren(prediction.kept ? picture(`v1/predictions/${prediction.id}/overlay`, { size: LONGEST_SIDE }, '', t('gone'))
      : h('span', { class: 'missing' }, t('gone')));
  }

  function write() {
    const { now, before } = counted;
    const rate = ({ seen: all, rejected }) => (all === 0 ? '–' : percent(rejected / all));
    numbers.replaceChildren(...[['line.seen', whole(now.seen)], ['line.rejected', whole(now.rejected)],
      ['line.rate', rate(now)], ['line.before', rate(before)]].map(([name, value]) => h('div', null, h('dt', null, t(name)), h('dd', null, value))));
  }

  return {
    element,

    /** Fetches the latest verdict and the counts. */
    async refresh() {
      counted = await shiftCounts(model, signal);
      if (counted.last && counted.last.id !== shown?.id) {
        show(counted.last, Date.parse(counted.last.time));
      }
      write();
    },

    /** Shows a new verdict. */
    add(prediction) {
      show(prediction, Date.now());
      if (counted && !(counted.last?.id >= prediction.id)) {
        counted.now.seen++;
        counted.now.rejected += prediction.anomalous;
        write();
      }
    },

    /** Says how old the picture is. Returns whether another shift has begun since the counts were fetched. */
    tick() {
      const seconds = since === null ? 0 : Math.max(0, (Date.now() - since) / 1000);
      clock.textContent = since === null ? t('live.none') : t('line.ago', { time: duration(seconds) });
      clock.classList.toggle('late', since === null || seconds > patience() * 60);
      return counted !== null && +shiftOf(new Date()).begin !== +counted.shift.begin;
    },
  };
}
