// What the project needs on a computer: found, installed where that is allowed, or named exactly.
import { existsSync, readFileSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { ask, must, root, run, stop } from './console.mjs';

const linux = process.platform === 'linux';

/** To compile Rust and the C inside some of its crates. */
export const toCompile = ['build-essential', 'pkg-config'];
/** To compile and open the window. */
export const toOpen = [
  ...toCompile,
  'libwebkit2gtk-4.1-dev',
  'libgtk-3-dev',
  'librsvg2-dev',
  'libssl-dev',
  'fonts-dejavu-core',
  'gnome-keyring',
];
/** To drive the window and the screens in tests, without a display and with a real keyring. */
export const toTest = [
  ...toOpen,
  'chromium',
  'dbus',
  'libsecret-tools',
  'openbox',
  'webkit2gtk-driver',
  'x11-utils',
  'xauth',
  'xclip',
  'xdotool',
  'xvfb',
];

/** Installs Debian or Ubuntu packages that are missing; says what to run where it may not. */
export async function systemPackages(names) {
  if (!linux) return;
  if (ask('dpkg-query', ['--version']) === undefined) {
    console.log(`Not a Debian or Ubuntu system: make sure that these, or what they are called here, are installed:\n  ${names.join(' ')}`);
    return;
  }
  const missing = names.filter((name) => ask('dpkg-query', ['-W', '-f=${db:Status-Status}', name]) !== 'installed');
  if (missing.length === 0) return;

  const install = ['apt-get', 'install', '-y', '--no-install-recommends', ...missing];
  const asRoot = process.getuid() === 0 ? [] : ask('sudo', ['-n', 'true']) !== undefined ? ['sudo', '-n'] : undefined;
  if (!asRoot) {
    stop('Some system packages are missing', `Run this, then try again:\n\n  sudo apt-get update && sudo ${install.join(' ')}`);
  }
  console.log(`Installing system packages: ${missing.join(', ')}`);
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  const [updater, ...update] = [...asRoot, 'apt-get', 'update', '-q'];
  await must(updater, update, { env });
  const [installer, ...rest] = [...asRoot, ...install];
  await must(installer, rest, { env });
}

/** Finds Rust, also where the shell has not been told about it yet. */
export function rust() {
  const bin = join(process.env.CARGO_HOME ?? join(homedir(), '.cargo'), 'bin');
  if (!process.env.PATH.split(delimiter).includes(bin)) process.env.PATH = bin + delimiter + process.env.PATH;

  const wanted = /^rust-version = "(\d+)\.(\d+)"/m.exec(readFileSync(join(root, 'Cargo.toml'), 'utf8'));
  const found = /^rustc (\d+)\.(\d+)/.exec(ask('rustc', ['--version']) ?? '');
  const version = wanted.slice(1).join('.');
  const again = 'then open a new terminal and try again.';
  if (!found || !ask('cargo', ['--version'])) {
    const how =
      process.platform === 'win32'
        ? 'winget install Rustlang.Rustup'
        : "curl --proto '=https' --tlsv1.2 -sSf https://sh.rustup.rs | sh -s -- -y";
    stop(`Rust ${version} or newer is needed and was not found`, `Install it with\n\n  ${how}\n\n${again}`);
  }
  if (Number(found[1]) * 1000 + Number(found[2]) < Number(wanted[1]) * 1000 + Number(wanted[2])) {
    stop(`Rust ${version} or newer is needed; this is ${found[0].slice(6)}`, `Update it with\n\n  rustup update stable\n\n${again}`);
  }
}

/** Brings Rust's formatter and linter where they are missing. */
export async function rustComponents() {
  const missing = ['clippy', 'fmt'].filter((name) => ask('cargo', [name, '--version']) === undefined);
  if (missing.length > 0) await must('rustup', ['component', 'add', 'clippy', 'rustfmt']);
}

/** Installs a program from crates.io unless it is there; this compiles for some minutes, once per computer. */
export async function cargoTool(crate, version, isThere) {
  if (isThere()) return;
  console.log(`Installing ${crate} ${version}, once per computer; this takes some minutes`);
  await must('cargo', ['install', crate, '--version', version, '--locked']);
}

/** Installs the front end's packages when they are missing or older than the lock file. */
export async function nodeModules() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19)) {
    stop(`Node 20.19 or newer is needed; this is ${process.versions.node}`, 'Install the current long-term version from nodejs.org, then try again.');
  }
  const installed = join(root, 'node_modules/.package-lock.json');
  if (existsSync(installed) && statSync(installed).mtimeMs >= statSync(join(root, 'package-lock.json')).mtimeMs) return;
  await must('npm', ['ci', '--no-audit', '--no-fund']);
}

/** Builds the front end, which the app carries inside. */
export const frontEnd = () => run('npm', ['run', '--silent', 'build:ui']);
