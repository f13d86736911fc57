import { Entity, Index } from 'typeorm';
import { At, Code, Count, Id, JsonText, Ref } from '../../../kernel/columns.js';
import type { FulfilmentStatus, Parcel } from './acts.js';

/** A thing that is sent to a member: from its address to its arrival. Nothing in here says who the member is. */
@Entity('fulfilments')
@Index('fulfilments_status', ['status', 'since', 'id'])
@Index('fulfilments_brand', ['brandId', 'status', 'since', 'id'])
@Index('fulfilments_member_time', ['memberId', 'openedAt', 'id'])
@Index('fulfilments_alarm', ['alarmAt', 'id'])
@Index('fulfilments_erase', ['eraseAt', 'id'])
export class Fulfilment implements Parcel {
  /** The ULID of the grant. */
  @Id() id!: string;
  @Ref() memberId!: string;
  @Ref() grantId!: string;
  @Code({ length: 26 }) benefit!: string;
  @Ref() brandId!: string;
  @Ref() grantBrandId!: string;
  @Code({ length: 16 }) status!: FulfilmentStatus;
  @Ref({ nullable: true }) useId!: string | null;
  @Code({ nullable: true, length: 64 }) carrier!: string | null;
  @Code({ nullable: true, length: 64 }) trackingNumber!: string | null;
  @Count() shipments!: number;
  @Count() shipDays!: number;
  @Count() eraseDays!: number;
  @At({ nullable: true }) dueAt!: number | null;
  @At({ nullable: true }) alarmAt!: number | null;
  @At({ nullable: true }) eraseAt!: number | null;
  @At() openedAt!: number;
  @At() since!: number;
  @At({ nullable: true }) addressedAt!: number | null;
  @At({ nullable: true }) shippedAt!: number | null;
  @At({ nullable: true }) receivedAt!: number | null;
  @At({ nullable: true }) returnedAt!: number | null;
  @At({ nullable: true }) endedAt!: number | null;
  @Code({ nullable: true, length: 120 }) note!: string | null;
}

/** Where something is sent: apart from everything else, so that erasing it is taking away one row. */
@Entity('fulfilment_addresses')
@Index('fulfilment_addresses_member', ['memberId'])
export class FulfilmentAddress {
  @Ref({ key: true }) fulfilmentId!: string;
  @Ref() memberId!: string;
  /** The brand that ships it: it and the member know the address. */
  @Ref() brandId!: string;
  @Code({ length: 80 }) name!: string;
  @Code({ length: 32 }) phone!: string;
  /** Street, house and whatever else stands on a parcel, from the small to the large. */
  @JsonText() addressLines!: readonly string[];
  @Code({ nullable: true, length: 80 }) city!: string | null;
  @Code({ nullable: true, length: 80 }) region!: string | null;
  @Code({ nullable: true, length: 20 }) postcode!: string | null;
  @Code({ length: 2 }) country!: string;
}
