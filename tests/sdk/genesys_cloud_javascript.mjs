// The JavaScript SDK against a practice centre; started by genesys-cloud.mjs.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const sdk = createRequire(join(process.env.SDK, 'package.json'))('purecloud-platform-client-v2');
const centre = JSON.parse(process.env.CENTRE);
const { hostname, port } = new URL(centre.address);

/** A client of the SDK that talks to the centre: the one thing that is set. */
function client() {
  const client = sdk.ApiClient.instance;
  client.setGateway({ protocol: 'http', host: hostname, port: Number(port) });
  return client;
}

const levels = (listing) => Object.fromEntries(listing.entities.map((skill) => [skill.id, skill.proficiency]));

async function everyPage(read) {
  const entities = [];
  for (let pageNumber = 1; ; pageNumber += 1) {
    const page = await read(pageNumber);
    entities.push(...page.entities);
    if (pageNumber >= page.pageCount) return entities;
  }
}

async function asProgram() {
  await client().loginClientCredentialsGrant(centre.clientId, centre.secret);
  const token = await new sdk.TokensApi().getTokensMe();
  assert.equal(token.OAuthClient.authorizedGrantType, 'CLIENT-CREDENTIALS');
  const limits = await new sdk.OrganizationApi().getOrganizationsLimitsNamespace('platform.api');
  assert.equal(limits.entities.find((limit) => limit.key === 'token.rate.per.minute').value, 300);
  const users = new sdk.UsersApi();
  const people = await everyPage((pageNumber) => users.getUsers({ pageSize: 100, pageNumber, expand: ['skills'] }));
  const skills = await everyPage((pageNumber) => new sdk.RoutingApi().getRoutingSkills({ pageSize: 100, pageNumber }));
  assert.ok(people.length > 400 && skills.length === 36);
  const person = people[0];
  const found = await users.postUsersSearch({ query: [{ type: 'EXACT', fields: ['email'], value: person.email }] });
  assert.equal(found.results[0].id, person.id);
  await skillsOf(users, person, skills);
}

/** Every way of writing, each looked up afterwards, and at the end all is as before. */
async function skillsOf(users, person, skills) {
  const read = async () => levels(await users.getUserRoutingskills(person.id, { pageSize: 50 }));
  const before = await read();
  assert.deepEqual(before, levels({ entities: person.skills }));
  const added = skills.filter((skill) => !(skill.id in before)).slice(0, 3);
  const items = added.map((skill, place) => ({ id: skill.id, proficiency: 2.5 + place }));

  const answer = levels(await users.patchUserRoutingskillsBulk(person.id, items));
  const expected = { ...before, ...Object.fromEntries(items.map((item) => [item.id, item.proficiency])) };
  assert.deepEqual(answer, expected, 'PATCH adds and keeps the rest');
  const changed = await users.putUserRoutingskill(person.id, added[0].id, { proficiency: 1 });
  assert.equal(changed.proficiency, 1);
  await users.deleteUserRoutingskill(person.id, added[1].id);
  const { [added[1].id]: removed, ...left } = { ...expected, [added[0].id]: 1 };
  assert.equal(removed, 3.5);
  assert.deepEqual(await read(), left);
  await users.postUserRoutingskills(person.id, { id: added[1].id, proficiency: 5 });
  assert.equal((await read())[added[1].id], 5);

  const all = Object.entries(before).map(([id, proficiency]) => ({ id, proficiency }));
  assert.deepEqual(levels(await users.putUserRoutingskillsBulk(person.id, all)), before, 'PUT replaces the list');
  await refused(users.patchUserRoutingskillsBulk(person.id, [{ id: added[0].id, proficiency: 6 }]), 400, 'invalid.value');
  const nothing = '00000000-0000-4000-8000-000000000000';
  const unknown = users.putUserRoutingskillsBulk(person.id, [{ id: nothing, proficiency: 1 }]);
  await refused(unknown, 404, 'general.resource.not.found');
  assert.deepEqual(await read(), before);
}

async function refused(call, status, code) {
  const error = await call.then(() => assert.fail('it was taken'), (error) => error);
  assert.deepEqual([error.status, error.code], [status, code], 'the SDK hands the body of the error on');
}

/** The SDK makes verifier and challenge; what a browser would do is done here by hand. */
async function asPerson() {
  const api = client();
  const verifier = api.generatePKCECodeVerifier(128);
  const query = new URLSearchParams({
    client_id: centre.publicClientId,
    response_type: 'code',
    redirect_uri: centre.redirectUri,
    code_challenge: await api.computePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    state: 'of ours',
  });
  const page = await fetch(`${centre.address}/oauth/authorize?${query}`, { redirect: 'manual' });
  const back = new URL(page.headers.get('location')).searchParams;
  assert.equal(back.get('state'), 'of ours');
  await api.authorizePKCEGrant(centre.publicClientId, verifier, back.get('code'), centre.redirectUri);
  const me = await new sdk.UsersApi().getUsersMe();
  assert.ok(me.email.endsWith('@practice.example'));
}

await asProgram();
await asPerson();
console.log('The JavaScript SDK found its way about the practice centre');
process.exit(0);
