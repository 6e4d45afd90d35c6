// Starts the real program on a free port and stops it: the server of every browser test.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const program = process.env.GRAPPE_BIN ?? join(root, 'target/debug/grappe');
// A machine that builds at the same time takes its time.
const START_LIMIT_MS = 180_000;

/**
 * `grappe demo` in a folder of its own.
 * `url`: the booking page, without a final slash. `administrator`, `secretary`: the links that sign in once.
 */
export async function startDemo() {
  const folder = mkdtempSync(join(tmpdir(), 'grappe-browser-'));
  const child = spawn(program, ['demo', '--listen', '127.0.0.1:0', '--data', join(folder, 'data')], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, LANG: 'fr_FR.UTF-8', LC_ALL: '' },
  });
  const lines = [];
  const errors = [];
  child.stderr.on('data', (chunk) => errors.push(chunk.toString()));

  const stop = async () => {
    if (child.exitCode === null && child.signalCode === null) {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      await ended;
    }
    rmSync(folder, { recursive: true, force: true });
  };

  await new Promise((resolve, reject) => {
    const limit = setTimeout(() => reject(new Error('the demo invited nobody in time')), START_LIMIT_MS);
    createInterface({ input: child.stdout }).on('line', (line) => {
      lines.push(line);
      if (line.includes('Ctrl')) {
        clearTimeout(limit);
        resolve();
      }
    });
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`the demo ended with ${code}: ${errors.join('')}`)));
  }).catch(async (error) => {
    await stop();
    throw error;
  });
  const [booking, administrator, secretary] = lines.flatMap((line) => line.match(/http:\/\/\S+/) ?? []);
  return { url: booking.replace(/\/$/, ''), administrator, secretary, folder, stop };
}
