// The sign-on of an invented city, for the walk: it asks nobody for anything but who they are today. It also stands for another
// system that is told what changes.
// usage: node walk/provider.mjs PORT
import { createHash, generateKeyPairSync, randomUUID, sign } from 'node:crypto';
import { createServer } from 'node:http';

const port = Number(process.argv[2]);
const issuer = `http://127.0.0.1:${port}`;
const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const codes = new Map();

/** Who may come, and the groups they are in. */
const PEOPLE = {
  administrator: ['administration'],
  'social worker': ['casework'],
  'choir singer': ['choir'],
};

const PLACES = {
  '/.well-known/openid-configuration': (_, response) =>
    json(response, { issuer, authorization_endpoint: `${issuer}/authorize`, token_endpoint: `${issuer}/token`, jwks_uri: `${issuer}/keys`, end_session_endpoint: `${issuer}/leave` }),
  '/keys': (_, response) => json(response, { keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'walk', use: 'sig', alg: 'RS256' }] }),
  '/authorize': ({ searchParams: asked }, response) => {
    const links = Object.keys(PEOPLE).map((person) => {
      const code = randomUUID();
      codes.set(code, { person, nonce: asked.get('nonce'), challenge: asked.get('code_challenge') });
      const back = new URL(asked.get('redirect_uri'));
      back.search = new URLSearchParams({ code, state: asked.get('state') });
      return `<p><a href="${back.href.replaceAll('&', '&amp;')}">${person}</a></p>`;
    });
    html(response, `<h1>The city’s sign-on</h1>${links.join('')}`);
  },
  // Another system that is told what changes, and one that is broken.
  '/told': (_, response) => response.writeHead(204).end(),
  '/broken': (_, response) => response.writeHead(500).end(),
  '/leave': (_, response) => html(response, '<h1>Signed out of the city</h1>'),
};

createServer(async (request, response) => {
  const url = new URL(request.url, issuer);
  if (url.pathname === '/token' && request.method === 'POST') return token(new URLSearchParams(await text(request)), response);
  const place = PLACES[url.pathname];
  if (place) return place(url, response);
  response.writeHead(404).end();
}).listen(port, '127.0.0.1');

function token(form, response) {
  const asked = codes.get(form.get('code'));
  codes.delete(form.get('code'));
  const challenge = createHash('sha256').update(form.get('code_verifier') ?? '').digest('base64url');
  if (asked === undefined || asked.challenge !== challenge) return response.writeHead(400).end();
  const now = Math.floor(Date.now() / 1000);
  const name = asked.person.replaceAll(' ', '.');
  const claims = { iss: issuer, aud: 'jalon', sub: name, nonce: asked.nonce, iat: now, exp: now + 300, acr: 'two-factors', preferred_username: name, groups: PEOPLE[asked.person] };
  json(response, { access_token: 'x', token_type: 'Bearer', id_token: signed(claims) });
}

function signed(claims) {
  const part = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const head = `${part({ alg: 'RS256', typ: 'JWT', kid: 'walk' })}.${part(claims)}`;
  return `${head}.${sign('sha256', Buffer.from(head), privateKey).toString('base64url')}`;
}

async function text(request) {
  let body = '';
  for await (const piece of request) body += piece;
  return body;
}

function json(response, value) {
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(value));
}

function html(response, body) {
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(`<!doctype html><html lang="en"><title>Sign-on</title><body>${body}</body></html>`);
}
