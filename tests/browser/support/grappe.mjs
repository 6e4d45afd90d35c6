// Starts the real program on a free port and stops it: the server of every browser test.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, request } from 'node:http';
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
    await end(child);
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
  return { url: booking.replace(/\/$/, ''), administrator, secretary, folder, child, stop };
}

async function end(child) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  await ended;
}

const listening = (server, host) => new Promise((resolve) => {
  server.listen(0, host, () => resolve(server.address().port));
});

/**
 * The practice of the demonstration, served by `grappe serve` under `/rdv/` behind a proxy with another name; `url` is the proxy's, with
 * the path. The proxy says who it is as nginx is usually told to, and passes nothing outside of the path.
 */
export async function startBehindProxy() {
  const demo = await startDemo();
  await end(demo.child);
  const free = createServer();
  const port = await listening(free, '127.0.0.1');
  await new Promise((resolve) => { free.close(resolve); });
  const proxy = createServer((asked, answer) => {
    if (!asked.url.startsWith('/rdv/')) return answer.writeHead(404).end();
    const headers = { ...asked.headers, host: `127.0.0.1:${port}`, 'x-forwarded-host': asked.headers.host, 'x-forwarded-for': asked.socket.remoteAddress, 'x-forwarded-proto': 'http' };
    const passed = request({ host: '127.0.0.1', port, path: asked.url, method: asked.method, headers }, (got) => {
      answer.writeHead(got.statusCode, got.headers);
      got.pipe(answer);
    });
    passed.on('error', () => answer.writeHead(502).end());
    return asked.pipe(passed);
  });
  const outside = `http://localhost:${await listening(proxy, 'localhost')}`;
  const config = join(demo.folder, 'grappe.toml');
  writeFileSync(config, `[practice]
data = ${JSON.stringify(join(demo.folder, 'data'))}
[server]
listen = "127.0.0.1:${port}"
prefix = "/rdv/"
trusted_proxies = ["127.0.0.1"]
[smtp]
host = "127.0.0.1"
port = 9
from = "rdv@example.org"
`);
  const child = spawn(program, ['serve', '--config', config], { stdio: ['ignore', 'ignore', 'pipe'], env: { ...process.env, LANG: 'fr_FR.UTF-8', LC_ALL: '' } });
  const errors = [];
  child.stderr.on('data', (chunk) => errors.push(chunk.toString()));
  const stop = async () => {
    await end(child);
    proxy.closeAllConnections();
    proxy.close();
    await demo.stop();
  };
  const limit = Date.now() + START_LIMIT_MS;
  while (!(await fetch(`${outside}/rdv/privacy`).then((answer) => answer.ok, () => false))) {
    if (child.exitCode !== null || Date.now() > limit) {
      await stop();
      throw new Error(`the server did not answer: ${errors.join('')}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return { url: `${outside}/rdv`, stop };
}
