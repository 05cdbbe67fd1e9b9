import { get, send } from './api.js';
import { confirmed } from './dialogs.js';
import { announce, h } from './dom.js';
import { failed } from './states.js';
import { figure, percent, t, time, whole } from './words.js';

const path = (name) => `v1/models/${encodeURIComponent(name)}/drift`;

/** What the watch of a model has found, and a way to begin it anew. */
export function drift(name, engineer, signal) {
  const place = h('div', { 'data-drift': name });
  const refresh = async () => {
    try {
      const found = await get(path(name), {}, signal);
      place.replaceChildren(notice(found) ?? h('p', { class: 'hint' }, quiet(found.state)), found.state.drift && engineer && again(name, refresh, place) || '');
    } catch (problem) {
      if (!signal.aborted) {
        place.replaceChildren(failed(problem));
      }
    }
  };
  refresh();
  return place;
}

/** Shows which models have drifted, and again after each event of that kind. */
export function driftNotices(signal) {
  const place = h('div', { role: 'status' });
  const refresh = async () => {
    try {
      const { models } = await get('v1/models', {}, signal);
      const found = await Promise.all(models.filter((model) => model.version !== null).map((model) => get(path(model.name), {}, signal)));
      place.replaceChildren(...found.map(notice).filter((one) => one !== null));
    } catch {
      // The view says itself that the server does not answer.
    }
  };
  refresh();
  return { place, refresh };
}

const quiet = (state) => (state.pictures === 0 ? t('drift.none.yet') : t('drift.none', { n: state.pictures, reference: whole(state.reference) }));

/** Tells of drift; null if there is none. */
function notice({ model, told, prediction, state }) {
  return state.drift ? h('section', { class: 'drift' },
    h('p', null, h('b', null, t('drift.found', { model, time: time(told) })), ' ',
      h('a', { href: `#/verdict/${prediction}` }, t('drift.picture'))),
    h('ul', null, state.statistics.filter((one) => one.spoke_at !== undefined).map((one) => h('li', null,
      `${t(`drift.${one.statistic}.${one.rising ? 'up' : 'down'}`)} (${t('drift.values', { now: figure(one.recent), learned: figure(one.learned) })})`))),
    h('p', { class: 'hint' }, t('drift.promise', { share: percent(state.false_alarms) }))) : null;
}

function again(name, refresh, place) {
  return h('p', { class: 'buttons' }, h('button', { type: 'button', class: 'small', onclick: async () => {
    if (!await confirmed(t('drift.again.question', { name }), t('drift.again'))) {
      return;
    }
    try {
      await send('DELETE', path(name));
      announce(t('done'));
      refresh();
    } catch (problem) {
      place.append(failed(problem));
    }
  } }, t('drift.again')));
}
