/** What a key may be allowed. Nothing implies another and there is no wildcard. `hostOnly` is refused to partners. */
interface Scope {
  readonly description: string;
  readonly hostOnly?: boolean;
}

/** The scopes that fields of the schema ask for by now; later modules add theirs here, where keys are made. */
export const SCOPES: Readonly<Record<string, Scope>> = {
  'program:read': { description: 'Tiers, wallets and rules of the program.' },
  'catalogue:read': { description: 'Benefits that can be had, with what is left of them.' },
  'benefits:read': { description: 'What members were promised, and how they used it.' },
  'benefits:write': { description: 'Make and change benefits, their stock and their pictures.' },
  'benefits:issue': { description: 'Give benefits to members.' },
  'benefits:redeem': { description: 'Check, hold, redeem and let go of what members were promised.' },
  'benefits:reverse': { description: 'Take back that something was used, or that it was issued.' },
  'benefits:fulfil': { description: 'Ship things, keep what is owed.' },
  'baskets:quote': { description: 'Ask what a basket costs with the rights of a member.' },
  'stores:read': { description: 'Stores: the open ones of every brand, the closed ones of the own.' },
  'stores:write': { description: 'Make stores of the brand, change and close them.' },
  'channels:read': { description: 'Channels of the brand.' },
  'channels:write': { description: 'Make channels of the brand and change them.' },
  'members:read': { description: 'Members without personal fields.' },
  'members:pii': { description: 'Names, birthdays and identities of members.' },
  'members:write': { description: 'Change names, birthdays, attributes and identities of members.' },
  'members:link': { description: 'Be linked to members who show their code, and leave them.' },
  'members:enrol': { description: 'Enrol members.' },
  'members:token': { description: 'Issue tokens with which a front end acts as one member.' },
  'members:suspend': { description: 'Suspend and reinstate members.', hostOnly: true },
  'consents:read': { description: 'What members agreed to, with its history.' },
  'consents:write': { description: 'Keep what members say about being addressed and about their data.' },
  'views:write': { description: 'Report what was looked at.' },
  'activities:read': { description: 'Activities the brand reported, and why rules did or did not act.' },
  'activities:write': { description: 'Report what members do: purchases, refunds, interactions.' },
  'points:read': { description: 'Balances, lots and transfers.' },
  'points:earn': { description: 'Give points outside the rules.' },
  'points:spend': { description: 'Take points for something the member gets.' },
  'points:transfer': { description: 'Give points of one member to another.' },
  'points:adjust': { description: 'Correct balances by hand.', hostOnly: true },
  'points:reverse': { description: 'Take back what was given, give back what was taken.' },
  'ledger:read': { description: 'The books of the program: trial balance, liability, breakage.', hostOnly: true },
  'statements:read': { description: 'What the brand and the others owe one another, by month, and what was agreed.' },
  'statements:dispute': { description: 'Accept or dispute statements of the brand.' },
  'packs:buy': { description: 'Buy points ahead, where that was agreed.' },
  'tiers:write': { description: 'Change ladders and tiers, and set the tier of a member by hand.', hostOnly: true },
  'sandbox:control': {
    description: 'Empty the sandbox, move its clock, make up people in it. Of use to test keys only.',
  },
  'keys:rotate': { description: 'See the keys of the brand, and rotate or revoke the very key that asks.' },
  'keys:write': { description: 'Make, rotate and revoke the keys of every brand.', hostOnly: true },
  'brands:write': { description: 'Take brands into the program, change and close them.', hostOnly: true },
  'audit:read': { description: 'What people of the back office changed.', hostOnly: true },
  'jobs:read': { description: 'Long work with its progress; of the house, so for keys of the host.' },
  'segments:write': { description: 'Make and change segments, and put members into lists.', hostOnly: true },
  'analytics:read': {
    description: 'Figures of the metric registry; a partner is told of its own members, in groups of 20 or more.',
  },
  'segments:read': { description: 'Check rules and see how many members they select.' },
};

export const BUNDLES: Readonly<Record<string, readonly string[]>> = {
  till: ['stores:read', 'members:read', 'members:enrol', 'members:link', 'activities:write', 'points:read', 'points:spend', 'catalogue:read', 'benefits:read', 'benefits:redeem', 'baskets:quote'], // prettier-ignore
  'storefront-backend': [
    'program:read', 'stores:read', 'channels:read', 'members:read', 'members:pii', 'members:enrol', 'members:write', 'members:link', 'members:token', 'consents:read', 'consents:write', 'views:write', 'activities:read', 'activities:write', 'points:read', 'points:spend', 'points:reverse', 'catalogue:read', 'benefits:read', 'benefits:issue', 'benefits:redeem', 'benefits:reverse', 'baskets:quote',
  ], // prettier-ignore
  'partner-standard': [
    'program:read',
    'stores:read',
    'stores:write',
    'channels:read',
    'channels:write',
    'members:read',
    'members:enrol',
    'members:link',
    'consents:read',
    'consents:write',
    'activities:read',
    'activities:write',
    'points:read',
    'points:spend',
    'catalogue:read',
    'benefits:read',
    'benefits:redeem',
    'benefits:reverse',
    'baskets:quote',
  ],
  'host-admin': Object.keys(SCOPES),
};
