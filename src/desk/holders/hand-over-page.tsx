import { showDay } from '../../lib/time.ts'
import type { Colleague } from '../../office/absence-store.ts'
import { Note, Panel } from '../../ui/blocks.tsx'
import { Button, ButtonLink } from '../../ui/buttons.tsx'
import { problemOf } from '../../ui/fields.tsx'
import { Select, TextArea } from '../../ui/inputs.tsx'
import { PostForm } from '../../ui/keys.tsx'
import { Dock } from '../../ui/tables.tsx'
import { REASON_LETTERS } from '../../dossier/holders/commands.ts'
import { ActPage, type ActPageProps } from '../act-page.tsx'
import { casePath } from '../shell.tsx'
import type { HandOverTyped, HolderAct } from './hand-over-form.ts'

export type HandOverPageProps = ActPageProps & {
  /** What this official may do now. */
  acts: readonly HolderAct[]
  /** Null: the queue of the office. */
  holder: string | null
  /** The leg that is handed over; '' for the dossier. */
  leg: string
  colleagues: readonly Colleague[]
  holderId: number | null
  typed: HandOverTyped
  idempotencyKey?: string | undefined
}

/** The dossier goes to a named colleague, or back to the queue of the office. */
export function HandOverPage(props: HandOverPageProps) {
  const { id, acts, holder, typed, problems = [], leg } = props
  const gives = acts.includes('reassign') ? 'reassign' : 'handOver'
  return (
    <ActPage {...props} act={TITLES[gives]} heading={TITLES[gives]}>
      <Note>
        <p>
          {leg === '' ? 'Hồ sơ' : `Chặng ${leg}`} đang do <b>{holder ?? 'hàng đợi của cơ quan'}</b>{' '}
          giữ. Người nhận được báo ngay, thời hạn không đổi.
        </p>
      </Note>
      <PostForm
        action={casePath(id, 'ban-giao')}
        id="holder"
        main
        label={TITLES[gives]}
        idempotencyKey={props.idempotencyKey}
      >
        {leg === '' ? null : <input type="hidden" name="leg" value={leg} />}
        {receivers(props).length === 0 ? (
          <Note tone="warn">
            <p>
              Không còn ai để nhận hồ sơ này
              {acts.includes('release') ? ': hãy trả về hàng đợi của cơ quan.' : '.'} Lãnh đạo phân
              công thêm người thụ lý.
            </p>
          </Note>
        ) : null}
        <Panel title="Giao cho ai, vì sao">
          {awayWords(props.colleagues) === '' ? null : (
            <p class="meta">Đang vắng mặt: {awayWords(props.colleagues)}.</p>
          )}
          <Select
            name="to"
            label="Người nhận"
            hint="Người được phân công thụ lý ở cơ quan này hôm nay và không vắng mặt."
            options={receivers(props)}
            value={typed.to === null ? '' : String(typed.to)}
            error={problemOf(problems, 'to')}
          />
          <TextArea
            name="reason"
            label="Lý do"
            hint="Ghi vào lịch sử hồ sơ. Không ghi thông tin cá nhân của người dân."
            rows={3}
            maxlength={REASON_LETTERS}
            value={typed.reason}
            error={problemOf(problems, 'reason')}
          />
        </Panel>
      </PostForm>
      <Dock>
        <Button form="holder" name="act" value={gives} keys="Ctrl ↵">
          {TITLES[gives]}
        </Button>
        {acts.includes('release') ? (
          <Button form="holder" look="second" name="act" value="release">
            Trả về hàng đợi
          </Button>
        ) : null}
        <ButtonLink look="link" href={casePath(id)}>
          Quay lại hồ sơ
        </ButtonLink>
      </Dock>
    </ActPage>
  )
}

const TITLES = { handOver: 'Bàn giao hồ sơ', reassign: 'Phân công lại' } as const

function receivers({ colleagues, holderId }: HandOverPageProps) {
  return colleagues
    .filter(({ personId, awayTo }) => personId !== holderId && awayTo === null)
    .map(({ personId, name, title }) => ({
      value: String(personId),
      label: `${name}, ${title}`,
    }))
}

/** Who is not offered, and until when. */
function awayWords(colleagues: readonly Colleague[]): string {
  return colleagues
    .flatMap(({ name, awayTo }) => (awayTo === null ? [] : [`${name} (đến ${showDay(awayTo)})`]))
    .join(', ')
}
