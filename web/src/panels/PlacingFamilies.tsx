// Each family with the home proposed to it, its wish and its ways beside it, and other homes to set by hand.
import type { PlacingFamily } from '../api/placing';
import type { Words } from '../text/words';
import { ScrollBox } from './ScrollBox';

interface Props {
  readonly words: Words;
  readonly families: readonly PlacingFamily[];
  readonly onLock: (household: string, offer: string) => void;
  readonly onForbid: (household: string, offer: string) => void;
}

const COLUMNS = ['family', 'people', 'danger', 'wishes', 'home', 'metres'] as const;

export function PlacingFamilies(props: Props) {
  const { words, families } = props;
  return (
    <ScrollBox label={words.say('placing-title')}>
      <table class="planner-table planner-families" id="table">
        <thead>
          <tr>
            {COLUMNS.map((name) => (
              <th key={name} scope="col" class={['people', 'danger', 'metres'].includes(name) ? 'figure' : ''}>
                {words.say(`placing-${name}`)}
              </th>
            ))}
            <th scope="col">{words.say('placing-by-hand')}</th>
          </tr>
        </thead>
        <tbody>
          {families.map((family) => (
            <Family key={family.household} {...props} family={family} />
          ))}
        </tbody>
      </table>
    </ScrollBox>
  );
}

function Family({ words, family, onLock, onForbid }: Props & { readonly family: PlacingFamily }) {
  const { household, home } = family;
  return (
    <tr class={home === null ? 'without' : ''}>
      <th scope="row">{household}</th>
      <td class="figure">{family.people}</td>
      <td class="figure">{family.danger === null ? words.say('figure-none') : words.number(family.danger)}</td>
      <td>{family.wishes.join(', ')}</td>
      <td>{home === null ? whyNone(words, family) : homeSaid(words, home)}</td>
      <td class="figure">{home === null || home.distance_m === null ? '' : words.metres(home.distance_m)}</td>
      <td class="planner-hands">
        {home !== null && (
          <>
            <button type="button" class="button" aria-pressed={family.locked} onClick={() => onLock(household, home.offer)}>
              {words.say('placing-lock')}
            </button>
            <button type="button" class="button" onClick={() => onForbid(household, home.offer)}>
              {words.say('placing-forbid')}
            </button>
          </>
        )}
        {family.alternatives.length > 0 && (
          <select
            aria-label={words.say('placing-other', { household })}
            onChange={({ currentTarget }) => currentTarget.value && onLock(household, currentTarget.value)}
          >
            <option value="">{words.say('placing-others')}</option>
            {family.alternatives.map((other) => (
              <option key={other.home.offer} value={other.home.offer}>
                {words.say('placing-other-home', {
                  offer: other.home.offer,
                  area: other.home.neighbourhood_name,
                  even: signed(words.number(other.unevenness_added, 2), other.unevenness_added),
                  metres: signed(words.number(other.distance_added_m), other.distance_added_m),
                })}
              </option>
            ))}
          </select>
        )}
      </td>
    </tr>
  );
}

function homeSaid(words: Words, home: NonNullable<PlacingFamily['home']>): string {
  const parts = [home.offer, home.neighbourhood_name, home.landlord];
  if (home.deprived === true) parts.push(words.say('placing-priority'));
  if (home.hazard_class !== null) parts.push(words.say(home.measured_at_home ? 'placing-ground' : 'placing-ground-around', { class: home.hazard_class }));
  return parts.filter(Boolean).join(' · ');
}

/** The homes that are none for it by reason; or that others need those that are. */
function whyNone(words: Words, family: PlacingFamily): string {
  if (family.homes_that_fit > 0) return words.say('placing-taken', { homes: family.homes_that_fit });
  return Object.entries(family.ruled_out)
    .map(([reason, homes]) => `${words.say(`placing-ruled-${reason}`)}: ${String(homes)}`)
    .join(', ');
}

function signed(said: string, value: number): string {
  return value > 0 ? `+${said}` : said;
}
