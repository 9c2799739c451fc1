package hcl

import (
	"crypto/md5"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"math"
	"net/url"
	"path"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

// function is one of the language's own: how many arguments it takes (most < 0:
// any number) and what it makes of them, or why it does not.
type function struct {
	least, most int
	run         func(a []any) (v any, why string)
}

// notSimulated are functions of bake that are not here: those that look at the
// clock or roll dice, and rare ones.
var notSimulated = map[string]bool{"uuidv4": true, "uuidv5": true, "timestamp": true, "formatdate": true, "timeadd": true, "bcrypt": true, "rsadecrypt": true,
	"csvdecode": true, "cidrhost": true, "cidrnetmask": true, "cidrsubnet": true, "cidrsubnets": true, "convert": true, "setproduct": true,
	"sethaselement": true, "setintersection": true, "setsubtract": true, "setsymmetricdifference": true, "setunion": true,
	"assertnotnull": true, "bytesslice": true, "byteslen": true, "homedir": true, "semvercmp": true, "unixtimestampparse": true, "log": true, "pow": true, "parseint": true, "signum": true}

// functions are by name those of the language that bake files have. Source:
// docker.com, bake reference: standard library; zclconf/go-cty function/stdlib.
var functions = map[string]function{
	"upper": one(strings.ToUpper), "lower": one(strings.ToLower), "trimspace": one(strings.TrimSpace), "title": one(title),
	"chomp": one(func(s string) string { return strings.TrimRight(s, "\r\n") }), "strrev": one(reversed),
	"basename": one(path.Base), "dirname": one(path.Dir), "urlencode": one(url.QueryEscape), "sanitize": one(sanitized),
	"sha256":       one(func(s string) string { h := sha256.Sum256([]byte(s)); return hex.EncodeToString(h[:]) }),
	"sha512":       one(func(s string) string { h := sha512.Sum512([]byte(s)); return hex.EncodeToString(h[:]) }),
	"sha1":         one(func(s string) string { h := sha1.Sum([]byte(s)); return hex.EncodeToString(h[:]) }),
	"md5":          one(func(s string) string { h := md5.Sum([]byte(s)); return hex.EncodeToString(h[:]) }),
	"base64encode": one(func(s string) string { return base64.StdEncoding.EncodeToString([]byte(s)) }),
	"base64decode": {1, 1, func(a []any) (any, string) {
		data, err := base64.StdEncoding.DecodeString(str(a[0]))
		if err != nil || !utf8.Valid(data) {
			return nil, "failed to decode base64 data"
		}
		return string(data), ""
	}},
	"trim": two(strings.Trim), "trimprefix": two(strings.TrimPrefix), "trimsuffix": two(strings.TrimSuffix),
	"replace": {3, 3, func(a []any) (any, string) {
		if s := strings.Count(str(a[0]), str(a[1])) * len(str(a[2])); s > mostValue {
			return nil, "the result is too large"
		}
		return strings.ReplaceAll(str(a[0]), str(a[1]), str(a[2])), ""
	}},
	"regex_replace": {3, 3, regexReplace},
	"regex":         {2, 2, regexFind},
	"strlen":        {1, 1, func(a []any) (any, string) { return float64(utf8.RuneCountInString(str(a[0]))), "" }},
	"substr":        {3, 3, substr},
	"indent": {2, 2, func(a []any) (any, string) {
		n, _ := Number(a[0])
		if n < 0 || n > 100 || strings.Count(str(a[1]), "\n") > 1000 {
			return nil, "the result is too large"
		}
		return strings.ReplaceAll(str(a[1]), "\n", "\n"+strings.Repeat(" ", int(n))), ""
	}},
	"split": {2, 2, func(a []any) (any, string) { return anys(strings.Split(str(a[1]), str(a[0]))), "" }},
	"join":  {2, 2, joined}, "format": {1, -1, format}, "formatlist": {1, -1, formatList},
	"length": {1, 1, length}, "contains": {2, 2, func(a []any) (any, string) {
		return slices.ContainsFunc(items(a[0]), func(v any) bool { return same(v, a[1]) }), ""
	}},
	"lookup": {2, 3, lookup}, "index": {2, 2, func(a []any) (any, string) { return at(a[0], a[1]) }}, "element": {2, 2, element},
	"hasindex": {2, 2, func(a []any) (any, string) { _, why := at(a[0], a[1]); return why == "", "" }},
	"concat":   {1, -1, concat}, "flatten": {1, 1, func(a []any) (any, string) { return flat(a[0], 0), "" }},
	"distinct": {1, 1, distinct}, "compact": {1, 1, compact}, "coalesce": {1, -1, coalesce}, "coalescelist": {1, -1, coalesceList},
	"reverse": {1, 1, reverse}, "reverselist": {1, 1, reverse}, "slice": {3, 3, slice}, "sort": {1, 1, sorted}, "range": {1, 3, ranged}, "chunklist": {2, 2, chunks},
	"keys": {1, 1, keys}, "values": {1, 1, values}, "merge": {0, -1, merge}, "zipmap": {2, 2, zipmap},
	"max": many(math.Max), "min": many(math.Min), "abs": number(math.Abs), "absolute": number(math.Abs), "ceil": number(math.Ceil), "floor": number(math.Floor), "int": number(math.Trunc),
	"negate": number(func(x float64) float64 { return -x }),
	"add":    op("+"), "subtract": op("-"), "multiply": op("*"), "divide": op("/"), "modulo": op("%"),
	"equal": op("=="), "notequal": op("!="), "lessthan": op("<"), "lessthanorequalto": op("<="), "greaterthan": op(">"), "greaterthanorequalto": op(">="), "and": op("&&"), "or": op("||"),
	"not": {1, 1, func(a []any) (any, string) { b, ok := Bool(a[0]); return !b, unless(ok, "a bool is required") }},
	"jsonencode": {1, 1, func(a []any) (any, string) {
		data, err := json.Marshal(a[0])
		return string(data), unless(err == nil, "the value has no such form")
	}},
	"jsondecode": {1, 1, func(a []any) (any, string) {
		var v any
		if json.Unmarshal([]byte(str(a[0])), &v) != nil {
			return nil, "the text is no JSON"
		}
		return v, ""
	}},
}

// sanitized is a text as part of a name of a target. Source: buildx bake/hclparser/stdlib.go.
func sanitized(s string) string {
	return strings.Map(func(r rune) rune {
		if r == '_' || r == '-' || r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' {
			return r
		}
		return '_'
	}, s)
}

func title(s string) string {
	words := strings.Split(s, " ")
	for i, w := range words {
		if r, n := utf8.DecodeRuneInString(w); n > 0 {
			words[i] = strings.ToUpper(string(r)) + w[n:]
		}
	}
	return strings.Join(words, " ")
}

func reversed(s string) string {
	r := []rune(s)
	slices.Reverse(r)
	return string(r)
}

func regexReplace(a []any) (any, string) {
	re, err := regexp.Compile(str(a[1]))
	if err != nil {
		return nil, err.Error()
	}
	s := str(a[0])
	if (len(re.FindAllStringIndex(s, -1))+1)*len(str(a[2])) > mostValue {
		return nil, "the result is too large"
	}
	return re.ReplaceAllString(s, str(a[2])), ""
}

// regexFind is the first match: its groups, or all of it when it has none.
func regexFind(a []any) (any, string) {
	re, err := regexp.Compile(str(a[0]))
	if err != nil {
		return nil, err.Error()
	}
	m := re.FindStringSubmatch(str(a[1]))
	switch {
	case m == nil:
		return nil, "pattern did not match any part of the given string"
	case len(m) == 1:
		return m[0], ""
	case re.SubexpNames()[1] == "":
		return anys(m[1:]), ""
	}
	named := map[string]any{}
	for i, name := range re.SubexpNames()[1:] {
		named[name] = m[i+1]
	}
	return named, ""
}

func substr(a []any) (any, string) {
	r := []rune(str(a[0]))
	from, _ := Number(a[1])
	n, _ := Number(a[2])
	if from < 0 {
		from = max(float64(len(r))+from, 0)
	}
	start := int(min(from, float64(len(r))))
	end := len(r)
	if n >= 0 && n < float64(len(r)-start) {
		end = start + int(n)
	}
	return string(r[start:end]), ""
}
