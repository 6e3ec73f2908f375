/** A reading as rows: each place with what it is now. */
import type { ComponentChildren } from 'preact'
import { Note } from '../../ui/blocks.tsx'
import { useLang } from '../../ui/page-context.ts'
import { LinkRow, Rows } from '../../ui/rows.tsx'
import type { CodeLists } from '../code-lists.ts'
import { formerName, formerShort, type PlaceChoice, type PlaceReading } from './place.ts'
import { Former, NowIn, NowIs, Said } from './place-sentences.tsx'
import { placeWording } from './place-wording.ts'
import { placePaths } from './place-paths.ts'

/** More than these help nobody: the district is asked for instead. */
const MOST_ROWS = 24

export function PlaceAnswer(props: { typed: string; reading: PlaceReading; codeLists: CodeLists }) {
  const { typed, reading } = props
  const t = placeWording(useLang())
  const { merged } = reading
  return (
    <section class="mt5">
      {merged ? (
        <Note>
          <p>{t.merged(merged.name, merged.lastYear)}</p>
        </Note>
      ) : null}
      {reading.kind === 'unknown' ? (
        <Unknown typed={typed} nearest={reading.nearest} />
      ) : (
        <Known {...props} reading={reading} />
      )}
    </section>
  )
}

function Unknown({ typed, nearest }: { typed: string; nearest: readonly string[] }) {
  const t = placeWording(useLang())
  return (
    <>
      <p role="status">{t.unknown(typed)}</p>
      {nearest.length === 0 ? null : (
        <>
          <h2>{t.nearest}</h2>
          <Rows>
            {nearest.map((name) => (
              <LinkRow
                href={placePaths.search(name.replace(/ \(.*\)$/, ''))}
                title={<span lang="vi">{name}</span>}
              />
            ))}
          </Rows>
        </>
      )}
    </>
  )
}

type KnownReading = Exclude<PlaceReading, { kind: 'unknown' }>

function Known(props: { typed: string; reading: KnownReading; codeLists: CodeLists }) {
  const { typed, reading, codeLists } = props
  const t = placeWording(useLang())
  const nameOf = (code: string) => codeLists.communeName(code) ?? code
  switch (reading.kind) {
    case 'found':
      return (
        <Note tone="ok">
          <p role="status">
            {reading.by.length === 0 ? (
              <>
                <span lang="vi">{nameOf(reading.code)}</span> {t.inForceSince}
              </>
            ) : (
              <NowIs old={reading.by.map(formerName).join(' / ')} now={nameOf(reading.code)} />
            )}
          </p>
        </Note>
      )
    case 'split':
      return (
        <Listed
          title={
            <>
              <Former name={formerShort(reading.former)} /> {t.dividedAmong}
            </>
          }
          choices={reading.choices}
          codeLists={codeLists}
          isDivided
        />
      )
    case 'ambiguous':
      return <Listed title={t.several(typed)} choices={reading.choices} codeLists={codeLists} />
  }
}

function Listed(props: {
  title: ComponentChildren
  choices: readonly PlaceChoice[]
  codeLists: CodeLists
  isDivided?: boolean
}) {
  const { title, choices, codeLists, isDivided } = props
  const t = placeWording(useLang())
  return (
    <>
      <p class="strong" role="status">
        {title}
      </p>
      <Rows>
        {choices.slice(0, MOST_ROWS).map((choice) => (
          <ChoiceRow choice={choice} codeLists={codeLists} isDivided={isDivided ?? false} />
        ))}
      </Rows>
      {choices.length > MOST_ROWS ? <p>{t.severalMore}</p> : null}
    </>
  )
}

function ChoiceRow(props: { choice: PlaceChoice; codeLists: CodeLists; isDivided: boolean }) {
  const { choice, codeLists, isDivided } = props
  const t = placeWording(useLang())
  const { former, code, said } = choice
  const now = codeLists.communeName(code) ?? code
  const isPart = (former?.becomes.length ?? 0) > 1
  const isOld = !isDivided && former !== undefined
  return (
    <LinkRow
      {...(isOld ? { href: placePaths.unit(former.id) } : {})}
      title={isOld ? <Former name={formerName(former)} /> : <span lang="vi">{now}</span>}
      more={
        <>
          {isOld ? <NowIn name={now} /> : null}
          {isOld && isPart ? '. ' : null}
          {isPart ? <Said said={said} /> : null}
          {former ? null : t.inForce}
        </>
      }
    />
  )
}
