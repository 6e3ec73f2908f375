import { showDay } from '../../lib/time.ts'
import { usePage } from '../../ui/page-context.ts'
import { LinkRow } from '../../ui/rows.tsx'
import type { ImportReport, SnapshotReport } from '../import-report.ts'
import { importWording } from '../import-wording.ts'
import { FOUND_KINDS, isFoundKind } from './finding-kinds.ts'
import { editorPaths } from './paths.ts'
import { Listing, useNumbers } from './report-parts.tsx'

export type OpenWork = { findings: Readonly<Record<string, number>>; changes: number }

/** The national catalogue in the import report: read, unknown, waiting for an editor. */
export function CatalogueSections(props: { report: ImportReport; open: OpenWork }) {
  return (
    <>
      <Snapshots {...props} />
      <Unknowns {...props} />
      <Findings {...props} />
      <Changes {...props} />
    </>
  )
}

function Snapshots({ report }: { report: ImportReport }) {
  const { lang } = usePage()
  const t = importWording(lang)
  const shown = useNumbers()
  const more = (each: SnapshotReport) =>
    [
      t.takenOn(showDay(new Date(`${each.takenOn}T00:00:00+07:00`))),
      t.rowsRead(shown(each.rows)),
      ...(each.missingColumns.length > 0 ? [t.missingColumns(each.missingColumns.join(', '))] : []),
      ...(each.extraColumns.length > 0 ? [t.extraColumns(each.extraColumns.join(', '))] : []),
      ...(each.isExtract ? [t.extract] : []),
    ].join(' · ')
  return (
    <Listing title={t.snapshots}>
      {report.snapshots.map((each) => (
        <LinkRow title={<code>{each.name}</code>} more={more(each)} />
      ))}
    </Listing>
  )
}

function Unknowns({ report }: { report: ImportReport }) {
  const { lang } = usePage()
  const t = importWording(lang)
  const shown = useNumbers()
  const kinds = [
    'listed',
    'detailed',
    'inBothSources',
    'withoutDetail',
    'limitUnknown',
    'feeUnknown',
  ] as const
  return (
    <Listing title={t.unknowns}>
      {kinds.map((kind) => (
        <LinkRow title={`${t[kind]}: ${shown(report.details[kind])}`} />
      ))}
    </Listing>
  )
}

function Findings({ open }: { open: OpenWork }) {
  const { lang, viewer } = usePage()
  const t = importWording(lang)
  const shown = useNumbers()
  const isStaff = viewer?.kind === 'staff'
  return (
    <Listing title={t.findings}>
      {Object.entries(open.findings).map(([kind, rows]) => (
        <LinkRow
          title={`${isFoundKind(kind) ? FOUND_KINDS[kind][lang] : kind}: ${shown(rows)}`}
          {...(isStaff && { href: editorPaths.findings(kind), more: t.seeFindings })}
        />
      ))}
    </Listing>
  )
}

function Changes({ open }: { open: OpenWork }) {
  const { lang, viewer } = usePage()
  const t = importWording(lang)
  const shown = useNumbers()
  return (
    <Listing title={t.changes}>
      <LinkRow
        title={t.changesFound(shown(open.changes))}
        {...(viewer?.kind === 'staff' && { href: editorPaths.changes, more: t.seeChanges })}
      />
    </Listing>
  )
}
