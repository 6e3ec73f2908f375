/** A made birth registration as it is sent in, for tests of forms, papers and filing. */

/** Raw answers of a mother who files for her child; pass what differs. `undefined` takes an answer away. */
export function birthAnswers(over: Record<string, unknown> = {}): Record<string, unknown> {
  const answers: Record<string, unknown> = {
    'situation.kind': 'ordinary',
    'situation.parents': 'both',
    'situation.married': true,
    'requester.relation': 'mother',
    'requester.fullName': 'Trần Thị Thu Hà',
    'requester.birthOn': '1996-03-25',
    'requester.idKind': 'identityCard',
    'requester.personalNumber': '001196012086',
    'requester.residence': { commune: '00004', detail: 'số 5, ngõ 12, phố Trúc Bạch' },
    'requester.phone': '0912345678',
    'child.fullName': 'Nguyễn Hoàng Minh Anh',
    'child.birthOn': '2026-11-19',
    'child.sex': 'female',
    'child.ethnicity': '01',
    'child.nationality': 'VN',
    'child.birthPlace': { commune: '00025', detail: 'Bệnh viện Phụ sản Hà Nội' },
    'child.homeTown': 'xã Đông Anh, thành phố Hà Nội',
    'mother.ethnicity': '01',
    'mother.nationality': 'VN',
    'father.fullName': 'Nguyễn Văn Minh',
    'father.birthOn': '1994',
    'father.ethnicity': '01',
    'father.nationality': 'VN',
    'father.residence': { commune: '00070', detail: 'số 8 phố Hàng Bạc' },
    'marriage.place': 'Ủy ban nhân dân phường Hàng Bạc, quận Hoàn Kiếm',
    'result.manner': 'electronic',
    'copies.wanted': false,
    ...over,
  }
  return Object.fromEntries(Object.entries(answers).filter(([, answer]) => answer !== undefined))
}
