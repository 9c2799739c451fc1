package internet

import "testing"

func TestPointed(t *testing.T) {
	for name, want := range map[string]string{
		"localtest.me": "127.0.0.1", "App.LocalTest.me.": "127.0.0.1", "whoami.colasloth.com": "127.0.0.1", "10.0.0.7.nip.io": "10.0.0.7",
		"app.10.0.0.7.nip.io": "10.0.0.7", "app-10-0-0-7.nip.io": "", "10-0-0-7.sslip.io": "10.0.0.7", "nip.io": "", "notlocaltest.me": "", "x.nip.io": "",
	} {
		a, ok := Pointed(name)
		if ok != (want != "") || ok && a.String() != want {
			t.Errorf("%s leads to %v, want %q", name, a, want)
		}
	}
}
