// A settlement as a place: address, ways in, what stands there, where its people came from and went.
import type { SitePlace as Told } from '../api/place';
import type { Entry, Field } from '../api/registers';
import { readable } from '../state/cells';
import type { Words } from '../text/words';

interface Props {
  readonly words: Words;
  readonly place: Told;
}

export function SitePlace({ words, place }: Props) {
  const fieldsOf = (name: string) => (place.registers.find(({ register }) => register === name)?.fields ?? []).filter((field) => field.name !== 'settlement');
  const { details, features, successors } = place;
  if (details === null && features.length === 0 && successors.length === 0) return <p>{words.say('place-none')}</p>;
  const told = fieldsOf('site_details').filter(({ name }) => details !== null && name in details.fields);
  return (
    <>
      {(told.length > 0 || successors.length > 0) && (
        <dl class="facts">
          {told.map((field) => (
            <div key={field.name}>
              <dt>{field.label}</dt>
              <dd>{field.kind === 'settlements' ? <Sites codes={[details?.fields[field.name]].flat().map(String)} /> : readable(words, field, details?.fields[field.name])}</dd>
            </div>
          ))}
          {successors.length > 0 && (
            <div>
              <dt>{words.say('place-successors')}</dt>
              <dd>
                <Sites codes={successors} />
              </dd>
            </div>
          )}
        </dl>
      )}
      {features.length > 0 && <Features words={words} features={features} fields={fieldsOf('site_feature')} />}
    </>
  );
}

function Sites({ codes }: { readonly codes: readonly string[] }) {
  return (
    <>
      {codes.map((code, at) => (
        <span key={code}>
          {at > 0 && ', '}
          <a href={`?site=${encodeURIComponent(code)}`}>{code}</a>
        </span>
      ))}
    </>
  );
}

interface FeaturesProps {
  readonly words: Words;
  readonly features: readonly Entry[];
  readonly fields: readonly Field[];
}

function Features({ words, features, fields }: FeaturesProps) {
  const [kind, ...others] = ['kind', 'how_many', 'condition', 'seen_on', 'note'].flatMap((name) => fields.filter((field) => field.name === name));
  return (
    <>
      <h4>{words.say('place-features')}</h4>
      <ul class="place-features">
        {features.map(({ code, fields: told }) => (
          <li key={code}>
            {kind && readable(words, kind, told['kind'])}
            {others.filter(({ name }) => name in told).map((field) => ` · ${field.name === 'how_many' ? '× ' : ''}${readable(words, field, told[field.name])}`)}
          </li>
        ))}
      </ul>
    </>
  );
}
