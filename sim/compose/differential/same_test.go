package differential

import (
	"context"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/compose-spec/compose-go/v2/cli"
	"github.com/sirupsen/logrus"

	"drydock/sim/compose"
	"drydock/sim/proc"
	"drydock/sim/vfs"
)

// disk are the files of a real directory as our reader wants them.
type disk struct{}

func errno(err error) error {
	switch {
	case err == nil:
		return nil
	case os.IsNotExist(err):
		return vfs.ENOENT
	case os.IsPermission(err):
		return vfs.EACCES
	}
	return vfs.EISDIR
}

func (disk) Stat(path string) (proc.Stat, error) {
	info, err := os.Stat(path)
	if err != nil {
		return proc.Stat{}, errno(err)
	}
	return proc.Stat{Node: vfs.Node{Mode: info.Mode(), Size: info.Size()}}, nil
}

func (disk) ReadFile(path string) (string, error) {
	data, err := os.ReadFile(path)
	return string(data), errno(err)
}

// environment is what the variables of all cases are filled in from.
var environment = []string{"HOME=/home/someone", "FOO=foo_from_environment", "EMPTY=", "NUMBER=5", "PATH=/bin"}

// lay writes a case's files below dir.
func (k kase) lay(t *testing.T, dir string) {
	write := func(path, data string) {
		path = filepath.Join(dir, path)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(data), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if k.dir != "" {
		if err := filepath.WalkDir(k.dir, func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			if strings.HasSuffix(path, ".go") {
				return nil
			}
			data, err := os.ReadFile(path)
			rel, _ := filepath.Rel(k.dir, path)
			write(rel, string(data))
			return err
		}); err != nil {
			t.Fatal(err)
		}
	}
	for path, data := range k.files {
		write(path, data)
	}
}

// theirs is what the library makes of it, in the steps of docker compose config.
func theirs(dir string, use []string) (out string, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("panic: %v", r)
		}
	}()
	var files []string
	for _, f := range use {
		files = append(files, filepath.Join(dir, f))
	}
	o, err := cli.NewProjectOptions(files, cli.WithWorkingDirectory(""), cli.WithEnv(environment), cli.WithEnvFiles(), cli.WithDotEnv,
		cli.WithConfigFileEnv, cli.WithDefaultConfigPath, cli.WithEnvFiles(), cli.WithDotEnv, cli.WithDefaultProfiles(), cli.WithDiscardEnvFile)
	if err != nil {
		return "", err
	}
	p, err := o.LoadProject(context.Background())
	if err != nil {
		return "", err
	}
	p = p.WithoutUnnecessaryResources()
	data, err := p.MarshalYAML()
	if err != nil {
		return "", err
	}
	more, err := p.MarshalJSON()
	return strings.ReplaceAll(string(data)+string(more)+"\n", "$", "$$"), err
}

// ours is what we make of it.
func ours(dir string, use []string) (string, error) {
	p, _, err := compose.Load(disk{}, compose.Options{Dir: dir, Env: environment, Files: use, Home: "/home/someone"})
	if err != nil {
		return "", err
	}
	out, err := p.Marshal(p.Services())
	if err != nil {
		return "", err
	}
	more, err := p.JSON(p.Services())
	return out + more + "\n", err
}

func said(out string, err error) string {
	if err != nil {
		return "refused: " + err.Error() + "\n"
	}
	return out
}

// tries is how often the library is asked: it looks at services in no order and
// tells of any one that is wrong, where we tell of the first by name.
const tries = 12

func TestSameAsLibrary(t *testing.T) {
	logrus.SetOutput(io.Discard)
	root := libraryDir(t)
	t.Setenv("HOME", "/home/someone") // after the go command has been asked
	all := append(fromData(t, root), fromTests(t, root)...)
	all = append(all, fromTranscripts(t)...)
	all = append(all, ownCases()...)
	if len(all) < 600 {
		t.Errorf("only %d cases", len(all))
	}
	differ := 0
	for _, k := range all {
		t.Run(k.name, func(t *testing.T) {
			dir, err := os.MkdirTemp("", "compose")
			if err != nil {
				t.Fatal(err)
			}
			defer os.RemoveAll(dir)
			dir = filepath.Join(dir, "app")
			k.lay(t, dir)
			t.Chdir(dir)
			have := strings.ReplaceAll(said(ours(dir, k.use)), dir, "DIR")
			var want string
			for range tries {
				if want = strings.ReplaceAll(said(theirs(dir, k.use)), dir, "DIR"); want == have {
					break
				}
			}
			if want == have {
				if reason, ok := exceptions[k.name]; ok {
					t.Errorf("is the same, no longer an exception: %s", reason)
				}
				return
			}
			differ++
			if exceptions[k.name] == "" {
				t.Errorf("theirs (-) and ours (+):\n%s", unlike(want, have))
			}
		})
	}
	t.Logf("%d cases, %d exceptions", len(all), differ)
}

// unlike shows in which lines two texts differ, with what stands above them.
func unlike(a, b string) string {
	x, y := strings.Split(a, "\n"), strings.Split(b, "\n")
	for len(x) > 0 && len(y) > 0 && x[len(x)-1] == y[len(y)-1] {
		x, y = x[:len(x)-1], y[:len(y)-1]
	}
	i := 0
	for i < len(x) && i < len(y) && x[i] == y[i] {
		i++
	}
	from := max(0, i-3)
	var out strings.Builder
	for _, part := range []struct {
		mark  string
		lines []string
	}{{" ", x[from:i]}, {"-", x[i:]}, {"+", y[i:]}} {
		for _, l := range part.lines {
			out.WriteString(part.mark + l + "\n")
		}
	}
	return out.String()
}
