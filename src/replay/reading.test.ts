import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { gzipSync } from 'node:zlib'
import { actsOf } from './case-acts.ts'
import type { CaseDates } from './case-dates.ts'
import { readCaseDates } from './case-dates.ts'
import { runReplay } from './cli.ts'
import { deriveProcedure } from './derive.ts'
import { readEventLog } from './event-log.ts'
import { readMoment } from './moment.ts'
import { isFaithful, type Report } from './report.ts'
import { workflowFaults } from '../catalogue/workflow-faults.ts'

const folder = mkdtempSync(join(tmpdir(), 'motcua-log-'))
after(() => rmSync(folder, { recursive: true }))

let files = 0
function fileOf(content: string | Buffer, ending = 'csv'): string {
  const file = join(folder, `${++files}.${ending}`)
  writeFileSync(file, content)
  return file
}

/** The exit code and everything that was said. */
async function replayed(...args: string[]): Promise<[number, string]> {
  const said: string[] = []
  const code = await runReplay(args, { out: (line) => said.push(line) })
  return [code, said.join('\n')]
}

const HEAD = 'case_id,activity,timestamp,resource'

describe('a log that cannot be replayed is refused in one sentence, with exit code 1', () => {
  const refused: [string, string | Buffer, RegExp, string?][] = [
    ['an empty file', '', /tệp trống, không có dòng tên cột/],
    ['a header alone', `${HEAD}\n`, /chỉ có dòng tên cột, không có sự kiện nào/],
    [
      'a missing column',
      'case_id,timestamp\na,2024-01-01T00:00Z\n',
      /thiếu cột concept:name hoặc activity\. Tệp có: case_id, timestamp/,
    ],
    [
      'no zone',
      `${HEAD}\na,b,2024-01-01 08:00,r\n`,
      /dòng 2 ghi giờ “2024-01-01 08:00” không có múi giờ.*--zone/,
    ],
    [
      'a day that does not exist',
      `${HEAD}\na,b,2024-02-31T08:00Z,r\n`,
      /dòng 2 ghi “2024-02-31T08:00Z” không phải là thời điểm/,
    ],
    ['no case', `${HEAD}\n,b,2024-01-01T08:00Z,r\n`, /dòng 2 không có mã vụ việc/],
    ['no activity', `${HEAD}\na,,2024-01-01T08:00Z,r\n`, /dòng 2 không có tên bước/],
    ['a row of other length', `${HEAD}\na,b\n`, /không đọc được CSV ở dòng 2/],
    ['an open quote', `${HEAD}\n"a,b,2024-01-01T08:00Z,r\n`, /không đọc được CSV/],
    [
      'a broken gzip file',
      Buffer.from([0x1f, 0x8b, 8, 0, 1, 2, 3]),
      /tệp nén gzip bị hỏng/,
      'csv.gz',
    ],
  ]
  for (const [what, content, sentence, ending] of refused)
    it(what, async () => {
      const [code, said] = await replayed(fileOf(content, ending))
      assert.equal(code, 1)
      assert.match(said, sentence)
      assert.equal(said.split('\n').length, 1)
    })

  it('a file that is not there', async () => {
    const [code, said] = await replayed(join(folder, 'none.csv'))
    assert.equal(code, 1)
    assert.match(said, /không có tệp này/)
  })

  it('ten unreadable rows are counted, five are said', async () => {
    const rows = Array.from({ length: 10 }, () => 'a,b,hôm qua,r').join('\n')
    const [, said] = await replayed(fileOf(`${HEAD}\n${rows}\n`))
    assert.match(said, /dòng 6 .*; và 5 dòng nữa/)
  })

  it('a case of two rows in the file of cases', async () => {
    const file = fileOf('case_id,enddate\na,2024-01-01T08:00Z\na,2024-01-02T08:00Z\n')
    await assert.rejects(readCaseDates(file, { columns: {} }), /dòng 3 nói lại vụ việc a/)
  })

  it('a state folder that holds something', async () => {
    const log = fileOf(`${HEAD}\na,b,2024-01-01T08:00Z,r\n`)
    const [code, said] = await replayed(log, '--state', folder)
    assert.equal(code, 1)
    assert.match(said, /thư mục không trống/)
  })
})

it('a command written wrongly has exit code 2 and says how it is written', async () => {
  for (const args of [
    [],
    ['a', 'b'],
    ['a', '--what'],
    ['a', '--limit', 'ba ngày'],
    ['a', '--zone', 'CET'],
    ['a', '--parallel', '0'],
  ]) {
    const [code, said] = await replayed(...args)
    assert.equal(code, 2, args.join(' '))
    assert.match(said, /Cách dùng|hãy ghi/)
  }
})

it('instants keep their zone, and the wall clock that stood in the log', () => {
  const moment = readMoment('2011-10-11 13:45:40.276000+02:00')
  assert.ok(typeof moment !== 'string')
  assert.equal(moment.at.toISOString(), '2011-10-11T11:45:40.276Z')
  assert.equal(moment.local, '2011-10-11T13:45')
  assert.deepEqual(readMoment('2011-10-11 13:45', '+07:00'), {
    at: new Date('2011-10-11T06:45:00Z'),
    local: '2011-10-11T13:45',
  })
  assert.equal(readMoment('2011-10-11T13:45'), 'noZone')
  assert.equal(readMoment('11.10.2011'), 'notAMoment')
})

it('rows out of order are sorted case by case; the same row twice counts once; the same act twice does not', async () => {
  const rows = [
    'a,two,2024-01-02T08:00Z,r',
    'a,one,2024-01-01T08:00Z,r',
    'b,one,2024-01-01T08:00Z,r',
    'b,one,2024-01-01T08:00Z,r',
    'b,one,2024-01-01T08:00Z,s',
  ]
  const log = await readEventLog({ file: fileOf([HEAD, ...rows].join('\n')), columns: {} })
  assert.deepEqual([log.rows, log.doubled, log.sorted], [5, 1, 1])
  assert.deepEqual(
    log.cases.map(({ events }) => events.map(({ activity }) => activity)),
    [
      ['one', 'two'],
      ['one', 'one'],
    ],
  )
})

it('gzipped files and other column names are read, with the zone that is given', async () => {
  const rows = ['vu,buoc,luc', 'v1,Một,2024-05-06T09:00', 'v1,Hai,2024-05-06T10:30']
  const log = await readEventLog({
    file: fileOf(gzipSync(rows.join('\n')), 'csv.gz'),
    columns: { case: 'vu', activity: 'buoc', time: 'luc' },
    zone: '+07:00',
  })
  assert.deepEqual(
    log.cases[0]?.events.map(({ activity, at }) => [activity, at.toISOString()]),
    [
      ['Một', '2024-05-06T02:00:00.000Z'],
      ['Hai', '2024-05-06T03:30:00.000Z'],
    ],
  )
})

it('a case ends at its own moment, also before its last step; without a file of cases with that step; or not yet', async () => {
  const rows = ['a,one,2024-01-01T08:00Z,r', 'a,two,2024-01-05T08:00Z,r']
  const { cases } = await readEventLog({ file: fileOf([HEAD, ...rows].join('\n')), columns: {} })
  const derived = deriveProcedure(cases)
  const played = (dates: CaseDates | null | undefined) =>
    actsOf(cases[0]!, derived, dates).map(({ at, command }) => [
      command.type === 'completeStep' ? command.step : command.type,
      at.toISOString().slice(0, 10),
    ])
  const work = [
    ['accept', '2024-01-01'],
    ['nhan', '2024-01-01'],
    ['vao', '2024-01-01'],
    ['b1', '2024-01-01'],
  ]
  const second = ['b2', '2024-01-05']
  const finish = ['xong', '2024-01-05']
  const end = { at: new Date('2024-01-03T08:00Z'), local: '2024-01-03T08:00' } as const
  const none = { start: null, end: null, deadline: null }
  assert.deepEqual(played({ ...none, end }), [...work, ['ket-thuc', '2024-01-03'], second, finish])
  assert.deepEqual(played(undefined), [...work, second, finish, ['ket-thuc', '2024-01-05']])
  assert.deepEqual(played(none), [...work, second])
})

it('the derived procedure has the steps of the log, each with exactly what followed it, and no fault', () => {
  const at = new Date('2024-01-01T08:00Z')
  const events = (...names: string[]) =>
    names.map((activity) => ({
      activity,
      at,
      local: '2024-01-01T08:00' as const,
      resource: '',
      group: '',
    }))
  const derived = deriveProcedure([
    { id: '1', events: events('a', 'b', 'a', 'c') },
    { id: '2', events: events('b', 'c') },
  ])
  assert.deepEqual(workflowFaults(derived.workflow), [])
  const after = Object.fromEntries(
    derived.workflow.steps.map(({ id, title, next, choose }) => [
      derived.stepOf.has(title.vi) ? title.vi : id,
      (choose ?? next).map((to) => [...derived.stepOf].find(([, step]) => step === to)?.[0] ?? to),
    ]),
  )
  assert.deepEqual(after, {
    nhan: ['vao', 'ket-thuc'],
    vao: ['a', 'b'],
    a: ['b', 'c'],
    b: ['a', 'c'],
    c: ['xong'],
    xong: [],
    'ket-thuc': [],
  })
})

it('a replay that lost an event, a case, a late one or a chain is not called faithful', () => {
  const good = {
    rows: 3,
    doubled: 1,
    casesIn: 2,
    casesOut: 2,
    eventsOut: 2,
    late: { byHistory: 1, byFile: 1, compared: 2 },
    verified: { dossiers: 2, events: 9, faults: 0 },
  } as Report
  assert.equal(isFaithful(good), true)
  const worse: Partial<Report>[] = [
    { eventsOut: 1 },
    { casesOut: 1 },
    { late: { byHistory: 0, byFile: 1, compared: 2 } },
    { verified: { dossiers: 2, events: 9, faults: 1 } },
    { verified: { dossiers: 1, events: 9, faults: 0 } },
  ]
  for (const change of worse) assert.equal(isFaithful({ ...good, ...change }), false)
})
