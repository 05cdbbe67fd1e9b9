import { get, send, token, whenOffline } from './api.js';
import { audit } from './audit.js';
import { drawBatch, hideBatch } from './batch.js';
import { signIn } from './dialogs.js';
import { h } from './dom.js';
import { fit } from './fit.js';
import { history } from './history.js';
import { inspect } from './inspect.js';
import { line } from './line.js';
import { live } from './live.js';
import { models } from './models.js';
import { one } from './one.js';
import { queue } from './queue.js';
import { may } from './roles.js';
import { shadow } from './shadow.js';
import { askWhoItIs, comeBack } from './signin.js';
import { failed } from './states.js';
import { otherLanguage, preferredLanguage, speak, t } from './words.js';

const VIEWS = { inspect, live, history, models };

/** Views that the header names for those who may see them. */
const GUARDED = { audit };

/** Views that the header does not name. */
const OTHERS = { line, verdict: one, fit, shadow };

const header = document.getElementById('header');
const main = document.getElementById('main');
let session = null;

/** The name of the last user, whose pictures nobody else is to see. */
let last = null;
let leaving = new AbortController();

/** Why the last sign-in by a provider failed. */
const reason = comeBack();

/** Whether nobody is signed in who must be. */
let asking = false;

/** The view, the rest of the path and the query of an address such as `#/history?verdict=anomalous`. */
function place() {
  const [path, query] = location.hash.slice(2).split('?');
  const [name, rest] = path.split('/');
  return { name: name in VIEWS || name in OTHERS || (name in GUARDED && may(session, 'admin')) ? name : 'inspect', rest, query: new URLSearchParams(query) };
}

function drawHeader() {
  const name = session && place().name;
  const [code, own] = otherLanguage();
  const dark = document.documentElement.dataset.theme === 'dark';
  document.getElementById('skip').textContent = t('skip');
  header.replaceChildren(...[
    h('a', { class: 'brand', href: '#/inspect' }, h('img', { src: 'icon.svg', alt: '', width: 28, height: 28 }), 'Blemish'),
    !asking && h('nav', { 'aria-label': t('views') }, named().map((view) =>
      h('a', { href: `#/${view}`, 'aria-current': view === name ? 'page' : null }, t(view)))),
    h('div', { class: 'switches' },
      h('button', { type: 'button', id: 'language', lang: code, onclick: () => choose(code) }, own),
      h('button', { type: 'button', id: 'theme', 'aria-label': t(dark ? 'light' : 'dark'), onclick: () => turn(dark ? 'light' : 'dark') },
        h('span', { 'aria-hidden': 'true' }, dark ? '☀' : '☾'), h('span', { class: 'wide' }, t(dark ? 'light' : 'dark'))),
      !asking && who())].filter(Boolean));
}

const named = () => [...Object.keys(VIEWS), ...session !== null && may(session, 'admin') ? Object.keys(GUARDED) : []];

/** The user, who can sign out, or the role of a token, which can be changed. */
function who() {
  if (session?.signed_in_until) {
    return h('span', { class: 'who' }, h('span', { id: 'user' }, session.name, h('span', { class: 'wide' }, ` · ${t(`role.${session.role}`)}`)),
      h('button', { type: 'button', id: 'sign-out', onclick: signOut }, t('signin.out')));
  }
  return h('button', { type: 'button', id: 'role', title: t('signin.title'), onclick: () => signIn('', start) },
    session === null ? t('signin.title') : t(`role.${session.role}`));
}

/** Loads the page anew, so that nothing of what the user saw is left in it. Who signed in by a provider signs out there, too. */
async function signOut() {
  const answer = await send('DELETE', 'v1/session').catch(() => null);
  if (answer?.go_on_at) {
    location.assign(answer.go_on_at);
  } else {
    location.reload();
  }
}

/** Shows nothing but the question who it is. */
function ask() {
  leaving.abort();
  session = null;
  asking = true;
  document.title = `${t('signin.title')} – Blemish`;
  drawHeader();
  hideBatch();
  askWhoItIs(main, reason, start);
}

async function choose(code) {
  localStorage.setItem('language', code);
  await speak(code);
  if (asking) {
    main.replaceChildren();
    ask();
  } else {
    draw();
  }
  document.getElementById('language').focus();
}

function turn(theme) {
  localStorage.setItem('theme', theme);
  dispatchEvent(new Event('theme'));
  drawHeader();
  document.getElementById('theme').focus();
}

function draw() {
  if (session === null) {
    start();
    return;
  }
  leaving.abort();
  leaving = new AbortController();
  const { name, rest, query } = place();
  document.title = `${t(name)} – Blemish`;
  drawHeader();
  drawBatch();
  main.className = `view-${name}`;
  const view = VIEWS[name] ?? OTHERS[name] ?? GUARDED[name];
  view({ main, rest, query, session, signal: leaving.signal, again: draw });
}

async function start() {
  try {
    session = await get('v1/session');
    asking = false;
    if (last !== null && last !== session.name) {
      queue.forget();
    }
    last = session.name;
    draw();
    queue.resume();
  } catch (problem) {
    session = null;
    // After the right password the question is gone, too.
    if (!asking || main.childElementCount === 0) {
      drawHeader();
      main.replaceChildren(failed(problem, start));
    }
  }
}

document.getElementById('skip').addEventListener('click', (event) => {
  event.preventDefault();
  main.focus();
});
addEventListener('hashchange', () => {
  draw();
  main.focus();
  scrollTo(0, 0);
});
// A file that is dropped beside its place would else take the place of the page.
addEventListener('dragover', (event) => event.preventDefault());
addEventListener('drop', (event) => event.preventDefault());
addEventListener('signin', ({ detail }) => (detail.kind === 'sign-in' && !token() ? ask() : signIn(detail.message, start)));
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', drawHeader);
whenOffline(() => t('offline'));
await speak(preferredLanguage());
start();
