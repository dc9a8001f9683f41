// The stages of the rehousing board: a column each on a desk, a list that opens on a phone.
import type { BoardHousehold, BoardStage, BoardWait } from '../api/board';
import type { Words } from '../text/words';

/** The first states of the register lead to a home; the others leave that way. */
const ON_THE_WAY = ['identified', 'assessed', 'accompanied', 'proposed', 'housed', 'sustained'];

interface Props {
  readonly words: Words;
  readonly stages: readonly BoardStage[];
  /** Whether there is room for columns; on a phone each stage opens by itself. */
  readonly wide: boolean;
  readonly onEntry: (register: string, code: string) => void;
  readonly onState: (state: string) => void;
}

export function BoardStages(props: Props) {
  const { words, stages } = props;
  const way = stages.filter(({ state }) => ON_THE_WAY.includes(state.code));
  const others = stages.filter(({ state }) => !ON_THE_WAY.includes(state.code));
  return (
    <>
      <Row {...props} title={words.say('board-on-the-way')} stages={way} />
      <Row {...props} title={words.say('board-other-ways')} stages={others} />
    </>
  );
}

function Row(props: Props & { readonly title: string }) {
  const { title, stages, wide } = props;
  return (
    <section aria-label={title}>
      <h2>{title}</h2>
      <div class="board-row">
        {stages.map((stage) => (
          // Another width is another list: it opens as that width needs.
          <Stage key={`${stage.state.code} ${wide}`} {...props} stage={stage} />
        ))}
      </div>
    </section>
  );
}

function Stage({ words, stage, wide, onEntry, onState }: Props & { readonly stage: BoardStage }) {
  const { state, total, households } = stage;
  return (
    <details class="board-stage" open={wide}>
      <summary>
        <h3>{state.label}</h3>
        <span class="board-total" aria-hidden="true">{total}</span>
        <span class="unseen">{words.say('board-households', { state: state.label, total })}</span>
      </summary>
      {total === 0 && <p class="small">{words.say('board-empty-stage')}</p>}
      <ul>
        {households.map((household) => (
          <li key={household.code}>
            <Card words={words} household={household} onEntry={onEntry} />
          </li>
        ))}
      </ul>
      {total > households.length && (
        <button type="button" class="link board-all" onClick={() => onState(state.code)}>
          {words.say('board-all-of-them', { total })}
        </button>
      )}
    </details>
  );
}

interface CardProps extends Pick<Props, 'words' | 'onEntry'> {
  readonly household: BoardHousehold;
}

function Card({ words, household, onEntry }: CardProps) {
  const { code, size, settlement, changed_on, waits } = household;
  const needs = needsOf(words, household);
  return (
    <article class="board-card" data-guarded>
      <p class="board-card-head">
        <button type="button" class="link" aria-label={words.say('board-open-household', { code })} onClick={() => onEntry('household', code)}>
          {code}
        </button>
        {size !== null && <span>{words.say('board-people', { size })}</span>}
      </p>
      {needs.length > 0 && (
        <ul class="board-needs" aria-label={words.say('board-needs')}>
          {needs.map((need) => (
            <li key={need}>{need}</li>
          ))}
        </ul>
      )}
      {waits.map((wait) => (
        <Wait key={wait.code} words={words} wait={wait} onEntry={onEntry} />
      ))}
      <p class="small">
        {settlement !== null && `${words.say('board-from', { code: settlement })} · `}
        {words.say('board-changed', { day: words.day(changed_on) })}
      </p>
    </article>
  );
}

interface WaitProps extends Pick<Props, 'words' | 'onEntry'> {
  readonly wait: BoardWait;
}

/** Something that waits, with its day; what is late is said in words and in colour. */
export function Wait({ words, wait, onEntry }: WaitProps) {
  const { register, code, kind, months, due_on, is_late } = wait;
  return (
    <p class={is_late ? 'board-wait late' : 'board-wait'}>
      <button type="button" class="link" onClick={() => onEntry(register, code)}>
        {words.say(`board-wait-${register}`, { code })}
      </button>{' '}
      {[
        kind?.label,
        months === null ? null : words.say('board-months', { months }),
        due_on === null ? null : words.say('board-due', { day: words.day(due_on) }),
      ]
        .filter(Boolean)
        .join(' · ')}
      {is_late && <strong> {words.say('board-late')}</strong>}
    </p>
  );
}

/** What a home for the household has to have, in words. */
function needsOf(words: Words, household: BoardHousehold): readonly string[] {
  const { rooms_needed: rooms, rent_most_eur: rent } = household;
  const told = [
    rooms === null ? null : words.say('board-rooms', { rooms }),
    household.needs_ground_floor ? words.say('board-ground-floor') : null,
    household.needs_step_free ? words.say('board-step-free') : null,
    household.needs_school_near ? words.say('board-school') : null,
    rent === null ? null : words.say('board-rent', { rent: words.euros(rent) }),
  ];
  return told.filter((need) => need !== null);
}
