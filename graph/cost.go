package graph

import (
	"encoding/json"
	"math"
	"strings"
	"unicode"

	"github.com/weldi-network/practice-library/graph/overhttp"
	"github.com/weldi-network/practice-library/server/library"
)

// What a query may cost, in units of some 2.5 µs of one core: 0.1 s in all. A test of the whole server holds this
// against the clock.
const maxCost = 40_000

// What costs more than a value of the answer, which costs one, or an item of a list, which costs two besides. What
// grows with the library is priced as it is among 20,000 practices.
const (
	bodyCost    = 1200 // a practice read from the database
	searchCost  = 2000 // a search, and for each of its words
	wordCost    = 400
	listCost    = 30 // a list without words
	similarCost = 200
	suggestCost = 300
	facetsCost  = 50
	matrixCost  = 100
	htmlCost    = 20  // CommonMark to safe HTML
	draftCost   = 400 // what a draft says, or a remark on it, read from the database
	queueCost   = 100 // the drafts that a viewer may see
	// what waits for translators among 20,000 practices, and a comparison of two texts: all that is ever spent on one
	translationCost = 4000
	compareCost     = 4000
	writeCost       = 1000
	nameCost        = 40   // what somebody is called: a plain document for each person, who comes more than once
	accountCost     = 200  // a plain document read from the database
	slotsCost       = 6000 // all that an account may have of one kind, each read by its key
)

// works are the fields that cost something by themselves, whatever is asked below them.
var works = map[string]int{
	"Query.coverage":                 matrixCost,
	"Query.suggest":                  suggestCost,
	"Practice.sections":              bodyCost,
	"Practice.sources":               bodyCost,
	"Practice.similar":               similarCost,
	"Practice.concepts":              listCost,
	"PracticeConnection.facets":      facetsCost,
	"PracticeEdge.highlights":        listCost,
	"LocalizedText.html":             htmlCost,
	"Term.alternatives":              4,
	"PracticeDraft.content":          draftCost,
	"PracticeDraft.requestedChanges": draftCost,
	"Comment.text":                   draftCost,
	"HistoryEvent.remark":            draftCost,
	"DraftSection.html":              htmlCost,
	"Practice.drafts":                queueCost,
	"Viewer.drafts":                  queueCost,
	"Viewer.reviewQueue":             queueCost,
	"Viewer.translationQueue":        translationCost,
	"Practice.history":               queueCost,
	"Viewer.audit":                   400, // the whole log in memory
	"Viewer.concernQueue":            queueCost,
	"Concern.message":                draftCost,
	"Viewer.notifications":           queueCost,
	"Viewer.checkQueue":              translationCost,
	"Viewer.disputeQueue":            translationCost,
	"Dispute.text":                   draftCost,
	"PracticeDraft.history":          queueCost,
	"Tombstone.history":              queueCost,
	"PracticeRevision.content":       bodyCost,
	"Query.compareRevisions":         2*bodyCost + compareCost,
	"TranslationTask.sourceChanges":  2*bodyCost + compareCost,
	"Viewer.account":                 accountCost,
	"Viewer.sessions":                slotsCost,
	"Viewer.tokens":                  slotsCost,
	"Actor.name":                     nameCost,
	"Query.account":                  accountCost,
	"Viewer.linkedIdentities":        slotsCost,
	"Viewer.personalData":            25_000, // all of the above, and 50 entries
	"Viewer.secondFactor":            11 * accountCost,
	"Query.organisations":            800, // a look at each name of thousands
}

// lists are the fields that give a list, by how many items it is taken to have where no argument tells.
var lists = map[string]int{
	"Query.territories":               50,
	"Query.themes":                    8,
	"Query.transversalIssues":         3,
	"Query.timeline":                  30,
	"CoverageMatrix.rows":             30,
	"CoverageMatrix.columns":          30,
	"CoverageMatrix.cells":            600,
	"Viewer.roles":                    5,
	"Term.broader":                    2,
	"Term.narrower":                   10,
	"Term.themes":                     2,
	"Practice.sections":               len(library.SectionKinds),
	"Practice.organisations":          5,
	"Practice.themes":                 2,
	"Practice.transversalIssues":      2,
	"Practice.practiceTypes":          2,
	"Practice.targetGroups":           3,
	"Practice.actorTypes":             2,
	"Practice.scales":                 2,
	"Practice.stages":                 3,
	"Practice.tags":                   5,
	"Practice.concepts":               20,
	"Practice.sources":                6,
	"SimilarPractice.reasons":         5,
	"SimilarityReason.concepts":       2,
	"PracticeEdge.highlights":         3,
	"PracticeEdge.matchedConcepts":    4,
	"PracticeConnection.relaxations":  5,
	"Practice.drafts":                 2,
	"PracticeDraft.writers":           3,
	"PracticeDraft.reviewers":         3,
	"PracticeDraft.possibleReviewers": 10,
	"PracticeDraft.comments":          20,
	"PracticeDraft.earlierComments":   5,
	"DraftText.sections":              len(library.SectionKinds),
	"RevisionComparison.changes":      5,
	"PartComparison.pieces":           20,
	"DraftContent.sources":            6,
	"DraftFacts.organisations":        5,
	// Of refusals, one with what stands now comes alone; several are a few values each.
	"PracticePayload.userErrors":               2,
	"PracticeScrubPayload.userErrors":          2,
	"NotificationsReadPayload.userErrors":      2,
	"NotificationMailPayload.userErrors":       2,
	"ConcernReportPayload.userErrors":          2,
	"ConcernAnswerPayload.userErrors":          2,
	"DraftPayload.userErrors":                  2,
	"CommentPayload.userErrors":                2,
	"PracticeWithdrawPayload.userErrors":       2,
	"TerritoryPayload.userErrors":              2,
	"ConceptPayload.userErrors":                2,
	"OrganisationPayload.userErrors":           2,
	"KnownOrganisation.formerKeys":             1,
	"Territory.names":                          len(library.Languages),
	"Territory.formerKeys":                     1,
	"Theme.labels":                             len(library.Languages),
	"Theme.formerKeys":                         1,
	"TransversalIssue.labels":                  len(library.Languages),
	"TransversalIssue.formerKeys":              1,
	"Term.labels":                              len(library.Languages),
	"Term.formerKeys":                          1,
	"Term.alternativeLabels":                   20,
	"Account.roles":                            5,
	"Viewer.sessions":                          5,
	"Viewer.tokens":                            5,
	"Token.scopes":                             2,
	"SignInPayload.userErrors":                 2,
	"SignOutPayload.userErrors":                2,
	"AccountInvitePayload.userErrors":          2,
	"AccountPayload.userErrors":                2,
	"AccountClosePayload.userErrors":           2,
	"PasswordResetRequestPayload.userErrors":   2,
	"TokenCreatePayload.userErrors":            2,
	"Viewer.linkedIdentities":                  2,
	"Query.identityProviders":                  10,
	"ProviderLeavePayload.userErrors":          2,
	"IdentityUnlinkPayload.userErrors":         2,
	"SecondFactorEnrolPayload.userErrors":      2,
	"SecondFactorConfirmPayload.userErrors":    2,
	"SecondFactorConfirmPayload.recoveryCodes": 10,
	"TokenRevokePayload.userErrors":            2,
}

// The vocabularies are short, but for the thesaurus.
const (
	vocabularyGuess = 20
	thesaurusGuess  = 300
)

// pageNote is what the fields of a page need to know of the question.
type pageNote struct{ size, words int }

// textNote is how many languages a text was asked for in.
type textNote int

// price tells what a field costs: its own work, the values in its arguments, and its items.
func price(f overhttp.Field) overhttp.Price {
	name := f.Type + "." + f.Name
	given := values(f.Args)
	own, n := 1+works[name]+given/2, lists[name]
	var note any = textNote(given)
	switch name {
	case "Query.practices", "Territory.practices":
		own += searching(wordsOf(f.Args))
		note = pageNote{pageSize(f.Args), wordsOf(f.Args)}
	case "Viewer.drafts", "Viewer.reviewQueue", "Viewer.translationQueue", "Viewer.checkQueue", "Viewer.disputeQueue", "Viewer.notifications",
		"Viewer.concernQueue", "Viewer.audit", "Practice.history", "PracticeDraft.history", "Tombstone.history":
		note = pageNote{size: pageSize(f.Args)}
	case "Query.organisations":
		note = pageNote{size: pageSize(f.Args)}
	case "Query.accounts":
		note = pageNote{size: pageSize(f.Args)}
		own += pageSize(f.Args) * accountCost
	case "Query.timeline":
		own += searching(wordsOf(f.Args))
	case "Query.suggest":
		n = size(f.Args["first"], library.DefaultSuggestions, library.MaxSuggestions)
	case "Query.concepts":
		n = vocabularyGuess
		if f.Args["scheme"] == "THESAURUS" {
			n = thesaurusGuess
		}
	case "Practice.similar":
		n = size(f.Args["first"], library.DefaultSimilar, library.MaxSimilar)
	}
	switch above := f.Note.(type) {
	case pageNote:
		o, items := onPage(f.Name, above)
		own, n = own+o, max(n, items)
	case textNote:
		if name == "LocalizedText.requested" {
			own += int(above)
		}
	}
	switch f.Type {
	case "PracticeFacets":
		n = vocabularyGuess
	case "Mutation":
		own += writeCost
	}
	return overhttp.Price{Own: own + 2*n, Times: n, Note: note}
}

// onPage is what the fields of a page cost besides, and how many items they have.
func onPage(field string, asked pageNote) (own, items int) {
	switch field {
	case "nodes", "edges":
		return 0, asked.size
	case "didYouMean": // one more search, for the nearest words
		return searching(min(asked.words, library.MostDropped)), 0
	case "relaxations": // a search without each of the words
		n := min(asked.words, library.MostDropped)
		return listCost + n*n*wordCost, 0
	}
	return 0, 0
}

// searching is what a search for so many words costs.
func searching(words int) int {
	if words == 0 {
		return listCost
	}
	return searchCost + words*wordCost
}

// wordsOf counts the words that are looked for, cut wherever a search may cut them.
func wordsOf(args map[string]any) int {
	words, _ := args["words"].(string)
	isGap := func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) }
	return min(len(strings.FieldsFunc(words, isGap)), library.MostSought)
}

func pageSize(args map[string]any) int {
	if args["last"] != nil {
		return size(args["last"], library.DefaultPage, library.MaxPage)
	}
	return size(args["first"], library.DefaultPage, library.MaxPage)
}

// size reads how many items are asked for. What is out of bounds costs as much as may be: it is refused later, by name.
func size(arg any, otherwise, most int) int {
	n := math.MaxInt
	switch arg := arg.(type) {
	case nil:
		n = otherwise
	case int64:
		n = int(arg)
	case int:
		n = arg
	case json.Number:
		if whole, err := arg.Int64(); err == nil {
			n = int(whole)
		}
	}
	return min(max(n, 1), most)
}

// values counts the values in arguments, since each has to be read.
func values(arg any) int {
	n := 0
	switch arg := arg.(type) {
	case nil:
	case map[string]any:
		for _, value := range arg {
			n += values(value)
		}
	case []any:
		for _, value := range arg {
			n += values(value)
		}
	default:
		n = 1
	}
	return n
}
