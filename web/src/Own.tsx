// What stands in the head for whoever has signed in. Ties the account's panel to the state.
import { AccountPanel } from './panels/AccountPanel';
import * as account from './state/account';
import { valueOf } from './state/loadable';
import { words } from './state/place';

export function Own() {
  const who = valueOf(account.who.now.value);
  if (who === null || !who.signed_in || who.name === null) return null;
  return (
    <AccountPanel
      words={words.value}
      name={who.name}
      roles={who.roles}
      devices={account.devices.now.value}
      tokens={account.tokens.now.value}
      made={account.made.value}
      opened={who.opened}
      mayOpen={who.may_open}
      mayViewAs={who.may_view_as}
      hasSignOn={who.sign_on !== null}
      failure={account.failure.value}
      onOpen={account.open}
      onLeave={() => void account.leave()}
      onLeaveBoth={() => void account.leaveBoth()}
      onShutOut={(id) => void account.shutOut(id)}
      onToken={(name, scopes, networks) => void account.addToken(name, scopes, networks)}
      onTakeBack={(id) => void account.takeBack(id)}
      onOpenGlass={(what, reason) => void account.openGlass(what, reason)}
      onViewAs={account.viewAs}
    />
  );
}
