import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { CITY, citizen, filing, OTHER_WARD, staff, terms, WARD } from '../../test/support/office.ts'
import { ROLES, type Role } from '../office/actor.ts'
import { canRead, refusalToAct, rules, scopesOfDossier } from './access.ts'
import type { Command } from './commands.ts'
import { evolve, type DossierState } from './dossier.ts'

const above = (id: number): number[] => (id === CITY ? [] : [CITY])
const mother = citizen()
const filed = (): DossierState => {
  const {
    answers: _answers,
    ownerName: _owner,
    applicantName: _name,
    fileNames: _files,
    phone: _phone,
    type: _type,
    ...rest
  } = filing(mother)
  const body = {
    ...rest,
    code: 'H26.101-20261123-0001',
    procedure: { code: '1.001193', version: 1, caseCode: '1.001193.01', name: 'Đăng ký khai sinh' },
    form: { id: 'khai-sinh', version: 1 },
    workflow: { id: '1.001193', version: 1 },
    helper: null,
  }
  const at = new Date('2026-11-23T02:00:00Z')
  return evolve(
    null,
    {
      kind: 'filed',
      body,
      seq: 1,
      version: 1,
      occurredAt: at,
      recordedAt: at,
      actor: 'citizen:1',
      officeId: null,
      origin: 'live',
    },
    terms,
  )
}
const command = (type: Command['type']): Command => ({ type }) as Command

describe('who may see a dossier and do what to it', () => {
  it('each role may do what the law gives it and nothing else', () => {
    const may = (role: Role): string[] =>
      Object.keys(rules)
        .filter((type) => type !== 'file' && mayDo(role, type as Command['type']))
        .sort()
    const mayDo = (role: Role, type: Command['type']): boolean => {
      const by = staff(role)
      return refusalToAct(by, command(type), { ...filed(), holder: by.personId }) === null
    }
    const originals = ['findOriginals', 'receiveOriginals', 'sendOriginals', 'takeOriginals']
    const corrections = ['dropCorrection', 'prepareCorrection']
    const expected: Record<Role, string[]> = {
      receptionist: [
        ...originals,
        'accept',
        'answerLeg',
        'changeReturnPlace',
        'clearDuplicate',
        'completeStep',
        'confirmDraft',
        'confirmWithdrawal',
        'deliver',
        'handOverRevocation',
        'handToCompetent',
        'link',
        'receiveForAnother',
        'recordFee',
        'refuse',
        'requestSupplement',
        'requestWithdrawal',
        'returnDraft',
        'returnLegResult',
        'returnOriginals',
        'supplement',
        'suspectDuplicate',
      ],
      // Of the steps without an act of their own each has its role; where none waits, all four hear where the dossier is.
      officer: [
        ...originals,
        ...corrections,
        'acknowledgeLeg',
        'askLeg',
        'claim',
        'claimLeg',
        'completeStep',
        'endLeg',
        'examine',
        'handOver',
        'release',
        'requestFee',
        'requestSupplement',
        'sendDraft',
        'stop',
        'submitForSigning',
      ],
      leader: [
        'apologise',
        'completeStep',
        'decideOffices',
        'decideRevocation',
        'declineSigning',
        'dropCorrection',
        'reassign',
        'recordSigned',
        'signCorrection',
        'stop',
      ],
      clerk: [
        ...originals,
        ...corrections,
        'completeStep',
        'correctResult',
        'recordSealed',
        'revokeResult',
      ],
      // Which part of a divided office has it: nothing of the matter itself is decided by that.
      supervisor: ['decideOffices'],
      controller: [],
      admin: [],
    }
    for (const role of ROLES) assert.deepEqual(may(role), expected[role].toSorted(), role)
  })

  it('the same role at another office may do nothing', () => {
    for (const role of ROLES) {
      for (const type of Object.keys(rules) as Command['type'][]) {
        if (type === 'file') continue
        assert.ok(refusalToAct(staff(role, OTHER_WARD), command(type), filed()), `${role} ${type}`)
      }
    }
  })

  it('the officer who does not hold the dossier is told who must take it first', () => {
    const refusal = refusalToAct(staff('officer'), command('examine'), { ...filed(), holder: 5 })
    assert.equal(refusal?.code, 'notHolder')
  })

  it('whoever prepared, typed or filed it never decides it', () => {
    const leader = {
      ...staff('leader'),
      roles: [
        { role: 'leader' as const, officeId: WARD },
        { role: 'receptionist' as const, officeId: WARD },
      ],
    }
    const me = `staff:${leader.personId}`
    assert.equal(
      refusalToAct(leader, command('recordSigned'), { ...filed(), preparedBy: me })?.code,
      'preparerSigns',
    )
    assert.equal(
      refusalToAct(leader, command('recordSigned'), { ...filed(), filedBy: me })?.code,
      'selfDecides',
    )
    assert.equal(
      refusalToAct(leader, command('recordSigned'), {
        ...filed(),
        applicantPersonId: leader.personId,
      })?.code,
      'selfDecides',
    )
    assert.equal(refusalToAct(leader, command('recordSigned'), filed()), null)
  })

  it('the applicant acts for their own dossier only', () => {
    assert.equal(refusalToAct(mother, command('supplement'), filed()), null)
    assert.ok(refusalToAct(citizen(), command('supplement'), filed()))
    assert.ok(refusalToAct(mother, command('accept'), filed()))
  })

  it('reading needs a common scope: exactly the three offices, those above them, and the applicant', () => {
    const id = fc.integer({ min: 1, max: 6 })
    fc.assert(
      fc.property(id, id, id, id, (receiving, competent, returning, reader) => {
        const offices = { receiving, competent, returning }
        const scopes = scopesOfDossier(offices, mother.personId, above)
        const expected = reader === CITY || [receiving, competent, returning].includes(reader)
        assert.equal(canRead({ ...staff('officer', reader), scopes: [reader] }, scopes), expected)
        assert.ok(canRead(mother, scopes))
        assert.ok(!canRead(citizen(), scopes))
      }),
    )
  })
})
