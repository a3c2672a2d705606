import type { Messages } from './en'
import { plural } from './plural'

const many = plural('es')

export const es: Messages = {
  siteName: 'Biblioteca de prácticas WELDI',
  siteClaim: 'Acoger con dignidad a las personas exiliadas',
  intro:
    'Lo que hacen ciudades y regiones para que toda persona que llega pueda vivir con dignidad: prácticas de los territorios WELDI y de otros lugares, contadas para que otros puedan aprender de ellas.',
  skipToContent: 'Ir al contenido',
  language: 'Idioma',
  mainPages: 'Páginas principales',
  practices: 'Prácticas',
  footer: 'Reunido y mantenido por la red de territorios WELDI. Textos bajo CC BY 4.0, salvo que se indique lo contrario.',
  apiLink: 'Interfaz de consulta (GraphQL)',
  myAccount: 'Mi cuenta',
  reportConcern: 'Informar de un problema',

  search: 'Buscar en las prácticas',
  searchHint: 'Por ejemplo: vivienda para jóvenes refugiados',
  searchButton: 'Buscar',
  suggestions: {
    name: 'Sugerencias',
    counted: (count, n) => many(n, { one: `${count} sugerencia`, many: `${count} de sugerencias`, other: `${count} sugerencias` }),
    term: 'Término de búsqueda',
  },
  byTheme: 'Por tema',

  facets: {
    themes: 'Temas',
    transversalIssues: 'Cuestiones transversales',
    territories: 'Territorios',
    countries: 'Países',
    practiceTypes: 'Tipos de práctica',
    targetGroups: 'Para quién',
    stages: 'Etapa del recorrido',
    states: 'Estado',
    actorTypes: 'A cargo de',
    scales: 'Escala',
    tags: 'Palabras clave',
    languages: 'Idiomas',
  },

  results: (count, n) => many(n, { one: `${count} práctica`, many: `${count} de prácticas`, other: `${count} prácticas` }),
  showMore: 'Mostrar más',
  map: {
    label: 'Mapa de los territorios',
    asList: 'Lo mismo en lista',
    nowhere: 'Fuera del mapa, por no ser un único lugar o por quedar fuera del encuadre:',
    approximate: 'Un punto representa un territorio entero, nunca una dirección.',
  },
  loading: 'Cargando…',

  territory: 'Territorio',
  states: { PLANNED: 'Prevista', RUNNING: 'En curso', ENDED: 'Finalizada', UNKNOWN: 'Estado desconocido' },
  pilot: 'Proyecto piloto, en curso',
  since: (start, form) => (form === 'day' ? `desde el ${start}` : `desde ${start}`),
  until: (end, form) => (form === 'day' ? `hasta el ${end}` : `hasta ${end}`),
  from: (start, form) => (form === 'day' ? `a partir del ${start}` : `a partir de ${start}`),
  machineMark: 'traducción automática',
  staleMark: 'traducción desactualizada',
  inLanguage: (language) => `en ${language}`,
  allPractices: 'Todas las prácticas',

  start: {
    numbers: 'Hoy en la biblioteca',
    newest: 'Prácticas más recientes',
    territories: (count, n) => many(n, { one: `${count} territorio`, many: `${count} de territorios`, other: `${count} territorios` }),
    countries: (count, n) => many(n, { one: `${count} país`, many: `${count} de países`, other: `${count} países` }),
    languages: (count, n) => many(n, { one: `${count} idioma`, many: `${count} de idiomas`, other: `${count} idiomas` }),
  },

  topics: {
    theme: 'Tema',
  },

  coverage: {
    name: 'Panorama',
    title: 'Lo que hay y lo que falta',
    partners: 'Territorios WELDI',
    others: 'Otros lugares',
  },

  compare: {
    name: 'Comparar',
    add: 'Añadir a la comparación',
    takeOut: 'Quitar de la comparación',
    chosen: (count, most, n) =>
      many(n, {
        one: `${count} práctica elegida, de ${most} como máximo.`,
        many: `${count} de prácticas elegidas, de ${most} como máximo.`,
        other: `${count} prácticas elegidas, de ${most} como máximo.`,
      }),
    full: 'Cuatro es el máximo. Quite una para añadir otra.',
    clear: 'Quitar todas',
  },

  texts: {
    about: 'Sobre esta biblioteca',
    accessibility: 'Accesibilidad',
    privacy: 'Privacidad',
  },

  failed: 'Esto no ha funcionado',
  failures: {
    OFFLINE: 'No se ha podido contactar con la biblioteca. ¿Hay conexión a la red?',
    TIMEOUT: 'La biblioteca no ha respondido a tiempo.',
    BUSY: 'La biblioteca está recibiendo demasiadas peticiones. Inténtelo de nuevo un poco más tarde.',
    OUTDATED: 'Esta página es más antigua que la biblioteca, o una parte de ella no ha llegado. Recárguela; no se pierde nada de lo que ha elegido.',
    UNKNOWN_KEY: 'La biblioteca no conoce uno de los filtros de esta dirección.',
    other: 'Algo ha fallado por nuestra parte. No se ha perdido nada de lo que eligió.',
  },
  tryAgain: 'Intentar de nuevo',
  reload: 'Recargar la página',
  wait: (time) => `Tiempo de espera: ${time}.`,
}
