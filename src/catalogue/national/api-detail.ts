/** Records of the portal's own interface (keys in English). */
import { limitOf, stepsIn } from './crawl-detail.ts'
import type {
  NationalChannel,
  NationalDetail,
  NationalRow,
  NationalUnit,
  StatedLimit,
} from './detail.ts'
import { feeOf } from './fee-reading.ts'
import { legalBasisOf } from './legal-code.ts'
import {
  dayOf,
  lineOf,
  linesOf,
  numberOf,
  objectOf,
  objectsOf,
  textOf,
  type JsonObject,
} from './json-reading.ts'
import { paperGroup } from './paper-reading.ts'

const CHANNELS: Readonly<Record<string, NationalChannel>> = {
  ONLINE: 'online',
  POSTAL: 'post',
  DIRECT: 'counter',
}
const UNITS: Readonly<Record<string, NationalUnit>> = {
  WORKING_DAY: 'workingDay',
  DAY: 'calendarDay',
  HOUR: 'hour',
  MONTH: 'month',
}

export function apiDetail(record: JsonObject): NationalDetail {
  const origin = objectOf(record['source'])
  return {
    code: lineOf(record['code']),
    name: lineOf(record['name']),
    field: lineOf(objectOf(record['category'])['name']),
    issuedBy: lineOf(record['promulgating_agency']),
    performedBy: lineOf(record['executing_agency']),
    decidedBy: '',
    receivedAt: '',
    coordinatedBy: '',
    levels: [],
    subjects: linesOf(record['subject_types']),
    decisionNumber: null,
    portalState: lineOf(record['state']) || null,
    portalUrl: lineOf(origin['url']) || null,
    updatedOn: dayOf(origin['updated_at']),
    channels: objectsOf(record['channels']).flatMap(rowOf),
    cases: objectsOf(record['processing_cases']).map((each) => ({
      code: lineOf(each['case_code']),
      ...limitIn(each),
    })),
    paperGroups: objectsOf(record['checklist_raw']).map((group) =>
      paperGroup(
        lineOf(group['group']),
        objectsOf(group['items']).map((paper) => ({
          name: lineOf(paper['name']),
          originals: numberOf(paper['original_qty']) ?? 0,
          copies: numberOf(paper['copy_qty']) ?? 0,
          code: lineOf(paper['code']) || null,
        })),
      ),
    ),
    steps: objectsOf(record['steps_raw']).flatMap((step) => {
      const title = lineOf(step['name'])
      const text = textOf(step['text'])
      return title === ''
        ? stepsIn(text)
        : [{ title: title.replace(/(?<![\s:])[\s:]+$/, ''), text }]
    }),
    results: linesOf(record['results']).map((name) => ({ code: null, name })),
    legalBasis: objectsOf(record['legal_basis']).map((basis) =>
      legalBasisOf(lineOf(basis['code']), lineOf(basis['name'])),
    ),
    requirement: textOf(record['requirements']),
    rawChannels: '',
  }
}

function rowOf(row: JsonObject): NationalRow[] {
  const channel = CHANNELS[lineOf(row['method'])]
  if (channel === undefined) return []
  const fees = objectsOf(row['fees']).map((fee) =>
    feeOf(numberOf(fee['value_vnd']), textOf(fee['text'])),
  )
  return [{ channel, ...limitIn(objectOf(row['processing'])), fees, note: textOf(row['note']) }]
}

function limitIn(limit: JsonObject): StatedLimit {
  const value = numberOf(limit['qty'])
  const unit = lineOf(limit['unit'])
  const inWords = value === null ? lineOf(limit['qty']) : ''
  return {
    limit: limitOf(value, UNITS[unit]),
    rawLimit: `qty = ${value ?? (inWords || 'null')}, unit = ${unit || 'null'}`,
    rawValue: value,
    rawUnit: unit === '' || unit === 'OTHER' ? null : unit,
    inWords,
  }
}
