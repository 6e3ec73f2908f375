import { showMoney } from '../catalogue/fee-lines.ts'
import type { Lang } from '../ui/i18n.ts'
import { useLang } from '../ui/page-context.ts'
import { Rows } from '../ui/rows.tsx'
import { Tag, type TagTone } from '../ui/status.tsx'
import { openClaim, type LineStanding, type Standing } from './standing.ts'
import { paymentWording } from './wording.ts'

type LineState = 'owed' | 'paid' | 'exempt' | 'claimed' | 'free' | 'undetermined'

const TONES: Readonly<Record<LineState, TagTone>> = {
  owed: 'ask',
  paid: 'done',
  exempt: 'done',
  claimed: 'doing',
  free: 'locked',
  undetermined: 'locked',
}

function lineState(line: LineStanding, standing: Standing): LineState {
  if (line.settledBy !== null) return 'paid'
  if (line.exemptedBy !== null) return 'exempt'
  if (line.amount === 0) return 'free'
  if (openClaim(standing, line.id)) return 'claimed'
  return line.amount === null ? 'undetermined' : 'owed'
}

/** Every line with its amount, its ground and how it stands. */
export function FeeLines({ standing }: { standing: Standing }) {
  const lang = useLang()
  const t = paymentWording(lang)
  return (
    <Rows label={t.lines}>
      {standing.lines.map((line) => {
        const state = lineState(line, standing)
        return (
          <li>
            <div class="row">
              <span>
                <b>{line.name[lang]}</b>
                <small>
                  {state === 'free' ? null : (
                    <>
                      <b class="num">{amountIn(line, lang)}</b>
                      {line.copies === null ? '' : ` (${t.copies(line.copies)})`}
                      <br />
                    </>
                  )}
                  {t.ground}: <bdi lang="vi">{line.ground}</bdi>
                </small>
                <Tag tone={TONES[state]} {...(state === 'owed' && { icon: 'money' as const })}>
                  {t.state[state]}
                </Tag>
              </span>
            </div>
          </li>
        )
      })}
    </Rows>
  )
}

function amountIn({ amount }: LineStanding, lang: Lang): string {
  return amount === null ? paymentWording(lang).unknown : showMoney(amount)
}
