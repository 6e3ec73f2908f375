/** The doors: for citizens with VNeID, for officials with password and one-time code. */
import type { ComponentChildren } from 'preact'
import type { Problem } from '../lib/problem.ts'
import { Note } from '../ui/blocks.tsx'
import { Button, ButtonLink, Actions } from '../ui/buttons.tsx'
import { ErrorSummary, problemOf } from '../ui/fields.tsx'
import { TextInput } from '../ui/inputs.tsx'
import { HiddenKeys } from '../ui/keys.tsx'
import { CitizenPage } from '../ui/layout.tsx'
import { OpenInBrowser } from '../ui/in-app.tsx'
import { PageFactsProvider, useLang, usePage } from '../ui/page-context.ts'
import { paths } from '../ui/paths.ts'
import { LinkRow, Rows } from '../ui/rows.tsx'
import type { StaffActor } from './actor.ts'
import { withReturn } from './return-path.ts'
import { ROLE_NAMES } from './staff-nav.ts'
import { WorkPage } from './work-page.tsx'
import type { Assignment } from './store.ts'
import { doorWording } from './wording.ts'
import type { DoorTrouble } from './wording.ts'

export type DoorPageProps = {
  readonly next?: string | undefined
  readonly trouble?: DoorTrouble
  /** nobody has connected VNeID to this installation: the page says what stands in for it */
  readonly standIn?: boolean | undefined
}

/** Mock 16. Only ways that are open are shown. */
export function DoorPage({ next, trouble, standIn }: DoorPageProps) {
  const t = doorWording(useLang())
  return (
    <CitizenPage title={t.title} hasErrors={trouble !== undefined && trouble !== 'cancelled'}>
      <h1>{t.title}</h1>
      {trouble === undefined ? null : <Trouble trouble={trouble} />}
      <p class="lead">{t.lead}</p>
      <OpenInBrowser />
      {standIn ? (
        <Note tone="warn">
          <p>{t.standIn}</p>
        </Note>
      ) : null}
      <Actions>
        <ButtonLink href={withReturn('/dang-nhap/bat-dau', next)} icon="card">
          {trouble === undefined ? t.go : t.goAgain}
        </ButtonLink>
      </Actions>
      {next === undefined ? null : (
        <Note icon="lock">
          <p>{t.back}</p>
        </Note>
      )}
      <OtherWays />
      <p class="meta">
        <a href={paths.staffSignIn}>{t.staff}</a>
      </p>
    </CitizenPage>
  )
}

function Trouble({ trouble }: { trouble: DoorTrouble }) {
  const t = doorWording(useLang())
  return (
    <Note tone={trouble === 'cancelled' ? 'info' : 'warn'}>
      <p>
        <b>{t[trouble]}</b>
      </p>
      <p>{t[`${trouble}More`]}</p>
    </Note>
  )
}

function OtherWays() {
  const t = doorWording(useLang())
  return (
    <section>
      <h2>{t.trouble}</h2>
      <Rows>
        <LinkRow title={t.noAccount} more={t.noAccountMore} />
        <LinkRow href="/diem-phuc-vu" title={t.counter} more={t.counterMore} />
        <LinkRow href={paths.track} title={t.track} more={t.trackMore} />
      </Rows>
    </section>
  )
}

/** Pages of officials are Vietnamese, whatever language the citizen before them chose. */
function InVietnamese({ children }: { children: ComponentChildren }) {
  const page = usePage()
  return <PageFactsProvider value={{ ...page, lang: 'vi' }}>{children}</PageFactsProvider>
}

/** An account of a trial installation, shown beside the form so that a visitor can try every desk. */
export type TrialAccount = {
  readonly who: string
  readonly email: string
  readonly password: string
  /** the code of this half minute */
  readonly code: string
}

export type StaffDoorPageProps = {
  readonly email?: string
  readonly next?: string | undefined
  readonly problems?: readonly Problem[]
  readonly trials?: readonly TrialAccount[]
}

export function StaffDoorPage(props: StaffDoorPageProps) {
  const { problems = [], trials = [] } = props
  return (
    <InVietnamese>
      <CitizenPage title="Cán bộ đăng nhập" hasErrors={problems.length > 0}>
        <ErrorSummary problems={problems} />
        <h1>Cán bộ đăng nhập</h1>
        <p class="lead">
          Phiên làm việc tự đóng sau 15 phút không dùng. Đăng nhập lại, ông/bà trở về đúng trang
          đang làm.
        </p>
        <CredentialsForm {...props} />
        {trials.length === 0 ? null : <Trials trials={trials} />}
      </CitizenPage>
    </InVietnamese>
  )
}

/** Pasting works in every box (WCAG 3.3.8). */
function CredentialsForm({ email, next, problems }: StaffDoorPageProps) {
  return (
    <form method="post" action={paths.staffSignIn} novalidate>
      <HiddenKeys keyed={false} />
      {next === undefined ? null : <input type="hidden" name="next" value={next} />}
      <TextInput
        name="email"
        label="Thư điện tử công vụ"
        type="email"
        inputmode="email"
        autocomplete="username"
        maxlength={254}
        value={email ?? ''}
        error={problemOf(problems, 'email')}
      />
      <TextInput
        name="password"
        label="Mật khẩu"
        type="password"
        autocomplete="current-password"
        maxlength={200}
      />
      <TextInput
        name="code"
        label="Mã xác thực"
        hint="Sáu chữ số trong ứng dụng xác thực trên điện thoại. Mỗi mã dùng được một lần."
        inputmode="numeric"
        autocomplete="one-time-code"
        maxlength={8}
        size={12}
      />
      <Actions>
        <Button icon="lock">Đăng nhập</Button>
      </Actions>
    </form>
  )
}

function Trials({ trials }: { trials: readonly TrialAccount[] }) {
  return (
    <section>
      <h2>Tài khoản dùng thử</h2>
      <p>
        Những cán bộ này được dựng lên để thử. Mã xác thực đổi sau mỗi 30 giây; hãy tải lại trang.
      </p>
      <ul class="rows">
        {trials.map((trial) => (
          <li>
            <div class="row">
              <span>
                <b>{trial.who}</b>
                <small>
                  <code>{trial.email}</code> · <code>{trial.password}</code> · mã{' '}
                  <code>{trial.code}</code>
                </small>
              </span>
            </div>
          </li>
        ))}
      </ul>
    </section>
  )
}

export type RolesPageProps = {
  readonly me: StaffActor
  readonly assignments: readonly Assignment[]
  readonly next?: string | undefined
}

/** For officials with several assignments: in which one they work now. */
export function RolesPage({ me, assignments, next }: RolesPageProps) {
  return (
    <WorkPage title="Chọn vai làm việc" me={me} current="/can-bo/doi-vai">
      <div class="col">
        <h1>Chọn vai làm việc</h1>
        <p>
          Ông/bà đang làm việc với vai: {me.title}, {me.officeName}.
        </p>
        <form method="post" action="/can-bo/doi-vai">
          <HiddenKeys keyed={false} />
          {next === undefined ? null : <input type="hidden" name="next" value={next} />}
          {assignments.map((one) => (
            <p>
              <Button
                look={one.id === me.assignmentId ? 'main' : 'second'}
                name="assignment"
                value={String(one.id)}
              >
                {ROLE_NAMES[one.role]} – {one.title}, {one.officeName}
              </Button>
            </p>
          ))}
        </form>
      </div>
    </WorkPage>
  )
}
