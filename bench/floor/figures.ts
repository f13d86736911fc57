/**
 * Every figure again as plain SQL over the journal and the members, written beside METRICS and not beside the code: nothing
 * here comes from `src`. Each answers `numerator, denominator`; null where plain SQL cannot say.
 */
export interface Plainly {
  readonly from: string;
  readonly to: string;
  /** The first instants of both days in the zone of the program, and this moment. */
  readonly fromAt: number;
  readonly toAt: number;
  readonly now: number;
  readonly hostBrandId: string;
  readonly wallet: string;
  readonly ladder: string;
  /** Codes of its tiers, the lowest first. */
  readonly tiers: readonly string[];
  /** Types that are acts of members, purchases among them. */
  readonly acts: readonly string[];
  /** The layer a member belongs to as SQL over its `orders` and `spendMinor`, and all layers; null where nobody says. */
  readonly layers: { readonly rule: string; readonly codes: readonly string[] } | null;
  /** What members were owed by rules, by hand and as they claimed it as SQL, `memberId, benefit, issuedAt, recordedAt`, each thing once; null where nobody says. */
  readonly dues: string | null;
  readonly engine: 'sqlite' | 'mysql';
}

const quoted = (texts: readonly string[]): string =>
  texts.map((text) => `'${text.replaceAll("'", "''")}'`).join(', ') || "''";
const jsonText = ({ engine }: Plainly, key: string): string => engine === 'mysql' ? `JSON_UNQUOTE(JSON_EXTRACT(payload, '$.${key}'))` : `JSON_EXTRACT(payload, '$.${key}')`; // prettier-ignore

/** The same day so many months, and so many days, later. */
export function shifted(day: string, months: number, days = 0): string {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number);
  return new Date(Date.UTC(year, month - 1 + months, date + days)).toISOString().slice(0, 10);
}

const ORDERS = `orders AS (SELECT p.memberId, p.occurredOn AS day, p.amountMinor - COALESCE(r.back, 0) AS net FROM activities p
  LEFT JOIN (SELECT memberId, brandId, subjectId, SUM(amountMinor) AS back FROM activities WHERE type = 'refund' AND subjectId IS NOT NULL GROUP BY memberId, brandId, subjectId) r
  ON r.memberId = p.memberId AND r.brandId = p.brandId AND r.subjectId = p.subjectId
  WHERE p.type = 'purchase' AND (r.back IS NULL OR r.back < p.amountMinor))`;
const there = (before: number): string =>
  `there AS (SELECT id FROM members WHERE status = 'active' AND enrolledAt < ${before})`;
const actsOf = ({ acts }: Plainly): string => `acts AS (SELECT memberId, occurredOn AS day FROM activities WHERE type IN (${quoted(acts)}) AND externalId IS NOT NULL)`; // prettier-ignore

const sales = (from: string, to: string, toAt: number, below: string): string => `WITH ${ORDERS}, ${there(toAt)},
  sold AS (SELECT o.memberId, o.net FROM orders o JOIN there t ON t.id = o.memberId WHERE o.day >= '${from}' AND o.day < '${to}'),
  loose AS (SELECT -a.amountMinor AS net FROM activities a JOIN there t ON t.id = a.memberId WHERE a.type = 'refund' AND a.subjectId IS NULL AND a.occurredOn >= '${from}' AND a.occurredOn < '${to}')
  SELECT (SELECT COALESCE(SUM(net), 0) FROM sold) + (SELECT COALESCE(SUM(net), 0) FROM loose) AS numerator, (SELECT ${below} FROM sold) AS denominator`;

const both = (first: string, second: string): string => `SELECT COUNT(s.memberId) AS numerator, COUNT(*) AS denominator FROM (${first}) f LEFT JOIN (${second}) s ON s.memberId = f.memberId`; // prettier-ignore

/** The last move before a day says where a member stood. */
const stoodAt = (plainly: Plainly, day: string): string => {
  const moved = `type = 'tier.changed' AND subjectId = '${plainly.ladder}' AND occurredOn < '${day}'`;
  const ranks = plainly.tiers.map((code, rank) => `WHEN '${code}' THEN ${rank}`).join(' ');
  return `SELECT a.memberId, CASE ${jsonText(plainly, 'to')} ${ranks} ELSE 0 END AS step FROM activities a JOIN (SELECT memberId, MAX(sequence) AS n FROM activities WHERE ${moved} GROUP BY memberId) l ON l.memberId = a.memberId AND l.n = a.sequence`;
};

const ranks = (
  plainly: Plainly,
): string => `ranks AS (SELECT m.id, COALESCE(s.step, 0) AS startStep, COALESCE(e.step, 0) AS endStep FROM members m
  LEFT JOIN (${stoodAt(plainly, plainly.from)}) s ON s.memberId = m.id LEFT JOIN (${stoodAt(plainly, plainly.to)}) e ON e.memberId = m.id
  WHERE m.status = 'active' AND m.enrolledAt < ${plainly.fromAt})`;

/** Who was in a segment: by the last move before a day, else by what the first one after it undid, else by what is stored. */
const wasIn = (segment: string, day: string, at: number): string => {
  const moves = `SELECT memberId, type, sequence, occurredOn FROM activities WHERE type IN ('segment.entered', 'segment.left') AND subjectId = 'seg_${segment}'`;
  const entered = `(SELECT x.type FROM (${moves}) x WHERE x.memberId = m.id AND x.occurredOn < '${day}' ORDER BY x.sequence DESC LIMIT 1)`;
  const undone = `(SELECT CASE x.type WHEN 'segment.left' THEN 'segment.entered' ELSE 'segment.left' END FROM (${moves}) x WHERE x.memberId = m.id AND x.occurredOn >= '${day}' ORDER BY x.sequence LIMIT 1)`;
  const kept = `(SELECT 'segment.entered' FROM segment_members k WHERE k.memberId = m.id AND k.segment = '${segment}' AND k.since < ${at})`;
  return `SELECT m.id AS memberId FROM members m WHERE m.status = 'active' AND COALESCE(${entered}, ${undone}, ${kept}, '') = 'segment.entered'`;
};

/** Grants that were there to be used: what is owed was not, nor what was never delivered. */
const GRANTS = `held AS (SELECT g.*, COALESCE(g.endedAt, g.expiresAt) AS overAt FROM grants g JOIN members m ON m.id = g.memberId AND m.status = 'active'
  LEFT JOIN obligations o ON o.grantId = g.id WHERE g.status <> 'owed' AND (g.status <> 'revoked' OR o.id IS NULL OR o.endedAt < g.endedAt))`;

type Plain = (plainly: Plainly) => string | null;

export const plainFigures: Readonly<Record<string, Plain>> = {
  activityRate: (plainly) => `WITH ${actsOf(plainly)}, ${there(plainly.toAt)} ${both('SELECT id AS memberId FROM there', `SELECT DISTINCT memberId FROM acts WHERE day >= '${plainly.from}' AND day < '${plainly.to}'`)}`, // prettier-ignore

  newMemberRate: ({ fromAt, toAt }) => `SELECT (SELECT COUNT(*) FROM members WHERE status = 'active' AND enrolledAt >= ${fromAt} AND enrolledAt < ${toAt}) AS numerator, (SELECT COUNT(*) FROM members WHERE status = 'active' AND enrolledAt < ${fromAt}) AS denominator`, // prettier-ignore

  partnerShare: ({ fromAt, toAt, hostBrandId }) => `SELECT COALESCE(SUM(CASE WHEN brandId = '${hostBrandId}' THEN 0 ELSE 1 END), 0) AS numerator, COUNT(*) AS denominator FROM members WHERE status = 'active' AND enrolledAt >= ${fromAt} AND enrolledAt < ${toAt}`, // prettier-ignore

  churnRate({ from, to, fromAt, toAt }) {
    const left = `SELECT memberId, MAX(occurredAt) AS at FROM member_status_changes WHERE toStatus = 'closed' GROUP BY memberId`;
    const bought = (day: string) => `SELECT DISTINCT o.memberId FROM orders o JOIN who w ON w.id = o.memberId WHERE o.day >= '${shifted(day, 0, -60)}' AND o.day < '${day}'`; // prettier-ignore
    return `WITH ${ORDERS}, who AS (SELECT m.id, l.at FROM members m LEFT JOIN (${left}) l ON l.memberId = m.id WHERE m.status IN ('active', 'closed') AND m.enrolledAt < ${toAt} AND (l.at IS NULL OR l.at >= ${fromAt}))
      SELECT COALESCE(SUM(CASE WHEN e.memberId IS NULL OR w.at < ${toAt} THEN 1 ELSE 0 END), 0) AS numerator, COUNT(*) AS denominator
      FROM (${bought(from)}) s JOIN who w ON w.id = s.memberId LEFT JOIN (${bought(to)}) e ON e.memberId = s.memberId`;
  },

  retention(plainly) {
    const { from, to, fromAt, toAt } = plainly; // of one calendar month
    const joined = `SELECT id AS memberId FROM members WHERE status = 'active' AND enrolledAt >= ${fromAt} AND enrolledAt < ${toAt}`;
    return `WITH ${actsOf(plainly)} ${both(joined, `SELECT DISTINCT memberId FROM acts WHERE day >= '${shifted(from, 1)}' AND day < '${shifted(to, 1)}'`)}`; // prettier-ignore
  },

  retention12(plainly) {
    const { to, toAt } = plainly;
    const active = (end: string) => `SELECT DISTINCT a.memberId FROM acts a JOIN there t ON t.id = a.memberId WHERE a.day >= '${shifted(end, 0, -90)}' AND a.day < '${end}'`; // prettier-ignore
    return `WITH ${actsOf(plainly)}, ${there(toAt)} ${both(active(shifted(to, -12)), active(to))}`;
  },

  repurchaseRate: ({
    from,
    to,
    toAt,
  }) => `WITH ${ORDERS}, ${there(toAt)} SELECT COALESCE(SUM(CASE WHEN b.days > 1 THEN 1 ELSE 0 END), 0) AS numerator, COUNT(*) AS denominator
    FROM (SELECT o.memberId, COUNT(DISTINCT o.day) AS days FROM orders o JOIN there t ON t.id = o.memberId WHERE o.day >= '${from}' AND o.day < '${to}' GROUP BY o.memberId) b`,

  firstOrderRepurchase30({ from, to, toAt }) {
    const windows: string[] = [];
    for (let day = from; day < to; day = shifted(day, 0, 1)) windows.push(`SELECT '${day}' AS first, '${shifted(day, 0, 30)}' AS last`); // prettier-ignore
    return `WITH ${ORDERS}, ${there(toAt)}, firsts AS (SELECT o.memberId, MIN(o.day) AS day FROM orders o JOIN there t ON t.id = o.memberId GROUP BY o.memberId),
      windows AS (${windows.join(' UNION ALL ')}),
      cohort AS (SELECT f.memberId, f.day, w.last FROM firsts f JOIN windows w ON w.first = f.day)
      ${both('SELECT memberId FROM cohort', 'SELECT DISTINCT c.memberId FROM cohort c JOIN orders o ON o.memberId = c.memberId AND o.day > c.day AND o.day <= c.last')}`;
  },

  spendPerBuyer: ({ from, to, toAt }) => sales(from, to, toAt, 'COUNT(DISTINCT memberId)'),
  averageOrder: ({ from, to, toAt }) => sales(from, to, toAt, 'COUNT(*)'),
  clv: ({ to, toAt }) => sales(shifted(to, -12), to, toAt, 'COUNT(DISTINCT memberId)'),

  /** What models expect is no sum; of whom it is expected is. */
  clvForecast: ({ to, toAt }) => `WITH ${ORDERS}, ${there(toAt)} SELECT NULL AS numerator, COUNT(DISTINCT o.memberId) AS denominator FROM orders o JOIN there t ON t.id = o.memberId WHERE o.day < '${to}'`, // prettier-ignore

  pointsUseRate: ({
    from,
    to,
    fromAt,
    toAt,
    now,
    wallet,
  }) => `SELECT (SELECT COALESCE(SUM(CASE WHEN t.kind = 'spend' THEN t.amount ELSE -t.amount END), 0) FROM point_transfers t JOIN members m ON m.id = t.memberId WHERE m.status = 'active' AND t.wallet = '${wallet}' AND t.kind IN ('spend', 'give_back') AND t.occurredOn >= '${from}' AND t.occurredOn < '${to}') AS numerator,
    (SELECT COALESCE(SUM(l.amount - l.reversed), 0) FROM point_lots l JOIN members m ON m.id = l.memberId WHERE m.status = 'active' AND l.wallet = '${wallet}' AND l.source <> 'transferred' AND l.amount > 0 AND l.availableAt >= ${fromAt} AND l.availableAt < ${toAt} AND l.availableAt <= ${now}) AS denominator`,

  pointsUseRateByCohort: ({
    fromAt,
    toAt,
    now,
    wallet,
  }) => `WITH lots AS (SELECT l.id, l.amount - l.reversed AS amount FROM point_lots l JOIN members m ON m.id = l.memberId WHERE m.status = 'active' AND l.wallet = '${wallet}' AND l.source <> 'transferred' AND l.amount > 0 AND l.availableAt >= ${fromAt} AND l.availableAt < ${toAt} AND l.availableAt <= ${now})
    SELECT (SELECT COALESCE(SUM(d.amount), 0) FROM lots l JOIN point_draws d ON d.lotId = l.id JOIN point_transfers t ON t.id = d.transferId WHERE t.kind IN ('spend', 'give_back')) AS numerator, (SELECT COALESCE(SUM(amount), 0) FROM lots) AS denominator`,

  upgradeRate(plainly) {
    const { from, to, ladder, tiers } = plainly;
    const moved = `type = 'tier.changed' AND subjectId = '${ladder}' AND occurredOn >= '${from}' AND occurredOn < '${to}'`;
    const byHand = `SELECT a.memberId FROM activities a JOIN (SELECT memberId, MAX(sequence) AS n FROM activities WHERE ${moved} GROUP BY memberId) l ON l.memberId = a.memberId AND l.n = a.sequence WHERE ${jsonText(plainly, 'cause')} = 'set'`;
    return `WITH ${ranks(plainly)} SELECT COALESCE(SUM(CASE WHEN r.endStep > r.startStep THEN 1 ELSE 0 END), 0) AS numerator, COUNT(*) AS denominator
      FROM ranks r LEFT JOIN (${byHand}) h ON h.memberId = r.id WHERE r.startStep < ${tiers.length - 1} AND h.memberId IS NULL`;
  },

  layerFlow: (plainly) => `WITH ${ranks(plainly)} SELECT COALESCE(SUM(CASE WHEN endStep <> startStep THEN 1 ELSE 0 END), 0) AS numerator, COUNT(*) AS denominator FROM ranks`, // prettier-ignore

  potentialConversion: ({ from, to, fromAt, toAt }) => both(wasIn('layer-potential', from, fromAt), wasIn('layer-high-loyalty', to, toAt)), // prettier-ignore

  segmentAccuracy({ layers }) {
    if (!layers) return null;
    const { rule, codes } = layers;
    return `WITH ${ORDERS}, sums AS (SELECT memberId, COUNT(*) AS orders, SUM(net) AS spendMinor FROM orders GROUP BY memberId),
      due AS (SELECT m.id, ${rule} AS layer FROM members m LEFT JOIN sums s ON s.memberId = m.id WHERE m.status = 'active')
      SELECT COUNT(x.memberId) AS numerator, COUNT(*) AS denominator FROM due d LEFT JOIN segment_members x ON x.memberId = d.id AND x.segment = d.layer AND x.segment IN (${quoted(codes)})`;
  },

  benefitUseRate: ({
    fromAt,
    toAt,
  }) => `WITH ${GRANTS}, users AS (SELECT DISTINCT r.memberId FROM redemptions r JOIN members m ON m.id = r.memberId WHERE m.status = 'active' AND r.status = 'redeemed' AND r.redeemedAt >= ${fromAt} AND r.redeemedAt < ${toAt}),
    holders AS (SELECT memberId FROM held WHERE usableFrom >= ${fromAt} AND usableFrom < ${toAt} UNION SELECT memberId FROM held WHERE usableFrom < ${fromAt} AND (overAt IS NULL OR overAt > ${fromAt}) UNION SELECT memberId FROM users)
    SELECT (SELECT COUNT(*) FROM users) AS numerator, (SELECT COUNT(*) FROM holders) AS denominator`,

  redemptionRate: ({ fromAt, toAt }) => `WITH ${GRANTS} SELECT COALESCE(SUM(CASE WHEN uses > 0 THEN 1 ELSE 0 END), 0) AS numerator, COUNT(*) AS denominator FROM held WHERE issuedAt >= ${fromAt} AND issuedAt < ${toAt}`, // prettier-ignore

  claimRate: ({ fromAt, toAt }) => `WITH ${GRANTS} SELECT COALESCE(SUM(CASE WHEN claimedAt IS NULL AND uses = 0 THEN 0 ELSE 1 END), 0) AS numerator, COUNT(*) AS denominator FROM held WHERE issuedAt >= ${fromAt} AND issuedAt < ${toAt}`, // prettier-ignore

  benefitExposure: ({
    from,
    to,
    toAt,
  }) => `WITH ${there(toAt)}, looks AS (SELECT COALESCE(v.memberId, j.memberId) AS memberId FROM views v LEFT JOIN visitor_members j ON v.memberId IS NULL AND j.brandId = v.brandId AND j.visitorId = v.visitorId WHERE v.kind = 'benefit' AND v.occurredOn >= '${from}' AND v.occurredOn < '${to}')
    SELECT COUNT(l.memberId) AS numerator, COUNT(*) AS denominator FROM there t LEFT JOIN (SELECT DISTINCT memberId FROM looks) l ON l.memberId = t.id`,

  /** Whoever has a standing right of the level is known to rules alone: these nobody has written down in SQL. */
  benefitCoverage({ to, toAt, now, layers }) {
    if (!layers) return null;
    const at = Math.min(toAt, now);
    const holding = `SELECT DISTINCT h.memberId FROM held h JOIN benefits b ON b.code = h.benefit AND b.level = 'premium' WHERE h.usableFrom <= ${at} AND (h.overAt IS NULL OR h.overAt > ${at})`;
    return `WITH ${GRANTS} ${both(wasIn('layer-high-loyalty', to, toAt), holding)}`;
  },

  issueAccuracy({ fromAt, toAt, dues }) {
    if (dues === null) return null;
    const within = `issuedAt >= ${fromAt} AND issuedAt < ${toAt} AND recordedAt < (SELECT MAX(until) FROM issue_checks WHERE isDone = 1)`;
    const joined = `FROM due d JOIN given g ON g.memberId = d.memberId AND g.benefit = d.benefit AND g.issuedAt = d.issuedAt`;
    return `WITH due AS (SELECT x.* FROM (${dues}) x JOIN members m ON m.id = x.memberId AND m.status = 'active' WHERE ${within}),
      given AS (SELECT g.* FROM grants g JOIN members m ON m.id = g.memberId AND m.status = 'active' WHERE g.source IN ('rule', 'hand', 'claim') AND ${within})
      SELECT (SELECT COUNT(*) ${joined} WHERE g.usesMax = 1 AND g.valueMinor IS NULL AND g.recordedAt - d.recordedAt <= 60000) AS numerator, (SELECT COUNT(*) FROM due) + (SELECT COUNT(*) FROM given) - (SELECT COUNT(*) ${joined}) AS denominator`;
  },
};
