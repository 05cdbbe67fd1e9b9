import { h } from './dom.js';

/** A spreadsheet would run a text that begins like this, as io.blemish.artifact.Csv explains. */
const FORMULA = /^([\s\p{Z}\p{Cc}\p{Cf}"']*[=+\-@|%＝＋－＠−]|[\t\r\n])/u;

/** A text from outside as a cell. */
export function text(value) {
  const safe = FORMULA.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Saves lines of cells as a file. */
export function saveCsv(name, lines) {
  const file = new Blob(lines.map((cells) => `${cells.join(',')}\r\n`), { type: 'text/csv' });
  const link = h('a', { href: URL.createObjectURL(file), download: name });
  link.click();
  URL.revokeObjectURL(link.href);
}
