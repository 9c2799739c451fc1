//go:build !js

package web

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"strings"
	"sync"

	"github.com/labstack/echo/v4"

	"drydock/static"
)

// asset is a file of the page, ready to be sent.
type asset struct {
	kind   string // media type
	plain  []byte
	packed []byte // gzip; nil where it saves nothing
	tag    string // ETag: follows from the content
}

// assets are by their path below /static/.
type assets map[string]asset

// ownAssets are those of package static: the same for every server of a process.
var ownAssets = sync.OnceValues(func() (assets, error) { return loadAssets(static.FS) })

// loadAssets reads and packs all files once: they are few, and packing them at
// each request would cost more than keeping them.
func loadAssets(files fs.FS) (assets, error) {
	loaded := assets{}
	made, err := bundle(files)
	if err != nil {
		return nil, err
	}
	err = fs.WalkDir(files, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || path.Ext(name) == ".go" {
			return err
		}
		data, ok := made[name]
		if !ok {
			if data, err = fs.ReadFile(files, name); err != nil {
				return err
			}
		}
		loaded[name] = newAsset(name, data)
		return nil
	})
	return loaded, err
}

// kinds are the media types of what we serve; the system's table may lack them.
var kinds = map[string]string{
	".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".svg": "image/svg+xml",
	".woff2": "font/woff2", ".wasm": "application/wasm", ".json": "application/json", ".txt": "text/plain; charset=utf-8",
}

func newAsset(name string, data []byte) asset {
	sum := sha256.Sum256(data)
	a := asset{kind: kinds[path.Ext(name)], plain: data, tag: `"` + hex.EncodeToString(sum[:12]) + `"`}
	if a.kind == "" {
		a.kind = mime.TypeByExtension(path.Ext(name))
	}
	var b bytes.Buffer
	w, _ := gzip.NewWriterLevel(&b, gzip.BestCompression) // fails for an unknown level only
	_, _ = w.Write(data)                                  // a Buffer takes everything
	_ = w.Close()
	if b.Len() < len(data)*9/10 {
		a.packed = b.Bytes()
	}
	return a
}

// asset serves a file. Asked for with its content's hash (?v=…) it may be kept
// for good; otherwise the browser asks each time whether it has changed.
func (s *server) asset(c echo.Context) error {
	a, ok := s.assets[c.Param("*")]
	if !ok {
		return echo.ErrNotFound
	}
	h := c.Response().Header()
	h.Set("ETag", a.tag)
	h.Set("Cache-Control", "no-cache")
	if v := c.QueryParam("v"); v != "" && strings.HasPrefix(a.tag, `"`+v) {
		h.Set("Cache-Control", "public, max-age=31536000, immutable")
	}
	h.Add(echo.HeaderVary, echo.HeaderAcceptEncoding)
	if strings.Contains(c.Request().Header.Get("If-None-Match"), a.tag) {
		return c.NoContent(http.StatusNotModified)
	}
	body := a.plain
	if a.packed != nil && strings.Contains(c.Request().Header.Get(echo.HeaderAcceptEncoding), "gzip") {
		h.Set(echo.HeaderContentEncoding, "gzip")
		body = a.packed
	}
	return c.Blob(http.StatusOK, a.kind, body)
}

// isAsset tells that a response is packed already, or need not be.
func isAsset(c echo.Context) bool { return strings.HasPrefix(c.Request().URL.Path, "/static/") }
