import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { Access } from '../../kernel/graphql/access.js';
import { connectionOf } from '../../kernel/graphql/connection.js';
import { Node } from '../../kernel/graphql/node.js';
import { DateTime, SafeInt } from '../../kernel/graphql/scalars.js';
import { WalletType } from './wallet.types.js';

export const LedgerKind = { EARN: 'earn', SPEND: 'spend', TAKE_BACK: 'take_back', GIVE_BACK: 'give_back', EXPIRE: 'expire', ADJUST: 'adjust', TRANSFER_OUT: 'transfer_out', TRANSFER_IN: 'transfer_in', RECOVER: 'recover', OFFSET: 'offset' } as const; // prettier-ignore

registerEnumType(LedgerKind, {
  name: 'LedgerKind',
  description: 'What moved points.',
  valuesConfig: {
    EARN: { description: 'Points were given.' },
    SPEND: { description: 'Points were spent.' },
    TAKE_BACK: { description: 'Points that were given were taken back: a refund or a reversal.' },
    GIVE_BACK: { description: 'Points that were spent were given back.' },
    EXPIRE: { description: 'Points died.' },
    ADJUST: { description: 'A balance was corrected by hand.' },
    TRANSFER_OUT: { description: 'The member gave points to another member.' },
    TRANSFER_IN: { description: 'The member got points of another member.' },
    RECOVER: { description: 'Points that a refund could not take back were taken from what came in later.' },
    OFFSET: { description: 'Points that came in paid a debt of the same wallet: the balance stays as it is.' },
  },
});

@Access({ brand: 'points:read', member: true })
@ObjectType('LedgerEntry', {
  implements: Node,
  simpleResolvers: true,
  description: 'One movement of points. Entries never change; corrections are new entries.',
})
export class LedgerEntryType {
  @Field(() => ID, { description: '`trf_` and 26 characters: what `pointsReverse` takes.' })
  id!: string;

  @Field(() => LedgerKind, { description: 'What moved them.' })
  kind!: (typeof LedgerKind)[keyof typeof LedgerKind];

  @Field(() => WalletType, { description: 'The wallet.' })
  wallet!: WalletType;

  @Field(() => SafeInt, { description: 'How the balance changed: negative when points left it.' })
  amount!: number;

  @Field(() => String, { description: 'Why: the code of a rule, or what the brand said.' })
  reason!: string;

  @Field(() => DateTime, { description: 'When it counts from.' })
  occurredAt!: number;

  @Field(() => DateTime, { description: 'When it was written.' })
  recordedAt!: number;

  @Field(() => ID, { description: 'The activity that caused it.' })
  causeId!: string;

  @Field(() => ID, { nullable: true, description: 'The entry it reverses.' })
  reversesId!: string | null;

  @Field(() => String, { nullable: true, description: "The brand's order that these points paid for." })
  orderId!: string | null;

  @Field(() => ID, { nullable: true, description: 'The hold they were captured from.' })
  holdId!: string | null;
}

export const LedgerConnection = connectionOf(
  LedgerEntryType,
  'Ledger',
  "a member's movements of points, the newest first",
);
