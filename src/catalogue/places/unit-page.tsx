import { BackLink } from '../../ui/buttons.tsx'
import { CitizenPage } from '../../ui/layout.tsx'
import { useLang } from '../../ui/page-context.ts'
import { LinkRow, Rows } from '../../ui/rows.tsx'
import { placePaths } from './place-paths.ts'
import { placeWording } from './place-wording.ts'
import type { UnitPage as Unit, UnitView, UnitWithFate } from './units-store.ts'

type Words = ReturnType<typeof placeWording>

/** One unit under our own id: when, what it became, what it came from, what lies within. */
export function UnitPage({ unit, becomes, cameFrom, parts }: Unit) {
  const t = placeWording(useLang())
  const isDissolved = unit.validTo !== null && becomes.length === 0
  return (
    <CitizenPage title={unit.name}>
      <BackLink href={placePaths.names} />
      <h1 lang="vi">{within(unit)}</h1>
      <p class="lead">{whenOf(unit, t)}</p>
      {isDissolved ? <p>{t.noSuccessor}</p> : null}
      <Units title={t.becomes} units={becomes} />
      <Units title={t.cameFrom} units={cameFrom} />
      <Parts parts={parts} />
      <p class="meta">{t.limits}</p>
    </CitizenPage>
  )
}

function Units({ title, units }: { title: string; units: readonly UnitView[] }) {
  const t = placeWording(useLang())
  if (units.length === 0) return null
  return (
    <section>
      <h2>{title}</h2>
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
  )
}

function Parts({ parts }: { parts: readonly UnitWithFate[] }) {
  const t = placeWording(useLang())
  if (parts.length === 0) return null
  return (
    <section>
      <h2>{t.parts}</h2>
      <Rows>
        {parts.map(({ id, name, becomes }) => (
          <LinkRow
            href={placePaths.unit(id)}
            title={<span lang="vi">{name}</span>}
            {...(becomes.length === 0
              ? {}
              : { more: <span lang="vi">→ {becomes.map((each) => each.name).join(', ')}</span> })}
          />
        ))}
      </Rows>
    </section>
  )
}

/** 'Phường Hàng Bạc, Quận Hoàn Kiếm, Thành phố Hà Nội' */
export function within({ name, within: around }: UnitView): string {
  return around === '' ? name : `${name}, ${around}`
}

/** 'Mã 00037, đến 30/6/2025' */
export function whenOf({ number, validTo }: UnitView, t: Words): string {
  return t.number(number, validTo === null ? t.since : t.until)
}
