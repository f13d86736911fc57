import React, { useEffect, useState } from 'react';
import type { ActionProps } from 'adminjs';
import { leadToDoor, tellOf } from './api';
import type { UseTold } from './benefit-told';
import { choice, field, texts } from './page-state';
import { Chip, Empty, Facts, Panel, Sheet, toneOf, When, Written } from './parts';
import { UseChart } from './use-chart';
import { UseTable } from './use-table';

interface Told {
  readonly use: readonly UseTold[] | null;
  readonly terms: readonly { readonly label: string; readonly text: string }[];
}

/** A benefit: how it was used in the last quarters and what that made of it, and its terms. */
export default function BenefitPage({ resource, record }: ActionProps) {
  const id = record?.id ?? '';
  const [told, setTold] = useState<Told | null>(null);
  useEffect(() => {
    setTold(null);
    tellOf<Told>(resource.id, id).then(setTold, leadToDoor);
  }, [resource.id, id]);
  const { benefitPage: say } = texts();
  if (!told || !record) return <Sheet>…</Sheet>;
  const params = record.params as Readonly<Record<string, string | number | null>>;
  const text = (name: string): string => String(params[name] ?? '–');
  return (
    <Sheet>
      <Panel>
        <div className="head">
          <h1>
            <Written text={text('name')} />
          </h1>
          <Chip tone={toneOf(text('status'))}>{choice(text('status'))}</Chip>
          <Chip>{text('kind')}</Chip>
          <Chip>{text('level')}</Chip>
          <span className="sub">
            <code>{text('code')}</code>
          </span>
        </div>
        <div style={{ marginTop: 16 }}>
          <Facts
            facts={[
              [field('brand'), text('brand')],
              [field('stockLeft'), text('stockLeft')],
              [field('publishedAt'), <When key="published" at={params['publishedAt']} />],
              [field('version'), text('version')],
            ]}
          />
        </div>
      </Panel>
      <div className="grid">
        <Panel title={say.use} isWide>
          {told.use ? (
            <>
              <UseChart use={told.use} label={say.use} />
              <UseTable use={told.use} />
              <p className="soft" style={{ marginTop: 12 }}>
                {say.about}
              </p>
            </>
          ) : (
            <Empty>{say.noRight}</Empty>
          )}
        </Panel>
        <Panel title={field('terms')} isWide>
          <table>
            <tbody>
              {told.terms.map(({ label, text }) => (
                <tr key={label}>
                  <th style={{ width: 220 }}>{label}</th>
                  <td style={{ whiteSpace: 'pre-line' }}>
                    <Written text={text} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </Panel>
      </div>
    </Sheet>
  );
}
