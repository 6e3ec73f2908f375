import type { Problem } from '../lib/problem.ts'
import { showMoment } from '../lib/time.ts'
import { decisionPath } from '../measure/reorganisation/paths.ts'
import { hasRole, type StaffActor } from '../office/actor.ts'
import type { ActRow } from '../office/operator-store.ts'
import { KeyValues, Note, Panel } from '../ui/blocks.tsx'
import { BackLink, Button } from '../ui/buttons.tsx'
import { ErrorSummary, problemOf } from '../ui/fields.tsx'
import { Select, TextArea } from '../ui/inputs.tsx'
import { PostForm } from '../ui/keys.tsx'
import { ActsPanel } from './acts-table.tsx'
import { HousePage } from './house-shell.tsx'
import { STUCK_LIST_PATH } from './paths.ts'
import { DossierName } from './stuck-list-page.tsx'
import type { StuckKind, StuckThing, Taker } from './stuck-store.ts'
import {
  giveUpWords,
  reasonWords,
  retryWords,
  STUCK_KIND_NAMES,
  stateWords,
  thingWords,
  type AgencyNames,
} from './stuck-words.ts'
import { canGiveUp, canRetry, needsReason } from './stuck-acts.ts'

export type StuckThingProps = {
  me: StaffActor
  kind: StuckKind
  thing: StuckThing
  acts: readonly ActRow[]
  problems: readonly Problem[]
  reason: string
  takers: readonly Taker[]
  agencies: AgencyNames
}

/** One thing that is stuck: what is known of it, what was done about it, what may be done. */
export function StuckThingPage(props: StuckThingProps) {
  const { me, kind, thing, acts, problems, agencies } = props
  return (
    <HousePage
      me={me}
      title={`${thingWords(kind, thing, agencies)}: bị kẹt`}
      current={STUCK_LIST_PATH}
      hasErrors={problems.length > 0}
    >
      <BackLink href={`${STUCK_LIST_PATH}?loai=${kind}`}>{STUCK_KIND_NAMES[kind]} bị kẹt</BackLink>
      <ErrorSummary problems={problems} />
      <h1>{thingWords(kind, thing, agencies)}</h1>
      <Panel>
        <KeyValues pairs={factsOf(props)} />
        {kind === 'undecided' && hasRole(me, 'supervisor') ? (
          <p>
            <a href={decisionPath(thing.dossierId)}>Quyết định đơn vị giải quyết</a>
          </p>
        ) : null}
      </Panel>
      {kind === 'holder' ? <HandOn me={me} thing={thing} /> : null}
      <Acts {...props} />
      <HandOver {...props} />
      <ActsPanel acts={acts} />
    </HousePage>
  )
}

function factsOf({ me, kind, thing }: StuckThingProps) {
  const { code, dossierId, since, attempts, retryAt } = thing
  const opens = hasRole(me, 'supervisor')
  return [
    { label: 'Hồ sơ', value: <DossierName code={code} dossierId={dossierId} opens={opens} /> },
    { label: 'Tình trạng', value: stateWords(thing) },
    { label: 'Bị kẹt từ', value: showMoment(since) },
    { label: 'Số lần thử', value: String(attempts) },
    { label: 'Thử lại lúc', value: retryAt ? showMoment(retryAt) : 'không tự thử lại' },
    { label: 'Lý do', value: reasonWords(kind, thing) || 'không ghi' },
  ]
}

/** Only a leader of the office that decides gives a dossier to another (domain §1.2: supervisors edit no case). */
function HandOn({ me, thing: { dossierId, what } }: Pick<StuckThingProps, 'me' | 'thing'>) {
  const path = `/viec/${dossierId}/ban-giao${what === '' ? '' : `?chang=${encodeURIComponent(what)}`}`
  return (
    <Note tone="warn">
      <p>
        {hasRole(me, 'leader') ? (
          <a href={path}>Giao cho người khác</a>
        ) : (
          'Lãnh đạo của cơ quan giải quyết giao cho người khác ở trang Phân công. Hãy nhắc họ, rồi ghi chú lại ở đây.'
        )}
      </p>
    </Note>
  )
}

/** One form: what is written serves as the note or as the reason of the button that is pressed. */
function Acts({ thing, problems, reason }: StuckThingProps) {
  return (
    <Panel title="Việc cần làm">
      {needsReason(thing) ? (
        <Note tone="warn">
          <p>{thing.state === 'gap' ? GAP : MAY_BE_THERE}</p>
        </Note>
      ) : null}
      <PostForm action={`${STUCK_LIST_PATH}/viec`} main>
        <input type="hidden" name="viec" value={thing.subject} />
        <TextArea
          name="reason"
          label="Lý do hoặc ghi chú"
          hint="Bắt buộc khi ghi chú, khi thôi hoặc giữ nguyên, và khi gửi lại tin có thể đã đến. Không ghi tên người, số giấy tờ."
          rows={3}
          maxlength={300}
          value={reason}
          error={problemOf(problems, 'reason')}
        />
        <div class="actions">
          {canRetry(thing) ? (
            <Button name="act" value="retry">
              {retryWords(thing)}
            </Button>
          ) : null}
          <Button look="second" name="act" value="take">
            Tôi nhận xử lý
          </Button>
          <Button look="second" name="act" value="note">
            Ghi chú
          </Button>
          {canGiveUp(thing) ? (
            <Button look="refuse" name="act" value="giveUp">
              {giveUpWords(thing)}
            </Button>
          ) : null}
        </div>
      </PostForm>
    </Panel>
  )
}

const MAY_BE_THERE =
  'Chưa rõ tin đã đến hay chưa. Gửi lại có thể làm người nộp nhận hai lần, nên phải ghi lý do.'
const GAP =
  'Tin có số nhỏ hơn chưa đến. Thử lại sẽ áp dụng tin này và bỏ qua số còn thiếu, nên phải ghi lý do. Hãy hỏi cơ quan gửi trước.'

function HandOver({ thing, takers, problems }: StuckThingProps) {
  return (
    <Panel title="Giao cho người khác">
      <PostForm action={`${STUCK_LIST_PATH}/viec`} label="Giao việc cho người khác">
        <input type="hidden" name="viec" value={thing.subject} />
        <input type="hidden" name="act" value="assign" />
        <Select
          name="person"
          label="Người nhận việc"
          value=""
          error={problemOf(problems, 'person')}
          options={[
            { value: '', label: 'Chọn người' },
            ...takers.map(({ personId, fullName, title }) => ({
              value: String(personId),
              label: `${fullName} (${title})`,
            })),
          ]}
        />
        <div class="actions">
          <Button look="second">Giao việc</Button>
        </div>
      </PostForm>
    </Panel>
  )
}
