import type { Ask } from '../../src/app/back-office.js';
import type { House } from '../../src/kernel/house.js';
import { Desk } from '../desk.js';
import type { Visit } from './visit.js';

/** The desk of whoever is signed in. */
export function deskFor(house: House, ask: Ask, { signedIn, locale }: Visit, requestId: string): Desk {
  if (!signedIn) throw new Error('Nobody is signed in');
  const { caller, login, name } = signedIn;
  return new Desk({ house, ask, caller, locale, requestId, person: { id: caller.operatorId ?? '', login, name } });
}
