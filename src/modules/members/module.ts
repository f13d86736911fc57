import type { NextStep } from '../../kernel/graphql/errors.js';
import { Declined } from '../../kernel/graphql/errors.js';
import type { Module } from '../../kernel/module.js';
import { CustomAttribute, MemberAttribute } from './attributes/attributes.entity.js';
import { MemberAttributeFields } from './attributes/attributes.fields.js';
import { attributesSection } from './attributes/attributes.section.js';
import { ruleAttributes } from './attributes/rule-attributes.js';
import { AttributesResolver } from './attributes/attributes.resolver.js';
import { MemberConsent, MemberConsentChange } from './consents/consents.entity.js';
import { MemberConsentFields } from './consents/consents.fields.js';
import { ConsentsResolver } from './consents/consents.resolver.js';
import { MemberCodeTries, MemberCodeUse, MemberLinkChange } from './links/links.entity.js';
import { MemberLinkFields } from './links/links.fields.js';
import { LinksResolver } from './links/links.resolver.js';
import { occasionsSchedule } from './occasions/occasions.schedule.js';
import { ProfileResolver } from './profile/profile.resolver.js';
import { MaskedNameFields } from './profile/masked-name.fields.js';
import { MemberStatusChange } from './status/status.entity.js';
import { MemberStatusFields, StatusResolver } from './status/status.resolver.js';
import { View, VisitorMember } from './views/views.entity.js';
import { ViewsResolver } from './views/views.resolver.js';
import { MemberMeeting } from './meetings.entity.js';
import { memberActivityTypes } from './activity-types.js';
import { memberAttributes, memberFunctions } from './members.attributes.js';
import { Member, MemberDay, MemberIdentity, MemberLink, MemberMetrics, MemberProfile } from './members.entity.js';
import { memberNodes } from './members.nodes.js';
import { membersParticipant } from './members.participant.js';
import { memberNouns, memberRefusals } from './members.refusals.js';
import { LimitReached } from '../../kernel/graphql/limit-reached.type.js';
import { TooManyTries } from './links/too-many-tries.type.js';
import { codeMail } from './sign-in/code-mail.js';
import { forgetSignIns } from './sign-in/forget.schedule.js';
import { MemberSession, SignInCode, SignInLimit } from './sign-in/sign-in.entity.js';
import { SignInResolver } from './sign-in/sign-in.resolver.js';
import { CODE_REQUESTED } from './sign-in/codes.js';
import { MembersResolver } from './members.resolver.js';
import { AlreadyEnrolled } from './members.types.js';
import { MemberFields, ViewerMemberFields } from './member.fields.js';

const RETRY_LATER: NextStep = {
  kind: 'RETRY_LATER',
  text: { en: 'Try again later.', 'zh-CN': '请稍后再试。', 'zh-TW': '請稍後再試。' },
};

export const membersModule: Module = {
  name: 'members',
  entities: [
    Member,
    MemberProfile,
    MemberIdentity,
    MemberLink,
    MemberMetrics,
    MemberDay,
    MemberLinkChange,
    MemberCodeUse,
    MemberCodeTries,
    MemberMeeting,
    MemberConsent,
    MemberConsentChange,
    MemberStatusChange,
    CustomAttribute,
    MemberAttribute,
    View,
    VisitorMember,
    SignInCode,
    SignInLimit,
    MemberSession,
  ],
  resolvers: [
    MembersResolver,
    SignInResolver,
    MemberFields,
    ViewerMemberFields,
    LinksResolver,
    MemberLinkFields,
    MaskedNameFields,
    ConsentsResolver,
    MemberConsentFields,
    StatusResolver,
    ProfileResolver,
    ViewsResolver,
    AttributesResolver,
    MemberAttributeFields,
    MemberStatusFields,
  ],
  errorTypes: [
    { codes: ['ALREADY_ENROLLED'], type: AlreadyEnrolled },
    { codes: ['LIMIT_REACHED'], type: LimitReached, nextSteps: ({ resetsAt }) => (typeof resetsAt === 'number' ? [{ ...RETRY_LATER, byAt: resetsAt }] : []) }, // prettier-ignore
    { codes: ['TOO_MANY_TRIES'], type: TooManyTries, nextSteps: () => [RETRY_LATER] },
    { codes: ['ISSUER_AWAY'], type: Declined, nextSteps: () => [RETRY_LATER] },
  ],
  events: [{ type: CODE_REQUESTED, description: 'A code to sign in with waits to be sent; only Laurel can read it.' }],
  subscriptions: [codeMail],
  schedules: [forgetSignIns, occasionsSchedule],
  nodes: memberNodes,
  participant: membersParticipant,
  section: attributesSection,
  attributes: memberAttributes,
  programAttributes: ruleAttributes,
  functions: memberFunctions,
  activityTypes: memberActivityTypes,
  refusals: memberRefusals,
  nouns: memberNouns,
};
