// Why a settlement has its score: a sentence, a bar, a table, and what they rest on.
import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { Assessment, Ranked, SettlementDetail } from '../api/types';
import type { Behind, BehindName } from '../state/behind';
import type { From } from '../state/choose';
import type { Loadable } from '../state/loadable';
import type { Words } from '../text/words';
import { AnswerTable } from './AnswerTable';
import { Beside } from './Beside';
import { FactorTable } from './FactorTable';
import { Fold } from './Fold';
import { Failed, Loading } from './Notice';
import { ScoreBar } from './ScoreBar';
import { SiteFacts } from './SiteFacts';
import { PlaceAndPhotos } from './PlaceAndPhotos';
import { partLayer } from './partWords';
import { WhatFirst } from './WhatFirst';
import { WhyMoved } from './WhyMoved';
import { Incidents, OpenOrders } from './WorksAndIncidents';
import { ClassBadge, OfficerMarks } from './signs';

interface Props {
  readonly words: Words;
  readonly code: string;
  readonly row: Ranked | null;
  readonly detail: Loadable<SettlementDetail>;
  readonly behind: Behind;
  /** What visits propose as its shape. */
  readonly outlines: ComponentChildren;
  readonly limits: readonly number[];
  readonly areaName: (code: string) => string;
  readonly from: From;
  readonly onOpen: (name: BehindName) => void;
  readonly onRetryBehind: (name: BehindName) => void;
  readonly onClose: () => void;
  readonly onShow: () => void;
  /** Opens the form of a visit; `null` for whoever may write none. */
  readonly onVisit: (() => void) | null;
  readonly onRetry: () => void;
}

/** Below this width the page is one column, and the explanation may be out of sight. */
const ONE_COLUMN = '(max-width: 900px)';

export function Explanation(props: Props) {
  const { words, code, row, detail, from, onClose, onShow, onVisit, onRetry } = props;
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (from === 'table') title.current?.focus({ preventScroll: true });
    if (from !== 'link' && matchMedia(ONE_COLUMN).matches) title.current?.closest('section')?.scrollIntoView();
  }, [code, from]);
  const score = row?.score ?? (detail.is === 'ready' ? detail.value.assessment?.score : null);
  const name = row?.settlement.name ?? (detail.is === 'ready' ? detail.value.settlement.name : code);
  return (
    <section class="explanation" aria-labelledby="explanation-title">
      <header>
        {score && <ClassBadge letter={score.class} large />}
        <div>
          <p class="eyebrow">{words.say('why-title')}</p>
          <h2 id="explanation-title" ref={title} tabIndex={-1}>
            {name} <span class="site-code">{code}</span>
          </h2>
          {row && <OfficerMarks row={row} words={words} />}
        </div>
        {onVisit !== null && (
          <button type="button" class="button quiet visit-open" onClick={onVisit}>
            {words.say('onsite-visit')}
          </button>
        )}
        <button type="button" class="button quiet" onClick={onShow}>
          {words.say('why-on-map')}
        </button>
        <button type="button" class="close" aria-label={words.say('why-close')} onClick={onClose}>
          <svg viewBox="0 0 16 16" aria-hidden="true">
            <path d="M3 3l10 10M13 3L3 13" />
          </svg>
        </button>
      </header>
      {(detail.is === 'loading' || detail.is === 'idle') && <Loading text={words.say('loading-site')} />}
      {detail.is === 'failed' && <Failed error={detail.error} words={words} retry={onRetry} />}
      {detail.is === 'ready' && <Body {...props} detail={detail.value} />}
    </section>
  );
}

type BodyProps = Omit<Props, 'detail'> & { readonly detail: SettlementDetail };

function Body(props: BodyProps) {
  const { words, detail, behind, limits, areaName, onRetryBehind } = props;
  const { assessment, settlement, sentence, casework, contact } = detail;
  return (
    <div class="explanation-body" tabIndex={0} role="group" aria-labelledby="explanation-title">
      <Beside words={words} casework={casework} contact={contact} computed={assessment?.score.class ?? null} />
      {sentence && <p class="sentence">{sentence[words.language]}</p>}
      {assessment === null && <p>{words.say('why-none')}</p>}
      {assessment && (
        <>
          <Summary words={words} assessment={assessment} />
          <ScoreBar words={words} assessment={assessment} limits={limits} />
          <FactorTable words={words} assessment={assessment} />
          <Folds {...props} />
        </>
      )}
      {props.outlines}
      <OpenOrders words={words} orders={behind.orders} onRetry={() => onRetryBehind('orders')} />
      {casework && <Incidents words={words} incidents={casework.incidents} />}
      <PlaceAndPhotos {...props} />
      <SiteFacts
        words={words}
        settlement={settlement}
        areaName={settlement.neighbourhood && areaName(settlement.neighbourhood)}
      />
      {assessment && <Method words={words} assessment={assessment} />}
    </div>
  );
}

function Folds({ words, behind, onOpen, onRetryBehind }: BodyProps) {
  const fold = <N extends BehindName>(name: N) => ({
    words,
    answer: behind[name],
    onOpen: () => onOpen(name),
    onRetry: () => onRetryBehind(name),
  });
  return (
    <div class="folds">
      <Fold {...fold('remedies')} title={words.say('first-title')}>
        {(remedies) => <WhatFirst words={words} remedies={remedies} />}
      </Fold>
      <Fold {...fold('moved')} title={words.say('moved-title')}>
        {(moved) => <WhyMoved words={words} moved={moved} />}
      </Fold>
      <Fold {...fold('answers')} title={words.say('answers-title')}>
        {(answers) => <AnswerTable words={words} answers={answers} />}
      </Fold>
    </div>
  );
}

function Summary({ words, assessment }: { readonly words: Words; readonly assessment: Assessment }) {
  const { score, rank, rank_best: best, rank_worst: worst, of } = assessment;
  const exact = score.high - score.low < 0.5;
  return (
    <p class="summary">
      <span class="big">{words.number(score.value)}</span>
      <span>
        <strong>{words.word('band', score.band)}</strong>
        {' · '}
        {rank !== null && words.say('why-rank', { rank, of })}
        {best !== null && worst !== null && best !== worst && ` (${words.say('why-rank-range', { best, worst })})`}
        <br />
        {exact
          ? words.say('why-exact')
          : words.say('why-interval', { low: words.number(score.low), high: words.number(score.high) })}
      </span>
    </p>
  );
}

function Method({ words, assessment }: { readonly words: Words; readonly assessment: Assessment }) {
  const layers = new Map<string, number>();
  for (const { parts } of assessment.factors) {
    for (const part of parts) {
      const layer = partLayer(part);
      if (layer) layers.set(layer.code, layer.version);
    }
  }
  const used = [...layers].map(([code, version]) =>
    words.say('why-layer-version', { layer: words.word('layer', code), version }),
  );
  return (
    <p class="small method">
      {words.say('why-method', {
        day: words.day(assessment.at),
        version: assessment.model_version,
        digest: assessment.weights_sha256.slice(0, 8),
      })}
      {used.length > 0 && <br />}
      {used.length > 0 && words.say('why-layers', { layers: used.join(', ') })}
    </p>
  );
}
