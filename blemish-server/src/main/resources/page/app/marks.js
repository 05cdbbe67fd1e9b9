import { send } from './api.js';
import { announce, h } from './dom.js';
import { failed } from './states.js';
import { labelText, opinions } from './verdict.js';
import { t } from './words.js';

/** Two buttons that label a verdict. Pressing the active one removes the label. */
export function marks(prediction) {
  let { label } = prediction;
  const place = h('span', { class: 'marks' });
  async function mark(wanted) {
    const path = `v1/predictions/${prediction.id}/label`;
    try {
      if (label === wanted) {
        await send('DELETE', path);
        label = null;
      } else {
        ({ label } = await send('PUT', path, { label: wanted, note: prediction.note }));
      }
      announce(t(label === null ? 'label.removed' : `label.${label}`));
      draw();
      place.querySelector(`[data-label="${wanted}"]`).focus();
    } catch (problem) {
      place.append(failed(problem));
    }
  }
  const draw = () => place.replaceChildren(...opinions(prediction).map((word) => h('button', {
    type: 'button', class: 'small', 'data-label': word, 'aria-pressed': String(label === word), onclick: () => mark(word),
  }, labelText(word))));
  draw();
  return place;
}
