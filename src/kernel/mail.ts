import type { Locale } from './refusal.js';

/** One letter to one person. */
export interface Mail {
  /** An address in plain ASCII, checked by whoever writes it. */
  readonly to: string;
  readonly locale: Locale;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** The same id when the same letter is sent again, so that a mailbox can tell. */
  readonly id: string;
}

/** How letters leave the house. Never called inside a transaction. */
export interface Mailer {
  /**
   * `refused` when the mail server will never take it, so trying again is useless. Throws when it may be tried again; what
   * it throws names no address.
   */
  send(mail: Mail): Promise<'sent' | 'refused'>;
  /** Lets go of connections that were kept. */
  close(): void;
}
