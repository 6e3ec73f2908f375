import type { ComponentChildren } from 'preact'
import type { Problem } from '../../lib/problem.ts'
import type { StaffActor } from '../../office/actor.ts'
import { WorkPage } from '../../office/work-page.tsx'
import { ErrorSummary } from '../../ui/fields.tsx'
import { Tabs } from '../../ui/tables.tsx'
import { editorPaths } from './paths.ts'

export type EditorPageProps = {
  me: StaffActor
  title: string
  current: 'list' | 'changes' | 'findings'
  open: { changes: number; findings: number }
  problems?: readonly Problem[]
  children: ComponentChildren
}

/** The frame of the editors' pages of the national catalogue. */
export function EditorPage(props: EditorPageProps) {
  const { me, title, current, open, problems = [] } = props
  return (
    <WorkPage title={title} me={me} current={editorPaths.list} hasErrors={problems.length > 0}>
      <Tabs
        label="Danh mục thủ tục"
        tabs={[
          { href: editorPaths.list, label: 'Thủ tục', current: current === 'list' },
          {
            href: editorPaths.changes,
            label: 'Thay đổi trên cổng',
            count: open.changes,
            current: current === 'changes',
          },
          {
            href: editorPaths.allFindings,
            label: 'Nghi vấn',
            count: open.findings,
            current: current === 'findings',
          },
        ]}
      />
      <ErrorSummary problems={problems} />
      {props.children}
    </WorkPage>
  )
}
