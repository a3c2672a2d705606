import type { Messages } from './en'
import { plural } from './plural'

const many = plural('it')

/** Days and years take an article, elided before 8 and 11; a month takes none. */
function since(date: string): string {
  if (/^(8|11) /.test(date)) return `dall’${date}`
  return /^\d/.test(date) ? `dal ${date}` : `da ${date}`
}

function until(date: string): string {
  if (/^(8|11) /.test(date)) return `fino all’${date}`
  return /^\d/.test(date) ? `fino al ${date}` : `fino a ${date}`
}

export const it: Messages = {
  siteName: 'Biblioteca di pratiche WELDI',
  siteClaim: 'Accogliere con dignità le persone in esilio',
  intro:
    'Quello che città e regioni fanno perché ogni persona che arriva possa vivere con dignità: pratiche dei territori WELDI e di altri luoghi, raccontate perché altri possano imparare.',
  skipToContent: 'Vai al contenuto',
  language: 'Lingua',
  home: 'Pagina iniziale',
  mainPages: 'Pagine principali',
  practices: 'Pratiche',
  footer: 'A cura della rete di territori WELDI. Testi con licenza CC BY 4.0, salvo diversa indicazione.',
  apiLink: 'Interfaccia di interrogazione (GraphQL)',
  myAccount: 'Il mio account',
  reportConcern: 'Segnala un problema',

  search: 'Cerca tra le pratiche',
  searchHint: 'Per esempio: alloggi per giovani rifugiati',
  searchButton: 'Cerca',
  byTheme: 'Per tema',

  filters: 'Filtri',
  showFilters: (chosen) => (chosen > 0 ? `Filtri (${chosen})` : 'Filtri'),
  chosen: 'Filtri scelti',
  remove: (label) => `Togli il filtro ${label}`,
  clear: 'Cancella tutti i filtri',
  showAll: (count) => `Mostra tutto (${count})`,
  showFewer: 'Mostra meno',
  facets: {
    themes: 'Temi',
    transversalIssues: 'Temi trasversali',
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
  resultsFor: (words) => `per «${words}»`,
  orderBy: 'Ordina per',
  orders: {
    RELEVANCE: 'Pertinenza',
    NEWEST: 'Più recenti',
    OLDEST: 'Meno recenti',
    RECENTLY_UPDATED: 'Ultimi aggiornamenti',
    TITLE: 'Titolo',
  },
  foundIn: (section) => `In «${section}»:`,
  foundThrough: 'Trovata tramite:',
  showMore: 'Mostra altre',
  noMore: (count) => `Sono mostrate le prime ${count}. Altre parole o altri filtri accorciano l’elenco.`,
  view: 'Mostra come',
  views: {
    list: 'Elenco',
    map: 'Mappa',
    timeline: 'Cronologia',
  },
  map: {
    label: 'Mappa dei territori',
    asList: 'Lo stesso come elenco',
    nowhere: 'Non sulla mappa, perché non è un luogo unico o si trova oltre il bordo:',
    approximate: 'Un punto rappresenta un intero territorio, mai un indirizzo.',
    noPoint: 'Non è un luogo unico, perciò nessuna mappa lo mostra.',
    where: (name) => `Mappa: dove si trova ${name} in Europa`,
  },
  timeline: {
    label: 'Pratiche per anno di inizio',
    unknown: 'Anno sconosciuto',
    began: (years) => `Inizio: ${years}`,
  },
  sharing: {
    share: 'Condividi',
    copy: 'Copia l’indirizzo',
    copied: 'L’indirizzo è stato copiato.',
    notCopied: 'Il browser non ha consentito la copia. L’indirizzo è:',
    print: 'Stampa',
  },
  loading: 'Caricamento…',
  nothingFound: 'Nessuna pratica corrisponde',
  nothingFoundHint: 'Prova con meno filtri o con altre parole. Una lacuna può anche significare che nessuno ha ancora raccontato questa pratica.',

  sections: {
    CHALLENGE: 'La sfida',
    APPROACH: 'Che cosa si fa',
    BENEFICIARIES: 'Per chi',
    RESULTS: 'Che cosa ne è nato',
    LESSONS: 'Che cosa possono imparare altri',
    CONDITIONS: 'Che cosa serve altrove',
    RESOURCES: 'Fondi, personale e spazi',
  },
  fields: { title: 'Titolo', summary: 'Sintesi' },
  atAGlance: 'In breve',
  territory: 'Territorio',
  place: 'Luogo',
  period: 'Periodo',
  organisations: 'Organizzazioni',
  roles: { LEAD: 'realizza la pratica', PARTNER: 'partecipa', FUNDER: 'finanzia' },
  states: { PLANNED: 'Prevista', RUNNING: 'In corso', ENDED: 'Conclusa', UNKNOWN: 'Stato sconosciuto' },
  pilot: 'Progetto pilota, in corso',
  since,
  until,
  from: (start) => `a partire ${since(start)}`,
  asOf: (date) => `situazione: ${date}`,
  endReason: 'Perché è finita',
  sources: 'Fonti',
  confidence: 'Solidità delle fonti',
  confidences: {
    HIGH: 'Buona: più fonti valide lo dicono chiaramente.',
    MEDIUM: 'Parziale: le fonti lasciano aperti alcuni punti.',
    LOW: 'Scarsa: si è trovato poco più di un accenno.',
  },
  compiled: 'Compilata da fonti pubbliche, non ancora confermata dal suo territorio.',
  compiledConfirmed: (date) => `Compilata da fonti pubbliche e confermata dal suo territorio in data ${date}.`,
  contributed: 'Scritta da un membro della rete, non ancora confermata dal suo territorio.',
  contributedConfirmed: (date) => `Scritta da un membro della rete e confermata dal suo territorio in data ${date}.`,
  history: 'Cronologia',
  published: (date) => `Pubblicata in data ${date}`,
  updated: (version, date) => `Versione ${version}, ${date}`,
  lastChecked: (date) => `Ultima verifica: ${date}`,
  licence: 'Licenza',
  similar: 'Pratiche simili',
  inCommon: 'In comune:',
  sameTerritory: 'lo stesso territorio',
  servedIn: (language) => `Questo testo non è ancora disponibile in italiano. Lo stai leggendo in ${language}.`,
  machine: 'Tradotto da una macchina e non ancora riletto da una persona.',
  machineMark: 'traduzione automatica',
  stale: 'L’originale è cambiato da quando è stata fatta questa traduzione.',
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
    partner: 'Territorio WELDI',
    lead: 'Territorio WELDI, capofila della rete',
    outside: 'Un luogo fuori dalla rete WELDI',
    ownName: 'Il suo nome',
    kind: 'Tipo di luogo',
    country: 'Paese',
    population: 'Abitanti',
    narrow: 'Cerca e filtra queste pratiche',
    noTerritory: 'Territori WELDI dove non c’è ancora nulla:',
    noTheme: 'Ancora nulla su:',
    kinds: {
      CITY: 'Città',
      MUNICIPALITY: 'Comune',
      DEPARTMENT: 'Dipartimento francese',
      COUNTY: 'Contea',
      REGION: 'Regione',
      COUNTRY: 'Intero paese',
      NETWORK: 'Rete di luoghi',
    },
  },

  coverage: {
    name: 'Panoramica',
    title: 'Quello che c’è e quello che manca',
    intro:
      'Quante pratiche ci sono per ogni coppia. Uno zero è una lacuna: qui nessuno ha ancora raccontato una pratica simile. Ogni numero porta alle sue pratiche.',
    rows: 'Nelle righe',
    columns: 'Nelle colonne',
    swap: 'Scambia le due',
    all: 'Tutte',
    partners: 'Territori WELDI',
    others: 'Altri luoghi',
    gapsCounted: (gaps, cells, n) =>
      many(n, {
        one: `${gaps} coppia su ${cells} non ha ancora pratiche.`,
        many: `${gaps} di coppie su ${cells} non hanno ancora pratiche.`,
        other: `${gaps} coppie su ${cells} non hanno ancora pratiche.`,
      }),
    noGaps: 'Ogni coppia ha almeno una pratica.',
    totalsNote: 'Una pratica che appartiene a più righe o colonne conta in ciascuna, e una sola volta in «Tutte».',
    gaps: 'Dove non c’è ancora nulla',
    gapsOfPartners: 'Tra i territori WELDI',
  },

  compare: {
    name: 'Confronta',
    title: 'Pratiche a confronto',
    intro: 'Fino a quattro pratiche, sezione per sezione.',
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
    empty: 'Non c’è ancora nulla da confrontare. Scegli «Aggiungi al confronto» nell’elenco delle pratiche o nella pagina di una pratica.',
    more: 'Aggiungi un’altra pratica',
    earlier: (title) => `Sposta verso l’inizio: ${title}`,
    later: (title) => `Sposta verso la fine: ${title}`,
    missing: 'Non se ne dice nulla.',
  },

  texts: {
    about: 'Informazioni su questa biblioteca',
    accessibility: 'Accessibilità',
    privacy: 'Riservatezza',
  },

  notFound: 'Non c’è nulla a questo indirizzo',
  notFoundHint: 'L’indirizzo può essere scritto male, oppure la pagina è stata spostata. La ricerca trova tutte le pratiche della biblioteca.',
  unknownLanguage: (language) => `La biblioteca non è disponibile in ${language}`,
  unknownLanguageHint: 'Puoi leggere questa pagina in queste lingue:',
  withdrawn: 'Questa pratica è stata ritirata',
  withdrawnOn: (date) => `Non è più mostrata ${since(date)}.`,
  withdrawals: {
    BY_ITS_TERRITORY: 'Lo ha chiesto il suo territorio.',
    DUPLICATE: 'Un’altra pratica della biblioteca racconta la stessa cosa.',
    SOURCES_DO_NOT_HOLD: 'Le sue fonti si sono rivelate insufficienti.',
    SAFETY: 'È stata ritirata per la sicurezza o la riservatezza di qualcuno.',
    OTHER: 'La biblioteca ne conserva l’indirizzo e non ne mostra più il testo.',
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
