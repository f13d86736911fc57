import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { Access } from '../../kernel/graphql/access.js';
import { CalendarDate, DateTime, SafeInt } from '../../kernel/graphql/scalars.js';
import { TierDowngrade, TierMetric } from './tier-rules.types.js';
import { TierType } from './tiers.types.js';

export const TierChangeCause = {
  UPGRADE: 'upgrade',
  DOWNGRADE: 'downgrade',
  SET: 'set',
  SET_ENDED: 'set-ended',
  RECALCULATED: 'recalculated',
} as const;

registerEnumType(TierChangeCause, {
  name: 'TierChangeCause',
  description: 'What moved a member to another tier.',
  valuesConfig: {
    UPGRADE: { description: 'It met the rule of entry.' },
    DOWNGRADE: { description: 'It did not keep its tier.' },
    SET: { description: 'Somebody set it by hand.' },
    SET_ENDED: { description: 'What was set by hand ended, and rules decided again.' },
    RECALCULATED: { description: 'The ladder was changed, and everybody was looked at anew.' },
  },
});

@ObjectType('TierChange', { simpleResolvers: true, description: 'A move from one tier to another.' })
export class TierChangeType {
  @Field(() => TierType, {
    nullable: true,
    description: 'Where the member stood before; null for a tier that was retired since.',
  })
  from!: TierType | null;

  @Field(() => TierType, {
    nullable: true,
    description: 'Where it stands afterwards; null for a tier that was retired since.',
  })
  to!: TierType | null;
}

@ObjectType('TierHistoryEntry', {
  simpleResolvers: true,
  description: 'A move of a member to another tier: when, why, and the numbers it was decided on.',
})
export class TierHistoryEntryType extends TierChangeType {
  @Field(() => DateTime, { description: 'When.' })
  occurredAt!: number;

  @Field(() => ID, { description: 'The activity that tells of it.' })
  activityId!: string;

  @Field(() => ID, { nullable: true, description: 'The activity that earned it; null where time alone brought it.' })
  causeId!: string | null;

  @Field(() => TierChangeCause, { nullable: true, description: 'What moved it; null for moves of earlier releases.' })
  cause!: (typeof TierChangeCause)[keyof typeof TierChangeCause] | null;

  @Field(() => TierMetric, { nullable: true, description: 'What was counted, where something was.' })
  metric!: (typeof TierMetric)[keyof typeof TierMetric] | null;

  @Field(() => SafeInt, {
    nullable: true,
    description: 'How much was there at that time; null for partners and for tokens their keys issued.',
  })
  had!: number | null;

  @Field(() => SafeInt, { nullable: true, description: 'How much was needed.' })
  needed!: number | null;

  @Field(() => CalendarDate, { nullable: true, description: 'The first day that counted; null for ever.' })
  windowFrom!: string | null;

  @Field(() => CalendarDate, { nullable: true, description: 'The last day that counted.' })
  windowTo!: string | null;

  @Field(() => TierDowngrade, { nullable: true, description: 'By which policy it fell.' })
  policy!: (typeof TierDowngrade)[keyof typeof TierDowngrade] | null;

  @Field(() => String, { nullable: true, description: 'Why somebody set it.' })
  reason!: string | null;

  @Field(() => ID, { nullable: true, description: 'Who set it: an operator or a key. For the host.' })
  @Access({ brand: 'tiers:write', isHostOnly: true })
  byId!: string | null;
}
