/** Wrong answers on the pages of filing. */
import assert from 'node:assert/strict'
import { sql } from 'kysely'
import { MOTHERS_ANSWERS, START } from '../support/birth-filing.ts'
import type { Fields } from '../support/visitor.ts'
import type { Desk, WrongInput } from './table.ts'

type Typed = { topic: string; typed: Fields }

/** One page of the form, otherwise answered as it should be. */
function sendPage({ topic, typed }: Typed) {
  return async ({ mother }: Desk) => {
    const page = `${START}/${topic}`
    const right = new Map(MOTHERS_ANSWERS).get(topic) ?? {}
    const hidden = await mother.formOn(page, page)
    return mother.post(page, { ...hidden, ...right, ...typed })
  }
}

type Row = Typed & { what: string; says: string; keeps?: string }

function refused({ what, says, keeps, ...page }: Row): WrongInput {
  const row = { what, says, to: `POST ${START}/${page.topic}`, status: 422, send: sendPage(page) }
  return keeps === undefined ? row : { ...row, keeps }
}

type Healed = Typed & { what: string; becomes: Record<string, string | undefined> }

/** Taken, and made whole on the way in. */
function healed({ what, becomes, ...page }: Healed): WrongInput {
  const kept = Object.entries(becomes).map(([box, value]) => `${box} = ${value ?? '(nothing)'}`)
  return {
    what,
    to: `POST ${START}/${page.topic}`,
    status: 303,
    says: `kept: ${kept.join(', ')}`,
    send: sendPage(page),
    afterwards: async (desk) => {
      const raw = await rawOf(desk)
      for (const [box, value] of Object.entries(becomes))
        assert.equal(Object.hasOwn(raw, box) ? raw[box] : undefined, value, box)
      assert.equal(Reflect.get({}, 'polluted'), undefined)
    },
  }
}

async function rawOf({ house, draft }: Desk): Promise<Record<string, string>> {
  const { rows } = await sql<{ raw: Record<string, string> }>`
    select raw from filing_draft where id = ${draft}`.execute(house.database.owner)
  return rows[0]!.raw
}

const NAME = 'child.fullName'
const HOME = 'child.homeTown'

export const wrongAnswers: WrongInput[] = [
  refused({
    what: 'no name',
    topic: 'child',
    typed: { [NAME]: '' },
    says: 'Hãy nhập họ, chữ đệm và tên của con.',
  }),
  refused({
    what: 'a name of spaces and zero-width characters only',
    topic: 'child',
    typed: { [NAME]: ' \u200B\u2060\uFEFF ' },
    says: 'Hãy nhập họ, chữ đệm và tên của con.',
  }),
  refused({
    what: 'a name of 101 letters',
    topic: 'child',
    typed: { [NAME]: 'a'.repeat(101) },
    says: 'Mục “Họ, chữ đệm và tên của con” dài quá 100 ký tự. Hãy viết ngắn hơn.',
    keeps: 'a'.repeat(101),
  }),
  refused({
    what: 'a name with digits and signs',
    topic: 'child',
    typed: { [NAME]: 'Bé 2 @' },
    says: 'Mục “Họ, chữ đệm và tên của con” chỉ gồm chữ cái, dấu cách, dấu gạch nối. Hãy bỏ số và ký hiệu.',
    keeps: 'Bé 2 @',
  }),
  refused({
    what: 'HTML for a name',
    topic: 'child',
    typed: { [NAME]: '<script>alert(1)</script>' },
    says: 'Mục “Họ, chữ đệm và tên của con” chỉ gồm chữ cái, dấu cách, dấu gạch nối. Hãy bỏ số và ký hiệu.',
    keeps: '&lt;script>alert(1)&lt;/script>',
  }),
  refused({
    what: 'the 31st of February',
    topic: 'child',
    typed: { 'child.birthOn.day': '31', 'child.birthOn.month': '2' },
    says: 'Mục “Ngày sinh của con” phải là ngày có thật, ví dụ 19 11 2026.',
    keeps: 'value="31"',
  }),
  refused({
    what: 'a date to come',
    topic: 'child',
    typed: { 'child.birthOn.year': '2031' },
    says: 'Mục “Ngày sinh của con” phải là ngày đã qua. Bạn đã nhập 19/10/2031.',
    keeps: 'value="2031"',
  }),
  refused({
    what: 'a year of two digits',
    topic: 'child',
    typed: { 'child.birthOn.year': '26' },
    says: 'Mục “Ngày sinh của con”: năm phải có bốn chữ số, ví dụ 1996.',
    keeps: 'value="26"',
  }),
  refused({
    what: 'a date in words',
    topic: 'child',
    typed: { 'child.birthOn.day': 'mười chín' },
    says: 'Mục “Ngày sinh của con” phải là ngày có thật, ví dụ 19 11 2026.',
    keeps: 'value="mười chín"',
  }),
  refused({
    what: 'a day of twenty digits',
    topic: 'child',
    typed: { 'child.birthOn.day': '9'.repeat(20) },
    says: 'Mục “Ngày sinh của con” phải là ngày có thật, ví dụ 19 11 2026.',
    keeps: '9'.repeat(20),
  }),
  refused({
    what: 'half a date',
    topic: 'child',
    typed: { 'child.birthOn.month': '' },
    says: 'Mục “Ngày sinh của con” còn thiếu ngày, tháng hoặc năm. Hãy nhập đủ.',
  }),
  refused({
    what: 'an ethnicity that is in no list',
    topic: 'child',
    typed: { 'child.ethnicity': 'Kinh?' },
    says: 'Mục “Dân tộc của con” không có lựa chọn này. Hãy chọn trong danh sách.',
  }),
  refused({
    what: 'a country that does not exist',
    topic: 'child',
    typed: { 'child.nationality': 'ZZ' },
    says: 'Mục “Quốc tịch của con” không có lựa chọn này. Hãy chọn trong danh sách.',
  }),
  refused({
    what: 'a choice that is an SQL command',
    topic: 'child',
    typed: { 'child.sex': "female' or 1=1 --" },
    says: 'Mục “Giới tính của con” không có lựa chọn này. Hãy chọn trong danh sách.',
  }),
  refused({
    what: 'a ward that never was',
    topic: 'contact',
    typed: { 'requester.residence.commune': 'Phường Hàng Bạcc' },
    says: 'Không có phường, xã tên “Phường Hàng Bạcc”. Tên gần giống: Phường Hàng Bạc, Quận Hoàn Kiếm',
    keeps: 'Phường Hàng Bạcc',
  }),
  refused({
    what: 'a ward that was divided, asked about and not answered',
    topic: 'contact',
    typed: {
      'requester.residence.commune': 'phường Đội Cấn, quận Ba Đình',
      _which: 'requester.residence=phường Đội Cấn, quận Ba Đình',
    },
    says: '“phường Đội Cấn, quận Ba Đình” đã được chia vào: Phường Ba Đình, Thành phố Hà Nội; Phường Ngọc Hà, Thành phố Hà Nội. Hãy chọn nơi có địa chỉ của bạn.',
    keeps: 'phường Đội Cấn, quận Ba Đình',
  }),
  healed({
    what: 'the name of a ward that was dissolved',
    topic: 'contact',
    typed: { 'requester.residence.commune': 'Phường Hàng Bạc' },
    becomes: { 'requester.residence.commune': 'Phường Hàng Bạc' },
  }),
  refused({
    what: 'no house number',
    topic: 'contact',
    typed: { 'requester.residence.detail': ' ' },
    says: 'Hãy ghi số nhà, đường, thôn hoặc tổ dân phố.',
  }),
  refused({
    what: 'a mail address without a place',
    topic: 'contact',
    typed: { 'requester.email': 'a@b' },
    says: 'Thư điện tử phải có dạng ten@noigui.vn. Hãy xem lại.',
    keeps: 'a@b',
  }),
  refused({
    what: 'a mail address with a line break',
    topic: 'contact',
    typed: { 'requester.email': 'a@b.vn\r\nBcc: c@d.vn' },
    says: 'Thư điện tử phải có dạng ten@noigui.vn. Hãy xem lại.',
  }),
  refused({
    what: 'eleven digits for a personal number',
    topic: 'father',
    typed: { 'father.personalNumber': '00109399903' },
    says: 'Số định danh cá nhân gồm 12 chữ số. Bạn đã nhập 11 chữ số.',
    keeps: '00109399903',
  }),
  refused({
    what: 'letters in a personal number',
    topic: 'father',
    typed: { 'father.personalNumber': 'OO1O93999O37' },
    says: 'Số định danh cá nhân chỉ gồm 12 chữ số. Hãy bỏ chữ cái và ký hiệu.',
    keeps: 'OO1O93999O37',
  }),
  refused({
    what: 'a place of birth of 201 letters',
    topic: 'birth',
    typed: { [HOME]: 'x'.repeat(201) },
    says: 'Mục “Quê quán của con” dài quá 200 ký tự. Hãy viết ngắn hơn.',
    keeps: 'x'.repeat(201),
  }),
  refused({
    what: 'a text of 20,001 characters',
    topic: 'birth',
    typed: { [HOME]: 'x'.repeat(20_001) },
    says: 'Hãy quay lại, sửa những điều dưới đây rồi gửi lần nữa.',
  }),
  refused({
    what: '2.5 certified copies',
    topic: 'result',
    typed: { 'copies.wanted': 'yes', 'copies.count': '2.5', _asked: 'copies.wanted,copies.count' },
    says: 'Mục “Số bản sao” phải là số từ 1 đến 20.',
  }),
  refused({
    what: 'a billion copies',
    topic: 'result',
    typed: {
      'copies.wanted': 'yes',
      'copies.count': '1000000000',
      _asked: 'copies.wanted,copies.count',
    },
    says: 'Mục “Số bản sao” phải là số từ 1 đến 20.',
  }),
  refused({
    what: 'minus one copy',
    topic: 'result',
    typed: { 'copies.wanted': 'yes', 'copies.count': '-1', _asked: 'copies.wanted,copies.count' },
    says: 'Mục “Số bản sao” phải là số từ 1 đến 20.',
  }),
  healed({
    what: 'letters in two parts (NFD) and the Icelandic Ð',
    topic: 'child',
    typed: { [NAME]: 'Ðặng Hồng Ân'.normalize('NFD') },
    becomes: { [NAME]: 'Đặng Hồng Ân' },
  }),
  healed({
    what: 'zero-width and right-to-left characters inside a name',
    topic: 'child',
    typed: { [NAME]: 'Nguyễn\u200B Hoàng\u202E Minh\u0000 Anh' },
    becomes: { [NAME]: 'Nguyễn Hoàng Minh Anh' },
  }),
  healed({
    what: 'SQL in a free text',
    topic: 'birth',
    typed: { [HOME]: "xã X'; drop table dossier; --" },
    becomes: { [HOME]: "xã X'; drop table dossier; --" },
  }),
  healed({
    what: 'HTML in a free text',
    topic: 'birth',
    typed: { [HOME]: '<img src=x onerror=alert(1)>' },
    becomes: { [HOME]: '<img src=x onerror=alert(1)>' },
  }),
  healed({
    what: 'boxes that the page does not have: status, office, owner',
    topic: 'birth',
    typed: { status: '9', officeId: '1', person_id: '1', dueAt: '2030-01-01', fee: '0' },
    becomes: {
      status: undefined,
      officeId: undefined,
      person_id: undefined,
      dueAt: undefined,
      fee: undefined,
    },
  }),
  healed({
    what: 'boxes named __proto__, constructor, toString',
    topic: 'birth',
    typed: {
      ['__proto__']: 'x',
      '__proto__.polluted': 'x',
      'constructor.prototype.polluted': 'x',
      toString: 'x',
    },
    becomes: { toString: undefined, 'constructor.prototype.polluted': undefined },
  }),
  healed({
    what: 'a question of another page',
    topic: 'birth',
    typed: { 'result.manner': 'post', _asked: 'child.birthPlace,child.homeTown,result.manner' },
    becomes: { 'result.manner': 'electronic' },
  }),
  healed({
    what: 'what the national identity holds',
    topic: 'requester',
    typed: { 'requester.fullName': 'Người Khác', _asked: 'requester.relation,requester.fullName' },
    becomes: { 'requester.fullName': undefined },
  }),
  healed({
    what: 'one box twice',
    topic: 'birth',
    typed: { [HOME]: ['xã Một', 'xã Hai'] },
    becomes: { [HOME]: 'xã Một' },
  }),
]
