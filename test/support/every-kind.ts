/** A made form that asks every kind of question there is, and answers to it. No procedure has it. */
import { checkForm } from '../../src/catalogue/form-check.ts'
import type { CodeLists } from '../../src/catalogue/code-lists.ts'
import type { FormDefinition } from '../../src/catalogue/form.ts'
import type { Law } from '../../src/catalogue/law.ts'

const said = (vi: string, en: string) => ({ vi, en })
const of = (vi: string, en: string) => ({ of: said(vi, en) })

const simple = {
  id: 'simple',
  title: said('Câu trả lời đơn', 'Single answers'),
  questions: [
    { id: 'one.text', kind: 'text', label: said('Nghề nghiệp', 'Occupation'), maxLength: 60 },
    {
      id: 'one.code',
      kind: 'text',
      signs: 'lettersDigits',
      label: said('Số giấy', 'Paper number'),
    },
    { id: 'one.digits', kind: 'text', signs: 'digits', label: said('Số sổ', 'Book number') },
    { id: 'one.name', kind: 'personName', label: said('Tên thường gọi', 'Name in use') },
    { id: 'one.long', kind: 'longText', label: said('Lý do', 'Reason'), maxLength: 500 },
    {
      id: 'one.day',
      kind: 'date',
      earliest: '1900-01-01',
      latest: 'today',
      label: said('Ngày xảy ra', 'Day of the event'),
    },
    {
      id: 'one.oldDay',
      kind: 'date',
      partial: true,
      earliest: '1850-01-01',
      latest: 'today',
      label: said('Ngày sinh của ông', 'Birthday of the grandfather'),
    },
    { id: 'one.agrees', kind: 'yesNo', label: said('Bạn đồng ý không?', 'Do you agree?') },
    {
      id: 'one.way',
      kind: 'choice',
      label: said('Cách nhận', 'Way to receive'),
      options: [
        { code: 'post', label: said('Bưu chính', 'Post') },
        { code: 'counter', label: said('Tại quầy', 'Counter') },
      ],
    },
    {
      id: 'one.country',
      kind: 'choice',
      codeList: 'nationality',
      first: ['VN'],
      label: said('Quốc tịch khác', 'Other nationality'),
    },
    {
      id: 'one.wishes',
      kind: 'choiceMany',
      label: said('Việc muốn làm cùng lúc', 'Also wanted'),
      most: 2,
      options: [
        { code: 'residence', label: said('Đăng ký thường trú', 'Residence') },
        { code: 'insurance', label: said('Cấp thẻ bảo hiểm y tế', 'Health insurance') },
        { code: 'copy', label: said('Cấp bản sao', 'A copy') },
      ],
    },
    {
      id: 'one.languages',
      kind: 'choiceMany',
      codeList: 'ethnicity',
      label: said('Tiếng nói trong nhà', 'Languages at home'),
    },
    { id: 'one.copies', kind: 'integer', min: 0, max: 100, label: said('Số bản', 'Copies') },
    {
      id: 'one.area',
      kind: 'decimal',
      min: 0,
      max: 5000.5,
      label: said('Diện tích (m²)', 'Area (m²)'),
    },
    { id: 'one.capital', kind: 'money', max: 900_000_000_000, label: said('Vốn', 'Capital') },
    { id: 'one.number', kind: 'personalNumber', label: said('Số định danh cũ', 'Earlier number') },
    {
      id: 'one.tax',
      kind: 'taxCode',
      personal: true,
      label: said('Mã số thuế cũ', 'Earlier tax code'),
    },
    { id: 'one.phone', kind: 'phone', label: said('Điện thoại khác', 'Other phone') },
    { id: 'one.email', kind: 'email', label: said('Thư điện tử khác', 'Other email') },
    {
      id: 'one.place',
      kind: 'address',
      detail: 'optional',
      abroad: true,
      label: said('Nơi ở trước', 'Earlier residence'),
    },
    {
      id: 'one.note',
      kind: 'explanation',
      label: said('Bạn chỉ khai điều mình biết.', 'Say only what you know.'),
    },
  ],
}

const members = {
  id: 'members',
  title: said('Thành viên', 'Members'),
  questions: [
    {
      id: 'household.members',
      kind: 'table',
      rowName: said('Thành viên', 'Member'),
      min: 1,
      max: 4,
      required: true,
      label: said('Thành viên góp vốn', 'Members with a share'),
      columns: [
        {
          id: 'fullName',
          kind: 'personName',
          required: true,
          label: said('Họ và tên', 'Full name'),
        },
        {
          id: 'birthOn',
          kind: 'date',
          partial: true,
          earliest: '1900-01-01',
          latest: 'today',
          label: said('Ngày sinh', 'Birthday'),
        },
        {
          id: 'personalNumber',
          kind: 'personalNumber',
          birthOn: 'row.birthOn',
          label: said('Số định danh', 'Personal number'),
        },
        { id: 'share', kind: 'money', label: said('Vốn góp', 'Share') },
        { id: 'works', kind: 'yesNo', label: said('Có làm việc không?', 'Working?') },
        {
          id: 'days',
          kind: 'integer',
          min: 1,
          max: 7,
          visibleIf: 'row.works == true',
          requiredIf: 'row.works == true',
          label: said('Số ngày mỗi tuần', 'Days a week'),
        },
        {
          id: 'tasks',
          kind: 'choiceMany',
          label: said('Việc làm', 'Tasks'),
          options: [
            { code: 'sells', label: said('Bán hàng', 'Sells') },
            { code: 'keeps', label: said('Giữ sổ', 'Keeps books') },
          ],
        },
        { id: 'home', kind: 'address', detail: 'optional', label: said('Nơi ở', 'Home') },
        {
          id: 'tax',
          kind: 'computed',
          value: 'row.share * 2',
          gives: 'money',
          label: said('Hai lần vốn', 'Twice the share'),
        },
      ],
    },
    {
      id: 'household.count',
      kind: 'computed',
      value: 'count(household.members)',
      gives: 'number',
      label: said('Số thành viên', 'Number of members'),
    },
    {
      id: 'household.total',
      kind: 'computed',
      value: 'sum(household.members.share)',
      gives: 'money',
      label: said('Tổng vốn góp', 'All shares'),
    },
    {
      id: 'household.large',
      kind: 'computed',
      value: 'sum(household.members.share) > 1000000',
      gives: 'flag',
      label: said('Vốn trên một triệu đồng', 'More than a million'),
    },
    {
      id: 'household.book',
      kind: 'text',
      visibleIf: 'household.large == true',
      label: said('Số sổ của hộ', 'Book of the household'),
    },
  ],
}

export const everyKindDocument = {
  id: 'moi-loai',
  version: 1,
  title: said('Tờ khai có mọi loại câu hỏi', 'A form with every kind of question'),
  official: said('Mẫu dựng để thử', 'Made for tests'),
  validFrom: '2026-01-01',
  validTo: null,
  owner: 'applicant.fullName',
  applicant: 'applicant.fullName',
  topics: [
    {
      id: 'person',
      title: said('Bạn và doanh nghiệp', 'You and the company'),
      questions: [
        { id: 'applicant', kind: 'person', required: true, ...of('của bạn', 'of yours') },
        {
          id: 'company',
          kind: 'organisation',
          ...of('của doanh nghiệp', 'of the company'),
          parts: ['name', 'taxCode', 'address', 'representative'],
        },
      ],
    },
    simple,
    {
      id: 'land',
      title: said('Thửa đất và tài khoản', 'Land and account'),
      questions: [
        { id: 'plot', kind: 'landPlot', ...of('của thửa đất', 'of the plot') },
        {
          id: 'account',
          kind: 'bankAccount',
          required: true,
          ...of('nhận tiền', 'for the refund'),
        },
      ],
    },
    members,
    {
      id: 'end',
      title: said('Giấy tờ và cam đoan', 'Papers and declaration'),
      questions: [
        {
          id: 'end.paper',
          kind: 'file',
          paper: 'birth-notice',
          label: said('Giấy chứng sinh', 'Birth notice'),
        },
        { id: 'end.remark', kind: 'text', label: said('Ghi chú', 'Remark') },
        {
          id: 'end.promise',
          kind: 'declaration',
          label: said('Tôi cam đoan lời khai là đúng.', 'I declare that this is true.'),
        },
      ],
    },
  ],
  rules: [],
}

export function everyKind(codeLists: CodeLists): FormDefinition {
  return checkForm(everyKindDocument, 'moi-loai.v1', codeLists.names())
}

/** An answer to everything. */
export function everyAnswer(): Record<string, unknown> {
  const home = { commune: '00004', detail: 'số 5, ngõ 12' }
  return {
    'applicant.fullName': 'Nguyễn Thị Thử',
    'applicant.birthOn': '1990-02-03',
    'applicant.sex': 'female',
    'applicant.ethnicity': '01',
    'applicant.nationality': 'VN',
    'applicant.personalNumber': '001190000123',
    'applicant.residence': home,
    'applicant.phone': '0912345678',
    'applicant.email': 'thu@example.vn',
    'company.name': 'Công ty Thử Nghiệm',
    'company.taxCode': '0100109106',
    'company.address': home,
    'company.representative': 'Trần Văn Thử',
    'one.text': 'Thợ mộc',
    'one.code': 'AB123',
    'one.digits': '0042',
    'one.name': 'Thử',
    'one.long': 'Dòng một\nDòng hai',
    'one.day': '2026-03-04',
    'one.oldDay': '1921',
    'one.agrees': true,
    'one.way': 'post',
    'one.country': 'LA',
    'one.wishes': ['residence', 'copy'],
    'one.languages': ['02'],
    'one.copies': 3,
    'one.area': 62.5,
    'one.capital': 1_500_000,
    'one.number': '001090000123',
    'one.tax': '0100109106-001',
    'one.phone': '02438253829',
    'one.email': 'khac@example.vn',
    'one.place': { country: 'LA', detail: 'Viêng Chăn' },
    'plot.plot': '12',
    'plot.sheet': '7',
    'plot.area': 85.25,
    'plot.address': { commune: '00004', detail: '' },
    'plot.certificate': 'CT 123456',
    'account.bank': 'VCB',
    'account.number': '0011001234567',
    'account.holder': 'NGUYEN THI THU',
    'household.members': [
      { fullName: 'Nguyễn Văn Một', birthOn: '1980-05', share: 600_000, works: true, days: 5 },
      { fullName: 'Lê Thị Hai', share: 500_000, works: false, tasks: ['keeps'], home },
    ],
    'household.book': 'Sổ 12',
    'end.remark': 'Không',
  }
}

/** The city's law, but the birth is declared on the made form. */
export function lawWithForm(city: Law, made: FormDefinition): Law {
  const asked = (code: string) => {
    const procedure = city.procedure(code)!
    return code === '1.001193'
      ? { ...procedure, form: { id: made.id, version: made.version } }
      : procedure
  }
  const first = made.version === 1 ? made : everyKind(city.codeLists)
  return {
    ...city,
    procedures: () => city.procedures().map(({ code }) => asked(code)),
    procedure: (code) => (city.procedure(code) ? asked(code) : undefined),
    form: (id, version) =>
      id === made.id ? (version === 1 ? first : made) : city.form(id, version),
  }
}
