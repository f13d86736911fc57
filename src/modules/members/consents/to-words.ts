import { refuseInput } from '../../../kernel/refusal.js';
import type { ConsentWord } from './consents.js';
import type { ConsentInput } from './consents.types.js';
import { memberReasons as reasons } from '../members.reasons.js';

const WORDS_MAX = 50;

/** What a caller sent, as the operation takes it. Refuses INVALID_INPUT for none or too many. */
export function toWords(inputs: readonly ConsentInput[], callerKind: string): ConsentWord[] {
  if (inputs.length < 1 || inputs.length > WORDS_MAX) {
    refuseInput(reasons.wordsACall(WORDS_MAX), ['inputs']);
  }
  return inputs.map(({ source, ...word }) => ({ ...word, source: source ?? callerKind }));
}
