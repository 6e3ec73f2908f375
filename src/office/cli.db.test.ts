import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { withDatabase, type TestDatabase } from '../../test/support/database.ts'
import { CITY, furnish } from '../../test/support/office.ts'
import { runStaff } from './cli.ts'
import { signInStaff } from './sign-in.ts'
import { totpCode } from './totp.ts'

let database: TestDatabase
const now = new Date('2026-11-24T01:00:00Z')
before(async () => {
  database = await withDatabase()
  await furnish(database.owner)
})
after(() => database.close())

async function motcua(...argv: string[]) {
  const lines: string[] = []
  const deps = { db: database.app, now: () => now, out: (line: string) => void lines.push(line) }
  const code = await runStaff(argv, deps)
  const told = (what: string) => lines.find((line) => line.startsWith(what))?.slice(what.length)
  return {
    code,
    lines,
    password: told('Mật khẩu: ') ?? '',
    secret: told('Khóa mã xác thực: ') ?? '',
  }
}

const email = 'quan.tri@thu.example'
const first = ['--email', email, '--name', 'Đỗ Thị Hồng Ân', '--office', String(CITY)]
const admin = [...first, '--role', 'admin', '--title', 'Quản trị viên']

async function comesIn({ password, secret }: { password: string; secret: string }, at = now) {
  const code = await totpCode(secret, at)
  return (await signInStaff(database.app, { email, password, code }, at)).ok
}

test('the first administrator is added by command and comes in with what it printed', async () => {
  const added = await motcua(...admin)
  assert.equal(added.code, 0)
  assert.match(added.lines.join('\n'), /^otpauth:\/\/totp\//m)
  assert.equal(await comesIn(added), true)
})

test('the same address is not added twice', async () => {
  const again = await motcua(...admin)
  assert.equal(again.code, 1)
  assert.match(again.lines[0] ?? '', /--reset/)
})

test('after a lost telephone both factors are new and the old ones dead', async () => {
  const before = await motcua('--email', email, '--reset')
  const after = await motcua('--email', email, '--reset')
  assert.equal(after.code, 0)
  assert.equal(await comesIn(before), false)
  assert.equal(await comesIn({ ...after, password: before.password }), false)
  assert.equal(await comesIn(after), true)
})

const mistakes: [string, string[], number, RegExp][] = [
  ['nothing', [], 2, /Cách dùng/],
  ['an unknown option', ['--email', 'a@b', '--admin'], 2, /Cách dùng/],
  ['no address', ['--email', 'somebody'], 2, /Cách dùng/],
  ['no office', ['--email', 'a@b.example', '--name', 'A', '--role', 'admin'], 2, /--office/],
  ['an unknown role', [...first, '--role', 'boss', '--title', 'x'], 2, /receptionist/],
  ['no title', [...first, '--role', 'admin'], 2, /--title/],
  ['an impossible day', [...admin, '--to', '2027-02-30'], 2, /--to/],
  ['an office that is not there', [...admin, '--office', '999'], 1, /Không có đơn vị mang số 999/],
  ['nobody to reset', ['--email', 'x@y.example', '--reset'], 1, /Không có cán bộ nào/],
]
for (const [what, argv, code, says] of mistakes) {
  test(`${what} is answered with what to mend`, async () => {
    const answer = await motcua(...argv)
    assert.equal(answer.code, code)
    assert.match(answer.lines.join('\n'), says)
  })
}
