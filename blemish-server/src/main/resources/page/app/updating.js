import { get, send } from './api.js';
import { h } from './dom.js';
import { failed } from './states.js';
import { t } from './words.js';

/** The form that starts an update, and a function that adds a picture to those that the model is to forget. */
export function updateForm(fit, changed, signal) {
  const { model, update } = fit.settings;
  const message = h('div', null);
  const forget = h('textarea', { id: 'forget', rows: 2, spellcheck: 'false' }, update.forget.join('\n'));
  const why = h('input', { id: 'why', maxlength: 1000, value: update.why });
  const offered = h('datalist', { id: 'known-names' });
  const take = () => {
    if ([...offered.options].some(({ value }) => value === known.value)) {
      add(known.value);
      known.value = '';
    }
  };
  const known = h('input', { id: 'known', list: 'known-names', autocomplete: 'off', onchange: take, onkeydown: (event) => {
    if (event.key === 'Enter') {
      // It would start the update.
      event.preventDefault();
      take();
    }
  } });
  const names = () => forget.value.split('\n').map((name) => name.trim()).filter((name) => name !== '');
  const add = (name) => { forget.value = [...new Set([...names(), name])].join('\n'); };
  get(`v1/models/${encodeURIComponent(model)}/pictures`, { version: update.version }, signal)
    .then(({ pictures }) => offered.append(...pictures.map((name) => h('option', { value: name }))), () => {});
  const element = h('form', { class: 'filters', onsubmit: async (event) => {
    event.preventDefault();
    try {
      changed(await send('POST', `v1/fits/${fit.id}/start`,
        { model, update: { version: update.version, forget: names(), why: why.value.trim() || null } }));
    } catch (problem) {
      message.replaceChildren(failed(problem));
    }
  } },
  h('div', null, h('label', { for: 'forget' }, t('update.forget')), forget),
  h('div', null, h('label', { for: 'known' }, t('update.known')), known, offered),
  h('div', null, h('label', { for: 'why' }, t('move.why')), why),
  h('button', { type: 'submit', class: 'primary', id: 'start' }, t(fit.state === 'draft' ? 'update.start' : 'update.again')), message);
  return { element, forget(name) {
    add(name);
    forget.focus();
  } };
}
