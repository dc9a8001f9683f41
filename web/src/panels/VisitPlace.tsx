// Where one stands, what one has seen, and what one adds in words.
import { useEffect, useState } from 'preact/hooks';
import { NOTE_MOST, PHOTOS_MOST, type Draft, type PhotoRef } from '../state/draft';
import type { Whereabouts } from '../state/whereabouts';
import type { Words } from '../text/words';

export interface PlaceProps {
  readonly words: Words;
  readonly draft: Draft;
  readonly whereabouts: Whereabouts;
  /** A photo of the draft, as it is kept. */
  readonly photo: (id: string) => Promise<Uint8Array<ArrayBuffer> | null>;
  readonly onChange: (draft: Draft) => void;
  readonly onLocate: () => void;
  readonly onPhoto: (file: File) => Promise<void>;
  readonly onDropPhoto: (id: string) => void;
}

export function VisitPlace(props: PlaceProps) {
  const { words, draft, onChange } = props;
  return (
    <>
      <Position {...props} />
      <Photos {...props} />
      <label class="visit-note">
        <span>{words.say('visit-note')}</span>
        <span class="small">{words.say('visit-note-hint')}</span>
        <textarea rows={4} maxLength={NOTE_MOST} value={draft.note} onInput={({ currentTarget }) => onChange({ ...draft, note: currentTarget.value })} />
      </label>
    </>
  );
}

function Position({ words, draft, whereabouts, onChange, onLocate }: PlaceProps) {
  const { position } = draft;
  const asking = whereabouts.is === 'asking';
  return (
    <section class="visit-part" aria-labelledby="visit-position">
      <h2 id="visit-position">{words.say('visit-position')}</h2>
      <div role="status">
        {position !== null && <p>{words.say('visit-position-found', { accuracy: words.metres(position.accuracy_m) })}</p>}
        {position !== null && position.accuracy_m > 50 && <p class="small">{words.say('visit-position-rough')}</p>}
        {whereabouts.is === 'failed' && position === null && <p class="visit-wrong">{words.say(`visit-position-${whereabouts.why}`)}</p>}
        {asking && <p class="small">{words.say('visit-position-asking')}</p>}
      </div>
      <p class="visit-choices">
        <button type="button" class="big-button" disabled={asking} onClick={onLocate}>
          {words.say(position === null ? 'visit-position-take' : 'visit-position-again')}
        </button>
        {position !== null && (
          <button type="button" class="big-button quiet" onClick={() => onChange({ ...draft, position: null })}>
            {words.say('visit-position-leave')}
          </button>
        )}
      </p>
    </section>
  );
}

function Photos({ words, draft, photo, onPhoto, onDropPhoto }: PlaceProps) {
  const [busy, setBusy] = useState(false);
  const add = async (input: HTMLInputElement) => {
    setBusy(true);
    for (const file of [...(input.files ?? [])].slice(0, PHOTOS_MOST - draft.photos.length)) await onPhoto(file);
    // The same photo can be chosen again after it was taken out.
    input.value = '';
    setBusy(false);
  };
  const full = draft.photos.length >= PHOTOS_MOST;
  return (
    <section class="visit-part" aria-labelledby="visit-photos">
      <h2 id="visit-photos">{words.say('visit-photos')}</h2>
      <p class="small">{words.say('visit-photos-hint')}</p>
      <ul class="visit-photos">
        {draft.photos.map((ref, at) => (
          <Photo key={ref.id} words={words} of={ref} number={at + 1} photo={photo} onDrop={() => onDropPhoto(ref.id)} />
        ))}
      </ul>
      <label class={`big-button visit-file ${busy || full ? 'off' : ''}`}>
        {words.say(busy ? 'visit-photo-busy' : full ? 'visit-photo-full' : 'visit-photo-add')}
        <input type="file" accept="image/*" multiple disabled={busy || full} onChange={({ currentTarget }) => void add(currentTarget)} />
      </label>
    </section>
  );
}

interface PhotoProps {
  readonly words: Words;
  readonly of: PhotoRef;
  readonly number: number;
  readonly photo: PlaceProps['photo'];
  readonly onDrop: () => void;
}

function Photo({ words, of, number, photo, onDrop }: PhotoProps) {
  const [address, setAddress] = useState<string | null>(null);
  useEffect(() => {
    let made: string | null = null;
    let gone = false;
    void photo(of.id).then((bytes) => {
      if (bytes === null || gone) return;
      made = URL.createObjectURL(new Blob([bytes], { type: 'image/jpeg' }));
      setAddress(made);
    });
    return () => {
      gone = true;
      if (made !== null) URL.revokeObjectURL(made);
    };
  }, [of.id]);
  return (
    <li>
      {address !== null && <img src={address} alt={words.say('visit-photo', { number })} />}
      <button type="button" class="button" onClick={onDrop}>
        {words.say('visit-photo-drop', { number })}
      </button>
    </li>
  );
}
