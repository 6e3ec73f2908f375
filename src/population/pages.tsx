import { Card, Note } from '../ui/blocks.tsx'
import { CitizenPage } from '../ui/layout.tsx'
import { useLang } from '../ui/page-context.ts'
import type { InquiryRow } from './inquiry-store.ts'
import { populationWording } from './wording.ts'

export type ShownInquiry = InquiryRow & {
  /** The moment in the reader's words, and the name of the procedure. */
  at: string
  procedure: string
}

/** `inquiries` is undefined for an account without a personal number. */
export function InquiriesPage({ inquiries }: { inquiries: readonly ShownInquiry[] | undefined }) {
  const t = populationWording(useLang())
  return (
    <CitizenPage title={t.title}>
      <h1>{t.title}</h1>
      <p class="lead">{t.lead}</p>
      {inquiries === undefined ? <p>{t.noNumber}</p> : null}
      {inquiries?.length === 0 ? <p>{t.none}</p> : null}
      {inquiries?.map((inquiry) => (
        <InquiryCard inquiry={inquiry} />
      ))}
      {inquiries && inquiries.length > 0 ? (
        <Note>
          <p>{t.wrong}</p>
        </Note>
      ) : null}
    </CitizenPage>
  )
}

function InquiryCard({ inquiry }: { inquiry: ShownInquiry }) {
  const t = populationWording(useLang())
  const by = inquiry.relation === 'self' && !inquiry.isOwn ? 'other' : inquiry.relation
  return (
    <Card title={inquiry.at}>
      <p>
        <b>{t.by[by]}</b>
      </p>
      <dl class="m0">
        <dt class="meta">{t.procedure}</dt>
        <dd class="m0">{inquiry.procedure}</dd>
        <dt class="meta">{t.ground}</dt>
        <dd class="m0">{inquiry.ground}</dd>
        <dt class="meta">{t.outcome}</dt>
        <dd class="m0">{t.outcomes[inquiry.outcome]}</dd>
      </dl>
    </Card>
  )
}
