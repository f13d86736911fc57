import React, { useEffect, useState } from 'react';
import type { ActionProps } from 'adminjs';
import { Link } from 'react-router-dom';
import { askTable, leadToDoor } from './api';
import { number, percent } from './format';
import { fill, texts } from './page-state';
import { Empty, Panel, Sheet, Written } from './parts';
import { heat } from './segment-charts';
import type { SegmentTold } from './segment-told';
import { pageOfSegment } from './segment-told';

interface Told {
  readonly segments: readonly Pick<SegmentTold, 'id' | 'name' | 'size'>[];
  readonly segmentOverlap: readonly Pair[] | null;
}

interface Pair {
  readonly a: { readonly id: string };
  readonly b: { readonly id: string };
  readonly members: number;
  readonly ofA: number;
  readonly ofB: number;
}

const CHOSEN_MAX = 10;
const CHOSEN_FIRST = 4;

/** Which members segments share. */
export default function SegmentOverlap({ resource, action }: ActionProps) {
  const { segments: say } = texts();
  const [chosen, setChosen] = useState<readonly string[] | null>(null);
  const [told, setTold] = useState<Told | null>(null);
  const ids = (chosen ?? []).join(',');
  useEffect(() => {
    let isCurrent = true;
    askTable<Told>(resource.id, action.name, { ids }).then((answer) => {
      if (!isCurrent) return;
      setTold(answer);
      setChosen((now) => now ?? answer.segments.slice(0, CHOSEN_FIRST).map(({ id }) => id));
    }, leadToDoor);
    return () => {
      isCurrent = false;
    };
  }, [resource.id, action.name, ids]);
  if (!told || !chosen) return <Sheet>…</Sheet>;
  const toggle = (id: string): void => setChosen(chosen.includes(id) ? chosen.filter((each) => each !== id) : [...chosen, id]);
  return (
    <Sheet>
      <Panel>
        <p style={{ marginBottom: 12 }}>{fill(say.overlapHelp, { max: CHOSEN_MAX })}</p>
        <div className="checks">
          {told.segments.map(({ id, name }) => (
            <label key={id}>
              <input type="checkbox" checked={chosen.includes(id)} disabled={!chosen.includes(id) && chosen.length >= CHOSEN_MAX} onChange={() => toggle(id)} />
              <Written text={name} />
            </label>
          ))}
        </div>
      </Panel>
      <div className="panel" style={{ marginTop: 16, overflowX: 'auto' }}>
        {chosen.length < 2 ? <Empty>{say.overlapFew}</Empty> : <Matrix told={told} chosen={chosen} />}
      </div>
    </Sheet>
  );
} // prettier-ignore

function Matrix({ told: { segments, segmentOverlap }, chosen }: { readonly told: Told; readonly chosen: readonly string[] }) {
  const { segments: say } = texts();
  const shown = chosen.flatMap((id) => segments.find((each) => each.id === id) ?? []);
  return (
    <table className="heat">
      <thead>
        <tr>
          <th>{say.overlapOf}</th>
          {shown.map(({ id, name }) => (
            <th key={id} scope="col"><Written text={name} /></th>
          ))}
        </tr>
      </thead>
      <tbody>
        {shown.map(({ id, name }) => (
          <tr key={id}>
            <th scope="row"><Link to={pageOfSegment(id)}><Written text={name} /></Link></th>
            {shown.map((other) => {
              const { members, of } = sharedBy(segmentOverlap ?? [], id, other.id);
              const share = of === 0 ? 0 : members / of;
              return (
                <td key={other.id} style={id === other.id ? { background: '#eef1ee' } : heat(share)} title={fill(say.overlapCell, { a: name, b: other.name, members: number(members) })}>
                  <b>{number(members)}</b>
                  <div>{id === other.id ? say.overlapAll : percent(share)}</div>
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
} // prettier-ignore

/** The members two segments share, and how many the first has; pairs are told in one order only. */
function sharedBy(pairs: readonly Pair[], first: string, second: string): { members: number; of: number } {
  const straight = pairs.find(({ a, b }) => a.id === first && b.id === second);
  if (straight) return { members: straight.members, of: straight.ofA };
  const turned = pairs.find(({ a, b }) => a.id === second && b.id === first);
  return { members: turned?.members ?? 0, of: turned?.ofB ?? 0 };
}
