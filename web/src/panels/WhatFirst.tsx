// What would bring the score down: the works that bring most, what to find out, and what only moving away would change.
import type { Remedies, Remedy, Subject } from '../api/behind';
import type { Words } from '../text/words';

/** Things to find out that are worth a line each; the rest is counted. */
const SHOWN = 6;

export function WhatFirst({ words, remedies }: { readonly words: Words; readonly remedies: Remedies }) {
  const alone = (kind: Remedy['kind']) => remedies.alone.filter((remedy) => remedy.kind === kind);
  const [unknown, elsewhere] = [alone('find_out'), alone('relocate')];
  return (
    <>
      <p class="small">{words.say('first-now', { score: words.number(remedies.score, 1) })}</p>
      <h4>{words.say('first-together')}</h4>
      {remedies.together.length === 0 && <p class="small">{words.say('first-together-none')}</p>}
      <ol class="remedies">
        {remedies.together.map((remedy, index) => (
          <Line key={index} words={words} remedy={remedy} />
        ))}
      </ol>
      <h4>{words.say('first-find-out')}</h4>
      <p class="small">{words.say(unknown.length === 0 ? 'first-find-out-none' : 'first-find-out-help')}</p>
      <List words={words} remedies={unknown} />
      {elsewhere.length > 0 && (
        <>
          <h4>{words.say('first-relocate')}</h4>
          <List words={words} remedies={elsewhere} />
        </>
      )}
    </>
  );
}

function List({ words, remedies }: { readonly words: Words; readonly remedies: readonly Remedy[] }) {
  const more = remedies.length - SHOWN;
  return (
    <>
      <ul class="remedies">
        {remedies.slice(0, SHOWN).map((remedy, index) => (
          <Line key={index} words={words} remedy={remedy} />
        ))}
      </ul>
      {more > 0 && <p class="small">{words.say('first-more', { count: more })}</p>}
    </>
  );
}

function Line({ words, remedy }: { readonly words: Words; readonly remedy: Remedy }) {
  const score = words.say('first-item', { score: words.number(remedy.score, 1), gain: words.number(remedy.gain, 1) });
  return (
    <li>
      <span class="remedy">
        <span class="what">{remedyWords(remedy, words)}</span>
        <span class="figure">
          <span class="unseen">{words.say('first-score-after')} </span>
          {score}
        </span>
      </span>
    </li>
  );
}

/** What is to be done or found out, such as `bring a water point near`. */
export function remedyWords({ kind, subject }: Pick<Remedy, 'kind' | 'subject'>, words: Words): string {
  if (kind === 'mend' && subject.of === 'question') return words.word('work', subject.name);
  return subjectWords(subject, words);
}

function subjectWords(subject: Subject, words: Words): string {
  switch (subject.of) {
    case 'depth':
      return words.say('depth-grid');
    case 'peril':
    case 'landmark':
      return words.word(subject.of, subject.name);
    case 'checklist':
      return words.word('factor', subject.name);
    case 'question':
      return words.word('matter', subject.name);
  }
}
