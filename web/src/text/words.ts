// The page's words in one language: messages from the .ftl files, and numbers, dates and distances as that language writes them.
import { FluentBundle, FluentResource, type FluentVariable } from '@fluent/bundle';
import productEn from '../../../text/en.ftl?raw';
import productFr from '../../../text/fr.ftl?raw';
import pageEn from '../../../text/web.en.ftl?raw';
import pageFr from '../../../text/web.fr.ftl?raw';

export type WordsLanguage = 'en' | 'fr';

/** British English: dates with the day first, as the French readers of both versions expect. */
const LOCALES: Record<WordsLanguage, string> = { en: 'en-GB', fr: 'fr-FR' };
const SOURCES: Record<WordsLanguage, string[]> = { en: [productEn, pageEn], fr: [productFr, pageFr] };

export interface Words {
  readonly language: WordsLanguage;
  /** The message of that name; its own name where there is none, so that a gap is seen. */
  readonly say: (name: string, values?: Record<string, FluentVariable>) => string;
  /** The word of a code such as `flood`; the code itself, readable, where a newer server knows more. */
  readonly word: (family: string, code: string) => string;
  readonly number: (value: number, digits?: number) => string;
  /** A number with as many digits as it needs, two at most. */
  readonly brief: (value: number) => string;
  /** A share of 0 to 1 as per cent; what is more than nothing never shows as 0 %. */
  readonly percent: (share: number) => string;
  readonly euros: (amount: number) => string;
  readonly metres: (distance_m: number) => string;
  /** A day, from a date or an instant in ISO 8601. */
  readonly day: (iso: string) => string;
  /** The same in figures, for narrow columns. */
  readonly shortDay: (iso: string) => string;
  /** An hour and minute of today, where the reader is. */
  readonly hour: (iso: string) => string;
  /** `a, b and c`. */
  readonly list: (items: readonly string[]) => string;
}

const made = new Map<WordsLanguage, Words>();
const bundles = new Map<WordsLanguage, FluentBundle>();

/** Adds words that come with a part of the page, in every language at once. */
export function addWords(sources: Record<WordsLanguage, string>): void {
  for (const language of ['en', 'fr'] as const) {
    SOURCES[language].push(sources[language]);
    bundles.get(language)?.addResource(new FluentResource(sources[language]));
  }
}

/** The words of a language; made once. */
export function wordsOf(language: WordsLanguage): Words {
  const words = made.get(language) ?? makeWords(language);
  made.set(language, words);
  return words;
}

function makeWords(language: WordsLanguage): Words {
  const locale = LOCALES[language];
  const bundle = bundleOf(language, locale);
  bundles.set(language, bundle);
  const say: Words['say'] = (name, values) => {
    const pattern = bundle.getMessage(name)?.value;
    return pattern ? bundle.formatPattern(pattern, values ?? null) : name;
  };
  const lists = new Intl.ListFormat(locale, { type: 'conjunction' });
  return {
    language,
    say,
    word: (family, code) => (bundle.hasMessage(`${family}-${code}`) ? say(`${family}-${code}`) : code.replaceAll('_', ' ')),
    number: (value, digits = 0) => fixed(locale, digits).format(value),
    brief: (value) => new Intl.NumberFormat(locale, { maximumFractionDigits: 2 }).format(value),
    percent: (share) => percent(locale, share),
    euros: (amount) => new Intl.NumberFormat(locale, { style: 'currency', currency: 'EUR', maximumFractionDigits: 0 }).format(amount),
    metres: (distance) => metres(locale, distance),
    day: (iso) => day(locale, iso, 'long'),
    shortDay: (iso) => day(locale, iso, 'numeric'),
    hour: (iso) => new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit' }).format(new Date(iso)),
    list: (items) => lists.format(items),
  };
}

function bundleOf(language: WordsLanguage, locale: string): FluentBundle {
  // Isolation marks around values would be read as odd characters by search and copy; both languages run left to right.
  const bundle = new FluentBundle(locale, { useIsolating: false });
  for (const source of SOURCES[language]) bundle.addResource(new FluentResource(source));
  return bundle;
}

function fixed(locale: string, digits: number): Intl.NumberFormat {
  return new Intl.NumberFormat(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

function percent(locale: string, share: number): string {
  const digits = share > 0 && share < 0.01 ? 1 : 0;
  const format = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: digits });
  return share > 0 && share < 0.001 ? `< ${format.format(0.001)}` : format.format(share);
}

function metres(locale: string, distance: number): string {
  const far = distance >= 1000;
  const format = new Intl.NumberFormat(locale, {
    style: 'unit',
    unit: far ? 'kilometer' : 'meter',
    maximumFractionDigits: far ? 1 : 0,
  });
  return format.format(far ? distance / 1000 : distance);
}

/** A date without a time is that calendar day everywhere, so it is read and written in UTC. */
function day(locale: string, iso: string, month: 'long' | 'numeric'): string {
  const instant = new Date(iso);
  if (Number.isNaN(instant.getTime())) return iso;
  const zone = iso.length <= 10 ? { timeZone: 'UTC' } : {};
  return new Intl.DateTimeFormat(locale, { day: 'numeric', month, year: 'numeric', ...zone }).format(instant);
}
