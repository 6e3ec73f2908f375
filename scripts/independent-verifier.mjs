#!/usr/bin/env node
// Checks what Một Cửa exports, without Một Cửa: Node 20 or later and nothing else. Read it before you trust it.
//
//   node independent-verifier.mjs FOLDER [--key checkpoint-public.pem] [--history HISTORY.jsonl]
//
// FOLDER holds checkpoint-NNNNNN.json (what was signed), .heads.gz (the heads of the histories) and perhaps .tst (an RFC 3161
// token over the SHA-256 of the signed text; check it with `openssl ts -verify -token_in`).
//
// It answers four questions:
//   1. Was every checkpoint signed by the key (Ed25519), and does each name the one before it? Nothing was slipped in or taken out.
//   2. Are the files of heads the ones that were signed (SHA-256 of their text)?
//   3. Do all heads together give the Merkle root that was signed (RFC 6962, leaf 0x00, node 0x01)?
//   4. With --history: is every chain of the file whole, and does it reach each head that the newest checkpoint has of it?
//
// A history is a chain: the hash of an event is SHA-256 over the canonical JSON (RFC 8785) of all its columns, the hash of the
// event before among them. The head is the hash of the last one. Whoever changes, drops or reorders an event changes the head.
import { createHash, verify } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'

const [folder, ...options] = process.argv.slice(2)
const option = (name) => (options.includes(name) ? options[options.indexOf(name) + 1] : undefined)
if (folder === undefined)
  fail('usage: independent-verifier.mjs FOLDER [--key PEM] [--history JSONL]')

const sha256 = (...parts) =>
  parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest()
const hex = (bytes) => bytes.toString('hex')
function fail(why) {
  console.error(`NOT VERIFIED: ${why}`)
  process.exit(1)
}

// ── 1. signatures, and the chain of checkpoints ──────────────────────────────
const names = readdirSync(folder)
  .filter((name) => /^checkpoint-\d+\.json$/.test(name))
  .sort()
if (names.length === 0) fail(`no checkpoint in ${folder}`)
const key = option('--key')
const trusted =
  key === undefined
    ? JSON.parse(readFileSync(join(folder, names[0]), 'utf8')).publicKey
    : readFileSync(key, 'utf8')
const checkpoints = names.map((name) => {
  const { document, signature } = JSON.parse(readFileSync(join(folder, name), 'utf8'))
  if (!verify(null, Buffer.from(document), trusted, Buffer.from(signature, 'base64')))
    fail(`${name}: wrong signature`)
  return { name, text: document, ...JSON.parse(document) }
})
for (const [i, { name, number, previous }] of checkpoints.entries()) {
  const before = checkpoints[i - 1]
  if (before === undefined) continue
  if (number !== before.number + 1) fail(`${name}: number ${before.number + 1} is missing`)
  if (previous !== hex(sha256(before.text)))
    fail(`${name}: names another checkpoint before it than ${before.name}`)
}

// ── 2. and 3. heads and Merkle root, checkpoint by checkpoint ────────────────
const heads = new Map() // dossier id → "id seq hash"
let isComplete = checkpoints[0].heads.isFull
for (const { name, dossiers, root, heads: file } of checkpoints) {
  const text = gunzipSync(readFileSync(join(folder, file.name)))
  if (hex(sha256(text)) !== file.sha256) fail(`${file.name} is not the file that was signed`)
  if (file.isFull) heads.clear()
  isComplete ||= file.isFull
  for (const line of text.toString().split('\n'))
    if (line !== '') heads.set(line.slice(0, 36), line)
  if (!isComplete) continue // the checkpoints before the first one here are needed to know all heads
  const leaves = [...heads.keys()]
    .sort((a, b) => (a < b ? -1 : 1))
    .map((id) => sha256(Buffer.of(0), heads.get(id)))
  if (leaves.length !== dossiers || hex(rootOf(leaves)) !== root)
    fail(`${name}: the heads do not give the root that was signed`)
}

function rootOf(leaves) {
  if (leaves.length === 0) return sha256('')
  if (leaves.length === 1) return leaves[0]
  let left = 1 // the largest power of two below the number of leaves
  while (left * 2 < leaves.length) left *= 2
  return sha256(Buffer.of(1), rootOf(leaves.slice(0, left)), rootOf(leaves.slice(left)))
}

// ── 4. histories ─────────────────────────────────────────────────────────────
const history = option('--history')
let events = 0
if (history !== undefined) {
  const reached = new Map() // dossier id → its events' hashes, first to last
  for (const text of readFileSync(history, 'utf8').split('\n')) {
    if (text === '') continue
    events += 1
    const { hash, ...event } = JSON.parse(text)
    const chain = reached.get(event.dossierId) ?? []
    const where = `event ${event.seq} of ${event.dossierId}`
    if (event.seq !== chain.length + 1) fail(`${where}: event ${chain.length + 1} is missing`)
    if (event.prevHash !== (chain.at(-1) ?? '0'.repeat(64)))
      fail(`${where}: does not follow from the event before`)
    if (hex(sha256(canonical(event))) !== hash) fail(`${where}: was changed`)
    reached.set(event.dossierId, [...chain, hash])
  }
  for (const [id, chain] of reached) {
    const head = heads.get(id)?.split(' ')
    if (head !== undefined && chain[Number(head[1]) - 1] !== head[2])
      fail(`${id}: does not reach the head of the newest checkpoint`)
  }
}

/** RFC 8785 for what these files hold: keys in order, no white space. */
function canonical(value) {
  if (value === null || typeof value !== 'object') return JSON.stringify(value)
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  return `{${Object.keys(value)
    .sort()
    .map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`)
    .join(',')}}`
}

const last = checkpoints.at(-1)
console.log(
  `Verified: ${checkpoints.length} checkpoints up to ${last.at}, ${last.dossiers} dossiers, ${last.events} events${history ? `; ${events} events of the history file` : ''}.`,
)
