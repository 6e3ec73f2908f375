import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { CONVENTION, PROVISIONAL_NOTE } from './convention.ts'

const page = readFileSync(new URL('../../docs/deadlines.md', import.meta.url), 'utf8')
const words = page.replace(/\n> /g, ' ').replace(/\s+/g, ' ')

test('what form 01 prints about counting is what the documentation says', () => {
  for (const sentence of [...CONVENTION, ...PROVISIONAL_NOTE.split(/(?<=\.) /)])
    assert.ok(words.includes(sentence), sentence)
})
