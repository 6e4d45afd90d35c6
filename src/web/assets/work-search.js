'use strict';
// Looks for the number below a bound whose SHA-256 with the salt before it is the target; answers with it, or null. The hash is our own
// (FIPS 180-4), as the browser's answers later each time: for texts this short that takes longer than the hash.
const ROUND = new Int32Array([
  0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5, 0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3,
  0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174, 0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
  0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967, 0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13,
  0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85, 0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
  0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3, 0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208,
  0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
]);
const START = new Int32Array([
  0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19,
]);
const BLOCK = 64;
const words = new Int32Array(BLOCK);

/** Takes the block of `bytes` that begins at `at` into `state`. */
function take(state, bytes, at) {
  for (let i = 0; i < 16; i += 1, at += 4) {
    words[i] = (bytes[at] << 24) | (bytes[at + 1] << 16) | (bytes[at + 2] << 8) | bytes[at + 3];
  }
  for (let i = 16; i < BLOCK; i += 1) {
    const x = words[i - 15];
    const y = words[i - 2];
    const low = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
    const high = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
    words[i] = (words[i - 16] + low + words[i - 7] + high) | 0;
  }
  let [a, b, c, d, e, f, g, h] = state;
  for (let i = 0; i < BLOCK; i += 1) {
    const turnE = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
    const one = (h + turnE + ((e & f) ^ (~e & g)) + ROUND[i] + words[i]) | 0;
    const turnA = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
    const two = (turnA + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + one) | 0;
    d = c;
    c = b;
    b = a;
    a = (one + two) | 0;
  }
  state[0] += a;
  state[1] += b;
  state[2] += c;
  state[3] += d;
  state[4] += e;
  state[5] += f;
  state[6] += g;
  state[7] += h;
}

function search(salt, target, numbers) {
  const wanted = new Int32Array(8).map((_, i) => Number.parseInt(target.slice(8 * i, 8 * i + 8), 16));
  const text = new TextEncoder().encode(salt);
  // Whole blocks of the salt are the same for every number.
  const whole = text.length - (text.length % BLOCK);
  const before = START.slice();
  for (let at = 0; at < whole; at += BLOCK) take(before, text, at);
  const tail = new Uint8Array(2 * BLOCK);
  tail.set(text.subarray(whole));
  const state = new Int32Array(8);
  for (let number = 0; number < numbers; number += 1) {
    const digits = String(number);
    let end = text.length - whole;
    for (let i = 0; i < digits.length; i += 1, end += 1) tail[end] = digits.charCodeAt(i);
    const blocks = end < BLOCK - 8 ? 1 : 2;
    const bits = (whole + end) * 8;
    tail.fill(0, end);
    tail[end] = 0x80;
    tail[blocks * BLOCK - 2] = bits >>> 8;
    tail[blocks * BLOCK - 1] = bits;
    state.set(before);
    for (let block = 0; block < blocks; block += 1) take(state, tail, block * BLOCK);
    if (state[0] === wanted[0] && state.every((word, i) => word === wanted[i])) return number;
  }
  return null;
}

onmessage = ({ data: { salt, target, numbers } }) => postMessage(search(salt, target, numbers));
