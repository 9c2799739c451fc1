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
		v, err := b.tree(&n, 0)
		if err != nil {
			return nil, err
		}
		if v == nil {
			continue
		}
		m, ok := v.(map[string]any)
		if !ok {
			return nil, errors.New("top-level object must be a mapping")
		}
		docs = append(docs, m)
	}
	if len(docs) == 0 {
		return nil, errors.New("empty compose file")
	}
	return docs, nil
}

// builder makes a tree of a document, within bounds.
type builder struct {
	nodes int
	path  []*yaml.Node // aliases that are being followed
}

func (b *builder) tree(n *yaml.Node, depth int) (any, error) {
	if b.nodes++; b.nodes > maxNodes {
		return nil, errors.New("yaml: document contains excessive aliasing")
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
		v, err := b.tree(&plain, depth)
		return override{v}, err
	}
	switch n.Kind {
	case yaml.DocumentNode:
		if len(n.Content) == 0 {
			return nil, nil
		}
		return b.tree(n.Content[0], depth)
	case yaml.AliasNode:
		for _, on := range b.path {
			if on == n.Alias {
				return nil, fmt.Errorf("yaml: line %d: anchor '%s' value contains itself", n.Line, n.Value)
			}
		}
		b.path = append(b.path, n.Alias)
		v, err := b.tree(n.Alias, depth+1)
		b.path = b.path[:len(b.path)-1]
		return v, err
	case yaml.SequenceNode:
		list := make([]any, 0, len(n.Content))
		for _, e := range n.Content {
			v, err := b.tree(e, depth+1)
			if err != nil {
				return nil, err
			}
			list = append(list, v)
		}
		return list, nil
	case yaml.MappingNode:
		return b.mapping(n, depth)
	}
	return scalar(n)
}

func (b *builder) mapping(n *yaml.Node, depth int) (any, error) {
	m := make(map[string]any, len(n.Content)/2)
	lines := map[string]int{}
	var merged []any
	for i := 0; i+1 < len(n.Content); i += 2 {
		k, e := n.Content[i], n.Content[i+1]
		v, err := b.tree(e, depth+1)
		if err != nil {
			return nil, err
		}
		if k.Tag == "!!merge" || k.Value == "<<" && k.Kind == yaml.ScalarNode && k.Style == 0 {
			merged = append(merged, v)
			continue
		}
		if k.Kind == yaml.AliasNode {
			k = k.Alias
		}
		if k.Kind != yaml.ScalarNode {
			return nil, fmt.Errorf("yaml: line %d: a key has to be a string", k.Line)
		}
		if at := lines[k.Value]; at > 0 {
			return nil, fmt.Errorf("yaml: construct errors: line %d: mapping key %q already defined at line %d", k.Line, k.Value, at)
		}
		lines[k.Value] = k.Line
		m[k.Value] = v
	}
	for _, v := range merged {
		if err := mergeKeys(m, v, n.Line); err != nil {
			return nil, err
		}
	}
	return m, nil
}

// mergeKeys adds what << names: keys that are there stay.
func mergeKeys(m map[string]any, v any, line int) error {
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
			if err := mergeKeys(m, e, line); err != nil {
				return err
			}
		}
		return nil
	}
	return fmt.Errorf("yaml: line %d: map merge requires map or sequence of maps as the value", line)
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
