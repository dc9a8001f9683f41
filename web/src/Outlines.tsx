// The outlines that visits propose, on the page of their settlement. Ties the panel to the state.
import { useEffect } from 'preact/hooks';
import { Failed, Loading } from './panels/Notice';
import { OutlineProposals } from './panels/OutlineProposals';
import { who } from './state/account';
import * as app from './state/app';
import { outlinesOf } from './state/behind';
import { valueOf } from './state/loadable';
import * as state from './state/outlines';
import { words } from './state/place';
import { may } from './state/rights';
import './text/desk';

export function Outlines({ code }: { readonly code: string }) {
  useEffect(() => {
    outlinesOf.value = code;
    void state.read(code);
  }, [code]);
  const said = words.value;
  const now = state.shown.value?.now;
  const person = valueOf(who.now.value);
  if (now === undefined || now.is === 'loading') return <Loading text={said.say('loading')} />;
  const again = () => {
    state.forget();
    void state.read(code);
  };
  if (now.is === 'failed') return <Failed error={now.error} words={said} retry={again} />;
  const take = async (visit: string, reason: string) => {
    if (!(await state.takeOver(code, visit, reason))) return;
    // The score and the map follow the shape.
    app.ranking.retry();
    app.detail.retry();
  };
  return (
    <OutlineProposals
      words={said}
      outlines={now.value}
      mayDecide={person === null || may(person, 'sites', 'write', 'territory')}
      busy={state.busy.value}
      failure={state.failure.value}
      decided={state.decided.value}
      onTake={(visit, reason) => void take(visit, reason)}
      onAside={(visit, reason) => void state.setAside(code, visit, reason)}
    />
  );
}
