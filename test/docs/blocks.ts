import { readFileSync } from 'node:fs';

/** A box of a guide: ```bash run, ```bash define, ```graphql run as=member expect=CODE keep=grantId:benefitClaim.grant.id. */
export interface Block {
  readonly line: number;
  readonly language: string;
  readonly isRun: boolean;
  /** What every script of the page may call: a reader has it in the shell since. */
  readonly isDefinition: boolean;
  readonly options: Readonly<Record<string, string>>;
  readonly text: string;
}

/** The boxes of a page, from top to bottom. */
export function blocksOf(page: string): Block[] {
  const text = readFileSync(new URL(`../../docs/${page}`, import.meta.url), 'utf8');
  return [...text.matchAll(/^```(\w+)([^\n]*)\n([\s\S]*?)^```$/gm)].map((match) => {
    const [, language = '', info = '', body = ''] = match;
    const words = info.trim().split(/\s+/).filter(Boolean);
    return {
      line: text.slice(0, match.index).split('\n').length,
      language,
      isRun: words.includes('run'),
      isDefinition: words.includes('define'),
      options: Object.fromEntries(words.flatMap((word) => (word.includes('=') ? [word.split('=')] : []))) as Record<string, string>, // prettier-ignore
      text: body,
    };
  });
}
