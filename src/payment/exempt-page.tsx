import type { Problem } from '../lib/problem.ts'
import { Note } from '../ui/blocks.tsx'
import { Actions, Button } from '../ui/buttons.tsx'
import { Choices } from '../ui/choices.tsx'
import { ErrorSummary, problemOf } from '../ui/fields.tsx'
import { PostForm } from '../ui/keys.tsx'
import { useLang } from '../ui/page-context.ts'
import { FeeFrame } from './fee-page.tsx'
import type { OwnFees } from './own.ts'
import { feesPath } from './paths.ts'
import { paymentWording } from './wording.ts'

export type ExemptPageProps = {
  fees: OwnFees
  values: Readonly<Record<string, string>>
  problems: readonly Problem[]
  refusal?: string | undefined
  idempotencyKey?: string | undefined
}

/** The payer says why they need not pay; an official decides. */
export function ExemptPage({ fees, values, problems, ...props }: ExemptPageProps) {
  const lang = useLang()
  const t = paymentWording(lang).exempt
  const { lines, groups } = fees.claims
  const choice = (name: 'line' | 'group' | 'proof') => ({
    name,
    label: t[name],
    value: values[name] ?? '',
    error: problemOf(problems, name),
  })
  return (
    <FeeFrame fees={fees} title={t.title} back={feesPath(fees.id)} hasErrors={problems.length > 0}>
      <ErrorSummary problems={problems} />
      {props.refusal === undefined ? null : (
        <Note tone="bad">
          <p role="alert">{props.refusal}</p>
        </Note>
      )}
      {lines.length === 0 ? (
        <p>{t.nothing}</p>
      ) : (
        <PostForm action={feesPath(fees.id, '/mien')} idempotencyKey={props.idempotencyKey}>
          <p>{t.lead}</p>
          <Choices
            {...choice('line')}
            options={lines.map(({ id, name }) => ({ value: id, label: name[lang] }))}
          />
          <Choices
            {...choice('group')}
            options={groups.map(({ id, who, ground }) => ({
              value: id,
              label: who[lang],
              hint: <bdi lang="vi">{ground}</bdi>,
            }))}
          />
          <Choices
            {...choice('proof')}
            options={[
              { value: 'counter', label: t.atCounter },
              ...fees.files.map(({ id, name }) => ({ value: id, label: t.file(name) })),
            ]}
          />
          <Actions>
            <Button>{t.send}</Button>
          </Actions>
        </PostForm>
      )}
    </FeeFrame>
  )
}
