import { useLang } from '../../ui/page-context.ts'
import { Details, type KeyValue } from '../../ui/blocks.tsx'
import { procedureWording } from '../procedure-wording.ts'
import { showDayText } from './change-words.ts'
import type { NationalChannel, NationalFee, NationalRow, StatedLimit } from './detail.ts'
import type { ListedSource } from './listed-details.ts'
import { CHANNELS, feeTexts, limitText } from './listed-facts.tsx'
import { listedWording } from './listed-wording.ts'

/** Limits and fees channel by channel, as the newest copy has them, and what an older one has otherwise. */
export function ListedRows({ sources }: { sources: readonly ListedSource[] }) {
  const t = listedWording(useLang())
  const [newest, ...older] = sources
  if (newest === undefined) return null
  const cases = newest.detail.cases.toSorted((a, b) => a.code.localeCompare(b.code))
  return (
    <>
      <Details summary={t.byChannel} open>
        {CHANNELS.map((channel) => (
          <ChannelFacts channel={channel} newest={newest} older={older} />
        ))}
      </Details>
      {cases.length === 0 ? null : (
        <Details summary={t.byCase}>
          <Labelled
            pairs={cases.map((each) => ({ label: each.code, value: <Limit stated={each} /> }))}
          />
          <p class="meta">{t.from(showDayText(newest.takenOn))}</p>
        </Details>
      )}
    </>
  )
}

type ChannelProps = {
  channel: NationalChannel
  newest: ListedSource
  older: readonly ListedSource[]
}

function rowsOf({ detail }: ListedSource, channel: NationalChannel): NationalRow[] {
  return detail.channels.filter((row) => row.channel === channel)
}

function ChannelFacts({ channel, newest, older }: ChannelProps) {
  const t = listedWording(useLang())
  const rows = rowsOf(newest, channel)
  if (rows.length === 0) return null
  return (
    <section>
      <h3>{t[channel]}</h3>
      {rows.map((row) => (
        <Labelled
          pairs={[
            { label: t.limit, value: <Limit stated={row} /> },
            { label: t.fee, value: <Fees fees={row.fees} /> },
            ...(row.note === ''
              ? []
              : [{ label: t.note, value: <span lang="vi">{row.note}</span> }]),
          ]}
        />
      ))}
      {older.map((source) => (
        <OlderLimits channel={channel} newest={rows} source={source} />
      ))}
    </section>
  )
}

/** Both values are shown where two copies differ. */
function OlderLimits(props: {
  channel: NationalChannel
  newest: readonly NationalRow[]
  source: ListedSource
}) {
  const lang = useLang()
  const t = listedWording(lang)
  const words = (rows: readonly NationalRow[]) =>
    rows.flatMap(({ limit }) => limitText(limit, lang) ?? []).join('; ')
  const then = words(rowsOf(props.source, props.channel))
  if (then === words(props.newest)) return null
  return (
    <p class="meta">
      {t.olderSaid(showDayText(props.source.takenOn))}: {then || procedureWording(lang).unknown}
    </p>
  )
}

function Limit({ stated }: { stated: StatedLimit }) {
  const lang = useLang()
  const t = procedureWording(lang)
  const text = limitText(stated.limit, lang)
  if (text !== undefined) return <>{text}</>
  if (stated.inWords === '') return <>{t.unknown}</>
  return (
    <>
      {t.unknown}. {listedWording(lang).said}: <span lang="vi">“{stated.inWords}”</span>
    </>
  )
}

const MOST = 12

function Fees({ fees }: { fees: readonly NationalFee[] }) {
  const lang = useLang()
  const t = procedureWording(lang)
  const shown = fees.slice(0, MOST)
  if (shown.length === 0) return <>{t.unknown}</>
  return (
    <>
      {shown.map((fee) => (
        <span>
          {feeTexts([fee], lang)[0] ?? t.unknown}
          {fee.text === '' ? null : (
            <small>
              {' '}
              {listedWording(lang).said}: <span lang="vi">“{fee.text}”</span>
            </small>
          )}{' '}
        </span>
      ))}
      {fees.length > MOST ? <small>… +{fees.length - MOST}</small> : null}
    </>
  )
}

/** Label and value, one line each. */
function Labelled({ pairs }: { pairs: readonly KeyValue[] }) {
  return (
    <ul class="plain">
      {pairs.map(({ label, value }) => (
        <li>
          <b>{label}:</b> {value}
        </li>
      ))}
    </ul>
  )
}
