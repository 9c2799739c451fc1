package web

import (
	"time"

	"github.com/labstack/echo/v4"
)

// canPaint tells that pictures can be had as files.
const canPaint = false

// openingTime is how long the inputs of a lab that is opened may take to play:
// it is the learner's own machine.
const openingTime = 20 * time.Second

// cards are kept by servers only.
type cards struct{}

func (s *server) takePicture(echo.Context, string) error { return echo.ErrNotFound }
