// The house rules of the page that a text search can hold.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '../src');
const files = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.tsx?$/.test(name))
  .map((name) => ({ name, text: readFileSync(join(root, name), 'utf8') }));

/** What each room may import from; `text` is words and lies under all. */
const MAY_IMPORT: Record<string, readonly string[]> = {
  text: [],
  api: [],
  state: ['api', 'text'],
  map: ['api', 'state', 'text'],
  panels: ['api', 'state', 'text'],
};

test('api ← state ← map, panels ← App', () => {
  const faults = files.flatMap(({ name, text }) => {
    const room = name.includes('/') ? (name.split('/')[0] ?? '') : null;
    const allowed = room === null ? null : [...(MAY_IMPORT[room] ?? []), room];
    const used = [...text.matchAll(/from '\.\.?\/(?:\.\.\/)*(\w+)/g)].map(([whole, first]) => (whole.includes("'./") ? room : first));
    return used.filter((each) => allowed !== null && !allowed.includes(each ?? '')).map((each) => `${name} imports ${each}`);
  });

  expect(faults).toEqual([]);
});

test('only the client reaches the network, and the worker that keeps the page', () => {
  expect(files.filter(({ name, text }) => !['api/client.ts', 'worker.ts'].includes(name) && /\bfetch\(|XMLHttpRequest|WebSocket/.test(text)).map(({ name }) => name)).toEqual([]);
});

test('only map imports OpenLayers', () => {
  expect(files.filter(({ name, text }) => !name.startsWith('map/') && /from 'ol\b/.test(text)).map(({ name }) => name)).toEqual([]);
});

test('panels hold no state of the page: what they show comes as props', () => {
  const pure = ['explain', 'palette', 'permalink', 'plot', 'symbols', 'layers', 'loadable', 'rows', 'choose', 'asked', 'plate', 'rules', 'cells', 'draft', 'instruments', 'classed', 'preview', 'figures', 'measuring', 'outline', 'ring', 'sketch'];
  const faults = files.filter(({ name }) => name.startsWith('panels/')).flatMap(({ name, text }) => [...text.matchAll(/^import (type )?.*'\.\.\/state\/(\w+)'/gm)].filter(([, type, file]) => !type && !pure.includes(file ?? '')).map(([, , file]) => `${name} uses ${file}`));

  expect(faults).toEqual([]);
});

test('every file opens with its purpose', () => {
  expect(files.filter(({ text }) => !/^\/\/ [A-Z]/.test(text)).map(({ name }) => name)).toEqual([]);
});

test('no file is over 200 lines', () => {
  expect(files.filter(({ text }) => text.split('\n').length > 200).map(({ name, text }) => `${name}: ${text.split('\n').length}`)).toEqual([]);
});

test('no type is given up', () => {
  expect(files.filter(({ text }) => /(?::|<|\bas|,|\||=>) ?any\b|@ts-/.test(withoutComments(text))).map(({ name }) => name)).toEqual([]);
});

test('an answer stands beside the question that was asked: yes to its matter may mean the contrary', () => {
  const named = (text: string) => text.split('\n').filter((line) => /word\('matter'/.test(line) && !line.includes("say('answers-open'"));
  expect(files.filter(({ name, text }) => name !== 'panels/WhatFirst.tsx' && named(text).length > 0).map(({ name }) => name)).toEqual([]);
});

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/\/\/.*/g, '');
}

test('the page knows every format in which the server writes reports', () => {
  const server = readFileSync(new URL('../../src/domain/report_name.rs', import.meta.url), 'utf8');
  const listed = server.match(/DocumentFormat \{[^}]*\}/)?.[0].match(/"(\w+)"/g) ?? [];
  const page = readFileSync(new URL('../src/api/reports.ts', import.meta.url), 'utf8').match(/formats: list\(oneOf\((.*)\)\)/)?.[1];
  expect(page?.replaceAll("'", '"').split(', ')).toEqual(listed);
  expect(listed.length).toBeGreaterThan(2);
});
