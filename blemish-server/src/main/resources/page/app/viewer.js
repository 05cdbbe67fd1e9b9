import { h, s } from './dom.js';
import { evidence } from './evidence.js';
import { blobOf, heatLayer } from './picture.js';
import { figure, t } from './words.js';

/** More pixels than a large screen shows of a picture beside its verdict. */
const LONGEST_SIDE = 1600;

let opacity = 80;
let outlined = true;

/** A picture with its heat map and regions over it, an opacity slider, and the list of the regions. */
export function viewer(prediction) {
  const stage = h('div', { class: 'stage' });
  stage.style.aspectRatio = `${prediction.width} / ${prediction.height}`;
  stage.style.setProperty('--ratio', prediction.width / prediction.height);
  const note = h('p', { class: 'hint', role: 'status' }, t('loading'));
  const outlines = drawOutlines(prediction);
  fetchLayers(prediction, stage, outlines, note);

  const slider = h('input', { id: 'opacity', type: 'range', min: 0, max: 100, step: 5, value: opacity, oninput: () => {
    opacity = Number(slider.value);
    shown.textContent = `${opacity}%`;
    fade(stage);
  } });
  const shown = h('output', { for: 'opacity' }, `${opacity}%`);
  const box = h('input', { type: 'checkbox', checked: outlined, onchange: () => {
    outlined = box.checked;
    outlines.toggleAttribute('hidden', !outlined);
  } });
  outlines.toggleAttribute('hidden', !outlined);
  return h('div', { class: 'viewer' }, stage, note,
    h('div', { class: 'controls' },
      h('label', { for: 'opacity' }, t('viewer.opacity')), slider, shown,
      h('label', { class: 'check' }, box, t('viewer.regions'))),
    regionList(prediction, outlines));
}

async function fetchLayers(prediction, stage, outlines, note) {
  const path = `v1/predictions/${prediction.id}`;
  const alt = t(prediction.regions.length > 0 ? 'viewer.anomalous' : 'viewer.normal',
    { name: prediction.name ?? t('unnamed'), n: prediction.regions.length });
  if (!prediction.kept) {
    stage.classList.add('gone');
    note.textContent = t('gone');
    return;
  }
  try {
    const query = { size: LONGEST_SIDE };
    const [photo, heat] = await Promise.all([blobOf(`${path}/picture`, query), heatLayer(`${path}/heatmap`, query)]);
    const image = h('img', { class: 'photo', alt, src: URL.createObjectURL(photo) });
    image.onload = () => URL.revokeObjectURL(image.src);
    stage.append(image, heat, outlines);
    fade(stage);
    note.remove();
  } catch (problem) {
    stage.classList.add('gone');
    note.textContent = problem.message;
  }
}

function fade(stage) {
  const heat = stage.querySelector('.heat');
  if (heat) {
    heat.style.opacity = opacity / 100;
  }
}

function drawOutlines({ width, height, regions }) {
  const letter = Math.max(width, height) / 26;
  return s('svg', { class: 'outlines', viewBox: `0 0 ${width} ${height}`, 'aria-hidden': 'true' },
    regions.map((region, i) => s('g', { 'data-region': i },
      s('rect', { class: 'under', x: region.x, y: region.y, width: region.width, height: region.height }),
      s('rect', { class: 'over', x: region.x, y: region.y, width: region.width, height: region.height }),
      s('text', { x: Math.min(region.x + region.width + letter * 0.25, width - letter), 'font-size': letter,
        y: Math.max(letter, region.y + letter * 0.8) }, i + 1))));
}

function regionList(prediction, outlines) {
  const { regions, pixel_threshold: threshold } = prediction;
  if (regions.length === 0) {
    return h('p', { class: 'hint' }, t('regions.none'));
  }
  const compared = evidence(prediction);
  const mark = (i, on) => outlines.querySelector(`[data-region="${i}"]`).classList.toggle('marked', on);
  return h('section', { class: 'regions' },
    h('h2', null, t('regions', { n: regions.length })),
    h('p', { class: 'hint' }, t('regions.hint', { threshold: figure(threshold) })),
    h('ol', null, regions.map((region, i) => h('li', null, h('button', {
      type: 'button', class: 'plain', onclick: () => compared.show(i),
      onfocus: () => mark(i, true), onblur: () => mark(i, false),
      onmouseenter: () => mark(i, true), onmouseleave: () => mark(i, false),
    }, h('b', null, i + 1), ' ', t('region.text', {
      width: region.width, height: region.height, x: region.x, y: region.y, area: region.area, peak: figure(region.peak),
    })), region.evidence && h('span', { class: 'hint evidence' }, t('region.evidence', { picture: region.evidence.picture,
      x: region.evidence.x, y: region.evidence.y, distance: figure(region.evidence.distance) }))))),
    compared);
}
