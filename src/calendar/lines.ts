/** What waits for its line break is kept up to here, so that a stream without line breaks cannot fill the memory. */
const LONGEST = 64 * 1024

/** Splits a stream of UTF-8 bytes into batches of lines, whatever the chunks; the last line needs no line break. */
export async function* linesOf(
  input: AsyncIterable<Uint8Array | string>,
): AsyncGenerator<string[]> {
  const decoder = new TextDecoder()
  let rest = ''
  for await (const chunk of input) {
    rest += typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true })
    const lines = rest.split('\n')
    rest = lines.pop()!.slice(0, LONGEST)
    if (lines.length > 0) yield lines
  }
  rest += decoder.decode()
  if (rest !== '') yield [rest]
}
