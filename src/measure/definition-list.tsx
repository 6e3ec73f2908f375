import { showDay } from '../lib/time.ts'
import { Details } from '../ui/blocks.tsx'
import type { Valid } from './definition.ts'
import { COLUMNS } from './supervision.ts'
import { MARKS } from './wording.ts'

/** How each figure is counted, with its source and how well that is known. */
export function DefinitionList({ valid }: { valid: Valid }) {
  return (
    <section id="cach-tinh">
      <Details summary="Cách tính từng cột">
        <dl class="kv">
          {COLUMNS.map((name) => {
            const { title, definition, numerator, denominator, source, ...version } = valid[name]
            return (
              <>
                <dt>{title}</dt>
                <dd>
                  {definition}
                  <p class="def">
                    {denominator === null
                      ? `Đếm: ${numerator}.`
                      : `Tử số: ${numerator}. Mẫu số: ${denominator}.`}{' '}
                    Nguồn: {source} ({MARKS[version.mark]}). Định nghĩa số {version.version}, dùng
                    từ {showDay(version.validFrom)}.
                  </p>
                </dd>
              </>
            )
          })}
        </dl>
      </Details>
    </section>
  )
}
