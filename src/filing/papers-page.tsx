import type { PaperNeed } from '../catalogue/needs.ts'
import type { Problem } from '../lib/problem.ts'
import { showDay } from '../lib/time.ts'
import { MAX_FILE_BYTES } from '../paper/file-check.ts'
import { STORE_PATH } from '../paper/personal-store/page.tsx'
import { storeWording } from '../paper/personal-store/wording.ts'
import { Details } from '../ui/blocks.tsx'
import { Actions, Button } from '../ui/buttons.tsx'
import { OpenInBrowser } from '../ui/in-app.tsx'
import { PostForm } from '../ui/keys.tsx'
import { useLang } from '../ui/page-context.ts'
import { Rows } from '../ui/rows.tsx'
import type { Filing } from './load.ts'
import type { Offers } from './offers.ts'
import { PaperRow } from './paper-rows.tsx'
import { papersWording } from './papers-wording.ts'
import { DraftField, StepPage } from './shell.tsx'
import { filingWording } from './wording.ts'

export type PapersPageProps = {
  filing: Filing
  problems: readonly Problem[]
  offers: Offers
  isReview: boolean
}

/** The papers of this dossier: those it needs, those that may replace each other, those it does not need and why. */
export function PapersPage({ filing, problems, offers, isReview }: PapersPageProps) {
  const lang = useLang()
  const t = filingWording(lang)
  const { draft, needs, procedure } = filing
  const action = `/nop/${procedure.code}/giay-to${isReview ? '?ve=kiem-tra' : ''}`
  return (
    <StepPage
      filing={filing}
      slug="giay-to"
      title={t.papers.title}
      problems={problems}
      isReview={isReview}
      upload
    >
      <OpenInBrowser />
      <p>{t.papers.lead}</p>
      <PostForm
        action={action}
        files
        idempotencyKey={draft.id}
        class="papers"
        pieces={`/nop/${procedure.code}/giay-to/phan`}
      >
        <DraftField id={draft.id} />
        <UploadButton />
        <PieceWords />
        <Rows>
          {needs
            .filter(({ need }) => need !== 'notNeeded')
            .map((need) => (
              <PaperRow
                draftId={draft.id}
                paper={need.paper}
                why={need.why[lang]}
                files={draft.files.filter(({ paper }) => paper === need.paper.code)}
                problems={problems}
                held={offers.get(need.paper.code) ?? []}
                isReplaced={isReplaced(filing, need)}
              />
            ))}
        </Rows>
        <NotNeeded filing={filing} />
        <p class="meta">{t.papers.kinds(MAX_FILE_BYTES / 1_000_000)}</p>
        <p>
          <a href={STORE_PATH}>{storeWording(lang).link}</a>
        </p>
        <Actions>
          <Button name="_go" value="yes">
            {isReview ? t.saveAndBack : t.saveAndGo}
          </Button>
          <Button look="link" name="_later" value="yes">
            {t.papers.noneYet}
          </Button>
        </Actions>
        <p class="meta">{t.keptUntil(showDay(draft.expiresAt))}</p>
      </PostForm>
    </StepPage>
  )
}

/** Nothing is asked without saying why not, and nobody has to scroll past it. */
function NotNeeded({ filing }: { filing: Filing }) {
  const lang = useLang()
  const t = filingWording(lang).papers
  const spared = filing.needs
    .filter(({ need }) => need === 'notNeeded')
    .map(({ paper, why }) => ({ name: paper.name[lang], why: why[lang] }))
  const looked = filing.procedure.shownPapers.map(({ name, note }) => ({
    name: name[lang],
    why: note[lang],
  }))
  const all = [...spared, ...looked]
  if (all.length === 0) return null
  return (
    <Details summary={t.notNeededCount(all.length)}>
      <dl>
        {all.map(({ name, why }) => (
          <>
            <dt class="strong">{name}</dt>
            <dd class="meta">{why}</dd>
          </>
        ))}
      </dl>
    </Details>
  )
}

/** What the script says while a file is on its way. */
function PieceWords() {
  const { sending, waiting, failed } = papersWording(useLang()).pieces
  return <span hidden data-sending={sending} data-waiting={waiting} data-failed={failed} />
}

/** With a script a chosen file is sent at once; without one, this button sends it. */
export function UploadButton() {
  const t = filingWording(useLang()).papers
  return (
    <>
      <button class="vh" tabindex={-1} aria-hidden="true">
        {t.send}
      </button>
      <noscript>
        <p class="hint">{t.chosen}</p>
        <p>
          <button class="btn btn--2" name="_send" value="yes">
            {t.send}
          </button>
        </p>
      </noscript>
    </>
  )
}

function isReplaced({ needs, draft }: Filing, { paper, need }: PaperNeed): boolean {
  if (need !== 'oneOf') return false
  const group = needs.filter((other) => other.need === 'oneOf' && other.paper.group === paper.group)
  return group.some((other) => draft.files.some((file) => file.paper === other.paper.code))
}
