import type { Case } from '../bench.js';
import { besideTheServers } from '../beside.js';

const CLAIMS = 5_000;
const UNITS = 100;
const CONNECTIONS = 20;

/**
 * Five thousand members want one of a hundred at once. The floor is what a hand would write for it: a transaction that
 * takes a free row with SKIP LOCKED, marks it and writes a grant, and nothing else.
 */
export const benefitClaim: Case = {
  name: 'benefit.claim',

  run(bench) {
    return besideTheServers(bench, {
      name: benefitClaim.name,
      target: 0.5,
      unit: 'claims/s',
      database: 'claims',
      file: './product/claims.js',
      environment: { DATABASE_POOL: String(CONNECTIONS) },
      fill: { fill: CLAIMS, rounds: bench.rounds + 1, units: UNITS },
      product: (round) => ({ claim: round }),
      floor: (round) => ({ bare: round }),
      more: { claims: CLAIMS, units: UNITS, connections: CONNECTIONS },
    });
  },
};
