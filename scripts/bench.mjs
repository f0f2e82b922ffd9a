// npm run bench: the figures that the project promises, measured on this computer.
import { heading, must } from './lib/console.mjs';
import { rust, systemPackages, toCompile } from './lib/setup.mjs';

await systemPackages(toCompile);
rust();
heading('Import, plan and request speed (release build)');
await must('cargo', ['bench', '-p', 'skillsheet-engine', '--bench', 'figures']);
