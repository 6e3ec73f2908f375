import type { Problem } from '../lib/problem.ts'
import { needsBoth } from '../catalogue/workflow.ts'
import { showMoment } from '../lib/time.ts'
import type { StaffActor } from '../office/actor.ts'
import { kindOfTemplate } from '../result/kinds.ts'
import { KeyValues, Note, Panel } from '../ui/blocks.tsx'
import { Button, ButtonLink } from '../ui/buttons.tsx'
import { Choices, Confirmation } from '../ui/choices.tsx'
import { ErrorSummary, fieldId, problemOf } from '../ui/fields.tsx'
import { Select, TextInput } from '../ui/inputs.tsx'
import { PostForm } from '../ui/keys.tsx'
import { Dock } from '../ui/tables.tsx'
import { DossierHead } from './dossier-parts.tsx'
import { IDENTITY_PAPERS } from './handover.ts'
import type { OpenDossier } from './open-dossier.ts'
import { CounterPage } from './shell.tsx'
import type { Values } from './supplement-request-page.tsx'

export type ReturnPageProps = {
  me: StaffActor
  opened: OpenDossier
  /** Names of the papers whose originals the counter keeps. */
  originals: readonly string[]
  fee: string
  mayReturn: boolean
  returningName: string
  values: Values
  problems?: readonly Problem[]
  idempotencyKey?: string
}

/** The result over the counter: who takes it, by which identity paper, and what else goes back. */
export function ReturnPage(props: ReturnPageProps) {
  const { me, opened, problems = [], mayReturn } = props
  const { row, state } = opened
  const title = `Trả kết quả: ${row.owner_name}`
  return (
    <CounterPage me={me} title={title} current="/tra-ket-qua" hasErrors={problems.length > 0}>
      <ErrorSummary problems={problems} />
      <DossierHead opened={opened} title={title} />
      {mayReturn ? null : (
        <Note tone="warn">
          <p>{whyNot(props)}</p>
        </Note>
      )}
      {mayReturn && state.revocation ? (
        <Note tone="bad">
          <p>
            Kết quả đã bị thu hồi theo quyết định {state.revocation.decision.number}. Trao cho người
            dân quyết định này. Không trao bản kết quả.
          </p>
        </Note>
      ) : null}
      <div class="split">
        <Panel title="Kết quả">
          <KeyValues pairs={resultPairs(props)} />
          {state.result?.sealedHash && !state.revocation ? (
            <p>
              <ButtonLink
                look="second"
                icon="print"
                keys="P"
                href={`/quay/${row.id}/van-ban/ket-qua.pdf`}
              >
                Mở và in bản kết quả
              </ButtonLink>
            </p>
          ) : null}
        </Panel>
        {mayReturn ? <HandoverForm {...props} /> : null}
      </div>
      {mayReturn ? (
        <Dock>
          <Button form="return" keys="Ctrl ↵">
            {state.revocation ? 'Đã trao quyết định thu hồi' : 'Đã trả kết quả'}
          </Button>
        </Dock>
      ) : null}
    </CounterPage>
  )
}

function whyNot({ opened: { state }, returningName }: ReturnPageProps): string {
  if (state.phase.at !== 'finished') return 'Hồ sơ này không có kết quả đang chờ trả.'
  return state.revocation?.on === null
    ? 'Lãnh đạo đã quyết định thu hồi kết quả này. Hãy chờ văn thư ghi quyết định.'
    : `Nơi trả kết quả của hồ sơ này là ${returningName}.`
}

function resultPairs({ opened, originals, fee }: ReturnPageProps) {
  const { row, state, answers, terms, contact } = opened
  const copies = answers['copies.count']
  const isMadeByHand = terms.resultTemplate === ''
  return [
    { label: 'Kết quả', value: terms.resultName },
    ...(isMadeByHand ? [] : [{ label: 'Số', value: state.result?.number ?? '…' }]),
    { label: 'Có kết quả từ', value: row.finished_at ? showMoment(row.finished_at) : '…' },
    // Nothing is printed, and nothing asked, for a result that was taken back.
    ...(isMadeByHand || state.revocation ? [] : toPrint(terms.resultTemplate, copies)),
    ...(state.revocation ? [] : [{ label: 'Lệ phí', value: fee }]),
    { label: 'Người nộp', value: row.applicant_name },
    { label: 'Điện thoại', value: contact?.phone ?? 'Không có' },
    {
      label: 'Bản chính phải trả lại',
      value: originals.length === 0 ? 'Không giữ bản chính nào' : originals.join('; '),
    },
  ]
}

function toPrint(resultTemplate: string, copies: unknown) {
  const { originals } = kindOfTemplate(resultTemplate)
  return [
    { label: 'Bản chính phải in', value: `${originals} bản` },
    {
      label: 'Bản sao phải in',
      value: typeof copies === 'number' ? `${copies} bản` : 'Không yêu cầu',
    },
  ]
}

function HandoverForm(props: ReturnPageProps) {
  const { opened, values, problems = [], originals } = props
  const text = (name: string) => ({
    name,
    value: values[name] ?? '',
    error: problemOf(problems, name),
  })
  return (
    <Panel title="Người nhận">
      <PostForm
        action={`/tra-ket-qua/${opened.row.id}`}
        id="return"
        main
        label="Trả kết quả"
        idempotencyKey={props.idempotencyKey}
      >
        {opened.state.revocation ? <input type="hidden" name="instead" value="revocation" /> : null}
        <Choices
          {...text('receiver')}
          label={opened.state.revocation ? 'Ai nhận quyết định thu hồi?' : 'Ai nhận kết quả?'}
          options={[
            { value: 'applicant', label: `Người nộp: ${opened.row.applicant_name}` },
            { value: 'authorised', label: 'Người được ủy quyền', hint: 'Đã xem văn bản ủy quyền' },
          ]}
        />
        <TextInput {...text('receiverName')} label="Họ tên người nhận" maxlength={100} />
        <Select {...text('identityPaper')} label="Giấy tờ đã đối chiếu" options={IDENTITY_PAPERS} />
        <TextInput
          {...text('identityDigits')}
          label="Bốn số cuối của giấy tờ"
          inputmode="numeric"
          size={4}
          maxlength={4}
        />
        {needsBoth(opened.terms.workflow) && !opened.state.revocation ? (
          <Confirmation {...text('bothPresent')} label={BOTH} />
        ) : null}
        {originals.length === 0 ? null : (
          <label class="choice">
            <input type="checkbox" id={fieldId('returned')} name="returned" value="yes" />
            <span>Đã trả lại bản chính: {originals.join('; ')}</span>
          </label>
        )}
      </PostForm>
    </Panel>
  )
}

/** Both sign the book and the originals before the official (Luật Hộ tịch 60/2014 Đ18). */
const BOTH = 'Hai bên cùng có mặt, đã ký vào sổ và các bản chính'
