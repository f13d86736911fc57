import { createTransport } from 'nodemailer';
import type { Log } from '../kernel/log.js';
import type { Mail, Mailer } from '../kernel/mail.js';

/** How mail is sent, as the environment says. */
export interface MailConfig {
  /** `smtp://user:password@host:587` (STARTTLS where the server has it) or `smtps://…:465`; null where there is none. */
  readonly smtpUrl: string | null;
  /** `Aurora <hello@aurora.example>`. */
  readonly from: string | null;
  /** Writes mails into the log instead. Never in production. */
  readonly isLogged: boolean;
}

const CONNECT_MS_MAX = 5_000;
const ANSWER_MS_MAX = 10_000;
/** A mail server that is away is not asked again for so long, so that letters to it do not hold up all others. */
const REST_MS = 3_000;

/** The mailer of a house; null where nothing says how mail is sent. */
export function openMailer({ smtpUrl, from, isLogged }: MailConfig, log: Log): Mailer | null {
  if (smtpUrl) return new SmtpMailer(smtpUrl, from ?? '');
  return isLogged ? new LoggedMailer(log) : null;
}

/** Mail through one server, over connections that are kept. */
class SmtpMailer implements Mailer {
  readonly #transport: ReturnType<typeof transportOf>;
  readonly #domain: string;
  #restUntil = 0;

  constructor(
    url: string,
    private readonly from: string,
  ) {
    const given = new URL(url);
    this.#domain = /@([^\s<>@]+)>?$/.exec(from)?.[1] ?? given.hostname;
    this.#transport = transportOf(url);
  }

  async send({ to, subject, text, html, locale, id }: Mail): Promise<'sent' | 'refused'> {
    if (performance.now() < this.#restUntil) throw new Error('The mail server was away a moment ago');
    try {
      await this.#transport.sendMail({
        from: this.from,
        to: { name: '', address: to },
        subject,
        text,
        html,
        messageId: `<${id}@${this.#domain}>`,
        headers: { 'content-language': locale, 'auto-submitted': 'auto-generated' },
      });
      return 'sent';
    } catch (error) {
      return this.#failed(error);
    }
  }

  close(): void {
    this.#transport.close();
  }

  /** What a mail server says about a failure names the mailbox, so only its number is told. */
  #failed(error: unknown): 'refused' {
    const { responseCode, code } = error as { responseCode?: number; code?: string };
    if (code === 'EENVELOPE' && responseCode !== undefined && responseCode >= 500) return 'refused';
    if (responseCode === undefined) this.#restUntil = performance.now() + REST_MS;
    throw new Error(`The mail server did not take a mail (${responseCode ?? code ?? 'no answer'})`);
  }
}

function transportOf(url: string) {
  return createTransport({
    url,
    pool: true,
    maxConnections: 4,
    connectionTimeout: CONNECT_MS_MAX,
    greetingTimeout: CONNECT_MS_MAX,
    socketTimeout: ANSWER_MS_MAX,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
}

/** For trying Laurel on one machine: whoever reads the log reads the mail. */
class LoggedMailer implements Mailer {
  constructor(private readonly log: Log) {}

  send({ subject, id }: Mail): Promise<'sent'> {
    this.log.warn({ letter: id, mail: subject }, 'No SMTP_URL: this mail was not sent');
    return Promise.resolve('sent');
  }

  close(): void {
    // nothing is kept
  }
}
