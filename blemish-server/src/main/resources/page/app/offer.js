import { get } from './api.js';
import { h } from './dom.js';

/** Fills a list of choices with the server's models, and with the chosen one even if it was deleted. */
export async function offerModels(choice, asked, signal) {
  const { models } = await get('v1/models', {}, signal).catch(() => ({ models: [] }));
  const names = new Set([...models.map(({ name }) => name), asked].filter((name) => name !== ''));
  choice.append(...[...names].map((name) => h('option', { selected: name === asked }, name)));
}
