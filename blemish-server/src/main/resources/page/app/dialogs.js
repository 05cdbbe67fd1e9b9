import { get, keepToken, token } from './api.js';
import { h } from './dom.js';
import { t } from './words.js';

function open(dialog) {
  document.body.append(dialog);
  dialog.addEventListener('close', () => dialog.remove());
  dialog.showModal();
  return dialog;
}

/** Asks for confirmation before something that cannot be undone. */
export const confirmed = (question, action) => new Promise((resolve) => {
  const dialog = h('dialog', { 'aria-label': question },
    h('form', { method: 'dialog' },
      h('p', null, question),
      h('div', { class: 'buttons' },
        h('button', { value: 'no', autofocus: true }, t('cancel')),
        h('button', { value: 'yes', class: 'danger' }, action))));
  dialog.addEventListener('close', () => resolve(dialog.returnValue === 'yes'));
  open(dialog);
});

/** Asks for a token. Calls back when the server has accepted it, or the person goes on without one. */
export function signIn(sentence, changed) {
  if (document.querySelector('dialog.signin')) {
    return;
  }
  const message = h('p', { class: 'problem', role: 'alert' }, sentence);
  const field = h('input', { id: 'token', type: 'password', autocomplete: 'off', required: true });
  const dialog = h('dialog', { class: 'signin', 'aria-labelledby': 'signin-title' },
    h('form', { method: 'dialog', onsubmit: accept },
      h('h2', { id: 'signin-title' }, t('signin.title')),
      message,
      h('label', { for: 'token' }, t('signin.token')), field,
      h('p', { class: 'hint' }, t('signin.hint')),
      h('div', { class: 'buttons' },
        h('button', { type: 'button', onclick: () => dialog.close() }, t('cancel')),
        token() && h('button', { type: 'button', onclick: forget }, t('signin.forget')),
        h('button', { type: 'submit', class: 'primary' }, t('signin.enter')))));

  async function accept(submitted) {
    submitted.preventDefault();
    const before = token();
    keepToken(field.value.trim());
    try {
      await get('v1/session');
      dialog.close();
      changed();
    } catch (problem) {
      keepToken(before);
      message.textContent = problem.status === 401 ? t('signin.unknown') : problem.message;
      field.select();
    }
  }

  function forget() {
    keepToken(null);
    dialog.close();
    changed();
  }

  open(dialog);
}
