/**
 * The life of a document of the law: draft → checked → published → replaced or withdrawn (NĐ 63/2010 Đ13–15). Two people: who drafted
 * or last edited a document never releases it. Pure: who may, which day it is and what the check found come in as facts.
 */
import { ok, refuse, type Refusal, type Result } from '../../lib/result.ts'
import type { Day } from '../../lib/time.ts'

export const documentKinds = ['procedure', 'form', 'workflow'] as const
export type DocumentKind = (typeof documentKinds)[number]

/** abolished: bãi bỏ. suspended: tạm ngừng, until another version is released. */
export const withdrawalManners = ['abolished', 'suspended'] as const
export type WithdrawalManner = (typeof withdrawalManners)[number]

type Written = {
  readonly draftedBy: number
  readonly editedBy: number
  readonly revision: number
  /** Of body and tests. */
  readonly sha256: string
}
type Standing = { readonly validFrom: Day }

/** One version of one document, in exactly one of these states on the day that is asked about. */
export type DocumentState =
  | { readonly state: 'absent' }
  | ({ readonly state: 'draft' } & Written)
  /** Without a fault when it was checked; `checkedSha256` says what was checked. */
  | ({ readonly state: 'checked'; readonly checkedSha256: string } & Written)
  | ({ readonly state: 'published' } & Standing)
  /** `since`: the day on which the next version began. */
  | ({ readonly state: 'replaced'; readonly since: Day } & Standing)
  | ({ readonly state: 'withdrawn'; readonly on: Day } & Standing)
  | { readonly state: 'discarded' }

export type Act =
  | { readonly type: 'create'; readonly sha256: string }
  /** `revision` is the one that the editor saw. */
  | {
      readonly type: 'edit'
      readonly revision: number
      readonly sha256: string
      readonly isSameDocument: boolean
    }
  | { readonly type: 'check'; readonly faults: readonly string[] }
  /** `faults`: the check is run again at the release, because the law around the document may have moved. */
  | {
      readonly type: 'release'
      readonly validFrom: Day
      readonly otherStarts: readonly Day[]
      readonly faults: readonly string[]
    }
  | {
      readonly type: 'withdraw'
      readonly on: Day
      readonly manner: WithdrawalManner
      readonly reason: string
      readonly legalBasis: string
    }
  | { readonly type: 'discard' }

export type Facts = {
  readonly by: {
    readonly personId: number
    readonly isController: boolean
    /** A one-time code was given within the last minutes, as for a signature. */
    readonly isPresent: boolean
  }
  readonly today: Day
}

type Decision = Result<DocumentState>

/** What the act makes of the document, or why not. */
export function decide(document: DocumentState, act: Act, facts: Facts): Decision {
  if (!facts.by.isController) return no.notController
  switch (act.type) {
    case 'create':
      return create(document, act.sha256, facts)
    case 'edit':
      return edit(document, act, facts)
    case 'check':
      return check(document, act.faults)
    case 'release':
      return release(document, act, facts)
    case 'withdraw':
      return withdraw(document, act, facts)
    case 'discard':
      return discard(document)
  }
}

function create(document: DocumentState, sha256: string, { by }: Facts): Decision {
  switch (document.state) {
    case 'absent':
    case 'discarded':
      return ok({
        state: 'draft',
        draftedBy: by.personId,
        editedBy: by.personId,
        revision: 1,
        sha256,
      })
    case 'draft':
    case 'checked':
      return no.draftOpen
    case 'published':
    case 'replaced':
    case 'withdrawn':
      return no.versionTaken
  }
}

function edit(document: DocumentState, act: Act & { type: 'edit' }, { by }: Facts): Decision {
  switch (document.state) {
    case 'draft':
    case 'checked': {
      if (document.revision !== act.revision) return no.otherRevision
      if (!act.isSameDocument) return no.otherDocument
      const { draftedBy, revision } = document
      const { sha256 } = act
      return ok({
        state: 'draft',
        draftedBy,
        editedBy: by.personId,
        revision: revision + 1,
        sha256,
      })
    }
    case 'absent':
    case 'discarded':
    case 'published':
    case 'replaced':
    case 'withdrawn':
      return notOpen(document)
  }
}

function check(document: DocumentState, faults: readonly string[]): Decision {
  switch (document.state) {
    case 'draft':
    case 'checked': {
      const { draftedBy, editedBy, revision, sha256 } = document
      const written = { draftedBy, editedBy, revision, sha256 }
      return ok(
        faults.length > 0
          ? { state: 'draft', ...written }
          : { state: 'checked', checkedSha256: sha256, ...written },
      )
    }
    case 'absent':
    case 'discarded':
    case 'published':
    case 'replaced':
    case 'withdrawn':
      return notOpen(document)
  }
}

function release(document: DocumentState, act: Act & { type: 'release' }, facts: Facts): Decision {
  switch (document.state) {
    case 'draft':
      return no.notChecked
    case 'checked': {
      const refused = releaseRefusal(document, act, facts)
      return refused ?? ok({ state: 'published', validFrom: act.validFrom })
    }
    case 'absent':
    case 'discarded':
    case 'published':
    case 'replaced':
    case 'withdrawn':
      return notOpen(document)
  }
}

function releaseRefusal(
  document: DocumentState & { state: 'checked' },
  { validFrom, otherStarts, faults }: Act & { type: 'release' },
  { by, today }: Facts,
) {
  if ([document.draftedBy, document.editedBy].includes(by.personId)) return no.secondPerson
  if (!by.isPresent) return no.needsCode
  if (document.checkedSha256 !== document.sha256) return no.changedSinceCheck
  if (faults.length > 0)
    return refuse('faulty', `Văn bản còn lỗi, chưa ban hành được: ${faults.join('; ')}`)
  if (otherStarts.includes(validFrom)) return no.startTaken
  const isOvertaken = otherStarts.some((start) => validFrom < start && start <= today)
  return isOvertaken ? no.startsTooEarly : undefined
}

function withdraw(
  document: DocumentState,
  act: Act & { type: 'withdraw' },
  facts: Facts,
): Decision {
  switch (document.state) {
    case 'published':
      return withdrawalRefusal(act, facts) ?? ok({ ...document, state: 'withdrawn', on: act.on })
    case 'replaced':
      return no.replaced
    case 'withdrawn':
      return no.withdrawn
    case 'absent':
    case 'draft':
    case 'checked':
    case 'discarded':
      return no.notPublished
  }
}

function withdrawalRefusal(
  { on, reason, legalBasis }: Act & { type: 'withdraw' },
  { by, today }: Facts,
) {
  if (!by.isPresent) return no.needsCode
  if (reason.trim() === '') return no.noReason
  if (legalBasis.trim() === '') return no.noLegalBasis
  return on < today ? no.inThePast : undefined
}

function discard(document: DocumentState): Decision {
  switch (document.state) {
    case 'draft':
    case 'checked':
      return ok({ state: 'discarded' })
    case 'absent':
    case 'discarded':
    case 'published':
    case 'replaced':
    case 'withdrawn':
      return notOpen(document)
  }
}

type Closed = Exclude<DocumentState['state'], 'draft' | 'checked'>

/** Why a document that is no open draft cannot be edited, checked, released or discarded. */
function notOpen({ state }: { state: Closed }): { ok: false; refusal: Refusal } {
  switch (state) {
    case 'absent':
      return no.absent
    case 'discarded':
      return no.discarded
    case 'published':
    case 'replaced':
    case 'withdrawn':
      return no.immutable
  }
}

const no = {
  notController: refuse(
    'notController',
    'Chỉ người kiểm soát thủ tục hành chính được làm việc này.',
  ),
  draftOpen: refuse('draftOpen', 'Đã có một bản thảo đang mở của phiên bản này.'),
  versionTaken: refuse(
    'versionTaken',
    'Số phiên bản này đã được công bố. Hãy soạn phiên bản tiếp theo.',
  ),
  otherRevision: refuse(
    'otherRevision',
    'Bản thảo vừa được người khác sửa. Hãy mở lại bản mới nhất rồi sửa tiếp.',
  ),
  otherDocument: refuse(
    'otherDocument',
    'Không đổi được mã hay số phiên bản của bản thảo. Hãy soạn bản thảo khác.',
  ),
  notChecked: refuse('notChecked', 'Bản thảo chưa kiểm tra xong. Hãy kiểm tra trước khi ban hành.'),
  changedSinceCheck: refuse(
    'changedSinceCheck',
    'Bản thảo đã đổi sau khi kiểm tra. Hãy kiểm tra lại.',
  ),
  secondPerson: refuse(
    'secondPerson',
    'Người soạn hoặc người sửa cuối không được tự ban hành. Cần một người kiểm soát khác.',
  ),
  needsCode: refuse('needsCode', 'Hãy nhập mã xác thực 6 số.'),
  startTaken: refuse(
    'startTaken',
    'Đã có phiên bản khác bắt đầu áp dụng đúng ngày này. Hãy chọn ngày khác.',
  ),
  startsTooEarly: refuse(
    'startsTooEarly',
    'Ngày bắt đầu áp dụng sớm hơn phiên bản đang áp dụng, nên bản này sẽ không bao giờ áp dụng.',
  ),
  noReason: refuse('noReason', 'Hãy ghi lý do.'),
  noLegalBasis: refuse('noLegalBasis', 'Hãy ghi căn cứ pháp lý.'),
  inThePast: refuse('inThePast', 'Ngày ngừng áp dụng không được ở trong quá khứ.'),
  replaced: refuse('replaced', 'Phiên bản này đã được thay thế, không còn áp dụng.'),
  withdrawn: refuse('withdrawn', 'Phiên bản này đã ngừng áp dụng trước đó.'),
  notPublished: refuse('notPublished', 'Phiên bản này chưa được công bố.'),
  absent: refuse('absent', 'Không có bản thảo này.'),
  discarded: refuse('discarded', 'Bản thảo này đã bị bỏ.'),
  immutable: refuse('immutable', 'Văn bản đã công bố thì không sửa được. Hãy soạn phiên bản mới.'),
} as const
