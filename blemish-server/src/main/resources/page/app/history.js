import { get } from './api.js';
import { rateChart, scoreChart } from './charts.js';
import { h } from './dom.js';
import { marks } from './marks.js';
import { offerModels } from './offer.js';
import { pages } from './pages.js';
import { picture } from './picture.js';
import { ratesTable } from './rates.js';
import { empty, show } from './states.js';
import { badge, download } from './verdict.js';
import { figure, ratio, t, time } from './words.js';

const PAGE = 25;
const THUMBNAIL = 120;
const HOUR = 3600e3;
const PERIODS = { '1h': HOUR, '24h': 24 * HOUR, '7d': 7 * 24 * HOUR, '30d': 30 * 24 * HOUR, '365d': 365 * 24 * HOUR };
const FILTERS = ['period', 'from', 'to', 'model', 'verdict', 'label', 'min_score', 'max_score'];

/** Past verdicts: charts, a table, labels, CSV. The filters are in the address. */
export function history({ main, query, signal, again }) {
  const asked = Object.fromEntries(FILTERS.map((name) => [name, query.get(name) ?? '']));
  asked.period ||= '24h';
  const range = span(asked);
  const filter = { ...range, model: asked.model, verdict: asked.verdict, label: asked.label,
    min_score: asked.min_score, max_score: asked.max_score };
  const charts = h('div', { class: 'charts' });
  const table = h('div', null);
  main.replaceChildren(
    h('div', { class: 'title' }, h('h1', null, t('history')),
      h('span', { class: 'buttons' },
        h('button', { type: 'button', onclick: again }, t('refresh')),
        download('v1/predictions.csv', filter, 'predictions.csv', t('history.csv')),
        download('v1/predictions.zip', filter, 'labelled.zip', t('history.zip')))),
    form(asked, signal), queue(asked.model, signal), charts, rates({ ...range, model: asked.model }, signal), table);
  main.querySelectorAll('a[download]').forEach((link) => link.classList.add('button'));
  show(charts, async () => {
    const to = range.to || new Date().toISOString();
    const summary = await get('v1/summary', { from: range.from, to, model: asked.model, buckets: 48 }, signal);
    return summary.buckets.some((bucket) => bucket.count > 0) ? [await scores(summary, asked.model, signal), rateChart(summary)] : [];
  }, again);
  page(table, filter, [], signal, again);
}

/** The scores of one model: those of several have no common axis. */
async function scores(summary, model, signal) {
  const { models } = model === '' ? await get('v1/models', {}, signal) : { models: [] };
  return models.length > 1 ? h('figure', { class: 'chart' }, h('figcaption', null, h('b', null, t('chart.scores'))),
    h('p', { class: 'hint' }, t('chart.scores.choose'))) : scoreChart(summary);
}

/** How many pictures wait for a person, with a link to them. */
function queue(model, signal) {
  const place = h('p', { class: 'queue' });
  get('v1/summary', { ...span({ period: '365d' }), model, verdict: 'review', label: 'none', buckets: 1 }, signal).then(({ buckets }) => {
    const { count } = buckets[0];
    if (count > 0) {
      const query = new URLSearchParams({ period: '365d', model, verdict: 'review', label: 'none' });
      place.append(h('a', { class: 'button', href: `#/history?${query}` }, t('review.waiting', { n: count })));
    }
  }, () => {});
  return place;
}

/** How often each version was wrong, as far as somebody labelled its verdicts. */
function rates(filter, signal) {
  const place = h('section', { class: 'rates' });
  get('v1/rates', filter, signal).then((answer) => {
    if (answer.rates.length > 0) {
      place.append(h('h2', null, t('rates')), h('p', { class: 'hint' }, t('rates.advice')),
        ratesTable(answer.rates, t('rates'), (one) => [one.model, ' ', h('small', null, one.version)]));
    }
  }, () => {});
  return place;
}

function span({ period, from, to }) {
  return period === 'own'
    ? { from: from && new Date(from).toISOString(), to: to && new Date(to).toISOString() }
    : { from: new Date(Date.now() - PERIODS[period]).toISOString(), to: '' };
}

function form(asked, signal) {
  const choice = (name, options) => h('div', null, h('label', { for: name }, t(`history.${name}`)),
    h('select', { id: name, name }, options.map(([value, text]) => h('option', { value, selected: value === asked[name] }, text))));
  const field = (name, type, more) => h('div', null, h('label', { for: name }, t(`history.${name}`)),
    h('input', { id: name, name, type, value: asked[name], ...more }));
  const model = choice('model', [['', t('all')]]);
  offerModels(model.querySelector('select'), asked.model, signal);
  const own = asked.period === 'own';
  const element = h('form', { class: 'filters', onsubmit: (event) => event.preventDefault(), onchange: () => {
    const chosen = new URLSearchParams([...new FormData(element)].filter(([, value]) => value !== ''));
    location.hash = `#/history?${chosen}`;
  } },
  choice('period', [...Object.keys(PERIODS), 'own'].map((name) => [name, t(`period.${name}`)])),
  own && [field('from', 'datetime-local', { required: true }), field('to', 'datetime-local')],
  model,
  choice('verdict', [['', t('all')], ['ok', t('normal')], ['review', t('review')], ['anomalous', t('anomalous')]]),
  choice('label', [['', t('all')], ...['right', 'wrong', 'good', 'defect'].map((word) => [word, t(word)]), ['none', t('unlabelled')]]),
  field('min_score', 'number', { step: 'any' }), field('max_score', 'number', { step: 'any' }));
  return element;
}

/** A page of the table. `before` has the cursors of the newer pages. */
function page(place, filter, before, signal, again) {
  return show(place, async () => {
    const { predictions, next } = await get('v1/predictions', { ...filter, limit: PAGE, after: before.at(-1) }, signal);
    if (predictions.length === 0 && before.length === 0) {
      return empty(t('history.none'), t('history.none.advice'));
    }
    const turn = (cursors) => page(place, filter, cursors, signal);
    return [table(predictions), pages(before, next, turn)];
  }, again);
}

const COLUMNS = ['time', 'verdict', 'ratio', 'score', 'model', 'picture', 'label'];

const table = (predictions) => h('table', { class: 'list' },
  h('caption', { class: 'unseen' }, t('history')),
  h('thead', null, h('tr', null, COLUMNS.map((name) => h('th', { scope: 'col' }, t(name))))),
  h('tbody', null, predictions.map(row)));

function row(prediction) {
  const cell = (name, content, kind) => h('td', { 'data-name': t(name), class: kind }, content);
  return h('tr', null,
    cell('time', h('a', { href: `#/verdict/${prediction.id}` }, time(prediction.time))),
    cell('verdict', badge(prediction)),
    cell('ratio', ratio(prediction), 'number'),
    cell('score', figure(prediction.score), 'number'),
    cell('model', [prediction.model, ' ', h('small', null, prediction.version)]),
    cell('picture', [thumbnail(prediction), ' ', prediction.name ?? t('unnamed')], 'name'),
    cell('label', marks(prediction)));
}

const thumbnail = ({ id, kept }) => kept && h('a', { class: 'thumbnail', href: `#/verdict/${id}`, 'aria-label': t('verdict') },
  picture(`v1/predictions/${id}/overlay`, { size: THUMBNAIL }, '', t('gone')));
