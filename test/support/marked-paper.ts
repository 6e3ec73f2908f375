/** Papers to be marked: a PDF of two pages whose lower left quarter is dark, the second page turned by its own word. */

export function pdfOfTwoPages(): Buffer {
  const dark = '0 0 0 rg 0 0 100 150 re f'
  const page = (rotate: number) =>
    `<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 300]/Rotate ${rotate}/Contents 5 0 R>>`
  const objects = [
    '<</Type/Catalog/Pages 2 0 R>>',
    '<</Type/Pages/Kids[3 0 R 4 0 R]/Count 2>>',
    page(0),
    page(90),
    `<</Length ${dark.length}>>stream\n${dark}\nendstream`,
  ]
  const offsets: number[] = []
  let text = '%PDF-1.4\n'
  objects.forEach((object, index) => {
    offsets.push(text.length)
    text += `${index + 1} 0 obj${object}\nendobj\n`
  })
  const table = offsets.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('')
  const count = objects.length + 1
  return Buffer.from(
    `${text}xref\n0 ${count}\n0000000000 65535 f \n${table}trailer<</Size ${count}/Root 1 0 R>>\nstartxref\n${text.length}\n%%EOF\n`,
  )
}
