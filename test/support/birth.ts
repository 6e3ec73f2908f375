/** A made birth as our form gives it, and the lists that its codes come from. */
import { makeCodeLists } from '../../src/catalogue/code-lists.ts'

const words = (vi: string, en: string) => ({ vi, en })

export const codeLists = makeCodeLists(
  {
    sex: [
      { code: 'male', label: words('Nam', 'Male') },
      { code: 'female', label: words('Nữ', 'Female') },
    ],
    ethnicity: [{ code: '01', label: words('Kinh', 'Kinh') }],
    nationality: [{ code: 'VN', label: words('Việt Nam', 'Viet Nam') }],
    country: [{ code: 'VN', label: words('Việt Nam', 'Viet Nam') }],
  },
  ['Ba Đình', 'Giảng Võ'].map((name, i) => ({
    code: ['00004', '00025'][i]!,
    name: `Phường ${name}`,
    provinceCode: '01',
    provinceName: 'Thành phố Hà Nội',
  })),
)

/** Answers of the mother in the journeys; mother and father are among the register's made people. */
export function birth(): Record<string, unknown> {
  return {
    'requester.relation': 'mother',
    'requester.fullName': 'Trần Thị Thu Hà',
    'requester.birthOn': '1996-03-14',
    'requester.idKind': 'identityCard',
    'requester.personalNumber': '001196999000',
    'child.fullName': 'Nguyễn Hoàng Minh Anh',
    'child.birthOn': '2026-11-19',
    'child.sex': 'female',
    'child.ethnicity': '01',
    'child.nationality': 'VN',
    'child.birthPlace': { commune: '00025', detail: 'Bệnh viện Phụ sản Hà Nội' },
    'child.homeTown': 'Phường Ba Đình, thành phố Hà Nội',
    'mother.fullName': 'Trần Thị Thu Hà',
    'mother.birthOn': '1996-03-14',
    'mother.personalNumber': '001196999000',
    'mother.ethnicity': '01',
    'mother.nationality': 'VN',
    'mother.residence': { commune: '00004', detail: 'số 12 ngõ 5' },
    'father.fullName': 'Nguyễn Minh Đức',
    'father.birthOn': '1993-08-02',
    'father.personalNumber': '001093999037',
    'father.ethnicity': '01',
    'father.nationality': 'VN',
    'father.residence': { commune: '00004', detail: 'số 12 ngõ 5' },
  }
}
