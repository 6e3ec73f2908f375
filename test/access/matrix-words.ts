/** The columns of the access matrix and the letters of its cells. */
/** Who asks, and what they have to do with the dossier. The order is the order of the columns. */
export const WHO = [
  'public',
  'applicant',
  'citizen',
  'receptionist',
  'officer',
  'leader',
  'clerk',
  'receiving',
  'returning',
  'otherReceptionist',
  'otherOfficer',
  'otherLeader',
  'otherClerk',
  'otherSupervisor',
  'supervisor',
  'controller',
  'admin',
  'agent',
  'portal',
] as const
export type Who = (typeof WHO)[number]

export const WHO_WORDS: Readonly<Record<Who, string>> = {
  public: 'nobody signed in',
  applicant: 'the citizen whose dossier it is',
  citizen: 'another citizen',
  receptionist: 'receptionist of the office that decides',
  officer: 'officer of the office that decides',
  leader: 'leader of the office that decides',
  clerk: 'clerk of the office that decides',
  receiving: 'receptionist of the office that received it',
  returning: 'receptionist of the office that returns the result',
  otherReceptionist: 'receptionist of another ward',
  otherOfficer: 'officer of another ward',
  otherLeader: 'leader of another ward',
  otherClerk: 'clerk of another ward',
  otherSupervisor: 'supervisor of another ward',
  supervisor: 'supervisor of the city',
  controller: 'controller of procedures',
  admin: 'administrator, with a granted emergency access to this dossier',
  agent: 'somebody of the agent through whom it was filed, the mandate living',
  portal: 'the National Portal with its key',
}

/** Those who may not read the dossier by any page. */
export const OUTSIDE: readonly Who[] = [
  'public',
  'citizen',
  'otherReceptionist',
  'otherOfficer',
  'otherLeader',
  'otherClerk',
  'otherSupervisor',
  'controller',
  'agent',
]

/** What an answer means, in one letter. */
export const MEANINGS = {
  o: 'open: answered in full (2xx)',
  f: 'reached: the form comes back with what to mend (422)',
  n: 'reached: a lawful no, the dossier is not in that state (409)',
  s: 'sent on to another page (303)',
  d: 'to the door: sign in first (303)',
  r: 'refused: not this role (403)',
  h: 'hidden: not there (404), whether it exists or not',
  k: 'a key is needed (401)',
  g: 'gone: the draft is somebody else’s or no more (410)',
  b: 'not a request that this address takes (400, 413, 415)',
} as const
export type Letter = keyof typeof MEANINGS
