/** What is held already, on the pages of a filing: the answer, its source, its moment, and the way to say that it is wrong. */
import { isAsked, questionOf, type Asked, type Topic } from '../catalogue/form.ts'
import { shownAnswer } from '../catalogue/shown-answers.ts'
import { questionsToAsk } from '../catalogue/to-ask.ts'
import { maskNumber } from '../lib/text.ts'
import { INQUIRIES_PATH } from '../population/paths.ts'
import { momentIn } from '../tracking/when.ts'
import { Held, Note } from '../ui/blocks.tsx'
import type { Lang } from '../ui/i18n.ts'
import { TextInput } from '../ui/inputs.tsx'
import { useLang } from '../ui/page-context.ts'
import { isSame, remarkName, valuesOf, type HeldAnswer } from './held.ts'
import { heldWording } from './held-wording.ts'
import type { Filing } from './load.ts'

/** One plain sentence while the register has not answered, on pages that it would have filled. */
export function RegisterNote({ filing, topic }: { filing: Filing; topic?: Topic }) {
  const t = heldWording(useLang())
  const { state: told = 'none', silentAt } = filing.draft.population ?? {}
  const state = told === 'found' && silentAt !== undefined ? 'unavailable' : told
  if (state === 'found' || state === 'none') return null
  const lacks = (id: string): boolean => filing.mayPrefill.has(id) && !filing.known[id]
  const isMeant = topic === undefined || topic.questions.some(({ id }) => lacks(id))
  if (!isMeant) return null
  const words = { unavailable: t.silent, mismatch: t.mismatch, notFound: t.notFound }
  return (
    <Note tone="warn">
      <p>{words[state]}</p>
    </Note>
  )
}

/** 'Từ Cơ sở dữ liệu quốc gia về dân cư, lúc 14:05 ngày 29/11/2026'. */
export function sourceOf({ source, asOf, from }: HeldAnswer, lang: Lang): string {
  const t = heldWording(lang)
  if (source === 'identity' || asOf === undefined) return t.fromIdentity
  const at = momentIn(lang, new Date(asOf))
  return from === 'parents' ? t.fromParents(at) : t.fromPopulation(at)
}

/** The words of a source: of the account, of the register, of the register about both parents. */
function voiceOf({ source, from }: HeldAnswer, lang: Lang) {
  const t = heldWording(lang)
  const { wrong, reported, remark } = t
  if (from === 'parents') {
    const otherwise = { wrong: t.declareOtherwise, reported: t.typedOtherwise, remark: t.why }
    return { ...otherwise, said: t.parents, says: t.saysParents, undo: t.undoParents }
  }
  const report = { wrong, reported, remark }
  return source === 'population'
    ? { ...report, said: t.population, says: t.saysPopulation, undo: t.undoPopulation }
    : { ...report, said: () => t.identity, says: t.saysIdentity, undo: t.undoIdentity }
}

type Row = { question: Asked; held: HeldAnswer }

/** Held answers of the topic, a box for each source; each may be reported as wrong. */
export function HeldAnswers({ filing, topic }: { filing: Filing; topic: Topic }) {
  const scope = { answers: filing.validated.answers, today: filing.facts.today }
  const rows = questionsToAsk(topic, scope)
    .filter(isAsked)
    .flatMap((question): Row[] => {
      const held = filing.held[question.id]
      return held === undefined || question.id.endsWith('.idKind') ? [] : [{ question, held }]
    })
  const boxes = [...Map.groupBy(rows, ({ held }) => held.from ?? held.source).values()]
  return (
    <>
      {boxes.map((box) => (
        <HeldBox filing={filing} rows={box} />
      ))}
    </>
  )
}

function HeldBox({ filing, rows }: { filing: Filing; rows: readonly Row[] }) {
  const lang = useLang()
  const t = heldWording(lang)
  const { source, asOf } = rows[0]!.held
  const words = voiceOf(rows[0]!.held, lang)
  return (
    <Held>
      <dl class="m0">
        {rows.map(({ question }) => (
          <div>
            <dt class="meta">{question.label[lang]}</dt>
            <dd class="m0">
              <b>{shown(filing, question, lang)}</b>{' '}
              <DisputeButton
                filing={filing}
                id={question.id}
                word={question.kind === 'phone' ? t.other : words.wrong}
              />
            </dd>
          </div>
        ))}
      </dl>
      <p class="meta m0">
        {words.said(asOf === undefined ? '' : momentIn(lang, new Date(asOf)))}{' '}
        {source === 'population' ? <a href={INQUIRIES_PATH}>{t.whoAsked}</a> : null}
      </p>
    </Held>
  )
}

/** What the source says, where the person says otherwise, with a box for their remark. */
export function Disputed({ filing, question }: { filing: Filing; question: Asked }) {
  const lang = useLang()
  const t = heldWording(lang)
  const known = filing.known[question.id]
  if (known === undefined || filing.held[question.id] !== undefined) return null
  const isReported = filing.draft.disputed.includes(question.id)
  if (!isReported && isSame(filing.validated.answers[question.id], known.value)) return null
  const value = shown(filing, question, lang)
  const words = voiceOf(known, lang)
  return (
    <>
      <p class="hint">
        {words.says(value)} {isReported ? words.reported : t.typedOtherwise}{' '}
        <DisputeButton filing={filing} id={question.id} word={words.undo} />
      </p>
      {question.kind === 'phone' || question.id.endsWith('.idKind') ? null : (
        <TextInput
          name={remarkName(question.id)}
          label={words.remark}
          optional
          value={filing.draft.raw[remarkName(question.id)] ?? ''}
        />
      )}
    </>
  )
}

/** A button of the same form: what is typed on the page is kept when it is pressed. */
function DisputeButton({ filing, id, word }: { filing: Filing; id: string; word: string }) {
  const lang = useLang()
  const label = questionOf(filing.form, id)?.label[lang] ?? id
  return (
    <button class="btn btn--link btn--s" name="_dispute" value={id}>
      {word}
      <span class="vh">: {label}</span>
    </button>
  )
}

/** A number that names a person is not read out on a screen that others may see. */
function shown(filing: Filing, question: Asked, lang: Lang): string {
  const { codeLists, today } = filing.facts
  const value = filing.known[question.id]?.value
  if (question.kind === 'personalNumber') return maskNumber(typeof value === 'string' ? value : '')
  return shownAnswer(question, valuesOf(filing.known), { lang, codeLists, today })
}
