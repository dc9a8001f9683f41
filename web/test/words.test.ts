// Words: the same in both languages, all there, and numbers written as each language writes them.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FluentResource } from '@fluent/bundle';
import { describe, expect, test } from 'vitest';
import { browserLanguage } from '../src/state/language';
import { wordsOf } from '../src/text/words';

const root = join(import.meta.dirname, '../..');
const ftl = (name: string) => readFileSync(join(root, 'text', name), 'utf8');
const names = (name: string) => new FluentResource(ftl(name)).body.map(({ id }) => id);
const [en, fr] = [wordsOf('en'), wordsOf('fr')];

test.each(['', 'web.', 'field.', 'desk.', 'records.'])('text/%sen.ftl and its French twin have the same messages in the same order', (prefix) => {
  expect(names(`${prefix}fr.ftl`)).toEqual(names(`${prefix}en.ftl`));
});

test.each(['web.en.ftl', 'web.fr.ftl', 'field.en.ftl', 'field.fr.ftl', 'desk.en.ftl', 'desk.fr.ftl', 'en.ftl', 'fr.ftl', 'records.en.ftl', 'records.fr.ftl'])('text/%s is read whole: no line is dropped as faulty', (name) => {
  const written = ftl(name).match(/^[a-z][\w-]* =/gm) ?? [];

  expect(names(name)).toEqual(written.map((line) => line.slice(0, -2)));
  expect(new Set(names(name)).size).toBe(written.length);
});

test('no message of the page has the name of one of the server, nor one of the field or the desk of another', () => {
  const shared = new Set(names('en.ftl'));
  const page = names('web.en.ftl');

  expect(page.filter((name) => shared.has(name))).toEqual([]);
  for (const part of ['field.en.ftl', 'desk.en.ftl']) expect(names(part).filter((name) => shared.has(name) || page.includes(name))).toEqual([]);
  expect(names('desk.en.ftl').filter((name) => names('field.en.ftl').includes(name))).toEqual([]);
});

test('both languages take the same values', () => {
  const values = (text: string) =>
    new Map(text.split(/^(?=[a-z][\w-]* =)/m).slice(1).map((each) => [each.split(' =')[0], [...new Set(each.match(/\$\w+/g) ?? [])].sort()]));

  for (const part of ['web', 'field', 'desk']) expect(values(ftl(`${part}.fr.ftl`))).toEqual(values(ftl(`${part}.en.ftl`)));
});

describe('every message the page says', () => {
  const known = new Set([...names('en.ftl'), ...names('web.en.ftl'), ...names('field.en.ftl'), ...names('desk.en.ftl')]);
  const said = sources(join(root, 'web/src')).flatMap((text) => [...text.matchAll(/say\(\s*(?:[^'`()]*\? )?'([\w-]+)'/g)].map(([, id]) => id ?? ''));

  test('is there', () => {
    expect(said.length).toBeGreaterThan(60);
    expect(said.filter((id) => !known.has(id))).toEqual([]);
  });
});

test('an unknown code shows as a readable word, not as nothing', () => {
  expect(en.word('kind', 'tree_house')).toBe('tree house');
  expect(en.word('factor', 'power_line')).toBe('power line');
});

test('numbers, shares and distances follow the language', () => {
  expect(en.number(1234.56, 1)).toBe('1,234.6');
  expect(fr.number(1234.56, 1)).toBe('1\u202f234,6');
  expect(en.percent(0.5)).toBe('50%');
  expect(fr.percent(0.5)).toBe('50\u00a0%');
  expect(en.metres(12.4)).toBe('12 m');
  expect(en.metres(1240)).toBe('1.2 km');
  expect(fr.metres(1240)).toMatch(/^1,2\s(?:km)$/);
});

test('a small share never reads as none, and none reads as none', () => {
  expect(en.percent(0.0004)).toBe('< 0.1%');
  expect(en.percent(0.004)).toBe('0.4%');
  expect(en.percent(0)).toBe('0%');
});

test('a date without a time is the same day everywhere', () => {
  expect(en.day('2024-03-01')).toBe('1 March 2024');
  expect(fr.day('2024-03-01')).toBe('1 mars 2024');
  expect(en.day('not a date')).toBe('not a date');
});

test('one and many have their own words', () => {
  expect(en.say('empty-scores', { count: 1 })).toContain('One settlement');
  expect(en.say('empty-scores', { count: 3 })).toContain('3 settlements');
  expect(fr.say('empty-scores', { count: 1 })).toContain('Un site');
});

test('the first spoken language of the browser is taken, else English', () => {
  expect(browserLanguage(['de-DE', 'fr-CA', 'en'])).toBe('fr');
  expect(browserLanguage(['en-US', 'fr'])).toBe('en');
  expect(browserLanguage(['de'])).toBe('en');
});

function sources(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => readFileSync(join(folder, name), 'utf8'));
}
