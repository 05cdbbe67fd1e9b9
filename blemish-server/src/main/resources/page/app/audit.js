import { get } from './api.js';
import { h } from './dom.js';
import { pages } from './pages.js';
import { show } from './states.js';
import { download } from './verdict.js';
import { t, time, whole } from './words.js';

const PAGE = 25;
const COLUMNS = ['audit.number', 'time', 'audit.who', 'audit.action', 'audit.subject', 'audit.from', 'audit.to'];

/** Who did what, for admins. */
export function audit({ main, signal }) {
  const table = h('div', null);
  const save = download('v1/audit.csv', {}, 'audit.csv', t('audit.csv'));
  save.classList.add('button');
  main.replaceChildren(h('div', { class: 'title' }, h('h1', null, t('audit.title')), save), table);
  page(table, [], signal);
}

/** A page of the table. `before` has the cursors of the newer pages. */
function page(place, before, signal) {
  return show(place, async () => {
    const { entries, next, size, last_hash: hash } = await get('v1/audit', { limit: PAGE, before: before.at(-1) }, signal);
    return [list(entries), pages(before, next, (cursors) => page(place, cursors, signal)),
      h('p', { class: 'hint' }, t('audit.hash', { n: size }), ' ', h('code', { class: 'hash' }, hash))];
  });
}

const list = (entries) => h('table', { class: 'list audit' },
  h('caption', { class: 'unseen' }, t('audit.title')),
  h('thead', null, h('tr', null, COLUMNS.map((name) => h('th', { scope: 'col' }, t(name))))),
  h('tbody', null, entries.map(row)));

function row(entry) {
  const cell = (name, content) => h('td', { 'data-name': t(name) }, content);
  return h('tr', { 'data-action': entry.action },
    cell('audit.number', whole(entry.number)),
    cell('time', time(entry.time)),
    cell('audit.who', entry.who),
    cell('audit.action', t(`audit.${entry.action}`)),
    cell('audit.subject', entry.subject),
    cell('audit.from', entry.from ?? '–'),
    cell('audit.to', entry.to ?? '–'));
}
