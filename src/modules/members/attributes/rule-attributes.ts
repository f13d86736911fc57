import type { Attribute } from '../../../kernel/expression/index.js';
import { configId } from '../../../kernel/id.js';
import type { RuleScope } from '../../../kernel/module.js';
import { sliceOf } from '../../../kernel/participant.js';
import { membersParticipant } from '../members.participant.js';
import { custom } from '../members.sql.js';
import type { AttributeEntry } from './attributes.section.js';
import { ATTRIBUTES } from './attributes.section.js';

const TYPES = { text: 'string', number: 'double', instant: 'instant', flag: 'bool' } as const;
const COLUMNS = { text: 'textValue', number: 'numberValue', instant: 'instantValue', flag: 'flagValue' } as const;

const PREFIX = 'custom.';

/** How rules call an attribute of the program's own. */
export function ruleNameOf(code: string): string {
  return `${PREFIX}${code}`;
}

/** Names of those that are of another brand than this one, which may not know of them. */
export function foreignAttributes(sections: Readonly<Record<string, unknown>>, brandId: string): ReadonlySet<string> {
  const entries = (sections[ATTRIBUTES] ?? []) as readonly AttributeEntry[];
  const isForeign = ({ brand }: AttributeEntry) => brand === null || configId('brd', brand) !== brandId;
  return new Set(entries.filter(isForeign).map(({ code }) => ruleNameOf(code)));
}

/** Whether a name in a rule is that of an attribute of the program's own. */
export function isOwn(name: string): boolean {
  return name.startsWith(PREFIX);
}

/** Attributes of the program's own, as rules may ask about them: `custom.favouriteColour`. */
export function ruleAttributes(sections: Readonly<Record<string, unknown>>): Attribute<RuleScope>[] {
  const entries = (sections[ATTRIBUTES] ?? []) as readonly AttributeEntry[];
  return entries.map(({ code, type, name }) => {
    const id = configId('atr', code);
    return {
      name: ruleNameOf(code),
      type: TYPES[type],
      description: name,
      read: ({ state }) => {
        const value = sliceOf(state, membersParticipant).values.get(id);
        return type === 'flag' && value !== undefined ? value === 1 : value;
      },
      sql: custom(id, COLUMNS[type]),
    };
  });
}
