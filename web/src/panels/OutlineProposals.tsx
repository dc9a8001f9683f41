// What a visit says the shape of a settlement is, over the shape that stands; and whether it is taken over.
import { useEffect, useRef, useState } from 'preact/hooks';
import type { ApiError } from '../api/client';
import type { Outlines, ProposedOutline } from '../api/outlines';
import { SKETCH, sketchOf } from '../state/sketch';
import type { Words } from '../text/words';
import { Refused } from './Notice';

interface Props {
  readonly words: Words;
  readonly outlines: Outlines;
  readonly mayDecide: boolean;
  readonly busy: boolean;
  readonly failure: ApiError | null;
  /** The visit about whose outline was decided last. */
  readonly decided: string | null;
  readonly onTake: (visit: string, reason: string) => void;
  readonly onAside: (visit: string, reason: string) => void;
}

export function OutlineProposals(props: Props) {
  const { words, outlines, failure } = props;
  const said = outlines.items.filter(({ taken, set_aside }) => taken === null && set_aside === null).length;
  return (
    <section class="outlines" aria-labelledby="outlines-title">
      <h3 id="outlines-title">{words.say('outlines-title', { count: said })}</h3>
      {failure !== null && <Refused error={failure} words={words} />}
      <ul>
        {outlines.items.map((item) => (
          <Proposal key={item.visit} {...props} item={item} />
        ))}
      </ul>
    </section>
  );
}

type ItemProps = Props & { readonly item: ProposedOutline };

function Proposal(props: ItemProps) {
  const { words, outlines, item, decided } = props;
  const told = useRef<HTMLParagraphElement>(null);
  const isDecided = item.taken !== null || item.set_aside !== null;
  useEffect(() => {
    // The buttons that were pressed are gone: the keyboard stays where it was.
    if (decided === item.visit && isDecided) told.current?.focus();
  }, [decided, isDecided]);
  const share = (of_m2: number) => words.percent(of_m2 > 0 ? item.shared_m2 / of_m2 : 0);
  return (
    <li>
      <p class="outlines-from">{words.say(`outlines-${item.how}`, { day: words.day(item.at), by: item.by })}</p>
      <Sketched words={words} outlines={outlines} item={item} />
      <dl class="facts">
        <Fact name={words.say('outlines-stands')} value={words.say('outlines-area', { area: words.number(outlines.area_m2) })} />
        <Fact name={words.say('outlines-proposed')} value={words.say('outlines-area', { area: words.number(item.area_m2) })} />
        <Fact name={words.say('outlines-shared')} value={words.say('outlines-shares', { stands: share(outlines.area_m2), proposed: share(item.area_m2) })} />
        {item.accuracy_m !== null && <Fact name={words.say('outlines-accuracy')} value={words.metres(item.accuracy_m)} />}
      </dl>
      {isDecided && (
        <p class="outlines-decided" role="status" tabIndex={-1} ref={told}>
          <Decided words={words} item={item} />
        </p>
      )}
      {item.taken === null && (props.mayDecide ? <Decision key={item.set_aside?.at ?? ''} {...props} /> : <p class="small">{words.say('outlines-not-yours')}</p>)}
    </li>
  );
}

function Fact({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}

function Decided({ words, item }: { readonly words: Words; readonly item: ProposedOutline }) {
  const ruling = item.taken ?? item.set_aside;
  if (ruling === null) return null;
  const say = words.say(item.taken === null ? 'outlines-aside-is' : 'outlines-taken-is', { day: words.day(ruling.at), by: ruling.by });
  return <>{ruling.reason === null ? say : `${say} ${words.say('outlines-because', { reason: ruling.reason })}`}</>;
}

function Sketched({ words, outlines, item }: Pick<Props, 'words' | 'outlines'> & { readonly item: ProposedOutline }) {
  const { paths, bar } = sketchOf([outlines.geometry, item.geometry]);
  const base = SKETCH.height - 8;
  return (
    <figure class="outlines-sketch">
      <svg viewBox={`0 0 ${SKETCH.width} ${SKETCH.height}`} role="img" aria-label={words.say('outlines-drawing')}>
        <path class="stands" d={paths[0]} />
        <path class="proposed" d={paths[1]} />
        <path class="bar" d={`M${SKETCH.edge} ${base - 5}V${base}H${SKETCH.edge + bar.length}V${base - 5}`} />
        <text x={SKETCH.edge + bar.length + 6} y={base}>
          {words.metres(bar.metres)}
        </text>
      </svg>
      <figcaption class="small">
        <span class="outlines-key stands" aria-hidden="true" /> {words.say('outlines-stands')}
        <span class="outlines-key proposed" aria-hidden="true" /> {words.say('outlines-proposed')}
      </figcaption>
    </figure>
  );
}

function Decision({ words, item, busy, onTake, onAside }: ItemProps) {
  const [reason, setReason] = useState('');
  const [lacks, setLacks] = useState(false);
  const name = `outline-reason-${item.visit}`;
  const setAside = () => {
    setLacks(reason.trim() === '');
    if (reason.trim() !== '') onAside(item.visit, reason);
  };
  return (
    <div class="outlines-decision">
      <label for={name}>{words.say('outlines-reason')}</label>
      <input id={name} type="text" maxLength={2000} value={reason} aria-invalid={lacks} aria-describedby={`${name}-hint`} autocomplete="off" onInput={({ currentTarget }) => setReason(currentTarget.value)} />
      <span id={`${name}-hint`} class={lacks ? 'visit-wrong' : 'small'} role={lacks ? 'alert' : undefined}>
        {words.say(lacks ? 'outlines-reason-lacks' : 'outlines-reason-hint')}
      </span>
      <p class="chips">
        <button type="button" class="button" disabled={busy} onClick={() => onTake(item.visit, reason)}>
          {words.say('outlines-take')}
        </button>
        {item.set_aside === null && (
          <button type="button" class="button quiet" disabled={busy} onClick={setAside}>
            {words.say('outlines-aside')}
          </button>
        )}
      </p>
    </div>
  );
}
