import { send, setMask } from './api.js';
import { announce, h, s } from './dom.js';
import { blobOf } from './picture.js';
import { Polygons } from './polygon.js';
import { failed } from './states.js';
import { t } from './words.js';

/** More pixels than the editor has on a large screen. */
const LONGEST_SIDE = 1200;
/** The keyboard's cursor moves by this share of a side, and with Shift by a tenth of it. */
const STEP = 0.02;
const FINE = 0.1;
/** How opaque the cover over what is not inspected is, of 255. */
const COVER = 150;

const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/** The polygons of each fit, by its identifier; they outlive a change of the view or the language. */
const drawn = new Map();

/** Draws which part of the pictures is inspected: polygons over the first picture, or the picture of a mask. */
export function region(fit, { id, name, width, height }, { masked, engineer, changed }) {
  // Another first picture may have another size, and then the polygons are not on it.
  const before = drawn.get(fit);
  const polygons = before?.width === width && before?.height === height ? before : new Polygons(width, height);
  drawn.set(fit, polygons);
  const cursor = [width / 2, height / 2];
  const message = h('div', { role: 'status' });
  const cover = h('canvas', { class: 'cover', 'aria-hidden': 'true' });
  const lines = s('svg', { class: 'polygons', viewBox: `0 0 ${width} ${height}`, tabindex: engineer ? 0 : null, role: 'application',
    'aria-label': t('region.drawing', { name }), 'aria-describedby': 'region-keys', onclick: click, onkeydown: key,
    onfocus: draw, onblur: draw });
  const stage = h('div', { class: 'stage' });
  stage.style.aspectRatio = `${width} / ${height}`;
  stage.style.setProperty('--ratio', width / height);
  stage.append(cover, lines);
  showPicture();

  async function showPicture() {
    try {
      const image = h('img', { class: 'photo', alt: '', src: URL.createObjectURL(await blobOf(`v1/fits/${fit}/pictures/${id}`, { size: LONGEST_SIDE })) });
      image.onload = () => URL.revokeObjectURL(image.src);
      stage.prepend(image);
      await drawCover();
    } catch (problem) {
      message.replaceChildren(failed(problem));
    }
  }

  /** Darkens what the server's mask leaves out. */
  async function drawCover() {
    cover.width = 0;
    if (masked) {
      const bitmap = await createImageBitmap(await blobOf(`v1/fits/${fit}/mask`));
      Object.assign(cover, { width: bitmap.width, height: bitmap.height });
      const context = cover.getContext('2d');
      context.drawImage(bitmap, 0, 0);
      const pixels = context.getImageData(0, 0, cover.width, cover.height);
      const { data } = pixels;
      for (let i = 0; i < data.length; i += 4) {
        data[i + 3] = data[i] + data[i + 1] + data[i + 2] > 0 ? 0 : COVER;
        data.fill(0, i, i + 3);
      }
      context.putImageData(pixels, 0, 0);
    }
  }

  function draw() {
    const size = Math.max(width, height) / 120;
    const [x, y] = cursor;
    const shape = (tag, points) => ['under', 'over'].map((name) => s(tag, { class: name, points: points.join(' ') }));
    lines.replaceChildren(
      ...polygons.closed.flatMap((points) => shape('polygon', points)),
      ...shape('polyline', polygons.open),
      ...polygons.open.map(([cx, cy]) => s('circle', { cx, cy, r: size })),
      ...document.activeElement === lines ? ['under', 'over'].map((name) => s('path', { class: name,
        d: `M${x - 3 * size} ${y}H${x + 3 * size}M${x} ${y - 3 * size}V${y + 3 * size}` })) : []);
  }

  function click(event) {
    if (engineer) {
      const box = lines.getBoundingClientRect();
      add((event.clientX - box.left) / box.width * width, (event.clientY - box.top) / box.height * height);
    }
  }

  function add(x, y) {
    Object.assign(cursor, [x, y]);
    if (polygons.add(x, y)) {
      keep();
    }
    draw();
  }

  function key(event) {
    const arrow = ARROWS[event.key];
    if (arrow) {
      const step = event.shiftKey ? STEP * FINE : STEP;
      cursor[0] = Math.min(Math.max(cursor[0] + arrow[0] * step * width, 0), width);
      cursor[1] = Math.min(Math.max(cursor[1] + arrow[1] * step * height, 0), height);
      announce(t('region.cursor', { x: Math.round(cursor[0]), y: Math.round(cursor[1]) }));
      draw();
    } else if (event.key === ' ') {
      add(...cursor);
    } else if (event.key === 'Enter') {
      close();
    } else if (event.key === 'Backspace') {
      takeBack();
    } else {
      return;
    }
    event.preventDefault();
  }

  function close() {
    if (polygons.close()) {
      keep();
    }
    draw();
  }

  function takeBack() {
    if (polygons.takeBack()) {
      keep();
    }
    draw();
  }

  function clear() {
    polygons.clear();
    keep();
    draw();
  }

  /** Sends the polygons as a mask. */
  const keep = () => set(async () => (polygons.closed.length === 0 ? send('DELETE', `v1/fits/${fit}/mask`)
    : setMask(fit, await polygons.mask(), 'region.png')));

  /** One change after another, so that the last mask that is drawn is the one that stays. */
  let last = Promise.resolve();
  function set(change) {
    last = last.then(change).then(changed).catch((problem) => message.replaceChildren(failed(problem)));
  }

  const file = h('input', { type: 'file', id: 'mask-file', hidden: true, accept: 'image/*,.tif,.tiff', onchange: () => {
    polygons.clear();
    draw();
    set(() => setMask(fit, file.files[0], file.files[0].name));
  } });
  draw();
  const element = h('div', { class: 'region' }, stage, h('div', null, engineer && [
    h('p', { class: 'hint', id: 'region-keys' }, t('region.keys')),
    h('div', { class: 'buttons' },
      h('button', { type: 'button', id: 'region-close', onclick: close }, t('region.close')),
      h('button', { type: 'button', id: 'region-back', onclick: takeBack }, t('region.back')),
      h('button', { type: 'button', id: 'region-clear', onclick: clear }, t('region.clear')),
      h('button', { type: 'button', id: 'mask', onclick: () => file.click() }, t('region.mask')), file)], message));

  return { element, picture: id, setMasked(now) {
    masked = now;
    message.replaceChildren();
    drawCover().catch((problem) => message.replaceChildren(failed(problem)));
  } };
}
