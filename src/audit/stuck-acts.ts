/** What may be done about something stuck. Pure. */
export type Stuck = { subject: string; state: string }

/** A message that the carrier may already have; an agency's message whose number does not follow. */
export function needsReason({ subject, state }: Stuck): boolean {
  return (subject.startsWith('delivery:') && state === 'unknown') || state === 'gap'
}

export function canRetry({ subject, state }: Stuck): boolean {
  if (subject.startsWith('delivery:')) return ['failed', 'expired', 'unknown'].includes(state)
  if (subject.startsWith('leg:')) return !['notConfigured', 'unacknowledgedHere'].includes(state)
  return subject.startsWith('parked:') || subject.startsWith('payment:order:') || state === 'stuck'
}

export function canGiveUp({ subject, state }: Stuck): boolean {
  if (subject.startsWith('leg:in:')) return state !== 'gap'
  if (subject.startsWith('payment:difference:')) return true
  const isOver = ['failed', 'expired', 'unknown', 'suppressed'].includes(state)
  return subject.startsWith('delivery:') && isOver
}
