import type { Problem } from '../lib/problem.ts'
import { showMoment } from '../lib/time.ts'
import { hasRole, type StaffActor } from '../office/actor.ts'
import type { StaffName } from '../office/duty-store.ts'
import type { ActRow } from '../office/operator-store.ts'
import { KeyValues, Panel } from '../ui/blocks.tsx'
import { BackLink, Button } from '../ui/buttons.tsx'
import { ErrorSummary, problemOf } from '../ui/fields.tsx'
import { Select, TextArea } from '../ui/inputs.tsx'
import { PostForm } from '../ui/keys.tsx'
import { ActButton, ActsPanel } from './acts-table.tsx'
import { placeWords, StateTag } from './finding-list-page.tsx'
import type { Finding } from './findings-store.ts'
import { HousePage } from './house-shell.tsx'
import { findingTitle, invariantNamed, NIGHT_RUN, NIGHT_RUN_WORDS } from './invariants/all.ts'
import { FINDINGS_PATH } from './paths.ts'

export type FindingProps = {
  me: StaffActor
  finding: Finding
  acts: readonly ActRow[]
  people: readonly StaffName[]
  problems: readonly Problem[]
  reason: string
}

/** One difference: what must hold, what differs, since when, whose it is, and what may be done. */
export function FindingPage(props: FindingProps) {
  const { me, finding, acts, problems } = props
  const title = findingTitle(finding.invariant)
  return (
    <HousePage
      me={me}
      title={`Sai lệch: ${title}`}
      current={FINDINGS_PATH}
      hasErrors={problems.length > 0}
    >
      <BackLink href={FINDINGS_PATH}>Sai lệch</BackLink>
      <ErrorSummary problems={problems} />
      <h1>{title}</h1>
      <Panel>
        <KeyValues pairs={factsOf(props)} />
      </Panel>
      {finding.state === 'mended' ? null : <Acts {...props} />}
      <ActsPanel acts={acts} />
    </HousePage>
  )
}

function factsOf({ me, finding }: FindingProps) {
  const words =
    finding.invariant === NIGHT_RUN ? NIGHT_RUN_WORDS : invariantNamed(finding.invariant)
  const { acknowledgedBy, acknowledgedAt, toldAt, escalatedAt, mendedAt } = finding
  const told = [
    toldAt ? `người thứ nhất lúc ${showMoment(toldAt)}` : 'chưa báo cho ai',
    ...(escalatedAt ? [`người thứ hai lúc ${showMoment(escalatedAt)}`] : []),
  ]
  return [
    { label: 'Tình trạng', value: <StateTag {...finding} /> },
    { label: 'Phải đúng', value: words?.statement ?? finding.invariant },
    { label: 'Ở đâu', value: placeWords(finding, hasRole(me, 'supervisor')) },
    { label: 'Sai lệch', value: finding.what },
    { label: 'Thấy từ', value: showMoment(finding.since) },
    { label: 'Thấy lần cuối', value: `${showMoment(finding.seenAt)}, ${finding.nights} lần` },
    { label: 'Đã báo', value: told.join('; ') },
    { label: 'Người xử lý', value: finding.owner ?? 'chưa có' },
    ...(acknowledgedBy && acknowledgedAt
      ? [{ label: 'Nhận xử lý', value: `${acknowledgedBy}, ${showMoment(acknowledgedAt)}` }]
      : []),
    ...(mendedAt ? [{ label: 'Hết lúc', value: showMoment(mendedAt) }] : []),
    { label: 'Cách sửa', value: words?.mend ?? 'Báo nhóm kỹ thuật.' },
  ]
}

function Acts({ finding, people, problems, reason }: FindingProps) {
  const action = `${FINDINGS_PATH}/${finding.id}`
  const { canReproject = false, needsReason = false } = invariantNamed(finding.invariant) ?? {}
  return (
    <>
      <Panel title="Việc cần làm">
        <div class="actions">
          {finding.state === 'open' && !needsReason ? (
            <ActButton action={action} act="acknowledge" words="Tôi nhận xử lý" look="main" />
          ) : null}
          {finding.invariant === NIGHT_RUN ? null : (
            <ActButton action={action} act="recheck" words="Kiểm tra lại ngay" />
          )}
        </div>
        <PostForm action={action} label="Giao việc">
          <input type="hidden" name="act" value="assign" />
          <Select
            name="person"
            label="Giao cho"
            value={finding.assignedTo === null ? '' : String(finding.assignedTo)}
            options={people.map(({ personId, fullName, title }) => ({
              value: String(personId),
              label: `${fullName}, ${title}`,
            }))}
            error={problemOf(problems, 'person')}
          />
          <Button look="second">Giao việc</Button>
        </PostForm>
      </Panel>
      <Panel title="Ghi chú, sửa">
        <PostForm action={action} label="Ghi chú, sửa">
          <TextArea
            name="reason"
            label="Ghi chú hoặc lý do"
            hint="Không ghi tên người, số giấy tờ."
            rows={3}
            maxlength={300}
            value={reason}
            error={problemOf(problems, 'reason')}
          />
          <div class="actions">
            {finding.state === 'open' && needsReason ? (
              <Button name="act" value="acknowledge">
                Tôi nhận xử lý, lý do như trên
              </Button>
            ) : null}
            <Button look="second" name="act" value="note">
              Ghi chú
            </Button>
            {canReproject && finding.dossierId !== null ? (
              <Button look="second" name="act" value="reproject">
                Dựng lại hồ sơ từ lịch sử
              </Button>
            ) : null}
          </div>
          {canReproject ? (
            <p class="meta">
              Dựng lại chỉ ghi lại những gì suy ra được từ lịch sử; không gửi gì ra ngoài, không đổi
              lịch sử, và bị từ chối nếu lịch sử không nguyên vẹn.
            </p>
          ) : null}
        </PostForm>
      </Panel>
    </>
  )
}
