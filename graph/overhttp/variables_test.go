package overhttp_test

import (
	"strings"
	"testing"
)

func TestVariables(t *testing.T) {
	h := newHandler(nil)
	const (
		says   = `query($text:String $number:Float $yes:Boolean $words:[String!]){says(text:$text number:$number yes:$yes words:$words)}`
		list   = `query($first:Int $order:Order $filter:Filter $tag:Tag){practices(first:$first order:$order filter:$filter tag:$tag){id}}`
		one    = `query($by:By!){practice(by:$by){id}}`
		node   = `query($id:ID!){node(id:$id){id}}`
		skip   = `query($yes:Boolean=true){says @skip(if:$yes) __typename}`
		hidden = `query($yes:Boolean=true){...f} fragment f on Query{...{says @include(if:$yes)} __typename}`
	)
	for _, c := range []struct{ query, variables, wrong string }{
		{says, `{}`, ""},
		{says, `{"text":null,"number":null,"yes":null,"words":null}`, ""},
		{says, `{"text":"x","number":1,"yes":false,"words":["a"]}`, ""},
		{says, `{"number":1.5e3,"words":"a"}`, ""},
		{says, `{"text":1}`, "$text"},
		{says, `{"text":["x"]}`, "$text"},
		{says, `{"number":"1"}`, "$number"},
		{says, `{"number":1e999}`, "$number"},
		{says, `{"yes":"true"}`, "$yes"},
		{says, `{"words":["a",null]}`, "$words[1]"},
		{says, `{"words":[1]}`, "$words[0]"},
		{list, `{"first":20,"order":"NEWEST","filter":{"themes":{"anyOf":["housing"]},"list":[{}]},"tag":{"any":[1]}}`, ""},
		{list, `{"filter":{"themes":{}}}`, ""},
		{list, `{"first":1.5}`, "$first"},
		{list, `{"first":3000000000}`, "$first"},
		{list, `{"first":"20"}`, "$first"},
		{list, `{"order":"newest"}`, "$order"},
		{list, `{"order":1}`, "$order"},
		{list, `{"filter":[]}`, "$filter"},
		{list, `{"filter":{"nonsense":1}}`, "nonsense"},
		{list, `{"filter":{"themes":{"need":null}}}`, "$filter.themes.need"},
		{list, `{"filter":{"themes":{"anyOf":[{}]}}}`, "$filter.themes.anyOf[0]"},
		{one, `{"by":{"slug":"x"}}`, ""},
		{one, `{"by":{}}`, "exactly one"},
		{one, `{"by":{"slug":null}}`, "exactly one"},
		{one, `{"by":{"slug":"x","id":"y"}}`, "exactly one"},
		{one, `{"by":{"slug":"x","id":null}}`, "exactly one"},
		{one, `{}`, "$by"},
		{node, `{"id":"x"}`, ""},
		{node, `{"id":4}`, ""},
		{node, `{"id":4.5}`, "$id"},
		{node, `{"id":true}`, "$id"},
		{skip, `{}`, ""},
		{skip, `{"yes":false}`, ""},
		{skip, `{"yes":null}`, "$yes"},
		{hidden, `{"yes":null}`, "$yes"},
		{list, `{"filter":{"` + strings.Repeat("x", 5000) + `\u202e":1}}`, "xxx"},
	} {
		body := `{"query":"` + c.query + `","variables":` + c.variables + `}`
		a := send(t, h, postBody(body))
		if c.wrong == "" {
			if a.status != 200 || a.code() != "" {
				t.Errorf("%s: %d %s", c.variables, a.status, a.raw)
			}
			continue
		}
		if a.status != 400 || a.code() != "BAD_VARIABLES" || !strings.Contains(a.body.Errors[0].Message, c.wrong) {
			t.Errorf("%.200s: %d %s", c.variables, a.status, a.raw)
		}
	}
}

func TestOneOfInLiterals(t *testing.T) {
	h := newHandler(nil)
	for _, by := range []string{`{}`, `{slug:null}`, `{slug:"x",id:"y"}`} {
		a := send(t, h, post(`{practice(by:`+by+`){id}}`, nil))
		if a.code() != "GRAPHQL_VALIDATION_FAILED" || len(a.body.Errors) != 1 ||
			a.body.Errors[0].Message != "Give exactly one field of By, with a value." {
			t.Errorf("%s: %s", by, a.raw)
		}
	}
}

// A literal that does not fit is refused in the words used of variables, and not repeated.
func TestLiterals(t *testing.T) {
	h := newHandler(nil)
	for query, want := range map[string]string{
		`{practices(first:"SECRET"){id}}`:                       "Int must be a whole number of 32 bits.",
		`{practices(first:1.5){id}}`:                            "Int must be a whole number of 32 bits.",
		`{practices(first:SECRET){id}}`:                         "Int must be a whole number of 32 bits.",
		`{practices(first:[1]){id}}`:                            "Int must be a whole number of 32 bits.",
		`{practices(order:SECRET){id}}`:                         "Order must be one of those the enum has.",
		`{practices(order:"NEWEST"){id}}`:                       "Order must be one of those the enum has.",
		`{practices(filter:"SECRET"){id}}`:                      "Filter must be an object.",
		`{practices(filter:{themes:{need:null}}){id}}`:          "Int must not be null.",
		`{practices(filter:{themes:{anyOf:[["SECRET"]]}}){id}}`: "String must be a string.",
		`{says(text:7)}`:                                        "String must be a string.",
		`{says(text:true)}`:                                     "String must be a string.",
		`{says(number:"SECRET")}`:                               "Float must be a number.",
		`{says(yes:SECRET)}`:                                    "Boolean must be true or false.",
		`{says(words:["a",null])}`:                              "String must not be null.",
		`{says @skip(if:"SECRET")}`:                             "Boolean must be true or false.",
		`{node(id:1.5){id}}`:                                    "ID must be a string or a whole number.",
		`query($n:Int="SECRET"){practices(first:$n){id}}`:       "Int must be a whole number of 32 bits.",
	} {
		a := send(t, h, post(query, nil))
		if a.code() != "GRAPHQL_VALIDATION_FAILED" || len(a.body.Errors) != 1 || strings.Contains(a.raw, "SECRET") ||
			a.body.Errors[0].Message != "A value of the type "+want || len(a.body.Errors[0].Locations) != 1 {
			t.Errorf("%s: %s", query, a.raw)
		}
	}
	for _, query := range []string{
		`{practices(first:null order:OLDEST filter:{themes:{anyOf:"a" need:3} list:{} order:null} tag:{a:[B 1.5 "c" null true]}){id}}`,
		`{says(text:"""a""" number:-1 yes:false words:[])}`, `{node(id:"x"){id}}`, `{says(number:1e3)}`,
	} {
		if a := send(t, h, post(query, nil)); a.body.Errors != nil {
			t.Errorf("%s: %s", query, a.raw)
		}
	}
}

// An Int of the document has 32 bits as one of the variables has (3.5.1); an ID may be longer.
func TestIntInLiterals(t *testing.T) {
	h := newHandler(nil)
	for _, query := range []string{
		`{practices(first:2147483648){id}}`, `{practices(first:-2147483649){id}}`, `{practices(filter:{themes:{need:99999999999}}){id}}`,
		`query($n:Int=99999999999){practices(first:$n){id}}`, `{practices(filter:{list:[{themes:{need:99999999999}}]}){id}}`,
	} {
		a := send(t, h, post(query, nil))
		if a.code() != "GRAPHQL_VALIDATION_FAILED" || len(a.body.Errors) != 1 || a.body.Errors[0].Message != "A value of the type Int must be a whole number of 32 bits." {
			t.Errorf("%s: %s", query, a.raw)
		}
	}
	for _, query := range []string{
		`{practices(filter:{themes:{need:2147483647}}){id}}`, `{practices(filter:{themes:{need:-2147483648}}){id}}`,
		`{node(id:99999999999){id}}`, `{says(number:99999999999)}`, `{practices(tag:99999999999){id}}`,
	} {
		if a := send(t, h, post(query, nil)); a.body.Errors != nil {
			t.Errorf("%s: %s", query, a.raw)
		}
	}
}
