import { request } from './api.js';
import { h } from './dom.js';

/** An address with the bytes of a picture, for an image element. Fetched, because the element cannot send a token. */
export async function blobOf(path, query, signal) {
  return (await request(path, { query, signal })).blob();
}

/** An image element that is filled when the picture has arrived, or replaced by `missing` if it does not. */
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
 * A heat map with transparent dark parts: the opacity is the square of the brightest colour. The blend mode `screen` would
 * make the heat map invisible over a bright picture.
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

/** Saves a response of the server as a file. */
export async function save(path, query, name) {
  const link = h('a', { href: URL.createObjectURL(await blobOf(path, query)), download: name });
  link.click();
  URL.revokeObjectURL(link.href);
}
