// What is known of a settlement as a place, and its photos: also where it has no score yet.
import type { Behind, BehindName } from '../state/behind';
import type { Words } from '../text/words';
import { Fold } from './Fold';
import { SitePhotos } from './SitePhotos';
import { SitePlace } from './SitePlace';

interface Props {
  readonly words: Words;
  readonly code: string;
  readonly behind: Behind;
  readonly onOpen: (name: BehindName) => void;
  readonly onRetryBehind: (name: BehindName) => void;
}

export function PlaceAndPhotos({ words, code, behind, onOpen, onRetryBehind }: Props) {
  return (
    <div class="folds">
      <Fold words={words} title={words.say('place-title')} answer={behind.place} onOpen={() => onOpen('place')} onRetry={() => onRetryBehind('place')}>
        {(place) => <SitePlace words={words} place={place} />}
      </Fold>
      <Fold words={words} title={words.say('photos-title')} answer={behind.files} onOpen={() => onOpen('files')} onRetry={() => onRetryBehind('files')}>
        {(files) => <SitePhotos words={words} code={code} files={files} onAdded={() => onRetryBehind('files')} />}
      </Fold>
    </div>
  );
}
