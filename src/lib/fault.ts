/**
 * A fault as it may be written down: what kind, where, never what was in hand. Messages of drivers and libraries repeat the values
 * they were given (`Key (email)=(…) already exists`, `invalid input syntax for type uuid: "…"`), so no message is kept at all.
 */
export type Fault = {
  readonly kind: string
  /** SQLSTATE, errno or the library's own code. */
  readonly code?: string
  readonly constraint?: string
  readonly table?: string
  readonly column?: string
  /** Frames of the stack only: file, line, function. */
  readonly at: readonly string[]
  readonly cause?: Fault
}

const MOST_FRAMES = 12
const MOST_CAUSES = 3

export function faultOf(error: unknown, depth = 0): Fault {
  if (!(error instanceof Error)) return { kind: typeof error, at: [] }
  const { code, constraint, table, column } = error as Error & Partial<Record<string, unknown>>
  const cause = error.cause === undefined || depth >= MOST_CAUSES ? undefined : error.cause
  return {
    kind: word(error.name) ?? 'Error',
    ...named('code', code),
    ...named('constraint', constraint),
    ...named('table', table),
    ...named('column', column),
    at: framesOf(error),
    ...(cause === undefined ? {} : { cause: faultOf(cause, depth + 1) }),
  }
}

/** A name that a program gave, not what a person wrote: letters, digits, a few signs, and not a row of digits. */
function word(value: unknown): string | undefined {
  const text = typeof value === 'number' ? String(value) : value
  if (typeof text !== 'string' || !/^[A-Za-z0-9_.:-]{1,64}$/.test(text)) return undefined
  return /\d{6}/.test(text) ? undefined : text
}

function named(name: string, value: unknown): Record<string, string> {
  const given = word(value)
  return given === undefined ? {} : { [name]: given }
}

const FRAME = /^at (?:\S+ ){0,4}\(?(?:file:|node:|\/|[A-Za-z]:\\)\S+:\d+:\d+\)?$/

/** The lines after the message; a message of several lines may look like a frame only if it begins like one. */
function framesOf({ name, message, stack = '' }: Error): string[] {
  const headless = stack.replace(message, '').replace(name, '')
  return headless
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => FRAME.test(line))
    .slice(0, MOST_FRAMES)
}
