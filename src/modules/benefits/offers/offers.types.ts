import { connectionOf } from '../../../kernel/graphql/connection.js';
import { BenefitType } from '../benefits.types.js';

export const OfferConnection = connectionOf(BenefitType, 'Offer', 'what a member could get now');
