// The account menu: who am I, my devices, my tokens, and the way out.
import { useEffect, useRef, useState } from 'preact/hooks';
import type { ApiError } from '../api/client';
import type { Device, Opened, Token } from '../api/session';
import { valueOf, type Loadable } from '../state/loadable';
import type { Words } from '../text/words';
import { GlassForm, ViewForm } from './AccountAccess';
import { Loading, Refused } from './Notice';

/** What a token may be used for, as far as the page offers it. */
const SCOPES = ['sites:read', 'hazard:read', 'dispersal:read', 'homes:read', 'export', 'sites:write', 'steering:write'];

interface Props {
  readonly words: Words;
  readonly name: string;
  readonly roles: readonly string[];
  readonly devices: Loadable<readonly Device[]>;
  readonly tokens: Loadable<readonly Token[]>;
  readonly made: string | null;
  readonly opened: readonly Opened[];
  readonly mayOpen: readonly string[];
  readonly mayViewAs: readonly string[];
  /** Whether one may have come in by the city's sign-on. */
  readonly hasSignOn: boolean;
  readonly failure: ApiError | null;
  readonly onOpen: () => void;
  readonly onLeave: () => void;
  readonly onLeaveBoth: () => void;
  readonly onShutOut: (id: string) => void;
  readonly onToken: (name: string, scopes: readonly string[], networks: readonly string[]) => void;
  readonly onTakeBack: (id: string) => void;
  readonly onOpenGlass: (what: string, reason: string) => void;
  readonly onViewAs: (role: string) => void;
}

export function AccountPanel(props: Props) {
  const { words, name, roles, devices, failure, onOpen, onShutOut } = props;
  const [isOpen, setIsOpen] = useState(false);
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (isOpen) dialog.current?.showModal();
  }, [isOpen]);
  const show = () => {
    onOpen();
    setIsOpen(true);
  };
  return (
    <div class="account">
      <button type="button" class="account-name" aria-haspopup="dialog" onClick={show}>
        {name}
      </button>
      {isOpen && (
        <dialog ref={dialog} class="account-dialog" aria-labelledby="account-title" onClose={() => setIsOpen(false)}>
          <h2 id="account-title">{name}</h2>
          <p>{words.list(roles.map((role) => words.word('role', role)))}</p>
          {failure !== null && <Refused error={failure} words={words} />}
          <GlassForm words={words} mayOpen={props.mayOpen} opened={props.opened} onOpen={props.onOpenGlass} />
          <ViewForm words={words} roles={props.mayViewAs} onView={props.onViewAs} />
          <h3>{words.say('account-devices')}</h3>
          <ul>
            {valueOf(devices)?.map((each) => (
              <li key={each.id}>
                {each.device === '' ? words.say('account-unnamed') : each.device}, {words.day(each.seen_at)}{' '}
                {each.current ? (
                  <strong>{words.say('account-current')}</strong>
                ) : (
                  <button type="button" class="button quiet" onClick={() => onShutOut(each.id)}>
                    {words.say('account-end')}
                  </button>
                )}
              </li>
            )) ?? <Loading text={words.say('loading')} />}
          </ul>
          <Tokens {...props} />
          <p class="account-buttons">
            <button type="button" class="button" onClick={props.onLeave}>
              {words.say('account-leave')}
            </button>
            {props.hasSignOn && (
              <button type="button" class="button" onClick={props.onLeaveBoth}>
                {words.say('account-leave-both')}
              </button>
            )}
            <button type="button" class="button" onClick={() => dialog.current?.close()}>
              {words.say('account-close')}
            </button>
          </p>
        </dialog>
      )}
    </div>
  );
}

function Tokens({ words, tokens, made, onToken, onTakeBack }: Props) {
  const [name, setName] = useState('');
  const [scopes, setScopes] = useState<readonly string[]>(['sites:read']);
  const [networks, setNetworks] = useState('');
  const toggle = (scope: string) => setScopes(scopes.includes(scope) ? scopes.filter((one) => one !== scope) : [...scopes, scope]);
  const send = (event: Event) => {
    event.preventDefault();
    onToken(name, scopes, networks.split(/[\s,;]+/).filter(Boolean));
    setName('');
  };
  return (
    <>
      <h3>{words.say('account-tokens')}</h3>
      <ul>
        {valueOf(tokens)?.map((each) => (
          <li key={each.id}>
            {each.name}: {[...each.scopes, ...each.networks].join(', ')}, {words.day(each.ends_at)}{' '}
            <button type="button" class="button quiet" onClick={() => onTakeBack(each.id)}>
              {words.say('account-take-back')}
            </button>
          </li>
        ))}
      </ul>
      {made !== null && (
        <p role="status">
          {words.say('account-made')} <code class="door-key">{made}</code>
        </p>
      )}
      <form class="account-token" onSubmit={send}>
        <label>
          <span>{words.say('account-token-name')}</span>
          <input type="text" required maxLength={80} value={name} onInput={(e) => setName(e.currentTarget.value)} />
        </label>
        <fieldset>
          <legend>{words.say('account-token-scopes')}</legend>
          {SCOPES.map((scope) => (
            <label key={scope}>
              <input type="checkbox" checked={scopes.includes(scope)} onChange={() => toggle(scope)} /> {scope}
            </label>
          ))}
        </fieldset>
        <label>
          <span>{words.say('account-token-networks')}</span>
          <input type="text" maxLength={900} value={networks} onInput={(e) => setNetworks(e.currentTarget.value)} />
        </label>
        <button type="submit" class="button quiet" disabled={scopes.length === 0}>
          {words.say('account-token-make')}
        </button>
      </form>
    </>
  );
}
