import { rulesFor, kindLaw, type RepresentationLaw } from '../office/representation/law.ts'
import type { CitizenActor, Represents } from '../office/actor.ts'
import { Note } from '../ui/blocks.tsx'
import { Choices } from '../ui/choices.tsx'
import { useLang } from '../ui/page-context.ts'
import { ASK_AGAIN, mayFileFor, valueOf } from './for-whom.ts'
import { actingWording } from './for-another-wording.ts'

/** On every page of a filing in another's name, so that nobody mistakes whose matter it is. */
export function ForWhom({ represented }: { represented?: Represents | undefined }) {
  const t = actingWording(useLang())
  if (represented === undefined) return null
  return (
    <Note icon="users">
      <p>
        <b>{t.banner(represented.name)}</b> {t.bannerMore}
      </p>
    </Note>
  )
}

/** The receipt of a dossier that was filed under a representation. */
export function FiledFor({ owner }: { owner: string }) {
  return (
    <Note icon="users">
      <p>{actingWording(useLang()).filedFor(owner)}</p>
    </Note>
  )
}

type ChoiceProps = {
  actor: CitizenActor
  code: string
  law: RepresentationLaw
  chosen: Represents | undefined
  error?: string | undefined
}

/** One question on the first page, only for people who represent somebody in this procedure. */
export function ForWhomQuestion({ actor, code, law, chosen, error }: ChoiceProps) {
  const lang = useLang()
  const t = actingWording(lang)
  const others = mayFileFor(actor, code)
  if (others.length === 0) return null
  return (
    <Choices
      name="cho"
      label={t.question}
      error={error}
      value={error === undefined ? valueOf(chosen) : ''}
      options={[
        { value: valueOf(undefined), label: t.oneself, hint: actor.name },
        ...others.map((other) => ({
          value: valueOf(other),
          label: other.name,
          hint: hintOf(law, other, { code, lang }),
        })),
      ]}
    />
  )
}

/** The kind, and what the law says of it in this procedure. */
function hintOf(
  law: RepresentationLaw,
  { kind }: Represents,
  { code, lang }: { code: string; lang: 'vi' | 'en' },
): string {
  const rules = rulesFor(law, { kind, procedure: code, answers: {} })
  return [kindLaw(law, kind).name[lang], ...rules.map(({ words }) => words[lang])].join('. ')
}

type WhomProps = { actor: CitizenActor; code: string }

/** From a draft to the choice of another; whoever represents nobody is led to asking. */
export function AnotherLink({ actor, code }: WhomProps) {
  const t = actingWording(useLang())
  if (mayFileFor(actor, code).length === 0) return <AskLink actor={actor} code={code} />
  return (
    <p>
      <a href={`/nop/${code}?cho=${ASK_AGAIN}`}>{t.another}</a>
    </p>
  )
}

/** To asking to be let act for somebody. */
export function AskLink({ actor, code }: WhomProps) {
  const t = actingWording(useLang())
  const words = mayFileFor(actor, code).length > 0 ? t.ask : t.other
  return (
    <p>
      <a href={`/toi/dai-dien/moi?thu-tuc=${code}`}>{words}</a>
    </p>
  )
}
