import { showDay, type Day } from '../../lib/time.ts'
import type { StaffActor } from '../../office/actor.ts'
import { Note, Panel } from '../../ui/blocks.tsx'
import { ButtonLink } from '../../ui/buttons.tsx'
import { Icon } from '../../ui/icons.tsx'
import { HiddenKeys } from '../../ui/keys.tsx'
import { codeWord } from './code-words.ts'
import type { Package } from './package.ts'
import { editorPaths } from './paths.ts'
import { TESTS_PATH } from './rule-words.ts'
import { TESTS } from './sections.ts'
import { DraftPage } from './shell.tsx'
import type { ExampleRun } from './test-run.ts'

/** Every example, run against the draft as it stands: what was expected, what came out, and what none has tried. */
export function ExamplesPage(props: { me: StaffActor; pack: Package; done?: string | undefined }) {
  const { pack } = props
  const { runs, notRun } = pack.tests
  const passed = runs.filter(({ differences }) => differences.length === 0).length
  const untried = pack.faults.filter(
    ({ path, message }) => path === TESTS_PATH && message.startsWith('Chưa'),
  )
  return (
    <DraftPage me={props.me} pack={pack} title="Thử nghiệm" here={TESTS} done={props.done}>
      {notRun === undefined ? (
        <Note tone={passed === runs.length ? 'ok' : 'bad'}>
          <p>
            Đã chạy {runs.length} thử nghiệm trên bản thảo hiện tại: {passed} đạt,{' '}
            {runs.length - passed} không đạt.
          </p>
        </Note>
      ) : (
        <Note tone="warn">
          <p>{notRun}</p>
        </Note>
      )}
      {untried.length === 0 ? null : (
        <Panel title="Chưa được thử">
          <ul>
            {untried.map(({ message }) => (
              <li>{message}</li>
            ))}
          </ul>
        </Panel>
      )}
      {pack.isOpen ? (
        <p>
          <ButtonLink href={editorPaths.newTest(pack.id)} look="second" icon="plus">
            Thêm thử nghiệm
          </ButtonLink>
        </p>
      ) : null}
      {runs.map((run, index) => (
        <OneRun run={run} index={index} pack={pack} />
      ))}
    </DraftPage>
  )
}

function OneRun({ run, index, pack }: { run: ExampleRun; index: number; pack: Package }) {
  const { example, differences } = run
  const isGood = differences.length === 0
  return (
    <details class="entry" open={!isGood}>
      <summary>
        <span class={isGood ? 'same' : 'differs'}>
          <Icon name={isGood ? 'check' : 'warn'} />
          {isGood ? 'đạt' : 'không đạt'}
        </span>{' '}
        {example.name}
      </summary>
      <div>
        <p class="meta">
          Ngày {showDay(example.on as Day)}, {codeWord('channels', example.channel)}
        </p>
        {isGood ? null : <Differences run={run} />}
        {pack.isOpen ? (
          <RunActs index={index} pack={pack} name={example.name} isGood={isGood} />
        ) : null}
      </div>
    </details>
  )
}

function Differences({ run }: { run: ExampleRun }) {
  const caption = `Khác nhau: ${run.example.name}`
  return (
    <div class="scroll" tabindex={0} role="group" aria-label={caption}>
      <table class="data changes">
        <caption class="vh">{caption}</caption>
        <thead>
          <tr>
            <th scope="col">Điều gì</th>
            <th scope="col">Mong đợi</th>
            <th scope="col">Bản thảo cho ra</th>
          </tr>
        </thead>
        <tbody>
          {run.differences.map(({ what, expected, found }) => (
            <tr>
              <th scope="row">{what}</th>
              <td>{expected}</td>
              <td>
                <b>{found}</b>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

type RunActsProps = { index: number; pack: Package; name: string; isGood: boolean }

function RunActs({ index, pack, name, isGood }: RunActsProps) {
  return (
    <form method="post" action={editorPaths.tests(pack.id)}>
      <HiddenKeys />
      <input type="hidden" name="_revision" value={String(pack.procedure.revision)} />
      {isGood ? null : (
        <button class="btn btn--2 btn--s" name="_accept" value={String(index)}>
          Bản thảo đúng: đổi mong đợi<span class="vh">: {name}</span>
        </button>
      )}
      <button class="btn btn--link btn--s" name="_remove" value={String(index)}>
        Bỏ thử nghiệm này<span class="vh">: {name}</span>
      </button>
    </form>
  )
}
