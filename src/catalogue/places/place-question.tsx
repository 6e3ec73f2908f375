/** Beside the box of a commune: what an old name is now, or which part of a divided one is meant. Works without JavaScript. */
import type { Day } from '../../lib/time.ts'
import { Note } from '../../ui/blocks.tsx'
import { Choices, type Choice } from '../../ui/choices.tsx'
import { useLang } from '../../ui/page-context.ts'
import type { CodeLists } from '../code-lists.ts'
import { formerName, formerShort, type PlaceChoice, type PlaceReading } from './place.ts'
import { askedOf, MOST_CHOICES, WHICH } from './place-answer.ts'
import { Former, NowIn, NowIs, Said } from './place-sentences.tsx'
import { placeWording } from './place-wording.ts'
import { chosen } from './read-place.ts'

export type PlaceQuestionProps = {
  /** The address question; the choice is its part 'choice'. */
  id: string
  values: Readonly<Record<string, string>>
  codeLists: CodeLists
  today: Day
  error?: string | undefined
}

export function PlaceQuestion(props: PlaceQuestionProps) {
  const { id, values, codeLists, today } = props
  const t = placeWording(useLang())
  const typed = (values[`${id}.commune`] ?? '').trim()
  if (typed === '' || isAbroad(values[`${id}.country`])) return null
  const reading = codeLists.readCommune(typed, today)
  const { merged } = reading
  return (
    <>
      {merged ? <p class="hint x2">{t.merged(merged.name, merged.lastYear)}</p> : null}
      <Answer {...props} typed={typed} reading={reading} />
    </>
  )
}

function isAbroad(country = ''): boolean {
  return country !== '' && country !== 'VN'
}

function Answer(props: PlaceQuestionProps & { typed: string; reading: PlaceReading }) {
  const { reading, codeLists } = props
  if (reading.kind === 'unknown') return null
  if (reading.kind !== 'found') return <Which {...props} reading={reading} />
  if (reading.by.length === 0) return null
  const names = reading.by.map(formerShort).join(' / ')
  return (
    <div class="x2" role="status">
      <Note tone="ok">
        <p>
          <NowIs old={names} now={codeLists.communeName(reading.code) ?? reading.code} />
        </p>
      </Note>
    </div>
  )
}

type Asking = Extract<PlaceReading, { kind: 'split' | 'ambiguous' }>

function Which(props: PlaceQuestionProps & { typed: string; reading: Asking }) {
  const { id, values, codeLists, reading, typed, error } = props
  const t = placeWording(useLang())
  if (reading.choices.length > MOST_CHOICES) return null
  const name = `${id}.choice`
  const value = values[name] ?? ''
  const isDivided = reading.kind === 'split'
  return (
    <>
      <input type="hidden" name={WHICH} value={askedOf(id, typed)} />
      <Choices
        name={name}
        label={isDivided ? t.whereNow : t.whichMeant}
        hint={
          reading.kind === 'split' ? (
            <>
              <Former name={formerShort(reading.former)} /> {t.wasDivided}
            </>
          ) : (
            t.several(typed)
          )
        }
        wide
        error={error}
        value={chosen(reading, value) ? value : ''}
        options={reading.choices.map((choice) => optionOf(choice, { isDivided, codeLists }))}
      />
    </>
  )
}

function optionOf(
  choice: PlaceChoice,
  { isDivided, codeLists }: { isDivided: boolean; codeLists: CodeLists },
): Choice {
  const { value, former, code, said } = choice
  const now = codeLists.communeName(code) ?? code
  if (isDivided || !former) {
    const label = <bdi lang="vi">{now}</bdi>
    return { value, label, hint: former ? <Said said={said} /> : <InForce /> }
  }
  const isPart = former.becomes.length > 1
  const hint = (
    <>
      <NowIn name={now} />
      {isPart ? '. ' : null}
      {isPart ? <Said said={said} /> : null}
    </>
  )
  return { value, label: <Former name={formerName(former)} />, hint }
}

function InForce() {
  return <>{placeWording(useLang()).inForce}</>
}
