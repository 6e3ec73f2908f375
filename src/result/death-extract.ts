/** The extract of a death entry, from the declaration, the register's entry and the office (Luật Hộ tịch 60/2014 Đ34). Pure. */
import { birthDateInWords } from '../catalogue/date-in-words.ts'
import { ok, type Result } from '../lib/result.ts'
import { parseDay } from '../lib/time.ts'
import type { DeathExtract } from '../signing/result-papers.ts'
import {
  demandEntry,
  entry,
  linesOnPaper,
  missing,
  signedPaper,
  unanswered,
  type Content,
  type Section,
} from './content.ts'
import {
  identityOf,
  inTheCity,
  label,
  partDay,
  place,
  text,
  type PaperFacts,
} from './paper-facts.ts'

const PAPER = 'trích lục khai tử'

/** Refuses when the declaration no longer holds what the paper must say, or the register has not entered the death. */
export function deathExtract(facts: PaperFacts): Result<Content & { paper: DeathExtract }> {
  const { answers, entry: given, officeName } = facts
  const lacking = unanswered([
    ['họ tên người chết', text(answers, 'deceased.fullName')],
    ['ngày chết', text(answers, 'death.on')],
    ['nơi chết', place(facts.codeLists, answers['death.place'])],
  ])
  if (lacking.length > 0) return missing(lacking, PAPER)
  const demanded = demandEntry(facts)
  if (!demanded.ok) return demanded
  const sections = [deceased(facts), death(facts), registration(facts)]
  const registeredOn = given ? (parseDay(given.registeredOn) ?? null) : null
  const paper: DeathExtract = {
    ...signedPaper(facts),
    office: officeName,
    number: given?.number ?? '',
    book: given?.book ?? '',
    registeredOn,
    sections: linesOnPaper(sections),
  }
  return ok({ paper, sections })
}

function deceased({ answers, codeLists }: PaperFacts): Section {
  const of = (id: string) => text(answers, `deceased.${id}`)
  const residence = answers['deceased.residence'] ?? answers['deceased.lastResidence']
  return {
    title: null,
    lines: [
      [entry('Họ, chữ đệm, tên người chết', 'Name of the deceased', of('fullName'))],
      [
        entry('Ngày, tháng, năm sinh', 'Born on', partDay(answers, 'deceased.birthOn')),
        entry('Giới tính', 'Sex', label(codeLists, 'sex', of('sex'))),
      ],
      [
        entry('Dân tộc', 'Ethnicity', label(codeLists, 'ethnicity', of('ethnicity'))),
        entry('Quốc tịch', 'Nationality', label(codeLists, 'nationality', of('nationality'))),
      ],
      [entry('Giấy tờ tùy thân', 'Identity paper', identityOf(answers, 'deceased'))],
      [entry('Nơi cư trú cuối cùng', 'Last residence', place(codeLists, residence))],
    ],
  }
}

function death({ answers, codeLists }: PaperFacts): Section {
  const [on, time] = [text(answers, 'death.on'), text(answers, 'death.time')]
  const day = parseDay(on)
  const shown = partDay(answers, 'death.on')
  return {
    title: null,
    lines: [
      [
        entry(
          'Đã chết vào lúc',
          'Died at',
          time === '' ? `ngày ${shown}` : `${time}, ngày ${shown}`,
        ),
      ],
      [entry('Ghi bằng chữ', 'In words', day ? birthDateInWords(day) : '')],
      [entry('Nơi chết', 'Place of death', place(codeLists, answers['death.place']))],
      [entry('Nguyên nhân chết', 'Cause of death', text(answers, 'death.cause'))],
      [entry('Giấy báo tử hoặc giấy tờ thay thế', 'Death notice', notice(answers))],
    ],
  }
}

/** 'Số 12/GBT, Bệnh viện Bạch Mai, ngày 02/11/2026'; the joint form calls the same questions otherwise. */
function notice(answers: PaperFacts['answers']): string {
  const of = (own: string, joint: string) =>
    text(answers, `death.${own}`) || text(answers, `death.${joint}`)
  const number = of('noticeNumber', 'proofNumber')
  if (number === '') return ''
  const on = partDay(answers, 'death.noticeOn') || partDay(answers, 'death.proofOn')
  return [`Số ${number}`, of('noticeBy', 'proofBy'), on && `ngày ${on}`].filter(Boolean).join(', ')
}

function registration({ answers, officeName, entry: given }: PaperFacts): Section {
  const on = given ? parseDay(given.registeredOn) : undefined
  return {
    title: null,
    lines: [
      [
        entry(
          'Họ, chữ đệm, tên người đi khai tử',
          'Registered by',
          text(answers, 'requester.fullName'),
        ),
      ],
      [
        entry(
          'Giấy tờ tùy thân của người đi khai tử',
          'Identity paper of the person who registers',
          identityOf(answers, 'requester'),
        ),
      ],
      [entry('Nơi đăng ký khai tử', 'Registered at', inTheCity(officeName))],
      [
        entry(
          'Ngày, tháng, năm đăng ký',
          'Registered on',
          on ? on.split('-').toReversed().join('/') : '',
        ),
      ],
    ],
  }
}
