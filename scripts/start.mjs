// npm start: installs what is missing, builds the app and opens it on the practice centre.
import { heading, must, run, stop } from './lib/console.mjs';
import { frontEnd, nodeModules, rust, systemPackages, toCompile, toOpen } from './lib/setup.mjs';

const display = process.platform !== 'linux' || process.env.DISPLAY || process.env.WAYLAND_DISPLAY;

heading('What this computer needs');
await systemPackages(display ? toOpen : toCompile);
rust();

if (display) {
  await nodeModules();
  heading('The front end');
  if (!(await frontEnd())) stop('The front end could not be built');
  heading('The app (the first time takes some minutes)');
  await must('cargo', ['build', '--bin', 'skillsheet']);
  heading('Skillsheet opens on its practice centre: nothing real is changed');
  process.exitCode = (await run('cargo', ['run', '--quiet', '--bin', 'skillsheet', '--', '--practice=genesys-cloud'])) ? 0 : 1;
} else {
  console.log('There is no display here, so the same job runs in the terminal: a practice centre, a sample sheet, start to finish.');
  heading('The command line (the first time takes some minutes)');
  await must('cargo', ['build', '-p', 'skillsheet-cli']);
  heading('skillsheet-cli demo');
  process.exitCode = (await run('cargo', ['run', '--quiet', '-p', 'skillsheet-cli', '--', 'demo'])) ? 0 : 1;
}
