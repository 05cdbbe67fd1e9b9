import { get, send } from './api.js';
import { confirmed } from './dialogs.js';
import { h } from './dom.js';
import { failed, show } from './states.js';
import { t, time } from './words.js';

export const ACTIVE = ['waiting', 'running'];

/** The fits that the server has, each with a link to it. */
export function fitList({ engineer, signal }) {
  const place = h('div', null);
  const refresh = () => show(place, async () => {
    const { fits } = await get('v1/fits', {}, signal);
    return fits.length === 0 ? [] : [h('h2', null, t('fit.list')), h('table', { class: 'list' },
      h('thead', null, h('tr', null, ['time', 'model', 'fit.pictures', 'state'].map((key) => h('th', { scope: 'col' }, t(key))))),
      h('tbody', null, fits.map((fit) => row(fit, engineer, refresh))))];
  });
  refresh();
  return place;
}

function row({ id, created, settings, pictures, state }, engineer, refresh) {
  const actions = h('span', { class: 'buttons' });
  const name = settings?.model ?? t('fit.draft');
  const remove = async () => {
    if (await confirmed(t('fit.delete.question', { name, n: pictures }), t('delete'))) {
      try {
        await send('DELETE', `v1/fits/${id}`);
        refresh();
      } catch (problem) {
        actions.replaceChildren(failed(problem));
      }
    }
  };
  actions.append(h('span', null, t(`fit.state.${state}`)), ...engineer && !ACTIVE.includes(state)
    ? [h('button', { type: 'button', class: 'small danger', 'aria-label': t('fit.delete', { name }), onclick: remove }, t('delete'))] : []);
  return h('tr', { 'data-fit': id },
    h('td', { 'data-name': t('time') }, h('a', { href: `#/fit/${id}` }, time(created))),
    h('td', { 'data-name': t('model'), class: 'name' }, name, settings?.update && h('small', null, ` ${t('update.from', { version: settings.update.version })}`)),
    h('td', { 'data-name': t('fit.pictures') }, t('pictures', { n: pictures })),
    h('td', { 'data-name': t('state') }, actions));
}
