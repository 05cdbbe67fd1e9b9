import { address, get, send, token } from './api.js';
import { announce, h } from './dom.js';
import { histogram } from './histogram.js';
import { save } from './picture.js';
import { failed, show } from './states.js';
import { viewer } from './viewer.js';
import { figure, ratio, t, time } from './words.js';

/** The words of the verdicts, which are also their styles. */
export const KINDS = { ok: 'normal', review: 'review', defect: 'anomalous' };
const SIGNS = { ok: '✓', review: '?', defect: '▲' };

/** The word of a verdict. */
export const kind = ({ verdict }) => KINDS[verdict];

/** The sign of a verdict. */
export const sign = ({ verdict }) => SIGNS[verdict];

/** A verdict as a sign, a word and a colour. */
export const badge = ({ verdict }) => h('span', { class: `badge ${KINDS[verdict]}` },
  h('span', { class: 'sign', 'aria-hidden': 'true' }, SIGNS[verdict]), t(KINDS[verdict]));

/** What a person may say about a verdict. One that was left to a person is neither right nor wrong. */
export const opinions = ({ verdict }) => (verdict === 'review' ? ['good', 'defect'] : ['right', 'wrong']);

/** A label as a sign and a word. */
export const labelText = (label) => (label === null ? '–' : `${['right', 'good'].includes(label) ? '○' : '✕'} ${t(label)}`);

/** Everything about one verdict. */
export function verdict(prediction) {
  return h('article', { class: 'verdict' },
    h('div', { class: 'seen' }, viewer(prediction)),
    h('div', { class: 'panels' },
      h('div', { class: `decision ${kind(prediction)}` }, badge(prediction),
        h('dl', { class: 'figures' },
          pair('ratio', ratio(prediction)), pair('score', figure(prediction.score)), pair('threshold', figure(prediction.threshold)),
          prediction.review_threshold !== null && pair('review.threshold', figure(prediction.review_threshold)),
          pair('margin', (prediction.margin > 0 ? '+' : '') + figure(prediction.margin)))),
      prediction.shadow && shadowed(prediction.shadow),
      against(prediction),
      labelling(prediction),
      facts(prediction),
      downloads(prediction)));
}

const pair = (key, value) => h('div', null, h('dt', null, t(key)), h('dd', null, value));

/** What the shadow of the model made of the picture. */
const shadowed = (shadow) => h('section', { class: 'shadowed' }, h('h2', null, t('shadow.verdict')),
  shadow.verdict === null ? h('p', null, shadow.problem)
    : h('p', { class: 'choice' }, badge(shadow), h('span', { class: 'number' }, `${t('ratio')}: ${ratio(shadow)}`)),
  h('dl', { class: 'figures' }, shadow.verdict !== null && [pair('score', figure(shadow.score)), pair('threshold', figure(shadow.threshold))],
    pair('version', h('code', null, shadow.version))));

function against(prediction) {
  const place = h('div', null);
  show(place, async () => {
    const model = await get(`v1/models/${encodeURIComponent(prediction.model)}`).catch((problem) => {
      if (problem.status === 404) {
        return { version: null };
      }
      throw problem;
    });
    return model.version === prediction.version && model.calibration.scores.length > 0
      ? histogram(model.calibration, prediction.score)
      : h('p', { class: 'hint' }, t('histogram.other'));
  });
  return place;
}

/** Labels a verdict, with a note, or removes the label. */
function labelling(prediction) {
  let now = prediction;
  const place = h('section', { class: 'labelling', 'aria-labelledby': 'labelling' });
  const note = h('input', { id: 'note', maxlength: 1000, value: now.note ?? '' });

  async function change(label) {
    try {
      const path = `v1/predictions/${now.id}/label`;
      if (label === null) {
        await send('DELETE', path);
        now = { ...now, label: null, note: null };
        note.value = '';
      } else {
        now = await send('PUT', path, { label, note: note.value.trim() || null });
      }
      announce(t(label === null ? 'label.removed' : `label.${label}`));
      draw();
      place.querySelector('[aria-pressed="true"], button').focus();
    } catch (problem) {
      place.append(failed(problem));
    }
  }

  const choice = (label) => h('button', {
    type: 'button', 'aria-pressed': String(now.label === label), onclick: () => change(label),
  }, labelText(label));

  function draw() {
    place.replaceChildren(h('h2', { id: 'labelling' }, t(prediction.verdict === 'review' ? 'label.title.review' : 'label.title')),
      h('div', { class: 'buttons' }, opinions(prediction).map(choice),
        now.label !== null && h('button', { type: 'button', class: 'plain', onclick: () => change(null) }, t('label.remove'))),
      h('label', { for: 'note' }, t('label.note')), note);
  }

  draw();
  return place;
}

function facts(prediction) {
  const took = prediction.timings;
  return h('dl', { class: 'facts' },
    pair('picture', `${prediction.name ?? t('unnamed')}, ${prediction.width} × ${prediction.height}`),
    pair('time', time(prediction.time)),
    pair('model', prediction.model),
    pair('version', prediction.version),
    took && pair('took', t('took.text', Object.fromEntries(
      Object.entries(took).map(([stage, millis]) => [stage, Math.round(millis)])))));
}

function downloads(prediction) {
  if (!prediction.kept) {
    return null;
  }
  const path = `v1/predictions/${prediction.id}`;
  return h('p', { class: 'links' },
    download(`${path}/overlay`, {}, `${prediction.id}.png`, t('download.overlay')),
    download(`${path}/map`, {}, `${prediction.id}.npy`, t('download.map')),
    h('a', { href: `#/verdict/${prediction.id}` }, t('permalink')));
}

/** A link that saves a file. If the page has a token, the file is fetched, because a plain link cannot send the token. */
export const download = (path, query, name, text) => h('a', {
  href: address(path, query), download: name,
  onclick: (event) => {
    if (token()) {
      event.preventDefault();
      save(path, query, name);
    }
  },
}, text);
