package export

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"path"
	"strings"

	"github.com/evanw/esbuild/pkg/api"
)

// hashed is a file's name with a mark of its content in it: another content has
// another name, so that caches may keep it for good.
func hashed(name string, data []byte) string {
	sum := sha256.Sum256(data)
	ext := path.Ext(name)
	return "assets/" + strings.TrimSuffix(path.Base(name), ext) + "-" + hex.EncodeToString(sum[:6]) + ext
}

// instead are the modules that are others here.
var instead = map[string]string{"transport.js": "site/world.js", "site/shortcodes/react": "site/react.js"}

var loaders = map[string]api.Loader{".js": api.LoaderJS, ".jsx": api.LoaderJSX, ".css": api.LoaderCSS}

// bundled is a script or a style sheet with all it imports, small. Scripts are
// classic ones, which a browser also runs in a page from a file; with module
// they are modules. Where the page's own script reaches for its server, it gets
// the world in the browser. later are the addresses of what is imported with
// import(), by name.
func bundled(files fs.FS, name string, module bool, later map[string]string) ([]byte, error) {
	format := api.FormatIIFE
	if module {
		format = api.FormatESModule
	}
	if path.Ext(name) == ".css" {
		format = api.FormatDefault
	}
	r := api.Build(api.BuildOptions{
		EntryPoints: []string{name}, Bundle: true, Format: format, Charset: api.CharsetUTF8, Target: api.ES2022, LogLevel: api.LogLevelSilent,
		MinifyWhitespace: true, MinifySyntax: true, MinifyIdentifiers: true, LegalComments: api.LegalCommentsInline,
		Plugins: []api.Plugin{{Name: "static", Setup: func(b api.PluginBuild) {
			b.OnResolve(api.OnResolveOptions{Filter: ".*"}, func(a api.OnResolveArgs) (api.OnResolveResult, error) {
				to := path.Join(path.Dir(a.Importer), a.Path)
				if a.Kind == api.ResolveJSDynamicImport {
					return api.OnResolveResult{Path: later[to], External: true}, nil
				}
				if other, ok := instead[to]; ok {
					to = other
				}
				return api.OnResolveResult{Path: to, Namespace: "static"}, nil
			})
			b.OnLoad(api.OnLoadOptions{Filter: ".*", Namespace: "static"}, func(a api.OnLoadArgs) (api.OnLoadResult, error) {
				data, err := fs.ReadFile(files, a.Path)
				text, loader := string(data), loaders[path.Ext(a.Path)]
				return api.OnLoadResult{Contents: &text, Loader: loader}, err
			})
		}}},
	})
	if len(r.Errors) > 0 {
		return nil, fmt.Errorf("%s: %s", name, strings.Join(api.FormatMessages(r.Errors, api.FormatMessagesOptions{}), "\n"))
	}
	return r.OutputFiles[0].Contents, nil
}
