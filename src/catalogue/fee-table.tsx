import { showDay, type Day } from '../lib/time.ts'
import type { Lang } from '../ui/i18n.ts'
import { useLang } from '../ui/page-context.ts'
import { showChannels } from './channel-lines.ts'
import { showFee, sourcingOf } from './fee-lines.ts'
import { channels, type Fee, type Procedure } from './procedure.ts'
import { procedureWording } from './procedure-wording.ts'
import { Sourcing } from './publication/sourcing.tsx'
import { publicationWording } from './publication/wording.ts'

/** A condition in words; undefined where it cannot be said. */
export type Explain = (condition: string) => string | undefined

/** Every fee row: what, how much, by which channel, from when to when, and from which source. Unknown is never 0. */
export function FeeTable({ procedure, explain }: { procedure: Procedure; explain: Explain }) {
  const lang = useLang()
  const t = procedureWording(lang)
  const p = publicationWording(lang)
  return (
    <>
      {procedure.fees.length === 0 ? (
        <p>
          {p.unknown}. {t.unknownMore}
        </p>
      ) : (
        <div class="scroll" tabIndex={0} role="group" aria-label={t.fees}>
          <table>
            <thead>
              <tr>
                <th scope="col">{p.feeName}</th>
                <th scope="col">{p.feeAmount}</th>
                <th scope="col">{p.feeWhere}</th>
              </tr>
            </thead>
            <tbody>
              {procedure.fees.map((fee) => (
                <FeeRow fee={fee} explain={explain} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {procedure.feeExemptions.map(({ who, source }) => (
        <p>
          {t.exempt}: {who[lang]} (<span lang="vi">{source}</span>).
        </p>
      ))}
    </>
  )
}

function FeeRow({ fee, explain }: { fee: Fee; explain: Explain }) {
  const lang = useLang()
  const p = publicationWording(lang)
  const condition = fee.neededIf && explain(fee.neededIf)
  return (
    <tr>
      <th scope="row">
        {fee.name[lang]}
        {condition ? (
          <p class="meta m0">
            {p.onlyIf}: {condition}
          </p>
        ) : null}
      </th>
      <td>
        <b>{showFee(fee, lang)}</b>
        <Sourcing sourced={sourcingOf(fee)} />
      </td>
      <td>{feeScope(fee, lang)}</td>
    </tr>
  )
}

/** Where, how and when a fee row counts. */
function feeScope({ locality, channels: ways, validFrom, validTo }: Fee, lang: Lang): string {
  const t = procedureWording(lang)
  const from = showDay(validFrom as Day)
  return [
    ...(locality === 'VN' ? [] : [t.feeHere]),
    ...(ways.length === channels.length ? [] : [t.feeFor(showChannels(ways, lang))]),
    validTo === null ? t.since(from) : t.span(from, showDay(validTo as Day)),
  ].join('; ')
}
