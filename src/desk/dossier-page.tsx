import { DeclaredAnswers, titleOf } from '../counter/dossier-parts.tsx'
import { statusOf } from '../dossier/dossier.ts'
import type { Problem } from '../lib/problem.ts'
import { showMoment } from '../lib/time.ts'
import { Note } from '../ui/blocks.tsx'
import { Button, ButtonLink } from '../ui/buttons.tsx'
import type { Leader } from '../result/store.ts'
import { ErrorSummary } from '../ui/fields.tsx'
import { PostForm } from '../ui/keys.tsx'
import { StatusTag, type OfficialStatus } from '../ui/status.tsx'
import { Dock, Tabs } from '../ui/tables.tsx'
import { differences } from './comparison.ts'
import { ComparisonTab } from './comparison-tab.tsx'
import { HistoryTab, PapersTab, ResultTab } from './dossier-tabs.tsx'
import { TripCount } from '../counter/trip-count.tsx'
import type { DossierView } from './dossier-view.ts'
import { LegsPanel } from './legs-panel.tsx'
import { LedgerTab, type LedgerTabProps } from './holders/ledger-tab.tsx'
import { DoneNote, TimedHead } from './page-parts.tsx'
import { BackTo, casePath, DeskPage, sealPath, signPath } from './shell.tsx'
import { situations } from './situation.ts'
import { StepsPanel, type StepTyped } from './steps-panel.tsx'
import { Viewer } from './viewer.tsx'
import { SOURCE_NAMES } from './work-list-filters.tsx'

export const DOSSIER_TABS = [
  'doi-chieu',
  'to-khai',
  'giay-to',
  'lich-su',
  'trach-nhiem',
  'ket-qua',
] as const
export type DossierTab = (typeof DOSSIER_TABS)[number]

export type DossierPageProps = {
  view: DossierView
  tab: DossierTab
  /** The file in the viewer; the first one when left out. */
  fileId: string | null
  /** Said once, after an act. */
  done?: string | undefined
  /** Whoever may sign, when the officer has to choose. */
  leaders: readonly Leader[]
  problems?: readonly Problem[]
  ticked?: ReadonlySet<string>
  note?: string
  idempotencyKey?: string | undefined
  stepTyped?: StepTyped
  /** Read for its own tab alone. */
  ledger?: Omit<LedgerTabProps, 'id'>
}

/** Mock 11: the dossier beside its papers, and the acts that stand open now. */
export function DossierPage(props: DossierPageProps) {
  const { view, problems = [] } = props
  const { opened, me } = view
  const title = titleOf(opened)
  const hrefOf = (fileId: string) => tabHref(opened.id, props.tab, fileId)
  const chosen = opened.files.find(({ id }) => id === props.fileId) ?? opened.files[0]
  return (
    <DeskPage me={me} title={title} current="/viec" hasErrors={problems.length > 0}>
      <ErrorSummary problems={problems} />
      <BackTo href="/viec">Việc của tôi</BackTo>
      <Head view={view} title={title} />
      <DoneNote done={props.done} />
      {situations(view).map(({ tone, text }) => (
        <Note tone={tone}>
          <p>{text}</p>
        </Note>
      ))}
      <StepsPanel
        id={opened.id}
        waiting={view.waiting}
        typed={props.stepTyped}
        problems={problems}
      />
      <LegsPanel id={opened.id} legs={view.legs} />
      <div class="split">
        <div>
          <DossierTabs {...props} />
          <Tab {...props} hrefOf={hrefOf} />
        </div>
        <Viewer opened={opened} chosen={chosen} hrefOf={hrefOf} />
      </div>
      <Verbs {...props} />
    </DeskPage>
  )
}

function tabHref(id: string, tab: DossierTab, fileId?: string | null): string {
  const search = new URLSearchParams({
    ...(tab === 'doi-chieu' ? {} : { xem: tab }),
    ...(fileId ? { tep: fileId } : {}),
  }).toString()
  return search === '' ? casePath(id) : `${casePath(id)}?${search}`
}

function Head({ view, title }: { view: DossierView; title: string }) {
  const { row, state } = view.opened
  return (
    <>
      <TimedHead title={title} countdown={view.countdown}>
        <StatusTag status={statusOf(state) as OfficialStatus} short />
      </TimedHead>
      <p class="meta">
        <span class="code">{row.code}</span> · nộp {showMoment(row.submitted_at)} ·{' '}
        {SOURCE_NAMES[row.source].toLowerCase()} · người nộp: {row.applicant_name}
        {row.phone === null ? null : ` · ${row.phone.replace(/^(\d{4})(\d{3})(\d+)$/, '$1 $2 $3')}`}
        {' · '}đã phải đến: <TripCount trips={view.opened.trips} />
        {' · '}
        <a href={`/quay/${view.opened.id}/ban-chinh`}>bản chính</a>
      </p>
    </>
  )
}

const TAB_NAMES: Readonly<Record<DossierTab, string>> = {
  'doi-chieu': 'Đối chiếu',
  'to-khai': 'Tờ khai',
  'giay-to': 'Giấy tờ',
  'lich-su': 'Lịch sử',
  'trach-nhiem': 'Ai giữ',
  'ket-qua': 'Bản nháp kết quả',
}

function DossierTabs({ view, tab, fileId }: DossierPageProps) {
  const counts: Partial<Record<DossierTab, number>> = {
    'doi-chieu': differences(view.groups).length,
    'giay-to': view.opened.files.length,
  }
  return (
    <Tabs
      label="Nội dung hồ sơ"
      tabs={DOSSIER_TABS.map((each) => ({
        href: tabHref(view.opened.id, each, fileId),
        label: each === 'ket-qua' && view.opened.state.result ? 'Kết quả' : TAB_NAMES[each],
        current: each === tab,
        alarming: each === 'doi-chieu',
        ...(counts[each] === undefined ? {} : { count: counts[each] }),
      }))}
    />
  )
}

function Tab(props: DossierPageProps & { hrefOf: (fileId: string) => string }) {
  const { view } = props
  switch (props.tab) {
    case 'doi-chieu':
      return (
        <ComparisonTab
          view={view}
          ticked={props.ticked ?? new Set()}
          note={props.note ?? ''}
          idempotencyKey={props.idempotencyKey}
        />
      )
    case 'to-khai':
      return <DeclaredAnswers opened={view.opened} codeLists={view.codeLists} />
    case 'giay-to':
      return <PapersTab view={view} hrefOf={props.hrefOf} />
    case 'lich-su':
      return <HistoryTab view={view} />
    case 'trach-nhiem':
      return props.ledger ? <LedgerTab id={view.opened.id} {...props.ledger} /> : null
    case 'ket-qua':
      return <ResultTab view={view} />
  }
}

/** The verbs that stand open now, in order of use, refusal last. */
function Verbs(props: DossierPageProps) {
  const { view } = props
  const { verbs, opened } = view
  const { id } = opened
  if (verbs.size === 0)
    return (
      <Dock note={<NextLink id={id} />}>
        <span class="meta">
          {isAbove(props.view)
            ? 'Việc của ông/bà ở phía trên: bước đang làm hoặc chặng liên thông.'
            : 'Không có việc nào ông/bà làm được với hồ sơ này bây giờ.'}
        </span>
      </Dock>
    )
  return (
    <Dock note={<NextLink id={id} />}>
      {verbs.has('claim') ? <OneButton id={id} act="nhan" label="Nhận xử lý" /> : null}
      {verbs.has('examine') ? <ExamineButton {...props} /> : null}
      {verbs.has('sendDraft') ? (
        <OneButton id={id} act="ban-nhap" label="Gửi bản nháp cho người dân" />
      ) : null}
      {verbs.has('submitForSigning') ? <SubmitButton {...props} /> : null}
      {verbs.has('sign') ? (
        <ButtonLink href={signPath(id)} icon="sign">
          Xem và ký
        </ButtonLink>
      ) : null}
      {verbs.has('seal') ? (
        <ButtonLink href={sealPath(id)} icon="stamp">
          Cấp số và đóng dấu
        </ButtonLink>
      ) : null}
      {verbs.has('requestSupplement') ? (
        <ButtonLink look="second" icon="fileadd" href={casePath(id, 'bo-sung')} keys="B">
          Yêu cầu bổ sung
        </ButtonLink>
      ) : null}
      {verbs.has('handOver') || verbs.has('reassign') ? (
        <ButtonLink look="second" icon="user" href={casePath(id, 'ban-giao')}>
          {verbs.has('reassign') ? 'Phân công lại' : 'Bàn giao'}
        </ButtonLink>
      ) : null}
      {verbs.has('requestFee') ? (
        <ButtonLink look="link" href={casePath(id, 'phi')}>
          Yêu cầu nộp phí
        </ButtonLink>
      ) : null}
      {verbs.has('apologise') && view.isApologyDue ? (
        <ButtonLink look="second" icon="edit" href={casePath(id, 'xin-loi')}>
          Xin lỗi và hẹn lại
        </ButtonLink>
      ) : null}
      {verbs.has('stop') ? (
        <ButtonLink look="refuse" href={casePath(id, 'dung')}>
          Dừng xử lý
        </ButtonLink>
      ) : null}
    </Dock>
  )
}

/** A step or a leg that is this official's, shown above the papers. */
function isAbove({ waiting, legs }: DossierView): boolean {
  return waiting.some(({ mine }) => mine !== null) || legs.some(({ verbs }) => verbs.size > 0)
}

function NextLink({ id }: { id: string }) {
  return (
    <a href={`/viec/gap-nhat?bo=${id}`} data-keys="N">
      Hồ sơ gấp tiếp theo <kbd>N</kbd>
    </a>
  )
}

function OneButton(props: { id: string; act: string; label: string }) {
  return (
    <PostForm action={casePath(props.id, props.act)} label={props.label} main>
      <Button keys="Ctrl ↵">{props.label}</Button>
    </PostForm>
  )
}

/** The checklist stands on its own tab: from the others the way leads there first. */
function ExamineButton({ tab, view }: DossierPageProps) {
  if (tab === 'doi-chieu')
    return (
      <Button form="examine" keys="Ctrl ↵">
        Thẩm tra xong
      </Button>
    )
  return <ButtonLink href={casePath(view.opened.id)}>Thẩm tra</ButtonLink>
}

function SubmitButton({ view, leaders }: DossierPageProps) {
  return (
    <PostForm action={casePath(view.opened.id, 'trinh-ky')} label="Trình ký" main>
      {leaders.length < 2 ? null : (
        <>
          <label class="vh" for="leader">
            Người ký
          </label>
          <select class="in" id="leader" name="leader">
            {leaders.map(({ personId, name, title, delegationId }) => (
              <option
                value={delegationId === null ? String(personId) : `${personId}.${delegationId}`}
              >
                {title} {name}
              </option>
            ))}
          </select>
        </>
      )}
      <Button icon="send" keys="Ctrl ↵">
        Trình ký
      </Button>
    </PostForm>
  )
}
