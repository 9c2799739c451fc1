package compose

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"
)

// Hash tells one configuration of a service from another: a container whose
// label has another hash is made anew. What does not change a container does
// not count. Source: docker/compose v5 pkg/compose/hash.go.
func (s Service) Hash() string {
	return hash(without(s.Tree, "build", "pull_policy", "scale", "depends_on", "profiles", "deploy", "develop"),
		object(object(s.Tree["deploy"])["resources"]))
}

// Hash is that of a network or volume.
func (r Resource) Hash() string { return hash(r.Tree) }

func hash(values ...any) string {
	var b strings.Builder
	for _, v := range values {
		write(&b, v)
	}
	sum := sha256.Sum256([]byte(b.String()))
	return hex.EncodeToString(sum[:])
}

// write is a tree as text that is the same for the same tree.
func write(b *strings.Builder, v any) {
	switch v := v.(type) {
	case map[string]any:
		b.WriteByte('{')
		for _, k := range keys(v) {
			fmt.Fprintf(b, "%q:", k)
			write(b, v[k])
			b.WriteByte(',')
		}
		b.WriteByte('}')
	case []any:
		b.WriteByte('[')
		for _, e := range v {
			write(b, e)
			b.WriteByte(',')
		}
		b.WriteByte(']')
	case string:
		fmt.Fprintf(b, "%q", v)
	default:
		fmt.Fprint(b, v)
	}
}
