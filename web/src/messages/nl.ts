import type { Messages } from './en'
import { plural } from './plural'

const many = plural('nl')

export const nl: Messages = {
  siteName: 'WELDI-praktijkenbibliotheek',
  siteClaim: 'Mensen in ballingschap waardig verwelkomen',
  intro:
    'Wat steden en regio’s doen opdat iedereen die aankomt waardig kan leven: praktijken uit de WELDI-gebieden en daarbuiten, zo beschreven dat anderen ervan kunnen leren.',
  skipToContent: 'Naar de inhoud',
  language: 'Taal',
  mainPages: 'Hoofdpagina’s',
  practices: 'Praktijken',
  footer: 'Samengesteld en bijgehouden door het WELDI-netwerk van gebieden. Teksten vallen onder CC BY 4.0, tenzij anders vermeld.',
  apiLink: 'Query-interface (GraphQL)',
  myAccount: 'Mijn account',
  reportConcern: 'Een probleem melden',

  search: 'Zoek in de praktijken',
  searchHint: 'Bijvoorbeeld: huisvesting voor jonge vluchtelingen',
  searchButton: 'Zoeken',
  suggestions: {
    name: 'Suggesties',
    counted: (count, n) => many(n, { one: `${count} suggestie`, other: `${count} suggesties` }),
    term: 'Zoekterm',
  },
  byTheme: 'Per thema',

  facets: {
    themes: 'Thema’s',
    transversalIssues: 'Transversale kwesties',
    territories: 'Gebieden',
    countries: 'Landen',
    practiceTypes: 'Soorten praktijken',
    targetGroups: 'Voor wie',
    stages: 'Fase van het traject',
    states: 'Status',
    actorTypes: 'Uitgevoerd door',
    scales: 'Schaal',
    tags: 'Trefwoorden',
    languages: 'Talen',
  },

  results: (count, n) => many(n, { one: `${count} praktijk`, other: `${count} praktijken` }),
  showMore: 'Meer tonen',
  map: {
    label: 'Kaart van de gebieden',
    asList: 'Hetzelfde als lijst',
    nowhere: 'Niet op de kaart, omdat het niet één plaats is of buiten het kader ligt:',
    approximate: 'Een punt staat voor een heel gebied, nooit voor een adres.',
  },
  loading: 'Laden…',

  territory: 'Gebied',
  states: { PLANNED: 'Gepland', RUNNING: 'Lopend', ENDED: 'Beëindigd', UNKNOWN: 'Status onbekend' },
  pilot: 'Proefproject, lopend',
  since: (start) => `sinds ${start}`,
  until: (end) => `tot ${end}`,
  from: (start) => `vanaf ${start}`,
  machineMark: 'machinevertaling',
  staleMark: 'verouderde vertaling',
  inLanguage: (language) => `in het ${language}`,
  allPractices: 'Alle praktijken',

  start: {
    numbers: 'Nu in de bibliotheek',
    newest: 'Nieuwste praktijken',
    territories: (count, n) => many(n, { one: `${count} gebied`, other: `${count} gebieden` }),
    countries: (count, n) => many(n, { one: `${count} land`, other: `${count} landen` }),
    languages: (count, n) => many(n, { one: `${count} taal`, other: `${count} talen` }),
  },

  topics: {
    theme: 'Thema',
  },

  coverage: {
    name: 'Overzicht',
    title: 'Wat er is, en wat ontbreekt',
    partners: 'WELDI-gebieden',
    others: 'Andere plaatsen',
  },

  compare: {
    name: 'Vergelijken',
    add: 'Toevoegen aan vergelijking',
    takeOut: 'Uit vergelijking halen',
    chosen: (count, most, n) =>
      many(n, { one: `${count} praktijk gekozen, hoogstens ${most}.`, other: `${count} praktijken gekozen, hoogstens ${most}.` }),
    full: 'Vier is het maximum. Haal er een uit om een andere toe te voegen.',
    clear: 'Alles eruit halen',
  },

  texts: {
    about: 'Over deze bibliotheek',
    accessibility: 'Toegankelijkheid',
    privacy: 'Privacy',
  },

  failed: 'Dit is niet gelukt',
  failures: {
    OFFLINE: 'De bibliotheek is niet bereikbaar. Is er een netwerkverbinding?',
    TIMEOUT: 'De bibliotheek heeft niet op tijd geantwoord.',
    BUSY: 'De bibliotheek krijgt op dit moment te veel verzoeken. Probeer het iets later opnieuw.',
    OUTDATED: 'Deze pagina is ouder dan de bibliotheek, of een deel ervan is niet aangekomen. Laad de pagina opnieuw; niets van uw keuze gaat verloren.',
    UNKNOWN_KEY: 'De bibliotheek kent een van de filters in dit adres niet.',
    other: 'Er ging iets mis aan onze kant. Niets van uw keuze is verloren gegaan.',
  },
  tryAgain: 'Opnieuw proberen',
  reload: 'De pagina opnieuw laden',
  wait: (time) => `Wachttijd: ${time}.`,
}
