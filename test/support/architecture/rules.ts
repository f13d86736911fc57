import { basename } from 'node:path';
import type { SourceFile } from './source.js';

/** Who stands where: a file imports from its own module and from rows above, which have smaller numbers. */
const ROWS: readonly (readonly string[])[] = [
  ['kernel', 'migrations'],
  ['brands', 'operators'],
  ['members', 'settlements'],
  ['points', 'segments', 'messaging', 'media'],
  ['tiers', 'reviews'],
  ['benefits'],
  ['communities', 'tasks', 'surveys', 'ugc', 'referrals', 'service'],
  ['campaigns'],
  ['mechanics'],
  ['engine'],
  ['imports', 'webhooks', 'analytics', 'sandbox'],
  ['app'],
  ['admin'],
  ['main'], // the server, with its back office
  ['cli'], // `laurel serve` starts what main is
  ['bench'], // outside the house: it measures the house, and a floor beside it that keeps what state it likes
];

const BANNED_NAMES = /(^|[./-])(utils?|helpers?|common|misc|shared)([./-]|$)/;
const LOYALTY_WORDS =
  /(points?|tiers?|wallets?|ledger|lots?|rewards?|loyalty|campaigns?|coupons?|benefits?|segments?|brands?|purchases?|referrals?|surveys?)([.-]|$)/;

/** Everything in which the files of a house break its rules, as sentences in the order of the files. */
export function violationsOf(files: readonly SourceFile[]): string[] {
  const known = new Set(files.map(({ path }) => path));
  return [...files.flatMap((file) => [...fileRules(file), ...importRules(file, known)]), ...cycles(files)].sort();
}

function* fileRules(file: SourceFile): Generator<string> {
  const { path } = file;
  if (BANNED_NAMES.test(path)) yield `name: ${path} says nothing about what is in it`;
  if (path.startsWith('src/kernel/') && LOYALTY_WORDS.test(basename(path))) yield `name: ${path} has a loyalty word`;
  if (rowOf(path) === undefined) yield `row: ${path} belongs to no row`;
  if (path.endsWith('.resolver.ts') && file.hasIf) yield `resolver: ${path} has an if`;
  if (file.hasBarrel) yield `barrel: ${path} exports everything of another file`;
  if (path.startsWith('bench/')) return;
  for (const name of file.mutables) yield `state: ${path} keeps ${name} between calls`;
}

function* importRules({ path, imports }: SourceFile, known: ReadonlySet<string>): Generator<string> {
  const own = partOf(path);
  for (const { target } of imports) {
    const other = partOf(target);
    if (!known.has(target) || other === own) continue;
    const [row, otherRow] = [rowOf(path), rowOf(target)];
    if (row !== undefined && otherRow !== undefined && otherRow >= row && !isPrivilegeOf(path, target)) {
      yield `row: ${path} (row ${row}) imports ${target} (row ${otherRow})`;
    } else if (!isDoor(target, other, own)) {
      yield `door: ${path} imports ${target} past the door of ${other}`;
    }
  }
}

/** Migrations and kernel share row 0: migrations are written with the kernel's words, never the other way round. */
function isPrivilegeOf(path: string, target: string): boolean {
  return partOf(path) === 'migrations' && partOf(target) === 'kernel';
}

/** The module, or the place outside the modules, that a file belongs to. */
function partOf(path: string): string {
  const [first = '', second = '', third = ''] = path.split('/');
  if (first !== 'src') return first;
  if (second === 'commands') return 'cli'; // one file a command of `laurel`
  return second === 'modules' ? third : second.replace(/\.ts$/, '');
}

function rowOf(path: string): number | undefined {
  const row = ROWS.findIndex((parts) => parts.includes(partOf(path)));
  return row < 0 ? undefined : row;
}

function isDoor(target: string, part: string, from: string): boolean {
  if (!target.startsWith('src/modules/')) return true;
  const inside = target.slice(`src/modules/${part}/`.length);
  return inside === 'index.ts' || inside === `${part}.types.ts` || (inside === 'module.ts' && from === 'app');
}

/** Imports that run in a circle. Type-only imports leave no trace at run time, so the words of the kernel may refer to one another. */
function cycles(files: readonly SourceFile[]): string[] {
  const graph = new Map(
    files.map(({ path, imports }) => [path, imports.filter((one) => !one.isTypeOnly).map(({ target }) => target)]),
  );
  const found = new Set<string>();
  const finished = new Set<string>();
  const visit = (path: string, trail: readonly string[]): void => {
    const at = trail.indexOf(path);
    if (at >= 0) found.add(named(trail.slice(at)));
    if (at >= 0 || finished.has(path)) return;
    for (const target of graph.get(path) ?? []) visit(target, [...trail, path]);
    finished.add(path);
  };
  for (const path of graph.keys()) visit(path, []);
  return [...found];
}

/** The same circle is named the same, wherever it was entered. */
function named(circle: readonly string[]): string {
  const first = circle.indexOf([...circle].sort()[0] ?? '');
  const turned = [...circle.slice(first), ...circle.slice(0, first)];
  return `cycle: ${[...turned, turned[0]].join(' → ')}`;
}
