import type { Module } from '../../kernel/module.js';
import { Campaign, CampaignRule } from './campaigns.entity.js';
import { rulesExplained } from './campaigns.explained.js';
import { campaignsParticipant } from './campaigns.participant.js';
import { campaignsSection } from './campaigns.section.js';

export const campaignsModule: Module = {
  name: 'campaigns',
  entities: [Campaign, CampaignRule],
  participant: campaignsParticipant,
  section: campaignsSection,
  explains: [rulesExplained],
};
