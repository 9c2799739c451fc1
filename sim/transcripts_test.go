package sim_test

import (
	"testing"

	"drydock/sim/simtest"
)

func TestTranscripts(t *testing.T) { simtest.Run(t, "testdata/*.txtar") }
