package compose

import (
	"fmt"
)

// misfit is a value that cannot be read as what a field holds. Its place is
// below the service, or below the field it is an error of.
type misfit struct {
	at  string
	err error
}

func (m misfit) Error() string { return m.err.Error() }

// unreadable is an error of a value that is told with its place.
type unreadable struct {
	at    string // below its field
	words string
}

func (u unreadable) Error() string { return u.words }

// undecoded is the error of a service one of whose values cannot be read.
// Source: compose-go v2 loader, which leaves these values to mapstructure.
func undecoded(service string, err error) error {
	m, ok := err.(misfit)
	if !ok {
		return err
	}
	u, ok := m.err.(unreadable)
	if !ok {
		return m.err
	}
	return fmt.Errorf("decoding failed due to the following error(s):\n\n'services[%s].%s%s' %s", service, m.at, u.at, u.words)
}

// beneath is an error with the place it is at put before.
func beneath(at string, err error) error {
	if u, ok := err.(unreadable); ok {
		return unreadable{at + u.at, u.words}
	}
	return err
}
