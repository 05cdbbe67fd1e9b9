import { send } from './api.js';
import { takeOut, THUMBNAIL } from './checked.js';
import { announce, h } from './dom.js';
import { judgement } from './models.js';
import { picture } from './picture.js';
import { failed } from './states.js';
import { duration, figure, percent, promised, t, whole } from './words.js';

const FALSE_ALARMS = [0.001, 0.005, 0.01, 0.02, 0.05];
const USUAL_FALSE_ALARMS = 0.01;
const REVIEW = [0.02, 0.05, 0.1, 0.2];

/** The form that starts a fit. */
export function startForm(fit, name, changed) {
  const { settings } = fit;
  const message = h('div', null);
  const model = h('input', { id: 'name', required: true, maxlength: 100, value: settings?.model ?? name });
  const choice = (id, shares, chosen, none) => h('select', { id }, none && h('option', { value: '' }, none),
    shares.map((share) => h('option', { value: share, selected: share === chosen }, t('move.share', { share: percent(share) }))));
  const alarms = choice('alarms', FALSE_ALARMS, settings?.max_false_alarms ?? USUAL_FALSE_ALARMS);
  const review = choice('review', REVIEW, settings?.review, t('move.review.none'));
  const copies = h('input', { id: 'thumbnails', type: 'checkbox', checked: settings?.evidence !== 'positions' });
  return h('form', { class: 'filters', onsubmit: async (event) => {
    event.preventDefault();
    try {
      changed(await send('POST', `v1/fits/${fit.id}/start`,
        { model: model.value.trim(), max_false_alarms: Number(alarms.value), review: review.value === '' ? null : Number(review.value),
          evidence: copies.checked ? 'thumbnails' : 'positions' }));
    } catch (problem) {
      message.replaceChildren(failed(problem));
    }
  } },
  h('div', null, h('label', { for: 'name' }, t('fit.name')), model),
  h('div', null, h('label', { for: 'alarms' }, t('fit.alarms')), alarms),
  h('div', null, h('label', { for: 'review' }, t('review')), review),
  h('label', { class: 'check', title: t('fit.thumbnails.why') }, copies, t('fit.thumbnails')),
  h('button', { type: 'submit', class: 'primary', id: 'start' }, t(fit.state === 'draft' ? 'fit.start' : 'fit.again')), message);
}

/** How far a fit is, with a button to cancel it. The elements stay while their texts change. */
export function progressBar(id, engineer) {
  const stage = h('b', null);
  const left = h('span', null);
  const bar = h('progress', { max: 1, value: 0, 'aria-label': t('fit.running') });
  const message = h('div', null);
  const element = h('div', { class: 'running' }, h('p', null, stage, ' ', left), bar, message,
    engineer && h('div', { class: 'buttons' }, h('button', { type: 'button', id: 'cancel', onclick: async () => {
      try {
        await send('POST', `v1/fits/${id}/cancel`);
      } catch (problem) {
        message.replaceChildren(failed(problem));
      }
    } }, t('cancel'))));
  let announced = null;
  return { element, show({ state, progress, settings }) {
    stage.textContent = state === 'waiting' ? t('fit.waiting') : t(`${kind(settings)}.stage.${progress?.stage ?? 'begin'}`);
    left.textContent = progress?.seconds_left ? t('fit.left', { time: duration(Math.max(1, progress.seconds_left)) }) : '';
    bar.value = progress === null ? 0 : progress.done / progress.total;
    if (announced !== stage.textContent) {
      announced = stage.textContent;
      announce(announced);
    }
  } };
}

/** By what the texts of a fit and of an update begin. */
const kind = (settings) => (settings.update ? 'update' : 'fit');

/** What came of a fit. `forget` takes the name of a picture that the model knew before an update. */
export function outcome(fit, { engineer, changed, forget }) {
  switch (fit.state) {
    case 'failed': return [h('div', { class: 'state failed', role: 'alert' }, h('strong', null, t('failed')), h('p', null, fit.problem))];
    case 'cancelled': return [h('p', { class: 'hint' }, t(`${kind(fit.settings)}.cancelled`))];
    case 'done': return done(fit, { engineer, changed, forget });
    default: return [];
  }
}

function done({ id, settings, result: { version, active, report } }, { engineer, changed, forget }) {
  const model = encodeURIComponent(settings.model);
  const message = h('div', null);
  const activate = async () => {
    try {
      await send('PUT', `v1/models/${model}/active`, { version });
      announce(t('done'));
      changed();
    } catch (problem) {
      message.replaceChildren(failed(problem));
    }
  };
  return [judgement(report.judgement),
    h('p', null, t(`${kind(settings)}.done`, { model: settings.model, version, n: report.pictures, threshold: figure(report.threshold),
      added: report.update?.added, forgotten: report.update?.forgotten, before: report.update ? figure(report.update.threshold_before) : '' }), ' ',
      t('model.promise', { share: promised(report.expected_false_alarms), bound: promised(report.false_alarm_bound),
        confidence: percent(report.confidence), n: report.pictures }), '.'),
    report.failures.length > 0 && h('ul', { class: 'refused' }, report.failures.map((sentence) => h('li', null, sentence))),
    report.odd.length > 0 && h('section', null, h('h3', null, t('fit.odd')), h('p', { class: 'hint' }, t(`${kind(settings)}.odd.advice`)),
      h('ul', { class: 'checked' }, report.odd.map((odd) => h('li', { class: 'doubtful' },
        odd.id !== null && picture(`v1/fits/${id}/pictures/${odd.id}`, { size: THUMBNAIL }, '', t('gone')),
        h('span', { class: 'name', title: odd.name }, odd.name), h('small', null, t('fit.times', { times: whole(odd.times_median) })),
        engineer && (odd.id === null ? forgetting(odd.name, forget) : takeOut(id, odd, changed)))))),
    h('p', { class: 'buttons' },
      active ? h('b', { class: 'active' }, `● ${t('active')}`)
        : engineer && h('button', { type: 'button', class: 'primary', id: 'activate', onclick: activate }, t('activate')),
      h('a', { class: 'button', href: `#/models/${model}` }, t('model')),
      active && h('a', { class: 'button', href: `#/inspect?model=${model}` }, t('inspect'))), message].filter(Boolean);
}

/** A button that has a model forget a picture at its next update. */
const forgetting = (name, forget) => h('button', { type: 'button', class: 'small', 'aria-label': t('update.forget.label', { name }),
  onclick: () => forget(name) }, t('fit.remove'));
