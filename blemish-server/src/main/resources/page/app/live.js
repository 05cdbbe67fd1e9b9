import { get, listen } from './api.js';
import { h } from './dom.js';
import { driftNotices } from './drift.js';
import { offerModels } from './offer.js';
import { picture } from './picture.js';
import { empty, failed, loading } from './states.js';
import { badge, kind } from './verdict.js';
import { figure, percent, t, time, whole } from './words.js';

/** How many verdicts are shown. */
const SHOWN = 60;
/** The shortest time between two drawings, so that a fast line does not make the page draw all the time. */
const REDRAW_MILLIS = 500;
const AGAIN_MILLIS = 3000;

/** New verdicts as they arrive. */
export function live({ main, query, signal }) {
  const filter = { model: query.get('model') ?? '', rejects: query.get('rejects') === 'true' };
  const wall = h('ul', { class: 'wall', 'aria-label': t('live.latest') });
  const place = h('div', null, loading());
  const status = h('p', { class: 'status', role: 'status' }, t('live.connecting'));
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

  main.replaceChildren(h('h1', null, t('live')),
    h('div', { class: 'filters' }, h('div', null, h('label', { for: 'model' }, t('model')), model),
      h('label', { class: 'check' }, rejects, t('live.rejects')), pause), drifted.place, h('div', { class: 'bar' }, status, tally), place);
  offerModels(model, filter.model, signal);
  const timer = setInterval(redraw, REDRAW_MILLIS);
  signal.addEventListener('abort', () => {
    clearInterval(timer);
    connection.abort();
  });
  follow();

  function restart(change) {
    Object.assign(filter, change);
    connection.abort();
    follow();
  }

  /** Shows the latest verdicts, then new ones. Connects again when the connection ends. */
  async function follow() {
    connection = new AbortController();
    const { signal: ending } = connection;
    while (!ending.aborted) {
      try {
        status.textContent = t('live.connecting');
        // Connected before the list is fetched, so that no verdict is missed in between.
        const stream = await listen('v1/events', wanted(), ending);
        const { predictions } = await get('v1/predictions', { ...wanted(), limit: SHOWN }, ending);
        waiting.length = 0;
        wall.replaceChildren();
        waiting.push(...predictions.reverse());
        status.textContent = t('live.listening');
        redraw(true);
        for await (const { kind, data } of stream) {
          if (kind === 'prediction') {
            counts.all++;
            counts.anomalous += data.anomalous;
            waiting.push(data);
          } else if (kind === 'drift' || kind === 'models') {
            drifted.refresh();
          }
        }
      } catch (problem) {
        if (ending.aborted) {
          return;
        }
        place.replaceChildren(failed(problem));
      }
      if (!ending.aborted) {
        status.textContent = t('live.again');
        await new Promise((resolve) => { setTimeout(resolve, AGAIN_MILLIS); });
      }
    }
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
    h('span', { class: 'numbers' }, `${figure(prediction.score)} / ${figure(prediction.threshold)}`),
    h('span', { class: 'name' }, prediction.name ?? prediction.model),
    h('time', { datetime: prediction.time }, time(prediction.time))));
