//go:build !js

package web

import (
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/labstack/echo/v4"
	"github.com/labstack/echo/v4/middleware"

	"drydock/sim/record"
)

// policy lets a page use what this server serves and nothing else: no script
// or style within the HTML but what is in the first page, known by its sum.
func (s *server) policy() string {
	return "default-src 'self'; script-src 'self'" + s.first.script + "; style-src 'self'" + s.first.style +
		"; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'self'"
}

// protect puts what guards every route around them, outermost first.
func (s *server) protect(e *echo.Echo) error {
	if err := errors.Join(checkOrigins("frames", s.frames, true), checkOrigins("origins", s.origins, false), checkOrigins("public", listOf(s.public), false)); err != nil {
		return err
	}
	secure := middleware.DefaultSecureConfig
	secure.ContentSecurityPolicy = s.policy()
	secure.XSSProtection = "0" // the filter it asked for is gone from browsers and did harm
	secure.ReferrerPolicy = "same-origin"
	secure.HSTSMaxAge = 180 * 24 * 60 * 60 // seconds; only sent over TLS
	e.Pre(semicolons)
	e.Use(
		middleware.RequestID(),
		s.record(),
		middleware.SecureWithConfig(secure),
		s.framed,
		s.shareOrigin,
		middleware.GzipWithConfig(middleware.GzipConfig{Level: 5, MinLength: 1024, Skipper: func(c echo.Context) bool { return isAsset(c) || isStream(c) }}),
		s.answerErrors,
		middleware.RecoverWithConfig(middleware.RecoverConfig{LogErrorFunc: s.panicked}),
		s.knownHost,
		s.sameOrigin,
		middleware.BodyLimitWithConfig(middleware.BodyLimitConfig{Limit: "64KiB", Skipper: func(c echo.Context) bool { return larger[c.Path()] }}),
	)
	return nil
}

// larger are the addresses that take more than others, each with a bound of its own.
var larger = map[string]bool{imagesIn: true, "/open": true, "/api/open": true}

// answerErrors renders errors within the other middleware, so that error pages
// are logged with their status and compressed like others.
func (s *server) answerErrors(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		if err := next(c); err != nil {
			c.Error(err)
		}
		return nil
	}
}

func (s *server) panicked(c echo.Context, err error, stack []byte) error {
	return fmt.Errorf("panic: %w\n%s", err, stack)
}

// semicolons lets a query have them as browsers do, see record.Query.
func semicolons(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		u := c.Request().URL
		u.RawQuery = record.Query(u.RawQuery)
		return next(c)
	}
}

// knownHost refuses requests made to a name that is not ours: a foreign name
// that resolves to this machine would make a foreign page same-origin.
func (s *server) knownHost(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		if len(s.hosts) > 0 && !slices.Contains(s.hosts, hostname(c.Request().Host)) {
			return &Error{Class: Forbidden, Message: "This server does not answer to this name."}
		}
		return next(c)
	}
}

func hostname(host string) string {
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	}
	return strings.ToLower(strings.Trim(host, "[]"))
}

// sameOrigin refuses what another site's page makes a browser send. It reads
// Sec-Fetch-Site and, where a browser sends none, Origin; programs send neither
// and are let through. So forms need no token and work without script.
func (s *server) sameOrigin(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		if s.mayCall(c) {
			return next(c)
		}
		if err := s.cross.Check(c.Request()); err != nil {
			return &Error{Class: Forbidden, Message: sentences[http.StatusForbidden], Cause: err}
		}
		return next(c)
	}
}

// record logs requests: the route and not the address, because who knows a
// lab's id may use it, and nothing of what was typed.
func (s *server) record() echo.MiddlewareFunc {
	return middleware.RequestLoggerWithConfig(middleware.RequestLoggerConfig{
		LogMethod: true, LogRoutePath: true, LogStatus: true, LogLatency: true, LogResponseSize: true, LogRequestID: true,
		LogValuesFunc: func(c echo.Context, v middleware.RequestLoggerValues) error {
			s.log.LogAttrs(c.Request().Context(), slog.LevelInfo, "request",
				slog.String("method", v.Method), slog.String("route", v.RoutePath), slog.Int("status", v.Status),
				slog.Duration("took", v.Latency), slog.Int64("bytes", v.ResponseSize), slog.String("id", v.RequestID))
			return nil
		},
	})
}

// A class behind one address is a hundred browsers that look ahead every
// second; a lab is one learner, or one program that types fast.
var (
	perAddress = limit{200, 1000}
	perLab     = limit{30, 150}
	newLabs    = limit{2, 200} // per address
)

// limits are the rate limits of a route. This machine's own programs have none.
func (s *server) limits(r route) []echo.MiddlewareFunc {
	switch {
	case r.path == "/healthz" || r.path == "/static/*":
		return nil
	case strings.HasPrefix(r.path, "/class") || strings.HasPrefix(r.path, "/teach/") || strings.HasPrefix(r.path, "/live/") || r.path == "/badge.svg" || r.path == "/picture.png" || r.path == "/oembed" ||
		r.method == http.MethodGet && (strings.HasPrefix(r.path, "/open") || strings.HasPrefix(r.path, "/embed") && !strings.Contains(r.path, ":lab") || strings.HasPrefix(r.path, "/s/")):
		return []echo.MiddlewareFunc{perAddress.by(func(c echo.Context) (string, error) { return c.RealIP(), nil })}
	case strings.Contains(r.path, ":lab"):
		return []echo.MiddlewareFunc{
			perAddress.by(func(c echo.Context) (string, error) { return c.RealIP(), nil }),
			perLab.by(func(c echo.Context) (string, error) { return c.Param("lab"), nil }),
			s.guard,
		}
	}
	return []echo.MiddlewareFunc{newLabs.by(func(c echo.Context) (string, error) { return c.RealIP(), nil })}
}

func (l limit) by(who middleware.Extractor) echo.MiddlewareFunc {
	return middleware.RateLimiterWithConfig(middleware.RateLimiterConfig{
		Skipper:             func(c echo.Context) bool { ip := net.ParseIP(c.RealIP()); return ip != nil && ip.IsLoopback() },
		IdentifierExtractor: who,
		Store: middleware.NewRateLimiterMemoryStoreWithConfig(middleware.RateLimiterMemoryStoreConfig{
			Rate: l.perSecond, Burst: l.burst, ExpiresIn: 3 * time.Minute,
		}),
	})
}
