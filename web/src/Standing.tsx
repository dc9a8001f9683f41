// What is out of the ordinary while it lasts, on every page: ties the line under the head to the account.
import { StandingBar } from './panels/StandingBar';
import { TypedKept } from './panels/TypedKept';
import * as account from './state/account';
import { valueOf } from './state/loadable';
import { words } from './state/place';
import { typed } from './state/typed';

export function Standing() {
  const who = valueOf(account.who.now.value);
  if (who === null) return null;
  return (
    <>
      <StandingBar
        words={words.value}
        viewedAs={who.viewing_as}
        opened={who.opened}
        onEndView={account.endView}
        onShut={(what) => void account.shutGlass(what)}
        onOver={account.glassEnded}
      />
      <TypedKept words={words.value} typed={typed.value} onDone={() => (typed.value = [])} />
    </>
  );
}
