/** Looks for what only its owner should know: keys, tokens, passwords in addresses, and long words of pure chance. */

export type Suspicion = { file: string; line: number; kind: string; word: string }

const KNOWN: readonly [kind: string, pattern: RegExp][] = [
  ['private key', /-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----\s*(?:\\n)?[A-Za-z0-9+/=]{40}/g],
  ['AWS key', /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/g],
  ['GitHub token', /\bgh[pousr]_[A-Za-z0-9]{36}\b|\bgithub_pat_\w{40,}/g],
  ['GitLab token', /\bglpat-[\w-]{20}\b/g],
  ['npm token', /\bnpm_[A-Za-z0-9]{36}\b/g],
  ['Slack token', /\bxox[abprs]-[\w-]{10,}/g],
  ['Google key', /\bAIza[\w-]{35}\b/g],
  ['model provider key', /\bsk-[A-Za-z0-9-]{32,}\b/g],
  ['signed token', /\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{10,}/g],
  ['password in an address', /\b[a-z][a-z+]+:\/\/[\w.-]+:[^\s:@/'"`$<>{}…|\\]{6,}@[\w[]/g],
  [
    'password in the code',
    /\b(?:password|passwd|secret|token|api_?key)\b['"]?\s*[:=]\s*['"](?=[^'"\s]*\d)[^'"\s$]{16,}['"]/gi,
  ],
]

const LONG_WORD = /(?<![\w+/=.-])[A-Za-z0-9+/_-]{32,}={0,2}(?![\w+/])/g

export function suspicionsIn(file: string, text: string): Suspicion[] {
  const known = KNOWN.flatMap(([kind, pattern]) => found(file, text, { kind, pattern }))
  const chance = found(file, text, { kind: 'word of pure chance', pattern: LONG_WORD }).filter(
    ({ word }) => isChance(word),
  )
  return [...known, ...chance]
}

function found(
  file: string,
  text: string,
  { kind, pattern }: { kind: string; pattern: RegExp },
): Suspicion[] {
  return Array.from(text.matchAll(pattern), (match) => ({
    file,
    line: text.slice(0, match.index).split('\n').length,
    kind,
    word: match[0],
  }))
}

/** Small and capital letters and digits, thoroughly mixed. Fingerprints in hexadecimal are no secrets of ours, and paths are words. */
function isChance(word: string): boolean {
  if (![/[a-z]/, /[A-Z]/, /\d/].every((kind) => kind.test(word))) return false
  return !/^[0-9a-f]+$/i.test(word) && entropy(word) > 4.2 && changesOfKind(word) > word.length / 3
}

/** Bits per character. */
function entropy(word: string): number {
  const counts = Object.values(Object.groupBy(word, (letter) => letter))
  return counts.reduce((sum, each) => {
    const share = (each?.length ?? 0) / word.length
    return sum - share * Math.log2(share)
  }, 0)
}

function changesOfKind(word: string): number {
  const kind = (letter: string): number =>
    /[a-z]/.test(letter) ? 0 : /[A-Z]/.test(letter) ? 1 : /\d/.test(letter) ? 2 : 3
  return [...word].filter((letter, at) => at > 0 && kind(letter) !== kind(word[at - 1]!)).length
}
