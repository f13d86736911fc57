import { z } from 'zod';
import type { Sql } from '../../kernel/database.js';
import { ExpressionError, Vocabulary } from '../../kernel/expression/index.js';
import { configId } from '../../kernel/id.js';
import { digest } from '../../kernel/json.js';
import type { JsonObject } from '../../kernel/json.js';
import type { Module } from '../../kernel/module.js';
import type { Compiling, Participant, Wants } from '../../kernel/participant.js';
import type { Program, ProgramSection, Programs } from '../../kernel/program.js';
import { inEveryLanguage, Refusal, refuse } from '../../kernel/refusal.js';
import { marks, pages, upsertRows } from '../../kernel/rows.js';
import type { ReadSession, WriteSession } from '../../kernel/session.js';
import type { BrandsSection } from '../brands/index.js';
import { wrongValue } from '../../kernel/wrong-value.js';

type Sections = Readonly<Record<string, unknown>>;

/** Compiled versions kept in memory, and as many as are read at once. */
const VERSIONS_KEPT = 100;
const VERSIONS_READ = 20;

/** Checks a program file section by section. Refuses INVALID_PROGRAM with the place and what was expected there. */
export function parseProgram(modules: readonly Module[], body: unknown): Sections {
  const sections = sectionsOf(modules);
  const schema = z.strictObject(Object.fromEntries(sections.map(({ name, schema: part }) => [name, part])));
  const result = schema.safeParse(body);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const path = (issue?.path ?? []).map(String);
  refuse('INVALID_PROGRAM', { place: path.join('.') || 'the file', problem: wrongValue(issue) }, path);
}

/**
 * Makes the house follow a program: checks and compiles all of it first, then writes every section and the new version
 * in one transaction. Answers the version; the same program again changes nothing.
 */
export async function applyProgram(
  session: WriteSession,
  body: unknown,
): Promise<{ hash: string; isChanged: boolean }> {
  const { house, sql } = session;
  const sections = await completed(session, parseProgram(house.modules, body));
  const program = compileProgram(house.modules, house.participants, sections);
  const [head] = await sql.rows<{ hash: string }>('SELECT hash FROM program_head');
  if (head?.hash === program.hash) return { hash: program.hash, isChanged: false };
  for (const section of sectionsOf(house.modules)) await section.write(session, sections[section.name]);
  const version = { hash: program.hash, body: JSON.stringify(sections), createdAt: session.now };
  await upsertRows(sql, 'program_versions', ['hash'], [version], { body: 'replace' });
  const row = { id: 1, hash: program.hash, appliedAt: session.now };
  await upsertRows(sql, 'program_head', ['id'], [row], { hash: 'replace', appliedAt: 'replace' });
  session.emit({ type: 'program.applied', payload: { hash: program.hash } });
  return { hash: program.hash, isChanged: true };
}

/** Some sections keep what the file does not name. */
async function completed(session: ReadSession, sections: Sections): Promise<Sections> {
  const complete: Record<string, unknown> = { ...sections };
  for (const section of sectionsOf(session.house.modules)) {
    if (section.complete) complete[section.name] = await section.complete(session, sections[section.name]);
  }
  return complete;
}

/** The program as the tables say it now: what `laurel program show` prints and `program apply` takes. */
export async function showProgram(session: ReadSession): Promise<JsonObject> {
  const shown: Record<string, unknown> = {};
  for (const section of sectionsOf(session.house.modules)) shown[section.name] = await section.read(session);
  return shown as JsonObject;
}

/** Compiles a program in the order of the rows, so that each participant sees those above it. Throws a Refusal for one that cannot work. */
export function compileProgram(
  modules: readonly Module[],
  participants: readonly Participant[],
  sections: Sections,
): Program {
  const brands = sections['brands'] as BrandsSection;
  const { zone, currency, code } = brands.host;
  const parts: Record<string, unknown> = {};
  const compiling: Compiling = {
    zone,
    currency,
    vocabulary: new Vocabulary(
      modules.flatMap(({ attributes = [], programAttributes }) => [
        ...attributes,
        ...(programAttributes?.(sections) ?? []),
      ]),
      modules.flatMap(({ functions = [] }) => functions),
      { zone },
    ),
    activityTypes: new Set(modules.flatMap(({ activityTypes = [] }) => activityTypes.map(({ type }) => type))),
    section: (name) => sections[name],
    part: (participant) => parts[participant.name] as never,
  };
  for (const participant of participants) parts[participant.name] = compilePart(participant, compiling);
  return {
    hash: digest(sections),
    zone,
    currency,
    hostBrandId: configId('brd', code),
    vocabulary: compiling.vocabulary,
    sections,
    parts,
    wants: widestWants(participants, parts),
  };
}

function compilePart(participant: Participant, compiling: Compiling): unknown {
  try {
    return participant.compile(compiling);
  } catch (error) {
    if (error instanceof ExpressionError) {
      const problem = inEveryLanguage((locale) => `${error.source}: ${error.text[locale]}`);
      throw new Refusal('INVALID_PROGRAM', { place: participant.name, problem }, [participant.name]);
    }
    throw error;
  }
}

function widestWants(participants: readonly Participant[], parts: Record<string, unknown>): Wants {
  const widest: Record<string, number> = {};
  for (const participant of participants) {
    for (const [name, width] of Object.entries(participant.wants?.(parts[participant.name]) ?? {})) {
      widest[name] = Math.max(widest[name] ?? 0, width);
    }
  }
  return widest;
}

/** Keeps the compiled program of this process; versions are immutable, so one that was compiled stays good. */
export class StoredPrograms implements Programs {
  readonly #compiled = new Map<string, Program>();
  #current: Program | undefined;

  constructor(
    private readonly modules: readonly Module[],
    private readonly participants: readonly Participant[],
  ) {}

  current(): Program {
    return (this.#current ??= compileProgram(this.modules, this.participants, EMPTY));
  }

  async reload(sql: Sql): Promise<Program> {
    const [row] = await sql.rows<{ hash: string; body: string }>(
      'SELECT v.hash, v.body FROM program_head h JOIN program_versions v ON v.hash = h.hash',
    );
    if (!row) return this.current();
    const known = this.#compiled.get(row.hash);
    this.#current = known ?? this.#compile(row.hash, JSON.parse(row.body) as Sections);
    this.#compiled.set(row.hash, this.#current);
    return this.#current;
  }

  async versions(sql: Sql, hashes: readonly string[]): Promise<ReadonlyMap<string, Program>> {
    const missing = hashes.filter((hash) => !this.#compiled.has(hash));
    for (const page of pages(missing, VERSIONS_READ)) {
      const rows = await sql.rows<{ hash: string; body: string }>(`SELECT hash, body FROM program_versions WHERE hash IN ${marks(page)}`, page); // prettier-ignore
      for (const { hash, body } of rows) this.#compiled.set(hash, this.#compile(hash, JSON.parse(body) as Sections));
    }
    const found = new Map(hashes.flatMap((hash) => {
      const program = this.#compiled.get(hash);
      return program ? [[hash, program] as const] : [];
    })); // prettier-ignore
    this.#forget();
    return found;
  }

  /** Old versions are asked for seldom, and may be large. */
  #forget(): void {
    for (const hash of this.#compiled.keys()) {
      if (this.#compiled.size <= VERSIONS_KEPT) return;
      if (hash !== this.#current?.hash) this.#compiled.delete(hash);
    }
  }

  /** A version that an earlier release wrote lacks what this one has added: it is read like a file that says nothing of it. */
  #compile(hash: string, body: Sections): Program {
    const sections = sectionsOf(this.modules).map(({ name, schema }) => {
      const read = schema.safeParse(body[name]);
      return [name, read.success ? read.data : body[name]] as const;
    });
    return { ...compileProgram(this.modules, this.participants, Object.fromEntries(sections)), hash };
  }

  async restate(session: WriteSession): Promise<void> {
    await applyProgram(session, await showProgram(session));
  }
}

/** Before the first `program apply` there is a house without a brand: it can be given a program, and nothing else. XXX is ISO 4217 for no currency. */
const EMPTY: Sections = {
  brands: { host: { code: 'none', name: 'none', zone: 'UTC', currency: 'XXX', locale: 'en' }, partners: [] },
  stores: [],
  channels: [],
  attributes: [],
  agreements: [],
  wallets: [],
  ladders: [],
  campaigns: [],
};

function sectionsOf(modules: readonly Module[]): ProgramSection[] {
  return modules.flatMap(({ section }) => section ?? []);
}

/** Whether this is the program of a house that was not given one yet. */
export function isNoProgram({ hash }: Program): boolean {
  return hash === digest(EMPTY);
}
