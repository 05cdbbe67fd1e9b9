import { request } from './api.js';
import { h } from './dom.js';

/** The bytes of a picture as an address that an image can show; fetched, because an image cannot send a token. */
export async function blobOf(path, query, signal) {
  return (await request(path, { query, signal })).blob();
}

/** A picture of the server's, which appears when it has arrived; `missing` stands in its place where it does not. */
export function picture(path, query, alt, missing) {
  const image = h('img', { alt, class: 'waiting' });
  blobOf(path, query).then((blob) => {
    image.src = URL.createObjectURL(blob);
    image.onload = () => {
      URL.revokeObjectURL(image.src);
      image.classList.remove('waiting');
    };
  }).catch(() => image.replaceWith(h('span', { class: 'missing' }, missing)));
  return image;
}

/**
 * A heat map whose dark parts let the picture through: opaque by the square of its brightest colour. Blended by `screen`
 * instead, a bright picture would swallow it.
 */
export async function heatLayer(path, query) {
  const bitmap = await createImageBitmap(await blobOf(path, query));
  const canvas = h('canvas', { class: 'heat', width: bitmap.width, height: bitmap.height, 'aria-hidden': 'true' });
  const context = canvas.getContext('2d');
  context.drawImage(bitmap, 0, 0);
  const pixels = context.getImageData(0, 0, canvas.width, canvas.height);
  const { data } = pixels;
  for (let i = 0; i < data.length; i += 4) {
    data[i + 3] = Math.max(data[i], data[i + 1], data[i + 2]) ** 2 / 255;
  }
  context.putImageData(pixels, 0, 0);
  return canvas;
}

/** Saves what the server answers under a name. */
export async function save(path, query, name) {
  const link = h('a', { href: URL.createObjectURL(await blobOf(path, query)), download: name });
  link.click();
  URL.revokeObjectURL(link.href);
}
