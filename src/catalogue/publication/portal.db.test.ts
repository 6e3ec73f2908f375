/** What is exported is read back by our own importer, and compared with the real records of the National Portal. */
import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { addStaff } from '../../office/accounts.ts'
import { newTotpSecret, totpCode } from '../../office/totp.ts'
import { normalised } from '../national/detail.ts'
import { readSnapshot } from '../national/snapshot-file.ts'
import {
  birthExamples,
  birthProcedure,
  CITY,
  dataDir,
  publishingWorld,
  type PublishingWorld,
} from '../../../test/support/publication.ts'
import { runCatalogue } from './cli.ts'
import { comparedWithPortal, comparedWithSnapshot } from './portal-comparison.ts'
import { portalDifferences } from './portal-difference.ts'
import { portalRecord } from './portal-record.ts'
import { listedFacts } from './portal-store.ts'

let world: PublishingWorld
let folder: string
const today = '2026-11-28' as const
before(async () => {
  world = await publishingWorld()
  folder = mkdtempSync(join(tmpdir(), 'motcua-catalogue-'))
})
after(async () => {
  rmSync(folder, { recursive: true })
  await world.close()
})

/** What a command says, and its exit code. */
async function command(...args: string[]): Promise<{ code: number; said: string }> {
  const lines: string[] = []
  const code = await runCatalogue(args, {
    dataDir,
    now: () => world.at.now,
    out: (line) => lines.push(line),
    withDb: (act) => act(world.database.app),
  })
  return { code, said: lines.join('\n') }
}

test('the birth registration in the portal’s fields is read back by our own reading of that source', async () => {
  const procedure = world.law.procedure('1.001193')!
  const listed = (await listedFacts(world.database.app, ['1.001193'])).get('1.001193')
  const detail = normalised(portalRecord(procedure, { listed, today }), 'chi_tiet_2642')
  assert.equal(detail.code, procedure.code)
  assert.equal(detail.name, procedure.name.vi)
  assert.equal(detail.field, procedure.category.name.vi)
  assert.equal(detail.decisionNumber, procedure.decision.value)
  assert.equal(detail.issuedBy, 'Bộ Tư pháp')
  assert.deepEqual(detail.levels, ['Cấp xã'])
  assert.deepEqual(
    detail.subjects,
    procedure.subjects.map(({ vi }) => vi),
  )
  assert.equal(detail.steps.length, procedure.steps.length)
  assert.equal(detail.steps[0]?.text, procedure.steps[0]?.vi)
  assert.equal(detail.results[0]?.code, procedure.result.code)
  assert.deepEqual(
    detail.paperGroups[0]?.papers.map(({ name }) => name),
    procedure.papers
      .filter(({ copies }) => copies.originals + copies.copies > 0)
      .map(({ name }) => name.vi),
  )
  assert.deepEqual(
    detail.channels.map(({ channel }) => channel),
    ['online', 'counter', 'post'],
  )
  // "The same day" has no unit on the portal: a number without one is no limit there either.
  assert.equal(detail.channels[0]?.limit, null)
  assert.equal(
    detail.portalUrl,
    'https://dichvucong.gov.vn/thu-tuc-hanh-chinh/019d2bfd-3fe0-70ac-b9d6-5e9e20d6eef7',
  )
})

test('limits keep their unit, and what the council decides has no number', () => {
  const procedure = world.law.procedure('1.001193')!
  const [usual] = procedure.cases
  const limit = { ...usual!.limit, value: { value: 12, unit: 'calendarDay' as const } }
  const { amount: _amount, ...fee } = procedure.fees[0]!
  const unknown = { value: null, source: 'x', mark: 'toBeConfirmed' as const }
  const changed = {
    ...procedure,
    cases: [{ ...usual!, limit }],
    fees: [{ ...fee, amount: unknown, decidedBy: 'council' as const }],
  }
  const record = portalRecord(changed, { listed: undefined, today })
  assert.equal(record.kenh[0]?.phi_vnd, null)
  const detail = normalised(record, 'chi_tiet_2642')
  assert.deepEqual(detail.channels[0]?.limit, { value: 12, unit: 'calendarDay' })
  assert.equal(detail.channels[0]?.fees[0]?.kind, 'councilDecides')
})

test('against itself nothing differs; against a changed record every field is named', () => {
  const procedure = world.law.procedure('1.001193')!
  const record = portalRecord(procedure, { listed: undefined, today })
  const own = normalised(record, 'chi_tiet_2642')
  assert.deepEqual(
    portalDifferences(procedure, own, today).filter(({ field }) => !field.startsWith('case')),
    [],
  )
  const other = normalised(
    {
      ...record,
      ten: 'Đăng ký khai sinh',
      so_quyet_dinh: '999/QĐ-BTP',
      doi_tuong: [record.doi_tuong[0], 'Doanh nghiệp'],
      kenh: [{ ...record.kenh[0], so: 3, don_vi: 'Ngày làm việc', phi_vnd: 8000 }, record.kenh[1]],
    },
    'chi_tiet_2642',
  )
  const found = portalDifferences(procedure, other, today)
  const of = (field: string) => found.filter((each) => each.field === field)
  assert.deepEqual(of('name')[0], {
    kind: 'different',
    field: 'name',
    here: procedure.name.vi,
    there: 'Đăng ký khai sinh',
  })
  assert.equal(of('decision')[0]?.there, '999/QĐ-BTP')
  assert.deepEqual(
    of('subjects').map(({ kind }) => kind),
    ['missingHere', 'missingThere'],
  )
  assert.equal(of('limit online')[0]?.kind, 'missingHere')
  assert.equal(of('fee online')[0]?.there, '8.000 ₫')
  assert.equal(of('channel post')[0]?.kind, 'missingThere')
})

test('the editors’ page gets the procedure beside the newest record that was imported', async () => {
  const compared = await comparedWithPortal(world.database.app, world.law, {
    code: '1.001193',
    today,
  })
  assert.equal(compared?.source, 'chi_tiet_api_502')
  assert.equal(compared.takenOn, '2026-07-18')
  assert.ok(!compared.differences.some(({ field }) => field === 'name'))
  const unknown = await comparedWithPortal(world.database.app, world.law, {
    code: '9.999999',
    today,
  })
  assert.equal(unknown, undefined)
})

test('a whole snapshot: missing there, missing here, different', () => {
  const snapshot = readSnapshot(join(dataDir, 'procedures/danh_muc_2026-07-18.csv.gz'), { today })
  const curated = [
    world.law.procedure('1.001193')!,
    { ...world.law.procedure('1.001193')!, code: '9.999999' },
  ]
  const received = new Set(['1.001193', '1.000656'])
  const compared = comparedWithSnapshot(curated, snapshot, { received, today })
  assert.deepEqual(
    compared.missingThere.map(({ code }) => code),
    ['9.999999'],
  )
  assert.deepEqual(
    compared.missingHere.map(({ code }) => code),
    ['1.000656'],
  )
  assert.deepEqual(compared.same, ['1.001193'])
})

test('the command exports both forms, and its portal list is read by our importer', async () => {
  const portal = join(folder, 'portal')
  assert.equal((await command('export', '--as', 'portal', '--out', portal)).code, 0)
  const list = readSnapshot(join(portal, 'danh_muc.csv'), { today, takenOn: today })
  assert.deepEqual(list.kind === 'list' && list.columns, { missing: [], extra: [] })
  const details = readSnapshot(join(portal, 'chi_tiet.jsonl'), { today, takenOn: today })
  assert.equal(details.kind, 'chi_tiet_2642')
  assert.ok(
    details.kind === 'chi_tiet_2642' && details.records.length === world.law.procedures().length,
  )
  const one = join(folder, 'one.json')
  const done = await command('export', '--code', '1.001193', '--as', 'json', '--out', one)
  assert.equal(done.code, 0)
  const data = JSON.parse(readFileSync(one, 'utf8')) as { publication: Record<string, unknown> }
  assert.equal(data.publication['version'], 1)
  assert.equal(data.publication['postedAt'], null)
  const refused = await command('export', '--code', '9.9', '--as', 'json', '--out', one)
  assert.deepEqual(refused, { code: 1, said: 'Không có thủ tục 9.9 nào đang áp dụng.' })
  assert.equal((await command('export', '--as', 'xml', '--out', one)).code, 2)
})

test('the command compares with a file, or says in one sentence why it cannot', async () => {
  const file = join(dataDir, 'procedures/chi_tiet_api_502.jsonl.gz')
  const { code, said } = await command('compare', file)
  assert.equal(code, 0)
  assert.match(said, /Có trên cổng, Hà Nội tiếp nhận, chưa biên tập ở đây: \d+/)
  const missing = await command('compare', join(folder, 'none.csv'))
  assert.equal(missing.code, 1)
  assert.equal(missing.said.split('\n').length, 1)
  assert.equal((await command('compare')).code, 2)
})

test('the command checks what is published, and names every fault of a file', async () => {
  const all = await command('check')
  assert.match(all.said, /văn bản, không có lỗi/)
  assert.equal(all.code, 0)
  const broken = join(folder, 'broken.json')
  writeFileSync(broken, JSON.stringify(birthProcedure(world, { form: { id: 'none', version: 1 } })))
  const refused = await command('check', broken)
  assert.equal(refused.code, 1)
  assert.match(refused.said, /there is no form none v1/)
  writeFileSync(broken, '{')
  assert.deepEqual(await command('check', broken), {
    code: 1,
    said: `Tệp ${broken} không phải là JSON hợp lệ.`,
  })
  writeFileSync(broken, '{"a": 1}')
  assert.match((await command('check', broken)).said, /không phải thủ tục, biểu mẫu hay quy trình/)
  assert.match((await command('check', join(folder, 'none.json'))).said, /Không đọc được tệp/)
  assert.equal((await command('nothing')).code, 2)
})

test('on the command line too, who drafts is not who publishes', async () => {
  const hire = async (name: string, role: 'controller' | 'officer' = 'controller') => {
    const totpSecret = newTotpSecret()
    const email = `${name}@thu.example`
    const assignments = [
      { officeId: CITY, role, title: 'Chuyên viên', validFrom: '2026-01-01' as const },
    ]
    const password = 'mùa thu Hà Nội 1954'
    await addStaff(world.database.owner, {
      fullName: name,
      email,
      password,
      totpSecret,
      assignments,
    })
    // Each command a minute later: a one-time code counts once.
    return async () => {
      world.at.now = new Date(world.at.now.getTime() + 60_000)
      return ['--as', email, '--code', await totpCode(totpSecret, world.at.now)]
    }
  }
  const [drafter, second, officer] = [
    await hire('soan'),
    await hire('duyet'),
    await hire('khac', 'officer'),
  ]
  const file = join(folder, 'birth.json')
  const tests = join(folder, 'birth-tests.json')
  writeFileSync(
    file,
    JSON.stringify(birthProcedure(world, { version: 2, validFrom: '2026-12-01' })),
  )
  writeFileSync(tests, JSON.stringify(birthExamples(2)))
  const given = [file, '--tests', tests]
  assert.match(
    (await command('publish', ...given, ...(await second()))).said,
    /Người soạn chạy trước/,
  )
  assert.match(
    (await command('draft', ...given, ...(await officer()))).said,
    /Chỉ người kiểm soát thủ tục hành chính/,
  )
  const wrong = ['--as', 'soan@thu.example', '--code', '000000']
  assert.match((await command('draft', ...given, ...wrong)).said, /Mã xác thực không đúng/)
  assert.match(
    (await command('draft', ...given, '--as', 'ai@thu.example', '--code', '1')).said,
    /Không có cán bộ nào dùng địa chỉ/,
  )
  assert.equal((await command('draft', ...given, ...(await drafter()))).code, 0)
  const alone = await command('publish', ...given, ...(await drafter()))
  assert.match(alone.said, /Cần một người kiểm soát khác/)
  assert.equal(alone.code, 1)
  assert.equal(world.law.versionsOf('1.001193').length, 1)
  const done = await command('publish', ...given, ...(await second()))
  assert.equal(done.said, 'Đã ban hành procedure 1.001193 v2, áp dụng từ 2026-12-01.')
  assert.match((await command('publish', ...given, ...(await second()))).said, /đã được ban hành/)
  const listed = await command('list')
  assert.match(listed.said, /1\.001193 {2}v2 {2}coming {2}2026-12-01…/)
  const gone = ['--version', '2', '--from', '2026-12-01', '--manner', 'abolished']
  const why = ['--reason', 'Ban hành nhầm.', '--basis', '1/QĐ-UBND']
  assert.equal(
    (await command('withdraw', '1.001193', ...gone, ...why, ...(await second()))).code,
    0,
  )
  assert.equal((await command('withdraw', '1.001193', '--version', '2')).code, 2)
})
