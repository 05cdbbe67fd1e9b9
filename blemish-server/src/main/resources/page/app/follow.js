import { get, listen } from './api.js';
import { t } from './words.js';

const AGAIN_MILLIS = 3000;

/** The server sends something every 15 seconds. A connection that is silent for longer than this is gone, though nobody closed it. */
const SILENT_MILLIS = 40000;

/**
 * Follows the server's events until the signal aborts, and connects again whenever the connection ends.
 *
 * `connecting` is called before each attempt, `connected` when events are received and may fetch what happened before, `told` with each
 * event, and `away` with the sentence of the problem, or null if the server ended the connection.
 */
export async function follow(query, signal, { connecting, connected, told, away }) {
  while (!signal.aborted) {
    const connection = new AbortController();
    const end = () => connection.abort();
    signal.addEventListener('abort', end);
    let silence;
    const heard = () => {
      clearTimeout(silence);
      silence = setTimeout(end, SILENT_MILLIS);
    };
    try {
      connecting();
      heard();
      // Connected before anything is fetched, so that nothing is missed in between.
      const stream = await listen('v1/events', query, connection.signal);
      await connected(connection.signal);
      for await (const event of stream) {
        heard();
        if (event.kind !== 'comment') {
          told(event);
        }
      }
      away(null);
    } catch (problem) {
      if (!signal.aborted) {
        away(problem.status === undefined ? t('offline') : problem.message);
      }
    }
    clearTimeout(silence);
    signal.removeEventListener('abort', end);
    if (!signal.aborted) {
      await new Promise((resolve) => { setTimeout(resolve, AGAIN_MILLIS); });
    }
  }
}

/** The latest verdict that a filter lets through; undefined if there is none. */
export const latest = async (filter, signal) => (await get('v1/predictions', { ...filter, limit: 1 }, signal)).predictions[0];
