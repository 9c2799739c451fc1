package docker

import "strings"

// detachKeys reads a list such as "ctrl-p,ctrl-q" into the bytes they send.
// Source: moby/term ascii.go.
func detachKeys(list string) (string, error) {
	if list == "" {
		return "\x10\x11", nil
	}
	var keys []byte
	for key := range strings.SplitSeq(list, ",") {
		code, ok := keyCode(key)
		if !ok {
			return "", &exitError{1, "invalid detach keys (" + list + "): Unknown character: '" + key + "'"}
		}
		keys = append(keys, code)
	}
	return string(keys), nil
}

func keyCode(key string) (byte, bool) {
	if len(key) == 1 {
		return key[0], true
	}
	letter, ok := strings.CutPrefix(key, "ctrl-")
	if !ok || len(letter) != 1 {
		return 0, false
	}
	switch c := letter[0]; {
	case c >= 'a' && c <= 'z':
		return c - 'a' + 1, true
	case strings.IndexByte("@[\\]^_", c) >= 0:
		return c & 0x1f, true
	}
	return 0, false
}
