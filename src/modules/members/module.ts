import type { Module } from '../../kernel/module.js';
import { memberActivityTypes } from './activity-types.js';
import { memberAttributes, memberFunctions } from './members.attributes.js';
import { Member, MemberDay, MemberIdentity, MemberLink, MemberMetrics, MemberProfile } from './members.entity.js';
import { memberNodes } from './members.nodes.js';
import { membersParticipant } from './members.participant.js';
import { memberRefusals } from './members.refusals.js';
import { MembersResolver } from './members.resolver.js';
import { AlreadyEnrolled } from './members.types.js';
import { MemberFields, ViewerMemberFields } from './member.fields.js';

export const membersModule: Module = {
  name: 'members',
  entities: [Member, MemberProfile, MemberIdentity, MemberLink, MemberMetrics, MemberDay],
  resolvers: [MembersResolver, MemberFields, ViewerMemberFields],
  errorTypes: [{ codes: ['ALREADY_ENROLLED'], type: AlreadyEnrolled }],
  nodes: memberNodes,
  participant: membersParticipant,
  attributes: memberAttributes,
  functions: memberFunctions,
  activityTypes: memberActivityTypes,
  refusals: memberRefusals,
};
