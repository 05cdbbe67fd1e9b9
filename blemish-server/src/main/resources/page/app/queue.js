import { Problem, predict } from './api.js';
import { t } from './words.js';

/** No connection, too much to do, a server that stops or whose history is full: these pass by themselves. */
const PASSING = [0, 429, 503];
const UNAUTHORIZED = 401;
const AGAIN_SECONDS = 3;

/** The time left is reckoned from an average over about so many pictures. */
const PACE_PICTURES = 8;

/**
 * The pictures that are to be judged, and those that were. It belongs to the page and not to a view, so that a batch goes on while
 * the view or the language changes. Pictures are sent one after another, so that a hundred of them do not fill the server's queue.
 * An event `change` follows every change.
 */
class PictureQueue extends EventTarget {
  /** Every picture of this page, the oldest first. Its `state` is waiting, running, judged, refused or cancelled. */
  items = [];

  /** The problem until whose end no picture is sent; null if there is none. */
  held = null;

  #batch = 0;
  #working = false;
  #pace = 0;
  #sending = new AbortController();
  #release = () => {};

  /** The pictures of the batch that is under way, or was the last. */
  get batch() {
    return this.items.filter((item) => item.batch === this.#batch);
  }

  get pending() {
    return this.#count(({ state }) => state === 'waiting' || state === 'running');
  }

  /** Pictures of the batch that have no verdict and will get none unless they are tried again. */
  get left() {
    return this.batch.filter(({ state }) => state === 'refused' || state === 'cancelled');
  }

  /** The seconds until the batch is judged; undefined before its first verdict. */
  get secondsLeft() {
    return this.#pace === 0 ? undefined : this.#pace * this.pending / 1000;
  }

  #count(which) {
    return this.items.filter(which).length;
  }

  /** Adds pictures for a model: to the batch that is under way or has pictures left over, or else to a new one. */
  add(pictures, model) {
    if (pictures.length === 0) {
      return;
    }
    if (this.pending === 0 && this.left.length === 0) {
      this.#begin();
    }
    this.items.push(...pictures.map(({ file, name }) => ({ file, name, model, batch: this.#batch, state: 'waiting' })));
    this.#work();
  }

  #begin() {
    this.#batch++;
    this.#pace = 0;
  }

  /** Tries pictures again, after all others. */
  again(some) {
    this.items = [...this.items.filter((item) => !some.includes(item)), ...some];
    some.forEach((item) => Object.assign(item, { state: 'waiting', problem: null, batch: this.#batch }));
    this.#work();
  }

  /** Judges no more of the pictures that wait. The one that the server has already may still get a verdict in its history. */
  cancel() {
    this.batch.filter(({ state }) => state === 'waiting' || state === 'running').forEach((item) => { item.state = 'cancelled'; });
    this.#sending.abort();
    this.resume();
    this.#changed();
  }

  /** Sends pictures again, though the problem that holds them may last. */
  resume() {
    this.#release();
  }

  /** Ends the batch, with what is left over of it. */
  dismiss() {
    this.#begin();
    this.#changed();
  }

  /** Forgets all pictures, also those that wait. */
  forget() {
    this.cancel();
    this.items = [];
    this.dismiss();
  }

  #changed(item) {
    const warn = this.pending > 0 ? addEventListener : removeEventListener;
    warn('beforeunload', askBeforeLeaving);
    this.dispatchEvent(new CustomEvent('change', { detail: item }));
  }

  async #work() {
    this.#changed();
    if (this.#working) {
      return;
    }
    this.#working = true;
    for (let item = this.#next(); item; item = this.#next()) {
      await this.#judge(item);
    }
    this.#working = false;
  }

  #next() {
    return this.items.find(({ state }) => state === 'waiting');
  }

  async #judge(item) {
    this.#sending = new AbortController();
    item.state = 'running';
    this.#changed(item);
    const begin = performance.now();
    try {
      const prediction = await predict(item.model, await read(item.file), item.name, this.#sending.signal);
      Object.assign(item, { state: 'judged', prediction, file: null });
      this.#keepPace(performance.now() - begin);
    } catch (problem) {
      await this.#failed(item, problem);
    }
    this.#changed(item);
  }

  async #failed(item, problem) {
    if (item.state === 'cancelled') {
      return;
    }
    if (PASSING.includes(problem.status) || problem.status === UNAUTHORIZED) {
      item.state = 'waiting';
      await this.#hold(problem);
    } else {
      Object.assign(item, { state: 'refused', problem });
    }
  }

  /** Waits until the problem may have passed, or somebody says that it has. Only a person ends the want of a token. */
  async #hold(problem) {
    this.held = problem;
    this.#changed();
    await new Promise((release) => {
      this.#release = release;
      if (problem.status !== UNAUTHORIZED) {
        setTimeout(release, (problem.retryAfter ?? AGAIN_SECONDS) * 1000);
      }
    });
    this.held = null;
  }

  #keepPace(millis) {
    this.#pace = this.#pace === 0 ? millis : (this.#pace * (PACE_PICTURES - 1) + millis) / PACE_PICTURES;
  }
}

/** Read before it is sent: a file that is gone would else look like a server that is. */
async function read(file) {
  try {
    return new Blob([await file.arrayBuffer()], { type: file.type });
  } catch {
    throw new Problem(undefined, t('batch.unreadable'));
  }
}

/** The browser asks in its own words; some browsers look at the one property, some at the other. */
function askBeforeLeaving(event) {
  event.preventDefault();
  event.returnValue = true;
}

export const queue = new PictureQueue();
