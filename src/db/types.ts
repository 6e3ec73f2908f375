/** Generated from the migrated database by `npm run check -- types`; do not edit. */
import type { ColumnType } from "kysely";

export type Generated<T> = T extends ColumnType<infer S, infer I, infer U>
  ? ColumnType<S, I | undefined, U>
  : ColumnType<T, T | undefined, T>;

export type Json = JsonValue;

export type JsonArray = JsonValue[];

export type JsonObject = {
  [x: string]: JsonValue | undefined;
};

export type JsonPrimitive = boolean | number | string | null;

export type JsonValue = JsonArray | JsonObject | JsonPrimitive;

export type Timestamp = ColumnType<Date, Date | string, Date | string>;

export interface Absence {
  declared_at: Generated<Timestamp>;
  declared_by: number;
  ended_at: Timestamp | null;
  ended_by: number | null;
  from_on: string;
  /**
   * made before the click: the same form sent twice is one absence
   */
  id: string;
  office_id: number;
  person_id: number;
  /**
   * personal | to plan who works on what | Luật 91/2025, NĐ 61/2018 Đ9 | 12 months after the last day
   */
  reason: string;
  substitute_id: number | null;
  to_on: string;
}

export interface AgentMandate {
  agent_id: number;
  /**
   * person: everything filed through the agent while it lasts; dossier: one dossier, named when it is filed
   */
  covers: string;
  dossier_id: string | null;
  given_at: Generated<Timestamp>;
  id: Generated<number>;
  person_id: number;
  revoked_at: Timestamp | null;
  revoked_by: number | null;
  valid_from: string;
  valid_to: string;
}

export interface Assignment {
  id: Generated<number>;
  office_id: number;
  person_id: number;
  role: string;
  service_point_id: number | null;
  title: string;
  valid_from: string;
  valid_to: string | null;
}

export interface AssignmentMove {
  assignment_id: number;
  became_id: number | null;
  reorganisation_id: string;
}

export interface Booking {
  booked_at: Timestamp;
  /**
   * personal | that the counter calls an old person first | NĐ 118/2025, Luật 91/2025 | keepDays of data/booking/terms.json after the time
   */
  comes_first: Generated<boolean>;
  /**
   * personal | who comes in place of the person who booked, shown to the counter of that point | NĐ 118/2025, Luật 91/2025 | keepDays of data/booking/terms.json after the time
   */
  comes_name: string | null;
  ends_at: Timestamp;
  id: string;
  interruption_id: number | null;
  office_id: number;
  /**
   * personal | who comes at that time, shown to the counter of that point | NĐ 118/2025, Luật 91/2025 | keepDays of data/booking/terms.json after the time
   */
  person_id: number;
  /**
   * personal | the prepared declaration that the person lets the counter open | NĐ 224/2026 Đ15, Luật 91/2025 | erased when the booking ends without the person, else with the row
   */
  prepared_code: string | null;
  /**
   * personal | what the person comes for | NĐ 118/2025, Luật 91/2025 | keepDays of data/booking/terms.json after the time
   */
  procedure_code: string;
  /**
   * the time of which the person was reminded: once for each
   */
  reminded_for: Timestamp | null;
  seat: number;
  service_point_id: number;
  settled_at: Timestamp | null;
  /**
   * the official who saw the person come, or not
   */
  settled_by: number | null;
  starts_at: Timestamp;
  state: Generated<string>;
}

export interface CalendarDay {
  day: string;
  kind: string;
  legal_basis: string;
  name: string;
  swapped_with: string | null;
}

export interface CatalogueAct {
  act: string;
  at: Generated<Timestamp>;
  key: string;
  /**
   * the editor's own words about a published procedure; no personal data is asked
   */
  note: string;
  person_id: number;
  subject_id: number;
}

export interface CatalogueChange {
  after: string;
  before: string;
  code: string;
  decided_at: Timestamp | null;
  decided_by: number | null;
  decision: string | null;
  found_at: Generated<Timestamp>;
  id: Generated<number>;
  newer_on: string;
  newer_source: string;
  older_on: string;
  older_source: string;
  place: string;
  reason: string | null;
  /**
   * day on which the portal says that it changed the record
   */
  updated_on: string | null;
  what: string;
}

export interface CatalogueFinding {
  cleared_at: Timestamp | null;
  cleared_by: number | null;
  code: string;
  found_at: Generated<Timestamp>;
  gone_at: Timestamp | null;
  id: Generated<number>;
  kind: string;
  note: string | null;
  place: string;
  /**
   * the words of the source; other words there open a cleared finding again
   */
  raw: string;
  source: string;
}

export interface CatalogueSnapshot {
  imported_at: Generated<Timestamp>;
  /**
   * holds only a part of the list: what is missing in it is not called gone
   */
  is_extract: boolean;
  kind: string;
  name: string;
  rows: number;
  sha256: string;
  taken_on: string;
}

export interface Checkpoint {
  at: Timestamp;
  document: string;
  dossiers: number;
  events: number;
  number: number;
  root: Buffer;
  signature: Buffer;
  stamp: Buffer | null;
}

export interface CheckpointHead {
  dossier_id: string;
  head_hash: Buffer;
  number: number;
  seq: number;
}

export interface ClockTimer {
  dossier_id: string;
  due_at: Timestamp;
  /**
   * null: every warning for this promised moment has been given
   */
  fires_at: Timestamp | null;
  /**
   * leg of a joint procedure; empty: the dossier as a whole
   */
  leg: Generated<string>;
  office_id: number;
  runs_since: Timestamp;
  threshold: string | null;
  working_minutes: number;
}

export interface ClockWarning {
  dossier_id: string;
  due_at: Timestamp;
  leg: Generated<string>;
  threshold: string;
  warned_at: Generated<Timestamp>;
}

export interface CodeList {
  code: string;
  en: string;
  list: string;
  position: number;
  vi: string;
}

export interface Consent {
  given_at: Timestamp;
  id: Generated<number>;
  /**
   * personal | to prove a consent and its withdrawal | Luật 91/2025/QH15 | as long as the account is kept
   */
  person_id: number;
  purpose: string;
  withdrawn_at: Timestamp | null;
  words_version: number;
}

export interface Credential {
  failed_attempts: Generated<number>;
  locked_until: Timestamp | null;
  password_hash: string;
  person_id: number;
  totp_last_step: Generated<number>;
  totp_secret: string;
}

export interface CrossOffice {
  arrived_at: Timestamp | null;
  dossier_id: string;
  from_office: number;
  hand_over_by: Timestamp;
  handed_at: Timestamp | null;
  scopes: number[];
  to_office: number;
}

export interface DataRequest {
  /**
   * what it is about: an entry of data/personal-data/law.json, or the code of a dossier
   */
  about: string;
  /**
   * personal | the answer with its ground | Luật 91/2025/QH15, NĐ 356/2025 | as long as the row
   */
  answer: string | null;
  /**
   * a first answer is due
   */
  answer_by: Timestamp;
  answered_at: Timestamp | null;
  answered_by: number | null;
  asked_at: Timestamp;
  /**
   * it is to be done or refused; later once, when extended_for says why
   */
  done_by: Timestamp;
  extended_for: string | null;
  holder_person_id: number | null;
  id: string;
  kind: string;
  person_id: number;
  seen_at: Timestamp | null;
  state: Generated<string>;
  /**
   * personal | what is wrong, to be erased or objected to | Luật 91/2025/QH15 | as long as the row
   */
  words: string;
}

export interface DeadlineWarning {
  dossier_id: string;
  due_at: Timestamp;
  threshold: string;
  warned_at: Generated<Timestamp>;
}

export interface DemoMonth {
  counted_from: Timestamp;
  finished_at: Timestamp | null;
  only_one: Generated<boolean>;
}

export interface Dossier {
  accepted_at: Timestamp | null;
  /**
   * personal | to know who filed | NĐ 118/2025 Đ17 | with the dossier
   */
  applicant_name: string;
  applicant_person_id: number | null;
  case_code: string | null;
  code: string;
  competent_office_id: number;
  due_at: Timestamp | null;
  due_is_provisional: Generated<boolean>;
  finished_at: Timestamp | null;
  first_due_at: Timestamp | null;
  has_e_result: Generated<boolean>;
  holder_person_id: number | null;
  id: string;
  /**
   * due by the office's own shorter limit (quy trình nội bộ); null: the procedure version names none
   */
  internal_due_at: Timestamp | null;
  is_open: boolean;
  is_withdrawal_asked: boolean | null;
  kind_of_filing: string;
  origin: string;
  /**
   * personal | to find and name the dossier | NĐ 118/2025, Luật Hộ tịch 60/2014 | with the dossier
   */
  owner_name: string;
  paused_at: Timestamp | null;
  procedure_code: string;
  procedure_name: string;
  procedure_version: number;
  /**
   * the current promise after an apology (NĐ 61/2018 Đ19.9); null: due_at is the promise
   */
  promised_at: Timestamp | null;
  receiving_office_id: number;
  returned_at: Timestamp | null;
  returning_office_id: number;
  scopes: number[];
  seq: number;
  source: string;
  status: number;
  step: string | null;
  submitted_at: Timestamp;
  supplement_rounds: Generated<number>;
  waits_for: string | null;
}

export interface DossierAccess {
  dossier_id: string;
  due_at: Timestamp | null;
  is_open: boolean;
  scope: number;
  waits_for: string | null;
}

export interface DossierCode {
  code: string;
  created_at: Generated<Timestamp>;
  dossier_id: string;
  kind: string;
}

export interface DossierContact {
  dossier_id: string;
  /**
   * personal | notices | NĐ 224/2026 Đ15.1.g | until 12 months after the result
   */
  email: string | null;
  language: Generated<string>;
  /**
   * personal | notices | NĐ 224/2026 Đ15.1.g | until 12 months after the result
   */
  phone: string | null;
  /**
   * personal | look-up without sign-in | NĐ 224/2026 Đ15.1.g | until 12 months after the result
   */
  phone_last4: string | null;
  scopes: number[];
}

export interface DossierCounter {
  day: string;
  last: number;
  office_id: number;
}

export interface DossierEvent {
  actor: string;
  body: string;
  dossier_id: string;
  hash: Buffer;
  kind: string;
  occurred_at: Timestamp;
  office_id: number | null;
  origin: string;
  prev_hash: Buffer;
  recorded_at: Timestamp;
  /**
   * who may read; derived, may follow a transfer; not part of the hash
   */
  scopes: number[];
  seq: number;
  version: number;
}

export interface DossierFile {
  dossier_id: string;
  id: string;
  media_type: string;
  /**
   * personal | what the applicant called the file | law of the procedure | with the dossier
   */
  name: string;
  paper: string;
  scopes: number[];
  seq: number;
  sha256: Buffer;
  size: number;
}

export interface DossierLink {
  at: Timestamp;
  dossier_id: string;
  other_code: string;
  other_id: string;
  reused_files: Generated<number>;
  scopes: number[];
  side: string;
  why: string;
}

export interface DossierMatch {
  dossier_id: string;
  found_at: Generated<Timestamp>;
  other_code: string;
  other_id: string;
  other_status: number;
  scopes: number[];
  state: Generated<string>;
}

export interface DossierMatter {
  dossier_id: string;
  /**
   * personal | to find a second dossier of the same matter before it is accepted | NĐ 118/2025 Đ17 | as long as the dossier; a hash of names, days and numbers
   */
  key: Buffer;
  procedure_code: string;
  scopes: number[];
  submitted_at: Timestamp;
}

export interface DossierOfficeMove {
  candidates: Json | null;
  competent_office_id: number;
  decided_at: Timestamp | null;
  dossier_id: string;
  from_offices: number[];
  moved_at: Timestamp;
  reorganisation_id: string;
  scopes: number[];
  to_decide: boolean;
}

export interface DossierPending {
  dossier_id: string;
  from_seq: number;
  since: Generated<Timestamp>;
}

export interface DossierPrivate {
  /**
   * personal | the content of the dossier, JSON, packed when it does not begin with a brace; the hash is over the unpacked text | law of the procedure | with the dossier, or erased by a lawful order that is named
   */
  bytes: Buffer | null;
  dossier_id: string;
  erased_at: Timestamp | null;
  erased_by: string | null;
  salt: Buffer;
  scopes: number[];
  seq: number;
}

export interface DossierReading {
  at: Generated<Timestamp>;
  dossier_id: string;
  id: string;
  office_id: number | null;
  person_id: number;
  purpose: string;
  scopes: number[];
  what: string;
}

export interface DossierSearch {
  dossier_id: string;
  /**
   * personal | to find a dossier by name or code | NĐ 118/2025 | with the dossier
   */
  words: string;
}

export interface DossierState {
  dossier_id: string;
  head_hash: Buffer;
  /**
   * the fold as packed JSON, the first byte names the words; rows written before 0033 have it in state until their next event
   */
  packed: Buffer | null;
  scopes: number[];
  seq: number;
  state: Json | null;
}

export interface DossierWithoutHolder {
  code: string | null;
  dossier_id: string | null;
  leg: string | null;
  office_id: number | null;
  person_id: number | null;
  since: Timestamp | null;
  state: string | null;
}

export interface Duty {
  id: Generated<number>;
  kind: string;
  /**
   * null: by command line
   */
  named_by: number | null;
  person_id: number;
  place: number;
  valid_from: Generated<Timestamp>;
  valid_to: Timestamp | null;
}

export interface DutyNotice {
  attempts: Generated<number>;
  /**
   * how many findings of which kind and a link: no dossier, no name
   */
  body: string;
  channel: string;
  claimed_at: Timestamp | null;
  created_at: Generated<Timestamp>;
  expires_at: Timestamp;
  id: string;
  key: string;
  last_error: string | null;
  next_try_at: Timestamp | null;
  parts: Generated<Json>;
  person_id: number;
  /**
   * personal | where the alarm goes | NĐ 224/2026 Đ15.1.g | 12 months
   */
  recipient: string;
  repeats: Generated<number>;
  segments: number;
  sent_at: Timestamp | null;
  since: Generated<Timestamp>;
  state: string;
  subject: string | null;
}

export interface EmergencyAccess {
  asked_at: Generated<Timestamp>;
  asked_by: number;
  asked_office_id: number;
  asked_role: string;
  competent_office_id: number;
  decided_at: Timestamp | null;
  decided_by: number | null;
  decided_role: string | null;
  dossier_id: string;
  ended_at: Timestamp | null;
  ended_by: number | null;
  ended_seq: number | null;
  expires_at: Timestamp | null;
  id: string;
  lapses_at: Timestamp;
  legal_ground: string;
  minutes: number;
  opened_seq: number | null;
  outcome: string | null;
  /**
   * personal | to judge the request afterwards | Luật 91/2025 | with the dossier
   */
  reason: string;
  scopes: number[];
}

export interface EmergencyAlarm {
  access_id: string;
  at: Generated<Timestamp>;
  dossier_id: string;
  kind: string;
  nth: number;
  scopes: number[];
  told_at: Timestamp | null;
  what: string | null;
}

export interface ExchangeArrival {
  code: string;
  content_sha256: Buffer;
  dossier_id: string;
  key_id: string;
  received_at: Timestamp;
}

export interface ExchangeDelivery {
  attempts: Generated<number>;
  /**
   * personal | what the portal shows the applicant: who handled the dossier, what has to be supplemented | NĐ 224/2026 Đ15.1.g | with the dossier
   */
  body: Json;
  created_at: Generated<Timestamp>;
  dossier_id: string;
  id: string;
  last_error: string | null;
  next_try_at: Timestamp | null;
  place: number;
  scopes: number[];
  sent_at: Timestamp | null;
  seq: number;
  service: string;
  /**
   * start of the 72 hours of retrying; starts anew when a person sends again
   */
  since: Generated<Timestamp>;
  state: string;
}

export interface ExchangeNonce {
  key_id: string;
  nonce: string;
  seen_at: Generated<Timestamp>;
}

export interface FeeExemption {
  claimed_at: Generated<Timestamp>;
  claimed_by: string;
  decided_at: Timestamp | null;
  decided_by: number | null;
  dossier_id: string;
  file_id: string | null;
  ground: string;
  id: string;
  line_id: string;
  outcome: string | null;
  proof: string;
  /**
   * personal | why the official decided so | Luật Hộ tịch Đ11 | as long as the dossier
   */
  reason: string | null;
  scopes: number[];
  /**
   * personal | the group to which the payer says they belong | Luật Hộ tịch Đ11 | as long as the dossier
   */
  who: string;
}

export interface FeeLine {
  /**
   * đồng; null: no source gives the figure, which is never the same as 0; set once, by whoever determines it
   */
  amount: number | null;
  assessed_at: Generated<Timestamp>;
  copies: number | null;
  determined_at: Timestamp | null;
  determined_by: number | null;
  dossier_id: string;
  exempted_by: string | null;
  ground: string;
  id: string;
  key: string;
  mark: string;
  moment: string;
  name_en: string;
  name_vi: string;
  never_refunded: string | null;
  procedure_code: string;
  procedure_version: number;
  scopes: number[];
  settled_by: string | null;
}

export interface FilingDraft {
  created_at: Timestamp;
  /**
   * questions whose answer from the national identity the person says is wrong; they answer themselves
   */
  disputed: Generated<string[]>;
  dossier_id: string | null;
  /**
   * the version that the draft was begun under, when another is in force since
   */
  earlier_procedure_version: number | null;
  /**
   * 30 days after the last change; from then on nobody can open it, and the nightly job erases it
   */
  expires_at: Timestamp;
  form_version: number;
  id: string;
  kind: string;
  /**
   * the office the person chose where more than one may decide
   */
  office_id: number | null;
  person_id: number;
  /**
   * personal | what the population register answered for this form, so that nobody types it again | NĐ 224/2026 Đ15.1.d | emptied at submission, erased 30 days after the last change
   */
  population: Json | null;
  procedure_code: string;
  procedure_version: number;
  /**
   * personal | to go on filing later | NĐ 224/2026 Đ15, Luật 91/2025 | emptied at submission, erased 30 days after the last change
   */
  raw: Generated<Json>;
  /**
   * in whose name it is filled in; null: one's own
   */
  representation_id: number | null;
  round: number | null;
  saved_at: Timestamp;
  submitted_at: Timestamp | null;
  /**
   * the day of expiry of which the person was told: each such day is told of once
   */
  warned_for: Timestamp | null;
}

export interface FilingDraftFile {
  draft_id: string;
  id: string;
  /**
   * the applicant keeps the picture although it has a remark; the officer sees both
   */
  kept_anyway: Generated<boolean>;
  media_type: string;
  /**
   * personal | what the applicant called the file | law of the procedure | with the draft
   */
  name: string;
  paper: string;
  person_id: number;
  /**
   * what the measurement found against the picture
   */
  remark: string | null;
  reuse_level: number | null;
  /**
   * the earlier dossier of the same person from which it was taken over
   */
  reused_from: string | null;
  /**
   * off: no scanner was set; waiting: closed until somebody has looked; refused: found bad, its bytes are gone
   */
  scan: Generated<string>;
  scan_tries: Generated<number>;
  sha256: Buffer;
  size: number;
  turned: Generated<number>;
  uploaded_at: Timestamp;
}

export interface FilingRescue {
  draft_id: string;
  /**
   * personal | so that nothing typed is lost when a session ends | NĐ 224/2026 Đ15 | until the next sign-in, with the draft at the latest
   */
  fields: Json;
  kept_at: Timestamp;
  person_id: number;
  topic: string;
}

export interface FilingUpload {
  began_at: Timestamp;
  draft_id: string;
  id: string;
  /**
   * how the browser knows the same file again: its name, size and day, hashed there
   */
  mark: string;
  /**
   * personal | what the applicant called the file | law of the procedure | until it is whole, a day at most
   */
  name: string;
  paper: string;
  person_id: number;
  received: Generated<number>;
  size: number;
}

export interface FilingUploadPiece {
  /**
   * personal | a part of a paper | law of the procedure | until it is whole, a day at most
   */
  bytes: Buffer;
  person_id: number;
  starts_at: number;
  upload_id: string;
}

export interface Guidance {
  day: string;
  /**
   * the dossier that was filed after it; the slip stays readable to its own office
   */
  followed_by: string | null;
  /**
   * personal | to whom the slip was given, so that it is found again when they come back | NĐ 61/2018 Đ15 | erased on name_until
   */
  for_name: string | null;
  given_at: Generated<Timestamp>;
  /**
   * personal | who guided or helped | NĐ 61/2018 Đ15: guidance is kept at the one-stop | as long as the row
   */
  given_by: number;
  id: string;
  legal_basis: string | null;
  /**
   * papers of the procedure with what is wrong and how to mend it; nothing about the person
   */
  missing: Json;
  name_until: string;
  /**
   * personal | what the official wrote for the person | NĐ 61/2018 Đ15 | erased on name_until
   */
  note: string | null;
  number: number;
  office_id: number;
  outcome: string;
  place: string;
  procedure_code: string;
  procedure_name: string;
  scopes: number[];
}

export interface HandoverLine {
  checked_at: Timestamp | null;
  dossier_id: string;
  paper: string;
  result: Generated<string>;
  scopes: number[];
  slip: string;
}

export interface HandoverSlip {
  day: string;
  from_office: number;
  id: string;
  made_at: Generated<Timestamp>;
  /**
   * personal | who gave the bundle | NĐ 61/2018 Đ19.3 (form 06: ký giao, ký nhận) | as long as the dossiers
   */
  made_by: number;
  number: number;
  received_at: Timestamp | null;
  /**
   * personal | who took the bundle | NĐ 61/2018 Đ19.3 (form 06: ký giao, ký nhận) | as long as the dossiers
   */
  received_by: number | null;
  scopes: number[];
  to_office: number;
}

export interface ImportReport {
  at: Generated<Timestamp>;
  body: Json;
  changed_rows: number;
  fingerprint: string;
  id: Generated<number>;
}

export interface Interruption {
  declared_at: Generated<Timestamp>;
  from_at: Timestamp;
  id: Generated<number>;
  is_planned: boolean;
  legal_basis: string;
  nth: Generated<number>;
  office_id: number;
  reason: string;
  /**
   * null: the whole office
   */
  service_point_id: number | null;
  stops: string[];
  substitute_point_id: number | null;
  to_at: Timestamp;
  withdrawn_at: Timestamp | null;
  /**
   * explanation for the public: no person is named in it
   */
  words: string;
}

export interface InterruptionChange {
  at: Generated<Timestamp>;
  interruption_id: number;
  /**
   * made before the click: the same form sent twice is one act
   */
  key: string;
  kind: string;
  nth: number;
  person_id: number;
  substitute_point_id: number | null;
  to_at: Timestamp;
  why: string;
}

export interface InterruptionEffect {
  dossier_id: string;
  interruption_id: number;
  /**
   * the lawful no of the dossier, by its code: its clock was left alone
   */
  refused: string | null;
  resumed_at: Timestamp | null;
  suspended_at: Timestamp | null;
}

export interface InvariantFinding {
  acknowledged_at: Timestamp | null;
  acknowledged_by: number | null;
  assigned_to: number | null;
  dossier_id: string | null;
  escalated_at: Timestamp | null;
  id: Generated<number>;
  invariant: string;
  mended_at: Timestamp | null;
  nights: Generated<number>;
  /**
   * which thing differs, in ids only: no code, no name
   */
  place: string;
  seen_at: Generated<Timestamp>;
  since: Generated<Timestamp>;
  state: Generated<string>;
  told_at: Timestamp | null;
  /**
   * what differs, without a code, a name or an answer
   */
  what: string;
}

export interface InvariantRun {
  cause: string;
  dossiers: Generated<number>;
  failed: string | null;
  files: Generated<number>;
  /**
   * null: under way, or broken off; a run that did not end is not a run
   */
  finished_at: Timestamp | null;
  found: Generated<number>;
  fresh: Generated<number>;
  id: Generated<number>;
  mended: Generated<number>;
  only_dossier: string | null;
  only_name: string | null;
  started_at: Generated<Timestamp>;
}

export interface LawDecision {
  body: Json;
  drafted_at: Generated<Timestamp>;
  drafted_by: number;
  dropped_at: Timestamp | null;
  dropped_by: number | null;
  effect_on: string;
  finished_at: Timestamp | null;
  id: string;
  number: string;
  office_id: number;
  planned_at: Timestamp | null;
  released_at: Timestamp | null;
  released_by: number | null;
  sha256: Buffer;
}

export interface LawMove {
  at: Generated<Timestamp>;
  case_code: string;
  decision_id: string;
  dossier_id: string;
  due_after: Timestamp | null;
  due_before: Timestamp | null;
  from_version: number;
  outcome: string;
  procedure_code: string;
  refusal: string | null;
  scopes: number[];
  to_version: number;
  words: string | null;
}

export interface Leg {
  acknowledge_by: Timestamp | null;
  acknowledged_at: Timestamp | null;
  answer_by: Timestamp | null;
  dossier_id: string;
  due_at: Timestamp | null;
  has_result: boolean;
  leg: string;
  office_id: number | null;
  opened_at: Timestamp;
  outcome: string | null;
  partner: string | null;
  paused_at: Timestamp | null;
  returned_at: Timestamp | null;
  scopes: number[];
  /**
   * when its own clock stopped; late is stopped_at (else paused_at, else now) after due_at
   */
  stopped_at: Timestamp | null;
  title: string;
  /**
   * when the clock may end the leg because its papers did not come; moved on while the dossier cannot go on
   */
  unanswered_from: Timestamp | null;
  where_done: string;
}

export interface NoticeChoice {
  changed_at: Timestamp;
  /**
   * moment to channels: {"result": ["mail"]}; an empty list means only on the pages of the dossier; a moment that is missing: every channel
   */
  choices: Json;
  /**
   * personal | to tell people in the language they chose | NĐ 224/2026 Đ15.1.g | until changed or the account ends; null: the language of the page on which each dossier was filed
   */
  language: string | null;
  /**
   * personal | to tell people as they want to be told | NĐ 224/2026 Đ15.1.g, Luật 91/2025 | until changed or the account ends
   */
  person_id: number;
  /**
   * personal | notices go to the phone that its holder has confirmed | NĐ 224/2026 Đ15.1.g | until changed or the account ends
   */
  phone: string | null;
  phone_confirmed_at: Timestamp | null;
}

export interface NoticeDelivery {
  attempts: Generated<number>;
  /**
   * code, state, date and place only: no name, no number of a person, no paper
   */
  body: string;
  carrier: string | null;
  channel: string;
  claimed_at: Timestamp | null;
  /**
   * a person gave it up, with the reason in operator_action
   */
  closed_at: Timestamp | null;
  created_at: Generated<Timestamp>;
  delivered_at: Timestamp | null;
  dossier_id: string;
  expires_at: Timestamp;
  id: string;
  key: string;
  kind: string;
  last_error: string | null;
  next_try_at: Timestamp | null;
  /**
   * personal | where the notice goes | NĐ 224/2026 Đ15.1.g | until 12 months after the result, as dossier_contact
   */
  recipient: string;
  /**
   * times it was sent again although the carrier may already have had it: at most once, and only by key
   */
  repeats: Generated<number>;
  scopes: number[];
  segments: number;
  sent_again_by: number | null;
  sent_at: Timestamp | null;
  /**
   * start of the 72 hours of retrying; starts anew when a person sends again
   */
  since: Generated<Timestamp>;
  state: string;
  subject: string | null;
  template_version: number;
}

export interface NoticePart {
  at: Generated<Timestamp>;
  carrier: string;
  delivery_id: string;
  dossier_id: string;
  message_id: string;
  part: number;
  state: Generated<string>;
}

export interface NoticeReceipt {
  carrier: string;
  message_id: string;
  reason: string;
  received_at: Generated<Timestamp>;
  state: string;
}

export interface Office {
  address: string | null;
  agency_code: string;
  agency_code_is_stand_in: boolean;
  folded: Generated<string | null>;
  id: number;
  kind: string;
  latitude: number | null;
  longitude: number | null;
  name: string;
  parent_id: number | null;
  short_name: string;
  valid_from: string;
  valid_to: string | null;
}

export interface OfficeName {
  agency_code: string;
  folded: Generated<string | null>;
  name: string;
  office_id: number;
  reorganisation_id: string;
  short_name: string;
  valid_to: string;
}

export interface OfficeNumber {
  number: string;
  office_id: number;
  valid_from: string;
  valid_to: string | null;
}

export interface OfficeSuccessor {
  is_default: boolean;
  office_id: number;
  reorganisation_id: string;
  successor_id: number;
}

export interface OperatorAction {
  action: string;
  at: Generated<Timestamp>;
  id: Generated<number>;
  /**
   * made before the click: the same form sent twice is one act
   */
  key: string;
  outcome: string | null;
  person_id: number;
  reason: string | null;
  /**
   * kind and ids of the thing: no code, no name
   */
  subject: string;
}

export interface OriginalPlace {
  at_office: number;
  dossier_id: string;
  /**
   * on its way: until when it has to arrive (NĐ 118/2025 Đ18.2)
   */
  due_at: Timestamp | null;
  from_office: number | null;
  is_missing: Generated<boolean>;
  is_on_the_way: boolean;
  paper: string;
  scopes: number[];
  since: Timestamp;
  slip: string | null;
}

export interface PackingWords {
  number: number;
  words: string;
}

export interface PartnerArrival {
  applied_at: Timestamp | null;
  /**
   * personal | what the agency asks of the citizen, why it refuses, what its result is | NĐ 301/2026 | with the dossier
   */
  body: Json;
  /**
   * a person has looked and left it as it is
   */
  closed_at: Timestamp | null;
  content_sha256: Buffer;
  dossier_id: string;
  leg: string;
  message_id: string;
  number: number;
  partner: string;
  reason: string | null;
  received_at: Timestamp;
  scopes: number[];
  /**
   * waiting: a lower number has not come; codeUnknown: nobody has said what its status code means; declined: not lawful where the leg stands
   */
  state: string;
  status: string;
}

export interface PartnerDelivery {
  attempts: Generated<number>;
  /**
   * personal | the people and papers that the agency of the leg needs, and nothing else | NĐ 301/2026 | with the dossier
   */
  body: Json;
  created_at: Generated<Timestamp>;
  dossier_id: string;
  /**
   * SHA-256 of the files that the agency may fetch for this message
   */
  files: string[];
  id: string;
  last_error: string | null;
  /**
   * from then on it should have arrived (data/partners: synchronisation)
   */
  late_from: Timestamp;
  leg: string;
  next_try_at: Timestamp | null;
  partner: string;
  place: number;
  scopes: number[];
  sent_at: Timestamp | null;
  seq: number;
  service: string;
  /**
   * start of the 72 hours of retrying; starts anew when a person sends again
   */
  since: Generated<Timestamp>;
  state: string;
}

export interface Party {
  created_at: Generated<Timestamp>;
  id: Generated<number>;
  kind: string;
  /**
   * personal | shown to representatives and to the owner | Luật 91/2025 | as long as a dossier or a representation names it
   */
  name: string;
  /**
   * the folded name of a person: a mistyped number must not open a dossier to a stranger; empty for organisations
   */
  name_key: string;
  /**
   * personal | so that the owner finds what was filed for them | NĐ 69/2024, Luật 91/2025 | as long as a dossier or a representation names it
   */
  number: string;
}

export interface PartyProcedure {
  id: Generated<number>;
  party_id: number;
  procedure_code: string;
}

export interface PaymentDifference {
  closed_at: Timestamp | null;
  day: string;
  dossier_id: string | null;
  found_at: Generated<Timestamp>;
  id: string;
  order_id: string | null;
  ours: number | null;
  reference: string;
  theirs: number | null;
  why: string;
}

export interface PaymentMovement {
  amount: number;
  at: Generated<Timestamp>;
  dossier_id: string;
  id: string;
  kind: string;
  method: string;
  moved_on: string;
  office_id: number;
  order_id: string;
  payment_id: string;
  /**
   * personal | who took the money or paid it back | NĐ 61/2018 Đ12.9 | as long as the dossier
   */
  received_by: number | null;
  scopes: number[];
}

export interface PaymentOrder {
  amount: number;
  attempts: Generated<number>;
  created_at: Generated<Timestamp>;
  created_by: string;
  dossier_id: string;
  expires_at: Timestamp;
  failed_why: string | null;
  id: string;
  last_error: string | null;
  lines: string[];
  method: string;
  next_check_at: Timestamp | null;
  office_id: number;
  paid_at: Timestamp | null;
  pay_url: string | null;
  payment_id: string | null;
  /**
   * personal | who took the money or saw it on the account, for the close of the shift | NĐ 61/2018 Đ12.9 | as long as the dossier
   */
  received_by: number | null;
  reference: string;
  refund_approved_by: number | null;
  refund_asked_at: Timestamp | null;
  refund_asked_by: string | null;
  refund_ground: string | null;
  refund_id: string | null;
  /**
   * personal | what the official wrote about giving money back | domain §7; two persons | as long as the dossier
   */
  refund_reason: string | null;
  refund_why: string | null;
  refunded_at: Timestamp | null;
  scopes: number[];
  shift_on: string | null;
  state: string;
  told_at: Timestamp | null;
}

export interface PaymentReference {
  dossier_id: string;
  order_id: string;
  reference: string;
}

export interface PaymentRefusal {
  at: Generated<Timestamp>;
  id: string;
  reference: string | null;
  why: string;
}

export interface Person {
  /**
   * personal | to pre-fill forms | NĐ 224/2026 Đ15 | as long as the account is kept
   */
  birth_on: string | null;
  created_at: Generated<Timestamp>;
  /**
   * personal | sign-in of staff, notices | NĐ 224/2026 Đ15.1.g | as long as the account is kept
   */
  email: string | null;
  /**
   * personal | to know who acts | Luật 91/2025, NĐ 118/2025 | as long as the account or a dossier of theirs is kept
   */
  full_name: string;
  id: Generated<number>;
  is_active: Generated<boolean>;
  issuer: string | null;
  kind: string;
  origin: Generated<string>;
  /**
   * personal | to link a citizen with their dossiers | NĐ 69/2024 | as long as the account is kept
   */
  personal_number: string | null;
  /**
   * personal | notices | NĐ 224/2026 Đ15.1.g | as long as the account is kept
   */
  phone: string | null;
  /**
   * personal | the identity provider's own id of the person | NĐ 69/2024 | as long as the account is kept
   */
  subject: string | null;
}

export interface PersonalStorePaper {
  dossier_code: string;
  dossier_id: string;
  file_id: string;
  /**
   * the person lets it be offered to themselves in later dossiers
   */
  is_offered: Generated<boolean>;
  issued_on: string;
  /**
   * the code of the kind of paper in the national catalogue; null: told by procedure and paper
   */
  kind_code: string | null;
  /**
   * of the national scale of reuse: 2 a paper of a dossier, 3 its result
   */
  level: number;
  media_type: string;
  /**
   * personal | what the person called the file | NĐ 118/2025 Đ22.1 | as long as the dossier is kept
   */
  name: string;
  /**
   * personal | the number of the result | NĐ 118/2025 Đ22.1 | as long as the dossier is kept
   */
  number: string | null;
  paper: string;
  person_id: number;
  procedure_code: string;
  procedure_name: string;
  /**
   * the person took it out: name and number are gone, the row stays so that no replay brings it back
   */
  removed_at: Timestamp | null;
  sha256: Buffer;
  size: number | null;
  title: string;
  title_en: string;
  turned: Generated<number>;
}

export interface PersonalStoreUse {
  dossier_code: string;
  dossier_id: string;
  file_id: string;
  from_dossier_id: string;
  level: number;
  person_id: number;
  procedure_name: string;
  sha256: Buffer;
  used_at: Timestamp;
}

export interface Petition {
  /**
   * when its sender was reminded that they have the last word
   */
  asked_again_at: Timestamp | null;
  closed_at: Timestamp | null;
  /**
   * the office whose supervisors answer it: never below the office it is about, above it when it is about the head
   */
  handler_id: number;
  id: string;
  is_about_head: boolean;
  /**
   * whether its sender was content with the answer; null: they did not say
   */
  is_content: boolean | null;
  is_named: boolean;
  language: string;
  /**
   * how often it was passed up, by its sender, by the clock or by the office
   */
  level: Generated<number>;
  /**
   * the office it is about
   */
  office_id: number;
  /**
   * from when the time of whoever answers it now counts
   */
  open_since: Timestamp;
  procedure_code: string | null;
  /**
   * offices that may read it: the one that answers, and those above
   */
  scopes: number[];
  sent_at: Timestamp;
  /**
   * when it was answered or refused last; kept when it is closed
   */
  settled_at: Timestamp | null;
  state: Generated<string>;
  /**
   * an entry of data/petitions/petitions.json
   */
  topic: string;
  /**
   * personal | what somebody says about how they were served | NĐ 20/2008, NĐ 92/2017 | erased some years after it ended (data/petitions); null: erased
   */
  words: string | null;
}

export interface PetitionEvent {
  at: Timestamp;
  /**
   * sender, office (person_id says who), or clock
   */
  by: string;
  /**
   * of the form that was sent: sent twice it is one act
   */
  key: string | null;
  kind: string;
  /**
   * the office to which it went
   */
  office_id: number | null;
  /**
   * the official who acted; never the sender
   */
  person_id: number | null;
  petition_id: string;
  /**
   * personal | pictures that were sent along: hash and kind | NĐ 20/2008, NĐ 92/2017 | erased with the petition
   */
  photos: Generated<Json>;
  scopes: number[];
  seq: number;
  /**
   * when whoever sent the petition was told of it, or it was seen that nobody can be
   */
  told_at: Timestamp | null;
  /**
   * personal | what was said about how somebody was served, and what was answered | NĐ 20/2008, NĐ 92/2017 | erased with the petition
   */
  words: string | null;
}

export interface PetitionKey {
  /**
   * personal | so that nobody who worked on the dossier answers | NĐ 20/2008, NĐ 92/2017 | erased with the petition; never shown to officials
   */
  about_dossier_id: string | null;
  /**
   * of chance, so that nobody guesses another one
   */
  code: string;
  /**
   * personal | to show somebody their own petitions and tell them of answers | NĐ 20/2008, NĐ 92/2017 | erased with the petition; never shown to officials
   */
  person_id: number | null;
  petition_id: string;
  /**
   * the account of the sender, or nobody
   */
  scopes: number[];
}

export interface PetitionPublished {
  answered: string;
  asked: string;
  office_id: number;
  petition_id: string;
  published_at: Timestamp;
  topic: string;
}

export interface PetitionSender {
  /**
   * personal | where somebody who sent a petition lives | NĐ 20/2008 | erased with the petition
   */
  address: string;
  /**
   * personal | how to reach somebody who sent a petition | NĐ 20/2008 | erased with the petition
   */
  contact: string;
  /**
   * the dossier they speak of, when they gave their name
   */
  dossier_code: string | null;
  /**
   * personal | who sent a petition | NĐ 20/2008 | erased with the petition
   */
  full_name: string;
  petition_id: string;
  scopes: number[];
}

export interface PhoneCheck {
  asked: Generated<number>;
  asked_at: Timestamp;
  asked_on: string;
  /**
   * in clear only until the worker takes it to send it; the pages may not read it
   */
  code: string | null;
  code_hash: string;
  expires_at: Timestamp;
  failure: string | null;
  /**
   * personal | whose phone is to be confirmed | NĐ 224/2026 Đ15.1.g | until the next check or the account ends
   */
  person_id: number;
  /**
   * personal | the number that is to be confirmed | NĐ 224/2026 Đ15.1.g | until the next check or the account ends
   */
  phone: string;
  request_key: string;
  salt: string;
  sent_at: Timestamp | null;
  /**
   * the code on a machine that is connected to no carrier; otherwise null
   */
  shown_locally: string | null;
  tries: Generated<number>;
}

export interface PhoneCode {
  expires_at: Timestamp;
  id: string;
  /**
   * false: no phone was known, or no consent was given; the answer to whoever asked is the same
   */
  is_sent: boolean;
  representation_id: number;
  sent_at: Timestamp;
  tries: Generated<number>;
  used_at: Timestamp | null;
}

export interface PopulationCheck {
  attempts: Generated<number>;
  compared_at: Timestamp | null;
  dossier_id: string;
  next_try_at: Timestamp | null;
  /**
   * personal | per person of the declaration: found or not, which answers agree, and what the register says where they differ | TT 01/2018 Đ10.1 | as long as the dossier
   */
  people: Generated<Json>;
  scopes: number[];
  /**
   * the event of the history whose answers are compared
   */
  seq: number;
  since: Timestamp;
  state: string;
}

export interface PopulationInquiry {
  answered_at: Timestamp | null;
  asked_at: Timestamp;
  /**
   * the citizen for whose declaration it was asked; null when an office compares a filed declaration
   */
  asked_by: number | null;
  ground: string;
  id: string;
  /**
   * the draft or the dossier in which the answer is used
   */
  matter: string;
  outcome: Generated<string>;
  /**
   * personal | to tell the person who was looked up | Luật 91/2025, NĐ 356/2025 | as long as the history of the house
   */
  personal_number: string;
  procedure_code: string;
  relation: string;
}

export interface PreparationCount {
  day: string;
  opened: Generated<number>;
  prepared: Generated<number>;
  procedure_code: string;
}

export interface PreparedDeclaration {
  /**
   * personal | to print the declaration and to open it at a counter | NĐ 224/2026 Đ15, Luật 91/2025 | erased with its draft, 30 days after the last change
   */
  answers: Json;
  /**
   * shown by the person at the counter; of chance, so that nobody guesses another one
   */
  code: string;
  draft_id: string;
  expires_at: Timestamp;
  form_id: string;
  form_version: number;
  opened_at: Timestamp | null;
  /**
   * the official who opened it last; the person sees that it was opened
   */
  opened_by: number | null;
  /**
   * personal | whose preparation it is | NĐ 224/2026 Đ15, Luật 91/2025 | erased with its draft, 30 days after the last change
   */
  person_id: number;
  prepared_at: Timestamp;
  procedure_code: string;
  procedure_version: number;
}

export interface PreparedUse {
  code: string;
  dossier_id: string;
  /**
   * of the declaration: nobody can open it any more, so nobody can use it again
   */
  expires_at: Timestamp;
  office_id: number;
  /**
   * personal | whose preparation it was, who sees what became of it | NĐ 224/2026 Đ15, Luật 91/2025 | erased on the day on which the declaration expires
   */
  person_id: number;
  procedure_code: string;
  used_at: Timestamp;
  /**
   * the official who filed it; a second one is told whom to ask
   */
  used_by: number;
}

export interface Procedure {
  /**
   * not unique: once a stray space is removed, two procedures of other provinces share 1.014325; such a code is never filed
   */
  code: string;
  field: string;
  folded: Generated<string | null>;
  /**
   * day of the first whole list that no longer holds it; then it is not received
   */
  gone_on: string | null;
  issued_by: string;
  name: string;
  /**
   * why no office of ours receives it
   */
  not_received: string | null;
  performed_by: string[];
  portal_id: string;
  portal_kind: string;
  portal_state: string;
  /**
   * kinds of our offices that receive it, computed from level, issuing authority and locality; empty: seen by editors, never filed here
   */
  received_by: string[];
  source: string;
  subjects: string[];
  /**
   * day of the newest snapshot that holds this row; an older snapshot never replaces it
   */
  taken_on: string;
}

export interface ProcedureDocument {
  body: Json;
  code: string;
  drafted_by: number | null;
  /**
   * the decision was made by the shortened procedure: two working days to post it instead of five
   */
  is_shortened: Generated<boolean>;
  kind: string;
  /**
   * the moment of release (QĐ 766: posted on); null where a file was imported, whose posting nobody here saw
   */
  posted_at: Timestamp | null;
  published_at: Generated<Timestamp>;
  /**
   * the controller who released it, never who drafted it; null: published from a file by the system
   */
  released_by: number | null;
  sha256: string;
  /**
   * the examples that the version had to pass, kept with it; null where it has none
   */
  tests: Json | null;
  valid_from: string;
  valid_to: string | null;
  version: number;
  /**
   * manner (abolished, suspended), reason, legal basis, by whom and when
   */
  withdrawal: Json | null;
  /**
   * from this day on it is not in force; on or before valid_from: it never was
   */
  withdrawn_on: string | null;
}

export interface ProcedureSource {
  body: Json;
  code: string;
  /**
   * number of the publishing decision: the key of the version (domain.md §13)
   */
  decision_number: string | null;
  field: string;
  /**
   * the record gives a sum, or says in words that nothing is taken; a bare zero is neither
   */
  is_fee_known: boolean;
  /**
   * the record gives a limit above zero with a unit for a channel or a case
   */
  is_limit_known: boolean;
  /**
   * offered online at all; whether wholly or in part no source says
   */
  is_online: boolean;
  issued_by: string;
  levels: string[];
  name: string;
  sha256: string;
  source: string;
  taken_on: string;
}

export interface ProcedureSourcePast {
  body: Json;
  code: string;
  decision_number: string | null;
  sha256: string;
  source: string;
  taken_on: string;
}

export interface PublicationDraft {
  body: Json;
  /**
   * the last check: when, by whom, of which hash, with which other drafts, and every fault
   */
  check_result: Json | null;
  code: string;
  created_at: Timestamp;
  created_by: number;
  edited_at: Timestamp;
  edited_by: number;
  id: string;
  kind: string;
  /**
   * what it was made from: a published version, the national detail record, or a file
   */
  origin: Json;
  revision: number;
  /**
   * of the canonical text of body and tests: what was checked is what is released
   */
  sha256: string;
  state: string;
  tests: Json | null;
  version: number;
}

export interface PublicationEvent {
  act: string;
  at: Timestamp;
  body: Json;
  code: string;
  draft_id: string | null;
  id: Generated<number>;
  /**
   * idempotency key of the act: a repeated act finds its first outcome
   */
  key: string;
  kind: string;
  /**
   * null: the system, from a file at installation
   */
  person_id: number | null;
  version: number;
}

export interface QueueDuty {
  id: Generated<number>;
  named_by: number;
  office_id: number;
  person_id: number;
  valid_from: Generated<Timestamp>;
  valid_to: Timestamp | null;
}

export interface Rating {
  /**
   * the seven of NĐ 61/2018 Đ31.1 that were answered: name to 1–4
   */
  aspects: Json;
  changed_at: Timestamp;
  /**
   * personal | one rating for each dossier, changed for a few days | NĐ 61/2018 Đ27.3, Đ31 | with the dossier; never shown to staff
   */
  dossier_id: string;
  /**
   * personal | what the person wrote | NĐ 61/2018 Đ31 | with the dossier; shown without dossier, day or person
   */
  note: string | null;
  office_id: number;
  /**
   * 4 very satisfied, 3 satisfied, 2 neither, 1 not satisfied
   */
  overall: number;
  /**
   * personal | who may read and change it; null: given by code and phone digits, by nobody who is known | NĐ 61/2018 Đ27.3 | with the dossier; never shown to staff
   */
  person_id: number | null;
  /**
   * personal | a picture that the person added | NĐ 61/2018 Đ31 | with the dossier; shown to whoever sent it
   */
  photo_sha256: string | null;
  photo_type: string | null;
  rated_at: Timestamp;
}

export interface RegisterRequest {
  answered_at: Timestamp | null;
  attempts: Generated<number>;
  dossier_id: string;
  idempotency_key: string;
  /**
   * the last question sent was a look-up: it may be forgotten without anybody comparing with the register
   */
  is_look_up: Generated<boolean>;
  /**
   * a code of ours, never the register's words: those could name somebody
   */
  last_error: string | null;
  next_try_at: Timestamp | null;
  requested_at: Generated<Timestamp>;
  round: Generated<number>;
  scopes: number[];
  state: Generated<string>;
}

export interface Reorganisation {
  decided_on: string;
  document: Json;
  effective_on: string;
  /**
   * dossiers and people are at the new offices; null while the act is under way
   */
  ended_at: Timestamp | null;
  id: string;
  mark: string;
  number: string;
  /**
   * new offices work from here on, closed ones take nothing new
   */
  opened_at: Generated<Timestamp>;
  sha256: Buffer;
  source: string;
  title: string;
}

export interface Representation {
  answered_at: Timestamp | null;
  answered_by: number | null;
  asked_at: Generated<Timestamp>;
  /**
   * what the representative shows at a counter that looks at the paper
   */
  code: string;
  ended_at: Timestamp | null;
  ended_by: number | null;
  id: Generated<number>;
  kind: string;
  may: string[];
  /**
   * personal | the paper that a counter looked at: which, of whom, of what day | BLDS 2015 Đ138 | as long as the row
   */
  paper: string | null;
  party_id: number;
  person_id: number;
  /**
   * codes of the procedures that it covers; null: all of them
   */
  procedures: string[] | null;
  /**
   * personal | why it was refused or ended, told to both | BLDS 2015 Đ134–143 | as long as the row
   */
  reason: string | null;
  source: string | null;
  state: Generated<string>;
  valid_from: string;
  valid_to: string;
}

export interface RequestCount {
  kind: string;
  requests: number;
  starts_at: Timestamp;
  /**
   * personal | to slow down whoever guesses or floods: digest of an address, a person or a key | NĐ 85/2016, Luật 91/2025 | an hour
   */
  subject: Buffer;
}

export interface Responsibility {
  began_with: string;
  dossier_id: string;
  /**
   * who held the dossier meanwhile, whoever was waited for
   */
  holder_id: number | null;
  /**
   * empty: the dossier itself; else a leg of a joint procedure with a ledger of its own
   */
  leg: Generated<string>;
  /**
   * working minutes of an ended span; null: still running, or outside the calendar
   */
  minutes: number | null;
  office_id: number | null;
  person_id: number | null;
  place: number;
  scopes: number[];
  since: Timestamp;
  until: Timestamp | null;
  who: string;
  why: string | null;
}

export interface ResultBook {
  book: string;
  last: number;
  office_id: number;
  year: number;
}

export interface ResultChange {
  begun_at: Timestamp;
  code: string;
  document_id: string;
  dossier_id: string;
  ended_at: Timestamp | null;
  office_id: number;
  scopes: number[];
  seq: number;
  state: string;
  what: string;
  why: string;
}

export interface ResultDocument {
  created_at: Generated<Timestamp>;
  dossier_id: string;
  id: string;
  issued_on: string | null;
  kind: string;
  number: string | null;
  office_id: number;
  previous_sha256: Buffer | null;
  scopes: number[];
  sha256: Buffer;
  /**
   * for a draft that waits for the applicant: when silence becomes agreement
   */
  silent_from: Timestamp | null;
  state: string;
  template_version: string;
  token: string;
}

export interface ResultNumber {
  book: string;
  dossier_id: string;
  number: number;
  office_id: number;
  reserved_on: string;
  state: Generated<string>;
  void_reason: string | null;
  year: number;
}

export interface ResultSubmission {
  created_at: Generated<Timestamp>;
  /**
   * the delegation that the signature rests on
   */
  delegation_id: string | null;
  document_id: string;
  dossier_id: string;
  office_name: string;
  scopes: number[];
  /**
   * personal | the name printed under the signature | NĐ 30/2020 Đ13 | with the dossier
   */
  signer_name: string;
  signer_person_id: number;
  signer_title: string;
  template: string;
  template_version: string;
}

export interface ResultToken {
  document_id: string;
  dossier_id: string;
  issued_on: string;
  kind: string;
  number: string;
  office_id: number;
  origin: string;
  replaced_on: string | null;
  /**
   * the kind of error, in one of a few words; never what was wrong
   */
  replaced_why: string | null;
  revoked_on: string | null;
  revoked_reason: string | null;
  /**
   * the kind of reason, in one of a few words
   */
  revoked_why: string | null;
  sha256: Buffer;
  token: string;
}

export interface SchemaMigration {
  applied_at: Generated<Timestamp>;
  name: string;
  number: number;
  old_code_may_run: Generated<boolean>;
  sha256: string;
}

export interface SchemaMigrationProgress {
  done_until: string;
  number: number;
}

export interface SearchedEntry {
  bare: string | null;
  bare_field: string | null;
  code: string | null;
  field: string | null;
  is_listed: boolean | null;
  is_published: boolean | null;
  issued_by: string | null;
  key: string | null;
  name: string | null;
  not_received: string | null;
  not_received_today: string | null;
  other_names: string[] | null;
  performed_by: string[] | null;
  published_until: string | null;
  received_by: string[] | null;
  special: string[] | null;
  titles: string[] | null;
  words: string | null;
}

export interface SearchEntry {
  /**
   * the words of the name and the other names, in single spaces
   */
  bare: string;
  bare_field: string;
  code: string;
  field: string;
  /**
   * it stands in the national list; if not, people find it only while it is published here
   */
  is_listed: Generated<boolean>;
  issued_by: string;
  /**
   * the portal's id of a listed procedure, else its code: two listed procedures share a code
   */
  key: string;
  name: string;
  not_received: string | null;
  /**
   * its short name and its English names, where it is published here
   */
  other_names: string[];
  performed_by: string[];
  /**
   * the day from which no version is published here any more, infinity if none is known, -infinity if none ever was in force; null: no document
   */
  published_until: string | null;
  received_by: string[];
  /**
   * the special cases that its name or its performers hold; not those that it only lists after the general act (Cấp, cấp lại …)
   */
  special: string[];
  /**
   * the words of the name and of each other name
   */
  titles: string[];
  /**
   * A name, B other names, C field
   */
  words: string;
}

export interface SearchPair {
  first: string;
  occurrences: number;
  second: string;
}

export interface SearchWord {
  occurrences: number;
  word: string;
}

export interface ServicePoint {
  address: string | null;
  calendar: Generated<string>;
  id: number;
  name: string;
  office_id: number;
}

export interface Session {
  assignment_id: number | null;
  /**
   * when the one-time code was last given inside this session; null: only at sign-in (created_at)
   */
  confirmed_at: Timestamp | null;
  created_at: Generated<Timestamp>;
  expires_at: Timestamp;
  kind: string;
  last_seen_at: Generated<Timestamp>;
  person_id: number;
  revoked_at: Timestamp | null;
  token_hash: Buffer;
}

export interface SigningDelegation {
  declared_at: Generated<Timestamp>;
  declared_by: number;
  delegate_id: number;
  ended_at: Timestamp | null;
  ended_by: number | null;
  from_on: string;
  id: string;
  office_id: number;
  /**
   * number of the written delegation
   */
  paper: string;
  paper_on: string;
  person_id: number;
  /**
   * codes of the procedures it covers; null: all of the office
   */
  procedures: string[] | null;
  to_on: string;
}

export interface SignInLog {
  at: Generated<Timestamp>;
  id: Generated<number>;
  kind: string;
  outcome: string;
  person_id: number | null;
}

export interface SpecialCase {
  folded: string;
  phrase: string;
}

export interface SubmissionKey {
  actor: string;
  at: Generated<Timestamp>;
  command: string;
  dossier_id: string;
  key: string;
  request_hash: Buffer;
  seq: number;
}

export interface SubscriberParked {
  attempts: Generated<number>;
  dossier_id: string;
  error: string;
  from_seq: number;
  parked_at: Generated<Timestamp>;
  retry_at: Timestamp | null;
  subscriber: string;
}

export interface SubscriberReplay {
  after_id: Generated<string>;
  dossiers: Generated<number>;
  failed: Generated<number>;
  finished_at: Timestamp | null;
  id: Generated<number>;
  seen_at: Generated<Timestamp>;
  started_at: Generated<Timestamp>;
  subscriber: string;
  until_id: string;
}

export interface Synonym {
  /**
   * the phrase as it is compared: without accents, in single spaces
   */
  folded: string;
  /**
   * in the words of the catalogue; empty: a filler that is dropped
   */
  means: string;
  phrase: string;
  position: number;
}

export interface TrackingTry {
  code_hash: Buffer;
  hour: Timestamp;
  tries: number;
}

export interface TripCount {
  dossier_id: string;
  last_on: string | null;
  office_id: number;
  our_fault_trips: number;
  scopes: number[];
  supplement_trips: number;
  trips: number;
}

export interface Unit {
  folded: Generated<string | null>;
  /**
   * our own; never reused, and nothing reads the number back out of it
   */
  id: number;
  kind: string;
  level: string;
  name: string;
  parent_id: number | null;
  /**
   * null: before our data begin; what changed before the last edition is not in our sources
   */
  valid_from: string | null;
  valid_to: string | null;
}

export interface UnitNumber {
  number: string;
  unit_id: number;
  valid_from: string | null;
  valid_to: string | null;
}

export interface UnitSuccessor {
  successor_id: number;
  unit_id: number;
}

export interface VerificationRun {
  dossiers: number;
  events: number;
  faults: number;
  finished_at: Generated<Timestamp>;
  /**
   * code of the dossier, row and what does not fit: no name
   */
  first_fault: string | null;
  id: Generated<number>;
  started_at: Timestamp;
}

export interface WaitingStep {
  dossier_id: string;
  due_at: Timestamp | null;
  office_id: number;
  scopes: number[];
  /**
   * when no answer becomes consent; moved on while the dossier cannot go on
   */
  silent_from: Timestamp | null;
  since: Timestamp;
  step: string;
  task: string;
  waits_for: string;
}

export interface DB {
  absence: Absence;
  agent_mandate: AgentMandate;
  assignment: Assignment;
  assignment_move: AssignmentMove;
  booking: Booking;
  calendar_day: CalendarDay;
  catalogue_act: CatalogueAct;
  catalogue_change: CatalogueChange;
  catalogue_finding: CatalogueFinding;
  catalogue_snapshot: CatalogueSnapshot;
  checkpoint: Checkpoint;
  checkpoint_head: CheckpointHead;
  clock_timer: ClockTimer;
  clock_warning: ClockWarning;
  code_list: CodeList;
  consent: Consent;
  credential: Credential;
  cross_office: CrossOffice;
  data_request: DataRequest;
  deadline_warning: DeadlineWarning;
  demo_month: DemoMonth;
  dossier: Dossier;
  dossier_access: DossierAccess;
  dossier_code: DossierCode;
  dossier_contact: DossierContact;
  dossier_counter: DossierCounter;
  dossier_event: DossierEvent;
  dossier_file: DossierFile;
  dossier_link: DossierLink;
  dossier_match: DossierMatch;
  dossier_matter: DossierMatter;
  dossier_office_move: DossierOfficeMove;
  dossier_pending: DossierPending;
  dossier_private: DossierPrivate;
  dossier_reading: DossierReading;
  dossier_search: DossierSearch;
  dossier_state: DossierState;
  dossier_without_holder: DossierWithoutHolder;
  duty: Duty;
  duty_notice: DutyNotice;
  emergency_access: EmergencyAccess;
  emergency_alarm: EmergencyAlarm;
  exchange_arrival: ExchangeArrival;
  exchange_delivery: ExchangeDelivery;
  exchange_nonce: ExchangeNonce;
  fee_exemption: FeeExemption;
  fee_line: FeeLine;
  filing_draft: FilingDraft;
  filing_draft_file: FilingDraftFile;
  filing_rescue: FilingRescue;
  filing_upload: FilingUpload;
  filing_upload_piece: FilingUploadPiece;
  guidance: Guidance;
  handover_line: HandoverLine;
  handover_slip: HandoverSlip;
  import_report: ImportReport;
  interruption: Interruption;
  interruption_change: InterruptionChange;
  interruption_effect: InterruptionEffect;
  invariant_finding: InvariantFinding;
  invariant_run: InvariantRun;
  law_decision: LawDecision;
  law_move: LawMove;
  leg: Leg;
  notice_choice: NoticeChoice;
  notice_delivery: NoticeDelivery;
  notice_part: NoticePart;
  notice_receipt: NoticeReceipt;
  office: Office;
  office_name: OfficeName;
  office_number: OfficeNumber;
  office_successor: OfficeSuccessor;
  operator_action: OperatorAction;
  original_place: OriginalPlace;
  packing_words: PackingWords;
  partner_arrival: PartnerArrival;
  partner_delivery: PartnerDelivery;
  party: Party;
  party_procedure: PartyProcedure;
  payment_difference: PaymentDifference;
  payment_movement: PaymentMovement;
  payment_order: PaymentOrder;
  payment_reference: PaymentReference;
  payment_refusal: PaymentRefusal;
  person: Person;
  personal_store_paper: PersonalStorePaper;
  personal_store_use: PersonalStoreUse;
  petition: Petition;
  petition_event: PetitionEvent;
  petition_key: PetitionKey;
  petition_published: PetitionPublished;
  petition_sender: PetitionSender;
  phone_check: PhoneCheck;
  phone_code: PhoneCode;
  population_check: PopulationCheck;
  population_inquiry: PopulationInquiry;
  preparation_count: PreparationCount;
  prepared_declaration: PreparedDeclaration;
  prepared_use: PreparedUse;
  procedure: Procedure;
  procedure_document: ProcedureDocument;
  procedure_source: ProcedureSource;
  procedure_source_past: ProcedureSourcePast;
  publication_draft: PublicationDraft;
  publication_event: PublicationEvent;
  queue_duty: QueueDuty;
  rating: Rating;
  register_request: RegisterRequest;
  reorganisation: Reorganisation;
  representation: Representation;
  request_count: RequestCount;
  responsibility: Responsibility;
  result_book: ResultBook;
  result_change: ResultChange;
  result_document: ResultDocument;
  result_number: ResultNumber;
  result_submission: ResultSubmission;
  result_token: ResultToken;
  schema_migration: SchemaMigration;
  schema_migration_progress: SchemaMigrationProgress;
  search_entry: SearchEntry;
  search_pair: SearchPair;
  search_word: SearchWord;
  searched_entry: SearchedEntry;
  service_point: ServicePoint;
  session: Session;
  sign_in_log: SignInLog;
  signing_delegation: SigningDelegation;
  special_case: SpecialCase;
  submission_key: SubmissionKey;
  subscriber_parked: SubscriberParked;
  subscriber_replay: SubscriberReplay;
  synonym: Synonym;
  tracking_try: TrackingTry;
  trip_count: TripCount;
  unit: Unit;
  unit_number: UnitNumber;
  unit_successor: UnitSuccessor;
  verification_run: VerificationRun;
  waiting_step: WaitingStep;
}
