/** Composition root of the web: the slices' routes with what each of them asks for. */
import type { FastifyInstance } from 'fastify'
import { join } from 'node:path'
import { h } from 'preact'
import { mountIdentity } from '../standins/identity.ts'
import { openIdProvider } from './adapters/oidc.ts'
import { populationAt } from './adapters/population.ts'
import { readIntegrityPolicy } from './audit/policy.ts'
import { buildApp, type AppDeps } from './app.ts'
import { diskRoom } from './adapters/disk-room.ts'
import { auditRoutes } from './audit/routes.ts'
import { editorRoutes } from './catalogue/editor/routes.ts'
import { openPrefill } from './catalogue/prefill-load.ts'
import { publicationRoutes, type PublicationPagesDeps } from './catalogue/publication/routes.ts'
import { readPublicationRules } from './catalogue/publication/rules-file.ts'
import { bookingRoutes } from './booking/routes.ts'
import { readBookingTerms } from './booking/load.ts'
import { catalogueRoutes } from './catalogue/routes.ts'
import type { CounterDeps } from './counter/deps.ts'
import { openCounterLibrary } from './counter/library.ts'
import { openCrossOffice } from './catalogue/cross-office.ts'
import { feeDeskRoutes } from './counter/fee-desk-routes.ts'
import { counterRoutes } from './counter/routes.ts'
import { demoAccounts, readCast } from './demo/staff.ts'
import { readEmergencyPolicy } from './desk/emergency/policy.ts'
import { emergencyRoutes } from './desk/emergency/routes.ts'
import { afterRoutes } from './desk/after/routes.ts'
import { lawRoutes } from './desk/laws/routes.ts'
import { deskRoutes } from './desk/routes.ts'
import { messageRoutes } from './exchange/message-routes.ts'
import { partnerRoutes } from './exchange/partner-routes.ts'
import { loadPartners } from './exchange/partner-load.ts'
import { exchangeRoutes } from './exchange/routes.ts'
import { draftCards } from './filing/cards.ts'
import { ExampleQuestions, TopicPreview } from './filing/preview.tsx'
import { readPersonalDataLaw } from './filing/own-records/law.ts'
import { ownRecordsRoutes } from './filing/own-records/routes.ts'
import { readStatement } from './filing/own-records/statement.ts'
import { keptCode } from './filing/prepared.ts'
import { broughtDeclarations } from './filing/prepared-for-reception.ts'
import { filingRoutes } from './filing/routes.ts'
import { dataDir, type House } from './house.ts'
import type { Readiness } from './health.ts'
import { readReasons } from './interruption/reasons.ts'
import { interruptionRoutes } from './interruption/routes.ts'
import { toDay } from './lib/time.ts'
import { loadDefinitions } from './measure/definition.ts'
import { reorganisationRoutes } from './measure/reorganisation/routes.ts'
import { measureRoutes } from './measure/routes.ts'
import { noticeRoutes } from './notice/routes.ts'
import { officeRoutes } from './office/routes.ts'
import { readRepresentationLaw } from './office/representation/law.ts'
import { representationRoutes } from './office/representation/routes.ts'
import { openPresence } from './office/presence.ts'
import { populationRoutes } from './population/routes.ts'
import { openSessions } from './office/session.ts'
import { readinessOf } from './readiness.ts'
import { byToken, resultRoutes } from './result/routes.ts'
import { personalStoreRoutes } from './paper/personal-store/routes.ts'
import { qrMatrix } from './signing/qr.ts'
import { readChoiceTerms } from './notice/load-choices.ts'
import { partnerKeys, portalKeys, type PopulationProgram } from './standin-programs.ts'
import { paymentRoutes } from './payment/routes.ts'
import { readSatisfaction } from './survey/definition.ts'
import { readPetitionTerms } from './petition/load.ts'
import { petitionRoutes } from './petition/routes.ts'
import { surveyRoutes } from './survey/routes.ts'
import { readRatingTerms } from './survey/load.ts'
import { tasksOf } from './tracking/mine.ts'
import { trackingRoutes } from './tracking/routes.ts'
import { refuseWithoutRoom } from './ui/room.ts'
import type { Lang } from './ui/i18n.ts'
import type { Progress } from './ui/starting.tsx'

export type WebOptions = {
  house: House
  /** While not done, every page is the progress page. */
  progress: () => Progress
  /** Hears of every route as it is registered. */
  onRoute?: AppDeps['onRoute']
  /** Whether requests should come here; made from the house when absent. */
  ready?: () => Promise<Readiness>
  isStopping?: () => boolean
  /** The population register; without it people type by hand. */
  population?: PopulationProgram | undefined
}

const DEMO_NOTICE =
  'Bản thử nghiệm: người, hồ sơ và chữ ký đều là dữ liệu dựng, không có giá trị pháp lý.'

export async function openWeb(options: WebOptions): Promise<FastifyInstance> {
  const { house, progress, onRoute, isStopping = () => false } = options
  const { config, log, app: db, law, now } = house
  const sessions = openSessions({ db, publicUrl: config.publicUrl, now })
  const counter = counterDeps(house)
  const filing = {
    ...counter,
    intake: house.intake,
    population: populationOf(house, options.population),
    representation: readRepresentationLaw(dataDir),
  }
  const partners = {
    db,
    dossier: counter.dossier,
    directory: house.directory,
    files: house.files,
    partners: loadPartners(dataDir),
    keys: Object.fromEntries(partnerKeys(config).map(({ id, secret }) => [id, secret])),
    now,
  }
  const survey = {
    db,
    law,
    directory: house.directory,
    files: house.files,
    intake: house.intake,
    terms: readRatingTerms(dataDir),
    definition: readSatisfaction(dataDir),
    now,
  }
  const verifying = { db, files: house.files, trust: house.keyring.trust, now }
  const isLoaded = (): boolean => progress().done
  const presence = openPresence({ db, publicUrl: config.publicUrl, now })
  const desk = {
    law,
    library: counter.library,
    directory: house.directory,
    presence,
    result: house.result(db),
    pictures: house.intake.pictures,
  }
  return buildApp({
    log,
    publicUrl: config.publicUrl,
    secret: config.secret,
    requestsPerMinute: config.requestsPerMinute,
    trustedProxies: config.trustedProxies,
    notice: config.demo ? DEMO_NOTICE : undefined,
    formTargets: config.oidc ? [new URL(config.oidc.issuer).origin] : [],
    ready: options.ready ?? (await readinessOf(house, { isLoaded, isStopping })),
    isStopping,
    metrics: house.metrics,
    metricsToken: config.metricsToken,
    progress,
    onRoute,
    routes: [
      refuseWithoutRoom(roomOf(house)),
      sessions.plugin,
      async (app) => {
        const identity = await identityOf(app, house)
        await officeRoutes(app, {
          db,
          sessions,
          identity,
          publicUrl: config.publicUrl,
          secret: config.secret,
          now,
          ...(config.demo && {
            trials: () =>
              demoAccounts(readCast(dataDir), { directory: house.directory, now: now() }),
          }),
        })
      },
      (app) =>
        representationRoutes(app, {
          ...filing,
          procedureName: (code, lang) => law.procedure(code)?.shortName[lang],
          showsCodes: config.demo && !config.smppUrl,
        }),
      (app) => resultRoutes(app, verifying),
      (app) =>
        catalogueRoutes(app, {
          db,
          law,
          now,
          tasksOf: (actor) => tasksOf({ db, now, rating: survey.terms }, actor),
        }),
      (app) =>
        editorRoutes(app, {
          db,
          law,
          now,
          presence,
          topicPage: (shown) => h(TopicPreview, shown),
          questions: (shown) => h(ExampleQuestions, shown),
        }),
      (app) =>
        publicationRoutes(app, {
          law,
          rules: readPublicationRules(dataDir),
          publicUrl: config.publicUrl,
          now,
          guidePdf: guidePdf(house),
        }),
      (app) =>
        bookingRoutes(app, {
          ...counter,
          terms: readBookingTerms(dataDir),
          preparedCode: (actor, code) => keptCode(filing, actor, code),
        }),
      (app) => counterRoutes(app, { ...counter, brought: broughtDeclarations(filing) }),
      (app) => feeDeskRoutes(app, { counter, payment: house.payment(db) }),
      (app) => deskRoutes(app, desk),
      (app) => afterRoutes(app, desk),
      (app) => lawRoutes(app, { ...desk, laws: law }),
      (app) =>
        emergencyRoutes(app, { ...desk, files: house.files, policy: readEmergencyPolicy(dataDir) }),
      (app) => surveyRoutes(app, survey),
      (app) =>
        petitionRoutes(app, {
          db,
          law,
          directory: house.directory,
          intake: house.intake,
          terms: readPetitionTerms(dataDir),
          secret: config.secret,
          now,
        }),
      (app) =>
        trackingRoutes(app, {
          ...counter,
          rating: survey.terms,
          choices: readChoiceTerms(dataDir),
          verdictOf: (token) => byToken(verifying, token),
          draftsOf: (actor, lang) => draftCards(filing, actor, lang),
        }),
      (app) => filingRoutes(app, filing),
      (app) =>
        populationRoutes(app, { db, procedureName: (code, lang) => nameOf(law, code, lang) }),
      async (app) => personalStoreRoutes(app, filing),
      (app) => paymentRoutes(app, house.payment(db)),
      (app) =>
        ownRecordsRoutes(app, {
          ...filing,
          personalData: readPersonalDataLaw(dataDir),
          statement: readStatement(dataDir),
        }),
      (app) =>
        auditRoutes(app, {
          db,
          policy: readIntegrityPolicy(dataDir),
          now,
          poke: house.dossier(db).poke,
          partners,
        }),
      (app) =>
        interruptionRoutes(app, {
          db,
          calendar: () => law.calendar(),
          reasons: readReasons(dataDir),
          directory: house.directory,
          now,
        }),
      (app) =>
        measureRoutes(app, {
          db,
          directory: house.directory,
          definitions: loadDefinitions(join(dataDir, 'kpi')),
          now,
        }),
      (app) =>
        reorganisationRoutes(app, {
          db,
          directory: house.directory,
          dossier: house.dossier(db),
        }),
      (app) => messageRoutes(app, { db, now }),
      (app) =>
        exchangeRoutes(app, {
          ...counter,
          directory: house.directory,
          keys: Object.fromEntries(portalKeys(config).map(({ id, secret }) => [id, secret])),
        }),
      (app) => partnerRoutes(app, partners),
      (app) =>
        noticeRoutes(app, {
          db,
          now,
          hasLocalOutbox: !config.smppUrl && !config.smtpUrl,
          health: () => [],
        }),
    ],
  })
}

/** The operator reads of the end of the room in the log, once, and once more when there is room again. */
function roomOf({ config, log }: House): () => Promise<boolean> {
  return diskRoom(config.stateDir, {
    reserveBytes: config.diskReserveBytes,
    onChange: (hasRoom, free) => {
      const megabytes = Math.floor(free / 1024 / 1024)
      if (hasRoom) log.warn({ megabytes }, 'the disk has room again')
      else log.error({ megabytes }, 'the disk is nearly full: nothing new is taken in')
    },
  })
}

function nameOf(law: House['law'], code: string, lang: Lang): string {
  const version = law.versionsOf(code).at(-1)?.version
  return law.procedure(code, version)?.shortName[lang] ?? code
}

/** The register as the filing asks it, with what a form may be told. */
function populationOf({ config, now }: House, program: PopulationProgram | undefined) {
  if (!program) return undefined
  const { url, key } = program
  return {
    register: populationAt({ url, key, now, privateNetworks: config.outboundPrivate }),
    rules: openPrefill(dataDir),
  }
}

/** The guide on one page, as the papers of this house are set. */
function guidePdf({ papers, now }: House): PublicationPagesDeps['guidePdf'] {
  return (guide, url) => {
    const version = papers.versionOn('procedureGuide', toDay(now()))
    const paper = {
      createdAt: `${toDay(now())}T00:00:00Z`,
      development: true,
      guide,
      url,
      qr: qrMatrix(url),
    }
    return papers.render('procedureGuide', version.version, paper)
  }
}

/** What the counter's pages and papers ask for; the citizen's pages print the same papers. */
function counterDeps(house: House): CounterDeps {
  const { config, app: db, law, directory, files, papers, now } = house
  const library = openCounterLibrary(dataDir)
  return {
    db,
    law,
    directory,
    files,
    scanner: house.intake.scanner,
    pictures: house.intake.pictures,
    papers,
    library,
    crossOffice: openCrossOffice(dataDir),
    publicUrl: config.publicUrl,
    // Development certificates sign here: whatever this house prints has no legal value yet.
    isTrial: true,
    now,
    dossier: house.dossier(db),
    secret: config.secret,
  }
}

/** The configured identity provider, or the stand-in inside this program. */
async function identityOf(app: FastifyInstance, { config }: House) {
  const redirectUri = `${new URL(config.publicUrl).origin}/dang-nhap/xong`
  if (config.oidc)
    return openIdProvider({ ...config.oidc, redirectUri, privateNetworks: config.outboundPrivate })
  const client = { clientId: 'motcua', clientSecret: config.secret }
  const mounted = await mountIdentity(app, {
    ...client,
    publicUrl: config.publicUrl,
    stateDir: config.stateDir,
  })
  return openIdProvider({ ...client, ...mounted, redirectUri })
}
