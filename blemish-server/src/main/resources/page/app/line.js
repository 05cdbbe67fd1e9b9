import { get } from './api.js';
import { cameraFault, followCameras } from './cameras.js';
import { announce, h } from './dom.js';
import { follow } from './follow.js';
import { offerModels } from './offer.js';
import { keepShiftTimes, shiftTimes } from './shift.js';
import { alarm } from './sound.js';
import { empty } from './states.js';
import { tile } from './tile.js';
import { t, time } from './words.js';

const TICK_MILLIS = 1000;
const COUNT_MILLIS = 60000;
const PATIENCE = 'patience';
const USUAL_PATIENCE = 5;

/** A display for a monitor at the line: what each model has seen last. Its models are in the address, its settings on this screen. */
export function line({ main, query, signal, again }) {
  const wanted = query.getAll('model').filter(Boolean);
  const tiles = new Map();
  const wall = h('div', { class: 'tiles' });
  const fault = h('p', { class: 'fault', role: 'alert', hidden: true });
  const lost = h('div', { role: 'alert' });
  const sound = alarm();
  const patience = () => Number(localStorage.getItem(PATIENCE)) || USUAL_PATIENCE;
  main.replaceChildren(h('h1', { class: 'unseen' }, t('line')), controls(wanted, sound, patience, { refresh, again, signal }), fault, lost, wall);

  const ticking = setInterval(tick, TICK_MILLIS);
  const counting = setInterval(refresh, COUNT_MILLIS);
  signal.addEventListener('abort', () => {
    clearInterval(ticking);
    clearInterval(counting);
    sound.turn(false);
  });
  followCameras(signal, (cameras) => {
    const faults = cameras.filter(({ model }) => wanted.length === 0 || wanted.includes(model)).map(cameraFault).filter(Boolean);
    // Told to a screen reader only when they change.
    if (faults.join('\n') !== [...lost.children].map(({ textContent }) => textContent).join('\n')) {
      lost.replaceChildren(...faults.map((one) => h('p', { class: 'fault' }, one)));
    }
  });
  follow({}, signal, {
    connecting: () => {},
    connected: arrange,
    told: ({ kind, data }) => {
      if (kind === 'prediction') {
        add(data);
      } else if (kind === 'models') {
        arrange().catch(() => {});
      }
    },
    away: (problem) => away(problem ?? t('offline')),
  });

  /** Makes a tile for each model that is wanted, and keeps those that are there. */
  async function arrange() {
    const { models } = await get('v1/models', {}, signal);
    const names = wanted.length > 0 ? wanted : models.filter(({ version }) => version !== null).map(({ name }) => name);
    [...tiles.keys()].filter((name) => !names.includes(name)).forEach((name) => tiles.delete(name));
    names.filter((name) => !tiles.has(name)).forEach((name) => tiles.set(name, tile(name, patience, signal)));
    const columns = Math.ceil(Math.sqrt(tiles.size));
    wall.style.setProperty('--columns', columns);
    wall.style.setProperty('--rows', Math.ceil(tiles.size / columns));
    wall.replaceChildren(...(tiles.size === 0 ? [empty(t('models.none'), t('models.none.advice'))]
      : [...tiles.values()].map(({ element }) => element)));
    await Promise.all([...tiles.values()].map((one) => one.refresh()));
    fault.hidden = true;
    wall.classList.remove('away');
    tick();
  }

  function add(prediction) {
    const one = tiles.get(prediction.model);
    if (one) {
      one.add(prediction);
      one.tick();
      if (prediction.verdict === 'defect') {
        sound.sound();
        announce(`${prediction.model}: ${t('line.defect')}`);
      }
    }
  }

  function refresh() {
    tiles.forEach((one) => one.refresh().catch(() => {}));
  }

  function tick() {
    tiles.forEach((one) => one.tick() && one.refresh().catch(() => {}));
  }

  /** The last pictures stay, with since when they are not of now. */
  function away(problem) {
    if (fault.hidden && !signal.aborted) {
      fault.textContent = t('line.away', { time: time(new Date()), problem });
      fault.hidden = false;
      wall.classList.add('away');
    }
  }
}

/** What is set on this screen. Hidden while it is full. */
function controls(wanted, sound, patience, { refresh, again, signal }) {
  const model = h('select', { id: 'model', onchange: () => {
    location.hash = `#/line?${new URLSearchParams(model.value === '' ? {} : { model: model.value })}`;
  } }, h('option', { value: '' }, t('all')));
  offerModels(model, wanted[0] ?? '', signal);
  const shifts = h('input', { id: 'shifts', value: shiftTimes(), size: 18, onchange: () => {
    shifts.value = keepShiftTimes(shifts.value);
    refresh();
  } });
  const minutes = h('input', { id: 'patience', type: 'number', min: 1, max: 1440, value: patience(), onchange: () => {
    localStorage.setItem(PATIENCE, Math.max(1, Number(minutes.value)));
    again();
  } });
  const loud = h('input', { id: 'sound', type: 'checkbox', onchange: () => sound.turn(loud.checked) });
  return h('div', { class: 'filters' },
    h('a', { class: 'button', href: '#/live' }, `← ${t('live')}`),
    h('div', null, h('label', { for: 'model' }, t('model')), model),
    h('div', null, h('label', { for: 'shifts' }, t('line.shifts')), shifts),
    h('div', null, h('label', { for: 'patience' }, t('line.patience')), minutes),
    h('label', { class: 'check' }, loud, t('line.sound')),
    h('button', { type: 'button', class: 'primary', id: 'full', onclick: full }, t('line.full')));
}

/** Fills the screen, and keeps it on where the browser can. */
async function full() {
  await document.documentElement.requestFullscreen();
  navigator.wakeLock?.request('screen').catch(() => {});
}
