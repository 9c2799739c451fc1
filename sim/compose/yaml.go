package compose

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"go.yaml.in/yaml/v4"
)

// The bounds of a compose file: bytes of text, values after aliases are
// followed, and how deep they nest.
const (
	maxText  = 1 << 20
	maxNodes = 50_000
	maxDepth = 64
)

// reset and override are values with the tags !reset and !override: one takes
// away what an earlier file said, the other stands in its place.
type (
	reset    struct{}
	override struct{ value any }
)

// parseYAML reads the documents of a file. Errors are worded as the YAML
// library of Compose 5 words them.
func parseYAML(text string) ([]map[string]any, error) {
	if len(text) > maxText {
		return nil, fmt.Errorf("compose file is larger than %d bytes", maxText)
	}
	dec, err := yaml.NewLoader(strings.NewReader(text))
	if err != nil {
		return nil, err
	}
	var docs []map[string]any
	for {
		var n yaml.Node
		err := dec.Load(&n)
		if err == io.EOF {
			break
		}
		if err != nil {
			return nil, err
		}
		b := builder{}
		v, err := b.tree(&n, "", 0)
		if err != nil {
			if c, ok := err.(construction); ok && len(n.Content) > 0 {
				c.root = n.Content[0].Line
				err = c
			}
			return nil, err
		}
		if v == nil {
			continue
		}
		m, ok := v.(map[string]any)
		if !ok {
			return nil, notNamed(n.Content[0])
		}
		docs = append(docs, m)
	}
	if len(docs) == 0 {
		return nil, errors.New("empty compose file")
	}
	return docs, nil
}

// construction is an error of a document that is YAML and yet has no meaning.
// Source: go.yaml.in/yaml v4, whose words they are.
type construction struct {
	root  int // line the document begins in
	words string
}

func (c construction) Error() string {
	return fmt.Sprintf("yaml: construct errors: line %d: %s", c.root, c.words)
}

func constructed(n *yaml.Node, words string) error {
	return construction{words: fmt.Sprintf("go-yaml load error in constructor at L%d.C%d: %s", n.Line, n.Column, words)}
}

// builder makes a tree of a document, within bounds.
type builder struct {
	nodes int
	path  []*yaml.Node // aliases that are being followed
}

func (b *builder) tree(n *yaml.Node, at string, depth int) (any, error) {
	if b.nodes++; b.nodes > maxNodes {
		return nil, constructed(n, "document contains excessive aliasing")
	}
	if depth > maxDepth {
		return nil, fmt.Errorf("yaml: line %d: values nest more than %d deep", n.Line, maxDepth)
	}
	switch n.Tag {
	case "!reset":
		return reset{}, nil
	case "!override":
		plain := *n
		plain.Tag = ""
		v, err := b.tree(&plain, at, depth)
		return override{v}, err
	}
	switch n.Kind {
	case yaml.DocumentNode:
		if len(n.Content) == 0 {
			return nil, nil
		}
		return b.tree(n.Content[0], at, depth)
	case yaml.AliasNode:
		for _, on := range b.path {
			if on == n.Alias {
				return nil, fmt.Errorf("yaml: line %d: anchor '%s' value contains itself", n.Line, n.Value)
			}
		}
		b.path = append(b.path, n.Alias)
		v, err := b.tree(n.Alias, at, depth+1)
		b.path = b.path[:len(b.path)-1]
		return v, err
	case yaml.SequenceNode:
		list := make([]any, 0, len(n.Content))
		for i, e := range n.Content {
			v, err := b.tree(e, fmt.Sprintf("%s[%d]", at, i), depth+1)
			if err != nil {
				return nil, err
			}
			list = append(list, v)
		}
		return list, nil
	case yaml.MappingNode:
		return b.mapping(n, at, depth)
	}
	return scalar(n)
}

func (b *builder) mapping(n *yaml.Node, at string, depth int) (any, error) {
	m := make(map[string]any, len(n.Content)/2)
	lines := map[string]int{}
	var merged []any
	var from []*yaml.Node
	for i := 0; i+1 < len(n.Content); i += 2 {
		k, e := n.Content[i], n.Content[i+1]
		v, err := b.tree(e, join(at, k.Value), depth+1)
		if err != nil {
			return nil, err
		}
		if k.Tag == "!!merge" || k.Value == "<<" && k.Kind == yaml.ScalarNode && k.Style == 0 {
			merged, from = append(merged, v), append(from, e)
			continue
		}
		if k.Kind == yaml.AliasNode {
			k = k.Alias
		}
		if k.Kind != yaml.ScalarNode {
			return nil, fmt.Errorf("yaml: line %d: a key has to be a string", k.Line)
		}
		if key, _ := scalar(k); !isA(key, "string") {
			return nil, otherKey(key, at)
		}
		if first := lines[k.Value]; first > 0 {
			return nil, construction{words: fmt.Sprintf("line %d: mapping key %q already defined at line %d", k.Line, k.Value, first)}
		}
		lines[k.Value] = k.Line
		m[k.Value] = v
	}
	for i, v := range merged {
		if err := mergeKeys(m, v, from[i]); err != nil {
			return nil, err
		}
	}
	return m, nil
}

// notNamed is the error of a file that is no mapping: Compose looks for its
// name first.
func notNamed(n *yaml.Node) error {
	what := n.ShortTag()
	if n.Kind == yaml.ScalarNode {
		what += " `" + n.Value + "`"
	}
	return fmt.Errorf("yaml: construct errors: line %d: cannot construct %s into cli.named", n.Line, what)
}

// otherKey is the error of a key that is no text.
func otherKey(key any, at string) error {
	if at == "" {
		return fmt.Errorf("non-string key at top level: %#v", key)
	}
	return fmt.Errorf("non-string key in %s: %#v", at, key)
}

// mergeKeys adds what << names: keys that are there stay.
func mergeKeys(m map[string]any, v any, n *yaml.Node) error {
	switch v := v.(type) {
	case map[string]any:
		for k, e := range v { // each key for itself
			if _, there := m[k]; !there {
				m[k] = e
			}
		}
		return nil
	case []any:
		for _, e := range v {
			if err := mergeKeys(m, e, n); err != nil {
				return err
			}
		}
		return nil
	}
	return constructed(n, "map merge requires map or sequence of maps as the value")
}

func scalar(n *yaml.Node) (any, error) {
	switch n.ShortTag() {
	case "!!null":
		return nil, nil
	case "!!bool", "!!int", "!!float":
		var v any
		if err := n.Decode(&v); err != nil {
			return nil, err
		}
		switch v := v.(type) {
		case int:
			return int64(v), nil
		case uint64:
			return float64(v), nil
		case int64, float64, bool:
			return v, nil
		}
		return n.Value, nil
	}
	return n.Value, nil
}
