import type { Problem } from '../lib/problem.ts'
import { showDay, toLocalMinute } from '../lib/time.ts'
import { momentIn } from '../notice/notice.ts'
import { Card, Note } from '../ui/blocks.tsx'
import { Actions, BackLink, Button } from '../ui/buttons.tsx'
import { ErrorSummary, problemOf } from '../ui/fields.tsx'
import { AnswersList, Timeline } from '../ui/history.tsx'
import type { IconName } from '../ui/icons.tsx'
import { TextArea } from '../ui/inputs.tsx'
import { PostForm } from '../ui/keys.tsx'
import { CitizenPage } from '../ui/layout.tsx'
import type { Lang } from '../ui/i18n.ts'
import { useLang } from '../ui/page-context.ts'
import { Tag, type TagTone } from '../ui/status.tsx'
import { showCode } from './code.ts'
import { PhotoBoxes, type CarriedPhoto } from './form-page.tsx'
import { petitionPaths } from './paths.ts'
import { closesOn, isLate, isReopenable, reopenableUntil, type PetitionState } from './petition.ts'
import type { OpenedPetition } from './sender-acts.ts'
import type { EventKind, PetitionEvent } from './store.ts'
import { MOST_WORDS } from './typed.ts'
import { petitionWording } from './wording.ts'

export type OnePetitionProps = OpenedPetition & {
  code: string
  nameOf: (officeId: number) => string
  /** Just sent, or just done. */
  note: 'sent' | 'done' | undefined
  problems: readonly Problem[]
  /** The act whose words have to be mended, and what was typed. */
  typed: { act: string; words: string }
  carried: readonly CarriedPhoto[]
  backTo: string
  idempotencyKey?: string | undefined
}

const TONES: Readonly<Record<PetitionState, TagTone>> = {
  open: 'doing',
  answered: 'done',
  refused: 'bad',
  closed: 'locked',
}

export type Standing = { state: PetitionState; level: number }

/** How it stands, in words for lists. */
export function standingIn(lang: Lang, { state, level }: Standing): string {
  const t = petitionWording(lang).state
  return state === 'open' && level > 0 ? t.escalated : t[state]
}

function StateTag(standing: Standing) {
  return <Tag tone={TONES[standing.state]}>{standingIn(useLang(), standing)}</Tag>
}

/** One petition as its sender sees it: what they said, what was answered beside it, and that they have the last word. */
export function OnePetitionPage(props: OnePetitionProps) {
  const lang = useLang()
  const t = petitionWording(lang)
  const { row, code, problems, note } = props
  return (
    <CitizenPage title={`${t.oneTitle} ${showCode(code)}`} hasErrors={problems.length > 0}>
      <BackLink href={props.backTo} />
      <ErrorSummary problems={problems} />
      <h1>{t.oneTitle}</h1>
      <p>
        <b class="num">{showCode(code)}</b>
      </p>
      <p>
        <StateTag state={row.state} level={row.level} />
      </p>
      {note === undefined ? null : (
        <Note tone="ok">
          <p role="status">{note === 'sent' ? t.sentNow : t.done}</p>
          {note === 'sent' ? <p>{t.keepCode}</p> : null}
        </Note>
      )}
      <Beside {...props} />
      <Last {...props} />
      <section>
        <h2>{t.history}</h2>
        <Timeline entries={props.events.toReversed().map((event) => entryOf(event, props, lang))} />
      </section>
      {row.state === 'open' ? <Add {...props} /> : null}
    </CitizenPage>
  )
}

/** The answer stands beside what was said. */
function Beside({ row, events, code, facts, nameOf, published }: OnePetitionProps) {
  const lang = useLang()
  const t = petitionWording(lang)
  const answer = events.findLast(({ kind }) => kind === 'answered' || kind === 'refused')
  const [sent] = events
  const isOpen = row.state === 'open'
  return (
    <>
      <Card title={t.yourWords}>
        <p class="spread" lang={row.language}>
          {row.words ?? t.erased}
        </p>
        <Photos code={code} event={sent} />
      </Card>
      {answer === undefined || isOpen ? null : (
        <Card title={t.event[answer.kind]}>
          <p class="spread" lang="vi">
            {answer.words ?? t.erased}
          </p>
          {published === undefined ? null : (
            <p class="meta">
              <a href={petitionPaths.published}>{t.publicAnswer}</a>
            </p>
          )}
        </Card>
      )}
      <AnswersList
        answers={[
          { label: t.about, value: <span lang="vi">{nameOf(row.officeId)}</span> },
          { label: t.handler, value: <span lang="vi">{nameOf(row.handlerId)}</span> },
          { label: t.sentAt, value: momentIn(lang, toLocalMinute(row.sentAt)) },
          ...(isOpen
            ? [{ label: t.dueAt, value: momentIn(lang, toLocalMinute(facts.dueAt)) }]
            : []),
        ]}
      />
    </>
  )
}

function Photos({ code, event }: { code: string; event: PetitionEvent | undefined }) {
  const t = petitionWording(useLang())
  if (event === undefined || event.photos.length === 0) return null
  return (
    <ul>
      {event.photos.map((_, nth) => (
        <li>
          <a href={petitionPaths.photo(code, event.seq, nth)}>{t.photoOf(nth + 1)}</a>
        </li>
      ))}
    </ul>
  )
}

/** Agree, or pass it up; what cannot be done is not offered. */
function Last(props: OnePetitionProps) {
  const t = petitionWording(useLang())
  const { row, facts, code } = props
  const answered = row.state === 'answered' || row.state === 'refused'
  const late = isLate(row, facts.dueAt, facts.now)
  const reopenable = isReopenable(row, facts)
  if (!answered && !late && !(row.state === 'closed' && reopenable)) return null
  return (
    <Card title={t.lastWord} waiting={answered || late}>
      {late ? <p>{t.late}</p> : null}
      {answered && row.settledAt !== null ? (
        <>
          <p>{t.lastWordMore(showDay(closesOn(row.settledAt, facts.terms)))}</p>
          <PostForm action={petitionPaths.one(code)}>
            <Actions>
              <Button icon="done" name="act" value="accept">
                {t.accept}
              </Button>
            </Actions>
          </PostForm>
        </>
      ) : null}
      {facts.superior === null ? <p>{t.top}</p> : <PassUp {...props} superior={facts.superior} />}
    </Card>
  )
}

function PassUp(props: OnePetitionProps & { superior: number }) {
  const t = petitionWording(useLang())
  const { row, facts, code, nameOf, typed, problems } = props
  const isTyped = typed.act === 'passUp'
  return (
    <PostForm
      action={petitionPaths.one(code)}
      idempotencyKey={isTyped ? props.idempotencyKey : undefined}
    >
      <p>
        <span lang="vi">{nameOf(props.superior)}</span> {t.passUpLead}{' '}
        {row.settledAt === null
          ? null
          : t.passUpUntil(showDay(reopenableUntil(row.settledAt, facts.terms)))}
      </p>
      <TextArea
        name="why"
        label={t.passUpWords}
        value={isTyped ? typed.words : ''}
        error={problemOf(problems, 'why')}
        maxlength={MOST_WORDS}
      />
      <Actions>
        <Button look="second" icon="send" name="act" value="passUp">
          {t.passUp}
        </Button>
      </Actions>
    </PostForm>
  )
}

function Add({ code, typed, problems, carried, idempotencyKey }: OnePetitionProps) {
  const t = petitionWording(useLang())
  const isTyped = typed.act === 'add'
  return (
    <section>
      <h2>{t.add}</h2>
      <PostForm
        action={petitionPaths.one(code)}
        files
        idempotencyKey={isTyped ? idempotencyKey : undefined}
      >
        <input type="hidden" name="act" value="add" />
        <TextArea
          name="more"
          label={t.addWords}
          value={isTyped ? typed.words : ''}
          error={problemOf(problems, 'more')}
          maxlength={MOST_WORDS}
        />
        <PhotoBoxes carried={isTyped ? carried : []} problems={problems} />
        <Actions>
          <Button look="second" icon="send">
            {t.addSend}
          </Button>
        </Actions>
      </PostForm>
    </section>
  )
}

const ICONS: Readonly<Record<EventKind, IconName>> = {
  sent: 'send',
  added: 'fileadd',
  asked: 'info',
  forwarded: 'door',
  passedUp: 'warn',
  answered: 'done',
  refused: 'error',
  closed: 'check',
}

function entryOf(event: PetitionEvent, { code, nameOf, row }: OnePetitionProps, lang: Lang) {
  const local = toLocalMinute(event.at)
  return {
    icon: ICONS[event.kind],
    title: petitionWording(lang).event[event.kind],
    text: <Said code={code} event={event} language={row.language} />,
    at: local,
    atInWords: momentIn(lang, local),
    ...(event.officeId !== null && { where: <span lang="vi">{nameOf(event.officeId)}</span> }),
  }
}

const saidByClock = (t: {
  closedByClock: string
  followed: string
}): Partial<Record<EventKind, string>> => ({ closed: t.closedByClock, forwarded: t.followed })

/** What was said with it; the first words and the answer stand above already, whole. */
function Said(props: { code: string; event: PetitionEvent; language: Lang }) {
  const { code, event, language } = props
  const t = petitionWording(useLang())
  const { kind, by, words } = event
  if (by === 'clock') return <>{saidByClock(t)[kind] ?? t.byClock}</>
  if (kind === 'closed') return <>{t.content}</>
  return (
    <>
      {words === null ? null : (
        <span class="spread" lang={by === 'office' ? 'vi' : language}>
          {words}
        </span>
      )}
      {event.seq === 1
        ? null
        : event.photos.map((_, nth) => (
            <>
              {' '}
              <a href={petitionPaths.photo(code, event.seq, nth)}>{t.photoOf(nth + 1)}</a>
            </>
          ))}
    </>
  )
}
