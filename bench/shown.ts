import type { CaseResult, Measured } from './bench.js';
import { rateOf } from './bench.js';
import type { Child } from './children.js';
import { memoryMbOf } from './cpu.js';
import { median, ratioOf, rounded } from './rounds.js';

/** A side of a case: its measurements and the process that was measured. */
export interface Shown {
  readonly measured: readonly Measured[];
  readonly child: Child;
}

/** A case as it is printed: the ratio, then what tells where the time went. */
export function resultOf(
  { name, target, unit }: Pick<CaseResult, 'name' | 'target' | 'unit'>,
  { product, floor }: { readonly product: Shown; readonly floor: Shown },
  more: Readonly<Record<string, unknown>>,
): CaseResult {
  const ratio = ratioOf(product.measured.map(rateOf), floor.measured.map(rateOf));
  return {
    name,
    ...ratio,
    target,
    isMet: ratio.ratio >= target,
    unit,
    rounds: product.measured.length,
    latencyMsP50: of(product, 'latencyMsP50', 2),
    latencyMsP99: of(product, 'latencyMsP99', 2),
    floorLatencyMsP50: of(floor, 'latencyMsP50', 2),
    floorLatencyMsP99: of(floor, 'latencyMsP99', 2),
    cpuUs: of(product, 'serverCpuUs', 0),
    floorCpuUs: of(floor, 'serverCpuUs', 0),
    databaseCpuUs: of(product, 'databaseCpuUs', 0),
    floorDatabaseCpuUs: of(floor, 'databaseCpuUs', 0),
    memoryMb: memoryMbOf(product.child.pid),
    floorMemoryMb: memoryMbOf(floor.child.pid),
    ...more,
  };
}

/** The median of the rounds; null where the system did not tell. */
function of({ measured }: Shown, what: keyof Measured, digits: number): number | null {
  const value = median(measured.map((figures) => figures[what]));
  return Number.isNaN(value) ? null : rounded(value, digits);
}

/** The results as people read them. */
export function tableOf(results: readonly CaseResult[]): string {
  const head = ['case', 'ratio', 'min–max', 'target', 'product', 'floor', 'unit', 'p50 ms', 'p99 ms', 'memory MB'];
  const rows = results.map((each) => [
    each.name,
    each.ratio.toFixed(2),
    `${each.min.toFixed(2)}–${each.max.toFixed(2)}`,
    `${each.target} ${each.isMet ? 'met' : 'missed'}`,
    String(each.product),
    String(each.floor),
    each.unit,
    String(each.latencyMsP50 ?? ''),
    String(each.latencyMsP99 ?? ''),
    String(each.memoryMb ?? ''),
  ]);
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)));
  return [head, ...rows]
    .map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  '))
    .join('\n');
}
