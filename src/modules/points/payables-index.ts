import { Index } from 'typeorm';
import { PointTransfer } from './points.entity.js';

/** By which the spending of a month is found: statements read a month of all members, everybody else one member. */
Index('point_transfers_recorded', ['kind', 'recordedAt'])(PointTransfer);
