import React, { useEffect, useState } from 'react';
import type { ActionProps } from 'adminjs';
import { leadToDoor, tellOfAll } from './api';
import { Points } from './charts';
import { FigureForm } from './figure-form';
import { FigureMembers } from './figure-members';
import { FigureTable, valueOf } from './figure-table';
import type { FiguresTold, Side } from './figures-told';
import { fill, texts } from './page-state';
import { Empty, Facts, Panel, Sheet } from './parts';

type Query = Readonly<Record<string, string>>;

/** Figures of the registry: which, over which days, told apart by what, and who is behind them. */
export default function Figures({ resource }: ActionProps) {
  const { figures: say } = texts();
  const [query, setQuery] = useState<Query>({});
  const [side, setSide] = useState<Side | null>(null);
  const [told, setTold] = useState<FiguresTold | null>(null);
  useEffect(() => {
    let isMeant = true;
    const asked = { ...query, ...queryOf(side) };
    tellOfAll<FiguresTold>(resource.id, asked).then((answer) => {
      if (isMeant) setTold(answer);
    }, leadToDoor);
    return () => {
      isMeant = false; // an answer to what was asked before must not take the place of a later one
    };
  }, [resource.id, query, side]);
  const ask = (next: Query): void => {
    setSide(null);
    setQuery(next);
  };
  const definition = told?.definitions.find(({ key }) => key === told.chosen.key);
  if (!told || !definition) return <Sheet>…</Sheet>;
  const points = told.figure?.points ?? [];
  return (
    <Sheet>
      <FigureForm definitions={told.definitions} chosen={told.chosen} ask={ask} />
      {told.problem ? <p className="problem">{told.problem}</p> : null}
      <div className="grid">
        <Panel title={definition.name} isWide>
          {points.length === 0 ? <Empty>{say.none}</Empty> : null}
          <Points
            label={definition.name}
            points={points.map((point) => ({
              name: point.name ?? (told.chosen.by ? say.unknown : say.whole),
              value: point.value,
              told: valueOf(point, definition.unit),
              isOpen: !point.isMature,
            }))}
          />
        </Panel>
        <Panel title={say.definition} isWide>
          <p style={{ marginBottom: 12 }}>{definition.definition}</p>
          <Facts
            facts={[
              [say.numerator, definition.numerator],
              [say.denominator, definition.denominator],
              [say.key, `${definition.key} · ${fill(say.version, { version: definition.version })}`],
            ]}
          />
        </Panel>
        <Panel title={say.points} isWide>
          <FigureTable points={points} by={told.chosen.by} unit={definition.unit} show={setSide} />
        </Panel>
        {side && told.figure?.drillDown ? (
          <FigureMembers behind={told.figure.drillDown} side={side} show={setSide} />
        ) : null}
      </div>
    </Sheet>
  );
}

function queryOf(side: Side | null): Query {
  if (!side) return {};
  const { group, after } = side;
  return { side: side.side, ...(group === null ? {} : { group }), ...(after ? { after } : {}) };
}
