import { useLang } from '../ui/page-context.ts'
import { LinkRow } from '../ui/rows.tsx'
import { feesPath } from './paths.ts'
import { paymentWording } from './wording.ts'

/** The way from a dossier to its fees, for the pages that show the dossier. */
export function FeesLink({ id }: { id: string }) {
  const t = paymentWording(useLang())
  return <LinkRow href={feesPath(id)} title={t.link} more={t.linkMore} />
}
