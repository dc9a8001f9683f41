// The priorities view's side: the ranking, with its filters.
import type { HazardClass, Ranked, Ranking, Status } from '../api/types';
import type { Loadable } from '../state/loadable';
import type { Place, SiteColumn } from '../state/permalink';
import type { Words } from '../text/words';
import { Empty, Failed, Loading } from './Notice';
import { SiteFilters } from './SiteFilters';
import { SiteTable } from './SiteTable';

interface Props {
  readonly words: Words;
  readonly status: Status;
  readonly ranking: Loadable<Ranking>;
  readonly shown: readonly Ranked[];
  readonly counts: Record<HazardClass, number>;
  readonly place: Place;
  readonly onFilter: (change: Partial<Pick<Place, 'text' | 'classes'>>) => void;
  readonly onSort: (column: SiteColumn) => void;
  readonly onChoose: (code: string) => void;
  readonly onClear: () => void;
  readonly onRetry: () => void;
  /** Back from the ranking of another day. */
  readonly onToday: () => void;
}

export function RankingPanel(props: Props) {
  const { words, ranking, place, onToday } = props;
  const { day } = place.instruments;
  const known = ranking.is === 'ready' && ranking.value.items.length > 0 ? ranking.value : null;
  return (
    <section class="panel ranking" aria-labelledby="ranking-title">
      <header class="panel-head">
        <h1 id="ranking-title">{words.say('ranking-title')}</h1>
        {known && (
          <p class="small">
            {words.say('ranking-intro', { total: known.total, day: words.day(known.assessed_at ?? '') })}
          </p>
        )}
        {day !== null && (
          <p class="ranking-then">
            <strong>{words.say('ranking-then', { day: words.day(day) })}</strong> {words.say('ranking-then-note')}{' '}
            <button type="button" class="link" onClick={onToday}>
              {words.say('ranking-today')}
            </button>
          </p>
        )}
      </header>
      <Content {...props} />
    </section>
  );
}

function Content(props: Props) {
  const { words, status, ranking, shown, counts, place, onFilter, onSort, onChoose, onClear, onRetry } = props;
  if (ranking.is === 'failed') return <Failed error={ranking.error} words={words} retry={onRetry} />;
  if (ranking.is !== 'ready') return <Loading text={words.say('loading-ranking')} />;
  if (ranking.value.items.length === 0 && place.instruments.day !== null) return <p class="notice">{words.say('ranking-then-none')}</p>;
  if (ranking.value.items.length === 0) return <NothingRanked words={words} status={status} />;
  return (
    <>
      <SiteFilters
        words={words}
        typed={place.text}
        classes={place.classes}
        counts={counts}
        shown={shown.length}
        total={ranking.value.items.length}
        onTyped={(text) => onFilter({ text })}
        onClasses={(classes) => onFilter({ classes })}
      />
      {shown.length === 0 ? (
        <div class="notice" role="status">
          <p>{words.say('filter-none')}</p>
          <button type="button" class="button" onClick={onClear}>
            {words.say('filter-clear')}
          </button>
        </div>
      ) : (
        <SiteTable
          words={words}
          rows={shown}
          chosen={place.site}
          limits={status.model.class_limits}
          sort={place.siteSort}
          onSort={onSort}
          onChoose={onChoose}
        />
      )}
    </>
  );
}

/** Either nothing was imported, or nothing was scored: each has its own next command. */
function NothingRanked({ words, status }: { readonly words: Words; readonly status: Status }) {
  const count = status.layers.find(({ group }) => group === 'settlements')?.features ?? 0;
  const missing = count === 0 ? 'settlements' : 'scores';
  return (
    <Empty
      title={words.say(`empty-${missing}`, { count })}
      advice={words.say(`empty-${missing}-do`)}
      command={count === 0 ? 'jalon import settlements FILE' : 'jalon score'}
    />
  );
}
