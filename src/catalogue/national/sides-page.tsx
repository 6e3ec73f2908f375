import type { ComponentChildren } from 'preact'
import type { StaffActor } from '../../office/actor.ts'
import { KeyValues, Note, Panel } from '../../ui/blocks.tsx'
import { Actions, BackLink, ButtonLink } from '../../ui/buttons.tsx'
import { Icon } from '../../ui/icons.tsx'
import { DataTable } from '../../ui/tables.tsx'
import type { ProposedChange } from './change-store.ts'
import { changeSentence, showDayText, sourceWords } from './change-words.ts'
import { EditorPage } from './editor-shell.tsx'
import type { ListedRow, PastVersion } from './editor-list-store.ts'
import { FOUND_KINDS, isFoundKind } from './finding-kinds.ts'
import type { Finding } from './finding-store.ts'
import { editorPaths } from './paths.ts'
import { handledInWords, notReceivedWords, receivedByWords } from './receiver-words.ts'
import { ASPECTS, isDifferent, type Aspect, type Side } from './sides.ts'

export type NamedSide = { title: string; more: string; side: Side; isSource: boolean }
export type SidesPageProps = {
  me: StaffActor
  open: { changes: number; findings: number }
  code: string
  name: string
  listed: readonly ListedRow[]
  sides: readonly NamedSide[]
  isCurated: boolean
  findings: readonly Finding[]
  changes: readonly ProposedChange[]
  past: readonly PastVersion[]
}

/** What each source says of one procedure, beside what was decided. */
export function SidesPage(props: SidesPageProps) {
  const { code, name } = props
  return (
    <EditorPage me={props.me} title={`${code} ${name}`} current="list" open={props.open}>
      <BackLink href={editorPaths.list}>Danh mục thủ tục</BackLink>
      <div class="head">
        <h1>
          <span class="num">{code}</span> {name}
        </h1>
      </div>
      <Actions>
        <ButtonLink href={editorPaths.draft(code)} icon="edit">
          Soạn bản biên tập
        </ButtonLink>
        <ButtonLink href={`/thu-tuc/${encodeURIComponent(code)}`} look="second" icon="eye">
          Xem như người dân
        </ButtonLink>
      </Actions>
      {props.isCurated ? null : (
        <Note tone="warn">
          <p>Chưa có bản biên tập: người dân chỉ thấy điều các nguồn ghi rõ.</p>
        </Note>
      )}
      <Receivers listed={props.listed} sides={props.sides} />
      <Waiting {...props} />
      <Compared sides={props.sides} />
    </EditorPage>
  )
}

function Receivers({ listed, sides }: Pick<SidesPageProps, 'listed' | 'sides'>) {
  if (listed.length === 0)
    return (
      <Note tone="warn">
        <p>
          {sides.some(({ isSource }) => isSource)
            ? 'Mã này có bản chi tiết nhưng không có trong danh mục.'
            : 'Mã này không có trong danh mục và không có bản chi tiết: chỉ có bản biên tập.'}
        </p>
      </Note>
    )
  return (
    <>
      {listed.map((row) => (
        <Panel title={listed.length > 1 ? `Danh mục: ${row.name}` : 'Trong danh mục'}>
          <KeyValues
            pairs={[
              {
                label: 'Nơi nhận ở Hà Nội',
                value:
                  row.receivedBy.map((kind) => receivedByWords[kind]).join('; ') ||
                  notReceivedWords[row.notReceived ?? 'unknown'],
              },
              { label: 'Nơi xử lý', value: handledInWords(row.notReceived) },
              { label: 'Trạng thái trên cổng', value: `${row.portalState} · ${row.portalKind}` },
              { label: 'Chụp ngày', value: showDayText(row.takenOn) },
              ...(row.goneOn === null
                ? []
                : [{ label: 'Không còn từ', value: showDayText(row.goneOn) }]),
            ]}
          />
        </Panel>
      ))}
    </>
  )
}

function Waiting({ findings, changes, past, code }: SidesPageProps) {
  return (
    <>
      {changes.length === 0 ? null : (
        <Panel title={`Cổng đã đổi: ${changes.length} chỗ`}>
          <Lines lines={changes.map(changeSentence)} />
          <p>
            <a href={editorPaths.changes}>Quyết định về các thay đổi</a>
          </p>
        </Panel>
      )}
      {findings.length === 0 ? null : (
        <Panel title={`Nghi vấn: ${findings.length} chỗ`}>
          <DataTable
            caption={`Nghi vấn của ${code}`}
            rows={findings}
            empty=""
            columns={[
              {
                title: 'Nghi vấn',
                cell: ({ kind }) => (
                  <a href={editorPaths.findings(kind)}>
                    {isFoundKind(kind) ? FOUND_KINDS[kind].vi : kind}
                  </a>
                ),
              },
              { title: 'Nguồn ghi', cell: ({ raw }) => raw.slice(0, 300) },
              { title: 'Ở đâu', cell: ({ source, place }) => `${source}, ${place}` },
            ]}
          />
        </Panel>
      )}
      {past.length === 0 ? null : (
        <Panel title="Các bản trước">
          <Lines
            lines={past.map(
              ({ source, takenOn, decisionNumber }) =>
                `${sourceWords(source, takenOn)}; quyết định ${decisionNumber ?? 'không ghi'}`,
            )}
          />
        </Panel>
      )}
    </>
  )
}

function Lines({ lines }: { lines: readonly string[] }) {
  return (
    <ul>
      {lines.map((line) => (
        <li>{line}</li>
      ))}
    </ul>
  )
}

function Compared({ sides }: { sides: readonly NamedSide[] }) {
  const spoken = (Object.keys(ASPECTS) as Aspect[]).filter((aspect) =>
    sides.some(({ side }) => side[aspect] !== undefined),
  )
  return (
    <section class="panel">
      <h2>Các nguồn cạnh nhau</h2>
      <div class="scroll" tabindex={0} role="group" aria-label="Các nguồn cạnh nhau">
        <table class="data sides">
          <caption class="vh">Các nguồn cạnh nhau</caption>
          <thead>
            <tr>
              <th scope="col">Điều được ghi</th>
              {sides.map(({ title, more }) => (
                <th scope="col">
                  {title}
                  <small>{more}</small>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {spoken.map((aspect) => (
              <AspectRow aspect={aspect} sides={sides} />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}

function AspectRow({ aspect, sides }: { aspect: Aspect; sides: readonly NamedSide[] }) {
  const differs = isDifferent(
    aspect,
    sides.filter(({ isSource }) => isSource).map(({ side }) => side),
  )
  return (
    <tr>
      <th scope="row">
        {ASPECTS[aspect]}
        {differs ? (
          <small>
            <span class="differs">
              <Icon name="warn" />
              Các nguồn khác nhau
            </span>
          </small>
        ) : null}
      </th>
      {sides.map(({ side, isSource }) => (
        <td class={differs && isSource && side[aspect] ? 'diff' : undefined}>
          <Cell lines={side[aspect] ?? []} />
        </td>
      ))}
    </tr>
  )
}

const SHORT = 400

/** Long texts are folded away, so that the table stays readable. */
function Cell({ lines }: { lines: readonly string[] }): ComponentChildren {
  if (lines.length === 0) return <span class="meta">không ghi</span>
  const all = lines.map((line) => <p>{line}</p>)
  if (lines.join('').length <= SHORT) return <>{all}</>
  return (
    <details>
      <summary>
        {lines.length > 1 ? `${lines.length} mục: ` : ''}
        {lines[0]!.slice(0, 120)}…
      </summary>
      {all}
    </details>
  )
}
