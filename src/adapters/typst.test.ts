import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { build } from 'esbuild'
import fc from 'fast-check'
import { textOfPdf } from '../../test/support/pdf-text.ts'
import type { Papers } from '../signing/papers.ts'
import { qrMatrix } from '../signing/qr.ts'
import { PAPER_FOLDERS, PaperFailed } from '../signing/render.ts'
import type { PaperInput, PaperRenderer, PaperTemplate } from '../signing/render.ts'
import { typstRenderer } from './typst.ts'
import { anyCharacter } from '../../test/support/any-character.ts'

const root = join(dirname(fileURLToPath(import.meta.url)), '../..')
const templates = Object.keys(PAPER_FOLDERS) as PaperTemplate[]

let renderer: PaperRenderer
before(() => {
  renderer = typstRenderer()
})
after(() => renderer.close())

function example<T extends keyof Papers>(template: T): Papers[T] {
  return renderer.version(template, '1').example as unknown as Papers[T]
}
/** The paper's words on one line, however they were broken. */
async function words(template: keyof Papers, change: object): Promise<string> {
  const paper = { ...example(template), ...change }
  return textOfPdf(await renderer.render(template, '1', paper)).replaceAll('\n', '')
}
const latin1 = (pdf: Uint8Array): string => Buffer.from(pdf).toString('latin1')

describe('the papers of the office', () => {
  for (const template of templates) {
    it(`prints ${template} as PDF/A-2b, the same bytes from two programs`, async () => {
      const other = typstRenderer()
      try {
        const paper = renderer.version(template, '1').example as PaperInput
        const [first, second] = await Promise.all([
          renderer.render(template, '1', paper),
          other.render(template, '1', paper),
        ])
        assert.deepEqual(first, second)
        const text = latin1(first)
        assert.match(text, /<pdfaid:part>2<\/pdfaid:part><pdfaid:conformance>B</)
        assert.match(text, /\/Lang \(vi(-VN)?\)/)
        assert.match(text, /\/Title /)
        assert.match(text, /CreationDate \(D:20261007020509Z?/)
        assert.equal(/\/StructTreeRoot/.test(text), !template.endsWith('Appearance'))
      } finally {
        await other.close()
      }
    })
  }

  it('carries the national heading and the date in the words of state papers', async () => {
    const text = await words('form01', { receivedAt: '2026-02-05T08:09' })
    assert.match(text, /CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM/)
    assert.match(text, /Độc lập - Tự do - Hạnh phúc/)
    assert.match(text, /Hà Nội, ngày 05 tháng 02 năm 2026/)
    assert.match(text, /08 giờ 09 phút, thứ Năm, ngày 05 tháng 02 năm 2026/)
  })

  it('says that a code is a stand-in only when it is one', async () => {
    assert.match(await words('form01', { codeIsProvisional: true }), /mã tạm, chưa công bố/)
    assert.doesNotMatch(await words('form01', { codeIsProvisional: false }), /mã tạm/)
  })

  it('says on form 01 that a date beyond the announced calendar is provisional', async () => {
    assert.match(await words('form01', { provisional: true }), /tạm tính/)
    assert.doesNotMatch(await words('form01', { provisional: false }), /tạm tính/)
  })

  it('marks a trial certificate, and only a trial one, as worthless', async () => {
    assert.match(await words('birthCertificate', { development: true }), /không có giá trị pháp lý/)
    assert.doesNotMatch(await words('birthCertificate', { development: false }), /THỬ NGHIỆM –/)
  })

  it('leaves the block of an unknown father empty', async () => {
    const text = await words('birthCertificate', { father: null })
    assert.match(text, /Họ, chữ đệm, tên người cha: +Họ, chữ đệm, tên người đi khai sinh/)
  })

  it('lists every file of a submission with its size and its whole hash', async () => {
    const receipt = example('submissionReceipt')
    const text = await words('submissionReceipt', {})
    for (const { size, sha256 } of receipt.papers.flatMap((each) => each.files)) {
      assert.ok(text.replaceAll(' ', '').includes(sha256))
      assert.ok(size > 1000)
    }
    assert.match(text, /48,2 KB/)
    assert.match(text, /1,5 MB/)
  })

  it('runs a long list of papers over as many pages as it needs', async () => {
    const { papers } = example('form01')
    const many = Array.from({ length: 120 }, (_, index) => ({
      ...papers[0],
      name: `Giấy số ${index}`,
    }))
    const text = await words('form01', { papers: many })
    assert.match(text, /Giấy số 119/)
    assert.match(text, /Trang 3\//)
  })

  it('makes the letters of a certificate smaller for long names, and refuses what fits on no paper', async () => {
    const { child } = example('birthCertificate')
    const long = 'Nơi sinh dài '.repeat(40).trim()
    assert.match(
      await words('birthCertificate', { child: { ...child, birthplace: long } }),
      /Số định danh cá nhân/,
    )
    const endless = { ...child, birthplace: long.repeat(20) }
    await assert.rejects(words('birthCertificate', { child: endless }), PaperFailed)
  })

  it('refuses a paper without what its template needs and prints the next one', async () => {
    await assert.rejects(words('form01', { papers: undefined }), PaperFailed)
    await assert.rejects(words('form01', { createdAt: 'hôm qua' }), PaperFailed)
    assert.match(await words('form01', {}), /GIẤY TIẾP NHẬN HỒ SƠ/)
  })

  it('knows which version is in force on a day, and refuses a version or a day that it does not know', () => {
    assert.equal(renderer.versionOn('form01', '2026-10-07').version, '1')
    assert.throws(() => renderer.versionOn('form01', '2018-01-01'), PaperFailed)
    assert.throws(() => renderer.version('form01', '99'), PaperFailed)
  })

  it('draws a QR code whose corners are the three finder patterns', () => {
    const rows = qrMatrix('https://motcua.example.vn/kiem-tra/7Q4M-2KXA-9DPL')
    assert.ok(rows.every((row) => row.length === rows.length && /^[01]+$/.test(row)))
    const corner = (lines: string[]): string[] => lines.slice(0, 7).map((line) => line.slice(0, 7))
    const mirrored = rows.map((row) => Array.from(row).toReversed().join(''))
    assert.deepEqual(corner(rows), corner(mirrored))
    assert.deepEqual(corner(rows), corner(rows.toReversed()))
    assert.equal(rows[0]?.slice(0, 8), '11111110')
  })
})

describe('texts from strangers', () => {
  const printed = async (value: string): Promise<string> => {
    const sections = [{ title: 'Phần một', rows: [{ label: 'Câu hỏi', value }] }]
    const paper = { ...example('declaration'), sections }
    const text = textOfPdf(await renderer.render('declaration', '1', paper)).replaceAll('\n', '')
    return text.slice(text.indexOf('Câu hỏi') + 'Câu hỏi'.length, text.indexOf('Tôi cam đoan'))
  }

  for (const hostile of [
    '#panic("x") #sys.inputs $ x^2 $ *đậm* _nghiêng_ `mã`',
    '\\ \\" "quoted" \'đơn\' <label> @ref = tiêu đề // ghi chú /* … */',
    '<script>alert(1)</script> & %%EOF endobj (a) [b] {c}',
    'https://example.vn/#x ~ -- --- ... #import "/etc/passwd"',
  ])
    it(`are printed as they are: ${hostile.slice(0, 24)}`, async () => {
      assert.equal((await printed(hostile)).replaceAll(' ', ''), hostile.replaceAll(' ', ''))
    })

  it('print letter for letter whatever Vietnamese and ASCII signs they hold', async () => {
    const signs = 'aăâbcdđeêghiklmnoôơpqrstuưvxyẤặẵỆỗợỳỶ0189#$*_`\\"\'<>@=~/-[](){}%&;:,.!?+|^'
    const texts = fc.string({ unit: fc.constantFrom(...signs), minLength: 1, maxLength: 60 })
    await fc.assert(
      fc.asyncProperty(texts, async (text) => {
        assert.equal((await printed(text)).replaceAll(/\s/g, ''), text.normalize('NFC'))
      }),
      { numRuns: 60 },
    )
  })

  it('show a box for a character that the state font lacks, and lose marks that turn the line around', async () => {
    assert.equal(await printed('a😀漢b'), 'a□□b')
    assert.equal(await printed('abc\u202edef\u2066'), 'abcdef')
    assert.equal(await printed('Nguye\u0302\u0303n \ud800'), 'Nguyễn \ufffd')
  })

  it('never stop a paper, whatever characters they hold', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: anyCharacter, maxLength: 40 }), async (text) => {
        await printed(text)
      }),
      { numRuns: 60 },
    )
  })
})

describe('the setting thread', () => {
  it('fails open orders aloud when it is closed, and a new one starts for the next paper', async () => {
    const own = typstRenderer()
    const paper = example('declaration')
    const lost = own.render('declaration', '1', paper)
    const failure = assert.rejects(lost, PaperFailed)
    await own.close()
    await failure
    assert.ok((await own.render('declaration', '1', paper)).length > 10_000)
    await own.close()
  })

  it('does not keep the program alive when nobody waits', async () => {
    const script = `import { typstRenderer } from '${join(root, 'src/adapters/typst.ts')}'
      const renderer = typstRenderer()
      const paper = renderer.version('declaration', '1').example
      console.log((await renderer.render('declaration', '1', paper)).length)`
    const run = promisify(execFile)
    const options = { timeout: 20_000 }
    const { stdout } = await run(process.execPath, ['--input-type=module', '-e', script], options)
    assert.ok(Number(stdout) > 10_000)
  })

  it('works from the bundle of the program', async () => {
    await mkdir(join(root, 'dist'), { recursive: true })
    const folder = await mkdtemp(join(root, 'dist/test-'))
    try {
      const entry = join(folder, 'entry.ts')
      const main = join(folder, 'main.js')
      await writeFile(
        entry,
        `import { typstRenderer } from '../../src/adapters/typst.ts'
         const renderer = typstRenderer()
         const paper = renderer.version('declaration', '1').example
         console.log((await renderer.render('declaration', '1', paper as never)).length)`,
      )
      await build({
        entryPoints: [entry],
        outfile: main,
        bundle: true,
        platform: 'node',
        format: 'esm',
        packages: 'external',
      })
      const { stdout } = await promisify(execFile)(process.execPath, [main], { timeout: 20_000 })
      assert.ok(Number(stdout) > 10_000)
    } finally {
      await rm(folder, { recursive: true })
    }
  })
})
