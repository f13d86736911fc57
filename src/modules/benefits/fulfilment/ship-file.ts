import type { Caller } from '../../../kernel/caller.js';
import type { CsvLine } from '../../../kernel/csv.js';
import { csvLinesOf, unmarked } from '../../../kernel/csv.js';
import type { House } from '../../../kernel/house.js';
import type { Once } from '../../../kernel/idempotency.js';
import { Refusal, refuseInput } from '../../../kernel/refusal.js';
import { fulfil } from './fulfil.js';
import { benefitReasons as reasons } from '../benefits.reasons.js';

export const FILE_LINES_MAX = 5_000;

/** A line of a ship list that came back. */
export interface ShipmentLine {
  readonly line: number;
  readonly fulfilmentId: string;
  readonly carrier: string;
  readonly trackingNumber: string;
}

export interface ShipmentProblem {
  readonly line: number;
  readonly code: 'duplicate' | 'unknown' | 'already-shipped' | 'not-ready' | 'not-understood';
}

export interface Shipments {
  readonly shipped: number;
  /** Were shipped under the same number before. */
  readonly unchanged: number;
  /** Nothing is filled in yet. */
  readonly left: number;
  readonly problems: readonly ShipmentProblem[];
  readonly isReplay: boolean;
}

/** The lines of a file whose first names the columns. Refuses INVALID_INPUT for what is no such file, or too long. */
export function shipmentsIn(csv: string, max = FILE_LINES_MAX): ShipmentLine[] {
  const [heading, ...lines] = linesOf(csv, max + 2);
  const columns = ['fulfilment', 'carrier', 'trackingNumber'].map((name) => {
    const at = heading?.cells.lastIndexOf(name) ?? -1;
    return at >= 0 ? at : refuseInput(reasons.columnMissing(name), ['csv']); // prettier-ignore
  });
  if (lines.length > max) refuseInput(reasons.linesMost(max), ['csv']);
  return lines.map(({ line, cells }) => {
    const [fulfilmentId = '', carrier = '', trackingNumber = ''] = columns.map((at) =>
      unmarked((cells[at] ?? '').trim()),
    ); // spreadsheets leave out what is empty at the end of a line
    return { line, fulfilmentId, carrier, trackingNumber };
  });
}

/** Marks what a file says was shipped. A wrong line keeps nothing else out, and sent again a file changes nothing. */
export async function importShipments(house: House, caller: Caller, { lines, once, isDryRun }: { readonly lines: readonly ShipmentLine[]; readonly once: Once; readonly isDryRun: boolean }): Promise<Shipments> {
  const filled = lines.filter(({ carrier, trackingNumber }) => carrier !== '' || trackingNumber !== '');
  const first = new Map([...filled].reverse().map(({ fulfilmentId, line }) => [fulfilmentId, line]));
  const isLater = ({ fulfilmentId, line }: ShipmentLine) => first.get(fulfilmentId) !== line;
  const kept = filled.filter((each) => !isLater(each));
  const asked = kept.map(({ fulfilmentId, carrier, trackingNumber }) => ({ fulfilmentId, act: 'ship' as const, carrier, trackingNumber }));
  const { results, isReplay } = await fulfil(house, caller, { lines: asked, once, isDryRun });
  const refused = kept.flatMap(({ line }, at): ShipmentProblem[] => {
    const result = results[at];
    return result instanceof Refusal ? [{ line, code: problemOf(result) }] : [];
  });
  const problems = [...refused, ...filled.filter(isLater).map(({ line }) => ({ line, code: 'duplicate' as const }))].sort((a, b) => a.line - b.line);
  const unchanged = results.filter((result) => !(result instanceof Refusal) && result.isUnchanged).length;
  return { shipped: kept.length - refused.length - unchanged, unchanged, left: lines.length - filled.length, problems, isReplay };
} // prettier-ignore

function problemOf({ code }: Refusal): ShipmentProblem['code'] {
  if (code === 'NOT_FOUND') return 'unknown';
  if (code === 'ALREADY_SHIPPED') return 'already-shipped';
  return code === 'INVALID_INPUT' ? 'not-understood' : 'not-ready';
}

function linesOf(csv: string, max: number): CsvLine[] {
  try {
    return csvLinesOf(csv, max);
  } catch {
    return refuseInput(reasons.noCsv, ['csv']);
  }
}
