/* global React, ReactDOM, GraphiQL, graphqlWs -- built files the page loads before this one */
(() => {
  const settings = JSON.parse(document.getElementById('settings').textContent);
  const { words, operations, hasIntrospection } = settings;
  const address = new URL('/graphql', location.href);
  const h = React.createElement;

  /** One socket for each set of credentials; the last one stays open while it is of use. */
  let live = { authorization: null, client: null };

  function clientFor(authorization) {
    if (live.client && live.authorization === authorization) return live.client;
    live.client?.dispose();
    const url = address.href.replace(/^http/, 'ws');
    const connectionParams = authorization ? { authorization } : {};
    live = { authorization, client: graphqlWs.createClient({ url, connectionParams }) };
    return live.client;
  }

  function authorizationIn(headers) {
    const name = Object.keys(headers).find((each) => each.toLowerCase() === 'authorization');
    return name && !/^\s*Bearer\s*$/i.test(headers[name]) ? headers[name] : '';
  }

  /** Headers as they are typed; a key that is not filled in yet is no key. */
  function sent(headers) {
    const others = Object.entries(headers).filter(([name]) => name.toLowerCase() !== 'authorization');
    const authorization = authorizationIn(headers);
    return { ...Object.fromEntries(others), ...(authorization ? { authorization } : {}) };
  }

  function isSubscription(document, operationName) {
    const found = document?.definitions.filter(({ kind }) => kind === 'OperationDefinition') ?? [];
    const asked = operationName ? found.find(({ name }) => name?.value === operationName) : found[0];
    return asked?.operation === 'subscription';
  }

  async function ask(body, headers) {
    const response = await fetch(address, {
      method: 'POST',
      headers: { ...sent(headers), 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify(body),
    });
    return response.json();
  }

  const fetcher = (body, { headers = {}, documentAST } = {}) =>
    isSubscription(documentAST, body.operationName)
      ? clientFor(authorizationIn(headers)).iterate(body)
      : ask(body, headers);

  function Bar({ onChoose }) {
    const options = operations.map(({ name, description }) =>
      h('option', { key: name, value: name, title: description }, name),
    );
    return h(
      'header',
      { className: 'explorer-bar' },
      h('h1', null, words.title),
      h(
        'label',
        null,
        `${words.documents} `,
        h(
          'select',
          { id: 'documents', defaultValue: '', onChange: (event) => onChoose(event.target.value) },
          h('option', { value: '', disabled: true }, words.choose),
          options,
        ),
      ),
      h('p', null, words.hint),
      hasIntrospection ? null : h('p', { role: 'note' }, words.noIntrospection),
    );
  }

  function Page() {
    const [query, setQuery] = React.useState();
    const choose = (name) => setQuery(operations.find((operation) => operation.name === name)?.text);
    const room = {
      fetcher,
      query,
      onEditQuery: setQuery,
      defaultQuery: '{\n  serverTime\n  viewer {\n    kind\n    scopes\n  }\n}\n',
      defaultHeaders: '{\n  "Authorization": "Bearer "\n}',
      defaultEditorToolsVisibility: 'headers',
      shouldPersistHeaders: false,
      showPersistHeadersSettings: false,
      isHeadersEditorEnabled: true,
    };
    if (!hasIntrospection) room.schema = null;
    return h(
      'div',
      { className: 'explorer' },
      h(Bar, { onChoose: choose }),
      h('main', { className: 'explorer-room' }, h(GraphiQL, room)),
    );
  }

  ReactDOM.createRoot(document.getElementById('explorer')).render(h(Page));
})();
