import React, { useState } from 'react';
import { leadToDoor, send } from './api';
import { fill, texts } from './page-state';

interface Given {
  readonly name: string;
  /** Ids of files in their order, with commas between. */
  readonly value: string;
  /** What is known of them when the form is opened: the address of each by its id. */
  readonly known: readonly Picture[];
  readonly change: (value: string) => void;
}

interface Picture {
  readonly value: string;
  readonly label: string;
  readonly url?: string;
}

interface Announced {
  readonly mediaId: string;
  readonly url: string;
  readonly headers: readonly { readonly name: string; readonly value: string }[];
}

const TYPES = 'image/jpeg,image/png,image/webp,image/gif';
const NOTHING = { zhCN: '', zhTW: '', en: '' };
const RESOURCE = 'benefits';

/** Pictures, uploaded here, shown small, put in order and taken out. They belong to nothing until the form is sent. */
export function PicturesField({ name, value, known, change }: Given) {
  const { benefitEditing: say } = texts();
  const [added, setAdded] = useState<readonly Picture[]>([]);
  const ids = value.split(',').map((id) => id.trim()).filter(Boolean);
  const put = (next: readonly string[]): void => change(next.join(', '));
  const pictureOf = (id: string) => [...added, ...known].find((each) => each.value === id);
  return (
    <div className="pictures" data-field={name}>
      <div className="row">
        {ids.map((id, at) => (
          <figure key={id}>
            <Shown id={id} picture={pictureOf(id)} />
            <figcaption>
              <span className="soft">{pictureOf(id)?.label || say.noAlt}</span>
              <span className="row">
                <button type="button" className="act small" disabled={at === 0} aria-label={fill(say.earlier, { nth: at + 1 })} onClick={() => put(swapped(ids, at))}>←</button>
                <button type="button" className="act small" onClick={() => put(ids.filter((each) => each !== id))}>{say.removePicture}</button>
              </span>
            </figcaption>
          </figure>
        ))}
      </div>
      <Upload
        done={(picture) => {
          setAdded([...added, picture]);
          put([...ids, picture.value]);
        }}
      />
    </div>
  );
} // prettier-ignore

/** A picture that is not there any more is shown by its id, so that it can be taken out. */
function Shown({ id, picture }: { readonly id: string; readonly picture: Picture | undefined }) {
  return picture?.url ? <img src={picture.url} alt={picture.label} /> : <code>{id}</code>;
}

/** A file and what is on it: announced, sent to where the house says, and looked at there. What is refused is said. */
function Upload({ done }: { readonly done: (picture: Picture) => void }) {
  const { benefitEditing: say } = texts();
  const [file, setFile] = useState<File | null>(null);
  const [alt, setAlt] = useState(NOTHING);
  const [problem, setProblem] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const [count, setCount] = useState(0);
  const upload = (): void => {
    if (!file) return;
    setBusy(true);
    setProblem(null);
    uploaded(file, alt)
      .then((answer) => {
        if (typeof answer === 'string') {
          setProblem(answer || say.notUploaded);
          return;
        }
        done(answer);
        setFile(null);
        setAlt(NOTHING);
        setCount(count + 1);
      })
      .catch((error: unknown) => {
        if (!leadToDoor(error)) setProblem(say.notUploaded);
      })
      .finally(() => setBusy(false));
  };
  return (
    <div className="layer">
      <label>
        <span>{say.pictureFile}</span>
        <input key={count} type="file" accept={TYPES} onChange={(event) => { setFile(event.target.files?.[0] ?? null); setProblem(null); }} />
      </label>
      {file ? (
        <div className="blanks">
          {(['zhCN', 'zhTW', 'en'] as const).map((language) => (
            <label key={language}>
              <span>{say.alt[language]}</span>
              <input maxLength={120} value={alt[language]} onChange={(event) => setAlt({ ...alt, [language]: event.target.value })} />
            </label>
          ))}
        </div>
      ) : null}
      {problem ? <p className="problem" role="alert">{problem}</p> : null}
      <button type="button" className="act small" style={{ margin: '0 0 10px' }} disabled={!file || isBusy} onClick={upload}>
        {isBusy ? say.uploading : say.upload}
      </button>
    </div>
  );
} // prettier-ignore

/** The picture, or why it was refused: a sentence in the language of the page, empty where nobody said one. */
async function uploaded(file: File, alt: typeof NOTHING): Promise<Picture | string> {
  const wish = { contentType: file.type, bytes: file.size, alt };
  const announced = await send<Announced>({ resourceId: RESOURCE, actionName: 'announcePicture' }, wish);
  const { result: where } = announced;
  if (!where?.url) return announced.problems?.[0]?.message ?? '';
  const headers = Object.fromEntries(where.headers.map((each) => [each.name, each.value]));
  const sent = await fetch(where.url, { method: 'PUT', headers, body: file });
  if (!sent.ok) return '';
  const kept = await send<Picture>({ resourceId: RESOURCE, actionName: 'keepPicture' }, { mediaId: where.mediaId });
  return kept.result?.value ? kept.result : (kept.problems?.[0]?.message ?? '');
}

function swapped(ids: readonly string[], at: number): string[] {
  const next = [...ids];
  [next[at - 1], next[at]] = [ids[at] ?? '', ids[at - 1] ?? ''];
  return next;
}
