/** What comes in, goes into quarantine, is refused: against a daemon that speaks ClamAV's protocol and knows its test file. */
import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, beforeEach, test } from 'node:test'
import { deflateSync } from 'node:zlib'
import sharp from 'sharp'
import { photograph } from '../../test/support/photograph.ts'
import { EICAR, standInClamd, type StandInClamd } from '../../standins/clamd.ts'
import { clamd } from '../adapters/clamd.ts'
import { diskFiles, diskQuarantine } from '../adapters/disk-files.ts'
import { pictures } from '../adapters/pictures.ts'
import { sha256Hex } from '../lib/canonical.ts'
import { scanAgain, takeIn, type Intake } from './intake.ts'

let folder: string
let daemon: StandInClamd
let intake: Intake
const decoder = pictures()
const clock = { now: 0 }
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'motcua-intake-'))
  daemon = await standInClamd()
  intake = {
    files: diskFiles(join(folder, 'files')),
    quarantine: diskQuarantine(join(folder, 'quarantine')),
    pictures: decoder,
    scanner: clamd(daemon.address, { patienceMs: 300, now: () => clock.now }),
  }
})
beforeEach(() => {
  daemon.fault = 'none'
  clock.now += 60_000
})
after(async () => {
  await daemon.close()
  await decoder.close()
  await rm(folder, { recursive: true })
})

const pdfWith = (inside: string): Buffer =>
  Buffer.from(
    `%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\n2 0 obj\n<< /Length ${inside.length} >>\nstream\n${inside}\nendstream\nendobj\nxref\n0 1\n0000000000 65535 f \ntrailer\n<< /Size 2 /Root 1 0 R >>\nstartxref\n50\n%%EOF\n`,
  )
const take = (bytes: Buffer, name = 'giấy.pdf') => takeIn(intake, { bytes, name })
const codeOf = (answer: object): unknown => ('code' in answer ? answer.code : 'kept')

test('a clean paper is kept under its hash, as it was sent', async () => {
  const bytes = pdfWith('xin chào')
  const taken = await take(bytes)
  assert.ok('stored' in taken)
  assert.deepEqual([taken.scan, taken.stored.sha256], ['clean', sha256Hex(bytes)])
  assert.deepEqual(await intake.files.read(taken.stored.sha256), bytes)
})

test('the test virus bare, in a PDF and in archives is refused and kept nowhere', async () => {
  const inPdf = pdfWith(EICAR)
  const refused = await take(inPdf)
  assert.ok('code' in refused)
  assert.match(refused.message, /có mã độc/)
  assert.equal(await intake.files.read(sha256Hex(inPdf)), undefined)
  assert.equal(await intake.quarantine.read(sha256Hex(inPdf)), undefined)
  const scans = daemon.scans
  // Neither is a kind of paper, so nothing even asks the scanner; and the scanner knows them all the same.
  for (const bytes of [Buffer.from(EICAR), zipOf(EICAR), zipOf(zipOf(EICAR))]) {
    assert.equal(codeOf(await take(bytes, 'giay.docx')), 'fileType')
    assert.equal((await intake.scanner!.scan(bytes)).kind, 'infected')
  }
  assert.equal(daemon.scans, scans + 3)
})

for (const fault of ['slow', 'error', 'closed'] as const) {
  test(`a scanner that is ${fault} accepts nothing: the paper waits in quarantine until it answers`, async () => {
    daemon.fault = fault
    const bytes = pdfWith(`chờ ${fault}`)
    const taken = await take(bytes)
    assert.ok('stored' in taken)
    assert.equal(taken.scan, 'waiting')
    assert.equal(await intake.files.read(taken.stored.sha256), undefined)
    assert.equal(await scanAgain(intake, taken.stored), null)
    daemon.fault = 'none'
    clock.now += 60_000
    assert.equal(await scanAgain(intake, taken.stored), 'clean')
    assert.deepEqual(await intake.files.read(taken.stored.sha256), bytes)
    assert.equal(await intake.quarantine.read(taken.stored.sha256), undefined)
  })
}

test('a virus that came while the scanner was down is thrown away when it is found', async () => {
  daemon.fault = 'closed'
  const taken = await take(pdfWith(`${EICAR} muộn`))
  assert.ok('stored' in taken)
  daemon.fault = 'none'
  clock.now += 60_000
  assert.equal(await scanAgain(intake, taken.stored), 'refused')
  assert.equal(await intake.files.read(taken.stored.sha256), undefined)
  assert.equal(await intake.quarantine.read(taken.stored.sha256), undefined)
})

test('at the counter, where nothing can wait, the official is asked to send it again', async () => {
  daemon.fault = 'closed'
  const { files, scanner } = intake
  const taken = await takeIn({ files, scanner }, { bytes: pdfWith('quầy'), name: 'a.pdf' })
  assert.equal(codeOf(taken), 'fileNotScanned')
})

test('bombs are refused from their own headings, before anything is unpacked', async () => {
  const bombs: [Buffer, string][] = [
    [vastPng(50_000), 'fileTooVast'],
    [vastJpeg(), 'fileTooVast'],
    [
      Buffer.concat([pdfWith('x'), Buffer.from('<< /Type /Pages /Count 1000000 >>')]),
      'fileTooManyPages',
    ],
    [zipOf(zipOf(Buffer.alloc(200_000).toString('latin1'))), 'fileType'],
    [Buffer.from('<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha">]><l>&a;</l>'), 'fileType'],
  ]
  const before = process.memoryUsage().rss
  for (const [bytes, code] of bombs) assert.equal(codeOf(await take(bytes)), code)
  assert.ok(process.memoryUsage().rss - before < 100_000_000)
})

test('a photograph keeps nothing of where, when and by what it was taken, and stays upright', async () => {
  const plain = await sharp(photograph(5)).jpeg().toBuffer()
  const sent = await sharp(plain)
    .withExif({
      IFD0: { Make: 'Điện thoại', Model: 'X1' },
      IFD3: { GPSLatitude: '21/1 2/1 0/1', GPSLongitude: '105/1 51/1 0/1' },
    })
    .withMetadata({ orientation: 6 })
    .toBuffer()
  const tail = Buffer.concat([sent, Buffer.from('sau ảnh: 21.0285, 105.8542')])
  const taken = await take(tail, 'ảnh.jpg')
  assert.ok('stored' in taken, JSON.stringify(taken))
  const kept = await intake.files.read(taken.stored.sha256)
  const { orientation, exif } = await sharp(kept).metadata()
  assert.equal(orientation, 6)
  assert.ok((exif?.length ?? 0) < 40, `${exif?.length} bytes of description`)
  assert.doesNotMatch(Buffer.from(kept!).toString('latin1'), /X1|105\.8542|GPS/)
  const [a, b] = await Promise.all([sent, kept!].map((bytes) => sharp(bytes).raw().toBuffer()))
  assert.deepEqual(a, b)
})

test('nor do the pictures made from it, nor the texts of a PNG', async () => {
  const png = photograph(6)
  const text = Buffer.concat([Buffer.from('tEXtComment\0'), Buffer.from('21.0285, 105.8542')])
  const length = Buffer.alloc(4)
  length.writeUInt32BE(text.length - 4)
  const sent = Buffer.concat([png.subarray(0, 33), length, text, Buffer.alloc(4), png.subarray(33)])
  const taken = await take(sent, 'ảnh.png')
  assert.ok('stored' in taken, JSON.stringify(taken))
  assert.deepEqual(await intake.files.read(taken.stored.sha256), png)
  const turned = await intake.pictures.made(png, { sha256: '', turned: 90, size: 'small' })
  const { width, height, exif } = await sharp(turned).metadata()
  assert.deepEqual([width > height, exif], [true, undefined])
})

/** One stored file, as the simplest archive. */
function zipOf(content: string | Buffer): Buffer {
  const bytes = Buffer.from(content)
  const local = Buffer.alloc(30)
  local.write('PK\x03\x04', 'latin1')
  local.writeUInt32LE(bytes.length, 18)
  local.writeUInt32LE(bytes.length, 22)
  local.writeUInt16LE(1, 26)
  const central = Buffer.alloc(46)
  central.write('PK\x01\x02', 'latin1')
  const end = Buffer.alloc(22)
  end.write('PK\x05\x06', 'latin1')
  end.writeUInt16LE(1, 10)
  return Buffer.concat([local, Buffer.from('a'), bytes, central, Buffer.from('a'), end])
}

/** Dots without end in a few bytes. */
function vastPng(side: number): Buffer {
  const png = Buffer.from(photograph(7))
  png.writeUInt32BE(side, 16)
  png.writeUInt32BE(side, 20)
  return Buffer.concat([png.subarray(0, 33), deflateSync(Buffer.alloc(1000)), png.subarray(33)])
}

/** Progressive: all of it would have to stand in memory. */
function vastJpeg(): Buffer {
  const frame = Buffer.from('ffd8ffc2001108ea60ea6003011100021101031101ffda', 'hex')
  return Buffer.concat([frame, Buffer.alloc(200, 0x11), Buffer.from('ffd9', 'hex')])
}
