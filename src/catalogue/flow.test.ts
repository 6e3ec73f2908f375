import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { chosenNext } from './chosen-next.ts'
import { beginAt, goOn, type FlowState } from './flow.ts'
import { onward, type Workflow, type WorkflowStep } from './workflow.ts'

type Made = Partial<WorkflowStep> & { id: string }

function made(...steps: Made[]): Workflow {
  return {
    id: 'thu',
    version: 1,
    decision: { number: 'thử', mark: 'toBeConfirmed' },
    start: steps[0]!.id,
    steps: steps.map((step) => ({
      title: { vi: step.id, en: step.id },
      task: 'work',
      waitsFor: 'officer',
      office: 'competent',
      manner: 'digital',
      next: [],
      ...step,
    })),
  }
}

/** The steps that wait after each of these is done, in order; `a>b` is done with the choice b. */
function played(workflow: Workflow, acts: readonly string[], skips: readonly string[] = []) {
  const course = { workflow, skips }
  let flow = beginAt(course, [workflow.start])
  return acts.map((act) => {
    const [done = '', chosen] = act.split('>')
    assert.ok(flow.active.includes(done), `${done} does not wait: ${flow.active.join()}`)
    const next = chosenNext(workflow, { step: done, chosen, note: 'lý do' })
    assert.ok(next.ok)
    flow = goOn(course, flow, { done, next: next.value })
    return [...flow.active].sort().join(' ')
  })
}

const forked = (join?: 'all' | 'any') =>
  made(
    { id: 'start', next: ['left', 'right'] },
    { id: 'left', next: ['end'], back: ['start'] },
    { id: 'right', next: ['end'] },
    { id: 'end', ...(join && { join }) },
  )

describe('the way through a workflow', () => {
  it('several next steps begin together', () => {
    assert.deepEqual(played(forked(), ['start']), ['left right'])
  })

  it('a join of all waits for every leg, whichever ends first', () => {
    assert.deepEqual(played(forked('all'), ['start', 'left', 'right', 'end']), [
      'left right',
      'right',
      'end',
      '',
    ])
    assert.deepEqual(played(forked('all'), ['start', 'right', 'left']).at(-1), 'end')
  })

  it('a join of any begins with the first leg, and the late one does not begin it again', () => {
    assert.deepEqual(played(forked('any'), ['start', 'right', 'end', 'left']), [
      'left right',
      'end left',
      'left',
      '',
    ])
  })

  it('without a join the step begins each time that a leg leads to it, as it always did', () => {
    assert.deepEqual(played(forked(), ['start', 'right', 'end', 'left']).at(-1), 'end')
  })

  it('a leg that is skipped is not waited for; a join that is skipped passes on once all have come', () => {
    assert.deepEqual(played(forked('all'), ['start', 'left'], ['right']), ['left', 'end'])
    const longer = made(
      { id: 'start', next: ['left', 'right'] },
      { id: 'left', next: ['both'] },
      { id: 'right', next: ['both'] },
      { id: 'both', join: 'all', next: ['end'] },
      { id: 'end' },
    )
    assert.deepEqual(played(longer, ['start', 'left', 'right'], ['both']), [
      'left right',
      'right',
      'end',
    ])
    assert.deepEqual(played(longer, ['start'], ['left', 'right']), ['both'])
  })

  it('exactly one step of a choice begins; a join does not wait for the way that was not chosen', () => {
    const choosing = made(
      { id: 'start', next: ['look', 'ask'] },
      { id: 'look', choose: ['more', 'end'] },
      { id: 'more', next: ['end'] },
      { id: 'ask', next: ['end'] },
      { id: 'end', join: 'all' },
    )
    assert.deepEqual(played(choosing, ['start', 'look>more', 'ask', 'more']), [
      'ask look',
      'ask more',
      'more',
      'end',
    ])
    assert.deepEqual(played(choosing, ['start', 'ask', 'look>end']).at(-1), 'end')
  })

  it('a join that waits begins when the last leg chooses a way that does not lead to it', () => {
    const leaving = made(
      { id: 'start', next: ['left', 'right'] },
      { id: 'left', next: ['both'] },
      { id: 'right', choose: ['both', 'apart'] },
      { id: 'both', join: 'all' },
      { id: 'apart' },
    )
    assert.deepEqual(played(leaving, ['start', 'left', 'right>apart']).at(-1), 'apart both')
  })

  it('a leg sent back to the fork goes through it anew, and the join waits for both again', () => {
    assert.deepEqual(played(forked('all'), ['start', 'right', 'left>start', 'start', 'left']), [
      'left right',
      'left',
      'start',
      'left right',
      'right',
    ])
    const again = ['start', 'right', 'left>start', 'start', 'left']
    assert.deepEqual(played(forked('any'), again).at(-1), 'end right')
  })

  it('in whatever order steps end, the work comes to its end, and each join of all begins once', () => {
    const size = 7
    const graphs = fc.array(fc.tuple(fc.nat(size - 1), fc.nat(size - 1)), { maxLength: 14 })
    fc.assert(
      fc.property(
        graphs,
        fc.infiniteStream(fc.nat()),
        fc.subarray([1, 2, 3, 4]),
        (pairs, picks, skips) => {
          const edges = [...Array(size - 1).keys()].map((i) => [i, i + 1] as const)
          for (const [a, b] of pairs) if (a < b) edges.push([a, b])
          const workflow = made(
            ...[...Array(size).keys()].map((i) => ({
              id: `s${i}`,
              join: 'all' as const,
              next: [...new Set(edges.filter(([a]) => a === i).map(([, b]) => `s${b}`))],
            })),
          )
          const course = { workflow, skips: skips.map((i) => `s${i}`) }
          let flow: FlowState = beginAt(course, ['s0'])
          const done: string[] = []
          for (const pick of picks) {
            const step = flow.active[pick % flow.active.length]
            if (step === undefined) break
            done.push(step)
            const next = onward(workflow.steps.find(({ id }) => id === step)!)
            flow = goOn(course, flow, { done: step, next })
          }
          assert.deepEqual(flow, { active: [] })
          assert.deepEqual(done, [...new Set(done)])
          assert.equal(done.length, size - skips.length)
        },
      ),
    )
  })
})
