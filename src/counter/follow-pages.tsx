import type { Problem } from '../lib/problem.ts'
import { showMoment } from '../lib/time.ts'
import type { StaffActor } from '../office/actor.ts'
import { Note, Panel } from '../ui/blocks.tsx'
import { Actions, Button, ButtonLink } from '../ui/buttons.tsx'
import { ErrorSummary, problemOf } from '../ui/fields.tsx'
import { Select, TextArea } from '../ui/inputs.tsx'
import { PostForm } from '../ui/keys.tsx'
import { Dock } from '../ui/tables.tsx'
import { DossierHead, titleOf } from './dossier-parts.tsx'
import { LINK_WORDS } from './follow-note.tsx'
import type { OpenDossier } from './open-dossier.ts'
import { actPath, CounterPage } from './shell.tsx'
import type { LinkRow } from './store-links.ts'

type Shared = {
  me: StaffActor
  opened: OpenDossier
  problems?: readonly Problem[]
  reason?: string
  idempotencyKey?: string
}

/** A person says whether it is another matter; nothing is merged by itself. */
export function DuplicatePage(props: Shared) {
  const { me, opened, problems = [] } = props
  const { duplicateOf = [], isWithdrawalAsked } = opened.state
  return (
    <CounterPage me={me} title={`Trùng? ${titleOf(opened)}`} hasErrors={problems.length > 0}>
      <ErrorSummary problems={problems} />
      <DossierHead opened={opened} />
      {duplicateOf.length === 0 ? (
        <Note>
          <p>Hồ sơ này không chờ xem xét trùng.</p>
        </Note>
      ) : (
        <>
          <Panel title="Có thể trùng với">
            <ul>
              {duplicateOf.map(({ dossier, code }) => (
                <li>
                  <a href={`/quay/nhan/${dossier}`} class="code">
                    {code}
                  </a>
                </li>
              ))}
            </ul>
            <p class="meta">
              Hồ sơ của cơ quan khác không mở được ở đây: hãy gọi nơi đó. Hai con sinh đôi là hai
              việc khác nhau.
            </p>
          </Panel>
          <PostForm
            action={actPath(opened.row.id, 'trung')}
            id="duplicate"
            main
            label="Ghi kết luận"
            idempotencyKey={props.idempotencyKey}
          >
            <Panel title="Kết luận">
              <TextArea
                name="reason"
                label="Vì sao"
                hint="Ví dụ: hai con sinh đôi; hoặc người nộp xác nhận nộp nhầm hai lần."
                rows={3}
                value={props.reason ?? ''}
                maxlength={1000}
                error={problemOf(problems, 'reason')}
              />
              <Actions>
                <Button name="outcome" value="separate" icon="check">
                  Hai việc khác nhau
                </Button>
                {isWithdrawalAsked ? (
                  <Button name="outcome" value="withdrawn" look="second">
                    Trùng, xác nhận rút hồ sơ này
                  </Button>
                ) : null}
              </Actions>
              {isWithdrawalAsked ? null : (
                <p class="meta">
                  Nếu trùng: chỉ người nộp rút được.{' '}
                  <a href={actPath(opened.row.id, 'rut')}>Ghi yêu cầu rút của họ</a> rồi quay lại
                  đây.
                </p>
              )}
            </Panel>
          </PostForm>
        </>
      )}
      <Dock>
        <ButtonLink look="link" href={`/quay/nhan/${opened.row.id}`}>
          Về hồ sơ
        </ButtonLink>
      </Dock>
    </CounterPage>
  )
}

const WHYS = Object.entries(LINK_WORDS).map(([value, words]) => ({
  value,
  label: words.charAt(0).toUpperCase() + words.slice(1),
}))

/** A new dossier from one that has ended: its answers and papers are used again, the old one stays closed. */
export function FollowPage(props: Shared & { links: readonly LinkRow[]; why?: string }) {
  const { me, opened, links, problems = [] } = props
  const title = 'Làm hồ sơ mới nối tiếp'
  return (
    <CounterPage me={me} title={title} hasErrors={problems.length > 0}>
      <ErrorSummary problems={problems} />
      <div class="head">
        <h1>{title}</h1>
      </div>
      <p class="meta">
        Từ hồ sơ <span class="code">{opened.state.code}</span>: {titleOf(opened)}
      </p>
      {links.length > 0 ? (
        <Panel title="Đã nối">
          <ul>
            {links.map(({ side, otherId, code, why, reusedFiles, at }) => (
              <li>
                {side === 'follows' ? 'Nối tiếp' : 'Được nối tiếp bởi'}{' '}
                <a href={`/quay/nhan/${otherId}`} class="code">
                  {code}
                </a>
                , {LINK_WORDS[why]}, {showMoment(at)}, dùng lại {reusedFiles} tệp
              </li>
            ))}
          </ul>
        </Panel>
      ) : null}
      <Note>
        <p>
          Tờ khai và {opened.files.length} tệp của hồ sơ cũ được dùng lại, người dân không phải nộp
          lại. Hồ sơ cũ vẫn đóng. Thời hạn tính từ khi hồ sơ mới được tiếp nhận.
        </p>
      </Note>
      <PostForm
        action={actPath(opened.row.id, 'lam-lai')}
        id="follow"
        main
        label={title}
        idempotencyKey={props.idempotencyKey}
      >
        <Panel title="Vì sao làm lại">
          <Select
            name="why"
            label="Lý do"
            options={WHYS}
            value={props.why ?? ''}
            error={problemOf(problems, 'why')}
          />
        </Panel>
      </PostForm>
      <Dock>
        <Button form="follow" keys="Ctrl ↵">
          Lập hồ sơ mới
        </Button>
        <ButtonLink look="link" href={`/quay/nhan/${opened.row.id}`}>
          Về hồ sơ cũ
        </ButtonLink>
      </Dock>
    </CounterPage>
  )
}
