package export

import (
	"encoding/json"
	"slices"
	"strings"

	"drydock/static"
)

// keeper adds what makes the site an app that works offline: the manifest and
// the service worker, which has to stand at the site's beginning.
func (m *maker) keeper() error {
	manifest, err := json.MarshalIndent(map[string]any{
		"name": "Drydock", "short_name": "Drydock", "description": "A Docker host made of glass: learn Docker in the browser.",
		"start_url": "./index.html", "scope": "./", "display": "standalone", "background_color": "#0e141b", "theme_color": "#0e141b",
		"icons": []map[string]string{{"src": m.at["icon.svg"], "sizes": "any", "type": "image/svg+xml"}},
	}, "", "\t")
	if err != nil {
		return err
	}
	m.site["manifest.webmanifest"] = append(manifest, '\n')
	var names []string
	for name := range m.site { // sorted below
		if !strings.Contains(name, ".wasm") && !strings.HasPrefix(name, "assets/answers-") && !strings.HasPrefix(name, "assets/fromfile") {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	list, err := json.Marshal(names)
	if err != nil {
		return err
	}
	source, err := bundled(static.FS, "site/keeper.js", false, nil)
	if err != nil {
		return err
	}
	edition := strings.TrimSuffix(strings.TrimPrefix(hashed("edition", m.everything(names)), "assets/edition-"), ".js")
	m.site["keeper.js"] = []byte("const files = " + string(list) + ", edition = \"" + edition + "\";\n" + string(source))
	return nil
}

func (m *maker) everything(names []string) (all []byte) {
	for _, n := range names {
		all = append(all, m.site[n]...)
	}
	return all
}
