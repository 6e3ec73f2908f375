/** Small looks at a page's HTML that several tests take. */
import assert from 'node:assert/strict'

/** What the page itself says, without its frame. */
export function mainOf(html: string): string {
  return /<main[^]*<\/main>/.exec(html)?.[0] ?? ''
}

/** The sentences of the error summary. */
export function summaryOf(html: string): string[] {
  const summary = /<div class="summary"[^]*?<\/ul>/.exec(html)?.[0] ?? ''
  return [...summary.matchAll(/<li>(?:<a[^>]*>)?([^<]*)/g)].map(([, words]) => words ?? '')
}

/** Every line of the error summary leads to something on the page. */
export function assertAnchorsExist(html: string): void {
  const summary = /<div class="summary"[^]*?<\/ul>/.exec(html)?.[0] ?? ''
  const anchors = [...summary.matchAll(/href="#([^"]+)"/g)].map(([, id]) => id ?? '')
  const missing = anchors.filter((id) => !html.includes(`id="${id}"`))
  assert.deepEqual(missing, [])
}

/** Vietnamese letters that English does not have, outside of what is marked as Vietnamese. */
export function vietnameseIn(html: string): string[] {
  const unmarked = html.replace(/<(\w+)[^>]* lang="vi"[^>]*>[^]*?<\/\1>/g, '')
  const words = unmarked.replace(/<[^>]*>/g, ' ')
  return words.match(/\S*[ạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹđ]\S*/gi) ?? []
}
