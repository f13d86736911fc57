/** Everything one transaction writes, as rows of text by table; sent as one packet, each table with one statement. */
export class Writes {
  readonly activities: string[] = [];
  readonly transfers: string[] = [];
  readonly lots: string[] = [];
  readonly accounts: string[] = [];
  readonly metrics: string[] = [];
  readonly days: string[] = [];
  readonly standings: string[] = [];
  readonly #letters = new Map<string, Letter>();

  /** One letter a member, however much happened to it. */
  tell(memberId: string, sequence: number, id: string, now: number, notices: string): void {
    const letter = this.#letters.get(memberId);
    if (letter) letter.notices += `,${notices}`;
    else this.#letters.set(memberId, { id, sequence, now, notices });
  }

  /** The journal first: a repeat fails there, before anything else was done. */
  text(): string {
    const statements = [
      ACTIVITIES + this.activities.join(','),
      ...this.ledger(),
      METRICS + this.metrics.join(',') + REPLACE_METRICS,
      DAYS + this.days.join(',') + ADD_DAYS,
    ];
    if (this.standings.length > 0) statements.push(STANDINGS + this.standings.join(',') + REPLACE_STANDINGS);
    statements.push(LETTERS + [...this.#letters].map(letterRow).join(','), 'COMMIT');
    return statements.join(';');
  }

  /** Only what was earned. */
  ledger(): string[] {
    return [
      TRANSFERS + this.transfers.join(','),
      LOTS + this.lots.join(','),
      ACCOUNTS + this.accounts.join(',') + ADD_BALANCES,
    ];
  }
}

interface Letter {
  readonly id: string;
  readonly sequence: number;
  readonly now: number;
  notices: string;
}

function letterRow([memberId, { id, sequence, now, notices }]: [string, Letter]): string {
  return `('${id}','${memberId}',${sequence},'member.activities','{"activities":[${notices}]}',${now},${now},0,'[]',NULL,NULL)`;
}

const ACTIVITIES = 'INSERT INTO activities (id, memberId, sequence, type, brandId, externalId, occurredAt, occurredOn, recordedAt, isHistory, causeId, subjectId, amountMinor, payload, inputHash, programHash, decisions, outcome) VALUES '; // prettier-ignore
const TRANSFERS = 'INSERT INTO point_transfers (id, memberId, wallet, kind, debit, credit, amount, brandId, causeId, reason, reversesId, subjectId, holdId, occurredAt, occurredOn, recordedAt) VALUES '; // prettier-ignore
const LOTS = 'INSERT INTO point_lots (id, memberId, wallet, issuerId, funderId, causeId, source, amount, remaining, held, reversed, expired, occurredAt, occurredOn, recordedAt, availableAt, expiresAt, isPending, maturedAt, dueAt, noticeAt) VALUES '; // prettier-ignore
const ACCOUNTS = 'INSERT INTO point_accounts (memberId, wallet, available, pending, held, owed, earned) VALUES ';
const ADD_BALANCES = ' ON DUPLICATE KEY UPDATE available = available + VALUES(available), earned = earned + VALUES(earned)'; // prettier-ignore
const METRICS = 'INSERT INTO member_metrics (memberId, sequence, orders, spendMinor, refunds, refundedMinor, interactions, firstOrderAt, lastOrderAt, lastActivityAt, lastOrderDay) VALUES '; // prettier-ignore
const REPLACE_METRICS = ' ON DUPLICATE KEY UPDATE sequence = VALUES(sequence), orders = VALUES(orders), spendMinor = VALUES(spendMinor), firstOrderAt = VALUES(firstOrderAt), lastOrderAt = VALUES(lastOrderAt), lastActivityAt = VALUES(lastActivityAt), lastOrderDay = VALUES(lastOrderDay)'; // prettier-ignore
const DAYS = 'INSERT INTO member_days (memberId, occurredOn, category, orders, spendMinor, interactions) VALUES ';
const ADD_DAYS = ' ON DUPLICATE KEY UPDATE orders = orders + VALUES(orders), spendMinor = spendMinor + VALUES(spendMinor)'; // prettier-ignore
const STANDINGS = 'INSERT INTO tier_standings (memberId, ladder, tier, since, causeId) VALUES ';
const REPLACE_STANDINGS = ' ON DUPLICATE KEY UPDATE tier = VALUES(tier), since = VALUES(since), causeId = VALUES(causeId)'; // prettier-ignore
const LETTERS = 'INSERT INTO outbox (id, topic, sequence, type, payload, createdAt, dueAt, attempts, deliveredTo, parkedAt, lastError) VALUES '; // prettier-ignore
