import type { Program } from '../../kernel/program.js';
import type { CampaignsPart } from '../campaigns/index.js';
import { campaignsParticipant } from '../campaigns/index.js';
import type { TiersPart } from '../tiers/index.js';
import { isPoints, tiersParticipant } from '../tiers/index.js';

/** Whether any rule or pack of a program gives benefits or packages. */
export function givesBenefits({ parts }: Program): boolean {
  const { rules } = parts[campaignsParticipant.name] as CampaignsPart;
  const { ladders } = parts[tiersParticipant.name] as TiersPart;
  const isInPack = ladders.some(({ tiers }) =>
    tiers.some(({ upgradePack }) => upgradePack.some((item) => !isPoints(item))),
  );
  return isInPack || [...rules.values()].some(({ grants }) => grants.length > 0);
}
