package templates

import (
	"bytes"
	"context"
	"hash/fnv"
	"io"
	"strconv"

	"github.com/a-h/templ"
)

type heldKey struct{}

// part renders what one element with an id is, and writes the sum of it on that
// element. Where the page says that it holds just this, the element comes empty
// and marked data-same, and the page's own stays. of is what it tells of, for
// parts that would be the same for different things.
func part(tag, id, of string, c templ.Component) templ.Component {
	return templ.ComponentFunc(func(ctx context.Context, w io.Writer) error {
		var b bytes.Buffer
		if err := c.Render(ctx, &b); err != nil {
			return err
		}
		begin := "<" + tag + ` id="` + id + `"`
		rest, ok := bytes.CutPrefix(b.Bytes(), []byte(begin))
		if !ok { // it is empty
			_, err := w.Write(b.Bytes())
			return err
		}
		sum := sumOf(of, b.Bytes())
		if held, _ := ctx.Value(heldKey{}).(map[string]string); held[id] == sum {
			_, err := io.WriteString(w, begin+" data-same></"+tag+">")
			return err
		}
		if _, err := io.WriteString(w, begin+` data-sum="`+sum+`"`); err != nil {
			return err
		}
		_, err := w.Write(rest)
		return err
	})
}

// sumOf is a sum that is another one for another text.
func sumOf(of string, text []byte) string {
	h := fnv.New64a()
	_, _ = io.WriteString(h, of+"\x00") // never fails
	_, _ = h.Write(text)
	return strconv.FormatUint(h.Sum64(), 36)
}
