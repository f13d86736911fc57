import { codegen } from '@graphql-codegen/core';
import * as typescriptPlugin from '@graphql-codegen/typescript';
import * as operationsPlugin from '@graphql-codegen/typescript-operations';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'graphql';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ts from 'typescript';

const schemaFile = new URL('../../schema/schema.graphql', import.meta.url);
const operationsFolder = new URL('../../schema/operations/', import.meta.url);

type CodegenPlugin = Parameters<typeof codegen>[0]['pluginMap'][string];

describe('graphql-codegen', () => {
  it('makes types of the schema and the published documents that TypeScript accepts', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'laurel-codegen-'));
    const documents = readdirSync(operationsFolder).map((file) => ({
      location: file,
      document: parse(readFileSync(new URL(file, operationsFolder), 'utf8')),
    }));
    const config = { scalars: { DateTime: 'string', Date: 'string', SafeInt: 'number', Cursor: 'string', JSON: 'unknown' }, strictScalars: true }; // prettier-ignore
    const schema = parse(readFileSync(schemaFile, 'utf8'));
    const make = async (name: string, plugin: CodegenPlugin, more = '') => {
      const filename = join(folder, `${name}.ts`);
      const text = await codegen({ filename, schema, documents, config, plugins: [{ [name]: {} }], pluginMap: { [name]: plugin } }); // prettier-ignore
      writeFileSync(filename, text + more);
      return filename;
    };
    const filenames = [await make('schema', typescriptPlugin), await make('operations', operationsPlugin, USE)];
    const program = ts.createProgram(filenames, { strict: true, noEmit: true, types: [], target: ts.ScriptTarget.ES2022, lib: ['lib.es2022.d.ts'] }); // prettier-ignore
    const problems = ts.getPreEmitDiagnostics(program).map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n')); // prettier-ignore
    rmSync(folder, { recursive: true });
    expect(problems).toEqual([]);
  });
});

/** A front end that reads what it asked for. */
const USE = `
export function availableOf(home: MemberHomeQuery): number[] {
  return (home.me?.balances ?? []).map((balance): number => balance.available);
}
export function nextOf(event: MemberFeedSubscription): string | undefined {
  return event.memberFeed?.cursor;
}
`;

describe('relay-compiler', () => {
  it('accepts the schema, a page of a list by its connection, and a refetch by node', () => {
    const folder = mkdtempSync(join(tmpdir(), 'laurel-relay-'));
    mkdirSync(join(folder, 'src'));
    writeFileSync(join(folder, 'schema.graphql'), readFileSync(schemaFile));
    writeFileSync(join(folder, 'src', 'members.ts'), RELAY);
    const config = { src: './src', schema: './schema.graphql', language: 'typescript', eagerEsModules: true };
    writeFileSync(join(folder, 'relay.config.json'), JSON.stringify(config));
    const compiler = createRequire(import.meta.url).resolve('relay-compiler/cli.js');
    const said = execFileSync(process.execPath, [compiler, './relay.config.json'], { cwd: folder, encoding: 'utf8', stdio: 'pipe' }); // prettier-ignore
    const made = readdirSync(join(folder, 'src', '__generated__')).sort();
    rmSync(folder, { recursive: true });
    expect(said).not.toMatch(/error/i);
    expect(made).toEqual([
      'membersActivities_member.graphql.ts',
      'membersActivitiesPaginationQuery.graphql.ts',
      'membersFeedSubscription.graphql.ts',
      'membersListQuery.graphql.ts',
      'membersList_query.graphql.ts',
      'membersListPaginationQuery.graphql.ts',
      'membersRecordMutation.graphql.ts',
    ].sort()); // prettier-ignore
  });
});

const RELAY = `
declare const graphql: (text: TemplateStringsArray) => unknown;
export const query = graphql\`
  query membersListQuery($count: Int!, $cursor: String) { ...membersList_query @arguments(count: $count, cursor: $cursor) }
\`;
export const list = graphql\`
  fragment membersList_query on Query
  @argumentDefinitions(count: { type: "Int", defaultValue: 10 }, cursor: { type: "String" })
  @refetchable(queryName: "membersListPaginationQuery") {
    members(first: $count, after: $cursor) @connection(key: "membersList_members") {
      edges { node { id displayName ...membersActivities_member } }
    }
  }
\`;
export const activities = graphql\`
  fragment membersActivities_member on Member
  @argumentDefinitions(count: { type: "Int", defaultValue: 5 }, cursor: { type: "String" })
  @refetchable(queryName: "membersActivitiesPaginationQuery") {
    activities(first: $count, after: $cursor) @connection(key: "membersActivities_activities") {
      edges { node { id type occurredAt } }
    }
  }
\`;
export const record = graphql\`
  mutation membersRecordMutation($member: MemberRef, $input: ActivityInput!) {
    activityRecord(member: $member, input: $input) { member { id balances { id available } } errors { code message } replayed }
  }
\`;
export const feed = graphql\`
  subscription membersFeedSubscription($after: Cursor) { memberFeed(after: $after) { cursor activity { id type } member { id } } }
\`;
`;
