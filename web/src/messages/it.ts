import type { Messages } from './en'
import { plural } from './plural'

const many = plural('it')

export const it: Messages = {
  siteName: 'Biblioteca di pratiche WELDI',
  siteClaim: 'Accogliere con dignità le persone in esilio',
  intro:
    'Ciò che città e regioni fanno perché ogni persona che arriva possa vivere con dignità: pratiche dei territori WELDI e di altri luoghi, raccontate perché altri possano imparare.',
  skipToContent: 'Vai al contenuto',
  language: 'Lingua',
  mainPages: 'Pagine principali',
  practices: 'Pratiche',
  footer: 'A cura della rete di territori WELDI. Testi con licenza CC BY 4.0, salvo diversa indicazione.',
  apiLink: 'Interfaccia di interrogazione (GraphQL)',
  myAccount: 'Il mio account',
  reportConcern: 'Segnala un problema',

  search: 'Cerca tra le pratiche',
  searchHint: 'Per esempio: alloggi per giovani rifugiati',
  searchButton: 'Cerca',
  suggestions: {
    name: 'Suggerimenti',
    counted: (count, n) => many(n, { one: `${count} suggerimento`, many: `${count} di suggerimenti`, other: `${count} suggerimenti` }),
    term: 'Termine di ricerca',
  },
  byTheme: 'Per tema',

  facets: {
    themes: 'Temi',
    transversalIssues: 'Questioni trasversali',
    territories: 'Territori',
    countries: 'Paesi',
    practiceTypes: 'Tipi di pratica',
    targetGroups: 'Per chi',
    stages: 'Tappa del percorso',
    states: 'Stato',
    actorTypes: 'Portata avanti da',
    scales: 'Scala geografica',
    tags: 'Parole chiave',
    languages: 'Lingue',
  },

  results: (count, n) => many(n, { one: `${count} pratica`, many: `${count} di pratiche`, other: `${count} pratiche` }),
  showMore: 'Mostra altre',
  map: {
    label: 'Mappa dei territori',
    asList: 'Lo stesso come elenco',
    nowhere: 'Fuori dalla mappa, perché non è un luogo unico o si trova oltre il bordo:',
    approximate: 'Un punto rappresenta un intero territorio, mai un indirizzo.',
  },
  loading: 'Caricamento…',

  territory: 'Territorio',
  states: { PLANNED: 'Prevista', RUNNING: 'In corso', ENDED: 'Conclusa', UNKNOWN: 'Stato sconosciuto' },
  pilot: 'Progetto pilota, in corso',
  // the article would be elided before the 8th and the 11th
  since: (start, form) => (form === 'day' ? `inizio: ${start}` : form === 'year' ? `dal ${start}` : `da ${start}`),
  until: (end, form) => (form === 'day' ? `fine: ${end}` : form === 'year' ? `fino al ${end}` : `fino a ${end}`),
  from: (start, form) => (form === 'day' ? `inizio: ${start}` : form === 'year' ? `a partire dal ${start}` : `a partire da ${start}`),
  machineMark: 'traduzione automatica',
  staleMark: 'traduzione non aggiornata',
  inLanguage: (language) => `in lingua ${language}`,
  allPractices: 'Tutte le pratiche',

  start: {
    numbers: 'Oggi nella biblioteca',
    newest: 'Pratiche più recenti',
    territories: (count, n) => many(n, { one: `${count} territorio`, many: `${count} di territori`, other: `${count} territori` }),
    countries: (count, n) => many(n, { one: `${count} paese`, many: `${count} di paesi`, other: `${count} paesi` }),
    languages: (count, n) => many(n, { one: `${count} lingua`, many: `${count} di lingue`, other: `${count} lingue` }),
  },

  topics: {
    theme: 'Tema',
  },

  coverage: {
    name: 'Panoramica',
    title: 'Quello che c’è e quello che manca',
    partners: 'Territori WELDI',
    others: 'Altri luoghi',
  },

  compare: {
    name: 'Confronta',
    add: 'Aggiungi al confronto',
    takeOut: 'Togli dal confronto',
    chosen: (count, most, n) =>
      many(n, {
        one: `${count} pratica scelta, su un massimo di ${most}.`,
        many: `${count} di pratiche scelte, su un massimo di ${most}.`,
        other: `${count} pratiche scelte, su un massimo di ${most}.`,
      }),
    full: 'Quattro è il massimo. Togline una per aggiungerne un’altra.',
    clear: 'Togli tutte',
  },

  texts: {
    about: 'Informazioni su questa biblioteca',
    accessibility: 'Accessibilità',
    privacy: 'Riservatezza',
  },

  failed: 'Qualcosa non ha funzionato',
  failures: {
    OFFLINE: 'Non è stato possibile raggiungere la biblioteca. La connessione alla rete è attiva?',
    TIMEOUT: 'La biblioteca non ha risposto in tempo.',
    BUSY: 'La biblioteca sta ricevendo troppe richieste. Riprova un po’ più tardi.',
    OUTDATED: 'Questa pagina è più vecchia della biblioteca, o una sua parte non è arrivata. Ricaricala: nulla di ciò che hai scelto va perso.',
    UNKNOWN_KEY: 'La biblioteca non conosce uno dei filtri di questo indirizzo.',
    other: 'Qualcosa è andato storto da parte nostra. Nulla di ciò che hai scelto è andato perso.',
  },
  tryAgain: 'Riprova',
  reload: 'Ricarica la pagina',
  wait: (time) => `Tempo di attesa: ${time}.`,
}
