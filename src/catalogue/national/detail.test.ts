/** Detail records of the portal: what is read out of them, and that nothing is guessed. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { isFeeKnown, isLimitKnown, normalised } from './detail.ts'
import { cleanLegalCode } from './legal-code.ts'
import { stepsIn } from './crawl-detail.ts'

const crawl = (record: object) => normalised(record, 'chi_tiet_2642')
const api = (record: object) => normalised(record, 'chi_tiet_api_502')

for (const [raw, clean] of [
  ['85/2019/TT-BTCN', '85/2019/TT-BTC'],
  ['47/2014/QH13T', '47/2014/QH13'],
  ['54/2014/QH1354', '54/2014/QH13'],
  ['08/2025/TT-BTPTHÔNG', '08/2025/TT-BTP'],
  ['66.7/2025/NQ-CP', '66.7/2025/NQ-CP'],
  ['123/2015/NĐ-CP', '123/2015/NĐ-CP'],
  ['Thông tư số 03/2023/TT-BTP', '03/2023/TT-BTP'],
  ['31/2021/QĐ-TT', '31/2021/QĐ-TTg'],
  ['09/2025/NQ-HĐND.', '09/2025/NQ-HĐND'],
  ['35 /2025/NQ-HĐND', '35/2025/NQ-HĐND'],
  ['10/2015/TTLT-BTP-TANDTC-VKSNDTCH', '10/2015/TTLT-BTP-TANDTC-VKSNDTC'],
] as const)
  test(`the number of the legal text “${raw}” reads ${clean}`, () => {
    assert.equal(cleanLegalCode(raw), clean)
  })

test('a number that is cut short or means nothing is not completed', () => {
  for (const raw of ['118/2025/NĐ-C', '36/2024/QH1', 'Luật số 58', '', '55/2026/QĐ'])
    assert.equal(cleanLegalCode(raw), null, raw)
})

test('the raw number stays beside the clean one', () => {
  const { legalBasis } = crawl({ can_cu: ['85/2019/TT-BTCN'] })
  assert.deepEqual(legalBasis, [{ code: '85/2019/TT-BTC', raw: '85/2019/TT-BTCN', name: '' }])
})

test('a limit needs a value above zero and a unit', () => {
  const limits = (so: unknown, don_vi: unknown) =>
    crawl({ kenh: [{ kenh: 'truc_tiep', so, don_vi }] }).channels[0]!.limit
  assert.deepEqual(limits(3, 'Ngày làm việc'), { value: 3, unit: 'workingDay' })
  assert.deepEqual(limits(1.5, 'Tháng'), { value: 1.5, unit: 'month' })
  for (const [value, unit] of [
    [0, 'Ngày'],
    [3, null],
    [null, 'Ngày'],
    [-1, 'Ngày'],
    [3, 'Tuần trăng'],
  ])
    assert.equal(limits(value, unit), null, `${value} ${unit}`)
})

test('the limit of a special case does not make the ordinary limit known', () => {
  const detail = api({
    channels: [{ method: 'DIRECT', processing: { qty: 1, unit: 'OTHER' }, fees: [] }],
    processing_cases: [{ case_code: '1.001193.01', qty: 1, unit: 'WORKING_DAY' }],
  })
  assert.deepEqual(detail.cases[0]!.limit, { value: 1, unit: 'workingDay' })
  assert.equal(detail.channels[0]!.rawLimit, 'qty = 1, unit = OTHER')
  assert.equal(isLimitKnown(detail), false)
})

test('a limit in words stays in words', () => {
  const words = 'Không quá 10 ngày làm việc, không tính thời gian niêm yết'
  const [row] = api({
    channels: [{ method: 'POSTAL', processing: { qty: words, unit: 'OTHER' } }],
  }).channels
  assert.equal(row!.limit, null)
  assert.equal(row!.inWords, words)
})

for (const [value, text, kind] of [
  [0, '', 'unknown'],
  [null, '', 'unknown'],
  [0, 'Theo quy định của Hội đồng nhân dân cấp tỉnh', 'councilDecides'],
  [0, 'Theo quy định của Luật phí và lệ phí', 'byRegulation'],
  [0, 'Không', 'statedNone'],
  [0, 'Không có.', 'statedNone'],
  [0, 'Không quy định', 'unknown'],
  [50000, 'mỗi lần', 'amount'],
  [135, 'Lệ phí: 135.000 đồng', 'amount'],
  [-5, '', 'unknown'],
] as const)
  test(`a fee of ${value} with “${text}” is ${kind}`, () => {
    const { channels } = api({
      channels: [{ method: 'ONLINE', fees: [{ value_vnd: value, text }] }],
    })
    const [fee] = channels[0]!.fees
    assert.equal(fee!.kind, kind)
    assert.equal(fee!.rawAmount, value)
    assert.equal(fee!.amount === null, kind !== 'amount')
  })

test('a bare zero never makes a fee known', () => {
  const detail = crawl({
    kenh: [{ kenh: 'truc_tiep', so: 1, don_vi: 'Ngày', phi_vnd: 0, ghi_chu: '' }],
  })
  assert.equal(isFeeKnown(detail), false)
})

test('only the words in the leading brackets are about the fee', () => {
  const note = '(Không có)16 ngày làm việc (đối với công trình cấp I)'
  const [row] = crawl({ kenh: [{ kenh: 'truc_tiep', phi_vnd: 0, ghi_chu: note }] }).channels
  assert.equal(row!.fees[0]!.text, 'Không có')
  assert.equal(row!.fees[0]!.kind, 'statedNone')
  assert.equal(row!.note, note)
})

test('rows of papers without original and copy are notes, and groups stay apart', () => {
  const { paperGroups } = crawl({
    thanh_phan: [
      {
        nhom: 'Trường hợp nhà thuê',
        giay_to: [
          { ten: 'Hợp đồng', ban_chinh: 1, ban_sao: 0 },
          { ten: 'hoặc', ban_chinh: 0, ban_sao: 0 },
          { ten: '', ban_chinh: 0, ban_sao: 0 },
        ],
      },
      {
        nhom: 'Trường hợp nhà của mình',
        giay_to: [{ ten: 'Giấy chứng nhận', ban_chinh: 0, ban_sao: 1 }],
      },
    ],
  })
  assert.deepEqual(
    paperGroups.map(({ title, papers, notes }) => [title, papers.length, notes]),
    [
      ['Trường hợp nhà thuê', 1, ['hoặc']],
      ['Trường hợp nhà của mình', 1, []],
    ],
  )
})

test('"Bước 1:" opens a step; without such marks the text is one step', () => {
  assert.deepEqual(stepsIn('Bước 1: Nộp hồ sơ\nBước 2: Nhận kết quả'), [
    { title: 'Bước 1', text: 'Nộp hồ sơ' },
    { title: 'Bước 2', text: 'Nhận kết quả' },
  ])
  assert.deepEqual(stepsIn('Nộp rồi nhận.'), [{ title: '', text: 'Nộp rồi nhận.' }])
})

test('any JSON whatever gives a detail, twice the same, and changes nothing in what it was given', () => {
  const keys = fc.constantFrom(
    'ma',
    'kenh',
    'thanh_phan',
    'giay_to',
    'can_cu',
    'code',
    'channels',
    'fees',
    'processing',
    'checklist_raw',
    'items',
    'source',
    'updated_at',
    'qty',
    'so',
    'trinh_tu',
    'ket_qua',
  )
  const { tree } = fc.letrec((tie) => ({
    leaf: fc.oneof(fc.string(), fc.double(), fc.boolean(), fc.constant(null), fc.integer()),
    tree: fc.oneof(
      { depthSize: 'small' },
      tie('leaf'),
      fc.array(tie('tree'), { maxLength: 4 }),
      fc.dictionary(keys, tie('tree'), { maxKeys: 6 }),
    ),
  }))
  fc.assert(
    fc.property(
      tree,
      fc.constantFrom('chi_tiet_2642', 'chi_tiet_api_502', 'khác'),
      (body, source) => {
        const before = JSON.stringify(body)
        const once = normalised(body, source)
        assert.deepEqual(normalised(body, source), once)
        assert.equal(JSON.stringify(body), before)
        for (const { limit } of [...once.channels, ...once.cases])
          assert.ok(limit === null || limit.value > 0)
      },
    ),
    { numRuns: 500 },
  )
})
