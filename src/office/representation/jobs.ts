/** The worker's part of phone codes: the message is made when it is sent, so that the code lies nowhere. */
import type { Db } from '../../db/connect.ts'
import { isUuid } from '../../lib/ids.ts'
import { texts, type Lang } from '../../ui/i18n.ts'
import { codeOf, CODE_MINUTES } from './phone-code.ts'
import { codeToSend, forgetOldCodes } from './phone-code-store.ts'

export type PhoneCodeJobs = {
  readonly db: Db
  readonly secret: string
  readonly now: () => Date
  /** The language in which that person wants messages; null when they chose none. */
  languageOf(personId: number): Promise<Lang | null>
  /** Throws when the carrier did not take it: the queue tries again, a few times. */
  send(message: { key: string; to: string; text: string; expiresAt: Date }): Promise<void>
}

export function phoneCodeTasks(deps: PhoneCodeJobs) {
  return { sendPhoneCode: (payload: unknown) => sendPhoneCode(deps, idIn(payload)) }
}

export async function sendPhoneCode(
  { db, secret, now, languageOf, send }: PhoneCodeJobs,
  id: string,
): Promise<void> {
  const code = await codeToSend(db, id, now())
  if (code !== undefined) {
    const { phone: to, expiresAt, representative, personId } = code
    const words = messageOf((await languageOf(personId)) ?? 'vi')
    const text = words.code(codeOf(secret, id), representative)
    await send({ key: id, to, text, expiresAt })
  }
  await forgetOldCodes(db, now())
}

const messageOf = texts({
  vi: {
    code: (code: string, representative: string) =>
      `Một Cửa Hà Nội: ${representative} xin làm thay bạn. Chỉ đọc mã ${code} cho họ nếu bạn đồng ý. Mã dùng trong ${CODE_MINUTES} phút.`,
  },
  en: {
    code: (code: string, representative: string) =>
      `Một Cửa Hà Nội: ${representative} asks to act for you. Give them the code ${code} only if you agree. It works for ${CODE_MINUTES} minutes.`,
  },
})

function idIn(payload: unknown): string {
  const { id } = payload as { id?: unknown }
  if (typeof id === 'string' && isUuid(id)) return id
  throw new Error('sendPhoneCode: payload without an id')
}
