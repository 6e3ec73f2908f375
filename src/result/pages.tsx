/** Public verification (screens.md P4): scan or file, one verdict, nothing personal. */
import type { Problem } from '../lib/problem.ts'
import { showDay } from '../lib/time.ts'
import { Facts, Note, type Fact, type NoteTone } from '../ui/blocks.tsx'
import { Actions, Button, ButtonLink } from '../ui/buttons.tsx'
import { ErrorSummary, Field, problemOf } from '../ui/fields.tsx'
import type { Lang } from '../ui/i18n.ts'
import { TextInput } from '../ui/inputs.tsx'
import { PostForm } from '../ui/keys.tsx'
import { CitizenPage } from '../ui/layout.tsx'
import { useLang } from '../ui/page-context.ts'
import { FilePick } from '../ui/papers.tsx'
import { paths } from '../ui/paths.ts'
import { titleOfKind } from './kinds.ts'
import type { Issued } from './store.ts'
import type { PaperVerdict, Signing } from './verification.ts'
import { verificationWording } from './wording.ts'

export type CheckPageProps = { typed?: string; problems?: readonly Problem[] }

export function CheckPage({ typed = '', problems = [] }: CheckPageProps) {
  const t = verificationWording(useLang())
  return (
    <CitizenPage
      title={t.title}
      hasErrors={problems.length > 0}
      crumbs={[{ href: paths.home, label: t.home }]}
    >
      <ErrorSummary problems={problems} />
      <h1>{t.title}</h1>
      <p class="lead">{t.lead}</p>
      <h2>{t.byCode}</h2>
      <form action={paths.verify}>
        <TextInput
          name="ma"
          label={t.code}
          hint={t.codeHint}
          value={typed}
          maxlength={300}
          error={problemOf(problems, 'ma')}
        />
        <Actions>
          <Button icon="search">{t.check}</Button>
        </Actions>
      </form>
      <h2 class="mt4">{t.byFile}</h2>
      <FileForm problems={problems} />
    </CitizenPage>
  )
}

function FileForm({ problems }: { problems: readonly Problem[] }) {
  const t = verificationWording(useLang())
  const error = problemOf(problems, 'tep')
  return (
    <PostForm action={paths.verify} files>
      <Field field={{ name: 'tep', label: t.file, hint: t.fileHint, error }}>
        <FilePick name="tep" label={t.pickFile} accept="application/pdf,.pdf" hasError={!!error}>
          {t.pickFile}
        </FilePick>
      </Field>
      <Actions>
        <Button look="second" icon="shield">
          {t.checkFile}
        </Button>
      </Actions>
    </PostForm>
  )
}

const TONES: Readonly<Record<PaperVerdict['is'], NoteTone>> = {
  valid: 'ok',
  revoked: 'bad',
  replaced: 'bad',
  altered: 'bad',
  notYet: 'warn',
  unknown: 'warn',
}

export type VerdictPageProps = { verdict: PaperVerdict; by: 'code' | 'file' }

export function VerdictPage({ verdict, by }: VerdictPageProps) {
  const lang = useLang()
  const t = verificationWording(lang)
  const facts = factsOf(verdict, lang)
  const isIssued = verdict.is === 'valid' || verdict.is === 'revoked' || verdict.is === 'replaced'
  return (
    <CitizenPage title={t[verdict.is]} crumbs={[{ href: paths.verify, label: t.title }]}>
      <h1>{t[verdict.is]}</h1>
      <Note tone={TONES[verdict.is]}>
        {sentencesOf(verdict, by, lang).map((sentence) => (
          <p>{sentence}</p>
        ))}
      </Note>
      {isIssued && verdict.development ? (
        <Note tone="warn">
          <p>{t.development}</p>
        </Note>
      ) : null}
      {facts.length > 0 ? <Facts facts={facts} /> : null}
      {isIssued ? <p class="meta">{t.privacy}</p> : null}
      <Actions>
        <ButtonLink look="second" href={paths.verify}>
          {t.again}
        </ButtonLink>
      </Actions>
    </CitizenPage>
  )
}

function sentencesOf(verdict: PaperVerdict, by: 'code' | 'file', lang: Lang): string[] {
  const t = verificationWording(lang)
  switch (verdict.is) {
    case 'valid':
      return [t.validMore, by === 'file' ? t.validFile : t.validCode]
    case 'revoked':
      return [t.revokedMore]
    case 'replaced':
      return [t.replacedMore]
    case 'altered':
      return [t.alteredMore]
    case 'notYet':
      return [t.notYetMore]
    case 'unknown':
      return [t[verdict.because]]
  }
}

function factsOf(verdict: PaperVerdict, lang: Lang): Fact[] {
  const t = verificationWording(lang)
  switch (verdict.is) {
    case 'valid':
    case 'revoked':
    case 'replaced': {
      const { paper, signings } = verdict
      return [
        { icon: 'file', label: t.kind, value: titleOfKind(paper.kind)[lang] },
        { icon: 'stamp', label: t.number, value: paper.number },
        { icon: 'house', label: t.office, value: <span lang="vi">{paper.officeName}</span> },
        { icon: 'calendar', label: t.issuedOn, value: showDay(paper.issuedOn) },
        ...signings.map((signing) => signingFact(signing, lang)),
        ...endOf(paper, lang),
      ]
    }
    case 'notYet':
      return verdict.standing
        ? [
            { icon: 'file', label: t.kind, value: titleOfKind(verdict.standing.kind)[lang] },
            {
              icon: 'house',
              label: t.office,
              value: <span lang="vi">{verdict.standing.officeName}</span>,
            },
          ]
        : []
    case 'altered':
    case 'unknown':
      return []
  }
}

/** Since when it no longer counts and for what kind of reason: never what was wrong or about whom. */
function endOf({ revokedOn, revokedWhy, replacedOn, replacedWhy }: Issued, lang: Lang): Fact[] {
  const t = verificationWording(lang)
  const facts: Fact[] = []
  if (replacedOn)
    facts.push({
      icon: 'calendar',
      label: t.replacedOn,
      value: showDay(replacedOn),
      more: t.replacedWhy(replacedWhy ?? 'other'),
    })
  if (revokedOn)
    facts.push({
      icon: 'calendar',
      label: t.revokedOn,
      value: showDay(revokedOn),
      more: t.revokedWhy(revokedWhy ?? 'other'),
    })
  return facts
}

function signingFact({ role, title, office }: Signing, lang: Lang): Fact {
  const t = verificationWording(lang)
  const who = title && office ? t.ofOffice(title, office) : (title ?? office ?? '')
  return {
    icon: role === 'leader' ? 'sign' : 'stamp',
    label: role === 'leader' ? t.signer : t.seal,
    value: <span lang="vi">{who}</span>,
    more: t.signedDigitally,
  }
}
