import { address, get, send, upload } from './api.js';
import { confirmed } from './dialogs.js';
import { announce, h } from './dom.js';
import { drift } from './drift.js';
import { CONFIDENCE } from './promise.js';
import { may } from './roles.js';
import { shadowNotice } from './shadow.js';
import { empty, failed, show } from './states.js';
import { thresholds } from './threshold.js';
import { bytes, figure, percent, promised, t, time, whole } from './words.js';

/** What 5% false alarms take, as io.blemish.evaluation.Judgement has it. */
const FEWEST_PICTURES = 19;

const FIGURES = ['image_auroc', 'pixel_auroc', 'aupro'];

/** The models, and changes of them. */
export function models({ main, rest, session, signal }) {
  const engineer = may(session, 'engineer');
  const admin = may(session, 'admin');
  const list = h('div', { class: 'models' });
  const refresh = () => show(list, async () => {
    const { models: all } = await get('v1/models', {}, signal);
    return all.length === 0 ? empty(t('models.none'), t('models.none.advice'))
      : all.map((summary) => card(summary, { engineer, admin, signal, refresh, opened: summary.name === rest }));
  });
  main.replaceChildren(h('div', { class: 'title' }, h('h1', null, t('models')),
    engineer && h('a', { class: 'button', href: '#/fit', id: 'new-model' }, t('fit'))),
    engineer ? uploading(refresh) : h('p', { class: 'hint' }, t('models.engineer')), list);
  refresh();
}

function uploading(refresh) {
  const message = h('div', { role: 'status' });
  const name = h('input', { id: 'name', required: true, maxlength: 100 });
  const file = h('input', { id: 'upload', type: 'file', accept: '.blemish', required: true, onchange: () => {
    name.value = file.files[0]?.name.replace(/\.blemish$/, '') ?? '';
  } });
  const activate = h('input', { type: 'checkbox', id: 'activate' });
  return h('details', { class: 'upload' }, h('summary', null, t('upload')),
    h('form', { class: 'filters', onsubmit: async (event) => {
      event.preventDefault();
      const bar = h('progress', { max: 1, value: 0, 'aria-label': t('upload.running') });
      message.replaceChildren(bar);
      try {
        const { version } = await upload(name.value.trim(), file.files[0], activate.checked, (part) => { bar.value = part; });
        message.replaceChildren(h('p', null, t('upload.done', { version })));
        refresh();
      } catch (problem) {
        message.replaceChildren(failed(problem));
      }
    } },
    h('div', null, h('label', { for: 'upload' }, t('upload.file')), file),
    h('div', null, h('label', { for: 'name' }, t('upload.name')), name),
    h('label', { class: 'check' }, activate, t('upload.activate')),
    h('button', { type: 'submit', class: 'primary' }, t('upload')), message));
}

function card(summary, context) {
  const details = h('div', { class: 'details' });
  const path = `v1/models/${encodeURIComponent(summary.name)}`;
  const more = h('details', { open: context.opened || null, ontoggle: () => {
    if (more.open && details.childNodes.length === 0) {
      show(details, async () => describe(await get(path, {}, context.signal), path, context));
    }
  } }, h('summary', null, t('models.details')), details);
  return h('section', { class: 'model', 'aria-label': summary.name, 'data-model': summary.name },
    h('h2', null, summary.name),
    summary.problem && h('p', { class: 'state failed', role: 'alert' }, summary.problem),
    summary.judgement && judgement(summary.judgement),
    summary.version === null ? h('p', { class: 'hint' }, t('models.unusable')) : [
      h('p', { class: 'origin' }, t('models.trained', { method: summary.method, dataset: summary.dataset, n: summary.pictures })),
      h('dl', { class: 'figures' }, summary.metrics && auroc(path, context.signal), pair('threshold', figure(summary.threshold)), pair('version', h('code', null, summary.version)),
        pair('models.versions', whole(summary.versions)), pair('activated', time(summary.activated)))],
    summary.version !== null && drift(summary.name, context.engineer, context.signal),
    summary.shadow && shadowNotice(summary, path, context),
    (summary.report || context.engineer) && h('p', { class: 'links' },
      summary.report && h('a', { href: address(`${path}/report`), target: '_blank', rel: 'noopener' }, t('models.report')),
      context.engineer && summary.version !== null
        && h('a', { href: `#/fit?model=${encodeURIComponent(summary.name)}&update=${summary.version}`, 'data-update': summary.name }, t('update')),
      context.engineer && h('a', { href: `#/fit?model=${encodeURIComponent(summary.name)}` }, t('fit.improve'))),
    more);
}

/** The figure that most people ask for first; nothing if the evaluation does not have it. */
function auroc(path, signal) {
  const place = h('div', { class: 'auroc' });
  get(`${path}/metrics`, {}, signal).then(({ image_auroc: value }) => {
    if (typeof value === 'number') {
      place.append(h('dt', null, t('metric.image_auroc')), h('dd', null, figure(value)));
    }
  }, () => {}).then(() => place.childNodes.length > 0 || place.remove());
  return place;
}

/** Whether the model is of use, and what to do next. */
export function judgement({ kind, pictures, pictures_needed: needed, auroc_low: low, auroc_high: high, now, better }) {
  const share = (found) => (found === null ? '' : percent(found.found / found.defects));
  return h('p', { class: `judgement ${kind === 'usable' ? 'usable' : 'doubtful'}` }, t(`judgement.${kind === 'finds_little' && better ? 'finds_little_yet' : kind}`, {
    n: pictures, fewest: Math.max(FEWEST_PICTURES, needed), low: low === null ? '' : figure(low), high: high === null ? '' : figure(high),
    found: share(now), better: share(better), alarms: now === null ? '' : percent(now.false_alarms / now.good),
    share: better === null ? '' : percent(better.max_false_alarms) }));
}

const pair = (key, value) => h('div', null, h('dt', null, t(key)), h('dd', null, value));

async function describe(model, path, context) {
  const { description: made, calibration } = model;
  return [
    made && h('dl', { class: 'facts' },
      pair('model.dataset', `${made.dataset}, ${t('pictures', { n: made.pictures })}`),
      pair('model.method', made.detector.type),
      pair('model.backbone', `${made.backbone} (${made.layers.join(', ')})`),
      pair('model.input', `${made.input_width} × ${made.input_height}`),
      pair('model.threshold', t('model.promise', { share: promised(calibration.expected_false_alarms), bound: promised(calibration.false_alarm_bound),
        confidence: percent(calibration.confidence ?? CONFIDENCE), n: calibration.held_out })),
      calibration.review && pair('review', t('model.review', { share: promised(calibration.expected_reviews),
        threshold: figure(calibration.review.threshold) })),
      pair('model.fingerprint', h('code', null, made.fingerprint.slice(0, 16))),
      pair('model.software', made.software)),
    model.metrics && await evaluated(path, context.signal),
    calibration?.scores.length > 0 && thresholds(model, path, context),
    model.changes.length > 0 && changes(model.changes),
    versions(model, path, context)];
}

/** Who changed the model since its fit, the latest first. */
const changes = (all) => h('section', null, h('h3', null, t('model.changes')),
  h('ul', { class: 'changes' }, all.toReversed().map((change) => h('li', null,
    h('time', { datetime: change.time }, time(change.time)), ` ${change.who}: ${change.what}`, change.why && ` (${change.why})`))));

async function evaluated(path, signal) {
  const found = await get(`${path}/metrics`, {}, signal).catch(() => ({}));
  const known = FIGURES.filter((name) => typeof found[name] === 'number');
  return known.length > 0 && h('dl', { class: 'figures' }, known.map((name) => pair(`metric.${name}`, figure(found[name]))));
}

function versions(model, path, { engineer, admin, refresh }) {
  const message = h('div', null);
  const act = async (question, action, method, where, body) => {
    if (question && !await confirmed(question, action)) {
      return;
    }
    try {
      await send(method, where, body);
      announce(t('done'));
      refresh();
    } catch (problem) {
      message.replaceChildren(failed(problem));
    }
  };
  const actions = (version) => engineer && !version.active && h('span', { class: 'buttons' },
    !(version.version === model.shadow?.version && model.shadow.stopped === null) && h('button', { type: 'button', class: 'small',
      'data-shadow': version.version, onclick: () => act(null, '', 'PUT', `${path}/shadow`, { version: version.version }) }, t('shadow.begin')),
    h('button', { type: 'button', class: 'small', 'data-activate': version.version,
      onclick: () => act(null, '', 'PUT', `${path}/active`, { version: version.version }) }, t('activate')),
    admin && h('button', { type: 'button', class: 'small danger', onclick: () => act(t('version.delete.question', { version: version.version }),
      t('delete'), 'DELETE', `${path}/versions/${version.version}`) }, t('delete')));
  return h('section', null, h('h3', null, t('versions')),
    h('table', { class: 'list' },
      h('thead', null, h('tr', null, ['version', 'added', 'size', 'state'].map((name) => h('th', { scope: 'col' }, t(name))))),
      h('tbody', null, model.versions.map((version) => h('tr', null,
        h('td', { 'data-name': t('version') }, h('code', null, version.version)),
        h('td', { 'data-name': t('added') }, time(version.added)),
        h('td', { 'data-name': t('size') }, bytes(version.bytes)),
        h('td', { 'data-name': t('state') }, version.active ? h('b', null, `● ${t('active')}`) : actions(version) || '–'))))),
    message,
    engineer && h('p', { class: 'buttons' },
      h('button', { type: 'button', 'data-rollback': true, disabled: model.versions.length < 2,
        onclick: () => act(null, '', 'POST', `${path}/rollback`) }, t('rollback')),
      admin && h('button', { type: 'button', class: 'danger', 'data-delete-model': true, onclick: () => act(t('model.delete.question', { name: model.name }),
        t('model.delete'), 'DELETE', path) }, t('model.delete'))));
}
