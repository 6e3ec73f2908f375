import { showMoment } from '../lib/time.ts'
import { actorKey } from '../office/actor.ts'
import type { ClaimStanding } from '../payment/standing.ts'
import { Details, Panel } from '../ui/blocks.tsx'
import { Actions, Button } from '../ui/buttons.tsx'
import { Select } from '../ui/inputs.tsx'
import { FeeForm, FeeText, type FeeDeskProps } from './fee-form.tsx'
import { filePath } from './shell.tsx'

/** Who says that they need not pay, with what proof; somebody other than who wrote it down decides. */
export function Claims(props: FeeDeskProps) {
  const { standing, claims, may } = props.fees
  const { lines, groups } = claims
  const canClaim = lines.length > 0 && may.has('claim')
  if (standing.claims.length === 0 && !canClaim) return null
  return (
    <Panel title="Miễn phí, lệ phí">
      {standing.claims.map((claim) => (
        <Claim {...props} claim={claim} />
      ))}
      {canClaim ? (
        <Details summary="Ghi đề nghị miễn của người nộp">
          <FeeForm {...props} act="claim">
            <Select
              name="line"
              label="Khoản phí"
              value={props.values['line'] ?? ''}
              error={props.problem('line')}
              options={lines.map(({ id, name }) => ({ value: id, label: name.vi }))}
            />
            <Select
              name="group"
              label="Diện miễn"
              value={props.values['group'] ?? ''}
              error={props.problem('group')}
              options={groups.map(({ id, who }) => ({ value: id, label: who.vi }))}
            />
            <Actions>
              <Button look="second">Ghi đề nghị</Button>
            </Actions>
          </FeeForm>
        </Details>
      ) : null}
    </Panel>
  )
}

const OUTCOMES = { granted: 'được miễn', refused: 'không được miễn' } as const

function Claim(props: FeeDeskProps & { claim: ClaimStanding }) {
  const { claim, fees, me, opened } = props
  const line = fees.standing.lines.find(({ id }) => id === claim.lineId)
  const mayDecide =
    claim.outcome === null && fees.may.has('decideClaim') && claim.claimedBy !== actorKey(me)
  return (
    <section class="mb3">
      <p>
        <b>{line?.name.vi}</b>: {claim.who}
        <br />
        <span class="meta">
          {claim.ground} · ghi lúc {showMoment(claim.claimedAt)} ·{' '}
          {claim.fileId === null ? (
            'giấy tờ xem tại quầy'
          ) : (
            <a href={filePath(opened.row.id, claim.fileId)}>giấy tờ chứng minh</a>
          )}
        </span>
      </p>
      {claim.outcome === null ? null : (
        <p>
          Kết luận: {OUTCOMES[claim.outcome]}. {claim.reason}
        </p>
      )}
      {mayDecide ? (
        <FeeForm {...props} act="decideClaim" hidden={{ claim: claim.id }}>
          <FeeText {...props} field="reason" of={claim.id} label="Lý do, giấy tờ đã xem" />
          <Actions>
            <Button name="outcome" value="granted">
              Miễn khoản này
            </Button>
            <Button look="refuse" name="outcome" value="refused">
              Không miễn
            </Button>
          </Actions>
        </FeeForm>
      ) : null}
    </section>
  )
}
