import { get } from './api.js';
import { h } from './dom.js';
import { show } from './states.js';
import { verdict } from './verdict.js';
import { t } from './words.js';

/** The view of one past verdict. */
export function one({ main, rest, signal }) {
  const place = h('div', null);
  main.replaceChildren(
    h('div', { class: 'title' }, h('h1', null, t('verdict')),
      h('button', { type: 'button', onclick: () => window.history.back() }, t('back'))),
    place);
  show(place, async () => verdict(await get(`v1/predictions/${encodeURIComponent(rest)}`, {}, signal)));
}
