package templates

import "testing"

func TestInnermost(t *testing.T) {
	const message = "failed to set up container networking: driver failed programming: Bind for 0.0.0.0:80 failed: port is already allocated"
	for _, test := range []struct {
		room int
		want string
	}{
		{200, message},
		{90, "driver failed programming: Bind for 0.0.0.0:80 failed: port is already allocated"},
		{60, "Bind for 0.0.0.0:80 failed: port is already allocated"},
		{5, "port is already allocated"}, // cut where it is written
	} {
		if got := innermost(message, func(s string) bool { return len(s) <= test.room }); got != test.want {
			t.Errorf("in %d bytes it is %q, want %q", test.room, got, test.want)
		}
	}
}
