/** A small house in which everything holds: births on their way to every stage, with real papers in a real store. */
import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { checkout } from '../../src/checkout.ts'
import type { Facts } from '../../src/audit/invariants/invariant.ts'
import { responsibilityLedger } from '../../src/dossier/holders/subscriber.ts'
import { portalMessages } from '../../src/exchange/subscriber.ts'
import { loadNoticeTemplates } from '../../src/notice/load.ts'
import { noticeSubscriber } from '../../src/notice/subscriber.ts'
import { calendar, citizen, CITY, fileFor, filing, terms } from './office.ts'
import { dossierAt, resultWorld, type ResultWorld } from './results.ts'

export type IntegrityWorld = ResultWorld & {
  facts: Facts
  /** One whose result is issued, one that waits for its draft, one of the portal. */
  sealed: string
  drafted: string
  fromPortal: string
}

export async function integrityWorld(): Promise<IntegrityWorld> {
  const now = () => new Date()
  const templates = await loadNoticeTemplates(join(checkout, 'data/templates/notices'))
  const world = await resultWorld([
    noticeSubscriber({ templates, trackingUrl: 'https://motcua.example.vn/tra-cuu', now }),
    portalMessages({ termsOf: () => terms, isConfigured: false, now }),
    responsibilityLedger({ calendar, termsOf: () => terms }),
  ])
  const stored = await world.deps.files.put(
    Buffer.from('%PDF-1.7 giấy chứng sinh'),
    'application/pdf',
  )
  const { sha256, size, mediaType } = stored
  const papers = () => [
    { paper: 'giay-chung-sinh', files: [{ id: randomUUID(), sha256, size, mediaType }] },
  ]
  const sealed = await dossierAt(world, 'sealed', { papers: papers() })
  const drafted = await dossierAt(world, 'drafted', { papers: papers() })
  const portal = { kind: 'system', name: 'portal', scopes: [CITY] } as const
  const { id: fromPortal } = await fileFor(world.deps.dossier, citizen(), {
    by: portal,
    command: {
      ...filing(citizen(), { papers: papers() }),
      source: 'nationalPortal',
      portalCode: 'G12.99.999-261119-000001',
    },
  })
  await world.project()
  return {
    ...world,
    sealed,
    drafted,
    fromPortal,
    facts: {
      termsOf: () => terms,
      calendar,
      ancestorsOf: world.deps.dossier.offices.ancestorsOf,
      files: world.deps.files,
      now,
      slices: undefined,
      markOlderThanMinutes: 60,
    },
  }
}
