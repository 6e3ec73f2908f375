/** Answers of procedures other than birth, as their published forms take them; the people are the register stand-in's. */

import { birth } from './birth.ts'

const requester = {
  'requester.fullName': 'Trần Thị Thu Hà',
  'requester.birthOn': '1996-03-14',
  'requester.idKind': 'identityCard',
  'requester.personalNumber': '001196999000',
  'requester.residence': { commune: '00004', detail: 'số 12 ngõ 5' },
  'requester.phone': '0912345678',
}
const home = { commune: '00004', detail: 'số 9 phố Thử' }
/** The second form of the joint procedures gives results on paper. */
const byCounter = { 'result.manner': 'counter', 'copies.wanted': false }

type Person = { name: string; on: string; number: string }

/** Made people of the register, none of whom is married. */
export const PEOPLE = {
  oldMan: { name: 'Vương Văn Bách Du', on: '1958-07-16', number: '030058999111' },
  secondMan: { name: 'Lý Đình Hải', on: '1965-10-08', number: '036065999259' },
  thirdMan: { name: 'Trương Trọng Việt', on: '1959-03-18', number: '001059999333' },
  youngMan: { name: 'Dương Thiệu Bảo', on: '1988-08-21', number: '001088998940' },
  bride: { name: 'Tăng Quỳnh Nhung', on: '1990-10-02', number: '001190999074' },
  groom: { name: 'Phan Nhật Huy', on: '1991-05-26', number: '001091998473' },
  single: { name: 'Lê Dạ Yến', on: '1991-09-27', number: '001191998160' },
  divorced: { name: 'Mai Lan Nhi', on: '1984-03-09', number: '001184998133' },
} as const satisfies Record<string, Person>

/** Married to Nguyễn Minh Đức since 20/5/2021. */
export const WIFE: Person = {
  name: requester['requester.fullName'],
  on: requester['requester.birthOn'],
  number: requester['requester.personalNumber'],
}

export function identified(who: string, { name, on, number }: Person): Record<string, unknown> {
  return {
    [`${who}.fullName`]: name,
    [`${who}.birthOn`]: on,
    [`${who}.personalNumber`]: number,
    [`${who}.ethnicity`]: '01',
    [`${who}.nationality`]: 'VN',
  }
}

export function death(of: Person = PEOPLE.oldMan): Record<string, unknown> {
  return {
    ...requester,
    'requester.relation': 'child',
    ...identified('deceased', of),
    'deceased.sex': 'male',
    'deceased.residenceKnown': true,
    'deceased.residence': home,
    'death.on': '2026-11-20',
    'death.time': '05 giờ 10 phút',
    'death.place': { commune: '00025', detail: 'Bệnh viện Phụ sản Hà Nội' },
    'death.cause': 'Tuổi già',
    'death.proof': 'notice',
    'death.noticeNumber': '12/GBT',
    'death.noticeBy': 'Bệnh viện Thử',
    'death.noticeOn': '2026-11-20',
    ...byCounter,
  }
}

export function jointDeath(of: Person = PEOPLE.youngMan): Record<string, unknown> {
  const own = /^(deceased\.residence|death\.notice)/
  const same = Object.entries(death(of)).filter(([id]) => !own.test(id))
  return {
    ...Object.fromEntries(same),
    'deceased.idKind': 'identityCard',
    'deceased.lastResidence': home,
    'death.proofNumber': '12/GBT',
    'death.proofBy': 'Bệnh viện Thử',
    'death.proofOn': '2026-11-20',
    'residence.wasHead': false,
    'benefits.insured': false,
    'benefits.merit': false,
    'benefits.social': false,
    'result.death': 'paper',
  }
}

export function jointBirth(): Record<string, unknown> {
  return {
    ...birth(),
    'requester.residence': home,
    'requester.phone': '0912345678',
    'situation.kind': 'ordinary',
    'situation.parents': 'both',
    'situation.married': true,
    'marriage.place': 'Ủy ban nhân dân phường Thử Nghiệm',
    'residence.address': home,
    'residence.headIs': 'father',
    'residence.relation': 'Con',
    'residence.consent': 'electronic',
    'insurance.hospital': 'Trạm y tế Thử',
    'insurance.isPoor': false,
    'extras.identityCard': false,
    'extras.support': false,
    'result.birth': 'paper',
    'result.residence': 'electronic',
    'result.insurance': 'electronic',
    'result.manner': 'counter',
    'result.vneid': false,
    'copies.wanted': false,
  }
}

export function marriage(bride: Person = PEOPLE.bride): Record<string, unknown> {
  const side = (who: string, person: Person) => ({
    ...identified(who, person),
    [`${who}.residence`]: home,
    [`${who}.timesMarried`]: 1,
    [`${who}.status`]: 'never',
  })
  return {
    ...requester,
    'requester.side': 'woman',
    'requester.fullName': bride.name,
    'requester.birthOn': bride.on,
    'requester.personalNumber': bride.number,
    ...side('woman', bride),
    ...side('man', PEOPLE.groom),
    'copies.wanted': false,
  }
}

export function maritalStatus(of: Person = PEOPLE.single): Record<string, unknown> {
  const { name, on } = PEOPLE.groom
  return {
    ...requester,
    'requester.relation': 'relative',
    ...identified('subject', of),
    'subject.sex': 'female',
    'subject.residence': home,
    'status.kind': 'never',
    'period.elsewhere': false,
    'purpose.kind': 'marriage',
    'purpose.where': 'vietnam',
    'partner.fullName': name,
    'partner.birthOn': on,
    'partner.sex': 'male',
    'partner.nationality': 'VN',
    'issue.again': false,
    'copies.count': 1,
    'result.manner': 'counter',
  }
}

/** The judgment stands in the register stand-in's own list of divorces. */
export function divorcedStatus(): Record<string, unknown> {
  return {
    ...maritalStatus(PEOPLE.divorced),
    'status.kind': 'divorced',
    'status.spouse': 'Phùng Phương Triều',
    'status.paper': 'Quyết định thử nghiệm số 12/2021/QĐST-HNGĐ',
    'status.divorcedAbroad': false,
  }
}

export function extract(): Record<string, unknown> {
  return {
    ...requester,
    'requester.kind': 'person',
    'requester.relation': 'self',
    ...identified('subject', WIFE),
    'subject.sex': 'female',
    'event.kind': 'marriage',
    'event.office': 'Ủy ban nhân dân phường Thử Nghiệm',
    'event.registeredOn': '2021-05-20',
    'copies.count': 2,
    'result.manner': 'counter',
  }
}

export function deathExtractOf(of: Person): Record<string, unknown> {
  const { 'event.registeredOn': _on, ...asked } = extract()
  const subject = { ...identified('subject', of), 'subject.sex': 'male', 'event.kind': 'death' }
  return { ...asked, ...subject, 'requester.relation': 'relative' }
}

export function building(): Record<string, unknown> {
  return {
    'work.kind': 'house',
    'work.isHeritage': false,
    'work.needsReligiousOpinion': false,
    'work.hasAgreement': false,
    'work.grade': 'four',
    'work.stage': 'whole',
    'owner.kind': 'person',
    'owner.name': 'Nguyễn Minh Đức',
    'owner.personalNumber': '001093999037',
    'owner.address': home,
    'owner.phone': '0912345678',
    'site.plot': '15, tờ bản đồ 12',
    'site.area': 82.5,
    'site.address': { commune: '00004', detail: 'số 14 phố Thử' },
    'site.landPaper': 'landUse',
    'site.inLandData': true,
    'site.hasNeighbour': false,
    'design.author': 'Công ty Thiết kế Thử Nghiệm',
    'design.isVerified': false,
    'design.needsFire': false,
    'size.level': 0.45,
    'size.groundArea': 70,
    'size.floorArea': 210,
    'size.height': 11.4,
    'size.floors': 3,
    'plan.months': 8,
    'result.manner': 'counter',
  }
}
