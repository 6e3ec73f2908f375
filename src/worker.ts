/** Composition root of the worker: what follows from the history, and what runs by the clock. */
import { join } from 'node:path'
import { partnerAt } from './adapters/partner.ts'
import { paymentGatewayAt } from './adapters/payment.ts'
import { populationAt } from './adapters/population.ts'
import { portalAt } from './adapters/portal.ts'
import { civilRegisterAt } from './adapters/register.ts'
import { openSmpp } from './adapters/smpp.ts'
import { openSmtp } from './adapters/smtp.ts'
import { AUDIT_TIMETABLE, auditTasks } from './audit/jobs.ts'
import { FINDINGS_PATH } from './audit/paths.ts'
import { readIntegrityPolicy } from './audit/policy.ts'
import type { TermsOf } from './audit/verify.ts'
import { BOOKING_TIMETABLE, bookingTasks } from './booking/jobs.ts'
import { readBookingTerms } from './booking/load.ts'
import { peopleIn } from './catalogue/prefill.ts'
import { openPrefill } from './catalogue/prefill-load.ts'
import { checkpointDeps } from './checkpoints.ts'
import { tellMatches } from './counter/jobs-matters.ts'
import { watchClock } from './clock-watch.ts'
import { runPopulationChecks } from './desk/population/jobs.ts'
import { populationChecks } from './desk/population/subscriber.ts'
import { recordEmergencies } from './desk/emergency/jobs.ts'
import { startDispatcher } from './dossier/dispatcher.ts'
import type { DossierRow } from './dossier/rows.ts'
import { DOSSIER_TIMETABLE, dossierTasks } from './dossier/jobs.ts'
import { forgetNonces, openPartnerSender, openSender } from './exchange/jobs.ts'
import { PETITION_TIMETABLE, petitionTasks } from './petition/jobs.ts'
import { readPetitionTerms } from './petition/load.ts'
import { petitionPaths } from './petition/paths.ts'
import { loadPartners } from './exchange/partner-load.ts'
import { legMessages } from './exchange/partner-subscriber.ts'
import type { Sender } from './exchange/sender.ts'
import type { Key } from './exchange/signature.ts'
import { portalMessages } from './exchange/subscriber.ts'
import { scanWaiting } from './filing/jobs-scans.ts'
import { FILING_TIMETABLE, filingTasks } from './filing/jobs.ts'
import { dataDir, type House } from './house.ts'
import { applyReleased } from './desk/laws/apply.ts'
import { faultOf } from './lib/fault.ts'
import { interruptionClocks } from './interruption-clocks.ts'
import { INTERRUPTION_TIMETABLE, interruptionTasks } from './interruption/jobs.ts'
import { readReasons } from './interruption/reasons.ts'
import { smsOrThrow } from './notice/sms-now.ts'
import { localMail, localSms } from './notice/carrier.ts'
import { tellOfEmergencies } from './notice/emergency-alarm.ts'
import { holderNotices } from './notice/holder-notice.ts'
import { listenForReceipts, NOTICE_TIMETABLE, noticeTasks, startJobs } from './notice/jobs.ts'
import { loadNoticeTemplates } from './notice/load.ts'
import { bringForward } from './notice/clock-back-store.ts'
import { bookingTeller } from './notice/booking-told.ts'
import { choiceOf } from './notice/choice-store.ts'
import { noticeSubscriber } from './notice/subscriber.ts'
import { settlePayments } from './payment/jobs.ts'
import { PAYMENT_TIMETABLE, paymentTasks } from './payment/jobs-statement.ts'
import { stopUnansweredLegs } from './result/jobs-legs.ts'
import { completeSilentSteps } from './result/jobs-silence.ts'
import { confirmSilentDrafts, runRegisterRequests, type ResultJobs } from './result/jobs.ts'
import { phoneCodeTasks } from './office/representation/jobs.ts'
import { registerRequests } from './result/subscriber.ts'
import { subscribersInside, timerDeps } from './retell.ts'
import type { PartnerAddress, PopulationProgram } from './standin-programs.ts'

export type Worker = { stop(): Promise<void> }

const TICK_MS = 1000
/** Twice the tolerance of a signed request's timestamp. */
const NONCE_MS = 600_000

export type Given = {
  workerUrl: string
  /** The civil register or its stand-in. */
  registerUrl: string
  /** The population register, when there is one. */
  population?: PopulationProgram | undefined
  /** The National Portal, when there is one. */
  portal?: { url: string; key: Key }
  /** Agencies of outside legs that have an address. */
  agencies?: readonly PartnerAddress[]
  /** The payment gateway, when there is one. */
  payment?: { url: string; key: Key }
}

/** `prepareJobs` must have run. */
export async function startWorker(house: House, given: Given): Promise<Worker> {
  const { config, log, worker: db, law, now } = house
  const termsOf: TermsOf = ({ code, caseCode, version }) => law.terms(code, caseCode, version)
  const notices = join(dataDir, 'templates/notices')
  const templates = await loadNoticeTemplates(notices)
  const sms = config.smppUrl ? openSmpp({ urls: config.smppUrl.split(','), log }) : localSms()
  const mail = config.smtpUrl ? openSmtp({ url: config.smtpUrl, log }) : localMail()
  const sending = { db, sms, mail, now }
  listenForReceipts(sending)
  const clock = watchClock({
    wall: Date.now,
    counting: () => performance.now(),
    onJump: (minutes) => {
      log.error({ minutes }, 'the clock jumped: what only time decides waits')
      void goOn().catch((error: unknown) => log.error({ fault: faultOf(error) }, 'after the jump'))
    },
  })
  /** The timetable goes on from the present, and so does what a clock that ran ahead has put off. */
  const goOn = async (): Promise<void> => {
    await jobs.clockJumped()
    await bringForward(db, now())
  }
  const { payment } = given
  if (payment)
    house.onGateway(paymentGatewayAt({ ...payment, privateNetworks: config.outboundPrivate }))
  const payments = house.payment(db)
  const jobs = await startJobs({
    workerUrl: given.workerUrl,
    log,
    timetable: [
      ...INTERRUPTION_TIMETABLE,
      ...NOTICE_TIMETABLE,
      ...FILING_TIMETABLE,
      ...BOOKING_TIMETABLE,
      ...PETITION_TIMETABLE,
      ...AUDIT_TIMETABLE,
      ...DOSSIER_TIMETABLE,
      ...PAYMENT_TIMETABLE,
    ],
    tasks: {
      ...interruptionTasks({
        db,
        reasons: readReasons(dataDir),
        directory: house.directory,
        clocks: interruptionClocks(house.dossier(db)),
        now,
        isClockEven: () => clock.isEven(),
      }),
      ...dossierTasks({ db, now }),
      ...paymentTasks(payments),
      ...filingTasks({
        db,
        templates,
        draftsUrl: `${config.publicUrl}/ho-so`,
        procedureName: (code, lang) => law.procedure(code)?.shortName[lang] ?? code,
        now,
        isClockEven: () => clock.isEven(),
      }),
      ...bookingTasks({
        db,
        terms: readBookingTerms(dataDir),
        directory: house.directory,
        tell: bookingTeller({
          templates,
          ownUrl: `${config.publicUrl}/ho-so`,
          procedureName: (code, lang) => law.procedure(code)?.shortName[lang] ?? code,
          now,
        }),
        now,
        isClockEven: () => clock.isEven(),
      }),
      ...petitionTasks({
        db,
        terms: readPetitionTerms(dataDir),
        calendar: () => law.calendar(),
        directory: house.directory,
        templates,
        ownUrl: `${config.publicUrl}${petitionPaths.mine}`,
        now,
        isClockEven: () => clock.isEven(),
      }),
      ...phoneCodeTasks({
        db,
        secret: config.secret,
        now,
        languageOf: async (personId) => (await choiceOf(db, personId)).language,
        send: smsOrThrow(sms),
      }),
      ...auditTasks({
        checkpoint: checkpointDeps(config, db),
        termsOf,
        facts: {
          termsOf,
          calendar: () => law.calendar(),
          ancestorsOf: (officeId) => house.directory.ancestorsOf(officeId),
          files: house.files,
          now,
        },
        policy: readIntegrityPolicy(dataDir),
        templates,
        findingsUrl: `${config.publicUrl}${FINDINGS_PATH}`,
        alarm: (words) => log.error({ fault: words }, 'the house differs from what must hold'),
      }),
      ...noticeTasks({
        ...sending,
        ...timerDeps(law),
        templates,
        dossierUrl: (code) => `${config.publicUrl}/viec?q=${encodeURIComponent(code)}`,
        trackingUrl: `${config.publicUrl}/tra-cuu`,
        isClockEven: () => clock.isEven(),
      }),
    },
  })
  const partners = loadPartners(dataDir)
  const dispatcher = startDispatcher({
    db,
    subscribers: [
      ...subscribersInside(law),
      registerRequests,
      ...(given.population ? [populationChecks((dossier) => namesPeople(law, dossier))] : []),
      holderNotices({
        templates,
        dossierUrl: (code) => `${config.publicUrl}/viec?tim=${encodeURIComponent(code)}`,
        now,
      }),
      noticeSubscriber({ templates, trackingUrl: `${config.publicUrl}/tra-cuu`, now }),
      portalMessages({
        termsOf,
        isConfigured: given.portal !== undefined,
        now,
      }),
      legMessages({
        termsOf,
        officeOf: (officeId) => house.directory.get(officeId),
        partners,
        configured: new Set(given.agencies?.map(({ partner }) => partner)),
        now,
      }),
    ],
    onError: (error, where) => log.error({ fault: faultOf(error), ...where }, 'subscriber failed'),
    onRound: () => house.beats.beat('dispatcher'),
  })
  house.onPoke(() => dispatcher.poke())
  const results: ResultJobs = {
    dossier: house.dossier(db),
    register: civilRegisterAt({ url: given.registerUrl, privateNetworks: config.outboundPrivate }),
    now,
  }
  const alarms = { db, templates, url: `${config.publicUrl}/khan-cap`, now }
  const sender =
    given.portal &&
    openSender({
      db,
      portal: portalAt({ ...given.portal, privateNetworks: config.outboundPrivate }),
      now,
    })
  // Each agency has a loop of its own: whoever answers slowly keeps nobody else waiting.
  const toAgencies = agencySenders(house, given.agencies).map((sender) =>
    everySecond(house, async () => void (await sender.turn())),
  )
  // The gateway may be slow: nothing else waits for it.
  const paying = everySecond(house, async () => void (await settlePayments(payments)))
  const population = populationLoop(house, given.population)
  const timetable = async (): Promise<void> => {
    await runRegisterRequests(results)
    if (clock.isEven()) {
      await confirmSilentDrafts(results)
      await completeSilentSteps(results.dossier)
      await stopUnansweredLegs(results.dossier)
    }
    await sender?.turn()
    await forgetNonces(db, new Date(now().getTime() - NONCE_MS))
    await tellOfEmergencies(alarms)
    await recordEmergencies(results.dossier)
    await tellMatches(results.dossier)
    await applyReleased({ db, dossier: results.dossier, now })
  }
  // A scanner that answers slowly keeps nothing else waiting.
  const scans = everySecond(house, async () => void (await scanWaiting(db, house.intake)))
  const loop = everySecond(house, timetable, () => house.beats.beat('timetable'))
  return {
    stop: async () => {
      const loops = [loop, scans, paying, ...toAgencies, ...population, dispatcher]
      await Promise.all(loops.map((each) => each.stop()))
      house.beats.forget()
      await jobs.stop()
      await Promise.all([sms.close(), mail.close()])
    },
  }
}

function namesPeople(
  law: House['law'],
  { procedure_code: code, procedure_version: version }: DossierRow,
): boolean {
  const form = law.procedure(code, version)?.form
  return form !== undefined && peopleIn(law.form(form.id, form.version)).length > 0
}

/** Declarations are compared with the population register in a loop of their own: its silence keeps nothing waiting. */
function populationLoop(
  house: House,
  program: PopulationProgram | undefined,
): { stop(): Promise<void> }[] {
  if (!program) return []
  const { config, worker: db, law, now } = house
  const { url, key } = program
  const register = populationAt({ url, key, now, privateNetworks: config.outboundPrivate })
  const jobs = { db, law, register, rules: openPrefill(dataDir), now }
  return [everySecond(house, async () => void (await runPopulationChecks(jobs)))]
}

/** One sender for each agency: the silence of one keeps nothing from another. */
function agencySenders(
  { config, worker: db, now }: House,
  agencies: readonly PartnerAddress[] = [],
): Sender[] {
  const privateNetworks = config.outboundPrivate
  return agencies.map((each) =>
    openPartnerSender({ db, agency: partnerAt({ ...each, privateNetworks }), now }),
  )
}

/** Runs one turn after the other, a second apart; a turn that fails is logged and the next one comes all the same. */
function everySecond(
  { log }: House,
  turn: () => Promise<void>,
  onTurn?: () => void,
): { stop(): Promise<void> } {
  const stopping = new AbortController()
  let wake = (): void => undefined
  const running = (async () => {
    while (!stopping.signal.aborted) {
      await turn().catch((error: unknown) =>
        log.error({ fault: faultOf(error) }, 'timetable turn failed'),
      )
      onTurn?.()
      if (stopping.signal.aborted) return
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, TICK_MS)
        wake = () => {
          clearTimeout(timer)
          resolve()
        }
      })
    }
  })()
  return {
    stop: () => {
      stopping.abort()
      wake()
      return running
    },
  }
}
