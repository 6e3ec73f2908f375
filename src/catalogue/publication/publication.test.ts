/** Every state of a document against every act: what comes of it, or which refusal. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { decide, type Act, type DocumentState, type Facts } from './publication.ts'

const AN = 1_000_001
const BINH = 1_000_002
const written = { draftedBy: AN, editedBy: AN, revision: 3, sha256: 'abc' }

const states: Record<DocumentState['state'], DocumentState> = {
  absent: { state: 'absent' },
  draft: { state: 'draft', ...written },
  checked: { state: 'checked', checkedSha256: 'abc', ...written },
  published: { state: 'published', validFrom: '2026-01-01' },
  replaced: { state: 'replaced', validFrom: '2025-07-01', since: '2026-01-01' },
  withdrawn: { state: 'withdrawn', validFrom: '2026-01-01', on: '2026-06-01' },
  discarded: { state: 'discarded' },
}

const acts = {
  create: { type: 'create', sha256: 'abc' },
  edit: { type: 'edit', revision: 3, sha256: 'def', isSameDocument: true },
  check: { type: 'check', faults: [] },
  release: { type: 'release', validFrom: '2027-01-01', otherStarts: ['2026-01-01'], faults: [] },
  withdraw: {
    type: 'withdraw',
    on: '2026-12-01',
    manner: 'abolished',
    reason: 'Thủ tục không còn.',
    legalBasis: '1/QĐ-UBND',
  },
  discard: { type: 'discard' },
} as const satisfies Record<Act['type'], Act>

const binh: Facts['by'] = { personId: BINH, isController: true, isPresent: true }
const facts: Facts = { by: binh, today: '2026-11-28' }

/** The state that follows, or the refusal's code. */
function outcome(state: DocumentState, act: Act, given: Facts = facts): string {
  const decision = decide(state, act, given)
  return decision.ok ? decision.value.state : decision.refusal.code
}

const expected: Record<DocumentState['state'], Record<Act['type'], string>> = {
  absent: {
    create: 'draft',
    edit: 'absent',
    check: 'absent',
    release: 'absent',
    withdraw: 'notPublished',
    discard: 'absent',
  },
  draft: {
    create: 'draftOpen',
    edit: 'draft',
    check: 'checked',
    release: 'notChecked',
    withdraw: 'notPublished',
    discard: 'discarded',
  },
  checked: {
    create: 'draftOpen',
    edit: 'draft',
    check: 'checked',
    release: 'published',
    withdraw: 'notPublished',
    discard: 'discarded',
  },
  published: {
    create: 'versionTaken',
    edit: 'immutable',
    check: 'immutable',
    release: 'immutable',
    withdraw: 'withdrawn',
    discard: 'immutable',
  },
  replaced: {
    create: 'versionTaken',
    edit: 'immutable',
    check: 'immutable',
    release: 'immutable',
    withdraw: 'replaced',
    discard: 'immutable',
  },
  withdrawn: {
    create: 'versionTaken',
    edit: 'immutable',
    check: 'immutable',
    release: 'immutable',
    withdraw: 'withdrawn',
    discard: 'immutable',
  },
  discarded: {
    create: 'draft',
    edit: 'discarded',
    check: 'discarded',
    release: 'discarded',
    withdraw: 'notPublished',
    discard: 'discarded',
  },
}

for (const [name, state] of Object.entries(states)) {
  for (const [type, act] of Object.entries(acts)) {
    const result = expected[state.state][act.type]
    test(`given ${name}, when ${type}, then ${result}`, () => {
      assert.equal(outcome(state, act), result)
    })
    test(`given ${name}, when ${type} by one who is no controller, then it is refused`, () => {
      const by = { ...binh, isController: false }
      assert.equal(outcome(state, act, { ...facts, by }), 'notController')
    })
  }
}

test('withdrawing twice and discarding twice are refusals, not outcomes', () => {
  assert.equal(decide(states.withdrawn, acts.withdraw, facts).ok, false)
  assert.equal(decide(states.discarded, acts.discard, facts).ok, false)
})

test('an edit counts one revision on, names its author and takes the check away', () => {
  const decision = decide(states.checked, acts.edit, facts)
  assert.deepEqual(decision.ok && decision.value, {
    state: 'draft',
    draftedBy: AN,
    editedBy: BINH,
    revision: 4,
    sha256: 'def',
  })
})

for (const [what, state, act, given, code] of [
  ['an edit of an older revision', 'draft', { ...acts.edit, revision: 2 }, facts, 'otherRevision'],
  [
    'an edit that makes another document of it',
    'draft',
    { ...acts.edit, isSameDocument: false },
    facts,
    'otherDocument',
  ],
  [
    'a release by who drafted it',
    'checked',
    acts.release,
    { ...facts, by: { ...binh, personId: AN } },
    'secondPerson',
  ],
  [
    'a release without a fresh one-time code',
    'checked',
    acts.release,
    { ...facts, by: { ...binh, isPresent: false } },
    'needsCode',
  ],
  [
    'a release of what has become faulty since',
    'checked',
    { ...acts.release, faults: ['there is no form x v1'] },
    facts,
    'faulty',
  ],
  [
    'a release on the first day of another version',
    'checked',
    { ...acts.release, validFrom: '2026-01-01' },
    facts,
    'startTaken',
  ],
  [
    'a release that begins before what is in force',
    'checked',
    { ...acts.release, validFrom: '2025-12-31' },
    facts,
    'startsTooEarly',
  ],
  [
    'a withdrawal without a fresh one-time code',
    'published',
    acts.withdraw,
    { ...facts, by: { ...binh, isPresent: false } },
    'needsCode',
  ],
  [
    'a withdrawal without reason',
    'published',
    { ...acts.withdraw, reason: ' ' },
    facts,
    'noReason',
  ],
  [
    'a withdrawal without legal basis',
    'published',
    { ...acts.withdraw, legalBasis: '' },
    facts,
    'noLegalBasis',
  ],
  [
    'a withdrawal from yesterday on',
    'published',
    { ...acts.withdraw, on: '2026-11-27' },
    facts,
    'inThePast',
  ],
] as [string, DocumentState['state'], Act, Facts, string][]) {
  test(`${what} is refused`, () => {
    assert.equal(outcome(states[state], act, given), code)
  })
}

test('whoever edited last does not release, nor is anything released that changed after its check', () => {
  const edited: DocumentState = {
    ...written,
    state: 'checked',
    checkedSha256: 'abc',
    editedBy: BINH,
  }
  assert.equal(outcome(edited, acts.release), 'secondPerson')
  const moved: DocumentState = { ...written, state: 'checked', checkedSha256: 'old' }
  assert.equal(outcome(moved, acts.release), 'changedSinceCheck')
})

test('a check with faults keeps the document a draft', () => {
  const act: Act = { type: 'check', faults: ['/name: is missing'] }
  assert.equal(outcome(states.checked, act), 'draft')
  assert.equal(outcome(states.draft, act), 'draft')
})

test('a version may be posted after its first day, and one before a version that is still to come', () => {
  const late: Act = { ...acts.release, validFrom: '2026-11-02' }
  assert.equal(outcome(states.checked, late), 'published')
  const before: Act = { ...acts.release, validFrom: '2026-12-15', otherStarts: ['2027-01-01'] }
  assert.equal(outcome(states.checked, before), 'published')
})
