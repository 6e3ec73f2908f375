import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { appendIncrement } from './increment.ts'
import { PdfBroken, isText, serialise, textOf } from './object.ts'
import type { PdfObject } from './object.ts'
import { parsePdfDate, pdfDate } from './envelope.ts'
import { parseObject } from './parse.ts'
import { openPdf } from './read.ts'

const parse = (text: string): PdfObject =>
  parseObject({ bytes: Buffer.from(text, 'latin1'), at: 0 })

/** The smallest file of the kind that we read. */
function smallPdf(): Buffer {
  const head = '%PDF-1.7\n'
  const objects = [
    '1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n',
    '2 0 obj\n<< /Type /Pages /Kids [] /Count 0 >>\nendobj\n',
  ]
  const at = [head.length, head.length + objects[0]!.length]
  const xref = head.length + objects.join('').length
  const entry = (offset: number): string => `${String(offset).padStart(10, '0')} 00000 n \n`
  const table = `xref\n0 3\n0000000000 65535 f \n${at.map(entry).join('')}`
  const tail = `trailer\n<< /Size 3 /Root 1 0 R >>\nstartxref\n${xref}\n%%EOF`
  return Buffer.from(head + objects.join('') + table + tail, 'latin1')
}

const objects = fc.letrec<{ object: PdfObject }>((tie) => ({
  object: fc.oneof(
    { maxDepth: 4 },
    fc.constant(null),
    fc.boolean(),
    fc.integer({ min: -100_000, max: 100_000 }),
    fc.record({ name: fc.string({ unit: 'binary-ascii', minLength: 1 }) }),
    fc.record({ text: fc.uint8Array({ maxLength: 20 }), hex: fc.boolean() }),
    fc.record({ ref: fc.integer({ min: 1, max: 9999 }) }),
    fc.array(tie('object'), { maxLength: 4 }),
    fc
      .array(fc.tuple(fc.string({ unit: 'grapheme-ascii', minLength: 1 }), tie('object')), {
        maxLength: 4,
      })
      .map((entries) => new Map(entries)),
  ),
}))

describe('PDF objects', () => {
  it('read back as they were written', () => {
    fc.assert(
      fc.property(objects.object, (object) => {
        assert.equal(serialise(parse(serialise(object))), serialise(object))
      }),
    )
  })

  it('write Vietnamese as UTF-16 and ASCII as it stands', () => {
    const text = parse(serialise(textOf('Dấu của cơ quan')))
    assert.ok(isText(text))
    assert.equal(Buffer.from(text.text).swap16().toString('utf16le'), '\ufeffDấu của cơ quan')
    assert.equal(serialise(textOf('a(b)\\')), '(a\\050b\\051\\134)')
  })

  it('know every escape of a text and nested brackets', () => {
    const text = parse('(a\\n\\)\\101(b)\\\nc)')
    assert.ok(isText(text))
    assert.equal(Buffer.from(text.text).toString('latin1'), 'a\n)A(b)c')
  })

  for (const wrong of [
    '<<',
    '[1 2',
    '(a',
    '<abc',
    '<xy>',
    '/',
    '1e5',
    'nil',
    '<< /A 1 /A 2 >>',
    '',
  ]) {
    const isEmptyName = wrong === '/'
    it(`${isEmptyName ? 'take' : 'refuse'} ${wrong || 'nothing at all'}`, () => {
      if (isEmptyName) assert.deepEqual(parse(wrong), { name: '' })
      else assert.throws(() => parse(wrong), PdfBroken)
    })
  }

  it('refuse nesting without end instead of falling over', () => {
    assert.throws(() => parse('['.repeat(100_000)), PdfBroken)
    assert.throws(() => parse('<</A'.repeat(100_000)), PdfBroken)
  })
})

describe('PDF files', () => {
  it('gain a revision that leaves the earlier bytes alone and wins over them', () => {
    const base = smallPdf()
    const pages: PdfObject = new Map<string, PdfObject>([['Count', 7]])
    const { bytes } = appendIncrement(
      openPdf(base),
      new Map<number, PdfObject>([
        [2, pages],
        [5, true],
      ]),
    )
    assert.ok(bytes.subarray(0, base.length).equals(base))
    const document = openPdf(bytes)
    assert.equal(document.revisions.length, 2)
    assert.equal(document.size, 6)
    assert.deepEqual(document.object(2), pages)
    assert.equal(document.object(5), true)
    assert.equal(document.object(4), null)
  })

  it('whose tables form a circle, point behind themselves or are missing are refused', () => {
    const text = smallPdf().toString('latin1')
    const xref = text.indexOf('xref')
    for (const wrong of [
      text.replace('/Size 3', `/Size 3 /Prev ${xref}`),
      text.replace('/Size 3', '/Size 3 /Prev 99999'),
      text.replace('/Size 3', '/Size 3 /XRefStm 15'),
      text.replace('/Size 3', '/Size 3 /Encrypt 1 0 R'),
      text.replace('0 3\n', '0 99999\n'),
      text.replace(' 00000 n', ' 00001 n'),
      text.replace('%PDF-', '%PDX-'),
      text.replace('%%EOF', ''),
      text.replace(`startxref\n${xref}`, 'startxref\n12'),
    ])
      assert.throws(() => openPdf(Buffer.from(wrong, 'latin1')).object(1), PdfBroken)
  })

  it('with random damage are read or refused, never anything else', () => {
    const base = smallPdf()
    fc.assert(
      fc.property(fc.nat(base.length - 1), fc.uint8Array({ maxLength: 30 }), (at, noise) => {
        const damaged = Buffer.concat([
          base.subarray(0, at),
          noise,
          base.subarray(at + noise.length),
        ])
        try {
          const document = openPdf(damaged)
          for (let number = 0; number < 5; number++) document.object(number)
        } catch (error) {
          assert.ok(error instanceof PdfBroken)
        }
      }),
      { numRuns: 500 },
    )
  })

  it('write an instant in Hà Nội time and read it back to the second', () => {
    const at = new Date('2026-10-06T18:30:09Z')
    assert.equal(pdfDate(at), "D:20261007013009+07'00'")
    assert.deepEqual(parsePdfDate(textOf(pdfDate(at))), at)
    assert.throws(() => parsePdfDate(textOf('D:2026')), PdfBroken)
  })
})
