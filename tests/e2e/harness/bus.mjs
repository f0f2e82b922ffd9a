// What programs say to the desktop over the desk's bus, whether or not somebody listens there.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { until } from './processes.mjs';

/** Listens from now on; the answer tells the texts of each call of a method so far, in order. */
export async function listenToBus(desk) {
  const name = 'bus-monitor';
  desk.begin(name, 'dbus-monitor', ['--session', "type='method_call'"]);
  const heard = () => readFileSync(join(desk.results, 'logs', `${name}.log`), 'utf8').split(/^(?=method call )/m);
  await until('dbus-monitor', () => heard().join('').includes('NameAcquired'));
  const textsOf = (message) => [...message.matchAll(/^ +string "(.*)"$/gm)].map(([, text]) => text);
  return (method) => heard().filter((message) => message.includes(` member=${method}\n`)).map(textsOf);
}
