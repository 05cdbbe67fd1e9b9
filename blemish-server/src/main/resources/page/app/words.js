const LANGUAGES = { en: 'English', ko: '한국어' };

let language = 'en';
let words = {};
let plural = new Intl.PluralRules('en');

/** The languages by their own names, and the one that is not chosen. */
export const otherLanguage = () => Object.entries(LANGUAGES).find(([code]) => code !== language);

export const currentLanguage = () => language;

/** Loads the language that was chosen last, or else the browser's. */
export function preferredLanguage() {
  const chosen = localStorage.getItem('language') ?? navigator.languages.map((code) => code.slice(0, 2))
    .find((code) => code in LANGUAGES);
  return chosen in LANGUAGES ? chosen : 'en';
}

export async function speak(code) {
  const response = await fetch(new URL(`../words/${code}.json`, import.meta.url));
  words = await response.json();
  language = code;
  plural = new Intl.PluralRules(code);
  document.documentElement.lang = code;
}

/** The text of a key, with `{name}` replaced. If there are forms for numbers, the one for `values.n`. */
export function t(key, values = {}) {
  const text = words[key] ?? (values.n === undefined ? undefined
    : words[`${key}.${plural.select(values.n)}`] ?? words[`${key}.other`]);
  return (text ?? key).replace(/\{(\w+)}/g, (_, name) => {
    const value = values[name];
    return typeof value === 'number' ? whole(value) : value ?? '';
  });
}

/** The reason of a problem: the server's own sentence, which is English; in another language, the text of its kind. */
export const refusal = (kind, detail) => (language === 'en' && detail ? detail : words[`problem.${kind}`] ?? detail);

export const whole = (value) => new Intl.NumberFormat(language, { maximumFractionDigits: 0 }).format(value);

/** A score, threshold or distance. */
export const figure = (value) => new Intl.NumberFormat(language,
  { minimumFractionDigits: 3, maximumFractionDigits: 3 }).format(value);

/** A score in thresholds, by which the verdicts of several models compare: above 1 is anomalous. */
export const ratio = ({ score, threshold }) => (threshold > 0 ? `${new Intl.NumberFormat(language,
  { minimumFractionDigits: 2, maximumFractionDigits: 2 }).format(score / threshold)} ×` : figure(score));

/** A share that is promised, in tenths of a percent and rounded up, so that no more is promised than holds. */
export const promised = (share) => percent(Math.ceil(share * 1000 - 1e-9) / 1000);

export const percent = (share, digits = 1) => new Intl.NumberFormat(language,
  { style: 'percent', maximumFractionDigits: digits }).format(share);

export function bytes(count) {
  const step = Math.min(4, Math.floor(Math.log10(Math.max(1, count)) / 3));
  const unit = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'][step];
  return new Intl.NumberFormat(language, { style: 'unit', unit, maximumFractionDigits: 1 }).format(count / 1000 ** step);
}

/** A time that passes, in its largest unit. */
export function duration(seconds) {
  const [unit, length] = [['day', 86400], ['hour', 3600], ['minute', 60]].find(([, length]) => seconds >= length) ?? ['second', 1];
  return new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'long', maximumFractionDigits: 0 })
    .format(Math.floor(seconds / length));
}

export const time = (iso) => new Intl.DateTimeFormat(language,
  { year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' })
  .format(new Date(iso));

/** A time, or a day if a chart spans several days. */
export const tick = (date, span) => new Intl.DateTimeFormat(language, span > 20 * 3600e3
  ? { month: 'numeric', day: 'numeric', ...(span < 6 * 86400e3 && { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }) }
  : { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', ...(span < 600e3 && { second: '2-digit' }) }).format(date);
