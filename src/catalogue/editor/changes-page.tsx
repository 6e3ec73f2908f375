import type { StaffActor } from '../../office/actor.ts'
import { Note, Panel } from '../../ui/blocks.tsx'
import { ChangeTable } from './change-table.tsx'
import type { DocumentChanges } from './draft-changes.ts'
import type { DocumentName } from './document-schemas.ts'
import type { Package } from './package.ts'
import { hrefOfFault } from './section-faults.ts'
import { DraftPage } from './shell.tsx'

export const documentWords: Readonly<Record<DocumentName, string>> = {
  procedure: 'Thủ tục',
  form: 'Biểu mẫu',
  workflow: 'Quy trình',
}

/** Box by box: the version in force beside the draft. */
export function ChangesPage(props: {
  me: StaffActor
  pack: Package
  documents: readonly DocumentChanges[]
}) {
  return (
    <DraftPage me={props.me} pack={props.pack} title="So với bản đang áp dụng" here="thay-doi">
      {props.documents.map((each) => (
        <DocumentPanel pack={props.pack} of={each} />
      ))}
    </DraftPage>
  )
}

export function DocumentPanel({ pack, of }: { pack: Package; of: DocumentChanges }) {
  const { document, from, changes } = of
  const word = documentWords[document]
  return (
    <Panel title={`${word}: ${changes.length} ô khác`}>
      {from === undefined ? (
        <Note>
          <p>Chưa có phiên bản nào được công bố để so; mọi ô đều là mới.</p>
        </Note>
      ) : null}
      {changes.length === 0 ? (
        <p class="meta">Không có gì khác.</p>
      ) : (
        <ChangeTable
          caption={`${word}: ô nào khác`}
          changes={changes}
          before={from === undefined ? 'Trước đây' : `Phiên bản ${from}`}
          after="Bản thảo"
          hrefOf={({ path }) => hrefOfFault(pack, { document, path, message: '' })}
        />
      )}
    </Panel>
  )
}
