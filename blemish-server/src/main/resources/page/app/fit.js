import { get, send } from './api.js';
import { checkedPictures } from './checked.js';
import { chooser } from './chooser.js';
import { announce, h } from './dom.js';
import { ACTIVE, fitList } from './fits.js';
import { outcome, progressBar, startForm } from './fitting.js';
import { follow } from './follow.js';
import { offerModels } from './offer.js';
import { region } from './region.js';
import { may } from './roles.js';
import { sending } from './sending.js';
import { failed, show } from './states.js';
import { updateForm } from './updating.js';
import { t } from './words.js';

/** Makes a model from pictures of good parts, or updates one with them. */
export function fit({ main, rest, query, session, signal }) {
  const engineer = may(session, 'engineer');
  const place = h('div', null);
  const model = query.get('model') ?? '';
  const update = query.get('update');
  const title = h('h1', null, t(update ? 'update' : 'fit'));
  main.replaceChildren(h('div', { class: 'title' }, title, h('a', { class: 'button', href: '#/models' }, t('models'))), place);
  if (!rest) {
    place.replaceChildren(engineer ? begin(model, update, signal) : h('p', { class: 'hint' }, t('models.engineer')), fitList({ engineer, signal }));
    return;
  }
  show(place, async () => {
    const found = await get(`v1/fits/${encodeURIComponent(rest)}`, {}, signal);
    title.textContent = t(found.settings?.update ? 'update' : 'fit');
    return one(found, { engineer, signal, name: model });
  });
}

/** Where the first pictures are put; with these the fit begins. */
function begin(model, update, signal) {
  const message = h('div', null);
  const open = async (first) => {
    let id;
    try {
      ({ id } = await send('POST', 'v1/fits', update ? { model, update: { version: update } } : undefined));
      await first(id);
      location.hash = `#/fit/${id}${model && `?model=${encodeURIComponent(model)}`}`;
    } catch (problem) {
      message.replaceChildren(failed(problem));
      if (id) await send('DELETE', `v1/fits/${id}`);
    }
  };
  return h('div', null, h('p', null, update ? t('update.begin', { model, version: update }) : t('fit.begin')),
    chooser((some) => some.length > 0 && open((id) => sending(id).add(some)), signal, offered()),
    labelled((filter) => open((id) => addLabelled(id, filter)), model, signal),
    update && h('p', null, h('button', { type: 'button', id: 'without', onclick: () => open(() => {}) }, t('update.without'))), message);
}

const offered = () => ({ sentence: t('fit.drop'), accept: 'image/*,.tif,.tiff,.zip,application/zip' });

/** Adds the pictures of a model's verdicts that were labelled good. */
async function addLabelled(id, model) {
  const { pictures } = await send('POST', `v1/fits/${id}/labelled?model=${encodeURIComponent(model)}`);
  announce(t('pictures', { n: pictures.length }));
}

/** Takes pictures from the history. */
function labelled(take, model, signal) {
  const choice = h('select', { id: 'labelled-model' });
  const row = h('p', { class: 'choice', hidden: true }, h('label', { for: 'labelled-model' }, t('fit.labelled')), choice,
    h('button', { type: 'button', id: 'labelled', onclick: () => take(choice.value) }, t('fit.labelled.take')));
  offerModels(choice, model, signal).then(() => { row.hidden = choice.options.length === 0; });
  return row;
}

/** A fit with its pictures, its region, and how far it is. An update has the region of its model. */
function one(fit, { engineer, signal, name }) {
  const { id } = fit;
  const updated = fit.settings?.update ?? null;
  const sent = sending(id);
  const message = h('div', null);
  const taking = h('div', null);
  const status = h('div', { class: 'sent' });
  const drawing = h('div', null);
  const making = h('div', { class: 'making' });
  const bar = progressBar(id, engineer);
  const list = checkedPictures(id, { engineer, changed: refreshPictures });
  let editor = null;
  let shown = null;
  let refreshing = false;
  let again = false;

  if (engineer) {
    taking.append(chooser((some) => sent.add(some), signal, offered()),
      labelled((model) => addLabelled(id, model).catch(told), updated ? fit.settings.model : name, signal));
  }

  const told = (problem) => signal.aborted || message.replaceChildren(failed(problem));

  /** One request at a time, and one more if something came meanwhile. */
  async function refreshPictures() {
    again = true;
    while (again && !refreshing && !signal.aborted) {
      refreshing = true;
      again = false;
      try {
        const { pictures } = await get(`v1/fits/${id}/pictures`, {}, signal);
        list.show(pictures);
        if (!updated) {
          edit(pictures);
        }
      } catch (problem) {
        told(problem);
      }
      refreshing = false;
    }
  }

  /** The editor stays as long as its picture is the first one. */
  function edit([first]) {
    if (first === undefined) {
      drawing.replaceChildren(h('p', { class: 'hint' }, t('region.none')));
      editor = null;
    } else if (editor?.picture !== first.id) {
      editor = region(id, first, { masked: fit.masked, engineer, changed: async () => {
        fit = await get(`v1/fits/${id}`, {}, signal);
        editor.setMasked(fit.masked);
        drawing.dataset.masked = fit.masked;
      } });
      drawing.dataset.masked = fit.masked;
      drawing.replaceChildren(h('p', null, t('region')), editor.element);
    }
  }

  function draw(now) {
    if (now.pictures !== fit.pictures) {
      refreshPictures();
    }
    fit = now;
    const key = JSON.stringify([fit.state, fit.result, fit.problem]);
    const active = ACTIVE.includes(fit.state);
    if (active) {
      bar.show(fit);
    }
    if (shown !== key) {
      shown = key;
      taking.hidden = active;
      making.dataset.state = fit.state;
      const form = active || !engineer ? {} : updated ? updateForm(fit, draw, signal) : { element: startForm(fit, name, draw) };
      making.replaceChildren(...active ? [bar.element]
        : [...outcome(fit, { engineer, changed: refresh, forget: form.forget }), ...engineer ? [form.element] : []]);
    }
  }

  const refresh = () => get(`v1/fits/${id}`, {}, signal).then((now) => {
    draw(now);
    return refreshPictures();
  }).catch(told);

  function tellSent() {
    status.replaceChildren(
      ...sent.pending > 0 ? [h('p', { role: 'status' }, t('fit.sending', { done: sent.done, n: sent.given })),
        h('progress', { max: sent.given, value: sent.done, 'aria-label': t('fit.pictures') })] : [],
      ...sent.refused.length > 0 ? [h('p', null, h('b', null, t('fit.refused', { n: sent.refused.length }))),
        h('ul', { class: 'refused' }, sent.refused.map(({ name: file, reason }) => h('li', null, h('span', { class: 'name' }, file), ': ', reason)))] : []);
  }

  sent.addEventListener('change', () => {
    tellSent();
    refreshPictures();
  }, { signal });
  follow({}, signal, { connecting() {}, connected: refresh, told: ({ kind, data }) => kind === 'fits' && data.id === id && draw(data),
    away: () => {} });
  tellSent();
  draw(fit);
  refreshPictures();
  const section = (key, ...content) => h('section', { class: 'step', 'aria-label': t(key) }, h('h2', null, t(key)), ...content);
  const collecting = section('fit.step.pictures', taking, status, list.place);
  return updated
    ? [message, h('p', null, t('update.begin', { model: fit.settings.model, version: updated.version })), collecting, section('update.step', making)]
    : [message, collecting, section('fit.step.region', drawing), section('fit.step.fit', making)];
}
