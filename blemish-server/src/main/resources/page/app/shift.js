import { get } from './api.js';
import { latest } from './follow.js';

const KEY = 'shifts';
const USUAL = '06:00 14:00 22:00';
const TIME = /\b([01]?\d|2[0-3]):([0-5]\d)\b/g;

/** The times of the day at which shifts begin, as this screen was told last. */
export const shiftTimes = () => localStorage.getItem(KEY) ?? USUAL;

/** Keeps the times of a text that has some; returns the times of now. */
export function keepShiftTimes(text) {
  const found = text.match(TIME);
  if (found) {
    localStorage.setItem(KEY, found.join(' '));
  }
  return shiftTimes();
}

/** When the shift of a moment began, and the one before it. */
export function shiftOf(now) {
  const times = [...shiftTimes().matchAll(TIME)].map(([, hour, minute]) => [Number(hour), Number(minute)]);
  const begins = [-2, -1, 0].flatMap((day) => times.map(([hour, minute]) =>
    new Date(now.getFullYear(), now.getMonth(), now.getDate() + day, hour, minute))).filter((begin) => begin <= now);
  begins.sort((a, b) => a - b);
  return { begin: begins.at(-1), before: begins.at(-2) };
}

/** The latest verdict of a model, and the counts of its shift up to that verdict and of the shift before. */
export async function shiftCounts(model, signal) {
  const shift = shiftOf(new Date());
  const last = await latest({ model }, signal);
  // To the millisecond of the latest verdict, so that those which arrive meanwhile are not counted twice.
  const end = last ? Date.parse(last.time) + 1 : 0;
  return { shift, last, now: await counts(model, shift.begin, end, signal), before: await counts(model, shift.before, +shift.begin, signal) };
}

async function counts(model, begin, end, signal) {
  if (end <= +begin) {
    return { seen: 0, rejected: 0 };
  }
  const { buckets } = await get('v1/summary',
    { model, from: begin.toISOString(), to: new Date(end).toISOString(), buckets: 1 }, signal);
  return { seen: buckets[0].count, rejected: buckets[0].anomalous };
}
