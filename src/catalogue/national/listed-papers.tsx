import { Details } from '../../ui/blocks.tsx'
import { useLang } from '../../ui/page-context.ts'
import { procedureWording } from '../procedure-wording.ts'
import type { NationalPaper, NationalPaperGroup } from './detail.ts'
import { listedWording } from './listed-wording.ts'
import { isPlausibleCount } from './paper-reading.ts'

/** Groups are alternatives by case; rows that ask for nothing are notes. */
export function ListedPapers({ groups }: { groups: readonly NationalPaperGroup[] }) {
  const lang = useLang()
  const t = listedWording(lang)
  const spoken = groups.filter(({ papers, notes }) => papers.length + notes.length > 0)
  return (
    <Details summary={t.papers} open={spoken.length === 1}>
      {spoken.length > 1 ? <p>{t.papersLead}</p> : null}
      {spoken.length === 0 ? <p>{procedureWording(lang).unknown}</p> : null}
      {spoken.map((group, index) => (
        <Group group={group} title={spoken.length > 1 ? t.group(index + 1) : ''} />
      ))}
    </Details>
  )
}

function Group({ group, title }: { group: NationalPaperGroup; title: string }) {
  const t = listedWording(useLang())
  return (
    <section>
      {group.title === '' && title === '' ? null : (
        <h3>{group.title === '' ? title : <span lang="vi">{group.title}</span>}</h3>
      )}
      {group.papers.length === 0 ? null : (
        <ul>
          {group.papers.map((paper) => (
            <li>
              <span lang="vi">{paper.name}</span>{' '}
              <small>
                (<Count paper={paper} />)
              </small>
            </li>
          ))}
        </ul>
      )}
      {group.notes.length === 0 ? null : (
        <>
          <p class="meta">{t.notes}</p>
          <ul lang="vi" class="meta">
            {group.notes.map((note) => (
              <li>{note}</li>
            ))}
          </ul>
        </>
      )}
    </section>
  )
}

/** '1 bản chính, 1 bản sao'; a count that nobody can mean is not repeated. */
function Count({ paper: { originals, copies } }: { paper: NationalPaper }) {
  const t = listedWording(useLang())
  if (![originals, copies].every(isPlausibleCount)) return <>{t.countUnknown}</>
  const parts = [
    ...(originals > 0 ? [t.originals(String(originals))] : []),
    ...(copies > 0 ? [t.copies(String(copies))] : []),
  ]
  return <>{parts.join(', ')}</>
}
