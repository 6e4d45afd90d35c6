// Starts the real program on a free port and stops it: the server of every browser test.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const program = process.env.GRAPPE_BIN ?? join(root, 'target/debug/grappe');
const START_LIMIT_MS = 60_000;

/**
 * `grappe demo` in a folder of its own.
 * `url`: the booking page, without a final slash. `lines`: what the program printed so far.
 */
export async function startDemo() {
  const folder = mkdtempSync(join(tmpdir(), 'grappe-browser-'));
  const child = spawn(program, ['demo', '--listen', '127.0.0.1:0', '--data', join(folder, 'data')], {
    stdio: ['ignore', 'pipe', 'pipe'],
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

  const url = await new Promise((resolve, reject) => {
    const limit = setTimeout(() => reject(new Error('the demo printed no address in time')), START_LIMIT_MS);
    createInterface({ input: child.stdout }).on('line', (line) => {
      lines.push(line);
      const found = line.match(/http:\/\/127\.0\.0\.1:[1-9]\d*/);
      if (found) {
        clearTimeout(limit);
        resolve(found[0]);
      }
    });
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`the demo ended with ${code}: ${errors.join('')}`)));
  }).catch(async (error) => {
    await stop();
    throw error;
  });
  return { url, lines, folder, stop };
}
