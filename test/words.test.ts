import { describe, expect, it } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { textsIn } from '../admin/locale/texts.js';
import { buildGraphqlSchema } from '../src/app/graphql-schema.js';
import { modules } from '../src/app/modules.js';
import { BOOKING_STATUSES } from '../src/modules/benefits/slots/booking-acts.js';

const SOURCES = fileURLToPath(new URL('../src', import.meta.url));
const files = readdirSync(SOURCES, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
const sources = new Map(files.map((file) => [file, readFileSync(`${SOURCES}/${file}`, 'utf8')]));
const { said } = textsIn('en');

/** What a pattern finds in the sources: a literal, the value of a constant, or a template up to what is put into it. */
function written(pattern: RegExp, isLookedAt: (file: string, text: string) => boolean = () => true): string[] {
  const looked = [...sources].filter(([file, text]) => isLookedAt(file, text)).map(([, text]) => text);
  const found = looked.flatMap((text) => [...text.matchAll(pattern)].map(([, what = '']) => what));
  return [...new Set(found.map((what) => (/^[A-Z_]+$/.test(what) ? valueOf(what) : what.slice(1).replace(/\$.*|['`]$/g, ''))))]; // prettier-ignore
}

function valueOf(name: string): string {
  const declared = new RegExp(`const ${name} = '([^']+)'`);
  const [value = name] = [...sources.values()].flatMap((text) => declared.exec(text)?.slice(1) ?? []);
  return value;
}

/** What has no words; of what ends in a dot or a hyphen something has to begin with it. */
function wordless(column: keyof typeof said, codes: readonly string[]): string[] {
  const known = Object.keys(said[column]);
  return codes.filter((code) => !known.some((word) => (/[.-]$/.test(code) ? word.startsWith(code) : word === code)));
}

describe('The back office has words for', () => {
  it('every reason the house writes by itself', () => {
    const reasons = written(/\breason: ('[a-z][a-z ]*'|[A-Z_]+)[,} ]/g, (file) => /^modules\/(benefits|points|campaigns|tiers|segments)\//.test(file)); // prettier-ignore
    expect(reasons).toEqual(expect.arrayContaining(['exchange', 'upgrade pack', 'refund']));
    expect(wordless('reason', reasons)).toEqual([]);
  });

  it('every kind of job', () => {
    const kinds = written(/\bkind: ('[\w.]+'|`[^`]+`|[A-Z_]+), key:/g);
    expect(kinds).toEqual(expect.arrayContaining(['benefits.issue.asked', 'import.', 'retention']));
    expect(wordless('kind', kinds)).toEqual([]);
  });

  it('every action of the audit log: what operations note, and mutations that note nothing', () => {
    const noted = written(/\baction: (?:\w+(?:\.\w+)? \? )?('[a-z]+\.[a-z-]+'|`[^`]+`)/g);
    const either = written(/\baction: [^,\n]+ : ('[a-z]+\.[a-z-]+')/g);
    const given = written(/('(?:keys|settlements|strategies)\.[a-z-]+')/g, (_, text) => /\baudit\(/.test(text));
    expect(noted).toEqual(expect.arrayContaining(['benefits.created', 'approvals.', 'tiers.set']));
    const booked = BOOKING_STATUSES.filter((status) => status !== 'booked').map((status) => `bookings.${status}`);
    const mutations = Object.keys(buildGraphqlSchema(modules).getMutationType()?.getFields() ?? {});
    expect(wordless('action', [...noted, ...either, ...given, ...booked, ...mutations])).toEqual([]);
  });

  it('every kind of thing the audit log is about, and everybody who does something', () => {
    const types = written(/\bsubject: \{ type: ('[a-z]+')/g);
    const prefixes = written(/('[a-z]{3}')(?= \||;|,)/g, (file) => file === 'kernel/id.ts');
    expect(prefixes.length).toBeGreaterThan(40);
    expect(wordless('subjectType', [...types, ...prefixes, 'store', 'channel'])).toEqual([]);
    expect(wordless('actor', ['visitor', 'member', 'brand', 'operator', 'system'])).toEqual([]);
  });

  it.each(['zh-CN', 'zh-TW'] as const)('them in %s', (locale) => {
    const words = Object.values(textsIn(locale).said).flatMap((column) => Object.values(column));
    expect(words.filter((word) => word !== 'API' && !/\p{Script=Han}/u.test(word))).toEqual([]);
  });
});
