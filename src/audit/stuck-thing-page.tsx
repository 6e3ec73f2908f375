import type { Problem } from '../lib/problem.ts'
import { showMoment } from '../lib/time.ts'
import { decisionPath } from '../measure/reorganisation/paths.ts'
import { hasRole, type StaffActor } from '../office/actor.ts'
import type { ActRow } from '../office/operator-store.ts'
import { KeyValues, Note, Panel } from '../ui/blocks.tsx'
import { BackLink, Button } from '../ui/buttons.tsx'
import { ErrorSummary, problemOf } from '../ui/fields.tsx'
import { TextArea } from '../ui/inputs.tsx'
import { PostForm } from '../ui/keys.tsx'
import { ActsPanel } from './acts-table.tsx'
import { HousePage } from './house-shell.tsx'
import { STUCK_LIST_PATH } from './paths.ts'
import { DossierName } from './stuck-list-page.tsx'
import type { StuckKind, StuckThing } from './stuck-store.ts'
import { reasonWords, STUCK_KIND_NAMES, stateWords, thingWords } from './stuck-words.ts'
import { canGiveUp, canRetry, needsReason } from './stuck-acts.ts'

export type StuckThingProps = {
  me: StaffActor
  kind: StuckKind
  thing: StuckThing
  acts: readonly ActRow[]
  problems: readonly Problem[]
  reason: string
}

/** One thing that is stuck: what is known of it, what was done about it, what may be done. */
export function StuckThingPage(props: StuckThingProps) {
  const { me, kind, thing, acts, problems } = props
  return (
    <HousePage
      me={me}
      title={`${thingWords(kind, thing)}: bị kẹt`}
      current={STUCK_LIST_PATH}
      hasErrors={problems.length > 0}
    >
      <BackLink href={`${STUCK_LIST_PATH}?loai=${kind}`}>{STUCK_KIND_NAMES[kind]} bị kẹt</BackLink>
      <ErrorSummary problems={problems} />
      <h1>{thingWords(kind, thing)}</h1>
      <Panel>
        <KeyValues pairs={factsOf(props)} />
        {kind === 'undecided' && hasRole(me, 'supervisor') ? (
          <p>
            <a href={decisionPath(thing.dossierId)}>Quyết định đơn vị giải quyết</a>
          </p>
        ) : null}
      </Panel>
      <Acts {...props} />
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

/** One form: what is written serves as the note or as the reason of the button that is pressed. */
function Acts({ thing, problems, reason }: StuckThingProps) {
  return (
    <Panel title="Việc cần làm">
      {needsReason(thing) ? (
        <Note tone="warn">
          <p>
            Chưa rõ tin đã đến hay chưa. Gửi lại có thể làm người nộp nhận hai lần, nên phải ghi lý
            do.
          </p>
        </Note>
      ) : null}
      <PostForm action={`${STUCK_LIST_PATH}/viec`} main>
        <input type="hidden" name="viec" value={thing.subject} />
        <TextArea
          name="reason"
          label="Lý do hoặc ghi chú"
          hint="Bắt buộc khi ghi chú, khi thôi không gửi nữa, và khi gửi lại tin có thể đã đến. Không ghi tên người, số giấy tờ."
          rows={3}
          maxlength={300}
          value={reason}
          error={problemOf(problems, 'reason')}
        />
        <div class="actions">
          {canRetry(thing) ? (
            <Button name="act" value="retry">
              Thử lại ngay
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
              Thôi không gửi nữa
            </Button>
          ) : null}
        </div>
      </PostForm>
    </Panel>
  )
}
