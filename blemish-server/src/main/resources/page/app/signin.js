import { send } from './api.js';
import { signIn } from './dialogs.js';
import { h } from './dom.js';
import { t } from './words.js';

/** The view that asks for name and password; nothing else is shown until somebody is signed in. Calls back then. */
export function askWhoItIs(main, done) {
  if (main.querySelector('form.signin')) {
    return;
  }
  const message = h('p', { class: 'problem', role: 'alert' });
  const name = h('input', { id: 'name', autocomplete: 'username', autocapitalize: 'none', required: true, maxlength: 64 });
  const password = h('input', { id: 'password', type: 'password', autocomplete: 'current-password', required: true });
  const enter = h('button', { type: 'submit', class: 'primary' }, t('signin.enter'));
  main.className = 'view-signin';
  main.replaceChildren(h('form', { class: 'signin', onsubmit: accept },
    h('h1', null, t('signin.title')), message,
    h('label', { for: 'name' }, t('signin.name')), name,
    h('label', { for: 'password' }, t('signin.password')), password,
    h('div', { class: 'buttons' }, enter,
      h('button', { type: 'button', class: 'plain', id: 'with-token', onclick: () => signIn('', done) }, t('signin.with-token')))));
  name.focus();

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
