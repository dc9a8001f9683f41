// The side of the board for homes: by landlord, by convention, and those that wait for a household.
import { useEffect } from 'preact/hooks';
import { FreeHomes } from './panels/FreeHomes';
import { HomesByConvention } from './panels/HomesByConvention';
import { HomesByLandlord } from './panels/HomesByLandlord';
import { Failed, Loading } from './panels/Notice';
import { areaName } from './state/app';
import { homes, turn } from './state/board';
import { go, place, words } from './state/place';

const open = (register: string, entry: string) => go({ view: 'work', work: { register, state: null, entry } });

export function BoardHomes() {
  useEffect(homes.start, []);
  const said = words.value;
  const [known, now] = [homes.known.value, homes.answer.now.value];
  const landlord = place.value.board.of;
  return (
    <>
      {now.is === 'failed' && <Failed error={now.error} words={said} retry={homes.answer.retry} />}
      {now.is === 'failed' && landlord !== null && <All />}
      {now.is === 'loading' && known === null && <Loading text={said.say('loading')} />}
      {known !== null && (
        <div id="table" aria-busy={now.is === 'loading'}>
          <p class="small">
            {said.say('homes-intro', { day: said.day(known.on) })} {said.say(`homes-offers-${known.offers}`)}
          </p>
          {landlord !== null && <All />}
          {known.landlords.length === 0 && known.conventions.length === 0 ? (
            <div class="notice" role="status">
              <p class="notice-title">{said.say(landlord === null ? 'homes-none' : 'homes-none-of-landlord')}</p>
              <p>{said.say('homes-none-do')}</p>
            </div>
          ) : (
            <>
              <HomesByLandlord words={said} homes={known} chosen={landlord} onChoose={(of) => turn({ of })} />
              <HomesByConvention words={said} homes={known} onEntry={open} />
              <FreeHomes words={said} homes={known} areaName={areaName} onEntry={open} />
            </>
          )}
        </div>
      )}
    </>
  );
}

/** Back from one landlord to all. */
function All() {
  return (
    <p>
      <button type="button" class="button quiet" onClick={() => turn({ of: null })}>
        {words.value.say('homes-every-landlord')}
      </button>
    </p>
  );
}
