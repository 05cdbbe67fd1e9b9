import { get, send } from './api.js';
import { signIn } from './dialogs.js';
import { h } from './dom.js';
import { t } from './words.js';

/** Where the user was before the provider asked for the password; the rest of the address is not for other sites. */
const PLACE = 'place';

/** The words for reasons of a failed sign-in by a provider; another one in the address is not shown. */
const REASONS = ['away', 'denied', 'stale', 'unconfirmed', 'no-role', 'no-name', 'overloaded', 'too-many-sign-ins', 'audit'];

/** Takes up what a sign-in by a provider has left: the reason why it failed, or the place where it began. */
export function comeBack() {
  const reason = new URLSearchParams(location.search).get('sign-in');
  const hash = sessionStorage.getItem(PLACE);
  sessionStorage.removeItem(PLACE);
  if (reason !== null || hash !== null) {
    history.replaceState(null, '', location.pathname + (location.hash || (hash ?? '')));
  }
  return REASONS.includes(reason) ? reason : null;
}

/** The view that asks who it is; nothing else is shown until somebody is signed in. Calls back then. */
export async function askWhoItIs(main, reason, done) {
  if (main.querySelector('form.signin')) {
    return;
  }
  const message = h('p', { class: 'problem', role: 'alert' });
  const name = h('input', { id: 'name', autocomplete: 'username', autocapitalize: 'none', required: true, maxlength: 64 });
  const password = h('input', { id: 'password', type: 'password', autocomplete: 'current-password', required: true });
  const enter = h('button', { type: 'submit', class: 'primary' }, t('signin.enter'));
  const local = h('div', { class: 'local' },
    h('label', { for: 'name' }, t('signin.name')), name,
    h('label', { for: 'password' }, t('signin.password')), password);
  const provider = h('div', { class: 'provider' });
  main.className = 'view-signin';
  main.replaceChildren(h('form', { class: 'signin', onsubmit: accept },
    h('h1', null, t('signin.title')), message, provider, local,
    h('div', { class: 'buttons' }, enter,
      h('button', { type: 'button', class: 'plain', id: 'with-token', onclick: () => signIn('', done) }, t('signin.with-token')))));
  name.focus();
  const ways = await get('v1/sign-in').catch(() => ({ passwords: true, provider: null }));
  if (!ways.passwords) {
    local.remove();
    enter.remove();
  }
  if (ways.provider) {
    provider.append(h('a', { class: 'button', id: 'with-provider', href: ways.provider.address, onclick: leave },
      t('signin.with', { name: ways.provider.name })));
    if (reason) {
      message.textContent = t(`signin.${reason}`, { name: ways.provider.name });
    }
  }

  function leave() {
    sessionStorage.setItem(PLACE, location.hash);
  }

  async function accept(submitted) {
    submitted.preventDefault();
    enter.disabled = true;
    try {
      await send('POST', 'v1/session', { name: name.value, password: password.value });
      main.replaceChildren();
      done();
    } catch (problem) {
      message.textContent = problem.status === 401 ? t('signin.wrong') : problem.message;
      password.value = '';
      password.focus();
    }
    enter.disabled = false;
  }
}
