import React from 'react';
import { Link } from 'react-router-dom';
import { number, plain } from './format';
import { fill, texts } from './page-state';
import { Empty, Panel } from './parts';
import { LayerBar } from './segment-charts';
import type { Checked, MemberTold, Previewed } from './segment-told';
import { pageOfMember } from './segment-told';

interface Given {
  readonly checked: Checked | null;
  readonly isAsked: boolean;
  /** What the layers of one's own are called. */
  readonly names: readonly string[];
  readonly isLayering: boolean;
}

/** Whom a draft would select, before it is saved. */
export function Preview({ checked, isAsked, names, isLayering }: Given) {
  const { segments: say } = texts();
  const preview = checked?.preview;
  return (
    <Panel title={say.preview}>
      <div aria-live="polite">
        {isAsked ? null : <Empty>{say.previewNothing}</Empty>}
        {isAsked && !checked ? <Empty>{say.counting}</Empty> : null}
        {checked?.problem ? <p className="problem">{checked.problem}</p> : null}
        {(checked?.warnings ?? []).map((warning) => (
          <p key={warning} className="warning">
            {warning}
          </p>
        ))}
        {checked && !preview && !checked.problem ? <Empty>{say.previewWrong}</Empty> : null}
        {preview && isLayering ? <Layered preview={preview} names={names} /> : null}
        {preview?.[0] && !isLayering ? <Single preview={preview[0]} /> : null}
      </div>
    </Panel>
  );
}

function Single({ preview: { size, sample, rule, isEstimate, low, high } }: { readonly preview: Previewed }) {
  const { segments: say } = texts();
  return (
    <>
      <p>{sentence(say.wouldHave, <span className="big">{number(size)}</span>)}</p>
      {isEstimate ? (
        <p className="soft">{fill(say.estimate, { low: number(low ?? 0), high: number(high ?? 0) })}</p>
      ) : null}
      {rule ? <pre style={{ marginTop: 10 }}>{plain(rule)}</pre> : null}
      <Sample members={sample ?? []} />
    </>
  );
}

/** A sentence with something other than text in its gap. */
function sentence(text: string, filling: React.ReactNode): React.ReactNode {
  const [before, after = ''] = text.split('{size}');
  return (
    <>
      {before}
      {filling}
      {after}
    </>
  );
}

function Sample({ members }: { readonly members: readonly MemberTold[] }) {
  const { segments: say, member: words } = texts();
  if (members.length === 0) return null;
  return (
    <>
      <h3>{say.sample}</h3>
      {members.map(({ id, number: no, displayName }) => (
        <div key={id}>
          <Link to={pageOfMember(id)}>{fill(words.numberOf, { number: no })}</Link>{' '}
          {displayName ? <span className="soft">{plain(displayName)}</span> : null}
        </div>
      ))}
    </>
  );
}

function Layered({ preview, names }: { readonly preview: readonly Previewed[]; readonly names: readonly string[] }) {
  const { segments: say } = texts();
  const named = preview.map(({ name, size }, at) => ({
    key: String(at),
    name: name ?? (names[at] || fill(say.layerOf, { number: at + 1 })),
    size,
  }));
  return (
    <>
      <LayerBar label={say.preview} layers={named} />
      {preview[0]?.isEstimate ? <p className="soft">{say.estimatedLayers}</p> : null}
    </>
  );
}
