import { GraphQLScalarType } from 'graphql';
import { Field, InterfaceType, ObjectType, registerEnumType } from 'type-graphql';
import { dated } from '../expression/index.js';
import type { House } from '../house.js';
import type { Locale, LocalisedText, Refusal, RefusalDetails, Wording } from '../refusal.js';
import { fillText, toldIn } from '../refusal.js';
import type { RequestContext } from './context.js';
import { DateTime, SafeInt } from './scalars.js';

/**
 * Stands where the enum of all refusals stands in the schema. No module knows the codes of all others; `app` puts the
 * enum in its place when the schema is built.
 */
export const ErrorCode = new GraphQLScalarType({ name: 'ErrorCode' });

export const NextActionKind = {
  CHANGE_INPUT: 'CHANGE_INPUT',
  USE_NEW_KEY: 'USE_NEW_KEY',
  RETRY_LATER: 'RETRY_LATER',
  RELOAD: 'RELOAD',
  EARN_POINTS: 'EARN_POINTS',
  SPEND: 'SPEND',
  ORDER: 'ORDER',
  INTERACT: 'INTERACT',
} as const;

registerEnumType(NextActionKind, {
  name: 'NextActionKind',
  description: 'What can be done about a refusal, or so that a rule acts.',
  valuesConfig: {
    CHANGE_INPUT: { description: 'Send another input; `path` says what is wrong with this one.' },
    USE_NEW_KEY: { description: 'Send it with a new idempotency key.' },
    RETRY_LATER: { description: 'Send the same request again in a moment.' },
    RELOAD: { description: 'Load the thing again and repeat the change.' },
    EARN_POINTS: { description: 'The member needs `amount` more points.' },
    SPEND: { description: 'The member buys for `amount` more, in minor units of the currency of the program.' },
    ORDER: { description: 'The member places `amount` more orders.' },
    INTERACT: { description: 'The member does `amount` more things other than buying.' },
  },
});

@ObjectType('NextAction', { simpleResolvers: true, description: 'Something that can be done.' })
export class NextActionType {
  @Field(() => NextActionKind, { description: 'What to do.' })
  kind!: keyof typeof NextActionKind;

  @Field(() => String, { description: 'The same in a sentence for people, in the language of the request.' })
  text!: string;

  @Field(() => SafeInt, { nullable: true, description: 'How much of it, where that can be counted.' })
  amount?: number | null;

  @Field(() => DateTime, {
    nullable: true,
    description: 'When a refused request will be possible, or until when an act counts; null where neither is known.',
  })
  byAt?: number | null;
}

@InterfaceType('MutationError', {
  description: 'Why a mutation declined. Nothing was written; the same idempotency key may be used again.',
})
export abstract class MutationError {
  @Field(() => ErrorCode, { description: 'For programs.' })
  code!: string;

  @Field(() => String, { description: 'For people, in the language of the request.' })
  message!: string;

  @Field(() => [String], { description: 'The argument or input field it is about; empty when it is about none.' })
  path!: readonly string[];

  @Field(() => [NextActionType], { description: 'What can be done about it.' })
  nextActions!: readonly NextActionType[];
}

@ObjectType('Declined', {
  implements: MutationError,
  simpleResolvers: true,
  description: 'A refusal that needs no more than its code and its sentence.',
})
export class Declined extends MutationError {}

/** What a client can do about a refusal, before it is put into a language. */
export interface NextStep {
  readonly kind: keyof typeof NextActionKind;
  readonly text: LocalisedText;
  readonly amount?: number;
  /** When it will do. */
  readonly byAt?: number;
}

/** A concrete GraphQL type of `MutationError` for codes that carry more than a sentence. */
export interface ErrorType {
  readonly codes: readonly string[];
  readonly type: NewableFunction;
  readonly nextSteps?: (details: RefusalDetails) => readonly NextStep[];
}

/** A refusal as the payload tells it: of the type its module declared, in the language of the request. */
export function toMutationError({ session, locale }: RequestContext, refusal: Refusal): MutationError {
  const { code, details, path } = refusal;
  const declared = session.house.modules
    .flatMap(({ errorTypes = [] }) => errorTypes)
    .find(({ codes }) => codes.includes(code));
  const Type = (declared?.type ?? Declined) as unknown as new () => MutationError;
  const steps = declared?.nextSteps?.(details) ?? KERNEL_STEPS[code] ?? (path.length > 0 ? [CHANGE_INPUT] : []);
  return Object.assign(new Type(), {
    ...toldIn(details, locale),
    code,
    message: sentenceOf(session.house, locale, refusal),
    path,
    nextActions: steps.map(({ kind, text, amount = null, byAt = null }) => ({
      kind,
      text: text[locale],
      amount,
      byAt,
    })),
  });
}

/** The sentence of a refusal in a language. */
export function sentenceOf(
  house: Pick<House, 'refusals' | 'nouns' | 'programs'>,
  locale: Locale,
  { code, details }: Refusal,
): string {
  const text = house.refusals[code];
  return text ? fillText(text, details, locale, wordingIn(house, locale)) : code;
}

/** How sentences of a house are put in a language; times are those of the zone of its program. */
export function wordingIn({ nouns, programs }: Pick<House, 'nouns' | 'programs'>, locale: Locale): Wording {
  return {
    noun: (noun) => nouns[noun]?.[locale] ?? String(noun),
    time: (at) => dated(new Date(at).getTime(), { locale, zone: programs.current().zone }, true),
  };
}

const CHANGE_INPUT: NextStep = {
  kind: 'CHANGE_INPUT',
  text: { en: 'Send another input.', 'zh-CN': '请修改输入后重试。', 'zh-TW': '請修改輸入後重試。' },
};

const KERNEL_STEPS: Readonly<Record<string, readonly NextStep[]>> = {
  IDEMPOTENCY_KEY_REUSED: [
    {
      kind: 'USE_NEW_KEY',
      text: { en: 'Use a new key.', 'zh-CN': '请使用新的幂等键。', 'zh-TW': '請使用新的冪等鍵。' },
    },
  ],
  IDEMPOTENCY_IN_PROGRESS: [
    { kind: 'RETRY_LATER', text: { en: 'Repeat it in a moment.', 'zh-CN': '请稍后重试。', 'zh-TW': '請稍後重試。' } },
  ],
  VERSION_CONFLICT: [
    { kind: 'RELOAD', text: { en: 'Load it again.', 'zh-CN': '请重新加载。', 'zh-TW': '請重新載入。' } },
  ],
};
