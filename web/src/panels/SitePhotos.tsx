// The photos and documents of a settlement, and a way to add one.
import { useState } from 'preact/hooks';
import { addSiteFile, ApiError } from '../api/client';
import { addressOf, type SiteFile, type SiteFiles } from '../api/files';
import type { Words } from '../text/words';

interface Props {
  readonly words: Words;
  readonly code: string;
  readonly files: SiteFiles;
  /** A file was added: ask again for all. */
  readonly onAdded: () => void;
}

export function SitePhotos({ words, code, files, onAdded }: Props) {
  const there = files.items.filter((file) => file.removed === null);
  return (
    <>
      {there.length === 0 && <p class="small">{words.say('photos-none')}</p>}
      <ul class="photos">
        {there.map((file) => (
          <OneFile key={file.id} words={words} file={file} />
        ))}
      </ul>
      <AddFile words={words} code={code} onAdded={onAdded} />
    </>
  );
}

function OneFile({ words, file }: { readonly words: Words; readonly file: SiteFile }) {
  const told = words.say('photo-added', { day: words.day(file.added_at), by: file.added_by });
  return (
    <li>
      <a href={addressOf(file)} download={file.name}>
        {file.kind === 'photo' && file.width !== null && file.height !== null && (
          <img src={addressOf(file)} alt="" width={file.width} height={file.height} loading="lazy" decoding="async" />
        )}
        <span>{file.name}</span>
      </a>
      <span class="small">{told}</span>
    </li>
  );
}

type Step = { readonly is: 'idle' | 'sending' } | { readonly is: 'failed'; readonly why: string };

function AddFile({ words, code, onAdded }: Omit<Props, 'files'>) {
  const [step, setStep] = useState<Step>({ is: 'idle' });
  const send = async (input: HTMLInputElement) => {
    const file = input.files?.[0];
    if (!file) return;
    setStep({ is: 'sending' });
    try {
      await addSiteFile(code, file, new AbortController().signal);
      // The list that comes then holds it.
      onAdded();
    } catch (error) {
      setStep({ is: 'failed', why: error instanceof ApiError ? error.message : String(error) });
    }
    // The same file can be chosen again after it was refused.
    input.value = '';
  };
  return (
    <div class="photo-add">
      <label>
        {words.say('photo-add')}
        <input
          type="file"
          accept="image/jpeg,image/png,image/webp,application/pdf"
          disabled={step.is === 'sending'}
          onChange={({ currentTarget }) => void send(currentTarget)}
        />
      </label>
      <p class="small">{words.say('photo-note')}</p>
      <p role="status" class="small">
        {step.is === 'sending' && words.say('photo-sending')}
        {step.is === 'failed' && words.say('photo-failed', { why: step.why })}
      </p>
    </div>
  );
}
