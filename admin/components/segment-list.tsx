import React, { useEffect, useState } from 'react';
import type { ActionProps } from 'adminjs';
import { Link } from 'react-router-dom';
import { leadToDoor, tellOfAll } from './api';
import { change, number } from './format';
import { choice, fill, texts } from './page-state';
import { Chip, Empty, Panel, Sheet, When, Written } from './parts';
import { LayerBar, SmallLine } from './segment-charts';
import type { LayeringTold, SegmentTold } from './segment-told';
import { changeOfWeek, pageOfLayering, pageOfSegment } from './segment-told';

interface AllTold {
  readonly segments: readonly SegmentTold[];
  readonly segmentLayerings: readonly LayeringTold[];
}

/** Every segment and every layering, how large they are and how they grow. */
export default function SegmentList({ resource }: ActionProps) {
  const [told, setTold] = useState<AllTold | null>(null);
  useEffect(() => {
    tellOfAll<AllTold>(resource.id, {}).then(setTold, leadToDoor);
  }, [resource.id]);
  const { segments: say } = texts();
  if (!told) return <Sheet>…</Sheet>;
  const single = told.segments.filter(({ kind }) => kind !== 'LAYER');
  return (
    <Sheet>
      {single.length + told.segmentLayerings.length === 0 ? (
        <Panel>
          <Empty>{say.none}</Empty>
        </Panel>
      ) : null}
      {single.length > 0 ? <Singles segments={single} /> : null}
      {told.segmentLayerings.map((layering) => (
        <div key={layering.id} style={{ marginTop: 16 }}>
          <Layers layering={layering} />
        </div>
      ))}
    </Sheet>
  );
}

function Singles({ segments }: { readonly segments: readonly SegmentTold[] }) {
  const { segments: say } = texts();
  return (
    <div className="panel" style={{ overflowX: 'auto' }}>
      <table>
        <thead>
          <tr>
            <th>{say.name}</th>
            <th>{say.kind}</th>
            <th className="num">{say.size}</th>
            <th className="num">{say.week}</th>
            <th>{say.trend}</th>
            <th>{say.builtAt}</th>
          </tr>
        </thead>
        <tbody>
          {segments.map((segment) => (
            <tr key={segment.id}>
              <td>
                <Link to={pageOfSegment(segment.id)}>
                  <Written text={segment.name} />
                </Link>{' '}
                <code className="soft">{segment.code}</code>
                {segment.description ? (
                  <div className="soft">
                    <Written text={segment.description} />
                  </div>
                ) : null}
              </td>
              <td>
                <Chip>{choice(segment.kind)}</Chip>
              </td>
              <td className="num">{number(segment.size ?? 0)}</td>
              <td className="num">
                <Change value={changeOfWeek(segment)} />
              </td>
              <td>
                <SmallLine history={segment.history ?? []} label={fill(say.trendOf, { name: segment.name })} />
              </td>
              <td style={{ whiteSpace: 'nowrap' }}>
                <Built segment={segment} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

export function Built({ segment: { isBuilding, kind, builtAt } }: { readonly segment: SegmentTold }) {
  const { segments: say } = texts();
  if (isBuilding) return <Chip tone="wait">{say.building}</Chip>;
  if (kind === 'LIST') return <span className="soft">{say.byHand}</span>;
  return <When at={builtAt} />;
}

export function Change({ value }: { readonly value: number | null }) {
  if (value === null) return <span className="soft">–</span>;
  return <span className={value < 0 ? 'amount minus' : 'amount'}>{change(value)}</span>;
}

function Layers({ layering: { id, code, name, segments } }: { readonly layering: LayeringTold }) {
  const { segments: say } = texts();
  const [first] = segments;
  return (
    <Panel>
      <div className="head" style={{ marginBottom: 12 }}>
        <h2 style={{ margin: 0 }}>
          <Link to={pageOfLayering(id)}>
            <Written text={name} />
          </Link>
        </h2>
        <Chip>{say.layering}</Chip>
        <code className="soft">{code}</code>
        {first ? <Built segment={first} /> : null}
      </div>
      <LayerBar
        label={fill(say.layersOf, { name })}
        layers={segments.map((each) => ({
          key: each.id,
          name: each.name,
          size: each.size ?? 0,
          href: pageOfSegment(each.id),
        }))}
      />
    </Panel>
  );
}
