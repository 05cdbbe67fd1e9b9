import { get, send } from './api.js';
import { h } from './dom.js';
import { badge } from './verdict.js';
import { t, time } from './words.js';

/** How often cameras are asked for. No event tells that a camera is lost. */
const ASK_MILLIS = 2000;
/** A server gets its cameras when it starts, so that one without any is asked seldom. */
const SELDOM_MILLIS = 30000;

/** Calls `told` with the server's cameras, at once and again and again until the signal aborts. */
export async function followCameras(signal, told) {
  while (!signal.aborted) {
    let pause = SELDOM_MILLIS;
    try {
      const { cameras } = await get('v1/cameras', {}, signal);
      told(cameras);
      pause = cameras.length === 0 ? SELDOM_MILLIS : ASK_MILLIS;
    } catch (problem) {
      if (problem.status === 401) {
        return; // The view is drawn anew after the sign-in.
      }
      // The view says itself that the server does not answer.
      pause = ASK_MILLIS;
    }
    await new Promise((resolve) => { setTimeout(resolve, pause); });
  }
}

/** The state of each camera, and a button that has its newest frame judged. Empty if the server has no cameras. */
export function cameraCards(signal) {
  const list = h('ul', { class: 'cameras', 'aria-label': t('cameras') });
  const cards = new Map();
  followCameras(signal, (cameras) => {
    for (const camera of cameras) {
      if (!cards.has(camera.name)) {
        cards.set(camera.name, card(camera));
        list.append(cards.get(camera.name).element);
      }
      cards.get(camera.name).update(camera);
    }
    const names = cameras.map(({ name }) => name);
    [...cards.keys()].filter((name) => !names.includes(name)).forEach((name) => {
      cards.get(name).element.remove();
      cards.delete(name);
    });
  });
  return list;
}

/** Why no pictures of a camera are judged, for a display; null while there are some. */
export const cameraFault = ({ name, state, last_frame: last }) => (state !== 'lost' ? null
  : last === null ? t('cameras.fault.never', { name }) : t('cameras.fault', { name, time: time(last) }));

function card({ name, model }) {
  const state = h('p', { class: 'status', role: 'status' });
  const counts = h('p', { class: 'hint' });
  const outcome = h('p', { class: 'outcome', role: 'status' });
  const button = h('button', { type: 'button', class: 'small', onclick: judge }, t('cameras.judge'));
  const element = h('li', { 'data-camera': name }, h('h2', null, name), h('p', null, h('a', { href: `#/models/${encodeURIComponent(model)}` }, model)),
    state, counts, button, outcome);

  async function judge() {
    if (button.hasAttribute('aria-busy')) {
      return;
    }
    button.setAttribute('aria-busy', 'true');
    try {
      const prediction = await send('POST', `v1/cameras/${encodeURIComponent(name)}/trigger`);
      outcome.replaceChildren(badge(prediction), ' ', h('a', { href: `#/verdict/${prediction.id}` }, t('cameras.verdict')));
    } catch (problem) {
      outcome.textContent = problem.message;
    }
    button.removeAttribute('aria-busy');
  }

  return {
    element,
    update(camera) {
      element.dataset.state = camera.state;
      state.dataset.state = camera.state === 'live' ? 'listening' : camera.state;
      const sentence = [t(`cameras.${camera.state}`), camera.state === 'lost' && camera.problem].filter(Boolean).join(' ');
      // Told to a screen reader only when it changes.
      if (state.textContent !== sentence) {
        state.textContent = sentence;
      }
      counts.textContent = t('cameras.counts', camera);
      button.disabled = camera.state !== 'live';
    },
  };
}
