package web_test

import (
	"log/slog"
	"net/http"
	"net/http/httptest"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/labstack/echo/v4"

	"drydock/web"
)

// BenchmarkHTTPInput is docker ps in a lab with a container, through all of
// the server down to the disk; BenchmarkBareEcho is what echo alone takes.
// Many clients with a lab each share the store's commits.
func BenchmarkHTTPInput(b *testing.B) {
	s := newSite(b, func(c *web.Config) { c.Log = slog.New(slog.DiscardHandler) })
	b.Run("one", func(b *testing.B) {
		lab := s.newLab()
		s.line(lab, "docker run -d --name web nginx")
		for b.Loop() {
			post(b, s, "/api/labs/"+lab+"/inputs")
		}
	})
	b.Run("many", func(b *testing.B) {
		labs := make([]string, 64)
		for i := range labs {
			labs[i] = s.newLab()
			s.line(labs[i], "docker run -d --name web nginx")
		}
		var clients atomic.Int64
		b.SetParallelism(len(labs) / runtime.GOMAXPROCS(0))
		b.ResetTimer()
		b.RunParallel(func(pb *testing.PB) {
			lab := labs[int(clients.Add(1))%len(labs)]
			for pb.Next() {
				post(b, s, "/api/labs/"+lab+"/inputs")
			}
		})
	})
}

func BenchmarkBareEcho(b *testing.B) {
	e := echo.New()
	e.POST("/api/labs/:lab/inputs", func(c echo.Context) error {
		return c.JSON(http.StatusOK, map[string]string{"stdout": "CONTAINER ID   IMAGE"})
	})
	for b.Loop() {
		post(b, e, "/api/labs/x/inputs")
	}
}

func post(b *testing.B, h http.Handler, target string) {
	r := httptest.NewRequest("POST", target, strings.NewReader(`{"line":"docker ps"}`))
	r.RemoteAddr = "127.0.0.1:4711"
	r.Header.Set("Content-Type", "application/json")
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	if w.Code != http.StatusOK {
		b.Fatalf("%d %s", w.Code, w.Body)
	}
}

// BenchmarkFragment is a command that changes the picture, answered with what
// the page merges.
func BenchmarkFragment(b *testing.B) {
	s := newSite(b, func(c *web.Config) { c.Log = slog.New(slog.DiscardHandler) })
	lab := s.newLab()
	s.line(lab, "docker run -d --name web nginx")
	lines, n := []string{"docker pause web", "docker unpause web"}, 0
	for b.Loop() {
		if n%2000 == 1999 {
			b.StopTimer() // a lab takes so many inputs only
			lab = s.newLab()
			s.line(lab, "docker run -d --name web nginx")
			b.StartTimer()
		}
		r := httptest.NewRequest("POST", "/labs/"+lab+"/inputs", strings.NewReader(form("kind", "line", "text", lines[n%2])))
		r.RemoteAddr = "127.0.0.1:4711"
		r.Header.Set("Content-Type", formType)
		r.Header.Set("X-Drydock", "fragment")
		w := httptest.NewRecorder()
		s.ServeHTTP(w, r)
		if w.Code != http.StatusOK {
			b.Fatalf("%d %s", w.Code, w.Body)
		}
		n++
	}
}
