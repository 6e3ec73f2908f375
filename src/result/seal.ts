/** The clerk's act: number, date and seal on a paper that the competent person has signed (NĐ 30/2020 Đ32.2). */
import { inContext } from '../db/context.ts'
import type { Handled } from '../dossier/handle.ts'
import { NotFound } from '../lib/problem.ts'
import type { Result } from '../lib/result.ts'
import { toDay, type Day } from '../lib/time.ts'
import { sealResult as sealPdf } from '../signing/sign.ts'
import { verifyPdf } from '../signing/verify.ts'
import type { ResultDeps } from './deps.ts'
import { showNumber } from './kinds.ts'
import {
  lawfulNo,
  oncePerKey,
  openCase,
  record,
  type OpenCase,
  type ResultOrder,
} from './open-case.ts'
import { reserveNumber, type BookNumber } from './store.ts'
import { placesOn, recordedBefore, submissionFor, toolsOf } from './submitted.ts'

/**
 * Numbers and seals the signed paper and records it; the dossier is then finished (status 9). The number belongs to the
 * dossier from the first try on, so that a crash, a second click or a second clerk neither doubles nor loses one.
 */
export async function sealResult(deps: ResultDeps, order: ResultOrder): Promise<Result<Handled>> {
  return oncePerKey(() => sealOnce(deps, order))
}

async function sealOnce(deps: ResultDeps, order: ResultOrder): Promise<Result<Handled>> {
  const opened = await openCase(deps, order)
  const { result } = opened.state
  if (result?.sealedHash) return repeatSealed(deps, order)
  const signedHash = result?.signedHash ?? ''
  const command = {
    type: 'recordSealed' as const,
    documentId: result?.documentId ?? '',
    signedHash,
    sealedHash: '',
    number: '',
    on: toDay(deps.now()) as string,
    certificate: '',
  }
  const refusal = lawfulNo(deps, opened, { by: order.by, command })
  if (refusal) return { ok: false, refusal }
  const pdf = await deps.files.read(signedHash)
  if (!pdf) throw new NotFound('Kho tệp không có văn bản lãnh đạo đã ký.')
  const sealed = await sealedPaper(deps, opened, { pdf, order })
  return record(deps, order, { ...command, ...sealed })
}

/** `on`: the day of a corrected paper, which keeps the number of the one that it replaces. */
type Sealed = { sealedHash: string; number: string; on: string; certificate: string }

export async function sealedPaper(
  deps: ResultDeps,
  opened: OpenCase,
  { pdf, order, on }: { pdf: Uint8Array; order: ResultOrder; on?: Day },
): Promise<Sealed> {
  const { office } = opened
  const seal = await deps.keyring.signerFor({
    kind: 'office',
    officeId: office.id,
    name: office.name,
  })
  const documentId = opened.state.result?.documentId ?? ''
  const places = placesOn(deps, opened, await submissionFor(deps, order, documentId))
  const taken = await takeNumber(deps, opened, order)
  const number = showNumber(taken)
  const order_ = {
    pdf,
    seal,
    number,
    on: on ?? taken.reservedOn,
    officeName: office.name,
    at: deps.now(),
    places,
  }
  const sealed = await sealPdf(toolsOf(deps), order_)
  const { whole, signatures } = await verifyPdf(sealed, deps.keyring.trust)
  const certificate = seal.certificate.serialNumber
  if (whole !== 'valid' || signatures.at(-1)?.signer.serial !== certificate)
    throw new Error(`the sealed paper did not verify: ${whole}`)
  const { sha256 } = await deps.files.put(sealed, 'application/pdf')
  return { sealedHash: sha256, number, on: on ?? taken.reservedOn, certificate }
}

/** A transaction of its own, short, with the book's row locked last: other clerks of the office wait milliseconds. */
async function takeNumber(
  deps: ResultDeps,
  { office, kind }: OpenCase,
  { by, dossierId }: ResultOrder,
): Promise<BookNumber> {
  const on = toDay(deps.now())
  return inContext(deps.dossier.db, by, (tx) =>
    reserveNumber(tx, { officeId: office.id, book: kind.book, dossierId, on }),
  )
}

async function repeatSealed(deps: ResultDeps, order: ResultOrder): Promise<Result<Handled>> {
  const event = await recordedBefore(deps, order, 'resultSealed')
  const { clock: _clock, ...body } = event.body
  return record(deps, order, { type: 'recordSealed', ...body })
}
