import { addToFit } from './api.js';

/** So many pictures are on their way at once: one is checked while the next one arrives. */
const AT_ONCE = 2;

/**
 * Files that are being added to one fit. It belongs to the page and not to a view, so that they go on while the view or the language
 * changes. An event `change` follows every change.
 */
class Sending extends EventTarget {
  /** How many files were given, and how many of them the server has looked at. */
  given = 0;

  done = 0;

  /** Files that were not taken, each with its name and a reason. */
  refused = [];

  #waiting = [];
  #running = 0;
  #fit;

  constructor(fit) {
    super();
    this.#fit = fit;
  }

  get pending() {
    return this.given - this.done;
  }

  add(files) {
    if (this.pending === 0) {
      this.given = 0;
      this.done = 0;
      this.refused = [];
    }
    this.given += files.length;
    this.#waiting.push(...files);
    while (this.#running < AT_ONCE && this.#waiting.length > 0) {
      this.#work();
    }
    this.dispatchEvent(new Event('change'));
  }

  async #work() {
    this.#running++;
    for (let file = this.#waiting.shift(); file; file = this.#waiting.shift()) {
      await this.#send(file);
      this.done++;
      this.dispatchEvent(new Event('change'));
    }
    this.#running--;
  }

  async #send({ file, name }) {
    try {
      this.refused.push(...(await addToFit(this.#fit, file, name)).refused);
    } catch (problem) {
      this.refused.push({ name, reason: problem.message });
    }
  }
}

const all = new Map();

/** The files that are being added to a fit. */
export function sending(fit) {
  if (!all.has(fit)) {
    all.set(fit, new Sending(fit));
  }
  return all.get(fit);
}
