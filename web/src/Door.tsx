// The page at the door: signing in, choosing a password, setting up a second factor. Ties its forms to the state.
import { useEffect } from 'preact/hooks';
import { CodesShown, FactorForm } from './panels/FactorForm';
import { CharterForm, InvitationForm, NameForm, SignOn } from './panels/DoorForms';
import { Loading } from './panels/Notice';
import * as door from './state/door';
import type { Failure } from './api/client';

const { words } = door;

export function Door() {
  const step = door.step.value;
  useEffect(() => {
    document.documentElement.lang = door.language;
    document.title = words.say('page-title', { view: words.say(`door-${step.is}`) });
    document.querySelector<HTMLElement>('.door input')?.focus();
  }, [step]);
  return (
    <main class="alone door">
      <h1>{words.say(`door-${step.is}`)}</h1>
      {door.failure.value !== null && (
        <p class="door-failure" role="alert">
          {said(door.failure.value)}
        </p>
      )}
      {door.failure.value === null && door.refused.value !== null && (
        <p class="door-failure" role="alert">
          {saidOfSignOn(door.refused.value)}
        </p>
      )}
      {step.is === 'entering' && <Loading text={words.say('loading')} />}
      {step.is === 'name' && (
        <>
          {door.signOn.value !== null && !step.asksCode && <SignOn words={words} address={door.signOn.value} />}
          <NameForm words={words} asksCode={step.asksCode} busy={door.busy.value} onEnter={door.enterByName} />
        </>
      )}
      {step.is === 'invitation' && (
        <InvitationForm words={words} busy={door.busy.value} onChoose={(password) => door.choosePassword(step.link, password)} />
      )}
      {step.is === 'factor' && <FactorForm words={words} factor={step.key} busy={door.busy.value} onProve={door.proveFactor} />}
      {step.is === 'charter' && <CharterForm words={words} text={step.text} busy={door.busy.value} onAccept={() => door.takeCharter(step.version)} />}
      {step.is === 'codes' && <CodesShown words={words} codes={step.codes} onLeave={door.leave} />}
    </main>
  );
}

/** Why the city's sign-on has not let somebody in. */
function saidOfSignOn(word: string): string {
  const known = ['not-sent-away', 'not-believed', 'no-group', 'sign-on-without-factor', 'sign-on-silent', 'too-many-tries'];
  return words.say(`door-${known.includes(word) ? word : 'not-believed'}`);
}

/** The words for what went wrong; the server's own where the page has none. */
function said(failure: Failure): string {
  if (failure.kind === 'offline') return words.say('failed-offline');
  if (failure.kind === 'unexpected') return words.say('failed-unexpected', { message: failure.message });
  const known = ['not-signed-in', 'code-missing', 'used-link', 'weak-password', 'too-many-tries', 'refused'];
  const { word } = failure;
  return word !== undefined && known.includes(word) ? words.say(`door-${word}`) : words.say('failed-refused', { message: failure.message });
}
