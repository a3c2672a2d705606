import type { Messages } from './en'
import { plural } from './plural'

const many = plural('fr')

export const fr: Messages = {
  siteName: 'Bibliothèque de pratiques WELDI',
  siteClaim: 'Accueillir dignement les personnes exilées',
  intro:
    'Ce que font villes et régions pour que toute personne qui arrive puisse vivre dignement : des pratiques des territoires WELDI et d’ailleurs, racontées pour que d’autres s’en inspirent.',
  skipToContent: 'Aller au contenu',
  language: 'Langue',
  mainPages: 'Pages principales',
  practices: 'Pratiques',
  footer: 'Rassemblé et tenu par le réseau de territoires WELDI. Textes sous CC BY 4.0, sauf mention contraire.',
  apiLink: 'Interface de requêtes (GraphQL)',
  myAccount: 'Mon compte',
  reportConcern: 'Signaler un problème',

  search: 'Chercher dans les pratiques',
  searchHint: 'Par exemple : logement pour jeunes réfugiés',
  searchButton: 'Chercher',
  suggestions: {
    name: 'Suggestions',
    counted: (count, n) => many(n, { one: `${count} suggestion`, many: `${count} de suggestions`, other: `${count} suggestions` }),
    term: 'Terme de recherche',
  },
  byTheme: 'Par thème',

  facets: {
    themes: 'Thèmes',
    transversalIssues: 'Enjeux transversaux',
    territories: 'Territoires',
    countries: 'Pays',
    practiceTypes: 'Types de pratique',
    targetGroups: 'Pour qui',
    stages: 'Étape du parcours',
    states: 'État',
    actorTypes: 'Portée par',
    scales: 'Échelle',
    tags: 'Mots-clés',
    languages: 'Langues',
  },

  results: (count, n) => many(n, { one: `${count} pratique`, many: `${count} de pratiques`, other: `${count} pratiques` }),
  showMore: 'Afficher la suite',
  map: {
    label: 'Carte des territoires',
    asList: 'La même chose en liste',
    nowhere: 'Absents de la carte, faute d’être un seul lieu ou parce qu’ils sont hors du cadre :',
    approximate: 'Un point représente un territoire entier, jamais une adresse.',
  },
  loading: 'Chargement…',

  territory: 'Territoire',
  states: { PLANNED: 'Prévue', RUNNING: 'En cours', ENDED: 'Terminée', UNKNOWN: 'État inconnu' },
  pilot: 'Pilote, en cours',
  since: (start, form) => (form === 'day' ? `depuis le ${start}` : `depuis ${start}`),
  until: (end, form) => (form === 'day' ? `jusqu’au ${end}` : `jusqu’en ${end}`),
  from: (start, form) => (form === 'day' ? `dès le ${start}` : `dès ${start}`),
  machineMark: 'traduction automatique',
  staleMark: 'traduction dépassée',
  inLanguage: (language) => `en ${language}`,
  allPractices: 'Toutes les pratiques',

  start: {
    numbers: 'Dans la bibliothèque aujourd’hui',
    newest: 'Pratiques les plus récentes',
    territories: (count, n) => many(n, { one: `${count} territoire`, many: `${count} de territoires`, other: `${count} territoires` }),
    countries: (count, n) => many(n, { one: `${count} pays`, many: `${count} de pays`, other: `${count} pays` }),
    languages: (count, n) => many(n, { one: `${count} langue`, many: `${count} de langues`, other: `${count} langues` }),
  },

  topics: {
    theme: 'Thème',
  },

  coverage: {
    name: 'Vue d’ensemble',
    title: 'Ce qui existe, et ce qui manque',
    partners: 'Territoires WELDI',
    others: 'Autres lieux',
  },

  compare: {
    name: 'Comparer',
    add: 'Ajouter à la comparaison',
    takeOut: 'Retirer de la comparaison',
    chosen: (count, most, n) =>
      many(n, {
        one: `${count} pratique choisie, sur ${most} au plus.`,
        many: `${count} de pratiques choisies, sur ${most} au plus.`,
        other: `${count} pratiques choisies, sur ${most} au plus.`,
      }),
    full: 'Quatre est le maximum. Retirez-en une pour en ajouter une autre.',
    clear: 'Tout retirer',
  },

  texts: {
    about: 'À propos de cette bibliothèque',
    accessibility: 'Accessibilité',
    privacy: 'Vie privée',
  },

  failed: 'Cela n’a pas fonctionné',
  failures: {
    OFFLINE: 'La bibliothèque est injoignable. La connexion au réseau fonctionne-t-elle ?',
    TIMEOUT: 'La bibliothèque n’a pas répondu à temps.',
    BUSY: 'La bibliothèque reçoit trop de demandes en ce moment. Réessayez un peu plus tard.',
    OUTDATED: 'Cette page est plus ancienne que la bibliothèque, ou une partie n’en est pas arrivée. Rechargez-la : rien de ce que vous avez choisi n’est perdu.',
    UNKNOWN_KEY: 'La bibliothèque ne connaît pas l’un des filtres de cette adresse.',
    other: 'Une erreur s’est produite de notre côté. Vos choix ne sont pas perdus.',
  },
  tryAgain: 'Réessayer',
  reload: 'Recharger la page',
  wait: (time) => `Temps d’attente : ${time}.`,
}
