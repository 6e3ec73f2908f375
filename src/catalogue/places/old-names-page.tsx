import type { Problem } from '../../lib/problem.ts'
import { Button } from '../../ui/buttons.tsx'
import { DateBoxes, type DateTyped } from '../../ui/choices.tsx'
import { ErrorSummary, problemOf } from '../../ui/fields.tsx'
import { TextInput } from '../../ui/inputs.tsx'
import { CitizenPage } from '../../ui/layout.tsx'
import { useLang } from '../../ui/page-context.ts'
import { paths } from '../../ui/paths.ts'
import { LinkRow, Rows } from '../../ui/rows.tsx'
import type { CodeLists } from '../code-lists.ts'
import { procedureWording } from '../procedure-wording.ts'
import type { PlaceReading } from './place.ts'
import { PlaceAnswer } from './place-list.tsx'
import { placePaths } from './place-paths.ts'
import { placeWording } from './place-wording.ts'
import { whenOf, within } from './unit-page.tsx'
import type { UnitView } from './units-store.ts'

export type OldNamesPageProps = {
  typed: string
  day: DateTyped
  problems: readonly Problem[]
  /** Undefined before anything was asked. */
  reading: PlaceReading | undefined
  /** What a number means on each day, or the districts and provinces of this name. */
  units: readonly UnitView[]
  codeLists: CodeLists
}

/** D7: any old unit, any day, and what it is now. */
export function OldNamesPage(props: OldNamesPageProps) {
  const { typed, reading, units, problems } = props
  const lang = useLang()
  const t = placeWording(lang)
  const isNumber = /^\d+$/.test(typed)
  const isOnlyWhole = units.length > 0 && reading?.kind === 'unknown'
  return (
    <CitizenPage
      title={t.title}
      crumbs={[{ href: paths.home, label: procedureWording(lang).home }]}
      hasErrors={problems.length > 0}
    >
      <ErrorSummary problems={problems} />
      <h1>{t.title}</h1>
      <p class="lead">{t.lead}</p>
      <AskingForm {...props} />
      {reading && !isOnlyWhole ? (
        <PlaceAnswer typed={typed} reading={reading} codeLists={props.codeLists} />
      ) : null}
      {units.length === 0 ? null : (
        <section>
          <h2>{isNumber ? t.numberMeans(typed) : t.whole}</h2>
          <Rows>
            {units.map((unit) => (
              <LinkRow
                href={placePaths.unit(unit.id)}
                title={<span lang="vi">{within(unit)}</span>}
                more={whenOf(unit, t)}
              />
            ))}
          </Rows>
        </section>
      )}
      <p class="meta">{t.limits}</p>
    </CitizenPage>
  )
}

function AskingForm({ typed, day, problems }: OldNamesPageProps) {
  const t = placeWording(useLang())
  return (
    <form action={placePaths.names} method="get">
      <TextInput name="q" label={t.search} hint={t.searchHint} value={typed} maxlength={300} />
      <DateBoxes
        name="ngay"
        label={t.day}
        hint={t.dayHint}
        optional
        value={day}
        error={problemOf(problems, 'ngay')}
      />
      <Button>{t.button}</Button>
    </form>
  )
}
