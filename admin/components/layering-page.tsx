import React, { useEffect, useState } from 'react';
import type { ActionProps } from 'adminjs';
import { Link } from 'react-router-dom';
import { leadToDoor, tellOf } from './api';
import { number, percent, plain } from './format';
import { fill, texts } from './page-state';
import { Chip, Panel, Sheet, Written } from './parts';
import { LayerBar, SmallLine } from './segment-charts';
import { Built, Change } from './segment-list';
import type { LayeringTold } from './segment-told';
import { changeOfWeek, pageOfSegment } from './segment-told';

/** A layering with its layers in the order in which members meet them. */
export default function LayeringPage({ resource, record }: ActionProps) {
  const id = record?.id ?? '';
  const [told, setTold] = useState<{ layering: LayeringTold | null } | null>(null);
  useEffect(() => {
    tellOf<{ layering: LayeringTold | null }>(resource.id, id).then(setTold, leadToDoor);
  }, [resource.id, id]);
  const { segments: say } = texts();
  if (!told?.layering) return <Sheet>…</Sheet>;
  const { name, code, segments } = told.layering;
  const [first] = segments;
  const all = segments.reduce((sum, { size }) => sum + (size ?? 0), 0);
  return (
    <Sheet>
      <Panel>
        <div className="head" style={{ marginBottom: 14 }}>
          <h1>
            <Written text={name} />
          </h1>
          <Chip>{say.layering}</Chip>
          {first ? <Built segment={first} /> : null}
          <span className="sub">
            <code>{code}</code> · {say.layeringHelp}
          </span>
        </div>
        <LayerBar
          label={fill(say.layersOf, { name })}
          layers={segments.map((each) => ({ key: each.id, name: each.name, size: each.size ?? 0 }))}
        />
      </Panel>
      <div className="panel" style={{ marginTop: 16, overflowX: 'auto' }}>
        <table>
          <thead>
            <tr>
              <th className="num">#</th>
              <th>{say.name}</th>
              <th>{say.rule}</th>
              <th className="num">{say.size}</th>
              <th className="num">{say.share}</th>
              <th className="num">{say.week}</th>
              <th>{say.trend}</th>
            </tr>
          </thead>
          <tbody>
            {segments.map((each, at) => (
              <tr key={each.id}>
                <td className="num">{at + 1}</td>
                <td style={{ minWidth: 120 }}>
                  <Link to={pageOfSegment(each.id)}>
                    <Written text={each.name} />
                  </Link>
                </td>
                <td>{each.rule ? <code>{plain(each.rule)}</code> : <span className="soft">{say.leftOver}</span>}</td>
                <td className="num">{number(each.size ?? 0)}</td>
                <td className="num">{percent(all === 0 ? 0 : (each.size ?? 0) / all)}</td>
                <td className="num">
                  <Change value={changeOfWeek(each)} />
                </td>
                <td>
                  <SmallLine history={each.history ?? []} label={fill(say.trendOf, { name: each.name })} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Sheet>
  );
}
