/** Lawful refusals of a booking. Pages say them in the words of the reader. */
export type BookingRefusal =
  /** Not a time of that point, too soon, too far ahead, or the point does not receive then. */
  | 'notOffered'
  | 'full'
  | 'tooManyThatDay'
  | 'tooManyForOthers'
  /** The booking is no longer open: it was cancelled, has passed, or the counter has settled it. */
  | 'over'

export type Booked =
  | { ok: true; id: string }
  | { ok: false; refusal: BookingRefusal }
  /** They have one already. */
  | { ok: false; refusal: 'haveOne'; id: string }
