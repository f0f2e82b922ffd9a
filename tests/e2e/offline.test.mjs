// The line to the contact centre is cut in the middle of a run: it says so, and goes on by itself when the line is back.
import assert from 'node:assert/strict';
import { journey } from './harness/journey.mjs';
import { Line } from './harness/line.mjs';
import { compare, connect, northwind, start } from './harness/northwind.mjs';
import { until } from './harness/processes.mjs';

const AGENTS = 40;

journey('a run without a connection waits for it and goes on by itself', 'offline', async ({ desk, open }) => {
  const { centre, expected, sheet, writes } = await northwind(desk, AGENTS);
  const line = await Line.to(centre.origin);
  try {
    const window = await open();
    await connect(window, line);
    await compare(window, desk, sheet);
    // What is under way when the line is cut has been carried out, and nobody was told.
    await centre.faults([{ method: 'PUT', from: 8, fault: { kind: 'hang', seconds: 60, applies: true } }]);
    await start(window, AGENTS);
    await until('writes under way', async () => (await writes()).length >= 10);
    await line.cut();
    await centre.faults([]);
    await window.one({ text: /^Nothing answers at “127\.0\.0\.1”\.$/ }, { seconds: 60 });
    await window.one({ role: 'button', name: 'Try now' });
    await window.picture('offline');
    await line.mend();
    await window.one({ role: 'heading', name: `All ${AGENTS} agents are up to date` }, { seconds: 120 });
    assert.deepEqual((await centre.state()).assignments, expected);
    const paths = (await writes()).map(({ path }) => path);
    assert.equal(new Set(paths).size, paths.length, 'nothing was sent twice');
    assert.equal(paths.length, AGENTS);
  } finally {
    await line.cut();
  }
});
