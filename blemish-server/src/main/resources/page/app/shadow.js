import { get, send } from './api.js';
import { announce, h } from './dom.js';
import { marks } from './marks.js';
import { pages } from './pages.js';
import { picture } from './picture.js';
import { ratesTable } from './rates.js';
import { empty, failed, show } from './states.js';
import { badge, KINDS } from './verdict.js';
import { ratio, t, time } from './words.js';

const PAGE = 24;
const THUMBNAIL = 320;

/** What the shadow of a model has seen, a link to the differences, and a way to end it. */
export function shadowNotice({ name, shadow: state }, path, { engineer, signal, refresh }) {
  const tally = h('p', null);
  const message = h('div', null);
  get(`${path}/shadow`, {}, signal).then((found) => tally.append(sum(found)), () => {});
  const end = async () => {
    try {
      await send('DELETE', `${path}/shadow`);
      announce(t('done'));
      refresh();
    } catch (problem) {
      message.replaceChildren(failed(problem));
    }
  };
  return h('section', { class: state.stopped === null ? 'shadow' : 'shadow stopped', 'data-shadow-of': name },
    h('p', null, h('b', null, t('shadow')), ' ', told(state)), tally,
    h('p', { class: 'buttons' }, h('a', { class: 'button', href: `#/shadow/${encodeURIComponent(name)}` }, t('shadow.look')),
      engineer && h('button', { type: 'button', class: 'small', 'data-end-shadow': name, onclick: end }, t('shadow.end'))), message);
}

const told = ({ version, since, stopped, reason }) => (stopped === null
  ? t('shadow.since', { version, time: time(since) }) : t('shadow.stopped', { version, time: time(stopped), reason }));

const sum = (found) => t('shadow.tally', { n: found.judged, differ: differing(found), missed: found.missed, failed: found.failed });

const differing = ({ pairs }) => pairs.flatMap((row) => Object.keys(KINDS).filter((verdict) => verdict !== row.active).map((verdict) => row[verdict]))
  .reduce((all, count) => all + count, 0);

/** How the verdicts of a model's shadow compare with those of its active version, and the pictures on which they differ. */
export function shadow({ main, rest, signal }) {
  const model = decodeURIComponent(rest ?? '');
  const place = h('div', null);
  main.replaceChildren(
    h('div', { class: 'title' }, h('h1', null, t('shadow.of', { model })),
      h('a', { class: 'button', href: `#/models/${encodeURIComponent(model)}` }, t('models'))),
    place);
  show(place, async () => {
    const found = await get(`v1/models/${encodeURIComponent(model)}/shadow`, {}, signal).catch((problem) => {
      if (problem.status === 404) {
        return null;
      }
      throw problem;
    });
    return found === null ? empty(t('shadow.no'), t('shadow.no.advice')) : comparison(found, signal);
  });
}

function comparison(found, signal) {
  const list = h('div', null);
  const filter = { model: found.model, version: found.active, shadow: 'differs', from: found.shadow.since, to: found.shadow.stopped ?? '', limit: PAGE };
  page(list, filter, [], signal);
  return [
    h('p', null, told(found.shadow)),
    h('p', { class: 'tally' }, sum(found)),
    found.missed > 0 && h('p', { class: 'hint' }, t('shadow.missed.advice')),
    found.last_problem && h('p', { class: 'hint' }, t('shadow.problem', { problem: found.last_problem })),
    h('h2', null, t('shadow.pairs')), table(found), labelled(found),
    h('h2', null, t('shadow.differences')), list].filter(Boolean);
}

const table = ({ pairs, active }) => h('table', { class: 'list pairs' },
  h('caption', { class: 'unseen' }, t('shadow.pairs')),
  h('thead', null, h('tr', null, h('th', { scope: 'col' }, t('shadow.active', { version: active })),
    Object.values(KINDS).map((key) => h('th', { scope: 'col' }, `${t('shadow')}: ${t(key)}`)))),
  h('tbody', null, pairs.map((row) => h('tr', null,
    h('td', { 'data-name': t('active') }, badge({ verdict: row.active })),
    Object.entries(KINDS).map(([verdict, key]) => h('td', { class: `number${verdict !== row.active && row[verdict] > 0 ? ' differs' : ''}`,
      'data-name': `${t('shadow')}: ${t(key)}` }, h('span', null, row[verdict])))))));

/** What people said about the pictures that both versions judged; nothing if they said nothing. */
function labelled({ active, labelled: of }) {
  const rates = [of.active, of.shadow];
  return of.active.missed.of + of.active.false_alarms.of > 0 && h('section', { class: 'rates' },
    h('h2', null, t('shadow.labelled')), h('p', { class: 'hint' }, t('shadow.labelled.advice')),
    ratesTable(rates, t('shadow.labelled'), ({ version }) => t(version === active ? 'shadow.active' : 'shadow.shadow', { version })),
    h('p', null, t('shadow.test', { active: of.only_active_right, shadow: of.only_shadow_right, p: of.p.toFixed(3) })));
}

/** A page of the pictures on which they differ. `before` has the cursors of the newer pages. */
function page(place, filter, before, signal) {
  return show(place, async () => {
    const { predictions, next } = await get('v1/predictions', { ...filter, after: before.at(-1) }, signal);
    if (predictions.length === 0 && before.length === 0) {
      return empty(t('shadow.none'), t('shadow.none.advice'));
    }
    const turn = (cursors) => page(place, filter, cursors, signal);
    return [h('ul', { class: 'differences' }, predictions.map(card)),
      (before.length > 0 || next !== null) && pages(before, next, turn)];
  });
}

function card(prediction) {
  const { id, kept, name, shadow: of } = prediction;
  const said = (key, one) => h('div', null, h('dt', null, t(key)), h('dd', null, badge(one)), h('dd', { class: 'number' }, ratio(one)));
  return h('li', { 'data-difference': id },
    h('a', { href: `#/verdict/${id}`, 'aria-label': name ?? t('verdict') },
      kept ? picture(`v1/predictions/${id}/overlay`, { size: THUMBNAIL }, '', t('gone')) : h('span', { class: 'missing' }, t('gone'))),
    h('dl', null, said('active', prediction), said('shadow', of)),
    h('span', { class: 'name' }, name ?? t('unnamed')), h('time', { datetime: prediction.time }, time(prediction.time)),
    marks(prediction));
}
