package export

import (
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"drydock/static"
)

// The hook of MkDocs is run as MkDocs does, where there is a Python: MkDocs
// itself is not needed for that.
func TestMkDocsHook(t *testing.T) {
	python, err := exec.LookPath("python3")
	switch {
	case err != nil && os.Getenv("CI") == "true":
		t.Fatalf("the hook needs Python: %v", err)
	case err != nil:
		t.Skipf("the hook needs Python (apt-get install python3): %v", err)
	}
	hook, err := fs.ReadFile(static.FS, "site/shortcodes/mkdocs.py")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "drydock.py"), hook, 0o600); err != nil {
		t.Fatal(err)
	}
	run := exec.Command(python, "-c", `import drydock
print(drydock.on_page_markdown('Text\n\n{{ drydock lesson="volumes" theme="dark" readonly }}\n\n{{ drydock commands="echo <b>" }}\n\n{{ other }}', config={"extra": {"drydock": "https://x.example/d/"}}))`)
	run.Dir = dir
	out, err := run.CombinedOutput()
	want := `Text

<div><script src="https://x.example/d/embed.js" defer></script><drydock-lab lesson="volumes" theme="dark" readonly><noscript><iframe src="https://x.example/d/embed/volumes.html" title="Drydock: volumes" width="100%" height="600"></iframe></noscript></drydock-lab></div>

<div><script src="https://x.example/d/embed.js" defer></script><drydock-lab commands="echo &lt;b&gt;"><pre>echo &lt;b&gt;</pre></drydock-lab></div>

{{ other }}
`
	if err != nil || string(out) != want {
		t.Errorf("%v\n%s\nwant\n%s", err, out, want)
	}
}
