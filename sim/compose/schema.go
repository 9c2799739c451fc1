package compose

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// shape is what a value may be: one of either's shapes, if there are some, or
// of the named types.
type shape struct {
	either []*shape
	types  []string // string, integer, number, boolean, null, object, array
	words  []string
	least  *int64 // of a number
	most   *int64
	match  string // a row of patterns that has to be found in a text
	names  string // a row of patterns that a mapping's keys have to be
	items  *shape // of a list
	unique bool
	values *shape // of a mapping with any keys
	object string // a row of the schema
}

// rows are the objects of the schema by name.
type rows map[string]objectRow

type objectRow struct {
	fields   map[string]*shape
	required []string
	exact    bool
}

var schema = parseSchema(schemaTable)

// types are the words of the table for what YAML has.
var types = map[string]string{"str": "string", "int": "integer", "num": "number", "bool": "boolean", "null": "null", "[]": "array"}

func parseSchema(table string) rows {
	all := rows{}
	var name string
	for line := range strings.Lines(table) {
		words := strings.Fields(line)
		switch {
		case len(words) == 0:
		case line[0] != ' ':
			name = words[0]
			all[name] = objectRow{fields: map[string]*shape{}, exact: slices.Contains(words, "exact")}
		case words[0] == "*":
			row := all[name]
			row.required = words[1:]
			all[name] = row
		default:
			s, rest := parseShape(words[1])
			if rest != "" {
				panic("compose: bad schema: " + line)
			}
			all[name].fields[words[0]] = s
		}
	}
	return all
}

func parseShape(s string) (*shape, string) {
	first, rest := parseOne(s)
	if !strings.HasPrefix(rest, "|") {
		return first, rest
	}
	all := &shape{either: []*shape{first}}
	for strings.HasPrefix(rest, "|") {
		var next *shape
		next, rest = parseOne(rest[1:])
		all.either = append(all.either, next)
	}
	return all, rest
}

func parseOne(s string) (*shape, string) {
	switch {
	case s[0] == '[' && s[1] != ']':
		items, rest := parseShape(s[1:])
		rest, unique := strings.CutPrefix(rest[1:], "!")
		return &shape{types: []string{"array"}, items: items, unique: unique}, rest
	case s[0] == '{':
		names := ""
		if word, after, ok := strings.Cut(s[1:], ":"); ok && patterns[word] != nil {
			names, s = word, " "+after
		}
		values, rest := parseShape(s[1:])
		return &shape{types: []string{"object"}, values: values, names: names}, rest[1:]
	}
	end := strings.IndexAny(s, "|]}")
	if strings.HasSuffix(s, "/[]") || end > 0 && strings.HasPrefix(s[end-1:], "[]") {
		end = strings.Index(s, "[]") + 2
	}
	if end < 0 {
		end = len(s)
	}
	word, rest := s[:end], s[end:]
	switch {
	case word[0] == '=':
		return &shape{types: []string{"string"}, words: strings.Split(word[1:], "=")}, rest
	case word == "any":
		return &shape{}, rest
	case types[word] == "" && !strings.ContainsAny(word, "/~<>"):
		return &shape{types: []string{"object"}, object: word}, rest
	}
	sh := &shape{}
	word, sh.match, _ = strings.Cut(word, "~")
	word, sh.least, sh.most = parseBounds(word)
	for t := range strings.SplitSeq(word, "/") {
		sh.types = append(sh.types, types[t])
	}
	return sh, rest
}

// parseBounds takes >=LOW and <=HIGH off a word.
func parseBounds(word string) (plain string, least, most *int64) {
	bound := func(mark string) *int64 {
		before, after, ok := strings.Cut(word, mark)
		if !ok {
			return nil
		}
		word = before
		n, err := strconv.ParseInt(after, 10, 64)
		if err != nil {
			panic("compose: bad schema: " + after)
		}
		return &n
	}
	most = bound("<=")
	least = bound(">=")
	return word, least, most
}

// patterns are those of the schema, by the names the table gives them.
var patterns = map[string]*regexp.Regexp{
	"name":      regexp.MustCompile(`^[a-zA-Z0-9._-]+$`),
	"container": regexp.MustCompile(`[a-zA-Z0-9][a-zA-Z0-9_.-]+`),
	"policy":    regexp.MustCompile(`always|never|build|if_not_present|missing|refresh|daily|weekly|every_([0-9]+[wdhms])+`),
}

// violation is one way in which a tree breaks the schema.
type violation struct {
	path  string
	deep  int // how exactly it says where
	words string
}

// validate returns the violation that says most exactly where the mistake is,
// as Compose chooses it. Source: compose-go v2 schema/schema.go.
func validate(tree map[string]any) error {
	all := check(tree, &shape{types: []string{"object"}, object: "file"}, nil)
	if len(all) == 0 {
		return nil
	}
	worst := all[0]
	for _, v := range all[1:] {
		if v.deep > worst.deep {
			worst = v
		}
	}
	return fmt.Errorf("%s %s", worst.path, worst.words)
}

func check(v any, s *shape, path []string) []violation {
	switch x := v.(type) {
	case override:
		v = x.value
	case reset:
		return nil
	}
	if s.either != nil {
		var all []violation
		for _, e := range s.either {
			found := check(v, e, path)
			if len(found) == 0 {
				return nil
			}
			all = append(all, found...)
		}
		return all
	}
	say := func(extra int, format string, args ...any) violation {
		return violation{strings.Join(path, "."), len(path) + extra, fmt.Sprintf(format, args...)}
	}
	if len(s.types) > 0 && !slices.ContainsFunc(s.types, func(t string) bool { return isA(v, t) }) {
		return []violation{say(0, "must be a %s", readable(s.types))}
	}
	if len(s.words) > 0 && !slices.Contains(s.words, text(v)) {
		if len(s.words) == 1 {
			return []violation{say(0, "value must be '%s'", s.words[0])}
		}
		return []violation{say(0, "value must be one of '%s'", strings.Join(s.words, "', '"))}
	}
	if s.match != "" && !patterns[s.match].MatchString(text(v)) {
		return []violation{say(0, "'%s' does not match pattern '%s'", text(v), patterns[s.match])}
	}
	if _, isText := v.(string); !isText && s.least != nil && decimal(v) < float64(*s.least) {
		return []violation{say(0, "must be greater than or equal to %d", *s.least)}
	} else if !isText && s.most != nil && decimal(v) > float64(*s.most) {
		return []violation{say(0, "must be less than or equal to %d", *s.most)}
	}
	var all []violation
	switch v := v.(type) {
	case []any:
		all = checkList(v, s, path, say)
	case map[string]any:
		all = checkObject(v, s, path, say)
	}
	return all
}

func checkList(v []any, s *shape, path []string, say func(int, string, ...any) violation) []violation {
	var all []violation
	if s.items != nil {
		for i, e := range v {
			all = append(all, check(e, s.items, append(path[:len(path):len(path)], fmt.Sprint(i)))...)
		}
	}
	if s.unique {
		seen := map[string]int{}
		for i, e := range v {
			k := fmt.Sprint(e)
			if at, twice := seen[k]; twice {
				return append(all, say(0, "items at %d and %d are equal", at, i))
			}
			seen[k] = i
		}
	}
	return all
}

func checkObject(v map[string]any, s *shape, path []string, say func(int, string, ...any) violation) []violation {
	var all []violation
	row := schema[s.object]
	for _, name := range row.required {
		if _, there := v[name]; !there {
			all = append(all, say(0, "missing property '%s'", name))
		}
	}
	var unknown []string
	for _, k := range keys(v) {
		field := row.fields[k]
		switch {
		case s.names != "" && !patterns[s.names].MatchString(k):
			unknown = append(unknown, k)
			continue
		case s.values != nil:
			field = s.values
		case field == nil && s.object != "" && (row.exact || !strings.HasPrefix(k, "x-")):
			unknown = append(unknown, k)
			continue
		case field == nil:
			continue
		}
		all = append(all, check(v[k], field, append(path[:len(path):len(path)], k))...)
	}
	if len(unknown) > 0 {
		all = append(all, say(1, "additional properties '%s' not allowed", strings.Join(unknown, "', '")))
	}
	return all
}

func isA(v any, t string) bool {
	switch v := v.(type) {
	case string:
		return t == "string"
	case int64:
		return t == "integer" || t == "number"
	case float64:
		return t == "number" || t == "integer" && v == float64(int64(v))
	case bool:
		return t == "boolean"
	case nil:
		return t == "null"
	case []any:
		return t == "array"
	case map[string]any:
		return t == "object"
	}
	return false
}

// readable is a list of types as Compose says it.
func readable(types []string) string {
	names := make([]string, len(types))
	for i, t := range types {
		names[i] = cmp.Or(map[string]string{"object": "mapping"}[t], t)
	}
	if len(names) == 1 {
		return names[0]
	}
	slices.Sort(names)
	last := len(names) - 1
	return strings.Join(names[:last], ", ") + " or " + names[last]
}
