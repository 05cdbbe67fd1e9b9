import { camera } from './camera.js';
import { h } from './dom.js';
import { dropped, pictures, picturesOfFolder } from './files.js';
import { t } from './words.js';

/**
 * A place where pictures are dropped, chosen, pasted or taken with the camera. `take` gets what was chosen; `more` stands before the
 * buttons; `accept` names the files that may be chosen.
 */
export function chooser(take, signal, { sentence, accept, more = null }) {
  const picker = (id, named, options) => {
    const field = h('input', { id, type: 'file', hidden: true, onchange: () => {
      take(named(field.files));
      field.value = '';
    }, ...options });
    return field;
  };
  const files = picker('file', pictures, { accept, multiple: true });
  const folder = picker('folder-field', picturesOfFolder, { webkitdirectory: true });
  const drop = h('div', { class: 'drop' }, more,
    h('p', null, sentence),
    h('div', { class: 'buttons' },
      h('button', { type: 'button', id: 'choose', class: 'primary', onclick: () => files.click() }, t('inspect.choose')), files,
      h('button', { type: 'button', id: 'folder', onclick: () => folder.click() }, t('inspect.folder')), folder,
      h('button', { type: 'button', id: 'camera', onclick: () => camera(drop, (shot) => take(pictures([shot])), signal) }, t('inspect.camera'))));
  listen(drop, take, signal);
  return drop;
}

/** Takes pictures that are dropped anywhere on the page or pasted. */
function listen(drop, take, signal) {
  const over = (event) => {
    event.preventDefault();
    drop.classList.toggle('over', event.type === 'dragover');
  };
  addEventListener('dragover', over, { signal });
  addEventListener('dragleave', over, { signal });
  addEventListener('drop', async (event) => {
    over(event);
    take(await dropped(event.dataTransfer));
  }, { signal });
  addEventListener('paste', (event) => take(pictures(event.clipboardData.files)), { signal });
}
