// A practice from nothing: `grappe init`, `grappe serve`, and its first administrator signed in with a second factor.
import { execFileSync, spawn } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const program = process.env.GRAPPE_BIN ?? join(root, 'target/debug/grappe');
const START_LIMIT_MS = 60_000;
const env = { ...process.env, LANG: 'fr_FR.UTF-8', LC_ALL: '' };

/** `url` without a final slash; `restart`: see there; `code`: lets the first administrator in once. `isBeside`: with the files of Radicale, which does not run. */
export async function startEmpty({ isBeside = false } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'grappe-browser-'));
  const config = join(folder, 'grappe.toml');
  const listen = `127.0.0.1:${await freePort()}`;
  const beside = isBeside ? [`--with-radicale=${join(folder, 'radicale')}`] : [];
  const told = execFileSync(program, ['init', '--config', config, '--data', join(folder, 'data'), '--listen', listen, ...beside], { env, encoding: 'utf8' });
  const [code] = told.match(/\b[A-Z0-9]{4}(?:-[A-Z0-9]{4}){3}\b/);
  const url = `http://${listen}`;
  let child;
  const end = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGTERM');
    await ended;
  };
  const stop = async () => {
    await end();
    rmSync(folder, { recursive: true, force: true });
  };
  const start = async () => {
    child = spawn(program, ['serve', '--config', config], { stdio: 'ignore', env });
    const limit = Date.now() + START_LIMIT_MS;
    while (!(await fetch(`${url}/privacy`).then((answer) => answer.ok, () => false))) {
      if (Date.now() > limit) {
        await stop();
        throw new Error('the server did not answer in time');
      }
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  };
  /** Ends it, lets somebody at its database, and starts it again. */
  const restart = async (between) => {
    await end();
    between(join(folder, 'data', 'grappe.sqlite3'));
    await start();
  };
  await start();
  return { url, code, stop, restart };
}

function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/** Chooses a password and sets the second factor up, as the first administrator does. */
export async function enter(page, { url, code }) {
  await page.goto(`${url}/admin/welcome`);
  await page.locator('#code').fill(code);
  for (const field of ['#password', '#again']) await page.locator(field).fill('cinq oies blanches au moulin');
  await page.locator('form button').first().click();
  await page.waitForURL(/second-factor/);
  const secret = (await page.locator('.qr + .hint code').innerText()).replace(/\s/g, '');
  await page.locator('#code').fill(totp(secret));
  await page.locator('form button').first().click();
  await page.waitForURL((to) => !to.pathname.endsWith('/second-factor'));
}

/** RFC 6238 with six digits, 30 seconds, SHA-1. */
function totp(secret) {
  const bits = [...secret].map((letter) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0')).join('');
  const key = Buffer.from(bits.match(/.{8}/g).map((byte) => Number.parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000)));
  const digest = createHmac('sha1', key).update(counter).digest();
  const at = digest[19] & 15;
  return String((digest.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}
