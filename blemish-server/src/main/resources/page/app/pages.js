import { h } from './dom.js';
import { t } from './words.js';

/** Buttons that turn the pages of a table. `before` has the cursors of the newer pages, `next` that of the older one or null. */
export const pages = (before, next, turn) => h('nav', { class: 'buttons pages', 'aria-label': t('history.pages') },
  h('button', { type: 'button', disabled: before.length === 0, onclick: () => turn(before.slice(0, -1)) }, `← ${t('newer')}`),
  h('span', null, t('history.page', { n: before.length + 1 })),
  h('button', { type: 'button', disabled: next === null, onclick: () => turn([...before, next]) }, `${t('older')} →`));
