// node tests/sdk/genesys-cloud.mjs [FOLDER]
//
// Shows that the vendor's own SDKs, as published, take the practice centre for the real thing: both sign in to it and work on
// users and their routing skills, and nothing is changed for them but the host. Run on demand, because it needs the registries
// (npm and PyPI), Python 3 with venv, and Rust; the SDKs are kept in FOLDER, or thrown away at the end without one.
//
// The SDKs make the API's address from a region (https://api.REGION) and the sign-in's from the same (https://login.REGION).
// For other hosts both have a gateway setting (setGateway, set_gateway), whose protocol, host and port then serve for both; that
// is the only setting used here.
import { execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, '..', '..');
const windows = process.platform === 'win32';

/** Installs both SDKs into a folder; answers the Python that has its one. */
async function install(folder) {
  await mkdir(folder, { recursive: true });
  const python = join(folder, 'python', windows ? 'Scripts/python.exe' : 'bin/python');
  if (!existsSync(join(folder, 'node_modules', 'purecloud-platform-client-v2'))) {
    await writeFile(join(folder, 'package.json'), '{ "private": true }\n');
    await run('npm', ['install', '--no-audit', '--no-fund', 'purecloud-platform-client-v2'], { cwd: folder, shell: windows });
  }
  if (!existsSync(python)) {
    await run(windows ? 'python' : 'python3', ['-m', 'venv', join(folder, 'python')]);
    await run(python, ['-m', 'pip', 'install', '--quiet', 'PureCloudPlatformClientV2']);
  }
  return python;
}

/** Starts a practice centre, and answers it together with what it says of itself. */
async function serve() {
  await run('cargo', ['build', '--quiet', '-p', 'skillsheet-practice', '--example', 'serve'], { cwd: root });
  const { stdout } = await run('cargo', ['metadata', '--format-version', '1', '--no-deps'], { cwd: root, maxBuffer: 1 << 26 });
  const program = join(JSON.parse(stdout).target_directory, 'debug', 'examples', windows ? 'serve.exe' : 'serve');
  const server = spawn(program, ['genesys-cloud'], { stdio: ['ignore', 'pipe', 'inherit'] });
  for await (const line of createInterface({ input: server.stdout })) return { server, centre: JSON.parse(line) };
  throw new Error('The practice centre did not start');
}

/** Runs one SDK's script against the centre; its exit status decides. */
function check(program, script, environment) {
  const child = spawn(program, [join(here, script)], { stdio: 'inherit', env: { ...process.env, ...environment } });
  return new Promise((done, failed) => {
    child.on('error', failed);
    child.on('exit', (status) => (status === 0 ? done() : failed(new Error(`${script} ended with ${status}`))));
  });
}

const kept = process.argv[2] && resolve(process.argv[2]);
const folder = kept ?? (await mkdtemp(join(tmpdir(), 'skillsheet-sdk-')));
let server;
try {
  const python = await install(folder);
  const started = await serve();
  server = started.server;
  const environment = { CENTRE: JSON.stringify(started.centre), SDK: folder };
  await check(process.execPath, 'genesys_cloud_javascript.mjs', environment);
  await check(python, 'genesys_cloud_python.py', environment);
} finally {
  server?.kill();
  if (!kept) await rm(folder, { recursive: true, force: true });
}
