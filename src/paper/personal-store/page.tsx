import { showDay } from '../../lib/time.ts'
import { Icon } from '../../ui/icons.tsx'
import { PostForm } from '../../ui/keys.tsx'
import { CitizenPage } from '../../ui/layout.tsx'
import { useLang } from '../../ui/page-context.ts'
import { StoredFile } from '../../ui/papers.tsx'
import { Rows } from '../../ui/rows.tsx'
import { Tag } from '../../ui/status.tsx'
import { isDecoded } from '../pictures.ts'
import type { KeptPaper } from './store.ts'
import { storeWording } from './wording.ts'

export const STORE_PATH = '/kho-giay-to'

/** Where the person looks at one of their papers. */
export function placeOf({ dossierId, fileId }: Pick<KeptPaper, 'dossierId' | 'fileId'>): string {
  return `${STORE_PATH}/${dossierId}/${fileId}`
}

/** Everything a person holds: where it comes from, how often it was used again, whether it may be offered. */
export function StorePage({ papers }: { papers: readonly KeptPaper[] }) {
  const t = storeWording(useLang())
  return (
    <CitizenPage title={t.title}>
      <h1 class="mt3">{t.title}</h1>
      <p>{t.lead}</p>
      <p>{t.whose}</p>
      {papers.length === 0 ? <p class="meta">{t.empty}</p> : <Papers papers={papers} />}
    </CitizenPage>
  )
}

function Papers({ papers }: { papers: readonly KeptPaper[] }) {
  const t = storeWording(useLang())
  return (
    <PostForm action={STORE_PATH}>
      <Rows>
        {papers.map((paper) => (
          <OnePaper paper={paper} />
        ))}
      </Rows>
      <p class="meta">{t.law}</p>
    </PostForm>
  )
}

function OnePaper({ paper }: { paper: KeptPaper }) {
  const lang = useLang()
  const t = storeWording(lang)
  const title = paper.title[lang]
  const day = showDay(paper.issuedOn)
  const place = placeOf(paper)
  const picture = isDecoded(paper.mediaType)
    ? { src: `${place}?co=nho`, alt: t.pictureOf(title) }
    : undefined
  return (
    <li class="paper">
      <div class="paper__h">
        <Icon name="file" />
        <h2>{title}</h2>
        <Tag tone={paper.isOffered ? 'done' : 'ask'}>
          {paper.isOffered ? t.offered : t.notOffered}
        </Tag>
      </div>
      <div class="paper__b">
        <p class="meta">
          {(paper.level === 3 ? t.result : t.from)(paper.procedureName, day)}{' '}
          {paper.number === null ? '' : t.number(paper.number)}
        </p>
        <StoredFile
          title={paper.name === '' ? title : paper.name}
          meta={
            paper.lastUsedAt === null ? t.unused : t.uses(paper.uses, showDay(paper.lastUsedAt))
          }
          picture={picture}
        >
          <Buttons paper={paper} title={title} place={place} />
        </StoredFile>
      </div>
    </li>
  )
}

function Buttons(props: { paper: KeptPaper; title: string; place: string }) {
  const t = storeWording(useLang())
  const { paper, title, place } = props
  const value = `${paper.dossierId}/${paper.fileId}`
  return (
    <>
      <a class="btn btn--2 btn--s" href={place}>
        {t.view}
        <span class="vh">: {t.viewFor(title)}</span>
      </a>
      <a class="btn btn--2 btn--s" href={`/ho-so/${paper.dossierId}`}>
        {t.dossier}
        <span class="vh">: {t.dossierFor(paper.dossierCode)}</span>
      </a>
      <button class="btn btn--2 btn--s" name={paper.isOffered ? '_stop' : '_offer'} value={value}>
        {paper.isOffered ? t.stop : t.offer}
        <span class="vh">: {paper.isOffered ? t.stopFor(title) : t.offerFor(title)}</span>
      </button>
      <button class="btn btn--2 btn--s" name="_remove" value={value}>
        {t.remove}
        <span class="vh">: {t.removeFor(title)}</span>
      </button>
    </>
  )
}
