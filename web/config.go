//go:build !js

package web

import (
	"log/slog"
	"time"

	"drydock/sim/lesson"
)

func (c Config) withDefaults() Config {
	if c.MaxWorlds == 0 {
		c.MaxWorlds = defaultWorlds
	}
	if c.Opens == "" {
		c.Opens = "/open"
	}
	if c.Log == nil {
		c.Log = slog.Default()
	}
	if c.Now == nil {
		c.Now = time.Now
	}
	if c.LessonFiles == nil {
		c.LessonFiles = lesson.Files()
	}
	if c.Lessons == nil {
		c.Lessons = lesson.Course()
	}
	return c
}
