// The practice centre seen from outside: its own account of what it holds and what it was asked.
import { readFileSync, readdirSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './desk.mjs';
import { until } from './processes.mjs';

export class Centre {
  constructor(origin) {
    this.origin = origin;
  }

  async #ask(path, init) {
    const answer = await fetch(`${this.origin}/practice/${path}`, init);
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return answer.status === 204 ? undefined : await answer.json();
  }

  /** Agents, skills and every agent's levels. */
  state = () => this.#ask('state');

  /** Every request so far. */
  log = async () => (await this.#ask('log')).entries;

  #send = (method, path, body) => this.#ask(path, { method, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
  #post = (path, body) => this.#send('POST', path, body);
  #put = (path, body) => this.#send('PUT', path, body);

  /** Gives an agent exactly these levels by skill id, and then switches some of these skills off, as somebody else would. */
  async give(agent, levels, off = []) {
    await this.#put(`agents/${agent}/skills`, levels);
    if (off.length > 0) await this.#put(`agents/${agent}/switched-off`, off);
  }

  limit = (limit) => this.#post('limit', limit);
  faults = (rules) => this.#post('faults', rules);
}

/** The practice centre inside the app: the one port of the loopback interface on which its process listens. */
export async function centreInside(pid) {
  return await until('the practice centre', async () => {
    for (const port of listening(pid)) {
      const centre = new Centre(`http://127.0.0.1:${port}`);
      if (await centre.state().then(() => true, () => false)) return centre;
    }
    return undefined;
  });
}

function listening(pid) {
  const sockets = new Set(
    readdirSync(`/proc/${pid}/fd`).flatMap((fd) => {
      try {
        return /^socket:\[(\d+)\]$/.exec(readlinkSync(`/proc/${pid}/fd/${fd}`))?.[1] ?? [];
      } catch {
        return []; // it was closed meanwhile
      }
    }),
  );
  const rows = readFileSync(`/proc/${pid}/net/tcp`, 'utf8').trim().split('\n').slice(1).map((row) => row.trim().split(/\s+/));
  const listen = '0A';
  return rows.filter((row) => row[3] === listen && sockets.has(row[9])).map((row) => Number.parseInt(row[1].split(':')[1], 16));
}

/** Starts `skillsheet-cli practice` on a desk; the centre has `stop`, which takes it away. */
export async function centreBeside(desk, port, ...args) {
  const process = desk.begin(`practice-${port}`, join(root, 'target/debug/skillsheet-cli'), ['practice', '--port', String(port), ...args]);
  const centre = new Centre(`http://127.0.0.1:${port}`);
  await until('the practice centre', () => centre.state());
  return Object.assign(centre, { stop: () => process.stop() });
}
