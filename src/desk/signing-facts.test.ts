import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { DossierEvent, EventBodies } from '../dossier/events.ts'
import { keyFacts, type FactsGiven } from './signing-facts.ts'

const entry = {
  register: 'hotich',
  book: '01/2026',
  number: '7/2026',
  registeredOn: '2026-11-24',
  reference: 'HT-7',
}

function recorded(body: EventBodies['registerEntryRecorded']): DossierEvent {
  return {
    kind: 'registerEntryRecorded',
    body,
    seq: 6,
    version: 1,
    occurredAt: new Date('2026-11-24T02:00:00Z'),
    recordedAt: new Date('2026-11-24T02:00:00Z'),
    actor: 'system:civilRegister',
    officeId: 101,
    origin: 'live',
  }
}

function registerFact(over: Partial<FactsGiven>) {
  const given: FactsGiven = {
    history: [],
    personalNumber: null,
    child: {},
    differences: [],
    changes: [],
    asks: 'death',
    hasDraft: true,
    ...over,
  }
  return keyFacts(given)[1]
}

test('the leader reads what the register did for this kind of result, and a number is missed only where one belongs', () => {
  const history = [recorded(entry)]
  const entered = 'Đã ghi sổ hộ tịch: sổ 01/2026, số 7/2026'
  assert.deepEqual(registerFact({ history }), { text: `${entered}.`, isQuiet: true })
  assert.deepEqual(registerFact({ history, asks: 'birth' }), {
    text: `${entered}; chưa có số định danh.`,
    isQuiet: false,
  })
  assert.deepEqual(registerFact({}), {
    text: 'Chưa có trong cơ sở dữ liệu hộ tịch.',
    isQuiet: false,
  })
})

test('a look-up is told apart from an entry, and a permit has nothing to do with the register', () => {
  const looked = (found: 'entry' | 'maritalStatus') =>
    registerFact({ history: [recorded({ ...entry, found })], asks: found })
  assert.match(looked('entry').text, /có việc hộ tịch này: sổ 01\/2026, số 7\/2026/)
  assert.match(looked('maritalStatus').text, /xác nhận tình trạng hôn nhân/)
  assert.deepEqual(registerFact({ asks: null }), {
    text: 'Kết quả này không ghi vào sổ hộ tịch.',
    isQuiet: true,
  })
})

test('where the procedure sends no draft, nobody is said to have left it unanswered', () => {
  const [confirmed] = keyFacts({
    history: [],
    personalNumber: null,
    child: {},
    differences: [],
    changes: [],
    asks: null,
    hasDraft: false,
  })
  assert.deepEqual(confirmed, {
    text: 'Thủ tục này không gửi bản nháp cho người dân.',
    isQuiet: true,
  })
})
