// The network: what comes back is checked, and each way of failing has its name.
import { afterEach, expect, test, vi } from 'vitest';
import { ApiError, ask, readRanking, type Failure } from '../src/api/client';
import { list, number, object, text } from '../src/api/check';
import { settlementAnswer } from '../src/api/types';
import { site } from './fixtures';

const asked = object({ name: text, figures: list(number) });
const still = new AbortController().signal;

afterEach(() => vi.unstubAllGlobals());

test('a good answer is handed over', async () => {
  answer(() => Response.json({ name: 'a', figures: [1, 2], more: true }));

  await expect(ask('/api/x', asked, still)).resolves.toEqual({ name: 'a', figures: [1, 2] });
});

test('a problem document gives its own words and request number', async () => {
  answer(() => Response.json({ title: 'Busy', detail: 'the atlas is loading', request_id: 'r-1' }, { status: 503 }));

  expect(await failureOf(ask('/api/x', asked, still))).toEqual({ kind: 'refused', status: 503, message: 'the atlas is loading', requestId: 'r-1' });
});

test('a problem without a detail gives its title', async () => {
  answer(() => Response.json({ title: 'Busy' }, { status: 503 }));

  expect(await failureOf(ask('/api/x', asked, still))).toMatchObject({ message: 'Busy', requestId: null });
});

test('an error page of something in between is a refusal with its status', async () => {
  answer(() => new Response('<h1>Bad gateway</h1>', { status: 502 }));

  expect(await failureOf(ask('/api/x', asked, still))).toEqual({ kind: 'refused', status: 502, message: 'HTTP 502', requestId: null });
});

test('an answer of another shape says where it differs', async () => {
  answer(() => Response.json({ name: 'a', figures: [1, 'two'] }));

  expect(await failureOf(ask('/api/x', asked, still))).toEqual({ kind: 'unexpected', message: '/api/x.figures[1] is not a finite number' });
});

test('no answer at all means the server is not there', async () => {
  answer(() => Promise.reject(new TypeError('fetch failed')));

  expect(await failureOf(ask('/api/x', asked, still))).toEqual({ kind: 'offline' });
});

test('a question that was given up is not called a failure of the server', async () => {
  const given = new AbortController();
  answer(() => Promise.reject(new DOMException('aborted', 'AbortError')));
  given.abort();

  await expect(ask('/api/x', asked, given.signal)).rejects.not.toBeInstanceOf(ApiError);
});

test('a long ranking is read page by page', async () => {
  const pages: Record<string, unknown> = {
    '/api/ranking?limit=500': { assessed_at: null, total: 2, next: 'a b', items: [site('S1')] },
    '/api/ranking?limit=500&cursor=a%20b': { assessed_at: null, total: 2, next: null, items: [site('S2')] },
  };
  answer((path) => Response.json(pages[path]));

  const { items } = await readRanking(null, still);

  expect(items.map(({ settlement }) => settlement.code)).toEqual(['S1', 'S2']);
});

test('an explanation with a part of an unknown kind is refused, not shown with a hole', () => {
  const factors = [{ factor: 'flood', value: 0, low: 0, high: 0, points: 0, parts: [{ of: 'guess' }] }];
  const assessment = { at: '', model_version: '', weights_sha256: '', score: site('a').score, rank: 1, rank_best: 1, rank_worst: 1, of: 1, vulnerability_points: 0, factors };

  expect(() => settlementAnswer({ settlement: site('a').settlement, geometry: null, assessment, sentence: null }, 'x')).toThrow('x.assessment.factors[0].parts[0].of');
});

function answer(give: (path: string) => Response | Promise<Response>): void {
  vi.stubGlobal('fetch', vi.fn((path: string) => Promise.resolve(path).then(give)));
}

async function failureOf(question: Promise<unknown>): Promise<Failure | null> {
  return question.then(
    () => null,
    (error: unknown) => (error instanceof ApiError ? error.failure : null),
  );
}
