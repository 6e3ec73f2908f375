/** Which user the embedded server runs as: PostgreSQL refuses root. */
import { chownSync, readFileSync } from 'node:fs'
import { Unstartable } from './unstartable.ts'

export type ServerUser = { uid: number; gid: number }

/** `postgres` if the machine has that user, else `nobody`; undefined when we are not root. */
export function serverUser(): ServerUser | undefined {
  if (process.getuid?.() !== 0) return undefined
  const passwd = readFileSync('/etc/passwd', 'utf8')
  const user = findUser(passwd, 'postgres') ?? findUser(passwd, 'nobody')
  if (user === undefined) {
    throw new Unstartable(
      'PostgreSQL không chạy bằng root và máy không có người dùng postgres hay nobody. ' +
        '(PostgreSQL does not run as root and there is no user postgres or nobody.)',
    )
  }
  return user
}

/** Reads one user of an /etc/passwd text; never a user with root's id. */
export function findUser(passwd: string, name: string): ServerUser | undefined {
  const line = passwd.split('\n').find((one) => one.startsWith(`${name}:`))
  const [, , uid, gid] = line?.split(':') ?? []
  if (uid === undefined || gid === undefined) return undefined
  const user = { uid: Number(uid), gid: Number(gid) }
  return Number.isInteger(user.uid) && Number.isInteger(user.gid) && user.uid > 0 ? user : undefined
}

export function giveTo(user: ServerUser | undefined, path: string): void {
  if (user !== undefined) chownSync(path, user.uid, user.gid)
}
