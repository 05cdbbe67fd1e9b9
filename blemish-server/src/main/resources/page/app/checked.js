import { send } from './api.js';
import { announce, h } from './dom.js';
import { picture } from './picture.js';
import { failed } from './states.js';
import { t } from './words.js';

/** How long the longer side of a small picture is, in pixels. */
export const THUMBNAIL = 160;

/** So many are shown until a person asks for all: each takes a request. */
const SHOWN = 24;

/** The pictures of a fit with what was found of each, those first that a person should look at. */
export function checkedPictures(fit, { engineer, changed }) {
  const place = h('div', null);
  const entries = new Map();
  let all = false;
  let pictures = [];

  function draw() {
    const doubtful = pictures.filter(({ remarks }) => remarks.length > 0);
    const sorted = [...doubtful, ...pictures.filter(({ remarks }) => remarks.length === 0)];
    const shown = all ? sorted : sorted.slice(0, Math.max(SHOWN, doubtful.length));
    place.replaceChildren(
      h('p', { class: 'count' }, h('b', null, t('pictures', { n: pictures.length })), ' ',
        pictures.length < 2 ? '' : doubtful.length === 0 ? t('fit.alike') : t('fit.doubtful', { n: doubtful.length })),
      h('ul', { class: 'checked', 'aria-label': t('fit.pictures') }, shown.map(entry)),
      ...shown.length < sorted.length ? [h('button', { type: 'button', id: 'all', onclick: () => {
        all = true;
        draw();
      } }, t('fit.all', { n: sorted.length }))] : []);
  }

  /** Made once for each picture and its remarks, so that no thumbnail is fetched twice. */
  function entry(one) {
    const key = one.remarks.join();
    if (entries.get(one.id)?.key !== key) {
      entries.set(one.id, { key, element: item(one) });
    }
    return entries.get(one.id).element;
  }

  function item({ id, name, width, height, remarks }) {
    return h('li', { class: remarks.length > 0 ? 'doubtful' : null },
      picture(`v1/fits/${fit}/pictures/${id}`, { size: THUMBNAIL }, '', t('gone')),
      h('span', { class: 'name', title: name }, name), h('small', null, `${width} × ${height}`),
      remarks.map((remark) => h('strong', null, t(`remark.${remark}`))),
      engineer && takeOut(fit, { id, name }, changed));
  }

  return { place, show(some) {
    pictures = some;
    draw();
  } };
}

/** A button that takes a picture out of a fit. */
export const takeOut = (fit, { id, name }, changed) => {
  const button = h('button', { type: 'button', class: 'small', 'aria-label': t('fit.remove.label', { name }), onclick: async () => {
    try {
      await send('DELETE', `v1/fits/${fit}/pictures/${id}`);
      announce(t('done'));
      changed();
    } catch (problem) {
      button.replaceWith(failed(problem));
    }
  } }, t('fit.remove'));
  return button;
};
