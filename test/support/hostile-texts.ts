/** Runs in a worker: what a regular expression costs on texts made against it, in processor time, whatever else the machine does. */
import { parentPort } from 'node:worker_threads'

const COMMON = [
  'a',
  'A',
  '0',
  '9',
  ' ',
  '\n',
  '\t',
  '.',
  '-',
  '/',
  '<',
  '>',
  '"',
  '@',
  ':',
  ',',
  '(',
  'ệ',
  '\u0301',
  '%20',
]

/** Runs of the expression's own letters, single characters, and pairs: what it can begin to match again and again. */
export function pumpsOf(source: string): string[] {
  const plain = source.replace(/\\[dwsDWSbB]|\\u\{?[0-9a-fA-F]+\}?|\\p\{[^}]*\}|\(\?<?[:=!]?/g, '|')
  const words = plain.split(/[[\](){}|*+?^$\\]+/).filter((word) => word !== '')
  const letters = [...new Set(words.flatMap((word) => [...word]))].slice(0, 12)
  const pairs = letters.slice(0, 5).flatMap((letter) => [`${letter} `, `${letter}a`, `a${letter}`])
  return [...new Set([...COMMON, ...words.slice(0, 12), ...letters, ...pairs])]
}

type Hostile = { before: string; pump: string }

/** A beginning that the expression may ask for, then a run, then an end that it does not want. */
function textOf({ before, pump }: Hostile, length: number): string {
  return `${before}${pump.repeat(Math.ceil(length / pump.length)).slice(0, length)}\n@`
}

function hostileTexts(source: string): Hostile[] {
  const [start = ''] = /^[^[\](){}|*+?^$\\.]+/.exec(source.replace(/^\^/, '')) ?? []
  return pumpsOf(source).flatMap((pump) => ['', start, 'a@'].map((before) => ({ before, pump })))
}

/** Milliseconds of processor time. */
function cost(expression: RegExp, text: string): number {
  const from = process.threadCpuUsage()
  expression.lastIndex = 0
  if (expression.global || expression.sticky) text.replace(expression, '')
  else expression.test(text)
  const { user, system } = process.threadCpuUsage(from)
  return (user + system) / 1000
}

export type Cost = { text: string; growth: number; wholeMs: number }

const SHORT = 3000
/** What grows with the square costs several times this on the short text already. */
const CHEAP_MS = 0.5

/**
 * The dearest of the texts: how many times more it costs at four times the length (4 is linear, 16 quadratic), and what it costs
 * at 50,000 characters. What costs next to nothing does not grow; what grows is not tried at 50,000.
 */
export function dearest(source: string, flags: string): Cost {
  const expression = new RegExp(source, flags)
  const [most] = hostileTexts(source)
    .map((hostile) => ({ hostile, short: cost(expression, textOf(hostile, SHORT)) }))
    .toSorted((a, b) => b.short - a.short)
  if (!most) return { text: '', growth: 1, wholeMs: 0 }
  const best = (length: number): number =>
    Math.min(...[1, 2, 3].map(() => cost(expression, textOf(most.hostile, length))))
  // A clock that ticks coarsely may say nothing at all for the short text: it counts as cheap, never as free.
  const growth = most.short < CHEAP_MS ? 1 : best(4 * SHORT) / Math.max(best(SHORT), CHEAP_MS)
  const wholeMs = growth > 8 ? Infinity : cost(expression, textOf(most.hostile, 50_000))
  return { text: textOf(most.hostile, 40), growth, wholeMs }
}

parentPort?.on('message', ({ source, flags }: { source: string; flags: string }) =>
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker's port has no origin
  parentPort?.postMessage(dearest(source, flags)),
)
