/** What the public page of a procedure says about its publication: which version it shows, what stands before and what follows. */
import type { Day } from '../../lib/time.ts'
import type { Law, PublishedVersion } from '../law.ts'
import type { Procedure } from '../procedure.ts'
import { covers, spansOf, type Span } from './in-force.ts'

export type Standing = 'inForce' | 'coming' | 'replaced' | 'withdrawn' | 'ended' | 'never'

export type Shown = {
  readonly version: PublishedVersion
  readonly standing: Standing
  /** Its days; undefined when it never is in force. */
  readonly span: Span | undefined
  /** The version in force today, when another one is shown. */
  readonly current: number | undefined
  /** The next version of the one in force (or to come): from which day what is said here changes. */
  readonly next: { readonly version: number; readonly from: Day } | undefined
  readonly all: readonly { readonly version: number; readonly span: Span | undefined }[]
}

/** The version asked for, else the one in force, else the last that was, else the first to come; undefined when none is published. */
export function shownOf(
  law: Pick<Law, 'versionsOf' | 'spansOf'>,
  { code, version, today }: { code: string; version?: number; today: Day },
): Shown | undefined {
  const versions = law.versionsOf(code)
  const spans = law.spansOf(code)
  const current = spans.find((span) => covers(span, today))
  const usual = current ?? spans.findLast(({ from }) => from <= today) ?? spans[0]
  const found =
    version === undefined
      ? (usual?.of ?? versions.at(-1))
      : versions.find((each) => each.version === version)
  if (!found) return undefined
  const spanOf = (each: PublishedVersion) => spans.find(({ of }) => of === each)
  const span = spanOf(found)
  const following = spans.find(({ from }) => from > today && from > found.validFrom)
  return {
    version: found,
    standing: standingOn(span, today),
    span,
    current: current && current.of !== found ? current.of.version : undefined,
    next: following && { version: following.of.version, from: following.from },
    all: versions.map((each) => ({ version: each.version, span: spanOf(each) })),
  }
}

/** The day whose fees and papers the page shows: today, or the nearest day on which the version is in force. */
export function dayShown({ span, version }: Shown, today: Day): Day {
  if (!span) return version.validFrom
  if (today < span.from) return span.from
  return span.to !== null && span.to < today ? span.to : today
}

function standingOn(span: Span | undefined, today: Day): Standing {
  if (!span) return 'never'
  if (covers(span, today)) return 'inForce'
  if (span.from > today) return 'coming'
  switch (span.endedBy) {
    case 'next':
      return 'replaced'
    case 'withdrawal':
      return 'withdrawn'
    case 'itself':
    case null:
      return 'ended'
  }
}

/** A draft as citizens would see it on its first day: for the editors' preview. */
export function previewOf(procedure: Procedure): Shown {
  const version: PublishedVersion = {
    version: procedure.version,
    validFrom: procedure.validFrom as Day,
    validTo: procedure.validTo as Day | null,
    withdrawnOn: null,
    withdrawal: null,
    postedAt: null,
    isShortened: false,
    procedure,
  }
  const [span] = spansOf([version])
  return {
    version,
    standing: 'inForce',
    span,
    current: undefined,
    next: undefined,
    all: [{ version: version.version, span }],
  }
}
