import type { IncomingMessage } from 'node:http';
import type { GraphQLSchema } from 'graphql';
import { GraphQLError } from 'graphql';
import { costExtension, throttledError } from '../kernel/graphql/admission.js';
import type { RequestContext } from '../kernel/graphql/context.js';
import type { Executor } from '../kernel/graphql/executor.js';
import type { House } from '../kernel/house.js';
import { digest } from '../kernel/json.js';
import type { Program } from '../kernel/program.js';
import { searchOf } from './apollo-over-http.js';
import type { AskedById } from './asked-by-id.js';
import { askedByBody, askedByLink } from './asked-by-id.js';
import { replyOfResult } from './known-documents.js';
import type { Reply } from './reply.js';
import type { TrustedDocument } from './trusted-documents.js';
import { trustedDocuments } from './trusted-documents.js';

/** For whoever lies between: a change of the program is seen everywhere within this time. */
const SHARED_SECONDS = 60;
const KEPT_MAX = 2_000;
const LOOK_MS = 1_000;
const SEARCH_LENGTH_MAX = 8_000;

interface Kept {
  readonly etag: string;
  readonly whole: Reply;
  readonly unchanged: Reply;
}

/**
 * Answers documents that are asked for by their id, and keeps the answers that are the same for everybody: of the public
 * catalogue, for visitors, as long as the program is the same.
 */
export class Catalogue {
  readonly #documents: ReadonlyMap<string, TrustedDocument>;
  /** Whole answers by what they follow from; those of a program go with it. */
  readonly #kept = new WeakMap<Program, Map<string, Kept>>();
  readonly #nextLook = new WeakMap<House, number>();

  constructor(
    schema: GraphQLSchema,
    private readonly executor: Executor,
    operations: readonly { readonly text: string }[],
  ) {
    this.#documents = trustedDocuments(schema, operations);
  }

  /** The answer to a request by id; null for one that carries its document. Throws BadBody. */
  async reply(request: IncomingMessage, body: unknown, context: RequestContext): Promise<Reply | null> {
    const search = request.method === 'GET' ? searchOf(request) : '';
    const place = search === '' ? null : placeOf(search, context);
    const kept = place === null ? undefined : this.#keptOf(context).get(place);
    if (kept) {
      this.#look(context);
      return (await replyOfDenied(context)) ?? conditional(request, kept);
    }
    const asked = request.method === 'GET' ? askedByLink(search) : askedByBody(body);
    return asked && this.#run(request, asked, place, context);
  }

  async #run(
    request: IncomingMessage,
    asked: AskedById,
    place: string | null,
    context: RequestContext,
  ): Promise<Reply> {
    const trusted = this.#documents.get(asked.id);
    if (!trusted) return replyOfUnknown(context);
    if (request.method === 'GET' && !trusted.isQuery) return replyOfAct(context);
    const { document, isPublic } = trusted;
    const { variables } = asked;
    const program = context.session.house.programs.current();
    const result = await this.executor.run({ document, operationName: undefined, variables, context });
    const reply = replyOfResult(result, context);
    const mayKeep = place !== null && isPublic && context.caller.kind === 'visitor' && !result.errors?.length;
    return mayKeep ? conditional(request, this.#keep(program, place, reply)) : reply;
  }

  /** A process that only answers from here would never hear of another program: it looks now and then, beside the answer. */
  #look({ session: { house } }: RequestContext): void {
    const now = performance.now();
    if (now < (this.#nextLook.get(house) ?? 0)) return;
    this.#nextLook.set(house, now + LOOK_MS);
    followHead(house).catch((error: unknown) => {
      house.log.warn({ error: String(error) }, 'Whether the program has changed could not be read');
    });
  }

  #keep(program: Program, place: string, { body }: Reply): Kept {
    const etag = `"${digest([program.hash, place, body])}"`;
    const headers = {
      'content-type': 'application/json; charset=utf-8',
      'cache-control': `public, s-maxage=${SHARED_SECONDS}`,
      vary: 'Accept-Language, Authorization',
      etag,
    };
    const kept = { etag, whole: { status: 200, headers, body }, unchanged: { status: 304, headers, body: '' } };
    const answers = this.#answersOf(program);
    answers.set(place, kept);
    const [oldest] = answers.keys();
    if (answers.size > KEPT_MAX && oldest !== undefined) answers.delete(oldest);
    return kept;
  }

  #keptOf({ session }: RequestContext): Map<string, Kept> {
    return this.#answersOf(session.house.programs.current());
  }

  #answersOf(program: Program): Map<string, Kept> {
    const known = this.#kept.get(program) ?? new Map<string, Kept>();
    this.#kept.set(program, known);
    return known;
  }
}

/** What an answer follows from, besides the program: the document with its variables, the language and the brand. */
function placeOf(search: string, { caller, locale, session }: RequestContext): string | null {
  if (caller.kind !== 'visitor' || search.length > SEARCH_LENGTH_MAX) return null;
  return `${session.house.mode} ${caller.brandId} ${caller.keyId === null ? 'nobody' : 'key'} ${locale} ${search}`;
}

function conditional({ headers }: IncomingMessage, { etag, whole, unchanged }: Kept): Reply {
  const known = headers['if-none-match'];
  if (known === undefined) return whole;
  const tags = known.split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  return tags.includes(etag) || known.trim() === '*' ? unchanged : whole;
}

/** Also what is ready costs something; null when there is enough. */
async function replyOfDenied(context: RequestContext): Promise<Reply | null> {
  const taken = context.allowance.take(1);
  const { isAllowed, waitMs } = taken instanceof Promise ? await taken : taken;
  if (isAllowed) return null;
  return replyOfResult({ errors: [throttledError(waitMs)], extensions: costExtension(0) }, context);
}

/** A link only reads: a browser follows it without asking anybody. */
function replyOfAct(context: RequestContext): Reply {
  const http = { status: 405, headers: new Map([['allow', 'POST']]) };
  const extensions = { code: 'BAD_USER_INPUT', http };
  const errors = [new GraphQLError('Links only read. Send this document with POST.', { extensions })];
  return replyOfResult({ errors, extensions: costExtension(0) }, context);
}

/** The words that clients wait for which would send the whole document next. */
function replyOfUnknown(context: RequestContext): Reply {
  const extensions = { code: 'PERSISTED_QUERY_NOT_FOUND' };
  const errors = [new GraphQLError('PersistedQueryNotFound', { extensions })];
  return replyOfResult({ errors, extensions: costExtension(0) }, context);
}

async function followHead({ database, programs }: House): Promise<void> {
  const [head] = await database.reader.rows<{ hash: string }>('SELECT hash FROM program_head');
  if (head && head.hash !== programs.current().hash) await programs.reload(database.reader);
}
