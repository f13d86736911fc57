import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Payload } from '../../kernel/graphql/payload.js';
import { BenefitType } from './benefits.types.js';
import type { CodeProblem } from './pool.js';

export const CodeProblemName = { DUPLICATE: 'duplicate', TAKEN: 'taken', NOT_UNDERSTOOD: 'not-understood' } as const satisfies Record<string, CodeProblem['code']>; // prettier-ignore

registerEnumType(CodeProblemName, {
  name: 'CodeProblemKind',
  description: 'Why a code cannot come into a pool.',
  valuesConfig: {
    DUPLICATE: { description: 'It stands in an earlier line as well.' },
    TAKEN: { description: 'It is in another pool, or a member has it.' },
    NOT_UNDERSTOOD: { description: 'It does not have 4 to 64 signs, or has some that nobody can type.' },
  },
});

@ObjectType('CodeProblem', { simpleResolvers: true, description: 'A code that cannot come into a pool.' })
export class CodeProblemType {
  @Field(() => Int, { description: 'The line it stands in, from 1.' })
  line!: number;

  @Field(() => CodeProblemName, { description: 'Why.' })
  code!: CodeProblem['code'];
}

@ObjectType('BenefitCodesImportPayload', { simpleResolvers: true, description: 'Codes that came into a pool.' })
export class BenefitCodesImportPayload extends Payload {
  @Field(() => BenefitType, { nullable: true, description: 'What they open.' })
  benefit!: BenefitType | null;

  @Field(() => Int, { nullable: true, description: 'How many came in; 0 when a line was wrong and the import is not partial.' })
  added!: number | null;

  @Field(() => Int, { nullable: true, description: 'How many were in this pool before.' })
  unchanged!: number | null;

  @Field(() => [CodeProblemType], { description: 'What is wrong, by line: the first hundred.' })
  problems!: readonly CodeProblemType[];

  @Field(() => Int, { nullable: true, description: 'How many lines are wrong.' })
  problemCount!: number | null;
} // prettier-ignore
