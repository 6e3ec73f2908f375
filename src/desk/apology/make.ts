/** The letter as PDF into the store, then the act with its hash. The same key makes the same apology once. */
import type { Handled } from '../../dossier/handle.ts'
import { Conflict } from '../../lib/problem.ts'
import type { Result } from '../../lib/result.ts'
import { toDay } from '../../lib/time.ts'
import type { StaffActor } from '../../office/actor.ts'
import { idFrom } from '../../result/document-id.ts'
import { qrMatrix } from '../../signing/qr.ts'
import { doAct } from '../acts.ts'
import type { DeskDeps } from '../deps.ts'
import type { OpenedDossier } from '../open-dossier.ts'
import type { Apologising } from './form.ts'
import { apologyLetter, type LetterFacts } from './letter.ts'

export type ApologyOrder = { opened: OpenedDossier; by: StaffActor; key: string }

export async function sendApology(
  deps: DeskDeps,
  order: ApologyOrder,
  typed: Apologising,
): Promise<Result<Handled>> {
  const { opened, by, key } = order
  const documentId = idFrom('apology', opened.id, key)
  const sent = sentBefore(opened, documentId)
  const act = { id: opened.id, by, key }
  const paper = sent ?? { documentId, sha256: (await keepLetter(deps, order, typed)).sha256 }
  return doAct(deps, act, { type: 'apologise', ...typed, paper })
}

function sentBefore({ history }: OpenedDossier, documentId: string) {
  const sent = history.find(
    (event) => event.kind === 'apologised' && event.body.paper.documentId === documentId,
  )
  return sent?.kind === 'apologised' ? sent.body.paper : undefined
}

async function keepLetter(deps: DeskDeps, order: ApologyOrder, typed: Apologising) {
  const letter = apologyLetter(await letterFacts(deps, order), typed)
  const { version } = deps.result.papers.versionOn('apologyLetter', toDay(deps.result.now()))
  const pdf = await deps.result.papers.render('apologyLetter', version, letter)
  return deps.result.files.put(pdf, 'application/pdf')
}

export async function letterFacts(
  deps: DeskDeps,
  { opened, by }: Pick<ApologyOrder, 'opened' | 'by'>,
): Promise<LetterFacts> {
  const office = deps.directory.find(opened.state.offices.competent)
  if (!office) throw new Conflict('Không rõ cơ quan giải quyết hồ sơ này.')
  const { keyring, publicUrl, now } = deps.result
  const { personId, name, title } = by
  const holder = { kind: 'person' as const, personId, name, title, officeName: office.name }
  const trackingUrl = `${publicUrl}/tra-cuu`
  return {
    opened,
    office,
    superior:
      office.parentId === null ? null : (deps.directory.find(office.parentId)?.name ?? null),
    codeLists: deps.law.codeLists,
    signer: by,
    trackingUrl,
    qr: qrMatrix(`${trackingUrl}?ma=${encodeURIComponent(opened.state.code)}`),
    isTrial: (await keyring.signerFor(holder)).development,
    now: now(),
  }
}
