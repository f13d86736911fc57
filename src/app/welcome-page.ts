/** What a browser shows at /graphql: where the API is and a first request that works. */
export function welcomePage(host: string): string {
  const url = `http://${escaped(host)}/graphql`;
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Laurel</title>
<style>body{font:16px/1.5 system-ui,sans-serif;max-width:44rem;margin:4rem auto;padding:0 1rem}pre{background:#f3f3f0;padding:1rem;overflow-x:auto}</style>
<h1>Laurel</h1>
<p>This is the GraphQL API of a loyalty program. Send operations with POST to <code>${url}</code>, with the key of your brand.</p>
<pre>curl ${url} \\
  -H 'Content-Type: application/json' \\
  -d '{"query":"{ serverTime viewer { kind scopes } }"}'</pre>
<p>With a key: add <code>-H 'Authorization: Bearer lrl_live_…'</code>. <code>laurel keys create</code> makes one.
The schema is in <code>schema/schema.graphql</code>.</p>
</html>
`;
}

function escaped(text: string): string {
  return text.replace(/[^\w.:[\]-]/g, '');
}
