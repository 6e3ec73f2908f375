/** The documents with which a draft begins: a published version, what the national catalogue says, or nothing. Pure. */
import type { NationalDetail, NationalLimit, NationalPaper } from '../national/detail.ts'
import type { Procedure } from '../procedure.ts'
import type { ProcedureExamples } from '../procedure-examples.ts'
import type { Json, JsonObject } from './schema-kind.ts'

/** A copy under the next number. Its first day is left open: when the new law begins is for a person to say. */
export function nextVersion(procedure: Procedure, version: number): JsonObject {
  const copy = JSON.parse(JSON.stringify(procedure)) as JsonObject
  return { ...copy, version, validFrom: '', validTo: null }
}

/** The examples go with it, as examples of the new version. */
export function testsFor(tests: ProcedureExamples | null, version: number): Json {
  return tests === null ? null : ({ ...tests, version } as unknown as Json)
}

export function emptyForm(id: string, name: string): JsonObject {
  return {
    id,
    version: 1,
    title: { vi: name === '' ? '' : `Tờ khai: ${name}`, en: '' },
    official: { vi: '', en: '' },
    validFrom: '',
    validTo: null,
    owner: '',
    applicant: '',
    topics: [],
    rules: [],
  }
}

/** 'to-khai-1-000656' */
export function formIdFor(code: string): string {
  return `to-khai-${code.replaceAll('.', '-')}`
}

export type References = {
  form: { id: string; version: number }
  workflow: { id: string; version: number }
}

const words = (vi: string): JsonObject => ({ vi, en: '' })

/** What has to be answered of every procedure, without an answer; what cannot be known yet says so. */
export function emptyProcedure(code: string, references: References): JsonObject {
  const unknown = (value: Json): JsonObject => ({ value, source: '', mark: 'toBeConfirmed' })
  return {
    code,
    version: 1,
    validFrom: '',
    validTo: null,
    name: words(''),
    shortName: words(''),
    summary: words(''),
    category: { code: '', name: words('') },
    decision: unknown(''),
    decisionSignedOn: unknown(null),
    handledIn: 'unknown',
    filing: 'guideOnly',
    onlineLevel: { source: '', mark: 'toBeConfirmed' },
    subjects: [],
    competence: { rule: unknown(words('')), by: [], elsewhere: words('') },
    eligibility: [],
    cases: [
      {
        code,
        name: { vi: 'Trường hợp thông thường', en: 'Ordinary case' },
        when: 'otherwise',
        limit: unknown(null),
        limitText: words(''),
      },
    ],
    sourceLimits: [],
    clockPolicy: { source: '', mark: 'toBeConfirmed' },
    draftSilence: unknown(null),
    supplementRoundsWithoutGround: { source: '', mark: 'toBeConfirmed' },
    supplementLimit: unknown(null),
    fees: [],
    feeExemptions: [],
    papers: [],
    shownPapers: [],
    notes: [],
    steps: [],
    result: { code: null, name: words(''), template: null },
    ...references,
    legalBasis: [],
    sourceUpdatedOn: '',
  }
}

export type SourceRecord = { readonly source: string; readonly detail: NationalDetail }

/**
 * What the sources say, every value with the source it was read from and marked to be confirmed. The first record is written
 * into the boxes; of the others the limits stand beside it. English is for a person to write.
 */
export function fromNational(
  code: string,
  [first, ...others]: readonly [SourceRecord, ...SourceRecord[]],
  references: References,
): JsonObject {
  const { source, detail } = first
  const said = sourced(source)
  return {
    ...emptyProcedure(code, references),
    name: words(detail.name),
    shortName: words(detail.name.replace(/^Thủ tục /u, '')),
    category: { code: '', name: words(detail.field) },
    decision: said(detail.decisionNumber ?? ''),
    decisionSignedOn: said(null),
    onlineLevel: { source, mark: 'toBeConfirmed' },
    subjects: detail.subjects.map(words),
    competence: {
      rule: said(words(detail.decidedBy)),
      by: [],
      elsewhere: words(detail.receivedAt),
    },
    cases: casesOf(code, first),
    sourceLimits: [first, ...others].flatMap(limitsOf),
    fees: feesOf(first),
    papers: detail.paperGroups.flatMap(({ title, papers }, group) =>
      papers.map((paper, index) => paperOf(paper, { title, key: `p${group + 1}-${index + 1}` })),
    ),
    notes: [
      ...detail.paperGroups.flatMap(({ notes }) => notes.map(words)),
      ...(detail.requirement === '' ? [] : [words(detail.requirement)]),
    ],
    steps: detail.steps.map(({ title, text }) => words([title, text].filter(Boolean).join(': '))),
    ...resultsOf(detail),
    legalBasis: detail.legalBasis.map(({ code, raw, name }) => ({
      number: code ?? raw,
      title: name,
    })),
    sourceUpdatedOn: detail.updatedOn?.slice(0, 10) ?? '',
  }
}

function sourced(source: string) {
  return (value: Json): JsonObject => ({ value, source, mark: 'toBeConfirmed' })
}

const channelNames = { online: 'trực tuyến', counter: 'tại quầy', post: 'bưu chính' } as const

function limitsOf({ source, detail }: SourceRecord): JsonObject[] {
  return [
    ...detail.channels.map(({ channel, rawLimit }) => ({
      source,
      where: channelNames[channel],
      text: rawLimit,
    })),
    ...detail.cases.map(({ code, rawLimit }) => ({
      source,
      where: `trường hợp ${code}`,
      text: rawLimit,
    })),
  ]
}

/** A limit of hours may be hours of work or of the clock: nobody guesses. Neither is half a day written as a whole one. */
function limitOf(limit: NationalLimit | null): Json {
  if (limit === null || limit.unit === 'hour' || !Number.isInteger(limit.value)) return null
  return { value: limit.value, unit: limit.unit }
}

function casesOf(code: string, { source, detail }: SourceRecord): JsonObject[] {
  const said = sourced(source)
  const [channel] = detail.channels
  const ordinary = {
    code,
    name: { vi: 'Trường hợp thông thường', en: 'Ordinary case' },
    when: 'otherwise',
    limit: said(limitOf(channel?.limit ?? null)),
    limitText: words(''),
  }
  const own = detail.cases
    .filter((each) => each.code !== code)
    .map((each) => ({
      code: each.code,
      name: words(`Trường hợp ${each.code} của danh mục`),
      when: 'unpublished',
      limit: said(limitOf(each.limit)),
      limitText: words(''),
    }))
  return [ordinary, ...own]
}

/** A row for each sum or sentence of the source; the same of several channels is one row. */
function feesOf({ source, detail }: SourceRecord): JsonObject[] {
  const rows = detail.channels.flatMap(({ channel, fees }) =>
    fees.map((fee) => ({
      ...fee,
      channel,
      amount: fee.kind === 'statedNone' ? 0 : fee.amount,
    })),
  )
  const groups = Map.groupBy(rows, ({ kind, amount, text }) => `${kind} ${amount} ${text}`)
  return [...groups.values()].map((group, index): JsonObject => {
    const { kind, amount, text } = group[0]!
    return {
      id: `fee-${index + 1}`,
      name: words(text),
      amount: { value: amount, source, mark: 'toBeConfirmed' },
      decidedBy: kind === 'councilDecides' ? 'council' : 'state',
      per: 'dossier',
      channels: [...new Set(group.map(({ channel }) => channel))],
      locality: 'VN',
      validFrom: '',
      validTo: null,
    }
  })
}

function paperOf(paper: NationalPaper, of: { title: string; key: string }): JsonObject {
  return {
    code: of.key,
    name: words(paper.name),
    ...(paper.code === null ? {} : { catalogueCode: paper.code }),
    why: words(of.title),
    copies: { originals: paper.originals, copies: paper.copies },
    maxFiles: 4,
    mediaTypes: ['application/pdf', 'image/jpeg', 'image/png'],
  }
}

function resultsOf({ results }: NationalDetail): JsonObject {
  const [first, ...others] = results.map(({ code, name }) => ({
    code: code !== null && /^KQ\.[A-Z]\d{2}\.\d{6}$/.test(code) ? code : null,
    name: words(name),
  }))
  return {
    result: { ...(first ?? { code: null, name: words('') }), template: null },
    ...(others.length > 0 ? { otherResults: others } : {}),
  }
}
