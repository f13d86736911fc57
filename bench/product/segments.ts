import 'reflect-metadata';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { loadCrowd } from '../../src/app/demo/crowd/crowd.js';
import { lookAround } from '../../src/app/demo/crowd/found.js';
import { migrate } from '../../src/app/house.js';
import { packageFolder } from '../../src/app/package-folder.js';
import { systemCaller } from '../../src/kernel/session.js';
import { write } from '../../src/kernel/unit-of-work.js';
import { applyProgram } from '../../src/modules/engine/index.js';
import { rebuildSegments } from '../../src/modules/segments/index.js';
import { openBenchHouse } from '../seed.js';

/**
 * A house with a crowd: `fill` loads it, `rebuild` scores everybody and works out ten segments from nothing, `bare` asks the
 * database for the one sum that scores come from, and nothing else.
 */
const house = await openBenchHouse({});

process.on('message', (message: { fill?: number; rebuild?: boolean; bare?: boolean }) => {
  const work = message.fill ? fill(message.fill) : message.bare ? bare() : rebuild();
  work.then(
    (answer) => process.send?.(answer),
    (error: unknown) => process.send?.({ error: error instanceof Error ? error.message : String(error) }),
  );
});
process.on('disconnect', () => {
  void house.database.close().finally(() => process.exit(0));
});
process.send?.({ isReady: true });

const named = (code: string, when: string) => ({ code, name: code, when });

const SEGMENTS = {
  segments: [
    named('spenders', 'metrics.spendMinor >= base.meanSpendMinor'),
    named('fresh', 'metrics.recencyDays <= 30'),
    named('busy', 'orders(90) >= 2'),
    named('champions', 'rfm.segment == "champions"'),
    named('at-risk', 'rfm.segment == "at_risk"'),
    named('spring', 'member.birthMonth >= 3 && member.birthMonth <= 5'),
  ],
  layerings: [
    {
      code: 'lifecycle',
      name: 'Lifecycle',
      layers: [
        named('new', 'metrics.recencyDays <= 7 && metrics.orders == 1'),
        named('active', 'metrics.recencyDays <= 30 && metrics.orders >= 2'),
        named('dormant', 'metrics.recencyDays > 60 && metrics.orders >= 1'),
      ],
      rest: { code: 'other', name: 'Other' },
    },
  ],
};

async function fill(members: number): Promise<{ seconds: number }> {
  const startedAt = performance.now();
  await migrate(house.database);
  await house.programs.reload(house.database.reader);
  const options = { seed: 1, members };
  await loadCrowd(house, await lookAround(house, options), options);
  const program = parse(readFileSync(join(packageFolder(), 'docs/examples/crowd.yaml'), 'utf8')) as object;
  await write(house, { caller: systemCaller(''), members: [] }, async (session) => {
    await applyProgram(session, { ...program, segments: SEGMENTS });
    return undefined;
  });
  await house.programs.reload(house.database.reader);
  return { seconds: (performance.now() - startedAt) / 1_000 };
}

async function rebuild(): Promise<{ count: number; seconds: number }> {
  for (const table of ['segment_members', 'segment_builds', 'segment_days', 'segment_bitmaps', 'member_rfm']) {
    await house.database.transaction(async (sql) => ({ value: await sql.run(`DELETE FROM ${table}`), commit: true }));
  }
  return timed(() => rebuildSegments(house));
}

function bare(): Promise<{ count: number; seconds: number }> {
  const sum = "SELECT memberId, COUNT(*) AS orders, SUM(amountMinor) AS spend, MAX(occurredOn) AS lastOn FROM activities WHERE type = 'purchase' GROUP BY memberId"; // prettier-ignore
  return timed(() => house.database.reader.rows(sum));
}

async function timed(work: () => Promise<unknown>): Promise<{ count: number; seconds: number }> {
  const [row] = await house.database.reader.rows<{ n: number }>('SELECT COUNT(*) AS n FROM members');
  const startedAt = performance.now();
  await work();
  return { count: row?.n ?? 0, seconds: (performance.now() - startedAt) / 1_000 };
}
