import type { Sql } from '../../../kernel/database.js';
import type { EventDeclaration } from '../../../kernel/events.js';
import { configId } from '../../../kernel/id.js';
import { takeTurn } from '../../../kernel/program-change.js';
import { insertRows } from '../../../kernel/rows.js';
import type { WriteSession } from '../../../kernel/session.js';
import type { Change } from '../benefit-changes.js';
import { restateAll } from '../benefit-changes.js';
import type { StoredBenefit } from '../benefits.section.js';
import { storedBenefits } from '../benefits.section.js';
import { entitledAndUsed } from '../in-use.js';
import type { BenefitEntry } from '../terms.js';
import { OPEN } from '../offers.js';
import type { Used } from './verdict.js';
import { verdict } from './verdict.js';
import type { Quarter } from './quarter.js';

export const watchedEvent: EventDeclaration = {
  type: 'benefit.watched',
  description:
    'A quarter is over, and by how many of those who could have used it did, a benefit is watched from now on (`status` is `watch`), or no longer (`live`).',
};

/** A benefit with its use, and what that makes of it. */
interface Reviewed extends Used {
  readonly entry: BenefitEntry;
  readonly became: 'watch' | 'live' | null;
}

/**
 * Looks at every benefit that could be had all through a quarter, changes those whose use says so, and keeps the figures of
 * all: in one transaction, so that a quarter is looked at whole or not at all.
 */
export async function review(session: WriteSession, quarter: Quarter): Promise<undefined> {
  const { sql, now } = session;
  await takeTurn(session);
  const stored = await storedBenefits(sql);
  const uses = await usesIn(sql, quarter);
  const reviewed = stored.filter((each) => wasThere(each, quarter)).map(({ entry }): Reviewed => {
    const used = uses.get(entry.code) ?? { entitled: 0, used: 0 };
    return { entry, ...used, became: verdict(entry.status, used) };
  });
  const changes = reviewed.flatMap((each) => changeOf(each, quarter));
  if (changes.length > 0) await restateAll(session, stored, changes);
  for (const each of reviewed) if (each.became) session.emit({ type: watchedEvent.type, payload: told(each, each.became, quarter) });
  const rows = reviewed.map(({ entry, entitled, used, became }) => ({ quarter: quarter.name, benefit: entry.code, entitled, used, became, at: now }));
  const looked = { quarter: quarter.name, benefit: '', entitled: 0, used: 0, became: null, at: now };
  await insertRows(sql, 'benefit_reviews', [...rows, looked]);
  return undefined;
} // prettier-ignore

/** Standing rights are used without a trace: nobody can say how little. */
function wasThere({ entry, publishedAt }: StoredBenefit, { startsAt }: Quarter): boolean {
  return OPEN.includes(entry.status) && !entry.isStanding && publishedAt !== null && publishedAt <= startsAt;
}

async function usesIn(sql: Sql, { startsAt, endsAt }: Quarter): Promise<Map<string, Used>> {
  const { text, params } = entitledAndUsed(sql.engine, [{ n: 0, fromAt: startsAt, toAt: endsAt }]);
  const members = `SELECT x.benefit, x.memberId, MAX(x.used) AS used FROM (${text}) x JOIN members m ON m.id = x.memberId AND m.status = 'active' GROUP BY x.benefit, x.memberId`;
  const rows = await sql.rows<Used & { benefit: string }>(`SELECT y.benefit, COUNT(*) AS entitled, SUM(y.used) AS used FROM (${members}) y GROUP BY y.benefit`, params); // prettier-ignore
  return new Map(rows.map(({ benefit, entitled, used }) => [benefit, { entitled, used }]));
}

function changeOf({ entry, became, entitled, used }: Reviewed, { name }: Quarter): Change[] {
  if (!became) return [];
  const reason = `${name}: ${used} of ${entitled} members who could have used it did`;
  return [{ action: 'benefits.watched', before: entry, after: { ...entry, status: became }, reason }];
}

function told({ entry, entitled, used }: Reviewed, status: string, { name }: Quarter) {
  return { benefitId: configId('bnf', entry.code), status, quarter: name, entitled, used };
}
