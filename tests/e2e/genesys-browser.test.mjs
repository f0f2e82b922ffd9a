// Genesys Cloud, signed in to in the browser (PKCE): nothing secret exists that could be kept, and each agent is one request.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { centreBeside } from './harness/centre.mjs';
import { answerFileDialog } from './harness/dialog.mjs';
import { journey } from './harness/journey.mjs';
import { fulfilled, writesIn } from './harness/oracle.mjs';
import { overhear } from './harness/overhear.mjs';
import { freePort, until } from './harness/processes.mjs';

journey('a person signs in to Genesys Cloud in the browser and updates by e-mail and skill name', 'genesys-browser', async ({ desk, open }) => {
  const centre = await centreBeside(desk, await freePort(), '--platform', 'genesys-cloud');
  const before = await centre.state();
  const visits = desk.browser();
  // The one that the practice centre's client has registered; somebody may be signing in on this computer just now.
  await until('the port to which a browser comes back', () => freePort(8437), { seconds: 120 });
  const login = await overhear(centre.origin);
  try {
    const window = await open();
    await window.click({ role: 'button', name: /^Genesys Cloud/ });
    await window.choose('Region', 'Another address…');
    await window.fill({ role: 'textbox', name: 'Address of the sign-in' }, login.origin);
    await window.fill({ role: 'textbox', name: 'Address of the API' }, centre.origin);
    await window.click({ role: 'radio', name: 'In the browser' });
    await window.fill({ role: 'textbox', name: 'Client ID' }, 'practice-browser-client');
    await window.picture('wizard');
    await window.click({ role: 'button', name: 'Test the connection' });
    await window.one({ text: /^(Everything|What can be tested) works$/ });
    const lines = await window.text({ role: 'list', name: 'What this connection may do' });
    const active = before.directory.agents.filter((agent) => agent.active).length;
    assert.match(lines, /Sign in\s*Practice Contact Centre\s*Yes/);
    assert.match(lines, new RegExp(`See agents\\s*${active} agents\\s*Yes`));
    assert.match(lines, /See skills\s*36 skills\s*Yes/);
    await window.fill({ role: 'textbox', name: 'Name' }, 'Northwind Care Test');
    await window.click({ role: 'radio', name: 'Sandbox' });
    await window.picture('tested');
    await window.click({ role: 'button', name: 'Save and choose a sheet' });
    await window.one({ role: 'heading', name: 'Choose your sheet' });

    const { wishes, lines: rows } = asked(before);
    const sheet = desk.document('Skills.csv');
    writeFileSync(sheet, rows.map((cells) => cells.map((cell) => `"${cell}"`).join(',')).join('\n'));
    await window.click({ role: 'button', name: 'Choose a file…' });
    await answerFileDialog(desk, 'Choose', sheet);
    await window.click({ role: 'button', name: 'Next: match names' });
    await window.one({ text: /In Genesys Cloud 5 is the best\./ });
    await window.picture('match');
    await window.click({ role: 'button', name: 'Next: compare with live skills' });

    const { after, changes, agents } = fulfilled(wishes, before);
    await window.one({ role: 'heading', name: `Review ${changes.length} changes` }, { seconds: 60 });
    await window.one({ role: 'columnheader', name: /5 is best/ });
    await window.picture('review');
    await window.click({ role: 'button', name: `Update ${agents.size} agents…` });
    await window.one({ role: 'dialog', name: `Update ${agents.size} agents now?` });
    await window.picture('guard');
    await window.click({ role: 'button', name: 'Start' });
    await window.one({ role: 'heading', name: `All ${agents.size} agents are up to date` }, { seconds: 60 });
    await window.picture('results');

    assert.deepEqual(await centre.state(), after, 'exactly what the sheet asks for, and nobody else is touched');
    const log = await centre.log();
    const writes = writesIn(log);
    const bulk = (agent) => `PATCH /api/v2/users/${agent}/routingskills/bulk`;
    assert.deepEqual(writes.map(({ method, path }) => `${method} ${path}`).toSorted(), [...agents].map(bulk).toSorted(), 'one request for each changed agent, and none that replaces what it does not name');
    assert.ok(writes.every(({ status }) => status === 200), 'nothing had to be sent twice');

    assert.ok(visits().length > 0 && visits().every(({ text }) => text.includes('You are signed in.')), 'the person came back signed in each time');
    assert.ok(visits().every(({ asked: address }) => new URL(address).searchParams.get('code_challenge_method') === 'S256'));
    // A code, its verifier, an access token and a refresh token at least.
    assert.ok(login.secrets.size >= 4, 'what has to stay secret was overheard');
    assert.ok(desk.holding('practice-browser-client').length > 0, 'what is kept is found, such as the client’s ID');
    assert.deepEqual(desk.holding(...login.secrets), [], 'no file holds anything of a sign-in');
    assert.equal(await desk.kept(), '', 'there is no secret to be kept');
  } finally {
    login.stop();
  }
});

/** A list for six agents: a level changed and one added for each, halves among them, and one row that is right already. */
function asked({ directory: { agents, skills }, assignments }) {
  const wishes = [];
  for (const { id } of agents.filter(({ active }) => active).slice(0, 6)) {
    const [[held, level]] = Object.entries(assignments[id]);
    const missing = skills.find((skill) => assignments[id][skill.id] === undefined).id;
    wishes.push({ agent: id, skill: held, level: level === 3.5 ? 4 : 3.5 }, { agent: id, skill: missing, level: 2 });
  }
  const last = agents.findLast(({ active }) => active).id;
  const [[same, right]] = Object.entries(assignments[last]);
  wishes.push({ agent: last, skill: same, level: right });
  const of = (list, id) => list.find((each) => each.id === id);
  const rows = wishes.map(({ agent, skill, level }) => [of(agents, agent).email, of(skills, skill).name, level]);
  return { wishes, lines: [['E-mail', 'Skill', 'Proficiency'], ...rows] };
}
