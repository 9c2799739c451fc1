package build

import (
	"io/fs"
	"testing"
)

func TestChmod(t *testing.T) {
	for _, c := range []struct {
		spec       string
		mode, want fs.FileMode
	}{
		{"644", 0o777, 0o644}, {"0755", 0o600, 0o755}, {"4711", 0o600, fs.ModeSetuid | 0o711}, {"755", fs.ModeDir | 0o700, fs.ModeDir | 0o755},
		{"+x", 0o644, 0o755}, {"u+x,g=r", 0o670, 0o740}, {"go-rwx", 0o777, 0o700}, {"a=r", 0o755, 0o444}, {"u=rwX,go=rX", 0o600, 0o644},
		{"u=rwX,go=rX", 0o700, 0o755}, {"u=rwX,go=rX", fs.ModeDir | 0o700, fs.ModeDir | 0o755}, {"g=u", 0o740, 0o770}, {"u+s", 0o755, fs.ModeSetuid | 0o755},
		{"+t", 0o777, fs.ModeSticky | 0o777}, {"u+r-w", 0o200, 0o400}, {"o=", 0o777, 0o770},
	} {
		m, err := chmodOf(c.spec)
		if got := m.apply(c.mode); err != nil || got != c.want {
			t.Errorf("%s of %v: %v %v, want %v", c.spec, c.mode, got, err, c.want)
		}
	}
	for _, bad := range []string{"9", "10000", "rw", "z+x", "u+q", "u", "-1"} {
		if _, err := chmodOf(bad); err == nil {
			t.Errorf("%q is accepted", bad)
		}
	}
}
