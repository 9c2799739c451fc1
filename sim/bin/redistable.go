//go:build !core

package bin

import (
	"path"
	"slices"
	"strconv"
	"strings"
	"time"

	"drydock/sim/resp"
)

// names of the keys that have not expired and match a pattern.
func matching(k redisKeys, now time.Time, pattern string) (names []string) {
	for key := range k.All() {
		if _, found, _ := kept(k, now, key, ""); found {
			if ok, err := path.Match(pattern, strings.ReplaceAll(key, "/", "\x00")); ok && err == nil {
				names = append(names, key)
			}
		}
	}
	return names
}

// redisCommands are the commands on keys.
var redisCommands = []redisCommand{
	{"set", -3, true, redisSet},
	{"get", 2, false, lookAt("string", func(v redisValue, found bool, _ []string) resp.Reply {
		if !found {
			return resp.Nil
		}
		return resp.Str(v.str)
	})},
	{"setnx", 3, true, func(k redisKeys, now time.Time, a []string) (redisKeys, resp.Reply) {
		if _, found, _ := kept(k, now, a[1], ""); found {
			return k, resp.Int(0)
		}
		return k.Set(a[1], redisValue{kind: "string", str: a[2]}), resp.Int(1)
	}},
	{"setex", 4, true, func(k redisKeys, now time.Time, a []string) (redisKeys, resp.Reply) {
		return redisSet(k, now, []string{"set", a[1], a[3], "EX", a[2]})
	}},
	{"getset", 3, true, func(k redisKeys, now time.Time, a []string) (redisKeys, resp.Reply) {
		return redisSet(k, now, append(slices.Clone(a[:3]), "GET"))
	}},
	{"getdel", 2, true, on("string", func(v redisValue, found bool, _ []string) (redisValue, bool, resp.Reply) {
		if !found {
			return v, false, resp.Nil
		}
		return v, false, resp.Str(v.str)
	})},
	{"append", 3, true, on("string", func(v redisValue, _ bool, a []string) (redisValue, bool, resp.Reply) {
		v.str += a[2]
		return v, true, resp.Int(len(v.str))
	})},
	{"strlen", 2, false, lookAt("string", func(v redisValue, _ bool, _ []string) resp.Reply { return resp.Int(len(v.str)) })},
	{"incr", 2, true, increment(1, false)}, {"decr", 2, true, increment(-1, false)}, {"incrby", 3, true, increment(1, true)}, {"decrby", 3, true, increment(-1, true)},
	{"mset", -3, true, func(k redisKeys, _ time.Time, a []string) (redisKeys, resp.Reply) {
		if len(a)%2 == 0 {
			return k, resp.Err("ERR wrong number of arguments for 'mset' command")
		}
		for i := 1; i < len(a); i += 2 {
			k = k.Set(a[i], redisValue{kind: "string", str: a[i+1]})
		}
		return k, resp.OK("OK")
	}},
	{"mget", -2, false, func(k redisKeys, now time.Time, a []string) (redisKeys, resp.Reply) {
		out := resp.Strings()
		for _, key := range a[1:] {
			if v, found, wrong := kept(k, now, key, "string"); found && !wrong {
				out.List = append(out.List, resp.Str(v.str))
			} else {
				out.List = append(out.List, resp.Nil)
			}
		}
		return k, out
	}},
	{"del", -2, true, redisDel}, {"unlink", -2, true, redisDel},
	{"exists", -2, false, func(k redisKeys, now time.Time, a []string) (redisKeys, resp.Reply) {
		n := 0
		for _, key := range a[1:] {
			if _, found, _ := kept(k, now, key, ""); found {
				n++
			}
		}
		return k, resp.Int(n)
	}},
	{"keys", 2, false, func(k redisKeys, now time.Time, a []string) (redisKeys, resp.Reply) {
		return k, resp.Strings(matching(k, now, a[1])...)
	}},
	{"scan", -2, false, func(k redisKeys, now time.Time, a []string) (redisKeys, resp.Reply) {
		pattern := "*"
		for i := 2; i+1 < len(a); i += 2 {
			if strings.EqualFold(a[i], "MATCH") {
				pattern = a[i+1]
			}
		}
		return k, resp.Reply{Kind: resp.Array, List: []resp.Reply{resp.Str("0"), resp.Strings(matching(k, now, pattern)...)}}
	}},
	{"type", 2, false, func(k redisKeys, now time.Time, a []string) (redisKeys, resp.Reply) {
		if v, found, _ := kept(k, now, a[1], ""); found {
			return k, resp.OK(v.kind)
		}
		return k, resp.OK("none")
	}},
	{"expire", -3, true, expire(time.Second)}, {"pexpire", -3, true, expire(time.Millisecond)}, {"ttl", 2, false, left(time.Second)}, {"pttl", 2, false, left(time.Millisecond)},
	{"persist", 2, true, func(k redisKeys, now time.Time, a []string) (redisKeys, resp.Reply) {
		v, found, _ := kept(k, now, a[1], "")
		if !found || v.until.IsZero() {
			return k, resp.Int(0)
		}
		v.until = time.Time{}
		return k.Set(a[1], v), resp.Int(1)
	}},
	{"rename", 3, true, func(k redisKeys, now time.Time, a []string) (redisKeys, resp.Reply) {
		v, found, _ := kept(k, now, a[1], "")
		if !found {
			return k, resp.Err("ERR no such key")
		}
		return k.Delete(a[1]).Set(a[2], v), resp.OK("OK")
	}},
	{"lpush", -3, true, push(true)}, {"rpush", -3, true, push(false)}, {"lpop", 2, true, pop(true)}, {"rpop", 2, true, pop(false)},
	{"llen", 2, false, lookAt("list", func(v redisValue, _ bool, _ []string) resp.Reply { return resp.Int(len(v.list)) })},
	{"lrange", 4, false, lookAt("list", func(v redisValue, _ bool, a []string) resp.Reply {
		from, to, ok := redisSpan(a[2], a[3], len(v.list))
		if !ok {
			return resp.Err("ERR value is not an integer or out of range")
		}
		return resp.Strings(v.list[from:to]...)
	})},
	{"lindex", 3, false, lookAt("list", func(v redisValue, _ bool, a []string) resp.Reply {
		from, to, ok := redisSpan(a[2], a[2], len(v.list))
		if !ok || to <= from {
			return resp.Nil
		}
		return resp.Str(v.list[from])
	})},
	{"hset", -4, true, redisHset}, {"hmset", -4, true, func(k redisKeys, now time.Time, a []string) (redisKeys, resp.Reply) {
		n, reply := redisHset(k, now, a)
		if reply.Kind == resp.Integer {
			reply = resp.OK("OK")
		}
		return n, reply
	}},
	{"hget", 3, false, lookAt("hash", func(v redisValue, _ bool, a []string) resp.Reply {
		if s, ok := v.hash.Get(a[2]); ok {
			return resp.Str(s)
		}
		return resp.Nil
	})},
	{"hgetall", 2, false, lookAt("hash", func(v redisValue, _ bool, _ []string) resp.Reply {
		out := resp.Strings()
		for f, s := range v.hash.All() {
			out.List = append(out.List, resp.Str(f), resp.Str(s))
		}
		return out
	})},
	{"hkeys", 2, false, lookAt("hash", func(v redisValue, _ bool, _ []string) resp.Reply { return resp.Strings(v.hash.Keys()...) })},
	{"hvals", 2, false, lookAt("hash", func(v redisValue, _ bool, _ []string) resp.Reply {
		out := resp.Strings()
		for _, s := range v.hash.All() {
			out.List = append(out.List, resp.Str(s))
		}
		return out
	})},
	{"hlen", 2, false, lookAt("hash", func(v redisValue, _ bool, _ []string) resp.Reply { return resp.Int(v.hash.Len()) })},
	{"hexists", 3, false, lookAt("hash", func(v redisValue, _ bool, a []string) resp.Reply { return resp.Int(b2i(v.hash.Has(a[2]))) })},
	{"hdel", -3, true, members("hash")},
	{"hincrby", 4, true, on("hash", func(v redisValue, _ bool, a []string) (redisValue, bool, resp.Reply) {
		by, err := strconv.Atoi(a[3])
		old, bad := 0, error(nil)
		if s, ok := v.hash.Get(a[2]); ok {
			old, bad = strconv.Atoi(s)
		}
		if err != nil || bad != nil {
			return v, true, resp.Err("ERR hash value is not an integer")
		}
		v.hash = v.hash.Set(a[2], strconv.Itoa(old+by))
		return v, true, resp.Int(old + by)
	})},
	{"sadd", -3, true, on("set", func(v redisValue, _ bool, a []string) (redisValue, bool, resp.Reply) {
		before := v.hash.Len()
		for _, m := range a[2:] {
			v.hash = v.hash.Set(m, "")
		}
		return v, true, resp.Int(v.hash.Len() - before)
	})},
	{"srem", -3, true, members("set")},
	{"smembers", 2, false, lookAt("set", func(v redisValue, _ bool, _ []string) resp.Reply { return resp.Strings(v.hash.Keys()...) })},
	{"sismember", 3, false, lookAt("set", func(v redisValue, _ bool, a []string) resp.Reply { return resp.Int(b2i(v.hash.Has(a[2]))) })},
	{"scard", 2, false, lookAt("set", func(v redisValue, _ bool, _ []string) resp.Reply { return resp.Int(v.hash.Len()) })},
	{"zadd", -4, true, on("zset", func(v redisValue, _ bool, a []string) (redisValue, bool, resp.Reply) {
		before := v.score.Len()
		if len(a)%2 != 0 {
			return v, true, resp.Err("ERR syntax error")
		}
		for i := 2; i < len(a); i += 2 {
			f, err := strconv.ParseFloat(a[i], 64)
			if err != nil || f != f {
				return v, true, resp.Err("ERR value is not a valid float")
			}
			v.score = v.score.Set(a[i+1], f)
		}
		return v, true, resp.Int(v.score.Len() - before)
	})},
	{"zincrby", 4, true, on("zset", func(v redisValue, _ bool, a []string) (redisValue, bool, resp.Reply) {
		f, err := strconv.ParseFloat(a[2], 64)
		if err != nil || f != f {
			return v, true, resp.Err("ERR value is not a valid float")
		}
		v.score = v.score.Set(a[3], v.score.At(a[3])+f)
		return v, true, resp.Str(redisFloat(v.score.At(a[3])))
	})},
	{"zscore", 3, false, lookAt("zset", func(v redisValue, _ bool, a []string) resp.Reply {
		if f, ok := v.score.Get(a[2]); ok {
			return resp.Str(redisFloat(f))
		}
		return resp.Nil
	})},
	{"zcard", 2, false, lookAt("zset", func(v redisValue, _ bool, _ []string) resp.Reply { return resp.Int(v.score.Len()) })},
	{"zrange", -4, false, zrange(false)}, {"zrevrange", -4, false, zrange(true)},
	{"zrem", -3, true, on("zset", func(v redisValue, _ bool, a []string) (redisValue, bool, resp.Reply) {
		before := v.score.Len()
		for _, m := range a[2:] {
			v.score = v.score.Delete(m)
		}
		return v, v.score.Len() > 0, resp.Int(before - v.score.Len())
	})},
	{"dbsize", 1, false, func(k redisKeys, now time.Time, _ []string) (redisKeys, resp.Reply) {
		return k, resp.Int(len(matching(k, now, "*")))
	}},
	{"flushall", -1, true, redisFlush}, {"flushdb", -1, true, redisFlush},
}

func redisFlush(redisKeys, time.Time, []string) (redisKeys, resp.Reply) {
	return redisKeys{}, resp.OK("OK")
}

func redisDel(k redisKeys, now time.Time, a []string) (redisKeys, resp.Reply) {
	n := 0
	for _, key := range a[1:] {
		if _, found, _ := kept(k, now, key, ""); found {
			n++
		}
		k = k.Delete(key)
	}
	return k, resp.Int(n)
}

func redisHset(k redisKeys, now time.Time, a []string) (redisKeys, resp.Reply) {
	if len(a)%2 != 0 {
		return k, resp.Err("ERR wrong number of arguments for '" + strings.ToLower(a[0]) + "' command")
	}
	return on("hash", func(v redisValue, _ bool, a []string) (redisValue, bool, resp.Reply) {
		before := v.hash.Len()
		for i := 2; i < len(a); i += 2 {
			v.hash = v.hash.Set(a[i], a[i+1])
		}
		return v, true, resp.Int(v.hash.Len() - before)
	})(k, now, a)
}

// members removes fields of a hash or members of a set.
func members(kind string) func(redisKeys, time.Time, []string) (redisKeys, resp.Reply) {
	return on(kind, func(v redisValue, _ bool, a []string) (redisValue, bool, resp.Reply) {
		before := v.hash.Len()
		for _, m := range a[2:] {
			v.hash = v.hash.Delete(m)
		}
		return v, v.hash.Len() > 0, resp.Int(before - v.hash.Len())
	})
}

// commands that make a key again, for a snapshot.
func (v redisValue) commands(key string) (list [][]string) {
	switch v.kind {
	case "string":
		list = [][]string{{"SET", key, v.str}}
	case "list":
		list = [][]string{append([]string{"RPUSH", key}, v.list...)}
	case "hash":
		for f, s := range v.hash.All() {
			list = append(list, []string{"HSET", key, f, s})
		}
	case "set":
		list = [][]string{append([]string{"SADD", key}, v.hash.Keys()...)}
	case "zset":
		for m, f := range v.score.All() {
			list = append(list, []string{"ZADD", key, redisFloat(f), m})
		}
	}
	return list
}
