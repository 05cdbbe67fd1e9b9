const SVG = 'http://www.w3.org/2000/svg';

function fill(element, properties, children) {
  for (const [name, value] of Object.entries(properties ?? {})) {
    if (name.startsWith('on')) {
      element.addEventListener(name.slice(2), value);
    } else if (value === true) {
      element.setAttribute(name, '');
    } else if (value !== false && value !== null && value !== undefined) {
      element.setAttribute(name, value);
    }
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/** Makes an HTML element. Properties that begin with "on" are listeners. */
export const h = (tag, properties, ...children) => fill(document.createElement(tag), properties, children);

/** Makes an SVG element. */
export const s = (tag, properties, ...children) => fill(document.createElementNS(SVG, tag), properties, children);

/** Announces a sentence to users of a screen reader. */
export function announce(sentence) {
  document.getElementById('announcer').textContent = sentence;
}

/** Draws into an element, and again whenever its width changes or its `redraw` is called. */
export function drawn(element, draw) {
  let width = 0;
  element.redraw = () => width > 0 && element.replaceChildren(draw(width));
  new ResizeObserver(() => {
    if (element.clientWidth !== width && element.clientWidth > 0) {
      width = element.clientWidth;
      // In the next frame, because drawing may change the width that is observed.
      requestAnimationFrame(() => element.replaceChildren(draw(width)));
    }
  }).observe(element);
  return element;
}
