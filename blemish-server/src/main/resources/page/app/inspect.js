import { get } from './api.js';
import { chooser } from './chooser.js';
import { announce, h } from './dom.js';
import { picture } from './picture.js';
import { queue } from './queue.js';
import { empty, failed, loading, show } from './states.js';
import { badge, kind, verdict } from './verdict.js';
import { figure, t } from './words.js';

/** How many of the latest pictures the list shows. The history has all. */
const LISTED = 60;

let chosen = null;

/** The picture that a person chose from the list; null while the latest is shown. */
let looked = null;

/** Takes pictures that are dropped, chosen, pasted or taken with the camera, and shows their verdicts. */
export function inspect({ main, query, signal }) {
  const place = h('div', null);
  main.replaceChildren(h('h1', null, t('inspect')), place);
  show(place, async () => {
    const usable = (await get('v1/models', {}, signal)).models.filter((model) => model.version !== null);
    if (usable.length === 0) {
      return empty(t('models.none'), t('models.none.advice'), h('a', { class: 'button', href: '#/models' }, t('models')));
    }
    chosen = usable.find((model) => model.name === (query.get('model') ?? chosen))?.name ?? usable[0].name;
    return [takings(usable, signal), ...results(signal)];
  });
}

/** Where pictures are put, and the model that judges them. */
function takings(usable, signal) {
  const model = h('select', { id: 'model', onchange: () => { chosen = model.value; } },
    usable.map(({ name }) => h('option', { selected: name === chosen }, name)));
  return chooser((some) => {
    looked = null;
    queue.add(some, chosen);
  }, signal, { sentence: t('inspect.drop'), accept: 'image/*,.tif,.tiff',
    more: h('div', { class: 'choice' }, h('label', { for: 'model' }, t('model')), model) });
}

/** The latest pictures as a list, and one of them. */
function results(signal) {
  const strip = h('ul', { class: 'strip', 'aria-label': t('inspect.list') });
  const place = h('div', { class: 'results', 'aria-live': 'off' });
  const buttons = new Map();
  let shown;

  function draw() {
    const finished = queue.items.filter(({ state }) => state === 'judged' || state === 'refused');
    const listed = finished.slice(-LISTED).reverse();
    arrange(listed.map(entry));
    const running = queue.items.find(({ state }) => state === 'running');
    const current = listed.includes(looked) ? looked : listed[0];
    mark(current);
    if (running && looked === null && (queue.batch.length === 1 || current === undefined)) {
      display(running, loading);
    } else if (current === undefined) {
      display(null, () => empty(t('inspect.none'), t('inspect.none.advice')));
    } else {
      display(current, () => content(current));
    }
  }

  /** Moves only what must be moved, so that a button that has the focus keeps it. */
  function arrange(entries) {
    entries.forEach((element, i) => {
      if (strip.children[i] !== element) {
        strip.insertBefore(element, strip.children[i] ?? null);
      }
    });
    while (strip.children.length > entries.length) {
      strip.lastChild.remove();
    }
  }

  /** Made once for each outcome. */
  function entry(item) {
    const outcome = item.prediction ?? item.problem;
    if (buttons.get(item)?.outcome !== outcome) {
      buttons.set(item, { outcome, element: h('li', null, h('button', { type: 'button', class: 'plain', onclick: () => {
        looked = item;
        draw();
      } }, label(item))) });
    }
    return buttons.get(item).element;
  }

  function mark(current) {
    strip.querySelector('[aria-current]')?.removeAttribute('aria-current');
    buttons.get(current)?.element.firstChild.setAttribute('aria-current', 'true');
  }

  function display(item, make) {
    const now = [item, item?.state];
    if (shown?.[0] !== now[0] || shown[1] !== now[1]) {
      shown = now;
      place.replaceChildren(make());
    }
  }

  queue.addEventListener('change', ({ detail: item }) => {
    draw();
    tell(item);
  }, { signal });
  draw();
  return [strip, place];
}

const label = (item) => (item.state === 'judged'
  ? [picture(`v1/predictions/${item.prediction.id}/overlay`, { size: 160 }, '', t('gone')), badge(item.prediction),
    h('span', { class: 'name' }, item.name)]
  : [h('span', { class: 'missing refused', 'aria-hidden': 'true' }, '!'), h('strong', null, t('inspect.refused')),
    h('span', { class: 'name' }, item.name)]);

/** A failure stays in the list, so that the next verdict does not hide it. */
const content = (item) => (item.state === 'judged' ? verdict(item.prediction) : failed(item.problem, () => {
  looked = null;
  queue.again([item]);
}, item.name));

/** Tells users of a screen reader of a picture that comes alone; of several, the bar of the batch tells. */
function tell(item) {
  if (item && queue.batch.length === 1) {
    const { state, name, prediction } = item;
    if (state === 'running') {
      announce(t('inspect.running', { name }));
    } else if (state === 'judged') {
      announce(t(`inspect.${kind(prediction)}`, { score: figure(prediction.score), threshold: figure(prediction.threshold),
        n: prediction.regions.length }));
    }
  }
}
