import { h } from './dom.js';
import { percent, t } from './words.js';

/** How often versions were wrong, as far as somebody labelled their verdicts; `name` makes the first cell of a row. */
export const ratesTable = (rates, caption, name) => h('table', { class: 'list' },
  h('caption', { class: 'unseen' }, caption),
  h('thead', null, h('tr', null, ['model', 'rates.missed', 'rates.false'].map((key) => h('th', { scope: 'col' }, t(key))))),
  h('tbody', null, rates.map((one) => h('tr', null,
    h('td', { 'data-name': t('model') }, name(one)),
    h('td', { 'data-name': t('rates.missed') }, rate(one.missed)),
    h('td', { 'data-name': t('rates.false') }, rate(one.false_alarms))))));

const rate = ({ count, of, low, high }) => (of === 0 ? '–'
  : t('rates.share', { count, of, low: percent(low), high: percent(high) }));
