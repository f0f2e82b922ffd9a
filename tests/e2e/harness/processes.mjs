// Programs that a journey starts, and ends by itself.
import { execFile, spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { createServer } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';

const execute = promisify(execFile);

/**
 * Starts a program whose output goes to `log`. `fds` are further pipes, whose first line `line(fd)` answers;
 * `input` is given on standard input.
 */
export function start(command, args, { env, log, input, detached = false, fds = 0 } = {}) {
  const child = spawn(command, args, {
    env,
    detached,
    stdio: ['pipe', 'pipe', 'pipe', ...Array(fds).fill('pipe')],
  });
  const file = createWriteStream(log, { flags: 'a' });
  child.stdout.pipe(file, { end: false });
  child.stderr.pipe(file, { end: false });
  child.stdin.on('error', () => {}); // a program may end before it has read what it is given
  child.stdin.end(input ?? '');
  const ended = new Promise((resolve) => {
    child.on('error', (error) => resolve(`${command} could not be started: ${error.message}`));
    child.on('exit', (code, signal) => resolve(`${command} ended with ${signal ?? code}; see ${log}`));
  });

  return {
    child,
    ended,
    line: (fd) =>
      Promise.race([
        new Promise((resolve) => child.stdio[fd].once('data', (data) => resolve(String(data).split('\n')[0].trim()))),
        ended.then((why) => Promise.reject(new Error(why))),
      ]),
    async stop() {
      if (child.exitCode === null && child.signalCode === null) {
        kill(child, detached, 'SIGTERM');
        const gone = await Promise.race([ended.then(() => true), wait(5_000, false)]);
        if (!gone) kill(child, detached, 'SIGKILL');
        await ended;
      }
      file.end();
    },
  };
}

function kill(child, group, signal) {
  try {
    process.kill(group ? -child.pid : child.pid, signal);
  } catch (error) {
    if (error.code !== 'ESRCH') throw error;
  }
}

/** Runs a program to its end and answers what it printed; a failure throws with what it said. */
export async function output(command, args, { env, cwd } = {}) {
  const { stdout } = await execute(command, args, { env, cwd, maxBuffer: 64 * 1024 * 1024 });
  return stdout;
}

/** A port of the loopback interface that is free now: the wanted one, or any. Rejects when the wanted one is taken. */
export function freePort(wanted = 0) {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(wanted, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/** Asks again until the answer is neither false nor missing; the last error or `what` says what was waited for. */
export async function until(what, ask, { seconds = 30, every = 100 } = {}) {
  const end = Date.now() + seconds * 1000;
  let reason = '';
  for (;;) {
    try {
      const answer = await ask();
      if (answer !== undefined && answer !== null && answer !== false) return answer;
      reason = '';
    } catch (error) {
      reason = `: ${error.message}`;
    }
    if (Date.now() > end) throw new Error(`Waited ${seconds} s for ${what}${reason}`);
    await wait(every);
  }
}
