import { h } from './dom.js';
import { t } from './words.js';

export const loading = () => h('p', { class: 'state loading', role: 'status' }, t('loading'));

/** Tells that there is nothing to show, and what to do. */
export const empty = (title, advice, ...actions) =>
  h('div', { class: 'state empty' }, h('strong', null, title), h('p', null, advice), actions);

/** The sentence of a problem, optionally what it is about, and a button to try again. */
export const failed = (problem, retry, name) => h('div', { class: 'state failed', role: 'alert' },
  h('strong', null, t('failed')), name && h('p', { class: 'name' }, name), h('p', null, problem.message),
  retry && h('button', { type: 'button', onclick: retry }, t('retry')));

/** Shows that a part of a view is loading, then what `load` returns or the problem that it throws. */
export async function show(place, load, retry = () => show(place, load)) {
  const waiting = loading();
  place.replaceChildren(waiting);
  try {
    const content = await load();
    if (waiting.isConnected || !place.isConnected) {
      place.replaceChildren(...[content].flat().filter(Boolean));
    }
  } catch (problem) {
    if (problem.name !== 'AbortError') {
      place.replaceChildren(failed(problem, retry));
    }
  }
}
