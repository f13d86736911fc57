import { DatabaseUnavailable, faultOf } from '../kernel/database.js';
import type { Module } from '../kernel/module.js';
import { fillText, kernelRefusals, Refusal } from '../kernel/refusal.js';
import type { RefusalTexts } from '../kernel/refusal.js';
import { CommandError } from './house.js';

/** What went wrong in one sentence, never a stack: `LOG_LEVEL=debug` is for those who want more. */
export function sentenceOf(error: unknown, modules: readonly Module[]): string {
  if (error instanceof Refusal) return refusalSentence(error, modules);
  if (error instanceof CommandError || error instanceof DatabaseUnavailable) return error.message;
  if (process.env['LOG_LEVEL'] === 'debug' && error instanceof Error) return error.stack ?? error.message;
  if (faultOf(error) !== 'other') return `The database refused: ${(error as Error).message}`;
  return error instanceof Error ? error.message : String(error);
}

function refusalSentence({ code, details }: Refusal, modules: readonly Module[]): string {
  const texts = Object.assign({}, kernelRefusals, ...modules.map(({ refusals }) => refusals)) as RefusalTexts;
  const text = texts[code];
  return text ? fillText(text, details, 'en') : code;
}
