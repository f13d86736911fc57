import React, { useEffect, useState } from 'react';
import type { ActionProps } from 'adminjs';
import { leadToDoor, tellOf } from './api';
import { day, money } from './format';
import { choice, field, texts } from './page-state';
import { Amount, Chip, Empty, Facts, Panel, Sheet, toneOf, When, Written } from './parts';

interface StatementTold {
  readonly brands: readonly { readonly id: string; readonly name: string }[];
  readonly lines: readonly {
    readonly number: number;
    readonly kind: string;
    readonly isReceivable: boolean;
    readonly payerId: string;
    readonly payeeId: string;
    readonly issuerId: string;
    readonly walletName: string;
    readonly points: number;
    readonly sharePercent: number;
    readonly rate: number | null;
    readonly agreementFrom: string | null;
    readonly amountMinor: number;
    readonly taxMinor: number;
  }[];
}

/** A statement with its lines. What may be done with it stands above, where AdminJS puts it. */
export default function StatementPage({ resource, record }: ActionProps) {
  const id = record?.id ?? '';
  const [told, setTold] = useState<StatementTold | null>(null);
  useEffect(() => {
    tellOf<StatementTold>(resource.id, id).then(setTold, leadToDoor);
  }, [resource.id, id]);
  const { statement: say } = texts();
  if (!told || !record) return <Sheet>…</Sheet>;
  const params = record.params as Readonly<Record<string, string | number | null>>;
  const state = String(params['state']);
  const names = new Map(told.brands.map((brand) => [brand.id, brand.name]));
  const brand = (brandId: string) => <Written text={names.get(brandId) ?? brandId} />;
  const sum = (name: string) => money(Number(params[name] ?? 0));
  return (
    <Sheet>
      <Panel>
        <div className="head">
          <h1>
            <Written text={`${String(params['brand'] ?? params['brandId'])} · ${String(params['month'])}`} />
          </h1>
          <Chip tone={toneOf(state)}>{choice(state)}</Chip>
        </div>
        <div style={{ marginTop: 16 }}>
          <Facts
            facts={[
              [field('balanceMinor'), sum('balanceMinor')],
              [field('receivableMinor'), sum('receivableMinor')],
              [field('receivableTaxMinor'), sum('receivableTaxMinor')],
              [field('payableMinor'), sum('payableMinor')],
              [field('payableTaxMinor'), sum('payableTaxMinor')],
              [field('dueOn'), params['dueOn'] ? day(String(params['dueOn'])) : '–'],
              [field('issuedAt'), <When key="issued" at={params['issuedAt']} />],
            ]}
          />
        </div>
        {params['reason'] ? (
          <>
            <h3>{field('reason')}</h3>
            <p>
              {params['disputedLine'] === null ? '' : `#${String(params['disputedLine'])} `}
              <Written text={String(params['reason'])} />
            </p>
          </>
        ) : null}
        {params['note'] ? (
          <>
            <h3>{field('note')}</h3>
            <p>
              <Written text={String(params['note'])} />
            </p>
          </>
        ) : null}
      </Panel>
      <div className="grid">
        <Panel title={say.lines} isWide>
          {told.lines.length === 0 ? <Empty>{say.none}</Empty> : null}
          {told.lines.length > 0 ? (
            <table>
              <thead>
                <tr>
                  <th>#</th>
                  <th>{say.what}</th>
                  <th>{say.payer}</th>
                  <th>{say.payee}</th>
                  <th className="num">{say.points}</th>
                  <th className="num">{say.rate}</th>
                  <th className="num">{say.share}</th>
                  <th className="num">{say.amount}</th>
                  <th className="num">{say.tax}</th>
                </tr>
              </thead>
              <tbody>
                {told.lines.map((line) => (
                  <tr key={line.number}>
                    <td>{line.number}</td>
                    <td>
                      {choice(line.kind)} · {line.walletName} · {brand(line.issuerId)}
                    </td>
                    <td>{brand(line.payerId)}</td>
                    <td>{brand(line.payeeId)}</td>
                    <td className="num">
                      <Amount value={line.points} />
                    </td>
                    <td className="num">{rateOf(line, say.noAgreement)}</td>
                    <td className="num">{line.sharePercent} %</td>
                    <td className="num">{money(line.isReceivable ? line.amountMinor : 0 - line.amountMinor)}</td>
                    <td className="num">{money(line.isReceivable ? line.taxMinor : 0 - line.taxMinor)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          ) : null}
        </Panel>
      </div>
    </Sheet>
  );
}

/** A price for a thousand points; a pack has one of its own. */
function rateOf({ rate, agreementFrom }: StatementTold['lines'][number], noAgreement: string): string {
  if (rate === null) return '–';
  return agreementFrom === null ? noAgreement : money(rate);
}
