/** Two controllers at their browsers, with the city's law, an office that reads it, and a clock that tests set. */
import { randomUUID } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { pino } from 'pino'
import { h } from 'preact'
import { editorRoutes } from '../../src/catalogue/editor/routes.ts'
import { liveLaw, type LiveLaw } from '../../src/catalogue/publication/live-law.ts'
import { catalogueRoutes } from '../../src/catalogue/routes.ts'
import { formsOf, type PageForm } from '../../src/demo/page-form.ts'
import { ExampleQuestions, TopicPreview } from '../../src/filing/preview.tsx'
import type { Role } from '../../src/office/actor.ts'
import { openPresence } from '../../src/office/presence.ts'
import { newToken, tokenHash } from '../../src/office/session-token.ts'
import { openSessions } from '../../src/office/session.ts'
import { insertSession, insertStaff, assignmentsOn } from '../../src/office/store.ts'
import { newTotpSecret, totpCode } from '../../src/office/totp.ts'
import { toDay } from '../../src/lib/time.ts'
import { withImportedDatabase, type TestDatabase } from './database.ts'
import { dataDir, NOW } from './publication.ts'
import { visitor, type Fields, type Visitor } from './visitor.ts'
import { webApp } from './web.ts'

const PUBLIC_URL = 'http://localhost:3000'
const CITY = 1

export type Editor = { personId: number; totpSecret: string; browser: Visitor }
export type EditorsWorld = {
  app: FastifyInstance
  database: TestDatabase
  law: LiveLaw
  at: { now: Date }
  an: Editor
  binh: Editor
  officer: Editor
  /** A browser in which the person signs in now, by the clock of this world. */
  signedIn(editor: Pick<Editor, 'personId'>): Promise<Visitor>
  /** Somebody who has not signed in. */
  anybody(): Visitor
  code(editor: Editor): Promise<string>
  close(): Promise<void>
}

export async function editorsWorld(): Promise<EditorsWorld> {
  const database = await withImportedDatabase()
  const at = { now: NOW }
  const now = () => at.now
  const db = database.app
  const law = await liveLaw({ dataDir, db, now, onFault: () => undefined, pollMs: 0 })
  const sessions = openSessions({ db, publicUrl: PUBLIC_URL, now })
  const presence = openPresence({ db, publicUrl: PUBLIC_URL, now })
  const app = await webApp(sessions.plugin, {
    // Faults of ours tell where they happened.
    log: pino({ level: 'error' }),
    publicUrl: PUBLIC_URL,
    routes: [
      sessions.plugin,
      (each) => catalogueRoutes(each, { db, law, now }),
      (each) =>
        editorRoutes(each, {
          db,
          law,
          now,
          presence,
          topicPage: (shown) => h(TopicPreview, shown),
          questions: (shown) => h(ExampleQuestions, shown),
        }),
    ],
  })
  const hire = async (fullName: string, role: Role): Promise<Editor> => {
    const totpSecret = newTotpSecret()
    const personId = await insertStaff(database.owner, {
      fullName,
      email: `${randomUUID()}@thu.example`,
      passwordHash: '-',
      totpSecret,
      assignments: [{ officeId: CITY, role, title: 'Chuyên viên', validFrom: '2026-01-01' }],
    })
    return { personId, totpSecret, browser: await signedIn({ personId }) }
  }
  const signedIn: EditorsWorld['signedIn'] = async ({ personId }) => {
    const token = newToken()
    const [assignment] = await assignmentsOn(db, personId, toDay(at.now))
    await insertSession(db, {
      tokenHash: tokenHash(token)!,
      personId,
      kind: 'staff',
      assignmentId: assignment!.id,
      now: at.now,
      expiresAt: new Date(at.now.getTime() + 12 * 3_600_000),
    })
    const browser = visitor(app)
    browser.cookies.set('session', token)
    return browser
  }
  return {
    app,
    database,
    law,
    at,
    an: await hire('Đỗ Thị An', 'controller'),
    binh: await hire('Trần Văn Bình', 'controller'),
    officer: await hire('Vũ Văn Thẩm', 'officer'),
    signedIn,
    anybody: () => visitor(app),
    code: ({ totpSecret }) => totpCode(totpSecret, at.now),
    close: async () => {
      await app.close()
      await law.stop()
      await database.close()
    },
  }
}

export const DRAFTS = '/bien-tap/ban-thao'

/** A new draft of that code; gives its address. */
export async function begin(
  { browser }: Editor,
  code: string,
  from = 'published',
): Promise<string> {
  const hidden = await browser.formOn(DRAFTS, DRAFTS)
  const begun = await browser.post(DRAFTS, { ...hidden, code, from })
  if (begun.statusCode !== 303) throw new Error(`${begun.statusCode} ${begun.body}`)
  return String(begun.headers.location)
}

/** The main form of a page with what it would send untouched. */
export async function formAt({ browser }: Editor, url: string): Promise<PageForm> {
  const page = await browser.get(url)
  const form = formsOf(page.body).find(({ action }) => action === url.split('?')[0])
  if (!form) throw new Error(`no form on ${url}: ${page.statusCode}`)
  return form
}

/** What the form sends when these boxes are filled in. */
export function filledWith(form: PageForm, typed: Readonly<Record<string, string>>): Fields {
  const fields: Record<string, string[]> = {}
  for (const [name, value] of form.filled)
    if (typed[name] === undefined) fields[name] = [...(fields[name] ?? []), value]
  return { ...fields, ...typed }
}

/** Opens the section, fills these boxes in, presses "Lưu". */
export async function save(editor: Editor, url: string, typed: Readonly<Record<string, string>>) {
  return editor.browser.post(url, filledWith(await formAt(editor, url), typed))
}
