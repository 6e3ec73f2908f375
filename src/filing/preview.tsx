import type { FormShown, TopicShown } from '../catalogue/editor/deps.ts'
import { isAsked, type Question } from '../catalogue/form.ts'
import { isRequired, questionsToAsk, topicsToAsk } from '../catalogue/to-ask.ts'
import { Note } from '../ui/blocks.tsx'
import { Actions, BackLink, Button } from '../ui/buttons.tsx'
import { Suggestions } from '../ui/inputs.tsx'
import { CitizenPage } from '../ui/layout.tsx'
import { useLang } from '../ui/page-context.ts'
import { communesOfCity } from './communes.ts'
import { readDraft } from './draft.ts'
import { QuestionField } from './question-field.tsx'
import { filingWording } from './wording.ts'

/** What these answers lead to, read as a citizen's draft is read. */
function readingOf({ form, values, codeLists, today }: FormShown, lang: 'vi' | 'en') {
  const facts = { today, codeLists, lang }
  return { answers: readDraft(form, { raw: values, held: {} }, facts).answers, today }
}

/** A page of a form that is being written, made of the same parts as the real one. Nothing typed here is kept. */
export function TopicPreview(props: TopicShown) {
  const { form, topic: id, values } = props
  const lang = useLang()
  const t = filingWording(lang)
  const scope = readingOf(props, lang)
  const index = form.topics.findIndex((topic) => topic.id === id)
  const topic = form.topics[index]!
  const asked = questionsToAsk(topic, scope)
  const before = form.topics[index - 1]
  const next = form.topics[index + 1]
  return (
    <CitizenPage title={topic.title[lang]}>
      {before ? <BackLink href={props.linkOf(before.id)} /> : null}
      <p class="meta m0">{t.step(form.title[lang], index + 1, form.topics.length)}</p>
      <h1>{topic.title[lang]}</h1>
      {topic.intro ? <p>{topic.intro[lang]}</p> : null}
      <form action={props.action}>
        {(asked.length > 0 ? asked : topic.questions).map((question) => (
          <OnePreview {...props} question={question} scope={scope} />
        ))}
        <Actions>
          <Button look="second">{t.previewAnswers}</Button>
        </Actions>
      </form>
      {next ? (
        <p>
          <a href={`${props.linkOf(next.id)}?${new URLSearchParams(values).toString()}`}>
            {t.previewNext(next.title[lang])}
          </a>
        </p>
      ) : null}
      <Suggestions id="communes" words={communesOfCity(props.codeLists)} />
    </CitizenPage>
  )
}

type Scope = ReturnType<typeof readingOf>

function OnePreview(props: FormShown & { question: Question; scope: Scope }) {
  const { question, scope, values, codeLists, today } = props
  const lang = useLang()
  if (!isAsked(question))
    return (
      <Note>
        <p>{question.label[lang]}</p>
      </Note>
    )
  return (
    <QuestionField
      question={question}
      values={values}
      problems={[]}
      isRequired={isRequired(question, scope)}
      codeLists={codeLists}
      today={today}
      answers={scope.answers}
    />
  )
}

/** Every question that these answers lead to, topic by topic: the answers of an example are given here. */
export function ExampleQuestions(props: FormShown) {
  const lang = useLang()
  const scope = readingOf(props, lang)
  return (
    <>
      {topicsToAsk(props.form, scope).map((topic) => (
        <fieldset class="group">
          <legend>{topic.title[lang]}</legend>
          <div class="cells">
            {questionsToAsk(topic, scope)
              .filter(isAsked)
              .map((question) => (
                <OnePreview {...props} question={question} scope={scope} />
              ))}
          </div>
        </fieldset>
      ))}
      <Suggestions id="communes" words={communesOfCity(props.codeLists)} />
    </>
  )
}
