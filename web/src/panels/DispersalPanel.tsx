// The dispersal view's side: figures, trend, neighbourhoods.
import type { Area, Dispersal, Status } from '../api/types';
import type { Loadable } from '../state/loadable';
import type { Asked, System } from '../state/asked';
import type { AreaColumn, Sort } from '../state/permalink';
import type { Words } from '../text/words';
import { AreaTable } from './AreaTable';
import { AskedBar } from './AskedBar';
import { Figures } from './Figures';
import { GroupTable } from './GroupTable';
import { Journeys } from './Journeys';
import { Empty, Failed, Loading } from './Notice';
import { YearsChart } from './YearsChart';

interface Props {
  readonly words: Words;
  readonly status: Status;
  readonly dispersal: Loadable<Dispersal>;
  readonly areas: readonly Area[];
  readonly chosen: string | null;
  readonly sort: Sort<AreaColumn>;
  readonly onSort: (column: AreaColumn) => void;
  readonly onChoose: (code: string) => void;
  readonly onRetry: () => void;
  readonly asked: Asked;
  readonly systems: readonly System[];
  readonly hasOffers: boolean;
  readonly areaName: (code: string) => string;
  readonly onAsk: (change: Partial<Asked>) => void;
  readonly onCouncil: () => void;
  readonly onCompare: () => void;
}

export function DispersalPanel(props: Props) {
  const { words, dispersal, status } = props;
  const isGivenOut = dispersal.is === 'ready' && dispersal.value.given_out !== null;
  return (
    <section class="panel dispersal" aria-labelledby="dispersal-title">
      <header class="panel-head">
        <h1 id="dispersal-title">{words.say('dispersal-title')}</h1>
        {status.audience === 'public' ? <p class="small">{words.say('audience-public-hint')}</p> : <AskedBar {...props} isGivenOut={isGivenOut} />}
      </header>
      <Content {...props} dispersal={dispersal} />
    </section>
  );
}

function Content({ words, dispersal, onRetry, ...rest }: Props) {
  switch (dispersal.is) {
    case 'idle':
    case 'loading':
      return <Loading text={words.say('loading-dispersal')} />;
    case 'failed':
      return <Failed error={dispersal.error} words={words} retry={onRetry} />;
    case 'ready':
      return <Report words={words} report={dispersal.value} {...rest} />;
  }
}

type ReportProps = Omit<Props, 'dispersal' | 'onRetry'> & { readonly report: Dispersal };

/** Flows shown beside the map. */
const FLOWS = 10;

function Report({ words, report, areas, chosen, sort, onSort, onChoose, areaName }: ReportProps) {
  if (report.neighbourhoods.length === 0) {
    return (
      <Empty
        title={words.say('empty-neighbourhoods')}
        advice={words.say('empty-neighbourhoods-do')}
        command="jalon import neighbourhoods FILE"
      />
    );
  }
  return (
    <div class="panel-scroll">
      {report.overall.households === 0 ? (
        <Empty
          title={words.say('empty-placements')}
          advice={words.say('empty-placements-do')}
          command="jalon import placements FILE"
        />
      ) : (
        <>
          <Figures words={words} report={report} />
          <GroupTable words={words} report={report} />
          <YearsChart words={words} years={report.years} />
        </>
      )}
      <h3>{words.say('areas-title')}</h3>
      <AreaTable words={words} rows={areas} chosen={chosen} sort={sort} onSort={onSort} onChoose={onChoose} />
      <Journeys words={words} report={report} areaName={areaName} most={FLOWS} />
    </div>
  );
}
