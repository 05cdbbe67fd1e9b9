import { get } from './api.js';
import { cameraCards } from './cameras.js';
import { h } from './dom.js';
import { driftNotices } from './drift.js';
import { follow } from './follow.js';
import { offerModels } from './offer.js';
import { picture } from './picture.js';
import { empty, failed, loading } from './states.js';
import { badge, kind } from './verdict.js';
import { percent, ratio, t, time, whole } from './words.js';

/** How many verdicts are shown. */
const SHOWN = 60;
/** The shortest time between two drawings, so that a fast line does not make the page draw all the time. */
const REDRAW_MILLIS = 500;

/** New verdicts as they arrive. */
export function live({ main, query, signal }) {
  const filter = { model: query.get('model') ?? '', rejects: query.get('rejects') === 'true' };
  const wall = h('ul', { class: 'wall', 'aria-label': t('live.latest') });
  const place = h('div', null, loading());
  const status = h('p', { class: 'status', role: 'status' });
  const tally = h('p', { class: 'tally' });
  const drifted = driftNotices(signal);
  const counts = { all: 0, anomalous: 0 };
  const waiting = [];
  let paused = false;
  let connection = new AbortController();
  const wanted = () => ({ model: filter.model, verdict: filter.rejects ? 'anomalous' : '' });

  const model = h('select', { id: 'model', onchange: () => restart({ model: model.value }) }, h('option', { value: '' }, t('all')));
  const rejects = h('input', { id: 'rejects', type: 'checkbox', checked: filter.rejects,
    onchange: () => restart({ rejects: rejects.checked }) });
  const pause = h('button', { type: 'button', id: 'pause', 'aria-pressed': 'false', onclick: () => {
    paused = !paused;
    pause.setAttribute('aria-pressed', String(paused));
  } }, t('live.pause'));

  main.replaceChildren(h('div', { class: 'title' }, h('h1', null, t('live')), h('a', { class: 'button', href: '#/line' }, t('line'))),
    h('div', { class: 'filters' }, h('div', null, h('label', { for: 'model' }, t('model')), model),
      h('label', { class: 'check' }, rejects, t('live.rejects')), pause), drifted.place, cameraCards(signal),
    h('div', { class: 'bar' }, status, tally), place);
  offerModels(model, filter.model, signal);
  const timer = setInterval(redraw, REDRAW_MILLIS);
  signal.addEventListener('abort', () => {
    clearInterval(timer);
    connection.abort();
  });
  begin();

  function restart(change) {
    Object.assign(filter, change);
    connection.abort();
    begin();
  }

  /** Shows the latest verdicts, then new ones. */
  function begin() {
    connection = new AbortController();
    const ending = connection.signal;
    follow(wanted(), ending, {
      connecting: () => say('connecting'),
      connected: async () => {
        const { predictions } = await get('v1/predictions', { ...wanted(), limit: SHOWN }, ending);
        waiting.splice(0, waiting.length, ...predictions.reverse());
        wall.replaceChildren();
        say('listening');
        redraw(true);
      },
      told: ({ kind, data }) => {
        if (kind === 'prediction') {
          counts.all++;
          counts.anomalous += data.anomalous;
          waiting.push(data);
        } else if (kind === 'drift' || kind === 'models') {
          drifted.refresh();
        }
      },
      away: (problem) => {
        if (problem !== null) {
          place.replaceChildren(failed({ message: problem }));
        }
        say('again');
      },
    });
  }

  /** The dot before the words says it too. */
  function say(state) {
    status.dataset.state = state;
    status.textContent = t(`live.${state}`);
  }

  function redraw(first = false) {
    if ((paused || waiting.length === 0) && first !== true) {
      return;
    }
    const known = new Set([...wall.children].map((item) => item.dataset.id));
    const fresh = waiting.splice(0).slice(-SHOWN).filter((prediction) => !known.has(prediction.id)).reverse();
    wall.prepend(...fresh.map(card));
    while (wall.children.length > SHOWN) {
      wall.lastChild.remove();
    }
    tally.textContent = counts.all === 0 ? ''
      : t('live.tally', { n: counts.all, anomalous: whole(counts.anomalous), share: percent(counts.anomalous / counts.all) });
    const content = wall.children.length > 0 ? wall
      : empty(t(filter.rejects ? 'live.none.rejects' : 'live.none'), t('live.none.advice'));
    if (content.parentNode !== place) {
      place.replaceChildren(content);
    }
  }
}

const card = (prediction) => h('li', { 'data-id': prediction.id, class: kind(prediction) },
  h('a', { href: `#/verdict/${prediction.id}` },
    prediction.kept ? picture(`v1/predictions/${prediction.id}/overlay`, { size: 320 }, '', t('gone'))
      : h('span', { class: 'missing' }, t('gone')),
    badge(prediction),
    h('span', { class: 'numbers' }, ratio(prediction)),
    h('b', { class: 'name' }, prediction.model),
    prediction.name && h('span', { class: 'name' }, prediction.name),
    h('time', { datetime: prediction.time }, time(prediction.time))));
