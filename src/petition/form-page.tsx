import type { Problem } from '../lib/problem.ts'
import type { Office } from '../office/directory.ts'
import { Card } from '../ui/blocks.tsx'
import { Actions, BackLink, Button } from '../ui/buttons.tsx'
import { Choices } from '../ui/choices.tsx'
import { described, ErrorSummary, Field, fieldId, problemOf } from '../ui/fields.tsx'
import { Select, TextArea, TextInput } from '../ui/inputs.tsx'
import { PostForm } from '../ui/keys.tsx'
import { CitizenPage } from '../ui/layout.tsx'
import { usePage } from '../ui/page-context.ts'
import { paths } from '../ui/paths.ts'
import { LinkRow, Rows } from '../ui/rows.tsx'
import type { SpokenDossier } from './dossier-store.ts'
import { petitionPaths } from './paths.ts'
import { MOST_PHOTOS, PHOTO_TYPES } from './photos.ts'
import type { PetitionTerms } from './terms.ts'
import { MOST_WORDS, type Box, type TypedPetition } from './typed.ts'
import { petitionWording } from './wording.ts'

/** A picture that came with an earlier try: what the form carries for it. */
export type CarriedPhoto = { sha256: string; sealed: string }

export type PetitionFormProps = {
  terms: PetitionTerms
  offices: readonly Office[]
  dossier: SpokenDossier | null
  typed: TypedPetition
  carried: readonly CarriedPhoto[]
  problems: readonly Problem[]
  isSignedIn: boolean
  idempotencyKey?: string | undefined
}

/** One question, one box, pictures; with a name or without. */
export function PetitionFormPage(props: PetitionFormProps) {
  const { lang } = usePage()
  const t = petitionWording(lang)
  const { dossier, problems, terms } = props
  return (
    <CitizenPage title={t.title} hasErrors={problems.length > 0}>
      {dossier === null ? null : <BackLink href={`${paths.mine}/${dossier.id}`} />}
      <ErrorSummary problems={problems} />
      <h1>{t.title}</h1>
      <p>{t.lead}</p>
      {dossier === null ? null : (
        <p>
          <b>{t.aboutDossier(dossier.code, dossier.procedureName)}</b>
        </p>
      )}
      <p>{t.when(terms.limits.answer.value)}</p>
      {props.isSignedIn ? null : <SignIn />}
      <Boxes {...props} />
      <Elsewhere terms={terms} />
      <Rows>
        <LinkRow href={petitionPaths.find} title={t.findOne} />
        <LinkRow href={petitionPaths.published} title={t.published} />
        {props.isSignedIn ? <LinkRow href={petitionPaths.mine} title={t.mine} /> : null}
      </Rows>
    </CitizenPage>
  )
}

function SignIn() {
  const { lang, url } = usePage()
  const t = petitionWording(lang)
  return (
    <p>
      {t.signInHint} <a href={`${paths.signIn}?next=${encodeURIComponent(url)}`}>{t.signIn}</a>
    </p>
  )
}

function Boxes(props: PetitionFormProps) {
  const { lang } = usePage()
  const t = petitionWording(lang)
  const { typed, problems, terms, dossier } = props
  const box = (name: Box) => ({ name, value: typed[name], error: problemOf(problems, name) })
  return (
    <PostForm action={petitionPaths.send} files idempotencyKey={props.idempotencyKey}>
      {dossier === null ? null : <input type="hidden" name="dossier" value={dossier.id} />}
      <Choices
        {...box('topic')}
        label={t.topic}
        options={[...terms.topics, ...terms.elsewhere].map(({ id, name }) => ({
          value: id,
          label: name[lang],
        }))}
      />
      <Select
        {...box('office')}
        label={t.office}
        hint={t.officeHint}
        options={props.offices.map(({ id, name }) => ({
          value: String(id),
          label: name,
          lang: 'vi' as const,
        }))}
      />
      <Choices
        {...box('head')}
        label={t.headAsk}
        optional
        several
        options={[{ value: 'yes', label: t.head, hint: t.headMore }]}
      />
      <TextArea
        {...box('words')}
        label={t.words}
        hint={t.wordsHint}
        rows={6}
        maxlength={MOST_WORDS}
      />
      <PhotoBoxes carried={props.carried} problems={problems} />
      <Choices
        {...box('named')}
        label={t.named}
        options={[
          { value: 'yes', label: t.namedYes, hint: t.namedYesMore },
          { value: 'no', label: t.namedNo, hint: t.namedNoMore },
        ]}
      />
      <p class="meta">{t.whoHint}</p>
      <TextInput {...box('fullName')} label={t.fullName} autocomplete="name" />
      <TextInput {...box('address')} label={t.address} autocomplete="street-address" />
      <TextInput {...box('contact')} label={t.contact} />
      <Actions>
        <Button icon="send">{t.send}</Button>
      </Actions>
    </PostForm>
  )
}

/** One box for all pictures, as browsers have it: it names what was chosen. Those received are carried along. */
export function PhotoBoxes(props: {
  carried: readonly CarriedPhoto[]
  problems: readonly Problem[]
}) {
  const { lang } = usePage()
  const t = petitionWording(lang)
  const { carried } = props
  const error = problemOf(props.problems, 'photo')
  const free = MOST_PHOTOS - carried.length
  const field = { name: 'photo', label: t.photo, hint: t.photoHint, optional: true, error }
  return (
    <Field field={field}>
      {carried.length === 0 ? null : (
        <>
          <p role="status">{t.keptPhotos(carried.length)}</p>
          {carried.map(({ sha256, sealed }, nth) => (
            <>
              <input type="hidden" name="photo.kept" value={sealed} />
              <label class="choice">
                <input type="checkbox" name="_remove" value={sha256} />
                <span>{t.drop(nth + 1)}</span>
              </label>
            </>
          ))}
        </>
      )}
      {free === 0 ? null : (
        <input
          type="file"
          class="in"
          id={fieldId('photo')}
          name="photo"
          accept={PHOTO_TYPES}
          multiple
          aria-describedby={described(field).describedBy}
          aria-invalid={error === undefined ? undefined : 'true'}
        />
      )}
    </Field>
  )
}

/** What is no petition, and where it goes (NĐ 20/2008 Đ1). */
function Elsewhere({ terms }: { terms: PetitionTerms }) {
  const { lang } = usePage()
  const t = petitionWording(lang)
  return (
    <Card title={t.notHere}>
      <p>{t.notHereMore}</p>
      {terms.elsewhere.map(({ name, where }) => (
        <p>
          <b>{name[lang]}.</b> {where[lang]}
        </p>
      ))}
    </Card>
  )
}
