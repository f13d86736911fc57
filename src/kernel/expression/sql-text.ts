import type { Engine } from '../database.js';
import type { SqlPart } from './sql-source.js';
import { joined, valued } from './sql-source.js';
import type { TextMatch } from './tree.js';

/** By code point. The server's binary collations take `a` and `a ` for the same; its bytes do not. */
export function bytesOf(engine: Engine, part: SqlPart): SqlPart {
  return engine === 'sqlite' ? part : joined('CAST(', part, ' AS BINARY)');
}

/** The embedded database's LIKE takes `a` and `A` for the same, its GLOB does not; both count in code points. */
export function matched(engine: Engine, operand: SqlPart, { operator, pattern }: TextMatch): SqlPart {
  const dialect = engine === 'sqlite' ? GLOB : LIKE;
  const plain = (text: string) => text.replace(dialect.special, dialect.escape);
  const wanted = {
    startsWith: () => `${plain(pattern)}${dialect.run}`,
    endsWith: () => `${dialect.run}${plain(pattern)}`,
    contains: () => `${dialect.run}${plain(pattern)}${dialect.run}`,
    like: () =>
      pattern.replace(/\\(.)|[^\\]/gsu, (each: string, escaped: string | undefined) =>
        escaped !== undefined ? plain(escaped) : each === '%' ? dialect.run : each === '_' ? dialect.one : plain(each),
      ),
  }[operator]();
  return joined('(', operand, dialect.operator, valued(wanted), dialect.end, ')');
}

const GLOB = {
  operator: ' GLOB ',
  end: '',
  run: '*',
  one: '?',
  special: /[*?[]/g,
  escape: (character: string) => `[${character}]`,
};

const LIKE = {
  operator: ' COLLATE utf8mb4_bin LIKE ',
  end: " ESCAPE '!'",
  run: '%',
  one: '_',
  special: /[%_!]/g,
  escape: (character: string) => `!${character}`,
};
