// Accounts, for whoever runs or audits them. Ties their panels to the state.
import { useEffect } from 'preact/hooks';
import { Failed, Loading } from './panels/Notice';
import { PeopleList } from './panels/PeopleList';
import { PersonForm } from './panels/PersonForm';
import { who as asked } from './state/account';
import { valueOf } from './state/loadable';
import * as people from './state/people';
import { adjust, place, words } from './state/place';
import { may } from './state/rights';

export function People() {
  useEffect(people.read, []);
  const said = words.value;
  const who = valueOf(asked.now.value);
  if (who === null) return null;
  const [all, users, failure] = [people.users.now.value, people.known.value, people.failure.value];
  const today = new Date().toISOString().slice(0, 10);
  const mayWrite = may(who, 'accounts', 'write', 'territory');
  return (
    <section aria-labelledby="people-title">
      <h2 id="people-title">{said.say('part-people')}</h2>
      <p class="small">{said.say(mayWrite ? 'people-intro' : 'people-intro-read')}</p>
      <Invited />
      {mayWrite && !people.adding.value && (
        <p>
          <button type="button" class="button" onClick={() => people.openForm(true)}>
            {said.say('people-add')}
          </button>
        </p>
      )}
      {people.adding.value && (
        <PersonForm
          words={said}
          today={today}
          failure={failure?.name === '' ? failure.error : null}
          busy={people.busy.value}
          onAdd={(name, grants) => void people.add(name, grants)}
          onLeave={() => people.openForm(false)}
        />
      )}
      {all.is === 'failed' && <Failed error={all.error} words={said} retry={people.users.retry} />}
      {all.is === 'loading' && users === null && <Loading text={said.say('loading')} />}
      {users !== null && users.length === 0 && <p class="notice">{said.say('people-none')}</p>}
      {users !== null && users.length > 0 && (
        <PeopleList
          words={said}
          users={users}
          opened={place.value.work.entry}
          own={who.name}
          mayWrite={mayWrite}
          today={today}
          failure={failure}
          done={people.done.value}
          busy={people.busy.value}
          onOpen={(name) => adjust({ work: { ...place.peek().work, entry: name } })}
          onGive={(name, grant) => void people.give(name, grant)}
          onTakeBack={(name, id) => void people.takeBack(name, id)}
          onInvite={(name) => void people.invite(name)}
          onEnd={(name, what) => void people.end(name, what)}
        />
      )}
    </section>
  );
}

function Invited() {
  const invited = people.invited.value;
  const said = words.value;
  if (invited === null) return null;
  return (
    <div class="webhook-secret" role="status">
      <p>{said.say('people-invited', { name: invited.name })}</p>
      <code class="door-key">{new URL(invited.link, location.origin).href}</code>
      <button type="button" class="button quiet" onClick={() => (people.invited.value = null)}>
        {said.say('webhooks-secret-kept')}
      </button>
    </div>
  );
}
