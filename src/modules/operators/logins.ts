import { refuseInput } from '../../kernel/refusal.js';
import { operatorReasons as reasons } from './operators.reasons.js';

const LOGIN = /^[a-z0-9](?:[a-z0-9._+-]{0,62}[a-z0-9])?(?:@[a-z0-9](?:[a-z0-9.-]{0,50}[a-z0-9])?)?$/;

/** A login in the form it is stored in, or null for what can be none. */
export function loginOf(text: string): string | null {
  const login = text.trim().normalize('NFKC').toLowerCase();
  return login.length >= 2 && LOGIN.test(login) ? login : null;
}

/** The same for a new one. Refuses INVALID_INPUT. */
export function newLogin(text: string): string {
  return loginOf(text) ?? refuseInput(reasons.loginLike, ['login']);
}
