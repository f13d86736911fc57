import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { refuse } from '../../../kernel/refusal.js';
import type { Mapping } from './schema.js';
import { mappingSchema } from './schema.js';

/** Reads a mapping file (YAML). Refuses MAPPING_INVALID with the place and what was expected there. */
export async function readMapping(file: string): Promise<Mapping> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    refuse('FILE_UNREADABLE', { file, problem: (error as NodeJS.ErrnoException).code ?? 'unknown' });
  }
  return parseMapping(text);
}

export function parseMapping(text: string): Mapping {
  const result = mappingSchema.safeParse(yamlOf(text));
  if (!result.success) {
    const [issue] = result.error.issues;
    const path = (issue?.path ?? []).map(String);
    refuse(
      'MAPPING_INVALID',
      { place: path.join('.') || 'the file', problem: issue?.message ?? 'not understood' },
      path,
    );
  }
  if (result.data.kind === 'activities') checkAmounts(result.data);
  return result.data;
}

function yamlOf(text: string): unknown {
  try {
    return parse(text);
  } catch (error) {
    const [problem = 'no YAML'] = (error as Error).message.split('\n');
    refuse('MAPPING_INVALID', { place: 'the file', problem });
  }
}

/** Purchases and refunds are worth something: the mapping must say where that stands. */
function checkAmounts({ activity, refund }: Extract<Mapping, { kind: 'activities' }>): void {
  const isWorth = ['purchase', 'refund'].includes(activity.type) || refund !== undefined;
  if (!isWorth || activity.amount !== undefined || activity.line?.price !== undefined) return;
  refuse('MAPPING_INVALID', { place: 'activity.amount', problem: 'say amount, or line.price' }, ['activity', 'amount']);
}
