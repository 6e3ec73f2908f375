/** What the office does to a mother's dossier, step by step, when a test of the citizen's pages needs it there. */
import { randomUUID } from 'node:crypto'
import type { CitizenDoors } from './citizen-doors.ts'
import { accepted, act, register, staff } from './office.ts'

export const receptionist = staff('receptionist')
export const officer = staff('officer')
const leader = staff('leader')
const clerk = staff('clerk')

const PAPER = Buffer.from('%PDF-1.7\n% a made paper\n%%EOF\n')

export async function accept({ deps }: CitizenDoors, id: string): Promise<void> {
  accepted(await act(deps.dossier, id, receptionist, { type: 'accept', originals: [] }))
}

/** Accepted, examined, and a draft sent; answers the draft's hash. */
export async function sendDraft(doors: CitizenDoors, id: string): Promise<string> {
  const { deps } = doors
  await accept(doors, id)
  accepted(await act(deps.dossier, id, officer, { type: 'claim' }))
  accepted(await act(deps.dossier, id, officer, { type: 'examine', checks: [] }))
  return draftAgain(doors, id, PAPER)
}

export async function draftAgain({ deps }: CitizenDoors, id: string, bytes: Buffer) {
  const { sha256 } = await deps.files.put(bytes, 'application/pdf')
  const documentId = randomUUID()
  accepted(await act(deps.dossier, id, officer, { type: 'sendDraft', documentId, sha256 }))
  return sha256
}

/** From the confirmed draft to the sealed paper: the stored bytes stand for it, since nothing here reads signatures. */
export async function seal({ deps }: CitizenDoors, id: string): Promise<Buffer> {
  const { sha256 } = await deps.files.put(PAPER, 'application/pdf')
  const documentId = randomUUID()
  const entry = {
    register: 'khai-sinh',
    book: '01/2026',
    number: '118',
    registeredOn: '2026-11-20',
  }
  const steps = [
    [
      register,
      { type: 'recordRegisterEntry', ...entry, reference: 'r1', personalNumber: '001326000001' },
    ],
    [officer, { type: 'submitForSigning', documentId, sha256 }],
    [
      leader,
      {
        type: 'recordSigned',
        documentId,
        documentHash: sha256,
        signedHash: sha256,
        capacity: 'Chủ tịch',
        certificate: 'c',
      },
    ],
    [
      clerk,
      {
        type: 'recordSealed',
        documentId,
        signedHash: sha256,
        sealedHash: sha256,
        number: '128/2026/GKS',
        on: '2026-11-20',
        certificate: 'c',
      },
    ],
  ] as const
  for (const [by, command] of steps) accepted(await act(deps.dossier, id, by, command))
  return PAPER
}
