/** What a first visitor finds in the editor. */
export const exampleQuery = `# Welcome to the WELDI Practice Library.
# Every field is explained in the documentation on the left. Run this query with Ctrl-Enter.

query HousingPractices {
  practices(filter: { themes: { anyOf: ["accommodation"] } }, lang: ["en"], first: 5) {
    totalCount
    nodes {
      slug
      title(lang: ["en"]) {
        value
        language
      }
      territory {
        name(lang: ["en"])
        country
      }
    }
    facets {
      territories {
        key
        label(lang: ["en"])
        count
      }
    }
  }
}
`
