/** What the pages of packages say in English. */
export const packagesEnglish = {
  fields: {
    packageKind: 'Kind',
    packageDescription: 'What it is (简体 | 繁體 | English)',
    packageParts:
      'Parts, a line each: benefit, how many (coffee 2); with “birthday” for the month of the birthday (double 1 birthday)',
    packageUnit: 'Of a card: a cycle is',
    packageCount: 'Of a card: how many cycles',
    packageNoticeDays: 'Of a card: tell of what is unused so many days before a cycle ends; 0 for never',
    packageWallet: 'Price: code of the wallet',
    packagePoints: 'Price: points',
    packagePriceMinor: 'Price in money (minor units)',
    packageImages: 'Pictures (ids of files)',
    about: 'What it is',
    noticeDays: 'Told of what is unused',
    parts: 'Parts',
    cycles: 'Cycles',
    price: 'Price',
    totalValue: 'Worth in all',
  },
  packageForm: {
    bundle: 'bundle',
    card: 'card',
    week: 'week',
    month: 'month',
    quarter: 'quarter',
    cyclesOf: '{count} × {unit}',
  },
  choices: {
    bundle: 'bundle',
    card: 'card',
    ended: 'ended',
    ENDED: 'over',
    LIVE: 'runs',
    REVOKED: 'taken back',
  },
  actions: {
    newPackage: 'New package',
  },
  form: {
    packageHelp:
      'A bundle comes at once, all of it or nothing. A card brings its parts every cycle, from the day it is given on; what is unused dies with the cycle. Cards that are out go by new parts from their next cycle on.',
    packageRetireHelp: 'Nobody gets it any more. Cards that are out go on to their end.',
  },
  cards: {
    title: 'Cards',
    none: 'No card.',
    until: 'until {at}',
    cycle: 'Cycle {number} to {until}',
    left: '{remaining} of {quota} left',
    used: '{used} used',
  },
};
