// npm run kills -- 500: so many times the real command line is killed in the middle of a run, and every run is judged.
// KILLS_SEED repeats what chance decided.
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { root, stop } from './lib/console.mjs';

const [wanted = '20'] = process.argv.slice(2);
if (!/^[1-9]\d*$/.test(wanted)) stop(`${wanted} is no number of kills`, 'Such as: npm run kills -- 500');

const began = Date.now();
const sums = { runs: 0, kills: 0, changes: 0, requests: 0, writes: 0, writesAlone: 0, struck: 0, cutOff: 0, appliedTwice: 0, tooMany: 0 };
const most = { mostInFlight: 0, mostInWindow: 0 };
const words = {
  runs: 'runs, each beside one that was left alone',
  kills: 'kills',
  changes: 'changes wanted',
  requests: 'requests, signing in left out',
  writes: 'of them writes',
  writesAlone: 'writes without kills and trouble',
  struck: 'requests that were made to go wrong',
  cutOff: 'requests whose client was killed before the answer',
  appliedTwice: 'changes carried out twice',
  tooMany: 'requests refused for their number',
  mostInFlight: 'requests at once at most',
  mostInWindow: 'requests in any window at most, 60 allowed',
};

const tests = spawn('cargo', ['test', '-p', 'skillsheet-cli', '--test', 'kills', '--', '--nocapture'], {
  cwd: root,
  env: { ...process.env, KILLS: wanted },
  stdio: ['ignore', 'pipe', 'inherit'],
});
for await (const line of createInterface({ input: tests.stdout })) {
  console.log(line);
  const figures = /kills: (\{.*\})/.exec(line);
  if (!figures) continue;
  const of = JSON.parse(figures[1]);
  for (const key of Object.keys(sums)) sums[key] += of[key];
  for (const key of Object.keys(most)) most[key] = Math.max(most[key], of[key]);
}
const status = tests.exitCode ?? (await new Promise((done) => tests.once('close', done)));
for (const [key, number] of Object.entries({ ...sums, ...most })) console.log(`${String(number).padStart(8)} ${words[key]}`);
console.log(`${((Date.now() - began) / 60_000).toFixed(1).padStart(8)} minutes`);
process.exitCode = status === 0 ? 0 : 1;
