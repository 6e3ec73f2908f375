/** A lawful "no": what the law or the office refuses. Not an exception; `message` is a Vietnamese sentence. */
export type Refusal = { readonly code: string; readonly message: string }

export type Result<T, R = Refusal> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly refusal: R }

export function ok<T>(value: T): { readonly ok: true; readonly value: T } {
  return { ok: true, value }
}

export function refuse(
  code: string,
  message: string,
): { readonly ok: false; readonly refusal: Refusal } {
  return { ok: false, refusal: { code, message } }
}
