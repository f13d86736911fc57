import { Column, PrimaryColumn } from 'typeorm';
import type { ColumnOptions } from 'typeorm';

/**
 * Every type a column may have, the same on both databases. Collation is binary everywhere (migrations set it for the
 * table): ids, codes and texts compare by code point on both.
 */
interface Options {
  readonly nullable?: boolean;
  readonly length?: number;
  /** Part of the primary key. */
  readonly key?: boolean;
}

const column = (options: ColumnOptions, { key, nullable }: Options = {}): PropertyDecorator =>
  key ? PrimaryColumn(options as never) : Column({ ...options, nullable: nullable ?? false });

/** An id of ours: `mem_` and a ULID. */
export const Id = (options: Options = { key: true }): PropertyDecorator =>
  column({ type: 'varchar', length: 30 }, options);

/** The id of another row; never a foreign key from a member-owned row. */
export const Ref = (options: Options = {}): PropertyDecorator => column({ type: 'varchar', length: 30 }, options);

/** Milliseconds since 1970 in UTC. A number, so that no driver can shift it by a zone. */
export const At = (options: Options = {}): PropertyDecorator => column({ type: 'bigint', transformer: whole }, options);

/** A calendar day `YYYY-MM-DD` in the program's zone. */
export const On = (options: Options = {}): PropertyDecorator => column({ type: 'varchar', length: 10 }, options);

/** Points or minor units: a safe integer. */
export const Amount = (options: Options = {}): PropertyDecorator =>
  column({ type: 'bigint', transformer: whole }, options);

export const Count = (options: Options = {}): PropertyDecorator => column({ type: 'int' }, options);

/** A number that need not be whole: an attribute of a brand's own. Never points, money or counts. */
export const Fraction = (options: Options = {}): PropertyDecorator => column({ type: 'double' }, options);

/** A short text that is looked up: a code, a name of a kind, a choice. */
export const Code = (options: Options = {}): PropertyDecorator =>
  column({ type: 'varchar', length: options.length ?? 64 }, options);

export const Text = (options: Options = {}): PropertyDecorator => column({ type: 'mediumtext' }, options);

/** A value kept as JSON text. */
export const JsonText = (options: Options = {}): PropertyDecorator =>
  column({ type: 'mediumtext', transformer: json }, options);

export const Flag = (options: Options = {}): PropertyDecorator => column({ type: 'int', transformer: flag }, options);

const whole = {
  to: (value: number | null) => value,
  from: (value: string | number | null) => (value === null ? null : Number(value)),
};

const json = {
  to: (value: unknown) => (value === null || value === undefined ? null : JSON.stringify(value)),
  from: (value: string | null) => (value === null ? null : (JSON.parse(value) as unknown)),
};

const flag = {
  to: (value: boolean | null) => (value === null ? null : value ? 1 : 0),
  from: (value: number | null) => (value === null ? null : value === 1),
};
