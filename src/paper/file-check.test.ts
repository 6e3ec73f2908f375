import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { checkFile, FILE_FAULTS, type FileFault } from './file-check.ts'
import { safeFileName } from './file-name.ts'
import { anyCharacter } from '../../test/support/any-character.ts'

const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
)
const jpeg = Buffer.concat([
  Buffer.from('ffd8ffe000104a46494600010100000100010000', 'hex'),
  Buffer.alloc(200, 0x11),
  Buffer.from('ffd9', 'hex'),
])
const pdf = Buffer.from(
  '%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\nxref\n0 1\n0000000000 65535 f \ntrailer\n<< /Size 2 /Root 1 0 R >>\nstartxref\n50\n%%EOF\n',
)
const heic = Buffer.concat([
  Buffer.from('00000018667479706865696300000000686569636d696631', 'hex'),
  Buffer.from('00000010', 'hex'),
  Buffer.from('mdat'),
  Buffer.alloc(8, 7),
])
const zip = Buffer.concat([
  Buffer.from('PK\x03\x04', 'latin1'),
  Buffer.alloc(30),
  Buffer.from('PK\x01\x02', 'latin1'),
  Buffer.alloc(42),
  Buffer.from('PK\x05\x06\0\0\0\0\x01\0\x01\0', 'latin1'),
  Buffer.alloc(10),
])

test('photographs and scans are told by their content, whatever they are called', async () => {
  const kinds = { 'image/png': png, 'image/jpeg': jpeg, 'image/heic': heic, 'application/pdf': pdf }
  for (const [mediaType, bytes] of Object.entries(kinds)) {
    const answer = await checkFile(bytes, 'giấy chứng sinh.docx')
    assert.ok('mediaType' in answer, `${mediaType} was refused: ${JSON.stringify(answer)}`)
    assert.equal(answer.mediaType, mediaType)
    assert.match(answer.name, /^giấy chứng sinh\.(png|jpg|heic|pdf)$/)
  }
})

const wrongFiles: [string, Buffer, FileFault][] = [
  ['a file without bytes', Buffer.alloc(0), 'fileEmpty'],
  ['a file above the limit', Buffer.concat([png, Buffer.alloc(2000)]), 'fileTooBig'],
  ['plain text', Buffer.from('giấy chứng sinh'), 'fileType'],
  ['an archive', zip, 'fileType'],
  ['a program', Buffer.from('4d5a90000300000004000000ffff0000', 'hex'), 'fileType'],
  ['a web page called .jpg', Buffer.from('<!DOCTYPE html><p>x</p>'), 'fileActive'],
  ['an SVG', Buffer.from('<?xml version="1.0"?><svg onload="x()"/>'), 'fileActive'],
  [
    'a PNG with a script at its beginning',
    Buffer.concat([
      png.subarray(0, 33),
      Buffer.from('<script>alert(1)</script>'),
      png.subarray(33),
    ]),
    'fileActive',
  ],
  ['a PDF with a ZIP behind it', Buffer.concat([pdf, zip]), 'fileHiddenArchive'],
  ['a JPEG with a ZIP behind it', Buffer.concat([jpeg, zip]), 'fileHiddenArchive'],
  [
    'a PNG with a RAR behind it',
    Buffer.concat([png, Buffer.from('Rar!\x1a\x07\0', 'latin1')]),
    'fileHiddenArchive',
  ],
  ['a JPEG with a PDF behind it', Buffer.concat([jpeg, pdf]), 'fileHiddenPdf'],
  ['a HEIC with a PDF inside', Buffer.concat([heic, pdf]), 'fileHiddenPdf'],
  [
    'a PDF with a password',
    Buffer.from(pdf.toString('latin1').replace('/Root', '/Encrypt 9 0 R /Root'), 'latin1'),
    'fileEncrypted',
  ],
  ['a PDF cut short', pdf.subarray(0, 60), 'fileDamaged'],
  ['a JPEG cut short', jpeg.subarray(0, 100), 'fileDamaged'],
  ['a PNG cut short', png.subarray(0, png.length - 20), 'fileDamaged'],
  ['a HEIC cut short', heic.subarray(0, heic.length - 3), 'fileDamaged'],
]

for (const [what, bytes, fault] of wrongFiles) {
  test(`${what} is refused, and the refusal says what to mend`, async () => {
    for (const lang of ['vi', 'en'] as const) {
      const answer = await checkFile(bytes, 'a.jpg', { maxBytes: 1500, lang, field: 'paper.birth' })
      assert.ok('code' in answer, `${what} was accepted as ${JSON.stringify(answer)}`)
      assert.equal(answer.code, fault)
      assert.equal(answer.field, 'paper.birth')
      assert.equal(answer.message, FILE_FAULTS[fault][lang].replace('{MB}', '0'))
    }
  })
}

test('no bytes whatever break the check', async () => {
  const beginnings = fc
    .constantFrom(png, jpeg, pdf, heic, zip)
    .map((bytes) => bytes.subarray(0, 40))
  await fc.assert(
    fc.asyncProperty(beginnings, fc.uint8Array({ maxLength: 300 }), async (start, rest) => {
      const answer = await checkFile(Buffer.concat([start, rest]), 'x')
      assert.ok('code' in answer || 'mediaType' in answer)
    }),
    { numRuns: 300 },
  )
})

test('a file name keeps its words and loses what could deceive', () => {
  const names: [string, string, string][] = [
    ['Giấy chứng sinh.v2.pdf', 'application/pdf', 'Giấy chứng sinh.v2.pdf'],
    ['anh.jpg.exe', 'image/jpeg', 'anh.jpg'],
    ['a.php.PDF.html', 'application/pdf', 'a.pdf'],
    ['giấy\u202Egpj.exe', 'image/jpeg', 'giấygpj.jpg'],
    ['../../etc/passwd', 'image/png', 'passwd.png'],
    ['C:\\Users\\Hà\\ảnh.png', 'image/png', 'ảnh.png'],
    ['a<b>"c".png', 'image/png', 'abc.png'],
    ['.htaccess', 'image/png', 'htaccess.png'],
    ['\r\n\0', 'application/pdf', 'tep.pdf'],
    ['x'.repeat(500), 'image/heic', `${'x'.repeat(100)}.heic`],
  ]
  for (const [declared, mediaType, expected] of names) {
    assert.equal(safeFileName(declared, mediaType), expected)
  }
})

test('a safe name is safe again and never holds a path, a control or a direction mark', () => {
  fc.assert(
    fc.property(fc.string({ unit: anyCharacter, maxLength: 200 }), (declared) => {
      const name = safeFileName(declared, 'image/jpeg')
      assert.doesNotMatch(name, /[/\\\p{Cc}\p{Cf}<>:"|?*]/u)
      assert.match(name, /[^.]\.jpg$/)
      assert.equal(safeFileName(name, 'image/jpeg'), name)
    }),
  )
})
