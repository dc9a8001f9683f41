// What lies behind one score: the answers it rests on, what would change it, and why it has moved.
import { list, nullable, number, object, oneOf, tagged, text, truth, UnexpectedAnswer, type Check, type Checked } from './check';
import { sentence } from './common';

/** A number, `yes` or `no`. */
const reply: Check<number | 'yes' | 'no'> = (value, at) => {
  if (value === 'yes' || value === 'no') return value;
  if (typeof value === 'string') throw new UnexpectedAnswer(at, 'a number, yes or no');
  return number(value, at);
};

/** The same, or `unknown`: asked, and nobody could tell. */
export const answerReply: Check<number | 'yes' | 'no' | 'unknown'> = (value, at) => (value === 'unknown' ? value : reply(value, at));

const source = tagged('of', {
  visit: object({ of: oneOf('visit'), on: text }),
  layer: object({ of: oneOf('layer'), landmark: text, layer_version: number, at_least: truth }),
});

const answer = object({
  question: text,
  /** Which questions it is asked with. */
  group: text,
  unit: text,
  low: nullable(number),
  high: nullable(number),
  reply: nullable(reply),
  source: nullable(source),
  stale: truth,
  /** The visit that brought it. */
  visit: nullable(text),
});
export type Answer = Checked<typeof answer>;

export const answersAnswer = object({ items: list(answer) });
export type Answers = Checked<typeof answersAnswer>;

const subject = tagged('of', {
  peril: object({ of: oneOf('peril'), name: text }),
  depth: object({ of: oneOf('depth') }),
  landmark: object({ of: oneOf('landmark'), name: text }),
  checklist: object({ of: oneOf('checklist'), name: text }),
  question: object({ of: oneOf('question'), name: text }),
});
export type Subject = Checked<typeof subject>;

const remedy = object({
  kind: oneOf('find_out', 'mend', 'relocate'),
  subject,
  score: number,
  gain: number,
});
export type Remedy = Checked<typeof remedy>;

export const remediesAnswer = object({ score: number, alone: list(remedy), together: list(remedy) });
export type Remedies = Checked<typeof remediesAnswer>;

export const historyAnswer = object({ items: list(object({ at: text })) });

const factorMoved = object({ factor: text, before: number, after: number });

export const differenceAnswer = object({
  from: text,
  to: text,
  before: number,
  after: number,
  factors: list(factorMoved),
  vulnerability_before: number,
  vulnerability_after: number,
  sentence,
});
export type Difference = Checked<typeof differenceAnswer>;
