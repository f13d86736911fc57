import React from 'react';
import { Link } from 'react-router-dom';
import { pageOfBenefit } from './benefit-told';
import { money, number } from './format';
import type { GrantTold, Paged } from './member-told';
import { fill, texts } from './page-state';
import { usePages } from './pages';
import { Chip, Empty, Panel, When, Written } from './parts';

/** The benefits a member holds and held, the newest first. What the role does not allow is not there. */
export function Grants({
  first,
  more,
}: {
  readonly first: Paged<GrantTold> | null;
  readonly more: (after: string) => Promise<Paged<GrantTold> | null>;
}) {
  const { grants: say, form } = texts();
  const { entries, older } = usePages(first, more);
  if (!first) return <Panel>{form.noRight}</Panel>;
  return (
    <div className="grid">
      <Panel title={say.title} isWide>
        {entries.length === 0 ? (
          <Empty>{say.none}</Empty>
        ) : (
          <div style={{ overflowX: 'auto' }}>
            <table>
              <thead>
                <tr>
                  <th>{say.benefit}</th>
                  <th>{say.status}</th>
                  <th className="num">{say.left}</th>
                  <th>{say.source}</th>
                  <th>{say.issued}</th>
                  <th>{say.usableFrom}</th>
                  <th>{say.expires}</th>
                </tr>
              </thead>
              <tbody>
                {entries.map((grant) => (
                  <Held key={grant.id} grant={grant} />
                ))}
              </tbody>
            </table>
          </div>
        )}
        {older}
      </Panel>
    </div>
  );
}

const TONES = { ISSUED: 'good', CLAIMED: 'good', HELD: 'wait', OWED: 'wait', USED: 'plain', EXPIRED: 'plain', REVOKED: 'bad' } as const; // prettier-ignore

function Held({ grant }: { readonly grant: GrantTold }) {
  const { id, status, source, benefit, instead, issuedAt, usableFrom, expiresAt } = grant;
  const { grants: say } = texts();
  return (
    <tr>
      <td>
        {benefit ? (
          <Link to={pageOfBenefit(benefit.id)}>
            <Written text={benefit.name} />
          </Link>
        ) : (
          <code>{id}</code>
        )}
        {instead ? (
          <div className="soft">
            <Written text={fill(say.instead, { benefit: instead.name })} />
          </div>
        ) : null}
      </td>
      <td>
        <Chip tone={TONES[status]}>{say.statuses[status]}</Chip>
      </td>
      <td className="num">{leftOf(grant)}</td>
      <td>{say.sources[source]}</td>
      <td>
        <When at={issuedAt} />
      </td>
      <td>
        <When at={usableFrom} />
      </td>
      <td>{expiresAt === null ? say.forEver : <When at={expiresAt} />}</td>
    </tr>
  );
}

/** Money where it is used bit by bit, uses otherwise. Of what is over nothing is left, whatever was not used. */
function leftOf({ status, usesMax, uses, valueMinor, usedMinor }: GrantTold): string {
  if (status === 'EXPIRED' || status === 'REVOKED') return '–';
  const { leftOf: say } = texts().grants;
  if (valueMinor !== null) return fill(say, { left: money(valueMinor - usedMinor), max: money(valueMinor) });
  return fill(say, { left: number(usesMax - uses), max: number(usesMax) });
}
