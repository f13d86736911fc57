import React, { useEffect, useState } from 'react';
import type { ActionProps } from 'adminjs';
import { Link } from 'react-router-dom';
import { askAbout, leadToDoor, tellOf } from './api';
import { number, plain } from './format';
import { choice, texts } from './page-state';
import { Chip, Empty, Facts, Panel, Sheet, toneOf, When, Written } from './parts';
import { SizeLine } from './segment-charts';
import { Built, Change } from './segment-list';
import type { Members, SegmentTold, Word } from './segment-told';
import { changeOfWeek, pageOfLayering, pageOfMember } from './segment-told';

interface Told {
  readonly segment: SegmentTold | null;
  readonly looksAt: readonly Word[];
}

/** A segment: how large it is and was, by which rule, and who is in it. */
export default function SegmentPage({ resource, record }: ActionProps) {
  const id = record?.id ?? '';
  const [told, setTold] = useState<Told | null>(null);
  useEffect(() => {
    setTold(null);
    tellOf<Told>(resource.id, id).then(setTold, leadToDoor);
  }, [resource.id, id]);
  const { segments: say } = texts();
  if (!told?.segment) return <Sheet>…</Sheet>;
  const { segment, looksAt } = told;
  const { layering, history } = segment;
  return (
    <Sheet>
      <Panel>
        <div className="head">
          <h1>
            <Written text={segment.name} />
          </h1>
          <Chip>{choice(segment.kind)}</Chip>
          {segment.isBuilding ? <Chip tone="wait">{say.building}</Chip> : null}
          <span className="sub">
            <code>{segment.code}</code>
            {segment.description ? (
              <>
                {' · '}
                <Written text={segment.description} />
              </>
            ) : null}
          </span>
        </div>
        <div style={{ marginTop: 16 }}>
          <Facts
            facts={[
              [say.size, <span key="size" className="big">{number(segment.size ?? 0)}</span>],
              [say.week, <Change key="week" value={changeOfWeek(segment)} />],
              [say.builtAt, <Built key="built" segment={segment} />],
              ...(layering ? [[say.layering, <Link key="set" to={pageOfLayering(layering.id)}>{layering.name}</Link>] as const] : []),
            ]}
          />
        </div>
      </Panel>
      <div className="grid">
        <Panel title={say.trend}>
          {history && history.length > 0 ? (
            <SizeLine history={history} label={say.trend} />
          ) : (
            <Empty>{say.noHistory}</Empty>
          )}
        </Panel>
        <Panel title={say.rule}>
          {segment.rule ? <pre>{plain(segment.rule)}</pre> : null}
          {segment.rule ? null : <Empty>{segment.kind === 'LIST' ? say.listHelp : say.leftOver}</Empty>}
          {looksAt.length > 0 ? (
            <>
              <h3>{texts().rule.attributes}</h3>
              {looksAt.map(({ text, name }) => (
                <div key={text}>
                  {name} <code className="soft">{text}</code>
                </div>
              ))}
            </>
          ) : null}
        </Panel>
        <Panel title={say.members} isWide>
          <Listed key={id} first={segment.members ?? null} more={(after) => membersAfter(id, after)} />
        </Panel>
      </div>
    </Sheet>
  );
} // prettier-ignore

async function membersAfter(id: string, after: string): Promise<Members | null> {
  const { segment } = await askAbout<Told>('segments', id, 'page', { after });
  return segment?.members ?? null;
}

function Listed({ first, more }: { readonly first: Members | null; readonly more: (after: string) => Promise<Members | null> }) {
  const { segments: say, member: words } = texts();
  const [page, setPage] = useState(first);
  if (!page) return <Empty>{say.noRight}</Empty>;
  if (page.nodes.length === 0) return <Empty>{say.nobody}</Empty>;
  const { endCursor, hasNextPage } = page.pageInfo;
  return (
    <>
      <table>
        <thead>
          <tr>
            <th>{texts().fields.number}</th>
            <th>{texts().fields.displayName}</th>
            <th>{texts().fields.status}</th>
            <th>{texts().fields.enrolledAt}</th>
          </tr>
        </thead>
        <tbody>
          {page.nodes.map(({ id, number: no, displayName, status = '', enrolledAt }) => (
            <tr key={id}>
              <td>
                <Link to={pageOfMember(id)}>{no}</Link>
              </td>
              <td>{displayName ? <Written text={displayName} /> : <span className="soft">{words.unnamed}</span>}</td>
              <td>
                <Chip tone={toneOf(status)}>{choice(status)}</Chip>
              </td>
              <td>
                <When at={enrolledAt} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <div className="row" style={{ marginTop: 12 }}>
        {page === first ? null : (
          <button type="button" className="act" onClick={() => setPage(first)}>
            {say.firstPage}
          </button>
        )}
        {hasNextPage && endCursor ? (
          <button type="button" className="act" onClick={() => void more(endCursor).then(setPage, leadToDoor)}>
            {say.nextPage}
          </button>
        ) : null}
      </div>
    </>
  );
} // prettier-ignore
