import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Payload } from '../../../kernel/graphql/payload.js';
import type { ShipmentProblem } from './ship-file.js';

export const ShipmentProblemName = { DUPLICATE: 'duplicate', UNKNOWN: 'unknown', ALREADY_SHIPPED: 'already-shipped', NOT_READY: 'not-ready', NOT_UNDERSTOOD: 'not-understood' } as const satisfies Record<string, ShipmentProblem['code']>; // prettier-ignore

registerEnumType(ShipmentProblemName, {
  name: 'ShipmentProblemKind',
  description: 'Why a line of a ship list was left out.',
  valuesConfig: {
    DUPLICATE: { description: 'The parcel stands in an earlier line.' },
    UNKNOWN: { description: 'There is no such parcel, or it is not yours to ship.' },
    ALREADY_SHIPPED: { description: 'It went out before, under another number.' },
    NOT_READY: { description: 'It has no address any more, or is not sent after all.' },
    NOT_UNDERSTOOD: { description: 'Carrier or number is missing, or too long.' },
  },
});

@ObjectType('ShipList', { simpleResolvers: true, description: 'What is to be shipped, as a file.' })
export class ShipListType {
  @Field(() => String, {
    description: 'CSV with a byte order mark; the first line names the columns. Fill in the last two, `carrier` and `trackingNumber`, and send it back (`shipListImport`).',
  })
  csv!: string;

  @Field(() => Int, { description: 'How many parcels are in it.' })
  count!: number;

  @Field(() => String, { nullable: true, description: 'What `after` takes for the parcels that follow; null when these were the last.' })
  next!: string | null;
} // prettier-ignore

@ObjectType('ShipmentProblem', { simpleResolvers: true, description: 'A line of a ship list that was left out.' })
export class ShipmentProblemType {
  @Field(() => Int, { description: 'Its number in the file, from 1; the line with the names counts.' })
  line!: number;

  @Field(() => ShipmentProblemName, { description: 'Why.' })
  code!: ShipmentProblem['code'];
}

@ObjectType('ShipListImportPayload', { simpleResolvers: true, description: 'What a ship list that came back said.' })
export class ShipListImportPayload extends Payload {
  @Field(() => Int, { nullable: true, description: 'How many were marked as shipped.' })
  shipped!: number | null;

  @Field(() => Int, { nullable: true, description: 'How many were shipped under the same number before.' })
  unchanged!: number | null;

  @Field(() => Int, { nullable: true, description: 'In how many lines nothing is filled in yet.' })
  left!: number | null;

  @Field(() => [ShipmentProblemType], { description: 'The lines that were left out: the first hundred.' })
  problems!: readonly ShipmentProblemType[];

  @Field(() => Int, { nullable: true, description: 'How many lines were left out.' })
  problemCount!: number | null;
}
