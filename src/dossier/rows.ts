/** Rows of the dossier's projections as the driver gives them. Names and contact are personal data. */
export type DossierRow = {
  id: string
  seq: number
  code: string
  procedure_code: string
  procedure_version: number
  procedure_name: string
  case_code: string
  source: 'nationalPortal' | 'counter' | 'assisted' | 'agent' | 'post' | 'ownPortal'
  kind_of_filing: 'selfOnline' | 'assistedOnline' | 'counter' | 'post'
  receiving_office_id: number
  competent_office_id: number
  returning_office_id: number
  owner_name: string
  applicant_name: string
  applicant_person_id: number | null
  status: number
  step: string | null
  waits_for: string | null
  holder_person_id: number | null
  submitted_at: Date
  accepted_at: Date | null
  due_at: Date | null
  first_due_at: Date | null
  due_is_provisional: boolean
  paused_at: Date | null
  finished_at: Date | null
  returned_at: Date | null
  supplement_rounds: number
  has_e_result: boolean
  is_open: boolean
  origin: 'live' | 'demo' | 'replay' | 'migration'
  scopes: number[]
}

export type DossierFile = {
  id: string
  seq: number
  paper: string
  name: string
  sha256: string
  size: number
  media_type: string
}

export type Contact = { phone: string | null; email: string | null; language: 'vi' | 'en' }
