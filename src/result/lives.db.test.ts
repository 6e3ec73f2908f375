/** One whole life of each kind of result beside the birth certificate: published law, real papers and keys, a register that answers. */
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import * as answers from '../../test/support/result-answers.ts'
import { act, accepted, staff } from '../../test/support/office.ts'
import {
  askRegister,
  begun,
  begunWith,
  done,
  draft,
  livesWorld,
  requestIn,
  stateIn,
  submit,
  until,
  wordsOf,
  type Life,
  type LivesWorld,
} from '../../test/support/result-life.ts'
import type { Command } from '../dossier/commands.ts'
import type { Result } from '../lib/result.ts'
import { verifyPdf } from '../signing/verify.ts'

let on: LivesWorld
before(async () => {
  on = await livesWorld()
})
after(() => on.close())

const refusalOf = (result: Result<unknown>): string => (result.ok ? 'none' : result.refusal.code)
const wordsOfNo = (result: Result<unknown>): string => (result.ok ? '' : result.refusal.message)
const handOver: Command = { type: 'deliver', manner: 'counter', receiver: 'applicant' }

/** Signed and sealed by the right people, numbered in its own book, under the kind that the public page names. */
async function issued(life: Life, kind: string, book: string): Promise<string> {
  const { result } = await stateIn(life)
  const pdf = await on.world.deps.files.read(result!.sealedHash!)
  const { whole, signatures } = await verifyPdf(pdf!, on.world.deps.keyring.trust)
  assert.equal(whole, 'valid')
  assert.deepEqual(
    signatures.map(({ role, signer }) => [role, signer.name]),
    [
      ['leader', on.world.leader.name],
      ['seal', 'UBND phường Một'],
    ],
  )
  assert.match(result!.number!, new RegExp(`^\\d+/\\d{4}/${book}$`))
  await on.world.project()
  const { rows } = await sql<{ kind: string; state: string }>`
    select kind, state from result_document
     where dossier_id = ${life.id}::uuid and state = 'issued'`.execute(on.world.database.owner)
  assert.deepEqual(rows, [{ kind, state: 'issued' }])
  return wordsOf(life, result!.sealedHash)
}

function says(paper: string, words: readonly string[]): void {
  for (const each of words) assert.ok(paper.includes(each), `“${each}” stands in: ${paper}`)
}

describe('from filing to the hand of the applicant', () => {
  it('a death: entered in the register, the extract says who, when, where and under which number', async () => {
    const life = await begun(on, '1.000656', answers.death())
    const drafted = await until(life, 'confirm')
    says(await wordsOf(life, drafted.draft!.sha256), ['BẢN NHÁP', 'TRÍCH LỤC KHAI TỬ'])
    const { registerEntry } = await until(life, 'deliver')
    says(await issued(life, 'deathExtract', 'TLKT'), [
      'TRÍCH LỤC KHAI TỬ',
      `Số: ${registerEntry!.number}`,
      `Quyển số: ${registerEntry!.book}`,
      'Vương Văn Bách Du',
      '16/07/1958',
      'Căn cước số 030058999111',
      '05 giờ 10 phút, ngày 20/11/2026',
      'Ngày hai mươi tháng mười một năm hai nghìn không trăm hai mươi sáu',
      'Bệnh viện Phụ sản Hà Nội, Phường Giảng Võ, Thành phố Hà Nội',
      'Tuổi già',
      'Số 12/GBT, Bệnh viện Thử, ngày 20/11/2026',
      'Trần Thị Thu Hà',
    ])
    const { state } = await done(life, on.world.receptionist, handOver)
    assert.equal(state.phase.at, 'delivered')
    assert.deepEqual(await requestIn(on, life.id), {
      state: 'entered',
      last_error: null,
      is_look_up: false,
    })
  })

  it('a marriage: two originals, handed out only to both together', async () => {
    const life = await begun(on, '1.000894', answers.marriage())
    await until(life, 'deliver')
    says(await issued(life, 'marriageCertificate', 'GCNKH'), [
      'GIẤY CHỨNG NHẬN KẾT HÔN',
      'Họ, chữ đệm, tên vợ: Tăng Quỳnh Nhung',
      'Họ, chữ đệm, tên chồng: Phan Nhật Huy',
      'Căn cước số 001190999074',
      'Căn cước số 001091998473',
      'Vợ',
      'Chồng',
    ])
    const { dossier } = on.world.deps
    const alone = await act(dossier, life.id, on.world.receptionist, handOver)
    assert.equal(refusalOf(alone), 'presenceNeeded')
    assert.match(wordsOfNo(alone), /cùng có mặt và cùng ký/)
    const online: Command = { ...handOver, manner: 'electronic' }
    assert.equal(refusalOf(await act(dossier, life.id, life.applicant, online)), 'presenceNeeded')
    const both: Command = { ...handOver, bothPresent: true }
    const other: Command = { ...both, receiver: 'authorised' }
    assert.equal(
      refusalOf(await act(dossier, life.id, on.world.receptionist, other)),
      'presenceNeeded',
    )
    const { state } = await done(life, on.world.receptionist, both)
    assert.equal(state.phase.at, 'delivered')
  })

  it('a marital status: the register is asked before the draft, and the paper names its purpose', async () => {
    const life = await begun(on, '1.004873', answers.maritalStatus())
    const asked = await until(life, 'draft')
    assert.equal(asked.registerEntry?.found, 'maritalStatus')
    await until(life, 'deliver')
    says(await issued(life, 'maritalStatusConfirmation', 'XNTTHN'), [
      'GIẤY XÁC NHẬN TÌNH TRẠNG HÔN NHÂN',
      'Lê Dạ Yến',
      'Hiện tại chưa đăng ký kết hôn với ai.',
      'Đăng ký kết hôn với Phan Nhật Huy, sinh ngày 26/05/1991, quốc tịch Việt Nam',
      'Giấy này có giá trị 6 tháng kể từ ngày cấp.',
    ])
    const { state } = await done(life, on.world.receptionist, handOver)
    assert.equal(state.phase.at, 'delivered')
    assert.equal((await requestIn(on, life.id)).is_look_up, true)
  })

  it('who was divorced is certified so, with the judgment; the register must say the same', async () => {
    const life = await begun(on, '1.004873', answers.divorcedStatus())
    await until(life, 'deliver')
    says(await issued(life, 'maritalStatusConfirmation', 'XNTTHN'), [
      'Mai Lan Nhi',
      'Đã đăng ký kết hôn với Phùng Phương Triều, đã ly hôn theo Quyết định thử nghiệm số 12/2021/QĐST-HNGĐ.',
    ])
  })

  it('a copy of an extract says what the register answered, not what was declared', async () => {
    const life = await begun(on, '2.000635', {
      ...answers.extract(),
      'event.office': 'Ủy ban nhân dân phường Khác',
    })
    const drafted = await until(life, 'confirm')
    says(await wordsOf(life, drafted.draft!.sha256), ['BẢN NHÁP', 'Nguyễn Minh Đức'])
    await until(life, 'deliver')
    const paper = await issued(life, 'civilStatusExtract', 'TLHT-BS')
    says(paper, [
      'TRÍCH LỤC KẾT HÔN',
      '(BẢN SAO)',
      'Trần Thị Thu Hà',
      'Nguyễn Minh Đức',
      'Số định danh cá nhân: 001093999037',
      'Trích từ Sổ đăng ký kết hôn, số 1/2021, quyển số 01/2021, đăng ký ngày 20/05/2021 tại Ủy ban nhân dân phường Thử Nghiệm',
    ])
    assert.ok(!paper.includes('phường Khác'))
  })

  it('a death that this house entered is found again, and its extract names the dead', async () => {
    const entered = await begun(on, '1.000656', answers.death(answers.PEOPLE.secondMan))
    await until(entered, 'submit')
    const life = await begun(on, '2.000635', answers.deathExtractOf(answers.PEOPLE.secondMan))
    await until(life, 'deliver')
    says(await issued(life, 'civilStatusExtract', 'TLHT-BS'), [
      'TRÍCH LỤC KHAI TỬ',
      'Lý Đình Hải',
      'Nguyên nhân chết: Tuổi già',
      'Bệnh viện Phụ sản Hà Nội, Phường Giảng Võ, Thành phố Hà Nội',
      'tại UBND phường Một',
    ])
  })

  it('a building permit: no register has a part in it; the owner reads what to keep to and until when to begin', async () => {
    const life = await begun(on, '1.013225', answers.building())
    await until(life, 'deliver')
    says(await issued(life, 'buildingPermit', 'GPXD'), [
      'GIẤY PHÉP XÂY DỰNG',
      'Chủ đầu tư: Nguyễn Minh Đức',
      'Địa điểm: số 14 phố Thử, Phường Ba Đình, Thành phố Hà Nội',
      'Tổng diện tích sàn (m²): 210',
      'Chiều cao (m): 11,4',
      'Số tầng: 3',
      'Chủ đầu tư phải:',
      'khởi công xây dựng trong 12 tháng',
    ])
    const { state } = await done(life, on.world.receptionist, handOver)
    assert.equal(state.phase.at, 'delivered')
    assert.equal(await requestIn(on, life.id), undefined)
  })

  it('a joint death issues the extract of its ward, and goes on to the police with its number', async () => {
    const life = await begun(on, '2.002622', answers.jointDeath())
    const { legs, active, result } = await until(life, 'leg')
    says(await issued(life, 'deathExtract', 'TLKT'), ['TRÍCH LỤC KHAI TỬ', 'Dương Thiệu Bảo'])
    const own = legs?.find(({ leg }) => leg === 'death')
    assert.deepEqual([own?.ended, own?.result?.number], ['done', result!.number])
    assert.deepEqual(active, ['residence'])
  })

  it('a joint birth issues the certificate of its ward, and goes on to police and insurance', async () => {
    const life = await begun(on, '2.002621', answers.jointBirth())
    const { legs, active, result, registerEntry } = await until(life, 'leg')
    says(await issued(life, 'birthCertificate', 'GKS'), [
      'GIẤY KHAI SINH',
      'NGUYỄN HOÀNG MINH ANH',
      registerEntry!.number,
    ])
    const own = legs?.find(({ leg }) => leg === 'birth')
    assert.deepEqual([own?.ended, own?.result?.number], ['done', result!.number])
    assert.deepEqual(active, ['residence', 'insurance'])
  })
})

describe('the register says no, or something else', () => {
  const stands = async (code: string, given: Record<string, unknown>) => {
    const life = await begun(on, code, given)
    let state = await stateIn(life)
    while (!state.active.some((id) => /register|look-up/.test(id))) {
      const [step] = state.active
      if (step === 'draft') accepted(await draft(life))
      else if (step === 'confirm')
        await done(life, life.applicant, { type: 'confirmDraft', by: 'applicant' })
      else await done(life, on.world.officer, { type: 'examine', checks: [] })
      state = await stateIn(life)
    }
    return { life, standing: await askRegister(life) }
  }
  const noes: [what: string, code: string, given: Record<string, unknown>, no: string][] = [
    [
      'a number that nobody has',
      '1.000656',
      { ...answers.death(), 'deceased.personalNumber': '030058000001' },
      'unknownDeceased',
    ],
    [
      "somebody else's number",
      '1.000656',
      { ...answers.death(), 'deceased.fullName': 'Trần Văn Khác' },
      'otherDeceased',
    ],
    ['a bride who is married', '1.000894', answers.marriage(answers.WIFE), 'marriedWoman'],
    [
      'an entry that is under another number',
      '2.000635',
      { ...answers.extract(), 'event.number': '999/2021' },
      'unknownEntry',
    ],
    [
      'an act of which it holds no book',
      '2.000635',
      { ...answers.extract(), 'event.kind': 'other', 'event.other': 'Nhận nuôi con nuôi' },
      'otherAct',
    ],
    [
      'somebody whom nobody knows',
      '1.004873',
      {
        ...answers.maritalStatus(),
        'subject.fullName': 'Trần Không Ai',
        'subject.personalNumber': undefined,
      },
      'unknownPerson',
    ],
  ]
  for (const [what, code, given, no] of noes)
    it(`${what}: ${no}, and nothing goes on`, async () => {
      const { life, standing } = await stands(code, given)
      assert.deepEqual([standing.state, standing.last_error], ['refused', no])
      assert.equal((await stateIn(life)).registerEntry, null)
    })

  it('a death is entered once: the second time the register says that it has it', async () => {
    const first = await stands('1.000656', answers.death(answers.PEOPLE.thirdMan))
    assert.equal(first.standing.state, 'entered')
    const { standing } = await stands('1.000656', answers.death(answers.PEOPLE.thirdMan))
    assert.equal(standing.last_error, 'alreadyDead')
  })

  it('another status than was declared stops the draft; after a supplement the register is asked again', async () => {
    const { life, standing } = await stands('1.004873', answers.maritalStatus(answers.WIFE))
    assert.deepEqual([standing.state, standing.last_error], ['refused', 'otherStatus'])
    assert.equal(refusalOf(await draft(life)), 'wrongStep')
    await done(life, on.world.officer, {
      type: 'requestSupplement',
      faults: [{ paper: 'to-khai', fault: 'tình trạng hôn nhân' }],
      reason: 'Tờ khai khác cơ sở dữ liệu hộ tịch',
      legalBasis: 'NĐ 118/2025 Đ17',
    })
    await done(life, staff('receptionist'), {
      type: 'supplement',
      papers: [],
      fileNames: {},
      answers: {
        'status.kind': 'married',
        'status.spouse': 'Nguyễn Minh Đức',
        'purpose.kind': 'other',
        'purpose.text': 'Vay vốn mua nhà',
      },
    })
    await done(life, on.world.officer, { type: 'examine', checks: [] })
    assert.equal((await askRegister(life)).state, 'entered')
    await until(life, 'deliver')
    says(await issued(life, 'maritalStatusConfirmation', 'XNTTHN'), [
      'đang có vợ, chồng là Nguyễn Minh Đức',
      'Vay vốn mua nhà',
    ])
  })

  it('a look-up that the register lost is asked again, and one whose dossier was withdrawn is forgotten, not stuck', async () => {
    on.register.failNext('lost')
    const { life, standing } = await stands('2.000635', answers.extract())
    assert.deepEqual([standing.state, standing.last_error], ['waiting', 'unreachable'])
    const reason: Command = { type: 'requestWithdrawal', reason: 'nộp nhầm' }
    await done(life, on.world.receptionist, reason)
    await done(life, on.world.receptionist, { type: 'confirmWithdrawal' })
    await on.world.project()
    assert.equal((await requestIn(on, life.id)).state, 'dropped')
  })
})

describe('answers that say too little make no paper, and the officer reads why', () => {
  const lacking: [code: string, given: Record<string, unknown>, gone: string, words: RegExp][] = [
    ['1.000656', answers.death(), 'death.place', /nơi chết/],
    ['1.000894', answers.marriage(), 'man.birthOn', /ngày sinh bên nam/],
    ['1.004873', answers.maritalStatus(), 'partner.fullName', /mục đích sử dụng/],
    ['1.013225', answers.building(), 'size.floors', /số tầng/],
  ]
  for (const [code, given, gone, words] of lacking)
    it(`${code} without ${gone}`, async () => {
      const life = await begunWith(on, code, { ...given, [gone]: undefined })
      const isPermit = code === '1.013225'
      await until(life, isPermit ? 'submit' : 'draft')
      const no = isPermit ? await submit(life) : await draft(life)
      assert.equal(refusalOf(no), 'answersMissing')
      assert.match(wordsOfNo(no), words)
    })

  it('for a marriage one copy only: two are refused with the reason', async () => {
    const life = await begunWith(on, '1.004873', {
      ...answers.maritalStatus(),
      'copies.count': 2,
    })
    await until(life, 'draft')
    const no = await draft(life)
    assert.deepEqual(
      [refusalOf(no), /chỉ được cấp một bản/.test(wordsOfNo(no))],
      ['oneCopyOnly', true],
    )
  })
})
