/** The city's law in a folder of its own, in which a birth goes on to police, insurance and the ward where the father lives. */
import { cpSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { checkout } from '../../src/checkout.ts'
import { jointWorkflow } from './joint.ts'

export function writeJointLaw(to: string): void {
  const data = join(checkout, 'data')
  for (const name of readdirSync(data).filter((each) => !['workflows', 'curated'].includes(each)))
    symlinkSync(join(data, name), join(to, name))
  cpSync(join(data, 'workflows'), join(to, 'workflows'), { recursive: true })
  cpSync(join(data, 'curated'), join(to, 'curated'), { recursive: true })
  const legs = jointWorkflow.legs!.filter(({ id }) => id !== 'fixed')
  const flow = {
    ...jointWorkflow,
    id: 'khai-sinh',
    version: 2,
    legs: legs.map((leg) =>
      leg.id === 'support'
        ? { ...leg, office: { by: 'address', answer: 'father.residence' } }
        : leg,
    ),
    steps: jointWorkflow.steps
      .filter(({ id }) => id !== 'fixed')
      .map(({ when: _when, ...step }) => ({
        ...step,
        next: step.next.filter((id) => id !== 'fixed'),
      })),
  }
  write(to, 'workflows/khai-sinh.v2.json', flow)
  write(to, 'workflows/tests/khai-sinh.v2.json', {
    workflow: 'khai-sinh',
    version: 2,
    today: '2026-11-23',
    examples: [
      { name: 'Bắt đầu', begins: ['examine'], acts: [{ step: 'examine', active: ['draft'] }] },
    ],
  })
  const procedure = JSON.parse(readFileSync(join(data, 'curated/1.001193.json'), 'utf8')) as object
  write(to, 'curated/1.001193.json', { ...procedure, workflow: { id: 'khai-sinh', version: 2 } })
}

function write(to: string, file: string, document: unknown): void {
  writeFileSync(join(to, file), JSON.stringify(document))
}
