// What hazards are here: a place by click, by name or by coordinates, and what every layer says of it.
import type { Here, HereItem } from '../api/here';
import type { Loadable } from '../state/loadable';
import type { Named } from '../state/tools';
import type { Spot } from '../state/instruments';
import type { Words } from '../text/words';
import { Failed, Loading } from './Notice';
import { ClassBadge } from './signs';
import { SeveritySwatch } from './swatches';
import { SEVERITIES } from '../state/palette';

interface Props {
  readonly words: Words;
  readonly typed: string;
  readonly found: readonly Named[];
  readonly at: Spot | null;
  readonly answer: Loadable<Here>;
  readonly dark: boolean;
  readonly onTyped: (text: string) => void;
  readonly onSpot: (spot: Spot) => void;
  readonly onMiddle: () => void;
  readonly onRetry: () => void;
}

export function HerePanel(props: Props) {
  const { words, typed, found, at, answer, onTyped, onSpot, onMiddle, onRetry } = props;
  return (
    <>
      <form
        class="tools-find"
        role="search"
        onSubmit={(event) => {
          event.preventDefault();
          const [first] = found;
          if (first !== undefined) onSpot(first.spot);
        }}
      >
        <label>
          <span>{words.say('here-find')}</span>
          <input type="search" value={typed} placeholder="43.6045 1.4440" aria-describedby="here-help" onInput={({ currentTarget }) => onTyped(currentTarget.value)} />
        </label>
        <p class="small" id="here-help">
          {words.say('here-help')}
        </p>
      </form>
      {typed.trim().length > 1 && (
        <ul class="tools-found" aria-label={words.say('here-found')}>
          {found.map(({ name, spot }) => (
            <li key={name}>
              <button type="button" class="link" onClick={() => onSpot(spot)}>
                {name}
              </button>
            </li>
          ))}
          {found.length === 0 && <li class="small">{words.say('here-none')}</li>}
        </ul>
      )}
      <p>
        <button type="button" class="button quiet" onClick={onMiddle}>
          {words.say('here-middle')}
        </button>
      </p>
      {at === null && <p class="small">{words.say('here-how')}</p>}
      {answer.is === 'loading' && <Loading text={words.say('loading')} />}
      {answer.is === 'failed' && <Failed error={answer.error} words={words} retry={onRetry} />}
      {answer.is === 'ready' && <Answer {...props} here={answer.value} />}
    </>
  );
}

function Answer({ words, here, dark }: Props & { readonly here: Here }) {
  const [lon, lat] = here.place;
  const { ground, neighbourhood } = here;
  const items = here.items.filter(({ seen }) => seen !== 'unmapped');
  const unmapped = here.items.filter(({ seen }) => seen === 'unmapped').map(({ layer }) => words.word('layer', layer));
  return (
    <div aria-live="polite">
      <h3>{neighbourhood === null ? words.say('here-title') : words.say('here-title-in', { name: neighbourhood.name })}</h3>
      <p class="small">{words.say('here-place', { lat: lat.toFixed(5), lon: lon.toFixed(5) })}</p>
      <p class="here-ground">
        <ClassBadge letter={ground.class} />
        <span>{words.say('here-ground', { score: words.number(ground.value), low: words.number(ground.low), high: words.number(ground.high) })}</span>
      </p>
      {here.items.length === 0 && <p class="notice">{words.say('here-no-layers')}</p>}
      <ul class="here-items">
        {items.map((item) => (
          <li key={item.layer} class={`here-${item.seen}`}>
            <Sign item={item} dark={dark} />
            <span>
              <strong>{words.word('layer', item.layer)}</strong> {said(words, item)}
              <span class="small here-source">{words.say('here-source', { source: item.source, version: item.layer_version, day: words.day(item.imported_on) })}</span>
            </span>
          </li>
        ))}
      </ul>
      {unmapped.length > 0 && <p class="here-unmapped">{words.say('here-unmapped', { layers: words.list(unmapped) })}</p>}
    </div>
  );
}

/** The colour that a zone has on the map; words say the same beside it. */
function Sign({ item, dark }: { readonly item: HereItem; readonly dark: boolean }) {
  const severity = SEVERITIES.find((one) => one === item.severity);
  if (severity === undefined) return <span class="here-blank" aria-hidden="true" />;
  return <SeveritySwatch peril={item.layer === 'flood_depth' ? 'flood' : item.layer} severity={severity} dark={dark} />;
}

function said(words: Words, { seen, severity, distance_m, depth_m, reach_m }: HereItem): string {
  const how = severity === null ? '' : words.word('severity', String(severity));
  const values = { severity: how, distance: words.metres(distance_m ?? 0), reach: words.metres(reach_m) };
  const zone = severity === null ? 'plain' : 'zone';
  const told = seen === 'here' || seen === 'near' ? words.say(`here-${seen}-${zone}`, values) : words.say(`here-${seen}`, values);
  return depth_m === null || depth_m <= 0 ? told : `${told} ${words.say('here-depth', { depth: words.brief(depth_m) })}`;
}
