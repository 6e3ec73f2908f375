/** Preparer ≠ approver, and whoever filed never decides (domain §11.10): also when one works in the place of another. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { commandOf, factsOf, folded } from '../../../test/access/situations.ts'
import { staff, terms } from '../../../test/support/office.ts'
import { actorKey, type StaffActor, type StandingIn } from '../../office/actor.ts'
import { refusalToAct, rules, standInOf } from '../access.ts'
import type { Command, CommandType } from '../commands.ts'
import { decide } from '../decide.ts'
import type { DossierState } from '../dossier.ts'
import { after, WAYS } from '../../../test/access/situations.ts'

/** Everybody holds every role of the ward: only the persons keep them apart. */
const cast: StaffActor[] = Array.from({ length: 5 }, () => {
  const someone = staff('officer')
  const officeId = someone.officeId
  const roles = (['receptionist', 'officer', 'leader', 'clerk'] as const).map((role) => ({
    role,
    officeId,
  }))
  return { ...someone, roles }
})
const who = fc.integer({ min: 0, max: cast.length - 1 })
const idOf = (n: number): number => cast[n]!.personId
const PAPER = '01a1fd5a-8f48-7a69-9c66-14cf27a813d4'

/** Any table of substitutions at all, also such as no office would allow. */
const substitutions = fc.array(
  fc.record({
    who,
    person: who,
    ground: fc.constantFrom<StandingIn['ground']>('absence', 'signing'),
  }),
  { maxLength: 12 },
)
const TYPES: CommandType[] = [
  'claim',
  'examine',
  'sendDraft',
  'confirmDraft',
  'recordRegisterEntry',
  'submitForSigning',
  'declineSigning',
  'recordSigned',
  'recordSealed',
  'stop',
  'handOver',
  'reassign',
  'release',
]
const steps = fc.array(
  fc.record({ by: who, type: fc.constantFrom(...TYPES), to: who, delegated: fc.boolean() }),
  { minLength: 5, maxLength: 40 },
)

function whole(type: CommandType, to: number, delegated: boolean): Command {
  const command = commandOf(type, 'officer')
  if (command.type === 'handOver' || command.type === 'reassign')
    return { ...command, to: idOf(to) }
  return command.type === 'recordSigned' && delegated ? { ...command, delegation: PAPER } : command
}

type Done = { type: CommandType; people: number[] }

/** Plays the steps as `handle` does; whoever acted, and in whose place, is kept beside what the history says. */
function play(
  start: DossierState,
  table: readonly { who: number; person: number; ground: StandingIn['ground'] }[],
  wanted: readonly { by: number; type: CommandType; to: number; delegated: boolean }[],
): { state: DossierState; done: Done[] } {
  let state = start
  const done: Done[] = []
  for (const { by, type, to, delegated } of wanted) {
    const standsIn = table
      .filter((each) => each.who === by && each.person !== by)
      .map(({ person, ground }) => ({ person: idOf(person), ground, id: PAPER }))
    const actor = { ...cast[by]!, standsIn }
    const isSystem = type === 'recordRegisterEntry'
    const isApplicant = type === 'confirmDraft'
    const command = whole(type, to, delegated)
    if (!isSystem && !isApplicant && refusalToAct(actor, command, state) !== null) continue
    const stands = standInOf(actor, command, state)
    const facts = {
      ...factsOf('officer', terms),
      actor: isSystem ? 'system:civilRegister' : isApplicant ? 'citizen:1' : actorKey(actor),
      personId: actor.personId,
      receiver: { personId: idOf(to), holdsRole: true, awayTo: null },
      ...(stands && !isSystem && !isApplicant && { standsIn: stands }),
    }
    const decision = decide(state, command, facts)
    if (!decision.ok) continue
    state = folded(state, decision.value, facts)
    if (!isSystem && !isApplicant)
      done.push({ type, people: [actor.personId, ...(stands ? [stands.person] : [])] })
  }
  return { state, done }
}

const PREPARING: readonly CommandType[] = ['examine', 'sendDraft', 'submitForSigning']
const deciding = (type: CommandType): boolean =>
  (rules[type] as { decides?: true }).decides === true

const accepted = (filer: number, applicant: number | null): DossierState => ({
  ...after(WAYS.accepted, terms)!,
  filedBy: `staff:${idOf(filer)}`,
  applicantPersonId: applicant === null ? null : idOf(applicant),
})

describe('whoever stands in for whom', () => {
  it('who filed it or whose matter it is decides nothing, by themselves or through another', () => {
    let decided = 0
    fc.assert(
      fc.property(who, fc.option(who), substitutions, steps, (filer, applicant, table, wanted) => {
        const { done } = play(accepted(filer, applicant), table, wanted)
        for (const { people } of done.filter(({ type }) => deciding(type))) {
          decided += 1
          assert.ok(!people.includes(idOf(filer)), 'the account that filed decides')
          if (applicant !== null) assert.ok(!people.includes(idOf(applicant)), 'its own matter')
        }
      }),
      { numRuns: 400 },
    )
    assert.ok(decided > 100, `only ${decided} decisions were looked at`)
  })

  it('nobody signs what they prepared, had prepared in their place, or delegate to a preparer', () => {
    const ready = (
      officer: number,
    ): { by: number; type: CommandType; to: number; delegated: boolean }[] =>
      (
        [
          'claim',
          'examine',
          'sendDraft',
          'confirmDraft',
          'recordRegisterEntry',
          'submitForSigning',
        ] as const
      ).map((type) => ({ by: officer, type, to: officer, delegated: false }))
    let signed = 0
    fc.assert(
      fc.property(
        fc.record({ holder: who, worker: who, filer: who }),
        substitutions,
        fc.array(fc.record({ by: who, delegated: fc.boolean() }), { minLength: 1, maxLength: 8 }),
        ({ holder, worker, filer }, table, signers) => {
          const wanted = [
            { by: holder, type: 'claim' as const, to: holder, delegated: false },
            ...ready(worker),
            ...ready(holder),
            ...signers.map((each) => ({ ...each, type: 'recordSigned' as const, to: 0 })),
          ]
          const substituted = [
            ...table,
            { who: worker, person: holder, ground: 'absence' as const },
          ]
          const { state, done } = play(accepted(filer, null), substituted, wanted)
          const prepared = done.filter(({ type }) => PREPARING.includes(type))
          const last = prepared.at(-1)
          for (const { people } of done.filter(({ type }) => type === 'recordSigned')) {
            signed += 1
            assert.ok(last, 'signed what nobody prepared')
            for (const person of last.people)
              assert.ok(!people.includes(person), 'a preparer signs')
            assert.ok(!people.includes(idOf(filer)), 'the account that filed signs')
            for (const person of state.preparedFor ?? []) assert.ok(!people.includes(person))
          }
        },
      ),
      { numRuns: 400 },
    )
    assert.ok(signed > 50, `only ${signed} signatures were looked at`)
  })
})

describe('the dossier of somebody who is away', () => {
  const [holder, substitute, other] = cast as [StaffActor, StaffActor, StaffActor]
  const held: DossierState = { ...after(WAYS.accepted, terms)!, holder: holder.personId }
  const examine = commandOf('examine', 'officer')
  const ground: StandingIn = { person: holder.personId, ground: 'absence', id: PAPER }

  it('is worked on by the substitute, and the history names both', () => {
    const by = { ...substitute, standsIn: [ground] }
    assert.equal(refusalToAct(by, examine, held), null)
    const facts = { ...factsOf('officer', terms), actor: actorKey(by), standsIn: ground }
    const decision = decide(held, examine, facts)
    assert.ok(decision.ok)
    assert.deepEqual(decision.value.at(-1), {
      kind: 'stoodIn',
      body: { ...ground, act: 'examine' },
    })
    const next = folded(held, decision.value, facts)
    assert.equal(next.holder, holder.personId)
    assert.equal(next.preparedBy, actorKey(by))
    assert.deepEqual(next.preparedFor, [holder.personId])
  })

  it('is not worked on by others, nor under a delegation of another kind', () => {
    const signing: StandingIn = { ...ground, ground: 'signing' }
    assert.equal(refusalToAct(other, examine, held)?.code, 'notHolder')
    assert.equal(refusalToAct({ ...other, standsIn: [signing] }, examine, held)?.code, 'notHolder')
    const elsewhere = { ...ground, person: other.personId }
    const no = refusalToAct({ ...substitute, standsIn: [elsewhere] }, examine, held)
    assert.equal(no?.code, 'notHolder')
  })

  it('a signature under a delegation that does not hold is refused', () => {
    const forSigning = after(WAYS.forSigning, terms)!
    const command = whole('recordSigned', 0, true)
    assert.equal(refusalToAct(other, command, forSigning)?.code, 'delegationOver')
    const signing: StandingIn = { person: holder.personId, ground: 'signing', id: PAPER }
    assert.equal(refusalToAct({ ...other, standsIn: [signing] }, command, forSigning), null)
  })
})
