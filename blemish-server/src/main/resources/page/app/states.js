import { h } from './dom.js';
import { t } from './words.js';

export const loading = () => h('p', { class: 'state loading', role: 'status' }, t('loading'));

/** Nothing to show, why, and what to do about it. */
export const empty = (title, advice, ...actions) =>
  h('div', { class: 'state empty' }, h('strong', null, title), h('p', null, advice), actions);

/** The sentence of a problem, what it is about where that could be anything, and a button to try once more. */
export const failed = (problem, retry, name) => h('div', { class: 'state failed', role: 'alert' },
  h('strong', null, t('failed')), name && h('p', { class: 'name' }, name), h('p', null, problem.message),
  retry && h('button', { type: 'button', onclick: retry }, t('retry')));

/** Shows a view's part: loading, then what `load` gives or the problem that it throws. */
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
