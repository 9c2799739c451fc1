//go:build !core

package bin

import (
	"slices"
	"strconv"
	"time"

	"drydock/sim/persist"
	"drydock/sim/resp"
)

// redisValue is what a key holds: a value; its list is never written to.
type redisValue struct {
	kind  string // string, list, hash, set, zset
	str   string
	list  []string
	hash  persist.Map[string, string]  // also the members of a set
	score persist.Map[string, float64] // of a zset
	until time.Time                    // when it expires; zero never
}

// redisKeys are the keys of a database.
type redisKeys = persist.Map[string, redisValue]

// redisCommand is one command: how many words it has (with its name; negative:
// at least so many), whether it changes keys, and what it does.
type redisCommand struct {
	name  string
	words int
	write bool
	run   func(k redisKeys, now time.Time, a []string) (redisKeys, resp.Reply)
}

const redisWrongType = "WRONGTYPE Operation against a key holding the wrong kind of value"

// mostRedis is how much a server keeps, in bytes of keys and values.
const mostRedis = 4 << 20

// kept is a key that has not expired, of a kind ("" any); wrong when it is of another.
func kept(k redisKeys, now time.Time, key, kind string) (v redisValue, found, wrong bool) {
	v, found = k.Get(key)
	if found && !v.until.IsZero() && !v.until.After(now) {
		return redisValue{}, false, false
	}
	return v, found, found && kind != "" && v.kind != kind
}

// on is a command on a key of one kind. It answers the value the key gets and
// whether it stays.
func on(kind string, f func(v redisValue, found bool, a []string) (redisValue, bool, resp.Reply)) func(redisKeys, time.Time, []string) (redisKeys, resp.Reply) {
	return func(k redisKeys, now time.Time, a []string) (redisKeys, resp.Reply) {
		v, found, wrong := kept(k, now, a[1], kind)
		if wrong {
			return k, resp.Err(redisWrongType)
		}
		if !found {
			v = redisValue{kind: kind}
		}
		n, stays, reply := f(v, found, a)
		switch {
		case reply.Kind == resp.Error:
			return k, reply
		case stays:
			return k.Set(a[1], n), reply
		}
		return k.Delete(a[1]), reply
	}
}

// lookAt is a command that only looks at a key of one kind.
func lookAt(kind string, f func(v redisValue, found bool, a []string) resp.Reply) func(redisKeys, time.Time, []string) (redisKeys, resp.Reply) {
	return func(k redisKeys, now time.Time, a []string) (redisKeys, resp.Reply) {
		v, found, wrong := kept(k, now, a[1], kind)
		if wrong {
			return k, resp.Err(redisWrongType)
		}
		return k, f(v, found, a)
	}
}

func redisFloat(f float64) string { return strconv.FormatFloat(f, 'g', 17, 64) }

// increment is INCRBY and its like: sign times the number in the last word, or sign.
func increment(sign int, has bool) func(redisKeys, time.Time, []string) (redisKeys, resp.Reply) {
	return on("string", func(v redisValue, _ bool, a []string) (redisValue, bool, resp.Reply) {
		by := 1
		var err error
		if has {
			by, err = strconv.Atoi(a[2])
		}
		old, bad := 0, error(nil)
		if v.str != "" {
			old, bad = strconv.Atoi(v.str)
		}
		if err != nil || bad != nil {
			return v, true, resp.Err("ERR value is not an integer or out of range")
		}
		v.str = strconv.Itoa(old + sign*by)
		return v, true, resp.Int(old + sign*by)
	})
}

// push is LPUSH and RPUSH.
func push(left bool) func(redisKeys, time.Time, []string) (redisKeys, resp.Reply) {
	return on("list", func(v redisValue, _ bool, a []string) (redisValue, bool, resp.Reply) {
		add := slices.Clone(a[2:])
		if left {
			slices.Reverse(add)
			v.list = slices.Concat(add, v.list)
		} else {
			v.list = slices.Concat(v.list, add)
		}
		return v, true, resp.Int(len(v.list))
	})
}

// pop is LPOP and RPOP.
func pop(left bool) func(redisKeys, time.Time, []string) (redisKeys, resp.Reply) {
	return on("list", func(v redisValue, found bool, a []string) (redisValue, bool, resp.Reply) {
		if !found {
			return v, false, resp.Nil
		}
		at := len(v.list) - 1
		if left {
			at = 0
		}
		out := v.list[at]
		v.list = slices.Concat(v.list[:at], v.list[at+1:])
		return v, len(v.list) > 0, resp.Str(out)
	})
}
