/** The made mother's declaration on the stand-in portal: another child for every code. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { checkout } from '../../src/checkout.ts'
import { chanceOf } from '../../src/demo/chance.ts'
import { declarationOf, type Family, type Names } from '../../src/demo/family.ts'
import { madeScan } from '../../src/demo/scan.ts'
import type { HandOver } from '../../src/exchange/schema.ts'
import { sha256Hex } from '../../src/lib/canonical.ts'
import { toDay } from '../../src/lib/time.ts'

const PHONE = '0990000001'

/** Both are among the made people of the stand-in register, married, living in phường Ba Đình. */
const FAMILY: Family = {
  mother: {
    fullName: 'Trần Thị Thu Hà',
    sex: 'female',
    birthOn: '1996-03-14',
    personalNumber: '001196999000',
  },
  father: {
    fullName: 'Nguyễn Minh Đức',
    sex: 'male',
    birthOn: '1993-08-02',
    personalNumber: '001093999037',
  },
  marriedOn: '2021-05-20',
}

export function handOverOf(code: string, now: Date): HandOver {
  const chance = chanceOf(code)
  const names = JSON.parse(
    readFileSync(join(checkout, 'data/standins/register/names.json'), 'utf8'),
  ) as Names
  const declared = declarationOf(chance, names, {
    family: FAMILY,
    commune: '00004',
    filedOn: toDay(now),
    phone: PHONE,
  })
  // She comes to the counter for two copies, which cost: the portal's dossiers show the money too.
  const { 'result.address': _post, ...answers } = declared.answers
  const atCounter = { 'result.manner': 'counter', 'copies.wanted': true, 'copies.count': 2 }
  const scan = madeScan(chance)
  const { mother } = FAMILY
  return {
    code,
    procedure: '1.001193',
    submittedAt: now.toISOString(),
    applicant: {
      kind: 'citizen',
      fullName: mother.fullName,
      personalNumber: mother.personalNumber,
      phone: PHONE,
    },
    competentOffice: { commune: '00004' },
    answers: { ...answers, ...atCounter },
    files: [
      {
        paper: 'birth-notice',
        name: 'giấy chứng sinh.png',
        mediaType: 'image/png',
        sha256: sha256Hex(scan),
        content: scan.toString('base64'),
      },
    ],
  }
}
