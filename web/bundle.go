//go:build !js

package web

import (
	"fmt"
	"io/fs"
	"path"
	"strings"

	"github.com/evanw/esbuild/pkg/api"
)

// bundle puts each script and style sheet of the page together with what it
// imports and makes it small: a cold page then takes few requests, whatever the
// number of modules. What is imported with import() stays a file of its own,
// fetched when it is needed. Source: esbuild's build API, without a file system:
// it sees files only.
func bundle(files fs.FS) (map[string][]byte, error) {
	names, err := fs.Glob(files, "*.*s") // js and css
	made := map[string][]byte{}
	for _, name := range names {
		if loaders[path.Ext(name)] == api.LoaderNone {
			continue
		}
		r := api.Build(api.BuildOptions{
			EntryPoints: []string{name}, Bundle: true, Format: formats[path.Ext(name)], Charset: api.CharsetUTF8, Target: api.ES2022,
			MinifyWhitespace: true, MinifySyntax: true, MinifyIdentifiers: true, LegalComments: api.LegalCommentsInline,
			Plugins: []api.Plugin{from(files)}, LogLevel: api.LogLevelSilent,
		})
		if len(r.Errors) > 0 {
			return nil, fmt.Errorf("%s: %s", name, strings.Join(api.FormatMessages(r.Errors, api.FormatMessagesOptions{}), "\n"))
		}
		made[name] = r.OutputFiles[0].Contents
	}
	return made, err
}

var formats = map[string]api.Format{".js": api.FormatESModule}

// from lets esbuild read a file system of ours.
func from(files fs.FS) api.Plugin {
	return api.Plugin{Name: "files", Setup: func(b api.PluginBuild) {
		b.OnResolve(api.OnResolveOptions{Filter: ".*"}, func(a api.OnResolveArgs) (api.OnResolveResult, error) {
			name := path.Join(path.Dir(a.Importer), a.Path)
			if a.Kind == api.ResolveJSDynamicImport || strings.HasPrefix(name, "vendor/") { // small already
				return api.OnResolveResult{Path: a.Path, External: true}, nil
			}
			return api.OnResolveResult{Path: name, Namespace: "files"}, nil
		})
		b.OnLoad(api.OnLoadOptions{Filter: ".*", Namespace: "files"}, func(a api.OnLoadArgs) (api.OnLoadResult, error) {
			data, err := fs.ReadFile(files, a.Path)
			text := string(data)
			return api.OnLoadResult{Contents: &text, Loader: loaders[path.Ext(a.Path)]}, err
		})
	}}
}

var loaders = map[string]api.Loader{".js": api.LoaderJS, ".css": api.LoaderCSS}
