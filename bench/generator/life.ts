/**
 * One made dossier from filing to its end, through the same pure rules as a real one: `decide`, `evolve`, the chain. What the
 * workflow waits for is done by whoever it waits for, at moments in working time; what lies after `now` has not happened yet.
 */
import { workingMinutesBetween } from '../../src/calendar/working-time.ts'
import type { Calendar } from '../../src/calendar/calendar.ts'
import type { Terms } from '../../src/catalogue/terms.ts'
import { stepOf, type Task } from '../../src/catalogue/workflow.ts'
import type { Chance } from '../../src/demo/chance.ts'
import { GROUNDS } from '../../src/demo/grounds.ts'
import { minutesFrom, workingFrom } from '../../src/demo/hours.ts'
import type { Command, FileCommand } from '../../src/dossier/commands.ts'
import { decide } from '../../src/dossier/decide.ts'
import { GENESIS } from '../../src/dossier/chain.ts'
import type { DossierState } from '../../src/dossier/dossier.ts'
import { grow } from '../../src/dossier/history.ts'
import type { Write } from '../../src/dossier/store.ts'
import { newId } from '../../src/lib/ids.ts'
import { sha256Hex } from '../../src/lib/canonical.ts'
import { dayOf, toInstant, type LocalMinute } from '../../src/lib/time.ts'
import { actorKey, type Actor } from '../../src/office/actor.ts'
import type { Staff } from './people.ts'

export type Beginning = {
  command: FileCommand
  by: Actor
  at: LocalMinute
  code: string
  terms: Terms
  staff: Staff
}
export type World = {
  calendar: Calendar
  now: LocalMinute
  chance: Chance
  /** Most events of one history; a shorter life is cut there. */
  mostEvents: number
}
export type Key = { key: string; actor: string; command: string; seq: number; at: string }
export type Life = {
  id: string
  events: Write['events']
  privates: Write['privates']
  files: Write['files']
  state: DossierState
  headHash: string
  keys: Key[]
}

const CLOCK: Actor = { kind: 'system', name: 'clock', scopes: [] }
const REGISTER: Actor = { kind: 'system', name: 'civilRegister', scopes: [] }

/** Throws when the law refuses an act of the plan: then the plan is wrong, and nothing may be made of it. */
export function live(world: World, beginning: Beginning): Life {
  const life = new Living(world, beginning)
  life.act(beginning.command, beginning.by, beginning.at)
  return life.whole(FATES[fateOf(world.chance)])
}

type Fate = keyof typeof fates
const fates = {
  done: 850,
  supplementAtReception: 35,
  supplementLater: 40,
  refused: 30,
  withdrawn: 12,
  stopped: 8,
  stuck: 25,
} as const
const fateOf = (chance: Chance): Fate => chance.weighted(fates)

type Course = (life: Living) => void
const FATES: Record<Fate, Course> = {
  done: (life) => {
    life.accept()
    life.work()
  },
  supplementAtReception: (life) => {
    life.supplement('receptionist')
    life.accept()
    life.work()
  },
  supplementLater: (life) => {
    life.accept()
    life.claim()
    life.supplement('officer')
    life.work()
  },
  refused: (life) =>
    life.step(life.desk('receptionist'), { type: 'refuse', ...GROUNDS.refusal }, [10, 180]),
  withdrawn: (life) => {
    life.accept()
    life.step(life.applicant, { type: 'requestWithdrawal', reason: GROUNDS.withdrawal }, [5, 90])
    life.step(life.desk('receptionist'), { type: 'confirmWithdrawal' }, [5, 120])
  },
  stopped: (life) => {
    life.accept()
    life.claim()
    life.step(life.desk('officer'), { type: 'stop', ...GROUNDS.stop }, [30, 200])
  },
  stuck: (life) => {
    life.accept()
    life.claim()
  },
}

class Living {
  readonly #world: World
  readonly #from: Beginning
  readonly #id: string
  readonly #who: Record<keyof Staff, Actor>
  #state: DossierState | null = null
  #headHash = GENESIS
  #at: LocalMinute
  #isOver = false
  readonly #made: Pick<Life, 'events' | 'privates' | 'files' | 'keys'> = {
    events: [],
    privates: [],
    files: [],
    keys: [],
  }

  constructor(world: World, beginning: Beginning) {
    this.#world = world
    this.#from = beginning
    this.#at = beginning.at
    this.#id = newId(toInstant(beginning.at))
    const { staff } = beginning
    this.#who = {
      receptionist: world.chance.one(staff.receptionist),
      officer: world.chance.one(staff.officer),
      leader: world.chance.one(staff.leader),
      clerk: world.chance.one(staff.clerk),
    }
  }

  desk(role: keyof Staff): Actor {
    return this.#who[role]
  }

  get applicant(): Actor {
    const { by } = this.#from
    return by.kind === 'citizen' ? by : this.#who.receptionist
  }

  accept(): void {
    const { kindOfFiling } = this.#from.command
    const isByPost = kindOfFiling === 'post' && this.#state?.supplementRounds === 0
    const command: Command = {
      type: 'accept',
      originals: [],
      ...(isByPost && { postal: { at: this.#from.at } }),
    }
    this.step(this.#who.receptionist, command, [2, 110])
  }

  claim(): void {
    this.step(this.#who.officer, { type: 'claim' }, [3, 60])
  }

  supplement(by: 'receptionist' | 'officer'): void {
    const paper = this.#from.command.papers[0]?.paper ?? 'declaration'
    const { chance } = this.#world
    const { reason, legalBasis, faults } = GROUNDS.supplement
    const fault = { paper, fault: chance.one(faults).fault }
    this.step(
      this.#who[by],
      { type: 'requestSupplement', faults: [fault], reason, legalBasis },
      [5, 150],
    )
    this.step(this.applicant, { type: 'supplement', papers: [], fileNames: {} }, [60, 1900])
  }

  /** Every step of the workflow, within the promised time or, one in twelve, beyond it. */
  work(): void {
    if (this.#state?.holder === null) this.claim()
    const { chance, calendar } = this.#world
    const due = this.#state?.clock?.dueAt
    if (due === undefined || this.#isOver) return
    const left = Math.max(60, workingMinutesBetween(calendar, this.#at, due))
    const total = chance.isIn(1 / 12)
      ? left * (1.2 + chance.next() * 2)
      : left * (0.2 + chance.next() * 0.7)
    const pace = Math.max(2, Math.round(total / 7))
    for (let steps = 0; steps < 20 && !this.#isOver; steps += 1) {
      const state = this.#state!
      if (state.phase.at === 'finished') return this.#deliver()
      if (state.phase.at !== 'processing') return
      this.#do(stepOf(this.#from.terms.workflow, state.active[0]!).task, pace)
    }
  }

  #deliver(): void {
    const { manner } = this.#from.command.result
    this.step(this.#who.receptionist, { type: 'deliver', manner, receiver: 'applicant' }, [3, 900])
  }

  #do(task: Task, pace: number): void {
    const around: [number, number] = [Math.max(1, Math.floor(pace * 0.6)), Math.ceil(pace * 1.4)]
    const { officer, leader, clerk } = this.#who
    const hashOf = (what: string): string => sha256Hex(`${this.#id} ${what}`)
    const result = this.#state?.result
    switch (task) {
      case 'examine': {
        const checks = ['identity', 'residence', 'marriage'].map((id) => ({ id, ok: true }))
        return this.step(officer, { type: 'examine', checks }, around)
      }
      case 'draft':
        return this.step(
          officer,
          { type: 'sendDraft', documentId: this.#id, sha256: hashOf('draft') },
          around,
        )
      case 'confirm':
        return this.#confirm(around)
      case 'register':
        return this.step(REGISTER, this.#entry(hashOf('entry')), [1, 10])
      case 'submit':
        return this.step(
          officer,
          { type: 'submitForSigning', documentId: this.#id, sha256: hashOf('paper') },
          around,
        )
      case 'sign':
        return this.step(
          leader,
          {
            type: 'recordSigned',
            documentId: this.#id,
            documentHash: result!.documentHash,
            signedHash: hashOf('signed'),
            capacity: 'Chủ tịch',
            certificate: hashOf('certificate').slice(0, 32),
          },
          around,
        )
      case 'seal':
        return this.step(
          clerk,
          {
            type: 'recordSealed',
            documentId: this.#id,
            signedHash: result!.signedHash!,
            sealedHash: hashOf('sealed'),
            number: `${this.#from.code.slice(-6)}/GKS`,
            on: dayOf(this.#at),
            certificate: hashOf('seal').slice(0, 32),
          },
          around,
        )
      case 'deliver':
        return this.#deliver()
      case 'work':
      case 'consult':
      case 'leg':
        throw new Error('the generated procedures have no step without an act of its own')
    }
  }

  #confirm(around: [number, number]): void {
    const { chance } = this.#world
    const answerBy = this.#state?.draft?.answerBy
    if (answerBy !== undefined && chance.isIn(0.2)) {
      this.#at = answerBy
      return this.act({ type: 'confirmDraft', by: 'silence' }, CLOCK, answerBy)
    }
    const by = this.applicant.kind === 'citizen' ? 'applicant' : 'counter'
    this.step(this.applicant, { type: 'confirmDraft', by }, around)
  }

  #entry(hash: string): Command {
    return {
      type: 'recordRegisterEntry',
      register: 'birth',
      book: '02',
      number: String(Number.parseInt(hash.slice(0, 6), 16)),
      registeredOn: dayOf(this.#at),
      reference: hash.slice(0, 24),
      personalNumber: `0010${hash.replace(/\D/g, '').padEnd(8, '7').slice(0, 8)}`,
    }
  }

  /** Some working minutes later; an applicant also acts in the evening. */
  step(by: Actor, command: Command, [least, most]: [number, number]): void {
    if (this.#isOver) return
    const minutes = this.#world.chance.between(least, most)
    const at =
      by.kind === 'citizen'
        ? minutesFrom(this.#at, minutes)
        : workingFrom(this.#world.calendar, this.#at, minutes)
    this.act(command, by, at)
  }

  act(command: Command, by: Actor, at: LocalMinute): void {
    const { calendar, now, chance, mostEvents } = this.#world
    if (this.#isOver) return
    if (at >= now || this.#made.events.length >= mostEvents) {
      this.#isOver = true
      return
    }
    const { terms, code } = this.#from
    this.#at = at
    const occurredAt = new Date(toInstant(at).getTime() + chance.between(0, 59) * 1000)
    const decision = decide(this.#state, command, {
      now: at,
      terms,
      calendar,
      actor: actorKey(by),
      personId: by.kind === 'staff' || by.kind === 'citizen' ? by.personId : null,
      code: this.#state === null ? code : null,
    })
    if (!decision.ok) throw new Error(`${command.type} of ${code}: ${decision.refusal.message}`)
    const key = newId(occurredAt)
    const history = grow(this.#state, decision.value, {
      id: this.#id,
      request: { command, by, key, origin: 'replay' },
      terms,
      now: new Date(occurredAt.getTime() + 7),
      occurredAt,
      headHash: this.#headHash,
    })
    this.#state = history.state
    this.#headHash = history.headHash
    this.#made.events.push(...history.rows)
    this.#made.privates.push(...history.privates)
    this.#made.files.push(...history.files)
    this.#made.keys.push({
      key,
      actor: actorKey(by),
      command: command.type,
      seq: history.state.seq,
      at: occurredAt.toISOString(),
    })
  }

  whole(course: Course): Life {
    course(this)
    if (this.#state === null) throw new Error('nothing was filed')
    return { id: this.#id, state: this.#state, headHash: this.#headHash, ...this.#made }
  }
}
