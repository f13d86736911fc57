import React, { useEffect, useState } from 'react';
import type { ActionProps } from 'adminjs';
import { askTable, leadToDoor } from './api';
import { money, number, percent } from './format';
import { fill, texts } from './page-state';
import { Panel, Sheet } from './parts';
import { heat } from './segment-charts';

interface Told {
  /** The customary segments in their order, and the one each pair of scores is in: `51` is R 5 and F 1. */
  readonly names: readonly { readonly code: string; readonly name: string }[];
  readonly places: Readonly<Record<string, string>>;
  readonly rfmMatrix: { readonly scored: number; readonly unscored: number; readonly cells: readonly Cell[] };
}

interface Cell {
  readonly r: number;
  readonly f: number;
  readonly members: number;
  readonly spendMinor: number;
  readonly segment: string;
}

const STEPS = [1, 2, 3, 4, 5] as const;

/** How members are spread over recency and frequency, with the customary names. */
export default function RfmMatrix({ resource, action }: ActionProps) {
  const { rfm: say } = texts();
  const [told, setTold] = useState<Told | null>(null);
  useEffect(() => {
    askTable<Told>(resource.id, action.name).then(setTold, leadToDoor);
  }, [resource.id, action.name]);
  if (!told) return <Sheet>…</Sheet>;
  const { scored, unscored } = told.rfmMatrix;
  return (
    <Sheet>
      <Panel>
        <p>{fill(say.help, { scored: number(scored), unscored: number(unscored) })}</p>
        <div style={{ overflowX: 'auto', marginTop: 14 }}>
          <Grid told={told} />
        </div>
      </Panel>
      <div style={{ marginTop: 16 }}>
        <Panel title={say.segments}>
          <Names told={told} />
        </Panel>
      </div>
    </Sheet>
  );
}

function Grid({ told: { names, places, rfmMatrix } }: { readonly told: Told }) {
  const { rfm: say } = texts();
  const { cells, scored } = rfmMatrix;
  const nameOf = (r: number, f: number): string => names.find(({ code }) => code === places[`${r}${f}`])?.name ?? '';
  const most = Math.max(1, ...cells.map(({ members }) => members));
  return (
    <table className="heat rfm">
      <thead>
        <tr>
          <th>
            <div>{say.frequency} ↓</div>
            <div>{say.recency} →</div>
          </th>
          {STEPS.map((r) => (
            <th key={r} scope="col">{`R ${r}`}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {STEPS.toReversed().map((f) => (
          <tr key={f}>
            <th scope="row">{`F ${f}`}</th>
            {STEPS.map((r) => {
              const cell = cells.find((each) => each.r === r && each.f === f);
              const members = cell?.members ?? 0;
              return (
                <td key={r} style={heat(members / most)}>
                  <div className="small">{nameOf(r, f)}</div>
                  <b>{number(members)}</b>
                  <div className="small">{percent(scored === 0 ? 0 : members / scored)}</div>
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
} // prettier-ignore

function Names({ told: { names, rfmMatrix } }: { readonly told: Told }) {
  const { rfm: say, segments: words } = texts();
  const { cells, scored } = rfmMatrix;
  return (
    <table>
      <thead>
        <tr>
          <th>{say.segment}</th>
          <th className="num">{words.members}</th>
          <th className="num">{words.share}</th>
          <th className="num">{say.spent}</th>
          <th className="num">{say.perMember}</th>
        </tr>
      </thead>
      <tbody>
        {names.map(({ code, name }) => {
          const own = cells.filter(({ segment }) => segment === code);
          const members = own.reduce((sum, each) => sum + each.members, 0);
          const spent = own.reduce((sum, each) => sum + each.spendMinor, 0);
          return (
            <tr key={code}>
              <td>{name}</td>
              <td className="num">{number(members)}</td>
              <td className="num">{percent(scored === 0 ? 0 : members / scored)}</td>
              <td className="num">{money(spent)}</td>
              <td className="num">{members === 0 ? '–' : money(Math.round(spent / members))}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
