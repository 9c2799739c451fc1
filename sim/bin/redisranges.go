//go:build !core

package bin

import (
	"slices"
	"sort"
	"strconv"
	"strings"
	"time"

	"drydock/sim/resp"
)

// redisSpan makes the two indices of LRANGE and its like out of words.
func redisSpan(from, to string, n int) (int, int, bool) {
	a, errA := strconv.Atoi(from)
	b, errB := strconv.Atoi(to)
	if a < 0 {
		a = max(0, n+a)
	}
	if b < 0 {
		b = n + b
	}
	b = min(b, n-1)
	if a > b {
		a, b = 0, -1
	}
	return a, b + 1, errA == nil && errB == nil
}

// ranked are the members of a zset by score.
func (v redisValue) ranked() []string {
	names := v.score.Keys()
	sort.SliceStable(names, func(i, j int) bool { return v.score.At(names[i]) < v.score.At(names[j]) })
	return names
}

func zrange(reverse bool) func(redisKeys, time.Time, []string) (redisKeys, resp.Reply) {
	return lookAt("zset", func(v redisValue, _ bool, a []string) resp.Reply {
		names := v.ranked()
		back := reverse
		scores := false
		for _, w := range a[4:] {
			back = back || strings.EqualFold(w, "REV")
			scores = scores || strings.EqualFold(w, "WITHSCORES")
		}
		if back {
			slices.Reverse(names)
		}
		from, to, ok := redisSpan(a[2], a[3], len(names))
		if !ok {
			return resp.Err("ERR value is not an integer or out of range")
		}
		out := resp.Strings()
		for _, n := range names[from:to] {
			if out.List = append(out.List, resp.Str(n)); scores {
				out.List = append(out.List, resp.Str(redisFloat(v.score.At(n))))
			}
		}
		return out
	})
}

// redisSet is SET with its options.
func redisSet(k redisKeys, now time.Time, a []string) (redisKeys, resp.Reply) {
	v := redisValue{kind: "string", str: a[2]}
	old, found, _ := kept(k, now, a[1], "")
	reply := resp.OK("OK")
	for i := 3; i < len(a); i++ {
		w := strings.ToUpper(a[i])
		switch {
		case w == "NX" && found, w == "XX" && !found:
			return k, resp.Nil
		case w == "NX" || w == "XX":
		case w == "KEEPTTL":
			v.until = old.until
		case w == "GET":
			if reply = resp.Nil; found {
				reply = resp.Str(old.str)
			}
		case (w == "EX" || w == "PX") && i+1 < len(a):
			n, err := strconv.Atoi(a[i+1])
			if err != nil || n <= 0 || n > 1<<31 {
				return k, resp.Err("ERR invalid expire time in 'set' command")
			}
			i++
			v.until = now.Add(time.Duration(n) * map[string]time.Duration{"EX": time.Second, "PX": time.Millisecond}[w])
		default:
			return k, resp.Err("ERR syntax error")
		}
	}
	return k.Set(a[1], v), reply
}

// expire is EXPIRE and PEXPIRE.
func expire(unit time.Duration) func(redisKeys, time.Time, []string) (redisKeys, resp.Reply) {
	return func(k redisKeys, now time.Time, a []string) (redisKeys, resp.Reply) {
		v, found, _ := kept(k, now, a[1], "")
		n, err := strconv.Atoi(a[2])
		switch {
		case err != nil || n > 1<<40:
			return k, resp.Err("ERR value is not an integer or out of range")
		case !found:
			return k, resp.Int(0)
		case n <= 0:
			return k.Delete(a[1]), resp.Int(1)
		}
		v.until = now.Add(time.Duration(min(n, 1<<30)) * unit)
		return k.Set(a[1], v), resp.Int(1)
	}
}

func left(unit time.Duration) func(redisKeys, time.Time, []string) (redisKeys, resp.Reply) {
	return func(k redisKeys, now time.Time, a []string) (redisKeys, resp.Reply) {
		v, found, _ := kept(k, now, a[1], "")
		switch {
		case !found:
			return k, resp.Int(-2)
		case v.until.IsZero():
			return k, resp.Int(-1)
		}
		return k, resp.Int(int((v.until.Sub(now) + unit/2) / unit))
	}
}
