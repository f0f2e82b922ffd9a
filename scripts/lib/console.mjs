// What the scripts print, and the programs they run.
import { spawn, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** The project's folder; every program runs there. */
export const root = fileURLToPath(new URL('../../', import.meta.url));

const windows = process.platform === 'win32';
const colour = process.stdout.isTTY && !process.env.NO_COLOR;
const bold = (text) => (colour ? `\u001b[1m${text}\u001b[0m` : text);

/** A heading that is easy to find in a long log. */
export function heading(text) {
  console.log(`\n${bold(`=== ${text} ${'='.repeat(Math.max(3, 72 - text.length))}`)}`);
}

/** Says why nothing more can be done, what to do about it, and ends. */
export function stop(message, hint) {
  console.error(`\n${bold(message)}`);
  if (hint) console.error(`\n${hint}\n`);
  process.exit(2);
}

/** Seconds as a person says them. */
export function seconds(ms) {
  const whole = Math.round(ms / 1000);
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`;
}

/** Runs a program, its output passed through, and answers whether it ended well. */
export async function run(command, args, { env = {} } = {}) {
  console.log(`$ ${[command, ...args].join(' ')}`);
  const child = spawn(command, args, {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, ...env },
    shell: windows && command === 'npm', // npm is a .cmd there, which only a shell starts
  });
  return await new Promise((resolve) => {
    child.on('error', (error) => {
      console.error(`${command} could not be started: ${error.message}`);
      resolve(false);
    });
    child.on('close', (code) => resolve(code === 0));
  });
}

/** As `run`, but a failure ends the script. */
export async function must(command, args, options) {
  if (!(await run(command, args, options))) stop(`"${[command, ...args].join(' ')}" did not succeed`);
}

/** What a program prints, or undefined when it cannot be run or fails. */
export function ask(command, args) {
  const { status, stdout } = spawnSync(command, args, { cwd: root, encoding: 'utf8' });
  return status === 0 ? stdout.trim() : undefined;
}
