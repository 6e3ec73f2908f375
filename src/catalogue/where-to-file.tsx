import { Note } from '../ui/blocks.tsx'
import { useLang } from '../ui/page-context.ts'
import { cataloguePaths } from './home-page.tsx'
import { isPrepared, type Procedure } from './procedure.ts'
import { procedureWording } from './procedure-wording.ts'
import { waysOf } from './screening.ts'

/** Instead of a start button: why this is not filed here, and where it is. */
export function WhereToFile({ procedure }: { procedure: Procedure }) {
  const lang = useLang()
  const t = procedureWording(lang)
  const { handledIn, deepLink } = procedure
  const isNational = handledIn === 'nationalSystem'
  return (
    <Note>
      <p>
        <b>{isNational ? t.nationalSystem : isPrepared(procedure) ? t.atCounter : t.guideOnly}</b>{' '}
        {isNational ? null : <a href={cataloguePaths.points}>{t.allPoints}</a>}
      </p>
      {isPrepared(procedure) ? <p>{t.prepareMore}</p> : null}
      {deepLink ? (
        <p>
          {isNational ? t.fileAt : waysOf(procedure).includes('online') ? t.orAt : t.seeAt}{' '}
          <a href={deepLink.url}>{deepLink.name[lang]}</a>
        </p>
      ) : null}
    </Note>
  )
}
