import { get, predict } from './api.js';
import { camera } from './camera.js';
import { announce, h } from './dom.js';
import { picture } from './picture.js';
import { empty, failed, loading, show } from './states.js';
import { badge, kind, verdict } from './verdict.js';
import { figure, t } from './words.js';

let chosen = null;

/** Sends pictures that are dropped, chosen, pasted or taken with the camera, and shows their verdicts. */
export function inspect({ main, query, signal }) {
  const place = h('div', null);
  main.replaceChildren(h('h1', null, t('inspect')), place);
  show(place, async () => {
    const usable = (await get('v1/models', {}, signal)).models.filter((model) => model.version !== null);
    if (usable.length === 0) {
      return empty(t('models.none'), t('models.none.advice'), h('a', { class: 'button', href: '#/models' }, t('models')));
    }
    chosen = usable.find((model) => model.name === (query.get('model') ?? chosen))?.name ?? usable[0].name;
    return bench(usable, signal);
  });
}

function bench(usable, signal) {
  const results = h('div', { class: 'results', 'aria-live': 'off' });
  const strip = h('ul', { class: 'strip', 'aria-label': t('inspect.list') });
  const picker = h('input', { id: 'file', type: 'file', accept: 'image/*,.tif,.tiff', multiple: true, hidden: true,
    onchange: () => {
      inspectAll([...picker.files]);
      picker.value = '';
    } });
  const model = h('select', { id: 'model', onchange: () => { chosen = model.value; } },
    usable.map(({ name }) => h('option', { selected: name === chosen }, name)));
  const drop = h('div', { class: 'drop' },
    h('div', { class: 'choice' }, h('label', { for: 'model' }, t('model')), model),
    h('p', null, t('inspect.drop')),
    h('div', { class: 'buttons' },
      h('button', { type: 'button', id: 'choose', class: 'primary', onclick: () => picker.click() }, t('inspect.choose')), picker,
      h('button', { type: 'button', id: 'camera', onclick: () => camera(drop, (shot) => inspectAll([shot]), signal) }, t('inspect.camera'))));
  let turn = Promise.resolve();

  /** Sends pictures one after another, so that a hundred of them do not fill the server's queue. */
  function inspectAll(files) {
    for (const file of files) {
      turn = turn.then(() => inspectOne(file));
    }
  }

  async function inspectOne(file) {
    if (signal.aborted) {
      return;
    }
    results.replaceChildren(loading());
    announce(t('inspect.running', { name: file.name }));
    try {
      const prediction = await predict(chosen, file, file.name);
      announce(t(`inspect.${kind(prediction)}`, { score: figure(prediction.score),
        threshold: figure(prediction.threshold), n: prediction.regions.length }));
      showVerdict(prediction);
    } catch (problem) {
      refused(file, problem);
    }
  }

  function showVerdict(prediction) {
    keep(() => verdict(prediction), picture(`v1/predictions/${prediction.id}/overlay`, { size: 160 }, '', t('gone')),
      badge(prediction), h('span', { class: 'name' }, prediction.name ?? t('unnamed')));
  }

  /** A failure stays in the list, so that the next verdict does not hide it. */
  function refused(file, problem) {
    const item = keep(() => failed(problem, () => {
      item.remove();
      inspectAll([file]);
    }, file.name), h('span', { class: 'missing refused', 'aria-hidden': 'true' }, '!'),
    h('strong', null, t('inspect.refused')), h('span', { class: 'name' }, file.name));
  }

  /** Adds a button to the list that shows the current content again. */
  function keep(content, ...label) {
    const button = h('button', { type: 'button', class: 'plain', onclick: () => {
      strip.querySelector('[aria-current]')?.removeAttribute('aria-current');
      button.setAttribute('aria-current', 'true');
      results.replaceChildren(content());
    } }, label);
    const item = h('li', null, button);
    strip.prepend(item);
    button.click();
    return item;
  }

  listen(drop, inspectAll, signal);
  results.append(empty(t('inspect.none'), t('inspect.none.advice')));
  return [drop, strip, results];
}

/** Takes pictures that are dropped anywhere on the page or pasted. */
function listen(drop, inspectAll, signal) {
  const over = (event) => {
    event.preventDefault();
    drop.classList.toggle('over', event.type === 'dragover');
  };
  addEventListener('dragover', over, { signal });
  addEventListener('dragleave', over, { signal });
  addEventListener('drop', (event) => {
    over(event);
    inspectAll([...event.dataTransfer.files]);
  }, { signal });
  addEventListener('paste', (event) => inspectAll([...event.clipboardData.files]), { signal });
}
